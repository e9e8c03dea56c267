"""Names as the contract wants them: the tagger's spans through an ordered list of small corrections."""

from __future__ import annotations

from dataclasses import replace

from pipeline.document import Doc, Token
from pipeline.entities.lexicon import Known, campaigns, fold, is_abbreviation, is_capital, known, org_heads, place_heads
from pipeline.entities.orgs import genitive, head_use, left_edge, local, right_edge
from pipeline.entities.persons import initials, name_parts, stray_words
from pipeline.entities.places import place_phrases
from pipeline.entities.quoting import BOTH, CLOSE, OPEN, closing, opens
from pipeline.entities.recall import consistent, repeated
from pipeline.entities.span import Rule, Span, Spans, ends, overlay
from pipeline.vocabulary import words

_EDGE = frozenset("«»„“”\"'()[]-–—,.;:!?…")


def find_spans(doc: Doc) -> Spans:
    """Names of `doc` in order, without overlap."""
    found = aligned(doc)
    for rule in RULES:
        found = rule(doc, found)
    return found


def aligned(doc: Doc) -> Spans:
    """The tagger's names as ranges of tokens."""
    found: Spans = []
    for name in doc.names:
        tokens = doc.token_range(name.start, name.stop)
        if tokens and (not found or tokens.start >= found[-1].last):
            found.append(Span(tokens.start, tokens.stop, name.type))
    return found


def split_brackets(doc: Doc, found: Spans) -> Spans:
    """`Азиатский банк развития (АБР)` is two names, `Бенин • Бразилия` too."""
    out: Spans = []
    for s in found:
        cuts = [i for i in range(s.first + 1, s.last) if doc.tokens[i].text in _BREAKS]
        if not cuts:
            out.append(s)
            continue
        for first, last in zip([s.first - 1, *cuts], [*cuts, s.last], strict=True):
            if last > first + 1 and (first < s.first or is_capital(doc.tokens[first + 1])):
                out.append(Span(first + 1, last, s.type, "split_brackets"))
    return out


_BREAKS = frozenset("()•·")


def trimmed(doc: Doc, found: Spans) -> Spans:
    """Without marks at the ends, without leading prepositions and stray lower-case words, without numbers after."""
    out = []
    for s in found:
        first, last = s.first, s.last
        while first < last and (doc.tokens[first].text in _EDGE or doc.tokens[first].pos in ("ADP", "CCONJ")):
            first += 1
        while first < last and doc.tokens[last - 1].text in _EDGE:
            last -= 1
        if last - first > 1 and s.type == "ORG" and doc.tokens[last - 1].text.isdigit() and head_use(doc.tokens[first]):
            last -= 1
        last = _closed(doc, first, last)
        if first < last and any(t.text[0].isalpha() for t in doc.tokens[first:last]):
            out.append(s if (first, last) == (s.first, s.last) else replace(s, first=first, last=last, rule="trimmed"))
    return out


def _closed(doc: Doc, first: int, last: int) -> int:
    """With the mark that closes a quotation begun inside: `Международном институте "Рамат Гани["]`."""
    inside = [doc.tokens[i].text for i in range(first, last) if doc.tokens[i].text in OPEN + CLOSE + BOTH]
    unclosed = sum(t in OPEN for t in inside) > sum(t in CLOSE for t in inside) or sum(t in BOTH for t in inside) % 2
    return last + 1 if unclosed and last < len(doc.tokens) and doc.tokens[last].text in CLOSE + BOTH else last


def listed(doc: Doc, found: Spans) -> Spans:
    """Places and organisations of the vocabularies: found where missed, typed where mistaken for another type."""
    index, tokens = known(), doc.tokens
    at = {s.first: s for s in found}
    inside = {i for s in found for i in range(s.first, s.last)}
    fresh = []
    for i, token in enumerate(tokens):
        if not token.text[0].isupper() or (entries := index.get(fold(token.norm))) is None:
            continue
        entry = next((e for e in entries if _matches(doc, i, e)), None)
        if entry is None:
            continue
        last = i + len(entry.words)
        span = at.get(i)
        if span and span.last == last:
            if span.type == entry.type and len(entry.words) > 1:
                fresh.append(replace(span, rule="listed"))
            elif span.type != entry.type and entry.sure and _outweighs(entry, span):
                fresh.append(Span(i, last, entry.type, "listed"))
        elif span and span.type == "LOC" and entry.type == "ORG" and entry.exact:
            fresh.append(replace(span, type="ORG", rule="listed"))  # МВД РК
        elif span is None and i not in inside and last - 1 not in inside:
            if entry.sure and not _coined(doc, i, last):
                fresh.append(Span(i, last, entry.type, "listed"))
        elif span and span.last < last and entry.sure:
            fresh.append(Span(i, last, entry.type, "listed"))
        elif span and span.type == "PER" and entry.sure and entry.type == "ORG":
            fresh += [Span(i, last, entry.type, "listed"), Span(last, span.last, "PER", "listed")]
    return overlay(found, fresh)


