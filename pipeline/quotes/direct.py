"""Direct speech: the stretches between marks or after dashes, and the author's words beside each.

`– …, – отметил X.`, `«…», – сообщили в МЧС`, `X сказал: «…»`, speech split by the author's words, and speech that runs
over several paragraphs. Who speaks is found later, in text order.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from pipeline.document import Sentence, Token
from pipeline.frozen import frozen
from pipeline.lookup import lookup
from pipeline.quotes.author import (
    ENDS,
    SENTENCE,
    VERB_REACH,
    any_verb,
    author_end,
    author_verb,
    end_of_paragraph,
    end_of_teller,
)
from pipeline.quotes.frames import ABOUT
from pipeline.quotes.interviews import turns
from pipeline.quotes.marks import MARKS, Quoted
from pipeline.quotes.posts import posts
from pipeline.quotes.scene import DASHES, Scene

BULLETS = frozenset("•·■▪●*")
TITLE = 24  # tokens of a name and its title before a colon


@frozen
class Stretch:
    """Direct speech, tokens `first:last`, with its verb (-1 if none) in the author's words `author[0]:author[1]`."""

    first: int
    last: int
    verb: int = -1
    author: tuple[int, int] = (0, 0)
    rule: str = ""


def list_items(scene: Scene) -> frozenset[int]:
    """First tokens of the paragraphs that are items of a list, which begins after a colon: `- молоко;`."""
    found: set[int] = set()
    last = -1  # first token of the paragraph before
    for first, _ in scene.paragraphs:
        mark = scene.tokens[first].text
        marked = mark in DASHES or mark in BULLETS or _is_numbered(scene, first)
        if first and marked and (last in found or scene.tokens[first - 1].text == ":"):
            found.add(first)
        last = first
    return frozenset(found)


def _is_numbered(scene: Scene, first: int) -> bool:
    """`1. Открыть школы.`, `2) построить мост;`."""
    after = scene.tokens[first + 1].text if first + 1 < len(scene.tokens) else ""
    return scene.tokens[first].text.isdigit() and after in (".", ")")


def direct(scene: Scene, quoted: list[Quoted], items: frozenset[int]) -> list[Stretch]:
    """Stretches of direct speech in order, without overlap, `items` being no speech; `scene.direct` is filled."""
    posted = [Stretch(first, last, author=name, rule="post") for first, last, name in posts(scene)]
    asked = [Stretch(first, last, rule="answer" if answer else "question") for first, last, answer in turns(scene)]
    begins = [turn.first for turn in asked]
    told = [s for s in (*_between_marks(scene, quoted), *_after_dashes(scene, items)) if not _covers(begins, s)]
    found = sorted((*posted, *asked, *told), key=lambda s: (s.first, -s.last))
    kept: list[Stretch] = []
    for stretch in found:
        if stretch.first < stretch.last and (not kept or stretch.first >= kept[-1].last):
            kept.append(stretch)
            for i in range(stretch.first, stretch.last):
                scene.direct[i] = 1
    return kept


def _covers(begins: list[int], stretch: Stretch) -> bool:
    """Whether a stretch runs over the beginning of a question or an answer, so that it is no speech of one person."""
    n = bisect_right(begins, stretch.first)
    return n < len(begins) and begins[n] < stretch.last


# between marks


def _between_marks(scene: Scene, quoted: list[Quoted]) -> Iterator[Stretch]:
    spoken = -1  # where the last author's words end: what stands in marks there goes on with the speech
    for n, quote in enumerate(quoted):
        stop = min(_next_speech(scene, quoted, n), end_of_paragraph(scene, quote.last))
        verb, author = _words_after(scene, quote.last + 1, stop)
        headline = is_headline(scene, quote.first, quote.last)
        if verb < 0 and headline:
            verb, author = _teller(scene, quote.last + 2, stop)
        stretches = list(_split(scene, quote.first, quote.last, verb, author))
        told = verb >= 0 or len(stretches) > 1  # …. «Нас много, – сказал X. – Нам тесно».
        told = told or (headline and person_about(scene, quote.last + 2))
        if not (told or _stands_as_speech(scene, quote) or (quote.first - 1 == spoken and _is_long(scene, quote))):
            continue
        if verb >= 0 and author[0] == quote.last + 2 and not _is_long(scene, quote):
            continue  # a name before a comma and a verb: `фонд «Заря», сообщил аким`
        spoken = author[1]
        yield from stretches


def _next_speech(scene: Scene, quoted: list[Quoted], n: int) -> int:
    """The next mark that opens speech: a name in marks follows a word, `сообщили в АО «Заря»`."""
    for quote in quoted[n + 1 : n + 4]:
        before = scene.tokens[quote.first - 2].text if quote.first > 1 else ""
        if not before[-1:].isalnum():
            return quote.first - 1
    return len(scene.tokens)


