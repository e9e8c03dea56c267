"""Items of amounts: indicators, subjects of levels, and nouns that a sum, a measure or a share stands next to."""

from __future__ import annotations

from pipeline import vocabulary
from pipeline.claims.change import directions
from pipeline.claims.context import AMOUNTS, Context
from pipeline.claims.frame import COMPARATIVES
from pipeline.claims.phrase import Phrase, around, ending
from pipeline.claims.subject import described, nominative, object_
from pipeline.claims.syntax import (
    is_attribute,
    is_noun,
    is_short_participle,
    is_verb,
    lemma,
)

WITHIN = frozenset(("в", "во", "с", "из", "у", "по", "для"))
COUNTED = AMOUNTS | {"count"}
CAPACITIES = frozenset(("мощность", "производительность"))
MARKS = frozenset(("уровень", "отметка", "значение", "рубеж", "максимум", "минимум"))
MOVING = frozenset(("в", "во", "на", "с", "со", "из", "от", "к", "до", "за"))  # спустился с горы на 300 метров
EXPECTING = frozenset(("ожидаться", "прогнозироваться"))  # ожидается метель, ветер 15 м/с
PRICES = frozenset(("цена", "стоимость", "курс", "тариф"))
ATTACHING = frozenset(("в", "до", "на", "под"))


def apposed(c: Context) -> Phrase | None:
    """`при [нынешней цене нефти] в $90`, `[среднюю цену] около $150`: an indicator right before the amount."""
    if c.kind == "measure" and c.direct and lemma(c.doc.tokens[c.frame.first - 1]) in CAPACITIES:
        return c.passed(c.frame.first)  # фабрика мощностью 20 тонн мяса
    if c.kind not in AMOUNTS or c.direct or c.change in ("increase", "decrease", "from") or _of_whole(c):
        return None
    i = _noun_before(c)
    found = ending(c.doc, i + 1, c.frame.left) if i >= 0 else None
    if found is None:
        return None
    bare = i == c.frame.first - 1 or (found.head == i and lemma(c.doc.tokens[i]) in MARKS)
    if bare and _is_measure_noun(c, found):  # на уровне 280 тонн, до рекордной отметки в 11 метров
        return c.passed(c.frame.first)
    told = found.head == c.word or (found.head == c.subject and c.verb > found.head)  # not `грозит штраф до 200 тысяч`
    if told or not (_placed(c, found) or c.indicates(found.head) or c.indicates(i) or _is_sum(c, found)):
        return None
    return c.passed(c.frame.first) or _without_size(c, found)


def _of_whole(c: Context) -> bool:
    """`корма в объеме 111% от [потребности]`: a share of what comes after."""
    after = c.doc.tokens[c.frame.last : c.frame.last + 1]
    return c.kind == "percent" and bool(after) and after[0].norm == "от"


def _noun_before(c: Context) -> int:
    """The noun before the number, also over a preposition (`цене нефти в $90`); -1 where there is none."""
    i = c.frame.first - 1
    if c.frame.last - c.frame.first and c.frame.preposition in ATTACHING and c.doc.tokens[i].pos == "ADP":
        i -= 1
    return i if i >= c.frame.left and is_noun(c.doc.tokens[i]) else -1


def _placed(c: Context, phrase: Phrase) -> bool:
    """Whether a preposition ties the number to the noun before: `цене в $90`, `контракты на $80 млн`."""
    if c.frame.preposition in ("в", "во", "под"):
        return c.kind != "duration"
    return c.frame.preposition == "на" and c.kind == "money" and not c.is_place(phrase.head)


def _is_sum(c: Context, phrase: Phrase) -> bool:
    """`предложили [заработную плату] $1,7 тыс.`: a thing right before its sum, which is not who pays or gets it."""
    head = c.doc.tokens[phrase.head]
    beside = c.kind == "money" and phrase.last == c.frame.first and head.feat("Case") in ("Nom", "Acc")
    thing = head.feat("Animacy") == "Inan" and phrase.head != c.subject and not c.elsewhere(phrase.head)
    led = phrase.first > c.frame.left and c.doc.tokens[phrase.first - 1].norm == "на"
    return beside and thing and not led and c.verb >= 0


def _without_size(c: Context, phrase: Phrase) -> Phrase:
    """`ГРЭС мощностью`: without the name of the size."""
    sized = c.doc.tokens[phrase.last - 1].norm in ("мощностью", "производительностью")
    return Phrase(phrase.first, phrase.last - (sized and phrase.head < phrase.last - 1), phrase.head)


