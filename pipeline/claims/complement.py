"""How far a noun phrase goes to the right of its head: complements, names in quotes, what is coordinated."""

from __future__ import annotations

from pipeline import vocabulary
from pipeline.claims.head import head_after, is_claimed
from pipeline.claims.syntax import (
    CLOSING,
    OPENING,
    covering,
    is_attribute,
    is_modifier,
    is_noun,
    is_short_participle,
    is_verb,
    lemma,
    may_be,
    same_case,
)
from pipeline.claims.tied import (
    foreign_stop,
    goes_beside,
    is_adverbial,
    is_called,
    is_counted,
    is_instrument,
    of_pronoun,
    only_nominative,
    tied,
    under,
)
from pipeline.document import Doc

LONGEST = 40  # tokens of a phrase
WHEN = frozenset(("до", "после", "перед", "накануне"))
AMOUNTS = frozenset(("множество", "большинство", "десяток", "сотня", "тысяча", "ряд"))
PEOPLED = frozenset(("число", "доля", "количество", "численность", "смертность", "часть", "процент", "занятость"))
STRESSING = frozenset(("же", "ли"))
PLACING = frozenset(("в", "во", "на", "из"))


def right(doc: Doc, head: int) -> int:
    """One past the last token of the complements after a head."""
    last, stop = head + 1, _sentence_stop(doc, head)
    while last < stop:
        stressed = doc.tokens[last].norm in STRESSING and last + 1 < stop
        further = _past_stress(doc, head, last, stop) if stressed else _complement(doc, head, last, stop)
        if further <= last:
            break
        last = further
    return last


def _past_stress(doc: Doc, head: int, last: int, stop: int) -> int:
    """`количество же [школ]`: what the tree hangs on the head behind a particle."""
    further = _genitive(doc, head, last + 1, stop)
    return further if further > last + 1 and under(doc, further - 1, head, last) else last


def _sentence_stop(doc: Doc, index: int) -> int:
    return min(doc.sentences[doc.tokens[index].sent].last, index + LONGEST)


def _complement(doc: Doc, head: int, last: int, stop: int) -> int:
    """One past the complement that begins at token `last`, or `last` where none does."""
    token = doc.tokens[last]
    if covering(doc.times, token.start) >= 0:
        return last
    if is_claimed(doc, token):
        return _numbered(doc, head, last, stop)
    if token.text in CLOSING and _opened(doc, head, last):
        return last + 1
    if token.text in OPENING:
        return _quoted(doc, last, stop)
    if token.text == "(":
        return _past_bracket(doc, head, last, stop)
    if token.norm in ("одного", "одной") and last + 1 < stop and doc.tokens[last + 1].norm == "из":
        return _one_of(doc, last, stop)
    if token.pos == "ADP" and (aged := _of_age(doc, head, last, stop)):
        return aged
    if token.pos == "ADP":
        return _prepositional(doc, head, last, stop)
    if token.norm in ("и", ",", "или"):
        return _coordinated(doc, head, last, stop)
    return _genitive(doc, head, last, stop)


def _numbered(doc: Doc, head: int, last: int, stop: int) -> int:
    """`состояние [62 богатейших жителей]`: counted things as the complement of a noun right before them."""
    number = doc.numbers[covering(doc.numbers, doc.tokens[last].start)]
    after = doc.token_range(number.start, number.stop).stop
    if last != head + 1 or number.kind != "count" or after >= stop or doc.tokens[last].pos == "ADP":
        return last
    noun = head_after(doc, after, stop)
    if noun < 0 or doc.tokens[noun].head != head or not is_noun(doc.tokens[noun]):
        return last
    several = doc.tokens[noun].feat("Number") == "Plur" or number.value == 1  # цена [одной смски]
    genitive = doc.tokens[noun].feat("Case") == "Gen" and several
    return _mention_last(doc, noun) if genitive else last


def _past_bracket(doc: Doc, head: int, last: int, stop: int) -> int:
    """`цена (аренда плюс охрана) [складов]`: a genitive of the head behind a bracket without numbers."""
    close = next((i for i in range(last + 1, min(last + 12, stop)) if doc.tokens[i].text == ")"), -1)
    noun = head_after(doc, close + 1, stop) if close > 0 else -1
    if noun < 0 or doc.tokens[noun].feat("Case") != "Gen" or not head <= doc.tokens[noun].head < last:
        return last
    counted = any(is_claimed(doc, doc.tokens[i]) for i in range(last, noun))
    return last if counted or doc.tokens[noun].rel != "nmod" else _mention_last(doc, noun)


def _one_of(doc: Doc, last: int, stop: int) -> int:
    """`жителей [одного из сёл]`."""
    noun = head_after(doc, last + 2, stop)
    return _mention_last(doc, noun) if noun >= 0 and doc.tokens[noun].feat("Case") == "Gen" else last


def _opened(doc: Doc, head: int, last: int) -> bool:
    """`«черных ящиков[»]`: a closing mark whose opening one lies before the head."""
    for i in range(head - 1, max(head - 6, -1), -1):
        if doc.tokens[i].text in OPENING:
            return doc.tokens[last].start == doc.tokens[last - 1].stop
    return False


