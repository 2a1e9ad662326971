"""The reader that the program carries, read back for this code to run. What 8 bits lose stays lost."""
import numpy as np, torch
from container import product, read
from net import PAIR_LAYERS, Net


def stack(t, ours, theirs, n):
    """The layers of a stack, named as net.Net names them."""
    out = {}
    for i in range(n):
        k, p = '%s%d.' % (ours, i), '%s%d.' % (theirs, i); w, b = product(t, k + 'qkv'), t[k + 'qkv.b']
        for name, part, bias in [*zip('qkv', np.split(w, 3), np.split(b, 3)), *((m, product(t, k + m), t[k + m + '.b']) for m in ('o', 'f1', 'f2')), *((m, t[k + m + '.w'], t[k + m + '.b']) for m in ('n1', 'n2'))]: out[p + name + '.weight'], out[p + name + '.bias'] = part, bias
    return out


def reader(base):
    """The shipped reader, ready to read."""
    meta, t = read(); net = Net(base, meta['layers']); state = {'ln.weight': t['ln.w'], 'ln.bias': t['ln.b'], **stack(t, 'l', 'layers.', meta['layers']), **stack(t, 'role.l', 'role.layers.', PAIR_LAYERS), 'role.d.weight': t['role.d']}
    for h in ('tag', 'name', 'mode', 'act', 'report', 'role.c', 'role.t', 'role.n', 'role.o', 'refer.a', 'refer.b', 'refer.none', 'refer.m', 'refer.o'): state[h + '.weight'], state[h + '.bias'] = t[h + '.w'], t[h + '.b']
    state.update({'refer.%s.weight' % k: t['refer.f%d' % i] for i, k in enumerate('drks')}); state = {k: torch.tensor(v.astype(np.float32)) for k, v in state.items()}
    pos = net.pos.weight.detach().clone(); pos[:len(t['pos'])] = torch.tensor(t['pos'].astype(np.float32)); state['pos.weight'] = pos
    missing, unknown = net.load_state_dict(state, strict=False)
    assert not unknown and all(k.split('.')[0] in ('word', 'meaning') for k in missing), (missing, unknown)
    return net.eval()
