"""What is counted or measured: the phrase as it stands in the text, by rules tried in order.

`RULES` says which construction comes before which; a rule answers with a phrase, with `NOTHING` where the
construction leaves no item, or with None where it is not the one it knows.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.claims import ages, amounts, changing, counting, definition, listing, prices, sizes, spending
from pipeline.claims.bracket import in_bracket
from pipeline.claims.context import Context
from pipeline.claims.phrase import Phrase

RULES: tuple[Callable[[Context], Phrase | None], ...] = (
    counting.score, counting.shortened, ages.aged, in_bracket, listing.included, counting.repetition,
    counting.farther, counting.distance, counting.rank, definition.restated,
    definition.against, definition.defined, definition.parted, definition.without_verb, definition.less_by,
    definition.standard, prices.estimated, sizes.endowed, amounts.apposed, changing.again, changing.changed_noun,
    changing.compared, listing.named, amounts.term, amounts.dash, listing.labelled, changing.gapped,
    listing.parallel, definition.own_subject, definition.of_indicator, changing.second, amounts.indicator,
    changing.changed, amounts.level, sizes.each, sizes.sized, spending.sum_of, definition.dearer, counting.classed,
    counting.planned, counting.counted, counting.beside, counting.ahead, amounts.completed, counting.whole,
    counting.genitive, counting.among, counting.colon, prices.passing, ages.team, ages.person, prices.share,
    spending.proceeds, spending.purpose, amounts.participle, amounts.tail, sizes.adjacent, amounts.zero, listing.listed,
    amounts.agent, counting.elided,
)  # fmt: skip


def item(context: Context) -> tuple[Phrase | None, str]:
    """The phrase of the first rule that finds one, None where there is no item; and the name of that rule."""
    for rule in RULES:
        found = rule(context)
        if found is not None:
            return (found if found.head >= 0 else None), rule.__name__
    return None, ""
