"""Trains the reader model and saves it as it goes; run again, it goes on where it was cut off. usage: train.py [--out FILE] [--epochs N]"""
import argparse, hashlib, math, os, random, time
import torch, torch.nn.functional as F
import corpus, distil
from base import Base
from net import FAR, HEADS, LAYERS, NAMES, PRECISIONS, Net, batch, computing, faster, pair_features

OPEN = [NAMES.index(p + '-' + k) for k in ('instrument', 'event') for p in 'BI']   # kinds that the open texts leave unmarked
WEIGHTS = {'tag': 1.0, 'name': 1.0, 'role': 1.0, 'mode': 0.2, 'act': 0.2, 'report': 0.3, 'refer': 0.3, 'meaning': 1.0}


def losses(net, base, windows, meaning, precision):
    """The loss of each head on a batch of windows."""
    ids, mask = batch(base, [w.ids for w in windows]); T = ids.shape[1]
    pad = lambda y: [-100] + y + [-100] * (T - len(y) - 1); few = torch.tensor([w.few for w in windows]); told = any(w.tags is not None for w in windows)
    tags = torch.tensor([pad(w.tags) if w.tags is not None else [-100] * T for w in windows]); names = torch.tensor([pad(w.names) for w in windows])
    with computing(precision):
        x = net.hidden(ids, mask); out = {'name': names_loss(net.name(x).float(), names, few)}
        if told: out['tag'] = ce(net.tag(x), tags)
        cues = [(k, c[0] + 1, c[1] + 1, c[2], c[3], pad(c[4])) for k, w in enumerate(windows) for c in w.cues]
        if cues:
            rows, first, last, thought, act, y = (torch.tensor(v) for v in zip(*cues)); at = (x[rows, first] + x[rows, last]) / 2
            out['role'], out['mode'] = role_loss(net, x, mask, rows, first, last, y), ce(net.mode(at), thought)
            if (act >= 0).any(): out['act'] = ce(net.act(at), act)
        means = [(k, a + 1, b + 1, r, meaning.get(t)) for k, w in enumerate(windows) for a, b, r, t in w.sentences]
        if means:
            v = torch.stack([x[k, a:b].mean(0) for k, a, b, _, _ in means]); out['report'] = ce(net.report(v), torch.tensor([m[3] for m in means]))
            known = [i for i, m in enumerate(means) if m[4] is not None]
            if known: out['meaning'] = distil.loss(net.meaning(v[known]).float(), torch.stack([means[i][4] for i in known]))
        refer = refer_loss(net, x, windows)
        if refer is not None: out['refer'] = refer
    return out


def role_loss(net, x, mask, rows, first, last, y):
    """The loss of the roles, read as the program reads them: of the sub-words whose distance from the cue the head knows, and of the whole window where a part goes beyond them."""
    start, end = (first - FAR).clamp(min=0), last + 1 + FAR; p = torch.arange(y.shape[1])[None]
    beyond = ((y > 0) & ((p < start[:, None]) | (p >= end[:, None]))).any(1); loss, count = 0.0, 0
    for cues, stretch in ((~beyond, True), (beyond, False)):
        if not cues.any(): continue
        r, f, l, labels = rows[cues], first[cues], last[cues], y[cues]
        if stretch:
            o = net.role(x, mask, r, f, l, start[cues], end[cues]); q = start[cues][:, None] + torch.arange(o.shape[1])[None]
            labels = torch.where((q < end[cues][:, None]) & (q < y.shape[1]), labels.gather(1, q.clamp(max=y.shape[1] - 1)), -100)
        else: o = net.role(x, mask, r, f, l)
        n = int((labels >= 0).sum()); loss, count = loss + ce(o, labels) * n, count + n
    return loss / max(1, count)


def ce(o, y):
    """Mean cross-entropy of what is labelled; nought where nothing is."""
    return F.cross_entropy(o.float().reshape(-1, o.shape[-1]), y.reshape(-1), ignore_index=-100, reduction='sum') / max(1, int((y >= 0).sum()))


