"""Units that parallel clauses say once: `в мае – [18 млрд], в июне – 31 млрд тенге`, `город – 9 минут, село – [30]`."""

from __future__ import annotations

from pipeline.numbers.modifier import modifier_before
from pipeline.numbers.neighbour import ALIKE, alike, amounts_after, amounts_before, ends, unit_of
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.range import DASHES, plain
from pipeline.numbers.scan import Scan
from pipeline.numbers.unit import BY_ONE, Unit

MEMBERS = 4  # of a row
NEXT = 5  # tokens from the size of a change to the level reached
LEVELS = ("состав", "достиг", "превыс", "дошл", "равня")
BESIDE = 16  # tokens between two numbers of parallel clauses
ADVERBS = frozenset(("уже", "лишь", "всего", "только", "целых", "еще"))
LEADS = frozenset(("за", "на", "до", "в", "по"))  # в сёлах – за 35
LEVEL_VERBS = frozenset((
    "стоить", "платить", "продавать", "составить", "составлять", "равняться", "достигать", "достигнуть", "быть",
    "продаваться", "обходиться", "обойтись", "давать",
))  # fmt: skip
TIMES = frozenset((
    "летом", "зимой", "весной", "осенью", "ранее", "раньше", "прежде", "сейчас", "теперь", "вчера",
))  # fmt: skip
CLAUSE = 8  # tokens from the comma to the verb
TWICE = 2
WHOLE = 100  # percent
TRADING = frozenset(("покупать", "купить", "продавать", "продать", "скупать", "сбывать"))
HIGHER = frozenset((
    "больше", "меньше", "выше", "ниже", "длиннее", "короче", "дороже", "дешевле", "тяжелее", "легче", "глубже", "шире",
))  # fmt: skip
COMPARED_WITH = frozenset((",", ".", ";", "чем", "обычного", "нормы", "прежнего", "прошлого", "прошлогоднего"))
NORMS = frozenset(
    ("норма", "отметка", "план", "порог", "предел", "лимит", "уровень", "максимум", "минимум", "инфляция")
)


def parallel(scan: Scan, numeral: Numeral) -> Unit | None:
    """`продают по 185 тенге, покупают по [172]`, `в городе – 12 тенге, в селе – [9]`: of a like size, led alike."""
    lead = _lead(scan, numeral)
    if not lead or not _is_bare(scan, numeral) or not numeral.value:
        return None
    for other in (*amounts_before(scan, numeral, 1), *amounts_after(scan, numeral, 1)):
        unit = _unit_of_like(scan, numeral, other)
        if unit and _lead(scan, other) == lead:
            return unit
    return None


def gapped(scan: Scan, numeral: Numeral) -> Unit | None:
    """`пенсия составляет 69 тысяч тенге, базовая – [35 тысяч]`, `в городе едут 14 минут, в сёлах – за [35]`."""
    dash = _dash_before(scan, numeral)
    if dash < 0 or not _is_bare(scan, numeral) or not numeral.value or _is_of_many(scan, dash - 1):
        return None
    of_form = (n for n in amounts_before(scan, numeral, 2) if n.form == numeral.form)  # с пятью – 73 тысячи
    other = next(of_form, None)
    if other is None or other.last == dash:
        return None
    verbs = any(token.feat("VerbForm") == "Fin" for token in scan.tokens[other.last : numeral.first])
    return None if verbs else _unit_of_like(scan, numeral, other)


def opens_row(scan: Scan, numeral: Numeral) -> Unit | None:
    """`весной поступило [4 млн], летом – 6 млн, осенью – 9 млн тенге`: the unit stands behind the last of a row."""
    if not _is_bare(scan, numeral) or not numeral.value:
        return None
    for other in amounts_after(scan, numeral, MEMBERS):
        if _dash_before(scan, other) < 0 or other.form != numeral.form:
            return None
        if unit := _unit_of_like(scan, numeral, other):
            return unit
    return None


def level_reached(scan: Scan, numeral: Numeral) -> Unit | None:
    """`очередь сократили с восьми месяцев до [трёх]`: the unit stands behind the level before."""
    if scan.norm(numeral.first - 1) != "до" or not ends(scan, numeral.last) or not numeral.value:
        return None
    for other in amounts_before(scan, numeral, 1):
        unit = _unit_of_like(scan, numeral, other)
        led = unit is not None and unit.last == numeral.first - 1 and scan.norm(other.first - 1) in ("с", "со")
        return unit if led and other.form == numeral.form else None
    return None


def told_again(scan: Scan, numeral: Numeral) -> Unit | None:
    """`цена – 210 тенге, летом платили [170]`, `годом ранее она стоила [170]`: at another time, with a verb of its own,
    not far from the first."""
    value = numeral.value
    if not ends(scan, numeral.last) or not value or not _at_other_time(scan, numeral):
        return None
    for other in amounts_before(scan, numeral, 1):
        unit, first = _unit_of_like(scan, numeral, other), other.value or value
        return unit if unit and max(value, first) < TWICE * min(value, first) else None
    return None


def _at_other_time(scan: Scan, numeral: Numeral) -> bool:
    """Whether a verb of a level before a number says another time behind the comma, and no subject but a pronoun."""
    verb = numeral.first - 1 - (scan.norm(numeral.first - 1) in LEADS)
    comma = next((i for i in range(verb, max(-1, verb - CLAUSE), -1) if scan.norm(i) == ","), -1)
    if comma < 0 or scan.tokens[verb].lemma not in LEVEL_VERBS:
        return False
    clause = [scan.tokens[i] for i in range(comma + 1, verb)]
    timed = any(i in scan.expressions or scan.norm(i) in TIMES for i in range(comma + 1, verb))
    return timed and not any(t.rel.startswith("nsubj") and t.pos in ("NOUN", "PROPN") for t in clause)


