"""The file of weights that the program reads: tensors with their names and types, products in 8 bits."""
import hashlib, json, os, struct
import numpy as np

LAYERS_FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'encoder', 'weights', 'layers.bin')
TYPES = {'float16': 'f16', 'float32': 'f32', 'int8': 'i8', 'uint32': 'u32', 'int32': 'i32', 'uint8': 'u8'}; NUMPY = {v: np.dtype(k) for k, v in TYPES.items()}


def write(path, meta, tensors):
    """magic, u32 header length, JSON header, zeros to a multiple of 64, then each tensor at a multiple of 64."""
    head, data = [], b''
    for name, (kind, shape, raw) in tensors.items():
        data += b'\0' * (-len(data) % 64); head.append({'name': name, 'type': kind, 'shape': shape, 'offset': len(data), 'bytes': len(raw)}); data += raw
    h = json.dumps({'meta': meta, 'tensors': head, 'sha256': hashlib.sha256(data).hexdigest()}, ensure_ascii=False).encode()
    start = b'RAPTRW1\n' + struct.pack('<I', len(h)) + h
    with open(path + '.tmp', 'wb') as f: f.write(start + b'\0' * (-len(start) % 64) + data)
    os.replace(path + '.tmp', path); return hashlib.sha256(data).hexdigest()


def read(path=LAYERS_FILE):
    """Meta and tensors of a file; of what is in 4 bits nothing."""
    raw = open(path, 'rb').read(); n = struct.unpack_from('<I', raw, 8)[0]; head = json.loads(raw[12:12 + n]); start = -(-(12 + n) // 64) * 64
    return head['meta'], {t['name']: np.frombuffer(raw, NUMPY[t['type']], t['bytes'] // NUMPY[t['type']].itemsize, start + t['offset']).reshape(t['shape']) for t in head['tensors'] if t['type'] in NUMPY}


def plain(v):
    v = np.ascontiguousarray(v); return TYPES[str(v.dtype)], list(v.shape), v.tobytes()


def half(v):
    """Numbers that are exact enough in 16 bits."""
    return plain(v.astype(np.float16))


def eight_bits(w):
    """Per output channel: scale, and weights in -127..127."""
    scale = np.maximum(np.abs(w).max(1), 1e-12) / 127
    return np.clip(np.rint(w / scale[:, None]), -127, 127).astype(np.int8), scale.astype(np.float32)


def panels(q):
    """Weights [channels, inputs] as the program's kernels take them: 16 channels side by side, four inputs at a time."""
    n, k = q.shape; return q.reshape(n // 16, 16, k // 4, 4).transpose(0, 2, 1, 3).reshape(n, k)


def product(t, name):
    """The matrix [channels, inputs] of a product that eight_bits and panels made, in float32, with what its inputs are evened by."""
    q, scale = t[name + '.w'], t[name + '.scale']; n, k = q.shape
    return q.reshape(n // 16, k // 4, 16, 4).transpose(0, 2, 1, 3).reshape(n, k).astype(np.float32) * scale[:, None] * t[name + '.even']
