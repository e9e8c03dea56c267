"""A rate that is said once for several amounts: `в Туле – 50 рублей за литр, в Орле – [48] (вместо [45 рублей])`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.document import Doc, Number

BULLETS = frozenset("-–—•·*")
LEADS = BULLETS | {"вместо"}
ENDS = frozenset(".,;)(!?»")
NEAR = 16  # tokens
RATED = frozenset(("money", "measure"))


def with_shared_rates(doc: Doc, numbers: Iterable[Number]) -> Iterator[Number]:
    """The numbers, those without a rate with that of the one before where both are labels of a row or list."""
    last: Number | None = None
    for number in numbers:
        shares = last is not None and _alike(last, number) and _is_row(doc, last, number)
        yield (number := replace(number, per=last.per) if last is not None and shares else number)
        last = number if number.is_claim else last


def _alike(last: Number, number: Number) -> bool:
    same = (last.kind, last.unit) == (number.kind, number.unit)
    return same and number.kind in RATED and bool(last.per) and not number.per


def _is_row(doc: Doc, last: Number, number: Number) -> bool:
    """Whether the second amount is led by a dash or `вместо`, ends there, and no verb stands between the two."""
    first, stop = doc.token_at(number.start), doc.token_at(number.stop - 1) + 1
    between = doc.tokens[doc.token_at(last.stop - 1) + 1 : first]
    after = doc.tokens[stop].text if stop < len(doc.tokens) and _together(doc, first, stop) else "."
    led = bool(between) and len(between) <= NEAR and between[-1].norm in LEADS and after in ENDS
    return led and not any(t.feat("VerbForm") == "Fin" for t in between) and _goes_on(doc, last, first)


def _together(doc: Doc, i: int, j: int) -> bool:
    return doc.tokens[i].sent == doc.tokens[j].sent


def _goes_on(doc: Doc, last: Number, first: int) -> bool:
    """Whether the second amount stands in the sentence of the first, or in the next line of a list."""
    sent = doc.tokens[first].sent
    bullet = doc.tokens[doc.sentences[sent].first].text in BULLETS
    apart = sent - doc.tokens[doc.token_at(last.start)].sent
    return apart == 0 or (apart == 1 and bullet)
