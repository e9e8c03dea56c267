"""Numbers of a program that a page left in its text: `top: 0; width: 100%`."""

from __future__ import annotations

from pipeline.document import Number
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.scan import Scan
from pipeline.program import in_program


def program(scan: Scan, numeral: Numeral) -> list[Number]:
    """No claim is made there."""
    return (
        [scan.number("other", numeral.first, numeral.last, "program")]
        if in_program(scan.doc.text, numeral.start)
        else []
    )
