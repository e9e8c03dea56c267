"""The outlet that publishes the article: `передает корреспондент Tengrinews.kz`, `по информации RT`; it is no voice."""

from __future__ import annotations

import re

from pipeline.document import Sentence
from pipeline.quotes.scene import SITE, Scene, Voice, lemma

RELAYS = frozenset(("передавать", "передать", "сообщать", "информировать", "писать"))
RELAYED = re.compile(rf"\s*(?:[^\W\d]+\s+){{0,3}}«?({SITE})", re.I)
LATIN = str.maketrans(dict(zip("абвгдезийклмнопрстуфхц", "abvgdeziyklmnoprstufhc", strict=True)))


def is_own(scene: Scene, voice: Voice) -> bool:
    """Whether an organisation has the name of the article's site: RT at rt.com, `НГ` at ng.ru."""
    if voice.type != "ORG" or not scene.doc.article.url:
        return False
    host = scene.doc.article.url.lower().rpartition("://")[2].split("/")[0]
    return voice.name.strip('«»"').lower().translate(LATIN) in (host, *host.split(".")[:-1])


def relays_own(scene: Scene, i: int, sentence: Sentence) -> bool:
    """`передает корреспондент Tengrinews.kz`, `сообщает zakon.kz`: the outlet that publishes the article."""
    if lemma(scene.tokens[i]) not in RELAYS or scene.tokens[i].feat("Tense") == "Past":
        return False
    found = RELAYED.match(scene.doc.text, scene.tokens[i].stop)
    return found is not None and _publishes(scene, found[1])


def _publishes(scene: Scene, site: str) -> bool:
    """Whether the site named is the article's own: by its address, else the first one that the text names."""
    url = scene.doc.article.url.lower()
    if url:
        return site.lower().removeprefix("www.") in url
    return site.lower() == scene.first_site