def names_loss(n, y, few):
    """Where only persons, bodies and places are marked, an instrument or an event counts as none."""
    none = torch.where(few[:, None], torch.logsumexp(torch.cat([n[..., :1], n[..., OPEN]], -1), -1), n[..., 0])
    return ce(torch.cat([none[..., None], n[..., 1:]], -1), y)


def refer_loss(net, x, windows):
    """Minus the log of the probability that falls on the names of whom each source means, or on none of them."""
    asked, pairs, right = [], [], []
    for k, w in enumerate(windows):
        for a, b, entity in w.sources:
            ms = [i for i, m in enumerate(w.mentions) if not (a <= m[0] and m[1] <= b)]; answer = [entity is None] + [w.mentions[i][3] == entity for i in ms]
            if not any(answer): continue             # named within the source alone
            asked.append((k, a + 1, b + 1)); right.append(answer)
            pairs += [(len(asked) - 1, k, w.mentions[i][0] + 1, w.mentions[i][1] + 1, *pair_features((a, b), w.mentions, i)) for i in ms]
    if not asked: return None
    row, a, b = (torch.tensor(v) for v in zip(*asked)); source = (x[row, a] + x[row, b]) / 2; none = net.refer.none(source).squeeze(-1).float()
    if pairs:
        q, k, a, b, *f = (torch.tensor(v) for v in zip(*pairs)); scores = net.refer(source[q], (x[k, a] + x[k, b]) / 2, torch.stack(f, 1)).float()
    out, at = [], 0
    for i, r in enumerate(right):
        s = torch.cat([none[i:i + 1], scores[at:at + len(r) - 1]]) if len(r) > 1 else none[i:i + 1]; at += len(r) - 1
        out.append(torch.logsumexp(s, 0) - torch.logsumexp(s[torch.tensor(r)], 0))
    return torch.stack(out).mean()


SHARE = 3                          # one sentence in so many teaches meaning


def meanings(base, texts, path, precision):
    """What the starting model has for a share of the sentences. This keeps meaning in the last layer; what reads it is trained by distil.py."""
    with computing(precision): return distil.teach(base, {t for t in texts if hashlib.sha256(t.encode()).digest()[0] % SHARE == 0}, path)


def alike(saved, options, texts):
    """Whether a reader was trained with these options on as many texts; where it is kept and in which precision changes nothing."""
    of = lambda o: {k: v for k, v in o.items() if k not in ('out', 'precision')}
    return of(saved['options']) == of(vars(options)) and saved['history'][-1] == {**texts, 'epoch': saved['history'][-1]['epoch']}


