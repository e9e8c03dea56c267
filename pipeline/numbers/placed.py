"""Rules for places in a ranking without their noun: `финишировал девятым`, `была лишь восьмой`, `шедшего пятым`."""

from __future__ import annotations

from functools import cache

from pipeline import vocabulary
from pipeline.document import Number, Token
from pipeline.numbers.numeral import DASHES, Numeral
from pipeline.numbers.scan import Scan, is_animate

BEFORE, BEHIND = 5, 4  # tokens to the verb
RACE = 12  # tokens on each side in which a race is spoken of
PARALLEL = 14  # tokens to the place before
AFTER_ONLY = frozenset(("быть",))  # `вторым можно было полюбоваться`
CASES = frozenset(("Ins", "Nom", ""))
FREE = frozenset(("Ins", ""))  # figures have none; `финиширует четвёртый` follows its verb
ENDINGS = ("ым", "им", "ой", "ей", "ыми", "ими", "й", "м", "ми")
RACING = (
    "финиш", "гонк", "заезд", "этап", "зачет", "дистанц", "круг", "забег", "заплыв", "соревнован", "чемпионат",
    "турнир", "старт", "трасс", "эстафет", "пелотон", "отрыв", "квалификац", "состязан", "первенств", "спуск",
)  # fmt: skip
# After these an ordinal counts how many there were: `стал вторым в истории`, `второй подряд`, `вторым по величине`.
COUNTING = frozenset(("подряд", "кряду", "из", "за", "для", "кто", "кому", "который", "которой", "после", "со", "с"))
PERIODS = ("истори", "карьер", "жизни", "сезон", "этом", "текущ", "нынешн", "последн", "серии", "год", "стран")
RESULTS = ("итог", "результат", "сумм", "очк", "врем", "балл")
PRONOUNS = frozenset(("который", "кто", "он", "я", "мы", "вы", "ты", "тот", "все", "оба"))


def placed(scan: Scan, numeral: Numeral) -> list[Number]:
    """`закончил гонку девятым`, `Третьей стала итальянка`, `Ким прибежала третьей, Ли – [седьмой]`."""
    if not _is_predicative(scan, numeral) or not (_by_verb(scan, numeral) or _parallel(scan, numeral)):
        return []
    return [scan.number("rank", numeral.first, numeral.last, "placed", numeral.value)]


def _is_predicative(scan: Scan, numeral: Numeral) -> bool:
    """Whether no noun goes with an ordinal of the form that a predicate has."""
    token, after = scan.tokens[numeral.first], scan.following(numeral.last)
    if not numeral.ordinal or numeral.suffix or numeral.form == "roman" or numeral.value is None or numeral.high:
        return False
    named = token.feat("Case") in CASES or token.norm.endswith(("ым", "ыми"))  # whatever the tagger says
    if not named or not token.norm.endswith(ENDINGS) or _has_noun(scan, numeral) or _is_led(scan, numeral.first):
        return False
    return after is None or (after.pos not in ("NOUN", "ADJ", "NUM", "X") and after.text not in ("«", '"'))


def _is_led(scan: Scan, i: int) -> bool:
    """`прыжки с [шестом]`, `во [второй] пришла победа`: under a preposition."""
    return scan.same_sentence(i - 1, i) and scan.tokens[i - 1].pos == "ADP"


def _has_noun(scan: Scan, numeral: Numeral) -> bool:
    """`четвёртым по величине [озером]`: what follows and is in the same case."""
    token = scan.tokens[numeral.last - 1]
    head = scan.tokens[token.head] if token.head >= 0 else None
    return token.rel == "amod" and head is not None and head.start > token.start and head.feat("Case") in ("Ins", "")


@cache
def _placing() -> dict[str, dict[str, str]]:
    """The verbs that say who took which place, by lemma."""
    return {row["verb"]: row for row in vocabulary.table("placing_verbs")}


def _by_verb(scan: Scan, numeral: Numeral) -> bool:
    rows = _placing()
    i = next((i for i in _verbs(scan, numeral) if scan.tokens[i].lemma in rows), -1)
    if i < 0:
        return False
    row, case = rows[scan.tokens[i].lemma], scan.tokens[numeral.first].feat("Case")
    bare = case not in FREE and not scan.norm(numeral.first).endswith(("ым", "ыми"))
    if i > numeral.first and (bare or row["verb"] in AFTER_ONLY):
        return False
    if row["near"] or row["class"] == "motion":
        near = (row["near"],) if row["near"] else RACING
        return (numeral.value != 1 and not row["near"]) or _speaks_of(scan, numeral, near)
    return row["class"] == "race" or (numeral.value != 1 and _stands_for_place(scan, numeral, i))