def _is_measure_noun(c: Context, phrase: Phrase) -> bool:
    """`на уровне`, `в размере`: only the name of the quantity, under a preposition."""
    led = phrase.first > c.frame.left and c.doc.tokens[phrase.first - 1].pos == "ADP"
    before = c.doc.tokens[phrase.first - 1].norm if phrase.first > c.frame.left else ""
    reached = c.verb == phrase.first - 1 or before in COMPARATIVES  # достигнув максимума в 5 тонн, ниже отметки 5 тонн
    word = lemma(c.doc.tokens[phrase.head])
    return (led and (word in vocabulary.words("pass_through") or word in MARKS)) or (reached and word in MARKS)


def indicator(c: Context) -> Phrase | None:
    """`[число жертв] достигло 37 человек`: an indicator as the subject comes before a counted noun."""
    if c.verb < 0 or c.kind not in COUNTED or not (c.change or c.levels) or not c.indicates(c.subject):
        return None
    if c.kind == "count" and (c.frame.preposition in WITHIN or _is_base_rate(c)):
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
    return lemma(c.doc.tokens[head]) in directions()


def term(c: Context) -> Phrase | None:
    """`[контракт] на 5 лет`, `[отсрочка] до двух лет`: the noun that a duration limits."""
    stop = c.frame.first - (1 if c.doc.tokens[c.frame.first - 1].norm == "на" else 0)
    if c.change or c.kind != "duration" or stop <= c.frame.left:
        return None
    if c.frame.preposition == "до" and c.doc.tokens[c.frame.first].norm == "до" and is_noun(c.doc.tokens[stop - 1]):
        return ending(c.doc, stop, c.frame.left)
    if c.frame.preposition != "на":
        return None
    return c.passed(c.frame.first) or c.host_of(ending(c.doc, stop, c.frame.left))


def level(c: Context) -> Phrase | None:
    """`[прибыль] составила 5 млрд`, `[хлеб] стоит 150 тенге`: an amount belongs to the subject."""
    if c.kind not in AMOUNTS or c.verb < 0 or not c.levels or c.direct or c.verb_lemma in ("быть", "стать"):
        return None
    if c.frame.preposition in ("с", "со", "по", "из"):
        return None
    whole = c.kind == "percent" and c.doc.tokens[c.frame.last : c.frame.last + 1]
    if whole and whole[0].norm == "от" and c.verb_lemma in ("прийтись", "приходиться"):
        return None  # на краски приходится 42% от [продаж]
    opening = [t.norm for t in c.doc.tokens[c.frame.left : c.frame.left + 2]]
    if opening in (["из", "них"], ["из", "которых"]):
        return None  # из них 295 тыс. га займёт пшеница
    occupied = c.verb_lemma in ("занять", "занимать")
    if occupied and (c.kind not in ("measure", "duration") or c.verb < c.frame.left):
        return None
    beside = is_noun(c.doc.tokens[c.frame.first - 1]) and c.verb < c.frame.first - 1
    return None if beside and c.verb_lemma in EXPECTING else c.resolve(c.subject)


def each(c: Context) -> Phrase | None:
    """`200 [бутылок] по 5 литров`: the size of each thing that was counted right before."""
    last = c.known[-1] if c.known else None
    if c.frame.preposition != "по" or last is None or last.phrase is None or c.kind not in ("measure", "money"):
        return None
    beside = last.phrase.first >= last.frame.last and last.phrase.last == c.frame.first - 1
    return last.phrase if beside and last.frame.number.kind == "count" else None


def sized(c: Context) -> Phrase | None:
    """`[теплица] на 10 тыс. тонн`, `[проект] на 1 ГВт`: the thing that a measure tells the size of."""
    if c.kind != "measure" or c.frame.preposition != "на" or c.change or c.direct:
        return None
    i = c.frame.first - 1
    if i <= c.frame.left or c.doc.tokens[i].norm != "на" or not is_noun(c.doc.tokens[i - 1]) or c.elsewhere(i - 1):
        return None
    found = ending(c.doc, i, c.frame.left)
    before = c.doc.tokens[found.first - 1] if found and found.first > c.frame.left else None
    if found is None or before is None or before.pos != "ADP":
        return found
    host = ending(c.doc, found.first - 1, c.frame.left)  # завод по переработке шерсти на 3 тонны
    return Phrase(host.first, found.last, host.head) if host and before.norm not in MOVING else None


def completed(c: Context) -> Phrase | None:
    """`[план] выполнен на 98%`: a share of what a passive verb does."""
    if c.kind not in ("percent", "measure") or c.frame.preposition != "на" or c.verb < 0 or c.direct:
        return None
    return c.resolve(c.subject) if _is_passive(c) else None


