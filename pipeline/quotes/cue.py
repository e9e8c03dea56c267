"""A cue of speech: the word that shows it, whose speech it is, and how far it reaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.quotes.scene import Voice

Scope = Literal["whole", "after", "back", "aside"]
Layer = Literal["speaker", "source"]
OWN = Voice("", "", "own")


@dataclass(frozen=True, slots=True)
class Cue:
    """A sign of speech at token `at`; its words and its speaker's end before `last`.

    `scope`: `whole` sentence, what comes `after` it, `back`, the sentences before (`Об этом сообщили …`), or an `aside`
    in brackets. `voice` NOBODY is a voice without a name; OWN the outlet itself.
    """

    at: int
    last: int
    layer: Layer
    voice: Voice
    scope: Scope
    text: str
    vague: bool = False  # `по предварительным данным`: no new voice
