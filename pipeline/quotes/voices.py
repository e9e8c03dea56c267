"""Who speaks: the person or organisation that a name, a description or a pronoun near a verb of speech stands for.

By gender, number, role and recency: `спикер`, `глава фонда`, `она`, `в ведомстве` go to whom the text named before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.document import Token
from pipeline.quotes.scene import DASHES, NOBODY, Scene, Voice, is_nominative, lemma, noun_classes, speaker_classes

WINDOW = 30  # tokens looked through on either side of a verb
MEMORY = 400  # tokens over which a pronoun finds whom it stands for
STOPS = frozenset(".;:!?…()") | DASHES
PRONOUNS = {"он": "Masc", "она": "Fem"}
POSSESSIVES = {"его": "Masc", "ее": "Fem", "её": "Fem", "их": ""}
AUTHORITY = ("минист", "комит", "депар", "управл", "агент", "служб", "мид", "мвд", "мчс", "дчс", "прокур", "центр",
             "инспе", "бюро", "банк", "акима", "полиц", "фонд")  # fmt: skip
LABELS = frozenset("ведомство компания организация учреждение регулятор предприятие корпорация концерн холдинг оператор".split())
PATRONYMICS = ("вич", "ьич", "мич", "вна", "чна", "шна", "улы", "кызы", "қызы", "ұлы")
OWN_PAGES = frozenset("сайт страница аккаунт портал".split())
BUSINESS = frozenset("компания корпорация концерн холдинг авиакомпания оператор предприятие".split())


@dataclass(frozen=True, slots=True)
class Subject:
    """A possible speaker at token `at`; `kind` is PER, ORG, LOC, pronoun, report or a class of `speakers.tsv`."""

    at: int
    kind: str
    preposition: str  # the one it depends on, if any
    plural: bool = False


class Voices:
    """Finds speakers, and remembers who spoke: `said` holds (token index, voice), in text order."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.said: list[tuple[int, Voice]] = []
        self.people: list[tuple[int, Voice]] = []
        self.orgs: list[tuple[int, Voice, frozenset[str]]] = []
        self.aliases: dict[str, Voice] = {}
        self._index_mentions()
        self.positions = self._index_roles()

    def _index_mentions(self) -> None:
        scene, i = self.scene, 0
        while i < len(scene.tokens):
            mention = scene.mention[i]
            stop = scene.end_of_mention(i) if mention else i + 1
            if mention and mention.type == "PER":
                self.people.append((i, self.voice(i)))
            elif mention and mention.type == "ORG":
                self.orgs.append((i, scene.voice(i), _stems(scene, i, stop)))
            i = stop

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

    def _index_roles(self) -> dict[str, list[tuple[str, str]]]:
        """By person: the words of each position, and of its organisation."""
        found: dict[str, list[tuple[str, str]]] = {}
        for role in self.scene.doc.roles:
            found.setdefault(role.person_id, []).append((role.position.lower().replace("ё", "е"), role.org_id))
        return found

    def remember(self, at: int, voice: Voice) -> None:
        if voice.entity_id:
            self.said.append((at, voice))

    # what stands near a verb

    def subjects(self, first: int, last: int) -> Iterator[Subject]:
        """Names, pronouns and words for speakers in `first:last`, in order."""
        scene, classes, i, preposition = self.scene, speaker_classes(), first, ""
        governed = first - 1  # the token right after the last preposition
        while i < last:
            token = scene.tokens[i]
            mention = scene.mention[i]
            if mention:
                end = scene.end_of_mention(i)
                if i > governed and self._is_plainly_nominative(i, end):
                    preposition = ""
                yield Subject(i, mention.type, preposition)
                i = end
                preposition = "" if mention.type != "LOC" else preposition
                continue
            word = lemma(token)
            if token.feat("Case") == "Nom":
                preposition = ""  # `в свою очередь министр`: the preposition has had its noun
            if token.pos == "ADP":
                preposition, governed = token.norm, i + 1
            elif token.norm in PRONOUNS or token.norm == "они":
                yield Subject(i, "pronoun", preposition, token.norm == "они")
            elif word in classes and token.pos != "VERB":
                plural = token.feat("Number") == "Plur"
                yield Subject(i, _class_of(classes[word], plural), preposition, plural)
            elif word in noun_classes() and token.pos == "NOUN":
                yield Subject(i, "report", preposition)
            elif token.pos == "NOUN" and token.feat("Animacy") == "Anim":
                yield Subject(i, "anyone", preposition, token.feat("Number") == "Plur")
            if token.pos == "VERB":
                preposition = ""
            i += 1

    def of_verb(self, i: int, first: int, last: int) -> Voice | None:
        """Speaker of the verb at i, sought within `first:last`; NOBODY if unnamed, None if no subject at all."""
        right = (i + 1, self._until(i + 1, min(last, i + WINDOW)))
        left = list(self._segments(i, max(first, i - WINDOW)))
        inverted = i == first or self.scene.tokens[i - 1].text in (",", "»", '"', "”") or self.scene.tokens[i - 1].text in DASHES
        ranges = [right, *left] if inverted else [*left[:1], right, *left[1:]]
        found = [(list(self.subjects(a, b)), b) for a, b in ranges]
        choose = self._plural if self._is_plural(i) else self._singular
        voices = (*(choose(subjects, i, b) for subjects, b in found), *(self._place(subjects) for subjects, _ in found))
        return next((voice for voice in voices if voice is not None), None)

    def _is_plural(self, i: int) -> bool:
        token = self.scene.tokens[i]
        return token.feat("Number") == "Plur"

    def _until(self, i: int, last: int) -> int:
        """First token from i on that ends a phrase: a mark outside names."""
        scene = self.scene
        while i < last and (scene.mention[i] or not (scene.tokens[i].text in STOPS or scene.tokens[i].text == ",")):
            if scene.direct[i]:
                break
            i += 1
        return i

    def _segments(self, i: int, first: int) -> Iterator[tuple[int, int]]:
        """Ranges between commas before token i, nearest first; dashes and direct speech end them."""
        scene, stop, j = self.scene, i, i - 1
        while j >= first:
            token = scene.tokens[j]
            if scene.direct[j] or (token.text in STOPS and not scene.mention[j]):
                break
            if token.text == "," and not scene.mention[j]:
                yield j + 1, stop
                stop = j
            j -= 1
        yield j + 1, stop

    def _singular(self, found: list[Subject], verb: int, last: int) -> Voice | None:
        tokens = self.scene.tokens
        for n, subject in enumerate(found):
            if subject.preposition or subject.plural:
                continue
            if not (is_nominative(tokens[subject.at]) or self._any_nominative(subject)):
                continue
            if subject.kind == "PER":
                return self.voice(subject.at)
            if subject.kind == "pronoun":
                return self.pronoun(tokens[subject.at].norm, subject.at)
            person = self._person_after(found[n + 1 :], subject)
            if person:
                return person
            if subject.kind == "ORG" and self._may_act(subject.at, verb):
                return self.voice(subject.at)
            if subject.kind == "org" and n + 1 < len(found) and found[n + 1].kind == "ORG" and found[n + 1].at - subject.at <= 2:
                return self.voice(found[n + 1].at)  # `компания «Заря» заявила`
            if subject.kind not in ("ORG", "LOC"):
                return self.described(subject.at, last)
        return next((self.voice(s.at) for s in found if s.kind == "PER" and not s.preposition), None)

    def _any_nominative(self, subject: Subject) -> bool:
        named = subject.kind in ("PER", "ORG")
        return named and self._is_plainly_nominative(subject.at, self.scene.end_of_mention(subject.at))

    def _is_plainly_nominative(self, i: int, end: int) -> bool:
        return any(t.feat("Case") == "Nom" for t in self.scene.tokens[i:end])

    def _person_after(self, found: list[Subject], subject: Subject) -> Voice | None:
        """A person's name after a word for a speaker: `глава фонда Иванова`."""
        people = [s for s in found if s.kind == "PER" and not s.preposition]
        nominative = [s for s in people if self._any_nominative(s)]
        best = nominative or people
        return self.voice(best[0].at) if best and subject.kind not in ("report",) else None

    def _may_act(self, i: int, verb: int) -> bool:
        """An organisation as subject stands close to its verb, and no noun before it governs it."""
        end = self.scene.end_of_mention(i)
        return min(abs(verb - i), abs(verb - end)) <= 6

    def _plural(self, found: list[Subject], verb: int, last: int) -> Voice | None:
        place = self._place(found)
        if place is not None:
            return place
        for subject in found:
            token = self.scene.tokens[subject.at]
            if subject.preposition or not is_nominative(token):
                continue
            if subject.kind == "staff":
                return self.named(subject.at + 1, last)
            if subject.kind == "PER":
                return NOBODY  # several people
            if subject.kind == "pronoun" and subject.plural:
                return self._last_said("ORG") or NOBODY
            if subject.plural:
                return NOBODY
        return None

    def _place(self, found: list[Subject]) -> Voice | None:
        """`в МЧС`, `в ведомстве`, `в пресс-службе банка`, `на сайте акимата`."""
        for n, subject in enumerate(found):
            if subject.preposition not in ("в", "во", "на", "при"):
                continue
            if subject.kind == "ORG":
                return self.voice(subject.at)
            if subject.kind == "org":
                return self.organisation(subject.at, self.scene.tokens[subject.at])
            if subject.kind in ("staff", "report"):
                voices = [s for s in found[n + 1 :] if s.kind in ("ORG", "org")]
                if voices:
                    s = voices[0]
                    return self.voice(s.at) if s.kind == "ORG" else self.organisation(s.at, self.scene.tokens[s.at])
                if lemma(self.scene.tokens[subject.at]) in OWN_PAGES:
                    return self._latest_org(subject.at)
                return (self._last_said("ORG") or NOBODY) if subject.kind == "staff" else NOBODY
        return None

    def place_of(self, i: int, first: int, last: int) -> Voice | None:
        """Whose document speaks with the verb at i: `в сообщении банка говорится`, `сообщается на сайте`."""
        for a, b in ((i + 1, self._until(i + 1, min(last, i + WINDOW))), *self._segments(i, max(first, i - WINDOW))):
            voice = self._place(list(self.subjects(a, b)))
            if voice is not None:
                return voice
        return None

    # a phrase after a preposition

    def named(self, first: int, last: int, spoken: bool = False) -> Voice:
        """Who is named in the phrase that begins at `first`: the person, else the organisation.

        After `по словам` (`spoken`) any word for a person may stand for somebody named before.
        """
        stop = self.phrase_end(first, min(last, first + WINDOW))
        found = [s for s in self.subjects(first, stop)]
        people = [s for s in found if s.kind == "PER"]
        if people:
            return self.voice(people[-1].at if len(people) < 3 else people[0].at)
        for n, subject in enumerate(found):
            if subject.kind == "ORG":
                return self.voice(subject.at)
            if subject.kind in ("org", "staff", "report") and any(s.kind == "ORG" for s in found[n + 1 :]):
                continue
            if subject.kind == "pronoun":
                return NOBODY
            if subject.kind == "nobody" or subject.plural and subject.kind != "staff":
                return NOBODY
            if subject.kind in ("org", "person", "leader") or spoken and subject.kind == "anyone":
                return self.described(subject.at, stop)
        return NOBODY

    def phrase_end(self, i: int, last: int) -> int:
        """End of the noun phrase from i on: before a verb, a preposition or a mark outside names."""
        scene = self.scene
        start = i
        while i < last:
            token = scene.tokens[i]
            if not scene.mention[i]:
                if token.text in STOPS or token.text == "," or token.pos in ("VERB", "AUX", "SCONJ"):
                    break
                if token.pos == "ADP" and i > start and token.norm not in ("по", "при"):
                    break
            i += 1
        return i

    # descriptions and pronouns

    def described(self, i: int, last: int) -> Voice:
        """Whom the word at i with what follows it describes: `министр`, `глава фонда`, `ведомство`."""
        token = self.scene.tokens[i]
        classes = speaker_classes().get(lemma(token), frozenset(("anyone",)))
        stop = self.phrase_end(i + 1, min(last, i + WINDOW))
        if "nobody" in classes or token.feat("Number") == "Plur" and "staff" not in classes:
            return NOBODY
        if "org" in classes:
            return self.organisation(i, token)
        if classes == {"staff"} or token.feat("Number") == "Plur":
            return self.named(i + 1, stop) if stop > i + 1 else (self._last_said("ORG") or NOBODY)
        return self._person(i, stop, classes)

    def _person(self, i: int, stop: int, classes: frozenset[str]) -> Voice:
        token = self.scene.tokens[i]
        gender = "" if "person" in classes or "leader" in classes else token.feat("Gender")
        rest = list(self.subjects(i + 1, stop))
        org = next((self.voice(s.at).entity_id for s in rest if s.kind == "ORG"), "")
        by_role = self._by_role(i, "leader" in classes, org)
        if by_role:
            return by_role
        last = self.said[-1] if self.said else None
        if org and last and last[1].type == "PER" and last[0] > i - MEMORY and self._belongs(last[1], org):
            return last[1]
        if org:
            return next(self.voice(s.at) for s in rest if s.kind == "ORG")
        if "anyone" in classes and stop > i + 1:
            return NOBODY  # `мать пострадавшего`: somebody else
        return self.latest_person(i, gender, spoken=True) or NOBODY

    def _belongs(self, person: Voice, org: str) -> bool:
        """Whether the person was introduced with the organisation: `офицер МЧС Ерасыл Сайпаш`, later `представитель МЧС`."""
        for at, voice in self.people[:200]:
            if voice.entity_id == person.entity_id:
                return any(at - 15 <= i < at and v.entity_id == org for i, v, _ in self.orgs_before(at))
        return False

    def orgs_before(self, i: int) -> list[tuple[int, Voice, frozenset[str]]]:
        """The last organisations named before token i."""
        stop = bisect_left(self.orgs, i, key=lambda o: o[0])
        return self.orgs[max(0, stop - 100) : stop]

    def _by_role(self, i: int, leader: bool, org: str) -> Voice | None:
        """The last person before token i whose position has the word there, or for a head any head's word."""
        word = lemma(self.scene.tokens[i])
        heads = [w for w, c in speaker_classes().items() if c & {"leader", "office"}] if leader else [word]
        stop = bisect_left(self.people, i, key=lambda p: p[0])
        before = [voice for _, voice in self._people_before(i)]
        after = [voice for _, voice in self.people[stop : stop + 3]]
        for exact in (True, False):
            for voice in before + after:
                for position, position_org in self.positions.get(voice.entity_id, ()):
                    words = position.split()
                    if org and position_org != org:
                        continue
                    if any(_is_head(w, [word] if exact and not leader else heads) for w in words[:3]):
                        return voice
        return None

    def organisation(self, i: int, token: Token) -> Voice:
        """The organisation named before that the word at i stands for: by its kind, then by recency."""
        word = lemma(token)
        before = self.orgs_before(i)
        said = {voice.entity_id: at for at, voice in self.said[-100:] if voice.type == "ORG"}
        fits = [o for o in before if _fits(word, o[2])]
        if not fits and word in LABELS and not self._is_qualified(i):
            fits = [o for o in before if o[1].entity_id in said] or before[-1:]
        if not fits:
            return NOBODY
        spoken = [o for o in fits if said.get(o[1].entity_id, -MEMORY) > i - MEMORY]
        return max(spoken or fits, key=lambda o: max(o[0], said.get(o[1].entity_id, -1)))[1]

    def _is_qualified(self, i: int) -> bool:
        """`немецкий регулятор`: not the one named before."""
        before = self.scene.tokens[i - 1] if i else None
        return before is not None and before.pos == "ADJ" and lemma(before) not in ("данный", "сам")

    def pronoun(self, word: str, i: int) -> Voice:
        """`он`, `ее`, `их`: the last one named or heard who agrees in gender."""
        if word in ("их", "они"):
            return self._last_said("ORG") or NOBODY
        return self.latest_person(i, PRONOUNS.get(word) or POSSESSIVES.get(word, "")) or NOBODY

    def latest_person(self, i: int, gender: str, spoken: bool = False) -> Voice | None:
        """The last person before token i, outside direct speech; who spoke goes before who was only named."""
        tokens, direct = self.scene.tokens, self.scene.direct
        heard = [(at, v) for at, v in self.said[-40:] if v.type == "PER" and at < i and _agree(v.gender, gender)]
        if spoken and heard and heard[-1][0] > i - MEMORY:
            return heard[-1][1]
        for at, voice in self._people_before(i):
            if heard and heard[-1][0] > at:
                return heard[-1][1]
            if at < i - MEMORY:
                break
            end = self.scene.end_of_mention(at)
            if not direct[at] and _agree(voice.gender, gender) and any(is_nominative(t) for t in tokens[at:end]):
                return voice
        return heard[-1][1] if heard and heard[-1][0] > i - MEMORY else None

    def _people_before(self, i: int) -> list[tuple[int, Voice]]:
        """The last people named before token i, nearest first."""
        stop = bisect_left(self.people, i, key=lambda p: p[0])
        return self.people[max(0, stop - 60) : stop][::-1]

    def _last_said(self, kind: str) -> Voice | None:
        return next((v for _, v in reversed(self.said[-20:]) if v.type == kind), None)

    def _latest_org(self, i: int) -> Voice:
        at = bisect_left(self.orgs, i, key=lambda o: o[0]) - 1
        return self.orgs[at][1] if at >= 0 and self.orgs[at][0] > i - MEMORY else NOBODY

    def last_said(self) -> Voice | None:
        return self.said[-1][1] if self.said else None


