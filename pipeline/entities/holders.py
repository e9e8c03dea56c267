"""Who holds a post: the rules that tie a position to a person, the surest first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.document import Doc, Mention, Role, Token
from pipeline.entities.apposition import followed_by_name, same_case
from pipeline.entities.lexicon import fold, is_capital
from pipeline.entities.offices import appointed
from pipeline.entities.posts import Index, Post
from pipeline.vocabulary import words


def holders(doc: Doc, index: Index, post: Post, before: list[Role]) -> list[tuple[Mention, str]]:
    """The persons a post is said of, with the rule that ties them."""
    for rule in (followed_by_name, _after_name, appointed, _described):
        found = rule(doc, index, post, before)
        if found:
            return [(person, rule.__name__.lstrip("_")) for person in found]
    return []


def _after_name(doc: Doc, index: Index, post: Post, before: list[Role]) -> list[Mention]:
    """`Жандос Актаев, председатель фонда,`; `Актаев — председатель фонда`; `Актаев (председатель фонда)`."""
    i = post.first - 1
    if i < 1 or doc.tokens[i].text not in (",", "(", "–", "—", "-"):
        return []
    person = _person_before(index, i)
    if person and same_case(doc.tokens[post.head], doc.tokens[i - 1]):
        return [person]
    earlier = [r for r in before[-1:] if r.stop <= doc.tokens[i].start and doc.tokens[i].start - r.stop < 4]
    if earlier and doc.tokens[i].text == "," and earlier[0].rule == "after_name":
        return [m for _, m in index.people if m.entity_id == earlier[0].person_id][:1]
    return []


def _person_before(index: Index, i: int) -> Mention | None:
    for first in range(i - 1, max(i - 6, -1), -1):
        if first in index.starts:
            stop, mention = index.starts[first]
            return mention if stop == i and mention.type == "PER" else None
    return None


def _described(doc: Doc, index: Index, post: Post, before: list[Role]) -> list[Mention]:
    """`отметила заместитель главы МКИ`, `рассказала глава фонда`: whoever was introduced with such a post."""
    title = doc.tokens[post.head]
    if (
        title.feat("Number") == "Plur"
        or title.feat("Case") not in ("Nom", "Gen")
        or title.norm.endswith("у")
        or _unread(doc, post)
    ):
        return []
    role = match(doc, index, post, before)
    if role is None:
        return _head_of_state(doc, index, post)
    return [m for _, m in index.people_in(0, post.first) if m.entity_id == role.person_id][:1]


def _head_of_state(doc: Doc, index: Index, post: Post) -> list[Mention]:
    """`Токаев прилетел. Глава государства …`: the last person named, whose office the text takes for known."""
    title = [t.norm for t in doc.tokens[post.head : post.stop]]
    plain = title in (["президент"], ["президента"], ["глава", "государства"], ["главы", "государства"])
    if post.first < post.head or not plain:
        return []
    return [m for m in index.person_before(post.first) if _is_head_of_state(index.names[m.entity_id])]


def _is_head_of_state(name: str) -> bool:
    said = frozenset(name.split())
    return any(said <= full and len(said) in (1, len(full)) for full in map(_parts, words("heads_of_state")))


@lru_cache(maxsize=64)
def _parts(name: str) -> frozenset[str]:
    return frozenset(name.split())


def _unread(doc: Doc, post: Post) -> bool:
    """Whether a bare title goes on in a way not understood: `председатель этнокультурного объединения`."""
    if post.stop > post.head + 1 or post.stop >= len(doc.tokens):
        return False
    after = doc.tokens[post.stop]
    return after.pos in ("ADJ", "NOUN", "PROPN") and (after.feat("Case") in ("Gen", "") or is_capital(after))


def match(doc: Doc, index: Index, post: Post, before: Sequence[Role]) -> Role | None:
    """The latest role stated before that answers a description, None where the text leaves it open."""
    org = organisation(doc, index, post)
    start = doc.tokens[post.first].start
    for role in reversed(before[-_REMEMBERED:]):
        if role.start < start and (_same_org(index, role, org) if org else _same_title(doc, post, role)):
            return role
    return None


_REMEMBERED = 200  # roles looked back on


def _same_org(index: Index, role: Role, org: Mention) -> bool:
    return role.org_id == org.entity_id or _is_part_of(role, index.names[org.entity_id])


def _same_title(doc: Doc, post: Post, role: Role) -> bool:
    """`министр` of whom heads a ministry, `глава региона` of an `аким области`; no `министр юстиции` of another."""
    title = _family(fold(doc.tokens[post.head].lemma))
    said = {fold(word) for word in role.position.split()}
    rest = _of_what(doc, post)
    if title == "вице-премьер":
        return not rest and "премьер" in role.position and role.position[:7] != "премьер"
    if title == "министр" and ("ведомства" in said or (not rest and fold(role.org).startswith("мин"))):
        return True
    if _levels(rest) and _levels(said) and not _levels(rest) & _levels(said):
        return False  # аким города is no аким области
    same = bool(rest & said) or not said.isdisjoint(t.norm for t in _named(doc, post))
    return title in map(_family, said) and (not rest or same or rest <= _GENERIC)


def _levels(words: set[str]) -> set[str]:
    return {word[:4] for word in words if word.startswith(("город", "район", "област"))}


def _of_what(doc: Doc, post: Post) -> set[str]:
    """What a description names besides the title: `министр [обороны РФ]`."""
    if post.org_noun >= 0:
        return set()
    return {fold(t.lemma) for t in _named(doc, post)}


def _named(doc: Doc, post: Post) -> list[Token]:
    return [t for t in doc.tokens[post.head + 1 : post.last] if t.pos in ("NOUN", "PROPN", "ADJ")]


_GENERIC = frozenset(("регион", "область", "город", "район", "страна", "ведомство", "республика"))


def _is_part_of(role: Role, org: str) -> bool:
    """`вице-министр культуры и информации` answers `заместитель главы МКИ`."""
    if role.org_id or not fold(org).startswith("министерство"):
        return False
    ministry = {word[:5] for word in fold(org).split()[1:] if len(word) > 3}
    return any(word[:5] in ministry for word in fold(role.position).split()[1:] if len(word) > 3)


def _family(title: str) -> str:
    """Titles said of one post: `глава`, `руководитель`, `председатель` of one organisation."""
    return _FAMILIES.get(title, title)


_FAMILIES = {
    "глава": "head", "руководитель": "head", "председатель": "head", "директор": "head", "гендиректор": "head",
    "начальник": "head", "аким": "head", "мэр": "head", "губернатор": "head", "министр": "министр",
    "заместитель": "deputy", "вице-министр": "deputy", "замминистра": "deputy", "зампред": "deputy",
    "премьер-министр": "премьер", "представитель": "представитель", "пресс-секретарь": "представитель",
    "лидер": "лидер", "спикер": "спикер",
}  # fmt: skip


def organisation(doc: Doc, index: Index, post: Post) -> Mention | None:
    """The organisation of a post: named, or the last one before that its noun describes."""
    if post.org is not None:
        return post.org
    before = index.orgs_before(post.first)
    if post.org_noun >= 0:
        return _described_org(doc, post.org_noun, before)
    if post.first and doc.tokens[post.first - 1].norm in ("его", "ее", "их"):
        return next(iter(before), None)
    if post.stop == post.head + 1 and fold(doc.tokens[post.head].lemma) == "судья":
        return _court_before(doc, index, post.first)
    i = post.last
    if i < len(doc.tokens) - 1 and doc.tokens[i].norm in ("в", "от"):
        i += 2 if doc.tokens[i + 1].text in '«"“' else 1
        if i in index.starts and index.starts[i][1].type == "ORG":
            return index.starts[i][1]  # экспертом в департаменте торговли, депутат от «Аманат»
    return None


def _court_before(doc: Doc, index: Index, i: int) -> Mention | None:
    """`в [городском суде Орала] судья Марат Ким`: the court named right before its judge."""
    stop = doc.tokens[i - 1].stop if i else 0
    return next((m for m in index.orgs_before(i, 1) if m.stop == stop), None)


def _described_org(doc: Doc, noun: int, before: list[Mention]) -> Mention | None:
    """`банка` is the last bank named before, `фонда` the last fund, `ведомства` the last ministry."""
    lemma = fold(doc.tokens[noun].lemma)
    stem = lemma[: max(4, len(lemma) - 2)]
    for mention in before:
        if stem in fold(mention.normal) or _introduced(doc, mention, lemma):
            return mention
    if lemma in ("ведомство", "министерство"):
        ministries = [m for m in before if _MINISTRY.search(fold(m.normal))]
        return next((m for m in ministries if _MINISTRY.match(fold(m.normal))), next(iter(ministries), None))
    return next(iter(before), None) if lemma in ("компания", "организация", "предприятие", "партия") else None


_MINISTRY = re.compile(r"\b(мин|мвд|мчс|мид)")  # коллегия Минобороны
_FORMS = {"фонд": ("оф", "кф", "чф"), "компания": ("ао", "тоо", "ооо", "пао"), "общество": ("ао",)}


def _introduced(doc: Doc, mention: Mention, lemma: str) -> bool:
    """`фонд «Мир»`: the noun stood before the name; `ОФ «Esbol Qory»`: its legal form says so."""
    i = doc.token_at(mention.start)
    if doc.tokens[i].norm in _FORMS.get(lemma, ()):
        return True
    return any(fold(t.lemma) == lemma for t in doc.tokens[max(0, i - 2) : i])
