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
    """Two amounts in text order, the tokens between them, and where in the document the second begins."""

    doc: Doc
    one: Number
    other: Number
    between: Sequence[Token]
    at: int

    @property
    def norms(self) -> list[str]:
        return [token.norm for token in self.between]

    @property
    def apart(self) -> int:
        """Sentences from the one to the other."""
        tokens = self.doc.tokens
        return tokens[self.at].sent - tokens[self.doc.token_at(self.one.start)].sent

    @property
    def is_near(self) -> bool:
        return 0 < len(self.between) <= NEAR

    def has(self, *forms: str) -> bool:
        """Whether a verb in one of these forms stands between."""
        return any(token.feat("VerbForm") in forms for token in self.between)


def with_shared_rates(doc: Doc, numbers: Iterable[Number]) -> Iterator[Number]:
    """The numbers, those without a rate with that of the like amount beside them where the two belong together."""
    found = list(numbers)
    claims = [i for i, number in enumerate(found) if number.is_claim]
    if any(found[i].per for i in claims):
        for one, other in pairwise(claims):
            if _lacks(found[other], found[one]) and _goes_on(_pair(doc, found[one], found[other])):
                found[other] = replace(found[other], per=found[one].per)
        for other, one in pairwise(claims[::-1]):
            if _lacks(found[one], found[other]) and _listed_before(_pair(doc, found[one], found[other])):
                found[one] = replace(found[one], per=found[other].per)
    yield from found


def _lacks(number: Number, other: Number) -> bool:
    same = (number.kind, number.unit) == (other.kind, other.unit)
    return bool(other.per) and not number.per and same and number.kind in RATED


def _pair(doc: Doc, one: Number, other: Number) -> Pair:
    at = doc.token_at(other.start)
    return Pair(doc, one, other, doc.tokens[doc.token_at(one.stop - 1) + 1 : at], at)


def _goes_on(pair: Pair) -> bool:
    """Whether the second amount goes on with the rate of the first."""
    if not pair.is_near:
        return False
    return _in_row(pair) or (pair.apart == 0 and any(rule(pair) for rule in RULES))


def _in_row(pair: Pair) -> bool:
    """`в Орле – [48 рублей],`: led by a dash or `вместо`, it ends there, and no verb stands between."""
    tokens, norms, stop = pair.doc.tokens, pair.norms, pair.doc.token_at(pair.other.stop - 1) + 1
    after = tokens[stop].text if stop < len(tokens) and tokens[stop].sent == tokens[pair.at].sent else "."
    led = norms[-1] in LEADS or (INSTEAD in norms[-2:-1] and pair.between[-1].pos in ("ADJ", "DET"))
    ends = after in ENDS or (pair.other.kind == "count" and pair.other.unit == "" and after == "и")
    return led and ends and not pair.has("Fin") and (pair.apart == 0 or _is_next_line(pair))


def _is_next_line(pair: Pair) -> bool:
    """Whether the second amount stands in the next line of a list."""
    sentence = pair.doc.sentences[pair.doc.tokens[pair.at].sent]
    return pair.apart == 1 and pair.doc.tokens[sentence.first].text in BULLETS


def _opposed(pair: Pair) -> bool:
    """`не 50 рублей за литр, а [48 рублей]`, `по 50 рублей за литр или хотя бы по [48 рублей]`."""
    norms = pair.norms
    while norms and norms[-1] in LIMITING:
        norms.pop()
    return bool(norms) and norms[-1] in OPPOSED and not pair.has("Fin", "Inf", "Conv")


def _level(pair: Pair) -> bool:
    """`5 тонн в сутки с возможностью увеличения [до 8 тонн]`, `с 48 на 10 тыс. кур весной [до 31]`."""
    if "до" not in (pair.doc.tokens[pair.at].norm, pair.norms[-1]):
        return False
    begun = pair.doc.tokens[pair.doc.token_at(pair.one.start) - 1].norm in ("с", "со")
    return begun or (pair.one.per not in OF_SPEED and not (pair.one.kind == "count" and pair.has("Fin")))


def _contrasted(pair: Pair) -> bool:
    """`в Туле 50 рублей за литр, тогда как в Орле он стоит [60 рублей]`."""
    norms = pair.norms
    led = any(norms[i : i + len(words)] == list(words) for words in CONTRASTS for i in range(len(norms)))
    return led and pair.one.kind != "count" and pair.one.per not in OF_SPEED


def _doing(pair: Pair) -> bool:
    """`коптить 7 тонн сома в месяц и [солить] 3 тонны щуки`."""
    joined = pair.between[-1].feat("VerbForm") == "Inf" and pair.norms[-2:-1] in (["и"], ["также"])
    return joined and not pair.has("Fin") and pair.one.per not in OF_SPEED


def _listed(pair: Pair) -> bool:
    """`ежегодно строят 20 школ и [12] больниц`: of what is said before all members of a list."""
    return not _is_said_between(pair) and _is_list(pair) and pair.one.per not in OF_SPEED


def _listed_before(pair: Pair) -> bool:
    """`[25 тонн] свёклы и 3 тонны тростника в сутки`: of what is said after all members."""
    if not pair.is_near or pair.apart:
        return False
    after = pair.doc.token_at(pair.other.stop - 1) + 1
    glued = any(token.norm == "/" for token in pair.doc.tokens[after : after + 1])
    return not glued and _is_list(pair) and not any(token.pos == "ADP" for token in pair.between)


def _is_list(pair: Pair) -> bool:
    """Whether nothing but nouns, their attributes, a comma or `и` stand between two amounts."""
    plain = all(token.pos in LISTED and (token.text.isalpha() or token.norm in TOGETHER) for token in pair.between)
    return plain and pair.between[-1].norm in TOGETHER


def _is_said_between(pair: Pair) -> bool:
    """Whether the rate of the first amount follows it: `20 тонн [в] год и 5 тонн`."""
    return any(token.norm in ("в", "за", "на", "с", "/") or token.pos == "ADV" for token in pair.between)


RULES: tuple[Callable[[Pair], bool], ...] = (_opposed, _level, _contrasted, _doing, _listed)
