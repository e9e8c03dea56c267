"""What is counted or measured: the phrase as it stands in the text, by rules tried in order.

`RULES` says which construction comes before which; a rule answers with a phrase, with `NOTHING` where the
construction leaves no item, or with None where it is not the one it knows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache
from itertools import takewhile

from pipeline.claims import (
    ages,
    amounts,
    changing,
    counting,
    definition,
    listing,
    pairs,
    prices,
    remaining,
    sizes,
    spending,
    terms,
    wholes,
)
from pipeline.claims.bracket import in_bracket
from pipeline.claims.context import AMOUNTS, Context
from pipeline.claims.frame import Frame
from pipeline.claims.phrase import Phrase
from pipeline.claims.syntax import covering
from pipeline.document import CLAIM_KINDS

Rule = Callable[[Context], Phrase | None]
RULES: tuple[Rule, ...] = (
    counting.score, counting.shortened, ages.aged, in_bracket, listing.included, counting.repetition, pairs.both,
    pairs.together, counting.farther, counting.located, counting.distance, counting.rank, definition.restated,
    definition.against, spending.shared_out, definition.equated, definition.named_part, definition.defined,
    definition.parted, definition.without_verb, definition.less_by, definition.standard, prices.estimated,
    sizes.endowed, sizes.extent, spending.as_what, terms.given, changing.above, amounts.apposed, changing.again,
    changing.changed_noun, changing.compared, listing.named, terms.acting, terms.lasting, remaining.then_now,
    terms.term, listing.other, listing.paired, amounts.dash, listing.labelled, changing.gapped, listing.parallel,
    definition.moved, definition.composed, definition.own_subject, definition.of_indicator, changing.second,
    amounts.indicator, changing.changed, amounts.level, sizes.each, sizes.sized, spending.sum_of, definition.dearer,
    counting.classed, counting.sole, wholes.planned, counting.counted, counting.beside, counting.ahead,
    amounts.completed, wholes.whole, counting.genitive, spending.part_for, wholes.among, wholes.split, counting.colon,
    prices.passing, ages.team, ages.person, prices.share, spending.proceeds, spending.traded, spending.purpose,
    amounts.participle, amounts.tail, sizes.adjacent, sizes.covered, amounts.zero, listing.listed, amounts.agent,
    wholes.people, remaining.stated, remaining.years, counting.elided, *remaining.RULES,
)  # fmt: skip
# The kinds of numbers that a rule has something to say of, as it tells itself; the others are of all kinds.
ONLY: dict[Rule, Collection[str]] = {
    counting.score: ("score",),
    counting.rank: ("rank",),
    ages.aged: ("age",),
    ages.team: ("age",),
    **dict.fromkeys((
        counting.shortened, counting.repetition, pairs.together, definition.parted, definition.of_indicator,
        counting.classed, counting.sole, counting.ahead, wholes.split, wholes.people,
    ), ("count",)),
    **dict.fromkeys((
        counting.farther, counting.located, counting.distance, sizes.extent, sizes.sized, counting.beside,
        sizes.covered, sizes.adjacent,
    ), ("measure",)),
    **dict.fromkeys((spending.as_what, spending.sum_of, spending.traded), ("money",)),
    **dict.fromkeys((terms.lasting, terms.given, terms.term, definition.moved), ("duration",)),
    **dict.fromkeys((definition.defined, definition.equated, sizes.each), ("money", "measure")),
    **dict.fromkeys((spending.purpose, spending.part_for, spending.proceeds), ("money", "count")),
    spending.shared_out: ("money", "percent"),
    amounts.completed: ("percent", "measure"),
    amounts.agent: ("duration", "percent", "multiple", "fraction"),
    definition.without_verb: ("duration", "age", "measure"),
    counting.genitive: ("count", "money", "measure"),
    sizes.endowed: ("percent", "money", "measure"),
    wholes.among: ("count", "percent", "fraction", "measure", "money"),
    **dict.fromkeys((
        amounts.apposed, amounts.level, amounts.participle, amounts.tail, amounts.zero, changing.above,
        changing.compared, definition.less_by, definition.standard, definition.composed, definition.own_subject,
        definition.dearer,
    ), AMOUNTS),
    amounts.indicator: AMOUNTS | {"count"},
}  # fmt: skip


@cache
def rules_of(kind: str) -> tuple[Rule, ...]:
    """The rules that may find something for a number of a kind, in order."""
    return tuple(rule for rule in RULES if kind in ONLY.get(rule, CLAIM_KINDS))


def item(context: Context) -> tuple[Phrase | None, str]:
    """The phrase of the first rule that finds one, None where there is no item; and the name of that rule."""
    for rule in rules_of(context.kind):
        found = rule(context)
        if found is not None:
            return (without_number(context.frame, found) if found.head >= 0 else None), rule.__name__
    return None, ""


def without_number(frame: Frame, phrase: Phrase) -> Phrase:
    """`15-рублёвую [монету]`, `в 2016-м [доходы] упали`: without the number itself or a year that opens the phrase."""
    own, tokens = range(frame.first, frame.last), frame.doc.tokens
    if phrase.head < frame.first < phrase.last:  # [жители] в возрасте 50 лет
        aged = (i for i in range(phrase.head + 1, frame.first) if tokens[i + 1].norm == "возрасте")
        phrase = Phrase(phrase.first, next(aged, phrase.last), phrase.head)
    aside = (i in own or covering(frame.doc.times, tokens[i].start) >= 0 for i in range(phrase.first, phrase.head))
    first = phrase.first + sum(takewhile(bool, aside))
    joined = tokens[first].norm in ("и", ",", "или")  # на [втором и третьем месте]
    return phrase if joined else Phrase(first, phrase.last, phrase.head)
