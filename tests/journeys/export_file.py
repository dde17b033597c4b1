"""An export, taken apart and put together again, so that a story can forge one (docs/formats/export.md)."""

import hashlib
import struct

MAGIC = b"jejak-export/v1\n"
ENTRY, CHECKPOINT, END = 1, 2, 3


class ExportFile:
    def __init__(self, path):
        with open(path, "rb") as file:
            data = file.read()
        if not data.startswith(MAGIC):
            raise ValueError(f"{path} is no export")
        self.frames = []
        at = len(MAGIC)
        while at < len(data):
            kind, length = struct.unpack_from(">BI", data, at)
            at += 5
            if kind != END:
                self.frames.append((kind, data[at:at + length]))
            at += length

    def _index(self, position):
        seen = -1
        for index, (kind, _) in enumerate(self.frames):
            seen += kind == ENTRY
            if seen == position:
                return index
        raise ValueError(f"there is no entry {position}")

    def entries(self):
        return sum(kind == ENTRY for kind, _ in self.frames)

    def entry(self, position):
        return self.frames[self._index(position)][1]

    def replace(self, position, entry):
        self.frames[self._index(position)] = (ENTRY, entry)

    def drop(self, position):
        del self.frames[self._index(position)]

    def cut_last(self, count):
        """The last entries go, and every checkpoint that covers one of them."""
        self.frames = self.frames[:self._index(self.entries() - count)]

    def write(self, path):
        body = MAGIC + b"".join(struct.pack(">BI", kind, len(data)) + data for kind, data in self.frames)
        end = struct.pack(">Q", self.entries()) + hashlib.sha256(body).digest()
        with open(path, "wb") as file:
            file.write(body + struct.pack(">BI", END, len(end)) + end)
