#!/usr/bin/env python3
"""Checks statements marked in the open texts: marked/<file>.txt holds documents of <file>.jsonl, parted by a line "---", each with a first line "# <doc>" and
then the text as it stands there with the marks of ../written/README.md around words (statements only: names are marked in the .jsonl). usage: check.py FILES..."""
import glob, json, os, sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'written'))
import check


def documents(path):
    """{doc: row} of the open texts that belong to a file of marks."""
    name = os.path.basename(path)[:-4]
    return {d['doc']: d for d in map(json.loads, open(os.path.join(HERE, name + '.jsonl'), encoding='utf-8'))}


def marked(path):
    """(row of the .jsonl, statements) of each document of a file of marks; raises ValueError where its text is another."""
    rows = documents(path)
    for block in open(path, encoding='utf-8').read().split('\n---\n'):
        if not block.strip(): continue
        doc, text, statements, _ = check.parse(block.strip('\n'))
        if doc not in rows: raise ValueError('%s: no such document' % doc)
        want = rows[doc]['text'].strip('\n')
        if text != want:
            i = next((i for i, (a, b) in enumerate(zip(text, want)) if a != b), min(len(text), len(want)))
            raise ValueError('%s: text differs at %d: has %r, should have %r' % (doc, i, text[max(0, i - 20):i + 40], want[max(0, i - 20):i + 40]))
        shift = len(rows[doc]['text']) - len(rows[doc]['text'].lstrip('\n')); move = lambda s: {k: [[a + shift, b + shift] for a, b in v] if k not in ('mode', 'act', 'refers') else v for k, v in s.items()}
        yield rows[doc], [move(s) for s in statements]


def main():
    for path in sys.argv[1:] or sorted(glob.glob(os.path.join(HERE, 'marked', '*.txt'))):
        n = k = 0
        rows = documents(path)
        for block in open(path, encoding='utf-8').read().split('\n---\n'):
            if not block.strip(): continue
            try:
                doc, text, statements, _ = check.parse(block.strip('\n')); want = rows[doc]['text'].strip('\n'); i = next((i for i, (a, b) in enumerate(zip(text, want)) if a != b), min(len(text), len(want)))
                if text != want: print('%s: text differs at %d: has %r, should have %r' % (doc, i, text[max(0, i - 20):i + 40], want[max(0, i - 20):i + 40]))
                else: n, k = n + 1, k + len(statements)
            except (ValueError, KeyError) as e: print('%s, %.40r: %s' % (path, block, e))
        print('%s: %d documents, %d statements' % (os.path.basename(path), n, k))


if __name__ == '__main__': main()
