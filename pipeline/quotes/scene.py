"""What the rules on speech ask of an article: names by token, paragraphs, verbs of speech, clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from operator import attrgetter

from pipeline.document import Doc, Mention, Token
from pipeline.frozen import frozen
from pipeline.lookup import lookup, ranges
from pipeline.vocabulary import mapping, table

DASHES = frozenset("-–—―‒−")
FEMALE = ("ова", "ева", "ёва", "ина", "ына", "ская", "цкая", "вна", "чна", "кызы", "қызы")
MALE = ("ов", "ев", "ёв", "ин", "ын", "ский", "цкий", "вич", "улы", "ұлы", "оглы")
PHRASE = 4  # tokens between a verb and the words that make it speech
DOMAIN = r"(?:kz|ru|com|org|net|info|uz|kg|by|ua|news|media|tv)\b"
SITE = rf"(?:[\w-]+\.)+{DOMAIN}"
DOTTED = re.compile(rf"\.{DOMAIN}", re.I)  # what few texts have: to look for a whole address takes ten times as long


@frozen
class Voice:
    """Somebody who speaks: an entity, or with an empty id a voice that has no name."""

    entity_id: str = ""
    name: str = ""
    type: str = ""
    gender: str = ""


NOBODY = Voice()


@cache
def verb_classes() -> dict[str, str]:
    return mapping("speech_verbs", "lemma", "class")


@cache
def verb_phrases() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """By verb: the lemmas that follow it where the whole is speech, and its class: `прийти к выводу`."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in table("speech_phrases"):
        for verb in row["verb"].split("|"):
            phrases = ((tuple(words.split()), row["class"]) for words in row["words"].split("|"))
            found.setdefault(verb.strip(), []).extend(phrases)
    return {verb: tuple(phrases) for verb, phrases in found.items()}


@cache
def _speaking() -> frozenset[str]:
    """All verbs of speech."""
    return frozenset(verb_classes().keys() | verb_phrases().keys())


@cache
def noun_classes() -> dict[str, str]:
    return mapping("reporting_nouns", "lemma", "class")


@cache
def noun_owners() -> dict[str, str]:
    """Whose a text without an owner is: of who was `named` or `heard` last."""
    return mapping("reporting_nouns", "lemma", "owner")


@cache
def speaker_classes() -> dict[str, frozenset[str]]:
    """Classes of each word that stands for a speaker; `эксперт` has two."""
    found: dict[str, set[str]] = {}
    for row in table("speakers"):
        found.setdefault(row["lemma"], set()).add(row["class"])
    return {lemma: frozenset(classes) for lemma, classes in found.items()}


def lemma(token: Token) -> str:
    return token.lemma.replace("ё", "е")


def agree(a: str, b: str) -> bool:
    """Whether two genders may be one person's."""
    return not a or not b or a == b


def is_nominative(token: Token) -> bool:
    """Nominative, or a form without case (`Нургуль`, `МВД`)."""
    return token.feat("Case") in ("", "Nom")


