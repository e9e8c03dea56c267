"""Items of the members of lists: what `включая` adds, what a label before a dash leaves to the number before."""

from __future__ import annotations

from pipeline.claims.context import AMOUNTS, Context
from pipeline.claims.phrase import Phrase, around, ending
from pipeline.claims.subject import nominative
from pipeline.claims.syntax import REACH, covering, is_verb

INCLUDING = frozenset(("включая", "числе"))
NEAR = 25  # tokens over which `включая` is looked for
LIST = 25  # lines of a list that are looked through for its first line


def included(c: Context) -> Phrase | None:
    """`добыча достигла 9 тонн, включая 2 тонны [угля] (102%) и 3 тонны [руды]`: each part counts what it names."""
    if c.kind == "duration" or not _after_including(c) or c.direct is None or c.is_classed:
        return None
    return c.direct


def _after_including(c: Context) -> bool:
    tokens, first = c.doc.tokens, max(c.frame.sentence.first, c.frame.first - NEAR)
    if INCLUDING.isdisjoint([token.norm for token in tokens[first : c.frame.first]]):
        return False
    for i in range(c.frame.first - 1, first - 1, -1):
        if tokens[i].norm == "включая" or (tokens[i].norm == "числе" and tokens[i - 1].norm == "том"):
            return True
        if is_verb(tokens[i]) or tokens[i].text in ";:":
            return False
    return False


def labelled(c: Context) -> Phrase | None:
    """`хлеб – 90 тенге в Уральске, в других городах – 95`: a label under a preposition parts the same item."""
    if c.change or not c.after_dash or not c.known or c.known[-1].frame.index != c.frame.index:
        return None
    if c.kind not in AMOUNTS and (c.kind != "count" or c.direct or c.known[-1].frame.number.kind not in AMOUNTS):
        return None
    start = c.frame.stretch_start(c.frame.left - 1)
    label = range(start, c.frame.left - 1)
    opening = next((c.doc.tokens[i].pos for i in label if c.doc.tokens[i].norm not in ("а", "и")), "")
    led = opening == "ADP" and (c.verb < 0 or c.kind == "count")
    return c.recent() if led and not any(nominative(c.doc, i) for i in label) else None


def named(c: Context) -> Phrase | None:
    """`Мощность увеличат до 27 млн тонн: – Шымкентский НПЗ – [12 млн тонн]`: a name takes its part of the whole."""
    if c.verb >= 0 or not c.after_dash or not _is_name(c, c.frame.left - 2):
        return None
    lead, last = _lead(c), c.known[-1] if c.known else None
    if last and last.frame.index == c.frame.index and c.kind == "count" and c.alike(last) and not c.direct:
        of_name = last.phrase is not None and _is_name(c, last.phrase.head)
        return None if of_name else last.phrase  # «Астана» – 42 очка, «Кайрат» – 39
    for past in reversed(c.known):
        if past.frame.index < lead or lead < 0:
            break
        if past.frame.index == lead and c.alike(past):
            return past.phrase
    return _indicator(c, lead) if lead >= 0 else None


def _is_name(c: Context, index: int) -> bool:
    """Whether the label that ends at a token is nothing but a name: `Шымкентский НПЗ`, `«Кайрат»`."""
    tokens, first = c.doc.tokens, c.frame.sentence.first
    start = index
    while start > first and not c.frame.is_mark(start - 1) and covering(c.doc.times, tokens[start - 1].start) < 0:
        start -= 1
    if index < first or c.indicates(index):
        return False
    found = covering(c.doc.mentions, tokens[index].start)
    if found >= 0 and c.doc.mentions[found].start <= tokens[start].start:
        return True
    text = tokens[index].text
    foreign = text.isalpha() and (text.isascii() or text.isupper()) and len(text) > 1
    capital = not any(t.text[:1].islower() for t in tokens[start : index + 1])
    return capital and (foreign or text == "»" or found >= 0)


def listed(c: Context) -> Phrase | None:
    """`[Цены на топливо] по регионам: – Астана – 102 тенге`: the indicator in the line before the list."""
    lead = _lead(c) if c.verb < 0 else -1
    if lead < 0:
        return None
    label = ending(c.doc, c.frame.left - 1, c.frame.sentence.first) if c.after_dash else None
    if label and c.doc.tokens[label.head].text.islower() and label.first <= c.frame.sentence.first + 1:
        return label  # – полиэтилена – 730 тонн
    return _indicator(c, lead)


def _lead(c: Context) -> int:
    """The sentence before that leads the list with a colon, -1 where there is none."""
    for n in range(c.frame.index - 1, max(-1, c.frame.index - LIST - 1), -1):
        mark = c.doc.tokens[c.doc.sentences[n].last - 1].text
        if mark == ":":
            return n
        if mark not in (";", ",", "."):
            return -1
    return -1


def _indicator(c: Context, lead: int) -> Phrase | None:
    sentence = c.doc.sentences[lead]
    found = (i for i in range(max(sentence.first, sentence.last - REACH), sentence.last) if c.indicates(i))
    head = next(found, -1)
    return around(c.doc, head) if head >= 0 else None
