"""A rate that is said once for several amounts: `в Туле – 50 рублей за литр, в Орле – [48] (вместо [45 рублей])`.

An amount takes the rate of the like one before or after it in its sentence where the words between show that the two
are members of one row, list or comparison.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.document import Doc, Number, Token

BULLETS = frozenset("-–—•·*")
INSTEAD = "вместо"
LEADS = BULLETS | {INSTEAD}
ENDS = frozenset(".,;)(!?»")
NEAR = 16  # tokens
RATED = frozenset(("money", "measure", "count"))
LIMITING = frozenset(("хотя", "бы", "по", "только", "лишь", "уже", "на", "не", "аж", "целых", "всего"))
OPPOSED = frozenset(("а", "или", "но"))  # не 50 рублей за литр, [а] 48
CONTRASTS = (("тогда", "как"), ("в", "то", "время", "как"))
LISTED = frozenset(("NOUN", "PROPN", "ADJ", "ADP", "DET", "CCONJ", "PUNCT", "NUM"))
OF_SPEED = frozenset(("час", "минута", "секунда"))  # 5 км в секунду, дальность [до 100 км]
TOGETHER = frozenset((",", "и"))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two amounts in text order, and the tokens between them."""

    doc: Doc
    one: Number
    other: Number
    between: tuple[Token, ...]

    @property
    def norms(self) -> list[str]:
        return [token.norm for token in self.between]

    def has_verb(self) -> bool:
        return any(token.feat("VerbForm") in ("Fin", "Inf", "Conv") for token in self.between)


def with_shared_rates(doc: Doc, numbers: Iterable[Number]) -> Iterator[Number]:
    """The numbers, those without a rate with that of the like amount beside them where the two belong together."""
    found = list(numbers)
    claims = [i for i, number in enumerate(found) if number.is_claim]
    if any(found[i].per for i in claims):
        for one, other in pairwise(claims):
            if _lacks(found[other], found[one]) and _any(AFTER, _pair(doc, found[one], found[other])):
                found[other] = replace(found[other], per=found[one].per)
        for other, one in pairwise(claims[::-1]):
            if _lacks(found[one], found[other]) and _any(BEFORE, _pair(doc, found[one], found[other])):
                found[one] = replace(found[one], per=found[other].per)
    yield from found


def _lacks(number: Number, other: Number) -> bool:
    same = (number.kind, number.unit) == (other.kind, other.unit)
    return bool(other.per) and not number.per and same and number.kind in RATED


def _pair(doc: Doc, one: Number, other: Number) -> Pair:
    first, last = doc.token_at(one.stop - 1) + 1, doc.token_at(other.start)
    return Pair(doc, one, other, doc.tokens[first:last])


def _any(rules: Sequence[Callable[[Pair], bool]], pair: Pair) -> bool:
    return bool(pair.between) and len(pair.between) <= NEAR and any(rule(pair) for rule in rules)


def _in_row(pair: Pair) -> bool:
    """`в Орле – [48 рублей],`: led by a dash or `вместо`, it ends there, and no verb stands between."""
    first, stop = pair.doc.token_at(pair.other.start), pair.doc.token_at(pair.other.stop - 1) + 1
    tokens, norms = pair.doc.tokens, pair.norms
    after = tokens[stop].text if stop < len(tokens) and tokens[stop].sent == tokens[first].sent else "."
    led = norms[-1] in LEADS or (INSTEAD in norms[-2:-1] and pair.between[-1].pos in ("ADJ", "DET"))
    ends = after in ENDS or (pair.other.kind == "count" and pair.other.unit == "" and after == "и")
    finite = any(token.feat("VerbForm") == "Fin" for token in pair.between)
    return led and ends and not finite and _goes_on(pair, first)


def _goes_on(pair: Pair, first: int) -> bool:
    """Whether the second amount stands in the sentence of the first, or in the next line of a list."""
    sent = pair.doc.tokens[first].sent
    bullet = pair.doc.tokens[pair.doc.sentences[sent].first].text in BULLETS
    apart = sent - pair.doc.tokens[pair.doc.token_at(pair.one.start)].sent
    return apart == 0 or (apart == 1 and bullet)


def _opposed(pair: Pair) -> bool:
    """`не 50 рублей за литр, а [48 рублей]`, `по 50 рублей за литр или хотя бы по [48 рублей]`."""
    norms = pair.norms
    while norms and norms[-1] in LIMITING:
        norms.pop()
    return _is_together(pair) and bool(norms) and norms[-1] in OPPOSED and not pair.has_verb()


def _level(pair: Pair) -> bool:
    """`5 тонн в сутки с возможностью увеличения [до 8 тонн]`, `с 48 на 10 тыс. кур весной [до 31]`."""
    first = pair.doc.token_at(pair.other.start)
    if "до" not in (pair.doc.tokens[first].norm, pair.norms[-1]) or not _is_together(pair):
        return False
    begun = pair.doc.tokens[pair.doc.token_at(pair.one.start) - 1].norm in ("с", "со")
    finite = any(token.feat("VerbForm") == "Fin" for token in pair.between)
    return begun or (pair.one.per not in OF_SPEED and not (finite and pair.one.kind == "count"))


def _contrasted(pair: Pair) -> bool:
    """`в Туле 50 рублей за литр, тогда как в Орле он стоит [60 рублей]`."""
    norms = pair.norms
    led = any(norms[i : i + len(words)] == list(words) for words in CONTRASTS for i in range(len(norms)))
    return led and pair.one.kind != "count" and pair.one.per not in OF_SPEED and _is_together(pair)


def _doing(pair: Pair) -> bool:
    """`коптить 7 тонн сома в месяц и [солить] 3 тонны щуки`."""
    *_, before, verb = [*pair.between[:1], *pair.between]
    others = any(token.feat("VerbForm") == "Fin" for token in pair.between)
    joined = before.norm in ("и", "также") and verb.feat("VerbForm") == "Inf"
    return joined and not others and pair.one.per not in OF_SPEED and _is_together(pair)


def _listed(pair: Pair) -> bool:
    """`ежегодно строят 20 школ и [12] больниц`: of what is said before all members of a list."""
    return not _is_said_between(pair) and _is_list(pair) and pair.one.per not in OF_SPEED


def _listed_before(pair: Pair) -> bool:
    """`[25 тонн] свёклы и 3 тонны тростника в сутки`: of what is said after all members."""
    after = pair.doc.token_at(pair.other.stop - 1) + 1
    glued = any(token.norm == "/" for token in pair.doc.tokens[after : after + 1])
    return not glued and _is_list(pair) and not any(token.pos == "ADP" for token in pair.between)


def _is_list(pair: Pair) -> bool:
    """Whether nothing but nouns, their attributes, a comma or `и` stand between two amounts of one sentence."""
    plain = all(token.pos in LISTED and (token.text.isalpha() or token.norm in TOGETHER) for token in pair.between)
    return plain and pair.between[-1].norm in TOGETHER and _is_together(pair)


def _is_said_between(pair: Pair) -> bool:
    """Whether the rate of the first amount follows it: `20 тонн [в] год и 5 тонн`."""
    return any(token.norm in ("в", "за", "на", "с", "/") or token.pos == "ADV" for token in pair.between)


def _is_together(pair: Pair) -> bool:
    doc = pair.doc
    return doc.tokens[doc.token_at(pair.one.start)].sent == doc.tokens[doc.token_at(pair.other.start)].sent


AFTER: tuple[Callable[[Pair], bool], ...] = (_in_row, _opposed, _level, _contrasted, _doing, _listed)
BEFORE: tuple[Callable[[Pair], bool], ...] = (_listed_before,)
