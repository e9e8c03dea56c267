"""Items of sums of money that are given, spent or received: what they consist of, and what they are for."""

from __future__ import annotations

from pipeline import vocabulary
from pipeline.claims.context import Context
from pipeline.claims.phrase import Phrase, around, following
from pipeline.claims.subject import subject
from pipeline.claims.syntax import (
    DASHES,
    THOSE,
    children,
    covering,
    is_attribute,
    is_finite,
    is_noun,
    is_verb,
    lemma,
    may_be,
    verb_lemma,
)

# в доход государства, на счет, на момент проверки
RECEIVING = frozenset(("доход", "польза", "бюджет", "казна", "счет", "карта", "имя", "момент", "день", "сумма"))
GIVING = frozenset(("выделение", "направление", "перечисление", "вложение", "привлечение", "расходование"))
YIELDING = frozenset(("поступить", "поступать", "собрать", "выручить", "заработать"))
# fmt: off
TRADED = frozenset((
    "получить", "получать", "заплатить", "платить", "выплатить", "предложить", "предлагать", "отдать", "выложить",
))
# fmt: on
SHARING = frozenset(("делиться", "разделиться", "распределяться", "распределиться"))
SCALES = frozenset(("млн", "млрд", "трлн", "тыс", "тысяч", "миллионов", "миллиардов", "миллиона", "миллиарда"))
PURPOSES = {"на": "Acc", "для": "Gen"}


def sum_of(c: Context) -> Phrase | None:
    """`вложил 3 млрд долларов [прямых инвестиций]`: what the money is, right after the sum."""
    if c.kind != "money":
        return None
    found = following(c.doc, c.frame.last, c.frame.right, genitive=True)
    if found is None or c.elsewhere(found.head):
        return None
    head = c.doc.tokens[found.head]
    return found if is_noun(head) and head.feat("Case") == "Gen" and head.feat("Animacy") != "Anim" else None


def as_what(c: Context) -> Phrase | None:
    """`выплатит соседям 4 млн в качестве [компенсации за срыв матча]`: what the sum is given as."""
    ahead = [t.norm for t in c.doc.tokens[c.frame.last : c.frame.last + 2]]
    if c.kind != "money" or ahead != ["в", "качестве"]:
        return None
    if c.frame.preposition in ("в", "во") and is_noun(c.doc.tokens[c.frame.first - 2]):
        return None  # заплатит [штраф] в 5 млн в качестве возмещения
    return following(c.doc, c.frame.last + 2, c.frame.sentence.last, genitive=True)


def shared_out(c: Context) -> Phrase | None:
    """`[Эти деньги] делятся так: 30 рублей получает магазин, 20 рублей — завод`: what is shared out behind a colon."""
    tokens, first = c.doc.tokens, c.frame.sentence.first
    if c.kind not in ("money", "percent") or ":" not in c.frame.norms or c.direct or c.after_dash:
        return None
    colon = next((i for i in range(c.frame.first - 1, first, -1) if tokens[i].text == ":"), -1)
    verb = next((i for i in range(first, colon) if is_verb(tokens[i]) and verb_lemma(tokens[i]) in SHARING), -1)
    return c.resolve(subject(c.doc, verb)) if verb >= 0 else None


def traded(c: Context) -> Phrase | None:
    """`клуб получит за [своего нападающего] 9 млн`: for what a sum is paid or got, named right before it."""
    if c.kind != "money" or c.verb_lemma not in TRADED:
        return None
    for i in range(c.frame.first - 2, c.frame.left - 1, -1):
        if c.doc.tokens[i].norm == "за":
            found = following(c.doc, i + 1, c.frame.first)
            return found if found and _is_traded(c, found) else None
    return None


def _is_traded(c: Context, phrase: Phrase) -> bool:
    """Right before its sum, or a person before the verb: `за [нападающего] клуб получит 9 млн`."""
    if phrase.last == c.frame.first:
        return covering(c.doc.times, c.doc.tokens[phrase.first].start) < 0
    return phrase.last <= c.verb < c.frame.first and c.doc.tokens[phrase.head].feat("Animacy") == "Anim"


def purpose(c: Context) -> Phrase | None:
    """`на [оказание помощи] выделено 70 млрд`, `в [сферу обеспечения] направлено 82 млрд`."""
    if not _is_money(c):
        return None
    if lemma(c.doc.tokens[c.frame.first - 1]) in GIVING:
        return _after(c) or _past_source(c)
    if c.verb < 0:
        return None
    if c.verb_lemma not in vocabulary.words("spending_verbs"):
        return _of_verb(c)
    bare = c.doc.tokens[c.frame.last - 1].norm in SCALES
    own = _after(c) if bare else None  # включая 150 млрд на инвестиции
    return own or _of_verb(c) or _after(c) or _before(c)


