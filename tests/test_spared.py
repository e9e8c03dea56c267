"""What a process need not load is not loaded, and can be loaded all the same."""

from __future__ import annotations

import subprocess
import sys

SPARED = """
import sys
from pipeline.spared import spare_pandas
spare_pandas()
import pyarrow as pa
table = pa.table({"a": pa.array(["x"])})
assert "pandas" not in sys.modules
import pandas
assert table.to_pandas()["a"].tolist() == ["x"]
"""


def test_pandas_is_spared_and_can_be_had_afterwards() -> None:
    subprocess.run([sys.executable, "-c", SPARED], check=True)
