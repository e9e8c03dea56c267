"""The base form of an item: its head in the nominative, the modifiers agreed, complements as they stand."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from pipeline.claims.phrase import Phrase
from pipeline.claims.syntax import covering, is_modifier, is_noun, lemma, same_case
from pipeline.document import Doc, Number, Token
from pipeline.inflection import inflected
from pipeline.morph import parses, parts_of_speech
from pipeline.recent import remembered

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse

GRAMMEMES = {
    "Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct", "Par": "gent",
    "Sing": "sing", "Plur": "plur", "Masc": "masc", "Fem": "femn", "Neut": "neut",
}  # fmt: skip
SUPERLATIVE = re.compile(r"(.+ш)(?:ий|его|ему|им|ем|ая|ей|ую|ее|ие|их|ими)")
ENDINGS = {"Masc": "ий", "Fem": "ая", "Neut": "ее"}  # лучший, высшая: no forms of хороший, высокий
LIVESTOCK = frozenset(("скот", "крс", "мрс", "поголовье", "животное", "овца", "лошадь", "корова", "животноводство"))
SINGLE = ("летний", "летнего", "летнему", "летнюю", "летняя", "летней")
UNCHANGED = frozenset(("его", "ее", "их"))


def item_lemma(doc: Doc, phrase: Phrase, number: Number) -> str:
    """`неправительственных организаций` → `неправительственные организации`; empty text gives an empty form."""
    forms = {}
    for head in _heads(doc, phrase):
        amount = _amount(doc.tokens[head], number, doc.tokens[phrase.first].start >= number.stop)
        if amount == "plur" and number.kind == "age" and doc.text[: number.stop].endswith(SINGLE):
            amount = "sing"  # 32-летнего [атлета], which the tagger took for a plural
        for i in range(phrase.first, head + 1):
            if i == head or (is_modifier(doc.tokens[i]) and (_opens(phrase, i, head) or _belongs(doc, i, head))):
                gender = _gender(doc, phrase, head) if amount == "sing" else ""  # plurals are the same in all
                forms[i] = _nominative(doc.tokens[i], amount, gender)
        if doc.tokens[head].norm == "голов" and _has_herds(doc):
            forms[head] = "головы"  # 900 голов скота are no goals
    return _joined(doc, phrase, forms | _named(doc, phrase))


@remembered
def _has_herds(doc: Doc) -> bool:
    """Whether a text speaks of livestock."""
    return any(token.lemma in LIVESTOCK for token in doc.tokens)


def _gender(doc: Doc, phrase: Phrase, head: int) -> str:
    """That of the head; of what is said without a noun a neuter: `60% от [задуманного]`."""
    token, before = doc.tokens[head], doc.tokens[phrase.first - 1] if phrase.first else None
    alone = "NOUN" not in parts_of_speech(token.norm) and head == phrase.first and token.feat("Number") == "Sing"
    return "Neut" if alone and before is not None and before.norm in ("от", "из") else token.feat("Gender")


def _named(doc: Doc, phrase: Phrase) -> dict[int, str]:
    """The words of a person's name that heads the phrase, as the mention has them: `28-летнего [Байжанова]`."""
    forms = dict[int, str]()
    apposed = (i for i in range(phrase.head + 1, min(phrase.head + 2, phrase.last)) if doc.tokens[i].rel == "appos")
    for head in (phrase.head, *apposed, *_beside_name(doc, phrase)):
        found = covering(doc.mentions, doc.tokens[head].start)
        if found >= 0 and doc.mentions[found].type == "PER":
            mention = doc.mentions[found]
            inside, names = doc.token_range(mention.start, mention.stop), mention.normal.split()
            forms |= dict(zip(inside, names, strict=True)) if len(inside) == len(names) else {}
    return forms


def _beside_name(doc: Doc, phrase: Phrase) -> list[int]:
    """`Орлова и [Сомова]`: the second of two persons that are nothing but their names."""
    joined = next((i for i in range(phrase.head + 1, phrase.last - 1) if doc.tokens[i].norm == "и"), phrase.last)
    after = (i for i in range(joined + 1, phrase.last) if not is_modifier(doc.tokens[i]))
    return list(after)[:1]


def _heads(doc: Doc, phrase: Phrase) -> list[int]:
    """The head and the nouns in its case that are coordinated with it."""
    inside = range(phrase.head + 1, phrase.last)
    beside = _beside(doc, phrase)
    before = (i for i in range(phrase.first, phrase.head) if doc.tokens[i + 1].norm in (",", "и"))  # лён и [рапс]
    also = (i for i in inside if i == beside or (doc.tokens[i].rel == "conj" and doc.tokens[i].head == phrase.head))
    alike = (i for i in (*before, *also) if same_case(doc.tokens[i], doc.tokens[phrase.head]))
    return [phrase.head, *(i for i in alike if is_noun(doc.tokens[i]))]


