package statement

import "testing"

// The words for it of the Slavic languages, each use where the languages differ.
func TestVoiceOfSlavicPacks(t *testing.T) {
	for _, c := range []struct {
		lang, text   string
		names        []string
		source, want string
	}{
		// a source right behind a word for "according to"
		{"ru", "{По словам} [Анны Кольт], <мост открыт>.", []string{"Анны Кольт"}, "Анны Кольт", "Анны Кольт"},
		{"pl", "{Zdaniem} [Anny Kolt] <most jest otwarty>.", []string{"Anny Kolt"}, "Anny Kolt", "Anny Kolt"},
		// nothing beside it: the subject of the sentence does not speak
		{"ru", "[Антон Кольт] ушёл, {согласно} <записям, в шесть>.", []string{"Антон Кольт"}, "", ""},
		{"be", "[Антон Кольт] паказаў план, {паводле} <якога мост адчыняць>.", []string{"Антон Кольт"}, "", ""},
		{"pl", "[Anton Kolt] pokazał plan, {według} <którego most zostanie otwarty>.", []string{"Anton Kolt"}, "", ""},
		// "his words" are those of who spoke before
		{"ru", "<[Антон Кольт] продал дом>, {по её словам}.", []string{"Антон Кольт"}, "", "earlier"},
		{"bg", "<[Антон Колт] продаде къщата>, {по думите ѝ}.", []string{"Антон Колт"}, "", "earlier"},
		{"pl", "<[Anton Kolt] sprzedał dom>, {według niej}.", []string{"Anton Kolt"}, "", "earlier"},
		{"cs", "<[Anton Kolt] prodal dům>, {podle jejích slov}.", []string{"Anton Kolt"}, "", "earlier"},
		{"sl", "<[Anton Kolt] je prodal hišo>, {po njenih besedah}.", []string{"Anton Kolt"}, "", "earlier"},
		{"hr", "<[Anton Kolt] prodao je kuću>, {prema njezinim riječima}.", []string{"Anton Kolt"}, "", "earlier"},
		// "his own words" are the subject's
		{"ru", "[Антон Кольт], {по собственным словам}, <продал дом>.", []string{"Антон Кольт"}, "собственным словам", "Антон Кольт"},
		{"cs", "[Anton Kolt] {podle svých slov} <prodal dům>.", []string{"Anton Kolt"}, "svých slov", "Anton Kolt"},
		// who is accused or asked
		{"ru", "[Анна Кольт] {была обвинена} <во взятках>.", []string{"Анна Кольт"}, "", ""},
		{"ru", "[Антон Кольт] {обвиняется} <в получении взяток>.", []string{"Антон Кольт"}, "", ""},
		{"ru", "[Антон Кольт] {обвинил} <министра в получении взяток>.", []string{"Антон Кольт"}, "Антон Кольт", "Антон Кольт"},
		{"uk", "[Антон Кольт] {підозрюється} <в отриманні хабарів>.", []string{"Антон Кольт"}, "", ""},
		{"be", "[Антон Кольт] {абвінавачваецца} <ў атрыманні хабару>.", []string{"Антон Кольт"}, "", ""},
		{"cs", "[Anna Koltová] {byla obviněna} <z braní úplatků>.", []string{"Anna Koltová"}, "", ""},
		{"sl", "[Ana Kolt] {je bila obtožena}, <da je jemala podkupnino>.", []string{"Ana Kolt"}, "", ""},
		{"sr", "[Ана Колт] {је упитана} <да ли је мост отворен>.", []string{"Ана Колт"}, "", ""},
		{"hr", "[Ana Kolt] {optužila je} <susjeda za krađu>.", []string{"Ana Kolt"}, "Ana Kolt", "Ana Kolt"},
		{"cs", "[Anna Koltová] {vznesla obvinění}, <že soused krade>.", []string{"Anna Koltová"}, "Anna Koltová", "Anna Koltová"},
		// and by whom
		{"pl", "[Anna Kolt] {została oskarżona} przez [Ivo Branda] <o branie łapówek>.", []string{"Anna Kolt", "Ivo Branda"}, "Ivo Branda", "Ivo Branda"},
		{"bg", "[Ана Колт] {беше обвинена} от [Иво Бранд] <в подкупи>.", []string{"Ана Колт", "Иво Бранд"}, "Иво Бранд", "Иво Бранд"},
		{"sr-Latn", "[Ana Kolt] {je optužena} od strane [Iva Branda] <za mito>.", []string{"Ana Kolt", "Iva Branda"}, "Iva Branda", "Iva Branda"},
		// nobody's words
		{"ru", "{Сообщается}, <что мост открыт>.", nil, "", ""},
		{"bg", "{Твърди се}, <че мостът е отворен>.", nil, "", ""},
		{"pl", "{Wiadomo}, <że most jest otwarty>.", nil, "", ""},
		{"cs", "{Říká se}, <že je most otevřený>.", nil, "", ""},
		{"sk", "{Hovorí sa}, <že most je otvorený>.", nil, "", ""},
		{"sl", "{Govori se}, <da je most odprt>.", nil, "", ""},
		// but what is added is theirs who spoke before
		{"pl", "{Dodano}, <że most jest otwarty>.", nil, "", "earlier"},
		{"ru", "{Отмечается}, <что мост открыт>.", nil, "", "earlier"},
	} {
		if source, is := spokenBy(t, c.lang, c.text, c.names...); source != c.source || is != c.want {
			t.Errorf("%s: %s is %q, %q, want %q, %q", c.lang, c.text, source, is, c.source, c.want)
		}
	}
}
