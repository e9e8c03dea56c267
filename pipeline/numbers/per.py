"""What an amount is a rate of: `в год`, `за килограмм`, `на 100 тысяч населения`, `/сутки`, `ежегодно`."""

from __future__ import annotations

from functools import cache

from pipeline import vocabulary
from pipeline.document import Doc, Number
from pipeline.lookup import lookup
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.range import plain
from pipeline.numbers.rate_base import EACH, SIGNS, amount_ending_near, counted_base, of_population
from pipeline.numbers.scan import Scan, is_animate
from pipeline.numbers.unit import unit_after
from pipeline.recent import remembered

REACH = 5  # tokens of the counted noun that may stand before `в год`
EVERY = {"ежегодн": "год", "ежемесячн": "месяц", "ежедневн": "день", "еженедельн": "неделя", "ежесуточн": "сутки",
         "ежечасн": "час", "ежеквартальн": "квартал", "среднегодов": "год", "среднемесячн": "месяц",
         "среднесуточн": "сутки"}  # fmt: skip
STEMS = tuple(EVERY)
DAILY = {f"{stem}о": base for stem, base in EVERY.items() if stem.startswith("еже")}
PERIODS = frozenset(("год", "месяц", "неделю", "день", "сутки", "час", "минуту", "секунду", "квартал", "смену"))
YEARLY = frozenset(("count", "duration", "multiple"))  # [200 дней] в году
# fmt: off
WEEKDAYS = frozenset((
    "понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье", "утро", "вечер", "ночь",
))
# fmt: on
TOTALLING = frozenset(("быть", "составлять", "равняться", "достигать", "превышать"))
SPANS = PERIODS | {"сезон", "ночь"}  # of which `за` tells how long something took
# fmt: off
PLAYED = {
    "тайм": "тайм", "матч": "матч", "игру": "игра", "бой": "бой", "раунд": "раунд", "сезон": "сезон", "гонку": "гонка",
}
# fmt: on
CLAUSE = 12  # tokens
STOPS = frozenset(",;:(")
ON_EACH = frozenset((  # 50 тенге дивидендов на акцию
    "человека", "жителя", "акцию", "гектар", "га", "тонну", "литр", "килограмм", "баррель", "кубометр",
))  # fmt: skip
RATED = frozenset(("count", "money", "measure", "percent", "duration"))


@cache
def rate_bases() -> dict[str, str]:
    """What an amount may be counted on, by the form in which it is told: `кг` is `килограмм`."""
    return vocabulary.mapping("rate_bases", "form", "base")


def per_after(scan: Scan, i: int, number: Number) -> str:
    """Base form of what follows the amount that ends before token `i`, the counted noun allowed between."""
    if number.kind not in RATED:
        return ""
    i = _past_bracket(scan, i)
    for j in range(i, i + REACH):
        if not scan.same_sentence(j, i - 1):
            break
        norm, token = scan.norm(j), scan.tokens[j]
        if norm == "годовых":  # 14,5% годовых
            return "год"
        if norm in ("в", "за", "на", "с", "от", "/") and (found := _base(scan, norm, j + 1, number)):
            return found
        if norm == "и" and j > i and scan.tokens[j - 1].feat("Case") == "Gen":
            continue  # 800 тонн рапса и льна в день
        participle = token.pos == "VERB" and token.feat("VerbForm") == "Part"
        if (not participle and token.pos not in ("NOUN", "ADJ", "PROPN", "DET")) or not token.text[0].isalpha():
            break
    return _dealt(scan, i, number) or _every(scan, i, number)


def _past_bracket(scan: Scan, i: int) -> int:
    """`[900 гривен] ($30) в месяц`, `900 гривен ([$30]) в месяц`: over a bracket with the same in another currency."""
    if scan.norm(i) != "(":
        return i + (scan.norm(i) == ")")
    closing = next((j for j in range(i + 1, i + REACH + 1) if scan.norm(j) == ")"), i)
    figures = any(j in scan.starting for j in range(i + 1, closing))
    return closing + 1 if figures and scan.same_sentence(closing, i) else i


