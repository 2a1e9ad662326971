package reading

import (
	"testing"

	"rapporteur"
)

// Words that stand on buttons and labels begin sentences and headlines too, and those stay.
func TestSentencesAreNoFurniture(t *testing.T) {
	r := reader(t)
	for _, c := range []struct{ code, line string }{
		{"en", "Comments by the minister of Vardia drew anger in the port."}, {"en", "Copyright law will be rewritten, the minister said."}, {"en", "Subscribers to the fund will be paid back in May."},
		{"en", "Warning: storm will reach the coast of Osmar by noon"}, {"en", "Advertisements for tobacco are banned in Vardia."}, {"en", "Share prices fell after the vote in Sandor."},
		{"ar", "شارك وزير خارجية فارديا في الاجتماع الذي عقد في سندور."}, {"ar", "إعلان حالة الطوارئ في ميناء سندور"}, {"ar", "عاجلاً أو آجلاً ستعود السفن إلى الميناء."},
		{"de", "Anzeige gegen den Hafenmeister von Sandor erstattet"}, {"de", "Teilen der Stadt fehlt seit dem Sturm der Strom."},
		{"ru", "Реклама лекарств будет запрещена, сообщил министр."}, {"ru", "Поделиться водой с соседями город не может."}, {"ru", "Фотография моста обошла все газеты."},
		{"mk", "Сподели со нас што виде на пристаништето, рече судијата."}, {"mk", "Следете го патот до Сандор, советува полицијата."}, {"mk", "Рекламните паноа паднаа од ветрот."},
		{"tr", "Reklam gelirleri düştü, dedi bakan."}, {"tr", "Paylaşılan görüntüler limanda çekildi."}, {"hr", "Oglasio se ministar prometa Vardije."}, {"es", "Compartir el agua será obligatorio, dijo el ministro."},
		{"fr", "Partager l'eau du fleuve restera la règle, a dit le ministre."}, {"pl", "Reklama tytoniu zostanie zakazana."}, {"it", "Condividi l'acqua, chiede il ministro ai vicini."}, {"uk", "Поділитися водою місто не може."},
		{"zh", "分享会议成果的部长说，港口将开放。"}, {"ja", "広告の規制は来月始まると大臣は述べた。"}, {"ko", "공유 경제를 위한 법이 통과됐다."}, {"fa", "تبلیغات دخانیات ممنوع شد."}, {"he", "שיתוף הפעולה בין הנמלים יימשך."},
	} {
		text := rapporteur.NewText(c.line)
		for _, l := range r.lines(text, rapporteur.Span{End: text.Len()}, r.packs.For(c.code)) {
			if l.kind != prose && l.kind != heading {
				t.Errorf("%s: %q is taken for %q", c.code, c.line, l.reason)
			}
		}
	}
	for _, c := range []struct{ code, line string }{{"en", "Comments (3)"}, {"de", "Teilen"}, {"ar", "شارك"}, {"ru", "Реклама"}, {"ja", "Leave a comment"}, {"xx", "Powered by PressKit"}} {
		text := rapporteur.NewText(c.line)
		if l := r.line(text, rapporteur.Span{End: text.Len()}, r.packs.For(c.code)); l.kind != furniture {
			t.Errorf("%s: %q is no furniture", c.code, c.line)
		}
	}
}
