"""Items of amounts: indicators, subjects of levels, and nouns that a sum, a measure or a share stands next to."""

from __future__ import annotations

from pipeline import vocabulary
from pipeline.claims import spending
from pipeline.claims.change import directions
from pipeline.claims.changing import stated
from pipeline.claims.context import AMOUNTS, CAPACITIES, NOTHING, PRICES, Context
from pipeline.claims.dashes import before_dash, nominative_before
from pipeline.claims.frame import COMPARATIVES
from pipeline.claims.hosts import document, given, innermost, is_agent, of_sum, over_rate
from pipeline.claims.phrase import Phrase, around, ending, following
from pipeline.claims.subject import described, nominative, object_
from pipeline.claims.syntax import (
    covering,
    is_attribute,
    is_noun,
    lemma,
)

EQUATING = frozenset(("составить", "составлять", "оцениваться", "достигнуть", "достигать", "превысить", "превышать"))
WITHIN = frozenset(("в", "во", "с", "из", "у", "по", "для"))
COUNTED = AMOUNTS | {"count"}
MARKS = frozenset(("уровень", "отметка", "значение", "рубеж", "максимум", "минимум"))
EXPECTING = frozenset(("ожидаться", "прогнозироваться"))  # ожидается метель, ветер 15 м/с
RECEIVING = frozenset(("получить", "получать", "привлечь", "заработать", "выиграть"))
ATTACHING = frozenset(("в", "до", "на", "под"))


def apposed(c: Context) -> Phrase | None:
    """`при [нынешней цене нефти] в $90`, `[среднюю цену] около $150`: an indicator right before the amount."""
    if c.kind == "measure" and lemma(c.doc.tokens[c.frame.first - 1]) in CAPACITIES and c.direct:
        return c.passed(c.frame.first)  # фабрика мощностью 20 тонн мяса
    if c.kind not in AMOUNTS or c.change in ("increase", "decrease", "from") or _of_whole(c):
        return None
    i = _noun_before(c)
    if c.direct and not _short_of(c, i):
        return None
    found = ending(c.doc, i + 1, c.frame.left) if i >= 0 else None
    if found is None:
        return None
    if is_agent(c, found):
        return None
    found = over_rate(c, found)
    bare = i == c.frame.first - 1 or (found.head == i and lemma(c.doc.tokens[i]) in MARKS)
    if bare and _is_measure_noun(c, found):  # на уровне 280 тонн, до рекордной отметки в 11 метров
        return c.passed(c.frame.first) or _passing_mark(c, found)
    told = found.head == c.word or (found.head == c.subject and c.verb > found.head)  # not `грозит штраф до 200 тысяч`
    if (
        told
        or _into_fund(c, found)
        or not (_placed(c, found) or c.indicates(found.head) or c.indicates(i) or _is_sum(c, found))
    ):
        return None
    whose = c.passed(c.frame.first) or _paid_into(c, found) or document(c, found) or innermost(c, found)
    whose = whose or of_sum(c, found) or given(c, found)
    bare = found.last - found.first == 1 and c.doc.tokens[i].norm in ("сроком", "стоимостью", "весом", "площадью")
    return whose or (None if bare else _without_size(c, found))


def _passing_mark(c: Context, mark: Phrase) -> Phrase | None:
    """`[стоимость нефти] преодолела отметку в 60 долларов`: what has come to a mark."""
    right_behind = c.verb == mark.first - 1 and not c.change and not c.levels
    return c.resolve(c.subject) if right_behind else None


def _short_of(c: Context, noun: int) -> bool:
    """`с [дефицитом бюджета] в 2% ВВП`: an indicator that a share of a whole is of."""
    found = ending(c.doc, noun + 1, c.frame.left) if noun >= 0 and c.kind == "percent" else None
    return found is not None and c.indicates(found.head) and c.frame.preposition in ("в", "во")


def _into_fund(c: Context, phrase: Phrase) -> bool:
    """`отправил в бюджет 230 млрд`: where money goes."""
    led = phrase.first > c.frame.left and c.doc.tokens[phrase.first - 1].norm in ("в", "во", "на")
    return c.kind == "money" and led and lemma(c.doc.tokens[phrase.head]) in spending.RECEIVING


def _of_whole(c: Context) -> bool:
    """`корма в объеме 111% от [потребности]`: a share of what comes after."""
    after = c.doc.tokens[c.frame.last : c.frame.last + 1]
    part = {"percent": "от", "fraction": "из"}.get(c.kind)  # возможность продажи трети из 90 [заправок]
    return bool(after) and after[0].norm == part


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
    led = phrase.first > c.frame.left and c.doc.tokens[phrase.first - 1].norm in ("на", "в", "во")
    return beside and thing and c.verb >= 0 and (not led or _paid_into(c, phrase) is not None)