def main():
    p = argparse.ArgumentParser(description=__doc__); here = os.path.dirname(os.path.abspath(__file__))
    p.add_argument('--out', default=os.path.join(here, '.cache', 'reader.pt')); p.add_argument('--epochs', type=int, default=4); p.add_argument('--layers', type=int, default=LAYERS)
    p.add_argument('--batch', type=int, default=4, help='windows of a step'); p.add_argument('--rate', type=float, default=2e-4); p.add_argument('--names', type=int, default=60); p.add_argument('--seed', type=int, default=1)
    p.add_argument('--without', default='', help='heads not trained, by commas'); p.add_argument('--left-out', default='', help='languages not trained on, by commas'); p.add_argument('--only', default='', help='languages trained on, by commas; all without it'); p.add_argument('--share', type=float, default=1, help='of the passages of each language, how many are trained on')
    p.add_argument('--precision', choices=PRECISIONS, help='what products are computed in; the faster here without it')
    a = p.parse_args(); os.makedirs(os.path.dirname(a.out), exist_ok=True); torch.set_num_threads(len(os.sched_getaffinity(0))); a.precision = a.precision or faster(); torch.manual_seed(a.seed)
    base = Base(); net = Net(base, a.layers).train(); marked = corpus.written(base, a.left_out.split(','), a.only.split(',') if a.only else None, a.share); told, own, named = corpus.open_texts(base)
    kept = lambda texts: {l: ts for l, ts in texts.items() if not a.only or l.removesuffix('-gum') in a.only.split(',')}; told, own = kept(told), kept(own); real = {l: told.get(l, []) + own.get(l, []) for l in sorted({*told, *own})}; all_ = [p for ps in [*marked.values(), *real.values()] for p in ps]
    weights = {k: v for k, v in WEIGHTS.items() if k not in a.without.split(',')}
    each = len(corpus.epoch(marked, real, named, random.Random(0), a.names)) / a.batch; steps = math.ceil(a.epochs * each)
    texts = {'languages': len(marked), 'passages': len(all_), 'open_documents': sum(map(len, told.values())), 'own_documents': sum(map(len, own.values())), 'subwords': sum(len(p.ids) for p in all_), 'statements': sum(len(p.cues) for p in all_), 'references': sum(len(p.sources) for p in all_)}
    if os.path.exists(a.out) and (saved := torch.load(a.out, weights_only=False)) and alike(saved, a, texts): print('%s is trained already' % a.out); return
    meaning = meanings(base, [s[3] for p in all_ for s in p.sentences], os.path.join(os.path.dirname(a.out), 'meanings.pt'), a.precision) if 'meaning' in weights else {}
    print(' '.join('%s %d' % kv for kv in texts.items()), 'about %d steps in %s' % (steps, a.precision), flush=True)
    heads = [q for k, q in net.named_parameters() if k.split('.')[0] in HEADS]
    body = [q for k, q in net.named_parameters() if q.requires_grad and k.split('.')[0] not in HEADS]
    opt = torch.optim.AdamW([{'params': body, 'lr': a.rate}, {'params': heads, 'lr': 1e-3}], weight_decay=0.01, fused=True)
    step, first, seconds, history = 0, 0, 0.0, []
    if os.path.exists(a.out + '.part'):
        d = torch.load(a.out + '.part', weights_only=False); net.load_state_dict(d['net'], strict=False); opt.load_state_dict(d['opt']); step, first, seconds, history = d['step'], d['epoch'] + 1, d['seconds'], d['history']; steps = step + math.ceil((a.epochs - first) * each)
    if not history or {**texts, 'epoch': history[-1]['epoch']} != history[-1]: history.append({**texts, 'epoch': first})
    start = time.time() - seconds; seen = {}
    for ep in range(first, a.epochs):
        torch.manual_seed(a.seed * 1000 + ep); rng = random.Random(a.seed * 1000 + ep); ws = corpus.epoch(marked, real, named, rng, a.names); rng.shuffle(ws); ws.sort(key=lambda w: len(w.ids) // 32)
        groups = [ws[i:i + a.batch] for i in range(0, len(ws), a.batch)]; rng.shuffle(groups)
        for g in groups:
            rate = min(1, (step + 1) / (0.06 * steps)) * max(0.02, 1 - step / steps)
            for group, lr in zip(opt.param_groups, (a.rate, 1e-3)): group['lr'] = lr * rate
            parts = losses(net, base, g, meaning, a.precision); loss = sum(weights.get(k, 0) * v for k, v in parts.items())
            opt.zero_grad(); loss.backward(); torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0); opt.step(); step += 1
            for k, v in parts.items(): seen[k] = 0.95 * seen.get(k, v.item()) + 0.05 * v.item()
            if step % 20 == 0: print('epoch %d step %d/%d %.0fs ' % (ep, step, steps, time.time() - start) + ' '.join('%s %.3f' % kv for kv in sorted(seen.items())), flush=True)
        state = {k: v for k, v in net.state_dict().items() if k != 'word.weight'}
        torch.save({'net': state, 'opt': opt.state_dict(), 'step': step, 'epoch': ep, 'seconds': time.time() - start, 'history': history}, a.out + '.tmp'); os.replace(a.out + '.tmp', a.out + '.part')
    torch.save({'net': state, 'seconds': time.time() - start, 'epochs': a.epochs, 'options': vars(a), 'history': history}, a.out); os.remove(a.out + '.part')


if __name__ == '__main__': main()
