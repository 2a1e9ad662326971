"""The texts that train the reader model, as sub-words with labels."""
import bisect, dataclasses, glob, hashlib, json, os, sys
from net import ACTS, HELD, KINDS, MODES, NAMES, PARTS, ROLE_PARTS, ROLES, TAGS

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, 'written'), os.path.join(HERE, 'open')]
import check, reports


TAG, ROLE, NAME = ({l: i for i, l in enumerate(x)} for x in (TAGS, ROLES, NAMES))
JOINED = 420                                   # sub-words that joined passages come to, about
LONGEST = 12                                   # sub-words of a phrase that refers to somebody, in the open texts


@dataclasses.dataclass
class Text:
    """Sub-words with what is marked on them; all places are indices of sub-words, ends exclusive but for `last`."""
    ids: list
    tags: list          # None where statements are not marked
    names: list
    cues: list          # (first, last, thought or -100, act or -100, {part: ranges})
    mentions: list      # (first, last, kind, entity, spoke): names, by place
    sources: list       # (first, last, entity or None): sources and addressees that do not name whom they mean
    sentences: list     # (first, end, reports, text)
    few: bool = False   # whether instruments and events are not marked

    def add(self, other):
        """Appends a text."""
        n, p = len(self.ids), len(self.mentions); move = lambda rs: [(a + n, b + n) for a, b in rs]
        self.ids += other.ids; self.tags += other.tags; self.names += other.names
        self.cues += [(a + n, b + n, t, act, {k: move(v) for k, v in parts.items()}) for a, b, t, act, parts in other.cues]
        self.mentions += [(a + n, b + n, k, e if e is None else (p, e), s) for a, b, k, e, s in other.mentions]
        self.sources += [(a + n, b + n, e if e is None else (p, e)) for a, b, e in other.sources]
        self.sentences += [(a + n, b + n, r, t) for a, b, r, t in other.sentences]; self.few |= other.few


def passages(held=False, left_out=()):
    """Language, text, statements and mentions of the written passages to train on, or of those held out; without some languages."""
    for f in sorted(glob.glob(os.path.join(HERE, 'written', '*.txt'))):
        if check.language(f) in left_out: continue
        for _, _, text, statements, names in check.passages(f):
            if check.held_out(text) == held: yield check.language(f), text, statements, names


def written(base, left_out=(), only=None, share=1):
    """{language: [Text]} of the written passages to train on, without some languages or in some alone; of a share, by the hash of the text."""
    out = {}
    for lang, text, statements, names in passages(left_out=left_out):
        if only and lang not in only or hashlib.sha256(text.encode()).digest()[1] >= 256 * share: continue
        out.setdefault(lang, []).append(labelled(base, text, statements, names))
    return out


def labelled(base, text, statements, names):
    ids, spans = base.encode(text); tags, cues = statement_labels(spans, statements)
    settled = check.settled(statements, names)
    mentions, sources = references(text, spans, statements, names) if settled else ([], [])
    if not settled: cues = [c[:3] + (-100,) + c[4:] for c in cues]
    return Text(ids, tags, name_labels(spans, names), cues, mentions, sources, sentences(text, spans, statements))


def references(text, spans, statements, names):
    """The names, and the sources and addressees that refer to one of them or to nobody named."""
    entity = lambda m: m.get('entity') or text[m['span'][0]:m['span'][1]].lower()
    parts = [(p, k, s) for s in statements for k in ('source', 'addressee') for p in (s.get(k) or [])[:1]]
    inside = lambda p: [m for m in names if p[0] <= m['span'][0] and m['span'][1] <= p[1]]
    spoke = lambda m: any(k == 'source' and m in inside(p) for p, k, _ in parts)
    mentions = sorted((r[0][0], r[0][1] - 1, KINDS.index(m['kind']), entity(m), spoke(m)) for m in names for r in [places(spans, [m['span']])] if r)
    sources = []
    for p, k, s in parts:
        named = inside(p); r = places(spans, [p])
        if r and not names_itself(text, p, named): sources.append((r[0][0], r[0][1] - 1, s.get('refers', {}).get(k)))
    return [(a, b, k, str(e), s) for a, b, k, e, s in mentions], [(a, b, e if e is None else str(e)) for a, b, e in sorted(set(sources), key=str)]