def _outweighs(entry: Known, span: Span) -> bool:
    """Whether the list knows better than the tagger: of persons always, of clubs named for towns never."""
    return span.type == "PER" or entry.type == "ORG" or entry.kind in ("country", "region", "area")


def _matches(doc: Doc, i: int, entry: Known) -> bool:
    if len(entry.words) == 1:
        return not entry.exact or doc.tokens[i].text == entry.exact
    part = doc.tokens[i : i + len(entry.words)]
    if tuple(fold(t.norm) for t in part) != entry.words:
        return False
    return not entry.exact or " ".join(t.text for t in part) == entry.exact


def _coined(doc: Doc, first: int, last: int) -> bool:
    """Whether a listed name is part of another, in quotes or before a Latin word: `«Алматы Су»`, `долларов США`."""
    if first and doc.tokens[first - 1].lemma in ("доллар",):
        return True
    return last < len(doc.tokens) and is_capital(doc.tokens[last]) and doc.tokens[last].start == doc.tokens[last].stop


def sites(doc: Doc, found: Spans) -> Spans:
    """An outlet named by its address: `zakon.kz`, not where it is part of a longer address."""
    domains, tokens = words("top_level_domains"), doc.tokens
    fresh = []
    for i, token in enumerate(tokens):
        dot = token.text.rfind(".")
        if dot > 0 and token.norm[dot + 1 :] in domains and _plain_host(token.text):
            fresh.append(Span(i, i + 1, "ORG", "sites"))
        elif token.text == "." and 0 < i < len(tokens) - 1 and tokens[i + 1].norm in domains:
            if tokens[i - 1].stop == token.start and tokens[i + 1].start == token.stop and tokens[i - 1].text.isalnum():
                fresh.append(Span(i - 1, i + 2, "ORG", "sites"))
    return overlay(found, fresh)


def _plain_host(text: str) -> bool:
    return text[0].isalnum() and not text.lower().startswith("www.") and not any(mark in text for mark in "/@:?=")


def legal_forms(doc: Doc, found: Spans) -> Spans:
    """`АО «СевКаз РЭК»`: the legal form with what it stands before, through the mark that closes."""
    forms, tokens, at = words("legal_forms"), doc.tokens, ends(found)
    fresh = []
    for i, token in enumerate(tokens[:-1]):
        if token.text not in forms:
            continue
        j = i + 1
        while j < len(tokens) - 1 and (
            tokens[j].text in forms or tokens[j].text == "УК" or tokens[j].lemma in _kinds()
        ):
            j += 1
        stop = closing(tokens, j, len(tokens)) if tokens[j].text in OPEN + BOTH else 0
        if stop > j + 1:
            first = i - 1 if i and tokens[i - 1].text in forms and not is_capital(tokens[i]) else i
            fresh.append(Span(first, stop, "ORG", "legal_forms"))
        elif j in at and at[j][1] == "ORG" and tokens[j].start == tokens[j - 1].stop + 1:
            fresh.append(Span(i, at[j][0], "ORG", "legal_forms"))
    return overlay(found, fresh)


def _kinds() -> frozenset[str]:
    return words("descriptors")


def quoted(doc: Doc, found: Spans) -> Spans:
    """A name quoted as a whole, by the word before it: `партии «[Amanat]»`, `площади «[Ордабасы]»`, no `акции «…»`."""
    tokens = doc.tokens
    covered = {i: s for s in found for i in range(s.first, s.last)}
    fresh: Spans = []
    dropped: set[int] = set()
    last_close = 0
    for i, token in enumerate(tokens):
        if (
            i < last_close
            or token.text not in OPEN + BOTH
            or not opens(tokens, i)
            or i in covered
            and covered[i].first < i
        ):
            continue
        stop = closing(tokens, i, len(tokens))
        if stop <= i + 2 or stop - i > 14:
            continue
        kind = _announced(doc, i, covered)
        if kind in ("ORG", "LOC") and is_capital(tokens[i + 1]) | tokens[i + 1].text[0].isdigit():
            fresh.append(Span(i + 1, stop - 1, "ORG" if kind == "ORG" else "LOC", "quoted"))
            last_close = stop
        elif kind == "work":
            dropped.update(range(i, stop))
            last_close = stop
    kept = [s for s in found if not (s.first in dropped or s.last - 1 in dropped)]
    return overlay(kept, fresh)


