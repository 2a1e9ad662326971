"""Reads texts with the trained model in float32, to compare the program with. usage: read.py FILES... > statements.jsonl

Prints for each text its statements as the heads alone give them: no rules, nobody resolved (statement.Heads.Drafts in the program)."""
import argparse, json, os
import numpy as np, torch, torch.nn.functional as F
from base import Base
from net import FAR, NAMES, ROLES, STRIDE, TAGS, batch, decode, trained, windows

HERE = os.path.dirname(os.path.abspath(__file__))


@torch.no_grad()
def tag_scores(base, net, text, stride=STRIDE):
    """Sub-words, places, and the mean log-probabilities of tags over windows, weighted by the distance from their edges."""
    ids, spans = base.encode(text); n = len(ids); ws = windows(n, stride)
    tags, names, weight, kept = np.zeros((n, len(TAGS))), np.zeros((n, len(NAMES))), np.zeros(n), []
    for k in range(0, len(ws), 16):
        some = ws[k:k + 16]; x = net.hidden(*batch(base, [ids[a:b] for a, b in some])); t, m = F.log_softmax(net.tag(x), -1).numpy(), F.log_softmax(net.name(x), -1).numpy()
        for j, (a, b) in enumerate(some):
            c = np.minimum(np.arange(b - a) + 1, b - a - np.arange(b - a)); kept.append((a, b, x[j, 1:b - a + 1]))
            tags[a:b] += t[j, 1:b - a + 1] * c[:, None]; names[a:b] += m[j, 1:b - a + 1] * c[:, None]; weight[a:b] += c
    w = np.maximum(weight, 1)[:, None]
    return ids, spans, (tags / w).astype(np.float32), ((names / w).astype(np.float32), kept)


EDGE = 8                           # sub-words at the end of a stretch that tell whether a part goes beyond it


def roles(net, x, first, last):
    """Where the roles begin, and their log-probabilities: of the sub-words whose distance from the cue the head knows, and of the whole window where a part goes beyond them."""
    a, b = max(0, first - FAR), min(len(x), last + 1 + FAR); read = lambda a, b: F.log_softmax(net.role(x[None, a:b], torch.ones(1, b - a, dtype=torch.bool), *(torch.tensor([v]) for v in (0, first - a, last - a))), -1)[0].numpy()
    r = read(a, b); part = r.argmax(-1) > 0
    return (0, read(0, len(x))) if a > 0 and part[:EDGE].any() or b < len(x) and part[-EDGE:].any() else (a, r)


@torch.no_grad()
def statements(base, net, text, stride=STRIDE):
    ids, spans, tags, (names, kept) = tag_scores(base, net, text, stride); out = []
    for i, j in decode(tags, TAGS)['cue']:
        a, b, x = max((w for w in kept if w[0] <= i and j <= w[1]), key=lambda w: min(i - w[0], w[1] - j), default=(0, 0, None))
        if x is None: continue
        first, last = i - a, j - 1 - a; start, r = roles(net, x, first, last)
        places = lambda rs: [[spans[p + a + start][0], spans[q - 1 + a + start][1]] for p, q in rs]
        got = {k: places(v) for k, v in decode(r, ROLES).items() if v}
        if 'content' in got: out.append({'cue': [spans[i][0], spans[j - 1][1]], 'thought': bool(net.mode((x[first] + x[last]) / 2).argmax()), **got})
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__); p.add_argument('files', nargs='+'); p.add_argument('--reader', default=os.path.join(HERE, '.cache', 'reader.pt')); a = p.parse_args()
    base = Base(); net = trained(base, a.reader)
    for f in a.files: print(json.dumps({'source': f, 'statements': statements(base, net, open(f, encoding='utf-8').read())}, ensure_ascii=False))


if __name__ == '__main__': main()