def _beside(doc: Doc, phrase: Phrase) -> int:
    """`станков и школьных [парт]`, however the parser ties it: nothing else stands between; else -1."""
    tokens = doc.tokens[phrase.head + 1 : phrase.last]
    if not tokens or tokens[0].norm not in ("и", "или", ","):
        return -1
    modifiers = sum(1 for _ in takewhile(is_modifier, tokens[1:]))
    return phrase.head + 2 + modifiers if modifiers + 1 < len(tokens) else -1


def _opens(phrase: Phrase, index: int, head: int) -> bool:
    """`[старейшие] на севере рудники`: the modifier that opens the phrase is its head's, whatever stands between."""
    return index == phrase.first and head == phrase.head


def _belongs(doc: Doc, index: int, head: int) -> bool:
    beside = all(is_modifier(doc.tokens[i]) or not is_noun(doc.tokens[i]) for i in range(index, head))
    return beside or doc.tokens[index].head == head  # живущих в Чили семей


def _amount(head: Token, number: Number, counted: bool) -> str:
    """`plur` or `sing` of the base form: `два [дома]` is a plural though its form is a singular."""
    if head.norm == "человек":  # более тысячи человек, человек сорок
        return "sing" if number.value == 1 else "plur"
    if head.feat("Number") == "Plur":
        return "plur"
    if counted and number.kind == "count" and number.value is not None and number.value % 10 in (2, 3, 4):
        return "plur"
    return "plur" if head.text.islower() and _is_plural(head.norm) else "sing"


@lru_cache(maxsize=50_000)
def _is_plural(norm: str) -> bool:
    """Whether a form can be nothing but a plural, whatever the tagger says: `саженцев`."""
    nouns = [parse.tag for parse in parses(norm) if parse.is_known and parse.tag.POS == "NOUN"]
    return bool(nouns) and not any("sing" in tag for tag in nouns)


def _nominative(token: Token, amount: str, gender: str) -> str:
    if token.norm in UNCHANGED:
        return token.norm
    form = _inflected(
        token.norm, lemma(token), token.feat("Case"), token.feat("Number"), is_noun(token), amount, gender
    )
    return _cased(token, form) if form else token.text


@lru_cache(maxsize=50_000)
def _inflected(norm: str, word: str, case: str, number: str, noun: bool, amount: str, gender: str) -> str:
    """The form that pymorphy3 gives, empty where it knows none; `word` is the lemma, which settles ties (`статей`)."""
    wanted = {GRAMMEMES.get(case, ""), GRAMMEMES.get(number, "")} - {""}
    options = parses(norm)
    nominal = [p for p in options if (p.tag.POS == "NOUN") == noun] or list(options)
    if not noun:  # этого срока: этот, not the pronoun это
        nominal = [p for p in nominal if p.tag.POS != "NPRO"] or nominal
    parse = nominal[0] if len(nominal) == 1 else _likeliest(nominal, wanted, word)
    if "Supr" in parse.tag and (ending := SUPERLATIVE.fullmatch(norm)):
        return ending[1] + (ENDINGS.get(gender, "ий") if amount == "sing" else "ие")
    target = {"nomn", amount}
    if parse.tag.POS != "NOUN" and amount == "sing" and gender in GRAMMEMES:
        target.add(GRAMMEMES[gender])
    return inflected(parse, target) or inflected(parse, ("nomn",))


def _likeliest(options: list[Parse], wanted: set[str], word: str) -> Parse:
    return max(options, key=lambda p: (len(wanted & set(p.tag.grammemes)), p.score, p.normal_form == word))


def _cased(token: Token, form: str) -> str:
    """The letters of the form in the case of the text: `POS-терминалов` → `POS-терминалы`."""
    pairs = zip(token.text.lower().replace("ё", "е"), form.replace("ё", "е"), strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    if token.pos != "PROPN" and token.text[1:].islower():
        return form
    return token.text[:same] + form[same:] if same else form


def _joined(doc: Doc, phrase: Phrase, forms: dict[int, str]) -> str:
    """The phrase with the new forms, what lies between tokens kept as one blank at most."""
    parts = []
    for i in range(phrase.first, phrase.last):
        gap = i > phrase.first and doc.tokens[i].start > doc.tokens[i - 1].stop
        parts.append((" " if gap else "") + forms.get(i, doc.tokens[i].text))
    return "".join(parts)
