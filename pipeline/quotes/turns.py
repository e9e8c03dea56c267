"""Where a report ends: the author's return within a paragraph; and where it goes on over the next one."""

from __future__ import annotations

from pipeline.document import Sentence
from pipeline.quotes.cue import Cue
from pipeline.quotes.frames import has_complement
from pipeline.quotes.scene import DASHES, Scene, is_nominative, lemma, speaker_classes
from pipeline.quotes.subjects import PRONOUNS
from pipeline.quotes.surveys import is_about_survey
from pipeline.vocabulary import words

CONNECTOR_PHRASES = ("так", "например", "к примеру", "в частности", "при этом", "кроме того", "также", "в том числе")
ADVERSATIVES = frozenset(("однако", "но", "а", "хотя", "зато"))
# fmt: off
FIRST_PERSON = frozenset((
    "я", "мы", "нас", "нам", "нами", "меня", "мне", "мной", "наш", "наша",
    "наше", "наши", "нашего", "нашей", "наших", "нашим",
))
# fmt: on
SUBJECT = 14  # tokens in which a sentence about what a person did has its subject and verb
MEETING = frozenset(("состояться", "пройти", "обсудить", "обсуждаться", "встретиться", "провести"))
MARKING = frozenset(("отметить", "отмечать", "подчеркнуть", "подчеркивать", "констатировать", "напомнить"))
PASSING = frozenset(("urge", "gerund"))  # `решил помочь, объявив о льготах`: the next sentence is the author's
EARLIER = frozenset(("ранее", "раньше"))
NEAR = 4  # tokens
FEW = 2  # sentences before the one that ends with its teller
TELLING = frozenset(
    ("сообщить", "сообщать", "проинформировать", "информировать", "доложить", "уточнить", "добавить", "рассказать")
)
EXPLAINING = frozenset(("объяснить", "объяснять"))  # who `разъяснил порядок` goes on to tell it
COMMENTING = frozenset(("прокомментировать", "комментировать"))
PROPOSING = frozenset(("предложить", "предлагать"))
_WHENCE = frozenset(("из", "от", "слов"))
NEWS = 10  # tokens in which `стало известно` opens another story


def passing(scene: Scene, cue: Cue) -> bool:
    """Whether a report does not go on over the next sentence: `министерство объявило об отмене торгов`."""
    kind = scene.speech.get(cue.at)
    if cue.scope == "after" and (_recalls(scene, cue.at) or comments_on(scene, cue)):
        return True
    if cue.scope == "after" and lemma(scene.tokens[cue.at]) in MARKING and _is_told_of(scene, cue.at):
        return True
    if cue.scope == "after" and (lemma(scene.tokens[cue.at]) in ("назвать", "называть") or _explains(scene, cue.at)):
        return True
    says_that = [t.norm for t in scene.tokens[cue.at + 1 : cue.at + 3]] == [",", "что"]
    return kind in PASSING or (kind == "give" and cue.voice.type == "ORG" and cue.scope == "after" and not says_that)


def proposed_until(scene: Scene, cue: Cue) -> int:
    """Where what somebody `предложил` ends, its clause, `снизить пошлину на 5%[, что даст 2 млн]`; 0 of other cues."""
    proposes = scene.speech.get(cue.at) == "urge" and lemma(scene.tokens[cue.at]) in PROPOSING
    if not proposes or cue.scope != "after":
        return 0
    following = scene.tokens[cue.at + 1 : scene.doc.sentences[scene.tokens[cue.at].sent].last]
    return next((t.start for t in following if t.text in (",", "(", *DASHES)), following[-1].stop) if following else 0


def _explains(scene: Scene, at: int) -> bool:
    """`Министр объяснил рост цен спросом`: no more of what he says is told."""
    last = scene.doc.sentences[scene.tokens[at].sent].last
    return lemma(scene.tokens[at]) in EXPLAINING and not has_complement(scene, at, last)


def comments_on(scene: Scene, cue: Cue) -> bool:
    """`Министр прокомментировал сделку, на которую ушло 5 млн`: the sentence says what about, not what was said."""
    following = scene.tokens[cue.at + 1 : scene.doc.sentences[scene.tokens[cue.at].sent].last]
    if cue.scope != "after" or lemma(scene.tokens[cue.at]) not in COMMENTING or any(t.text == ":" for t in following):
        return False
    noun = next((t for t in following[:NEAR] if t.pos in ("NOUN", "PUNCT", "ADP")), None)
    return noun is not None and noun.feat("Case") == "Acc" and noun.pos == "NOUN"


def _recalls(scene: Scene, at: int) -> bool:
    """`Ранее X заявил, что завод закроют. Рабочих там 90`: the author's story goes on."""
    first = scene.doc.sentences[scene.tokens[at].sent].first
    opening = [t.norm for t in scene.tokens[first : min(at, first + NEAR)]]
    return not EARLIER.isdisjoint(opening) or opening[:2] == ["еще", "в"]


def _is_told_of(scene: Scene, at: int) -> bool:
    """`Министр посетил завод. Он отметил износ труб.`: a remark in a paragraph that tells what was done, who met."""
    s = scene.tokens[at].sent
    if has_complement(scene, at, scene.doc.sentences[s].last) or not s:
        return False
    before = scene.doc.sentences[s - 1]
    if before.paragraph != scene.doc.sentences[s].paragraph:
        return False
    meets = any(lemma(t) in MEETING for t in scene.tokens[before.first : min(before.last, before.first + SUBJECT)])
    return meets or narrates(scene, before)


