"""Posts right before a name: `председатель ОФ «Esbol Qory» Жандос Актаев`, and what may stand between the two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.document import Doc, Mention, Role, Token
from pipeline.entities.lexicon import fold, is_capital
from pipeline.entities.posts import Index, Post, is_title, post_at

# fmt: off
_TITLES = frozenset((
    "генерал", "полковник", "подполковник", "майор", "капитан", "лейтенант", "адмирал", "господин", "шейх", "сэр",
))
# fmt: on


_MOST = 3  # further posts between a post and the name they share


def followed_by_name(doc: Doc, index: Index, post: Post, before: list[Role], more: int = _MOST) -> list[Mention]:
    """`председатель ОФ «Esbol Qory» Жандос Актаев`; plural: `Лидеры России и Китая Владимир Путин и Си Цзиньпин`."""
    i = post.stop
    if shares(doc, index, post):
        i = index.starts[i + 1][0]
    i = _nominative_after(doc, index, post, _punctuated(doc, index, post, _skip(doc, index, i)))
    if i not in index.starts or index.starts[i][1].type != "PER" or doc.tokens[i].sent != doc.tokens[post.head].sent:
        return _shared_holder(doc, index, post, i, before, more) if more else []
    if doc.tokens[post.head].feat("Number") == "Plur":
        return _listed(doc, index, i)
    name = [t for t in doc.tokens[i : index.starts[i][0]] if len(t.text) > 1] or doc.tokens[i : i + 1]
    cased = same_case(doc.tokens[post.head], name[0]) or same_case(doc.tokens[post.head], doc.tokens[i])
    agrees = cased or _is_acting(doc, post) or _looks_nominative(doc, post, name)
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
    while (at := i + (i < len(doc.tokens) and doc.tokens[i].norm == "и")) in index.starts:
        if index.starts[at][1].type != "ORG":
            break
        i = index.starts[at][0]  # секретарь ЦК | КПК Иван Ким, глава Госсовета и Совета министров Иван Ким
    while i < len(doc.tokens) and i not in index.starts:
        token = doc.tokens[i]
        ranked = fold(token.lemma).split("-")[0] in _TITLES or bool(_AGE.match(token.norm))
        if token.text in '»"”)' or ranked or _is_calling(doc, index, i):
            i += 1
        elif token.norm == "от" and (stop := _elected(doc, index, i + 1)):
            i = stop
        elif token.norm == "по" and i + 1 < len(doc.tokens) and doc.tokens[i + 1].feat("Case") == "Dat":
            i += 2  # директор SEC по надзору Роберт Ким
        elif token.norm in ("в", "на", "от") and i + 1 in index.starts and index.starts[i + 1][1].type != "PER":
            i = index.starts[i + 1][0]
        elif token.text == "(" and i + 1 in index.starts and index.starts[i + 1][1].type == "ORG":
            i = index.starts[i + 1][0]  # Фонда развития (ФР) Асель Ким
        else:
            break
    return i


_AGE = re.compile(r"(армии|полиции|юстиции|запаса|авиации)$|\d+-летн")  # генерала армии, 68-летнего


def _elected(doc: Doc, index: Index, i: int) -> int:
    """`депутат от [партии «Аманат»] Иван Ким`, `сенатор от [области Абай]`: token after what a post is held for."""
    for j in range(i, min(i + 3, len(doc.tokens))):
        if j in index.starts:
            return index.starts[j][0] if index.starts[j][1].type != "PER" else 0
        if not (doc.tokens[j].text in '«"“' or doc.tokens[j].pos == "NOUN"):
            return 0
    return 0


def _is_calling(doc: Doc, index: Index, i: int) -> bool:
    """`лидер движения [националист] Иван Ким`: what else somebody is, right before the name."""
    token = doc.tokens[i]
    if token.pos != "NOUN" or token.feat("Animacy") != "Anim" or is_capital(token) or i + 1 not in index.starts:
        return False
    return index.starts[i + 1][1].type == "PER" and same_case(token, doc.tokens[i + 1])


def _punctuated(doc: Doc, index: Index, post: Post, i: int) -> int:
    """Over a dash or a comma: `Министр юстиции — Иван Ким.`, `другой секретарь, Иван Ким, заявил`."""
    title = doc.tokens[post.head]
    if i >= len(doc.tokens) - 1 or doc.tokens[i].text not in (",", "—", "–"):
        return i
    name = _skip(doc, index, i + 1)
    if name not in index.starts or index.starts[name][1].type != "PER":
        return i
    stop = index.starts[name][0]
    closed = (
        stop >= len(doc.tokens) or doc.tokens[stop].text in (",", ".", ";", "(") or doc.tokens[stop].sent != title.sent
    )
    if title.feat("Case") != "Nom" or not closed or doc.tokens[name].feat("Case") != "Nom":
        return i
    first = doc.sentences[title.sent].first
    dash = doc.tokens[i].text in ("—", "–") and post.first == first
    return name if dash or doc.tokens[i].text == "," else i


def _nominative_after(doc: Doc, index: Index, post: Post, i: int) -> int:
    """`пресс-секретарь президента Токаева [Берик Уали]`: the second of two names, where the first is of the title."""
    if i not in index.starts or index.starts[i][1].type != "PER":
        return i
    stop, title = index.starts[i][0], doc.tokens[post.head]
    second = stop in index.starts and index.starts[stop][1].type == "PER"
    return stop if second and title.feat("Case") == "Nom" and doc.tokens[i].feat("Case") == "Gen" else i


def _shared_holder(doc: Doc, index: Index, post: Post, i: int, before: list[Role], more: int) -> list[Mention]:
    """`председатель КНР, генеральный секретарь партии Си Цзиньпин`: the next post's holder has this one too."""
    title = doc.tokens[post.head]
    if i + 1 >= len(doc.tokens) or doc.tokens[i].norm not in (",", "и") or title.feat("Number") == "Plur":
        return []
    for head in range(i + 1, min(i + 4, len(doc.tokens))):
        token = doc.tokens[head]
        if is_title(token) and token.sent == title.sent and head not in index.inside and same_case(title, token):
            return followed_by_name(doc, index, post_at(doc, index, head), before, more - 1)
        if token.pos != "ADJ":
            break
    return []


def same_case(title: Token, name: Token) -> bool:
    """Whether a name may stand in apposition; initials, participles and `и.о.` show no case."""
    a, b = title.feat("Case"), name.feat("Case")
    silent = not a or not b or title.pos in ("VERB", "ADJ") or "." in title.text  # Вице-министр, taken for an adjective
    return silent or a == b or {a, b} <= {"Gen", "Acc"}


def _is_acting(doc: Doc, post: Post) -> bool:
    """`И. о. главы города Рустем Ким`: the title is in the genitive, the name is not."""
    return doc.tokens[post.first].norm in ("и", "и.о", "ио", "врио")


def _looks_nominative(doc: Doc, post: Post, name: Sequence[Token]) -> bool:
    """`вице-президента банка Ралифа Сафина`: a man's genitive that looks like a woman's nominative."""
    genitive = doc.tokens[post.head].feat("Case") in ("Gen", "Acc")
    if post.first and doc.tokens[post.first - 1].feat("Animacy") == "Anim":
        return False  # дочь президента Дарига Назарбаева
    if len(name) == 1:
        return genitive and bool(_SURNAME.search(name[0].norm))  # министра Е.Асанбаева
    return genitive and all(t.norm[-1] in "ая" for t in (name[0], name[-1]))


_SURNAME = re.compile(r".(ов|ев|ин)а$")