def names_itself(text, part, named):
    """A source that holds one person's name, or is a name, needs no head to tell whom it means."""
    return sum(m['kind'] == 'person' for m in named) == 1 or any(m['span'][1] - m['span'][0] >= part[1] - part[0] - 4 for m in named)


def sentences(text, spans, statements):
    """(first, end, reports, text) of the sentences."""
    out = []
    for a, b in check.sentences(text):
        r = places(spans, [(a, b)]); said = any(x < b and a < y for s in statements for x, y in s['content'] + s['cue'])
        if r: out.append((*r[0], int(said), text[a:b].strip()))
    return out


def open_texts(base):
    """{language: [Text]} of the real news under open licences whose statements are marked, the same of what the reader before is sure of in others (own.py), and [Text] of the rest: names marked,
    statements not; in English also which phrases and pronouns refer to them. Those in open/held are left out."""
    told, own, rest = {}, {}, []; marks, held = ({d['doc']: statements for f in reports.folder(k) for d, statements in reports.marked(f)} for k in ('marked', 'held'))
    for f in sorted(glob.glob(os.path.join(HERE, 'open', '*.jsonl'))):
        lang = os.path.basename(f)[:-6]; sure = {d['doc']: d for d in lines(os.path.join(HERE, 'open', 'own', lang + '.jsonl'))}
        for d in lines(f):
            if d['doc'] in held: continue
            t = named(base, d['text'], [m for m in d['mentions'] or [] if m['kind'] in KINDS])
            if d['doc'] in marks: told.setdefault(lang, []).append(reporting(base, t, d, marks[d['doc']]))
            elif d['doc'] in sure: own.setdefault(lang, []).append(read_before(base, t, d, sure[d['doc']]))
            elif d['mentions'] is not None: rest.append(t)
    return told, own, rest


def lines(path):
    """The objects of a file of them, one a line; none where there is no file."""
    if os.path.exists(path):
        with open(path, encoding='utf-8') as f: yield from map(json.loads, f)


def read_before(base, t, d, sure):
    """A text of the open ones with what the reader before is sure of; of the rest it says nothing."""
    _, spans = base.encode(d['text']); t.tags = [0] * len(spans)
    for part in PARTS: paint(t.tags, TAG, part, places(spans, sure['tags'].get(part, [])))
    for i, j in places(spans, sure['unsure']): t.tags[i:j] = [-100] * (j - i)
    index = lambda labels, k: labels.index(k) if k in labels else -100
    for c in sure['cues']:
        cue = places(spans, c['cue'])
        if cue: t.cues.append((cue[0][0], cue[-1][1] - 1, index(MODES, c['mode']), -100 if c['mode'] == 'thought' else index(ACTS, c['act']), {k: places(spans, c.get(k, [])) for k in ROLE_PARTS}))
    t.sentences = [(a, b, -100 if r is None else r, x) for (a, b, _, x), r in zip(sentences(d['text'], spans, []), sure['reports'], strict=True)]
    if d['mentions'] is None: t.names = [-100] * len(t.ids)
    return t


def reporting(base, t, d, statements):
    """A text of the open ones with its statements; where not even names are marked, it says nothing about them. Turns of an interview whose speakers the text has lost look like what any author
    writes, so of them only what is reported within them teaches."""
    bare = lambda s: not s['cue'] and not s.get('source')
    _, spans = base.encode(d['text']); t.tags, t.cues = statement_labels(spans, [s for s in statements if not bare(s)]); turns = [r for s in statements if bare(s) for r in places(spans, s['content'])]
    for i, j in turns: t.tags[i:j] = [y or -100 for y in t.tags[i:j]]
    t.sentences = [(a, b, r or -100 * any(i < b and a < j for i, j in turns), x) for a, b, r, x in sentences(d['text'], spans, [s for s in statements if not bare(s)])]
    if d['mentions'] is None: t.names = [-100] * len(t.ids)
    return t


