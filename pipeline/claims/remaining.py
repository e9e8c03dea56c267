"""Items that no rule before these finds: the aim or the start that an amount is of, the subject of a bare level."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.claims.complement import right
from pipeline.claims.context import Context
from pipeline.claims.head import is_claimed
from pipeline.claims.phrase import Phrase, around, ending, following
from pipeline.claims.subject import relative
from pipeline.claims.syntax import (
    OPENING,
    covering,
    is_attribute,
    is_finite,
    is_modifier,
    is_noun,
    is_verb,
    lemma,
    may_be,
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
GRADES = frozenset(("показатель", "коэффициент", "результат", "рейтинг", "индекс", "оценка"))
RACES = frozenset(("бег", "гонка", "забег", "заезд", "заплыв", "спринт", "марафон", "эстафета", "дистанция"))
CASES = {"Acc": "accs", "Gen": "gent"}
SIGNS = OPENING | frozenset("+-–−/±")
FAR = 8  # tokens of a bracket behind a sum, of a participle clause


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
    i += 1 + (tokens[i + 1].norm == "момента")
    while i + 1 < c.frame.sentence.last and is_modifier(tokens[i]):
        i += 1
    if not is_noun(tokens[i]) or tokens[i].feat("Case") != "Gen":
        return None
    whole = around(c.doc, i)
    return Phrase(whole.first, max(whole.last, right(c.doc, i + 1)), i) if tokens[i].norm == "начала" else whole


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
    if c.verb_lemma not in NEEDING and NEEDING.isdisjoint([t.norm for t in c.doc.tokens[c.frame.left : c.frame.first]]):
        return None
    return _ahead(c, "для", "Gen") or _behind(c, "для", "Gen")


def aim(c: Context) -> Phrase | None:
    """`три дня на [подготовку]`, `потратил 9 млн тенге (80 тысяч долларов) на [закупку форм]`, `на [их лечение] может
    уйти 5 млн`: what time or money is for."""
    if c.kind not in SPENT or c.change:
        return None
    return _behind(c, "на", "Acc") or _behind(c, "для", "Gen") or _ahead(c, "на", "Acc")


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
    if i < stop and tokens[i].text == "(":
        i = next((k + 1 for k in range(i, min(i + FAR, stop)) if tokens[k].text == ")"), i)
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
    found = following(c.doc, index + 1, stop) if covering(c.doc.times, tokens[index].start) < 0 else None
    if found is None or not is_noun(tokens[found.head]) or c.elsewhere(found.head):
        return None
    if tokens[found.head].feat("Animacy") == "Anim":
        return None  # по 5 долларов на [солдата]
    head = tokens[found.head]
    fits = head.feat("Case") == case or (head.feat("Case") == "Nom" and may_be(head, CASES[case]))
    return found if fits and lemma(head) not in VAGUE else None


VAGUE = frozenset(("счет", "время", "момент", "период", "срок", "сумма", "течение", "имя", "сторона", "раз", "польза"))


def _of_verb(c: Context, index: int) -> bool:
    """Whether the tree ties a noun to a verb, or the clause to nothing else: `на [ремонт] – три дня`."""
    head = c.doc.tokens[index].head
    if head < 0 or head == c.verb or c.frame.first <= head < c.frame.last:
        return True
    return is_verb(c.doc.tokens[head]) or c.doc.tokens[head].norm in NEEDING


def graded(c: Context) -> Phrase | None:
    """`третий с [результатом] 7,62`, `с [показателем полезности] «+2»`: the noun that a bare number is the value of."""
    tokens, i = c.doc.tokens, c.frame.first
    if c.kind not in ("count", "percent") or c.direct:
        return None
    while i - 1 > c.frame.sentence.first and tokens[i - 1].text in SIGNS and tokens[i - 1].stop == tokens[i].start:
        i -= 1
    found = ending(c.doc, i, c.frame.sentence.first) if is_noun(tokens[i - 1]) else None
    if found is None or c.elsewhere(found.head):
        return None
    before = tokens[found.first - 1].norm if found.first > c.frame.sentence.first else ""
    led = before in ("с", "со") and tokens[found.head].feat("Case") == "Ins"
    bare = lemma(tokens[found.head]) in GRADES and not c.change and before != "в"  # в результате двое
    return found if led or bare else None


def in_a_row(c: Context) -> Phrase | None:
    """`три подряд [ошибки]`: the noun behind an adverb."""
    i = c.frame.last
    if c.kind != "count" or i + 1 >= c.frame.sentence.last or c.doc.tokens[i].norm not in ("подряд", "кряду"):
        return None
    return following(c.doc, i + 1, c.frame.sentence.last, genitive=True)


def instead(c: Context) -> Phrase | None:
    """`получит 18 млн тонн [нефти] вместо планировавшихся 23 млн`: the amount that was meant, of the same."""
    last = c.known[-1] if c.known else None
    if last is None or last.frame.index != c.frame.index or c.direct:
        return None
    near = {t.norm for t in c.doc.tokens[max(c.frame.left, c.frame.first - 2) : c.frame.first]}
    return last.phrase if "вместо" in near else None


def race(c: Context) -> Phrase | None:
    """`победил в [беге] на 200 м`, `в [лыжной гонке] на 15 км`: the race that has its length."""
    at = c.frame.first - 1
    if c.kind not in ("measure", "count") or c.doc.tokens[at].norm != "на" or at <= c.frame.sentence.first:
        return None
    found = ending(c.doc, at, c.frame.sentence.first)
    return found if found and lemma(c.doc.tokens[found.head]) in RACES else None


def stated(c: Context) -> Phrase | None:
    """`[концентрация] не должна превышать 0,1`, `[часы] стоят 30 тысяч`: the subject of a bare number's level."""
    near = c.frame.left <= c.subject < c.verb < c.frame.first
    return (graded(c) or c.resolve(c.subject)) if near and _states(c) else None


