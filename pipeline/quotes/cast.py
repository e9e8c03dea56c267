"""The people and organisations of an article, who of them has spoken, and whom a description or a pronoun means.

By gender, number, role and recency: `спикер`, `глава фонда`, `она`, `ведомство` go to whom the text named before.
"""

from __future__ import annotations

from bisect import bisect_left

from pipeline.quotes.bodies import body
from pipeline.quotes.captions import set_apart
from pipeline.quotes.consulted import consulted
from pipeline.quotes.later import named_later
from pipeline.quotes.meant import MEMORY, organisation_meant
from pipeline.quotes.offices import holder_meant, positions
from pipeline.quotes.pronouns import human_meant
from pipeline.quotes.recent import goes_on, just_spoken, staff_spoke
from pipeline.quotes.scene import NOBODY, Scene, Voice, agree, is_nominative, lemma, speaker_classes
from pipeline.quotes.stems import stems
from pipeline.quotes.subjects import Subject, beyond_comma, description_end, phrase_end, subjects
from pipeline.quotes.teasers import since, teasers
from pipeline.quotes.titles import (
    beyond_place,
    inside,
    is_cut_off,
    is_former,
    is_of_some,
    kin,
    owns,
    titled,
    titled_again,
    titles,
)
from pipeline.vocabulary import words

WINDOW = 30  # tokens looked through on either side of a verb
PATRONYMICS = ("вич", "ьич", "мич", "вна", "чна", "шна", "улы", "кызы", "қызы", "ұлы")


