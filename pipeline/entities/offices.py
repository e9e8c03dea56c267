"""Who was appointed to a post, holds it or left it: by the verbs of office."""

from __future__ import annotations

from pipeline.document import Doc, Mention, Role
from pipeline.entities.lexicon import fold
from pipeline.entities.posts import Index, Post
from pipeline.entities.quoting import CLOSING
from pipeline.vocabulary import words

_NEAR = 40  # tokens around a post in which its verb and its holder are looked for


def appointed(doc: Doc, index: Index, post: Post, before: list[Role]) -> list[Mention]:
    """`назначен акимом`, `на должность врио назначен …`, `работал экспертом`, `С 2020 года — заместитель`."""
    sentence = doc.sentences[doc.tokens[post.head].sent]
    title = doc.tokens[post.head]
    first, last = max(sentence.first, post.first - _NEAR), min(sentence.last, post.stop + _NEAR)
    if title.feat("Number") == "Plur":
        return []
    if holder := _of_participle(doc, index, post, first) or _of_relative(doc, index, post, last):
        return [holder]
    verb = _in_office(doc, post, first)
    if verb < 0 and not _in_biography(doc, post, first):
        return []
    here = index.people_in(first, last)
    if verb >= 0 and (moved := _moved(doc, here, verb)):
        return [min(moved, key=lambda m: abs(m.start - title.start))]
    subject = [m for _, m in here if _is_nominative(doc, m)]
    if here:
        return [min(subject, key=lambda m: abs(m.start - title.start))] if subject else []
    return index.person_before(sentence.first) if not _other_subject(doc, first, last) else []


def _is_nominative(doc: Doc, name: Mention) -> bool:
    return name.normal == doc.text[name.start : name.stop]


def _is_office(doc: Doc, post: Post, first: int) -> bool:
    """The post in the instrumental, after `должность`, or acting."""
    title = doc.tokens[post.head]
    if title.feat("Case") == "Ins" or fold(title.lemma) in ("врио", "исполнять", "исполняющий", "исполняющая"):
        return True
    before = doc.tokens[post.first - 1].lemma if post.first > first else ""
    return before in ("должность", "пост") or doc.tokens[post.first].norm == "и"  # и. о. министра


def _in_office(doc: Doc, post: Post, first: int) -> int:
    """Token of the verb of holding, taking or leaving an office, -1 where there is none."""
    if not _is_office(doc, post, first):
        return -1
    sent = doc.tokens[post.head].sent
    for i in range(max(first, post.first - 8), min(post.stop + 4, len(doc.tokens))):
        token = doc.tokens[i]
        if token.sent != sent or (token.feat("VerbForm") == "Part" and token.feat("Variant") != "Short"):
            continue
        if fold(token.lemma) in words("office_verbs") or token.lemma == "отставка":
            return i
    return -1


def _moved(doc: Doc, here: list[tuple[int, Mention]], verb: int) -> list[Mention]:
    """`назначил [Айгуль Серикову] министром`: whom somebody appoints or dismisses, in the accusative."""
    token = doc.tokens[verb]
    if token.lemma not in _TRANSITIVE or token.feat("Voice") != "Act":
        return []
    return [m for i, m in here if i > verb and doc.tokens[i].feat("Case") in ("Acc", "Gen")]


_TRANSITIVE = frozenset(
    ("назначить", "назначать", "избрать", "утвердить", "уволить", "освободить", "снять", "отстранить", "сменить")
)


def _of_participle(doc: Doc, index: Index, post: Post, first: int) -> Mention | None:
    """`Марат Ким, занимающий пост министра`, `Олег Цой, являющийся председателем`."""
    if not _is_office(doc, post, first):
        return None
    for i in range(max(first, post.first - 5), post.first):
        token = doc.tokens[i]
        if token.feat("VerbForm") == "Part" and token.feat("Variant") != "Short" and fold(token.lemma) in _HELD:
            people = index.people_in(max(first, i - 7), i)
            stop = index.starts[people[-1][0]][0] if people else i
            return people[-1][1] if people and stop < i and doc.tokens[stop].text == "," else None
    return None


def _of_relative(doc: Doc, index: Index, post: Post, last: int) -> Mention | None:
    """`нового главы фонда, которым в мае стал Марат Ким`."""
    comma = post.stop + (post.stop < last and doc.tokens[post.stop].text in CLOSING)
    opening = [t.norm for t in doc.tokens[comma : min(comma + 2, last)]]
    if opening not in ([",", "которым"], [",", "которой"]):
        return None
    end = min(last, comma + _CLAUSE)
    verb = next((i for i in range(comma + 2, end) if fold(doc.tokens[i].lemma) in _HELD), end)
    people = index.people_in(verb, end)
    return next((m for i, m in people if doc.tokens[i].feat("Case") == "Nom" and _is_nominative(doc, m)), None)


_CLAUSE = 24  # tokens of a relative clause in which the holder is looked for


# fmt: off
_HELD = frozenset((
    "занимать", "занять", "являться", "возглавлять", "работать", "служить", "исполнять", "стать",
    "назначить", "избрать",
))
# fmt: on


def _in_biography(doc: Doc, post: Post, first: int) -> bool:
    """`С 2020 года — заместитель руководителя`: no verb before the dash."""
    if post.first == first or doc.tokens[post.first - 1].text not in ("-", "–", "—"):
        return False
    return doc.tokens[post.head].feat("Case") == "Nom" and all(t.pos != "VERB" for t in doc.tokens[first : post.first])


def _other_subject(doc: Doc, first: int, last: int) -> bool:
    """Whether something else is the subject: `Газ является …`."""
    subjects = (t for t in doc.tokens[first:last] if t.rel.startswith("nsubj") and t.pos in ("NOUN", "PROPN"))
    return any(t.feat("Case") == "Nom" for t in subjects)
