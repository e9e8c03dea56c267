"""What flows through the stages: an article, then a document that each stage adds to.

Every object is frozen; a stage takes a `Doc` and returns a new one. All offsets are Unicode code points into
`Doc.text`, half-open, so that `doc.text[x.start:x.stop]` is the text of `x`. The text itself is never edited.
"""

from __future__ import annotations

import datetime
import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeVar

from pipeline.frozen import frozen
from pipeline.offsets import starts

MentionType = Literal["PER", "ORG", "LOC"]
NumberKind = Literal[
    "count", "money", "percent", "fraction", "multiple", "measure", "duration", "age", "rank", "score",
    "ordinal", "date", "time", "identifier", "other",
]  # fmt: skip
Comparison = Literal["=", "~", ">", ">=", "<", "<=", "range"]
Change = Literal["", "increase", "decrease", "to", "from"]
Modality = Literal["fact", "plan", "condition"]
CLAIM_KINDS: frozenset[NumberKind] = frozenset(
    ("count", "money", "percent", "fraction", "multiple", "measure", "duration", "age", "rank", "score")
)


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read: `text` is the decoded content (CRLF as LF), `body` the offset where it begins.

    What lies before `body` is the `date YYYY-MM-DD` header of a text file: metadata, from which no token comes.
    """

    article_id: str
    text: str
    source_path: str = ""
    title: str = ""
    date: datetime.date | None = None
    url: str = ""
    body: int = 0

    @property
    def sha256(self) -> str:
        """Digest of all that the tables are made from: the text and its metadata."""
        parts = (self.article_id, self.text, self.title, str(self.date or ""), self.url, self.source_path)
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Reject:
    """One input, or part of one, that could not be processed; `reason` is one line and names the place in it."""

    source_path: str
    article_id: str
    stage: str
    reason: str


@frozen
class Token:
    """A word, number or mark. `norm` is its form for look-up: NFC, lower case, `ё` as `е`.

    `head` is the index in `Doc.tokens` of the syntactic head, -1 for the root of a sentence.
    `pos`, `feats` (`Case=Gen|Number=Plur`) and `rel` are Universal Dependencies.
    """

    start: int
    stop: int
    text: str
    norm: str
    sent: int
    lemma: str = ""
    pos: str = ""
    feats: str = ""
    head: int = -1
    rel: str = ""

    def feat(self, name: str) -> str:
        """Value of one morphological feature, empty where it has none: `token.feat("Case") == "Gen"`."""
        return _FEATURES[self.feats][name]


class _Features(dict[str, str]):
    """Morphological features by name; empty for those that a word has not."""

    def __missing__(self, name: str) -> str:
        self[name] = ""  # the next time it is there
        return ""


class _AllFeatures(dict[str, _Features]):
    """Features as written by the tagger, some 700 different ones, with what they say."""

    MOST = 4096

    def __missing__(self, feats: str) -> _Features:
        if len(self) >= self.MOST:
            self.clear()
        found = self[feats] = _Features(pair.split("=", 1) for pair in feats.split("|") if "=" in pair)
        return found


_FEATURES = _AllFeatures()


@frozen
class Sentence:
    """A stretch of text with its tokens `doc.tokens[first:last]`; `paragraph` counts lines of the text."""

    start: int
    stop: int
    first: int
    last: int
    paragraph: int = 0


@frozen
class Name:
    """A name as the tagger found it, before any correction."""

    start: int
    stop: int
    type: MentionType


@frozen
class Mention:
    """One mention of an entity: its whole official name in the text, and its nominative `normal`."""

    start: int
    stop: int
    type: MentionType
    normal: str
    entity_id: str
    rule: str = ""


@frozen
class Entity:
    """An entity of one article: `name` is its fullest form in the nominative, `aliases` the other forms."""

    entity_id: str
    type: MentionType
    name: str
    aliases: tuple[str, ...] = ()


@frozen
class Role:
    """A statement that a person holds a position; `start`, `stop` span the position's words in the text."""

    start: int
    stop: int
    person_id: str
    person: str
    position: str
    org_id: str = ""
    org: str = ""
    rule: str = ""


@frozen
class Moment:
    """An interval of days, either end open: `до 2029 года` has no `start`."""

    start: datetime.date | None = None
    stop: datetime.date | None = None  # inclusive: the last day


@frozen
class Number:
    """One numeric expression; `value`, `low`, `high` are exact, in `unit`, as the contract defines them."""

    start: int
    stop: int
    kind: NumberKind
    comparison: Comparison = "="
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    per: str = ""
    rule: str = ""

    @property
    def is_claim(self) -> bool:
        return self.kind in CLAIM_KINDS


@frozen
class Time:
    """An expression of time with its preposition (`за последние пять лет`) and the days it covers.

    `kind` is `date` (calendar) or `time` (of day, or relative to now).
    """

    start: int
    stop: int
    kind: Literal["date", "time"]
    time_start: datetime.date | None = None
    time_end: datetime.date | None = None
    rule: str = ""


@frozen
class Quote:
    """A stretch of speech, `direct` or `reported`, its cue (`отметила`) and its speaker, or its `source`."""

    start: int
    stop: int
    kind: Literal["direct", "reported"]
    cue: str = ""
    speaker_id: str = ""
    speaker: str = ""
    source_id: str = ""
    source: str = ""
    rule: str = ""


@frozen
class Claim:
    """A number with its context: who says it, about what, when and where."""

    number: Number
    item: str = ""
    item_lemma: str = ""
    change: Change = ""
    predicate: str = ""
    negated: bool = False
    modality: Modality = "fact"
    time_text: str = ""
    time_start: datetime.date | None = None
    time_end: datetime.date | None = None
    place_text: str = ""
    place_id: str = ""
    speaker: str = ""
    speaker_id: str = ""
    source: str = ""
    source_id: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Doc:
    """An article with what the stages have found in it so far."""

    article: Article
    tokens: Sequence[Token] = ()
    sentences: tuple[Sentence, ...] = ()
    names: tuple[Name, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    roles: tuple[Role, ...] = ()
    numbers: tuple[Number, ...] = ()
    times: tuple[Time, ...] = ()
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()
    children: tuple[tuple[int, ...], ...] = field(default=(), repr=False)  # by token, in order

    @property
    def text(self) -> str:
        return self.article.text

    def token_at(self, offset: int) -> int:
        """Index of the token that covers `offset`, or of the first one after it."""
        i = bisect_right(starts(self.tokens), offset) - 1
        return i if i >= 0 and self.tokens[i].stop > offset else i + 1

    def token_range(self, start: int, stop: int) -> range:
        """Indexes of the tokens that overlap `start:stop`."""
        begins = starts(self.tokens)
        i = bisect_right(begins, start) - 1
        first = i if i >= 0 and self.tokens[i].stop > start else i + 1
        return range(first, bisect_right(begins, stop - 1))

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that covers `offset`, or of the last one before it."""
        return max(0, bisect_right(starts(self.sentences), offset) - 1)


Spanned = TypeVar("Spanned", Mention, Number, Time, Quote, Name, Token)


def within(spans: Sequence[Spanned], start: int, stop: int) -> list[Spanned]:
    """The spans that overlap `start:stop`, in order."""
    return [s for s in spans if s.start < stop and s.stop > start]
