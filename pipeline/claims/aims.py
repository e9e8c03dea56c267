"""Items of amounts whose clause says what they are for or since when, where no other rule finds them: aims, payments,
starts and ends of terms."""

from __future__ import annotations

from pipeline.claims.context import AMOUNTS, Context
from pipeline.claims.head import is_claimed
from pipeline.claims.phrase import Phrase, around, following
from pipeline.claims.relatives import relative
from pipeline.claims.syntax import (
    OPENING,
    covering,
    is_finite,
    is_noun,
    is_verb,
    lemma,
    may_be,
    past_bracket,
    past_modifiers,
)

# fmt: off
PASSING = frozenset((
    "пройти", "проходить", "миновать", "минуть", "исполниться", "исполняться", "отмечать", "отметить",
))
PAYING = frozenset((
    "платить", "заплатить", "переплатить", "доплатить", "выплатить", "отдать", "отдавать", "требовать", "потребовать",
    "просить", "попросить", "вернуть", "получить", "получать", "включить", "выручить",
))
NEEDING = frozenset((
    "требоваться", "потребоваться", "понадобиться", "хватать", "хватить", "надо", "нужно", "нужный", "необходимый",
))
# fmt: on
INVESTING = frozenset(("вложить", "вкладывать", "инвестировать", "вливать", "влить"))
LASTING = frozenset(("duration", "age"))
SPENT = frozenset(("money", "duration"))
LIMITS = frozenset(("конец", "начало"))
VAGUE = frozenset(("счет", "время", "момент", "период", "срок", "сумма", "течение", "имя", "сторона", "раз", "польза"))
CASES = {"Acc": "accs", "Gen": "gent"}


def led_relative(c: Context) -> Phrase | None:
    """`[завод], в который вложили 2 млрд`, `[игрок], за которого отдали 5 млн`: what `который` stands for."""
    tokens, i = c.doc.tokens, c.frame.left
    led = c.kind == "money" and i + 1 < c.frame.first and tokens[i].norm in ("на", "в", "во", "за", "под")
    if not led or lemma(tokens[i + 1]) != "который" or tokens[i + 1].feat("Case") != "Acc":
        return None
    noun = relative(c.doc, i + 1)
    return around(c.doc, noun) if noun >= 0 else None


def since(c: Context) -> Phrase | None:
    """`исполняется 100 лет со [дня рождения поэта]`, `прошло два года с момента [аварии]`: the start of a term."""
    tokens, i = c.doc.tokens, c.frame.last
    if c.kind not in LASTING or i + 2 >= c.frame.sentence.last or tokens[i].norm not in ("с", "со"):
        return None
    named = tokens[i + 1].norm in ("дня", "начала") and not c.frame.preposition  # 100 лет со дня рождения
    if not (c.verb_lemma in PASSING or (c.verb < 0 and named and tokens[c.frame.first - 1].norm != "течение")):
        return None
    moment = tokens[i + 1].norm == "момента"
    i = past_modifiers(c.doc, i + 1 + moment, c.frame.sentence.last - 1)
    return _event(c, i, moment) if is_noun(tokens[i]) and tokens[i].feat("Case") == "Gen" else None


def _event(c: Context, head: int, moment: bool) -> Phrase:
    """`с [начала войны]`, but `с момента начала [войны]`; also where the whole is a time."""
    whole = around(c.doc, head)
    if lemma(c.doc.tokens[head]) not in ("начало", "проведение"):
        return whole
    i = past_modifiers(c.doc, head + 1, c.frame.sentence.last - 1)
    if not is_noun(c.doc.tokens[i]):
        return whole
    of = around(c.doc, i)
    return of if moment else Phrase(whole.first, of.last, head)


def left_until(c: Context) -> Phrase | None:
    """`до [открытия выставки] остаётся 10 дней`, `до конца [игры] оставалось 5 минут`."""
    if c.kind != "duration" or c.verb_lemma not in ("остаться", "оставаться"):
        return None
    for i in range(c.frame.left, c.frame.first):
        if c.doc.tokens[i].norm == "до":
            found = following(c.doc, i + 1, c.frame.first)
            if found is None or lemma(c.doc.tokens[found.last]) == "который":
                return None
            limit = lemma(c.doc.tokens[found.head]) in LIMITS
            return following(c.doc, found.head + 1, found.last) if limit else found
    return None


