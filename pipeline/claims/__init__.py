from __future__ import annotations

from pipeline.document import Doc


def claims(doc: Doc) -> Doc:
    return doc