def _words_after(scene: Scene, i: int, stop: int) -> tuple[int, tuple[int, int]]:
    """The verb and range of the author's words after a closing mark: `», – сказал X`, `", говорит X`."""
    start, dash = i, False
    while i < stop and (scene.tokens[i].text in ENDS or scene.tokens[i].text in DASHES) and i - start < 4:
        dash = dash or scene.tokens[i].text in DASHES
        i += 1
    if i == start or not (dash or scene.tokens[start].text in (",", "!", "?", "…", "...")):
        return -1, (0, 0)
    verb = author_verb(scene, i, stop)
    if verb < 0 and dash:
        verb = any_verb(scene, i, stop)
    if verb < 0:
        return -1, (0, 0)
    return verb, (i if dash else start + 1, author_end(scene, verb, stop))


def is_headline(scene: Scene, first: int, last: int) -> bool:
    """Whether tokens `first:last` are said in a headline: `«Погибли тысячи»: министр обвинил соседей`."""
    mark, colon = first - 1, last + 1
    opens = mark == 0 or scene.paragraph[mark - 1] != scene.paragraph[mark]
    return opens and colon < len(scene.tokens) and scene.tokens[colon].text == ":"


def person_about(scene: Scene, i: int) -> bool:
    """Whether a person is named at i who tells of something: `«Верим в победу»: Иванов о новом сезоне`."""
    if i >= len(scene.tokens) or scene.mention[i] is None or not scene.is_plainly_nominative(i):
        return False
    about = scene.end_of_mention(i)
    return about < len(scene.tokens) and scene.tokens[about].norm in ABOUT


def _teller(scene: Scene, first: int, stop: int) -> tuple[int, tuple[int, int]]:
    """The verb of a headline that tells whose the words before its colon are."""
    verbs = (i for i in range(first, stop) if scene.speech.get(i, "gerund") != "gerund")
    verb = next(verbs, -1)
    return verb, (first, stop) if verb >= 0 else (0, 0)


def _is_long(scene: Scene, quote: Quoted) -> bool:
    """More than a name: a clause with a verb, or many words."""
    inside = scene.tokens[quote.first : quote.last]
    return len(inside) >= 10 or (len(inside) >= 3 and any(t.pos in ("VERB", "AUX") for t in inside[:10]))


def _stands_as_speech(scene: Scene, quote: Quoted) -> bool:
    """Without author's words after it: it follows `X сказал:`, or it is a paragraph of its own."""
    mark = quote.first - 1
    before = scene.tokens[mark - 1] if mark else None
    if before and before.text == ":" and scene.paragraph[mark - 1] == scene.paragraph[mark]:
        sentence = scene.doc.sentences[before.sent]
        spoken = any(i in scene.speech for i in range(max(sentence.first, mark - 40), mark))
        return spoken or person_before_colon(scene, mark - 1) >= 0
    opens = mark == 0 or scene.paragraph[mark - 1] != scene.paragraph[mark]
    after = quote.last + 1
    while after < len(scene.tokens) and scene.tokens[after].text in (".", "!", "?", "…", "...", ","):
        after += 1
    ends = after >= len(scene.tokens) or scene.paragraph[after] != scene.paragraph[quote.last]
    continues = before is not None and before.text in DASHES and mark > 1 and scene.tokens[mark - 2].text in ENDS
    return ((opens and ends) or (opens and len(range(quote.first, quote.last)) > 25) or continues) and _is_long(
        scene, quote
    )


def person_before_colon(scene: Scene, colon: int) -> int:
    """A token of the person who stands before the colon, `Иванов: «…»`, `Иванов, глава банка: «…»`; else -1."""
    mention = scene.mention[colon - 1] if colon else None
    if mention and mention.type == "PER":
        return colon - 1
    first = scene.doc.sentences[scene.tokens[colon].sent].first
    opening = scene.mention[first]
    if opening is None or opening.type != "PER" or colon - first > TITLE:
        return -1
    stop = scene.end_of_mention(first)
    verbs = any(scene.tokens[i].pos in ("VERB", "AUX") for i in range(stop, colon))
    return first if stop < colon and scene.tokens[stop].text == "," and not verbs else -1


def _split(scene: Scene, first: int, last: int, verb: int, author: tuple[int, int]) -> Iterator[Stretch]:
    """The stretch, or its parts before and after author's words inside the marks: `«…, – говорит X. – …»`."""
    inner, start = -1, first
    for i in range(first + 2, last):
        if i >= start and scene.tokens[i].text in DASHES and scene.tokens[i - 1].text in ENDS:
            found = author_verb(scene, i + 1, min(last, i + 1 + VERB_REACH))
            if found >= 0 and _names_speaker(scene, found, last):
                end = author_end(scene, found, last)
                yield Stretch(start, i, found, (i + 1, end), "split")
                inner, start, author = found, end, (i + 1, end)
    if inner >= 0:
        verb = inner
    yield Stretch(start, last, verb, author, "marks")


