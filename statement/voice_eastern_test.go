package statement

import (
	"sync"
	"testing"

	"rapporteur/language"
)

// builtinPacks reads the packs once for all cases.
var builtinPacks = sync.OnceValues(language.Builtin)

// The packs' words of voice tell who speaks, each use of them once in each language that has it. "earlier" spoke before.
func TestVoiceOfEasternPacks(t *testing.T) {
	for name, c := range map[string]struct {
		lang, text string
		names      []string
		source, is string
	}{
		"fa according":  {"fa", "{به گفته} [آنا کولت] <پل باز است>.", []string{"آنا کولت"}, "آنا کولت", "آنا کولت"},
		"fa to nobody":  {"fa", "[آنا کولت] آمد. {طبق} <برنامه پل باز می شود>.", []string{"آنا کولت"}, "", ""},
		"fa possessive": {"fa", "<[آنا کولت] خانه را فروخت>، {به گفته او}.", []string{"آنا کولت"}, "", "earlier"},
		"fa own":        {"fa", "<[آنا کولت] {به گفته خودش} خانه را فروخت>.", []string{"آنا کولت"}, "خودش", "آنا کولت"},
		"fa told":       {"fa", "[آنا کولت] {متهم شد} <که رشوه گرفته است>.", []string{"آنا کولت"}, "", ""},
		"fa accuses":    {"fa", "[آنا کولت] {متهم کرد} <که رشوه گرفته اند>.", []string{"آنا کولت"}, "آنا کولت", "آنا کولت"},
		"fa told by":    {"fa", "او از سوی [آنا کولت] {متهم شد} <که رشوه گرفته است>.", []string{"آنا کولت"}, "آنا کولت", "آنا کولت"},
		"fa impersonal": {"fa", "{گفته می\u200cشود} <پل باز است>.", nil, "", ""},
		"fa quoting":    {"fa", "[کوریر] از (آنا کولت) {نقل کرد} <که پل باز است>.", []string{"آنا کولت", "@کوریر"}, "آنا کولت", "آنا کولت"},
		"ps according":  {"ps", "[زلمی] راغی او د [انا کولت] {په وینا} <پل خلاص دی>.", []string{"زلمی", "انا کولت"}, "انا کولت", "انا کولت"},
		"ps possessive": {"ps", "<[انا کولت] کور وپلوره>، د هغې {په وینا}.", []string{"انا کولت"}, "هغې", "earlier"},
		"ps told":       {"ps", "[انا کولت] {تورنه شوه} <چې بډې یې اخیستې دي>.", []string{"انا کولت"}, "", ""},
		"ps told by":    {"ps", "د [زلمی] لخوا {تورنه شوه} <چې بډې یې اخیستې دي>.", []string{"زلمی"}, "زلمی", "زلمی"},
		"ps impersonal": {"ps", "{ویل کېږي} <چې پل خلاص دی>.", nil, "", ""},
		"ur according":  {"ur", "<[زلمی] آیا> اور [انا کولت] {کے مطابق} <پل کھلا ہے>.", []string{"زلمی", "انا کولت"}, "انا کولت", "انا کولت"},
		"ur possessive": {"ur", "<[زلمی] نے گھر بیچ دیا>، {ان کے مطابق}.", []string{"زلمی"}, "", "earlier"},
		"ur told":       {"ur", "[انا کولت] سے {پوچھا گیا} <کہ پل کب کھلے گا>.", []string{"انا کولت"}, "", ""},
		"ur told by":    {"ur", "[زلمی] کی جانب سے ان سے {پوچھا گیا} <کہ پل کب کھلے گا>.", []string{"زلمی"}, "زلمی", "زلمی"},
		"ur impersonal": {"ur", "{کہا جا رہا ہے} <کہ پل کھلا ہے>.", nil, "", ""},
		"ar told":       {"ar", "{وسُئل} [سامي كولت] <متى يفتح الجسر>.", []string{"سامي كولت"}, "", ""},
		"ar we ask":     {"ar", "{وسألنا} [سامي كولت] <متى يفتح الجسر>.", []string{"سامي كولت"}, "", ""},
		"ar saying":     {"ar", "وصلت آنا كولت. {وأضافت} [قائلة] <إن الجسر مفتوح>.", []string{"آنا كولت"}, "", "آنا كولت"},
		"ar she saying": {"ar", "{وأضافت} [آنا كولت] [قائلة] <إن الجسر مفتوح>.", []string{"آنا كولت"}, "آنا كولت", "آنا كولت"},
		"ar told by":    {"ar", "و{أُبلغت} العائلات من قبل [سامي كولت] <أن الجسر مغلق>.", []string{"سامي كولت"}, "سامي كولت", "سامي كولت"},
		"ar asks":       {"ar", "{وسأل} [سامي كولت] <متى يفتح الجسر>.", []string{"سامي كولت"}, "سامي كولت", "سامي كولت"},
		"he according":  {"he", "[איבו ברנד] בא. {לדברי} [אנה קולט], <הגשר פתוח>.", []string{"איבו ברנד", "אנה קולט"}, "אנה קולט", "אנה קולט"},
		"he to nobody":  {"he", "[איבו ברנד] בא. {לפי} <התוכנית ייפתח הגשר>.", []string{"איבו ברנד"}, "", ""},
		"he to him":     {"he", "<הגשר פתוח>, [לדבריו].", nil, "לדבריו", "earlier"},
		"he to them":    {"he", "<הגשר פתוח>, [לדבריהם].", nil, "לדבריהם", ""},
		"he told":       {"he", "[אנה קולט] {נשאלה} <מתי ייפתח הגשר>.", []string{"אנה קולט"}, "", ""},
		"he told by":    {"he", "השר {הואשם} על ידי [אנה קולט] <כי שיקר>.", []string{"אנה קולט"}, "אנה קולט", "אנה קולט"},
		"he by another": {"he", "על ידי השוטר [אנה קולט] {נשאלה} <מתי ייפתח הגשר>.", []string{"אנה קולט"}, "", ""},
		"he impersonal": {"he", "{נאמר} <כי הגשר פתוח>.", nil, "", ""},
		"he quoting":    {"he", "[הקוריר] {ציטט} (אנה קולט): <הגשר פתוח>.", []string{"אנה קולט", "@הקוריר"}, "אנה קולט", "אנה קולט"},
		"he quoted by":  {"he", "[אנה קולט] {מצוטטת} על ידי [הקוריר]: <הגשר פתוח>.", []string{"אנה קולט", "@הקוריר"}, "אנה קולט", "אנה קולט"},
		"hi according":  {"hi", "<[जीवन] आया> और [अना कोल्ट] {के मुताबिक} <पुल खुला है>.", []string{"जीवन", "अना कोल्ट"}, "अना कोल्ट", "अना कोल्ट"},
		"hi possessive": {"hi", "<[जीवन] ने घर बेच दिया>, {उनके मुताबिक}.", []string{"जीवन"}, "", "earlier"},
		"hi told":       {"hi", "[अना कोल्ट] से {पूछा गया} <कि पुल कब खुलेगा>.", []string{"अना कोल्ट"}, "", ""},
		"hi told by":    {"hi", "[अना कोल्ट] से [जीवन] द्वारा {पूछा गया} <कि पुल कब खुलेगा>.", []string{"अना कोल्ट", "जीवन"}, "जीवन", "जीवन"},
		"hi on behalf":  {"hi", "[जीवन] की ओर से उनसे {पूछा गया} <कि पुल कब खुलेगा>.", []string{"जीवन"}, "जीवन", "जीवन"},
		"hi impersonal": {"hi", "{कहा जाता है} <कि पुल खुला है>.", nil, "", ""},
		"id according":  {"id", "[Rangga] datang. {Menurut} [Anjani Kolta], <jembatan dibuka>.", []string{"Rangga", "Anjani Kolta"}, "Anjani Kolta", "Anjani Kolta"},
		"id impersonal": {"id", "{Diduga} <jembatan ditutup>.", nil, "", ""},
		"id quoting":    {"id", "[Harian Elang] {mengutip} (Anjani Kolta): <jembatan dibuka>.", []string{"Anjani Kolta", "@Harian Elang"}, "Anjani Kolta", "Anjani Kolta"},
		"id quoted by":  {"id", "[Anjani Kolta] {dikutip} oleh [Harian Elang]: <jembatan dibuka>.", []string{"Anjani Kolta", "@Harian Elang"}, "Anjani Kolta", "Anjani Kolta"},
		"vi according":  {"vi", "[Lê Thu] đến. {Theo} [Trần Bội], <cầu đã mở>.", []string{"Lê Thu", "Trần Bội"}, "Trần Bội", "Trần Bội"},
		"vi told":       {"vi", "[Lê Thu] {được hỏi} <khi nào cầu mở>.", []string{"Lê Thu"}, "", ""},
		"vi asked by":   {"vi", "[Lê Thu] {được hỏi} bởi [Trần Bội] <khi nào cầu mở>.", []string{"Lê Thu", "Trần Bội"}, "Trần Bội", "Trần Bội"},
		"vi asks":       {"vi", "[Lê Thu] {hỏi} <khi nào cầu mở>.", []string{"Lê Thu"}, "Lê Thu", "Lê Thu"},
		"vi impersonal": {"vi", "{Được biết}, <cầu đã mở>.", nil, "", ""},
		"vi quoting":    {"vi", "[Tờ Én] {dẫn lời} [Lê Thu]: <cầu đã mở>.", []string{"Lê Thu", "@Tờ Én"}, "Lê Thu", "Lê Thu"},
		"zh according":  {"zh", "[贺双舟]来了。{根据}[林岚卿]，<桥通了>。", []string{"贺双舟", "林岚卿"}, "林岚卿", "林岚卿"},
		"zh told":       {"zh", "[她]{被问到}<桥何时通车>。", nil, "", ""},
		"zh demands":    {"zh", "[林岚卿]{要求}<被告道歉>。", []string{"林岚卿"}, "林岚卿", "林岚卿"},
		"zh impersonal": {"zh", "{据悉}，<桥已经通了>。", nil, "", ""},
		"zh quoting":    {"zh", "[海燕报]{援引}[林岚卿]：<桥通了>。", []string{"林岚卿", "@海燕报"}, "林岚卿", "林岚卿"},
		"ja according":  {"ja", "[黒磯]が来た。[浅海凪社長]{によると}<橋は開いた>。", []string{"黒磯", "浅海凪"}, "浅海凪社長", "浅海凪"},
		"ja impersonal": {"ja", "<橋は開いたと>{みられている}。", nil, "", ""},
		"ko according":  {"ko", "[김소리] 왔다. [이가람]{에 따르면} <다리가 열렸다>.", []string{"김소리", "이가람"}, "이가람", "이가람"},
		"ko possessive": {"ko", "<[김소리] 집을 팔았다>, {그에 따르면}.", []string{"김소리"}, "", "earlier"},
		"ko impersonal": {"ko", "<다리가 열린 것으로> {알려졌다}.", nil, "", ""},
		"ka according":  {"ka", "[ივანე] მოვიდა. [ანა კოლტის] {თქმით}, <ხიდი ღიაა>.", []string{"ივანე", "ანა კოლტის"}, "ანა კოლტის", "ანა კოლტის"},
		"ka possessive": {"ka", "<[ივანემ] სახლი გაყიდა>, {მისი თქმით}.", []string{"ივანემ"}, "", "earlier"},
		"ka impersonal": {"ka", "{ამბობენ}, <რომ ხიდი ღიაა>.", nil, "", ""},
		"hy according":  {"hy", "[Իվանը] եկավ։ {Ըստ} [Աննա Կոլտի]՝ <կամուրջը բաց է>։", []string{"Իվանը", "Աննա Կոլտի"}, "Աննա Կոլտի", "Աննա Կոլտի"},
		"hy in words":   {"hy", "[Իվանը] եկավ։ [Աննա Կոլտի] {խոսքով}՝ <կամուրջը բաց է>։", []string{"Իվանը", "Աննա Կոլտի"}, "Աննա Կոլտի", "Աննա Կոլտի"},
		"hy possessive": {"hy", "<[Իվանը] վաճառել է տունը>, {նրա խոսքով}։", []string{"Իվանը"}, "", "earlier"},
		"hy told":       {"hy", "[Աննա Կոլտը] {մեղադրվում է}, <որ կաշառք է վերցրել>։", []string{"Աննա Կոլտը"}, "", ""},
		"hy told by":    {"hy", "[Իվանի] կողմից նա {մեղադրվում է}, <որ կաշառք է վերցրել>։", []string{"Իվանի"}, "Իվանի", "Իվանի"},
		"hy accuses":    {"hy", "[Աննա Կոլտը] {մեղադրում է}, <որ կաշառք են վերցրել>։", []string{"Աննա Կոլտը"}, "Աննա Կոլտը", "Աննա Կոլտը"},
		"hy impersonal": {"hy", "{Ասում են}, <թե կամուրջը բաց է>։", nil, "", ""},
		"kk according":  {"kk", "[Иван] келді. [Анна Колттың] {айтуынша}, <көпір ашық>.", []string{"Иван", "Анна Колттың"}, "Анна Колттың", "Анна Колттың"},
		"kk possessive": {"kk", "<[Иван] үйін сатты>, {оның айтуынша}.", []string{"Иван"}, "", "earlier"},
		"kk told":       {"kk", "[Анна Колт] <пара алды деп> {айыпталуда}.", []string{"Анна Колт"}, "", ""},
		"kk told by":    {"kk", "Ол [Анна Колт] тарапынан <пара алды деп> {айыпталуда}.", []string{"Анна Колт"}, "Анна Колт", "Анна Колт"},
		"kk impersonal": {"kk", "<Көпір ашық деп> {айтылған}.", nil, "", ""},
		"uz according":  {"uz", "[Jasur] keldi. [Dilbar Kolovaning] {so‘zlariga ko‘ra}, <ko‘prik ochiq>.", []string{"Jasur", "Dilbar Kolovaning"}, "Dilbar Kolovaning", "Dilbar Kolovaning"},
		"uz possessive": {"uz", "<[Jasur] uyini sotdi>, {uning aytishicha}.", []string{"Jasur"}, "", "earlier"},
		"uz told":       {"uz", "[Jasur] <pora olganlikda> {ayblanmoqda}.", []string{"Jasur"}, "", ""},
		"uz told by":    {"uz", "U [Jasur] tomonidan <pora olganlikda> {ayblanmoqda}.", []string{"Jasur"}, "Jasur", "Jasur"},
		"uz impersonal": {"uz", "{Aytilishicha}, <ko‘prik ochiq>.", nil, "", ""},
	} {
		if source, is := spokenBy(t, c.lang, c.text, c.names...); source != c.source || is != c.is {
			t.Errorf("%s: %q is %q, want %q, %q", name, source, is, c.source, c.is)
		}
	}
}
