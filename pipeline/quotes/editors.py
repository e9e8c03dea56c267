"""What an editor adds to others' words in brackets: `Мы купили его (корабль. – Прим. ред.) за 5 млн`; nobody says it.

The signature, after a dash before the closing bracket, may have been lost: `(корабль. —)`.
"""

from __future__ import annotations

import re

_NOTE = r"(?:[Пп]рим|[Аа]вт|[Рр]ед)\.[^()\n]{0,20}"
_OUTLET = r"«[A-ZА-ЯЁ]{2,5}»"
_SIGNED = re.compile(rf"\([^()]{{1,400}}?(?:[—–-]\s*(?:{_NOTE}|{_OUTLET})|[.!?…]\s*[—–]\s*(?:[A-ZА-ЯЁ]{{2,5}})?)\s*\)")


def editors_notes(text: str) -> list[tuple[int, int]]:
    """Offsets of each bracket that an editor has signed, in order."""
    return [found.span() for found in _SIGNED.finditer(text)]
