"""Fits the networks that choose when and where a claim holds: `pipeline/claims/times.npz` and `places.npz`.

    pip install torch
    python benchmarks/train_choice.py times|places [--held NAME…] [--also GOLD.jsonl] [--epochs 14] [--out FILE.npz]

It learns from the kept gold (tests/gold/crosscheck.jsonl, tests/gold/context.jsonl), whose texts it reads in
../shared/corpus, and from our own lines in tests/cases; the draws that are held out are only scored.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from crosscheck import CONTEXT, CORPORA, KEPT, ROOT, Row, lines, read_articles, worded
from torch import nn

from pipeline.claims import choice
from pipeline.claims.asked import ASKED
from pipeline.claims.choice import EPSILON, GAPS, LINKS, NOTHING, Asking, begins_of, links_of
from pipeline.claims.heads import settled
from pipeline.claims.options import PAIR, TOGETHER, Values
from pipeline.claims.place_kind import coordinated
from pipeline.claims.place_options import PLACE
from pipeline.claims.reader import Reader
from pipeline.claims.setting import Setting
from pipeline.claims.time_options import TIME
from pipeline.claims.when import in_a_row
from pipeline.document import Article, Doc
from pipeline.entities import entities
from pipeline.numbers import numbers
from pipeline.quotes import quotes
from pipeline.score import FIELDS
from pipeline.segment import segment
from pipeline.tag import tag
from pipeline.tag.weights import vectors
from pipeline.times import times

torch.set_num_threads(1)
SIZE, HIDDEN, DROPPED, UNSEEN, UNKNOWN = 64, 64, 0.3, 0.1, 0.15
# In how many directions each of the networks whose mean is taken sees the vectors of words. With all 300 one learns
# the words of articles that count several times by heart, with the 16 in which they differ most it knows too few.
DIRECTIONS, SHARES = (300, 16), (0.6, 0.4)
BATCH, RATE, DECAY, AVERAGED = 8, 3e-3, 0.05, 0.995
TIMES = 3  # how often our own lines and what is given with --also count: they are the convention itself
NEWS = {"times": 4, "places": 1}  # how often articles of news.jsonl count, which carry times further than those of bulk
COLUMNS = {"times": "time_text", "places": "place_text"}
LINES = {"times": "claims-time*.txt", "places": "claims-place*.txt"}


@dataclass(slots=True)
class Case:
    """One article: what is asked of its claims, and which answers are right; None where that is not known.

    Of an answer there is one for nothing, then one for each option listed. `filled` says where the gold has any.
    """

    asking: Asking
    right: list[list[bool] | None]
    filled: list[bool]
    weight: int = 1  # how often it is learnt from
    codes: Any = None


def cases_of(name: str, doc: Doc, gold: Sequence[Row]) -> Case | None:
    reader = Reader(doc)
    claims = [claim for claim, _ in settled(doc, list(reader.read()), reader.known)]
    if not claims:
        return None
    setting = Setting(doc, reader.known, claims, reader.attributions)
    asking = setting.times() if name == "times" else setting.places()
    told = [_texts(name, doc, option.span) for option in asking.options]
    same, right, filled = FIELDS["time_text" if name == "times" else "place"][1], list[list[bool] | None](), []
    for claim, listed in zip(claims, asking.listed, strict=True):
        number = claim.number
        row = next((row for row in gold if row["start"] < number.stop and row["stop"] > number.start), None)
        answer = row and (row.get(COLUMNS[name]) or "")
        right.append([not answer, *_right(name, [told[i] for i in listed], answer, same)] if row else None)
        filled.append(bool(answer))
    return Case(asking, right, filled)


def _right(name: str, told: Sequence[Sequence[str]], answer: str, same: Callable[[object, object], bool]) -> list[bool]:
    """Which options are the answer: times by its very words or, where none has them, as scores compare phrases.

    Scores take `в 2022 году` for `в 2023 году`, which has two words of three. Places are the same in any case.
    """
    exact = [answer.lower() in map(str.lower, texts) for texts in told]
    if any(exact) and name == "times":
        return exact
    return [bool(answer) and any(same(text, answer) for text in texts) for texts in told]


def _texts(name: str, doc: Doc, span: Any) -> list[str]:
    """What an option may be called: a place by itself, or with those named together with it."""
    if name == "times":
        whole = in_a_row(doc, span)
        return [doc.text[whole.start : whole.stop]]
    together = coordinated(doc, span)
    return [doc.text[together[0].start : together[-1].stop], doc.text[span.start : span.stop]]


def gathered(name: str, also: Sequence[Path]) -> dict[str, list[Case]]:
    """Cases by draw."""
    kept = {line["doc"]: line for path in (KEPT, CONTEXT) for line in lines(path)}
    more = {line["doc"]: line | {"drawn": path.stem} for path in also for line in lines(path)}
    corpora = [*CORPORA, *(path.with_suffix(".articles.jsonl") for path in also)]
    every = {article.article_id: article for corpus in corpora for article in read_articles(corpus)}
    todo = iter([article for article in every.values() if article.article_id in kept.keys() | more.keys()])
    found: dict[str, list[Case]] = {}
    while some := list(islice(todo, 16)):
        for doc in map(parsed, tag([segment(article) for article in some])):
            line = more.get(doc.article.article_id) or worded(kept[doc.article.article_id], doc.text)
            drawn = line.get("drawn") or kept[line["doc"]]["drawn"]
            if case := cases_of(name, doc, line["claims"]):
                case.weight = 1 if doc.article.article_id.startswith("bulk") else NEWS[name]
                found.setdefault(drawn, []).append(case)
    return found


def parsed(doc: Doc) -> Doc:
    return quotes(times(numbers(entities(doc))))


def own(name: str) -> Iterator[Case]:
    """Of our own articles and lines: the convention itself."""
    gold = {line["doc"]: line["claims"] for line in lines(KEPT.with_name("own.jsonl"))}
    articles = [article for article in read_articles(ROOT / "data" / "raw") if article.article_id in gold]
    for doc in map(parsed, tag([segment(article) for article in articles])):
        if case := cases_of(name, doc, gold[doc.article.article_id]):
            yield case
    yield from _lines(name)


def _lines(name: str) -> Iterator[Case]:
    """Of the lines `[date | ]text with {numbers} = answer ; answer` in tests/cases."""
    for path in sorted((ROOT / "tests" / "cases").glob(LINES[name])):
        for line in path.read_text("utf-8").splitlines():
            marked, _, answers = line.rpartition(" = ")
            if not marked or line.startswith("#"):
                continue
            day, _, marked = marked.rpartition(" | ")
            marked = marked.replace("¶", "\n")
            begins = [m.start() - 2 * n for n, m in enumerate(re.finditer("{", marked))]
            gold = [{"start": start, "stop": start + 1, COLUMNS[name]: _answer(name, each)}
                    for start, each in zip(begins, answers.split(" ; "), strict=True)]  # fmt: skip
            article = Article("own", re.sub("[{}]", "", marked), date=date.fromisoformat(day) if day else None)
            if case := cases_of(name, parsed(tag([segment(article)])[0]), gold):
                yield case


def _answer(name: str, said: str) -> str:
    """The phrase alone: `В 2023 году 2023-01-01..2023-12-31` without its days."""
    said = said.strip()
    if said == "none":
        return ""
    has_days = name == "times" and re.search(r"\d*\.\.\d*$|-\d\d$", said)
    return said.rpartition(" ")[0] if has_days else said


class Network(nn.Module):
    """What `pipeline.claims.choice` computes, with dropout; weights have the same names."""

    def __init__(self, sizes: dict[str, int], directions: int) -> None:
        super().__init__()
        self.tables = nn.ParameterDict(
            {name: nn.Parameter(0.1 * torch.randn(size, SIZE)) for name, size in sizes.items()}
        )
        self.words = nn.Parameter(torch.randn(2, 3, directions, SIZE) / directions**0.5)
        self.bias = nn.Parameter(torch.zeros(SIZE))
        self.norm = nn.LayerNorm(SIZE, EPSILON)
        self.hidden, self.score = nn.Linear(SIZE, HIDDEN), nn.Linear(HIDDEN, 1)
        self.dropout, self.chain = nn.Dropout(DROPPED), nn.Parameter(torch.zeros(LINKS * GAPS))

    def told(self, group: str, codes: torch.Tensor) -> torch.Tensor:
        """The sum over the columns; while it learns, some are left out."""
        seen = (torch.rand(codes.shape) > UNSEEN) if self.training else torch.ones(codes.shape)
        return torch.einsum("ijk,ij->ik", self.tables[group][codes], seen.float())

    def spoken(self, side: int, found: torch.Tensor) -> torch.Tensor:
        if self.training:
            found = found * (torch.rand(found.shape[:2]) > UNKNOWN).unsqueeze(-1)
        return torch.einsum("ijk,jkl->il", found, self.words[side])

    def forward(self, case: Codes) -> list[torch.Tensor]:
        claims = self.told("asked", case.asked) + self.spoken(0, case.words)
        nothing = claims + self.told("nothing", case.nothing)
        rows = claims[case.which]
        if len(case.which):
            options = self.told("option", case.options) + self.spoken(1, case.option_words)
            rows = rows + options[case.listed] + self.told("pair", case.pairs)
            if len(case.near):
                rows = rows.index_add(0, case.near, self.told("together", case.together))
        rows = self.dropout(torch.relu(self.norm(torch.cat([nothing, rows]) + self.bias)))
        scores = self.score(self.dropout(torch.relu(self.hidden(rows)))).squeeze(-1)
        begins = np.cumsum([len(nothing), *case.sizes])
        return [torch.cat([scores[i : i + 1], scores[begins[i] : begins[i + 1]]]) for i in range(len(case.sizes))]

    def loss(self, case: Case) -> torch.Tensor:
        scores = self(case.codes)
        allowed = [torch.tensor(right) if right and any(right) else None for right in case.right]
        free = _whole(scores, [self.chain[link] for link in case.codes.links])
        kept = [s if a is None else s.masked_fill(~a, -1e4) for s, a in zip(scores, allowed, strict=True)]
        return free - _whole(kept, [self.chain[link] for link in case.codes.links])


def _whole(scores: Sequence[torch.Tensor], chain: Sequence[torch.Tensor]) -> torch.Tensor:
    """The logarithm of the sum over all sequences of choices."""
    forward = scores[0]
    for score, link in zip(scores[1:], chain, strict=True):
        forward = score + torch.logsumexp(forward[:, None] + link, 0)
    return torch.logsumexp(forward, 0)


@dataclass(slots=True)
class Codes:
    """A case in numbers."""

    asked: torch.Tensor
    words: torch.Tensor
    nothing: torch.Tensor
    options: torch.Tensor
    option_words: torch.Tensor
    listed: torch.Tensor
    which: torch.Tensor
    pairs: torch.Tensor
    near: torch.Tensor
    together: torch.Tensor
    sizes: list[int]
    links: list[torch.Tensor]


class Coder:
    """Numbers for the values that the training cases have."""

    def __init__(self, name: str, cases: Sequence[Case], directions: int) -> None:
        self.columns = {"asked": ASKED, "option": TIME if name == "times" else PLACE, "together": TOGETHER}
        self.values: dict[str, list[list[Any]]] = {}
        for group, columns in self.columns.items():
            rows = list(chain.from_iterable(self.rows(group, case.asking) for case in cases))
            self.values[group] = [
                sorted({row[n] for row in rows}, key=lambda v: (str(type(v)), v)) for n in range(len(columns))
            ]
        self.tables = {}
        for group, columns in self.values.items():
            numbers_ = iter(range(1, 1 + sum(map(len, columns))))
            self.tables[group] = [{value: next(numbers_) for value in column} for column in columns]
        said = sorted({word for case in cases for row in self._said(case.asking) for word in row} - {""})
        self.mean, self.directions = _principal(vectors(said), directions)
        self.vectors = dict(zip(said, self._directed(said), strict=True)) | {"": np.zeros(directions, np.float32)}

    def sizes(self) -> dict[str, int]:
        found = {group: 1 + sum(map(len, columns)) for group, columns in self.values.items()}
        return found | {"pair": sum(n for _, n in PAIR), "nothing": sum(n for _, n in NOTHING)}

    def _directed(self, words: list[str]) -> Any:
        return (vectors(words) - self.mean) @ self.directions

    @staticmethod
    def rows(group: str, asking: Asking) -> list[Values]:
        if group == "together":
            return [row for each in asking.together for row in each.values()]
        return asking.claims.values if group == "asked" else [option.values for option in asking.options]

    @staticmethod
    def _said(asking: Asking) -> list[Any]:
        return [*asking.claims.words, *(option.words for option in asking.options)]

    def codes(self, asking: Asking) -> Codes:
        for word in {word for row in self._said(asking) for word in row} - self.vectors.keys():
            self.vectors[word] = self._directed([word])[0]
        sizes = [len(listed) for listed in asking.listed]
        begins = np.cumsum([0, *sizes])
        near = [begin + place for begin, each in zip(begins, asking.together, strict=False) for place in each]
        pairs = asking.pairs.astype(np.int64) + begins_of(PAIR)
        return Codes(
            self._table("asked", asking), self._vectors(asking.claims.words),
            torch.from_numpy(np.array(asking.nothing, np.int64) + begins_of(NOTHING)), self._table("option", asking),
            self._vectors([option.words for option in asking.options]),
            torch.tensor([i for listed in asking.listed for i in listed]),
            torch.from_numpy(np.repeat(np.arange(len(sizes)), sizes)), torch.from_numpy(pairs).long(),
            torch.tensor(near), self._table("together", asking), sizes,
            _links(asking),
        )  # fmt: skip

    def _table(self, group: str, asking: Asking) -> torch.Tensor:
        rows = self.rows(group, asking)
        found = [[table.get(v, 0) for table, v in zip(self.tables[group], row, strict=True)] for row in rows]
        return torch.tensor(found, dtype=torch.long).reshape(len(rows), len(self.columns[group]))

    def _vectors(self, rows: Sequence[Any]) -> torch.Tensor:
        found = np.array([[self.vectors[word] for word in row] for row in rows], np.float32)
        return torch.from_numpy(found.reshape(len(rows), 3, self.directions.shape[1]))


def _principal(vectors_: Any, number: int) -> tuple[Any, Any]:
    """The mean of the vectors, and the directions in which they differ most from it, each made as long as any other;
    the vectors as they are where all directions are asked for."""
    if number == vectors_.shape[1]:
        return np.zeros(number, np.float32), np.eye(number, dtype=np.float32)
    mean = vectors_.mean(0)
    _, directions = np.linalg.eigh(np.cov(vectors_.T))
    found = directions[:, : -number - 1 : -1]
    return mean, (found / ((vectors_ - mean) @ found).std(0)).astype(np.float32)


def _links(asking: Asking) -> list[torch.Tensor]:
    """What `links_of` has, without what is padded."""
    sizes = [1 + len(listed) for listed in asking.listed]
    links = links_of(asking, choice.padded(asking))
    return [
        torch.from_numpy(link[:a, :b].astype(np.int64)) for link, a, b in zip(links, sizes, sizes[1:], strict=False)
    ]


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("name", choices=COLUMNS)
    cli.add_argument("--held", nargs="*", default=["fourteenth", "fifteenth", "context-held"])
    cli.add_argument("--also", type=Path, nargs="*", default=[])
    cli.add_argument("--epochs", type=int, default=14)
    cli.add_argument("--seed", type=int, default=1)
    cli.add_argument("--out", type=Path)
    args = cli.parse_args()
    random.seed(args.seed), np.random.seed(args.seed), torch.manual_seed(args.seed)
    cases = gathered(args.name, args.also)
    held = {name: cases.pop(name) for name in args.held if name in cases}
    cases["own"] = list(own(args.name))
    learn(args, cases, held)


def learn(args: Any, cases: dict[str, list[Case]], held: dict[str, list[Case]]) -> None:
    for name in ("own", *(path.stem for path in args.also)):
        for case in cases[name]:
            case.weight = TIMES
    learnt = [case for case in chain.from_iterable(cases.values()) for _ in range(case.weight)]
    networks, coders = list[Network](), [Coder(args.name, learnt, number) for number in DIRECTIONS]
    every = {id(case): case for case in chain(learnt, *held.values())}.values()
    for coder in coders:
        for case in every:
            case.codes = coder.codes(case.asking)
        networks.append(fit(learnt, coder, args.epochs))
        for name, each in (held | {"own": cases["own"], **{path.stem: cases[path.stem] for path in args.also}}).items():
            print(name, tell(networks[-1], each), flush=True)
    save(networks, coders, args.out or Path(choice.__file__).with_name(f"{args.name}.npz"))


def fit(cases: list[Case], coder: Coder, epochs: int) -> Network:
    """Adam with one cycle of the rate; kept is the mean of the weights over the last steps."""
    network, began = Network(coder.sizes(), coder.directions.shape[1]), time.perf_counter()
    mean = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(AVERAGED)
    )
    steps = epochs * -(-len(cases) // BATCH)
    adam = torch.optim.AdamW(network.parameters(), RATE, weight_decay=DECAY)
    rate = torch.optim.lr_scheduler.OneCycleLR(adam, RATE, total_steps=steps + 1)
    for epoch in range(epochs):
        network.train()
        random.shuffle(cases)
        total = 0.0
        for begin in range(0, len(cases), BATCH):
            some = cases[begin : begin + BATCH]
            loss = torch.stack([network.loss(case) for case in some]).sum() / sum(len(case.right) for case in some)
            adam.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 3.0)
            adam.step()
            rate.step()
            mean.update_parameters(network)
            total += loss.item()
        print(f"{epoch + 1}: {total * BATCH / len(cases):.3f}, {time.perf_counter() - began:.0f} s", flush=True)
    return mean.module


def tell(network: Network, cases: Sequence[Case]) -> str:
    """F1 as it is scored, and the share of claims that are right."""
    network.eval()
    hits = found = gold = right = claims = 0
    with torch.no_grad():
        for case in cases:
            listed = choice.padded(case.asking)
            weights = np.zeros(listed.shape)
            weights[listed > choice.PAD] = np.exp(torch.cat(network(case.codes)).numpy())
            chances = choice.marginals(weights, network.chain.exp().numpy()[links_of(case.asking, listed)])
            for each, answers, filled in zip(chances, case.right, case.filled, strict=True):
                if answers is None:
                    continue
                best = int(each.argmax())
                hits, found, gold = hits + (answers[best] and best > 0), found + (best > 0), gold + filled
                right, claims = right + answers[best], claims + 1
    precision, recall = hits / max(1, found), hits / max(1, gold)
    f1, share = 2 * hits / max(1, found + gold), right / claims
    return f"{claims} claims, F1 {f1:.3f}, P {precision:.3f}, R {recall:.3f}, right {share:.3f}"


def save(networks: Sequence[Network], coders: Sequence[Coder], path: Path) -> None:
    """As `pipeline.claims.choice` reads them, side by side, in half precision."""
    sums = [_sums(*each) for each in zip(networks, coders, strict=True)]
    stored: dict[str, Any] = {name: torch.cat([each[name] for each in sums], -1) for name in sums[0]}
    layers = [_layers(*each) for each in zip(networks, SHARES, strict=True)]
    stored |= {name: torch.stack([each[name] for each in layers]) for name in layers[0]}
    stored["chain"] = torch.stack([network.chain for network in networks]).mean(0)
    arrays = {name: value.detach().numpy().astype(np.float16) for name, value in stored.items()}
    told = {
        f"{group} values": np.array(json.dumps(values, ensure_ascii=False))
        for group, values in coders[0].values.items()
    }
    np.savez_compressed(path, **arrays, **told)


def _sums(network: Network, coder: Coder) -> dict[str, torch.Tensor]:
    """What is added up; `offset` is what any word adds, since its vector is told from the mean of all."""
    words = torch.einsum("ij,rsjk->rsik", torch.from_numpy(coder.directions), network.words)
    offset = -torch.einsum("i,rsik->rsk", torch.from_numpy(coder.mean), words)
    return dict(network.tables.items()) | {"words": words, "offset": offset, "bias": network.bias}


def _layers(network: Network, share: float) -> dict[str, torch.Tensor]:
    """What the sums go through; of what is added there is one row. The mean counts each by its share."""
    found = {"scale": network.norm.weight, "shift": network.norm.bias, "hidden bias": network.hidden.bias}
    found |= {"score bias": share * len(SHARES) * network.score.bias}
    found = {name: value[None] for name, value in found.items()}
    return found | {"hidden": network.hidden.weight.T, "score": share * len(SHARES) * network.score.weight.T}


if __name__ == "__main__":
    main()
