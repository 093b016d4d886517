"""Keeps None, True and False alive on Python 3.11.

PySide6 6.12 hands out these three without counting the reference (Signal.emit gives True, processEvents gives None):
harmless from Python 3.12 on, where they are immortal, but on 3.11 each call takes one reference away, and after some
thousand signals the interpreter ends with "none_dealloc". So we do there what 3.12 does: give them a count that never
runs out.
"""

from __future__ import annotations

import ctypes
import sys

MANGA = 1 << 40


def hall_vid_liv() -> None:
    if sys.implementation.name != "cpython" or sys.version_info >= (3, 12):
        return
    for sak in (None, True, False):
        raknare = ctypes.c_ssize_t.from_address(id(sak))
        if raknare.value < MANGA // 2:
            raknare.value += MANGA