def _quoted(doc: Doc, last: int, stop: int) -> int:
    """A name in quotes right after the phrase."""
    close = next((i for i in range(last + 1, min(last + 12, stop)) if doc.tokens[i].text in CLOSING), -1)
    if close < 0 or doc.tokens[last].start == doc.tokens[last - 1].stop:
        return last
    oblique = doc.tokens[last - 1].feat("Case") not in ("", "Nom", "Acc")
    acts = any(t.rel.startswith("nsubj") and t.head > close for t in doc.tokens[last + 1 : close])
    return last if oblique and acts else close + 1  # усиленное двумя защитниками [«Динамо»] победило


def _mention_last(doc: Doc, index: int) -> int:
    """One past the mention that covers a token, else one past the token."""
    found = covering(doc.mentions, doc.tokens[index].start)
    return doc.token_range(doc.mentions[found].start, doc.mentions[found].stop).stop if found >= 0 else index + 1


def _genitive(doc: Doc, head: int, last: int, stop: int) -> int:
    """`количество [активных гражданских объединений]`: modifiers and a noun in the genitive, or a name."""
    if (foreign := foreign_stop(doc, head, last, stop)) > last:
        return foreign
    noun = head_after(doc, last, stop)
    if noun < 0 or any(doc.tokens[i].text in OPENING for i in range(last, noun)):
        return last
    token = doc.tokens[noun]
    if _set_behind(doc, noun, last) or _gets_with_others(doc, noun, stop):
        return last
    named = covering(doc.mentions, token.start) >= 0 and not is_verb(doc.tokens[last - 1])
    is_genitive = token.feat("Case") == "Gen" or (
        token.feat("Case") in ("", "Acc", "Nom") and under(doc, noun, head, last)
    )
    is_genitive = is_genitive or _is_given(doc, noun, head, last) or is_called(doc, noun, last)
    attached = under(doc, noun, head, last) or is_noun(doc.tokens[last - 1]) or is_modifier(doc.tokens[last - 1])
    if not attached or not (is_genitive or (named and may_be(token, "gent"))) or is_short_participle(token):
        return last
    if token.rel.startswith("nsubj") and (token.feat("Case") == "Nom" or not may_be(token, "gent")):
        return last  # с 9-го места [Том] вышел
    if is_instrument(token) or (doc.tokens[head].feat("Animacy") == "Inan" and only_nominative(doc, noun, head)):
        return last
    return _mention_last(doc, noun)


def _set_behind(doc: Doc, index: int, last: int) -> bool:
    """`рабочих [поставленных на учёт]`: a participle behind its noun, without the comma it should have."""
    one, other = doc.tokens[index], doc.tokens[last - 1]
    ahead = doc.tokens[index + 1].pos if index + 1 < len(doc.tokens) else ""
    agrees = all(one.feat(name) == other.feat(name) for name in ("Case", "Number"))
    return index == last and is_attribute(one) and is_noun(other) and agrees and ahead == "ADP"


def _gets_with_others(doc: Doc, index: int, stop: int) -> bool:
    """`дать две карточки [Фернандо] и Ивану Смирнову`: a name without cases beside another one in the dative."""
    after = _mention_last(doc, index)
    beside = after + 1 < stop and doc.tokens[after].norm in ("и", ",")
    mine = covering(doc.mentions, doc.tokens[index].start)
    both = beside and mine >= 0 and doc.mentions[mine].type == "PER"
    both = both and covering(doc.mentions, doc.tokens[after + 1].start) >= 0
    return both and doc.tokens[after + 1].feat("Case") == "Dat" and may_be(doc.tokens[index], "datv")


def _is_given(doc: Doc, noun: int, head: int, last: int) -> bool:
    """`помощь [фермерам]`: a dative that the tree hangs on the phrase."""
    token = doc.tokens[noun]
    return token.feat("Case") == "Dat" and token.rel in ("nmod", "iobj") and head <= token.head < last


def _prepositional(doc: Doc, head: int, last: int, stop: int) -> int:
    """`затраты [по проекту]`, where the tree hangs the noun on the phrase; places and times stay out."""
    if of_pronoun(doc, head, last, stop):
        return last + 2
    noun = head_after(doc, last + 1, stop)
    if doc.tokens[last].norm in WHEN and noun >= 0 and lemma(doc.tokens[noun]) in vocabulary.words("events"):
        return last  # тысячи чехов [до войны]
    if noun < 0 or not tied(doc, noun, head, last):
        return last
    if is_adverbial(doc, last):
        return last
    found = covering(doc.mentions, doc.tokens[noun].start)
    located = found >= 0 and doc.mentions[found].type == "LOC" and doc.tokens[last].norm in PLACING
    origin = doc.tokens[last].norm == "из" and (  # студентов [из Турции], 2 дуэта [из Чили]
        doc.tokens[last - 1].feat("Animacy") == "Anim" or (doc.tokens[noun].head == head and is_counted(doc, head))
    )
    if located and not origin and doc.tokens[noun].feat("Case") != "Acc":
        return last
    if any(is_claimed(doc, doc.tokens[i]) for i in range(last, noun)) or doc.tokens[last + 1].lemma == "каждый":
        return last
    if noun + 1 < stop and is_claimed(doc, doc.tokens[noun + 1]):  # проектов [на 2 млн тенге]
        return last
    if doc.tokens[last].norm == "на" and lemma(doc.tokens[noun]) == "сумма":  # проектов [на сумму порядка 2 млн]
        return last
    return _with_other_place(doc, noun) if located else _with_name(doc, noun, stop)


