"""Times the encoder that the program carries beside ONNX Runtime with the same weights: 8 bits, one thread, the same windows, in one run.
usage: onnx_speed.py RAPPORTEUR [--seconds S] [--avx2]     (needs: pip install onnx onnxruntime)

ONNX Runtime gets the graph that its own optimiser aims at: attention, skip-normalisation and GELU fused, products quantised dynamically with a
scale per channel. --avx2 hides newer instructions from it, where the processor lets a process trap CPUID (masked.c)."""
import argparse, os, subprocess, sys, tempfile, time
import numpy as np, onnx, onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from container import product, read

HERE = os.path.dirname(os.path.abspath(__file__))
LENGTH, AT_ONCE, FUSED = 256, 8, 'com.microsoft'     # sub-words of a window, windows of a batch, ONNX Runtime's own operators


def graph(path):
    """Writes the encoder as an ONNX graph from word vectors to vectors."""
    meta, t = read(); nodes, values = [], []
    def value(name, v): values.append(numpy_helper.from_array(np.ascontiguousarray(v, dtype=v.dtype), name)); return name
    def node(op, inputs, out, **attributes): nodes.append(helper.make_node(op, inputs, [out], name=out, **attributes)); return out
    def linear(x, name):
        return node('MatMul', [x, value(name + '.w', product(t, name).T)], name + '.y'), value(name + '.b', t[name + '.b'])
    x = node('LayerNormalization', ['words', value('ln.w', t['ln.w']), value('ln.b', t['ln.b'])], 'x0', epsilon=meta['epsilon'])
    for i in range(meta['layers']):
        p = 'l%d.' % i
        a = node('Attention', [x, value(p + 'qkv.w', product(t, p + 'qkv').T), value(p + 'qkv.b', t[p + 'qkv.b'])], p + 'attended', domain=FUSED, num_heads=meta['heads'])
        for half, given in (('1', ('o',)), ('2', ('f1', 'f2'))):
            y, b = linear(a if half == '1' else x, p + given[0])
            if len(given) > 1: y, b = linear(node('BiasGelu', [y, b], p + 'inner', domain=FUSED), p + given[1])
            x = node('SkipLayerNormalization', [y, x, value(p + 'n%s.w' % half, t[p + 'n%s.w' % half]), value(p + 'n%s.b' % half, t[p + 'n%s.b' % half]), b], p + 'x' + half, domain=FUSED, epsilon=meta['epsilon'])
    shape = [None, None, meta['width']]; g = helper.make_graph(nodes, 'encoder', [helper.make_tensor_value_info('words', TensorProto.FLOAT, shape)], [helper.make_tensor_value_info(x, TensorProto.FLOAT, shape)], values)
    onnx.save(helper.make_model(g, opset_imports=[helper.make_opsetid('', 17), helper.make_opsetid(FUSED, 1)]), path); return meta['width']


def theirs(seconds):
    """Sub-words a second by ONNX Runtime."""
    with tempfile.TemporaryDirectory() as d:
        whole, small = os.path.join(d, 'whole.onnx'), os.path.join(d, 'small.onnx'); width = graph(whole)
        quantize_dynamic(whole, small, op_types_to_quantize=['MatMul', 'Attention'], weight_type=QuantType.QInt8, per_channel=True, extra_options={'DefaultTensorType': TensorProto.FLOAT})
        o = onnxruntime.SessionOptions(); o.intra_op_num_threads = o.inter_op_num_threads = 1; o.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        s = onnxruntime.InferenceSession(small, o, providers=['CPUExecutionProvider']); whole = onnxruntime.InferenceSession(whole, o, providers=['CPUExecutionProvider'])
        x = np.random.default_rng(1).normal(0, .1, (AT_ONCE, LENGTH + 2, width)).astype(np.float32); a, b = s.run(None, {'words': x})[0], whole.run(None, {'words': x})[0]
        print('8 bits against float32 in ONNX Runtime: cosine %.4f' % np.mean((a * b).sum(-1) / np.linalg.norm(a, axis=-1) / np.linalg.norm(b, axis=-1)))
        n, start = 0, time.perf_counter()
        while time.perf_counter() - start < seconds: s.run(None, {'words': x}); n += 1
        return n * AT_ONCE * LENGTH / (time.perf_counter() - start)


def main():
    p = argparse.ArgumentParser(description=__doc__); p.add_argument('rapporteur'); p.add_argument('--seconds', type=float, default=5); p.add_argument('--avx2', action='store_true'); a = p.parse_args()
    if a.avx2 and 'MASKED' not in os.environ:
        with tempfile.TemporaryDirectory() as d:
            library = os.path.join(d, 'masked.so'); subprocess.run(['cc', '-O1', '-shared', '-fPIC', '-o', library, os.path.join(HERE, 'masked.c')], check=True)
            sys.exit(subprocess.run([sys.executable, *sys.argv], env={**os.environ, 'LD_PRELOAD': library, 'MASKED': '1'}).returncode)
    print('%-16s %8.0f sub-words a second, one thread%s' % ('ONNX Runtime', theirs(a.seconds), ', AVX2' if a.avx2 else ''))
    env = {k: v for k, v in os.environ.items() if k != 'LD_PRELOAD'}
    print(subprocess.run([a.rapporteur, 'bench', 'encode', '--seconds', str(a.seconds)], check=True, capture_output=True, text=True, env=env).stdout, end='')


if __name__ == '__main__': main()
