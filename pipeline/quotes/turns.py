"""Where a report ends: the author's return within a paragraph; and where it goes on over the next one."""

from __future__ import annotations

from pipeline.document import Sentence
from pipeline.quotes.scene import Scene
from pipeline.quotes.surveys import is_about_survey
from pipeline.vocabulary import words

NEWS = 10  # tokens in which `стало известно` opens another story


def introduces(scene: Scene, sentence: Sentence) -> bool:
    """Whether the next paragraph belongs to this sentence: `X сообщает:`, or a line of a list, `школы – 12;`."""
    return sentence.first < sentence.last and scene.tokens[sentence.last - 1].text in (":", ";")


def author_returns(scene: Scene, sentence: Sentence) -> bool:
    """`Напомним, …`, `8 июля стало известно, что …`, `в опросе участвовали …`: the author speaks again."""
    if scene.direct[sentence.first]:
        return False
    opening = [t.norm for t in scene.tokens[sentence.first : min(sentence.last, sentence.first + NEWS)]]
    openers = words("author_returns")
    if opening[0] in openers or " ".join(opening[:2]) in openers or is_about_survey(scene, sentence):
        return True
    return "стало известно" in " ".join(opening) and not {"из", "от", "слов"} & set(opening)
