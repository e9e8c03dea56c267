"""What is counted or measured: the phrase as it stands in the text, by rules tried in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline import vocabulary
from pipeline.claims.change import Word
from pipeline.claims.frame import Frame
from pipeline.claims.phrase import Phrase, around, covering, ending, following
from pipeline.claims.subject import nominative, object_, subject
from pipeline.claims.syntax import DASHES, is_attribute, is_noun, is_verb, lemma, verb_lemma
from pipeline.document import Change, Claim, Doc

AMOUNTS = frozenset(("percent", "money", "measure", "multiple", "fraction", "duration"))
COUNTED = frozenset(("count", "age", "rank"))


@dataclass(frozen=True, slots=True)
class Known:
    """An item found before, with the frame it was found in."""

    frame: Frame
    phrase: Phrase | None
    verb: int
    change: Change


@dataclass(frozen=True, slots=True)
class Context:
    """What the rules may ask: the frame, its verb, its change and word of change, the items before."""

    frame: Frame
    verb: int
    change: Change
    word: int
    known: list[Known]

    @property
    def doc(self) -> Doc:
        return self.frame.doc

    @property
    def kind(self) -> str:
        return self.frame.number.kind


def item(context: Context) -> Phrase | None:
    """The phrase of the first rule that finds one."""
    for rule in RULES:
        found = rule(context)
        if found is not None:
            return found if found.head >= 0 else None
    return None


NOTHING = Phrase(0, 0, -1)  # a rule is sure that there is no item


def by_bracket(c: Context) -> Phrase | None:
    """`(+7,5%)`, `(12 тыс. тенге)`, `(60,6 на 100)`: what the text before the bracket is about."""
    if c.frame.bracket < 0:
        return None
    inside = _direct(c) or _before_dash(c) or _titled(c)
    if inside:
        return inside
    last = c.known[-1] if c.known else None
    if last and last.frame.last in (c.frame.bracket, c.frame.bracket - 1) and last.frame.number.kind in AMOUNTS:
        return last.phrase or NOTHING
    if last and last.frame.last <= c.frame.bracket and last.frame.number.kind == "count" and c.kind == "money":
        return _passed(c, last.frame.first)
    if last and last.frame.bracket >= 0 and last.frame.sentence == c.frame.sentence:
        return last.phrase
    return _host(c)


def by_repeat(c: Context) -> Phrase | None:
    """`22 раза достигали`: times of an action have no item."""
    text = c.doc.tokens[c.frame.last - 1].norm
    plain = c.kind == "count" and (text in ("раз", "раза") or text.endswith(("жды",)))
    return NOTHING if plain else None


def by_indicator(c: Context) -> Phrase | None:
    """`число жертв достигло 37 человек`: an indicator as the subject comes before a counted noun."""
    if c.verb < 0 or c.kind in ("rank", "age", "score"):
        return None
    head = _subject(c)
    if head < 0 or not _indicates(c.doc, head) or not _levels(c):
        return None
    return _resolved(c, head)


def by_change(c: Context) -> Phrase | None:
    """`цены выросли на 5%`, `повысить тариф до 20 тенге`, `увеличение числа школ на 12`: what changes."""
    if not c.change or c.kind == "age":
        return None
    if c.word >= 0 and is_noun(c.doc.tokens[c.word]):
        return _of_noun(c, c.word)
    if c.word >= 0 and is_verb(c.doc.tokens[c.word]):
        return _of_verb(c, c.word)
    return _of_verb(c, c.verb) if c.verb >= 0 else None


def by_level(c: Context) -> Phrase | None:
    """`прибыль составила 5 млрд`, `хлеб стоит 150 тенге`: amounts belong to the subject."""
    if c.kind not in AMOUNTS or c.verb < 0 or not _levels(c) or c.frame.bracket >= 0:
        return None
    if c.kind in ("percent", "fraction", "duration") and _direct(c):
        return None
    head = _subject(c)
    return _resolved(c, head) if head >= 0 else None


def by_following(c: Context) -> Phrase | None:
    """The noun phrase right after the number."""
    return _direct(c)


def by_colon(c: Context) -> Phrase | None:
    """`в двух размерах: 13 и 15 дюймов`: the phrase before the colon."""
    i = c.frame.left - 1
    if i < c.frame.sentence.first or c.doc.tokens[i].text != ":":
        return None
    return ending(c.doc, i, c.frame.sentence.first)


def by_dash(c: Context) -> Phrase | None:
    """`пшеница – 3,2 млн тонн`: the nominative before the dash."""
    return _before_dash(c)


def by_whole(c: Context) -> Phrase | None:
    """`26% от общего объёма`, `двое из спасенных`: the whole that a part is of."""
    i = c.frame.last
    if i + 1 >= c.frame.sentence.last or c.doc.tokens[i].norm not in ("от", "из"):
        return None
    found = following(c.doc, _past_number(c, i + 1), c.frame.sentence.last)
    return found


def by_passing(c: Context) -> Phrase | None:
    """`грант в размере 2 млн`, `завод стоимостью 860 млн`, `цене нефти в $90`."""
    return _passed(c, c.frame.first) if c.kind in AMOUNTS or c.kind in ("count", "age") else None


def by_purpose(c: Context) -> Phrase | None:
    """`выделено 70 млрд на оказание помощи`, `в сферу обеспечения направлено 82 млрд`."""
    if c.kind != "money" or c.verb < 0:
        return None
    for i in c.doc.children[c.verb]:
        token = c.doc.tokens[i]
        case = next((k for k in c.doc.children[i] if c.doc.tokens[k].norm in ("на", "в", "во")), -1)
        if case >= 0 and is_noun(token) and token.feat("Case") == "Acc" and covering(c.doc.times, token.start) < 0:
            if covering(c.doc.mentions, token.start) < 0 and covering(c.doc.numbers, token.start) < 0:
                return around(c.doc, i)
    return None


def by_elision(c: Context) -> Phrase | None:
    """`в 2017 – 80, в 2018 – 100`, `из них четверо`: what the number before counts."""
    if not c.known or c.kind in ("money", "age", "rank"):
        return None
    last = c.known[-1]
    near = c.frame.number.start - last.frame.number.stop < 300
    return last.phrase if near and last.frame.number.kind == c.kind else None


def by_people(c: Context) -> Phrase | None:
    """`принимают детей с 6 лет`, `мужчине 45 лет`: whose age it is."""
    if c.kind != "age":
        return None
    for i in range(c.frame.first - 1, max(c.frame.sentence.first, c.frame.first - 6) - 1, -1):
        if is_noun(c.doc.tokens[i]) and c.doc.tokens[i].feat("Animacy") == "Anim":
            return around(c.doc, i)
    head = _subject(c) if c.verb >= 0 else -1
    return around(c.doc, head) if head >= 0 else None


def by_participle(c: Context) -> Phrase | None:
    """`сумма, в два раза превышающая прогноз`: the noun that the participle describes."""
    if c.verb < 0 or not is_attribute(c.doc.tokens[c.verb]) or c.kind == "count":
        return None
    head = subject(c.doc, c.verb)
    return around(c.doc, head) if head >= 0 else None


def by_quantity(c: Context) -> Phrase | None:
    """`на 60% быстрее`, `опережает на 18%`: amounts that compare belong to the subject."""
    if c.kind not in ("percent", "multiple", "measure", "duration", "fraction") or c.verb < 0:
        return None
    head = _subject(c)
    return _resolved(c, head) if head >= 0 and c.kind in ("percent", "multiple", "duration") else None


RULES: tuple[Callable[[Context], Phrase | None], ...] = (
    by_bracket, by_repeat, by_indicator, by_change, by_level, by_following, by_whole, by_colon, by_passing, by_people,
    by_dash, by_purpose, by_participle, by_quantity, by_elision,
)  # fmt: skip


def _direct(c: Context) -> Phrase | None:
    """The phrase right after the number; after a unit only in the genitive."""
    start = c.frame.last
    if c.kind == "rank" and start < len(c.doc.tokens) and c.frame.last - c.frame.first > 1:
        return around(c.doc, c.frame.last - 1) if is_noun(c.doc.tokens[c.frame.last - 1]) else None
    unit = c.kind in AMOUNTS and not _adjectival(c)
    if c.kind == "money":
        return None
    return following(c.doc, start, c.frame.sentence.last, genitive=unit)


def _adjectival(c: Context) -> bool:
    """`13-дюймового`, `двухлетней`."""
    token = c.doc.tokens[c.frame.last - 1]
    return token.pos == "ADJ" and token.text[-1:].isalpha()


def _past_number(c: Context, index: int) -> int:
    """One past a number that begins at a token: `14 из [32] стран`."""
    found = covering(c.doc.numbers, c.doc.tokens[index].start)
    return c.doc.token_range(c.doc.numbers[found].start, c.doc.numbers[found].stop).stop if found >= 0 else index


def _before_dash(c: Context) -> Phrase | None:
    i = c.frame.left - 1
    if i <= c.frame.sentence.first or c.doc.tokens[i].text not in DASHES:
        return None
    start = max(c.frame.bracket, c.frame.sentence.first)
    for k in range(i - 1, start - 1, -1):
        if is_verb(c.doc.tokens[k]) or c.doc.tokens[k].text in ",;:(":
            return None
        if nominative(c.doc, k):
            return _resolved(c, k)
    return None


def _titled(c: Context) -> Phrase | None:
    """`(план 79 603)`: a noun in brackets right before the number."""
    if c.change:
        return None
    return ending(c.doc, c.frame.first, c.frame.bracket + 1)


def _host(c: Context) -> Phrase | None:
    """The subject of the clause before the bracket, or what its word of change is of."""
    verb = next((i for i in range(c.frame.bracket, c.frame.sentence.first - 1, -1) if is_verb(c.doc.tokens[i])), -1)
    if verb < 0:
        return None
    return _of_verb(c, verb)


def _of_noun(c: Context, noun: int) -> Phrase | None:
    """The complement of a noun of change: `увеличение [числа школ]`; without one, what was spoken of before."""
    found = following(c.doc, noun + 1, c.frame.first, genitive=True)
    if found:
        return found
    last = c.known[-1].phrase if c.known else None
    if last and c.frame.number.start - c.known[-1].frame.number.stop < 200:
        return last
    return around(c.doc, noun)


def _of_verb(c: Context, verb: int) -> Phrase | None:
    """What a verb changes: its object, else its subject."""
    if verb < 0:
        return None
    found = object_(c.doc, verb)
    if found >= 0 and not verb_lemma(c.doc.tokens[verb]).endswith(("ся", "сь")):
        return around(c.doc, found)
    head = subject(c.doc, verb)
    return _resolved(c, head) if head >= 0 else None


def _subject(c: Context) -> int:
    return subject(c.doc, c.verb)


def _indicates(doc: Doc, head: int) -> bool:
    return lemma(doc.tokens[head]) in vocabulary.words("indicators")


def _levels(c: Context) -> bool:
    """Whether the verb states a level or a change."""
    word = verb_lemma(c.doc.tokens[c.verb]) if c.doc.tokens[c.verb].pos != "AUX" else "быть"
    return word in vocabulary.words("level_words") or bool(c.change)


def _resolved(c: Context, head: int) -> Phrase | None:
    """The phrase of a subject; for a pronoun or `этот показатель` the item it takes up."""
    token = c.doc.tokens[head]
    if token.pos == "PRON" or lemma(token) in ("это", "он"):
        return _antecedent(c, head)
    found = around(c.doc, head)
    first = c.doc.tokens[found.first]
    if lemma(token) in ("показатель", "уровень", "цифра") and lemma(first) in ("этот", "данный", "дать", "тот"):
        return c.known[-1].phrase if c.known else found
    return found


def _antecedent(c: Context, index: int) -> Phrase | None:
    """The item before that agrees with a pronoun, else the nearest noun before it that does."""
    token = c.doc.tokens[index]
    number, gender = token.feat("Number"), token.feat("Gender")
    for known in reversed(c.known[-3:]):
        if known.phrase and _agree(c.doc, known.phrase.head, number, gender):
            return known.phrase
    floor = c.doc.sentences[max(0, token.sent - 1)].first
    for i in range(index - 1, floor - 1, -1):
        if nominative(c.doc, i) and c.doc.tokens[i].pos != "PRON" and _agree(c.doc, i, number, gender):
            return around(c.doc, i)
    return None


def _agree(doc: Doc, head: int, number: str, gender: str) -> bool:
    token = doc.tokens[head]
    if number == "Plur" or token.feat("Number") == "Plur":
        return number == token.feat("Number")
    return not gender or gender == token.feat("Gender")


def _passed(c: Context, first: int) -> Phrase | None:
    """The thing before a noun such as `размере`, `стоимостью`, or before `в` alone."""
    tokens, i = c.doc.tokens, first - 1
    floor = max(c.frame.sentence.first, c.frame.bracket + 1 if first == c.frame.first else 0)
    if i > floor and tokens[i].norm in ("в", "во", "по", "с", "до", "на", "от"):
        i -= 1
    if i < floor or not is_noun(tokens[i]):
        return None
    if lemma(tokens[i]) not in vocabulary.words("pass_through"):
        direct = i == first - 2 and tokens[first - 1].norm in ("в", "во")
        return ending(c.doc, i + 1, floor) if direct else None
    i -= 1
    while i > floor and (tokens[i].pos in ("ADP", "ADJ", "DET") or tokens[i].text == ","):
        i -= 1
    if covering(c.doc.numbers, tokens[i].start) >= 0 and c.known:
        return c.known[-1].phrase
    return ending(c.doc, i + 1, floor)
