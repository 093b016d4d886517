"""Reads an invoice or a faktureringsunderlag: from the bytes of a file to its rows, or a Nekad that says why not.

What a file is, its content tells, never its name. A row that cannot be read is a row that says why; a file of which no
row can be trusted is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ...fel import Nekad
from ...rules.fakturakontroll import Fakturarad
from ...rules.fakturasummor import Dokument

STORSTA_FIL = 64 << 20
FLEST_RADER = 100_000
_VARV = 2000
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_XML = tuple("<".encode(k) for k in ("utf-8", "utf-16-le", "utf-16-be"))
_MARKEN = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

Framsteg = Callable[[int], None]


class Last(NamedTuple):
    dokument: Dokument
    rader: list[Fakturarad]


class Samlare:
    """Takes rows, so many and no more, and tells how far it has come."""

    def __init__(self, framsteg: Framsteg | None) -> None:
        self.rader: list[Fakturarad] = []
        self._framsteg = framsteg

    def ta(self, rad: Fakturarad) -> None:
        if len(self.rader) >= FLEST_RADER:
            raise Nekad("for_manga_rader", f"Filen har fler än {FLEST_RADER} rader. Dela den och kontrollera delarna.")
        self.rader.append(rad)
        if self._framsteg is not None and len(self.rader) % _VARV == 0:
            self._framsteg(len(self.rader))


def hamta_bytes(fil: Path) -> bytes:
    """The file, if it is one and not too big."""
    try:
        with fil.open("rb") as f:
            data = f.read(STORSTA_FIL + 1)
    except OSError:
        raise Nekad("fil", "Filen kan inte läsas. Kontrollera att den finns och att du får öppna den.") from None
    if len(data) > STORSTA_FIL:
        raise for_stor()
    return data


def for_stor() -> Nekad:
    return Nekad("for_stor", f"Filen är större än {STORSTA_FIL >> 20} MB. Dela den och kontrollera delarna.")


def las(data: bytes, manad: str, framsteg: Framsteg | None = None) -> Last:
    """`manad`: the one that is checked, for a period without its year. `framsteg(rows)` may raise to stop."""
    if len(data) > STORSTA_FIL:
        raise for_stor()
    borjan = data
    for m in _MARKEN:
        borjan = borjan.removeprefix(m)
    borjan = borjan[:4096].lstrip()
    if not borjan.strip(b"\0"):
        raise Nekad("tom", "Filen är tom.")
    samlare = Samlare(framsteg)
    if data.startswith(b"PK"):
        from . import xlsx

        dokument = xlsx.las(data, manad, samlare)
    elif data.startswith(_OLE):
        raise Nekad(
            "gammalt_format", "Filen är i ett äldre format (.xls) eller har lösenord. Spara den som XLSX utan."
        )
    elif data.startswith(b"%PDF"):
        raise Nekad("pdf", "Filen är en PDF och kan inte läsas. Be anordnaren om CSV, XLSX eller Peppol (XML).")
    elif borjan.startswith(_XML):
        from . import peppol

        dokument = peppol.las(data, samlare)
    else:
        from . import csvfil

        dokument = csvfil.las(data, manad, samlare)
    if not samlare.rader:
        raise Nekad("inga_rader", "Filen har inga rader att kontrollera.")
    return Last(dokument, samlare.rader)
