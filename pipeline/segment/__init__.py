"""Segmentation: an article into paragraphs (lines), sentences and tokens.

After razdel (https://github.com/natasha/razdel): what it does on clean text stays, its faults on the text that news
sites publish are mended. See `tokens` for the shapes of tokens, `sentences` for what ends a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from pipeline.document import Article, Doc, Sentence, Token
from pipeline.segment.sentences import sentence_ranges
from pipeline.segment.tokens import ACCENT, INVISIBLE, token_spans

LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+|\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]")
CLUSTER = re.compile(rf".[{ACCENT}\u0300-\u036f\u0653-\u0655\u0f71-\u0f81\u3099\u309a]*", re.DOTALL)
UNSEEN = re.compile(f"[{INVISIBLE}{ACCENT}]")
LATIN_LOOK = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")
MIXED = re.compile("(?=[^a-zA-Z]*[aceopxyABCEHKMOPTX])[а-яёА-ЯЁaceopxyABCEHKMOPTX]+")
ONLY_CYRILLIC = re.compile("[бвгдёжзийклмнптфцчшщъыьэюяБГДЁЖЗИЙЛПФЦЧШЩЪЫЬЭЮЯ]")


def segment(article: Article) -> Doc:
    """The document of an article, with its sentences and tokens; the text before `article.body` gives none."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for paragraph, start, line in lines(article.text, article.body):
        composed, offsets = compose(line)
        spans = list(token_spans(composed))
        starts, stops = [a for a, _ in spans], [b for _, b in spans]
        words = [composed[a:b] for a, b in spans]
        for first, last in sentence_ranges(words, starts, stops):
            begin, number = len(tokens), len(sentences)
            for i in range(first, last):
                a, b = start + offsets[starts[i]], start + offsets[stops[i]]
                tokens.append(Token(a, b, article.text[a:b], norm(words[i]), number))
            sentences.append(Sentence(tokens[begin].start, tokens[-1].stop, begin, len(tokens), paragraph))
    return Doc(article, tuple(tokens), tuple(sentences))


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
    composed = [unicodedata.normalize("NFC", cluster) for cluster in clusters]
    offsets: list[int] = []
    for old, new, begin in zip(clusters, composed, accumulate(map(len, clusters), initial=0), strict=False):
        # a cluster that stays several characters long keeps their places
        offsets.extend(min(begin + i, begin + len(old) - 1) for i in range(len(new)))
    return "".join(composed), [*offsets, len(line)]


@lru_cache(maxsize=2**17)
def norm(word: str) -> str:
    """The form for look-up: lower case, `ё` as `е`, no soft hyphen or stress mark, Latin look-alikes as Cyrillic.

    `word` is in NFC. `Cоветский` typed with a Latin C is `советский`.
    """
    word = UNSEEN.sub("", word) or word
    if ONLY_CYRILLIC.search(word) and MIXED.fullmatch(word):
        word = word.translate(LATIN_LOOK)
    return word.lower().replace("ё", "е")
