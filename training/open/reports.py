#!/usr/bin/env python3
"""Checks statements marked in the open texts: marked/<file>.txt holds documents of <file>.jsonl, parted by a line "---", each with a first line "# <doc>" and
then the text as it stands there with the marks of ../written/README.md around words (statements only: names are marked in the .jsonl). held/ has more of them, which are
only measured with, second/ the same marked again without sight of the first. Brackets and braces of the text stand there in full width, ［］｛｝. usage: reports.py [FILES...]"""
import glob, json, os, sys

HERE = os.path.dirname(os.path.abspath(__file__))
WIDE = str.maketrans('[]{}', '［］｛｝')          # marks are written with the narrow ones
sys.path.insert(0, os.path.join(HERE, '..', 'written'))
import check


def documents(path):
    """{doc: row} of the open texts that belong to a file of marks."""
    name = os.path.basename(path)[:-4]
    return {d['doc']: d for d in map(json.loads, open(os.path.join(HERE, name + '.jsonl'), encoding='utf-8'))}


def compare(block, rows):
    """The row of a marked document and its statements; raises ValueError where it is unknown or its text is another."""
    doc, text, statements, _ = check.parse(block.strip('\n'))
    if doc not in rows: raise ValueError('%s: no such document' % doc)
    whole = rows[doc]['text'].translate(WIDE); want = whole.strip('\n'); shift = len(whole) - len(whole.lstrip('\n'))
    if text != want:
        i = next((i for i, (a, b) in enumerate(zip(text, want)) if a != b), min(len(text), len(want)))
        raise ValueError('%s: text differs at %d: has %r, should have %r' % (doc, i, text[max(0, i - 20):i + 40], want[max(0, i - 20):i + 40]))
    move = lambda s: {k: v if k in ('mode', 'act', 'refers') else [[a + shift, b + shift] for a, b in v] for k, v in s.items()}
    return rows[doc], [move(s) for s in statements]


def folder(name):
    """The files of marks in a folder here."""
    return sorted(glob.glob(os.path.join(HERE, name, '*.txt')))


def blocks(path): return [b for b in open(path, encoding='utf-8').read().split('\n---\n') if b.strip()]


def marked(path):
    """(row of the .jsonl, statements) of each document of a file of marks; raises ValueError as compare does."""
    rows = documents(path)
    for block in blocks(path): yield compare(block, rows)


def main():
    wrong = 0
    for path in sys.argv[1:] or [f for k in ('marked', 'held', 'second') for f in folder(k)]:
        found, rows = [], documents(path)
        for block in blocks(path):
            try: found.append(compare(block, rows)[1])
            except ValueError as e: print('%.40r: %s' % (block, e)); wrong += 1
        print('%s: %d documents, %d statements' % (os.path.basename(path), len(found), sum(map(len, found))))
    sys.exit(wrong > 0)


if __name__ == '__main__': main()
