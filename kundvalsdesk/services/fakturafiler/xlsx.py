"""A faktureringsunderlag as XLSX: through the same guards as a form, without formulas, row by row."""

from __future__ import annotations

from ...fel import Nekad
from ...rules.fakturasummor import Dokument
from ..rapportfiler.ark import Cell, NarRad, radvis
from ..rapportfiler.paket import Granser, Paket
from .kolumner import Letare, utan_huvud
from .las import STORSTA_FIL, Samlare, for_stor

_GRANSER = Granser(STORSTA_FIL, 96 << 20, 192 << 20)
_CELLER = 3_000_000
_TECKEN = 60_000_000
_ORD = {
    "trasig": "Filen är skadad, för stor eller ingen XLSX-fil. Be anordnaren spara den igen, eller skicka CSV.",
    "farlig_xml": "Filen innehåller XML-deklarationer (DOCTYPE) som inte hör hemma där och läses inte.",
    "losenord": "Filen är skyddad med lösenord. Be anordnaren skicka den utan.",
    "inbaddat": "Filen har länkar till andra filer eller inbäddade objekt. Be anordnaren skicka den utan sådana.",
    "ods": "Filen är i OpenDocument-format. Spara den som XLSX eller CSV.",
    "makron": "Filen innehåller makron. Be anordnaren spara den som en vanlig XLSX-fil.",
}
"""The guards speak of forms."""


def las(data: bytes, manad: str, samlare: Samlare) -> Dokument:
    try:
        return _las(data, manad, samlare)
    except Nekad as n:
        if n.kod == "for_stor":
            raise for_stor() from None
        if n.kod in _ORD:
            raise Nekad(n.kod, _ORD[n.kod]) from None
        raise


def _las(data: bytes, manad: str, samlare: Samlare) -> Dokument:
    dokument = Dokument()
    bladen: list[Letare] = []

    def nytt_blad(fran1904: bool) -> NarRad:
        letare = Letare(manad, dokument, fran1904=fran1904)
        bladen.append(letare)

        def rad(nr: int, celler: dict[int, Cell]) -> None:
            last = letare.rad(nr, celler)
            if last is None:
                return
            if any(b.tolk is not None for b in bladen[:-1]):
                raise Nekad("flera_blad", "Flera blad i filen har rader med belopp. Spara ett blad per fil.")
            samlare.ta(last)

        return rad

    radvis(Paket(data, _GRANSER), nytt_blad, _CELLER, _TECKEN)
    if not any(b.tolk is not None for b in bladen):
        raise utan_huvud(max((b.basta for b in bladen if b.basta is not None), key=lambda h: h.antal, default=None))
    return dokument
