"""Positions as phrases: a noun of `vocab/positions.txt`, what agrees with it before, what it is of after."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import chain

from pipeline.document import Doc, Mention, Token
from pipeline.entities.cases import adjective_nominative, noun_nominative
from pipeline.entities.lexicon import fold, is_capital, org_heads
from pipeline.frozen import frozen
from pipeline.lookup import lookup, ranges
from pipeline.vocabulary import words

_ACTING = frozenset(("и.о", "врио", "ио"))
_POINTING = frozenset(("сам", "этот", "его", "самый", "такой", "наш", "свой", "другой", "данный", "один"))
_BEFORE = ("временно", "бывший", "бывшая", "экс", "управляющий", "управляющая", "управляющего", "управляющим")


@frozen
class Post:
    """A position in the text: `doc.tokens[first:last]` are its words, `stop` is after the organisation too."""

    first: int
    head: int
    last: int
    stop: int
    org: Mention | None = None
    org_noun: int = -1  # `глава [фонда]`: a description that stands for an organisation


class Index:
    """The mentions of a document by token, and the persons and organisations in order."""

    __slots__ = ("inside", "names", "orgs", "people", "starts")

    def __init__(self, doc: Doc) -> None:
        self.names = {e.entity_id: e.name for e in doc.entities}
        self.starts: dict[int, tuple[int, Mention]] = {}
        self.people: list[tuple[int, Mention]] = []
        self.orgs: list[tuple[int, Mention]] = []
        for mention, span in zip(doc.mentions, ranges(doc, doc.mentions), strict=True):
            self.starts[span.start] = (span.stop, mention)
            if mention.type == "PER":
                self.people.append((span.start, mention))
            elif mention.type == "ORG":
                self.orgs.append((span.start, mention))
        self.inside = set(chain.from_iterable(range(first, stop) for first, (stop, _) in self.starts.items()))

    def people_in(self, first: int, last: int) -> list[tuple[int, Mention]]:
        """Persons mentioned in `doc.tokens[first:last]`, with their first tokens."""
        return self.people[bisect_left(self.people, first, key=_token) : bisect_left(self.people, last, key=_token)]

    def person_before(self, i: int) -> list[Mention]:
        """The last person mentioned before a token, if there is one."""
        n = bisect_left(self.people, i, key=_token)
        return [self.people[n - 1][1]] if n else []

    def orgs_before(self, i: int, most: int = 50) -> list[Mention]:
        """The last organisations mentioned before a token, the nearest first."""
        n = bisect_left(self.orgs, i, key=_token)
        return [mention for _, mention in reversed(self.orgs[max(0, n - most) : n])]


def _token(entry: tuple[int, Mention]) -> int:
    return entry[0]


def posts(doc: Doc, index: Index) -> Iterator[Post]:
    """Every phrase that names a position, outermost only: `заместителя директора` is one."""
    reach, sent = 0, -1
    for i in titles(doc):
        if doc.tokens[i].sent != sent:
            reach, sent = 0, doc.tokens[i].sent
        if i >= reach and i not in index.inside:
            post = post_at(doc, index, i)
            yield post
            reach = max(post.last, post.head + 1)


def titles(doc: Doc) -> list[int]:
    """The tokens that name a post, in order."""
    words_of = lookup(doc)
    found = {*words_of.with_norms(_ACTING), *words_of.with_lemmas(_positions())}
    return [i for i in sorted(found) if is_title(doc.tokens[i])]


def is_title(token: Token) -> bool:
    """Whether a word names a post: `аким`, `врио`, `исполняющий`."""
    if token.norm in _ACTING:
        return True
    return token.pos in ("NOUN", "PROPN", "VERB", "ADJ") and fold(token.lemma) in _positions()


@cache
def _positions() -> frozenset[str]:
    """The posts of the vocabulary, and those who held them: `экс-тренер`."""
    return words("positions") | {f"экс-{post}" for post in words("positions")}


def post_at(doc: Doc, index: Index, head: int) -> Post:
    """The post around its noun: `[официальный представитель] МИД`, `[аким Капитоновского сельского округа]`."""
    sentence = doc.sentences[doc.tokens[head].sent]
    begin = _modifiers(doc, index, head, sentence.first)
    i, last = head + 1, min(sentence.last, head + _LONGEST)
    while i < last and (found := _complement(doc, index, head, i, last)):
        end, kind = found
        if kind == "org":
            return _with_organisation(index, begin, head, i, end)
        if kind == "noun":
            return Post(begin, head, i if end - i == 1 else end, end, None, end - 1)
        i = end
    return Post(begin, head, i, i)


_LONGEST = 40  # tokens: what is longer is no title


def _with_organisation(index: Index, begin: int, head: int, i: int, end: int) -> Post:
    for first in range(i, end):
        if first in index.starts and index.starts[first][1].type == "ORG":
            stop, org = index.starts[first]
            return Post(begin, head, i, stop, org)
    return Post(begin, head, i, end)


def _modifiers(doc: Doc, index: Index, head: int, first: int) -> int:
    """`официальный представитель`, `временно исполняющий`, `бывший член`: adjectives that agree."""
    i = head
    if head - first >= 4 and [t.norm for t in doc.tokens[head - 4 : head]] == ["и", ".", "о", "."]:
        return head - 4
    while i > first:
        word = doc.tokens[i - 1]
        case = doc.tokens[head].feat("Case")
        agrees = word.pos == "ADJ" and (word.feat("Case") == case or {word.feat("Case"), case} == {"Gen", "Acc"})
        if i - 1 in index.inside:
            break  # в область Абай | вице-министр
        if not (agrees or word.norm in _BEFORE) or fold(word.lemma) in _POINTING or word.norm.endswith("л"):
            break
        i -= 1
    return i


def _complement(doc: Doc, index: Index, head: int, i: int, last: int) -> tuple[int, str] | None:
    """What the position is of: its end and whether it is part of the position, an organisation, or a noun for one."""
    token = doc.tokens[i]
    if i in index.starts:
        stop, mention = index.starts[i]
        if mention.type == "ORG":
            return i + 1, "org"
        return (stop, "part") if mention.type == "LOC" else None
    if token.text in '«"“„' and i + 1 in index.starts and index.starts[i + 1][1].type == "ORG":
        return i + 2, "org"
    if token.norm in ("обязанности", "обязанностей"):
        return i + 1, "part"
    if token.text == "." and doc.tokens[i - 1].norm in ("и.о", "о"):
        return i + 1, "part"
    if token.norm in ("по", "при", "от") and i + 1 < last:
        return _prepositional(doc, index, i, last)
    if token.norm == "," and i > head + 1 and fold(doc.tokens[head].lemma).endswith("министр"):
        return _enumerated(doc, index, head, i, last)
    if token.norm == "и" and i > head + 1:
        return _coordinated(doc, index, head, i, last)
    return _genitive(doc, index, head, i, last)


def _coordinated(doc: Doc, index: Index, head: int, i: int, last: int) -> tuple[int, str] | None:
    """`министр культуры [и информации]`: a thing, and one that depends on the title."""
    end = _noun_phrase(doc, index, i + 1, last)
    if end is None or doc.tokens[i - 1].feat("Case") != "Gen":
        return None
    noun = doc.tokens[end - 1]
    minister = fold(doc.tokens[head].lemma).endswith("министр")  # экологии и природных ресурсов, whatever the tree says
    return (end, "part") if noun.feat("Animacy") == "Inan" and (minister or head <= noun.head < end) else None


def _enumerated(doc: Doc, index: Index, head: int, i: int, last: int) -> tuple[int, str] | None:
    """`министр инвестиций[, промышленности и торговли]`: a list that comes to its `и`."""
    while i < last and doc.tokens[i].norm == ",":
        end = _noun_phrase(doc, index, i + 1, last)
        if end is None:
            return None
        i = end
    return _coordinated(doc, index, head, i, last) if i < last and doc.tokens[i].norm == "и" else None


def _prepositional(doc: Doc, index: Index, i: int, last: int) -> tuple[int, str] | None:
    if i + 1 in index.starts:
        return (index.starts[i + 1][0], "part") if index.starts[i + 1][1].type != "PER" else None
    if doc.tokens[i].norm == "по":
        j = i + 1
        while j < last and doc.tokens[j].pos == "ADJ" and j not in index.starts:
            j += 1
        noun = doc.tokens[j] if j < last else None
        if noun and noun.pos in ("NOUN", "PROPN", "X") and (noun.feat("Case") in ("Dat", "") or noun.text.isupper()):
            return j + 1, "part"
    return None


def _genitive(doc: Doc, index: Index, head: int, i: int, last: int) -> tuple[int, str] | None:
    end = _noun_phrase(doc, index, i, last)
    if end is None:
        return None
    noun = doc.tokens[end - 1]
    lemma = fold(noun.lemma)
    j = end
    if lemma in words("descriptors") or lemma in org_heads() or lemma in words("org_nouns"):
        if j < last and doc.tokens[j].text in '«"“„':
            j += 1
        if j in index.starts and index.starts[j][1].type == "ORG":
            part = end - i == 1 and j == end and lemma in words("bare_units")  # начальник управления | Комитета полиции
            return (end, "part") if part else (j + 1, "org")
        single = noun.feat("Number") == "Sing"
        if single and (end - i == 1 or lemma == "ведомство"):
            return end, "noun"
    rights = doc.tokens[i - 1].norm in ("правам", "прав")  # уполномоченный по правам человека
    if noun.feat("Animacy") == "Anim" and lemma not in words("positions") and noun.feat("Number") == "Sing":
        return (end, "part") if rights else None
    return end, "part"


def _noun_phrase(doc: Doc, index: Index, i: int, last: int) -> int | None:
    """End of `числительное? прилагательное* существительное` in the genitive that is no name."""
    j, commands = i, fold(doc.tokens[i - 1].lemma) in ("командующий", "главнокомандующий", "заведующий", "управляющий")
    while j < last and j - i < 5 and j not in index.starts:
        token = doc.tokens[j]
        region = token.norm == "области" and j == i  # Аким области, taken for the prepositional
        if token.feat("Case") not in ("Gen", "Ins") and token.pos != "NUM" and not region:
            return None
        if token.pos == "NOUN":
            managed = commands or fold(token.lemma) in ("отделение", "отдел", "войско")  # заведующий отделением
            return j + 1 if managed or region or token.feat("Case") == "Gen" else None
        if token.pos not in ("ADJ", "NUM", "VERB"):
            return None
        j += 1
    return None


def position(doc: Doc, first: int, head: int, last: int) -> str:
    """A position in the nominative singular: `исполняющий обязанности директора`, `аким Алматы`."""
    if doc.tokens[first].norm == "и":  # И. о. главы
        return "и" + doc.text[doc.tokens[first].start + 1 : doc.tokens[last - 1].stop]
    out, at = [], doc.tokens[first].start
    gender = "femn" if doc.tokens[head].feat("Gender") == "Fem" and doc.tokens[head].pos != "NOUN" else "masc"
    for i in range(first, last):
        token = doc.tokens[i]
        out.append(doc.text[at : token.start])
        modifies = i < head and (token.pos == "ADJ" or token.norm.startswith("управляющ"))
        if modifies or (i == head and token.pos in ("VERB", "ADJ")):
            out.append(adjective_nominative(token, "sing", gender))
        else:
            plural = i == head and token.feat("Number") == "Plur"
            one = token.lemma if plural or token.norm.startswith("уполномоченн") else noun_nominative(token, "sing")
            out.append(one if i == head else token.text)
        at = token.stop
    text = " ".join("".join(out).split())
    return text if is_capital(doc.tokens[first]) and _official(doc, first) else text[:1].lower() + text[1:]


def _official(doc: Doc, first: int) -> bool:
    """A capital that is not the sentence's: `Глава государства`, `Премьер-Министр РК`."""
    token = doc.tokens[first]
    return token.text != token.text.capitalize() or token.norm in ("глава", "президент")
