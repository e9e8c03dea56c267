"""What the tables depend on beside the articles: code, vocabularies, models."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version as installed
from pathlib import Path

_MODELS = ("natasha", "slovnet", "navec", "razdel", "pymorphy3", "pymorphy3-dicts-ru")


@cache
def version() -> str:
    """The pipeline's version with a digest of all that the rows are made by: `0.1.0+3f9c0a21b7de`.

    An edited rule or vocabulary, or another version of a model, gives another one.
    """
    return f"{installed('svodka')}+{_digest()[:12]}"


def _digest() -> str:
    digest = hashlib.sha256()
    for name in _MODELS:
        digest.update(f"{name} {installed(name)}\n".encode())
    root = Path(__file__).parent
    for path in sorted((*root.rglob("*.py"), *root.glob("vocab/*.*"))):
        digest.update(f"{path.relative_to(root).as_posix()} {path.stat().st_size}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
