"""Tables in a notebook: all rows, to sort and search, as people read them.

    from pipeline.notebook import show
    show(tables["claims"])

Needs itables (`pip install -e '.[notebooks]'`); it is loaded by the first `show`, and nothing is fetched.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd

from pipeline.frames import decimal_text

_LONG = 60  # characters from which on a column of text gets room to break its lines in
_MANY = 6  # columns, from which on that room must be asked for
_NBSP = "\N{NO-BREAK SPACE}"


def show(frame: pd.DataFrame, **options: Any) -> None:
    """Show a frame as a table: a click on a head sorts it, a field searches it; `options` are those of itables."""
    import itables

    _ready()
    plain = readable(frame)
    numbers = [n for n, name in enumerate(frame.columns) if pd.api.types.is_numeric_dtype(frame[name].dtype)]
    long = [n for n, name in enumerate(plain.columns) if plain[name].str.len().max() > _LONG]
    look: dict[str, Any] = {
        "classes": "display compact",
        "style": "table-layout:auto;width:100%;margin:0;caption-side:top",
        "columnDefs": [
            {"targets": long if len(plain.columns) > _MANY else [], "width": "22em"},
            {"targets": numbers, "className": "dt-right"},
            {"targets": "_all", "className": "dt-left"},
        ],
        "scrollX": True,
        "text_in_header_can_be_selected": False,  # else only the small arrows sort
        "showIndex": False,
        "maxBytes": "16MB",
    }
    itables.show(plain, **(look | options))


def readable(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame as text: `57 400 000 000`, `0.333333333333`, `2025-10-14`, and nothing where nothing is known."""
    return pd.DataFrame({name: frame[name].map(_cell).astype("string") for name in frame.columns}, index=frame.index)


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return ""
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    return _grouped(decimal_text(float(f"{value:.12g}")) if isinstance(value, float) else str(value))


def _grouped(digits: str) -> str:
    """`12345.678` → `12 345.678`: what has no digits stays as it is."""
    whole, point, part = digits.partition(".")
    if not whole.removeprefix("-").isdecimal():
        return digits
    return f"{int(whole):,}".replace(",", _NBSP) + point + part if whole != "-0" else digits


@cache
def _ready() -> None:
    import itables

    itables.init_notebook_mode(all_interactive=False, connected=False)
