"""Which statements of two readings of a text are the same: by what their contents share (Papay and Pado 2020)."""


def letters(spans, text):
    """Places of letters and digits in spans."""
    return {i for a, b in spans for i in range(a, b) if text[i].isalnum()}


def f1(both, a, b):
    """Of sizes: what is common against what there is."""
    return 2 * both / (a + b) if a + b else 1.0


def pairs(one, other, least=0.5):
    """(F1, index, index) of contents, given as sets of places, that share enough: best first, each used once."""
    near = sorted(((f1(len(x & y), len(x), len(y)), -i, -j) for i, x in enumerate(one) for j, y in enumerate(other) if x & y), reverse=True); used, out = (set(), set()), []
    for v, i, j in near:
        if v >= least and -i not in used[0] and -j not in used[1]: used[0].add(-i); used[1].add(-j); out.append((v, -i, -j))
    return out
