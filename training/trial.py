"""Trains small readers that differ in one thing and tells how their heads do on the held-out passages. usage: trial.py [--only NAME,NAME]

Each sees as many sub-words, of six languages (en ar ru de tr zh), about three epochs; F1 at half of the letters, as heldout.py counts it, in those six and in six
that it never saw (hr fr fa he uk sq). What is learned here in minutes tells which way to go, not how far."""
import argparse, json, os, subprocess, sys
import torch
import heldout

HERE = os.path.dirname(os.path.abspath(__file__)); LANGUAGES, UNSEEN = 'en,ar,ru,de,tr,zh', 'hr,fr,fa,he,uk,sq'
TRIALS = {  # name: (options of train.py, window)
    'as shipped': ((), 256), '12 layers': (('--layers', '12'), 256), '10 layers': (('--layers', '10'), 256), '8 layers': (('--layers', '8'), 256), '6 layers': (('--layers', '6'), 256),
    'windows of 512': (('--batch', '2'), 512), 'windows of 192': (('--batch', '5'), 192),
    'batches of 8': (('--batch', '8', '--rate', '3e-4'), 256), 'batches of 16': (('--batch', '16', '--rate', '3e-4'), 256), 'a third longer': (('--epochs', '4'), 256),
    'half of the passages': (('--share', '.5', '--epochs', '6'), 256), 'a quarter': (('--share', '.25', '--epochs', '12'), 256),
    'three languages': (('--only', 'en,ar,ru', '--epochs', '6'), 256), 'one language': (('--only', 'ru', '--epochs', '12'), 256)}


def figures(reader, languages): return {r[0]: r[1:] for r in heldout.figures(reader, languages)}['all']


def main():
    p = argparse.ArgumentParser(description=__doc__); p.add_argument('--only', default=''); p.add_argument('--measure', nargs=2, metavar=('READER', 'LANGUAGES'), help=argparse.SUPPRESS); a = p.parse_args()
    if a.measure: print(json.dumps(figures(*a.measure))); return
    print('| | seconds | six languages: F1 at .5 | nearly exact | with source | six never seen: F1 at .5 | nearly exact | with source |\n|---|---|---|---|---|---|---|---|', flush=True)
    for name, (options, window) in TRIALS.items():
        if a.only and name not in a.only.split(','): continue
        out = os.path.join(HERE, '.cache', 'trial-%s.pt' % name.replace(' ', '-')); env = {**os.environ, 'READER_WINDOW': str(window)}
        if not os.path.exists(out): subprocess.run([sys.executable, os.path.join(HERE, 'train.py'), '--out', out, '--without', 'meaning', '--names', '20', '--epochs', '3', '--only', LANGUAGES, *options], check=True, env=env, stdout=subprocess.DEVNULL)
        rows = [json.loads(subprocess.run([sys.executable, __file__, '--measure', out, ls], check=True, env=env, stdout=subprocess.PIPE).stdout) for ls in (LANGUAGES, UNSEEN)]
        seconds = torch.load(out, weights_only=False)['seconds']
        print('| %s | %.0f | %s |' % (name, seconds, ' | '.join('%.3f' % v for r in rows for v in r[2:])), flush=True)


if __name__ == '__main__': main()
