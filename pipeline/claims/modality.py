"""Whether a claim is a fact, a plan or a condition, and whether it is denied."""

from __future__ import annotations

from pipeline import vocabulary
from pipeline.claims.change import directions
from pipeline.claims.frame import Frame
from pipeline.claims.syntax import (
    DASHES,
    REACH,
    children,
    covering,
    is_attribute,
    is_finite,
    is_future,
    is_short_participle,
    is_verb,
    lemma,
    verb_lemma,
)
from pipeline.document import Change, Doc, Modality, Sentence, Token

STEPS = 6
LIST = 25  # lines of a list that are looked through for its first line
EXAMPLES = ("среди ", "в их числе", "в том числе", "в числе ", "из них")
DRAFTING = frozenset(("разрабатывать", "прорабатывать", "рассматривать", "обсуждать", "готовить"))
SAYING = frozenset(("отметить", "напомнить", "добавить", "сказать", "подчеркнуть", "уточнить", "пояснить", "заметить"))
DEMANDING = frozenset(("требовать", "потребовать", "просить", "попросить"))  # требуют выплатить 40 млн
PROVIDING = frozenset(("предусмотреть", "предусматривать", "предусматриваться"))
PENALTIES = frozenset(("наказание", "штраф", "лишение", "арест", "ответственность", "санкция", "ограничение"))
LONG = 60  # tokens of a line of a list


def modality(frame: Frame, verb: int, change: Change, before: Modality, shared: bool = False) -> Modality:
    """`plan` for what is planned, expected, promised or required, `condition` for what is supposed, else `fact`.

    `before` is the modality of the number before in the same sentence, which brackets and gaps take over, and what
    has its verb (`shared`).
    """
    if _conditional(frame, verb):
        return "condition"
    if change == "from":  # the level before a planned change is there already
        return "fact"
    if _planned(frame, verb) or _listed(frame, verb) or _purposed(frame) or _drafted(frame, verb):
        return "plan"
    if shared and before == "plan" and not _past(frame.doc, verb):  # план включает 24 тонны сена, 4 тонны соломы
        return "plan"
    return before if (frame.bracket >= 0 and change) or _compares(frame, verb) else "fact"


def _past(doc: Doc, verb: int) -> bool:
    return verb >= 0 and (doc.tokens[verb].feat("Tense") == "Past" or is_short_participle(doc.tokens[verb]))


def _compares(frame: Frame, verb: int) -> bool:
    """`цена может достигнуть 900 тенге, что на 5% больше нынешней`: what is said of the number before."""
    tokens = frame.doc.tokens
    opening = [t.norm for t in tokens[frame.left : frame.first] if t.norm not in ("на", "в")]
    part = opening[:2] in (["из", "них"], ["из", "которых"])  # откроются 49 школ, из которых 12 – в сёлах
    return verb < 0 and (part or opening == ["что"] or (not opening and tokens[frame.left - 1].text in DASHES))


def _listed(frame: Frame, verb: int) -> bool:
    """`Планируют сохранить цены: – хлеб – 90 тенге`: a line without a verb has the mood of the line before its list."""
    if verb >= 0:
        return False
    led = _lead(frame)
    return led >= 0 and _is_plan(frame.doc, frame.doc.sentences[led - 1 if exemplifies(frame) else led])


def _lead(frame: Frame) -> int:
    """The sentence that leads the list the number is in, by a colon; -1 where there is none."""
    doc = frame.doc
    if any(doc.tokens[i].text in (":", *DASHES) for i in range(frame.sentence.first, frame.first)) and _opens(frame):
        return frame.index
    for n in range(frame.index - 1, max(-1, frame.index - LIST - 1), -1):
        sentence = doc.sentences[n]
        ending = doc.tokens[sentence.last - 1].text
        if ending == ":":
            return n
        if ending not in (";", ",") or sentence.last - sentence.first > LONG:
            break
    return -1


def _opens(frame: Frame, sentence: Sentence | None = None) -> bool:
    """`Среди них: …`, without a verb before the number: examples of what the sentence before says."""
    found, tokens = sentence or frame.doc.sentences[frame.index], frame.doc.tokens
    last = min(found.last, found.first + REACH, frame.first)
    opening = " ".join(t.norm for t in tokens[found.first : min(found.first + 3, last)])
    return opening.startswith(EXAMPLES) and not any(is_finite(t) for t in tokens[found.first : last])


