"""What pronouns and words such as `этот показатель` take up from the text before."""

from __future__ import annotations

from pipeline import vocabulary
from pipeline.claims.frame import Frame
from pipeline.claims.phrase import Phrase, around
from pipeline.claims.subject import nominative, numeric
from pipeline.claims.syntax import REACH, covering, is_noun, lemma
from pipeline.document import Change, Doc, Token
from pipeline.frozen import frozen
from pipeline.morph import parses

TAKING_UP = frozenset(("показатель", "уровень", "цифра", "сумма", "число", "количество", "значение", "объем"))
RATES = frozenset(("доля", "коэффициент"))
POINTING = frozenset(("этот", "данный", "дать", "тот", "такой", "указанный"))
MEMORY = 400  # characters over which an item is still in mind


@frozen
class Known:
    """An item found before, with the frame it was found in, and the rule that found it.

    `verb` and `word` are tokens, the governor and what says the change, -1 where there is none.
    """

    frame: Frame
    phrase: Phrase | None
    verb: int
    change: Change
    word: int = -1
    rule: str = ""

    @property
    def is_label(self) -> bool:
        """`лидируют [почта] (60%), [школы] (30%)`: the item is but a label before brackets of its own."""
        return self.phrase is not None and self.phrase.last == self.frame.bracket


def recent(frame: Frame, known: list[Known]) -> Phrase | None:
    """The item of the number before, while it is still in mind."""
    if not known or frame.number.start - known[-1].frame.number.stop > MEMORY:
        return None
    return known[-1].phrase


def resolved(frame: Frame, head: int, known: list[Known]) -> Phrase | None:
    """The phrase of a subject; for a pronoun or `этот показатель` what it takes up."""
    token = frame.doc.tokens[head]
    if token.pos == "PRON" or lemma(token) in ("это", "он", "она", "оно", "они"):
        return recent(frame, known) if lemma(token) in ("это", "что") else antecedent(frame.doc, head, known)
    found = around(frame.doc, head)
    if lemma(frame.doc.tokens[found.first]) in POINTING and lemma(token) in TAKING_UP | RATES:
        told = recent(frame, known) if lemma(token) in TAKING_UP else None
        return told or _indicated(frame.doc, head) or found
    return found


def _indicated(doc: Doc, index: int) -> Phrase | None:
    """`работает над ростом [доли проката в выручке]. В Чили этот показатель равен 9%`: the nearest indicator before
    that says of what it is, and is itself no complement of another one."""
    words = vocabulary.words("indicators")
    heads = (i for i in _backwards(doc, index) if lemma(doc.tokens[i]) in words and is_noun(doc.tokens[i]))
    phrases = [around(doc, i) for i in heads if not _set_apart(doc, i)]
    whole = [p for p in phrases if p.last > p.head + 1 and lemma(doc.tokens[p.first]) not in POINTING]
    nearest = whole[0] if whole else None
    return next((p for p in whole[1:] if nearest and p.head < nearest.head < p.last), nearest)


def antecedent(doc: Doc, index: int, known: list[Known]) -> Phrase | None:
    """The item before that agrees with a personal pronoun, else the nearest subject before it that does."""
    token = doc.tokens[index]
    if (owner := _owner(doc, index)) is not None:
        return owner
    last = known[-1].phrase if known and token.start - known[-1].frame.number.stop < MEMORY else None
    if last and lemma(doc.tokens[last.head]) in vocabulary.words("indicators") and _agree(doc, last.head, index):
        return last
    back = _backwards(doc, index)
    found = [i for i in back if nominative(doc, i) and doc.tokens[i].pos != "PRON" and _agree(doc, i, index)]
    if not found or doc.tokens[found[0]].sent != doc.tokens[index].sent:
        taken = _object(doc, index)
        if taken:
            return taken
    if found:
        return around(doc, found[0])
    for past in reversed(known[-3:]):
        near = past.phrase and token.start - past.frame.number.stop < MEMORY
        if past.phrase and near and _agree(doc, past.phrase.head, index):
            return past.phrase
    return _thing(doc, index) if token.norm == "оно" else None