def _base(scan: Scan, preposition: str, i: int, number: Number) -> str:
    norm, bases = scan.norm(i), rate_bases()
    numeral = scan.numeral_at(i)
    if preposition == "/":
        return counted_base(scan, numeral) if numeral is not None and "-" not in norm else bases.get(norm, "")  # F/A-18
    if preposition in ("за", "с", "от") and norm.startswith("кажд"):
        return _each_thing(scan, i)
    if preposition == "на" and (found := _on_each(scan, i)):
        return found
    if preposition in ("на", "за") and numeral is not None and _is_base(numeral):
        return _of_numeral(scan, preposition, numeral)
    if preposition == "в" and (norm in PERIODS or (norm == "году" and _is_yearly(scan, i, number))):
        return bases[norm]
    if preposition == "за":
        return _of_price(scan, i) if number.kind == "money" else _of_match(scan, i, number)
    return "гектар" if preposition == "с" and norm in ("гектара", "га") else ""


def _of_numeral(scan: Scan, preposition: str, numeral: Numeral) -> str:
    """`на 100 тысяч населения`; not `на 20% за 10 месяцев`, `наполнены на 100 процентов`."""
    unit = unit_after(scan.tokens, numeral.last)
    timed = unit is not None and preposition == "за" and unit.kind == "duration"
    return "" if timed or (unit is not None and unit.kind == "percent") else counted_base(scan, numeral)


def _of_price(scan: Scan, i: int) -> str:
    """`3000 тенге за [килограмм]`, `за [квадратный метр]`, `90 рублей за [$1]`."""
    if scan.norm(i) in SIGNS and scan.norm(i + 1) == "1":
        return scan.text(i, i + 2)
    unit = unit_after(scan.tokens, i)
    if unit is None or unit.kind != "measure":
        return rate_bases().get(scan.norm(i), "")
    spelled = scan.text(unit.first, unit.last).lower()
    return rate_bases().get(spelled, scan.tokens[i].lemma if unit.last - i == 1 else spelled)


def _of_match(scan: Scan, i: int, number: Number) -> str:
    """`забить 40 голов за [сезон]`, `дважды за [тайм]`; not of `за сезон 2030 года`, `за матч с соседями`."""
    after = scan.following(i + 1)
    alone = after is None or after.pos not in ("NOUN", "ADJ", "PROPN", "NUM", "ADP", "DET")
    return PLAYED.get(scan.norm(i), "") if alone and number.kind in ("count", "measure") else ""


def _is_yearly(scan: Scan, i: int, number: Number) -> bool:
    """`снег лежит [150 дней] в году`; not `в году, когда …`, `в году Дракона`."""
    after = scan.following(i + 1)
    return number.kind in YEARLY and (after is None or (after.text != "," and after.feat("Case") != "Gen"))


def _on_each(scan: Scan, i: int) -> str:
    """`на [душу] населения`, `на [акцию]`, `на [каждого ребёнка]`, `на [одного работника]`."""
    norm = scan.norm(i)
    if norm == "душу":
        return "душа населения"
    if norm == "одного" and (each := scan.following(i + 1)) and is_animate(each):
        return each.lemma
    if norm in ("каждого", "каждую", "каждый") and scan.norm(i + 1).isalpha():
        return _phrase(scan, i)
    return rate_bases()[norm] if norm in ON_EACH else ""


def _each_thing(scan: Scan, i: int) -> str:
    """`за каждый [день] просрочки`, `за каждую сданную [тонну]`: the noun with its complement."""
    i += 1
    while (noun := scan.following(i)) is not None and noun.pos in ("ADJ", "VERB") and noun.text.islower():
        i += 1
    if noun is None or noun.pos != "NOUN":
        return ""
    base = rate_bases().get(noun.norm, noun.lemma)
    owner = scan.following(i + 1)
    owned = owner is not None and owner.pos == "NOUN" and owner.feat("Case") == "Gen" and owner.text.islower()
    return f"{base} {owner.text.lower()}" if owner and owned else base


def _is_base(numeral: Numeral) -> bool:
    return numeral.value is not None and numeral.value >= 1 and str(numeral.value).strip("0") in ("1", "")


