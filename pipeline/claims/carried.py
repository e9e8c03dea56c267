"""The change that a number takes over from the number before it in its sentence."""

from __future__ import annotations

from pipeline.claims.frame import COMPARATIVES, Frame
from pipeline.claims.syntax import DASHES, covering, is_finite, is_verb, verb_lemma
from pipeline.document import Change, Time
from pipeline.frozen import frozen

SIZES = ("increase", "decrease")
JOINING = frozenset(("и", "или", ",", "а", "на"))
LEVELLED = frozenset(("count", "money", "measure"))
BECOMING = frozenset(("стать", "становиться"))
FORMERLY = frozenset(("вместо", "ранее", "раньше", "прежде", "было"))
AFTER = 6  # tokens
PAST = ("прошлогодн", "предыдущ", "прошл", "ранее", "назад", "раньше", "годом")
PART = frozenset(("числе", "включая"))


@frozen
class Preceding:
    """The number before in the same sentence: its frame, its change, its governor."""

    frame: Frame
    change: Change
    verb: int


def carried(frame: Frame, verb: int, last: Preceding | None) -> Change:
    """The change that the number before lends to this one, which has no word of change of its own."""
    if last is not None and _against(frame, last):
        return "from"
    if last is None or not last.change:
        return ""
    found = (rule(frame, verb, last) for rule in RULES)
    return next((change for change in found if change), "")


def _coordinated(frame: Frame, verb: int, last: Preceding) -> Change:
    """`огурцы и помидоры подешевели на 3,9 и [3 процента]`."""
    between = {t.norm for t in frame.doc.tokens[last.frame.last : frame.first]}
    bare = bool(between) and between <= JOINING and bool(between & {"и", "или", ","})
    return last.change if bare and frame.number.kind == last.frame.number.kind and not _levels(frame) else ""


def _levels(frame: Frame) -> bool:
    """`на 5%, до 8 тонн`: a preposition of its own."""
    return frame.preposition not in ("", "на")


def _repeated(frame: Frame, verb: int, last: Preceding) -> Change:
    """`вырос на 44 процента ([на 2 трлн тенге])`: the size again, in another unit."""
    opened = frame.bracket >= last.frame.last and verb < 0
    again = frame.preposition == "на" or frame.doc.tokens[frame.bracket + 1].norm == "или"  # (или 8% расходов)
    sums = frame.number.kind == last.frame.number.kind == "money" and frame.bracket == last.frame.last
    return last.change if opened and last.change in SIZES and (again or (sums and not frame.preposition)) else ""


def _bracketed(frame: Frame, verb: int, last: Preceding) -> Change:
    """`достигла 61% ([2 трлн тенге])`, `выросло на 5% ([296] человек)`: the level again, in another unit."""
    direct = frame.bracket == last.frame.last and frame.first == frame.bracket + 1 and not frame.preposition
    if not direct or verb >= 0 or frame.number.unit == last.frame.number.unit:
        return ""
    level: Change = "from" if last.change == "from" else "to"
    return level if frame.number.kind in LEVELLED else ""


def _listed(frame: Frame, verb: int, last: Preceding) -> Change:
    """`в Мексике (рост на 140%), Чили ([120%]) и Турции ([95%])`: each in brackets of its own."""
    alike = frame.number.kind == last.frame.number.kind == "percent" and last.change in SIZES
    if not alike or frame.bracket + 1 != frame.first or last.frame.bracket < 0 or frame.bracket < last.frame.last:
        return ""
    between = frame.doc.tokens[last.frame.last : frame.bracket]
    return last.change if any(t.text == ")" for t in between) and not any(map(is_verb, between)) else ""


def _restated(frame: Frame, verb: int, last: Preceding) -> Change:
    """`увеличить в полтора раза, то есть на [50%]`: the size in other words."""
    between = [t.norm for t in frame.doc.tokens[last.frame.last : frame.first]]
    return last.change if last.change in SIZES and between == [",", "то", "есть", "на"] else ""


