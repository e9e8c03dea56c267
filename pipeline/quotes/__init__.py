"""Direct and reported speech: what is said, by whom, and whose figures it cites."""

from __future__ import annotations

from dataclasses import replace

from pipeline.document import Doc
from pipeline.quotes.attribution import Attribution, Attributions, attribution
from pipeline.quotes.report import Report

__all__ = ["Attribution", "Attributions", "attribution", "quotes"]


def quotes(doc: Doc) -> Doc:
    """The document with `quotes`: stretches of speech with cue and speaker, and stretches credited to a source."""
    return replace(doc, quotes=tuple(Report(doc).walk()))
