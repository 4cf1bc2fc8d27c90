"""Files kept once under the SHA-256 of what they hold."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

from store.files import StoreError, write_whole


class BlobFolder:
    """A folder with blobs/ inside."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def put_blob(self, data: bytes) -> str:
        """Keep *data* once and return its SHA-256."""
        name = hashlib.sha256(data).hexdigest()
        target = self.blob_path(name)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, data)
        return name

    def put_text(self, text: str) -> str:
        """Keep *text* gzipped and return the SHA-256 of what is stored."""
        return self.put_blob(gzip.compress(text.encode("utf-8", "surrogatepass"), 6, mtime=0))

    def blob_path(self, name: str) -> Path:
        """Return where the blob of that SHA-256 lies."""
        if len(name) != 64 or not set(name) <= set("0123456789abcdef"):
            raise StoreError(f"{name[:80]!r} is not the name of a blob")
        return self.path / "blobs" / name[:2] / name

    def get_text(self, name: str) -> str:
        """Return a text kept by `put_text`."""
        return gzip.decompress(self.blob_path(name).read_bytes()).decode("utf-8", "surrogatepass")
