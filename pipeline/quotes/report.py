"""Walks through an article sentence by sentence and writes down who is speaking: direct speech and reports.

A report goes on over the sentences of its paragraph until another voice, direct speech of somebody else, or the
author's return; in a new paragraph only a cue of its own resumes it (`он добавил`, `по его словам`).
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.document import Doc, Quote, Sentence
from pipeline.frozen import frozen
from pipeline.quotes.cue import OWN, Before, Cue, names_voice
from pipeline.quotes.cues import candidates, cues
from pipeline.quotes.direct import Stretch, direct, list_items, unopened_dash
from pipeline.quotes.marks import quoted, unmarked
from pipeline.quotes.opinions import is_document, is_opinion, takes_up
from pipeline.quotes.outlet import RELAYS
from pipeline.quotes.prepositions import in_brackets
from pipeline.quotes.scene import NOBODY, Scene, Voice, lemma
from pipeline.quotes.stretch_speaker import speaker_of, verbs_of
from pipeline.quotes.surveys import publishes
from pipeline.quotes.teasers import since
from pipeline.quotes.turns import (
    author_returns,
    comments_on,
    interrupts,
    introduces,
    is_first_person,
    narrates,
    passing,
    proposed_until,
    resumes,
    sums_up,
    trails,
)
from pipeline.quotes.voices import Voices
from pipeline.quotes.written import Written


@frozen
class Run:
    """A report that goes on: since which offset, and its voice; `sent` is the sentence of its cue."""

    voice: Voice
    start: int
    cue: str
    sent: int
    rule: str
    goes_on: bool = True  # over the next sentence
    opinion: bool = False  # only over one that takes it up


class Report:
    """The state of the walk."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.scene = Scene(doc)
        marked = quoted(self.scene)
        self.closing = {q.last: q.first for q in marked}
        self.items = list_items(self.scene)
        self.stretches = direct(self.scene, marked, self.items)
        self.candidates = candidates(self.scene)
        self.handled = verbs_of(self.scene, self.stretches)
        self.voices = Voices(self.scene)
        self.written = Written(doc.text)
        self.speaker: Run | None = None
        self.source: Run | None = None
        self.first = 0  # first sentence of the paragraph
        self.last_cue = -1  # last sentence with a cue
        self.last_own = -1  # last sentence that names the article's own outlet
        self.previous: tuple[int, bool] = (0, True)  # the paragraph before: its first sentence, whether it had a cue
        self.last_voice: tuple[int, Voice] = (-9, NOBODY)  # paragraph and voice of the last cue

    def walk(self) -> list[Quote]:
        n = 0
        for s, sentence in enumerate(self.doc.sentences):
            self._enter(s, sentence)
            while n < len(self.stretches) and self.stretches[n].first < sentence.last:
                self._speech(s, sentence, self.stretches[n])
                n += 1
            self._reports(s, sentence)
        if self.doc.sentences:
            self._close(self.doc.sentences[-1].stop)
        return self.written.in_order()

    def _enter(self, s: int, sentence: Sentence) -> None:
        """A new paragraph, or the author's return, ends the reports."""
        if s and sentence.paragraph != self.doc.sentences[s - 1].paragraph:
            if sentence.first in self.items:
                return  # `… сообщил следующее:` goes on over its list
            if not introduces(self.scene, self.doc.sentences[s - 1]):
                self._close_speaker(self.doc.sentences[s - 1].stop)
                published = self.source is not None and self.source.rule == "published"
                if not published or author_returns(self.scene, sentence):
                    self._close_source(self.doc.sentences[s - 1].stop)
            self.previous, self.first = (self.first, self.last_cue >= self.first), s
        elif s and (author_returns(self.scene, sentence) or self._narrates(sentence)):
            self._close(self.doc.sentences[s - 1].stop)
            self.last_cue = max(self.last_cue, s - 1)
        elif self.speaker and self.speaker.opinion and not takes_up(self.scene, sentence):
            self._close_speaker(self.doc.sentences[s - 1].stop)
            self.last_cue = max(self.last_cue, s - 1)

    def _narrates(self, sentence: Sentence) -> bool:
        return self.speaker is not None and self.speaker.voice.type == "PER" and narrates(self.scene, sentence)

    # direct speech

    def _speech(self, s: int, sentence: Sentence, stretch: Stretch) -> None:
        voice, cue = speaker_of(self.scene, self.voices, stretch, self.last_voice)
        before = self.doc.sentences[s - 1].stop if s else sentence.start
        opened_here = self.speaker is not None and self.speaker.sent == s
        if self.source and self.source.sent != s:
            self._close_source(before)
        if self.speaker and not opened_here and self.speaker.voice.entity_id != voice.entity_id:
            self._close_speaker(before)
        self.written.add(unmarked(self.scene, stretch.first, stretch.last), "direct", cue, voice, stretch.rule)
        if stretch.rule != "post":  # nobody goes on with what a post says: `Отмечается, что`
            self._heard(max(stretch.verb, stretch.first), voice, sentence.paragraph)

    # reports

    def _reports(self, s: int, sentence: Sentence) -> None:
        handled = self.handled.get(s, set())
        heard = cues(self.scene, self.voices, sentence, self.candidates.get(s, []))
        found = [c for c in heard if c.at not in handled]
        before = Before()
        for cue in found:
            self._take(s, sentence, cue, before)
            before = before.then(cue)
        if handled or any(names_voice(cue) for cue in found):
            self.last_cue = s
        if self.speaker and self.speaker.sent == s and (not self.speaker.goes_on or self._ends_quoted(sentence)):
            self._close_speaker(sentence.stop)

    def _take(self, s: int, sentence: Sentence, cue: Cue, before: Before) -> None:
        if cue.voice is OWN:
            self.last_own = s
        elif cue.scope == "aside":
            self._aside(sentence, cue)
        elif cue.layer == "source":
            self._credit(s, sentence, cue, before)
        elif not self.scene.direct[cue.at] and not self._relays(cue, before):
            self._report(s, sentence, cue, before)

    def _relays(self, cue: Cue, before: Before) -> bool:
        """`сказал аким, передает РИА`: who passes on what somebody named says is not the one who says it."""
        return before.named and lemma(self.scene.tokens[cue.at]) in RELAYS and cue.voice.type != "PER"

    def _report(self, s: int, sentence: Sentence, cue: Cue, before: Before) -> None:
        dash = unopened_dash(self.scene, sentence, cue.at)
        if dash >= 0:
            return self._unopened(s, sentence, cue, dash)
        running = self.speaker
        same = running is not None and running.voice.entity_id == cue.voice.entity_id
        aside = in_brackets(self.scene, cue.at, sentence.first)  # `(как полагают в ВОЗ)`
        if aside and running:
            return None
        if cue.scope == "back":
            self._back(s, cue)
        if not before.cited:
            self._resume(s, sentence, cue)
        nobodys = running is not None and running.sent == s and running.voice is NOBODY
        start = self._start(sentence, cue, before.spoken and not (nobodys and sums_up(self.scene, sentence, cue)))
        if self.source and self.source.sent != s:
            self._close_source(sentence.start)
        goes_on = cue.voice is not NOBODY and not passing(self.scene, cue) and not aside
        if same and running is not None and running.sent == s:
            opinion = running.opinion and is_opinion(self.scene, cue)
            self.speaker = replace(running, goes_on=running.goes_on or goes_on, opinion=opinion)
            return None
        self._close_speaker(min(start, sentence.start) if not running or running.sent != s else start)
        opinion = is_opinion(self.scene, cue) and not (same and is_document(self.scene, cue))
        self.speaker = Run(cue.voice, start, cue.text, s, cue.scope, goes_on, opinion)
        self._heard(cue.at, cue.voice, sentence.paragraph)
        if until := proposed_until(self.scene, cue):
            self._close_speaker(until)
        return None

    def _resume(self, s: int, sentence: Sentence, cue: Cue) -> None:
        """`…, сообщил X.¶ Всего их 40. Он добавил, что`: what stands before `он` in its paragraph is X's too."""
        paragraph, voice = self.last_voice
        opening = self.doc.sentences[self.first]
        if not (self.first < s and self.last_cue < self.first and self.last_own < self.first and not self.speaker):
            return
        if voice.entity_id == cue.voice.entity_id and paragraph == sentence.paragraph - 1 and resumes(self.scene, cue):
            span = opening.start, self.doc.sentences[s - 1].stop
            self.written.add(span, "reported", cue.text, cue.voice, "resumed")

    def _start(self, sentence: Sentence, cue: Cue, later: bool) -> int:
        tokens = self.scene.tokens
        if comments_on(self.scene, cue):
            return sentence.stop
        if cue.scope == "after":
            return tokens[cue.at].stop
        if cue.scope == "back":
            return tokens[cue.last].start if cue.last < sentence.last else sentence.stop
        opening = trails(self.scene, cue, sentence, max(self.first, self.last_cue + 1, self.last_own + 1))
        return tokens[cue.at].start if later else opening.start

    def _back(self, s: int, cue: Cue) -> None:
        """`Об этом сообщили …`: the sentences before it in the paragraph, else the paragraph before."""
        first = max(self.first, self.last_cue + 1)
        if s == self.first and not self.previous[1]:
            first = self.previous[0]
        source = cue.layer == "source"
        if first < s and (source or not self.speaker):
            span = self.doc.sentences[first].start, self.doc.sentences[s - 1].stop
            self.written.add(span, "reported", cue.text, cue.voice, "back", source)

    def _unopened(self, s: int, sentence: Sentence, cue: Cue, dash: int) -> None:
        """Direct speech back to the last cue, or within a report of the same voice back to its first `мы`."""
        running, voice = self.speaker, cue.voice
        if running and not voice.entity_id:
            voice = running.voice  # `отметил Умирзак Естаевич`: a name not seen before goes on with the report
        same = running is not None and running.voice.entity_id == voice.entity_id
        first = min(s, max(self.first, self.last_cue + 1, self.last_own + 1))
        if same:
            first = next((n for n in range(first, s) if is_first_person(self.scene, n)), s)
        opening = self.doc.sentences[first]
        self._close_speaker(opening.start)
        if self.source:
            self._close_source(max(opening.start, self.doc.sentences[self.source.sent].stop))
        self.written.add(unmarked(self.scene, opening.first, dash), "direct", cue.text, voice, "unopened")
        self._heard(cue.at, voice, sentence.paragraph)
        if same and running:
            self.speaker = replace(running, start=sentence.stop, sent=s, rule="carried")

    def _ends_quoted(self, sentence: Sentence) -> bool:
        """The report is all between marks and ends with them: `сообщил, что «…».`"""
        for i in range(sentence.last - 1, max(sentence.first, sentence.last - 3) - 1, -1):
            if i in self.closing:
                before = self.scene.tokens[max(0, self.closing[i] - 2)]
                return before.text in (":", ",") or before.norm == "что"
        return False

    # credits

    def _credit(self, s: int, sentence: Sentence, cue: Cue, before: Before) -> None:
        tokens = self.scene.tokens
        if cue.scope == "back":
            self._back(s, cue)
        if cue.scope == "all" and before.back and cue.voice.entity_id:
            self._back(s, cue)  # `Об этом сообщает РИА со ссылкой на X`
        lost = tokens[cue.at].text[0].isupper()  # `… тонн.По данным`: the sentence begins here
        earlier = (before.cited and cue.scope != "all") or cue.scope == "after" or lost
        start = tokens[cue.at].start if earlier else sentence.start
        if self.scene.direct[cue.at]:
            if cue.voice.entity_id:
                self.written.add((start, sentence.stop), "reported", cue.text, cue.voice, "credit", True)
            return
        if cue.vague and not cue.voice.entity_id and self.source and self.source.sent == s:
            return  # по данным X, Y, [по предварительным данным], Z
        self._close_source(start)
        if not cue.vague and self.speaker and interrupts(self.scene, sentence, cue, self.speaker.sent == s):
            self._close_speaker(start)
        if cue.voice.entity_id:
            rule = "published" if publishes(self.scene, s, cue) else cue.scope
            self.source = Run(cue.voice, start, cue.text, s, rule)

    def _aside(self, sentence: Sentence, cue: Cue) -> None:
        """`… (по данным ВОЗ – 13,5 л)`: credits what is in the brackets only."""
        tokens, stop = self.scene.tokens, cue.last
        while stop < sentence.last - 1 and tokens[stop].text != ")":
            stop += 1
        if cue.layer == "source" and cue.voice.entity_id:
            self._close_source(sentence.start)
            self.written.add((tokens[cue.at].start, tokens[stop].start), "reported", cue.text, cue.voice, "aside", True)

    # writing

    def _heard(self, at: int, voice: Voice, paragraph: int) -> None:
        if since(self.voices.cast.teasers, self.scene.tokens[at].start) >= 0:
            return
        self.voices.cast.remember(at, voice, alone=self.scene.tokens[at].feat("Number") == "Sing")
        self.last_voice = (paragraph, voice)

    def _close(self, stop: int) -> None:
        self._close_speaker(stop)
        self._close_source(stop)

    def _close_speaker(self, stop: int) -> None:
        run, self.speaker = self.speaker, None
        if run:
            self.written.add((run.start, stop), "reported", run.cue, run.voice, run.rule)

    def _close_source(self, stop: int) -> None:
        run, self.source = self.source, None
        if run:
            self.written.add((run.start, stop), "reported", run.cue, run.voice, run.rule, True)
