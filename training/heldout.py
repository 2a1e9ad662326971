"""How the heads alone do on the passages that are held out, per language. usage: heldout.py [--reader FILE] [--only LANG,LANG]

A statement is found where its content shares at least half of its words' letters with a predicted one (F1, each used once); its source is right
where a predicted source overlaps it."""
import argparse, collections, os
import torch
import corpus
from base import Base
from net import trained
from match import pairs
from read import statements

HERE = os.path.dirname(os.path.abspath(__file__))


def letters(spans): return {i for a, b in spans for i in range(a, b)}


def figures(reader, only=''):
    """Rows (language, marked, found, F1 at .5, nearly exact, with source) for each language and all."""
    base = Base(); net = trained(base, reader); c = collections.defaultdict(collections.Counter)
    for lang, text, gold, _ in corpus.passages(held=True):
        if only and lang not in only.split(','): continue
        gold = [g for g in gold if g['cue']]; found = statements(base, net, text); m = pairs([letters(g['content']) for g in gold], [letters(f['content']) for f in found])
        right = sum(bool(letters(gold[i]['source']) & letters(found[j].get('source', []))) or not gold[i]['source'] and not found[j].get('source') for _, i, j in m)
        for k in (lang, 'all'): c[k].update(gold=len(gold), found=len(found), half=len(m), exact=sum(v > 0.97 for v, _, _ in m), source=right)
    return [(k, v['gold'], v['found'], *(2 * v[x] / max(1, v['gold'] + v['found']) for x in ('half', 'exact', 'source'))) for k, v in sorted(c.items())]


def main():
    p = argparse.ArgumentParser(description=__doc__); p.add_argument('--reader', default=os.path.join(HERE, '.cache', 'reader.pt')); p.add_argument('--only', default=''); a = p.parse_args()
    print('language  gold found  F1@.5 exact  with source')
    for row in figures(a.reader, a.only): print('%-8s %5d %5d   %.3f  %.3f  %.3f' % row)


if __name__ == '__main__': main()
