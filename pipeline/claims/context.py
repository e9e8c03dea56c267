"""What the rules for an item share: the number in its sentence with its verb and change, and the items before."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline import vocabulary
from pipeline.claims.frame import Frame
from pipeline.claims.head import is_claimed
from pipeline.claims.hosts import host_of, thing_of, with_others
from pipeline.claims.phrase import Phrase, around, before_inclusion, ending, following
from pipeline.claims.resolve import Known, recent, resolved, taken_up
from pipeline.claims.subject import nominative, object_, object_pronoun, relative_object, subject
from pipeline.claims.syntax import (
    DASHES,
    covering,
    is_modifier,
    is_noun,
    is_passive,
    is_verb,
    lemma,
    may_be,
    outside_brackets,
    verb_lemma,
)
from pipeline.document import Change, Doc
from pipeline.lazy import lazy
from pipeline.morph import parses
from pipeline.numbers.modifier import past_remark

AMOUNTS = frozenset(("percent", "money", "measure", "multiple", "fraction", "duration"))
OBLIQUE = {  # the cases of what a numeral in this form counts
    **dict.fromkeys(("двух", "трех", "четырех"), ("gent", "loct")),
    **dict.fromkeys(("двум", "трем", "четырем"), ("datv",)),
    **dict.fromkeys(("двумя", "тремя", "четырьмя"), ("ablt",)),
}
WARMTH = frozenset(("мороза", "тепла"))
PRICES = frozenset(("цена", "стоимость", "курс", "тариф"))
BARE = frozenset(("уровень", "отметка", "рубеж"))  # цены достигли уровня 200 тенге
CAPACITIES = frozenset(("мощность", "производительность"))
CLASSES = frozenset(("человек", "единица", "штука", "голова", "экземпляр"))
NOTHING = Phrase(0, 0, -1)  # a rule is sure that there is no item


@dataclass(frozen=True)
class Context:
    """`word` is the token that says the change, -1 if none; `known` the items of the numbers before."""

    frame: Frame
    verb: int
    change: Change
    word: int
    known: list[Known]

    @lazy
    def doc(self) -> Doc:
        return self.frame.doc

    @lazy
    def kind(self) -> str:
        return self.frame.number.kind

    @lazy
    def subject(self) -> int:
        """Head of the subject of the verb, -1 if none."""
        return subject(self.doc, self.verb) if self.verb >= 0 else -1

    @lazy
    def verb_lemma(self) -> str:
        if self.verb < 0:
            return ""
        return "быть" if self.doc.tokens[self.verb].pos == "AUX" else verb_lemma(self.doc.tokens[self.verb])

    @lazy
    def direct(self) -> Phrase | None:
        """The phrase right after the number; after a unit only in the genitive."""
        if self.kind == "money" and not self.is_adjective:
            return None
        genitive = self.kind in AMOUNTS and not self.is_adjective
        if self.kind == "measure" and self.doc.tokens[min(self.frame.last, len(self.doc.tokens) - 1)].norm in WARMTH:
            return None  # 5 мороза
        found = following(self.doc, self._past_bracket(), self.frame.sentence.last, genitive)
        if found and self._disagrees(found):
            return None
        return self._before_base(found) if found and self.frame.number.per else found

    def _disagrees(self, phrase: Phrase) -> bool:
        """`выбрали пакет из семи [случайным образом]`: a noun that cannot be counted under this preposition."""
        head = self.doc.tokens[phrase.head]
        cases = OBLIQUE.get(self.doc.tokens[self.frame.last - 1].norm) if self.kind == "count" else None
        if cases and head.pos == "NOUN" and head.text.islower():  # в двух [мэрами] стали женщины
            return not any(may_be(head, case) for case in cases)
        known = head.pos == "NOUN" and head.text.islower() and head.feat("Case") in ("Ins", "Dat", "Loc")
        genitive = self.kind == "count" and self.frame.preposition in ("из", "от", "до", "без")
        return known and genitive and not may_be(head, "gent")

    @property
    def is_classed(self) -> bool:
        """`граждан – 73 [человека]`: the noun after the number only names a class."""
        direct = self.direct if self.kind == "count" else None
        return direct is not None and direct.last - direct.first == 1 and lemma(self.doc.tokens[direct.head]) in CLASSES

    def _before_base(self, phrase: Phrase) -> Phrase:
        """`2000 [сеялок] в год`: without what the number is a rate of."""
        base = (i for i in range(phrase.head + 2, phrase.last) if self.doc.tokens[i].lemma in self.frame.number.per)
        last = next((i - 1 for i in base if self.doc.tokens[i - 1].pos == "ADP"), phrase.last)
        return Phrase(phrase.first, last, phrase.head)

    def _past_bracket(self) -> int:
        """One past the number and what repeats it in brackets: `84% (316) [пожаров]`."""
        last, tokens = self.frame.last, self.doc.tokens
        if last < self.frame.sentence.last and tokens[last].norm == "годовых":
            return last + 1  # ставка 5% [годовых]
        if (past := past_remark(tokens, last)) > last:
            return past
        if last + 1 < self.frame.sentence.last and tokens[last].text == "(":
            closed = self.past_number(last + 1)
            stop = min(closed + 3, self.frame.sentence.last) if closed > last + 1 else closed
            return next((i + 1 for i in range(closed, stop) if tokens[i].text == ")"), last)  # 18% (27 тысяч человек)
        return last

    @property
    def is_adjective(self) -> bool:
        """`13-дюймового`, `двухлетней`: the number agrees with the noun after it."""
        norm = self.doc.tokens[self.frame.last - 1].norm
        return norm[-1:].isalpha() and parses(norm)[0].tag.POS == "ADJF"

    @property
    def levels(self) -> bool:
        """Whether the verb states a level."""
        return self.verb_lemma in vocabulary.words("level_words")

    @property
    def is_passive(self) -> bool:
        return self.verb >= 0 and is_passive(self.doc.tokens[self.verb])

    def recent(self) -> Phrase | None:
        return recent(self.frame, self.known)

    def alike(self, other: Known) -> bool:
        """Whether another number is of the same kind and unit."""
        mine, its = self.frame.number, other.frame.number
        return mine.kind == its.kind and mine.unit == its.unit

    def resolve(self, head: int) -> Phrase | None:
        if head < 0 or covering(self.doc.numbers, self.doc.tokens[head].start) >= 0:
            return None
        last = self.known[-1] if self.known else None
        if (
            lemma(self.doc.tokens[head]) == "что"
            and last
            and last.frame.number.kind == "count"
            and self.kind == "money"
        ):
            return self.passed(last.frame.first) or last.phrase  # штраф в размере 5 МРП, что составляет 20 тысяч тенге
        return resolved(self.frame, head, self.known)

    def indicates(self, head: int) -> bool:
        return head >= 0 and lemma(self.doc.tokens[head]) in vocabulary.words("indicators")

    def of_verb(self, verb: int) -> Phrase | None:
        """What a verb changes: its object, else its subject."""
        found = object_(self.doc, verb)
        if found >= 0 and not self.doc.tokens[verb].norm.endswith(("ся", "сь")):
            whole = around(self.doc, found)
            if whole.last - whole.first > 1 or lemma(self.doc.tokens[found]) not in BARE:
                return whole
        behind = relative_object(self.doc, verb)
        if behind >= 0:
            return around(self.doc, behind)
        pronoun = object_pronoun(self.doc, verb)
        if pronoun >= 0 and (taken := taken_up(self.doc, pronoun)):
            return taken
        return self.resolve(subject(self.doc, verb))

    def of_noun(self, noun: int) -> Phrase | None:
        """The complement of a noun of change, `увеличение [числа школ]`; without one what was spoken of before."""
        found = following(self.doc, noun + 1, self.frame.sentence.last, genitive=True)
        if found and covering(self.doc.numbers, self.doc.tokens[found.first].start) < 0:
            return found
        return self._before_colon(noun) or self.recent() or around(self.doc, noun)

    def _before_colon(self, noun: int) -> Phrase | None:
        """`[Тарифы] обогнали доходы: в городах рост составил 6%`: the subject before the colon."""
        tokens, first = self.doc.tokens, self.frame.sentence.first
        colon = next((i for i in range(noun - 1, first, -1) if tokens[i].text in (":", ";")), -1)
        if colon < 0 or tokens[colon].text != ":" or not any(is_verb(t) for t in tokens[first:colon]):
            return None
        found = next((i for i in range(first, colon) if nominative(self.doc, i)), -1)
        return self.resolve(found) if found >= 0 and not self.is_place(found) else None

    def is_place(self, index: int) -> bool:
        """A place that a list gives its numbers by: `Астана – 102 тенге`."""
        found = covering(self.doc.mentions, self.doc.tokens[index].start)
        return found >= 0 and self.doc.mentions[found].type == "LOC"

    def passed(self, first: int) -> Phrase | None:
        """The thing before a noun such as `размере`, `стоимостью` that stands before token `first`."""
        tokens, floor = self.doc.tokens, self.frame.sentence.first
        i = self.size_noun(first)
        if i < 0:
            return None
        own = ending(self.doc, i + 1, floor)
        if own and own.first > floor and tokens[own.first - 1].norm in ("с", "со"):
            if self.kind != "measure":  # регион с ценой 51 рубль
                return own
            i = own.first - 1  # 9 станций с общей мощностью 40 МВт
        priced = own is not None and lemma(tokens[own.head]) in PRICES and tokens[own.head].feat("Case") == "Acc"
        if own and tokens[own.first - 1].norm == "при" and lemma(tokens[own.head]) in PRICES:
            return own  # доходы при цене выше 40 долларов
        if own and priced and tokens[own.first - 1].pos != "ADP":
            return own  # назвали вариантом для страны цену 70 долларов
        found = self._sized(before_inclusion(self.doc, i - 1, floor), first)
        return with_others(self, found) if lemma(tokens[self.size_noun(first)]) == "сумма" else found

    def _sized(self, i: int, first: int) -> Phrase | None:
        """The thing that ends at token `i` or before, whose size stands before token `first`."""
        tokens, floor = self.doc.tokens, self.frame.sentence.first
        while i > floor and (tokens[i].pos == "ADP" or is_modifier(tokens[i]) or tokens[i].text == ","):
            i -= 1
        if tokens[i].text == ")":  # проекты энергетики (ВЭС) мощностью 5 МВт
            i = next((k - 1 for k in range(i, floor, -1) if tokens[k].text == "("), i)
        if is_claimed(self.doc, tokens[i]):
            last = self.known[-1] if self.known else None
            past = last.phrase if last and last.rule == "extent" else None  # полёты на высоте 9 км продолжительностью
            return self._sized(past.first - 1, first) if past and past.first > floor else self.recent()
        if covering(self.doc.times, tokens[i].start) >= 0:
            return None  # запрет, введённый со 2 марта 2019 года сроком на три месяца
        before = ending(self.doc, i + 1, floor)
        if before and lemma(tokens[before.head]) == "сумма" and tokens[before.first - 1].norm == "на":
            return self.passed(before.last)  # взятки на сумму в размере 5 млн
        return thing_of(self, host_of(self, before) if before else self._above(first))

    def _above(self, first: int) -> Phrase | None:
        """`цену на АИ-92/93 в размере`: what the tree hangs `размере` on, where the order is broken by a name."""
        size = self.size_noun(first)
        head = self.doc.tokens[size].head
        if any(is_claimed(self.doc, t) for t in self.doc.tokens[head:size]):
            return self.recent()  # котлован глубиной 45 м, длиной 250 м и шириной 100 м
        named = self.frame.sentence.first <= head < size - 1 and is_noun(self.doc.tokens[head])
        named = named and not any(is_verb(self.doc.tokens[i]) for i in outside_brackets(self.doc, range(head, size)))
        return Phrase(around(self.doc, head).first, size - 1, head) if named else None

    def size_noun(self, first: int) -> int:
        """The noun such as `размере`, `стоимостью` right before token `first`, -1 where there is none."""
        tokens, floor, i = self.doc.tokens, self.frame.sentence.first, first - 1
        while i > floor and (tokens[i].pos == "ADP" or tokens[i].norm in ("более", "не", "около")):
            i -= 1
        named = i >= floor and lemma(tokens[i]) in vocabulary.words("pass_through")
        oblique = tokens[i].feat("Case") not in ("Nom", "Gen") or not (
            may_be(tokens[i], "nomn") or may_be(tokens[i], "gent")
        )
        return i if named and oblique else -1

    @property
    def after_dash(self) -> bool:
        """Whether the stretch of the number begins behind a dash."""
        return self.frame.left > self.frame.sentence.first and self.doc.tokens[self.frame.left - 1].text in DASHES

    def past_number(self, index: int) -> int:
        """One past the number that begins at a token, the token itself where none does."""
        found = covering(self.doc.numbers, self.doc.tokens[index].start)
        if found < 0:
            return index
        return self.doc.token_range(self.doc.numbers[found].start, self.doc.numbers[found].stop).stop

    def elsewhere(self, index: int) -> bool:
        """Whether a token is part of a time, a name, a number, or of what the number is a rate of."""
        token, doc = self.doc.tokens[index], self.doc
        known = any(covering(spans, token.start) >= 0 for spans in (doc.times, doc.mentions, doc.numbers))
        return known or (bool(self.frame.number.per) and token.lemma in self.frame.number.per)
