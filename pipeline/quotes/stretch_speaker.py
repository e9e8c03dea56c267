"""Who speaks in a stretch of direct speech: by the author's words beside it, or by the cue before it."""

from __future__ import annotations

from pipeline.quotes.bodies import is_unnamed
from pipeline.quotes.direct import Stretch, is_headline, person_about, person_before_colon
from pipeline.quotes.posts import account
from pipeline.quotes.relays import relayed
from pipeline.quotes.scene import NOBODY, Scene, Voice, lemma, speaker_classes
from pipeline.quotes.titles import titled
from pipeline.quotes.voices import Voices

BEFORE = 40  # tokens before a colon in which the verb may stand
STRANGERS = frozenset(("nobody", "guest", "staff", "human"))  # `источник`, `собеседник`
NEAR = 2  # paragraphs over which the last voice goes on in speech without author's words


def verbs_of(scene: Scene, stretches: list[Stretch]) -> dict[int, set[int]]:
    """By sentence: the verbs that direct speech has taken already."""
    found: dict[int, set[int]] = {}
    for stretch in stretches:
        if stretch.verb >= 0:
            found.setdefault(scene.tokens[stretch.verb].sent, set()).add(stretch.verb)
    return found


def speaker_of(scene: Scene, voices: Voices, stretch: Stretch, last: tuple[int, Voice]) -> tuple[Voice, str]:
    """The voice and cue of a stretch; `last` is the paragraph and voice of the last cue."""
    verb = stretch.verb
    if stretch.rule == "question":
        return NOBODY, ""
    if stretch.rule == "answer":
        return voices.answers(stretch.first), ""
    if stretch.rule == "post":
        return account(scene, *stretch.author), ""
    if verb < 0:
        found = _before_colon(scene, voices, stretch) or _after_colon(scene, voices, stretch)
        found = found or _answering(scene, voices, stretch)
        return found or _going_on(scene, stretch, last), ""
    start, stop = min(stretch.author[0], verb), max(stretch.author[1], verb + 1)
    if (quoted := relayed(scene, voices.cast, verb, stop)) is not None:
        before = last[1] if scene.paragraph[stretch.first] - last[0] == 1 else NOBODY
        return (quoted if quoted.entity_id else before), scene.tokens[verb].text
    if scene.speech.get(verb) != "state":
        voice = voices.of_verb(verb, start, stop) or _elided(scene, voices, verb)
        if not _is_here(scene, voices, voice, stretch):
            voice = _described(scene, voices, stretch, stop, voice) or voice
        return voice, scene.tokens[verb].text
    voice = voices.place_of(verb, start, stop) or _elided(scene, voices, verb)
    if voice in (NOBODY, voices.cast.last_heard("ORG")):
        voice = _told_before(scene, voices, stretch) or voice
    return voice, scene.tokens[verb].text


def _is_here(scene: Scene, voices: Voices, voice: Voice, stretch: Stretch) -> bool:
    """Whether who was found is an organisation, or a person whom the paragraph names before the stretch or after it."""
    if voice.type == "ORG":
        return True
    paragraph = scene.paragraph[stretch.first]
    named = (at for at, person in voices.cast.people if person.entity_id == voice.entity_id)
    return any(scene.paragraph[at] == paragraph for at in named)


def _described(scene: Scene, voices: Voices, stretch: Stretch, stop: int, found: Voice) -> Voice | None:
    """`Ким отметил, что …. «…», – сказал наставник клуба`: who spoke in the sentence before.

    In a paragraph of its own, unless who was `found` has been called so.
    """
    at, voice = voices.cast.said[-1] if voices.cast.said else (-1, NOBODY)
    words = scene.tokens[stretch.verb + 1 : stop]
    if voice.type != "PER" or voices.cast.stranger > at or _is_called(scene, stretch.verb + 1, stop):
        return None
    here = scene.tokens[at].sent == scene.tokens[stretch.first].sent - 1
    teller = next((t for t in words if t.feat("Animacy") == "Anim" and t.pos == "NOUN"), None)
    apart = scene.paragraph[stretch.first] - scene.paragraph[at]
    if not here or apart > 1 or teller is None:
        return None
    if apart and found.entity_id and titled(voices.cast.titles, lemma(teller), stretch.verb) == found:
        return None
    single = teller.feat("Case") == "Nom" and teller.feat("Number") == "Sing"
    strange = STRANGERS & speaker_classes().get(lemma(teller), frozenset())
    fem = scene.tokens[stretch.verb].feat("Gender") == "Fem"  # отметила обвинитель
    gender = "Fem" if fem else teller.feat("Gender")
    return voice if single and not strange and gender in ("", voice.gender or gender) else None


