"""Lines of a file of any size and encoding, one at a time, none longer than is good for memory."""

from __future__ import annotations

import codecs
import gzip
import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from pipeline.read.article import UnfitError
from pipeline.read.encoding import EncodingError, decode, detect, has_many_controls

MAX_LINE = 32_000_000  # bytes: an article of MAX_CHARS, its letters written as \u0430
MAX_SWELL = 200  # text is packed to a tenth or so: a file that swells more than this is a bomb
_CHUNK = 1 << 16
_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
Line = str | UnfitError


def lines(stream: BinaryIO, *, packed: bool = False, codec: str = "", first: int = 1) -> Iterator[tuple[int, Line]]:
    """Numbered lines with their ends, decoded; UnfitError in place of one that is too long or no text.

    Each line that is no UTF-8 is decoded as the beginning of the file is, or else by itself. `packed`: a gzip file.
    Of a stream that begins in the middle of a file, `codec` says what the file begins with, `first` is the number
    of its first line.
    Raises UnfitError where the beginning of the file is binary or gzip swells beyond measure, OSError, EOFError and
    zlib.error as the stream does.
    """
    chunks = _unpacked(stream) if packed else _chunks(stream)
    head = next(chunks, b"")
    codec = codec or codec_of(head)
    chunks = chain([head], chunks)
    if codec.startswith(("utf-16", "utf-32")):
        chunks, codec = _as_utf8(chunks, codec), "utf-8"
    for n, raw in enumerate(_split(chunks), first):
        yield n, _decoded(raw, codec) if len(raw) <= MAX_LINE else UnfitError(f"longer than {MAX_LINE:,} bytes")


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk


def _unpacked(stream: BinaryIO) -> Iterator[bytes]:
    """What is in a gzip file, as long as it is not far more than text can be."""
    plain = gzip.GzipFile(fileobj=stream)
    while chunk := plain.read(_CHUNK):
        if plain.tell() > MAX_LINE + MAX_SWELL * stream.tell():
            raise UnfitError(f"unpacks to more than {MAX_SWELL} times its size")
        yield chunk


def _as_utf8(chunks: Iterator[bytes], codec: str) -> Iterator[bytes]:
    """UTF-16 or UTF-32 as UTF-8; a lone surrogate as bytes that are none, so that only its line is found unfit."""
    decoder = codecs.getincrementaldecoder(codec)("surrogatepass")
    try:
        for chunk in chunks:
            yield decoder.decode(chunk).encode("utf-8", "surrogatepass")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise UnfitError(f"no {error.encoding}: {error.reason}") from None


def _split(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Lines with their ends; of one longer than MAX_LINE only the beginning, which is longer than that too."""
    line = bytearray()
    for chunk in chunks:
        for piece in _LINE.findall(chunk):
            if len(line) <= MAX_LINE:
                line += piece
            if piece.endswith(b"\n"):
                yield bytes(line)
                line.clear()
    if line:
        yield bytes(line)


def codec_of(head: bytes) -> str:
    """What the beginning of a file is encoded in; UTF-8 where it is mixed, for then each line tells."""
    try:
        codec = detect(head, cut=True)
    except EncodingError:
        codec = "utf-8"
    if has_many_controls(head.decode(codec, "replace")):
        raise UnfitError("binary data, no text")
    return codec


def _decoded(raw: bytes, codec: str) -> Line:
    for name in ("utf-8", codec):
        try:
            return raw.decode(name).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    try:
        return decode(raw)
    except EncodingError as error:
        return UnfitError(str(error))
