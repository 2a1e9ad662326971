package identify

import (
	"bytes"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func builtin(t testing.TB) *Model {
	t.Helper()
	m, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Two sentences of the house about one invented event, in each language that has relatives.
var samples = map[string]string{
	"hr":      "Ministrica je u srijedu priopćila da će tisuću vozača idući tjedan prosvjedovati ispred kolodvora. Vlada još nije odgovorila na njihov zahtjev.",
	"sr-Latn": "Ministarka je u sredu saopštila da će hiljadu vozača sledeće nedelje protestovati ispred železničke stanice. Vlada još nije odgovorila na njihov zahtev.",
	"sl":      "Ministrica je v sredo sporočila, da bo tisoč voznikov prihodnji teden protestiralo pred postajo. Vlada na njihovo zahtevo še ni odgovorila.",
	"cs":      "Ministryně ve středu oznámila, že příští týden bude před nádražím protestovat tisíc řidičů. Vláda na jejich požadavek zatím neodpověděla.",
	"sk":      "Ministerka v stredu oznámila, že budúci týždeň bude pred stanicou protestovať tisíc vodičov. Vláda na ich požiadavku zatiaľ neodpovedala.",
	"pl":      "Minister oznajmiła w środę, że w przyszłym tygodniu przed dworcem będzie protestować tysiąc kierowców. Rząd nie odpowiedział jeszcze na ich żądanie.",
	"sr":      "Министарка је у среду саопштила да ће хиљаду возача следеће недеље протестовати испред станице. Влада још није одговорила на њихов захтев.",
	"mk":      "Министерката во средата соопшти дека илјада возачи идната недела ќе протестираат пред станицата. Владата сè уште не одговорила на нивното барање.",
	"bg":      "Министърката съобщи в сряда, че хиляда шофьори ще протестират пред гарата идната седмица. Правителството още не е отговорило на искането им.",
	"ru":      "Министр сообщила в среду, что на следующей неделе перед вокзалом выйдет протестовать тысяча водителей. Правительство на их требование пока не ответило.",
	"uk":      "Міністерка повідомила в середу, що наступного тижня перед вокзалом протестуватиме тисяча водіїв. Уряд на їхню вимогу поки не відповів.",
	"be":      "Міністарка паведаміла ў сераду, што на наступным тыдні перад вакзалам будзе пратэставаць тысяча кіроўцаў. Урад на іх патрабаванне пакуль не адказаў.",
	"kk":      "Министр сәрсенбі күні келесі аптада вокзал алдында мың жүргізуші наразылық білдіретінін хабарлады. Үкімет олардың талабына әлі жауап берген жоқ.",
	"es":      "La ministra comunicó el miércoles que mil conductores protestarán la próxima semana ante la estación. El Gobierno aún no ha respondido a su petición.",
	"pt":      "A ministra comunicou na quarta-feira que mil motoristas vão protestar na próxima semana em frente à estação. O Governo ainda não respondeu ao pedido deles.",
	"it":      "La ministra ha comunicato mercoledì che mille autisti protesteranno la prossima settimana davanti alla stazione. Il governo non ha ancora risposto alla loro richiesta.",
	"nl":      "De minister maakte woensdag bekend dat volgende week duizend chauffeurs voor het station zullen protesteren. De regering heeft nog niet op hun eis geantwoord.",
	"de":      "Die Ministerin teilte am Mittwoch mit, dass nächste Woche tausend Fahrer vor dem Bahnhof protestieren werden. Die Regierung hat auf ihre Forderung noch nicht geantwortet.",
	"sv":      "Ministern meddelade på onsdagen att tusen förare ska protestera framför stationen nästa vecka. Regeringen har ännu inte svarat på deras krav.",
	"da":      "Ministeren oplyste onsdag, at tusind chauffører vil protestere foran stationen i næste uge. Regeringen har endnu ikke svaret på deres krav.",
	"tr":      "Bakan çarşamba günü gelecek hafta bin sürücünün istasyon önünde protesto yapacağını açıkladı. Hükümet taleplerine henüz yanıt vermedi.",
	"az":      "Nazir çərşənbə günü gələn həftə min sürücünün vağzalın qarşısında etiraz edəcəyini bildirdi. Hökumət onların tələbinə hələ cavab verməyib.",
	"uz":      "Vazir chorshanba kuni kelasi hafta ming haydovchi vokzal oldida norozilik bildirishini maʼlum qildi. Hukumat ularning talabiga hali javob bermadi.",
	"fa":      "وزیر روز چهارشنبه اعلام کرد که هفته آینده هزار راننده مقابل ایستگاه اعتراض خواهند کرد. دولت هنوز به خواسته آنها پاسخ نداده است.",
	"ar":      "أعلنت الوزيرة يوم الأربعاء أن ألف سائق سيتظاهرون الأسبوع المقبل أمام المحطة. ولم ترد الحكومة بعد على مطلبهم.",
	"ur":      "وزیر نے بدھ کو بتایا کہ اگلے ہفتے ایک ہزار ڈرائیور اسٹیشن کے سامنے احتجاج کریں گے۔ حکومت نے ابھی تک ان کے مطالبے کا جواب نہیں دیا۔",
	"ps":      "وزیرې د چارشنبې په ورځ وویل چې راتلونکې اونۍ به زر چلوونکي د تمځي مخې ته لاریون وکړي. حکومت لا د هغوی غوښتنې ته ځواب نه دی ورکړی.",
	"el":      "Η υπουργός ανακοίνωσε την Τετάρτη ότι χίλιοι οδηγοί θα διαμαρτυρηθούν.",
	"ja":      "大臣は水曜日、来週千人の運転手が駅前で抗議すると発表した。",
	"zh":      "部长周三宣布，下周将有一千名司机在车站前抗议。",
	"ko":      "장관은 수요일 다음 주 기사 천 명이 역 앞에서 시위할 것이라고 밝혔다.",
}

func TestSamples(t *testing.T) {
	m := builtin(t)
	for want, text := range samples {
		if got := m.Identify(text); got.Code != want || got.Confidence < .5 {
			t.Errorf("%s: %+v of %q", want, got, text)
		}
	}
}

func TestTooLittle(t *testing.T) {
	m := builtin(t)
	for _, text := range []string{"", " ", "12345", "2024-05-06 – 17 %", "x", "\xff\xfe", "🙂 🙂", "ไม่มีภาษา"} {
		if got := m.Identify(text); got.Code != Unknown || got.Confidence != 0 {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

// A language that the program does not read is not taken for a relative.
func TestOtherLanguages(t *testing.T) {
	m := builtin(t)
	for language, text := range map[string]string{
		"Swahili":   "Waziri alitangaza Jumatano kwamba madereva elfu moja wataandamana mbele ya kituo wiki ijayo. Serikali bado haijajibu ombi lao.",
		"Icelandic": "Ráðherrann tilkynnti á miðvikudag að þúsund bílstjórar ætli að mótmæla fyrir framan stöðina í næstu viku. Ríkisstjórnin hefur ekki svarað kröfu þeirra.",
		"Catalan":   "La ministra va comunicar dimecres que mil conductors protestaran la setmana vinent davant de l'estació. El govern encara no ha respost a la seva petició.",
		"Mongolian": "Сайд лхагва гарагт мэдэгдэхдээ дараагийн долоо хоногт мянган жолооч буудлын өмнө жагсах болно гэлээ. Засгийн газар хариу өгөөгүй байна.",
	} {
		if got := m.Identify(text); got.Code != Unknown {
			t.Errorf("%s: %+v", language, got)
		}
	}
}

// Serbian pages hold Latin letters that look like Cyrillic ones; texts of all scripts hold names in Latin letters.
func TestMixedScripts(t *testing.T) {
	m := builtin(t)
	looksAlike := strings.NewReplacer("а", "a", "е", "e", "о", "o", "М", "M", "р", "p", "с", "c")
	if got := m.Identify(looksAlike.Replace(samples["sr"])); got.Code != "sr" {
		t.Errorf("with Latin look-alikes: %+v", got)
	}
	if got := m.Identify("Писателката ја објави книгата „The Long Road to Zelengora and Other Tales of the Western Coast“ во средата навечер."); got.Code != "mk" {
		t.Errorf("with a long title in Latin letters: %+v", got)
	}
}

// A short text of close languages is less certain than a long one, and capitals and stray marks change nothing.
func TestConfidence(t *testing.T) {
	m := builtin(t)
	short, long := m.Identify("Vlada je odgovorila."), m.Identify(samples["hr"])
	if short.Confidence >= long.Confidence {
		t.Errorf("short %+v, long %+v", short, long)
	}
	if a, b := m.Identify(samples["es"]), m.Identify(strings.ToUpper(samples["es"])); a != b {
		t.Errorf("%+v, in capitals %+v", a, b)
	}
	if a, b := m.Identify(samples["fa"]), m.Identify(strings.ReplaceAll(samples["fa"], " ", "\u200f ")); a.Code != b.Code {
		t.Errorf("%+v, with marks of direction %+v", a, b)
	}
}

func TestWriteAndRead(t *testing.T) {
	m := builtin(t)
	var b bytes.Buffer
	if err := m.Write(&b); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), packed) {
		t.Error("the model packs to other bytes than those it was read from")
	}
	again, err := Read(&b)
	if err != nil || !reflect.DeepEqual(m, again) {
		t.Errorf("the model is not what was written: %v", err)
	}
}

func TestReadTellsWhatIsWrong(t *testing.T) {
	for name, b := range map[string][]byte{"empty": nil, "another file": []byte("PK\x03\x04 and more than enough bytes to read"), "cut": packed[:len(packed)/2], "head alone": packed[:len(magic)]} {
		if _, err := Read(bytes.NewReader(b)); err == nil || !strings.HasPrefix(err.Error(), "language model: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The packed model must stay small: the program's size is bounded.
func TestSize(t *testing.T) {
	if len(packed) > 700<<10 {
		t.Errorf("%d bytes", len(packed))
	}
}

func TestLongTextsCostNoMore(t *testing.T) {
	long := strings.Repeat(samples["de"]+" ", 2000)
	if n := len(Features(nil, long, "Latn")); n > 7*sampled {
		t.Errorf("%d features", n)
	}
	if n := len(Features(nil, strings.Repeat("a", 1<<20), "Latn")); n > 7*longestWord {
		t.Errorf("%d features of a word without end", n)
	}
}

func FuzzIdentify(f *testing.F) {
	for _, s := range samples {
		f.Add(s)
	}
	f.Add("a\u0301\u200d'’' \xff")
	m := builtin(f)
	f.Fuzz(func(t *testing.T, text string) {
		a := m.Identify(text)
		if a.Code == "" || math.IsNaN(a.Confidence) || a.Confidence < 0 || a.Confidence > 1 {
			t.Errorf("%+v", a)
		}
		if b := m.Identify(text); a != b {
			t.Errorf("%+v, then %+v", a, b)
		}
	})
}

func FuzzRead(f *testing.F) {
	small := &Model{Scripts: []Linear{{Script: "Latn", Codes: []string{"aa", "bb"}, Offsets: []float64{0, 1}, Keys: []uint32{3, 9}, Weights: []int8{1, -1, 2, -2}, Sharpness: 1}}}
	var b bytes.Buffer
	if err := small.Write(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add(packed[:200])
	f.Fuzz(func(t *testing.T, b []byte) {
		if m, err := Read(bytes.NewReader(b)); err == nil {
			m.Identify("Which language is this?")
		}
	})
}

func BenchmarkIdentify(b *testing.B) {
	m := builtin(b)
	for _, code := range []string{"en", "sr-Latn", "ru", "fa", "zh"} {
		text := samples[code]
		if text == "" {
			text = "The minister said on Wednesday that a thousand drivers would protest in front of the station next week. "
		}
		runes := []rune(strings.Repeat(text+" ", 40))
		article := string(runes[:min(2300, len(runes))])
		b.Run(code, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				m.Identify(article)
			}
		})
	}
}

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		if _, err := Read(bytes.NewReader(packed)); err != nil {
			b.Fatal(err)
		}
	}
}

// Every language of the samples is one that the model knows.
func TestSamplesAreOfTheModel(t *testing.T) {
	var codes []string
	for _, l := range builtin(t).Scripts {
		codes = append(codes, l.Codes...)
	}
	for code := range samples {
		if !slices.Contains(codes, code) {
			t.Errorf("no %s in the model", code)
		}
	}
}
