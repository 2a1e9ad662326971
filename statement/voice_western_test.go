package statement

import "testing"

// The words for reports of the packs, each kind once in a language that has it.
func TestVoiceOfWesternPacks(t *testing.T) {
	for _, c := range []struct {
		lang, text string
		names      []string
		source, is string
	}{
		{"sq", "{Sipas saj}, <ura është e hapur>.", nil, "saj", "earlier"},
		{"sq", "[Arben Kolti] {akuzohet} <se ka marrë para>.", []string{"Arben Kolti"}, "", ""},
		{"sq", "[Arben Kolti] {është akuzuar} <se ka marrë para>.", []string{"Arben Kolti"}, "", ""},
		{"sq", "[Arben Kolti] {kishte pyetur} <nëse ura ishte e hapur>.", []string{"Arben Kolti"}, "Arben Kolti", "Arben Kolti"},
		{"sq", "{Thuhet} <se ura do të bjerë>.", nil, "", ""},
		{"sq", "{U tha} <se ura do të bjerë>.", nil, "", "earlier"},
		{"it", "{Secondo} [Anna Kolt] <il ponte è aperto>.", []string{"Anna Kolt"}, "Anna Kolt", "Anna Kolt"},
		{"it", "[Anna Kolt] {è stata accusata} <di aver preso denaro>.", []string{"Anna Kolt"}, "", ""},
		{"it", "[Anna Kolt] {ha accusato} <il sindaco di aver preso denaro>.", []string{"Anna Kolt"}, "Anna Kolt", "Anna Kolt"},
		{"it", "[Agli operai] {è stato detto} <che il ponte è chiuso>.", nil, "", ""},
		{"it", "{Secondo quanto si apprende}, <il ponte è chiuso>.", nil, "", ""},
		{"pt", "{Segundo ele}, <a ponte está aberta>.", nil, "ele", "earlier"},
		{"pt", "[Ana Kolt] {foi acusada} <de receber dinheiro>.", []string{"Ana Kolt"}, "", ""},
		{"pt", "{Teme-se} <que a ponte caia>.", nil, "", ""},
		{"ro", "{Potrivit acestuia}, <podul este deschis>.", nil, "acestuia", "earlier"},
		{"ro", "{Întrebată} <dacă podul este deschis>, [Ana Kolt] a tăcut.", []string{"Ana Kolt"}, "", ""},
		{"ro", "[Ana Kolt] {a întrebat} <dacă podul este deschis>.", []string{"Ana Kolt"}, "Ana Kolt", "Ana Kolt"},
		{"ro", "[Locuitorilor] {li s-a cerut} <să plece>.", nil, "", ""},
		{"nl", "[Anton Kolt] {kreeg te horen} <dat de brug dicht was>.", []string{"Anton Kolt"}, "", ""},
		{"nl", "[Anton Kolt] kwam {naar eigen zeggen} <te laat>.", []string{"Anton Kolt"}, "eigen zeggen", "Anton Kolt"},
		{"nl", "{Volgens hem} <is de brug open>.", nil, "hem", "earlier"},
		{"nl", "{Naar verluidt} <is de brug dicht>.", nil, "", ""},
		{"nl", "[De Koerier] {citeert} [Anton Kolt], <de brug is open>.", []string{"Anton Kolt", "@De Koerier"}, "Anton Kolt", "Anton Kolt"},
		{"sv", "[Anton Kolt] {anklagas} <för att ha tagit pengar>.", []string{"Anton Kolt"}, "", ""},
		{"sv", "[Anton Kolt] {fick frågan} <varför bron är stängd>.", []string{"Anton Kolt"}, "", ""},
		{"sv", "Kolt {anklagades} av [Ines Brand] <för att ha tagit pengar>.", []string{"Ines Brand"}, "Ines Brand", "Ines Brand"},
		{"sv", "[Det] {befaras} <att bron faller>.", nil, "", ""},
		{"da", "[Anton Kolt] {fik at vide}, <at broen er lukket>.", []string{"Anton Kolt"}, "", ""},
		{"da", "[Anton Kolt] {anklages} <for at have taget penge>.", []string{"Anton Kolt"}, "", ""},
		{"da", "{Ifølge ham} <er broen åben>.", nil, "ham", "earlier"},
		{"fi", "{Hänen mielestään} <silta on auki>.", nil, "Hänen", "earlier"},
		{"fi", "[Anton Koltin] {epäillään} <ottaneen rahaa>.", []string{"Anton Koltin"}, "", ""},
		{"fi", "{Tietojen mukaan} <silta on kiinni>.", nil, "", ""},
		{"hu", "{Közlése szerint} <a híd nyitva van>.", nil, "", "earlier"},
		{"hu", "{Értesüléseink szerint} <a híd zárva van>.", nil, "", ""},
		{"et", "{Tema sõnul} <on sild avatud>.", nil, "", "earlier"},
		{"et", "[Anton Kolti] {süüdistatakse} <raha võtmises>.", []string{"Anton Kolti"}, "", ""},
		{"et", "[Anton Kolti] {süüdistatakse} [Mari Saare] poolt <raha võtmises>.", []string{"Anton Kolti", "Mari Saare"}, "Mari Saare", "Mari Saare"},
		{"lv", "{Pēc viņa teiktā} [ministrija] <zinājusi par tiltu>.", nil, "", "earlier"},
		{"lv", "{Pēc aplēsēm} <tilts būs slēgts>.", nil, "", ""},
		{"lt", "{Paklaustas}, <ar tiltas atidarytas>, [jis] tylėjo.", nil, "", ""},
		{"lt", "Jonas Koltas, {anot} [kaimynės], <vėluoja>.", []string{"Jonas Koltas"}, "kaimynės", ""},
		{"lt", "{Preliminariais duomenimis}, <tiltas uždarytas>.", nil, "", ""},
		{"tr", "[Anton Kolt]'a {göre} <köprü açık>.", []string{"Anton Kolt"}, "Anton Kolt", "Anton Kolt"},
		{"tr", "{Öğrenildiğine göre} <köprü kapalı>.", nil, "", ""},
		{"tr", "{Anlattığına göre} <köprü kapalı>.", nil, "", "earlier"},
		{"tr", "[Anton Kolt] <para almakla> {suçlanıyor}.", []string{"Anton Kolt"}, "", ""},
		{"tr", "[Anton Kolt], [Deniz Aras] tarafından <para almakla> {suçlanıyor}.", []string{"Anton Kolt", "Deniz Aras"}, "Deniz Aras", "Deniz Aras"},
		{"az", "{Məlumata görə}, <körpü bağlıdır>.", nil, "", ""},
		{"az", "[Anton Kolt] <pul almaqda> {ittiham olunur}.", []string{"Anton Kolt"}, "", ""},
		{"tr", "[Anton Kolt], [Deniz Aras tarafından] <para almakla> {suçlanıyor}.", []string{"Anton Kolt", "Deniz Aras"}, "Deniz Aras tarafından", "Deniz Aras"},
		{"az", "[Anton Kolt] [Leyla Qara] tərəfindən <pul almaqda> {ittiham olunur}.", []string{"Anton Kolt", "Leyla Qara"}, "Leyla Qara", "Leyla Qara"},
	} {
		if source, is := spokenBy(t, c.lang, c.text, c.names...); source != c.source || is != c.is {
			t.Errorf("%s: %s is %q, %q, want %q, %q", c.lang, c.text, source, is, c.source, c.is)
		}
	}
}
