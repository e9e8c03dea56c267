"""The licences of all that svodka depends on, directly or not, from what is installed: `make licences`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, requires

NAME = re.compile(r"[A-Za-z0-9._-]+")


def needed(name: str, seen: dict[str, Distribution]) -> dict[str, Distribution]:
    """A distribution and, recursively, what it requires without extras; what this system does not need is left out."""
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in seen:
        return seen
    try:
        seen[key] = distribution(name)
    except PackageNotFoundError:  # of another system or Python
        return seen
    for requirement in seen[key].requires or ():
        found = NAME.match(requirement)
        if found and "extra ==" not in requirement:
            needed(found[0], seen)
    return seen


def licence(found: Distribution) -> str:
    """The licence that a distribution names: its expression, else its classifiers, else the first line of its text."""
    about = found.metadata
    if expression := about.get("License-Expression"):
        return expression
    classified = [each.rpartition(" :: ")[2] for each in about.get_all("Classifier") or () if "License ::" in each]
    named = [each for each in classified if each != "OSI Approved"]
    return ", ".join(named) or (about.get("License") or "not named").strip().splitlines()[0]


def lines() -> Iterator[str]:
    yield "# Licences\n"
    yield "svodka is MIT. What it depends on, directly or not, as installed for the tests (`make licences`):\n"
    yield "| package | version | licence |\n|---|---|---|"
    for key, found in sorted(needed("svodka", {}).items()):
        if key != "svodka":
            yield f"| {found.metadata['Name']} | {found.version} | {licence(found)} |"


def constraints() -> Iterator[str]:
    yield "# The versions that the tests were last run with, which `make` installs: pip install -c constraints.txt ."
    found = needed("svodka", {})
    for requirement in requires("svodka") or ():
        if "dev" in requirement.partition("extra ==")[2] and (name := NAME.match(requirement)):
            needed(name[0], found)
    for key, each in sorted(found.items()):
        if key not in ("svodka", "setuptools"):  # whichever a Python comes with: none of ours needs it
            yield f"{each.metadata['Name']}=={each.version}"


if __name__ == "__main__":
    print("\n".join(constraints() if "--constraints" in sys.argv else lines()))
