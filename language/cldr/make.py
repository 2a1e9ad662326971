"""Writes the tables that come from the Unicode CLDR (licence Unicode-3.0, beside this file): the months and weekdays of each pack
(language/packs/<code>/calendar.toml) and the names of countries (names/base/countries.tsv).

usage: npm pack cldr-localenames-full@48 cldr-dates-full@48, unpack each into a folder of its name, then make.py FOLDER"""
import json, os, re, sys

HERE = os.path.dirname(os.path.abspath(__file__)); ROOT = os.path.join(HERE, '..', '..')
LANGUAGES = 'en ar mk ru be uk bg sr sr-Latn hr bs sl cs sk pl de nl sv da fr es pt it ro el sq tr az fa ps ur he hu fi et lv lt ka hy kk uz hi id vi zh ja ko'.split()
WEEK = 'mon tue wed thu fri sat sun'.split()


def read(folder, package, lang, name):
    p = os.path.join(folder, package, 'main', lang, name + '.json')
    return json.load(open(p, encoding='utf-8'))['main'][lang] if os.path.exists(p) else None


def forms(d, keys):
    """For each key its forms in every width but narrow, format and stand-alone, lower case."""
    out = []
    for k in keys:
        got = []
        for use in ('format', 'stand-alone'):
            for width in ('wide', 'abbreviated'):
                f = re.sub(r'[\u200e\u200f]', '', d.get(use, {}).get(width, {}).get(k, '')).lower().strip().rstrip('.')
                if f and not f.isdigit() and f not in got: got.append(f)
        out.append(got)
    return out


def toml(rows): return '[\n' + ''.join('  [%s],\n' % ', '.join(json.dumps(f, ensure_ascii=False) for f in r) for r in rows) + ']\n'


def main(folder):
    countries = {}
    for lang in LANGUAGES:
        g = read(folder, 'cldr-dates-full', lang, 'ca-gregorian')
        if g:
            g = g['dates']['calendars']['gregorian']; to = os.path.join(ROOT, 'language', 'packs', lang); os.makedirs(to, exist_ok=True)
            with open(os.path.join(to, 'calendar.toml'), 'w', encoding='utf-8') as f:
                f.write('# Made from the Unicode CLDR 48 by language/cldr/make.py; licence Unicode-3.0.\n')
                f.write('months = ' + toml(forms(g['months'], [str(i) for i in range(1, 13)])) + 'weekdays = ' + toml(forms(g['days'], WEEK)))
        t = read(folder, 'cldr-localenames-full', lang, 'territories')
        for code, name in t['localeDisplayNames']['territories'].items():
            base, _, alt = code.partition('-alt-')
            if len(base) == 2 and base.isalpha() and base not in ('EZ', 'UN', 'XA', 'XB', 'ZZ', 'QO', 'EU'): countries.setdefault(base, {}).setdefault(lang, []).append(name)
    with open(os.path.join(ROOT, 'names', 'base', 'countries.tsv'), 'w', encoding='utf-8') as f:
        f.write('# key, kind, then lang=name|name: made from the Unicode CLDR 48 by language/cldr/make.py; licence Unicode-3.0 (LICENSE.cldr)\n')
        for code in sorted(countries): f.write('\t'.join(['country:' + code, 'place'] + ['%s=%s' % (l, '|'.join(dict.fromkeys(n))) for l, n in countries[code].items()]) + '\n')


if __name__ == '__main__': main(sys.argv[1])