def _announced(doc: Doc, i: int, covered: dict[int, Span]) -> str:
    """What the noun before a quotation says of it; a list of quoted names keeps the first one's noun."""
    j = i - 1
    while j >= 0 and doc.tokens[j].text in (",", "и") + tuple(CLOSE + BOTH) and i - j < 40:
        back = j - 1
        while back >= 0 and doc.tokens[back].text not in OPEN + BOTH and j - back < 14:
            back -= 1
        if doc.tokens[j].text in CLOSE + BOTH:
            j = back - 1
        else:
            j -= 1
    if j < 0 or j in covered or doc.tokens[j].sent != doc.tokens[i].sent:
        return ""
    lemma = fold(doc.tokens[j].lemma)
    if lemma in words("works"):
        return "work"
    if lemma in words("descriptors"):
        return "ORG"
    return "LOC" if lemma in place_heads() else ""


def institutions(doc: Doc, found: Spans) -> Spans:
    """`Министерства энергетики РК`, `управления внутренней политики Астаны`: a head with all that belongs to it."""
    at = ends(found)
    found_at = {i: s for s in found for i in range(s.first, s.last)}
    tagged = {i for s in found if s.type == "ORG" for i in range(s.first, s.last)}
    fresh: Spans = []
    for n, sentence in enumerate(doc.sentences):
        del n
        i = sentence.first
        while i < sentence.last:
            token = doc.tokens[i]
            use = head_use(token)
            if not use:
                i += 1
                continue
            span = _institution(doc, i, use, sentence.first, sentence.last, at, tagged)
            if span:
                fresh.append(span)
                i = max(i + 1, span.last)
            else:
                i += 1
    return overlay(found, [s for s in fresh if not _held(s, found_at)])


def _held(fresh: Span, at: dict[int, Span]) -> bool:
    """Whether a name already found holds the fresh one: `Российская Федерация` is no federation."""
    held = at.get(fresh.first)
    return (
        held is not None
        and held.first <= fresh.first
        and held.last >= fresh.last
        and held.last - held.first > 1
        and held.rule in ("listed", "legal_forms")
    )


def _institution(doc: Doc, head: int, use: str, first: int, last: int, at, tagged: set[int]) -> Span | None:  # type: ignore[no-untyped-def]
    left = left_edge(doc, head, first)
    right = right_edge(doc, head, last, at)
    named = is_capital(doc.tokens[left]) and (left > first or doc.tokens[left].feat("Number") != "Plur")
    at_start = left == first or doc.tokens[left - 1].text in '«"“„–—-'
    proper = [i for i in range(left, right) if i != left and (is_capital(doc.tokens[i]) or doc.tokens[i].text == "№")]
    size = right - left
    if not is_capital(doc.tokens[left]) and right > head + 1 and doc.tokens[head + 1].text in OPEN + BOTH:
        return None  # агентство «Казинформ»: the description stays out
    if named and not at_start and size > 1:
        return Span(left, right, "ORG", "institutions")
    if named and (head in tagged or left in tagged) and size > 1:
        return Span(left, right, "ORG", "institutions")
    if doc.tokens[head].feat("Number") == "Plur" and use not in ("body", "named"):
        return None
    if use == "office" and right > head + 1:
        return Span(left, right, "ORG", "institutions")
    if use in ("body", "named") and proper and right > head + 1:
        return Span(left, right, "ORG", "institutions")
    if use == "council" and (proper or left < head) and right > head + 1:
        return Span(left, right, "ORG", "institutions")
    if use == "house" and (_by_place(doc, left, head) or (right > head + 1 and _is_one(doc, head + 1))):
        return Span(left, right, "ORG", "institutions")
    return None


def _by_place(doc: Doc, left: int, head: int) -> bool:
    """`экибастузской городской больницы`."""
    return any(local(doc.tokens[i]) for i in range(left, head))


def _is_one(doc: Doc, after: int) -> bool:
    """`школа № 5`, `школа имени Абая`, name one of many."""
    return doc.tokens[after].norm in ("№", "имени", "им")


def owned(doc: Doc, found: Spans) -> Spans:
    """`Минздраве [России]`, `УВП [города Шымкент]`, `ДЧС [области]`: a state body with the place it is of."""
    out: Spans = []
    for s in found:
        before = out[-1] if out else None
        if before and before.type == "ORG" and s.type == "LOC" and _is_body(doc, before):
            gap = s.first - before.last
            joined = gap == 0 or (gap == 1 and doc.tokens[before.last].norm in ("города", "г", "района", "республики"))
            if joined and (genitive(doc, s.first, s.last) or gap or is_abbreviation(doc.tokens[s.first])):
                out[-1] = Span(before.first, s.last, "ORG", "owned")
                continue
        out.append(s)
    return [_with_region(doc, s) for s in out]


def _with_region(doc: Doc, s: Span) -> Span:
    after = doc.tokens[s.last].norm if s.last < len(doc.tokens) else ""
    if (
        s.type == "ORG"
        and s.last - s.first == 1
        and after == "области"
        and doc.tokens[s.first].text in words("local_bodies")
    ):
        return Span(s.first, s.last + 1, "ORG", "owned")
    return s


