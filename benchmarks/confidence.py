"""Fits the weights of a claim's confidence on gold, and shows by cross-validation what they are worth.

    python benchmarks/confidence.py ARTICLES.jsonl GOLD.jsonl [ARTICLES GOLD …] [--share 0.8] [--write]

A claim is right where kind, comparison, low, high, unit, item and speaker all are. Every pair of files counts as
much as any other, however many claims it has, so that articles the rules were tuned on do not drown the others.
`--share` is the share of right claims to expect on text that nobody has read: the bias is moved so that the mean
confidence is that share. Articles are kept whole in the folds. `--write` puts the weights into the vocabulary.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.threads import one_thread_each

one_thread_each()

import numpy as np  # noqa: E402

from pipeline import vocabulary  # noqa: E402
from pipeline.claims import judged  # noqa: E402
from pipeline.document import Article, Doc  # noqa: E402
from pipeline.read import read  # noqa: E402
from pipeline.run import read_docs  # noqa: E402
from pipeline.score import paired, score  # noqa: E402
from pipeline.tables import Row, rows  # noqa: E402

VOCABULARY = Path(__file__).parent.parent / "pipeline" / "vocab" / "confidence.tsv"
FOLDS, PENALTY, ROUNDS = 10, 1.0, 50
BINS = ((0.0, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01))


@dataclass(frozen=True, slots=True)
class Case:
    """A claim that was found: its features, whether it is right, its article and the pair of files it is from."""

    features: tuple[str, ...]
    right: bool
    doc: str
    source: str


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("files", nargs="+", type=Path, metavar="FILE")
    cli.add_argument("--share", type=float)
    cli.add_argument("--write", action="store_true")
    args = cli.parse_args()
    pairs = zip(args.files[::2], args.files[1::2], strict=True)
    found = [case for articles, gold in pairs for case in cases(articles, gold)]
    report(found, held_out(found, args.share))
    if args.write:
        write(fitted(found, args.share))


def cases(articles: Path, gold: Path) -> Iterator[Case]:
    """Every claim found in the articles that have gold."""
    expected = {line["doc"]: line for line in map(json.loads, gold.read_text(encoding="utf-8").splitlines())}
    wanted = [a for a in read([articles]) if isinstance(a, Article) and a.article_id in expected]
    for doc in read_docs(wanted):
        yield from _judged(doc, expected[doc.article.article_id]["claims"], gold.name)


def _judged(doc: Doc, gold: Sequence[Row], source: str) -> Iterator[Case]:
    claims, features = zip(*judged(doc), strict=True) if doc.claims else ((), ())
    found = rows(replace(doc, claims=claims))["claims"]
    right = {b["claim_id"] for a, b in paired(gold, found) if _is_right(a, b)}
    for row, names in zip(found, features, strict=True):
        yield Case(tuple(names), row["claim_id"] in right, doc.article.article_id, source)


def _is_right(gold: Row, found: Row) -> bool:
    empty: dict[str, list[Row]] = {"numbers": [], "mentions": [], "roles": []}
    figures = score({"": {"claims": [found], **empty}}, [{"doc": "", "claims": [gold], **empty}], {})
    return figures["whole"].hits == 1


def features() -> list[tuple[str, ...]]:
    """The rows of the vocabulary: features in one row share a weight."""
    return [tuple(name.strip() for name in row["feature"].split("|")) for row in vocabulary.table("confidence")]


def _matrix(found: Sequence[Case]) -> np.ndarray:
    names = features()
    return np.array([[any(n in case.features for n in row) for row in names] for case in found], dtype=float)


def fitted(found: Sequence[Case], share: float | None = None) -> np.ndarray:
    """Weights by row of the vocabulary: Newton's method on the penalised likelihood, the bias free of penalty."""
    x, y = _matrix(found), np.array([case.right for case in found], dtype=float)
    sizes = {s: sum(case.source == s for case in found) for s in {case.source for case in found}}
    importance = np.array([len(found) / len(sizes) / sizes[case.source] for case in found])
    penalty = np.diag([0.0] + [PENALTY] * (x.shape[1] - 1))
    w = np.zeros(x.shape[1])
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-(x @ w)))
        slope = x.T @ (importance * (y - p)) - penalty @ w
        curve = (x.T * (importance * p * (1 - p))) @ x + penalty + 1e-6 * np.eye(len(w))
        w = w + np.linalg.solve(curve, slope)
    if share is not None:
        w[0] += _shift(x @ w, importance, share)
    return np.round(w, 2)


def _shift(scores: np.ndarray, importance: np.ndarray, share: float) -> float:
    """What to add to every score so that the mean chance is `share`, by bisection."""
    low, high = -10.0, 10.0
    for _ in range(60):
        middle = (low + high) / 2
        mean = np.average(1 / (1 + np.exp(-(scores + middle))), weights=importance)
        low, high = (middle, high) if mean < share else (low, middle)
    return low


def held_out(found: Sequence[Case], share: float | None) -> list[float]:
    """The confidence of each case by weights fitted without its article's fold."""
    docs = sorted({case.doc for case in found})
    fold = {doc: n % FOLDS for n, doc in enumerate(docs)}
    chances = np.zeros(len(found))
    for n in range(FOLDS):
        inside = np.array([fold[case.doc] == n for case in found])
        if inside.any():
            w = fitted([case for case in found if fold[case.doc] != n], share)
            chances[inside] = 1 / (1 + np.exp(-(_matrix(found)[inside] @ w)))
    return [round(float(chance), 2) for chance in chances]


def report(found: Sequence[Case], chances: Sequence[float]) -> None:
    """Share of right claims by confidence, for each pair of files and for all."""
    sources = sorted({case.source for case in found})
    print("cross-validated: confidence, right of claims")
    for source in [*sources, ""]:
        chosen = [(case, chance) for case, chance in zip(found, chances, strict=True) if source in ("", case.source)]
        print(source or "all", end=": ")
        for low, high in BINS:
            print(f"{low:.1f}–{min(high, 1):.1f} {_of(c.right for c, p in chosen if low <= p < high)}", end="  ")
        print(f"| all {_of(c.right for c, _ in chosen)}  AUC {_auc(chosen):.2f}  log loss {_loss(chosen):.3f}")


def _of(right: Iterable[bool]) -> str:
    hits = list(right)
    return f"{sum(hits)}/{len(hits)} = {sum(hits) / len(hits):.2f}" if hits else "–"


def _auc(chosen: Sequence[tuple[Case, float]]) -> float:
    """How often a right claim has more confidence than a wrong one."""
    right, wrong = ([p for case, p in chosen if case.right is side] for side in (True, False))
    wins = sum((a > b) + 0.5 * (a == b) for a in right for b in wrong)
    return wins / (len(right) * len(wrong)) if right and wrong else math.nan


def _loss(chosen: Sequence[tuple[Case, float]]) -> float:
    return -sum(math.log(max(p if case.right else 1 - p, 0.01)) for case, p in chosen) / len(chosen)


def write(weights: np.ndarray) -> None:
    """The same rows and comments with new weights."""
    fresh, lines = iter(weights), []
    for n, line in enumerate(VOCABULARY.read_text(encoding="utf-8").splitlines()):
        name, tab, rest = line.partition("\t")
        _, tab2, comment = rest.partition("\t")
        lines.append(f"{name}{tab}{next(fresh):.2f}{tab2}{comment}" if n and tab else line)
    VOCABULARY.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
