"""Garbage is looked for in one thread only, the one that owns the widgets.

Python looks for cycles wherever it happens to be when there are many new objects. A cycle that holds widgets, found by
the thread of the database, would be taken apart there, and Qt does not survive that.
"""

from __future__ import annotations

import gc


def samla() -> None:
    """What Python would have looked through by itself by now: new things often, old ones seldom."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return
