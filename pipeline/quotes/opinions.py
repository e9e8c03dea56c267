"""An opinion or a statement is one sentence's: what stands after it is the author's, unless it plainly goes on.

`Директор сообщил, что цех открыт. Там 40 станков` tells on, `Директор заявил, что цех нужен. Там 40 станков` does not.
"""

from __future__ import annotations

from pipeline.document import Sentence
from pipeline.quotes.cue import Cue
from pipeline.quotes.scene import Scene, lemma, noun_classes
from pipeline.vocabulary import words

NEAR = 4  # tokens on either side of a verb in which a document stands
OPENING = 3  # tokens of a sentence in which it takes up the one before
BOUND = frozenset(("должный", "обязанный", "необходимо", "нужно", "следует", "предстоит"))


def is_opinion(scene: Scene, cue: Cue) -> bool:
    """Whether a cue brings a statement rather than news: `заявил, что`, `отмечается, что`, `по мнению банка`."""
    opinion = cue.text.lower().endswith(" мнению") and cue.voice.type == "ORG"
    return opinion or lemma(scene.tokens[cue.at]) in words("stating_verbs")


def is_document(scene: Scene, cue: Cue) -> bool:
    """`В обзоре отмечается, что`: where its report runs already, the author retells it."""
    near = scene.tokens[max(0, cue.at - NEAR) : cue.at + NEAR]
    return scene.speech.get(cue.at) == "state" and any(lemma(t) in noun_classes() for t in near)


def takes_up(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence goes on with what was said before: `При этом …`, `Это …`, or is about what will be."""
    tokens = scene.tokens[sentence.first : sentence.last]
    opening = " ".join(t.norm for t in tokens[:OPENING]) + " "
    return any(opening.startswith(f"{words_} ") for words_ in words("continuations")) or any(
        t.feat("Tense") == "Fut" or lemma(t) in BOUND or lemma(t) in words("plan_words") for t in tokens
    )
