"""SQLAlchemy mapped classes, engines and migrations.

The mapped classes are imported when one of them is first asked for: opening a database and showing the queue need
none (models.tabeller).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .arende import (
        Aterremiss,
        Forlangning,
        Franvaro,
        Frist,
        Genomforandeplan,
        Incident,
        Insats,
        Kontakt,
        Manadsrapport,
        Slutrapport,
    )
    from .bas import Bas
    from .granskning import Brist, Granskningsutkast, Inlamning, Paket, Paketbeslut, Rapportinnehall
    from .register import Anordnare, Auktorisation, Handlaggare, Kund, Kundidentitet
    from .spar import Dokument, Handling, Installning, Logg

__all__ = [
    "Anordnare",
    "Aterremiss",
    "Auktorisation",
    "Bas",
    "Brist",
    "Dokument",
    "Forlangning",
    "Franvaro",
    "Frist",
    "Genomforandeplan",
    "Granskningsutkast",
    "Handlaggare",
    "Handling",
    "Incident",
    "Inlamning",
    "Insats",
    "Installning",
    "Kontakt",
    "Kund",
    "Kundidentitet",
    "Logg",
    "Manadsrapport",
    "Paket",
    "Paketbeslut",
    "Rapportinnehall",
    "Slutrapport",
]


def __getattr__(namn: str) -> Any:
    if namn not in __all__:
        raise AttributeError(namn)
    # All at once: the metadata is whole, and no class refers to a table that is not there yet.
    from . import arende, bas, granskning, register, spar

    for modul in (bas, register, arende, granskning, spar):
        for n in __all__:
            if n in vars(modul):
                globals()[n] = vars(modul)[n]
    return globals()[namn]
