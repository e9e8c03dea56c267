"""Which organisation a word means, `ведомство`, `в компании`: one named before, a speaker's own, one without a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.quotes.bodies import UNNAMED, body, is_unnamed
from pipeline.quotes.offices import ministry
from pipeline.quotes.scene import NOBODY, Voice, lemma, speaker_classes
from pipeline.quotes.stems import FIRMS, fits
from pipeline.vocabulary import words

if TYPE_CHECKING:
    from pipeline.quotes.cast import Cast

Named = tuple[int, Voice, frozenset[str]]
MEMORY = 400  # tokens over which a pronoun finds whom it stands for
APPOSED = 6  # tokens between a word and the name beside it: `в компании сотовой связи «Заря»`
MARKS = frozenset('«"„“')
LETTERS = 6  # of an abbreviation
NEAR = 120  # tokens between the name of an outlet and the word for it


def organisation_meant(cast: Cast, i: int) -> Voice:
    """The organisation named before that the word at i stands for: by its kind, then by recency."""
    word = lemma(cast.scene.tokens[i])
    if named := _named_after(cast, i):
        return named
    before = cast.orgs_before(i)
    said = {voice.entity_id: at for at, voice in cast.said[-100:] if voice.type == "ORG"}
    if known := _firm_of_speaker(cast, i, word) or _unnamed_before(cast, i, word):
        return known
    meant = [o for o in before if fits(word, o[2])]
    if not meant and not _is_qualified(cast, i):
        meant = _abbreviated(cast, i, before) or _labelled(cast, i, before, said)
    if not meant:
        return _ministry(cast, i, word) or body(cast.scene, i)
    if _is_qualified(cast, i):  # `в российской компании`: one of those just named, who has not to have spoken
        said, meant = {}, [o for o in meant if cast.scene.paragraph[o[0]] == cast.scene.paragraph[i]] or meant
    else:
        meant = _named_here(cast, i, meant, said)
    meant = [o for o in meant if said.get(o[1].entity_id, -MEMORY) > i - MEMORY] or meant
    introduced = [o for o in meant if word[:5] in o[2] and o[0] > i - MEMORY]  # `компания Заря`, then `компания`
    return max(introduced or meant, key=lambda o: max(o[0], said.get(o[1].entity_id, -1)))[1]


def _named_after(cast: Cast, i: int) -> Voice | None:
    """`в компании «Заря»`, `в агентстве Reuters`: the name beside the word, which is no genitive."""
    scene = cast.scene
    for j in range(i + 1, min(i + APPOSED, len(scene.tokens))):
        mention, token = scene.mention[j], scene.tokens[j]
        if mention:
            quoted = scene.tokens[j - 1].text in MARKS or token.text in MARKS
            apposed = mention.type == "ORG" and (quoted or token.feat("Case") in ("", "Nom"))
            return cast.voice(j) if apposed else None
        if token.text not in MARKS and not (token.pos in ("NOUN", "ADJ") and token.feat("Case") == "Gen"):
            return None
    return None


def _abbreviated(cast: Cast, i: int, before: list[Named]) -> list[Named]:
    """`По данным КГД, …. В комитете уточнили`: the one just named by letters of which one stands for the word."""
    letter, paragraph = cast.scene.tokens[i].norm[0].upper(), cast.scene.paragraph
    if speaker_classes()[lemma(cast.scene.tokens[i])] & {"outlet", "business"}:
        return []
    near = [o for o in before if paragraph[i] - paragraph[o[0]] <= 1]
    found = [o for o in near if letter in _letters(o[1].name)]
    return found if len({o[1].entity_id for o in found}) == 1 else []


def _letters(name: str) -> str:
    """The letters of an abbreviation in a name, `НПП` of `НПП «Заря»`; empty if there is none."""
    words_ = (w for w in name.strip('«»"').split() if w.isupper() and w.isalpha() and w.lower() not in FIRMS)
    return next((w for w in words_ if 2 < len(w) <= LETTERS), "")


def _labelled(cast: Cast, i: int, before: list[Named], said: dict[str, int]) -> list[Named]:
    """Any that has spoken, for `ведомство`; with a foreign name, for `издание`: `данные Reuters. …, пишет издание`."""
    classes = speaker_classes()[lemma(cast.scene.tokens[i])]
    if "outlet" in classes:
        foreign = [o for o in before if o[0] > i - NEAR and (o[1].name.isascii() or o[2] & words("agencies"))]
        return [o for o in foreign if o[1].entity_id in said] or foreign[-1:]
    return ([o for o in before if o[1].entity_id in said] or before[-1:]) if "label" in classes else []


def _unnamed_before(cast: Cast, i: int, word: str) -> Voice | None:
    """`В полиции Алматы сообщили …. «…», – сообщили в полиции.`: the one that has spoken without a name."""
    if _is_qualified(cast, i):
        return None
    spoken = (voice for _, voice in cast.said[:-9:-1] if is_unnamed(voice))
    return next((v for v in spoken if any(w.startswith(word[:5]) for w in v.name.split())), None)


def _firm_of_speaker(cast: Cast, i: int, word: str) -> Voice | None:
    """`Глава Зари Ким сообщил …. По данным компании, …`: the organisation of who has just spoken."""
    at, voice = cast.said[-1] if cast.said else (-1, NOBODY)
    if voice.type != "PER" or at >= i or cast.scene.paragraph[at] != cast.scene.paragraph[i]:
        return None
    held = {org for _, org in cast.positions.get(voice.entity_id, [])[:20] if org}
    return next((o[1] for o in cast.orgs_before(i)[::-1] if o[1].entity_id in held and fits(word, o[2])), None)


def _ministry(cast: Cast, i: int, word: str) -> Voice | None:
    """`Министр культуры сообщил …. По данным министерства, …`: of the last person who spoke."""
    last = next((voice for _, voice in cast.said[:-6:-1] if voice.type == "PER"), None)
    near = word in ("министерство", "ведомство") and last is not None and not _is_qualified(cast, i)
    name = ministry(cast.positions.get(last.entity_id, [])) if near and last else ""
    return Voice(UNNAMED + name, name, "ORG") if name else None


def _named_here(cast: Cast, i: int, meant: list[Named], said: dict[str, int]) -> list[Named]:
    """Those of the paragraph, where who spoke did so before it: `В МИД Норвегии удивлены. В ведомстве заявили`."""
    paragraph = cast.scene.paragraph
    here = [o for o in meant if paragraph[o[0]] == paragraph[i]]
    spoke = max((said[o[1].entity_id] for o in meant if o[1].entity_id in said), default=-1)
    return here if here and spoke >= 0 and paragraph[spoke] < paragraph[i] else meant


def _is_qualified(cast: Cast, i: int) -> bool:
    """`немецкий регулятор`: not the one named before."""
    before = cast.scene.tokens[i - 1] if i else None
    return before is not None and before.pos == "ADJ" and lemma(before) not in words("sector_adjectives")
