"""Whether years are somebody's age: `ему 25 лет`, `детей с 6 лет`, `Иван Иванов, 45 лет`."""

from __future__ import annotations

from pipeline import vocabulary
from pipeline.document import Token
from pipeline.morph import parses
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.scan import Scan
from pipeline.numbers.unit import Unit

COMPARED = frozenset("старше младше моложе".split())
DATIVE = frozenset("ему ей им мне тебе вам нам кому мальчику девочке мужчине женщине ребенку подростку девушке".split())
TURNED = ("исполн", "достиг", "стукн", "дожи", "прожи")
NEAR = 5


def is_age(scan: Scan, numeral: Numeral, unit: Unit | None) -> bool:
    """Without a unit only `кому 25`, `в возрасте 25`; with `лет` any sign of a person near."""
    near = [scan.tokens[j] for j in range(max(0, numeral.first - NEAR), numeral.first) if scan.same_sentence(j, numeral.first)]
    before = near[-1].norm if near else ""
    if before in ("кому", "возрасте"):
        return True
    if unit is None or unit.name != "year":
        return False
    if any(token.norm in COMPARED or token.norm.startswith("возраст") for token in near) or before in DATIVE:
        return True
    if any(token.norm.startswith(TURNED) for token in near) and _has_dative(near):
        return True
    return _after_person(scan, near, numeral) or _from_birth(scan, unit)


def _has_dative(near: list[Token]) -> bool:
    return any(token.feat("Case") == "Dat" or token.norm in DATIVE for token in near)


def _after_person(scan: Scan, near: list[Token], numeral: Numeral) -> bool:
    """`дети с 6 лет`, `граждан от 18 до 35 лет`, `Иван Иванов, 45 лет`, `(22 года)` after a name."""
    if not near:
        return False
    bare = [token for token in near if token.norm not in ("(", ",", "-", "–", "—") and not token.norm[0].isdigit()]
    while bare and bare[-1].norm in ("от", "с", "со", "до", "за", "не", "более", "лет", "года", "года", "и"):
        bare.pop()
    prepared = near[-1].norm in ("от", "с", "со", "до", "за", "до") or near[-1].norm in (",", "(")
    if not bare or not prepared or numeral.value is not None and numeral.value > 110:
        return False
    person = any(m.start <= bare[-1].start < m.stop for m in scan.persons)
    return person or near[-1].norm not in (",", "(") and is_person_noun(bare[-1])


def is_person_noun(token: Token) -> bool:
    words = vocabulary.words("person_nouns")
    return token.lemma in words or any(parse.normal_form.replace("ё", "е") in words for parse in parses(token.norm)[:2])


def _from_birth(scan: Scan, unit: Unit) -> bool:
    return scan.norm(unit.last) == "от" and scan.norm(unit.last + 1) in ("роду", "рождения")
