"""The reader model: the encoder and its heads, how a text is cut into windows, and how tags are decoded."""
import math, os, time
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F

WINDOW = int(os.environ.get('READER_WINDOW', 256)); STRIDE = WINDOW * 7 // 8     # sub-words of a window (another number for trials), and from one window's start to the next
HELD = WINDOW - 2                  # of a text, beside the two control symbols; a window comes to whole steps of the program's kernels
LAYERS = 9                         # of the reader; the starting model's others read what a sentence means
PARTS = ('content', 'cue', 'source')
ROLE_PARTS = ('content', 'source', 'addressee', 'via', 'occasion')
KINDS = ('person', 'organisation', 'place', 'instrument', 'event')
ACTS = ['states', 'asks', 'demands', 'promises', 'offers', 'threatens', 'warns', 'denies', 'accuses', 'agrees', 'announces', 'refuses']
bio = lambda parts: ['O'] + [p + '-' + r for r in parts for p in 'BI']
TAGS, ROLES, NAMES, MODES, REPORTS = bio(PARTS), bio(ROLE_PARTS), bio(KINDS), ['said', 'thought'], ['silent', 'reports']
DENSE = WINDOW * 3 // 4             # from one window to the next where the ranges of inputs are measured
FAR = 64                           # distances from the cue beyond this are one
INNER, PAIR_LAYERS = 192, 2        # of the heads that see two places at once
STEPS = (0, 1, 2, 4, 8, 16, 32, 64, 128)   # bounds of the distances, in sub-words, from a source to a name
RANKS = 6                          # other names between a source and a name; more are as many
HEADS = ('tag', 'name', 'mode', 'act', 'report', 'meaning', 'role', 'refer')
PRECISIONS = ('float32', 'bfloat16')


def computing(precision):
    """Products are computed in this precision."""
    return torch.autocast('cpu', torch.bfloat16, enabled=precision == 'bfloat16')


def dropped(x, share=0.1):
    """Dropout of whole channels of a sequence [sequences, places, channels]: as good as of single numbers, and much cheaper on a CPU."""
    return x * ((torch.rand(x.shape[0], 1, x.shape[2]) >= share).to(x.dtype) / (1 - share))


def attention(q, k, v, mask):
    """Scaled dot-product attention; in bfloat16 by plain products, which on a CPU take half the time of the fused form."""
    if q.dtype != torch.bfloat16: return F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
    with torch.autocast('cpu', enabled=False):
        flat = lambda y: y.reshape(-1, *y.shape[2:]); scores = torch.bmm(flat(q) * q.shape[-1] ** -0.5, flat(k).transpose(1, 2))
        if not mask.all(): scores = scores + torch.where(mask[:, :, :1], 0.0, -1e4).to(scores.dtype).expand(-1, q.shape[1], 1, -1).reshape(-1, 1, k.shape[2])
        return torch.bmm(scores.softmax(-1), flat(v)).view(q.shape)


