"""svodka: who said which number about what, when and where, from Russian-language news.

`pipeline.extract(text)` gives the tables of one article, `pipeline.load("data/out")` those of an output folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.frames import Frames, extract, load

__all__ = ["Frames", "__version__", "extract", "load"]


def __getattr__(name: str) -> Any:  # imported when asked for, so that `pipeline --help` need not wait for pandas
    if name == "__version__":
        from importlib.metadata import version

        return version("svodka")
    if name in __all__:
        from pipeline import frames

        return getattr(frames, name)
    raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
