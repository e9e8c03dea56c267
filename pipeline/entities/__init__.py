"""Names, entities and roles: the tagger's names corrected, put in the nominative, linked, and tied to positions."""

from __future__ import annotations

from dataclasses import replace

from pipeline.document import Doc
from pipeline.entities.link import link
from pipeline.entities.normal import normal
from pipeline.entities.roles import roles
from pipeline.entities.spans import find_spans

__all__ = ["entities"]


def entities(doc: Doc) -> Doc:
    """Fills `mentions`, `entities` and `roles` from `names` and the tagged tokens."""
    found = find_spans(doc)
    mentions, linked = link(doc, found, [normal(doc, s) for s in found])
    doc = replace(doc, mentions=mentions, entities=linked)
    return replace(doc, roles=roles(doc))