def _paid_into(c: Context, phrase: Phrase) -> Phrase | None:
    """`при [вложении в экономику] 2 млн долларов`, but not `отправил в бюджет 2 млн`: a noun with where it goes."""
    if c.kind != "money" or c.doc.tokens[phrase.first - 1].norm not in ("в", "во") or phrase.first - 1 <= c.frame.left:
        return None
    if lemma(c.doc.tokens[phrase.head]) in spending.RECEIVING:
        return None  # взыскать с издания в пользу фонда
    host = ending(c.doc, phrase.first - 1, c.frame.left)
    return Phrase(host.first, phrase.last, host.head) if host and host.head == phrase.first - 2 else None


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
    if c.verb < 0 or c.kind not in COUNTED or _part_of_those(c):
        return None
    if _equates(c):
        return c.resolve(c.subject)
    if not c.levels and not c.change:
        return None
    if not c.indicates(c.subject) or (c.direct and c.subject >= c.frame.right):
        return _stood_for(c)  # приходится 5 разводов, а этот [показатель]
    if c.change and c.word == c.verb and not (c.levels or c.is_passive) and object_(c.doc, c.verb) >= 0:
        return None  # производство увеличило [выпуск] на 5%
    if c.kind == "money" and c.frame.preposition == "по" and lemma(c.doc.tokens[c.subject]) not in PRICES:
        return None  # лимит составит 300 литров по 230 тенге
    valued = c.verb_lemma in ("оценить", "оцениваться")  # ущерб оценили в 5 млн
    if c.kind == "count" and ((c.frame.preposition in WITHIN and not valued) or _is_base_rate(c)):
        return None
    if c.word != c.verb and _bare_change(c, c.subject):  # but `[прирост населения] увеличился на 5%`
        return stated(c) or c.of_noun(c.subject)
    found = c.resolve(c.subject)
    return None if found and found.head < c.frame.first < found.last else found  # цена [одной] книги


def _equates(c: Context) -> bool:
    """`[экипаж] составляет 20 человек`, `[потенциал] оценивается в 5 тонн зерна`: a whole before its parts."""
    if c.verb_lemma not in EQUATING:
        return False
    listed = c.is_classed or (c.kind in ("measure", "duration") and c.direct is not None)
    return listed and 0 <= c.subject < c.frame.first


def _part_of_those(c: Context) -> bool:
    """`размеры пятой части из которых`."""
    after = [t.norm for t in c.doc.tokens[c.frame.last : c.frame.last + 2]]
    return c.kind == "fraction" and after in (["из", "которых"], ["из", "них"])


def _stood_for(c: Context) -> Phrase | None:
    """`[Численность охраны] не названа: она составляет 9 тысяч человек`: a pronoun that stands for an indicator."""
    if not c.levels or c.kind != "count" or c.subject < 0 or c.doc.tokens[c.subject].norm not in ("он", "она", "оно"):
        return None
    found = c.resolve(c.subject)
    return found if found and c.indicates(found.head) else None


def _is_base_rate(c: Context) -> bool:
    """`штраф составит 20 [МРП]`: a base rate is an item of its own."""
    if c.direct is None:
        return False
    head = c.doc.tokens[c.direct.head]
    return head.text.isupper() or (lemma(head) == "показатель" and c.direct.first < c.direct.head)


def _bare_change(c: Context, head: int) -> bool:
    """`рост превысил 25%`: a noun of change without a complement."""
    return lemma(c.doc.tokens[head]) in directions()


def level(c: Context) -> Phrase | None:
    """`[прибыль] составила 5 млрд`, `[хлеб] стоит 150 тенге`: an amount belongs to the subject."""
    if c.kind not in AMOUNTS or c.verb < 0 or not c.levels or c.direct or _copula(c) or _part_of_those(c):
        return None
    if c.frame.preposition in ("с", "со", "по", "из"):
        return None
    falls = c.verb_lemma in ("прийтись", "приходиться")
    if _of_whole(c) and (falls or (c.subject >= 0 and c.doc.tokens[c.subject].pos == "PRON")):
        return None  # на краски приходится 42% от [продаж], он составил 97% от [плана]
    opening = [t.norm for t in c.doc.tokens[c.frame.left : c.frame.left + 2]]
    if opening in (["из", "них"], ["из", "которых"]):
        return None  # из них 295 тыс. га займёт пшеница
    occupied = c.verb_lemma in ("занять", "занимать")
    if occupied and (c.kind not in ("measure", "duration") or c.verb < c.frame.left):
        return None
    beside = is_noun(c.doc.tokens[c.frame.first - 1]) and c.verb < c.frame.first - 1
    return None if beside and c.verb_lemma in EXPECTING else c.resolve(c.subject)


