"""How well sentence meaning finds the same sentence in English: of the layers for it, in context, and of the starting model. usage: meaning.py FOLDER [--reader FILE] [--meaning FILE] [--only LANG,LANG]

FOLDER holds <language>/<document>.txt, the same documents with the same lines in each language. For each line of another language the nearest English line of all
documents, by cosine; printed is the share whose nearest is its own."""
import argparse, glob, os
import torch, torch.nn.functional as F
from base import Base
from net import Meaning, Net, batch, trained, windows

HERE = os.path.dirname(os.path.abspath(__file__))


def lines(path):
    """The lines of a text with words, by number, and where each begins and ends."""
    text, at, out = open(path, encoding='utf-8').read(), 0, {}
    for i, l in enumerate(text.split('\n')):
        if l.strip(): out[i] = (at, at + len(l))
        at += len(l) + 1
    return text, out


@torch.no_grad()
def in_context(base, readers, path):
    """{line: vector} by the trained layers: of the line's sub-words, read with what stands around it by the window that holds most of them."""
    net, meaning = readers; text, where = lines(path); ids, spans = base.encode(text); best = {}
    for a, b in windows(len(ids)):
        x = net.hidden(*batch(base, [ids[a:b]]))[0, 1:b - a + 1]
        for i, (s, e) in where.items():
            at = [k - a for k in range(a, b) if s <= spans[k][0] < e]
            if len(at) > len(best.get(i, ())): best[i] = x[at]
    return {i: meaning(x[None], torch.ones(1, len(x), dtype=torch.bool))[0] for i, x in best.items()}


@torch.no_grad()
def alone(base, net, path):
    text, where = lines(path); out, todo = {}, sorted(where)
    for k in range(0, len(todo), 32):
        ids, mask = batch(base, [base.encode('query: ' + text[slice(*where[i])])[0][:250] for i in todo[k:k + 32]]); x = net.hidden(ids, mask)
        out.update(zip(todo[k:k + 32], (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)))
    return out


def vectors(read, base, net, folder, lang):
    out = {}
    for f in sorted(glob.glob(os.path.join(folder, lang, '*.txt'))):
        for i, v in read(base, net, f).items(): out[os.path.basename(f), i] = F.normalize(v, dim=-1)
    return out


def found(english, other):
    keys = [k for k in other if k in english]; names = list(english)
    best = (torch.stack([other[k] for k in keys]) @ torch.stack([english[n] for n in names]).T).argmax(1)
    return sum(names[j] == k for k, j in zip(keys, best)) / len(keys), len(keys)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter); p.add_argument('folder'); p.add_argument('--reader', default=os.path.join(HERE, '.cache', 'reader.pt')); p.add_argument('--meaning', default=os.path.join(HERE, '.cache', 'meaning.pt')); p.add_argument('--only', default=''); a = p.parse_args()
    base = Base(); start = Net(base).eval(); net = trained(base, a.reader); m = Meaning(base); m.load_state_dict(torch.load(a.meaning)['net']); m.eval(); readers = net, m
    langs = [l for l in sorted(os.listdir(a.folder)) if l != 'en' and os.path.isdir(os.path.join(a.folder, l)) and (not a.only or l in a.only.split(','))]
    english = vectors(in_context, base, readers, a.folder, 'en'), vectors(alone, base, start, a.folder, 'en'); print('| | lines | trained | starting model |\n|---|---|---|---|')
    rows = []
    for l in langs:
        (own, n), (before, _) = found(english[0], vectors(in_context, base, readers, a.folder, l)), found(english[1], vectors(alone, base, start, a.folder, l)); rows.append((own, before))
        print('| %s | %d | %.3f | %.3f |' % (l, n, own, before), flush=True)
    print('| mean | | %.3f | %.3f |' % tuple(sum(v) / len(v) for v in zip(*rows)))


if __name__ == '__main__': main()
