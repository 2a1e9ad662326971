package dates

import "time"

// Years of the Solar Hijri calendar that the rule below holds for; they are never meant as ours.
const (
	firstSolarYear = 1200
	endSolarYear   = 1500
)

// solarEpoch is the day of ours that the rule below counts from.
var solarEpoch = time.Date(622, 3, 21, 0, 0, 0, 0, time.UTC)

func isSolarYear(y int) bool { return y >= firstSolarYear && y < endSolarYear }

// solarDay is a day of the Solar Hijri calendar in ours. Years that have a 30th of Esfand come eight times in 33 years, the arithmetic
// rule that the Unicode CLDR's libraries follow too; it agrees with the observed equinox from 1178 to 1633 (K. M. Borkowski, The Persian
// calendar for 3000 years, Earth, Moon, and Planets 74, 1996).
func solarDay(y, m, d int) (time.Time, bool) {
	if !isSolarYear(y) || m < 1 || m > 12 || d < 1 || d > solarLength(y, m) {
		return time.Time{}, false
	}
	before := 31 * (m - 1)
	if m > 7 {
		before -= m - 7
	}
	return solarEpoch.AddDate(0, 0, 365*(y-1)+(8*y+21)/33+before+d-1), true
}

// solarLength is how many days a month has.
func solarLength(y, m int) int {
	switch {
	case m <= 6:
		return 31
	case m < 12 || (25*y+11)%33 < 8:
		return 30
	}
	return 29
}

// nearestSolar is a day and month of the Solar Hijri calendar in the year in which it lies nearest to a day of ours.
func nearestSolar(to time.Time, m, d int) (best time.Time, ok bool) {
	for y := to.Year() - 623; y <= to.Year()-620; y++ {
		if day, there := solarDay(y, m, d); there && (!ok || day.Sub(to).Abs() < best.Sub(to).Abs()) {
			best, ok = day, true
		}
	}
	return best, ok
}
