from __future__ import annotations

from dataclasses import replace

from pipeline.claims.change import change
from pipeline.claims.frame import frame
from pipeline.claims.context import Context
from pipeline.claims.item import item
from pipeline.claims.predicate import governor, predicate
from pipeline.claims.resolve import Known
from pipeline.document import Change, Claim, Doc


def claims(doc: Doc) -> Doc:
    out = []
    before = -1
    known: list[Known] = []
    size: Change = ""
    for n in doc.numbers:
        if not n.is_claim:
            continue
        f = frame(doc, n)
        v = governor(f, before)
        if known and known[-1].frame.sentence != f.sentence:
            size = ""
        ch, word = change(f, v, size)
        size = ch
        c = Context(f, v, ch, word, known)
        p = item(c)
        known.append(Known(f, p, v, ch))
        if f.bracket < 0:
            before = v
        out.append(Claim(n, predicate=predicate(doc, v), change=ch, item=p.text(doc) if p else ""))
    return replace(doc, claims=tuple(out))
