"""What the claims ask of a sentence: verbs, cases, prepositions, stretches between marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache

from pipeline.document import Doc, Mention, Number, Sentence, Time, Token
from pipeline.morph import LONGEST_WORD, parses, parts_of_speech, tags
from pipeline.offsets import starts

REACH = 150
NOUNS = frozenset(("NOUN", "PROPN"))
MODIFIERS = frozenset(("ADJ", "DET"))
OPEN_CLASSES = frozenset(("VERB", "NOUN", "PROPN", "ADJ", "ADV"))  # what the tagger may take a verb for
PARTICIPIAL = frozenset(("ADJ", "NOUN", "ADV", "PROPN"))  # what it may take a short participle for
MISSABLE = frozenset(("NOUN", "ADJ", "ADV"))  # what it may take a finite verb for
OPENING = frozenset("«„“\"'")
CLOSING = frozenset("»”“\"'")
DASHES = frozenset("–—-−")
BULLETS = frozenset("-–—•*·")
THOSE = frozenset(("них", "которых"))  # из них, из которых
ASIDE = 8  # tokens of a bracket that only repeats what stands before it
# fmt: off
ADDRESSING = frozenset((
    "отметить", "напомнить", "добавить", "сказать", "подчеркнуть", "уточнить", "пояснить", "заметить", "напоминать",
    "учитывать", "учесть",
))
# fmt: on
VERBAL = frozenset(("VERB", "INFN", "PRTF", "PRTS", "GRND"))
# fmt: off
FINITE_ENDINGS = (
    "л", "ла", "ло", "и", "ся", "сь", "те", "ем", "им", "дам", "ет", "ит", "ут", "ют", "ат", "ят", "аст", "ест", "шь",
    "ь", "у", "ю", "ой", "ей", "ай", "уй", "яй", "юй", "г", "к", "х", "б", "з", "с", "р",
)
# fmt: on
BASE_ENDINGS = frozenset(("ть", "ти", "чь", "ся", "сь"))  # of infinitives, and of `неймётся`, which has none
FUTURE_ENDINGS = ("у", "ю", "шь", "т", "м", "те", "ся", "сь")
NOMINAL_ENDINGS = ("ии", "ию", "ость", "ых")
SHORT_ADJECTIVES = frozenset(("уверен", "уверена", "уверено", "уверены", "женат", "женаты", "знаком", "знакомы"))
SHORT_ENDINGS = frozenset(("но", "на", "ны", "то", "та", "ты", "ен", "ан", "ят", "ян", "ут", "ыт", "ит"))


def lemma(token: Token) -> str:
    """The lemma for look-up: lower case, `ё` as `е`."""
    return token.lemma.replace("ё", "е")


def has_bullet(doc: Doc, sentence: Sentence) -> bool:
    """A line of a list: `– Семей – 40 машин;`."""
    return doc.tokens[sentence.first].text in BULLETS


def is_short_participle(token: Token) -> bool:
    """`зарегистрировано`, also where the tagger took it for another part of speech; no adjective such as `уверены`."""
    if token.norm in SHORT_ADJECTIVES:
        return False
    if token.pos == "VERB":
        return token.feat("VerbForm") == "Part" and token.feat("Variant") == "Short" and _is_verbal(token.norm)
    return token.pos in PARTICIPIAL and _ends_as_participle(token.norm)


def _ends_as_participle(norm: str) -> bool:
    return norm[-2:] in SHORT_ENDINGS and _is_short(norm)


@lru_cache(maxsize=2**13)
def _is_short(norm: str) -> bool:
    return "PRTS" in parts_of_speech(norm) and bool(parses(norm)[0].tag.POS == "PRTS")


def is_passive(token: Token) -> bool:
    """A short participle or a form in `-ся`."""
    return is_short_participle(token) or token.norm.endswith(("ся", "сь"))


def is_verb(token: Token) -> bool:
    """Any form of a verb, participles and gerunds too, auxiliaries not."""
    if token.pos == "VERB":
        return _is_verb(token.norm)
    return token.pos in PARTICIPIAL and _is_mistaken_verb(token)


@lru_cache(maxsize=2**13)
def _is_verb(norm: str) -> bool:
    return norm not in SHORT_ADJECTIVES and len(norm) > 1 and _is_verbal(norm)  # not у. е.


def _is_mistaken_verb(token: Token) -> bool:
    """A short participle, or a finite verb, that the tagger took for no verb."""
    norm = token.norm
    if norm[-2:] in SHORT_ENDINGS and norm not in SHORT_ADJECTIVES and _is_short(norm):
        return True
    return _may_be_missed(token) and _is_finite_only(norm)


def _may_be_missed(token: Token) -> bool:
    """Whether a word may be a finite verb in lower case that the tagger took for a noun or an adjective (`возрастёт`).

    What is nothing but a verb has a verb for its lemma, which spares most nouns the look-up; unless it is one of those
    that the dictionary cannot have, whose lemmas are made otherwise (`сделал-таки`).
    """
    if token.lemma[-2:] not in BASE_ENDINGS and "-" not in token.norm and len(token.norm) <= LONGEST_WORD:
        return False
    return token.pos in MISSABLE and token.text.islower()


def _is_verbal(norm: str) -> bool:
    """Whether pymorphy3 knows a word as a verb at all: taggers take rare nouns for verbs (`переливов`)."""
    return not parts_of_speech(norm).isdisjoint(VERBAL)


def is_address(token: Token) -> bool:
    """`отметим`, `напомним`: the author's words to the reader, which govern nothing."""
    first = token.feat("Person") == "1" and token.feat("Number") == "Plur"
    return first and token.feat("Tense") != "Past" and lemma(token) in ADDRESSING


