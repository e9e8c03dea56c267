"""What a claim says as a person reads it: who, what, how much, when and where; the tables keep the machine's form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files

from pipeline.document import Doc
from pipeline.tables import Row
from pipeline.vocabulary import table

NBSP = "\N{NO-BREAK SPACE}"
_DIGITS = 12  # of a third nobody reads more; in the tables they are all there
_UNGROUPED = 4  # digits that Russian texts write together: `3000`, but `30 000`
_SIGNS = {"=": "", "range": "", "~": "≈", ">=": "≥", "<=": "≤"}
_CHANGES = {"to": "level after", "from": "level before"}


def told(doc: Doc, claim: Row) -> Iterator[tuple[str, str]]:
    """Labels and what is known under them: `("how much", "> 30 000 km")`."""
    found = (
        ("who", claim["speaker"]),
        ("source", claim["source"]),
        ("what", claim["item_lemma"] or claim["item"]),
        ("verb", f"не {claim['predicate']}" if claim["negated"] else claim["predicate"]),
        ("how much", _how_much(claim)),
        ("when", _when(claim)),
        ("where", _where(doc, claim)),
        ("modality", "" if claim["modality"] == "fact" else claim["modality"]),
    )
    return ((label, said) for label, said in found if said)


def judged(claim: Row) -> str:
    """`money, confidence 0.78, rule amount`: what the claim is, and how it came about."""
    sure = "" if claim["confidence"] in ("", None) else f"confidence {claim['confidence']:.2f}"
    return ", ".join(filter(None, (claim["kind"], sure, f"rule {claim['rule']}")))


def _how_much(claim: Row) -> str:
    """`> 3000`, `10 … 12 KZT per килограмм`, `17 °C (level after)`; a score is only its text."""
    ends = list(dict.fromkeys(str(end) for end in (claim["low"], claim["high"]) if end not in ("", None)))
    if not ends:
        return str(claim["text"])
    sign = _SIGNS.get(claim["comparison"], claim["comparison"])
    unit = _unit(claim["unit"], is_one=ends == ["1"])
    per = f"per {claim['per']}" if claim["per"] else ""
    change = f"({_CHANGES.get(claim['change'], claim['change'])})" if claim["change"] else ""
    return NBSP.join(filter(None, (sign, f"{NBSP}…{NBSP}".join(map(_grouped, ends)), unit, per, change)))


def _grouped(number: str) -> str:
    """`2 090 000.5`, with blanks at which no line ends."""
    if len(number.partition(".")[2]) > _DIGITS:
        number = str(round(Decimal(number), 4))
    whole, point, rest = number.partition(".")
    if len(whole.lstrip("-")) > _UNGROUPED:
        whole = f"{int(whole):,}".replace(",", NBSP)
    return whole + point + rest


def _unit(unit: str, *, is_one: bool) -> str:
    """`m²`, `weeks`; codes of currencies as they are."""
    is_noun = unit.isalpha() and not unit.isupper()
    one, _, many = _symbols().get(unit, f"{unit}|{unit}s" if is_noun else unit).partition("|")
    return one if is_one else many or one


@cache
def _symbols() -> dict[str, str]:
    """The report's English words for units; those it lacks are regular nouns, which browsers know themselves."""
    words = (files("pipeline") / "report" / "words.json").read_text(encoding="utf-8")
    units: dict[str, str] = json.loads(words)["en"]["units"]
    return units


def _when(claim: Row) -> str:
    """`за последние пять лет (2020-10-14 … 2025-10-14)`."""
    days = list(dict.fromkeys(str(claim[end] or "") for end in ("time_start", "time_end")))
    covered = " … ".join(days).strip()
    return " ".join(filter(None, (_uncapitalised(claim["time_text"]), f"({covered})" if covered else "")))


def _uncapitalised(time: str) -> str:
    """Without the capital of the sentence it may begin; days that have a name keep theirs: `Наурыз`."""
    is_plain = re.match(r"[А-ЯЁ](?![А-ЯЁ])", time) and not time.startswith(_holidays())
    return time[0].lower() + time[1:] if is_plain else time


@cache
def _holidays() -> tuple[str, ...]:
    return tuple(form.strip() for row in table("holidays") for form in row["name"].split("|"))


def _where(doc: Doc, claim: Row) -> str:
    """Names of the places in the nominative: `Казахстан`, `Актюбинская область, Костанайская область`."""
    names = {entity.entity_id: entity.name for entity in doc.entities}
    if claim["place_id"] in names or not claim["place_text"]:
        return names.get(claim["place_id"], "")
    start = doc.text.find(claim["place_text"])  # the same words name the same places, wherever they stand
    stop = start + len(claim["place_text"])
    inside = [names[m.entity_id] for m in doc.mentions if start <= m.start and m.stop <= stop]
    return ", ".join(dict.fromkeys(inside)) or str(claim["place_text"])
