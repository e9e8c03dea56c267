"""Who holds which position where: `вице-министр культуры и информации Айзада Курманова`.

A position is a phrase (`posts`); it is tied to a person (`holders`) by apposition before or after the name, by
`назначен`, `работал` and the like, or by the article itself: `заместитель главы МКИ`, said later, is whoever was
introduced with such a post.
"""

from __future__ import annotations

from pipeline.document import Doc, Mention, Role
from pipeline.entities.apposition import shares
from pipeline.entities.holders import holders, match, organisation
from pipeline.entities.lexicon import fold
from pipeline.entities.posts import Index, Post, is_title, position, post_at, posts


def roles(doc: Doc) -> tuple[Role, ...]:
    """Roles in the order of the text; a person's position in an organisation is stated once."""
    index = Index(doc)
    found: list[Role] = []
    seen: set[tuple[str, str, str]] = set()
    for post in posts(doc, index):
        for n, (person, rule) in enumerate(holders(doc, index, post, found)):
            role = _role(doc, index, post, person, rule, n)
            key = (role.person_id, fold(role.position), role.org_id)
            if key not in seen:
                seen.add(key)
                found.append(role)
    return tuple(found)


class Descriptions:
    """Resolves descriptions of persons in one document: `глава фонда`, `спикер`, `министр`."""

    __slots__ = ("_doc", "_index")

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._index = Index(doc)

    def person(self, span: range) -> str | None:
        """Id of the person whom the tokens of `span` describe, None where the roles stated before leave it open."""
        head = next((i for i in span if is_title(self._doc.tokens[i])), None)
        if head is None:
            return None
        post = post_at(self._doc, self._index, head)
        role = match(self._doc, self._index, post, self._doc.roles)
        return role.person_id if role else None


def person_for_description(doc: Doc, span: range) -> str | None:
    """`Descriptions(doc).person(span)`, for one description; for several make the object once."""
    return Descriptions(doc).person(span)


def _role(doc: Doc, index: Index, post: Post, person: Mention, rule: str, nth: int) -> Role:
    org = organisation(doc, index, post)
    last = post.last if org is not None or post.org_noun < 0 else post.stop
    while last > post.head + 1 and doc.tokens[last - 1].text in '«"“„,':
        last -= 1
    return Role(
        doc.tokens[post.first].start,
        doc.tokens[last - 1].stop,
        person.entity_id,
        index.names[person.entity_id],
        _shared(doc, index, post, nth) or position(doc, post.first, post.head, last),
        org.entity_id if org else "",
        index.names[org.entity_id] if org else "",
        rule,
    )


def _shared(doc: Doc, index: Index, post: Post, nth: int) -> str:
    """`Лидеры России и Китая …`: to each his own; empty where nothing is shared out."""
    first = post.head + 1
    if not shares(doc, index, post) or first not in index.starts or nth > 1:
        return ""
    _, place = index.starts[first if nth == 0 else post.last + 1]
    return f"{position(doc, post.first, post.head, first)} {doc.text[place.start : place.stop]}"