def _of_age(doc: Doc, head: int, last: int, stop: int) -> int:
    """`число жителей [в возрасте старше 50 лет]`: whom an indicator is of; one past the age, else 0."""
    if (
        lemma(doc.tokens[head]) not in PEOPLED
        or last + 2 >= stop
        or doc.tokens[last].norm != "в"
        or doc.tokens[last + 1].norm != "возрасте"
    ):
        return 0
    found = covering(doc.numbers, doc.tokens[last + 2].start)
    found = found if found >= 0 or last + 3 >= stop else covering(doc.numbers, doc.tokens[last + 3].start)
    return doc.token_range(doc.numbers[found].start, doc.numbers[found].stop).stop if found >= 0 else 0


def _with_name(doc: Doc, noun: int, stop: int) -> int:
    """`беседа [с мэром Ковалём]`: with the name of a person behind his office, in the same case."""
    last = _mention_last(doc, noun)
    found = covering(doc.mentions, doc.tokens[last].start) if last < stop else -1
    person = found >= 0 and doc.mentions[found].type == "PER" and doc.tokens[last].head == noun
    same = person and last == noun + 1 and same_case(doc.tokens[noun], doc.tokens[last])
    return _mention_last(doc, last) if same else last


def _with_other_place(doc: Doc, noun: int) -> int:
    """`студентов [из Чили и Перу]`, however the tree ties the second place."""
    last = _mention_last(doc, noun)
    beside = last + 1 < len(doc.tokens) and doc.tokens[last].norm == "и"
    found = covering(doc.mentions, doc.tokens[last + 1].start) if beside else -1
    alike = beside and (same_case(doc.tokens[noun], doc.tokens[last + 1]) or may_be(doc.tokens[last + 1], "gent"))
    return _mention_last(doc, last + 1) if alike and found >= 0 and doc.mentions[found].type == "LOC" else last


def _coordinated(doc: Doc, head: int, last: int, stop: int) -> int:
    """`соединений [и воинских частей]`: a noun in the same case that the tree coordinates with the phrase."""
    noun = head_after(doc, last + 1, stop)
    if any(lemma(t) in AMOUNTS for t in doc.tokens[last + 1 : noun + 1]):
        return last  # 30 статей [и множества заметок]
    if noun >= 0 and _alike(doc, head, last, noun):
        return noun + 1
    if noun >= 0 and _closes_list(doc, head, last, noun):
        return _mention_last(doc, noun)
    if noun >= 0 and goes_beside(doc, head, last, noun):
        return _mention_last(doc, noun)
    if noun < 0 or doc.tokens[noun].rel != "conj" or not under(doc, noun, head, last):
        return last
    joined = doc.tokens[doc.tokens[noun].head]
    numbers = (doc.tokens[head].feat("Number"), doc.tokens[noun].feat("Number"))
    if doc.tokens[noun].head == head and numbers == ("Plur", "Sing") and is_counted(doc, head):
        return last  # троих внуков [и их деда]
    named = noun + 1 < stop and covering(doc.mentions, doc.tokens[noun + 1].start) >= 0
    named = named and covering(doc.mentions, doc.tokens[noun].start) < 0
    if named and doc.tokens[noun].feat("Number") != doc.tokens[head].feat("Number"):
        return last  # трёх районов [и города Аксу]
    if doc.tokens[noun].feat("Case") != joined.feat("Case"):
        return last
    if doc.tokens[last].text == "," and not any(doc.tokens[i].norm == "и" for i in range(last, min(noun + 6, stop))):
        return last
    return noun + 1


def _closes_list(doc: Doc, head: int, last: int, noun: int) -> bool:
    """`расходы на еду, одежду [и жильё]`: the last of a list that commas have begun, in the case of the one before."""
    begun = doc.tokens[last].norm == "и" and any(t.text == "," for t in doc.tokens[head + 1 : last])
    one, other = doc.tokens[last - 1], doc.tokens[noun]
    return begun and is_noun(one) and is_noun(other) and bool(one.feat("Case")) and same_case(one, other)


def _alike(doc: Doc, head: int, last: int, noun: int) -> bool:
    """`30 соединений [и воинских частей]`: two plural genitives, whatever the tree says."""
    one, other = doc.tokens[head], doc.tokens[noun]
    plural = all(t.feat("Case") == "Gen" and t.feat("Number") == "Plur" for t in (one, other))
    return doc.tokens[last].norm == "и" and plural and covering(doc.mentions, other.start) < 0