def change_to_level(scan: Scan, numeral: Numeral) -> Unit | None:
    """`резервы сократились на [1,4 млрд] и составили 61 млрд долларов`: the size of a change, and the level reached."""
    joined = scan.norm(numeral.last) in ("и", ",") and scan.norm(numeral.last + 1).startswith(LEVELS)
    if scan.norm(numeral.first - 1) != "на" or not joined or numeral.scale == 1:
        return None
    for other in amounts_after(scan, numeral, 1):
        unit = unit_of(scan, other, ALIKE) if plain(other) and other.first - numeral.last <= NEXT else None
        return unit if unit and unit.kind != "percent" else None
    return None


def compared(scan: Scan, numeral: Numeral) -> Unit | None:
    """`высота достигла 95 метров, это на [20] больше, чем год назад`: the difference of two sizes of one unit."""
    differs = scan.norm(numeral.first - 1) == "на" and scan.norm(numeral.last) in HIGHER
    if not differs or scan.norm(numeral.last + 1) not in COMPARED_WITH or not numeral.value:
        return None
    for other in amounts_before(scan, numeral, 1):
        unit = unit_of(scan, other, ALIKE) if plain(other) and (other.value or 0) > numeral.value else None
        return unit if unit and unit.kind != "percent" else None
    return None


def standard(scan: Scan, numeral: Numeral) -> Unit | None:
    """`вода поднялась до 612 сантиметров при критической отметке [850]`: what the size before is measured by."""
    noun = numeral.first - 1 - (scan.norm(numeral.first - 1) == "в")
    led = "при" in (scan.norm(noun - 1), scan.norm(noun - 2)) and scan.tokens[noun].lemma in NORMS
    if not led or not ends(scan, numeral.last) or not numeral.value:
        return None
    return _unit_before(scan, numeral)


def against(scan: Scan, numeral: Numeral) -> Unit | None:
    """`доля дошла до 39% против [36] два года назад`, `29 тысяч тонн против [25 тысяч] годом ранее`: of before."""
    then = numeral.last in scan.expressions or scan.norm(numeral.last) in BY_ONE
    if scan.norm(numeral.first - 1) not in ("против", "вместо") or not (then or ends(scan, numeral.last)):
        return None
    return _unit_before(scan, numeral)


def rest(scan: Scan, numeral: Numeral) -> Unit | None:
    """`собрали 18%, остальные [82] – долг`: what is left of a hundred."""
    if not scan.norm(numeral.first - 1).startswith(("остальн", "оставш")) or not numeral.value:
        return None
    for other in amounts_before(scan, numeral, 1):
        unit = unit_of(scan, other) if plain(other) and other.value else None
        return unit if unit and unit.kind == "percent" and (other.value or 0) + numeral.value == WHOLE else None
    return None


def _is_bare(scan: Scan, numeral: Numeral) -> bool:
    """Whether nothing that is counted follows: the clause ends, or another one is joined, `Тула – [60] и Псков – 9`."""
    return ends(scan, numeral.last) or scan.norm(numeral.last) == "и"


def _unit_before(scan: Scan, numeral: Numeral) -> Unit | None:
    """The unit of the amount right before one, where they are of a like size."""
    return next((unit for n in amounts_before(scan, numeral, 1) if (unit := _unit_of_like(scan, numeral, n))), None)


def _unit_of_like(scan: Scan, numeral: Numeral, other: Numeral) -> Unit | None:
    near = abs(other.first - numeral.first) <= BESIDE and plain(other)
    value, theirs = numeral.value, other.value
    return unit_of(scan, other, ALIKE) if near and value and theirs and alike(value, theirs) else None


def _lead(scan: Scan, numeral: Numeral) -> str:
    """The dash or the `по` that a number stands behind; `покупают за` is as `продают по`."""
    first = _past_adverbs(scan, numeral.first)
    before = scan.norm(first - 1)
    if before == "за" and scan.tokens[first - 2].lemma in TRADING:
        return "по"
    return "–" if before in DASHES else before if before == "по" else ""


def _past_adverbs(scan: Scan, first: int) -> int:
    """The first token of a number with what stresses or bounds it: `– [уже почти] 9 млн`."""
    while True:
        modifier = modifier_before(scan.tokens, first)
        if modifier:
            first = modifier[0]
        elif scan.norm(first - 1) in ADVERBS:
            first -= 1
        else:
            return first


def _dash_before(scan: Scan, numeral: Numeral) -> int:
    """The dash with a label before it that a number stands behind, a preposition between allowed; else -1."""
    first = _past_adverbs(scan, numeral.first)
    dash = first - 1 - (scan.norm(first - 1) in LEADS)
    apart = scan.norm(dash) in DASHES and scan.tokens[dash].start > scan.tokens[dash - 1].stop
    return dash if apart and scan.same_sentence(dash - 1, numeral.first) else -1


def _is_of_many(scan: Scan, i: int) -> bool:
    """`отдали 58 тысяч тенге, получателей – 35`: a plural genitive before the dash is counted; not `у мужчин`."""
    token = scan.tokens[i]
    many = token.feat("Case") == "Gen" and token.feat("Number") == "Plur" and token.pos == "NOUN"
    return many and scan.tokens[i - 1].pos != "ADP"


RULES = (parallel, gapped, opens_row, level_reached, told_again, change_to_level, compared, standard, against, rest)
