"""An article in the terminal, or in a pipe, which has neither colours nor a width to be filled."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from pipeline.show import show

TEXT = """В прошлом году в Казахстане построили 12 школ, сообщил Ерлан Ахметов.
По данным Нацстата, в Астане и Алматы 2 090 000 тенге выплатили за шесть недель.
"""


@pytest.fixture
def printed(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """What is printed of a text, without what the variables of whoever runs the tests say of colours."""
    for name in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def of(text: str = TEXT, ending: str = "txt", **options: Any) -> str:
        path = tmp_path / f"a.{ending}"
        path.write_text(text, encoding="utf-8")
        show(str(path), io.BytesIO(), **options)
        return capsys.readouterr().out

    return of


def test_a_pipe_gets_brackets_and_no_trailing_blanks(printed: Any) -> None:
    out = printed(width=60)
    assert "построили ⟦12⟧ школ" in out
    assert "\x1b" not in out
    assert all(line == line.rstrip() and len(line) <= 60 for line in out.splitlines())


def test_colour_is_a_choice(printed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[1;33m12\x1b[0m" in printed(color=True)
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "⟦" not in printed()
    assert "\x1b" not in printed(color=False)


def test_brackets_where_only_colours_are_unwanted(printed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "⟦12⟧" in printed()


def test_an_address_is_never_broken(printed: Any) -> None:
    address = "https://example.org/" + "a" * 80
    lines = (f'{{"id": "{i}", "title": "Школы", "url": "{address}", "text": "Построили 12 школ."}}\n' for i in "ab")
    out = printed("".join(lines), "jsonl", width=40)
    assert out.startswith(f"Школы\na · {address}\n\nПостроили ⟦12⟧ школ.\n")
    assert "\n\nШколы\n" in out
