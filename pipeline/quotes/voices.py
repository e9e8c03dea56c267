"""Who speaks: finds the subject of a verb of speech, `сообщил X`, `сообщили в X`, `говорится в отчете X`."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.lazy import lazy
from pipeline.quotes.bodies import body
from pipeline.quotes.cast import WINDOW, Cast
from pipeline.quotes.documents import actor_before, author_before, by_whom
from pipeline.quotes.interviews import interviewee, introduced, sections
from pipeline.quotes.posts import nickname
from pipeline.quotes.pronouns import pronoun_meant
from pipeline.quotes.scene import DASHES, NOBODY, Scene, Voice, is_nominative, lemma, noun_owners
from pipeline.quotes.subjects import Subject, phrase_end, segments, subjects, until
from pipeline.vocabulary import words

FAR = 90  # tokens between a person and the verb, where no other verb comes between
FADING = 5  # paragraphs after which `в заявлении` is no longer that of who spoke last
CLOSE = 6  # tokens between an organisation and the verb it is subject of
WHO = frozenset(("который", "которая", "которые"))
RESULTS = frozenset(("результат", "итог"))
PLACES = frozenset(("в", "во", "на", "при"))


class Voices:
    """Finds the speaker of a verb; `cast` is everybody that the article names."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.cast = Cast(scene)
        self._answering: dict[int, Voice] = {}  # who answers, by interview

    def of_verb(self, i: int, first: int, last: int) -> Voice | None:
        """Speaker of the verb at i, sought within `first:last`; NOBODY if unnamed, None if no subject at all."""
        right, *left = self._ranges(i, first, last)
        left = left[:1] + [r for r in left[1:] if not self._is_aside(*r)]
        relative = i in self.scene.speech and bool(left) and self._is_relative(*left[0])
        if relative and (meant := self._antecedent(first, left[0][0] - 1)):
            return meant
        ranges = [right, *left] if self._is_inverted(i, first) else [*left[:1], right, *left[1:]]
        choose = self._plural if self.scene.tokens[i].feat("Number") == "Plur" else self._singular
        found = list[list[Subject]]()
        for begin, end in ranges:
            found.append(list(subjects(self.scene, begin, end)))
            if voice := choose(found[-1], i, end):
                return voice
        if far := self._far(i, first) or nickname(self.scene, i + 1, last):
            return far
        personal = self.scene.tokens[i].feat("Gender") in ("Masc", "Fem")  # чем обещал в рамках соглашения
        places = (None if personal else self._place(these) for these in found)
        return next((voice for these in found if (voice := next(places) or self._anybody(these))), None)

    def _far(self, verb: int, first: int) -> Voice | None:
        """`[Олег Ким] из «Зари», … (45 words), заявил`: a person beyond the window, no clause between."""
        scene = self.scene
        for at in range(verb - 1, max(first, verb - FAR) - 1, -1):
            token, mention = scene.tokens[at], scene.mention[at]
            if token.feat("VerbForm") == "Fin" or scene.direct[at] or token.text in ";:":
                return None
            named = at < verb - WINDOW and mention is not None and mention.type == "PER"
            if named and mention and mention.start == token.start and scene.is_plainly_nominative(at):
                return self.cast.voice(at)
        return None

    @lazy
    def _sections(self) -> list[tuple[int, int]]:
        return sections(self.scene)

    def answers(self, i: int) -> Voice:
        """Who gives the answer at token i: one for each of the article's interviews."""
        n = sum(question < i for _, question in self._sections) - 1
        if n not in self._answering:
            lead, question = self._sections[n]
            said = introduced(self.scene, self.cast, lead, question) if n else None
            said = said or self._answering.get(n - 1)
            self._answering[n] = said or interviewee(self.scene, self.cast, question)
        return self._answering[n]

    def _is_relative(self, first: int, last: int) -> bool:
        """`министр, который вчера заявил`."""
        return any(t.norm in WHO for t in self.scene.tokens[first : min(last, first + 2)])

    def _is_aside(self, first: int, last: int) -> bool:
        """`МТС, [которая владеет «Зарёй»], заявила`, `Минздрав, [подконтрольный НПО], сообщил`: no subject in it."""
        named = last - first > 1 and all(m and m.type == "ORG" for m in self.scene.mention[first + 1 : last])
        alone = named and self.scene.tokens[first].pos == "ADJ" and self.scene.mention[first] is None
        return self._is_relative(first, last) or alone

    def _antecedent(self, first: int, comma: int) -> Voice | None:
        """Whom `который` after the comma stands for: the last one named before it."""
        found = list(subjects(self.scene, max(first, comma - WINDOW), comma))
        near = next((s for s in found[::-1] if s.kind != "LOC"), None)
        if near is None or near.kind in ("pronoun", "report"):
            return None
        return self.cast.voice(near.at) if near.kind in ("PER", "ORG") else self.cast.described(near.at, comma)

    def place_of(self, i: int, first: int, last: int) -> Voice | None:
        """Whose document speaks with the verb at i: `в сообщении банка говорится`, `сообщается на сайте`."""
        found = (self._place(list(subjects(self.scene, a, b)), documents=True) for a, b in self._ranges(i, first, last))
        return next((voice for voice in found if voice), None)

    def report_at(self, i: int, first: int, last: int) -> Voice | None:
        """Whose figures are the subject of the verb at i: `данные банка свидетельствуют`."""
        for a, b in self._ranges(i, first, last):
            for s in subjects(self.scene, a, b):
                if s.kind == "report" and not s.preposition and is_nominative(self.scene.tokens[s.at]):
                    named = self.cast.named(s.at + 1, b)
                    last = phrase_end(self.scene, s.at + 1, b) - 1  # данные [опроса], проведённого X, показали
                    return named if named.entity_id else by_whom(self.scene, self.cast, last) or NOBODY
                if s.kind == "report" and lemma(self.scene.tokens[s.at - 1]) in RESULTS:
                    return self.cast.named(s.at + 1, b)  # `результаты опроса X показали`
        return None

    def _ranges(self, i: int, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Where the subject of the verb at i may stand: to the right, then to the left, nearest first."""
        yield i + 1, until(self.scene, i + 1, min(last, i + WINDOW))
        yield from segments(self.scene, i, max(first, i - WINDOW))

    def _is_inverted(self, i: int, first: int) -> bool:
        """The verb begins its clause, so that the subject follows: `…, – сообщил X`."""
        before = self.scene.tokens[i - 1].text if i > first else ","
        return before in (",", "»", '"', "”") or before in DASHES

    def _singular(self, found: list[Subject], verb: int, last: int) -> Voice | None:
        for n, s in enumerate(found):
            if s.preposition or s.plural or not self._may_be_nominative(s):
                continue
            if s.kind == "PER" and self.cast.owns(s.at):
                continue
            if s.kind == "LOC" and self.scene.end_of_mention(s.at) == verb:
                return NOBODY  # `Узбекистан заявил`
            if self._is_told_to(s, found[n + 1 :], verb):
                continue
            if voice := self._subject(s, found[n + 1 :], verb, last):
                return voice
        return None

    def _is_told_to(self, s: Subject, after: list[Subject], verb: int) -> bool:
        """`сообщил РИА Новости представитель МЧС`: the name right after the verb is in the dative."""
        told = s.kind == "ORG" and s.at == verb + 1 and bool(after) and after[0].kind in ("leader", "person", "staff")
        if not told or after[0].at != self.scene.end_of_mention(s.at):
            return False
        return self.scene.tokens[after[0].at].feat("Case") == "Nom"

    def _anybody(self, found: list[Subject]) -> Voice | None:
        """A person whose case the tagger did not see."""
        people = (s.at for s in found if s.kind == "PER" and not s.preposition)
        return next((self.cast.voice(at) for at in people if not self._is_another(at)), None)

    def _is_another(self, at: int) -> bool:
        """`адвокат Белова`, `мать Белова`: whose somebody else speaks."""
        return self.scene.is_oblique(at) or self.cast.owns(at)

    def _subject(self, s: Subject, rest: list[Subject], verb: int, last: int) -> Voice | None:
        """The voice of a singular subject: the name itself, the name after a description, or what it stands for."""
        if s.kind == "PER":
            return self.cast.voice(s.at)
        if s.kind == "pronoun":
            return pronoun_meant(self.cast, self.scene.tokens[s.at].norm, s.at)
        if s.kind != "report" and (person := self._person_after(rest)):
            return person
        if s.kind == "ORG":
            near = min(abs(verb - s.at), abs(verb - self.scene.end_of_mention(s.at))) <= CLOSE
            return self.cast.voice(s.at) if near or self._is_set_off(s.at, verb) else None
        if s.kind == "org" and rest and rest[0].kind == "ORG" and rest[0].at - s.at <= 2:
            return self.cast.voice(rest[0].at)  # `компания «Заря» заявила`
        if s.kind == "LOC":
            return None
        return (s.kind != "org" and self.cast.titled(last, last + WINDOW)) or self.cast.described(
            s.at, last, self.scene.tokens[verb].feat("Gender")
        )

    def _is_set_off(self, at: int, verb: int) -> bool:
        """`Reuters, ссылаясь на два источника в Минске, сообщает`: all between the two is a clause of its own."""
        end, tokens = self.scene.end_of_mention(at), self.scene.tokens
        if [t.norm for t in tokens[end : end + 3]] == ["со", "ссылкой", "на"]:
            return verb - end < WINDOW  # `Reuters со ссылкой на источник в полиции сообщает`
        clause = end + 1 < verb and tokens[end].text == tokens[verb - 1].text == ","
        return clause and (tokens[end + 1].feat("VerbForm") in ("Conv", "Part") or tokens[end + 1].norm in WHO)

    def _may_be_nominative(self, s: Subject) -> bool:
        if is_nominative(self.scene.tokens[s.at]):
            return True
        return s.kind in ("PER", "ORG") and (self._is_written(s.at) or self.scene.is_plainly_nominative(s.at))

    def _is_written(self, at: int) -> bool:
        """`МВД Казахстана сообщает`, whatever case the tagger gives it; but not in `стран СНГ`."""
        tokens, mention = self.scene.tokens, self.scene.mention[at]
        if mention is None or (at and tokens[at - 1].pos in ("NOUN", "ADJ")):
            return False
        short = len(tokens[at].text) > 1 and tokens[at].text.isupper()
        return short or self.scene.doc.text[mention.start : mention.stop] == mention.normal

    def _person_after(self, found: list[Subject]) -> Voice | None:
        """A person's name after a word for a speaker: `глава фонда Иванова`."""
        people = [s for s in found if s.kind == "PER" and not s.preposition and not self._is_another(s.at)]
        nominative = [s for s in people if self.scene.is_plainly_nominative(s.at)]
        return self.cast.voice((nominative or people)[0].at) if people else None

    def _plural(self, found: list[Subject], verb: int, last: int) -> Voice | None:
        for s in found:
            if self._is_first_of_two(s, verb):
                return self.cast.voice(s.at)
            if s.kind == "report" or s.preposition or not is_nominative(self.scene.tokens[s.at]):
                continue
            if s.kind == "staff":
                if self._are_sources(s.at):
                    return NOBODY  # `источники агентства рассказали`
                named = self.cast.named(s.at + 1, last)  # `представители банка заявили`
                return named if named.entity_id else self._authors(s.at) or named
            if s.kind == "pronoun" and s.plural:
                return self.cast.last_heard("ORG") or NOBODY
            token = self.scene.tokens[s.at]
            if s.kind == "ORG" and token.feat("Number") == "Plur" and token.feat("Case") == "Nom":
                return self.cast.voice(s.at)  # `Вести сообщают`
            if s.plural and s.kind != "media" and (unnamed := body(self.scene, s.at)).entity_id:
                return unnamed  # `власти штата сообщили`
            if s.plural or (s.kind == "PER" and sum(other.kind == "PER" for other in found) > 1):
                return NOBODY  # several people
        return self._place(found)

    def _is_first_of_two(self, s: Subject, verb: int) -> bool:
        """`прогнозируют ЦБ и Минфин`, not `обвиняли во всём ЦБ и Минфин`: the first of two organisations."""
        if s.kind != "ORG" or s.preposition or s.at > verb + 1 or not self._may_be_nominative(s):
            return False
        end, tokens = self.scene.end_of_mention(s.at), self.scene.tokens
        following = self.scene.mention[end + 1] if end + 1 < len(tokens) and tokens[end].norm == "и" else None
        return following is not None and following.type == "ORG"

    def _authors(self, at: int) -> Voice | None:
        """`X опубликовал исследование. Авторы исследования подсчитали`: X, who has just been named or credited."""
        tokens = self.scene.tokens
        whose = lemma(tokens[at]) in ("автор", "составитель") and at + 1 < len(tokens)
        if not whose or lemma(tokens[at + 1]) not in noun_owners():
            return None
        return self.cast.just_credited(at) or self.cast.just_named(at)

    def _are_sources(self, at: int) -> bool:
        """`источники «Вестей»` are not who they tell."""
        named = lemma(self.scene.tokens[at]) == "источник" and any(self.scene.mention[at + 1 : at + 3])
        return named and self.scene.tokens[at + 1].pos != "ADP"

    def _place(self, found: list[Subject], documents: bool = False) -> Voice | None:
        """`в МЧС`, `в ведомстве`, `в пресс-службе банка`, `на сайте акимата`."""
        unnamed = None
        for n, s in enumerate(found):
            if s.preposition in PLACES and s.kind in ("ORG", "org"):
                voice = self._organisation(s)
                return NOBODY if voice.name.strip('«»"').lower() in words("networks") else voice
            if s.preposition in PLACES and (s.kind == "staff" or (documents and s.kind == "report")):
                if owner := self._whose(found[n + 1 :], s):
                    return owner
                unnamed = unnamed or s  # `в заявлении на сайте банка`: the site tells whose
        return self._owner_unnamed(unnamed) if unnamed else None

    def _whose(self, after: list[Subject], s: Subject) -> Voice | None:
        """Whose text or staff the word of `s` is, as the subjects `after` it say."""
        person = s.kind == "report" and bool(after) and after[0].kind in ("leader", "person", "staff")
        if person and not self._is_apart(s.at, after[0].at):
            named = self.cast.named(s.at + 1, s.at + WINDOW)  # `в письме главы фонда Анны Ким`
            if named.type == "PER":
                return named
        owner = self._owner(after, s)
        return self._organisation(owner) if owner else by_whom(self.scene, self.cast, s.at)

    def _owner(self, found: list[Subject], s: Subject) -> Subject | None:
        """Whose text or staff it is: `в посте Анны Ким`, `в докладе организации Oxfam`; `в ответе на запрос` none's."""
        kinds = ("ORG", "org", "PER") if s.kind == "report" else ("ORG", "org")
        owners = [o for o in found if o.kind in kinds and not self._is_apart(s.at, o.at)]
        if len(owners) > 1 and owners[0].kind == "org" and owners[1].kind == "ORG":
            return owners[1]
        return owners[0] if owners else None

    def _is_apart(self, first: int, last: int) -> bool:
        """Whether a preposition stands between the two."""
        return any(self.scene.tokens[i].pos == "ADP" and not self.scene.mention[i] for i in range(first, last))

    def _organisation(self, s: Subject) -> Voice:
        return self.cast.organisation(s.at) if s.kind == "org" else self.cast.voice(s.at)

    def _owner_unnamed(self, s: Subject) -> Voice:
        """`в пресс-службе`, `в сообщении` of who spoke last, `на сайте` of who was named last; `в отчете` nobody's."""
        owner = noun_owners().get(lemma(self.scene.tokens[s.at]), "")
        if owner == "named":
            return self.cast.latest_org(s.at)
        if owner == "heard" and self.cast.credited and self.cast.relayed:
            return self.cast.relayed
        if owner == "heard" and self.cast.stranger_spoke(s.at):
            return NOBODY
        if s.kind == "report" and not owner and (author := author_before(self.scene, self.cast, s.at)):
            return author  # `X опубликовал доклад. «…», – говорится в документе`
        if s.kind != "staff" and owner != "heard":
            return self.cast.just_credited(s.at) or NOBODY  # `По данным X, … «…», – говорится в документе`
        heard = self.cast.last_heard("ORG", self.scene.paragraph[s.at] - FADING)
        return heard or (owner and actor_before(self.scene, self.cast, s.at)) or NOBODY