def _copula(c: Context) -> bool:
    """`было 5 км`, but not `[максимум] был 400 сантиметров`."""
    return c.verb_lemma in ("быть", "стать") and not (c.indicates(c.subject) and not c.frame.preposition)


def completed(c: Context) -> Phrase | None:
    """`[план] выполнен на 98%`: a share of what a passive verb does."""
    if c.kind not in ("percent", "measure") or c.frame.preposition != "на" or c.verb < 0 or c.direct:
        return None
    if not c.is_passive:
        found = object_(c.doc, c.verb) if c.kind == "percent" else -1
        return around(c.doc, found) if found >= 0 else None  # область выполнила [план] на 98%
    return c.resolve(c.subject) or _counted_before(c)


def _counted_before(c: Context) -> Phrase | None:
    """`оба [хранилища] заполнены на 90%`: counted things right before their verb."""
    last = c.known[-1].phrase if c.known else None
    return last if last and last.last == c.verb else None


def dash(c: Context) -> Phrase | None:
    """`[пшеница] – 3,2 млн тонн`: the nominative before the dash."""
    found = before_dash(c)
    sized = found is not None and c.is_classed and c.indicates(found.head)  # [население села] – 9 тысяч человек
    if c.direct and c.kind == "count" and not sized:
        return None
    if found and (stated := of_sum(c, found)):
        return stated  # цена оценивается в рекордную сумму – 5 млн
    if found and c.kind in ("count", "percent") and _is_name(c, found.head) and c.known and c.alike(c.known[-1]):
        return c.recent() or found  # Анна – только шесть геймов
    if found and c.kind == "count" and not c.change and lemma(c.doc.tokens[found.head]) in directions():
        return following(c.doc, found.head + 1, found.last, genitive=True) or found  # рост жалоб – 31 тысяча
    return found if found and (not c.direct or c.indicates(found.head)) else None


def _is_name(c: Context, index: int) -> bool:
    at = covering(c.doc.mentions, c.doc.tokens[index].start)
    return at >= 0 and c.doc.mentions[at].type != "LOC"


def tail(c: Context) -> Phrase | None:
    """`[топливо] продается в России – 54 рубля`: an amount set behind a whole clause."""
    if c.kind not in AMOUNTS or not c.after_dash or not 0 <= c.verb < c.frame.left:
        return None
    if c.kind == "money" and c.subject >= 0 and c.doc.tokens[c.subject].feat("Animacy") == "Anim":
        return None  # вымогал 10 млн тенге у соседа, а в городе – 27 млн
    return c.resolve(c.subject)


def zero(c: Context) -> Phrase | None:
    """`[Его объем] 10 млрд`, `данный [показатель] равен 27%`, `выше 140 рублей [его стоимость]`."""
    if c.verb >= 0 or c.kind not in AMOUNTS:
        return None
    found = nominative_before(c, c.frame.first)
    if found:
        return found
    ahead = (i for i in range(c.frame.last, c.frame.right) if nominative(c.doc, i) and c.indicates(i))
    return c.resolve(next(ahead, -1))


def participle(c: Context) -> Phrase | None:
    """`[сумма], в два раза превышающая прогноз`: the noun that the participle describes."""
    if c.verb < 0 or not is_attribute(c.doc.tokens[c.verb]) or c.kind not in AMOUNTS:
        return None
    noun = described(c.doc, c.verb)
    person = noun >= 0 and c.doc.tokens[noun].feat("Animacy") == "Anim"
    if c.kind == "money" and (c.verb_lemma in RECEIVING or person):
        return NOTHING  # фирма, получившая 2 млн долларов; директор, подозреваемый в хищении 2 млн
    return c.resolve(noun)


def agent(c: Context) -> Phrase | None:
    """`[модель] опережает её на 18%`, `[выставка] идет две недели`: comparisons and durations belong to the subject."""
    if c.kind == "duration" and c.verb >= 0:
        arrived = c.frame.preposition == "за" and c.subject >= 0 and object_(c.doc, c.verb) < 0
        if arrived and c.doc.tokens[c.subject].feat("Animacy") == "Anim":
            return NOTHING  # пожарные доехали за 40 минут
        return c.of_verb(c.verb)
    return c.resolve(c.subject) if c.kind in ("percent", "multiple", "fraction") else None