def _names_speaker(scene: Scene, verb: int, last: int) -> bool:
    """Whether the verb stands beside its speaker, so that a dash inside speech is no seam; a document is one too."""
    document = scene.speech.get(verb) == "state"  # «Цех закрыть, – говорилось в приказе. – Людей …»
    near = range(max(0, verb - 3), min(last, verb + 8))
    return document or any(scene.mention[i] or _is_somebody(scene.tokens[i]) for i in near)


def _is_somebody(token: Token) -> bool:
    return token.norm in ("он", "она", "они") or token.feat("Animacy") == "Anim"


# after dashes


def _after_dashes(scene: Scene, items: frozenset[int]) -> Iterator[Stretch]:
    dashes = [i for i in lookup(scene.doc).with_norms(DASHES) if scene.tokens[i].text in DASHES]
    for first, end in scene.paragraphs:
        last = end_of_teller(scene, end, min(len(scene.tokens), end + SENTENCE))
        starts = _dash_starts(scene, first, dashes[bisect_left(dashes, first) : bisect_left(dashes, last - 1)])
        i = 0
        while i < len(starts):
            at = starts[i]
            opens = first not in items if at == first else scene.tokens[at - 1].text == ":"
            stretches = list(_dash_speech(scene, at, last, opens))
            yield from stretches
            end = stretches[-1].author[1] if stretches else at + 1
            i = next((n for n in range(i + 1, len(starts)) if starts[n] >= end), len(starts))


def _dash_starts(scene: Scene, first: int, dashes: list[int]) -> list[int]:
    """Dashes that begin the paragraph or a sentence in it, or stand after `Иванов:`, with a capital after them."""
    found = []
    for i in dashes:
        if scene.tokens[i + 1].text[:1] not in ".,;:" and (
            i == first
            or scene.tokens[i - 1].text in (".", "!", "?", "…", "...")
            or (scene.tokens[i - 1].text == ":" and i - first > 1 and person_before_colon(scene, i - 1) >= 0)
        ):
            word = scene.tokens[i + 1].text
            if word[:1].isupper() or word in MARKS or word[:1].isdigit():
                found.append(i)
    return found


def _dash_speech(scene: Scene, dash: int, last: int, opens: bool) -> Iterator[Stretch]:
    """Speech from a dash on, split at the author's words; without any, the whole paragraph if it reads as speech."""
    start, stretches = dash + 1, 0
    i = start + 1
    while i < last:
        if scene.tokens[i].text in DASHES and scene.tokens[i - 1].text in ENDS:
            verb = author_verb(scene, i + 1, last)
            if verb >= 0:
                end = author_end(scene, verb, last)
                yield Stretch(start, i, verb, (i + 1, end), "dash")
                stretches += 1
                if end >= last or scene.tokens[end].text not in DASHES:
                    return
                start, i = end + 1, end + 1
        i += 1
    if stretches:
        tail = (start, last)
        yield Stretch(*tail, verb=verb_of_last(scene, dash, start), author=(start - 1, last), rule="dash")
    elif opens and _reads_as_speech(scene, start, last):
        yield Stretch(start, last, author=(last, last), rule="dash paragraph")


def verb_of_last(scene: Scene, first: int, last: int) -> int:
    """The last verb of speech before `last`: whose words went on."""
    return next(
        (i for i in range(last - 1, max(first, last - 40) - 1, -1) if scene.speech.get(i, "gerund") != "gerund"), -1
    )


def _reads_as_speech(scene: Scene, first: int, last: int) -> bool:
    inside = scene.tokens[first:last]
    return (
        len(inside) >= 6
        and inside[-1].text in ("?", "!", ".", "…", "...")
        and any(t.pos in ("VERB", "AUX") for t in inside[:40])
    )


def unopened_dash(scene: Scene, sentence: Sentence, verb: int) -> int:
    """The dash of `…, – сообщил X.` where no mark or dash has opened the speech, else -1."""
    tokens, i = scene.tokens, verb - 1
    while i > sentence.first and verb - i < VERB_REACH - 1 and tokens[i].text not in DASHES:
        i -= 1
    if i - sentence.first <= 3 or tokens[i].text not in DASHES or author_verb(scene, i + 1, verb + 1) != verb:
        return -1
    before = tokens[i - 1].text
    return i if (before in (",", "!", "?") or before in MARKS) and not scene.direct[i - 1] else -1
