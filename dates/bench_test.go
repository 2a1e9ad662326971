package dates

import (
	"strings"
	"testing"
	"time"

	"rapporteur"
)

// BenchmarkParse reads articles as long as the press writes them, in scripts with and without spaces.
func BenchmarkParse(b *testing.B) {
	p, _ := parser(b)
	day := Anchor{Day: time.Date(2031, 7, 24, 0, 0, 0, 0, time.UTC)}
	for code, s := range map[string]string{
		"en": "The minister of Vardia said on Tuesday that the talks, which began on 3 March 2031 and were to end in October, would go on for the rest of the week at least. ",
		"ar": "قال وزير الخارجية في فارديا يوم الثلاثاء إن المحادثات التي بدأت في 3 آذار 2031 ستستمر حتى تشرين الأول المقبل رغم الصعوبات. ",
		"ru": "Министр иностранных дел Вардии заявил во вторник, что переговоры, начавшиеся 3 марта 2031 года, продолжатся до октября. ",
		"zh": "瓦尔迪亚外交部长星期二表示，2031年3月3日开始的会谈将持续到十月，双方代表团将再次会面。",
	} {
		text := rapporteur.NewText(strings.Repeat(s, 40))
		b.Run(code, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				p.Parse(text, rapporteur.Span{End: text.Len()}, code, day)
			}
		})
	}
}