class Layer(nn.Module):
    def __init__(s, width, inner, heads):
        super().__init__(); s.heads = heads
        s.q, s.k, s.v, s.o = (nn.Linear(width, width) for _ in range(4)); s.n1, s.n2 = nn.LayerNorm(width, 1e-12), nn.LayerNorm(width, 1e-12)
        s.f1, s.f2 = nn.Linear(width, inner), nn.Linear(inner, width)

    def forward(s, x, mask):
        B, T, H = x.shape; split = lambda y: y.view(B, T, s.heads, H // s.heads).transpose(1, 2)
        a = attention(split(s.q(x)), split(s.k(x)), split(s.v(x)), mask)
        drop = dropped if s.training else lambda y: y
        x = s.n1(x + drop(s.o(a.transpose(1, 2).reshape(B, T, H))))
        return s.n2(x + drop(s.f2(F.gelu(s.f1(x)))))


def faster(times=4):
    """The precision in which a layer trains faster on this processor: bfloat16 where it has quick instructions for it, which some have only by name."""
    layer, x, mask, seconds = Layer(384, 1536, 12), torch.randn(8, WINDOW, 384), torch.ones(8, 1, WINDOW, WINDOW, dtype=torch.bool), {}
    for name in PRECISIONS * times:
        start = time.time()
        with computing(name): layer(x, mask).sum().backward()
        seconds[name] = min(seconds.get(name, math.inf), time.time() - start)
    return min(seconds, key=seconds.get)


class Role(nn.Module):
    """For one cue, which part of its window is its content, source, addressee, channel, occasion: the sum of the cue's vector, the
    sub-word's and their distance, read once more by thin layers that see a stretch of the window with this cue in mind."""
    def __init__(s, width):
        super().__init__(); s.c, s.t, s.d, s.n = nn.Linear(width, INNER), nn.Linear(width, INNER), nn.Embedding(2 * FAR + 1, INNER), nn.LayerNorm(INNER, 1e-12)
        s.layers, s.o = nn.ModuleList(Layer(INNER, 2 * INNER, INNER // 32) for _ in range(PAIR_LAYERS)), nn.Linear(INNER, len(ROLES))

    def forward(s, x, mask, rows, first, last, start=None, end=None):
        """x [windows, T, width]; for each cue its window, its first and last position, and where the stretch begins and ends that is read with it in mind (the whole window without
        them) -> [cues, longest stretch, roles]"""
        if start is None: start, end = torch.zeros_like(first), torch.full_like(first, x.shape[1])
        p = start[:, None] + torch.arange(int((end - start).max()))[None]; seen = p.clamp(max=x.shape[1] - 1); cue = (x[rows, first] + x[rows, last]) / 2
        d = torch.where(p < first[:, None], p - first[:, None], torch.where(p > last[:, None], p - last[:, None], 0)).clamp(-FAR, FAR) + FAR
        there = (mask[rows[:, None], seen] & (p == seen) & (p < end[:, None]))[:, None, None, :].expand(-1, 1, p.shape[1], -1)
        h = s.n(s.c(cue)[:, None] + s.t(x)[rows[:, None], seen] + s.d(d))
        for layer in s.layers: h = layer(h, there)
        return s.o(h)


class Refer(nn.Module):
    """Which of a text's names a source or addressee refers to: for each pair a score from both vectors, how far and how many other names
    lie between, the kind of the name and whether it has spoken; against all of them stands that it refers to none."""
    def __init__(s, width):
        super().__init__(); s.a, s.b, s.none = nn.Linear(width, INNER), nn.Linear(width, INNER), nn.Linear(width, 1)
        s.d, s.r, s.k, s.s = nn.Embedding(2 * len(STEPS), INNER), nn.Embedding(2 * (RANKS + 1), INNER), nn.Embedding(len(KINDS), INNER), nn.Embedding(2, INNER)
        s.m, s.o = nn.Linear(INNER, INNER), nn.Linear(INNER, 1)

    def forward(s, source, name, features):
        """source [pairs, width], name [pairs, width], features [pairs, 4] (distance, rank, kind, spoke) -> [pairs]"""
        h = s.a(source) + s.b(name) + s.d(features[:, 0]) + s.r(features[:, 1]) + s.k(features[:, 2]) + s.s(features[:, 3])
        return s.o(F.gelu(s.m(F.gelu(h)))).squeeze(-1)


class Meaning(nn.Module):
    """What a sentence means: layers that read its sub-words by themselves, begun as those of the starting model that the reader does without, their mean, and a turn into the starting model's space."""
    def __init__(s, base):
        super().__init__(); state = base.state(); s.layers, s.o = nn.ModuleList(Layer(base.width, base.inner, base.heads) for _ in range(LAYERS, base.layers)), nn.Linear(base.width, base.width)
        for i, layer in enumerate(s.layers): layer.load_state_dict({k.split('.', 2)[2]: torch.tensor(np.array(v)) for k, v in state.items() if k.startswith('layers.%d.' % (LAYERS + i))})
        nn.init.eye_(s.o.weight); nn.init.zeros_(s.o.bias)

    def forward(s, x, mask):
        """x [sentences, T, width] -> [sentences, width]"""
        m = mask[:, None, None, :].expand(-1, 1, x.shape[1], -1)
        for layer in s.layers: x = layer(x, m)
        return s.o((x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True))


def pair_features(source, names, k):
    """Features of the pair of a source (first, last) and the k-th of the names [(first, last, kind, entity, spoke)], by place."""
    f, l = source; a, b, kind, entity, spoke = names[k]; after = a > l
    step = max(i for i, s in enumerate(STEPS) if s <= max(0, a - l if after else f - b))
    lo, hi = (l, a) if after else (b, f)
    between = {n[3] for n in names if lo < n[0] and n[1] < hi and n[3] != entity}
    return step + after * len(STEPS), min(len(between), RANKS) + after * (RANKS + 1), kind, int(spoke)


class Net(nn.Module):
    def __init__(s, base, layers=None):
        super().__init__(); H = base.width
        s.word, s.pos, s.ln = nn.Embedding(len(base.pieces), H), nn.Embedding(base.positions, H), nn.LayerNorm(H, 1e-12)
        s.layers = nn.ModuleList(Layer(H, base.inner, base.heads) for _ in range(base.layers))
        s.tag, s.name, s.mode, s.act, s.report = (nn.Linear(H, len(l)) for l in (TAGS, NAMES, MODES, ACTS, REPORTS))
        s.meaning, s.role, s.refer = nn.Linear(H, H), Role(H), Refer(H)
        loaded = s.load_state_dict({k: torch.tensor(np.array(v)) for k, v in base.state().items()}, strict=False)
        assert not loaded.unexpected_keys and all(k.split('.')[0] in HEADS for k in loaded.missing_keys)
        s.layers = nn.ModuleList(list(s.layers)[:layers]); s.word.weight.requires_grad = False

    def hidden(s, ids, mask):
        x = s.ln(s.word(ids) + s.pos(torch.arange(ids.shape[1]))); m = mask[:, None, None, :].expand(-1, 1, ids.shape[1], -1)
        for layer in s.layers: x = layer(x, m)
        return x


def trained(base, path):
    """The reader that a training saved, ready to read."""
    state = torch.load(path, weights_only=False)['net']; net = Net(base, len({k.split('.')[1] for k in state if k.startswith('layers.')}))
    net.load_state_dict(state, strict=False); return net.eval()


def left_out(path):
    """The languages that the training of a reader left out."""
    return torch.load(path, weights_only=False)['options']['left_out'].split(',')


def windows(n, stride=STRIDE):
    """[start, end) of the windows over n sub-words."""
    out, i = [], 0
    while True:
        out.append((i, min(n, i + HELD)))
        if i + HELD >= n: return out
        i += stride


def batch(base, rows):
    """Ids and mask of windows with their control symbols."""
    T = max(map(len, rows)) + 2; ids = torch.full((len(rows), T), base.pad); mask = torch.zeros(len(rows), T, dtype=torch.bool)
    for k, r in enumerate(rows): ids[k, :len(r) + 2] = torch.tensor([base.bos, *r, base.eos]); mask[k, :len(r) + 2] = True
    return ids, mask


def decode(lp, labels):
    """Best legal sequence of tags (I-x only after B-x or I-x), as {part: [(first, end)]}."""
    parts = {l[2:]: [] for l in labels[1:]}
    if not len(lp): return parts
    K = len(labels); bad = np.zeros((K, K), np.float32)
    for i, a in enumerate(labels):
        for j, b in enumerate(labels):
            if b[0] == 'I' and a[2:] != b[2:]: bad[i, j] = -1e9
    v = lp[0] + np.array([-1e9 if l[0] == 'I' else 0 for l in labels], np.float32); back = []
    for t in range(1, len(lp)): s = v[:, None] + bad; back.append(s.argmax(0)); v = s.max(0) + lp[t]
    y = [int(v.argmax())]
    for b in reversed(back): y.append(int(b[y[-1]]))
    y.reverse(); i = 0
    while i < len(y):
        j = i + 1
        if y[i]:
            while j < len(y) and y[j] == y[i] + 1: j += 1
            parts[labels[y[i]][2:]].append((i, j))
        i = j
    return parts