def needed(c: Context) -> Phrase | None:
    """`для [взлёта] надо 90 метров`, `5 лет понадобилось для [запуска линии]`: what so much is needed for."""
    if c.kind not in AMOUNTS or (c.verb_lemma not in NEEDING and not _needs(c)):
        return None
    return _ahead(c, "для", "Gen") or _behind(c, "для", "Gen")


def _needs(c: Context) -> bool:
    """`надо 90 метров`, but not `надо выиграть 90 метров`."""
    bare = c.verb < 0 or c.verb_lemma == "быть"
    return bare and not NEEDING.isdisjoint([t.norm for t in c.doc.tokens[c.frame.left : c.frame.first]])


def aim(c: Context) -> Phrase | None:
    """`три дня на [подготовку]`, `потратил 9 млн тенге (80 тысяч долларов) на [закупку форм]`, `на [их лечение] может
    уйти 5 млн`: what time or money is for."""
    if c.kind not in SPENT or c.change:
        return None
    found = _behind(c, "на", "Acc") or _behind(c, "для", "Gen")
    led = c.frame.preposition or c.doc.tokens[c.frame.first - 1].pos == "ADP"  # вернулся на сцену спустя два года
    return found or (None if led else _ahead(c, "на", "Acc"))


def paid(c: Context) -> Phrase | None:
    """`заплатили 5 млн за [победу в конкурсе]`, `за [ремонт крыши] переплатили 5 млн`: what a sum is paid for."""
    if c.kind != "money" or c.verb_lemma not in PAYING:
        return None
    return _behind(c, "за", "Acc") or _ahead(c, "за", "Acc")


def invested(c: Context) -> Phrase | None:
    """`в [реализацию программы] вложат 5 млрд`: what money is put into."""
    if c.kind != "money" or c.verb_lemma not in INVESTING:
        return None
    return _ahead(c, "в", "Acc") or _behind(c, "в", "Acc")


def _behind(c: Context, preposition: str, case: str) -> Phrase | None:
    """The phrase under a preposition right behind the amount, or behind the bracket that repeats it."""
    tokens, i, stop = c.doc.tokens, c.frame.last, c.frame.sentence.last
    i += i == c.verb  # 5 лет понадобилось для запуска
    i = past_bracket(c.doc, i, stop)
    return _under(c, i, stop, case) if i + 1 < stop and tokens[i].norm == preposition else None


def _ahead(c: Context, preposition: str, case: str) -> Phrase | None:
    """The phrase under a preposition before the amount in its clause, where the tree ties it to a verb."""
    tokens = c.doc.tokens
    for i in range(c.frame.first - 2, c.frame.sentence.first - 1, -1):
        if tokens[i].text in ";:()" or (i < c.frame.left and is_finite(tokens[i])) or _parts(c, i):
            return None
        found = _under(c, i, c.frame.first, case) if tokens[i].norm == preposition else None
        if found and found.last <= c.frame.first and _of_verb(c, found.head):
            return found
    return None


def _parts(c: Context, index: int) -> bool:
    """Whether another claim or clause stands at a token: `ставил на победу 5 фунтов, а мог бы выиграть 10`."""
    token = c.doc.tokens[index]
    return token.pos == "SCONJ" or lemma(token) == "который" or is_claimed(c.doc, token)


def _under(c: Context, index: int, stop: int, case: str) -> Phrase | None:
    tokens = c.doc.tokens
    marked = not OPENING.isdisjoint((tokens[index - 1].text, tokens[index + 1].text))  # платит «за спасибо»
    free = covering(c.doc.times, tokens[index].start) < 0 and not marked
    found = following(c.doc, index + 1, stop) if free else None
    if found is None or not is_noun(tokens[found.head]) or c.elsewhere(found.head):
        return None
    if tokens[found.head].feat("Animacy") == "Anim":
        return None  # по 5 долларов на [солдата]
    head = tokens[found.head]
    fits = head.feat("Case") == case or (head.feat("Case") == "Nom" and may_be(head, CASES[case]))
    return found if fits and lemma(head) not in VAGUE else None


def _of_verb(c: Context, index: int) -> bool:
    """Whether the tree ties a noun to a verb, or the clause to nothing else: `на [ремонт] – три дня`."""
    head = c.doc.tokens[index].head
    if head < 0 or head == c.verb or c.frame.first <= head < c.frame.last or c.doc.tokens[head].norm in NEEDING:
        return True
    tied = c.verb < 0 or c.verb in (c.doc.tokens[head].head, index) or c.doc.tokens[c.verb].head == head
    return is_verb(c.doc.tokens[head]) and tied
