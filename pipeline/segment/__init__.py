"""Segmentation: an article into paragraphs (lines), sentences and tokens.

After razdel (https://github.com/natasha/razdel): what it does on clean text stays, its faults on the text that news
sites publish are mended. See `tokens` for the shapes of tokens, `sentences` for what ends a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise, repeat

from pipeline.document import Article, Doc, Sentence
from pipeline.segment.glued import joints
from pipeline.segment.sentences import sentence_ranges
from pipeline.segment.tokens import ACCENT, INVISIBLE, TOKEN
from pipeline.untagged import Untagged
from pipeline.vocabulary import words

LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+|\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]")
CLUSTER = re.compile(rf".[{ACCENT}\u0300-\u036f\u0653-\u0655\u0f71-\u0f81\u3099\u309a]*", re.DOTALL)
UNSEEN = re.compile(f"[{INVISIBLE}{ACCENT}]")
SHORTEST_WRAPPED = 40  # characters
TRAILING = frozenset(".,;:)»")  # what a line that begins with it goes on from
LAST_WORD = re.compile(r"[«(]?[А-ЯЁ][\w-]*[»)]?\.")
LINK = re.compile(r"«?(?:[#@]\w+|[А-ЯЁ]{2,}|[A-Z][A-Za-z]*)»?")
DASHES = frozenset("—–-")
MANY_WRAPS = 3
GLUED = ""  # no token has this norm
LATIN_LOOK = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")
PLAIN = re.compile("[а-яА-Я]+")
MIXED = re.compile("(?=[^a-zA-Z]*[aceopxyABCEHKMOPTX])[а-яёА-ЯЁaceopxyABCEHKMOPTX]+")
ONLY_CYRILLIC = re.compile("[бвгдёжзийклмнптфцчшщъыьэюяБГДЁЖЗИЙЛПФЦЧШЩЪЫЬЭЮЯ]")


def segment(article: Article) -> Doc:
    """The document of an article, with its sentences and tokens; the text before `article.body` gives none."""
    text = article.text
    starts, stops, texts, folded, sents = list[int](), list[int](), list[str](), list[str](), list[int]()
    sentences: list[Sentence] = []
    for paragraph, start, line in paragraphs(text, article.body):
        composed, offsets = compose(line)
        begins, ends, forms, norms = words_of(composed, start if composed is line else 0)
        ranges = sentence_ranges(forms, begins, ends)
        if composed is not line:
            begins, ends = [start + offsets[a] for a in begins], [start + offsets[b] for b in ends]
            forms = [text[a:b] for a, b in zip(begins, ends, strict=True)]
        before = len(starts)
        for first, last in ranges:
            sents += repeat(len(sentences), last - first)
            sentences.append(Sentence(begins[first], ends[last - 1], before + first, before + last, paragraph))
        starts += begins
        stops += ends
        texts += forms
        folded += norms
    return Doc(article, Untagged(starts, stops, texts, folded, sents), tuple(sentences))


def words_of(line: str, begin: int = 0) -> tuple[list[int], list[int], list[str], list[str]]:
    """Starts, stops, forms and norms of the tokens of a line in NFC that begins at this offset; words that a lost blank
    has run together are taken apart."""
    pieces = TOKEN.split(line)  # blanks and tokens, turn about
    norms = list(map(norm_of, pieces[1::2]))
    if GLUED in norms:
        pieces = [part for at, piece in enumerate(pieces) for part in (_parts(piece) if at % 2 else (piece,))]
        norms = list(map(norm, pieces[1::2]))
    offsets = list(accumulate(map(len, pieces), initial=begin))
    return offsets[1:-1:2], offsets[2::2], pieces[1::2], norms


def _parts(form: str) -> Iterator[str]:
    """The words of a token, with an empty blank between two."""
    for start, stop in pairwise((0, *joints(form), len(form))):
        if start:
            yield ""
        yield form[start:stop]


@lru_cache(maxsize=2**15)
def norm_of(form: str) -> str:
    """The norm of a token, `GLUED` where it is to be taken apart: asked at once, since one look-up for each token is
    much of what segmentation costs."""
    return GLUED if joints(form) else norm(form)


def paragraphs(text: str, start: int = 0) -> Iterator[tuple[int, int, str]]:
    """Number, offset and content of each paragraph: a line, or several that were wrapped at some width."""
    found = list(lines(text, start))
    joints = [text[a + len(line) : b] in ("\n", "\r\n") for (_, a, line), (_, b, _) in pairwise(found)]
    evident = [joint and wraps(a[2], b[2]) for joint, (a, b) in zip(joints, pairwise(found), strict=True)]
    wrapped = sum(evident) >= MANY_WRAPS
    for i in range(1, len(evident)):
        if joints[i - 1] and joints[i] and is_link(*(line for _, _, line in found[i - 1 : i + 2])):
            evident[i - 1] = evident[i] = True
    first = 0
    for i, (_, begin, line) in enumerate(found):
        goes_on = i < len(evident) and (
            evident[i] or (wrapped and i and joints[i] and breaks_off(line, found[i + 1][2]))
        )
        if not goes_on:
            number, offset, _ = found[first]
            yield number, offset, text[offset : begin + len(line)]
            first = i + 1


def wraps(line: str, following: str) -> bool:
    """Whether the sentence of a line plainly goes on in the next: `… составило до` / `5 тысяч устройств`.

    Only a line of some length was wrapped; what ends with a colon or semicolon introduces a list.
    """
    line, following = line.rstrip(), following.lstrip()
    if len(line) < SHORTEST_WRAPPED or not following:
        return False
    if following[0].islower():
        return line[-1].isalnum() or line[-1] in ',%»")'
    if following[0] in TRAILING or is_last_word(following):
        return line[-1].isalpha() and line[-1].islower()
    last = line.lower().rsplit(None, 2)[-2:]
    hanging = line[-1] == "," or not words("hanging_words").isdisjoint((last[-1], " ".join(last)))
    hanging = hanging or (last[0] in DASHES and last[-1] in words("hanging_verbs"))
    return hanging and following[0].isalnum()


def is_last_word(line: str) -> bool:
    """Whether a line is but the last word of a sentence, with its mark: `говорится в сообщении` / `СК.`"""
    return bool(LAST_WORD.fullmatch(line.rstrip()))


def is_link(before: str, line: str, following: str) -> bool:
    """Whether a line is but a name that a link set apart: `как рассказали` / `ТАСС` / `в министерстве`."""
    before, line, following = before.rstrip(), line.strip(), following.lstrip()
    cut = len(before) >= SHORTEST_WRAPPED and before[-1].islower() and following[:1].islower()
    return cut and bool(LINK.fullmatch(line))


def breaks_off(line: str, following: str) -> bool:
    """Whether a line of a text that is wrapped throughout ends inside a sentence: `на конец декабря` / `2019 года`."""
    line, following = line.rstrip(), following.lstrip()
    inside = len(line) >= SHORTEST_WRAPPED and line.rsplit(None, 1)[-1].islower() and line[-1].isalpha()
    return inside and following[:1].isalnum()


def lines(text: str, start: int = 0) -> Iterator[tuple[int, int, str]]:
    """Number, offset and content of each line that is not empty; blank lines count."""
    number = 0
    for match in LINE.finditer(text, start):
        if match[0][0] in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029":
            number += 1
        else:
            yield number, match.start(), match[0]


def compose(line: str) -> tuple[str, Sequence[int]]:
    """The line in NFC, and for each of its offsets (the end included) the offset in the line as given."""
    if unicodedata.is_normalized("NFC", line):
        return line, range(len(line) + 1)
    clusters = CLUSTER.findall(line)
    composed = [_composed(cluster) for cluster in clusters]
    offsets: list[int] = []
    for old, new, begin in zip(clusters, composed, accumulate(map(len, clusters), initial=0), strict=False):
        # a cluster that stays several characters long keeps their places
        offsets.extend(min(begin + i, begin + len(old) - 1) for i in range(len(new)))
    return "".join(composed), [*offsets, len(line)]


def _composed(cluster: str) -> str:
    """The cluster in NFC; a sign that would come apart, `שׁ`, as it is, for half of it is nowhere in the text."""
    new = unicodedata.normalize("NFC", cluster)
    return new if len(new) <= len(cluster) else cluster


def norm(word: str) -> str:
    """The form for look-up: lower case, `ё` as `е`, no soft hyphen or stress mark, Latin look-alikes as Cyrillic.

    `word` is in NFC. `Cоветский` typed with a Latin C is `советский`.
    """
    if PLAIN.fullmatch(word):  # nearly every word
        return word if word.islower() else word.lower()
    word = UNSEEN.sub("", word) or word
    if ONLY_CYRILLIC.search(word) and MIXED.fullmatch(word):
        word = word.translate(LATIN_LOOK)
    return word.lower().replace("ё", "е")
