"""Measures the whole program on the held-out passages, by language and by kind, and how well its confidence tells what is right.
usage: measure.py RAPPORTEUR [--only LANG,LANG] [--real] [--gold FILE.jsonl --texts FOLDER] [--table FILE]     (standard library only)

A statement is found where its content shares half of its letters or more with a printed one (F1, each used once, best first), and right end to end where also
the printed speaker overlaps a marked source, or both have none. ECE is the expected calibration error (Guo et al. 2017, ten bins): how far the confidence of
printed statements lies from the share that is right end to end. --real measures on the real news of open/held instead, --gold on a set in the form of `check.py --jsonl`, one file a document."""
import argparse, collections, glob, json, os, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, 'written'), os.path.join(HERE, 'open')]
import check, reports
from match import letters, pairs as match

KINDS = ('direct', 'indirect', 'mixed')
EXAMPLE = 80       # letters of an example of an error
MARKS = set('"“”„‟«»‹›「」『』')


def kind(text, content):
    """Whether content stands between quotation marks: all of it, some of it, none."""
    inside = [a > 0 and text[a - 1] in MARKS and b < len(text) and text[min(len(text) - 1, b + (text[b] in '.,!?。、' if b < len(text) else 0))] in MARKS for a, b in content]
    return 'direct' if all(inside) else 'mixed' if any(inside) or any(c in MARKS for a, b in content for c in text[a:b]) else 'indirect'


def speaker_right(gold, found):
    """The printed speaker overlaps a marked source, or both have none."""
    span = (found.get('speaker') or {}).get('span')
    source = gold.get('source') or []; return not source if not span else any(a < span[1] and span[0] < b for a, b in source)


def compare(counts, sure, lang, read_as, text, gold, found):
    """Adds one document to the counts by language and kind, and its printed statements to the pairs (confidence, right)."""
    gold = [g for g in gold if letters(g['content'], text)]; pairs = [(i, j) for _, i, j in match([letters(g['content'], text) for g in gold], [letters(f['content'], text) for f in found])]
    right = {(i, j) for i, j in pairs if speaker_right(gold[i], found[j])}; truly = {j for _, j in right}
    for key in ((lang, 'all'), ('all', 'all')): counts[key].update(gold=len(gold), found=len(found), half=len(pairs), right=len(right))
    for k in KINDS:
        some = [i for i, g in enumerate(gold) if kind(text, g['content']) == k]; printed = [j for j, f in enumerate(found) if f['kind'] == k]
        of = lambda ps: sum(i in set(some) for i, _ in ps)
        for key in ((lang, k), ('all', k)): counts[key].update(gold=len(some), found=len(printed), half=of(pairs), right=of(right))
    for what, words in faults(text, gold, found, pairs, right): counts['errors'][what] += 1; counts['where'][what, lang] += 1; counts['examples'].setdefault((what, lang), words)
    counts['acts'].update((g.get('act', 'states'), found[j].get('act', 'states')) for i, j in pairs for g in gold[i:i + 1] if g.get('act', 'states') and g['cue'] and g.get('mode') != 'thought' and found[j]['cue'] and found[j]['mode'] != 'thought')
    for j, f in enumerate(found):
        for key in ((lang, 'all'), (lang, f['kind']), ('all', 'all'), ('all', f['kind'])): sure[key].append((f['confidence'], j in truly))
        sure['features'].append({'language': read_as, 'kind': f['kind'], 'speaker': known_by(f), 'cue': f['explain']['cue'] if f['cue'] else None, 'turn': f['explain']['turn'], 'content': f['explain']['content'], 'reports': f['explain']['reports'], 'right': j in truly})


def faults(text, gold, found, pairs, right):
    """What is wrong, in words that can be counted, and the words of the text that it is about."""
    quoted = lambda spans: ' … '.join(text[a:b] for a, b in spans)[:EXAMPLE].replace('\n', ' ')
    got, made = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, g in enumerate(gold):
        if i in got: continue
        near = any(letters(g['content'], text) & letters(f['content'], text) for f in found)
        yield 'missed%s: %s%s%s' % (' (other words printed)' if near else '', kind(text, g['content']), ', thought' if g.get('mode') == 'thought' else '', '' if g.get('cue') else ', without a cue'), quoted(g['content'])
    for j, f in enumerate(found):
        if j in made: continue
        near = any(letters(g['content'], text) & letters(f['content'], text) for g in gold)
        yield 'printed, %s: %s%s%s' % ('cut or joined otherwise' if near else 'nothing is reported', f['kind'], ', thought' if f['mode'] == 'thought' else '', '' if f['cue'] else ', without a cue'), quoted(f['content'])
    for i, j in pairs:
        if (i, j) in right: continue
        span = (found[j].get('speaker') or {}).get('span')
        yield 'speaker: ' + ('printed where none is marked' if not gold[i].get('source') else 'none printed' if not span else 'other words'), quoted(found[j]['cue'] + ([span] if span else []) or found[j]['content'])


def known_by(statement):
    """As statement/confidence.go tells how a speaker is known."""
    s = statement.get('speaker') or {}
    return 'none' if not s.get('span') else 'named' if s.get('rule') in ('name', 'spokes') else 'words'


def calibration_error(pairs):
    bins = collections.defaultdict(list)
    for c, r in pairs: bins[min(9, int(c * 10))].append((c, r))
    return sum(abs(sum(c for c, _ in b) - sum(r for _, r in b)) for b in bins.values()) / max(1, len(pairs))


def held_out(only):
    """(language, text, statements) of the passages that are never trained on."""
    for f in sorted(glob.glob(os.path.join(HERE, 'written', '*.txt'))):
        if only and check.language(f) not in only: continue
        for _, _, text, statements, names in check.passages(f):
            if check.held_out(text): yield check.language(f), text, statements if check.settled(statements, names) else without_acts(statements)


