package dates

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"rapporteur"
	"rapporteur/language"
	"rapporteur/language/packtest"
)

func parser(t testing.TB) (*Parser, *language.Packs) {
	t.Helper()
	ps, err := language.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return New(ps), ps
}

// Every rule of every pack carries examples; all of them are run, and the cases that show whether they hold elsewhere.
func TestExamplesOfPacks(t *testing.T) {
	p, ps := parser(t)
	n := 0
	for _, code := range ps.Codes() {
		for _, e := range ps.For(code).Dates.Examples {
			n++
			if wrong := p.try(code, e); wrong != "" {
				t.Errorf("%s: %s", code, wrong)
			}
		}
	}
	if n == 0 {
		t.Error("no pack has an example")
	}
	for code, cases := range packtest.All(t) {
		packtest.Tally(t, code, "dates", cases.Dates, cases.Fails["dates"], func(e language.DateExample) string { return p.try(code, e) })
	}
}

// try gives "" where an example holds, and otherwise what is wrong.
func (p *Parser) try(code string, e language.DateExample) string {
	var a Anchor
	if e.Day != "" {
		day, err := time.Parse(time.DateOnly, e.Day)
		if moment, timed := time.Parse(time.RFC3339, e.Day); timed == nil {
			a, err = At(moment), nil
		} else {
			a.Day = day
		}
		if err != nil {
			return err.Error()
		}
	}
	text := rapporteur.NewText(e.Text)
	got := []string{}
	for _, d := range p.Parse(text, rapporteur.Span{End: text.Len()}, code, a) {
		got = append(got, d.Value)
	}
	if !slices.Equal(e.Values, got) {
		return fmt.Sprintf("%q gives %q, want %q", e.Text, got, e.Values)
	}
	return ""
}

// The months of every calendar are read with a day and a year.
func TestMonthsOfEveryCalendar(t *testing.T) {
	p, ps := parser(t)
	for _, code := range ps.Codes() {
		if s := ps.For(code).Profile.Script; s == "Hani" || s == "Jpan" || s == "Kore" || code == "fa" || code == "ps" || code == "vi" {
			continue // their dates are numbers with words between, or another calendar
		}
		for i, forms := range ps.For(code).Calendar.Months {
			text := rapporteur.NewText("17 " + forms[0] + " 2031")
			ds := p.Parse(text, rapporteur.Span{End: text.Len()}, code, Anchor{})
			want := time.Date(2031, time.Month(i+1), 17, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
			if len(ds) != 1 || ds[0].Value != want {
				t.Errorf("%s: %q gives %v, want %s", code, text.String(), ds, want)
			}
		}
	}
}

func TestWindow(t *testing.T) {
	for _, c := range []struct{ value, precision, from, to string }{
		{"2031", "year", "2031-01-01", "2031-12-31"}, {"2032-02", "month", "2032-02-01", "2032-02-29"}, {"2031-05-06T10:00", "minute", "2031-05-06", "2031-05-06"},
	} {
		if from, to := Window(rapporteur.Date{Value: c.value, Precision: c.precision}); from != c.from || to != c.to {
			t.Errorf("%s: %s to %s", c.value, from, to)
		}
	}
}

func FuzzParse(f *testing.F) {
	p, _ := parser(f)
	f.Add("25th, June 2024 GMT 24.07.2023 11:34:00 ٣ حزيران/يونيو ٢٠٠١", "ar")
	f.Add("-//..::2023-13-45T99", "en")
	f.Add("2031年5月18日(日)14時05分 3小时前 31.05.18 ۱۸ اردیبهشت ۱۴۱۰", "zh")
	f.Add("2031년 5월 18일 오후 2시 5분전 99999999999999999999", "ko")
	f.Add("18-May-2031 2:05 p.m. (GMT+7) 14:05, 1 hour 5 min. ago", "en")
	f.Add("30 اسفند 1403 ساعت ۱۴:۰۵ ۲ ساعت پیش", "fa")
	f.Add("2031. gada 18. maijs plkst. 14.05 pirms 2 stundām", "lv")
	f.Fuzz(func(t *testing.T, s, lang string) {
		text := rapporteur.NewText(s)
		at := 0
		for _, d := range p.Parse(text, rapporteur.Span{End: text.Len()}, lang, At(time.Date(2031, 1, 31, 14, 5, 0, 0, time.UTC))) {
			if d.Span.Start < at || d.Span.End > text.Len() || d.Span.Empty() || d.Value == "" {
				t.Fatalf("%+v after %d", d, at)
			}
			at = d.Span.End
		}
	})
}

// Time grows with the text's length alone, whatever it repeats.
func TestHostileTextIsBounded(t *testing.T) {
	p, _ := parser(t)
	const size = 200_000
	for code, piece := range map[string]string{
		"en": "may/", "de": "12.12.12.", "fr": "il y a 5 heures 5 ", "ar": "كانون ", "zh": "年月日上", "ko": "5월", "vi": "tháng ", "lt": "2031 m. d. ", "ru": "12:12 в ", "und": "1-", "fa": "،", "he": "יום ", "sv": "(", "ja": "2031年",
	} {
		text := rapporteur.NewText(strings.Repeat(piece, size/len([]rune(piece))))
		begin := time.Now()
		p.Parse(text, rapporteur.Span{End: text.Len()}, code, At(time.Date(2031, 1, 31, 14, 5, 0, 0, time.UTC)))
		if took := time.Since(begin); took > 20*time.Second {
			t.Errorf("%s: %d code points of %q took %v", code, size, piece, took)
		}
	}
}
