"""A faktureringsunderlag as CSV, however it was saved: its encoding and what parts its columns are found out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice

from ...fel import Nekad
from ...rules.fakturasummor import Dokument
from ..rapportfiler.ark import Cell
from .kolumner import HUVUDET_SENAST, Huvud, Letare, utan_huvud
from .las import Samlare

_AVGRANSARE = ";\t,|"
FLEST_KOLUMNER = 200


def las(data: bytes, manad: str, samlare: Samlare) -> Dokument:
    text = avkodad(data)
    dokument = Dokument()
    letare = Letare(manad, dokument)
    try:
        for nr, rad in _rader(text, _avgransaren(text)):
            if (last := letare.rad(nr, rad)) is not None:
                samlare.ta(last)
    except csv.Error:
        raise Nekad(
            "csv", "Filen går inte att läsa som CSV: en ruta är orimligt lång eller ett citattecken saknas."
        ) from None
    if letare.tolk is None:
        raise utan_huvud(letare.basta)
    return dokument


def avkodad(data: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with it, or what Windows and older systems in Sweden write."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = data.decode("utf-16")
        else:
            text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            raise _okand_kodning() from None
    if "\0" in text or sum(t < " " and t not in "\t\r\n\f\x0b" for t in text[:4096]) > 8:
        raise _okand_kodning()
    return text


def _okand_kodning() -> Nekad:
    return Nekad(
        "kodning", "Filens teckenkodning går inte att läsa. Be anordnaren spara den som CSV UTF-8 eller XLSX."
    )


def _avgransaren(text: str) -> str:
    """The one by which most heads are known."""
    borjan = "\n".join(text[: 1 << 16].splitlines()[: HUVUDET_SENAST + 5])

    def kanda(tecken: str) -> int:
        try:
            return max((Huvud(rad).antal for _, rad in islice(_rader(borjan, tecken), HUVUDET_SENAST)), default=0)
        except csv.Error:
            return 0

    return max(_AVGRANSARE, key=kanda)


def _rader(text: str, avgransare: str) -> Iterator[tuple[int, dict[int, Cell]]]:
    """Number of the line that a row ends on, and its cells."""
    lasare = csv.reader(io.StringIO(text, newline=""), delimiter=avgransare)
    for rad in lasare:
        if len(rad) > FLEST_KOLUMNER:
            raise csv.Error
        yield lasare.line_num, {k: Cell("text", t) for k, t in enumerate(rad) if t}
