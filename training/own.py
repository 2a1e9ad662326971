"""Has the reader that the program carries read open texts whose statements nobody marked, and keeps what it is sure of, for the next one to train on (open/own). usage: own.py [--subwords N]

A line of open/own/<file>.jsonl is a document of open/<file>.jsonl: {"doc", "tags": {part: spans}, "unsure": spans of sub-words whose best tag is not sure, "cues": [{"cue", "mode", "act", part: spans}], "reports": of
each sentence 1, 0, or null where that is unsure}; spans in code points. A text that shares its names and numbers with one of open/held is left out: it may be its translation."""
import argparse, collections, glob, json, math, os, re
import numpy as np, torch, torch.nn.functional as F
import corpus, reports, shipped
from base import Base
from net import ACTS, MODES, ROLES, TAGS, decode
from read import roles, tag_scores

HERE = os.path.dirname(os.path.abspath(__file__))
SURE = .9                          # least probability of a sub-word's tag, of a mode, an act, and of whether a sentence reports
LEAST = .6                         # least mean probability of a cue and of its roles
SHORTEST, LONGEST = 300, 6000      # characters of a document
ALIKE, FACTS = .4, 8               # share of names and numbers in common, the rare ones counting more, from which a document may be a translation of another, where each has so many


def facts(text): return {w[:5].lower() for w in re.findall(r'\b[^\W\d_]{4,}|\d[\d.,]*\d', text) if not w[0].islower()}


def documents(folder):
    """{file: rows} of the open texts that nobody marked; nothing like what is held for measuring."""
    files = {f: [d for d in map(json.loads, open(f, encoding='utf-8')) if SHORTEST <= len(d['text']) <= LONGEST] for f in sorted(glob.glob(os.path.join(folder, '*.jsonl')))}
    marked, held = ([d for f in reports.folder(k) for d, _ in reports.marked(f)] for k in ('marked', 'held')); taken = {d['doc'] for d in marked + held}; known = [facts(d['text']) for d in held]
    rows = [d for ds in files.values() for d in ds]; often = collections.Counter(x for d in rows for x in facts(d['text'])); weight = lambda s: sum(math.log(len(rows) / often[x]) for x in s if x in often)
    like = lambda a, b: min(len(a), len(b)) >= FACTS and weight(a & b) >= ALIKE * min(weight(a), weight(b))
    return {f: [d for d in ds if d['doc'] not in taken and not any(like(facts(d['text']), h) for h in known)] for f, ds in files.items()}


@torch.no_grad()
def reading(base, net, text):
    """What the reader is sure of in a text, as a line of open/own without its name."""
    ids, spans, tags, (_, kept) = tag_scores(base, net, text); p = np.exp(tags).max(-1); place = lambda rs: [[spans[i][0], spans[j - 1][1]] for i, j in rs]; found = decode(tags, TAGS); cues = []
    within = lambda i, j: max((w for w in kept if w[0] <= i and j <= w[1]), key=lambda w: min(i - w[0], w[1] - j), default=None); surely = lambda v, of: of[int(v.argmax())] if v.max() >= SURE else None
    for i, j in found['cue']:
        w = within(i, j)
        if w is None or p[i:j].mean() < LEAST: continue
        a, _, x = w; first, last = i - a, j - 1 - a; start, r = roles(net, x, first, last); parts = {k: v for k, v in decode(r, ROLES).items() if v}; q = np.exp(r).max(-1); x = (x[first] + x[last]) / 2
        if 'content' in parts and np.mean([q[k] for v in parts.values() for f, l in v for k in range(f, l)]) >= LEAST:
            cues.append({'cue': place([(i, j)]), 'mode': surely(F.softmax(net.mode(x), -1), MODES), 'act': surely(F.softmax(net.act(x), -1), ACTS), **{k: place([(f + a + start, l + a + start) for f, l in v]) for k, v in parts.items()}})
    silent = []
    for f, l, _, _ in corpus.sentences(text, spans, []):
        w = within(f, l); q = F.softmax(net.report(w[2][f - w[0]:l - w[0]].mean(0)), -1) if w else None; silent.append(None if q is None or q.max() < SURE else int(q.argmax()))
    runs = np.flatnonzero(np.diff(np.concatenate([[0], p < SURE, [0]]))).reshape(-1, 2).tolist()
    return {'tags': {k: place(v) for k, v in found.items() if v}, 'unsure': place(runs), 'cues': cues, 'reports': silent}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter); p.add_argument('--subwords', type=int, default=25000, help='of each file, about'); a = p.parse_args()
    torch.set_num_threads(len(os.sched_getaffinity(0))); base = Base(); net = shipped.reader(base); folder = os.path.join(HERE, 'open'); os.makedirs(os.path.join(folder, 'own'), exist_ok=True)
    for f, rows in documents(folder).items():
        if not rows: continue
        out, n = [], 0
        for d in rows:
            if n >= a.subwords: break
            n += len(base.encode(d['text'])[0]); out.append({'doc': d['doc'], **reading(base, net, d['text'])})
        with open(os.path.join(folder, 'own', os.path.basename(f)), 'w', encoding='utf-8') as to: to.writelines(json.dumps(o, ensure_ascii=False, separators=(',', ':')) + '\n' for o in out)
        print('%s: %d documents, %d sub-words, %d cues' % (os.path.basename(f), len(out), n, sum(len(o['cues']) for o in out)), flush=True)


if __name__ == '__main__': main()