def _is_called(scene: Scene, first: int, stop: int) -> bool:
    """Whether the teller's words have a name; that of an organisation is none: `отметил боец ММА`."""
    for i in range(first, stop):
        token, mention = scene.tokens[i], scene.mention[i]
        if mention.type == "PER" if mention else token.pos == "PROPN" and not token.text.isupper():
            return True
    return False


def _told_before(scene: Scene, voices: Voices, stretch: Stretch) -> Voice | None:
    """`… , сообщает X "…", – говорится в сообщении`: who is named by the verb before the marks in one sentence."""
    first = scene.doc.sentences[scene.tokens[stretch.first].sent].first
    for i in range(stretch.first - 1, max(first, stretch.first - BEFORE) - 1, -1):
        if scene.speech.get(i) in ("say", "tell") and not scene.direct[i]:
            voice = voices.of_verb(i, first, stretch.first)
            return voice if voice and voice.type == "ORG" else None
    return None


def _elided(scene: Scene, voices: Voices, verb: int) -> Voice:
    """`…», – добавил в заключение.`: who spoke last, but `заявили собравшиеся` is no single person."""
    last = voices.cast.last_said() or NOBODY
    several = scene.tokens[verb].feat("Number") == "Plur" and scene.speech.get(verb) != "state"
    return NOBODY if several and last.type == "PER" else last


def _before_colon(scene: Scene, voices: Voices, stretch: Stretch) -> Voice | None:
    """`X отметил: «…»`, `Иванов: «…»`."""
    colon = stretch.first - 2
    if colon < 1 or scene.tokens[colon].text != ":" or scene.paragraph[colon] != scene.paragraph[stretch.first]:
        return None
    first = scene.doc.sentences[scene.tokens[colon].sent].first
    for i in range(colon - 1, max(first, colon - BEFORE) - 1, -1):
        if scene.speech.get(i, "gerund") != "gerund":
            quoted = relayed(scene, voices.cast, i, colon)
            return quoted or voices.of_verb(i, first, colon) or voices.cast.last_said() or NOBODY
    at = person_before_colon(scene, colon)
    mention = scene.mention[at] if at >= 0 else None
    return voices.cast.voice(scene.doc.token_at(mention.start)) if mention else None


def _after_colon(scene: Scene, voices: Voices, stretch: Stretch) -> Voice | None:
    """`«Верю в победу»: Иванов о планах на сезон`."""
    colon = stretch.last + 1
    headline = is_headline(scene, stretch.first, stretch.last) and person_about(scene, colon + 1)
    return voices.cast.voice(colon + 1) if headline else None


def _answering(scene: Scene, voices: Voices, stretch: Stretch) -> Voice | None:
    """A paragraph after a dash that answers one, `– Сколько их?`: who was heard last, or the only one named."""
    dash = stretch.first - 1
    answers = stretch.rule == "dash paragraph" and dash > 0 and scene.tokens[dash - 1].text == "?"
    if not answers or scene.tokens[stretch.last - 1].text == "?":
        return None
    named = {voice.entity_id: voice for at, voice in voices.cast.people[:200] if at < dash}
    heard = [said for said in voices.cast.said[-20:] if said[1].type == "PER"]
    if heard:
        return None if _is_left(scene, voices, *heard[-1], dash) else heard[-1][1]
    return next(iter(named.values())) if len(named) == 1 else None


def _is_left(scene: Scene, voices: Voices, since: int, voice: Voice, dash: int) -> bool:
    """Whether the author has told of somebody else since who was heard: another scene has begun."""
    between = (p for p in voices.cast.people if since < p[0] < dash and p[1].entity_id != voice.entity_id)
    return any(not scene.direct[at] for at, _ in between)


def _going_on(scene: Scene, stretch: Stretch, last: tuple[int, Voice]) -> Voice:
    """A paragraph in marks after `рассказал X.`: X; a bare paragraph after a dash may be anybody's, a headline too."""
    paragraph, voice = last
    near = 0 <= scene.paragraph[stretch.first] - paragraph <= NEAR
    headline = is_headline(scene, stretch.first, stretch.last)
    near = near and not is_unnamed(voice)  # `власти` do not go on by themselves
    return voice if near and stretch.rule != "dash paragraph" and not headline else NOBODY
