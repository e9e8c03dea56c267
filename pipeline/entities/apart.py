"""Names that the tagger ran into the institution before them: `секретарь [японского правительства] [Кэндзи Мори]`."""

from __future__ import annotations

from pipeline.document import Doc, Token
from pipeline.entities.lexicon import fold, is_capital
from pipeline.entities.org_heads import head_use
from pipeline.entities.span import Span, Spans
from pipeline.vocabulary import words

_BEFORE = 3  # tokens between a title and the institution that it is held in


def holders_apart(doc: Doc, found: Spans) -> Spans:
    """An institution in lower case, of somebody's title, that ends with a name in the case of the title."""
    out: Spans = []
    for s in found:
        name = _name_at_end(doc, s) if s.type == "ORG" and s.last - s.first > 2 else s.last
        if name == s.last:
            out.append(s)
        else:
            out += [Span(s.first, name, "ORG", "holders_apart"), Span(name, s.last, "PER", "holders_apart")]
    return out


def _name_at_end(doc: Doc, s: Span) -> int:
    """The first token of a given name and a surname after the institution's noun; the span's end if there are none."""
    first = s.last - 2
    noun, names = doc.tokens[first - 1], doc.tokens[first : s.last]
    case = names[0].feat("Case")
    headed = noun.feat("Case") == "Gen" and not is_capital(noun) and bool(head_use(noun))
    if not headed or case in ("", "Gen") or not all(_is_name(t, case) for t in names):
        return s.last
    titles = doc.tokens[max(doc.sentences[noun.sent].first, s.first - _BEFORE) : s.first]
    titled = any(fold(t.lemma) in words("positions") and t.feat("Case") == case for t in titles)
    return first if titled else s.last


def _is_name(token: Token, case: str) -> bool:
    return token.pos == "PROPN" and token.feat("Animacy") == "Anim" and token.feat("Case") == case and is_capital(token)
