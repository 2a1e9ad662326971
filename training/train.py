"""Trains the reader model and saves it as it goes; run again, it goes on where it was cut off. usage: train.py [--out FILE] [--epochs N]"""
import argparse, json, math, os, random, time
import torch, torch.nn.functional as F
import corpus
from base import Base
from net import NAMES, ROLES, TAGS, Net, batch

OPEN = [NAMES.index(p + '-' + k) for k in ('instrument', 'event') for p in 'BI']   # kinds that the open texts leave unmarked


def loss_of(net, base, windows):
    ids, mask = batch(base, [w[0] for w in windows]); T = ids.shape[1]
    pad = lambda y: [-100] + y + [-100] * (T - len(y) - 1)
    tags = torch.tensor([pad(w[1]) if w[1] is not None else [-100] * T for w in windows])
    names = torch.tensor([pad(w[2]) for w in windows]); cues = [(k, f + 1, l + 1, mode, pad(y)) for k, w in enumerate(windows) for f, l, mode, y in w[3]]
    with torch.autocast('cpu', torch.bfloat16):
        x = net.hidden(ids, mask); t, n = net.tag(x), net.name(x)
        if cues:
            rows, first, last = (torch.tensor(v) for v in list(zip(*cues))[:3])
            r, m = net.role(x, rows, first, last), net.mode((x[rows, first] + x[rows, last]) / 2)
    n = n.float(); few = torch.tensor([w[1] is None for w in windows])
    none = torch.where(few[:, None], torch.logsumexp(torch.cat([n[..., :1], n[..., OPEN]], -1), -1), n[..., 0])
    n = torch.cat([none[..., None], n[..., 1:]], -1)
    ce = lambda o, y: F.cross_entropy(o.float().reshape(-1, o.shape[-1]), y.reshape(-1), ignore_index=-100)
    loss = ce(n, names)
    if not few.all(): loss = loss + ce(t, tags)
    if cues: loss = loss + ce(r, torch.tensor([c[4] for c in cues])) + 0.2 * ce(m, torch.tensor([c[3] for c in cues]))
    return loss


def main():
    p = argparse.ArgumentParser(description=__doc__); here = os.path.dirname(os.path.abspath(__file__))
    p.add_argument('--out', default=os.path.join(here, '.cache', 'reader.pt')); p.add_argument('--epochs', type=int, default=16)
    p.add_argument('--batch', type=int, default=16); p.add_argument('--rate', type=float, default=3e-4); p.add_argument('--names', type=int, default=60); p.add_argument('--seed', type=int, default=1)
    a = p.parse_args(); os.makedirs(os.path.dirname(a.out), exist_ok=True); torch.set_num_threads(os.cpu_count()); torch.manual_seed(a.seed)
    base = Base(); net = Net(base).train(); marked, named = corpus.written(base), corpus.open_names(base)
    size = sum(len(p[0]) for ps in marked.values() for p in ps); steps = math.ceil(1.12 * a.epochs * len(corpus.epoch(marked, named, random.Random(0), a.names)) / a.batch)
    print('%d languages, %d passages, %d sub-words, %d statements, about %d steps' % (len(marked), sum(map(len, marked.values())), size, sum(len(p[2]) for ps in marked.values() for p in ps), steps), flush=True)
    heads = [q for k, q in net.named_parameters() if k.split('.')[0] in ('tag', 'name', 'role', 'mode')]
    body = [q for k, q in net.named_parameters() if q.requires_grad and k.split('.')[0] not in ('tag', 'name', 'role', 'mode')]
    opt = torch.optim.AdamW([{'params': body, 'lr': a.rate}, {'params': heads, 'lr': 1e-3}], weight_decay=0.01)
    step, first, seconds = 0, 0, 0.0
    if os.path.exists(a.out + '.part'):
        d = torch.load(a.out + '.part', weights_only=False); net.load_state_dict(d['net'], strict=False); opt.load_state_dict(d['opt']); step, first, seconds, steps = d['step'], d['epoch'] + 1, d['seconds'], d['steps']
    start = time.time() - seconds
    for ep in range(first, a.epochs):
        rng = random.Random(a.seed * 1000 + ep); ws = corpus.epoch(marked, named, rng, a.names); rng.shuffle(ws); ws.sort(key=lambda w: len(w[0]) // 32)
        groups = [ws[i:i + a.batch] for i in range(0, len(ws), a.batch)]; rng.shuffle(groups)
        for g in groups:
            rate = min(1, (step + 1) / (0.06 * steps)) * max(0.02, 1 - step / steps)
            for group, lr in zip(opt.param_groups, (a.rate, 1e-3)): group['lr'] = lr * rate
            loss = loss_of(net, base, g); opt.zero_grad(); loss.backward(); torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0); opt.step(); step += 1
            if step % 20 == 0: print('epoch %d step %d/%d loss %.4f %.0fs' % (ep, step, steps, loss.item(), time.time() - start), flush=True)
        state = {k: v for k, v in net.state_dict().items() if k != 'word.weight'}
        torch.save({'net': state, 'opt': opt.state_dict(), 'step': step, 'epoch': ep, 'seconds': time.time() - start, 'steps': steps}, a.out + '.tmp'); os.replace(a.out + '.tmp', a.out + '.part')
    torch.save({'net': state, 'seconds': time.time() - start, 'epochs': a.epochs, 'options': vars(a)}, a.out); os.remove(a.out + '.part')


if __name__ == '__main__': main()
