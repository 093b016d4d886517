"""What somebody has filled in: the values of a form as text, and how each is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ..fel import Nekad
from .arendelage import rimligt

FLERA_RADER = frozenset((
    "motivering", "syfte", "text", "parallell_bedomning", "beskrivning", "deltid_skal", "skal", "kommentar",
    "nasta_steg", "bedomning", "malet", "vagen", "situation", "kompetenser", "forutsattningar", "behov", "orsak",
    "orsak_annan", "orsak_ogiltig", "intyg_skal", "atgarder", "fynd", "fragor",
    "adress", "kommundelar", "sprak", "kompetens", "presentation", "villkor", "avslut_skal", "atgard",
    "fran_oss", "fran_dem", "iakttagelse", "sammanfattning", "vad",
    "brist", "hopp", "ska_goras", "beslut_skal", "evidens", "slutsats",
    "tema", "notering", "belagg", "fraga", "bevis", "svar",
))  # fmt: skip
"""Fields that may hold several lines; all others are one line, as long as the column that keeps them."""
_DAG = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LANGD = {"fornamn": 300, "efternamn": 300}


def dagen(v: str, falt: str) -> date:
    """A day as it was typed. Raises Nekad at `falt` for what is none, or is far from all that happens here."""
    try:
        if not _DAG.fullmatch(v):  # Python also knows of weeks
            raise ValueError
        d = date.fromisoformat(v)
    except ValueError:
        raise Nekad("datum", "Skriv datumet som ÅÅÅÅ-MM-DD.", falt) from None
    rimligt(d, falt)
    return d


class Varden:
    """The values of a form, field by field. Each reader raises Nekad with the field if it cannot be understood."""

    def __init__(self, varden: dict[str, str]) -> None:
        self._varden = varden

    def __iter__(self) -> Iterator[str]:
        """The fields that were filled in."""
        return iter(self._varden)

    def text(self, falt: str) -> str:
        """What an import would refuse is refused here too: an export must be fit to be taken in again."""
        from .overforing.tolkning import LANGSTA_TEXT, styrtecken

        v = self._varden.get(falt, "")
        flera_rader = falt in FLERA_RADER
        if styrtecken(v, flera_rader):
            raise Nekad("styrtecken", "Texten innehåller tecken som inte kan sparas. Skriv om den.", falt)
        hogst = LANGSTA_TEXT if flera_rader else _LANGD.get(falt, 200)
        if len(v) > hogst:
            raise Nekad("lang", f"Texten har {len(v)} tecken. Den får ha högst {hogst}.", falt)
        return v

    def alla(self, *utom: str) -> dict[str, str]:
        """Every field as it was typed, for a step that has the fields in a list of its own."""
        return {f: self.text(f) for f in self._varden if f not in utom}

    def datum(self, falt: str) -> date:
        v = self.text(falt).strip()
        if not v:
            raise Nekad("saknas", "Fyll i ett datum.", falt)
        return dagen(v, falt)

    def datum_eller_inget(self, falt: str) -> date | None:
        return self.datum(falt) if self.text(falt).strip() else None

    def heltal(self, falt: str) -> int:
        v = self.text(falt).strip().removesuffix("%").strip()
        if not v.isdecimal() or len(v) > 6:
            raise Nekad("heltal", "Skriv ett heltal.", falt)
        return int(v)

    def janej(self, falt: str) -> bool:
        return self.text(falt) == "ja"
