#!/usr/bin/env python3
"""How far two markers agree. usage: agree.py            prints agreement per language over second/<language>.txt
       agree.py --real     the same of the real news in ../open/held and ../open/second
       agree.py --unmarked LANGUAGE OUT    writes the tenth of a language that is marked a second time, without marks of statements

A second marker sees the unmarked passages alone. Measured as statements are (Papay and Pado 2020): letters in content, exact pieces of content, statements whose
content shares at least half of its letters (F1), and of those how many have an overlapping source; acts and modes of those that match."""
import collections, glob, hashlib, os, re, sys
import check, match
from check import language

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'open'))
import reports
STATEMENT_MARK = re.compile(r'\[\d+[sqtcavo](?::[a-z]+)?(?:=\d+)? ?|\]')


def chosen(text):
    """A tenth, by another part of the hash than the one that holds passages out."""
    return hashlib.sha256(text.encode()).digest()[1] % 10 == 0


def unmarked(lang, out):
    blocks = []
    for f in sorted(glob.glob(os.path.join(HERE, '*.txt'))):
        if language(f) != lang: continue
        for block in open(f, encoding='utf-8').read().split('\n---\n'):
            if block.strip() and chosen(check.parse(block.strip('\n'))[1]): blocks.append(STATEMENT_MARK.sub('', block.strip('\n')))
    with open(out, 'w', encoding='utf-8') as f: f.write('\n---\n'.join(blocks) + '\n')
    print('%s: %d passages' % (lang, len(blocks)))


def compare(c, text, first, second):
    """Adds one passage marked twice."""
    letters = lambda spans: match.letters(spans, text); a, b = [letters(s['content']) for s in first], [letters(s['content']) for s in second]
    all_a, all_b = set().union(*a), set().union(*b); c.update(letters=len(all_a & all_b), la=len(all_a), lb=len(all_b))
    pa, pb = (collections.Counter(tuple(p) for s in x for p in s['content']) for x in (first, second)); c.update(pieces=sum((pa & pb).values()), pa=sum(pa.values()), pb=sum(pb.values()), sa=len(a), sb=len(b))
    for _, i, j in match.pairs(a, b):
        x, y = first[i], second[j]; same = bool(letters(x['source']) & letters(y['source'])) or not x['source'] and not y['source']
        c.update(pairs=1, speaker=same, mode=x['mode'] == y['mode'], act=x.get('act', 'states') == y.get('act', 'states'))


def written():
    """(language, text, first marks, second marks) of the passages marked twice."""
    for f in sorted(glob.glob(os.path.join(HERE, 'second', '*.txt'))):
        lang = language(f); first = {p[2]: p[3] for g in glob.glob(os.path.join(HERE, '*.txt')) if language(g) == lang for p in check.passages(g)}
        for _, _, text, second, _ in check.passages(f):
            if text in first: yield lang, text, first[text], second
            else: print('%s: a passage that is not in the corpus: %.50r' % (lang, text))


def real():
    """The same of the real news that is only measured with."""
    for f in reports.folder('second'):
        first = {d['doc']: marks for d, marks in reports.marked(os.path.join(HERE, '..', 'open', 'held', os.path.basename(f)))}
        for d, second in reports.marked(f): yield language(f), d['text'], first[d['doc']], second


def main():
    if sys.argv[1:2] == ['--unmarked'] and len(sys.argv) == 4: return unmarked(*sys.argv[2:])
    if sys.argv[1:] not in ([], ['--real']): sys.exit(__doc__)
    print('%-8s passages statements  letters  exact  at .5  speaker   mode   act' % ''); counts = collections.defaultdict(collections.Counter)
    for lang, text, first, second in real() if len(sys.argv) > 1 else written():
        for k in (lang, 'all'): counts[k]['passages'] += 1; compare(counts[k], text, first, second)
    for k, c in sorted(counts.items(), key=lambda x: (x[0] == 'all', x[0])):
        of = lambda n: c[n] / max(1, c['pairs'])
        print('%-8s %8d %5d/%-5d   %.3f  %.3f  %.3f    %.3f  %.3f  %.3f' % (k, c['passages'], c['sa'], c['sb'], match.f1(c['letters'], c['la'], c['lb']), match.f1(c['pieces'], c['pa'], c['pb']), match.f1(c['pairs'], c['sa'], c['sb']), of('speaker'), of('mode'), of('act')))


if __name__ == '__main__': main()