def _is_plan(doc: Doc, sentence: Sentence) -> bool:
    first, words = max(sentence.first, sentence.last - REACH), vocabulary.words("plan_words")
    inside = range(first, sentence.last)
    told = (
        i for i in inside if is_finite(doc.tokens[i]) or is_attribute(doc.tokens[i]) or doc.tokens[i].norm == "план"
    )
    return any(_word(doc, i) in words for i in told)


def exemplifies(frame: Frame) -> bool:
    """`Запланировано 264 проекта. Среди них: теплица на [10 тыс. тонн]`: examples of what the sentence before says."""
    led = _lead(frame)
    return led > 0 and _opens(frame, frame.doc.sentences[led])


def _drafted(frame: Frame, verb: int) -> bool:
    """`разрабатывает проект на 1 ГВт`: what a project that is still on paper will have."""
    tokens = frame.doc.tokens
    if verb < 0 or verb_lemma(tokens[verb]) not in DRAFTING or tokens[verb].feat("Tense") != "Pres":
        return False
    return any(lemma(t) == "проект" for t in tokens[verb : frame.first])


def _purposed(frame: Frame) -> bool:
    """`проект на закупку 30 машин`, `средства на строительство 5 школ`: a purpose that is yet to be met."""
    doc = frame.doc
    for i in range(frame.first - 1, max(frame.left, frame.first - STEPS), -1):
        token = doc.tokens[i]
        if is_verb(token):
            return False
        if lemma(token) in vocabulary.words("purpose_nouns"):
            described = lemma(doc.tokens[frame.first - 1]) in vocabulary.words("pass_through")
            counts = covering(doc.numbers, doc.tokens[i + 1].start) >= 0 and frame.number.kind != "money"
            counts = counts or (described and frame.number.kind == "measure")  # на строительство цеха мощностью 9 МВт
            return counts and doc.tokens[i - 1].norm == "на" and token.feat("Case") == "Acc"
    return False


def _planned(frame: Frame, verb: int) -> bool:
    words = vocabulary.words("plan_words")
    doc = frame.doc
    if verb >= 0 and (_future(doc, verb) or _possible(doc, verb)):
        return True
    if _sanctions(frame, verb):
        return False
    above = [i for i in _above(frame, verb) if not _introduces(doc, i)]
    if any(_word(doc, i) in DEMANDING for i in above if i != verb):
        return True
    if any(_word(doc, i) in words or (is_verb(doc.tokens[i]) and _future(doc, i)) for i in above):
        return True
    near = range(max(frame.left, frame.first - STEPS), frame.first)
    return any(
        _word(doc, i) in words
        for i in near
        if not _misleads(doc, i)
        if is_attribute(doc.tokens[i]) or not (is_verb(doc.tokens[i]) and i != verb and verb >= 0 and i > verb)
    )


def _misleads(doc: Doc, index: int) -> bool:
    """`предполагаемый ущерб`, `шаги Плана нации`, `на эти цели`: words of plans that plan nothing here."""
    token = doc.tokens[index]
    opens = index == doc.sentences[token.sent].first
    named = lemma(token) == "план" and token.text[:1].isupper() and not opens
    pointed = lemma(token) == "цель" and index > 0 and doc.tokens[index - 1].pos == "DET"
    return named or pointed or token.norm.startswith(("предполагаем", "рекомендуем"))


def _sanctions(frame: Frame, verb: int) -> bool:
    """`статья предусматривает штраф до 200 МРП`: a law in force."""
    if verb < 0 or verb_lemma(frame.doc.tokens[verb]) not in PROVIDING:
        return False
    return any(lemma(t) in PENALTIES for t in frame.doc.tokens[min(verb, frame.first) : max(verb, frame.first)])


def _introduces(doc: Doc, index: int) -> bool:
    """`Отметим, что …`, `Следует отметить, …`: the author's own voice, no plan."""
    said = next((t for t in doc.tokens[index : index + 2] if lemma(t) in SAYING), None)
    if said is None:
        return False
    return said.feat("VerbForm") == "Inf" or (said.feat("Person") == "1" and said.feat("Number") == "Plur")


