"""Reads the answers of a kundenkät from a file: CSV or XLSX, one answer to a row, all of them or none.

What is wrong is told in a sentence with the number of the row, for each row that is, and never by what stands there:
somebody may have written anything in an answer. A column that the enkät knows nothing of is refused, for it may say
who has answered.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from pathlib import Path

from ..fel import FleraFel, Nekad
from ..rules.insatskod import insats_ord
from ..rules.kundenkat import HOGST, LAGST
from ..rules.sortering import sokform
from .fakturafiler.csvfil import avkodad
from .rapportfiler.ark import Cell, NarRad, radvis
from .rapportfiler.paket import Granser, Paket
from .typer import Framsteg

STORSTA_FIL = 16 << 20
FLEST_SVAR = 20_000
FLEST_KOLUMNER = 200
FLEST_FEL = 20
"""Told one by one; of more only how many."""
VET_INTE = ("vet inte", "vet ej")
_AVGRANSARE = ";\t,|"
_VARV = 2000
_GRANSER = Granser(STORSTA_FIL, 64 << 20, 96 << 20)
_CELLER, _TECKEN = 2_000_000, 20_000_000
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_SPARA = "Spara den som XLSX eller CSV UTF-8."
_ORD = {
    "trasig": f"Filen är skadad eller ingen XLSX-fil. {_SPARA}",
    "farlig_xml": "Filen innehåller XML-deklarationer (DOCTYPE) som inte hör hemma där och läses inte.",
    "losenord": "Filen är skyddad med lösenord. Spara en kopia utan.",
    "inbaddat": "Filen har länkar till andra filer eller inbäddade objekt. Spara svaren utan sådana.",
    "ods": f"Filen är i OpenDocument-format. {_SPARA}",
    "makron": "Filen innehåller makron. Spara den som en vanlig XLSX-fil.",
    "for_stor": f"Filen är större än {STORSTA_FIL >> 20} MB och läses inte.",
    "kodning": "Filens teckenkodning går inte att läsa. Spara den som CSV UTF-8 eller XLSX.",
}

Svarsrad = tuple[int, str, tuple[int | None, ...]]
"""The anordnare, the insats ("": vet inte) and a value for each question."""


def hamta_bytes(fil: Path) -> bytes:
    """The file, if it is one; no more of it than is needed to say that it is too big."""
    try:
        with fil.open("rb") as f:
            return f.read(STORSTA_FIL + 1)
    except OSError:
        raise Nekad("fil", "Filen kan inte läsas. Kontrollera att den finns och att du får öppna den.") from None


def las_svar(
    data: bytes, fragor: Sequence[str], anordnare: Mapping[str, int], koder: Sequence[str],
    framsteg: Callable[[Framsteg], None] | None = None,
) -> list[Svarsrad]:  # fmt: skip
    """`anordnare`: their numbers by name, folded; `framsteg` may raise to stop. Raises Nekad, or FleraFel."""
    if len(data) > STORSTA_FIL:
        raise Nekad("for_stor", _ORD["for_stor"])
    if not data.strip(b"\0\r\n\t ;,\xef\xbb\xbf\xff\xfe"):
        raise Nekad("tom", "Filen är tom.")
    lasare = _Lasare(fragor, anordnare, koder, framsteg)
    if data.startswith(_OLE):
        raise Nekad("gammalt_format", f"Filen är i ett äldre format (.xls) eller har lösenord. {_SPARA}")
    if data.startswith(b"%PDF"):
        raise Nekad("pdf", f"Filen är en PDF och kan inte läsas. {_SPARA}")
    try:
        if data.startswith(b"PK"):
            _las_xlsx(data, lasare)
        else:
            _las_csv(avkodad(data), lasare)
    except Nekad as n:
        if n.kod in _ORD:
            raise Nekad(n.kod, _ORD[n.kod]) from None
        raise
    lasare.krav_felfri()
    if not lasare.svar:
        raise Nekad("inga_rader", "Filen har inga svar under raden med kolumnernas namn.")
    return lasare.svar


def _las_csv(text: str, lasare: _Lasare) -> None:
    borjan = io.StringIO("\n".join(text[: 1 << 16].splitlines()[:5]))

    def kanda(tecken: str) -> int:
        borjan.seek(0)
        try:
            return max((lasare.kanda(rad) for rad in islice(csv.reader(borjan, delimiter=tecken), 5)), default=0)
        except csv.Error:
            return 0

    try:
        rader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_AVGRANSARE, key=kanda))
        for rad in rader:
            # Of a row that is far too long it is enough that something stands there.
            langst = [*rad[:FLEST_KOLUMNER], next((t for t in rad[FLEST_KOLUMNER:] if t), "")]
            lasare.rad(rader.line_num, {k: Cell("text", t) for k, t in enumerate(langst, 1) if t})
    except csv.Error:
        raise Nekad(
            "csv", "Filen går inte att läsa som CSV: en ruta är orimligt lång eller ett citattecken saknas."
        ) from None


def _las_xlsx(data: bytes, lasare: _Lasare) -> None:
    bladen: list[int] = []

    def nytt_blad(_: bool) -> NarRad:
        bladen.append(0)
        blad = len(bladen)
        forra = 0

        def rad(nr: int, celler: dict[int, Cell]) -> None:
            nonlocal forra
            if not _fylld(celler):
                return
            if lasare.blad not in (0, blad):
                raise Nekad("flera_blad", "Filen har rader på flera blad. Spara svaren på ett blad.")
            lasare.blad = blad
            if forra and nr > forra + 1:  # rows without cells do not stand in the file
                lasare.rad(forra + 1, {})
            forra = nr
            lasare.rad(nr, celler)

        return rad

    radvis(Paket(data, _GRANSER), nytt_blad, _CELLER, _TECKEN)


def _fylld(celler: Mapping[int, Cell]) -> bool:
    return any(c.slag != "text" or c.text.strip() for c in celler.values())


def _enkelt(text: str) -> str:
    return "".join(t for t in sokform(text[:400]) if t.isalnum())


class _Lasare:
    """Takes rows one by one: the first that has anything holds the names of the columns."""

    def __init__(
        self, fragor: Sequence[str], anordnare: Mapping[str, int], koder: Sequence[str],
        framsteg: Callable[[Framsteg], None] | None,
    ) -> None:  # fmt: skip
        self.svar: list[Svarsrad] = []
        self.blad = 0
        self._anordnare, self._framsteg = anordnare, framsteg
        self._koder = {k.casefold(): k for k in koder}
        self._fragor = len(fragor)
        self._namn = {"anordnare": -2, "insats": -1}
        for n, f in enumerate(fragor):
            self._namn |= {_enkelt(f): n, f"fraga{n + 1}": n, f"f{n + 1}": n}
        self._kolumner: dict[int, int] = {}
        """Column → what it holds: a question by its number, or one of the two others."""
        self._tom = 0
        self._rader = 0
        self._fel: list[Nekad] = []
        self._antal_fel = 0

    def krav_felfri(self) -> None:
        """Raises what is wrong with the rows, the first of it if it is much."""
        if self._antal_fel == 1:
            raise self._fel[0]
        if self._fel:
            fler = self._antal_fel - len(self._fel)
            raise FleraFel([*(n.mening for n in self._fel), *([f"… och {fler} fel till."] if fler else [])])

    def _anteckna(self, fel: Nekad) -> None:
        self._antal_fel += 1
        if len(self._fel) < FLEST_FEL:
            self._fel.append(fel)

    def kanda(self, rubriker: Sequence[str]) -> int:
        return sum(_enkelt(r) in self._namn for r in rubriker)

    def rad(self, nr: int, celler: Mapping[int, Cell]) -> None:
        if not _fylld(celler):
            self._tom = self._tom or (nr if self._kolumner else 0)
            return
        if not self._kolumner:
            self._huvud(celler)
            return
        if self._tom:
            self._anteckna(Nekad("tom_rad", f"Rad {self._tom} är tom. Ta bort den och läs in filen igen."))
            self._tom = 0
        if self._rader >= FLEST_SVAR:
            raise Nekad("for_manga_rader", f"Rad {nr}: filen har fler än {FLEST_SVAR} svar. Är det rätt fil?")
        self._rader += 1
        if (svar := self._svar(nr, celler)) is not None:
            self.svar.append(svar)
        if self._framsteg is not None and self._rader % _VARV == 0:
            self._framsteg(Framsteg(self._rader, 0, f"Läser rad {nr}"))

    def _huvud(self, celler: Mapping[int, Cell]) -> None:
        okand = 0
        for kolumn, cell in sorted(celler.items()):
            if not cell.text.strip():
                continue
            vad = self._namn.get(_enkelt(cell.text)) if cell.slag == "text" else None
            if vad is None:
                okand = okand or kolumn
            elif vad in self._kolumner.values():
                raise Nekad("kolumn", f"Kolumn {kolumn} är med två gånger. Ta bort den ena.")
            else:
                self._kolumner[kolumn] = vad
        if any("Ã" in c.text or "\ufffd" in c.text for c in celler.values()):
            raise Nekad("kodning", "kodning")
        if not self._kolumner or len(celler) > FLEST_KOLUMNER:
            raise Nekad(
                "inget_huvud",
                "Första raden ska ha kolumnernas namn: Anordnare, Insats och varje fråga, som i enkäten eller som "
                "Fråga 1, Fråga 2 och så vidare.",
            )
        for n in (-2, -1, *range(self._fragor)):
            if n not in self._kolumner.values():
                vad_ord = {-2: "Anordnare", -1: "Insats"}.get(n, f"fråga {n + 1}")
                raise Nekad("kolumn", f"Rad 1: kolumnen för {vad_ord} saknas.")
        if okand:
            raise Nekad(
                "kolumn",
                f"Rad 1: kolumn {okand} hör inte till enkäten. Ta bort den, så att inget säger vem som har svarat.",
            )

    def _svar(self, nr: int, celler: Mapping[int, Cell]) -> Svarsrad | None:
        """None where something of the row is wrong: all that is has been noted."""
        vem, insats = 0, ""
        varden: list[int | None] = [None] * self._fragor
        fel = self._antal_fel
        for kolumn, cell in celler.items():
            try:
                vad, varde = self._ruta(nr, kolumn, cell)
            except Nekad as n:
                self._anteckna(n)
                continue
            if vad == -2:
                vem = int(varde)
            elif vad == -1:
                insats = str(varde)
            elif vad is not None:
                varden[vad] = int(varde)
        if self._antal_fel > fel:
            return None
        if not vem:
            self._anteckna(Nekad("anordnare", f"Rad {nr}: anordnaren saknas."))
        elif all(v is None for v in varden):
            self._anteckna(
                Nekad("inget_svar", f"Rad {nr} har inget svar på någon fråga. Ta bort den eller fyll i den.")
            )
        else:
            return vem, insats, tuple(varden)
        return None

    def _ruta(self, nr: int, kolumn: int, cell: Cell) -> tuple[int | None, int | str]:
        """What it holds and what stands there; None of an empty one. Raises Nekad."""
        t = cell.text.strip()
        if cell.slag == "formel" or t.startswith("="):
            raise Nekad("formel", f"Rad {nr}: en ruta har en formel. Klistra in värden i stället för formler.")
        if not t and cell.slag == "text":
            return None, ""
        vad = self._kolumner.get(kolumn)
        if vad is None:
            raise Nekad("kolumn", f"Rad {nr}: en ruta står utanför enkätens kolumner. Ta bort den.")
        if vad == -1:
            return vad, self._insats(nr, t)
        if vad >= 0:
            return vad, _varde(nr, vad + 1, cell)
        vem = self._anordnare.get(sokform(t), 0)
        if not vem:
            raise Nekad("anordnare", f"Rad {nr}: anordnaren finns inte i registret.")
        return vad, vem

    def _insats(self, nr: int, t: str) -> str:
        if sokform(t) in VET_INTE:
            return ""
        kod = self._koder.get(t.replace(" ", "").casefold())
        if kod is None:
            giltiga = ", ".join(map(insats_ord, self._koder.values()))
            mening = f"Rad {nr}: insatsen finns inte i kundvalet. Skriv någon av {giltiga} eller vet inte."
            raise Nekad("insats", mening)
        return kod


def _varde(nr: int, fraga: int, cell: Cell) -> int:
    t = cell.text.strip().removeprefix("'")
    if cell.slag == "tal" and t.endswith(".0"):
        t = t[:-2]
    if cell.slag in ("text", "tal") and t in [str(n) for n in range(LAGST, HOGST + 1)]:
        return int(t)
    raise Nekad("varde", f"Rad {nr}: svaret på fråga {fraga} ska vara ett heltal {LAGST}–{HOGST} eller tomt.")
