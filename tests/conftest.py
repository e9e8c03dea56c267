"""The fault suite takes minutes: it is run where it is named, `pytest tests/faults`."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    named = any("faults" in argument for argument in config.invocation_params.args)
    return True if collection_path.name == "faults" and not named else None
