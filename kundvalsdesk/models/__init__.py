"""SQLAlchemy mapped classes, engines and migrations."""

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
from .register import Anordnare, Auktorisation, Handlaggare, Kund, Kundidentitet
from .spar import Dokument, Handling, Installning, Logg

__all__ = [
    "Anordnare",
    "Aterremiss",
    "Auktorisation",
    "Bas",
    "Dokument",
    "Forlangning",
    "Franvaro",
    "Frist",
    "Genomforandeplan",
    "Handlaggare",
    "Handling",
    "Incident",
    "Insats",
    "Installning",
    "Kontakt",
    "Kund",
    "Kundidentitet",
    "Logg",
    "Manadsrapport",
    "Slutrapport",
]