def _agree(a: str, b: str) -> bool:
    return not a or not b or a == b


def _class_of(classes: frozenset[str], plural: bool) -> str:
    classes -= {"office"}
    if len(classes) == 1:
        return next(iter(classes))
    if "staff" in classes:
        return "staff" if plural else next(iter(classes - {"staff"}))
    return min(classes)


def _is_head(word: str, heads: list[str]) -> bool:
    """Whether a word of a position is one of these, in any case or as the last part: `вице-министр`."""
    return any(word.rsplit("-", 1)[-1][: len(h) - 1] == h[: len(h) - 1] and abs(len(word.rsplit("-", 1)[-1]) - len(h)) < 3 or word == h for h in heads)


def _stems(scene: Scene, first: int, last: int) -> frozenset[str]:
    """First letters of the words of a name, of the entity's full name, and of the word that introduces it."""
    voice = scene.voice(first)
    words = [t.norm for t in scene.tokens[first:last]] + voice.name.lower().replace("ё", "е").split()
    before = first - 1
    if before >= 0 and scene.tokens[before].text in ("«", '"', "“", "„"):
        before -= 1
    if before >= 0 and scene.tokens[before].pos == "NOUN":
        words.append(lemma(scene.tokens[before]))
    return frozenset(w.strip("«»\"“”„")[:5] for w in words)


def _fits(word: str, stems: frozenset[str]) -> bool:
    if word[:5] in stems:
        return True
    if word == "фонд":
        return "оф" in stems
    if word == "банк":
        return any("банк" in s for s in stems)
    authority = any(s.startswith(AUTHORITY) for s in stems)
    if word == "ведомство":
        return authority
    return word in BUSINESS and (bool(stems & {"тоо", "ао", "ооо", "пао", "зао", "оао"}) or not authority)
