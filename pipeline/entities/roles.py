"""Who holds which position where: `вице-министр культуры и информации Айзада Курманова`.

A position is a phrase around a noun of `vocab/positions.txt`; it is tied to a person by apposition before or after
the name, by `назначен`, `работал` and the like, or by the article itself: `заместитель главы МКИ`, said later, is
whoever was introduced with such a post.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from pipeline.document import Doc, Mention, Role, Sentence, Token
from pipeline.entities.lexicon import fold, is_capital, org_heads
from pipeline.entities.normal import adjective_nominative, noun_nominative
from pipeline.vocabulary import words

_ACTING = frozenset(("исполняющий", "исполнять", "исполняющая"))
_TAKES_OFFICE = frozenset(
    [
        "назначить",
        "назначать",
        "избрать",
        "избирать",
        "стать",
        "становиться",
        "являться",
        "быть",
        "работать",
        "служить",
        "утвердить",
        "переизбрать",
        "занимать",
        "занять",
        "возглавлять",
        "трудиться",
        "считаться",
        "оставаться",
        "остаться",
        "освободить",
        "уволить",
    ]
)
_FIRST_OFFICE = ("временно", "бывший", "бывшая", "экс")
_TITLES = frozenset(["генерал", "полковник", "подполковник", "майор", "капитан", "лейтенант", "адмирал", "господин"])


@dataclass(frozen=True, slots=True)
class Post:
    """A position in the text: `doc.tokens[first:last]` are its words, `stop` is after the organisation too."""

    first: int
    head: int
    last: int
    stop: int
    org: Mention | None = None
    org_noun: int = -1  # `глава [фонда]`: a description that stands for an organisation


class Index:
    """Mentions by token, and the persons and organisations mentioned up to a place."""

    __slots__ = ("doc", "names", "orgs", "people", "starts", "tokens")

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.names = {e.entity_id: e.name for e in doc.entities}
        self.starts: dict[int, tuple[int, Mention]] = {}
        self.people: list[tuple[int, Mention]] = []
        self.orgs: list[tuple[int, Mention]] = []
        for mention in doc.mentions:
            span = doc.token_range(mention.start, mention.stop)
            self.starts[span.start] = (span.stop, mention)
            if mention.type == "PER":
                self.people.append((span.start, mention))
            elif mention.type == "ORG":
                self.orgs.append((span.start, mention))
        self.tokens = {i for i, (stop, _) in self.starts.items() for i in range(i, stop)}


def roles(doc: Doc) -> tuple[Role, ...]:
    """Roles in the order of the text; a pair of person and position is stated once."""
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


def posts(doc: Doc, index: Index) -> Iterator[Post]:
    """Every phrase that names a position, outermost only: `заместителя директора` is one."""
    titles = words("positions")
    for sentence in doc.sentences:
        i = sentence.first
        while i < sentence.last:
            token = doc.tokens[i]
            if i not in index.tokens and _is_title(token, titles):
                post = _post(doc, index, i, sentence.first, sentence.last, titles)
                yield post
                i = max(post.last, post.head + 1)
            else:
                i += 1


def _is_title(token: Token, titles: frozenset[str]) -> bool:
    return (token.pos in ("NOUN", "PROPN", "VERB", "ADJ") and fold(token.lemma) in titles) or token.norm in (
        "и.о",
        "врио",
        "ио",
    )


def _post(doc: Doc, index: Index, head: int, first: int, last: int, titles: frozenset[str]) -> Post:
    begin = _modifiers(doc, head, first)
    i = head + 1
    org, org_noun = None, -1
    stop = i
    while i < last:
        nxt = _complement(doc, index, head, i, last, titles)
        if nxt is None:
            break
        end, kind = nxt
        if kind == "org":
            org, stop = index.starts[end - 1][1] if end - 1 in index.starts else None, end
            for k in range(i, end):
                if k in index.starts and index.starts[k][1].type == "ORG":
                    org, stop = index.starts[k][1], index.starts[k][0]
                    break
            return Post(begin, head, i, stop, org)
        if kind == "noun":
            return Post(begin, head, i if end - i == 1 else end, end, None, end - 1)
        i = stop = end
    return Post(begin, head, i, i, org, org_noun)


def _modifiers(doc: Doc, head: int, first: int) -> int:
    """`официальный представитель`, `временно исполняющий`, `бывший член`: adjectives that agree."""
    i = head
    while i > first:
        word = doc.tokens[i - 1]
        agrees = word.pos == "ADJ" and word.feat("Case") == doc.tokens[head].feat("Case")
        if not (agrees or word.norm in _FIRST_OFFICE) or word.norm in ("этот", "его", "самый", "такой", "наш", "свой"):
            break
        i -= 1
    return i


def _complement(doc: Doc, index: Index, head: int, i: int, last: int, titles: frozenset[str]) -> tuple[int, str] | None:
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
    if token.norm in ("по", "при", "в", "от", "на") and i + 1 < last and token.norm in ("по", "от", "при"):
        return _prepositional(doc, index, i, last)
    if token.norm == "и" and i > head + 1 and doc.tokens[i - 1].feat("Case") == "Gen":
        end = _noun_phrase(doc, index, i + 1, last)
        good = end and doc.tokens[end - 1].feat("Animacy") == "Inan" and head <= doc.tokens[end - 1].head < end
        return (end, "part") if good and end else None
    return _genitive(doc, index, head, i, last, titles)


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


def _genitive(doc: Doc, index: Index, head: int, i: int, last: int, titles: frozenset[str]) -> tuple[int, str] | None:
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
            return j + 1, "org"
        single = noun.feat("Number") == "Sing"
        if single and (end - i == 1 or lemma == "ведомство"):
            return end, "noun"
    if noun.feat("Animacy") == "Anim" and lemma not in titles and noun.feat("Number") == "Sing":
        return None
    return end, "part"


def _noun_phrase(doc: Doc, index: Index, i: int, last: int) -> int | None:
    """End of `числительное? прилагательное* существительное` in the genitive that is no name."""
    j = i
    while j < last and j - i < 5 and j not in index.starts:
        token = doc.tokens[j]
        if token.feat("Case") not in ("Gen", "Ins") and token.pos != "NUM":
            return None
        if token.pos == "NOUN":
            return (
                j + 1 if token.feat("Case") == "Gen" or fold(token.lemma) in ("отделение", "отдел", "войско") else None
            )
        if token.pos not in ("ADJ", "NUM", "VERB"):
            return None
        j += 1
    return None


# Who holds it --------------------------------------------------------------------------------------------------


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
    if post.org is None and i < len(doc.tokens) and doc.tokens[i].norm == "и" and i + 1 in index.starts:
        if doc.tokens[post.head].feat("Number") == "Plur" and index.starts[i + 1][1].type == "LOC":
            i = index.starts[i + 1][0]
    i = _skip(doc, index, i)
    if i not in index.starts or index.starts[i][1].type != "PER" or doc.tokens[i].sent != doc.tokens[post.head].sent:
        return []
    stop, person = index.starts[i]
    found = [person]
    if doc.tokens[post.head].feat("Number") == "Plur":
        while (
            stop + 1 in index.starts and doc.tokens[stop].norm in (",", "и") and index.starts[stop + 1][1].type == "PER"
        ):
            stop, person = index.starts[stop + 1]
            found.append(person)
    elif not _same_case(doc.tokens[post.head], doc.tokens[i]):
        return []
    return found


def _skip(doc: Doc, index: Index, i: int) -> int:
    """Over the mark that closes a quoted name, ranks and descriptions: `главы ведомства генерала армии [Шойгу]`."""
    while i < len(doc.tokens) and i not in index.starts:
        token = doc.tokens[i]
        if token.text in '»"”)' or fold(token.lemma) in _TITLES or token.norm == "армии":
            i += 1
        elif token.norm in ("в", "на") and i + 1 in index.starts and index.starts[i + 1][1].type == "LOC":
            i = index.starts[i + 1][0]
        else:
            break
    return i


def _same_case(title: Token, name: Token) -> bool:
    a, b = title.feat("Case"), name.feat("Case")
    return (
        not a
        or not b
        or a == b
        or {a, b} <= {"Gen", "Acc"}
        or not name.text[0].isalpha()
        or title.pos == "VERB"
        or "." in title.text
    )


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
    """`назначен акимом`, `на должность врио руководителя назначен …`, `работал экспертом`, `С 2020 года — заместитель`."""
    sentence = doc.sentences[doc.tokens[post.head].sent]
    title = doc.tokens[post.head]
    if title.feat("Number") == "Plur" or not (_in_office(doc, post, sentence) or _in_biography(doc, post, sentence)):
        return []
    here = [(i, m) for i, m in index.people if sentence.first <= i < sentence.last]
    subject = [m for i, m in here if doc.tokens[i].feat("Case") == "Nom"]
    if here:
        return [min(subject, key=lambda m: abs(m.start - title.start))] if subject else []
    return [m for i, m in index.people if i < sentence.first][-1:] if not _other_subject(doc, sentence) else []


def _in_office(doc: Doc, post: Post, sentence: Sentence) -> bool:
    """The post in the instrumental, or after `должность`, with a verb of holding or taking it."""
    title = doc.tokens[post.head]
    office = post.first > sentence.first and doc.tokens[post.first - 1].lemma in ("должность", "пост")
    if title.feat("Case") != "Ins" and not office and not _acting(doc, post):
        return False
    near = range(max(sentence.first, post.first - 8), min(sentence.last, post.stop + 4))
    verbs = [doc.tokens[i] for i in near if fold(doc.tokens[i].lemma) in _TAKES_OFFICE]
    return any(v.feat("VerbForm") != "Part" or v.feat("Variant") == "Short" for v in verbs)


def _in_biography(doc: Doc, post: Post, sentence: Sentence) -> bool:
    """`С 2020 года — заместитель руководителя`: no verb before the dash."""
    dash = post.first > sentence.first and doc.tokens[post.first - 1].text in ("-", "–", "—")
    return (
        dash
        and doc.tokens[post.head].feat("Case") == "Nom"
        and not any(doc.tokens[i].pos == "VERB" for i in range(sentence.first, post.first))
    )


def _other_subject(doc: Doc, sentence: Sentence) -> bool:
    """Whether something else is the subject: `Газ является …`."""
    return any(
        t.rel.startswith("nsubj") and t.pos in ("NOUN", "PROPN") and t.feat("Case") == "Nom"
        for t in doc.tokens[sentence.first : sentence.last]
    )  # fmt: skip


def _acting(doc: Doc, post: Post) -> bool:
    return fold(doc.tokens[post.head].lemma) in ("врио", *_ACTING)


def _described(doc: Doc, index: Index, post: Post, before: list[Role]) -> list[Mention]:
    """`отметила заместитель главы МКИ`, `рассказала глава фонда`: whoever was introduced with such a post."""
    title = doc.tokens[post.head]
    if title.feat("Number") == "Plur" or title.feat("Case") not in ("Nom", "Gen") or _unread(doc, post):
        return []
    person = match(doc, index, post, before)
    if person is None:
        return []
    return [m for i, m in index.people if m.entity_id == person and i < post.first][-1:]


def _unread(doc: Doc, post: Post) -> bool:
    """Whether a bare title goes on in a way not understood: `председатель этнокультурного объединения`."""
    if post.stop > post.head + 1 or post.stop >= len(doc.tokens):
        return False
    after = doc.tokens[post.stop]
    return after.pos in ("ADJ", "NOUN", "PROPN") and (after.feat("Case") in ("Gen", "") or is_capital(after))


def match(doc: Doc, index: Index, post: Post, before: list[Role]) -> str | None:
    """The person introduced before whose post answers a description; the latest of several, none if it is unclear."""
    org = _org(doc, index, post)
    title = _family(fold(doc.tokens[post.head].lemma))
    if org is None and post.org_noun < 0 and post.last > post.head + 1:
        rest = {fold(t.lemma) for t in doc.tokens[post.head + 1 : post.last] if t.pos in ("NOUN", "PROPN", "ADJ")}
    else:
        rest = set()
    start = doc.tokens[post.first].start
    for role in reversed(before):
        if role.start >= start:
            continue
        words_of = [fold(w) for w in role.position.split()]
        same_title = any(_family(w) == title for w in words_of)
        if org is not None:
            if role.org_id == org.entity_id or _is_part_of(role, index.names[org.entity_id], words_of):
                return role.person_id
        elif (title == "министр" and ("ведомства" in words_of or (not rest and fold(role.org).startswith("мин")))) or (
            same_title and (not rest or rest & set(words_of) or rest <= _generic())
        ):
            return role.person_id
    return None


def _is_part_of(role: Role, org: str, words_of: list[str]) -> bool:
    """`вице-министр культуры и информации` answers `заместитель главы МКИ`."""
    ministry = [w[:5] for w in fold(org).split()[1:] if len(w) > 3]
    return (
        not role.org_id
        and fold(org).startswith("министерство")
        and bool(ministry)
        and any(w[:5] in ministry for w in words_of[1:] if len(w) > 3)
    )


@cache
def _generic() -> frozenset[str]:
    return frozenset(["регион", "область", "город", "район", "страна", "ведомство", "республика"])


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


def _org(doc: Doc, index: Index, post: Post) -> Mention | None:
    """The organisation of a post: named, or the last one before that its noun describes."""
    if post.org is not None:
        return post.org
    before = [m for i, m in index.orgs if i < post.first]
    if post.org_noun >= 0:
        return _described_org(doc, post.org_noun, before)
    if post.first and doc.tokens[post.first - 1].norm in ("его", "ее", "их") and before:
        return before[-1]
    return None


def _described_org(doc: Doc, noun: int, before: list[Mention]) -> Mention | None:
    """`банка` is the last bank named before, `фонда` the last fund, `ведомства` the last ministry."""
    lemma = fold(doc.tokens[noun].lemma)
    stem = lemma[: max(4, len(lemma) - 2)]
    for mention in reversed(before):
        if stem in fold(mention.normal) or _introduced(doc, mention, lemma):
            return mention
    if lemma in ("ведомство", "министерство"):
        return next((m for m in reversed(before) if fold(m.normal).startswith(("мин", "мвд", "мчс", "мид"))), None)
    return before[-1] if before and lemma in ("компания", "организация", "предприятие", "партия", "ведомство") else None


_FORMS = {"фонд": ("оф", "кф", "чф"), "компания": ("ао", "тоо", "ооо", "пао"), "общество": ("ао",)}


def _introduced(doc: Doc, mention: Mention, lemma: str) -> bool:
    """`фонд «Мир»`: the noun stood before the name; `ОФ «Esbol Qory»`: its legal form says so."""
    i = doc.token_at(mention.start)
    if doc.tokens[i].norm in _FORMS.get(lemma, ()):
        return True
    return any(fold(t.lemma) == lemma for t in doc.tokens[max(0, i - 2) : i])


def _role(doc: Doc, index: Index, post: Post, person: Mention, rule: str, nth: int) -> Role:
    org = _org(doc, index, post)
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
    i = post.last
    if doc.tokens[post.head].feat("Number") != "Plur" or i + 1 not in index.starts or doc.tokens[i].norm != "и":
        return ""
    first = post.head + 1
    if first not in index.starts or index.starts[i + 1][1].type != "LOC" or nth > 1:
        return ""
    place = index.starts[first if nth == 0 else i + 1]
    text = doc.text[place[1].start : place[1].stop]
    return f"{position(doc, post.first, post.head, post.head + 1)} {text}"


def position(doc: Doc, first: int, head: int, last: int) -> str:
    """A position in the nominative singular: `исполняющий обязанности директора`, `аким Алматы`."""
    out, at = [], doc.tokens[first].start
    gender = "femn" if doc.tokens[head].feat("Gender") == "Fem" and doc.tokens[head].pos != "NOUN" else "masc"
    for i in range(first, last):
        token = doc.tokens[i]
        out.append(doc.text[at : token.start])
        if (i < head and token.pos == "ADJ") or (i == head and token.pos in ("VERB", "ADJ")):
            out.append(adjective_nominative(token, "sing", gender))
        else:
            plural = i == head and token.feat("Number") == "Plur"
            one = token.lemma if plural else noun_nominative(token, "sing")
            out.append(one if i == head else token.text)
        at = token.stop
    text = " ".join("".join(out).split())
    return text if is_capital(doc.tokens[first]) and _official(doc, first) else text[:1].lower() + text[1:]


def _official(doc: Doc, first: int) -> bool:
    """A capital that is not the sentence's: `Глава государства`, `Премьер-Министр РК`."""
    return doc.tokens[first].text != doc.tokens[first].text.capitalize() or doc.tokens[first].norm in (
        "глава",
        "президент",
    )


def person_for_description(doc: Doc, span: range) -> str | None:
    """Id of the person whom a description names, `глава фонда`, `спикер`, `министр`; None where the text leaves it open.

    `span` are the tokens of the description; the roles stated before it decide.
    """
    index = Index(doc)
    titles = words("positions")
    head = next((i for i in span if _is_title(doc.tokens[i], titles)), None)
    if head is None:
        return None
    sentence = doc.sentences[doc.tokens[head].sent]
    post = _post(doc, index, head, sentence.first, sentence.last, titles)
    return match(doc, index, replace(post), list(doc.roles))
