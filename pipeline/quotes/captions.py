"""Who is named apart from what the article tells: beneath a photograph, in another article's opening."""

from __future__ import annotations

from pipeline.quotes.scene import Scene, Voice
from pipeline.quotes.teasers import since

SHORT = 12  # tokens of a caption
ENDS = frozenset((".", "!", "?", "…", "...", ":", ";", ",", "»", '"'))


def set_apart(scene: Scene, people: list[tuple[int, Voice]], teasers: list[tuple[int, int]]) -> frozenset[int]:
    """Tokens of the people who are named there."""
    short = (first for first, last in scene.paragraphs if first and _is_caption(scene, first, last))
    captions = {scene.paragraph[first] for first in short}
    starts = ((at, scene.tokens[at].start) for at, _ in people)
    return frozenset(at for at, start in starts if scene.paragraph[at] in captions or since(teasers, start) >= 0)


def _is_caption(scene: Scene, first: int, last: int) -> bool:
    """`Министр образования Олег Ким`: a short paragraph without a verb and without a mark at its end."""
    tokens = scene.tokens[first:last]
    return len(tokens) <= SHORT and tokens[-1].text not in ENDS and all(t.pos not in ("VERB", "AUX") for t in tokens)
