"""Names that a lost blank glued to their neighbours: `[Казахстан]придет`, `[Аиде]Вчера`, `В[Акмолинской]`.

The tokens stay as they are in the document; the rules for names see of such a token only the name that is in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from dataclasses import replace
from functools import cache, lru_cache, partial

from pipeline.document import Doc, Token
from pipeline.entities.lexicon import fold, known
from pipeline.entities.stems import stem
from pipeline.morph import analyzer, parses, readings

_INNER = re.compile(r"([А-ЯЁ]?[а-яё]+|[ВСКУОИ](?=[А-ЯЁ][а-яё]{4})|[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)([А-ЯЁ][а-яё]*)")
_PREPOSITIONS = frozenset(("в", "на", "из", "с", "со", "к", "о", "об", "от", "до", "по", "у", "за", "во", "при", "и"))
_SHORTEST = 5  # letters of a place that a small letter follows: `Казахстанпридет`
_NAMES = ("Name", "Surn", "Patr", "Geox")


def unglued(doc: Doc) -> Doc:
    """The document with glued tokens cut to the names in them; the same document where there are none."""
    said = cache(partial(_said, doc))
    tokens: list[Token] | None = None
    after_place = False
    for i, token in enumerate(doc.tokens):
        small, cut = token.text.islower(), None  # nearly all are: what needs a capital is not asked of them
        if not small and _may_be_glued(token):
            cut = _name_in(token.text, said)
        elif after_place:
            cut = _head_in(token.norm)
        after_place = not small and _begins_place(token)
        if cut:
            tokens = tokens or list(doc.tokens)
            tokens[i] = _trimmed(token, *cut)
    return replace(doc, tokens=tuple(tokens)) if tokens else doc


def _may_be_glued(token: Token) -> bool:
    """Cheap, for every token: a capital within a word, or a long word that no dictionary knows."""
    text = token.text
    if len(text) < _SHORTEST or len(text) > _LONGEST or (not text.isalpha() and "-" not in text):
        return False
    if not text[1:].islower():
        return not text.isupper()
    return text[0].isupper() and len(text) > _SHORTEST + 2 and not _is_known(token.norm)


@lru_cache(maxsize=2**14)
def _is_known(norm: str) -> bool:
    known: bool = analyzer().word_is_known(norm)
    return known


_LONGEST = 60


def _said(doc: Doc) -> set[str]:
    """Stems of the plain capitalised words of the document."""
    return {stem(t.norm) for t in doc.tokens if t.text[0].isupper() and t.text[1:].islower() and len(t.text) > 3}


def _name_in(text: str, said: Callable[[], Container[str]]) -> tuple[int, int] | None:
    """Where the name stands in a glued word, None where the word is whole: `КазНУ`, `МегаФон`."""
    match = _INNER.fullmatch(text)
    if match is None:
        return _before_small(text) if text[0].isupper() else None
    left, right = match[1], match[2]
    if left.lower() in _PREPOSITIONS and _is_name(right, said):
        return match.start(2), len(text)
    follows = right.lower() in _PREPOSITIONS or (len(right) > 2 and parses(right.lower())[0].is_known)
    if left[0].isupper() and len(left) > 2 and follows and _is_name(left, said):
        return 0, len(left)
    return None


def _is_name(word: str, said: Callable[[], Container[str]]) -> bool:
    """Whether a part is a name by the lists, by the dictionary, or since the document says it elsewhere."""
    norm = fold(word)
    if len(norm) < 3:
        return False
    if norm in known() or stem(norm) in said():
        return True
    return any(p.is_known and any(mark in p.tag for mark in _NAMES) for p in parses(norm)[:3])


def _before_small(text: str) -> tuple[int, int] | None:
    """`[Казахстан]придет`: a listed place and a verb; `Костанайскую` ends in no verb, whatever `скую` may be."""
    norm = fold(text)
    for cut in range(len(norm) - 3, _SHORTEST - 1, -1):
        if any(len(e.words) == 1 and e.sure and e.type == "LOC" for e in known().get(norm[:cut], ())):
            parse = parses(norm[cut:])[0]
            verb = parse.is_known and parse.tag.POS in ("VERB", "INFN", "PRTS") and not norm.startswith("ск", cut)
            return (0, cut) if verb else None
    return None


@lru_cache(maxsize=50_000)
def is_run_together(norm: str) -> bool:
    """Whether a word no dictionary knows is a verb and another word: `началорасследования`."""
    if len(norm) < _LONG or not norm.isalpha() or analyzer().word_is_known(norm):
        return False
    known_word = analyzer().word_is_known
    return any(
        known_word(norm[i:]) and known_word(norm[:i]) and any(p.tag.POS == "VERB" for p in parses(norm[:i]))
        for i in range(4, len(norm) - 3)
    )


_LONG = 10  # letters of two words at least


def _begins_place(token: Token) -> bool:
    """`Актюбинской`, `Северо-Казахстанской`."""
    return token.text[0].isupper() and token.norm.endswith(("ской", "цкой", "ского", "цкого", "ском", "цком"))


def _head_in(norm: str) -> tuple[int, int] | None:
    """`[области]прорвало`: the noun of a region before a verb or another word."""
    match = _HEAD.match(norm)
    if match is None or analyzer().word_is_known(norm) or not analyzer().word_is_known(norm[match.end() :]):
        return None
    return 0, match.end()


_HEAD = re.compile(r"(област(и|ь|ью)|район(а|е)?|округ(а|е)?)(?=\w{2})")


def _trimmed(token: Token, start: int, stop: int) -> Token:
    """The part of a token that is a name, with the features the dictionary gives it."""
    text = token.text[start:stop]
    norm = fold(text)
    reading = next((r for r in readings(norm) if r.proper), readings(norm)[0])
    if not start and token.text[0].islower():
        return _head(token, text, norm)
    pos = "ADJ" if "ADJ" in reading.pos else "PROPN"
    feats = token.feats
    if reading.proper or pos == "ADJ":
        feats = "|".join(f"{key}={value}" for key, value in sorted(reading.feats.items()) if key in _FEATS)
    start, stop = token.start + start, token.start + stop
    return replace(token, start=start, stop=stop, text=text, norm=norm, pos=pos, feats=feats, lemma=norm)


def _head(token: Token, text: str, norm: str) -> Token:
    case = "Loc" if norm.endswith("е") else "Nom" if norm.endswith(("ь", "н", "г")) else "Gen"
    gender, lemma = ("Fem", "область") if norm.startswith("об") else ("Masc", norm.rstrip("ае"))
    feats = f"Animacy=Inan|Case={case}|Gender={gender}|Number=Sing"
    return replace(token, stop=token.start + len(text), text=text, norm=norm, pos="NOUN", feats=feats, lemma=lemma)


_FEATS = ("Animacy", "Case", "Gender", "Number")