def real():
    """(language, text, statements) of the real news that is only measured with."""
    return [(check.language(f).removesuffix('-gum'), d['text'], statements) for f in reports.folder('held') for d, statements in reports.marked(f)]


def without_acts(statements): return [{**s, 'act': None} for s in statements]


def gold_set(path, folder):
    for line in open(path, encoding='utf-8'):
        d = json.loads(line); yield d.get('lang', 'all-of-it'), open(os.path.join(folder, d['doc']), encoding='utf-8', newline='').read(), without_acts(d['statements'])


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter); p.add_argument('rapporteur'); p.add_argument('--only', default=''); p.add_argument('--real', action='store_true'); p.add_argument('--gold'); p.add_argument('--texts'); p.add_argument('--table', help='also write the table, as Markdown, here'); p.add_argument('--features', help='also write what calibrate.py fits to here, as JSON Lines')
    a = p.parse_args(); docs = list(gold_set(a.gold, a.texts) if a.gold else real() if a.real else held_out([l for l in a.only.split(',') if l])); counts, sure = collections.defaultdict(collections.Counter), collections.defaultdict(list); counts['examples'] = {}
    with tempfile.TemporaryDirectory() as d:
        for i, (lang, text, _) in enumerate(docs):
            with open(os.path.join(d, '%05d.txt' % i), 'w', encoding='utf-8', newline='') as f: f.write(text)
        out = subprocess.run([a.rapporteur, 'read', '--json', '--explain', d], stdout=subprocess.PIPE, check=True).stdout.decode()
    wrong, readings = collections.Counter(), [json.loads(l) for l in out.splitlines()]
    if len(readings) != len(docs): sys.exit('measure: %d texts, %d readings' % (len(docs), len(readings)))
    for (lang, text, gold), r in zip(docs, readings):
        if r['text'] != text: sys.exit('measure: the reading of %.40r has another text' % text)
        read_as = r['articles'][0]['language'] if r['articles'] else 'nothing'; wrong[lang, read_as] += 1
        compare(counts, sure, lang, read_as, text, gold, [s for x in r['articles'] for s in x['statements']])
    table(counts, sure, a.table)
    others = {k: n for k, n in wrong.items() if k[0] != k[1]}
    if others: print('read as another language: ' + ', '.join('%s as %s %d' % (*k, n) for k, n in sorted(others.items(), key=lambda x: -x[1])[:30]))
    if a.features:
        with open(a.features, 'w') as f: f.writelines(json.dumps(x) + '\n' for x in sure['features'])


def commonest(where, what, some=3):
    """The languages in which an error is commonest: [(language, how often)]."""
    return collections.Counter({l: n for (w, l), n in where.items() if w == what}).most_common(some)


def act_table(acts):
    """How often the act of a statement that was found, said and with a cue, is the one marked."""
    marked, printed = collections.Counter(), collections.Counter()
    for (a, b), n in acts.items(): marked[a] += n; printed[b] += n
    f1 = {a: 2 * acts[a, a] / max(1, marked[a] + printed[a]) for a in marked}; n = sum(marked.values())
    return 'Acts: %.3f of %d right, mean F1 %.3f; ' % (sum(acts[a, a] for a in marked) / n, n, sum(f1.values()) / len(f1)) + ', '.join('%s %.2f (%d)' % (a, f1[a], marked[a]) for a in sorted(marked, key=lambda a: -marked[a])) + '\n'


def table(counts, sure, path):
    errors, acts, where, examples = (counts.pop(k, collections.Counter()) for k in ('errors', 'acts', 'where', 'examples'))
    rows = ['| | marked | printed | found P | R | F1 | end to end F1 | ECE | direct | indirect | mixed |', '|---|---|---|---|---|---|---|---|---|---|---|']
    share = lambda n, d: n / max(1, d)
    for lang in sorted({k[0] for k in counts} - {'all'}) + ['all']:
        c = counts[lang, 'all']; both = c['gold'] + c['found']
        by = ['%.2f' % share(counts[lang, k]['right'], counts[lang, k]['gold']) if counts[lang, k]['gold'] else '' for k in KINDS]
        rows.append('| %s | %d | %d | %.3f | %.3f | %.3f | **%.3f** | %.3f | %s |' % (lang, c['gold'], c['found'], share(c['half'], c['found']), share(c['half'], c['gold']), share(2 * c['half'], both), share(2 * c['right'], both), calibration_error(sure[lang, 'all']), ' | '.join(by)))
    text = '\n'.join(rows) + '\n\nColumns by kind: share of the marked statements that are printed right end to end.\n'
    bins = collections.defaultdict(list)
    for c, r in sure['all', 'all']: bins[min(9, int(c * 10))].append(r)
    text += '\nOf statements given a confidence of: ' + ', '.join('.%d %.2f right (%d)' % (b, sum(v) / len(v), len(v)) for b, v in sorted(bins.items())) + '\n'
    text += '\nBy kind: ' + '; '.join('%s, error of confidence %.3f, of .9 and more %.2f right (%d)' % (k, calibration_error(sure['all', k]), share(sum(firm), len(firm)), len(firm)) for k in KINDS for firm in [[r for c, r in sure['all', k] if c >= .9]]) + '\n'
    if acts: text += '\n' + act_table(acts)
    text += '\nThe twenty commonest errors, each with the languages that have most of it and an example:\n\n' + '\n'.join('- %s, %d (%s): %s' % (what, n, ', '.join('%s %d' % l for l in most), examples[what, most[0][0]]) for what, n in errors.most_common(20) for most in [commonest(where, what)]) + '\n'
    print(text)
    if path: open(path, 'w', encoding='utf-8').write(text)


if __name__ == '__main__': main()
