"""What reads, compares and measures marks, on passages about nobody. Standard library only: python3 -m unittest discover -s training/tests"""
import collections, os, sys, unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, '..'), os.path.join(HERE, '..', 'written'), os.path.join(HERE, '..', 'open')]
import agree, check, match, measure, reports

NESTED = '# report\n[1s {p1 Mira Voll}, {o Harbour Board}] [1q:denies denied] on Friday [1c that [2s=1 she] [2t hoped] [2c for rain]]. It rained.'


def words(text, spans): return [text[a:b] for a, b in spans]


class Marks(unittest.TestCase):
    def test_nested_statements_and_names(self):
        kind, text, statements, names = check.parse(NESTED); outer, inner = statements
        self.assertEqual((kind, text), ('report', 'Mira Voll, Harbour Board denied on Friday that she hoped for rain. It rained.'))
        self.assertEqual([words(text, outer[k]) for k in ('source', 'cue', 'content')], [['Mira Voll, Harbour Board'], ['denied'], ['that she hoped for rain']])
        self.assertEqual((outer['act'], outer['mode'], inner['mode'], inner['refers']), ('denies', 'said', 'thought', {'source': 1}))
        self.assertEqual([(text[slice(*m['span'])], m['kind'], m.get('entity')) for m in names], [('Mira Voll', 'person', 1), ('Harbour Board', 'organisation', None)])

    def test_content_in_pieces(self):
        _, text, (s,), _ = check.parse('# report\n"[1c We wait]," [1q said] [1s {p Voll}], "[1c and hope]."')
        self.assertEqual(words(text, s['content']), ['We wait', 'and hope'])

    def test_what_is_wrong_is_told(self):
        for block, why in {
            'no head\ntext': 'kind',
            '# report\n[1c open': 'left open',
            '# report\nopen] said': 'closes nothing',
            '# report\n[1c a {p b] c}': 'crosses',
            '# report\n[1q said] nothing': 'no content',
            '# report\n[1q he] [1q said] [1c yes]': 'in pieces',
            '# report\n[1s=2 She] [1q said] [1c yes]': 'no name bears',
            '# report\n{p1 Voll} [1q said] [1c=1 yes]': 'only sources',
            '# report\n[1q:sings sang] [1c yes]': 'no act',
            '# report\n[1c:promises yes] [1q ]said': 'empty',
            '# report\n[x yes]': 'not understood',
        }.items():
            with self.subTest(block), self.assertRaisesRegex(ValueError, why): check.parse(block)

    def test_silent_sentences(self):
        _, text, statements, _ = check.parse(NESTED + ' It snowed.')
        self.assertEqual(check.silent(text, statements), (3, 2))

    def test_sentences_end_after_closing_marks(self):
        text = '下雨了。他说：“好。”走了'; self.assertEqual(words(text, check.sentences(text)), ['下雨了。', '他说：“好。”', '走了'])

    def test_language_of_a_file(self):
        self.assertEqual([check.language(f) for f in ('x/en.txt', 'x/en-articles.txt', 'sr-Latn-news.txt')], ['en', 'en', 'sr-Latn'])

    def test_a_fifth_is_held_out_and_a_tenth_marked_twice_independently(self):
        texts = ['passage %d' % i for i in range(5000)]; held, twice = ({t for t in texts if f(t)} for f in (check.held_out, agree.chosen))
        self.assertAlmostEqual(len(held) / 5000, .2, delta=.02); self.assertAlmostEqual(len(twice) / 5000, .1, delta=.015); self.assertAlmostEqual(len(held & twice) / 5000, .02, delta=.008)


class Open(unittest.TestCase):
    ROWS = {'d1': {'doc': 'd1', 'text': '\nVoll [sic] said yes.\n'}}

    def test_marks_stand_where_the_text_does(self):
        row, (s,) = reports.compare('# d1\n[1s Voll] ［sic］ [1q said] [1c yes].', self.ROWS)
        self.assertEqual([words(row['text'], s[k]) for k in ('source', 'cue', 'content')], [['Voll'], ['said'], ['yes']])

    def test_another_text_or_document_is_told(self):
        with self.assertRaisesRegex(ValueError, 'differs at 16'): reports.compare('# d1\nVoll ［sic］ said no.', self.ROWS)
        with self.assertRaisesRegex(ValueError, 'no such document'): reports.compare('# d2\nVoll', self.ROWS)


class Agreement(unittest.TestCase):
    def test_best_pairs_first_each_once(self):
        one, other = [set(range(10)), set(range(8))], [set(range(9)), {99}]
        self.assertEqual([(i, j) for _, i, j in match.pairs(one, other)], [(0, 0)])
        self.assertEqual([(i, j) for _, i, j in match.pairs(other[:1], one)], [(0, 0)])
        self.assertEqual(match.pairs([{1, 2, 3, 4}], [{4, 5, 6, 7}]), [])

    def test_same_marks_agree_wholly(self):
        _, text, statements, _ = check.parse(NESTED); c = collections.Counter(); agree.compare(c, text, statements, statements)
        self.assertEqual([c[k] for k in ('pairs', 'speaker', 'mode', 'act', 'sa', 'sb')], [2] * 6); self.assertEqual(c['letters'], c['la'])

    def test_another_speaker_is_counted(self):
        _, text, statements, _ = check.parse(NESTED); other = [{**statements[0], 'source': [[len(text) - 7, len(text) - 1]]}, statements[1]]; c = collections.Counter(); agree.compare(c, text, statements, other)
        self.assertEqual((c['pairs'], c['speaker']), (2, 1))


class Measuring(unittest.TestCase):
    def test_kind_is_told_by_marks(self):
        text = 'She said: "It rains." He said it "rains hard" there. It rains.'; at = lambda w: [[text.index(w), text.index(w) + len(w)]]
        self.assertEqual([measure.kind(text, at(w)) for w in ('It rains.', 'it "rains hard" there', 'He said')], ['direct', 'mixed', 'indirect'])
        self.assertEqual(measure.kind(text, at('It rains.') + at('there')), 'mixed')

    def test_speaker(self):
        gold = {'source': [[0, 5]]}; of = lambda span: {'speaker': {'span': span}} if span else {}
        self.assertTrue(measure.speaker_right(gold, of([3, 8]))); self.assertFalse(measure.speaker_right(gold, of([5, 8])))
        self.assertFalse(measure.speaker_right(gold, of(None))); self.assertTrue(measure.speaker_right({'source': []}, of(None)))

    def test_calibration_error(self):
        self.assertAlmostEqual(measure.calibration_error([(.95, True)] * 9 + [(.95, False)]), .05)
        self.assertAlmostEqual(measure.calibration_error([(.9, False), (.1, True)]), .9)


if __name__ == '__main__': unittest.main()
