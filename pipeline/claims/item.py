"""What is counted or measured: the phrase as it stands in the text, by rules tried in order.

`RULES` says which construction comes before which; a rule answers with a phrase, with `NOTHING` where the
construction leaves no item, or with None where it is not the one it knows.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline import vocabulary
from pipeline.claims.bracket import in_bracket
from pipeline.claims.context import AMOUNTS, NOTHING, Context
from pipeline.claims.frame import COMPARATIVES
from pipeline.claims.phrase import Phrase, around, ending, following
from pipeline.claims.resolve import plural
from pipeline.claims.subject import described, nominative, object_
from pipeline.claims.syntax import (
    DASHES,
    REACH,
    children,
    covering,
    is_attribute,
    is_modifier,
    is_noun,
    is_short_participle,
    is_verb,
    lemma,
)

DIRECTIONS = frozenset(("севернее", "южнее", "западнее", "восточнее"))
LIST = 25  # lines of a list that are looked through for its first line
WITHIN = frozenset(("в", "во", "с", "из", "у", "по", "для"))
ATTACHING = frozenset(("в", "до", "на", "под"))


def item(context: Context) -> Phrase | None:
    """The phrase of the first rule that finds one, None where there is no item."""
    for rule in RULES:
        found = rule(context)
        if found is not None:
            return found if found.head >= 0 else None
    return None


def repetition(c: Context) -> Phrase | None:
    """`22 раза достигали`, `трижды`: the times of an action have no item."""
    word = c.doc.tokens[c.frame.last - 1].norm
    return NOTHING if c.kind == "count" and (word in ("раз", "раза") or word.endswith("жды")) else None


def distance(c: Context) -> Phrase | None:
    """`в 1 километре от дома`: only a thing that a participle places has it."""
    ahead = [t.norm for t in c.doc.tokens[c.frame.last : min(c.frame.last + 3, c.frame.sentence.last)]]
    if c.kind != "measure" or not ahead or not ("от" in ahead or ahead[0] in DIRECTIONS):
        return None
    if c.frame.preposition not in ("в", "во", "за"):
        return None
    if c.verb >= 0 and is_attribute(c.doc.tokens[c.verb]):
        return around(c.doc, described(c.doc, c.verb))
    return NOTHING


def rank(c: Context) -> Phrase | None:
    """`на втором [месте по дешевизне]`: the place with what it is in."""
    if c.kind != "rank":
        return None
    found = c.direct or (around(c.doc, c.frame.last - 1) if is_noun(c.doc.tokens[c.frame.last - 1]) else None)
    if found and found.last < c.frame.sentence.last and c.doc.tokens[found.last].norm in ("по", "в", "среди"):
        further = following(c.doc, found.last + 1, c.frame.sentence.last)
        if further and covering(c.doc.mentions, c.doc.tokens[further.head].start) < 0:
            return Phrase(found.first, further.last, found.head)
    return found


def apposed(c: Context) -> Phrase | None:
    """`при [нынешней цене нефти] в $90`, `[среднюю цену] около $150`: an indicator right before the amount."""
    if c.kind not in AMOUNTS or c.direct or c.change in ("increase", "decrease", "from"):
        return None
    i = c.frame.first - 1
    if c.frame.last - c.frame.first and c.frame.preposition in ATTACHING and c.doc.tokens[i].pos == "ADP":
        i -= 1
    if i < c.frame.left or not is_noun(c.doc.tokens[i]):
        return None
    found = ending(c.doc, i + 1, c.frame.left)
    placed = c.frame.preposition in ("в", "во", "под") and c.kind != "duration"
    placed = placed or (
        c.frame.preposition == "на" and c.kind == "money" and not c.is_place(found.head if found else i)
    )
    if found and i == c.frame.first - 1 and _is_measure_noun(c, found):  # на уровне 280 тонн
        return c.passed(c.frame.first)
    if found and (placed or c.indicates(found.head) or c.indicates(i)) and found.head not in (c.subject, c.word):
        return c.passed(c.frame.first) or found
    return None


def _is_measure_noun(c: Context, phrase: Phrase) -> bool:
    """`на уровне`, `в размере`: only the name of the quantity, under a preposition."""
    led = phrase.first > c.frame.left and c.doc.tokens[phrase.first - 1].pos == "ADP"
    return led and lemma(c.doc.tokens[phrase.head]) in vocabulary.words("pass_through")


def changed_noun(c: Context) -> Phrase | None:
    """`увеличением [числа школ] на 12`: what a noun of change is of."""
    if not c.change or c.word < 0 or not is_noun(c.doc.tokens[c.word]):
        return None
    return c.of_noun(c.word)


def indicator(c: Context) -> Phrase | None:
    """`[число жертв] достигло 37 человек`: an indicator as the subject comes before a counted noun."""
    if c.verb < 0 or c.kind not in (AMOUNTS | {"count"}) or not c.indicates(c.subject):
        return None
    if c.kind == "count" and (c.frame.preposition in WITHIN or _is_base_rate(c)):
        return None
    if not c.levels and not c.change:
        return None
    if c.doc.tokens[c.subject].norm == "рост" or _bare_change(c, c.subject):
        return c.of_noun(c.subject)
    return c.resolve(c.subject)


def _is_base_rate(c: Context) -> bool:
    """`штраф составит 20 [МРП]`: a base rate is an item of its own."""
    if c.direct is None:
        return False
    head = c.doc.tokens[c.direct.head]
    return head.text.isupper() or (lemma(head) == "показатель" and c.direct.first < c.direct.head)


def _bare_change(c: Context, head: int) -> bool:
    """`рост превысил 25%`: a noun of change without a complement."""
    return lemma(c.doc.tokens[head]) in vocabulary.mapping("change_words", "word", "direction")


def compared(c: Context) -> Phrase | None:
    """`Это на 4% меньше, чем год назад`, `вдвое больше [места]`, `версия на 60% быстрее`."""
    at = next((i for i in range(c.frame.last, min(c.frame.last + 9, c.frame.sentence.last)) if _compares(c, i)), -1)
    if at < 0 or c.kind not in AMOUNTS or (c.direct and c.direct.head < at):
        return None
    if c.doc.tokens[at].norm in ("больше", "меньше") and at == c.frame.last:
        found = following(c.doc, at + 1, c.frame.sentence.last, genitive=True)
        if found and not c.doc.tokens[found.first].norm.startswith(("прошл", "предыдущ", "аналог")):
            return found
    if _after_dash(c) and c.known and c.frame.left - 1 == c.known[-1].frame.last:
        return c.known[-1].phrase
    if c.verb >= 0 and c.subject >= 0:
        return c.resolve(c.subject)
    return c.nominative_before(c.frame.first) or _first_nominative(c) or c.recent()


def _first_nominative(c: Context) -> Phrase | None:
    """`[Цены], которые растут, на 20% ниже`: the subject before a relative clause."""
    found = (i for i in range(c.frame.sentence.first, c.frame.first) if nominative(c.doc, i) and not c.is_place(i))
    return c.resolve(next(found, -1))


def _compares(c: Context, index: int) -> bool:
    """A comparative before any verb, noun or mark but brackets."""
    between = c.doc.tokens[c.frame.last : index]
    if any(t.text in ",;:.–—" or is_verb(t) for t in between):
        return False
    norm = c.doc.tokens[index].norm
    return norm in COMPARATIVES or (c.doc.tokens[index].feat("Degree") == "Cmp" and norm.endswith(("ее", "ей")))


def _after_dash(c: Context) -> bool:
    return c.frame.left > c.frame.sentence.first and c.doc.tokens[c.frame.left - 1].text in DASHES


def gapped(c: Context) -> Phrase | None:
    """`цены на бензин повысят до 205 тенге, а на [дизельное топливо] — до 295`: what the gap names anew."""
    i = c.frame.left - 1
    if not c.change or not _after_dash(c) or c.frame.first - c.frame.left > 1 or not c.known:
        return None
    found = ending(c.doc, i, c.frame.sentence.first)
    if found is None or covering(c.doc.times, c.doc.tokens[found.head].start) >= 0:
        return None
    return None if covering(c.doc.mentions, c.doc.tokens[found.head].start) >= 0 else found


def changed(c: Context) -> Phrase | None:
    """`[цены] выросли на 5%`, `повысить [тариф] до 20 тенге`: what a verb changes."""
    if not c.change or c.kind == "age" or (c.kind == "count" and c.direct and c.word < 0):
        return None
    if c.word >= 0 and is_verb(c.doc.tokens[c.word]):
        return c.of_verb(c.word)
    return c.of_verb(c.verb) if c.verb >= 0 else None


def term(c: Context) -> Phrase | None:
    """`[контракт] на 5 лет`, `[запас] на два месяца`: the noun that a duration limits."""
    i = c.frame.first - 2
    if c.kind != "duration" or c.frame.preposition != "на" or i < c.frame.left:
        return None
    return c.passed(c.frame.first) or ending(c.doc, i + 1, c.frame.left)


def level(c: Context) -> Phrase | None:
    """`[прибыль] составила 5 млрд`, `[хлеб] стоит 150 тенге`: an amount belongs to the subject."""
    if c.kind not in AMOUNTS or c.verb < 0 or not c.levels or c.direct or c.verb_lemma in ("быть", "стать"):
        return None
    if c.frame.preposition in ("с", "со", "по", "из"):
        return None
    return c.resolve(c.subject)


def completed(c: Context) -> Phrase | None:
    """`[план] выполнен на 98%`: a share of what a passive verb does."""
    if c.kind != "percent" or c.frame.preposition != "на" or c.verb < 0 or c.direct:
        return None
    passive = is_short_participle(c.doc.tokens[c.verb]) or c.doc.tokens[c.verb].norm.endswith(("ся", "сь"))
    return c.resolve(c.subject) if passive else None


def counted(c: Context) -> Phrase | None:
    """The noun phrase right after the number: `5 [общественно значимых мероприятий]`, `10 и 15 [бутылок]`."""
    if c.direct and is_noun(c.doc.tokens[c.direct.head]):
        return c.direct
    i = c.direct.last if c.direct else c.frame.last
    if i + 1 >= c.frame.sentence.last or c.doc.tokens[i].norm not in ("и", "или", ","):
        return c.direct
    after = _numbered(c, i + 1)
    if after == i + 1:
        return c.direct
    shared = following(c.doc, after, c.frame.sentence.last, genitive=True)
    return Phrase(shared.head, shared.last, shared.head) if shared and c.direct else shared


def whole(c: Context) -> Phrase | None:
    """`26% и 23% от [общего объёма]`, `двое из [спасенных]`, `14 из 32 [стран]`: what a part is of."""
    i = c.frame.last
    while i + 2 < c.frame.sentence.last and c.doc.tokens[i].norm in ("и", ",") and _numbered(c, i + 1) > i + 1:
        i = _numbered(c, i + 1)
    if i + 1 >= c.frame.sentence.last or c.doc.tokens[i].norm not in ("от", "из"):
        return None
    if c.doc.tokens[i + 1].norm in ("них", "которых"):
        return c.recent() if _same(c) else plural(c.doc, i)
    return following(c.doc, _numbered(c, i + 1), c.frame.sentence.last, genitive=True)


def _numbered(c: Context, index: int) -> int:
    """One past the number that begins at a token, the token itself where none does."""
    found = covering(c.doc.numbers, c.doc.tokens[index].start)
    return c.doc.token_range(c.doc.numbers[found].start, c.doc.numbers[found].stop).stop if found >= 0 else index


def among(c: Context) -> Phrase | None:
    """`из [них] четверо`, `из 220 [сотрудниц] 114 замужем`: the whole named before the part."""
    if c.kind not in ("count", "percent", "fraction"):
        return None
    for i in range(c.frame.first - 1, c.frame.left - 1, -1):
        if c.doc.tokens[i].norm in ("из", "среди") and c.doc.tokens[i].sent == c.doc.tokens[c.frame.first].sent:
            if c.doc.tokens[i + 1].norm in ("них", "которых"):
                return c.recent() if _same(c) else plural(c.doc, i)
            return following(c.doc, _numbered(c, i + 1), c.frame.first, genitive=True)
    return None


def _same(c: Context) -> bool:
    return bool(c.known) and c.known[-1].frame.number.kind == "count"


def genitive(c: Context) -> Phrase | None:
    """`[Докторов наук] среди мужчин двое`, `[их] было 64`: a counted noun that was moved to the front."""
    if c.kind not in ("count", "money", "measure"):
        return None
    start, stop = _front(c)
    for i in range(start, stop):
        token = c.doc.tokens[i]
        if covering(c.doc.times, token.start) >= 0:
            continue
        if token.pos == "ADP" or is_verb(token):
            return None
        if token.norm in ("их", "них"):
            return plural(c.doc, i)
        if is_noun(token) or is_modifier(token):
            return _fronted(c, i, stop) if token.feat("Case") == "Gen" else None
    return None


def _front(c: Context) -> tuple[int, int]:
    """The words before the number, also over one dash: `Кандидатов наук – [7]`."""
    if c.frame.left < c.frame.first or not _after_dash(c):
        return c.frame.left, c.frame.first
    start = c.frame.left - 1
    while start > c.frame.sentence.first and not c.frame.is_mark(start - 1):
        start -= 1
    return start, c.frame.left - 1


def _fronted(c: Context, index: int, stop: int) -> Phrase | None:
    found = following(c.doc, index, stop, genitive=True)
    if found is None or covering(c.doc.times, c.doc.tokens[found.head].start) >= 0:
        return None
    return found


def colon(c: Context) -> Phrase | None:
    """`в двух [размерах]: 13 и 15 дюймов`: the phrase before the colon."""
    i = c.frame.left - 1
    if i <= c.frame.sentence.first or c.doc.tokens[i].text != ":":
        return None
    return ending(c.doc, i, c.frame.sentence.first)


def passing(c: Context) -> Phrase | None:
    """`[грант] в размере 2 млн`, `[завод] стоимостью 860 млн`."""
    return c.passed(c.frame.first)


def person(c: Context) -> Phrase | None:
    """`принимают [детей] с 6 лет`, `[мужчине] 45 лет`: whose age it is."""
    if c.kind != "age":
        return None
    for i in range(c.frame.first - 1, max(c.frame.sentence.first, c.frame.first - 6) - 1, -1):
        if is_noun(c.doc.tokens[i]) and c.doc.tokens[i].feat("Animacy") == "Anim":
            return around(c.doc, i)
    return c.resolve(c.subject) or c.recent()


def dash(c: Context) -> Phrase | None:
    """`[пшеница] – 3,2 млн тонн`: the nominative before the dash."""
    if c.direct and c.kind == "count":
        return None
    found = c.before_dash()
    return found if found and (not c.direct or c.indicates(found.head)) else None


def tail(c: Context) -> Phrase | None:
    """`[топливо] продается в России – 54 рубля`: an amount set behind a whole clause."""
    if c.kind not in AMOUNTS or not _after_dash(c) or not 0 <= c.verb < c.frame.left or whole(c):
        return None
    return c.resolve(c.subject)


def share(c: Context) -> Phrase | None:
    """`получали по 100 тыс. тенге`: what is shared out is the object."""
    if c.kind != "money" or c.frame.preposition != "по" or c.verb < 0:
        return None
    found = object_(c.doc, c.verb)
    return around(c.doc, found) if found >= 0 else None


def purpose(c: Context) -> Phrase | None:
    """`на [оказание помощи] выделено 70 млрд`, `в [сферу обеспечения] направлено 82 млрд`."""
    if c.kind != "money" or c.verb < 0:
        return None
    for i in children(c.doc, c.verb):
        token = c.doc.tokens[i]
        led = any(c.doc.tokens[k].norm in ("на", "в", "во") for k in children(c.doc, i))
        if led and is_noun(token) and token.feat("Case") == "Acc" and not _elsewhere(c, i):
            return around(c.doc, i)
    return None


def _elsewhere(c: Context, index: int) -> bool:
    """Whether a token is part of a time, a name, a number, or of what the number is a rate of."""
    token = c.doc.tokens[index]
    known = any(covering(spans, token.start) >= 0 for spans in (c.doc.times, c.doc.mentions, c.doc.numbers))
    return known or (bool(c.frame.number.per) and token.lemma in c.frame.number.per)


def adjacent(c: Context) -> Phrase | None:
    """`[линии] 110 кВ`, `[бутылку] 0,5 л`: the noun right before a measure."""
    i = c.frame.first - 1
    if c.kind != "measure" or c.change or i < c.frame.left or not is_noun(c.doc.tokens[i]) or _elsewhere(c, i):
        return None
    if lemma(c.doc.tokens[i]) in vocabulary.words("pass_through"):
        return None
    return ending(c.doc, i + 1, c.frame.left)


def listed(c: Context) -> Phrase | None:
    """`[Цены на топливо] по регионам: – Астана – 102 тенге`: the indicator in the line before the list."""
    if c.verb >= 0:
        return None
    here = c.frame.index
    for sentence in reversed(c.doc.sentences[max(0, here - LIST) : here]):
        if c.doc.tokens[sentence.last - 1].text == ":":
            found = (i for i in range(max(sentence.first, sentence.last - REACH), sentence.last) if c.indicates(i))
            head = next(found, -1)
            return around(c.doc, head) if head >= 0 else None
        if c.doc.tokens[sentence.last - 1].text not in (";", ",", "."):
            return None
    return None


def estimated(c: Context) -> Phrase | None:
    """`[стоимость проекта] оценили в 2 млрд`: what is estimated, its case unclear before the verb."""
    if c.verb_lemma not in ("оценить", "оценивать") or c.frame.preposition not in ("в", "во"):
        return None
    found = object_(c.doc, c.verb)
    if found >= 0:
        return around(c.doc, found)
    for i in range(c.verb - 1, c.frame.sentence.first - 1, -1):
        token = c.doc.tokens[i]
        free = is_noun(token) and token.feat("Animacy") != "Anim" and token.feat("Case") in ("Nom", "Acc")
        if free and not _elsewhere(c, i):
            return around(c.doc, i)
    return None


def zero(c: Context) -> Phrase | None:
    """`[Его объем] 10 млрд`, `данный [показатель] равен 27%`, `выше 140 рублей [его стоимость]`."""
    if c.verb >= 0 or c.kind not in AMOUNTS:
        return None
    found = c.nominative_before(c.frame.first)
    if found:
        return found
    ahead = (i for i in range(c.frame.last, c.frame.right) if nominative(c.doc, i) and c.indicates(i))
    return c.resolve(next(ahead, -1))


def participle(c: Context) -> Phrase | None:
    """`[сумма], в два раза превышающая прогноз`: the noun that the participle describes."""
    if c.verb < 0 or not is_attribute(c.doc.tokens[c.verb]) or c.kind not in AMOUNTS:
        return None
    return c.resolve(described(c.doc, c.verb))


def agent(c: Context) -> Phrase | None:
    """`[модель] опережает её на 18%`, `[выставка] идет две недели`: comparisons and durations belong to the subject."""
    return c.resolve(c.subject) if c.kind in ("percent", "multiple", "duration", "fraction") else None


def elided(c: Context) -> Phrase | None:
    """`в 2017 году – 80, в 2018 – 100`: what the number before counts."""
    alike = bool(c.known) and c.known[-1].frame.number.kind == c.kind
    return c.recent() if alike and c.kind in ("count", "measure", "percent", "fraction", "multiple") else None


RULES: tuple[Callable[[Context], Phrase | None], ...] = (
    in_bracket, repetition, distance, rank, estimated, apposed, changed_noun, compared, dash, indicator, gapped,
    changed, term, level, counted, completed, whole, genitive, among, colon, passing, person, share, purpose,
    participle, tail, adjacent, zero, listed, agent, elided,
)  # fmt: skip