def _amounting(frame: Frame, verb: int, last: Preceding) -> Change:
    """`вырос на 7%, составив [923 рубля]`, `вырос на 7%, что превысило [3 тонны]`: the level reached."""
    if last.change not in SIZES or verb < last.frame.last or frame.preposition or frame.number.kind not in LEVELLED:
        return ""
    word, before = frame.doc.tokens[verb], frame.doc.tokens[verb - 1]
    relative = before.norm == "что" and verb_lemma(word) in ("составить", "составлять", "превысить")
    relative = relative and last.frame.number.kind in ("percent", "multiple")
    return "to" if relative or (word.feat("VerbForm") == "Conv" and verb_lemma(word) == "составить") else ""


def _against(frame: Frame, last: Preceding) -> bool:
    """`убыток в 448 млрд рублей против [54 млрд] годом ранее`: the level before."""
    number, before = frame.number, last.frame.number
    same = (number.kind, number.unit) == (before.kind, before.unit)
    if frame.preposition != "против" or not number.unit or not same:
        return False
    return (
        bool(last.change) or last.frame.preposition == "до" or earlier(frame, frame.last - 1)
    )  # not `набрал 47% против 38% у соперника`


def earlier(frame: Frame, index: int) -> bool:
    """Whether a time stands after a token within its sentence: `чем за тот же период`, `прошлогоднего`; or the verb
    says that it was not so before: `гостей становится вдвое больше`."""
    tokens = frame.doc.tokens
    if any(verb_lemma(t) in BECOMING for t in tokens[max(frame.left, frame.first - 2) : frame.first]):
        return True
    start, stop = tokens[index].stop, tokens[min(index + 9, frame.sentence.last - 1)].stop
    if any(start <= time.start < stop for time in frame.doc.times):
        return True
    words = {t.norm for t in tokens[index + 1 : min(index + 9, frame.sentence.last)]}
    return any(w.startswith(PAST) for w in words)


def _earlier(frame: Frame, verb: int, last: Preceding) -> Change:
    """`вдвое ниже показателя прошлого года ([17%])`: the level compared with."""
    if last.change not in SIZES or compared_time(frame) is None:
        return ""
    between = frame.doc.tokens[last.frame.last : frame.bracket]
    return "from" if verb < 0 and any(t.norm in COMPARATIVES for t in between) else ""


def compared_time(frame: Frame) -> Time | None:
    """The time right before the bracket that opens with the number: `ниже, чем [в 2022 году] (17%)`."""
    if frame.bracket < 1 or frame.bracket + 1 != frame.first:
        return None
    before = frame.doc.tokens[frame.bracket - 1]
    found = covering(frame.doc.times, before.start)
    return frame.doc.times[found] if found >= 0 else None


def _part(frame: Frame, verb: int, last: Preceding) -> Change:
    """`рост цен составил 2%, в том числе на капусту – [12%], морковь – [5%]`: each part grows like the whole."""
    kinds = {frame.number.kind, last.frame.number.kind}
    if last.change not in SIZES or kinds != {"percent"} or not _labelled(frame) or verb not in (-1, last.verb):
        return ""
    opening = frame.doc.tokens[frame.sentence.first : frame.first]
    return last.change if any(t.norm in PART for t in opening) else ""


def _gapped(frame: Frame, verb: int, last: Preceding) -> Change:
    """`цены в городе достигли 55 тенге, а в сёлах – [60 тенге]`: the verb is left out."""
    if verb != last.verb or verb < 0 or not _labelled(frame):
        return ""
    mine, its = frame.number, last.frame.number
    alike = (mine.kind, mine.unit) == (its.kind, its.unit) and mine.unit and _led(frame)
    if last.change in SIZES and alike and verb < last.frame.first:  # прирост в город составил 5%, в сёла – [3%]
        return last.change
    if last.change != "to":
        return ""
    between = frame.doc.tokens[last.frame.last : frame.first]
    contrasted = any(t.norm == "а" for t in between) and not any(t.norm in PART for t in between)
    return "to" if contrasted and frame.number.unit == last.frame.number.unit else ""


