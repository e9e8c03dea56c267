"""Claims: each number that asserts something, with who, what, when and where around it."""

from __future__ import annotations

from dataclasses import replace

from pipeline.claims.confidence import confidence
from pipeline.claims.heads import settled
from pipeline.claims.reader import Reader
from pipeline.claims.setting import in_setting
from pipeline.document import Claim, Doc


def claims(doc: Doc) -> Doc:
    """Fills `doc.claims`, one for each number of a claiming kind, in text order."""
    return replace(doc, claims=tuple(replace(claim, confidence=confidence(names)) for claim, names in judged(doc)))


def judged(doc: Doc) -> list[tuple[Claim, list[str]]]:
    """Each claim, without its confidence, and the features that this comes from."""
    reader = Reader(doc)
    found = settled(doc, list(reader.read()), reader.known)
    claims = in_setting(doc, [claim for claim, _ in found], reader.known, reader.attributions)
    return [
        (claim, [*names, verdict] if verdict else names)
        for claim, (_, verdict), names in zip(claims, found, reader.features, strict=True)
    ]
