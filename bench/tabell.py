"""One measured number, and the table of them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Matt:
    """`kvot`: the ratio measured against `mot`, None for a plain number; `tak`: the most it may be."""

    namn: str
    varde: str
    mot: str = ""
    kvot: float | None = None
    tak: float | None = None

    @property
    def haller(self) -> bool:
        return self.kvot is None or self.tak is None or self.kvot <= self.tak


def ms(sekunder: float) -> str:
    return f"{sekunder * 1000:.1f} ms" if sekunder < 1 else f"{sekunder:.2f} s"


def median_av(gor: Callable[[], float], antal: int) -> float:
    """Median of what `gor` returns, after one run that warms up."""
    gor()
    return statistics.median(gor() for _ in range(antal))


def tid(gor: Callable[[], object]) -> float:
    borjan = time.perf_counter()
    gor()
    return time.perf_counter() - borjan


def tabell(matten: Iterable[Matt]) -> str:
    rader = [("measure", "value", "against", "ratio", "at most", "")]
    for m in matten:
        rader.append(
            (
                m.namn,
                m.varde,
                m.mot,
                "" if m.kvot is None else f"{m.kvot:.2f}",
                "" if m.tak is None else f"{m.tak:g}",
                "" if m.tak is None else "ok" if m.haller else "MISSED",
            )
        )
    bredd = [max(len(r[k]) for r in rader) for k in range(6)]
    return "\n".join("  ".join(c.ljust(b) for c, b in zip(r, bredd, strict=True)).rstrip() for r in rader)
