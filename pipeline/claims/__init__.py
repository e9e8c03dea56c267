from __future__ import annotations
from dataclasses import replace
from pipeline.document import Doc, Claim
from pipeline.claims.frame import frame
from pipeline.claims.predicate import governor, predicate


def claims(doc: Doc) -> Doc:
    out = []
    before = -1
    for n in doc.numbers:
        if not n.is_claim:
            continue
        f = frame(doc, n)
        v = governor(f, before)
        if f.bracket < 0:
            before = v
        out.append(Claim(n, predicate=predicate(doc, v)))
    return replace(doc, claims=tuple(out))
