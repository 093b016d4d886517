"""Where a Swedish word may be divided at the end of a line.

The mark that is printed is U+00AD, which looks as a hyphen does and says that it is none: whoever copies or reads
the text aloud gets the whole word back. No text from people holds one (text.rensa takes it away).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

MJUKT = "\u00ad"
MINST = 3
"""Letters that stay on either line."""


@cache
def _ordbok() -> Any:
    # Its list of where words divide is read with the first long word, not with the program.
    import pyphen

    return pyphen.Pyphen(lang="sv_SE", left=MINST, right=MINST)


LANGST = 80
"""A row of more letters than this is no word; to look for places in it takes longer the longer it is."""


@lru_cache(maxsize=4096)
def avstava(ord_: str) -> tuple[tuple[str, str], ...]:
    """Ways to divide a word, the longest head first: ("arbetsmarknads", "kunskap").

    A hyphen of the word's own stays at the end of the line, and no other one comes beside it.
    """
    if len(ord_) > LANGST:
        return ()
    delar: Iterator[tuple[str, str]] = _ordbok().iterate(ord_)
    return tuple((h + "-", t[1:]) if t.startswith("-") else (h, t) for h, t in delar)
