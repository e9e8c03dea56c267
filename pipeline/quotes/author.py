"""The author's words beside direct speech, `…, – отметил X.`: their verb, and how far they reach."""

from __future__ import annotations

from bisect import bisect_right

from pipeline.quotes.marks import MARKS
from pipeline.quotes.scene import DASHES, Scene

ENDS = frozenset((",", ".", "!", "?", "…", "...", "!..", "?..", ";", *MARKS))
SENTENCE = 60  # tokens of a long one
VERB_REACH = 7  # tokens between the dash and the verb: `– в свою очередь отметил`


def author_verb(scene: Scene, first: int, last: int) -> int:
    """The verb of speech with which the author's words at `first` begin, -1 if they are none."""
    for i in range(first, min(last, first + VERB_REACH)):
        kind = scene.speech.get(i)
        if kind and kind != "gerund":
            return i
        if scene.tokens[i].text in (".", ";", ":", "(") or (scene.tokens[i].text == "," and not scene.mention[i]):
            return -1
    return -1


def any_verb(scene: Scene, first: int, last: int) -> int:
    """After a closing mark and a dash any verb may bring the speaker: `», – плачет жительница`."""
    for i in range(first, min(last, first + 3)):
        if (
            scene.tokens[i].pos == "VERB"
            and scene.tokens[i].feat("VerbForm") == "Fin"
            and scene.tokens[i].feat("Person") in ("", "3")
        ):
            return i
    return -1


def author_end(scene: Scene, verb: int, stop: int) -> int:
    """The author's words end with their sentence, or at a dash after a mark, where speech goes on."""
    last = min(stop, scene.doc.sentences[scene.tokens[verb].sent].last)
    for i in range(verb + 1, last):
        if scene.tokens[i].text in DASHES and scene.tokens[i - 1].text in ENDS and not scene.mention[i]:
            return i
    return last


def end_of_paragraph(scene: Scene, i: int) -> int:
    """End of the paragraph, or of the author's words on a line of their own after it, at most a long sentence away."""
    j = min(i, len(scene.tokens) - 1)
    furthest = min(len(scene.tokens), j + SENTENCE)
    stop = bisect_right(scene.paragraph, scene.paragraph[j], j, furthest)
    spoken = all(t.text in ENDS for t in scene.tokens[j + 1 : stop])
    return end_of_teller(scene, stop, furthest) if spoken else stop


def end_of_teller(scene: Scene, i: int, furthest: int) -> int:
    """End of the line at i that a break has cut off from the speech before it, `«…»¶– отметили в X.`; else i."""
    opens = i + 2 < furthest and scene.tokens[i].text in DASHES and scene.tokens[i + 1].text[:1].islower()
    if not opens or scene.paragraph[i] != scene.paragraph[i - 1] + 1 or author_verb(scene, i + 1, furthest) < 0:
        return i
    return bisect_right(scene.paragraph, scene.paragraph[i], i, furthest)
