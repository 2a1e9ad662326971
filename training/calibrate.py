"""Fits the program's confidence to how often statements are right end to end: a logistic regression over what the heads give, with offsets by kind, by how the
speaker is known and by language (Platt 1999), drawn to nought where little was measured. usage: calibrate.py FEATURES.jsonl [--out FILE]
       calibrate.py --sure             makes the program sure of everything, so that it lets nothing go that the fit has to see

FEATURES.jsonl is what `measure.py --features` writes. Prints the calibration error of each half by a fit on the other, so that the figure flatters nobody."""
import argparse, json, math, os, random
import torch

HERE = os.path.dirname(os.path.abspath(__file__))
KINDS, SPEAKERS = ('direct', 'indirect', 'mixed'), ('named', 'words', 'none')
DISCOUNT = .5      # taken off the logarithm of the odds, since real news is harder than held-out passages of our own; chosen on development data (docs/QUALITY.md)
MORE = {'en': .6, 'de': .5}   # taken off besides, where real news in a language has been measured and is harder still
FEWEST = 40          # statements of a language under which it has no offset of its own
SURE = {'base': 20.0, **dict.fromkeys(('cue', 'content', 'reports', 'bare', 'turn'), 0.0), 'kinds': dict.fromkeys(KINDS, 0.0), 'speakers': dict.fromkeys(SPEAKERS, 0.0), 'languages': {}}


def odds(p): p = min(max(p, .001), .999); return math.log(p / (1 - p))     # as statement/confidence.go


def fit(rows, languages):
    """Base, weights and offsets as the program reads them."""
    names = ['base', 'cue', 'content', 'reports', 'bare', 'turn', *('kind ' + k for k in KINDS), *('speaker ' + k for k in SPEAKERS), *('language ' + l for l in languages)]; at = {n: i for i, n in enumerate(names)}
    x = torch.zeros(len(rows), len(names), dtype=torch.float64); y = torch.tensor([float(r['right']) for r in rows], dtype=torch.float64)
    for i, r in enumerate(rows):
        x[i, 0] = 1; x[i, at['content']] = odds(r['content']); x[i, at['kind ' + r['kind']]] = 1; x[i, at['speaker ' + r['speaker']]] = 1
        if r['cue'] is None: x[i, at['turn' if r['turn'] else 'bare']] = 1
        else: x[i, at['cue']], x[i, at['reports']] = odds(r['cue']), odds(r['reports'])
        if 'language ' + r['language'] in at: x[i, at['language ' + r['language']]] = 1
    w = torch.zeros(len(names), dtype=torch.float64, requires_grad=True); draw = torch.tensor([0.0 if n == 'base' else 2.0 if n.startswith('language') else 0.2 for n in names], dtype=torch.float64)
    opt = torch.optim.LBFGS([w], max_iter=500, line_search_fn='strong_wolfe')
    def loss():
        opt.zero_grad(); v = torch.nn.functional.binary_cross_entropy_with_logits(x @ w, y, reduction='sum') + (draw * w * w).sum() / 2; v.backward(); return v
    opt.step(loss); v = {n: round(float(w[i].detach()), 4) for n, i in at.items()}; part = lambda p: {n[len(p):]: f for n, f in v.items() if n.startswith(p)}
    return {'base': v['base'], 'cue': max(0.0, v['cue']), 'content': max(0.0, v['content']), 'reports': max(0.0, v['reports']), 'bare': v['bare'], 'turn': v['turn'], 'kinds': part('kind '), 'speakers': part('speaker '), 'languages': part('language ')}


def confidence(c, r):
    z = c['base'] + c['content'] * odds(r['content']) + c['kinds'][r['kind']] + c['speakers'][r['speaker']] + c['languages'].get(r['language'], 0)
    return 1 / (1 + math.exp(-(z + (c['turn' if r['turn'] else 'bare'] if r['cue'] is None else c['cue'] * odds(r['cue']) + c['reports'] * odds(r['reports'])))))


def error(c, rows):
    bins = {}
    for r in rows: p = confidence(c, r); bins.setdefault(min(9, int(p * 10)), []).append(p - r['right'])
    return sum(abs(sum(b)) for b in bins.values()) / max(1, len(rows))


def write(path, calibration):
    with open(path, 'w') as f: json.dump(calibration, f, indent=1, sort_keys=True); f.write('\n')


def main():
    p = argparse.ArgumentParser(description=__doc__); p.add_argument('features', nargs='?'); p.add_argument('--sure', action='store_true'); p.add_argument('--out', default=os.path.join(HERE, '..', 'statement', 'calibration.json')); a = p.parse_args()
    if a.sure: return write(a.out, SURE)
    if not a.features: p.error('which features?')
    rows = [json.loads(l) for l in open(a.features)]; random.Random(1).shuffle(rows); known = sorted({r['language'] for r in rows}); count = {l: sum(r['language'] == l for r in rows) for l in known}; languages = [l for l in known if count[l] >= FEWEST]
    halves = rows[::2], rows[1::2]
    print('%d statements, %.3f right; calibration error of each half by a fit on the other: ' % (len(rows), sum(r['right'] for r in rows) / len(rows)) + ', '.join('%.3f' % error(fit(halves[1 - i], languages), halves[i]) for i in (0, 1)))
    c = fit(rows, languages); c['base'] = round(c['base'] - DISCOUNT, 4); c['languages'].update({l: round(c['languages'].get(l, 0) - d, 4) for l, d in MORE.items()}); write(a.out, c); print(json.dumps({k: v for k, v in c.items() if k != 'languages'}))


if __name__ == '__main__': main()