def passing(c: Context) -> Phrase | None:
    """`[грант] в размере 2 млн`, `[завод] стоимостью 860 млн`, `[жильё] предлагается по цене 48 тысяч`."""
    found = c.passed(c.frame.first) or _stated(c)
    if found or c.verb != c.frame.first - 3 or lemma(c.doc.tokens[c.frame.first - 1]) not in PRICES:
        return found
    return _fronted(c)


def _stated(c: Context) -> Phrase | None:
    """`[пособие] установлено в размере 40 тысяч`: a verb right before `в размере`."""
    i = c.frame.first - 1
    named = i - 1 == c.verb + 1 and c.doc.tokens[i - 1].norm in ("в", "во", "на") and _is_passive(c)
    return c.of_verb(c.verb) if named and lemma(c.doc.tokens[i]) in vocabulary.words("pass_through") else None


def _is_passive(c: Context) -> bool:
    if c.verb < 0:
        return False
    return is_short_participle(c.doc.tokens[c.verb]) or c.doc.tokens[c.verb].norm.endswith(("ся", "сь"))


def dash(c: Context) -> Phrase | None:
    """`[пшеница] – 3,2 млн тонн`: the nominative before the dash."""
    if c.direct and c.kind == "count":
        return None
    found = c.before_dash()
    return found if found and (not c.direct or c.indicates(found.head)) else None


def tail(c: Context) -> Phrase | None:
    """`[топливо] продается в России – 54 рубля`: an amount set behind a whole clause."""
    if c.kind not in AMOUNTS or not c.after_dash or not 0 <= c.verb < c.frame.left:
        return None
    return c.resolve(c.subject)


def share(c: Context) -> Phrase | None:
    """`билеты продают по 100 тенге`, `купить [топливо] за 200 тенге`: what a price is of is the object."""
    if c.kind != "money" or c.frame.preposition not in ("по", "за") or c.verb < 0:
        return None
    found = object_(c.doc, c.verb)
    return around(c.doc, found) if found >= 0 else _fronted(c) or _of_pair(c)


def _fronted(c: Context) -> Phrase | None:
    """`[рубль] продают по 5 тенге`, `[жильё] продаётся по цене 90 тысяч`: the object before its verb, the subject."""
    for i in range(c.verb - 1, c.frame.sentence.first - 1, -1):
        token = c.doc.tokens[i]
        if is_verb(token) or token.text in ",;:":
            return None
        if not _is_passive(c) and token.rel.startswith("nsubj") and token.feat("Number") == _number(c):
            return None  # государство выделяло по 500 млн
        thing = is_noun(token) and token.feat("Animacy") != "Anim" and token.feat("Case") in ("Nom", "Acc")
        if thing and not c.elsewhere(i):
            found = around(c.doc, i)
            return None if c.doc.tokens[max(0, found.first - 1)].pos == "ADP" else found
    return None


def _number(c: Context) -> str:
    return c.doc.tokens[c.verb].feat("Number")


def _of_pair(c: Context) -> Phrase | None:
    """`рубль продают по 5 тенге, покупают по 4`: the second of two verbs side by side has the object of the first."""
    if not c.known or c.known[-1].frame.index != c.frame.index or c.frame.left != c.verb:
        return None
    return c.recent() if c.known[-1].frame.number.kind in ("money", "count") else None


def adjacent(c: Context) -> Phrase | None:
    """`[линии] 110 кВ`, `[бутылку] 0,5 л`: the noun right before a measure."""
    i = c.frame.first - 1
    if c.kind != "measure" or c.change or i < c.frame.left or not is_noun(c.doc.tokens[i]) or c.elsewhere(i):
        return None
    if lemma(c.doc.tokens[i]) in vocabulary.words("pass_through"):
        return None
    return ending(c.doc, i + 1, c.frame.left)


def estimated(c: Context) -> Phrase | None:
    """`[стоимость проекта] оценили в 2 млрд`: what is estimated, its case unclear before the verb."""
    if c.verb_lemma not in ("оценить", "оценивать") or c.frame.preposition not in ("в", "во"):
        return None
    if c.after_dash and c.verb < c.frame.left:  # запас оценён в 4 млн тонн, а ущерб – в 18 млрд
        return c.before_dash()
    found = object_(c.doc, c.verb)
    if found >= 0:
        return around(c.doc, found)
    for i in range(c.verb - 1, c.frame.sentence.first - 1, -1):
        token = c.doc.tokens[i]
        free = is_noun(token) and token.feat("Animacy") != "Anim" and token.feat("Case") in ("Nom", "Acc")
        if free and not c.elsewhere(i):
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
    if c.kind == "duration" and c.verb >= 0:
        return c.of_verb(c.verb)
    return c.resolve(c.subject) if c.kind in ("percent", "multiple", "fraction") else None
