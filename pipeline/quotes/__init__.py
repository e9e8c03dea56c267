from __future__ import annotations

from pipeline.document import Doc


def quotes(doc: Doc) -> Doc:
    return doc
