"""What people are called beside their names: `свидетель Ермеков`, `пенсионерка Громова`, `с министром Шариповым`.

Who was once introduced with a word is meant by the word alone later: `сообщил свидетель`.
"""

from __future__ import annotations

from bisect import bisect_left

from pipeline.document import Token
from pipeline.quotes.scene import Scene, Voice, lemma, speaker_classes
from pipeline.vocabulary import words

LAST = 5  # names that are looked at
BEFORE = 10  # tokens before a name in which its title may stand
SPOUSES = frozenset(("жена", "супруга", "муж", "супруг"))
BETWEEN = frozenset(("NOUN", "ADJ", "PROPN", "CCONJ", "DET"))

SOME = frozenset(("крупный", "небольшой", "один", "некий", "некоторый", "другой"))
Titles = dict[str, list[tuple[int, Voice]]]


def titles(scene: Scene, people: list[tuple[int, Voice]]) -> Titles:
    """By lemma: the names before which it stands as a title, in text order."""
    found: Titles = {}
    for at, voice in people:
        cases = {t.feat("Case") for t in scene.tokens[at : scene.end_of_mention(at)]}
        for i in range(at - 1, max(0, at - BEFORE) - 1, -1):
            token = scene.tokens[i]
            if token.pos not in BETWEEN and not scene.mention[i]:
                break
            person = token.feat("Animacy") == "Anim" and token.feat("Number") == "Sing" and token.feat("Case") in cases
            if scene.mention[i] is None and (person or _is_written(token)):
                found.setdefault(lemma(token), []).append((at, voice))
    return found


def _is_written(token: Token) -> bool:
    """`Вице-министр`, whatever the tagger says of it."""
    return token.norm == lemma(token) and bool(speaker_classes().get(token.norm, frozenset()) & {"person", "leader"})


def kin(scene: Scene, people: list[tuple[int, Voice]], i: int, owner: str) -> Voice | None:
    """`жена Белова` who was introduced before as `супруга Белова Анна Ким`; `owner` is the entity of Белов."""
    for at, voice in people[:200]:
        if at >= i:
            break
        of = scene.mention[at - 1] if at else None
        noun = scene.doc.token_at(of.start) - 1 if of and of.entity_id == owner and of.type == "PER" else -1
        if noun >= 0 and voice.entity_id != owner and _is_same_kin(scene.tokens[noun], scene.tokens[i]):
            return voice
    return None


def _is_same_kin(a: Token, b: Token) -> bool:
    """`супруга`, whose lemma may be `супруг`, and `жена` are one."""
    kin = {lemma(a), lemma(b)}
    known = lemma(a) in words("relatives") and (len(kin) == 1 or kin <= SPOUSES)
    return known and a.feat("Gender") == b.feat("Gender")


def titled(index: Titles, word: str, before: int) -> Voice | None:
    """The last one called `word` whose name stands before token `before`."""
    names = index.get(word, [])
    n = bisect_left(names, before, key=lambda name: name[0])
    return names[n - 1][1] if n else None


def titled_again(scene: Scene, index: Titles, first: int, last: int) -> Voice | None:
    """`сказал чемпион мира` of who was introduced so, `чемпион мира Анна Ким`: the whole phrase `first:last`."""
    word, phrase = lemma(scene.tokens[first]), [t.norm for t in scene.tokens[first + 1 : last]]
    names = index.get(word, [])
    stop = bisect_left(names, first, key=lambda name: name[0])
    for at, voice in names[max(0, stop - LAST) : stop][::-1]:
        title = at - len(phrase) - 1
        called = bool(phrase) and title >= 0 and lemma(scene.tokens[title]) == word
        if called and [t.norm for t in scene.tokens[title + 1 : at]] == phrase:
            return voice
    return None


def owns(scene: Scene, people: list[tuple[int, Voice]], voice: Voice, at: int, oblique: bool) -> bool:
    """Whether the word before the name at `at` is for somebody of theirs: `мать Белова`, not `мать Анна Белова`.

    The genders tell; in a case in which they cannot, `по словам адвоката Белова`, that Белов was named before.
    """
    noun = scene.tokens[at - 1] if at else None
    if noun is None or scene.mention[at - 1] or lemma(noun) not in words("relatives"):
        return False
    if noun.feat("Gender") and voice.gender and noun.feat("Gender") != voice.gender:
        return noun.feat("Gender") == "Fem" or "person" not in speaker_classes().get(lemma(noun), ())
    return oblique and any(other.entity_id == voice.entity_id and i < at for i, other in people[:200])


def is_former(scene: Scene, i: int) -> bool:
    """`бывший сотрудник «Зари»`, `экс-глава «Зари»`."""
    return scene.tokens[i].norm.startswith("экс-") or (i > 0 and lemma(scene.tokens[i - 1]) == "бывший")


def is_cut_off(scene: Scene, i: int) -> bool:
    """`Об этом сказал помощник...`: another article's opening, which says no more of who it is."""
    after = scene.tokens[i + 1 : i + 3]
    ends = len(after) < 2 or after[1].sent != after[0].sent
    return bool(after) and ends and after[0].text in ("...", "…")


def inside(scene: Scene, i: int) -> int:
    """The organisation within which the one at token i speaks, `источник в МЧС`; -1 if none."""
    named = scene.mention[i + 2] if i + 2 < len(scene.tokens) else None
    within = named is not None and named.type == "ORG" and scene.tokens[i + 1].norm in ("в", "во")
    return i + 2 if within else -1


def is_of_some(scene: Scene, i: int, stop: int) -> bool:
    """`директор крупной фирмы`, `сотрудник одной из школ`: of one that the article does not name."""
    unnamed = any(lemma(t) in SOME for t in scene.tokens[i + 1 : min(stop, i + 4)])
    return unnamed and not any(scene.mention[i + 1 : stop])


def beyond_place(scene: Scene, i: int) -> int:
    """`по словам тренера [из Самары Ильи Кима]`: the person named after the place at i; -1 if none."""
    mention, tokens = scene.mention, scene.tokens
    place = mention[i + 1] if i + 2 < len(tokens) and tokens[i].norm == "из" else None
    at = scene.end_of_mention(i + 1) if place and place.type == "LOC" else len(tokens)
    person = mention[at] if at < len(tokens) else None
    return at if person and person.type == "PER" else -1
