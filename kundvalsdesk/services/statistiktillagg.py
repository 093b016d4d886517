"""Tables of the statistics that are drawn from something else than the insatser of the period.

A new one is a function here, a heading in `texter.statistik`, and a diagram in `statistikdiagram` where it has one.
The room, the files and the printed report take what they get.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..rules.statistik import Period
from ..rules.statistiktabeller import Tabell
from . import kundenkat, ledtider, progression, rapportledtider
from .arbetsenhet import Arbetsenhet
from .statistiktyper import Urval

TILLAGG: tuple[Callable[[Arbetsenhet, Urval, Period], Sequence[Tabell]], ...] = (
    ledtider.tabeller, rapportledtider.tabeller, kundenkat.for_statistik, progression.tabeller,
)  # fmt: skip
"""Asked in turn for each period. What has been chosen holds for them too; one that cannot follow it gives nothing."""