class Scene:
    """An article with look-ups by token; `mention[i]` is the mention over token i, `speech[i]` its verb class."""

    __slots__ = ("direct", "doc", "first_site", "mention", "names", "paragraph", "paragraphs", "speech", "tokens")

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.tokens = doc.tokens
        self.mention: list[Mention | None] = [None] * len(doc.tokens)
        for mention, span in zip(doc.mentions, ranges(doc, doc.mentions), strict=True):
            for i in span:
                self.mention[i] = mention
        self.paragraphs = list(_paragraphs(doc))  # token ranges
        self.paragraph: list[int] = []
        for sentence in doc.sentences:
            self.paragraph += [sentence.paragraph] * (sentence.last - sentence.first)
        self.names = {entity.entity_id: entity.name for entity in doc.entities}
        self.speech = speech_verbs(doc)
        opening = doc.text[:5000]
        site = re.search(SITE, opening, re.I) if DOTTED.search(opening) else None
        self.first_site = site[0].lower() if site else ""  # the first site that the text names
        self.direct = bytearray(len(doc.tokens))  # 1 inside direct speech

    def end_of_mention(self, i: int) -> int:
        """Index after the last token of the mention over token i."""
        mention = self.mention[i]
        j = i + 1
        while j < len(self.tokens) and self.mention[j] is mention:
            j += 1
        return j

    def is_plainly_nominative(self, i: int) -> bool:
        """Whether a word of the mention over token i is tagged nominative."""
        return any(t.feat("Case") == "Nom" for t in self.tokens[i : self.end_of_mention(i)])

    def is_oblique(self, i: int) -> bool:
        """Whether the person over token i is named in another case, as its tags and its ending say.

        `Ежова` is none where the article has named `Анна Ежова`.
        """
        mention = self.mention[i]
        assert mention is not None
        words = self.tokens[i : self.end_of_mention(i)]
        names = (mention.normal, self.names.get(mention.entity_id, ""))
        written = words[-1].norm in (name.lower().replace("ё", "е").rpartition(" ")[2] for name in names)
        return not written and any(t.feat("Case") not in ("", "Nom") for t in words)

    def voice(self, i: int) -> Voice:
        """The entity of the mention over token i."""
        mention = self.mention[i]
        assert mention is not None
        name, gender = self.names.get(mention.entity_id, mention.normal), ""
        if mention.type == "PER" and not (gender := _gender_of_name(name)):
            genders = [t.feat("Gender") for t in self.tokens[i : self.end_of_mention(i)]]
            gender = max(genders, key=genders.count, default="")
        return Voice(mention.entity_id, name, mention.type, gender)

    def text(self, first: int, last: int) -> str:
        return self.doc.text[self.tokens[first].start : self.tokens[last - 1].stop] if first < last else ""


def _paragraphs(doc: Doc) -> Iterator[tuple[int, int]]:
    for _, group in groupby(doc.sentences, key=attrgetter("paragraph")):
        sentences = list(group)
        yield sentences[0].first, sentences[-1].last


def _gender_of_name(name: str) -> str:
    """Gender that the ending of a name shows: `Аида Тасова`, `Серик Болатулы`."""
    word = name.rsplit(" ", 1)[-1].lower()
    if word.endswith(FEMALE):
        return "Fem"
    return "Masc" if word.endswith(MALE) else ""


def speech_verbs(doc: Doc) -> dict[int, str]:
    """Class of each token that is a verb of speech, by its index."""
    classes, tokens = verb_classes(), doc.tokens
    found = {}
    for i in lookup(doc).with_lemmas(_speaking()):
        kind = _phrase_class(tokens, i) or classes.get(tokens[i].lemma, "")
        if kind and (kind := _frame_class(tokens[i], kind)):
            found[i] = kind
    return found


def _phrase_class(tokens: Sequence[Token], i: int) -> str:
    """Class of a verb that is speech with certain words near it only: `пришёл к выводу`, `к выводу пришли`."""
    for words, kind in verb_phrases().get(lemma(tokens[i]), ()):
        near = [lemma(t) for t in tokens[max(0, i - 1) : i + PHRASE]] if words else []
        before = [lemma(t) for t in tokens[max(0, i - PHRASE) : i]] if words else []
        if all(w in near for w in words) or all(w in before for w in words):
            return kind
    return ""


def _frame_class(token: Token, kind: str) -> str:
    """The class this form has in its sentence; empty where it reports nothing (`думаю`, `чтобы сказать`)."""
    form = token.feat("VerbForm")
    if form == "Inf" or token.pos in ("ADP", "PROPN") or token.feat("Mood") == "Imp":
        return ""
    if token.pos == "NOUN" and not lemma(token).endswith(("ть", "ться")):
        return ""  # but `передаёт` is a verb whatever the tagger says
    if token.feat("Person") in ("1", "2"):
        return ""
    if form == "Part" or token.pos == "ADJ":
        if form == "Part" and token.feat("Voice") == "Act":
            return "gerund"  # Ким, сообщившая, что …, Ким, считающая, что …
        short = token.feat("Variant") == "Short" or not token.feat("Case")
        if not short:
            return ""
        if form == "Part" and token.feat("Voice") == "Pass":
            return "state" if kind in ("say", "tell") and token.feat("Gender") == "Neut" else ""  # `в отчете сказано`
        return kind
    if form == "Conv":
        return "gerund"
    return kind
