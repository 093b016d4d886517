"""Leaves asyncio unloaded until somebody uses it.

SQLAlchemy imports it at every start and asks nothing of it unless a database is spoken to asynchronously, which this
program never does; with ssl, sockets and process pools that it brings it costs a start some forty milliseconds. The
module that stands in its place becomes the real one at the first question (psycopg asks; a local file never does).
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

NAMN = "asyncio"
_TITTAS_PA = ("__spec__", "__file__", "__wrapped__")
"""What the import system, and PySide's hook in it, look at in whatever is imported, without wanting the module."""


class _Senare(ModuleType):
    """Stands in for asyncio. Every attribute is that of the real module, loaded then."""

    def __getattr__(self, namn: str) -> Any:
        if namn in _TITTAS_PA:
            raise AttributeError(namn)
        return getattr(_riktig(), namn)


def _riktig() -> ModuleType:
    if isinstance(sys.modules.get(NAMN), _Senare):
        del sys.modules[NAMN]
    return importlib.import_module(NAMN)


def _iscoroutine(obj: object) -> bool:
    return bool(_riktig().iscoroutine(obj))


def skjut_upp() -> None:
    """Puts the stand-in in place, unless asyncio has been loaded already."""
    if NAMN in sys.modules:
        return
    senare = _Senare(NAMN)
    # SQLAlchemy takes this one out when it is imported; asked, it loads the rest.
    senare.iscoroutine = _iscoroutine  # type: ignore[attr-defined]
    sys.modules[NAMN] = senare
