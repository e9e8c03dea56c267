"""Which encoding a file of Russian text is in: UTF-8, UTF-16, or one of the single-byte ones.

A byte order mark and strict UTF-8 decide by themselves. The single-byte encodings are told apart by how likely
the decoded letters are in Russian (the frequencies are those of the Russian National Corpus) and how plausible
their case is: cp1251 read as koi8-r has unlikely letters, and capitals in the middle of words.
"""

from __future__ import annotations

import codecs
import math
import re
from functools import cache
from itertools import pairwise

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
# How much evidence (log-likelihood of the whole) each needs over cp1251, by how rare it is in the wild; without
# я and capitals a text is the same in cp1251 and mac-cyrillic, and one capital must not settle it.
_SINGLE_BYTE = {"cp1251": 0.0, "kz1048": 1.0, "koi8-r": 2.0, "cp866": 2.0, "iso8859-5": 4.0, "mac-cyrillic": 6.0}
_TRUSTED = 0.5  # how much likelier, per letter, another encoding must be than the one a page declares
_DECLARED = re.compile(
    rb"""(?:<meta[^>]{1,200}?charset|<\?xml[^>]{1,200}?encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I
)

# Share of each letter in Russian text, percent; the nine Kazakh ones as in Russian news of Kazakhstan.
_LETTERS = {
    "о": 10.97, "е": 8.45, "а": 8.01, "и": 7.35, "н": 6.70, "т": 6.26, "с": 5.47, "р": 4.73, "в": 4.54, "л": 4.40,
    "к": 3.49, "м": 3.21, "д": 2.98, "п": 2.81, "у": 2.62, "я": 2.01, "ы": 1.90, "ь": 1.74, "г": 1.70, "з": 1.65,
    "б": 1.59, "ч": 1.44, "й": 1.21, "х": 0.97, "ж": 0.94, "ш": 0.73, "ю": 0.64, "ц": 0.48, "щ": 0.36, "э": 0.32,
    "ф": 0.26, "ъ": 0.04, "ё": 0.04,
    "ә": 0.1, "ғ": 0.1, "қ": 0.1, "ң": 0.1, "ө": 0.1, "ұ": 0.1, "ү": 0.1, "һ": 0.1, "і": 0.1,
}  # fmt: skip
_LOG = {letter: math.log(share / 100) for letter, share in _LETTERS.items()}
_VOWELS = frozenset("аеёиоуыэюяәөұүі")
_SIGNS = frozenset("ьъ")
_OPENING = frozenset("«„“№•€")
_MARKS = _OPENING | frozenset("»—–…”’‘\xa0°₽₸·")
_RARE, _STRANGE = -4.0, -10.0  # a typographic mark; what no Russian text has
_WORST = -4.6  # mean log-likelihood: Russian has about -3.2, UTF-8 taken for cp1251 about -6

_RUN = re.compile(rb"[A-Za-z]?[\x80-\xff]+[A-Za-z]?")
_SAMPLE = 8_000  # bytes that are enough to tell the single-byte encodings apart
_HEAD = 4_096  # bytes in which a page declares its encoding, and in which UTF-16 shows
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x19\x1c-\x1f\x7f-\x84\x86-\x9f]")


class EncodingError(ValueError):
    """The bytes are no text in any encoding that is known here; says why in one line."""


def decode(data: bytes, *, declared: bool = False) -> str:
    """The text, without byte order mark, otherwise unchanged; `declared` trusts a page's own `charset=` first.

    Raises EncodingError where the bytes are no text.
    """
    codec = detect(data, declared=declared)
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise EncodingError(f"no text: byte {error.start} is no {codec}") from None
    if is_binary(text):
        raise EncodingError("binary data, no text")
    return text


def detect(data: bytes, *, declared: bool = False, cut: bool = False) -> str:
    """Name of the codec to decode `data` with, BOM handled; `cut`: the data are only the beginning of a file.

    Raises EncodingError where no encoding fits.
    """
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return codec
    if wide := _utf16_without_bom(data):
        return wide
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=not cut)
    except UnicodeDecodeError as error:
        return _single_byte(data, _declaration(data) if declared else "", error)
    return "utf-8"


def is_binary(text: str) -> bool:
    """Whether it has NUL or many other control characters, as no text has."""
    return "\x00" in text or has_many_controls(text)


def has_many_controls(text: str) -> bool:
    """Whether more than one character in a hundred is a control character; two are always forgiven."""
    return sum(1 for _ in _CONTROL.finditer(text)) > 2 + len(text) // 100


def _utf16_without_bom(data: bytes) -> str:
    """Cyrillic and ASCII have 04 and 00 for the high byte of nearly every character."""
    head = data[:_HEAD]
    for odd, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = head[odd::2]
        low = head[1 - odd :: 2]
        if len(high) > 1 and sum(b in b"\x00\x04" for b in high) > 0.8 * len(high) and low.count(0) <= len(low) // 100:
            return codec
    return ""


def _declaration(data: bytes) -> str:
    """The codec a page names for itself: `<meta charset=windows-1251>`; empty where Python does not know it."""
    found = _DECLARED.search(data, 0, _HEAD)
    try:
        info = codecs.lookup(found[1].decode("ascii")) if found else None
        return info.name if info and isinstance(b"\xe0".decode(info.name, "replace"), str) else ""
    except (LookupError, UnicodeError):
        return ""


def _single_byte(data: bytes, declared: str, error: UnicodeDecodeError) -> str:
    """The likeliest single-byte codec; the declared one is preferred where it is about as likely."""
    sample = _high_bytes(data)
    scores = {codec: _score(sample, codec) for codec in _SINGLE_BYTE}
    if declared and not declared.startswith("utf"):
        scores[declared] = _score(sample, declared) + _TRUSTED
    best = max(scores, key=scores.__getitem__)
    if scores[best] < _WORST - 5 / (1 + len(sample)):  # a single short word may well be an unlikely one: `объём`
        raise EncodingError(
            f"no text in a known encoding: byte {error.start} is no UTF-8, and no Russian encoding fits"
        )
    return best


def _high_bytes(data: bytes) -> bytes:
    """The words of a text that tell the encodings apart: those with bytes above 7F, up to a sample's size."""
    runs, size = [], 0
    for found in _RUN.finditer(data):
        runs.append(found[0][:_SAMPLE])
        size += len(found[0])
        if size > _SAMPLE:
            break
    return b" ".join(runs)


def _score(sample: bytes, codec: str) -> float:
    """Mean log-likelihood of a sample in an encoding, less what its rarity takes off."""
    return _likelihood(sample.decode(codec, "replace")) - _SINGLE_BYTE.get(codec, 0.0) / max(1, len(sample))


def _likelihood(text: str) -> float:
    """Mean log-likelihood of the characters beyond ASCII, each given the one before it."""
    scores = [_pair(before, char) for before, char in pairwise(f" {text} ")]
    return sum(scores) / max(1, sum(char > "\x7f" for char in text))


@cache
def _pair(before: str, char: str) -> float:
    """Log-likelihood of `char` after `before`; ASCII counts only where it touches a Cyrillic letter (`aблако`)."""
    letter = _LOG.get(char.lower())
    if char <= "\x7f":
        return _RARE if char.isalpha() and before.lower() in _LOG else 0.0
    if letter is None:
        fits = char in _MARKS and not (char in _OPENING and before.lower() in _LOG)
        return _RARE if fits else _STRANGE
    return letter + _case(before, char) + _sound(before.lower(), char.lower())


def _case(before: str, char: str) -> float:
    """How much less likely a letter is for its case: capitals begin words or stand among capitals."""
    if before <= "\x7f" and before.isalpha():
        return _RARE
    if char.islower():
        return 0.0
    if not before.isalpha():
        return -1.2
    return -0.2 if before.isupper() else -6.0


def _sound(before: str, char: str) -> float:
    """How much more or less likely a letter is for the sound before it: vowels and consonants alternate."""
    consonant = before in _LOG and before not in _VOWELS and before not in _SIGNS
    if char in _SIGNS or char == "ы":
        return 0.5 if consonant else -5.0
    if char == "й":
        return -4.0 if consonant else 0.5
    if before not in _LOG or before in _SIGNS:
        return 0.0
    if char in _VOWELS:
        return 0.35 if consonant else -1.2
    return -0.35 if consonant else 0.35
