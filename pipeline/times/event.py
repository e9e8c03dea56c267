"""How far the event goes that an expression counts from: `с начала реализации [программы «Ауыл»]`."""

from __future__ import annotations

from pipeline.document import Doc, Token

OPENING = frozenset('«„“"')
CLOSING = frozenset('»”“"')
WORDS = 5  # that an event may go on for
NAME = 12  # tokens of a quoted name


def event_stop(doc: Doc, stop: int) -> int:
    """The end of the event whose first word ends at `stop`: its genitives, and a name in quotation marks."""
    last = doc.token_at(stop - 1)
    for _ in range(WORDS):
        if last + 1 >= len(doc.tokens) or doc.tokens[last + 1].sent != doc.tokens[last].sent:
            break
        if doc.tokens[last + 1].text in OPENING:
            return _quoted(doc, last + 1) or doc.tokens[last].stop
        if not _goes_on(doc.tokens[last], doc.tokens[last + 1]):
            break
        last += 1
    while last and _describes(doc.tokens[last]) and doc.tokens[last].stop > stop:
        last -= 1
    return doc.tokens[last].stop


def before_event(doc: Doc, stop: int) -> int:
    """`за день [до выборов]`, `за неделю [до этого]`: the event, where one follows; else `stop`."""
    at = doc.token_at(stop - 1) + 1
    pair = doc.tokens[at : at + 2]
    if len(pair) < 2 or pair[0].norm != "до" or pair[0].sent != doc.tokens[at - 1].sent:
        return stop
    named = pair[1].pos in ("NOUN", "ADJ", "DET", "PRON") and pair[1].feat("Case") == "Gen"
    return event_stop(doc, pair[1].stop) if named else stop


def _goes_on(token: Token, following: Token) -> bool:
    genitive = following.feat("Case") == "Gen" and following.text.islower()
    return genitive and (following.pos == "NOUN" or _describes(following))


def _describes(token: Token) -> bool:
    return token.pos in ("ADJ", "DET")


def _quoted(doc: Doc, opening: int) -> int:
    """The end of the name that begins with a quotation mark, 0 if it does not end near by."""
    near = range(opening + 1, min(opening + NAME, len(doc.tokens)))
    return next((doc.tokens[i].stop for i in near if doc.tokens[i].text in CLOSING), 0)