class Cast:
    """Everybody named; `said` holds (token index, voice) of who spoke, in text order."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.said: list[tuple[int, Voice]] = []
        self.credited = False  # whether who spoke last was only credited: `со ссылкой на X`
        self.relayed: Voice | None = None  # whom the outlet refers to: `передает zakon.kz со ссылкой на X`
        self.stranger = -1  # the last cue of a voice without a name
        self.people: list[tuple[int, Voice]] = []
        self.orgs: list[tuple[int, Voice, frozenset[str]]] = []
        self.stems: dict[str, frozenset[str]] = {}  # by organisation, of its first mention
        self.aliases: dict[str, Voice] = {}
        self.teasers = teasers(scene.doc)
        self._index_mentions()
        self.aside = set_apart(scene, self.people, self.teasers)
        self.positions = positions(scene)
        self.titles = titles(scene, self.people)

    def _index_mentions(self) -> None:
        scene, stop = self.scene, 0
        for i, mention in enumerate(scene.mention):
            if mention is None or i < stop:
                continue
            stop = scene.end_of_mention(i)
            if mention.type == "PER":
                self.people.append((i, self.voice(i)))
            elif mention.type == "ORG":
                self.orgs.append((i, scene.voice(i), stems(scene, i, stop)))
                self.stems.setdefault(mention.entity_id, self.orgs[-1][2])

    def voice(self, i: int) -> Voice:
        """The entity named at token i; `Ерлан Маратович` is the Ерлан, or Е., of a surname named before."""
        voice = self.scene.voice(i)
        if voice.type != "PER" or voice.entity_id in self.aliases:
            return self.aliases.get(voice.entity_id, voice)
        first, *rest = voice.name.split()
        if len(rest) == 1 and rest[0].endswith(PATRONYMICS):
            for _, other in reversed(self.people[-40:]):
                given = other.name.replace(".", ". ").split()[0]
                if other is not voice and (given == first or given == first[0] + "."):
                    voice = self.aliases[voice.entity_id] = other
                    break
        return voice

    def remember(self, at: int, voice: Voice, alone: bool = False, credited: bool = False) -> None:
        """Token `at` is a cue of this voice; a voice without a name is remembered where one person speaks alone."""
        if since(self.teasers, self.scene.tokens[at].start) >= 0:
            return  # nobody goes on with what another article tells
        if voice.entity_id:
            self.said.append((at, voice))
            self.credited = credited
        elif alone:
            self.stranger = at

    def named(self, first: int, last: int, spoken: bool = False) -> Voice:
        """Who is named in the phrase that begins at `first`: the person, else the organisation.

        After `по словам` (`spoken`) any word for a person may stand for somebody named before.
        """
        stop = phrase_end(self.scene, first, min(last, first + WINDOW))
        found = list(subjects(self.scene, first, stop))
        people = [s for s in found if s.kind == "PER" and not self.owns(s.at, found[0])]
        if not people and (at := beyond_place(self.scene, stop)) >= 0:
            return self.voice(at)
        if people:
            return self.voice(people[-1].at if len(people) < 3 else people[0].at)
        if found and found[0].kind in ("person", "leader", "anyone") and (titled := self.titled(stop, last)):
            return titled
        for n, subject in enumerate(found):
            if subject.kind == "ORG":
                return self.voice(subject.at)
            if subject.kind in ("staff", "report"):
                continue
            if subject.kind != "org" or not any(s.kind == "ORG" for s in found[n + 1 :]):
                return NOBODY if n and subject.kind in ("person", "leader") else self._unnamed(subject, stop, spoken)
        if [s.kind for s in found] == ["staff"] and stop == first + 1 and (staff := staff_spoke(self, first)).entity_id:
            return staff
        alone = stop == first + 1 and lemma(self.scene.tokens[first]) in ("пресс-служба", "пресс-центр")
        return (self.last_heard("ORG") if alone else None) or NOBODY  # по данным пресс-службы

    def _unnamed(self, subject: Subject, stop: int, spoken: bool) -> Voice:
        """Whom a word stands for; for people it is nobody."""
        meant = subject.kind in ("org", "person", "leader") or (spoken and subject.kind == "anyone")
        if subject.plural or subject.kind == "nobody":
            return body(self.scene, subject.at)  # по версии следствия
        return self.described(subject.at, stop) if meant else NOBODY

    def owns(self, at: int, head: Subject | None = None) -> bool:
        """Whether the word before the person at `at`, after the `head` of a phrase, is for somebody of theirs."""
        return owns(self.scene, self.people, self.voice(at), at, head is not None)

    def titled(self, comma: int, last: int) -> Voice | None:
        """The person whose title goes on over the comma."""
        scene, last = self.scene, min(last, len(self.scene.tokens))
        at = beyond_comma(scene, comma, last) if comma < last and scene.tokens[comma].text == "," else -1
        return self.voice(at) if at >= 0 else None

    def described(self, i: int, last: int, gender: str = "") -> Voice:
        """Whom the word at i with what follows it describes: `министр`, `глава фонда`, `ведомство`.

        `gender` is that of the verb: `министр отметила` is a woman, `министр отметил` a man or a woman.
        """
        token = self.scene.tokens[i]
        if is_cut_off(self.scene, i):
            return NOBODY
        classes = speaker_classes().get(lemma(token), frozenset(("anyone",)))
        stop = description_end(self.scene, i, min(last, i + WINDOW))
        if "human" in classes:
            return human_meant(self, i)
        if is_of_some(self.scene, i, stop):
            return NOBODY
        called = titled(self.titles, lemma(token), i) if token.feat("Number") == "Sing" and stop == i + 1 else None
        called = called or titled_again(self.scene, self.titles, i, stop)
        if "nobody" in classes and "staff" in classes and (at := inside(self.scene, i)) >= 0:
            return self.voice(at)
        if "nobody" in classes or (token.feat("Number") == "Plur" and "staff" not in classes):
            return called or NOBODY
        if "org" in classes:
            return self.organisation(i)
        if classes == {"staff"} or token.feat("Number") == "Plur":
            return self.named(i + 1, stop) if stop > i + 1 else (self.last_heard("ORG") or NOBODY)
        return self._person(i, stop, classes, gender, called)

    def _person(self, i: int, stop: int, classes: frozenset[str], gender: str, called: Voice | None) -> Voice:
        if "anyone" in classes:
            gender = gender if gender == "Fem" else self.scene.tokens[i].feat("Gender") or gender
        rest = list(subjects(self.scene, i + 1, stop))
        named = self._whose(i, rest)
        if named is None:
            return NOBODY
        owner = self.scene.mention[rest[0].at] if rest and rest[0].kind == "PER" and rest[0].at == i + 1 else None
        if owner and (relative := kin(self.scene, self.people, i, owner.entity_id)):
            return relative
        org = "" if "guest" in classes else named.entity_id  # `собеседник агентства` is not of the agency
        by_role = holder_meant(self, i, "leader" in classes, org) or called
        if by_role:
            alone = not org and not classes & {"leader", "office"} and stop == i + 1
            return just_spoken(self, i, gender, by_role) if alone else by_role
        if self.said and goes_on(self, i, org, gender):
            return self.said[-1][1]
        if org and ("anyone" in classes or is_former(self.scene, i)):
            return NOBODY  # `вратарь «Зари»`, who does not speak for it
        if org:
            later = named_later(self.scene, self.people, i, self.stems.get(org, frozenset()))
            return later if later.entity_id else named
        if "anyone" in classes and stop > i + 1:
            return NOBODY  # `мать пострадавшего`: somebody else
        return self._anybody(i, gender, classes) or NOBODY

    def _anybody(self, i: int, gender: str, classes: frozenset[str]) -> Voice | None:
        """Who is meant by a word alone: whom the outlet asked, else who spoke or was named last."""
        if asked := self._consulted(i, gender):
            return asked
        named = lemma(self.scene.tokens[i]) not in words("experts") or gender == "Fem"
        found = self.latest_person(i, gender, True, named)
        if not found and gender == "Masc" and "anyone" not in classes:
            found = self.latest_person(i, "", True, named)
        return found

    def _consulted(self, i: int, gender: str) -> Voice | None:
        """Whom the outlet asked after the last person spoke."""
        last = next((at for at, voice in self.said[:-9:-1] if voice.type == "PER"), -1)
        return consulted(self.scene, [p for p in self.people_before(i) if p[0] > last], i, gender)

    def _whose(self, i: int, rest: list[Subject]) -> Voice | None:
        """The organisation of the person at i; None for a `представитель` of one that has no name."""
        orgs = (s.at for s in rest if s.kind == "ORG" and self.scene.tokens[s.at].feat("Case") != "Dat")
        named = next((self.voice(at) for at in orgs), None)  # but `сказал защитник «Вестям»`
        word = next((s.at for s in rest if s.kind == "org"), -1)
        if named or word < 0 or lemma(self.scene.tokens[i]) != "представитель":
            return named or NOBODY
        meant = self.organisation(word)
        return meant if meant.entity_id else None

    def orgs_before(self, i: int) -> list[tuple[int, Voice, frozenset[str]]]:
        """The last organisations named before token i."""
        stop = bisect_left(self.orgs, i, key=lambda o: o[0])
        return self.orgs[max(0, stop - 100) : stop]

    def organisation(self, i: int) -> Voice:
        """The organisation that the word at i stands for."""
        return organisation_meant(self, i)

    def latest_person(self, i: int, gender: str, spoken: bool = False, named: bool = True) -> Voice | None:
        """The last person before token i, outside direct speech; who spoke goes before who was only `named`."""
        tokens, direct = self.scene.tokens, self.scene.direct
        heard = [(at, v) for at, v in self.said[-40:] if v.type == "PER" and at < i and agree(v.gender, gender)]
        if spoken and self.stranger > (heard[-1][0] if heard else -1) and self.is_near(self.stranger, i):
            return None  # `эксперт` is somebody whose name was not found
        if not named and not heard:
            return None
        if spoken and heard and heard[-1][0] > i - MEMORY and not self.introduced(heard[-1][0], i):
            return heard[-1][1]
        for at, voice in self.people_before(i):
            if heard and heard[-1][0] > at:
                return heard[-1][1]
            if at < i - MEMORY:
                break
            end = self.scene.end_of_mention(at)
            named = any(is_nominative(t) for t in tokens[at:end]) and not self.scene.is_oblique(at)
            if not direct[at] and agree(voice.gender, gender) and named:
                return voice
        return heard[-1][1] if heard and heard[-1][0] > i - MEMORY else None

    def introduced(self, since: int, i: int) -> bool:
        """Whether a person is the first named in the paragraph before token i, after the one heard at `since`."""
        scene = self.scene
        for at, _ in self.people_before(i):
            if at <= since or scene.paragraph[at] < scene.paragraph[i] - 1:
                return False
            if scene.tokens[at].sent == scene.tokens[since].sent:
                continue  # who is named within what the other said
            if not scene.direct[at] and scene.is_plainly_nominative(at):
                return True
        return False

    def is_near(self, a: int, b: int) -> bool:
        """Whether b stands in the paragraph of a or the next, other articles' openings between them left out."""
        between = bisect_left(self.teasers, (self.scene.tokens[a].start, 0))
        openings = bisect_left(self.teasers, (self.scene.tokens[b].start, 0)) - between
        return self.scene.paragraph[b] - self.scene.paragraph[a] <= 1 + 2 * openings

    def people_before(self, i: int) -> list[tuple[int, Voice]]:
        """The last people named before token i, nearest first."""
        stop = bisect_left(self.people, i, key=lambda p: p[0])
        return [
            p for p in self.people[max(0, stop - 60) : stop][::-1] if p[0] not in self.aside or self._beside(p[0], i)
        ]

    def _beside(self, at: int, i: int) -> bool:
        """Whether two tokens stand in one paragraph, or in another article's opening."""
        return self.scene.paragraph[at] == self.scene.paragraph[i]

    def last_heard(self, kind: str, since: int = 0) -> Voice | None:
        """The last of a kind to speak, in the paragraph `since` or after it."""
        heard = (v for at, v in reversed(self.said[-20:]) if v.type == kind and self.scene.paragraph[at] >= since)
        return next(heard, None)

    def stranger_spoke(self, i: int) -> bool:
        """`сообщает пресс-служба. «…», – говорится в сообщении`: the last to speak, near, has no name."""
        return self.stranger > (self.said[-1][0] if self.said else -1) and self.is_near(self.stranger, i)

    def latest_org(self, i: int) -> Voice:
        at = bisect_left(self.orgs, i, key=lambda o: o[0]) - 1
        return self.orgs[at][1] if at >= 0 and self.orgs[at][0] > i - MEMORY else NOBODY

    def just_credited(self, i: int) -> Voice | None:
        """Whom the last cue credited, near: `свидетельствуют данные X. Согласно этим цифрам`."""
        at, voice = self.said[-1] if self.said else (-1, NOBODY)
        return voice if self.credited and voice.type == "ORG" and self.is_near(at, i) else None

    def just_named(self, i: int) -> Voice:
        """Whose `эти данные` are: the one organisation of the sentence before token i."""
        before = self.scene.tokens[i].sent - 1
        orgs = {v.entity_id: v for at, v, _ in self.orgs_before(i)[-9:] if self.scene.tokens[at].sent == before}
        return next(iter(orgs.values())) if len(orgs) == 1 else NOBODY

    def last_said(self) -> Voice | None:
        return self.said[-1][1] if self.said else None
