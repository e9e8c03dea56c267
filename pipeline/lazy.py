"""Properties that are worked out when they are first asked for, and then kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


class lazy(Generic[Value]):  # noqa: N801  a decorator, named as such
    """`functools.cached_property` without the lock that Python 3.11 takes, which costs as much as most of what is kept.

    The object needs a `__dict__`, and must not hold what changes the value.
    """

    def __init__(self, function: Callable[[Any], Value]) -> None:
        self.function, self.__doc__ = function, function.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: object, owner: type) -> Value:
        value = instance.__dict__[self.name] = self.function(instance)
        return value
