"""What may be a speaker in a stretch of tokens: names, pronouns, words for people and organisations."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.document import Token
from pipeline.frozen import frozen
from pipeline.quotes.scene import DASHES, Scene, lemma, noun_classes, speaker_classes

STOPS = frozenset(".;:!?…") | DASHES
PRONOUNS = {"он": "Masc", "она": "Fem"}
POSSESSIVES = {"его": "Masc", "ее": "Fem", "её": "Fem", "их": ""}
LONGEST_PHRASE = 60  # tokens: time stays linear where the text names one source after another and no verb
KINDS = (
    "org",
    "staff",
    "leader",
    "person",
    "office",
    "human",
    "media",
    "nobody",
)  # of a word with several classes the first counts


@frozen
class Subject:
    """A possible speaker at token `at`.

    `kind` is PER, ORG, LOC, `pronoun`, `report` (`данные`), a class of `speakers.tsv`, or `anyone` for a person's noun.
    """

    at: int
    kind: str
    preposition: str  # the one it depends on, if any
    plural: bool = False


def subjects(scene: Scene, first: int, last: int) -> Iterator[Subject]:
    """The possible speakers in `first:last`, in order."""
    i, preposition, governed = first, "", first - 1  # governed: the token right after the last preposition
    while i < last:
        token, mention = scene.tokens[i], scene.mention[i]
        if mention:
            end = scene.end_of_mention(i)
            if i > governed and scene.is_plainly_nominative(i):
                preposition = ""
            yield Subject(i, mention.type, preposition)
            i, preposition = end, preposition if mention.type == "LOC" else ""
            continue
        if token.feat("Case") == "Nom":
            preposition = ""  # `в свою очередь министр`: the preposition has had its noun
        if token.pos == "ADP":
            preposition, governed = token.norm, i + 1
        elif token.pos == "VERB" and not _is_attribute(token):  # `в распространённом заявлении`
            preposition = ""
        elif kind := (not _is_before_noun(scene, i) and _kind(token)) or _figures(scene, i):
            yield Subject(i, kind, preposition, token.feat("Number") == "Plur")
        i += 1


def _kind(token: Token) -> str:
    if token.norm in PRONOUNS or token.norm == "они":
        return "pronoun"
    word = lemma(token)
    if classes := speaker_classes().get(word):
        plural = token.feat("Number") == "Plur"
        return "staff" if plural and "staff" in classes else _first_class(classes, plural)
    capital = token.pos == "PROPN" and token.feat("Number") == "Sing"  # `Комиссар лиги заявил` is tagged as a name
    if token.pos != "NOUN" and not capital:
        return ""
    if word in noun_classes():
        return "report"
    return "anyone" if token.feat("Animacy") == "Anim" else ""


def _is_before_noun(scene: Scene, i: int) -> bool:
    """`полицейское [управление]`, `учёный [совет]`: an adjective here, not a word for a person."""
    token = scene.tokens[i]
    if token.pos != "ADJ" or i + 1 >= len(scene.tokens) or scene.mention[i + 1] is not None:
        return False
    noun = scene.tokens[i + 1]
    agrees = noun.feat("Case") == token.feat("Case") and noun.feat("Number") == token.feat("Number")
    return agrees and noun.pos == "NOUN"


def _figures(scene: Scene, i: int) -> str:
    """`данные` that the tagger takes for an adjective, where no noun agrees with it: `данные, предоставленные X`."""
    token = scene.tokens[i]
    if token.pos != "ADJ" or lemma(token) != "данный" or token.feat("Number") != "Plur":
        return ""
    following = scene.tokens[i + 1 : i + 2]
    agrees = any(t.feat("Case") == token.feat("Case") and t.pos in ("NOUN", "ADJ") for t in following)
    return "" if agrees else "report"


def _first_class(classes: frozenset[str], plural: bool) -> str:
    """`эксперт` alone is a person, `эксперты фонда` speak for the fund."""
    alone = classes - {"staff"} if len(classes) > 1 and not plural else classes
    kind = next((k for k in KINDS if k in alone), "person")
    return "person" if kind == "office" else kind


def until(scene: Scene, i: int, last: int) -> int:
    """First token from i on that ends a phrase: a mark outside names, or direct speech."""
    bracket = False
    while i < last and not scene.direct[i]:
        if not scene.mention[i]:
            if _ends_phrase(scene.tokens[i]) or (scene.tokens[i].text == ")" and not bracket):
                break
            bracket = scene.tokens[i].text == "(" or (bracket and scene.tokens[i].text != ")")
        i += 1
    return i


def beyond_comma(scene: Scene, i: int, last: int) -> int:
    """A person past the comma at i, where a title goes on over it: `министр связи, науки и спорта Асанов`; else -1."""
    if i + 1 < last and (scene.tokens[i + 1].pos == "ADP" or scene.mention[i + 1]):
        return -1  # `по словам эксперта, из-за ареста Асанова`, `как сообщает сайт, Асанов`
    for j in range(i + 1, min(i + 14, last)):
        mention, token = scene.mention[j], scene.tokens[j]
        if mention:
            if mention.type == "PER":
                return j
        elif lemma(token) in noun_classes():
            return -1  # `сообщил аким, по словам Асанова`
        elif (
            token.pos not in ("NOUN", "PROPN", "ADJ", "CCONJ", "PUNCT", "ADP") or token.text in STOPS or scene.direct[j]
        ):
            return -1
    return -1


def segments(scene: Scene, i: int, first: int) -> Iterator[tuple[int, int]]:
    """Ranges between commas before token i, nearest first; other marks and direct speech end them."""
    stop, j = i, i - 1
    while j >= first:
        token = scene.tokens[j]
        if scene.direct[j] or (token.text in STOPS and not scene.mention[j] and not _abbreviates(scene, j)):
            break
        if token.text == "," and not scene.mention[j]:
            yield j + 1, stop
            stop = j
        j -= 1
    yield j + 1, stop


def _abbreviates(scene: Scene, i: int) -> bool:
    """Whether the full stop at i ends no sentence: `аналитики Forest Inc. полагают`."""
    after = scene.tokens[i + 1 : i + 2]
    return scene.tokens[i].text == "." and any(t.sent == scene.tokens[i].sent and t.text[:1].islower() for t in after)


def phrase_end(scene: Scene, i: int, last: int) -> int:
    """End of the noun phrase from i on: before a verb, a preposition or a mark outside names."""
    start, bracket = i, False
    last = min(last, i + LONGEST_PHRASE)
    while i < last:
        token = scene.tokens[i]
        if not scene.mention[i]:
            if _ends_phrase(token) or (token.text == ")" and not bracket) or _is_predicate(token):
                break
            if token.pos == "ADP" and i > start and token.norm not in ("по", "при"):
                break
            bracket = token.text == "(" or (bracket and token.text != ")")
        i += 1
    return i


def _is_predicate(token: Token) -> bool:
    """A verb or conjunction; `объединенной компании` is none."""
    return token.pos in ("VERB", "AUX", "SCONJ") and not _is_attribute(token)


def _is_attribute(token: Token) -> bool:
    return token.feat("VerbForm") == "Part" and token.feat("Case") not in ("", "Nom")


def description_end(scene: Scene, i: int, last: int) -> int:
    """End of what describes the person at i: `лидер партии`, but of `лидер в интервью газете` the word alone."""
    following = scene.tokens[i + 1] if i + 1 < last else None
    if following and following.pos == "ADP" and following.norm not in ("по", "при", "от"):
        return i + 1
    return phrase_end(scene, i + 1, last)


def _ends_phrase(token: Token) -> bool:
    return token.text in STOPS or token.text == ","
