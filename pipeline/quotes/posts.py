"""Posts of social networks that an article shows: `Матч окончен! #football¶https://t.co/… — Клуб «Заря» (@zarya)`.

A post ends with the name of the account. It begins with its paragraph, and takes in what stands before as long as that
looks like a post: lines without an end, with tags, addresses or signs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from pipeline.quotes.bodies import UNNAMED
from pipeline.quotes.scene import NOBODY, Scene, Voice

SIGNED = re.compile(r"(?:[—–-]|опубликован\w+|Публикация от) {1,3}((?:(?! [—–-] )[^\n(@]){2,60}?)\s*\(@[\w.]+\)")
MARKED = re.compile(r"[#@]\w|https?://|[\U0001F300-\U0001FAFF☀-➿]")
SPOKEN = re.compile(r"[»\"”],? [—–-] ")
NICKNAME = re.compile(r"@?[a-z][a-z0-9_.]*[a-z0-9_]{2}", re.A)
MOST = 12  # paragraphs of a post
LONG = 80  # tokens of a paragraph that is more than a post
SHORT = 12  # words of a line that may be one without any sign
ENDS = (".", "!", "?", "…", "»", '"', ":", ";")
LETTERS = re.compile(r"[А-Яа-яЁё]|([A-Za-z])")


def posts(scene: Scene) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Tokens `first:last` of each post in order, and those of who signs it."""
    text = scene.doc.text
    if "(@" not in text:
        return
    starts = [first for first, _ in scene.paragraphs]
    for signed in SIGNED.finditer(text):
        last, name = scene.doc.token_at(signed.start()), scene.doc.token_range(*signed.span(1))
        paragraph = bisect_right(starts, last) - 1
        first = _beginning(scene, paragraph, last)
        if first < last:
            yield first, last, (name.start, name.stop)


def _beginning(scene: Scene, paragraph: int, last: int) -> int:
    """The first token of the post whose signature begins at token `last`."""
    first = scene.paragraphs[paragraph][0]
    if last - first > LONG:
        return scene.doc.sentences[scene.tokens[last].sent].first
    led = scene.text(first, last).startswith("http")  # `Подробнее:¶https://t.co/…`
    for begin, end in reversed(scene.paragraphs[max(0, paragraph - MOST) : paragraph]):
        if end - begin > LONG or not (led or _is_posted(scene.text(begin, end))):
            break
        first, led = begin, False
    return first


def _is_posted(line: str) -> bool:
    """Whether a paragraph may be part of a post: signs of one, another alphabet, or a short line without an end."""
    if SIGNED.search(line) or SPOKEN.search(line):
        return False
    latin = [bool(found[1]) for found in LETTERS.finditer(line)]
    foreign = latin and sum(latin) > len(latin) / 2
    return bool(MARKED.search(line) or foreign or (len(line.split()) <= SHORT and not line.endswith(ENDS)))


def account(scene: Scene, first: int, last: int) -> Voice:
    """Who signs a post with a name of tokens `first:last`: the entity, else what it is called."""
    if scene.mention[first] is not None:
        return scene.voice(first)
    called = re.sub(r"[^\w .&'«»-]", "", scene.text(first, last)).strip()
    return Voice(UNNAMED + called, called) if called else NOBODY


def nickname(scene: Scene, i: int, last: int) -> Voice | None:
    """`пишет nochnoy_gost, …`: the nickname right after a verb of speech."""
    if i >= last or scene.mention[i] is not None or not NICKNAME.fullmatch(scene.tokens[i].text):
        return None
    name = scene.tokens[i].text
    return Voice(UNNAMED + name, name, "PER")
