"""Who holds a post: the rules that tie a position to a person, the surest first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.document import Doc, Mention, Role, Token
from pipeline.entities.lexicon import fold, is_capital
from pipeline.entities.posts import Index, Post
from pipeline.vocabulary import words

_TITLES = frozenset(("генерал", "полковник", "подполковник", "майор", "капитан", "лейтенант", "адмирал", "господин"))


def holders(doc: Doc, index: Index, post: Post, before: list[Role]) -> list[tuple[Mention, str]]:
    """The persons a post is said of, with the rule that ties them."""
    for rule in (_followed_by_name, _after_name, _appointed, _described):
        found = rule(doc, index, post, before)
        if found:
            return [(person, rule.__name__.lstrip("_")) for person in found]
    return []


def _followed_by_name(doc: Doc, index: Index, post: Post, before: list[Role]) -> list[Mention]:
    """`председатель ОФ «Esbol Qory» Жандос Актаев`; plural: `Лидеры России и Китая Владимир Путин и Си Цзиньпин`."""
    i = post.stop
    if shares(doc, index, post):
        i = index.starts[i + 1][0]
    i = _skip(doc, index, i)
    if i not in index.starts or index.starts[i][1].type != "PER" or doc.tokens[i].sent != doc.tokens[post.head].sent:
        return []
    if doc.tokens[post.head].feat("Number") == "Plur":
        return _listed(doc, index, i)
    name = doc.tokens[i : index.starts[i][0]]
    agrees = _same_case(doc.tokens[post.head], name[0]) or _is_acting(doc, post) or _looks_nominative(doc, post, name)
    return [index.starts[i][1]] if agrees else []


def _listed(doc: Doc, index: Index, i: int) -> list[Mention]:
    """The persons of a list that begins at a token: `Владимир Путин и Си Цзиньпин`."""
    stop, person = index.starts[i]
    found = [person]
    while stop + 1 in index.starts and doc.tokens[stop].norm in (",", "и"):
        stop, person = index.starts[stop + 1]
        if person.type != "PER":
            break
        found.append(person)
    return found


def shares(doc: Doc, index: Index, post: Post) -> bool:
    """`Лидеры России [и Китая]`: a title in the plural goes on with a second place."""
    i = post.stop
    if doc.tokens[post.head].feat("Number") != "Plur" or i + 1 not in index.starts:
        return False
    return post.org is None and doc.tokens[i].norm == "и" and index.starts[i + 1][1].type == "LOC"


def _skip(doc: Doc, index: Index, i: int) -> int:
    """Over the mark that closes a quoted name, ranks and descriptions: `главы ведомства генерала армии [Шойгу]`."""
    while i < len(doc.tokens) and i not in index.starts:
        token = doc.tokens[i]
        if token.text in '»"”)' or fold(token.lemma) in _TITLES or _AGE.match(token.norm):
            i += 1
        elif token.norm in ("в", "на", "от") and i + 1 in index.starts and index.starts[i + 1][1].type != "PER":
            i = index.starts[i + 1][0]
        elif token.text == "(" and i + 1 in index.starts and index.starts[i + 1][1].type == "ORG":
            i = index.starts[i + 1][0]  # Фонда развития (ФР) Асель Ким
        else:
            break
    return i


_AGE = re.compile(r"армии$|\d+-летн")  # генерала армии, 68-летнего


def _same_case(title: Token, name: Token) -> bool:
    """Whether a name may stand in apposition; initials, participles and `и.о.` show no case."""
    a, b = title.feat("Case"), name.feat("Case")
    silent = not a or not b or title.pos == "VERB" or "." in title.text
    return silent or a == b or {a, b} <= {"Gen", "Acc"}


def _is_acting(doc: Doc, post: Post) -> bool:
    """`И. о. главы города Рустем Ким`: the title is in the genitive, the name is not."""
    return doc.tokens[post.first].norm in ("и", "и.о", "ио", "врио")


def _looks_nominative(doc: Doc, post: Post, name: Sequence[Token]) -> bool:
    """`вице-президента банка Ралифа Сафина`: a man's genitive that looks like a woman's nominative."""
    genitive = doc.tokens[post.head].feat("Case") in ("Gen", "Acc")
    if post.first and doc.tokens[post.first - 1].feat("Animacy") == "Anim":
        return False  # дочь президента Дарига Назарбаева
    return genitive and len(name) > 1 and all(t.norm[-1] in "ая" for t in (name[0], name[-1]))


def _after_name(doc: Doc, index: Index, post: Post, before: list[Role]) -> list[Mention]:
    """`Жандос Актаев, председатель фонда,`; `Актаев — председатель фонда`; `Актаев (председатель фонда)`."""
    i = post.first - 1
    if i < 1 or doc.tokens[i].text not in (",", "(", "–", "—", "-"):
        return []
    person = _person_before(index, i)
    if person and _same_case(doc.tokens[post.head], doc.tokens[i - 1]):
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


def _appointed(doc: Doc, index: Index, post: Post, before: list[Role]) -> list[Mention]:
    """`назначен акимом`, `на должность врио назначен …`, `работал экспертом`, `С 2020 года — заместитель`."""
    sentence = doc.sentences[doc.tokens[post.head].sent]
    title = doc.tokens[post.head]
    first, last = max(sentence.first, post.first - _NEAR), min(sentence.last, post.stop + _NEAR)
    if title.feat("Number") == "Plur" or not (_in_office(doc, post, first) or _in_biography(doc, post, first)):
        return []
    here = index.people_in(first, last)
    subject = [m for _, m in here if m.normal == doc.text[m.start : m.stop]]  # in the nominative
    if here:
        return [min(subject, key=lambda m: abs(m.start - title.start))] if subject else []
    return index.person_before(sentence.first) if not _other_subject(doc, first, last) else []


_NEAR = 40  # tokens around a post in which its verb and its holder are looked for


def _in_office(doc: Doc, post: Post, first: int) -> bool:
    """The post in the instrumental, or after `должность`, with a verb of holding or taking it."""
    title = doc.tokens[post.head]
    office = post.first > first and doc.tokens[post.first - 1].lemma in ("должность", "пост")
    acting = fold(title.lemma) in ("врио", "исполнять", "исполняющий", "исполняющая")
    if title.feat("Case") != "Ins" and not office and not acting:
        return False
    near = doc.tokens[max(first, post.first - 8) : post.stop + 4]
    verbs = [t for t in near if t.sent == title.sent and fold(t.lemma) in words("office_verbs")]
    return any(v.feat("VerbForm") != "Part" or v.feat("Variant") == "Short" for v in verbs)


def _in_biography(doc: Doc, post: Post, first: int) -> bool:
    """`С 2020 года — заместитель руководителя`: no verb before the dash."""
    if post.first == first or doc.tokens[post.first - 1].text not in ("-", "–", "—"):
        return False
    return doc.tokens[post.head].feat("Case") == "Nom" and all(t.pos != "VERB" for t in doc.tokens[first : post.first])


def _other_subject(doc: Doc, first: int, last: int) -> bool:
    """Whether something else is the subject: `Газ является …`."""
    subjects = (t for t in doc.tokens[first:last] if t.rel.startswith("nsubj") and t.pos in ("NOUN", "PROPN"))
    return any(t.feat("Case") == "Nom" for t in subjects)


def _described(doc: Doc, index: Index, post: Post, before: list[Role]) -> list[Mention]:
    """`отметила заместитель главы МКИ`, `рассказала глава фонда`: whoever was introduced with such a post."""
    title = doc.tokens[post.head]
    if title.feat("Number") == "Plur" or title.feat("Case") not in ("Nom", "Gen") or _unread(doc, post):
        return []
    role = match(doc, index, post, before)
    if role is None:
        return []
    return [m for _, m in index.people_in(0, post.first) if m.entity_id == role.person_id][:1]


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
    if title == "министр" and ("ведомства" in said or (not rest and fold(role.org).startswith("мин"))):
        return True
    return title in map(_family, said) and (not rest or bool(rest & said) or rest <= _GENERIC)


def _of_what(doc: Doc, post: Post) -> set[str]:
    """What a description names besides the title: `министр [обороны РФ]`."""
    if post.org_noun >= 0:
        return set()
    return {fold(t.lemma) for t in doc.tokens[post.head + 1 : post.last] if t.pos in ("NOUN", "PROPN", "ADJ")}


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
    return None


def _described_org(doc: Doc, noun: int, before: list[Mention]) -> Mention | None:
    """`банка` is the last bank named before, `фонда` the last fund, `ведомства` the last ministry."""
    lemma = fold(doc.tokens[noun].lemma)
    stem = lemma[: max(4, len(lemma) - 2)]
    for mention in before:
        if stem in fold(mention.normal) or _introduced(doc, mention, lemma):
            return mention
    if lemma in ("ведомство", "министерство"):
        return next((m for m in before if fold(m.normal).startswith(("мин", "мвд", "мчс", "мид"))), None)
    return next(iter(before), None) if lemma in ("компания", "организация", "предприятие", "партия") else None


_FORMS = {"фонд": ("оф", "кф", "чф"), "компания": ("ао", "тоо", "ооо", "пао"), "общество": ("ао",)}


def _introduced(doc: Doc, mention: Mention, lemma: str) -> bool:
    """`фонд «Мир»`: the noun stood before the name; `ОФ «Esbol Qory»`: its legal form says so."""
    i = doc.token_at(mention.start)
    if doc.tokens[i].norm in _FORMS.get(lemma, ()):
        return True
    return any(fold(t.lemma) == lemma for t in doc.tokens[max(0, i - 2) : i])
