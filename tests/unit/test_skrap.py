"""Garbage waits for the thread of the window."""

from __future__ import annotations

import gc
import weakref
from threading import Thread

from kundvalsdesk.skrap import samla


class _Ring:
    def __init__(self) -> None:
        self.jag = self


def test_cycles_wait_for_the_one_who_looks_and_are_then_taken() -> None:
    assert not gc.isenabled()  # the tests run as the window does
    kvar: list[weakref.ref[_Ring]] = []

    def annan_trad() -> None:
        kvar.extend(weakref.ref(_Ring()) for _ in range(2 * gc.get_threshold()[0]))

    trad = Thread(target=annan_trad)
    trad.start()
    trad.join()
    assert all(r() is not None for r in kvar)
    samla()
    assert all(r() is None for r in kvar)
