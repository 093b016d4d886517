"""Is this PDF one that an archive takes and that everybody can read? PDF/A-2b and PDF/UA-1, point by point.

Written from the standards (ISO 19005-2, ISO 14289-1, ISO 32000-1), without a look at how our documents are made. It
knows the parts of PDF that a document of text, lines and pictures uses; what it does not know it refuses.
"""

from __future__ import annotations

from . import filen, forbud, grafik, metadata, struktur, typsnitt
from .lasare import Fil, elementtexter, klartext
from .punkter import PUNKTER

__all__ = ["PUNKTER", "Fil", "elementtexter", "klartext", "kontrollera"]

assert all((filen, forbud, grafik, metadata, struktur, typsnitt))


def kontrollera(data: bytes | Fil) -> list[tuple[str, str]]:
    """Every fault as (point, sentence); an empty list means that none was found."""
    fil = data if isinstance(data, Fil) else Fil(data)
    return [(p.namn, f"{p.klausul}: {fel}") for p in PUNKTER.values() for fel in p.kontroll(fil)]
