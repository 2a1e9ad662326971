"""The texts that train the reader model, as sub-words with labels."""
import bisect, glob, hashlib, json, os, random, sys
from net import KINDS, NAMES, ROLES, TAGS, WINDOW, windows

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, 'written'))
import check

TAG, ROLE, NAME = ({l: i for i, l in enumerate(x)} for x in (TAGS, ROLES, NAMES))
JOINED = 420   # sub-words that joined passages come to, about


def held_out(text):
    """A tenth of the written passages is never trained on."""
    return hashlib.sha256(text.encode()).digest()[0] % 10 == 0


def passages(held=False):
    """Language, text, statements and mentions of the written passages."""
    for f in sorted(glob.glob(os.path.join(HERE, 'written', '*.txt'))):
        for _, _, text, statements, names in check.passages(f):
            if held_out(text) == held: yield os.path.basename(f)[:-4].split('-')[0], text, statements, names


def written(base):
    """{language: [(ids, spans, statements, mentions)]} of the written passages to train on."""
    out = {}
    for lang, text, statements, names in passages(): out.setdefault(lang, []).append((*base.encode(text), statements, names))
    return out


def written_texts(held):
    """{language: [text]}"""
    out = {}
    for lang, text, _, _ in passages(held): out.setdefault(lang, []).append(text)
    return out


def open_names(base):
    """[(ids, spans, mentions)] of the real news under open licences whose names are marked."""
    out = []
    for f in sorted(glob.glob(os.path.join(HERE, 'open', '*.jsonl'))):
        for line in open(f, encoding='utf-8'):
            d = json.loads(line)
            if d['mentions'] is not None: out.append((*base.encode(d['text']), [m for m in d['mentions'] if m.get('name', True) and m['kind'] in KINDS]))
    return out


def join(passages):
    """One text out of several: their sub-words one after another, statements as sub-word ranges."""
    ids, labels, roles, names = [], [], [], []
    for p, spans, statements, mentions in passages:
        at = len(ids); ids += p
        y, cues = statement_labels(spans, statements); labels += y; names += name_labels(spans, mentions)
        roles += [(a + at, b + at, mode, {k: [(x + at, z + at) for x, z in v] for k, v in parts.items()}) for a, b, mode, parts in cues]
    return ids, labels, roles, names


def places(spans, pieces):
    """Ranges of sub-words that stand for pieces of text; lone leading marks at the edge are left out."""
    starts, out = [a for a, _ in spans], []
    for a, b in pieces:
        i, j = bisect.bisect_left(starts, a), bisect.bisect_left(starts, b)
        while i < j and spans[i][1] <= spans[i][0]: i += 1
        if i < j: out.append((i, j))
    return out


def paint(y, index, part, ranges):
    for i, j in ranges:
        for k in range(i, j): y[k] = index[('B-' if k == i else 'I-') + part]


def statement_labels(spans, statements):
    """Tags of the sub-words, and for each cue (first, last, mode, ranges by part)."""
    y, cues = [0] * len(spans), []
    for part in ('content', 'cue', 'source'):
        for s in statements: paint(y, TAG, part, places(spans, s.get(part) or []))
    for s in statements:
        cue = places(spans, s['cue'])
        if cue: cues.append((cue[0][0], cue[-1][1] - 1, s['mode'] == 'thought', {k: places(spans, s.get(k) or []) for k in ('addressee', 'via', 'occasion', 'content', 'source')}))
    return y, cues


def name_labels(spans, mentions):
    y = [0] * len(spans)
    for m in sorted(mentions, key=lambda m: m['span'][0] - m['span'][1]): paint(y, NAME, m['kind'], places(spans, [m['span']]))
    return y


def cut(text, rng=None):
    """Windows of a joined text: (ids, tags, names, [(first, last, mode, role tags)]); with rng the first start is shifted."""
    ids, labels, roles, names = text; off = rng.randrange(0, 48) if rng and len(ids) > WINDOW else 0
    for a, b in windows(len(ids) - off):
        a, b = a + off, b + off; cues = []
        for first, last, mode, parts in roles:
            if first < a + 1 or last >= b - 1: continue
            y = [0] * (b - a)
            for part, rs in parts.items(): paint(y, ROLE, part, [(max(i, a) - a, min(j, b) - a) for i, j in rs if i < b and j > a])
            cues.append((first - a, last - a, int(mode), y))
        yield ids[a:b], labels[a:b], names[a:b], cues


def epoch(marked, named, rng, names):
    """The windows of one epoch: passages of a language shuffled and joined to longer texts, and a sample of windows with names only."""
    out = []
    for lang in sorted(marked):
        ps = marked[lang][:]; rng.shuffle(ps); run, size = [], 0
        target = rng.choice((1, JOINED // 2, JOINED, JOINED, 2 * JOINED))
        for p in ps:
            run.append(p); size += len(p[0])
            if size >= target: out += cut(join(run), rng); run, size, target = [], 0, rng.choice((1, JOINED // 2, JOINED, JOINED, 2 * JOINED))
        if run: out += cut(join(run), rng)
    for ids, spans, mentions in rng.sample(named, min(names, len(named))):
        a = rng.randrange(0, max(1, len(ids) - WINDOW // 2)); a, b = a, min(len(ids), a + WINDOW // 2)
        out.append((ids[a:b], None, name_labels(spans, mentions)[a:b], []))
    return out