def part_for(c: Context) -> Phrase | None:
    """`дали 9 млн, из которых 4 млн ушло на [уголь]`: what a part of a sum is for."""
    if not _is_money(c) or c.doc.tokens[c.frame.first - 1].norm not in THOSE:
        return None
    if c.verb < c.frame.last or c.verb_lemma not in vocabulary.words("spending_verbs"):
        return None
    return _led(c, c.verb + 1, c.frame.right) or _of_verb(c)


def _past_source(c: Context) -> Phrase | None:
    """`выделение 7 млрд из резерва правительства на [закуп муки]`: behind where the money comes from."""
    i = c.frame.last
    source = following(c.doc, i + 1, c.frame.right, genitive=True) if c.doc.tokens[i].norm == "из" else None
    return _led(c, source.last, c.frame.right) if source else None


def proceeds(c: Context) -> Phrase | None:
    """`от [акцизов] поступило 757 млрд`, `выручили 5 млн от [продажи зерна]`: what money comes from."""
    if not _is_money(c) or c.verb_lemma not in YIELDING:
        return None
    tokens = c.doc.tokens
    for i in (*range(c.frame.first - 2, c.frame.left - 1, -1), c.frame.last):
        if i < c.frame.sentence.last and tokens[i].norm == "от":
            found = following(c.doc, i + 1, c.frame.right, genitive=True)
            return found if found and not _pays(c, found.head) else None
    return None


def _pays(c: Context, index: int) -> bool:
    """`от [компаний] поступило 5 млн`: the one it comes from, not what it comes of."""
    token = c.doc.tokens[index]
    return (
        token.feat("Animacy") == "Anim"
        or c.elsewhere(index)
        or any(lemma(token) in vocabulary.words(name) for name in ("org_nouns", "descriptors"))
    )


def _of_verb(c: Context) -> Phrase | None:
    """What the tree hangs under the verb, but not behind the stretch of a number that follows it."""
    for i in children(c.doc, c.verb):
        led = any(c.doc.tokens[k].norm in ("на", "в", "во") for k in children(c.doc, i))
        near = i < c.frame.right or c.verb >= c.frame.right
        token = c.doc.tokens[i]
        directed = token.feat("Case") == "Acc" and (not token.text.islower() or may_be(token, "accs"))
        if led and near and directed and _is_purpose(c, i):  # not `на торгах выставили`
            whole = following(c.doc, i, c.frame.sentence.last)  # в сельское и рыбное хозяйство
            return whole if whole and whole.head > i else around(c.doc, i)
    return None


def _is_money(c: Context) -> bool:
    """A sum, or a bare `7 млн` after a sum in the same sentence."""
    if c.kind != "count" or c.direct or not c.known:
        return c.kind == "money"
    last = c.known[-1].frame
    scaled = [c.doc.tokens[f.last - 1].norm in SCALES for f in (last, c.frame)]
    before = last.number.kind == "money" or (last.number.kind == "count" and scaled[0])
    return before and last.index == c.frame.index and scaled[1]


def _is_purpose(c: Context, index: int) -> bool:
    token = c.doc.tokens[index]
    return is_noun(token) and not c.elsewhere(index) and lemma(token) not in RECEIVING


def _after(c: Context) -> Phrase | None:
    """`выделил 2 млрд тенге на [ремонт дорог]`, `для [оказания помощи]`."""
    i, tokens = c.frame.last, c.doc.tokens
    if i + 1 < c.frame.sentence.last and tokens[i].text == "," and is_attribute(tokens[i + 1]):
        return _led(c, i + 2, c.frame.sentence.last)  # 580 млрд, предусмотренных на кредитование
    if i + 1 < c.frame.sentence.last and tokens[i].text in DASHES:
        return _led(c, i + 1, c.frame.sentence.last)  # ещё 120 млн – на замену окон
    return _led(c, i, c.frame.right)


def _before(c: Context) -> Phrase | None:
    """`на [развитие сети] компания намерена направить 2 трлн`: the purpose opens the clause."""
    tokens = c.doc.tokens
    for i in range(c.frame.first - 2, c.frame.sentence.first - 1, -1):
        if tokens[i].text in ";:()" or (is_verb(tokens[i]) and is_finite(tokens[i]) and tokens[i].rel != "root"):
            return None
        if tokens[i].norm in PURPOSES and covering(c.doc.times, tokens[i].start) < 0:
            return _led(c, i, c.frame.first)
    return None


def _led(c: Context, index: int, stop: int) -> Phrase | None:
    """The phrase under a preposition of purpose at a token."""
    case = PURPOSES.get(c.doc.tokens[index].norm, "") if index < stop else ""
    found = following(c.doc, index + 1, stop) if case else None
    if found is None or is_verb(c.doc.tokens[found.head]) or not _is_purpose(c, found.head):
        return None
    head = c.doc.tokens[found.head]
    unclear = case == "Acc" and head.feat("Case") == "Nom" and may_be(head, "accs")
    return found if head.feat("Case") == case or unclear else None