def is_attribute(token: Token) -> bool:
    """A participle with a case: `проходящий`, `выданных`."""
    if token.pos != "VERB" or token.feat("VerbForm") != "Part" or token.feat("Variant") == "Short":
        return False
    return only_part_of_speech(token.norm) != "VERB"


def is_finite(token: Token) -> bool:
    """A verb that a clause can stand on: a finite form or a short participle."""
    pos = token.pos
    if pos not in OPEN_CLASSES:
        return pos == "AUX" and token.feat("VerbForm") == "Fin"
    return _is_finite_verb(token) if pos == "VERB" else _is_mistaken_verb(token)


def _is_finite_verb(token: Token) -> bool:
    form = token.feat("VerbForm")
    if form == "Part" and only_part_of_speech(token.norm) == "VERB":
        return True  # пересдадут, which the tagger took for a participle
    return form == "Fin" or is_short_participle(token)


def is_noun(token: Token) -> bool:
    """A noun, also one that the tagger took for a verb (`переливов`) or an adjective (`маслозавод`)."""
    if token.pos in NOUNS:
        return not _is_mistaken_verb(token)
    if token.pos == "VERB":
        return not _is_verbal(token.norm) and "NOUN" in parts_of_speech(token.norm)
    return token.pos == "ADJ" and token.text.islower() and only_part_of_speech(token.norm) == "NOUN"


def is_future(token: Token) -> bool:
    """A future form, also one that the tagger took for a past (`недополучат`) or a noun (`возрастёт`)."""
    if token.feat("Tense") == "Fut":
        return True
    return token.text.islower() and _only_future(token.norm) and verb_lemma(token) not in ADDRESSING


@lru_cache(maxsize=2**14)
def _only_future(norm: str) -> bool:
    ends = norm[:LONGEST_WORD].endswith(FUTURE_ENDINGS) or "-" in norm  # сделает-таки
    if not ends or not parts_of_speech(norm) <= VERBAL:
        return False
    active = norm.removesuffix("ся")  # `наносится` is no future: `наносит` is none
    words = (norm, active) if active != norm and parts_of_speech(active) <= VERBAL else (norm,)
    return all("futr" in tag or "incl" in tag for word in words for tag in tags(word))  # доберём, also `let us`


@lru_cache(maxsize=2**13)
def _is_finite_only(norm: str) -> bool:
    """Whether a word ends as finite verbs do, and is nothing else; most nouns and adjectives need no look-up."""
    ends = norm.endswith(FINITE_ENDINGS) and not norm.endswith(NOMINAL_ENDINGS)
    return ends and only_part_of_speech(norm) == "VERB"


