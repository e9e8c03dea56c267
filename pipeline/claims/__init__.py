"""Claims: each number that asserts something, with who, what, when and where around it."""

from __future__ import annotations

from dataclasses import replace

from pipeline.claims.heads import settled
from pipeline.claims.reader import Reader
from pipeline.document import Doc


def claims(doc: Doc) -> Doc:
    """Fills `doc.claims`, one for each number of a claiming kind, in text order."""
    reader = Reader(doc)
    found = list(reader.read())
    return replace(doc, claims=tuple(settled(doc, found, reader.known)))