def stated_apart(c: Context) -> Phrase | None:
    """`[балл] тех, кто поступил, составлял 70`: the same over a clause, where no number before has the item."""
    return c.resolve(c.subject) if c.subject < c.frame.first and _states(c) else None


def _states(c: Context) -> bool:
    """Whether the verb states the level that a bare number is."""
    if c.kind != "count" or c.direct or c.frame.preposition in ("из", "с", "со", "по", "от"):
        return False
    equal = c.doc.tokens[c.frame.first - 1].norm.startswith("равн")
    return c.levels or equal or c.verb_lemma in ("превышать", "превысить")


def years(c: Context) -> Phrase | None:
    """`[Иван] выступал и в 40`, `[певица] намерена петь до 70`: an age without the word for years."""
    number = c.doc.tokens[c.frame.last - 1].text
    if c.kind != "count" or c.direct or c.subject < 0 or not number.isdigit() or not 14 < int(number) < 90:
        return None
    who, before = c.doc.tokens[c.subject], c.doc.tokens[c.frame.first - 1].norm
    one = who.feat("Animacy") == "Anim" and who.feat("Number") == "Sing"
    led = c.doc.tokens[c.frame.first].norm == "до" or before in ("в", "к", "за", "после")
    return c.resolve(c.subject) if one and led else None


def of_age(c: Context) -> Phrase | None:
    """`[нашему заводу] 25 лет`, `[рисункам], созданным в пещере, около 8 тыс. лет`: of what age a thing is."""
    counted = c.kind == "count" and c.direct is None
    if not (counted or c.kind == "duration"):
        return None
    tokens, start = c.doc.tokens, _clause_start(c)
    if c.verb >= start and c.verb_lemma not in ("быть", "исполниться", "исполняться"):
        return None
    found = following(c.doc, start, c.frame.first)
    given = found is not None and is_noun(tokens[found.head]) and tokens[found.head].feat("Case") == "Dat"
    return found if found and given and (not counted or tokens[found.head].feat("Animacy") == "Anim") else None


def _clause_start(c: Context) -> int:
    """The first word of the stretch of the number, over a participle clause between commas; past `что`, `а`."""
    tokens, start, first = c.doc.tokens, c.frame.left, c.frame.sentence.first
    opened = c.frame.stretch_start(start - 1) if start > first else start
    if tokens[start - 1].text == "," and opened > first and is_attribute(tokens[opened]):
        start = c.frame.stretch_start(opened - 1)
    while start < c.frame.first and tokens[start].pos in ("SCONJ", "CCONJ", "PART"):
        start += 1
    return start


def out_of(c: Context) -> Phrase | None:
    """`26 из 35 входящих в союз [стран]`, `двое из [освобождённых] судом`: the whole over a participle's own words."""
    tokens, i = c.doc.tokens, c.frame.last
    if c.kind != "count" or i + 1 >= c.frame.sentence.last or tokens[i].norm != "из":
        return None
    start = c.past_number(i + 1)
    if start >= c.frame.sentence.last or not is_attribute(tokens[start]):
        return None
    ahead = range(start + 3, min(start + FAR, c.frame.right))
    noun = next((k for k in ahead if tokens[start + 1].pos == "ADP" and is_noun(tokens[k])), -1)
    return Phrase(noun, right(c.doc, noun), noun) if noun >= 0 else Phrase(start, start + 1, start)


def either_place(c: Context) -> Phrase | None:
    """`первое или [второе место]`: the place behind the second number."""
    tokens, i = c.doc.tokens, c.frame.last
    if c.kind != "rank" or i + 1 >= c.frame.sentence.last or tokens[i].norm not in ("и", "или", "либо"):
        return None
    after = c.past_number(i + 1)
    return following(c.doc, after, c.frame.sentence.last) if after > i + 1 else None


# as they are tried; each is right where it applies more often than the network
RULES: tuple[Callable[[Context], Phrase | None], ...] = (
    led_relative, since, left_until, needed, aim, paid, invested, graded, in_a_row, instead, race,
    stated_apart, of_age, out_of, either_place,
)  # fmt: skip
