package dates

import (
	"slices"
	"testing"
	"time"

	"rapporteur"
)

// What pages and articles in many languages say, read at half past two on 24 July 2031, a Thursday, with the moment known, only the day, or neither.
func TestLanguages(t *testing.T) {
	moment := At(time.Date(2031, 7, 24, 14, 30, 0, 0, time.UTC))
	anchors := map[string]Anchor{"moment": moment, "day": {Day: moment.Day}, "nothing": {}}
	p, _ := parser(t)
	for _, c := range []struct {
		code, anchor, text string
		want               []string
	}{
		// Hours and minutes need the moment, days the day.
		{"en", "moment", "2 hours ago", []string{"2031-07-24T12:00Z"}},
		{"en", "day", "2 hours ago", nil},
		{"en", "nothing", "yesterday, 2 hours ago", nil},
		{"en", "moment", "1 hour 5 minutes ago", []string{"2031-07-24T13:25Z"}},
		{"en", "moment", "half an hour ago", []string{"2031-07-24T14:00Z"}},
		{"en", "moment", "The ship left 20 hours ago, and two days ago it was sold", []string{"2031-07-23T18:00Z", "2031-07-22"}},
		{"en", "moment", "It lasted 2 hours, and 5 minutes later it was over", nil},
		{"ru", "moment", "час назад", []string{"2031-07-24T13:00Z"}},
		{"ru", "moment", "Через 2 часа начнётся прилив", nil},
		{"uk", "moment", "годину тому", []string{"2031-07-24T13:00Z"}},
		{"ar", "moment", "منذ ساعة", []string{"2031-07-24T13:00Z"}},
		{"ar", "moment", "منذ دقيقتين", []string{"2031-07-24T14:28Z"}},
		{"ar", "moment", "منذ 3 ساعات", []string{"2031-07-24T11:00Z"}},
		{"he", "moment", "לפני שעה", []string{"2031-07-24T13:00Z"}},
		{"de", "moment", "vor einer Stunde", []string{"2031-07-24T13:00Z"}},
		{"de", "moment", "Heute, 9:30 Uhr", []string{"2031-07-24T09:30"}},
		{"tr", "moment", "Dün 21:15", []string{"2031-07-23T21:15"}},
		{"zh", "moment", "3小时前 来源：维尔邮报", []string{"2031-07-24T11:00Z"}},
		{"zh", "moment", "前天18:20", []string{"2031-07-22T18:20"}},
		{"zh", "day", "他昨天在港口说", []string{"2031-07-23"}},
		{"ja", "moment", "30分前", []string{"2031-07-24T14:00Z"}},
		{"ja", "day", "3日前に港で", []string{"2031-07-21"}},
		{"ko", "moment", "5분전", []string{"2031-07-24T14:25Z"}},
		{"el", "moment", "πριν 3 ώρες", []string{"2031-07-24T11:00Z"}},
		{"sv", "moment", "för 3 timmar sedan", []string{"2031-07-24T11:00Z"}},
		{"hr", "moment", "prije sat vremena", []string{"2031-07-24T13:00Z"}},
		{"fr", "moment", "il y a une heure", []string{"2031-07-24T13:00Z"}},
		{"it", "moment", "un'ora fa", []string{"2031-07-24T13:00Z"}},

		// Years in front.
		{"zh", "nothing", "2031年5月18日", []string{"2031-05-18"}},
		{"zh", "nothing", "发布时间：2031-05-18 14:05:09", []string{"2031-05-18T14:05:09"}},
		{"zh", "nothing", "2031年5月的港口", []string{"2031-05"}},
		{"zh", "day", "5月18日，港口开放", []string{"2031-05-18"}},
		{"zh", "nothing", "5月18日，港口开放", nil},
		{"zh", "nothing", "２０３１年５月１８日", []string{"2031-05-18"}},
		{"ja", "nothing", "2031年5月18日に開港した", []string{"2031-05-18"}},
		{"ja", "nothing", "2031年5月18日14時間かけて", []string{"2031-05-18"}},
		{"ja", "day", "5月18人が港に", []string{"2031-05"}},
		{"ko", "nothing", "2031년 5월 18일에 문을 열었다", []string{"2031-05-18"}},
		{"ko", "nothing", "입력 2031.05.18. 오후 2:05", []string{"2031-05-18T14:05"}},
		{"ko", "nothing", "입력 31.05.18", []string{"2031-05-18"}},
		{"hu", "nothing", "2031. május 18., vasárnap 14:05", []string{"2031-05-18T14:05"}},
		{"lt", "nothing", "2031 m. gegužės 18 d.", []string{"2031-05-18"}},
		{"lv", "nothing", "2031. gada 18. maijā", []string{"2031-05-18"}},

		// The Solar Hijri calendar: the first day of a year after a leap year and after a common one, the last of a leap year, and none.
		{"fa", "nothing", "۱ فروردین ۱۴۰۰", []string{"2021-03-21"}},
		{"fa", "nothing", "1 فروردین 1404", []string{"2025-03-21"}},
		{"fa", "nothing", "1 فروردین 1403", []string{"2024-03-20"}},
		{"fa", "nothing", "30 اسفند 1404", nil},
		{"fa", "day", "۱۸ اردیبهشت", []string{"2031-05-08"}},
		{"fa", "nothing", "اردیبهشت ۱۴۱۰", nil},
		{"fa", "nothing", "۱۸ مه ۲۰۳۱", []string{"2031-05-18"}},

		// Arabic months of the Levant and the Maghreb, digits of every script.
		{"ar", "nothing", "18 كانون الثاني/يناير 2031", []string{"2031-01-18"}},
		{"ar", "nothing", "الأحد ١٨ ماي ٢٠٣١ - ١٤:٠٥", []string{"2031-05-18T14:05"}},
		{"ar", "nothing", "9 غشت 2031", []string{"2031-08-09"}},
		{"hi", "nothing", "१८ मई २०३१", []string{"2031-05-18"}},
		{"ur", "nothing", "۱۸ مئی ۲۰۳۱ء", []string{"2031-05-18"}},

		// Forms of months.
		{"el", "nothing", "3 Δεκέμβρη 2031", []string{"2031-12-03"}},
		{"pl", "day", "w maju otwarto port", []string{"2031-05"}},
		{"lt", "nothing", "2031 m. kovo 3 d.", []string{"2031-03-03"}},
		{"cs", "day", "hlasovalo 5 pro a 3 proti", nil},
		{"hr", "nothing", "3. listopada 2031.", []string{"2031-10-03"}},
		{"uk", "nothing", "3 листопада 2031", []string{"2031-11-03"}},
		{"he", "nothing", "18 במאי 2031", []string{"2031-05-18"}},

		// Times of day and zones.
		{"vi", "nothing", "14:05, 18/05/2031", []string{"2031-05-18T14:05"}},
		{"fr", "nothing", "Publié le 18/05/2031 à 14h05", []string{"2031-05-18T14:05"}},
		{"fi", "nothing", "18.5.2031 klo 14.05", []string{"2031-05-18T14:05"}},
		{"de", "nothing", "18.05.2031, 14.05 Uhr", []string{"2031-05-18T14:05"}},
		{"en", "nothing", "18 May 2031 14:05 GMT+7", []string{"2031-05-18T14:05+07:00"}},
		{"en", "nothing", "May 18, 2031, 12:05 am", []string{"2031-05-18T00:05"}},
		{"en", "nothing", "18 May 2031. 14 ships left", []string{"2031-05-18"}},

		// What may be read in two ways stays open.
		{"en", "nothing", "03/04/2031", nil},
		{"en", "nothing", "04/04/2031", []string{"2031-04-04"}},
		{"en", "nothing", "03.04.2031", []string{"2031-04-03"}},
		{"de", "nothing", "03.04.2031", []string{"2031-04-03"}},
		{"es", "nothing", "03/04/2031", []string{"2031-04-03"}},
		{"xx", "nothing", "03/04/2031", nil},
		{"de", "nothing", "03.04.31", []string{"2031-04-03"}},
		{"de", "nothing", "03.04.31 14:05", []string{"2031-04-03T14:05"}},
		{"de", "nothing", "Im Kapitel 03.04.31 steht es", nil},
		{"de", "nothing", "Stand: 03.04.31", []string{"2031-04-03"}},
		{"ru", "nothing", "Опубликовано: 03.04.31", []string{"2031-04-03"}},

		// No days of pages.
		{"en", "nothing", "1 January 9999", nil},
		{"en", "nothing", "29 May 1453", nil},
		{"de", "nothing", "am 11.11.1111", nil},
	} {
		text := rapporteur.NewText(c.text)
		var got []string
		for _, d := range p.Parse(text, rapporteur.Span{End: text.Len()}, c.code, anchors[c.anchor]) {
			got = append(got, d.Value)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s, %s known: %q gives %q, want %q", c.code, c.anchor, c.text, got, c.want)
		}
	}
}

// The precision of what counts from the capture is that of the unit it was counted in.
func TestPrecisionOfDistances(t *testing.T) {
	p, _ := parser(t)
	for s, want := range map[string]string{"2 hours ago": "hour", "5 minutes ago": "minute", "3 days ago": "day", "today": "day", "today, 9:30": "minute"} {
		text := rapporteur.NewText(s)
		ds := p.Parse(text, rapporteur.Span{End: text.Len()}, "en", At(time.Date(2031, 7, 24, 14, 30, 0, 0, time.UTC)))
		if len(ds) != 1 || ds[0].Precision != want {
			t.Errorf("%q gives %v, want the %s", s, ds, want)
		}
	}
	if At(time.Time{}) != (Anchor{}) {
		t.Error("no capture gives an anchor")
	}
}