def named(base, text, mentions):
    ids, spans = base.encode(text); names = [m for m in mentions if m.get('name', True)]; at = lambda m: places(spans, [m['span']])
    whole = all('entity' in m for m in mentions) and len(names) < len(mentions)      # every mention is marked, not names alone
    known = sorted((r[0][0], r[0][1] - 1, KINDS.index(m['kind']), m['entity'], False) for m in names for r in [at(m)] if r and whole); entities = {k[3] for k in known}
    sources = [(r[0][0], r[0][1] - 1, m['entity'] if m['entity'] in entities else None) for m in mentions for r in [at(m)]
               if r and whole and not m['name'] and m['kind'] in ('person', 'organisation') and r[0][1] - r[0][0] <= LONGEST]
    return Text(ids, None, name_labels(spans, names), [], known, sources, [], True)


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
    """Tags of the sub-words, and the cues with their parts."""
    y, cues = [0] * len(spans), []
    for part in ('content', 'cue', 'source'):
        for s in statements: paint(y, TAG, part, places(spans, s.get(part) or []))
    for s in statements:
        cue = places(spans, s['cue'])
        if cue: cues.append((cue[0][0], cue[-1][1] - 1, s['mode'] == 'thought', -100 if s['mode'] == 'thought' else ACTS.index(s.get('act', 'states')), {k: places(spans, s.get(k) or []) for k in ('addressee', 'via', 'occasion', 'content', 'source')}))
    return y, cues


def name_labels(spans, mentions):
    y = [0] * len(spans)
    for m in sorted(mentions, key=lambda m: m['span'][0] - m['span'][1]): paint(y, NAME, m['kind'], places(spans, [m['span']]))
    return y


@dataclasses.dataclass
class Window:
    """A stretch of a text, with places counted from its beginning."""
    ids: list
    tags: list
    names: list
    cues: list          # (first, last, thought, act, role tags)
    mentions: list
    sources: list
    sentences: list
    few: bool


def cut(t, rng):
    """The windows of a text, one after another; the first start is shifted at random, so that each epoch cuts elsewhere."""
    off = rng.randrange(0, HELD // 2) if len(t.ids) > HELD else 0
    for a in [0, *range(off, len(t.ids), HELD)] if off > HELD // 4 else range(off, len(t.ids), HELD): yield window(t, a, min(len(t.ids), off if a < off else a + HELD))


def window(t, a, b):
    """The stretch [a, b) of a text."""
    cues = []; inside = lambda rows: [(r[0] - a, r[1] - a, *r[2:]) for r in rows if r[0] >= a and r[1] < b]
    for first, last, thought, act, parts in t.cues:
        if first < a + 1 or last >= b - 1: continue
        y = [0] * (b - a)
        for part, rs in parts.items(): paint(y, ROLE, part, [(max(i, a) - a, min(j, b) - a) for i, j in rs if i < b and j > a])
        cues.append((first - a, last - a, int(thought), act, y))
    mentions = inside(t.mentions); known = {m[3] for m in mentions}; sources = [s for s in inside(t.sources) if s[2] is None or s[2] in known]
    return Window(t.ids[a:b], t.tags[a:b] if t.tags else None, t.names[a:b], cues, mentions, sources, inside(t.sentences), t.few)


def joined(texts, rng):
    """Texts shuffled and joined to longer ones."""
    texts, target = texts[:], lambda: rng.choice((1, JOINED // 2, JOINED, JOINED, 2 * JOINED)); rng.shuffle(texts); run, size = empty(), target()
    for t in texts:
        run.add(t)
        if len(run.ids) >= size: yield run; run, size = empty(), target()
    if run.ids: yield run


def epoch(marked, real, named, rng, names):
    """The windows of one epoch: passages of a language joined to longer texts, and so the open texts that tell of statements, stretches of the texts that show who
    refers to whom, and of a sample of those with names only."""
    out = [w for texts in (marked, real) for lang in sorted(texts) for t in joined(texts[lang], rng) for w in cut(t, rng)]
    for t in [t for t in named if t.sources] + rng.sample(named, min(names, len(named))):
        a = rng.randrange(0, max(1, len(t.ids) - HELD // 2)); out.append(window(t, a, min(len(t.ids), a + HELD // 2)))
    return out


def empty(): return Text([], [], [], [], [], [], [])
