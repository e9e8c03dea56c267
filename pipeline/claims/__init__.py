"""Claims: each number that asserts something, with who, what, when and where around it."""

from __future__ import annotations

from dataclasses import replace

from pipeline.claims.reader import Reader
from pipeline.document import Doc


def claims(doc: Doc) -> Doc:
    """Fills `doc.claims`, one for each number of a claiming kind, in text order."""
    return replace(doc, claims=tuple(Reader(doc).read()))