def interrupts(scene: Scene, sentence: Sentence, cue: Cue, here: bool) -> bool:
    """Whether somebody else's figures end the report (begun `here`) or are part of it: `Так, по данным …`."""
    tokens = scene.tokens
    if here:
        return any(t.norm in ADVERSATIVES for t in tokens[max(sentence.first, cue.at - 3) : cue.at])
    opening = " ".join(t.norm for t in tokens[sentence.first : sentence.first + 2])
    return not any(opening == p or opening.startswith(p + " ") for p in CONNECTOR_PHRASES)


def introduces(scene: Scene, sentence: Sentence) -> bool:
    """Whether the next paragraph belongs to this sentence: `X сообщает:`, a line of a list, `школы – 12;`.

    So does a broken line, which ends without a mark before one in lower case.
    """
    if sentence.first >= sentence.last:
        return False
    last, following = scene.tokens[sentence.last - 1].text, scene.tokens[sentence.last : sentence.last + 1]
    broken = last[-1:].isalnum() or last == ","
    return last in (":", ";") or (broken and bool(following) and following[0].text[:1].islower())


def trails(scene: Scene, cue: Cue, sentence: Sentence, first: int) -> Sentence:
    """`В пути 90 машин. Двенадцать прибыли, сообщил X.`: where what is told begins, the sentence `first` or its own.

    The first only where it opens the paragraph, no more than `FEW` before, and one whom the text names tells facts.
    """
    s = scene.tokens[sentence.first].sent
    opening = scene.doc.sentences[min(first, s)]  # a second cue of the article's last sentence
    opens = first == 0 or scene.doc.sentences[first - 1].paragraph != sentence.paragraph
    if not opens or not 0 < s - first <= FEW or cue.scope != "whole" or not cue.voice.entity_id:
        return sentence
    told = lemma(scene.tokens[cue.at]) in TELLING and scene.tokens[cue.at - 1].text in (",", *DASHES)
    return opening if told and not any(scene.direct[i] for i in range(opening.first, cue.at)) else sentence


def sums_up(scene: Scene, sentence: Sentence, cue: Cue) -> bool:
    """`Правительство рассчитывало, что …, пишет X`: X ends it and tells it all where nobody else is named."""
    ends = cue.last >= sentence.last - 1 and scene.tokens[cue.at - 1].text == ","
    return ends and bool(cue.voice.entity_id)


def is_first_person(scene: Scene, n: int) -> bool:
    """Whether the sentence speaks of `мы`, `я`."""
    sentence = scene.doc.sentences[n]
    return any(t.norm in FIRST_PERSON or t.feat("Person") == "1" for t in scene.tokens[sentence.first : sentence.last])


def resumes(scene: Scene, cue: Cue) -> bool:
    """`Он добавил, что`, `также добавил, что`: a cue that goes on with who spoke before."""
    first = scene.doc.sentences[scene.tokens[cue.at].sent].first
    before = [t.norm for t in scene.tokens[max(first, cue.at - 4) : cue.at]]
    return cue.scope == "after" and cue.voice.type == "PER" and bool(PRONOUNS.keys() & before)


def narrates(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence tells what a person did, so that it is no part of a person's report: `Министр поручил …`.

    A person or an officer is its subject, with a finite verb in the past that is no speech; of `он поручил` the verb
    shows that a person is meant.
    """
    people, pronoun = 0, False
    for i in range(sentence.first, min(sentence.last, sentence.first + SUBJECT)):
        token = scene.tokens[i]
        if scene.direct[i] or scene.speech.get(i, "aside") != "aside":
            return False
        if token.feat("VerbForm") == "Fin":
            told = token.feat("Tense") == "Past" and (token.feat("Number") == "Sing" or people > 1)  # Ким и Цой заняли
            return told and (people > 0 or (pronoun and lemma(token) in words("deeds")))
        people += _is_person(scene, i) and (scene.mention[i] is None or scene.mention[i] is not scene.mention[i - 1])
        pronoun = pronoun or token.norm in ("он", "она")
    return False


def _is_person(scene: Scene, i: int) -> bool:
    mention, token = scene.mention[i], scene.tokens[i]
    if mention:
        return mention.type == "PER" and scene.is_plainly_nominative(i)
    officer = speaker_classes().get(lemma(token), frozenset()) & {"leader", "office"}
    return bool(officer) and is_nominative(token) and token.feat("Number") == "Sing"


def _has_spoken(scene: Scene, sentence: Sentence) -> bool:
    """Whether direct speech and who spoke it are what stands before the sentence."""
    s = scene.tokens[sentence.first].sent
    before = scene.doc.sentences[s - 1] if s else sentence
    return any(scene.direct[i] for i in range(max(before.first, before.last - NEWS), before.last))


def author_returns(scene: Scene, sentence: Sentence) -> bool:
    """`Напомним, …`, `8 июля стало известно, что …`, `в опросе участвовали …`: the author speaks again."""
    if scene.direct[sentence.first]:
        return False
    opening = [t.norm for t in scene.tokens[sentence.first : min(sentence.last, sentence.first + NEWS)]]
    openers = words("author_returns")
    if opening[:2] == ["стоит", "отметить"] and _has_spoken(scene, sentence):
        return True
    if opening[0] in openers or " ".join(opening[:2]) in openers or is_about_survey(scene, sentence):
        return True
    return "стало" in opening and "стало известно" in " ".join(opening) and _WHENCE.isdisjoint(opening)