def _likewise(frame: Frame, verb: int, last: Preceding) -> Change:
    """`выпуск стали вырос на 9% (5 тонн), меди – на [4%]`, `довели до 9%, в сёлах – до [4%]`: each by its own share."""
    changes = {"на": SIZES, "до": ("to",)}.get(frame.preposition, ())
    if frame.preposition != last.frame.preposition or last.change not in changes or not _labelled(frame):
        return ""
    if frame.number.kind != last.frame.number.kind or (frame.preposition == "на" and frame.number.kind != "percent"):
        return ""
    return "" if any(map(is_finite, frame.doc.tokens[last.frame.last : frame.first])) else last.change


def _led(frame: Frame) -> bool:
    """`, в сёлах – [3%]`, `, а в Иран – [63%]`: the label is a place or time under a preposition."""
    tokens, start = frame.doc.tokens, frame.stretch_start(frame.left - 1)
    return next((t.pos for t in tokens[start : frame.left] if t.norm not in ("а", "и")), "") == "ADP"


def _labelled(frame: Frame) -> bool:
    """`морковь – [5%]`, `лук – на [3%]`: nothing but a dash before the number."""
    tokens = frame.doc.tokens
    bare = frame.left == frame.first or (frame.left + 1 == frame.first and frame.preposition in ("на", "до"))
    return bare and frame.first > frame.sentence.first and tokens[frame.left - 1].text in DASHES


RULES = (_coordinated, _repeated, _bracketed, _listed, _restated, _amounting, _earlier, _part, _gapped, _likewise)


def of_two(frame: Frame) -> bool:
    """`прогноз роста – 4%, вдвое выше нашего`: a multiple between two things, whatever change was spoken of before."""
    tokens, at = frame.doc.tokens, frame.last
    if frame.number.kind != "multiple" or at >= frame.sentence.last:
        return False
    compared = tokens[at].norm in COMPARATIVES or tokens[at].feat("Degree") == "Cmp"
    return compared and not earlier(frame, at)


def placed(frame: Frame, before: Change) -> Change:
    """`поднялась с [12-го] на [9-е] место`: the places before and after."""
    if frame.number.kind != "rank":
        return ""
    if frame.preposition in ("с", "со"):
        near = frame.doc.tokens[frame.last : min(frame.last + 3, frame.sentence.last - 1)]
        return "from" if any(t.norm == "на" for t in near) and _follows(frame) else ""
    return "to" if frame.preposition == "на" and before == "from" else ""


def _follows(frame: Frame) -> bool:
    """Whether another number stands close behind."""
    return any(covering(frame.doc.numbers, t.start) >= 0 for t in frame.doc.tokens[frame.last + 1 : frame.last + 5])


def replacing(frame: Frame) -> Change:
    """`102 тенге за литр (вместо [84])`, `9 лет (ранее – [4 года])`: the level before, and the one that replaces it."""
    tokens = frame.doc.tokens
    if FORMERLY.isdisjoint(frame.norms):
        return ""
    if frame.bracket >= 0:
        alone = not any(map(is_finite, tokens[frame.bracket : frame.first])) and frame.first - frame.bracket <= AFTER
        return "from" if alone and tokens[frame.bracket + 1].norm in FORMERLY else ""
    for i in range(frame.last, min(frame.last + AFTER, frame.sentence.last - 2)):
        if tokens[i].text == "(":
            follows = any(covering(frame.doc.numbers, t.start) >= 0 for t in tokens[i + 2 : i + AFTER])
            return "to" if follows and tokens[i + 1].norm in FORMERLY else ""
        if is_verb(tokens[i]) or frame.is_mark(i):
            break
    return ""
