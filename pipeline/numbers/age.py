"""Whether years are somebody's age: `ему 25 лет`, `детей с 6 лет`, `в 13 лет уехал`, `Иван Иванов, 45 лет`."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import vocabulary
from pipeline.document import Token
from pipeline.morph import parses
from pipeline.numbers.numeral import DASHES, Numeral
from pipeline.numbers.scan import Scan
from pipeline.numbers.unit import Unit

COMPARED = frozenset(("старше", "младше", "моложе"))
DATIVE = frozenset((
    "ему", "ей", "им", "мне", "тебе", "вам", "нам", "кому", "которому", "которой", "которым", "всем", "самому",
))  # fmt: skip
COPULAS = frozenset((
    "было", "будет", "всего", "уже", "лишь", "только", "около", "тогда", "сейчас", "чуть", "более", "почти", "за",
    "не", "еще", "нет", "меньше", "менее", "больше", "минимум", "свыше",
    "под", "исполнилось", "исполнится",
))  # fmt: skip
SO_FAR = frozenset(("всего", "уже", "лишь", "только", "тогда", "сейчас", "еще"))
TURNED = ("исполн", "стукн", "дожи", "достиг")
TERMS = ("лишени", "срок", "заключени", "колони", "тюрьм", "стаж", "опыт", "период", "перерыв", "разниц", "длительност",
         "продолжительност", "ограничени", "услов", "гаранти", "контракт")  # fmt: skip
BOUNDS = frozenset(("от", "с", "со", "до", "за", "не", "более", "лет", "года", "и"))
NEAR = 5
ENDS = frozenset(("от", "до"))  # им от 25 до 80 лет
YOUNGEST = 5
LEADING_TO = ("приговор", "осужд", "приближ", "близ", "прир", "прибав", "добав", "присуд", "подход", "подош", "свод",
              "сократ", "привод", "привел", "вел", "относ", "плюс")  # fmt: skip
PENSION_LEFT = frozenset(("в", "во", "до", "с", "на", "позже", "позднее", "ранее", "раньше"))
OLDEST = 120
TEAMS = frozenset(("сборная", "команда", "первенство", "чемпионат"))
OLDEST_JUNIOR = 25
LIVING = frozenset(("работать", "проработать", "трудиться", "прожить", "жить", "служить"))


def is_age(scan: Scan, numeral: Numeral, unit: Unit | None) -> bool:
    """Without a unit only `кому 25`, `в возрасте 25`, `исполнилось 30`; with `лет` any sign of a person near."""
    near = [
        scan.tokens[j]
        for j in range(max(0, numeral.first - NEAR), numeral.first)
        if scan.same_sentence(j, numeral.first)
    ]
    before = near[-1].norm if near else ""
    if before == "за" and len(near) > 1 and near[-2].norm == "кому":  # тем, кому за 50
        return True
    if unit is None and _is_bare(scan, numeral) and (before in COMPARED or _told(scan, near)):
        return True
    if before in ("кому", "возрасте") or (unit is None and before.startswith("исполн") and _ends(scan, numeral.last)):
        return True
    if unit is None or unit.name != "year" or (numeral.value is not None and numeral.value > OLDEST):
        return False
    if scan.norm(unit.last) == "жизни" and before != "до":  # это стоило мне двух лет жизни
        return False
    if before in ("с", "со") and any(token.lemma == "срок" for token in near):  # сократил врачу срок с 9 лет до 6
        return False
    return any(rule(scan, numeral, unit, near) for rule in RULES)


def _told(scan: Scan, near: Sequence[Token]) -> bool:
    """`ему всего [19]`, `лучший возраст — [25]`; not `суд дал ему 19`."""
    norms = [token.norm for token in near]
    only = len(near) > 1 and norms[-1] in SO_FAR and norms[-2] in DATIVE
    given = len(near) > 2 and near[-3].pos in ("VERB", "ADV", "AUX")
    aged = any(norm.startswith("возраст") for norm in norms[-3:]) and not any(norm == "," for norm in norms[-3:])
    return (only and not given) or aged


def _is_bare(scan: Scan, numeral: Numeral) -> bool:
    """Whether nothing that could be counted follows: `женщины старше [55] проходят осмотр`."""
    after = scan.following(numeral.last)
    counted = after is not None and after.pos in ("NOUN", "ADJ", "NUM") and after.feat("Case") == "Gen"
    return not counted and numeral.scale == 1 and 0 < (numeral.value or 0) <= OLDEST


def _ends(scan: Scan, i: int) -> bool:
    return not scan.norm(i)[:1].isalpha() or scan.norm(i) == "и"


def compared(scan: Scan, numeral: Numeral, unit: Unit, near: Sequence[Token]) -> bool:
    """`старше 18 лет`, `18 лет и старше`, `в возрасте от 5 до 10 лет`, `с 18 до 35 лет`."""
    if any(t.norm.startswith("пенси") for t in near) and near[-1].norm in PENSION_LEFT:
        return True
    after = scan.norm(unit.last) in ("и", "или") and scan.norm(unit.last + 1) in COMPARED
    between = near[-1].norm in ("с", "со") and scan.norm(numeral.last) == "до" if near else False
    return after or between or any(t.norm in COMPARED or t.norm.startswith("возраст") for t in near)


def turned(scan: Scan, numeral: Numeral, unit: Unit, near: Sequence[Token]) -> bool:
    """`ей исполнилось 25 лет`, `сыну – 3 года`, `самому слабому 8 лет`, `Джеймсу Коми 52`, `дожил до 90 лет`."""
    rest = list(near)
    if any(token.norm.startswith(("исполн", "достижени", "достигш")) for token in near):
        return True
    passed = COPULAS if scan.norm(unit.last).startswith(TERMS) else COPULAS | DASHES
    while rest and (rest[-1].norm in passed or rest[-1].norm in ENDS or rest[-1].norm.startswith(TURNED)):
        rest.pop()
    if not rest:
        return False
    person = rest[-1].norm in DATIVE or (_in_person(scan, rest[-1]) and rest[-1].text != ",")
    superlative = len(rest) > 1 and rest[-2].norm in ("самому", "самой")
    dative = (superlative or is_person_noun(rest[-1])) and rest[-1].feat("Case") == "Dat"
    return person or dative or (near[-1].norm == "до" and near[-2:-1] != [] and near[-2].norm.startswith("дожи"))


def at_age(scan: Scan, numeral: Numeral, unit: Unit, near: Sequence[Token]) -> bool:
    """`В 13 лет уехал`, `вышла на пенсию в 58 лет`; not `срок в 5 лет`, `в 5 лет лишения свободы`, `раз в 5 лет`."""
    if not near or near[-1].norm not in ("в", "во") or scan.norm(unit.last).startswith(TERMS):
        return False
    before = near[-2] if len(near) > 1 else None
    return before is None or (
        before.norm not in ("раз", "раза") and not before.norm.startswith(TERMS) and before.feat("Case") not in ("Ins",)
    )


def by_age(scan: Scan, numeral: Numeral, unit: Unit, near: Sequence[Token]) -> bool:
    """`К 20 годам успел сняться в кино`; not `приговорён к 20 годам`, `к 20 годам независимости`."""
    if not near or near[-1].norm not in ("к", "ко") or (numeral.value or 0) < YOUNGEST:
        return False
    after, before = scan.following(unit.last), near[-2] if len(near) > 1 else None
    owned = after is not None and after.pos in ("NOUN", "PROPN", "ADJ", "DET", "NUM") and after.feat("Case") == "Gen"
    who = before is not None and before.feat("Animacy") == "Anim" and before.feat("Case") == "Nom"
    led = before is not None and before.pos in ("NOUN", "ADJ") and not who
    return not owned and not led and not any(token.norm.startswith(LEADING_TO) for token in near)


def worked(scan: Scan, numeral: Numeral, unit: Unit, near: Sequence[Token]) -> bool:
    """`До 70 лет работала в совхозе`, `до 90 лет прожил один`."""
    verb = scan.following(unit.last)
    return bool(near) and near[-1].norm == "до" and verb is not None and verb.lemma in LIVING


def beside_person(scan: Scan, numeral: Numeral, unit: Unit, near: Sequence[Token]) -> bool:
    """`девочка 8 лет`, `детей с 6 лет`, `граждан от 18 до 35 лет`, `Иван Иванов, 45 лет`, `(51 год)`."""
    if near and near[-1].norm == "(" and scan.norm(unit.last) == ")":
        return True
    bare = list(near)
    while bare and (bare[-1].norm in BOUNDS or bare[-1].norm[0].isdigit()):
        bare.pop()
    if not bare:
        return False
    if bare[-1].norm in (",", "("):
        return len(bare) > 1 and len(bare) == len(near) and _in_person(scan, bare[-2])
    return is_person_noun(bare[-1]) or (len(bare) < len(near) and _in_person(scan, bare[-1]))


def of_team(scan: Scan, numeral: Numeral, unit: Unit, near: Sequence[Token]) -> bool:
    """`сборная страны до [17 лет]`, `команда Тулы до 19 лет`: how old its players are."""
    led = bool(near) and near[-1].norm == "до" and 10 <= (numeral.value or 0) <= OLDEST_JUNIOR
    return led and any(token.lemma in TEAMS for token in near) and not any(token.pos == "VERB" for token in near)


def from_birth(scan: Scan, numeral: Numeral, unit: Unit, near: Sequence[Token]) -> bool:
    """`90 лет от роду`, `85 лет со дня рождения`, `с 3 лет занимается`, `пенсионного возраста до 60 лет`."""
    if [scan.norm(unit.last + n) for n in range(3)] == ["со", "дня", "рождения"]:
        return True
    if scan.norm(unit.last) == "от" and scan.norm(unit.last + 1) in ("роду", "рождения"):
        return True
    since = near and near[-1].norm in ("с", "со") and numeral.value is not None and 2 <= numeral.value <= 30
    return bool(since) and scan.norm(numeral.last) != "до"


RULES = (compared, turned, at_age, by_age, worked, of_team, beside_person, from_birth)


def _in_person(scan: Scan, token: Token) -> bool:
    return any(mention.start <= token.start < mention.stop for mention in scan.persons)


def is_person_noun(token: Token) -> bool:
    words = vocabulary.words("person_nouns")
    return token.lemma in words or any(parse.normal_form.replace("ё", "е") in words for parse in parses(token.norm)[:2])
