#!/usr/bin/env python3
"""The inputs that a fuzzer has found worth keeping, in one file: for each, its length (32 bits, little-endian) and bytes.

  scripts/corpus.py pack FOLDER FILE     all files of FOLDER up to 4 KB, the smallest first, up to 64 KB in all
  scripts/corpus.py unpack FILE FOLDER
"""
import hashlib
import struct
import sys
from pathlib import Path

LONGEST, MOST = 4096, 64 * 1024


def pack(folder, file):
    inputs = sorted({path.read_bytes() for path in folder.iterdir() if path.stat().st_size <= LONGEST},
                    key=lambda data: (len(data), data))
    size, kept = 0, []
    for data in inputs:
        size += 4 + len(data)
        if size > MOST:
            break
        kept.append(data)
    file.write_bytes(b"".join(struct.pack("<I", len(data)) + data for data in kept))
    print(f"{file.name}: {len(kept)} of {len(inputs)} inputs")


def unpack(file, folder):
    data, at = file.read_bytes(), 0
    while at < len(data):
        (length,) = struct.unpack_from("<I", data, at)
        part = data[at + 4:at + 4 + length]
        (folder / hashlib.sha1(part).hexdigest()).write_bytes(part)
        at += 4 + length


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("pack", "unpack"):
        sys.exit(__doc__)
    {"pack": pack, "unpack": unpack}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
