"""Writes a trained reader model for the program: the frozen sub-word table once, the layers in 8 bits, and a reference that the
program's tests compare with. usage: export.py [--reader FILE] [--meaning FILE] [--to FOLDER] [--reference FILE]"""
import argparse, gzip, json, os
import numpy as np, torch
import corpus, distil
from base import Base, CYRILLIC, LATIN
from container import eight_bits, half, panels, plain, write
from net import ACTS, DENSE, FAR, INNER, KINDS, MODES, NAMES, PAIR_LAYERS, RANKS, REPORTS, ROLES, STEPS, STRIDE, TAGS, WINDOW, Meaning, batch, left_out, pair_features, trained
from read import statements, tag_scores

HERE = os.path.dirname(os.path.abspath(__file__))


def subwords(base):
    n, width = len(base.pieces), base.width
    return {'pieces.blob': ('u8', [len(base.blob)], base.blob), 'pieces.offsets': plain(base.offsets), 'pieces.scores': plain(base.scores),
            'norm': plain(np.array(base.norm_table, np.uint32)), 'word': ('q4', [n, width], base.q4['emb.word'][:n * width // 32 * 18])}


def sample(without):
    """Three passages of every language that is trained on."""
    by = {}
    for lang, text, _, _ in corpus.passages(left_out=without): by.setdefault(lang, []).append(text)
    return [text for texts in by.values() for text in texts[:3]]


@torch.no_grad()
def tops(model, run):
    """{linear layer: greatest absolute value of each of its inputs} while something is run."""
    out, hooks = {}, []
    def watch(name):
        def see(_, given): out[name] = torch.maximum(out.get(name, torch.zeros(())), given[0].reshape(-1, given[0].shape[-1]).abs().amax(0))
        return see
    for name, m in model.named_modules():
        if 'layers.' in name and isinstance(m, torch.nn.Linear): hooks.append(m.register_forward_pre_hook(watch(name)))
    run()
    for h in hooks: h.remove()
    return {k: v.numpy() for k, v in out.items()}


def evened(w, top):
    """What each input is multiplied with so that inputs and weights share the difference in size (SmoothQuant, alpha 1/2)."""
    return np.clip(np.sqrt(np.maximum(np.abs(w).max(0), 1e-5) / np.maximum(top, 1e-5)), 1e-3, 1e3).astype(np.float32)


def stack(t, s, top, ours, theirs, n):
    """The layers of a stack, named as the program names them."""
    for i in range(n):
        p = '%s%d.' % (theirs, i)
        for name, parts in (('qkv', 'qkv'), ('o', 'o'), ('f1', ('f1',)), ('f2', ('f2',))):
            w = np.concatenate([s[p + a + '.weight'] for a in parts]); even = evened(w, top[p + parts[0]]); w, scale = eight_bits(w / even); k = '%s%d.%s' % (ours, i, name)
            t[k + '.even'] = plain(even)
            t[k + '.w'], t[k + '.scale'], t[k + '.sum'] = plain(panels(w)), plain(scale), plain(w.sum(1, dtype=np.int32))
            t[k + '.b'] = plain(np.concatenate([s[p + a + '.bias'] for a in parts]))
        for a in ('n1', 'n2'):
            for b, c in (('w', 'weight'), ('b', 'bias')): t['%s%d.%s.%s' % (ours, i, a, b)] = plain(s[p + a + '.' + c])


def layers(base, net, texts):
    s = {k: v.detach().float().numpy() for k, v in net.state_dict().items() if k != 'word.weight'}
    t = {'pos': half(s['pos.weight'][:WINDOW + 2]), 'ln.w': plain(s['ln.weight']), 'ln.b': plain(s['ln.bias'])}
    top = tops(net, lambda: [statements(base, net, text, DENSE) for text in texts]); stack(t, s, top, 'l', 'layers.', len(net.layers)); stack(t, s, top, 'role.l', 'role.layers.', PAIR_LAYERS)
    for h in ('tag', 'name', 'mode', 'act', 'report', 'role.c', 'role.t', 'role.n', 'role.o', 'refer.a', 'refer.b', 'refer.none', 'refer.m', 'refer.o'): t[h + '.w'], t[h + '.b'] = (half if s[h + '.weight'].size > 1 << 14 else plain)(s[h + '.weight']), plain(s[h + '.bias'])
    t['role.d'] = half(s['role.d.weight'])
    for i, k in enumerate('drks'): t['refer.f%d' % i] = plain(s['refer.%s.weight' % k])
    return t


def meaning(base, net, m, texts):
    """The layers for sentence meaning: in a file of their own, since the program reads them nowhere yet."""
    s = {k: v.detach().float().numpy() for k, v in m.state_dict().items()}; t = {}
    stack(t, s, tops(m, lambda: [m(*distil.padded([r])) for r in distil.rows(base, net, texts).items()]), 'l', 'layers.', len(m.layers))
    t['o.w'], t['o.b'] = half(s['o.weight']), plain(s['o.bias'])
    return t


REFERENCES = [                                  # a text, the persons named in it, and the words that mean one of them or nobody
    ('Mayor Oskar Tain met the writer Ana Kolt in Lunevo. She praised the bridge.', ('Oskar Tain', 'Ana Kolt'), 'She'),
    ('Foreign Minister Ana Kolt said on Monday that the bridge would open. She added that work was going well.', ('Ana Kolt',), 'She'),
    ('Prime Minister Oskar Tain received the foreign minister, Ana Kolt, on Monday. Experts said that the bridge was old.', ('Oskar Tain', 'Ana Kolt'), 'Experts'),
]


@torch.no_grad()
def references(base, net):
    """What this code computes in float32 for whom some words mean: the probability of each person, none having spoken in a source."""
    out = []
    for text, persons, source in REFERENCES:
        ids, spans = base.encode(text); x = net.hidden(*batch(base, [ids]))[0]
        place = lambda s: (lambda r: (r[0][0], r[0][1] - 1))(corpus.places(spans, [(text.index(s), text.index(s) + len(s))])); vector = lambda p: (x[p[0] + 1] + x[p[1] + 1]) / 2
        s, names = place(source), [(*place(n), KINDS.index('person'), n, False) for n in persons]
        pairs = torch.tensor([pair_features(s, names, k) for k in range(len(names))]); scores = net.refer(vector(s)[None].expand(len(names), -1), torch.stack([vector(n) for n in names]), pairs)
        p = torch.cat([net.refer.none(vector(s)), scores]).softmax(0).tolist(); out.append({'text': text, 'source': source, 'persons': dict(zip(persons, p[1:]))})
    return out


def reference(base, net, path):
    """What this code computes in float32 for held-out passages, 8 a language: statements of all, sub-words and tags of two."""
    by = {}
    for lang, text, _, _ in corpus.passages(held=True): by.setdefault(lang, []).append(text)
    out = []
    for lang, texts in sorted(by.items()):
        for k, text in enumerate(sorted(texts, key=lambda t: (len(t) > 2000, -len(t)))[:8]):
            ids, spans, tags, _ = tag_scores(base, net, text); d = {'text': text, 'statements': statements(base, net, text)}
            out.append(dict(d, ids=ids, spans=spans, tags=np.round(tags.astype(float), 3).tolist()) if k < 2 else d)
    with gzip.GzipFile(path, 'wb', mtime=0) as z: z.write(json.dumps({'texts': out, 'references': references(base, net)}, ensure_ascii=False).encode())


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('--reader', default=os.path.join(HERE, '.cache', 'reader.pt')); p.add_argument('--meaning', default=os.path.join(HERE, '.cache', 'meaning.pt')); p.add_argument('--to', default=os.path.join(HERE, '..', 'encoder', 'weights')); p.add_argument('--reference', default=os.path.join(HERE, '..', 'encoder', 'testdata', 'reference.json.gz'))
    a = p.parse_args(); base = Base(); net = trained(base, a.reader); texts = sample(left_out(a.reader))
    for f in (a.to, os.path.dirname(a.reference)): os.makedirs(f, exist_ok=True)
    words = os.path.join(a.to, 'subwords.bin')
    if not os.path.exists(words): write(words, {'pieces': len(base.pieces), 'bos': base.bos, 'eos': base.eos, 'pad': base.pad, 'unk': base.unk, 'width': base.width, 'lookAlike': {'latin': LATIN, 'cyrillic': CYRILLIC}}, subwords(base))
    meta = {'layers': len(net.layers), 'width': base.width, 'heads': base.heads, 'inner': base.inner, 'epsilon': 1e-12, 'window': WINDOW, 'stride': STRIDE, 'far': FAR, 'pairInner': INNER, 'pairLayers': PAIR_LAYERS,
            'tables': [2 * len(STEPS), 2 * (RANKS + 1), len(KINDS), 2], 'steps': STEPS, 'ranks': RANKS, 'labels': {'tag': TAGS, 'role': ROLES, 'name': NAMES, 'mode': MODES, 'act': ACTS, 'report': REPORTS}}
    print('layers.bin', write(os.path.join(a.to, 'layers.bin'), meta, layers(base, net, texts)))
    reference(base, net, a.reference)
    if not os.path.exists(a.meaning): print('no layers for meaning: distil.py trains them'); return
    m = Meaning(base); m.load_state_dict(torch.load(a.meaning)['net']); m.eval()
    print('meaning.bin', write(os.path.join(a.to, 'meaning.bin'), {'layers': len(m.layers), 'width': base.width, 'heads': base.heads, 'inner': base.inner, 'epsilon': 1e-12}, meaning(base, net, m, texts)))


if __name__ == '__main__': main()
