"""From decoded text to an `Article`: the header and title it begins with, and what makes it unfit."""

from __future__ import annotations

import datetime
import hashlib
import re
from urllib.parse import quote

from pipeline.document import Article
from pipeline.read.encoding import is_binary

MAX_CHARS = 5_000_000  # a longer article is rejected
MAX_TITLE = 150  # a longer first line is a paragraph
MAX_ID = 200
_HEADER = re.compile(
    r"\s*(?:date|дата)(?::[^\S\n]*|[^\S\n]+)(?:(\d{4})-(\d\d)-(\d\d)|(\d\d?)\.(\d\d?)\.(\d{4}))(?!\d)\s*", re.I
)
_SURROGATE = re.compile("[\ud800-\udfff]")


class UnfitError(ValueError):
    """An input, or part of one, that cannot be processed; says why in one line."""


def make_article(
    article_id: str,
    text: str,
    source_path: str,
    *,
    title: str = "",
    date: datetime.date | None = None,
    url: str = "",
) -> Article:
    """An article of decoded `text`, CRLF read as LF; its own header and title fill in what is not given.

    Raises UnfitError where the text is empty, too long, binary, or no Unicode.
    """
    text = text.replace("\r\n", "\n")
    if fault := _fault(text, title + url):
        raise UnfitError(fault)
    header_date, body = header(text)
    if not text[body : body + 1]:
        raise UnfitError("no text" + " after the date header" * bool(body))
    return Article(
        article_id=article_id,
        text=text,
        source_path=source_path,
        title=title or headline(text[body:]),
        date=date or header_date,
        url=url,
        body=body,
    )


def header(text: str) -> tuple[datetime.date | None, int]:
    """Date and end of the header `date 2025-10-14 ` that a text begins with, or `дата: 14.10.2025`.

    An impossible date is none.
    """
    found = _HEADER.match(text)
    if not found:
        return None, 0
    parts = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
    try:
        return datetime.date(*map(int, parts)), found.end()
    except ValueError:
        return None, found.end()


def headline(text: str) -> str:
    """The first line where it is short, no sentence, and more follows; `# ` of Markdown is not part of it."""
    line, _, rest = text.lstrip().partition("\n")
    title = line.lstrip("#").strip() if line.startswith("#") else line.strip()
    return title if len(title) <= MAX_TITLE and not title.endswith((".", ",", ";", ":")) and rest.strip() else ""


def printable(name: str) -> str:
    """A file name or id that is safe in any table: control and invisible characters, and bytes of a file name that
    are no UTF-8, as `%0A`, `%FF`."""
    return name if name.isprintable() else "".join(c if c.isprintable() else _escaped(c) for c in name)


def short_id(name: str) -> str:
    """`name` as an article id: printable, and where longer than MAX_ID its beginning with `~` and 8 hex digits."""
    name = printable(name)
    return name if len(name) <= MAX_ID else f"{name[: MAX_ID - 9]}~{digest(name)[:8]}"


def digest(text: str) -> str:
    """SHA-256 of a text, as hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _escaped(char: str) -> str:
    try:
        return quote(char.encode("utf-8", "surrogateescape"), safe="")
    except UnicodeEncodeError:
        return quote(char.encode("utf-8", "surrogatepass"), safe="")


def _fault(text: str, metadata: str) -> str:
    """Why a text cannot be processed; empty where it can."""
    if len(text) > MAX_CHARS:
        return f"text of {len(text):,} characters, more than {MAX_CHARS:,}"
    if not text.strip():
        return "no text"
    if _SURROGATE.search(text) or _SURROGATE.search(metadata):
        return "lone surrogate, no valid Unicode"
    return "binary data, no text" if is_binary(text) or "\x00" in metadata else ""
