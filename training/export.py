"""Writes a trained reader model for the program: the frozen sub-word table once, the layers in 8 bits, and a reference that the
program's tests compare with. usage: export.py [--reader FILE] [--to FOLDER] [--reference FILE]"""
import argparse, gzip, hashlib, json, os, struct
import numpy as np, torch
import corpus
from base import Base, CYRILLIC, LATIN
from net import FAR, MODES, NAMES, ROLES, STRIDE, TAGS, WINDOW, Net
from read import statements, tag_scores

HERE = os.path.dirname(os.path.abspath(__file__))
TYPES = {'float32': 'f32', 'int8': 'i8', 'uint32': 'u32', 'int32': 'i32', 'uint8': 'u8'}


def container(path, meta, tensors):
    """magic, u32 header length, JSON header, zeros to a multiple of 64, then each tensor at a multiple of 64."""
    head, data = [], b''
    for name, (kind, shape, raw) in tensors.items():
        data += b'\0' * (-len(data) % 64); head.append({'name': name, 'type': kind, 'shape': shape, 'offset': len(data), 'bytes': len(raw)}); data += raw
    h = json.dumps({'meta': meta, 'tensors': head, 'sha256': hashlib.sha256(data).hexdigest()}, ensure_ascii=False).encode()
    start = b'RAPTRW1\n' + struct.pack('<I', len(h)) + h
    with open(path + '.tmp', 'wb') as f: f.write(start + b'\0' * (-len(start) % 64) + data)
    os.replace(path + '.tmp', path); return hashlib.sha256(data).hexdigest()


def plain(v):
    v = np.ascontiguousarray(v); return TYPES[str(v.dtype)], list(v.shape), v.tobytes()


def eight_bits(w):
    """Per output channel: scale, and weights in -127..127."""
    scale = np.maximum(np.abs(w).max(1), 1e-12) / 127
    return np.clip(np.rint(w / scale[:, None]), -127, 127).astype(np.int8), scale.astype(np.float32)


def panels(q):
    """Weights [channels, inputs] as the program's kernels take them: 16 channels side by side, four inputs at a time."""
    n, k = q.shape; return q.reshape(n // 16, 16, k // 4, 4).transpose(0, 2, 1, 3).reshape(n, k)


def subwords(base):
    n, width = len(base.pieces), base.width
    return {'pieces.blob': ('u8', [len(base.blob)], base.blob), 'pieces.offsets': plain(base.offsets), 'pieces.scores': plain(base.scores),
            'norm': plain(np.array(base.norm_table, np.uint32)), 'word': ('q4', [n, width], base.q4['emb.word'][:n * width // 32 * 18])}


def layers(net):
    s = {k: v.detach().float().numpy() for k, v in net.state_dict().items() if k != 'word.weight'}
    t = {'pos': plain(s['pos.weight']), 'ln.w': plain(s['ln.weight']), 'ln.b': plain(s['ln.bias'])}
    for i in range(len(net.layers)):
        p = 'layers.%d.' % i
        for name, parts in (('qkv', 'qkv'), ('o', 'o'), ('f1', ('f1',)), ('f2', ('f2',))):
            w, scale = eight_bits(np.concatenate([s[p + a + '.weight'] for a in parts]))
            t['l%d.%s.w' % (i, name)], t['l%d.%s.scale' % (i, name)], t['l%d.%s.sum' % (i, name)] = plain(panels(w)), plain(scale), plain(128 * w.sum(1, dtype=np.int32))
            t['l%d.%s.b' % (i, name)] = plain(np.concatenate([s[p + a + '.bias'] for a in parts]))
        for a in ('n1', 'n2'):
            for b, c in (('w', 'weight'), ('b', 'bias')): t['l%d.%s.%s' % (i, a, b)] = plain(s[p + a + '.' + c])
    for h in ('tag', 'name', 'mode', 'role.c', 'role.t', 'role.m', 'role.o'): t[h + '.w'], t[h + '.b'] = plain(s[h + '.weight']), plain(s[h + '.bias'])
    t['role.d'] = plain(s['role.d.weight'])
    return t


def reference(base, net, path):
    """What this code computes in float32 for the held-out passages: statements of all, sub-words and tags of two a language."""
    out = []
    for f, ps in sorted(corpus.written_texts(held=True).items()):
        for k, text in enumerate(sorted(ps, key=len, reverse=True)):
            ids, spans, tags, _ = tag_scores(base, net, text); d = {'text': text, 'statements': statements(base, net, text)}
            out.append(dict(d, ids=ids, spans=spans, tags=np.round(tags.astype(float), 3).tolist()) if k < 2 else d)
    with gzip.GzipFile(path, 'wb', mtime=0) as z: z.write(json.dumps({'texts': out}, ensure_ascii=False).encode())


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('--reader', default=os.path.join(HERE, '.cache', 'reader.pt')); p.add_argument('--to', default=os.path.join(HERE, '..', 'encoder', 'weights')); p.add_argument('--reference', default=os.path.join(HERE, '..', 'encoder', 'testdata', 'reference.json.gz'))
    a = p.parse_args(); base = Base(); net = Net(base); net.load_state_dict(torch.load(a.reader, weights_only=False)['net'], strict=False); net.eval()
    for f in (a.to, os.path.dirname(a.reference)): os.makedirs(f, exist_ok=True)
    words = os.path.join(a.to, 'subwords.bin')
    if not os.path.exists(words): container(words, {'pieces': len(base.pieces), 'bos': base.bos, 'eos': base.eos, 'pad': base.pad, 'unk': base.unk, 'width': base.width, 'lookAlike': {'latin': LATIN, 'cyrillic': CYRILLIC}}, subwords(base))
    meta = {'layers': len(net.layers), 'width': base.width, 'heads': base.heads, 'inner': base.inner, 'epsilon': 1e-12, 'window': WINDOW, 'stride': STRIDE, 'tags': TAGS, 'roles': ROLES, 'names': NAMES, 'modes': MODES, 'far': FAR}
    print('layers.bin', container(os.path.join(a.to, 'layers.bin'), meta, layers(net)))
    reference(base, net, a.reference)


if __name__ == '__main__': main()