@lru_cache(maxsize=2**15)
def only_part_of_speech(norm: str) -> str:
    """The one part of speech that pymorphy3 gives a word, empty where it gives more or the word is no word."""
    found = parts_of_speech(norm) if norm.replace("-", "").isalpha() else frozenset()
    return next(iter(found)) if len(found) == 1 else ""


def is_modifier(token: Token) -> bool:
    """An adjective, determiner or full participle, which agrees with a noun."""
    if token.pos == "ADJ" and (
        token.feat("Variant") == "Short" or is_noun(token) or (_may_be_missed(token) and _is_finite_only(token.norm))
    ):
        return False
    return (token.pos in MODIFIERS and not is_short_participle(token)) or is_attribute(token)


def may_be(token: Token, case: str) -> bool:
    """Whether a form can be in a case (pymorphy's name of it), whatever the tagger chose in this sentence."""
    return any(case in parse.tag for parse in parses(token.norm))


def same_case(one: Token, other: Token) -> bool:
    """Whether two nouns may be coordinated: the tagger takes an accusative for a nominative where they look alike."""
    cases = {one.feat("Case"), other.feat("Case")}
    return len(cases) == 1 or cases == {"Nom", "Acc"}


def verb_lemma(token: Token) -> str:
    """Infinitive of a verb form, `ё` kept as pymorphy3 writes it: `есть` → `быть`, `стоит` → `стоить`."""
    if token.norm in IRREGULAR:
        return IRREGULAR[token.norm]
    if token.feat("VerbForm") == "Inf" and token.norm.endswith(INFINITIVES):
        return token.norm  # достичь, not достигнуть
    if token.lemma.endswith(INFINITIVES):
        return token.lemma
    return _infinitive(token.norm) or token.lemma


@lru_cache(maxsize=2**13)
def _infinitive(norm: str) -> str:
    """That of the likeliest parse as a verb, empty where there is none."""
    if not _is_verbal(norm):
        return ""
    return next((str(parse.normal_form) for parse in parses(norm) if parse.tag.POS in VERBAL), "")


INFINITIVES = ("ть", "ти", "чь", "ться", "тись", "чься")
IRREGULAR = {"есть": "быть", "стоит": "стоить", "стоят": "стоить", "нет": ""}


def window(doc: Doc, index: int) -> Sentence:
    """The sentence of a token, no further than `REACH` tokens either way: time stays linear on endless sentences."""
    whole = doc.sentences[doc.tokens[index].sent]
    first, last = max(whole.first, index - REACH), min(whole.last, index + REACH + 1)
    if last - first == whole.last - whole.first:
        return whole
    return Sentence(doc.tokens[first].start, doc.tokens[last - 1].stop, first, last, whole.paragraph)


def past_bracket(doc: Doc, index: int, stop: int) -> int:
    """`190 млн тенге [($2 млн)] на займы`: one past a short bracket that opens at a token, else the token."""
    if index >= stop or doc.tokens[index].text != "(":
        return index
    return next((i + 1 for i in range(index, min(index + ASIDE, stop)) if doc.tokens[i].text == ")"), index)


def past_modifiers(doc: Doc, index: int, stop: int) -> int:
    """The first token from `index` on that is no attribute of what follows, at most `stop`."""
    return next((i for i in range(index, stop) if not is_modifier(doc.tokens[i])), max(index, stop))


def outside_brackets(doc: Doc, indexes: range) -> Iterator[int]:
    """The indexes but for those in brackets that open and close on the way; a lone closing one is yielded."""
    opening, closing = ("(", ")") if indexes.step > 0 else (")", "(")
    depth = 0
    for i in indexes:
        text = doc.tokens[i].text
        if text == opening:
            depth += 1
        elif text == closing and depth:
            depth -= 1
        elif not depth:
            yield i


def children(doc: Doc, index: int) -> tuple[int, ...]:
    """The children of a token within `REACH` tokens of it, in order."""
    found = doc.children[index]
    return found[bisect_left(found, index - REACH) : bisect_right(found, index + REACH)]


def covering(spans: tuple[Mention, ...] | tuple[Time, ...] | tuple[Number, ...], offset: int) -> int:
    """Index of the span that covers an offset, -1 if none; the spans are in order and apart."""
    i = bisect_right(starts(spans), offset) - 1
    return i if i >= 0 and spans[i].stop > offset else -1
