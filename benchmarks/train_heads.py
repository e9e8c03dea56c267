"""Fits the network that finds the head of an item where the rules are not sure: `pipeline/claims/heads.npz`.

    pip install torch
    python benchmarks/train_heads.py [--held NAME…] [--also GOLD.jsonl] [--epochs 9] [--out pipeline/claims/heads.npz]

It learns from the kept gold (tests/gold/crosscheck.jsonl, tests/gold/context.jsonl), whose texts it reads in
../shared/corpus, and from our own lines in tests/cases; the draws that are held out are only scored: the rules alone,
the network alone, and both together as `pipeline.claims.heads` joins them. The network sees nothing of what the rules
answer, so that gold which the rules were written with may be learnt from too.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import torch
from crosscheck import CONTEXT, CORPORA, KEPT, ROOT, lines, nearest, read_articles, worded
from torch import nn

from pipeline.claims import heads
from pipeline.claims.phrase import around
from pipeline.claims.reader import Reader
from pipeline.claims.window import FEATURES, GIVEN, Codes, Window, windows, word_codes
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
SIZE, DROPPED, UNKNOWN, BATCH, RATE = 48, 0.4, 0.12, 32, 2.5e-3
TIMES = 3  # how often our own lines and what is given with --also count: they are the convention itself
LINES = sorted((ROOT / "tests" / "cases").glob("claims-item*.txt"))
same = FIELDS["item"][1]


@dataclass(slots=True)
class Case:
    """One number: the words of its window, which of them may head, which of them are right; what the rules say."""

    given: tuple[int, ...]
    codes: Codes
    lemmas: list[str]
    may_head: list[bool]
    right: list[int]  # places in the window; -1 where there is no item
    rule: str
    rule_head: int | None  # place in the window, -1 for no item, None outside
    rule_right: bool
    phrases: dict[int, bool]  # place in the window: whether its phrase is the item of the gold

    def answers(self, head: int) -> bool:
        """Whether that head, -1 for none, gives the item of the gold."""
        return self.right == [-1] if head < 0 else self.phrases.get(head, False)

    def keeps_rule(self, chances: Any, best: int) -> bool:
        """Whether `pipeline.claims.heads` leaves what the rule found; chances are of no item, then of each token."""
        if self.rule in heads.SURE or self.rule_head is None:
            return True
        return bool(chances[1 + self.rule_head] >= heads.kept(self.rule) * chances[1 + best])


class Network(nn.Module):
    """What `pipeline.claims.heads` computes, with dropout; weights have the same names."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Linear(300, SIZE)
        self.features = nn.ModuleList(nn.Embedding(values, SIZE) for _, values in FEATURES)
        self.given = nn.ModuleList(nn.Embedding(values, SIZE) for _, values in GIVEN)
        self.convolutions = nn.ModuleList(nn.Conv1d(SIZE, SIZE, 3, padding=d, dilation=d) for d in heads.DILATIONS)
        self.wholes = nn.ModuleList(nn.Linear(SIZE, SIZE) for _ in heads.DILATIONS)
        self.norms = nn.ModuleList(nn.LayerNorm(SIZE, heads.EPSILON) for _ in heads.DILATIONS)
        self.dropout = nn.Dropout(DROPPED)
        self.hidden, self.score = nn.Linear(SIZE, SIZE), nn.Linear(SIZE, 1)
        self.nothing, self.none = nn.Linear(SIZE, SIZE), nn.Linear(SIZE, 1)

    def forward(self, batch: Batch) -> torch.Tensor:
        x = self.word(batch.vectors)
        x = x + sum(table(batch.codes[:, :, n]) for n, table in enumerate(self.features))
        x = x + sum(table(batch.given[:, n]) for n, table in enumerate(self.given)).unsqueeze(1)
        x = self.dropout(torch.relu(x)) * batch.mask
        for convolution, whole, norm in zip(self.convolutions, self.wholes, self.norms, strict=True):
            y = convolution(x.transpose(1, 2)).transpose(1, 2) + whole(_highest(x, batch.mask)).unsqueeze(1)
            x = norm(x + self.dropout(torch.relu(y))) * batch.mask
        scores = self.score(torch.relu(self.hidden(self.dropout(x)))).squeeze(-1).masked_fill(~batch.may_head, -1e4)
        return torch.cat([self.none(torch.relu(self.nothing(_highest(x, batch.mask)))), scores], 1)


