"""The stage that finds every numeric expression of an article, reads it and says what kind it is.

A document's numerals are walked in order; for each the first rule of `RULES` that recognises it makes the number,
under the rule's own name. What no rule knows is kept as `other`: no figure of the text is ever lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from pipeline.document import Doc, Number
from pipeline.numbers import (
    adjective,
    english,
    figurative,
    identifier,
    listing,
    opened,
    ordinal,
    placed,
    plus,
    program,
    pronoun,
    quantity,
    quoted,
    rank,
    scale,
    score,
    telephone,
    untold,
    years,
)
from pipeline.numbers.frost import with_frost
from pipeline.numbers.numeral import Numeral, numerals
from pipeline.numbers.scan import Scan
from pipeline.numbers.shared import with_shared_rates
from pipeline.numbers.written import Form
from pipeline.times.calendar import expressions

Rule = Callable[[Scan, Numeral], list[Number]]


def calendar(scan: Scan, numeral: Numeral) -> list[Number]:
    """Dates and times: `14 апреля 2024 года`, `последние пять лет`, `9:30`."""
    found = scan.expressions.get(numeral.first)
    return [Number(found.start, found.stop, found.kind, rule="calendar")] if found else []


def leftover(scan: Scan, numeral: Numeral) -> list[Number]:
    return [scan.number("other", numeral.first, numeral.last, "leftover")]


RULES = (
    program.program, ordinal.year_of_life, calendar, score.minute_mark, score.scorers, *telephone.RULES,
    listing.list_mark, *opened.RULES, *identifier.RULES, english.english, *untold.RULES, score.clock, score.score,
    *figurative.RULES, *pronoun.RULES, opened.titled, ordinal.dashed, *adjective.RULES, ordinal.each, *rank.RULES,
    *placed.RULES, *ordinal.RULES, *scale.RULES, *years.RULES, *quantity.RULES, leftover,
)  # fmt: skip


# What only a numeral so written can be; all other rules are asked of each.
_FORMS: dict[tuple[Form, ...], tuple[Rule, ...]] = {
    ("digits",): (
        score.minute_mark, score.scorers, listing.list_mark, opened.tagged, opened.headed, plus.marked,
        identifier.series, identifier.before_head, identifier.address, identifier.of_body, identifier.fraction_code,
        identifier.dashed_code, identifier.glued_pair, english.english, untold.publisher, score.clock, score.score,
        ordinal.dashed, rank.dashed_rank, ordinal.dashed_ordinal, ordinal.from_to,
    ),
    ("digits", "code"): (telephone.telephone,),
    ("digits", "roman"): (identifier.model,),
    ("digits", "roman", "code"): (quoted.quoted_name, identifier.joined),
    ("words",): (figurative.hanging, pronoun.idiom, pronoun.one),
    ("code",): (identifier.code,),
}  # fmt: skip


@cache
def _rules(form: Form) -> tuple[Rule, ...]:
    others = {rule for forms, rules in _FORMS.items() if form not in forms for rule in rules}
    return tuple(rule for rule in RULES if rule not in others)


def numbers(doc: Doc) -> Doc:
    """Fills `doc.numbers`: without overlap, in order, every digit of the text in exactly one."""
    return replace(doc, numbers=tuple(with_frost(doc, with_shared_rates(doc, _numbers(_scan(doc))))))


def _scan(doc: Doc) -> Scan:
    found = numerals(doc)
    covering = {}
    for expression in expressions(doc, found):
        tokens = doc.token_range(expression.start, expression.stop)
        inside = expression.start - doc.tokens[tokens[0]].start  # of a token such as 0А-0 in 0А-0:00
        if expression.has_number and not any(map(str.isalnum, doc.tokens[tokens[0]].text[:inside])):
            covering.update(dict.fromkeys(tokens, expression))
    return Scan(
        doc,
        found,
        {numeral.first: n for n, numeral in enumerate(found)},
        {numeral.last - 1: numeral for numeral in found},
        {numeral.first: covering[numeral.first] for numeral in found if numeral.first in covering},
        tuple(mention for mention in doc.mentions if mention.type == "PER"),
    )


def _numbers(scan: Scan) -> Iterator[Number]:
    stop = -1
    for numeral in scan.numerals:
        if numeral.start < stop:
            if any(map(str.isnumeric, scan.doc.text[stop : numeral.stop])):  # 0A/0¼ ends inside a numeral
                yield Number(stop, numeral.stop, "other", rule="rest")
            stop = max(stop, numeral.stop)
            continue
        for number in _read(scan, numeral):
            yield replace(number, start=max(number.start, stop)) if number.start < stop else number
            stop = number.stop
        if any(map(str.isnumeric, scan.doc.text[stop : numeral.stop])):  # 2000A0: a year, and what is left of the code
            yield Number(stop, numeral.stop, "other", rule="rest")
            stop = numeral.stop


def _read(scan: Scan, numeral: Numeral) -> list[Number]:
    for rule in _rules(numeral.form):
        if found := rule(scan, numeral):
            return found
    return []
