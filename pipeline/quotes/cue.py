"""A cue of speech: the word that shows it, whose speech it is, and how far it reaches."""

from __future__ import annotations

from typing import Literal

from pipeline.frozen import frozen
from pipeline.quotes.bodies import is_unnamed
from pipeline.quotes.scene import NOBODY, Voice

Scope = Literal["whole", "all", "after", "back", "aside"]
Layer = Literal["speaker", "source"]
OWN = Voice("", "", "own")


@frozen
class Cue:
    """A sign of speech at token `at`; its words and its speaker's end before `last`.

    `scope`: the `whole` sentence, or from the cue on where another stands before it; `all` of it always; what comes
    `after` the cue; `back`, the sentences before (`Об этом сообщили …`); an `aside` in brackets. `voice` NOBODY is a
    voice without a name; OWN the outlet itself.
    """

    at: int
    last: int
    layer: Layer
    voice: Voice
    scope: Scope
    text: str
    vague: bool = False  # `по предварительным данным`: no new voice


def names_voice(cue: Cue) -> bool:
    """Whether a new voice begins: not the outlet's, not nobody's, not what `полиция` in a report is credited with."""
    if cue.voice is OWN or (cue.layer == "source" and is_unnamed(cue.voice)):
        return False
    return not (cue.vague and cue.voice is NOBODY)


@frozen
class Before:
    """What the cues before one in its sentence were: any but the outlet's, speech, of somebody named, that go back."""

    cited: bool = False
    spoken: bool = False
    named: bool = False
    back: bool = False

    def then(self, cue: Cue) -> Before:
        if cue.voice is OWN:
            return self
        spoken = cue.layer == "speaker"
        named = spoken and bool(cue.voice.entity_id)
        return Before(True, self.spoken or spoken, self.named or named, self.back or cue.scope == "back")