def _is_body(doc: Doc, s: Span) -> bool:
    """A ministry or an authority, by its abbreviation or by the head of its name; no firm, no outlet."""
    token = doc.tokens[s.first]
    if doc.tokens[s.last - 1].text in CLOSE + BOTH:
        return False
    if s.last - s.first == 1:
        if token.text in words("not_names"):
            return False
        return (
            is_abbreviation(token)
            and token.text.isupper()
            and len(token.text) < 6
            or token.norm[:3] in ("мин", "ген", "гос", "нац")
        )
    return any(head_use(doc.tokens[i]) for i in range(s.first, s.last))


def products(doc: Doc, found: Spans) -> Spans:
    """No organisations: `Boeing 747-412` and what bears its name, `проект Joltap`, `«Таза Қазақстан»`."""
    models = {doc.tokens[s.first].norm for s in found if _is_model(doc, s)}
    kept = []
    for s in found:
        if s.type == "ORG" and s.rule not in ("legal_forms", "institutions", "owned"):
            if s.last - s.first == 1 and doc.tokens[s.first].norm in models:
                continue
            before = doc.tokens[s.first - 1] if s.first else None
            if (
                before
                and before.lemma in words("works")
                and before.sent == doc.tokens[s.first].sent
                and _is_latin(doc, s)
            ):
                continue
        if _titled(doc, s) in campaigns():
            continue
        kept.append(s)
    return kept


def _is_model(doc: Doc, s: Span) -> bool:
    """`Boeing 747-412`: a maker's name before the number of a model."""
    after = doc.tokens[s.last : s.last + 2]
    if s.type != "ORG" or s.last - s.first != 1 or len(after) < 2 or not _is_latin(doc, s):
        return False
    return after[0].text[0].isdigit() and (
        "-" in after[0].text or after[1].text == "-" and after[1].start == after[0].stop
    )


def _is_latin(doc: Doc, s: Span) -> bool:
    return all(t.text.isascii() for t in doc.tokens[s.first : s.last])


def _titled(doc: Doc, s: Span) -> str:
    return fold(" ".join(t.norm for t in doc.tokens[s.first : s.last] if t.text not in OPEN + CLOSE + BOTH))


def noise(doc: Doc, found: Spans) -> Spans:
    """No names: generic abbreviations, Roman numerals, bare heads, currency countries, lower-case words."""
    return [s for s in found if not _is_noise(doc, s)]


def _is_noise(doc: Doc, s: Span) -> bool:
    token = doc.tokens[s.first]
    if s.type == "ORG" and s.rule == "" and fold(token.lemma) in words("positions"):
        return True  # Глава государства
    if s.last - s.first > 1:
        return s.rule == "" and all(not is_capital(t) for t in doc.tokens[s.first : s.last])
    text = token.text
    if s.type == "PER" and (any(c.isdigit() for c in text) or fold(token.lemma) in words("positions")):
        return True
    if text in words("not_names") or _is_roman(text) or not is_capital(token) and s.rule == "":
        return True
    if s.type == "LOC" and s.first and doc.tokens[s.first - 1].lemma == "доллар":
        return True
    lemma = fold(token.lemma)
    if (
        s.type != "PER"
        and token.pos == "NOUN"
        and token.feats.startswith("Animacy=Anim")
        and token.feat("Number") == "Plur"
    ):
        return s.rule == ""
    bare = lemma in org_heads() or lemma in words("works") or lemma in words("descriptors") or lemma in place_heads()
    return bare and not is_abbreviation(token) and s.type != "PER" and s.rule != "quoted"


def _is_roman(text: str) -> bool:
    return all(c in "IVXLCDMІХ" for c in text) and len(text) > 1 or text in ("I", "V", "X", "І", "Х")


def glossed_places(doc: Doc, found: Spans) -> Spans:
    """`Северо-Запада России`: a part of a place with the place in the genitive is one name."""
    out: Spans = []
    for s in found:
        if (
            out
            and out[-1].type == s.type == "LOC"
            and out[-1].last == s.first
            and _is_part(doc.tokens[out[-1].last - 1])
        ):
            out[-1] = Span(out[-1].first, s.last, "LOC", "glossed_places")
        else:
            out.append(s)
    return out


def _is_part(token: Token) -> bool:
    return fold(token.lemma) in _PARTS


_PARTS = frozenset("север юг запад восток северо-запад северо-восток юго-запад юго-восток".split())

RULES: tuple[Rule, ...] = (
    split_brackets,
    trimmed,
    stray_words,
    listed,
    sites,
    initials,
    name_parts,
    place_phrases,
    legal_forms,
    quoted,
    glossed_places,
    institutions,
    owned,
    consistent,
    repeated,
    products,
    noise,
)