def _verbs(scan: Scan, numeral: Numeral) -> list[int]:
    """The verb that governs an ordinal, by the tree or beside it in the clause."""
    token = scan.tokens[numeral.last - 1]
    found = [token.head] if token.head >= 0 and scan.tokens[token.head].pos in ("VERB", "AUX") else []
    found += [i for i in range(numeral.first - 1, numeral.first - BEFORE, -1) if _same_clause(scan, i, numeral.first)]
    found += [i for i in range(numeral.last, numeral.last + BEHIND) if _same_clause(scan, numeral.last - 1, i + 1)]
    return [i for i in found if scan.tokens[i].pos in ("VERB", "AUX")]


def _same_clause(scan: Scan, first: int, last: int) -> bool:
    inside = scan.same_sentence(first, last - 1)
    return inside and not any(scan.norm(i) in (",", ";", ":", "(", *DASHES) for i in range(first, last))


def _speaks_of(scan: Scan, numeral: Numeral, stems: tuple[str, ...]) -> bool:
    near = range(max(0, numeral.first - RACE), min(len(scan.tokens), numeral.last + RACE))
    return any(scan.norm(i).startswith(stems) and scan.same_sentence(i, numeral.first) for i in near)


def _stands_for_place(scan: Scan, numeral: Numeral, verb: int) -> bool:
    """Whether who is spoken of takes a place: `сборная стала третьей`; not `победа стала третьей`, `второй подряд`."""
    if (named := scan.following(numeral.last)) is not None and named.pos == "PROPN":  # станет вторым Алеппо
        return False
    after, next_one = scan.norm(numeral.last), scan.norm(numeral.last + 1)
    comma = after == "," and next_one in COUNTING
    if not scan.same_sentence(numeral.last, numeral.first):
        after = next_one = ""
    counts = after in COUNTING or comma or (after in ("в", "во") and next_one.startswith(PERIODS))
    measured = after == "по" and not next_one.startswith(RESULTS)
    return not counts and not measured and all(map(_competes, _subjects(scan, numeral, verb)))


def _subjects(scan: Scan, numeral: Numeral, verb: int) -> list[Token]:
    """Who is said to be the second, as the tree has it; a participle's is its noun."""
    governors = {verb, scan.tokens[verb].head if scan.tokens[verb].pos == "AUX" else verb, numeral.last - 1}
    children = [t for t in scan.tokens[max(0, verb - 25) : verb + 25] if t.head in governors]
    found = [token for token in children if token.rel.startswith("nsubj")]
    said = scan.tokens[verb]
    if not found and said.feat("VerbForm") == "Part" and said.head >= 0:
        found = [scan.tokens[said.head]]
    return [_antecedent(scan, token, verb) for token in found]


def _antecedent(scan: Scan, token: Token, verb: int) -> Token:
    """Whom `который` stands for."""
    i = next((j for j in (scan.tokens[verb].head, scan.tokens[token.head].head) if j >= 0), -1)
    return scan.tokens[i] if token.lemma == "который" and i >= 0 and scan.tokens[i].start < token.start else token


def _competes(token: Token) -> bool:
    named = token.pos == "PROPN" or token.text[:1].isupper() or token.lemma in PRONOUNS or token.pos in ("ADJ", "NUM")
    return named or is_animate(token) or token.lemma in vocabulary.words("competing_nouns")


def _parallel(scan: Scan, numeral: Numeral) -> bool:
    """`Ким прибежала третьей, Ли – [седьмой]`, `вторым стал Лю, [третьим] – Ан`, `шестым и [четвёртым]`."""
    at, before = scan.starting[numeral.first], scan.norm(numeral.first - 1)
    gap = before in DASHES or before in ("и", "или") or scan.norm(numeral.last) in DASHES
    other = scan.numerals[at - 1] if at else numeral
    near = 0 < numeral.first - other.last < PARALLEL and scan.same_sentence(other.first, numeral.first)
    return gap and near and bool(placed(scan, other))


RULES = (placed,)
