"""Items of the members of lists: what `включая` adds, what a label before a dash leaves to the number before."""

from __future__ import annotations

from pipeline.claims import gaps
from pipeline.claims.changing import without_label
from pipeline.claims.context import AMOUNTS, NOTHING, Context
from pipeline.claims.dashes import before_dash
from pipeline.claims.hosts import thing_of
from pipeline.claims.phrase import Phrase, around, ending
from pipeline.claims.subject import nominative
from pipeline.claims.syntax import DASHES, REACH, covering, is_modifier, is_noun, is_verb, may_be

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
    return without_label(c, c.recent()) if led and not any(nominative(c.doc, i) for i in label) else None


def parallel(c: Context) -> Phrase | None:
    """`доля женщин составила 60%, а [мужчин] – 40%`: a genitive before a dash takes the place of the one before."""
    last = c.known[-1] if c.known else None
    if not c.after_dash or last is None or last.phrase is None or last.frame.index != c.frame.index or c.direct:
        return None
    start = c.frame.stretch_start(c.frame.left - 1)
    start += c.doc.tokens[start].norm in ("а", "и")
    found = ending(c.doc, c.frame.left - 1, start) if c.alike(last) and c.frame.left - 1 > start else None
    if found is None or found.first != start or not _genitive(c, found.head):
        return c.recent() if c.frame.left - 1 == start + 1 and _under_same(c, start) else None
    of = last.phrase.last - 1 > last.phrase.head and c.doc.tokens[last.phrase.last - 1].feat("Case") == "Gen"
    return found if of and not c.is_place(found.head) else None


def other(c: Context) -> Phrase | None:
    """`первый взнос – 5 тысяч, [второй] – 9 тысяч`: an adjective alone before a dash, whose noun was said before."""
    last, i = (c.known[-1] if c.known else None), c.frame.left - 2
    if not c.after_dash or c.frame.left != c.frame.first or last is None or last.frame.index != c.frame.index:
        return None
    alone = i > last.frame.last and is_modifier(c.doc.tokens[i]) and c.doc.tokens[i].feat("Case") in ("Nom", "Acc")
    led = c.doc.tokens[i - 1].norm in ("а", "и") or c.doc.tokens[i - 1].text == ","
    if not alone or not led or c.direct or last.phrase is None or not c.alike(last):
        return None
    noun = c.doc.tokens[last.phrase.head]
    same = all(noun.feat(name) in ("", c.doc.tokens[i].feat(name)) for name in ("Gender", "Number"))
    return Phrase(i, i + 1, i) if same else None


def paired(c: Context) -> Phrase | None:
    """`Страна располагает 4 [танкерами], сосед – 6`: a second subject of a verb that has another object."""
    last = c.known[-1] if c.known else None
    if last is None or last.verb != c.verb or c.change or c.levels or c.direct or not gaps.paired(c.frame, c.verb):
        return None
    if last.phrase is None:
        return NOTHING
    return None if last.phrase.first <= c.subject < last.phrase.last else last.phrase


def _genitive(c: Context, index: int) -> bool:
    """A genitive, also of persons that the tagger took for an accusative (`мужчин`)."""
    token = c.doc.tokens[index]
    return token.feat("Case") == "Gen" or (token.feat("Case") == "Acc" and may_be(token, "gent"))


def _under_same(c: Context, index: int) -> bool:
    """`курс на продажу – 481 тенге, [покупку] – 478`: an accusative that shares the preposition before."""
    tokens, dash = c.doc.tokens, c.known[-1].frame.left - 1
    if dash - 2 < c.frame.sentence.first or tokens[dash].text not in DASHES or tokens[dash - 2].pos != "ADP":
        return False
    pair = (tokens[index], tokens[dash - 1])
    return all(is_noun(t) and t.feat("Case") == "Acc" for t in pair)


def named(c: Context) -> Phrase | None:
    """`Мощность увеличат до 27 млн тонн: – Шымкентский НПЗ – [12 млн тонн]`: a name takes its part of the whole."""
    if c.verb >= 0 or not c.after_dash or not _is_name(c, c.frame.left - 2):
        return None
    lead, last = _lead(c), c.known[-1] if c.known else None
    own = _label(c) if lead >= 0 and _from_to(c) else None
    if own:
        return own  # – Актауский завод – с 2 до 3 млн тонн
    if last and last.frame.index == c.frame.index and c.kind == "count" and c.alike(last) and not c.direct:
        of_name = last.phrase is not None and _is_name(c, last.phrase.head)
        return None if of_name else last.phrase  # «Астана» – 42 очка, «Кайрат» – 39
    for past in reversed(c.known):
        if past.frame.index < lead or lead < 0:
            break
        if past.frame.index == lead and c.alike(past):
            return past.phrase
    return _indicator(c, lead) if lead >= 0 else None


def _label(c: Context) -> Phrase | None:
    """The label before the dash: a name as a whole, whatever its case; no place."""
    found = covering(c.doc.mentions, c.doc.tokens[c.frame.left - 2].start)
    if found < 0 or c.is_place(c.frame.left - 2):
        return before_dash(c)
    inside = c.doc.token_range(c.doc.mentions[found].start, c.doc.mentions[found].stop)
    return Phrase(inside.start, inside.stop, inside.stop - 1)


def _from_to(c: Context) -> bool:
    """`– с 2 до 3 млн тонн`: the level of a label before and after."""
    bare = all(t.pos == "ADP" or t.text[:1].isdigit() for t in c.doc.tokens[c.frame.left : c.frame.first])
    both = c.frame.preposition in ("с", "до") or c.frame.number.comparison == "range"
    return bare and both and c.doc.tokens[c.frame.left].norm == "с"


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
    return _indicator(c, lead) or _before_colon(c, lead)


def _before_colon(c: Context, lead: int) -> Phrase | None:
    """`В план включены проекты [заводов]: – Актау – 4 млн тонн`: what places and names of a list are parts of."""
    last = c.doc.sentences[lead].last - 1
    if not c.after_dash or c.kind not in AMOUNTS or not (_is_name(c, c.frame.left - 2) or c.is_place(c.frame.left - 2)):
        return None
    found = None if _counts_behind(c, lead) else ending(c.doc, last, c.doc.sentences[lead].first)
    if found is None or c.elsewhere(found.head) or c.doc.tokens[found.first - 1].pos == "ADP":
        return None
    return thing_of(c, found)


def _counts_behind(c: Context, lead: int) -> bool:
    """Whether the line before names its item behind its number: `– Кашаган – 20 млн тонн [нефти]`."""
    last = c.known[-1] if c.known else None
    return bool(last and last.phrase and last.frame.index > lead and last.phrase.first >= last.frame.last)


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