def _phrase(scan: Scan, i: int) -> str:
    return f"{scan.norm(i)} {scan.norm(i + 1)}".strip()


def _dealt(scan: Scan, i: int, number: Number) -> str:
    """`по 2 миллиона тенге [ветеранам]`: each of those who get it."""
    first = scan.doc.token_at(number.start)
    if number.kind != "money" or scan.norm(first - 1) != "по":
        return ""
    noun = next((t for j in range(i, i + 3) if (t := scan.following(j)) is None or t.pos != "ADJ"), None)
    named = noun is not None and noun.pos == "NOUN" and noun.feat("Case") == "Dat" and noun.feat("Number") == "Plur"
    return noun.lemma if noun and named and is_animate(noun) else ""


def _does(scan: Scan, i: int) -> bool:
    """`ежедневно 7 [машин вывозят 300] тонн`: the rate is of what is done, not of who does it."""
    stops = (j for j in range(i, i + CLAUSE) if not scan.same_sentence(j, i - 1) or scan.norm(j) in STOPS)
    at = next(stops, i + CLAUSE)
    verb = next((j for j in range(i, at) if scan.tokens[j].feat("VerbForm") == "Fin"), at)
    return any(j in scan.starting for j in range(verb + 1, min(at, verb + 4)))


def _every(scan: Scan, i: int, number: Number) -> str:
    """`ежегодно происходит 2500 пожаров`, `ежегодные расходы`: said by a word before the number in its clause."""
    found = _every_before(scan, i, number)
    aside = scan.norm(scan.doc.token_at(number.start) - 1) == "из"  # ежесуточно дежурит бригада из 20 человек
    return "" if found and (aside or _does(scan, i)) else found


def _every_before(scan: Scan, i: int, number: Number) -> str:
    first = scan.doc.token_at(number.start)
    after = scan.following(i)
    if number.kind != "percent" and (said := _adverb_after(scan, i)):
        return said
    if after is not None and after.pos == "ADJ" and after.norm.startswith("еже"):  # 9 еженедельных рейсов
        return next((base for stem, base in EVERY.items() if after.norm.startswith(stem)), "")
    before, telling = range(first - 1, max(-1, first - 10), -1), _telling(scan.doc)
    for j in before if not telling.isdisjoint(before) else ():
        token = scan.tokens[j]
        if token.norm in (",", ";", ":") or not scan.same_sentence(j, first):
            return ""
        if j in telling and (found := _base_first(scan, j, number)):
            return found
        if token.norm.startswith(STEMS) and number.kind != "percent":
            return next(base for stem, base in EVERY.items() if token.norm.startswith(stem))
    return ""


@remembered
def _telling(doc: Doc) -> frozenset[int]:
    """The tokens that may say what an amount behind them is a rate of: hardly any."""
    words = lookup(doc)
    governed = [i + 1 for i in words.with_norms({"на", "за"})]
    named = (*words.with_norms(EACH | PERIODS), *words.with_lemmas({"каждый"}), *words.with_stems(STEMS))
    return frozenset((*governed, *named))


def _adverb_after(scan: Scan, i: int) -> str:
    """`на 300 тонн [ежегодно]`, `900 туристов [каждый год]`; not `девять мастеров ежегодно учат гостей`."""
    j = i
    while (token := scan.following(j)) is not None and j < i + REACH and not _said_of(scan, j):
        if token.pos not in ("NOUN", "ADJ", "PROPN") or token.feat("Case") not in ("Gen", ""):
            return ""
        j += 1
    if token is None or not (said := _said_of(scan, j)):
        return ""
    after = scan.following(j + 1 + (token.lemma == "каждый"))
    return "" if j > i and after is not None and after.pos == "VERB" else said


def _said_of(scan: Scan, i: int) -> str:
    """`ежегодно`, `каждый год`, `каждую пятницу`: what an adverb of time that stands at `i` is the rate of."""
    if scan.tokens[i].lemma == "каждый" and scan.norm(i + 1) in PERIODS | WEEKDAYS:
        return rate_bases().get(scan.norm(i + 1), scan.tokens[i + 1].lemma)
    return DAILY.get(scan.norm(i), "")


