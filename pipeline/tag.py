from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pipeline.document import Doc, Name
from pipeline.morph import lemmatize


@cache
def models():
    from importlib.util import find_spec
    from pathlib import Path
    from navec import Navec
    from slovnet import NER, Morph, Syntax
    data = Path(find_spec("natasha").submodule_search_locations[0]) / "data"
    navec = Navec.load(data / "emb/navec_news_v1_1B_250K_300d_100q.tar")
    return [c.load(data / f"model/slovnet_{n}_news_v1.tar").navec(navec) for c, n in ((Morph, "morph"), (Syntax, "syntax"), (NER, "ner"))]


def tag(docs: Sequence[Doc]) -> list[Doc]:
    return [_tag(d) for d in docs]


def _tag(doc):
    morph, syntax, ner = models()
    chunk = [[t.text for t in doc.tokens[s.first:s.last]] for s in doc.sentences]
    tokens = list(doc.tokens)
    for s, m, x in zip(doc.sentences, morph.map(chunk), syntax.map(chunk)):
        for i, (a, b) in enumerate(zip(m.tokens, x.tokens)):
            head = int(b.head_id)
            feats = "|".join(f"{k}={v}" for k, v in a.feats.items())
            tokens[s.first + i] = replace(tokens[s.first + i], pos=a.pos, feats=feats, head=s.first + head - 1 if head else -1, rel=b.rel, lemma=lemmatize(tokens[s.first + i].norm, a.pos, feats))
    names = []
    for s in doc.sentences:
        for span in ner(doc.text[s.start:s.stop]).spans:
            names.append(Name(s.start + span.start, s.start + span.stop, span.type))
    kids = [[] for _ in tokens]
    for i, t in enumerate(tokens):
        if t.head >= 0:
            kids[t.head].append(i)
    return replace(doc, tokens=tuple(tokens), names=tuple(names), children=tuple(map(tuple, kids)))
