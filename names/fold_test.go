package names

import "testing"

// The same invented name in several scripts has one key; different names do not.
func TestPersonKeys(t *testing.T) {
	for _, same := range [][]string{
		{"Milo Terzan", "Мило Терзан", "ميلو ترزان", "מילו טרזן"}, {"Karel Osten", "Карел Остен", "كاريل أوستن"}, {"Pavel Dorn", "Павел Дорн", "بافل دورن"},
		{"Aleksandr Marchenko", "Александр Марченко", "Александар Марченко", "ألكسندر مارتشينكو", "Alexander Marchenko"},
	} {
		for _, n := range same[1:] {
			if personKey(n) != personKey(same[0]) {
				t.Errorf("%s has the key %s, %s %s", same[0], personKey(same[0]), n, personKey(n))
			}
		}
	}
	if a, b := personKey("Ana Kolt"), personKey("Ivo Brand"); a == b {
		t.Errorf("two persons with the key %s", a)
	}
}