def _highest(x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    return (x + (mask - 1) * 9).max(1)[0]


@dataclass(slots=True)
class Batch:
    vectors: torch.Tensor
    codes: torch.Tensor
    given: torch.Tensor
    mask: torch.Tensor
    may_head: torch.Tensor


def batch(cases: Sequence[Case], known: dict[str, Any], unknown: float = 0.0) -> Batch:
    """Padded to the longest window; `unknown` is the share of words that are hidden."""
    longest = max(len(case.lemmas) for case in cases)
    vectors_, codes = np.zeros((len(cases), longest, 300), np.float32), np.zeros((len(cases), longest, len(FEATURES)))
    mask, may = np.zeros((len(cases), longest, 1), np.float32), np.zeros((len(cases), longest), bool)
    for row, case in enumerate(cases):
        size = len(case.lemmas)
        hidden = np.random.random(size) < unknown
        vectors_[row, :size] = [known["<unk>" if h else w] for w, h in zip(case.lemmas, hidden, strict=True)]
        codes[row, :size], mask[row, :size], may[row, :size] = case.codes, 1, case.may_head
    given = np.array([case.given for case in cases], np.int64)
    tensor = torch.from_numpy
    return Batch(tensor(vectors_), tensor(codes).long(), tensor(given), tensor(mask), tensor(may))


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--held", nargs="*", default=["fourteenth", "fifteenth", "context-held"])
    cli.add_argument("--also", type=Path, nargs="*", default=[])
    cli.add_argument("--epochs", type=int, default=9)
    cli.add_argument("--seed", type=int, default=1)
    cli.add_argument("--out", type=Path, default=Path(heads.__file__).with_name("heads.npz"))
    args = cli.parse_args()
    np.random.seed(args.seed), random.seed(args.seed), torch.manual_seed(args.seed)
    cases = {name: list(found) for name, found in gathered(args.also).items()}
    held = {name: cases.pop(name) for name in args.held if name in cases}
    cases["own"] = list(own())
    for name in ("own", *(path.stem for path in args.also)):
        cases[name] *= TIMES
    learnt = [case for case in chain.from_iterable(cases.values()) if case.right]
    known = word_vectors(chain(learnt, *held.values()))
    network = fit(learnt, known, args.epochs)
    save(network, args.out)
    for name, each in held.items():
        print(name, len(each), tell(network, each, known))


def gathered(also: Sequence[Path]) -> dict[str, list[Case]]:
    """Cases by draw."""
    kept = {line["doc"]: line for path in (KEPT, CONTEXT) for line in lines(path)}
    more = {line["doc"]: line | {"drawn": path.stem} for path in also for line in lines(path)}
    found: dict[str, list[Case]] = {}
    corpora = [*CORPORA, *(path.with_suffix(".articles.jsonl") for path in also)]
    every = {article.article_id: article for corpus in corpora for article in read_articles(corpus)}
    todo = [article for article in every.values() if article.article_id in kept.keys() | more.keys()]
    for begin in range(0, len(todo), 16):
        for doc in tag([segment(article) for article in todo[begin : begin + 16]]):
            name = doc.article.article_id
            line = more.get(name) or worded(kept[name], doc.text)
            drawn = line.get("drawn") or kept[name]["drawn"]
            found.setdefault(drawn, []).extend(of_document(doc, line["claims"], drawn))
    return found


def own() -> Iterator[Case]:
    """Of the lines `text with {numbers} = item ; item` in tests/cases."""
    for line in (line for path in LINES if "lemma" not in path.stem for line in path.read_text("utf-8").splitlines()):
        marked, _, items = line.rpartition(" = ")
        if not marked or line.startswith("#"):
            continue
        marked = marked.replace("¶", "\n")
        starts = [m.start() - 2 * n for n, m in enumerate(re.finditer("{", marked))]
        gold = [{"start": start, "stop": start + 1, "item": item.strip().replace("none", "")}
                for start, item in zip(starts, items.split(" ; "), strict=True)]  # fmt: skip
        yield from of_document(tag([segment(Article("own", re.sub("[{}]", "", marked)))])[0], gold, "own")


def of_document(doc: Doc, gold: Sequence[dict[str, Any]], drawn: str) -> Iterator[Case]:
    doc = quotes(times(numbers(entities(doc))))
    reader = Reader(doc)
    claims = list(reader.read())
    for index, (claim, known) in enumerate(zip(claims, reader.known, strict=True)):
        number = claim.number
        answers = [row for row in gold if row["start"] < number.stop and row["stop"] > number.start]
        if not answers or (number.kind == "rank" and drawn.startswith("context")):
            continue  # of a rank readers took now the place, now who holds it
        item = answers[0].get("item") or ""
        place = nearest(doc.text, item, number.start) if item else None
        yield _case(doc, windows(reader.known, [index])[0], item, place, known, same(claim.item, item))


def _case(doc: Doc, here: Window, item: str, place: Any, known: Any, rule_right: bool) -> Case:
    inside = range(here.first, here.last)
    may = [heads.may_head(doc, i) for i in inside]
    phrases = {i - here.first: bool(item) and same(around(doc, i).text(doc), item)
               for i in inside if may[i - here.first]}  # fmt: skip
    right = [i for i, so in phrases.items() if so]
    if place:
        covered = doc.token_range(*place)
        tops = [i for i in covered if i in inside and may[i - here.first] and doc.tokens[i].head not in covered]
        right = sorted({*right, *(i - here.first for i in tops[:1])})
    lemmas = [doc.tokens[i].lemma.lower() for i in inside]
    mine = known.phrase.head - here.first if known.phrase else -1
    mine = mine if -1 <= mine < len(inside) and (mine >= 0 or not known.phrase) else None
    codes = np.concatenate([word_codes(doc, range(here.first, here.last)), here.codes], axis=1)
    return Case(here.given, codes, lemmas, may, right if item else [-1], known.rule, mine, rule_right, phrases)


def word_vectors(cases: Any) -> dict[str, Any]:
    words = sorted({word for case in cases for word in case.lemmas} | {"<unk>"})
    return dict(zip(words, vectors(words), strict=True))


def fit(cases: list[Case], known: dict[str, Any], epochs: int) -> Network:
    """Adam with one cycle of the rate; what is learnt is the chance of all right heads together."""
    network, began = Network(), time.perf_counter()
    steps = epochs * (len(cases) // BATCH + 1)
    adam = torch.optim.AdamW(network.parameters(), RATE, weight_decay=0.02)
    rate = torch.optim.lr_scheduler.OneCycleLR(adam, RATE, total_steps=steps + 1)
    for epoch in range(epochs):
        network.train()
        total = 0.0
        for each in _batches(cases):
            chances = network(batch(each, known, UNKNOWN)).log_softmax(1)
            rows = (torch.logsumexp(chances[n, [1 + i for i in case.right]], 0) for n, case in enumerate(each))
            loss = -torch.stack(list(rows)).mean()
            adam.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 3.0)
            adam.step()
            rate.step()
            total += loss.item()
        print(f"{epoch + 1}: {total * BATCH / len(cases):.3f}, {time.perf_counter() - began:.0f} s", flush=True)
    return network


def _batches(cases: list[Case]) -> list[list[Case]]:
    """Windows of about the same length together, in random order."""
    random.shuffle(cases)
    runs = (sorted(cases[i : i + 16 * BATCH], key=lambda case: len(case.lemmas))
            for i in range(0, len(cases), 16 * BATCH))  # fmt: skip
    found = [run[i : i + BATCH] for run in runs for i in range(0, len(run), BATCH)]
    random.shuffle(found)
    return found


def tell(network: Network, cases: Sequence[Case], known: dict[str, Any]) -> str:
    """The share of items that are right: by the rules, by the network, by both together."""
    network.eval()
    mine = theirs = both = 0
    with torch.no_grad():
        for begin in range(0, len(cases), 64):
            some = cases[begin : begin + 64]
            for case, row in zip(some, network(batch(some, known)).softmax(1).numpy(), strict=True):
                best = int(row.argmax()) - 1
                right = case.rule_right if best == case.rule_head else case.answers(best)
                mine, theirs = mine + right, theirs + case.rule_right
                both += case.rule_right if case.keeps_rule(row, best) else right
    return f"rules {theirs / len(cases):.3f}, network {mine / len(cases):.3f}, both {both / len(cases):.3f}"


def save(network: Network, path: Path) -> None:
    """As `pipeline.claims.heads` reads them, in half precision."""
    stored = {"word": network.word.weight.T, "word bias": network.word.bias}
    stored |= {f"feature {name}": table.weight for (name, _), table in zip(FEATURES, network.features, strict=True)}
    stored |= {f"given {name}": table.weight for (name, _), table in zip(GIVEN, network.given, strict=True)}
    for n, convolution in enumerate(network.convolutions):
        stored[f"convolution {n}"] = convolution.weight.permute(2, 1, 0).reshape(-1, SIZE)
        stored |= {f"convolution {n} bias": convolution.bias, f"whole {n}": network.wholes[n].weight.T}
        stored |= {f"whole {n} bias": network.wholes[n].bias, f"scale {n}": network.norms[n].weight}
        stored[f"shift {n}"] = network.norms[n].bias
    for name in ("hidden", "score", "nothing", "none"):
        layer = getattr(network, name)
        stored |= {name: layer.weight.T, f"{name} bias": layer.bias}
    np.savez_compressed(path, **{name: value.detach().numpy().astype(np.float16) for name, value in stored.items()})


if __name__ == "__main__":
    main()