def _base_first(scan: Scan, i: int, number: Number) -> str:
    """`на [душу] населения – 9 тысяч долларов`, `в [сутки] поступает 45 тонн`: the base is said before the amount."""
    if scan.norm(i - 1) == "на" and (found := _counted_first(scan, i)):
        return found
    if scan.tokens[i].lemma == "каждый" and scan.tokens[i + 1].pos == "NOUN":
        return _each_before(scan, i, number)
    if scan.norm(i) in EACH and scan.norm(i - 1) != "на" and (every := scan.numeral_at(i + 1)):
        return _each_period(scan, every, number)
    if _is_repeated(scan, i) and number.kind in ("count", "money", "measure"):
        return rate_bases()[scan.norm(i)]
    if scan.norm(i - 1) == "за" and number.kind == "money" and scan.norm(i) not in SPANS:
        return rate_bases().get(scan.norm(i), "")
    return rate_bases()[scan.norm(i)] if number.kind != "percent" and _is_period(scan, i) else ""


def _is_repeated(scan: Scan, i: int) -> bool:
    """`за [сутки] проходит 9 тысяч машин`, `за один [день] принимают 40 больных`: what is done again and again; not
    `за [сутки] прошло`, `убыль за [год] составляет 9 тысяч`."""
    before = i - 1 - (scan.norm(i - 1) in ("один", "одну", "одни"))
    if scan.norm(i) not in PERIODS or scan.norm(before) != "за":
        return False
    near = range(i + 1, i + CLAUSE)
    stop = next((j for j in near if not scan.same_sentence(j, i) or scan.norm(j) in STOPS), near.stop)
    verb = next((t for t in scan.tokens[i + 1 : stop] if t.feat("VerbForm") == "Fin"), None)
    return verb is not None and verb.feat("Tense") == "Pres" and verb.lemma not in TOTALLING


def _counted_first(scan: Scan, i: int) -> str:
    """`на [душу] населения`, `на [одного] ученика`, `заболеваемость на [10 тыс.] населения` before the amount."""
    if scan.norm(i) == "душу":
        return "душа населения"
    numeral = scan.numeral_at(i + (scan.norm(i) in EACH))
    if numeral is None or not of_population(scan, numeral):
        return _on_each(scan, i) if scan.norm(i) == "одного" else ""
    noun = scan.following(numeral.last) if numeral.value == 1 else None
    return noun.lemma if noun is not None else counted_base(scan, numeral)


def _each_before(scan: Scan, i: int, number: Number) -> str:
    """`каждый [год] находят 7 видов`, `в каждой [команде] будет 10 человек`, `каждая [семья] получит по 5 тонн`."""
    if scan.norm(i - 1) == "за" and number.kind in ("money", "percent"):
        return _each_thing(scan, i)
    if scan.norm(i - 1) != "за" and (said := _said_of(scan, i)):
        return said
    dealt = scan.norm(scan.doc.token_at(number.start) - 1) == "по" and scan.tokens[i].feat("Case") in ("Nom", "Dat")
    return scan.tokens[i + 1].lemma if dealt or scan.norm(i - 1) in ("в", "на") else ""


def _each_period(scan: Scan, numeral: Numeral, number: Number) -> str:
    """`каждые [пять минут] рождаются 40 детей`."""
    unit = unit_after(scan.tokens, numeral.last) if plain(numeral) else None
    timed = unit is not None and unit.kind == "duration" and number.kind in ("count", "money", "measure")
    return scan.text(numeral.first, unit.last).lower() if unit and timed else ""


def _is_period(scan: Scan, i: int) -> bool:
    """`в [сутки] поступает 45 тонн`, `в [сутки] расход – 9 МВт`; not `в день выборов`, `раз в год`, `5 л в час`."""
    if scan.norm(i) not in PERIODS or scan.norm(i - 1) != "в" or scan.norm(i - 2) == "раз":
        return False
    after = scan.following(i + 1)
    noun = after is not None and after.pos in ("NOUN", "PROPN") and after.feat("Case") != "Nom"
    named = noun or (after is not None and after.text in ("-", "–"))
    return not named and amount_ending_near(scan, i - 1) is None
