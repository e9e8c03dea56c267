"""The article of a web page: text, title, date and address, by trafilatura."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.document import Article
from pipeline.read.article import UnfitError, make_article
from pipeline.read.dates import day
from pipeline.read.sources import Source

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")  # lxml takes none in text that is already decoded
MAX_TAGS = 300_000  # some 15 s; a long read has a hundredth of them
# Only what the page says of itself, nothing guessed from its text; a fixed limit, for the same result on any day.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"}


def read_html(source: Source, html: str) -> Article:
    """The article of a page.

    Raises UnfitError where there is none, too many tags, or nested so deep that text would be lost.
    """
    import trafilatura

    if html.count("<") > MAX_TAGS:
        raise UnfitError(f"more than {MAX_TAGS:,} tags, no page of an article")

    try:
        page = trafilatura.bare_extraction(
            _tree(html), with_metadata=True, include_comments=False, date_extraction_params=_DATES
        )
        text = getattr(page, "text", None) or trafilatura.html2txt(_tree(html))
    except UnfitError:
        raise
    except Exception as error:  # what a page can make of lxml and trafilatura has no end: one page is lost, no more
        raise UnfitError(f"no article found in the page: {type(error).__name__}") from None
    title, date, url = (getattr(page, name, None) or "" for name in ("title", "date", "url"))
    return make_article(source.stem, text, source.shown, title=title.strip(), date=day(date), url=url)


def _tree(html: str) -> HtmlElement:
    import lxml.etree
    import lxml.html

    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(_XML_DECLARATION.sub("", html, count=1), parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise UnfitError(f"no page: {error}") from None
    if any("depth" in entry.message for entry in parser.error_log):
        raise UnfitError("tags nested too deep to be read whole")
    return tree
