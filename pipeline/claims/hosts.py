"""What a sum or a size that stands behind a phrase is of: the phrase itself, a part of it, or what it hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline import vocabulary
from pipeline.claims.head import is_claimed
from pipeline.claims.phrase import Phrase, around, ending, following, joined_before
from pipeline.claims.syntax import covering, is_noun, is_verb, lemma

if TYPE_CHECKING:
    from pipeline.claims.context import Context

DOING = frozenset(("проект", "запуск", "ввод", "строительство", "создание", "открытие", "восстановление"))
# fmt: off
DOCUMENTS = frozenset((
    "проект", "меморандум", "контракт", "договор", "соглашение", "программа", "право", "заявка", "сделка", "иск",
))
# fmt: on
WORTHS = DOCUMENTS | {"сбережение", "вклад", "облигация", "заказ", "взятка"}  # what has a sum of its own
BODILY = frozenset(("возраст", "вес", "рост", "масса", "число", "численность", "количество"))  # what people have
LOOSE = frozenset(("без", "у", "из", "от", "в", "во"))  # закупка у соседей на сумму 5 млн, иск в пользу семьи на 5 млн


def thing_of(c: Context, phrase: Phrase | None) -> Phrase | None:
    """`запуск [линии] мощностью 200 тонн`: the size is that of the thing, not of what is done with it."""
    area = phrase is not None and lemma(c.doc.tokens[c.frame.first - 1]) == "площадь"
    if area and phrase and c.is_place(phrase.head):
        return None  # в области на площади 3 млн га
    counted = c.known[-1].phrase if c.known and c.doc.tokens[c.frame.first - 2].norm == "на" else None
    if area and counted and counted.last == c.frame.first - 2:
        return Phrase(c.frame.first - 1, c.frame.first, c.frame.first - 1)  # 20 кубометров щепы на площади
    while phrase and c.kind == "measure" and _is_done(lemma(c.doc.tokens[phrase.head])):
        thing = following(c.doc, phrase.head + 1, phrase.last, genitive=True)
        if thing is None:
            break
        placed = (i for i in range(thing.head + 1, thing.last) if c.doc.tokens[i].norm in ("на", "в", "во"))
        phrase = Phrase(thing.first, next(placed, thing.last), thing.head)
    return phrase


def _is_done(word: str) -> bool:
    return word in DOING or word in vocabulary.words("purpose_nouns")


def host_of(c: Context, phrase: Phrase | None) -> Phrase | None:
    """`газопровод [через Монголию] мощностью`: a place under a preposition gives way to the phrase before it."""
    if phrase is None:
        return None
    if found := innermost(c, phrase) or given(c, phrase):
        return found
    if phrase.first == c.frame.sentence.first:
        return phrase
    if c.doc.tokens[phrase.first - 1].pos != "ADP":
        return document(c, phrase) or phrase
    if phrase.first - 3 > c.frame.sentence.first and c.doc.tokens[phrase.first - 2].norm == "связи":
        return ending(c.doc, phrase.first - 3, c.frame.sentence.first)  # в связи с истечением срока
    if c.doc.tokens[phrase.first].norm in ("базе", "основе"):
        return ending(c.doc, phrase.first - 1, c.frame.sentence.first)  # завод на базе сырья
    if c.doc.tokens[phrase.first].norm in ("виде", "рамках"):  # кара в виде лишения свободы сроком
        return following(c.doc, phrase.first + 1, phrase.last)
    if not c.is_place(phrase.head) and c.doc.tokens[phrase.first - 1].norm not in LOOSE:
        return document(c, phrase) or phrase  # договор о [строительстве станций] мощностью 5 МВт
    host = ending(c.doc, phrase.first - 1, c.frame.sentence.first)
    if host and c.doc.tokens[phrase.first - 1].norm in ("от", "без") and host.head == phrase.first - 2:
        return Phrase(host.first, phrase.last, host.head)  # доход [от продаж] в размере
    return (_led_into(c, phrase, host) or host) if host else phrase


def _led_into(c: Context, phrase: Phrase, host: Phrase) -> Phrase | None:
    """`[заключение в колонию] на срок от 3 до 7 лет`: where the time of a thing is spent is told with it."""
    noun = c.doc.tokens[phrase.head]
    free = noun.head >= 0 and not is_verb(c.doc.tokens[noun.head]) and not c.elsewhere(phrase.head)
    into = free and c.kind == "duration" and noun.feat("Case") == "Acc"
    return Phrase(host.first, phrase.last, host.head) if into else None


def innermost(c: Context, phrase: Phrase) -> Phrase | None:
    """`в районе города [моста] длиной 300 м`, `перевод на газ [печей] мощностью 3 Гкал`, `подписание [контрактов] на
    сумму 5 млн`: the last noun, where the words before it name a place, an aim or a deed."""
    last, tokens = phrase.last - 1, c.doc.tokens
    if within := _worth(c, phrase) or _owned(c, phrase):
        return within
    if last <= phrase.head or not is_noun(tokens[last]) or covering(c.doc.mentions, tokens[last].start) >= 0:
        return None
    placed = c.kind == "measure" and c.is_place(phrase.head)
    aimed = c.kind == "measure" and tokens[phrase.first - 1].norm == "на" and tokens[last].feat("Case") == "Gen"
    if not (placed or aimed):
        return None
    return Phrase(max(around(c.doc, last).first, phrase.head + 1), phrase.last, last)


def _worth(c: Context, phrase: Phrase) -> Phrase | None:
    """`подписание [контрактов]`, `владелец [облигаций Чили]`: what has a sum of its own within a phrase."""
    tokens = c.doc.tokens
    if c.kind != "money" or lemma(tokens[phrase.head]) in WORTHS or c.indicates(phrase.head):
        return None
    found = next((i for i in range(phrase.head + 1, phrase.last) if lemma(tokens[i]) in WORTHS), -1)
    if found < 0 or covering(c.doc.mentions, tokens[found].start) >= 0:
        return None
    return Phrase(max(around(c.doc, found).first, phrase.head + 1), phrase.last, found)


def _owned(c: Context, phrase: Phrase) -> Phrase | None:
    """`владельцы [участков] площадью 8 соток`: the thing, not the person whose it is."""
    size = c.size_noun(c.frame.first)
    if size < 0 or lemma(c.doc.tokens[size]) in BODILY or c.doc.tokens[phrase.head].feat("Animacy") != "Anim":
        return None
    found = following(c.doc, phrase.head + 1, phrase.last, genitive=True)
    thing = found is not None and c.doc.tokens[found.head].feat("Animacy") == "Inan" and not c.elsewhere(found.head)
    return found if thing and found and c.doc.tokens[found.head].feat("Case") == "Gen" else None


def given(c: Context, phrase: Phrase) -> Phrase | None:
    """`[кредит фермерам] на сумму 5 млн`: who gets it, in the dative, does not part the thing from its sum."""
    tokens, before = c.doc.tokens, phrase.first - 1
    if c.kind != "money" or tokens[phrase.head].feat("Case") != "Dat" or before <= c.frame.sentence.first:
        return None
    if not is_noun(tokens[before]):
        return None
    host = ending(c.doc, phrase.first, c.frame.sentence.first)
    return Phrase(host.first, phrase.last, host.head) if host and not c.elsewhere(host.head) else None


def document(c: Context, phrase: Phrase) -> Phrase | None:
    """`[меморандумы о поставке] на 5 млн`, `[проект по обустройству] на сумму`: what a sum of money is of."""
    floor, tokens = c.frame.sentence.first, c.doc.tokens
    if c.kind != "money" or phrase.first - 1 <= floor:
        return None
    if is_claimed(c.doc, tokens[phrase.first - 1]):
        return _for_counted(c, phrase.first - 1)
    if tokens[phrase.first - 1].pos != "ADP":
        return None
    host, beside = ending(c.doc, phrase.first - 1, floor), phrase.first - 2
    if lemma(tokens[phrase.head]) in vocabulary.words("money_nouns") and c.frame.preposition == "в":
        return None  # иск по [долгу] в 5 млн
    if host and lemma(tokens[host.head]) in DOCUMENTS:
        return Phrase(host.first, phrase.last, host.head)
    own = is_noun(tokens[beside]) and lemma(tokens[beside]) in DOCUMENTS  # о заключении [контрактов с фирмами] на 5 млн
    return Phrase(around(c.doc, beside).first, phrase.last, beside) if own else None


def _for_counted(c: Context, index: int) -> Phrase | None:
    """`[контракты] на поставку 600 тонн зерна на сумму 5 млн`: a number between a document and its sum."""
    floor, number = c.frame.sentence.first, c.doc.numbers[covering(c.doc.numbers, c.doc.tokens[index].start)]
    deed = ending(c.doc, c.doc.token_at(number.start), floor)
    if deed is None or deed.first - 1 <= floor or c.doc.tokens[deed.first - 1].norm not in ("на", "о", "об", "по"):
        return None
    host = ending(c.doc, deed.first - 1, floor)
    return host if host and lemma(c.doc.tokens[host.head]) in DOCUMENTS else None


def with_others(c: Context, phrase: Phrase | None) -> Phrase | None:
    """`закупил [масло и крупы] на сумму 5 млн`: all that a sum is of, not the last thing alone."""
    if phrase is None or c.kind != "money" or phrase.last >= c.frame.first or c.elsewhere(phrase.head):
        return phrase
    return joined_before(c.doc, phrase, c.frame.sentence.first)


def of_sum(c: Context, phrase: Phrase) -> Phrase | None:
    """`[станки] ввезли в мае на сумму 5 млн`: a sum behind a time is of the thing that the verb is about."""
    led = phrase.first > c.frame.sentence.first and c.doc.tokens[phrase.first - 1].norm == "на"
    reached = c.levels or lemma(c.doc.tokens[phrase.first - 1]) in vocabulary.words("level_words")  # и составили сумму
    led = led or (reached and c.doc.tokens[phrase.head].feat("Case") == "Acc")  # цена оценивается в рекордную сумму
    if lemma(c.doc.tokens[phrase.head]) != "сумма" or not led or c.subject < 0:
        return None
    return c.resolve(c.subject) if c.doc.tokens[c.subject].feat("Animacy") == "Inan" else None


def is_agent(c: Context, phrase: Phrase) -> bool:
    """`доля оценивалась [экспертами] в 3%`, `обошлось [городу] в 9 млн`: who does or gets what the verb right before
    tells."""
    token, verb = c.doc.tokens[phrase.head], c.doc.tokens[c.verb]
    done = c.is_passive or verb.norm.endswith(("ся", "сь"))
    case = token.feat("Case")
    takes_part = (case == "Ins" and done) or (case == "Dat" and c.frame.preposition == "в")
    return c.verb == phrase.first - 1 and takes_part and not c.indicates(phrase.head)


def over_rate(c: Context, phrase: Phrase) -> Phrase:
    """`при [доходе на душу населения] в 14 тысяч`: over what the amount is a rate of."""
    based = bool(c.frame.number.per) and c.doc.tokens[phrase.head].lemma in c.frame.number.per
    if not based or c.doc.tokens[phrase.first - 1].norm != "на":
        return phrase
    host = ending(c.doc, phrase.first - 1, c.frame.left)
    return Phrase(host.first, phrase.last, host.head) if host else phrase
