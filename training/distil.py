"""Trains the layers for sentence meaning on top of a trained reader, which stays as it is; run again, it goes on where it was cut off. usage: distil.py [--reader FILE] [--out FILE] [--epochs N]

They read what the reader makes of a sentence's sub-words, in their context, and give the vector that the starting model has for the sentence alone (knowledge distillation across
contexts; Reimers and Gurevych 2020)."""
import argparse, hashlib, os, random, time
import torch, torch.nn.functional as F
import corpus
from base import Base
from net import PRECISIONS, Meaning, Net, batch, computing, faster, left_out, trained, windows

HERE = os.path.dirname(os.path.abspath(__file__))
SUBWORDS = 1024                    # of a batch
SHORTEST = 3                       # sub-words of a sentence
AT_ONCE = 16                       # windows read at once


@torch.no_grad()
def rows(base, net, texts):
    """{sentence: the reader's rows of its sub-words, in 16 bits} of texts; a sentence that every window cuts is left out."""
    cut, out = [], {}
    for text in texts:
        ids, spans = base.encode(text); where = [(text[slice(*s)].strip(), *r) for s in corpus.check.sentences(text) for r in corpus.places(spans, [s])]
        cut += [(ids[a:b], [(s, i - a, j - a) for s, i, j in where if a <= i and j <= b and j - i >= SHORTEST]) for a, b in windows(len(ids))]
    cut.sort(key=lambda w: len(w[0]))
    for k in range(0, len(cut), AT_ONCE):
        some = cut[k:k + AT_ONCE]; x = net.hidden(*batch(base, [ids for ids, _ in some]))[:, 1:]
        for (_, where), v in zip(some, x):
            for s, i, j in where: out.setdefault(s, v[i:j].half())
    return out


@torch.no_grad()
def teach(base, sentences, path):
    """{sentence: unit vector of the starting model, less what all have in common}. What is computed is kept in a file. Uncentred, the vectors are all so near each other that a head that
    gives their mean looks good."""
    known = torch.load(path) if os.path.exists(path) else {}; net = Net(base).eval(); missing = sorted(sentences - known.keys(), key=lambda t: (len(t), t))
    for i in range(0, len(missing), 64):
        ids, mask = batch(base, [base.encode('query: ' + t)[0][:250] for t in missing[i:i + 64]]); x = net.hidden(ids, mask).float()
        known.update(zip(missing[i:i + 64], F.normalize((x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True), dim=-1)))
    torch.save(known, path); common = torch.stack([known[t] for t in sorted(sentences)]).mean(0)
    return {t: F.normalize(known[t] - common, dim=-1) for t in sentences}


def batches(known, rng):
    """Sentences of about the same length together, so that a batch has little padding and its sentences are hard to tell apart."""
    items = list(known.items()); rng.shuffle(items); items.sort(key=lambda i: len(i[1]) // 8); out, group = [], []
    for item in items:
        if group and (len(group) + 1) * max(len(r) for _, r in group + [item]) > SUBWORDS: out.append(group); group = []
        group.append(item)
    out.append(group); rng.shuffle(out)
    return out


def padded(group):
    T = max(len(r) for _, r in group); x, mask = torch.zeros(len(group), T, group[0][1].shape[1]), torch.zeros(len(group), T, dtype=torch.bool)
    for k, (_, r) in enumerate(group): x[k, :len(r)] = r.float(); mask[k, :len(r)] = True
    return x, mask


def loss(v, teacher):
    """How far vectors are from the teacher's, and how well each tells its own from the others of the batch (InfoNCE, van den Oord et al. 2018)."""
    alike = F.normalize(v, dim=-1) @ teacher.T
    return 1 - alike.diagonal().mean() + F.cross_entropy(alike / 0.05, torch.arange(len(v))) / 2


def digest(path):
    with open(path, 'rb') as f: return hashlib.file_digest(f, 'sha256').hexdigest()


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter); cache = os.path.join(HERE, '.cache')
    p.add_argument('--reader', default=os.path.join(cache, 'reader.pt')); p.add_argument('--out', default=os.path.join(cache, 'meaning.pt')); p.add_argument('--epochs', type=int, default=3); p.add_argument('--rate', type=float, default=2e-4); p.add_argument('--seed', type=int, default=1); p.add_argument('--precision', choices=PRECISIONS, help='what products are computed in; the faster here without it')
    a = p.parse_args(); torch.set_num_threads(len(os.sched_getaffinity(0))); a.precision = a.precision or faster(); torch.manual_seed(a.seed); start = time.time(); base = Base()
    net, which = trained(base, a.reader), digest(a.reader); first, step, seconds = 0, 0, 0.0
    m = Meaning(base).train(); opt = torch.optim.AdamW([{'params': m.layers.parameters(), 'lr': a.rate}, {'params': m.o.parameters(), 'lr': 1e-3}], weight_decay=0.01, fused=True)
    saved = torch.load(a.out) if os.path.exists(a.out) else {}
    if saved.get('reader') == which:                 # cut off, or done already
        m.load_state_dict(saved['net']); opt.load_state_dict(saved['opt']); first, step, seconds = saved['epochs'], saved['step'], saved['seconds']
    if first >= a.epochs: print('%s is trained already' % a.out); return
    with computing(a.precision): known = rows(base, net, [p[1] for p in corpus.passages(left_out=left_out(a.reader))]); teacher = teach(base, set(known), os.path.join(cache, 'meanings.pt'))
    start -= seconds; print('%d sentences, %d sub-words, %.0f s' % (len(known), sum(map(len, known.values())), time.time() - start), flush=True)
    steps, seen = a.epochs * len(batches(known, random.Random(0))), 0
    for ep in range(first, a.epochs):
        torch.manual_seed(a.seed * 1000 + ep)
        for group in batches(known, random.Random(a.seed * 1000 + ep)):
            rate = min(1, (step + 1) / (0.06 * steps)) * max(0.02, 1 - step / steps); opt.param_groups[0]['lr'], opt.param_groups[1]['lr'] = a.rate * rate, 1e-3 * rate
            with computing(a.precision): v = m(*padded(group))
            l = loss(v.float(), torch.stack([teacher[s] for s, _ in group])); opt.zero_grad(); l.backward(); torch.nn.utils.clip_grad_norm_(m.parameters(), 1.0); opt.step(); step += 1
            seen = 0.95 * seen + 0.05 * l.item()
            if step % 20 == 0: print('epoch %d step %d/%d %.0fs %.3f' % (ep, step, steps, time.time() - start, seen), flush=True)
        torch.save({'net': m.state_dict(), 'opt': opt.state_dict(), 'reader': which, 'epochs': ep + 1, 'step': step, 'seconds': time.time() - start, 'sentences': len(known)}, a.out + '.tmp'); os.replace(a.out + '.tmp', a.out)


if __name__ == '__main__': main()