def taken_up(doc: Doc, index: int) -> Phrase | None:
    """`пересмотрел [цену на газ], снизив её`: the nearest thing before a pronoun that it may stand for."""
    for i in _backwards(doc, index):
        token = doc.tokens[i]
        thing = is_noun(token) and token.feat("Animacy") != "Anim" and token.feat("Case") in ("Nom", "Acc")
        if thing and doc.tokens[i - 1].pos != "ADP" and _agree(doc, i, index) and not _set_apart(doc, i):
            return around(doc, i)
    return None


def _object(doc: Doc, index: int) -> Phrase | None:
    """`подняли [сбор на машины], теперь он составляет 7%`: an object of the same sentence; of the one before only an
    indicator (`не назвали [численность охраны]. Она составляет`)."""
    found = taken_up(doc, index)
    if found is None:
        return None
    same = doc.tokens[found.head].sent == doc.tokens[index].sent
    return found if same or lemma(doc.tokens[found.head]) in vocabulary.words("indicators") else None


def _owner(doc: Doc, index: int) -> Phrase | None:
    """`изменились [размеры залога]: он составит 5 млн`: an indicator in the plural whose complement agrees."""
    words = vocabulary.words("indicators")
    for i in range(index - 1, doc.sentences[doc.tokens[index].sent].first - 1, -1):
        if nominative(doc, i) and doc.tokens[i].pos != "PRON":
            if lemma(doc.tokens[i]) not in words or _agree(doc, i, index):
                return None
            whole = around(doc, i)
            inside = (k for k in range(i + 1, whole.last) if is_noun(doc.tokens[k]))
            return whole if any(doc.tokens[k].head == i and _agree(doc, k, index) for k in inside) else None
    return None


def _thing(doc: Doc, index: int) -> Phrase | None:
    """`уехал на [лечение]. Оно займет пять дней`: the nearest neuter noun, whatever its case."""
    found = (i for i in _backwards(doc, index) if is_noun(doc.tokens[i]) and doc.tokens[i].feat("Gender") == "Neut")
    return next((around(doc, i) for i in found if not _set_apart(doc, i)), None)


def plural(doc: Doc, index: int) -> Phrase | None:
    """The nearest plural noun before `их`, `них`: `количество пожаров растет: их было 64`."""
    for i in _backwards(doc, index):
        token = doc.tokens[i]
        if is_noun(token) and token.feat("Number") == "Plur" and not _set_apart(doc, i):
            return around(doc, i)
    return None


def is_animate(token: Token) -> bool:
    """Not `мячей`, which the tagger may take for animate."""
    return token.feat("Animacy") == "Anim" and any("anim" in parse.tag for parse in parses(token.norm))


def persons(doc: Doc, index: int) -> Phrase | None:
    """`судили [водителей], в том числе двоих из Твери`: the nearest plural noun of people before."""
    for i in _backwards(doc, index):
        token = doc.tokens[i]
        people = is_noun(token) and is_animate(token) and token.feat("Number") == "Plur"
        if people and not _set_apart(doc, i):
            return around(doc, i)
    return None


def _backwards(doc: Doc, index: int) -> range:
    floor = max(doc.sentences[max(0, doc.tokens[index].sent - 1)].first, index - REACH)
    return range(index - 1, floor - 1, -1)


def _set_apart(doc: Doc, index: int) -> bool:
    start = doc.tokens[index].start
    return covering(doc.times, start) >= 0 or covering(doc.mentions, start) >= 0 or numeric(doc, index)


def _agree(doc: Doc, head: int, pronoun: int) -> bool:
    number, gender = doc.tokens[pronoun].feat("Number"), doc.tokens[pronoun].feat("Gender")
    token = doc.tokens[head]
    if "Plur" in (number, token.feat("Number")):
        return number == token.feat("Number")
    return not gender or gender == token.feat("Gender")