def _word(doc: Doc, index: int) -> str:
    token = doc.tokens[index]
    return verb_lemma(token) if is_verb(token) and token.pos != "ADJ" else lemma(token)


def _above(frame: Frame, verb: int) -> list[int]:
    """The verb, the words over it in the tree and their short adjectives (`должен`, `намерен`)."""
    doc, found, i = frame.doc, [], verb
    for _ in range(STEPS):
        if i < 0:
            break
        found.append(i)
        found += [c for c in children(doc, i) if c < frame.first and doc.tokens[c].feat("Variant") == "Short"]
        if i != verb and not is_verb(doc.tokens[i]) and lemma(doc.tokens[i]) not in vocabulary.words("plan_words"):
            break
        if doc.tokens[i].rel in ("advcl", "parataxis", "acl:relcl"):
            break
        if doc.tokens[i].rel == "conj" and doc.tokens[i].feat("VerbForm") != "Inf":
            break
        i = doc.tokens[i].head
    return found


def _future(doc: Doc, verb: int) -> bool:
    if is_future(doc.tokens[verb]):
        return True
    if doc.tokens[verb].feat("VerbForm") == "Inf" and any(_will(t) for t in doc.tokens[max(0, verb - 3) : verb]):
        return True
    over = doc.tokens[verb].head if doc.tokens[verb].rel == "conj" else -1
    both = over >= 0 and is_short_participle(doc.tokens[over]) and is_short_participle(doc.tokens[verb])
    also = children(doc, over) if both else ()  # будет построен мост, а также выделено 5 млрд
    return any(_will(doc.tokens[c]) for c in (*children(doc, verb), *also))


def _will(token: Token) -> bool:
    """`будет построено`, `можно будет купить`."""
    return token.norm in ("будет", "будут", "буду", "будем")


def _possible(doc: Doc, verb: int) -> bool:
    """`может достигнуть 100 млрд`: a level that is only possible."""
    if verb == 0 or doc.tokens[verb].feat("VerbForm") != "Inf":
        return False
    word = verb_lemma(doc.tokens[verb])
    if word not in vocabulary.words("level_words") and word not in directions():
        return False
    return any(doc.tokens[i].norm in ("может", "могут", "сможет", "смогут") for i in range(max(0, verb - 3), verb))


def _conditional(frame: Frame, verb: int) -> bool:
    """`если`, `в случае`, `при условии` before the number; `бы` at its verb; a criterion (`превышающей 5 млн`)."""
    doc, tokens = frame.doc, frame.doc.tokens
    if verb >= 0 and any(tokens[c].norm in ("бы", "б") for c in children(doc, verb)):
        return True
    norms = [tokens[i].norm for i in range(frame.sentence.first, frame.first)]
    text = f" {' '.join(norms)} "
    if any(f" {phrase} " in text for phrase in vocabulary.words("condition_phrases")):
        return True
    if "если" in norms:
        return verb >= 0 and (
            _future(doc, verb) or tokens[verb].feat("VerbForm") == "Inf" or _is_criterion(frame, norms, verb)
        )
    return verb >= 0 and verb_lemma(tokens[verb]) == "превышать" and tokens[verb].feat("VerbForm") == "Part"


def _is_criterion(frame: Frame, norms: list[str], verb: int) -> bool:
    """`если сумма превышает 5 млн`: the present of a rule, in the clause that `если` opens."""
    opening = frame.sentence.first + norms.index("если")
    clause = range(opening, verb)
    own = opening < verb and not any(is_finite(frame.doc.tokens[i]) for i in clause)
    return own and frame.doc.tokens[verb].feat("Tense") == "Pres" and verb_lemma(frame.doc.tokens[verb]) in (
        vocabulary.words("level_words"))  # fmt: skip


def negated(frame: Frame, verb: int) -> bool:
    """Whether the verb is denied: `не вернулись`; `не менее` is a comparison and denies nothing."""
    if verb < 0:
        return False
    before = frame.doc.tokens[verb - 1] if verb else None
    return before is not None and before.norm == "не" and before.sent == frame.doc.tokens[verb].sent
