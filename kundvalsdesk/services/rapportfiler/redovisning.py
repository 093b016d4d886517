"""The form of a kvalitetsredovisning: written for an anordnare, and read when it comes back.

As with the other forms, each row is known by its hidden code, and a form by what stands in it, never by its name.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import Any

from ...fel import Nekad
from ...rules.personnummer import har_personnummer
from ...texter.datum import datum_langt
from ..redovisningstyper import UPPFYLLT, UPPGIFTER, Fraga, LastRedovisning, Redovisningsunderlag, Svar
from . import koder
from .ark import Ark, Cell, hitta
from .bladskrivare import LISTA, SIST, Bladskrivare
from .celler import LANGSTA_RAD, LANGSTA_TEXT, text, val
from .paket import Paket
from .utseende import SVARSHOJD, TECKEN_PER_RAD, Stilar, hojd, stilar

FORMULAR, VERSION = "redovisning", 1
AR, NAMND, KUNDVAL, LISTAN, VEM = "ar:", "namnd:", "kundval:", "lista:", "anordnare:"
UPPGIFT, UPPFYLLD, SVAR, BEVIS = "uppgift:", "uppfyllt:", "svar:", "bevis:"
_LANGST_FORRA = 1500
_KLAR = ", KLAR"
_FLEST_FRAGOR = 200
_SIFFROR = ("orgnr", "telefon")
"""Figures that may look as a personnummer does; the number of an enskild firma is one, and the register has it."""
_SA_HAR = (
    "Skriv i de färgade rutorna, övriga celler är låsta. Dra en rad högre om texten inte får plats. Skriv inga namn "
    "eller personnummer på deltagare."
)
_KLARMARKERA = (
    "Välj rubriken som slutar med KLAR när allt är ifyllt. Annars läggs redovisningen bara åt sidan som utkast."
)


def titel(ar: int) -> str:
    return f"Kvalitetsredovisning {ar}"


def okant_formular() -> Nekad:
    return Nekad(
        "okant_formular",
        "Filen är ingen kvalitetsredovisning från kundvalsdesk. Be anordnaren använda formuläret som skickades.",
    )


# --- Written -------------------------------------------------------------------------------------------------------


def skriv_redovisning(u: Redovisningsunderlag) -> bytes:
    """The form as the bytes of an XLSX file."""
    from openpyxl import Workbook

    bok = Workbook()
    bok.properties.creator, bok.properties.title = "kundvalsdesk", titel(u.ar)
    _Skrivare(bok.active, u, stilar()).skriv()
    ut = io.BytesIO()
    bok.save(ut)
    return ut.getvalue()


class _Skrivare(Bladskrivare):
    def __init__(self, ark: Any, u: Redovisningsunderlag, s: Stilar) -> None:
        super().__init__(ark, s)
        self.u = u

    def skriv(self) -> None:
        u = self.u
        self.ark.title = titel(u.ar)
        self._huvud()
        self._om_er()
        delen = ""
        for f in u.fragor:
            if f.punkt.delen != delen:
                delen = f.punkt.delen
                self._luft()
                self._ny(koder.FAST, 26)
                self._satt(2, f"Del {delen}. {f.delnamn}", self.s.titel | {"font": self.s.rubrik["font"]}, SIST)
            self._fraga(f)
        self._sida(f"{titel(u.ar)}, {u.anordnare}")

    def _huvud(self) -> None:
        u = self.u
        self._ny(f"{koder.MARKE}{FORMULAR}/{VERSION}", 34)
        self._satt(2, titel(u.ar), self.s.titel, SIST)
        self._ny(koder.FAST, 32)
        self._satt(2, _SA_HAR, self.s.underrubrik | {"alignment": self.s.hjalp["alignment"]}, SIST)
        self._luft(6)
        for kod, etikett, varde in (
            (f"{VEM}{u.nyckel}", "Anordnare", u.anordnare),
            (f"{KUNDVAL}{u.kundval}", "Kundval", u.kundval),
            (f"{NAMND}{u.namnd}", "Nämnd", u.namnd),
            (f"{AR}{u.ar}", "År", str(u.ar)),
            (f"{LISTAN}{u.version}", "Frågorna", f"Version {u.version}"),
            (koder.FAST, "Svar senast", datum_langt(u.svar_senast) if u.svar_senast else ""),
        ):
            if varde:
                self._ny(kod, hojd(varde, 96))
                self._satt(2, etikett, self.s.etikett)
                self._satt(3, varde, self.s.faktum, SIST)
        self._rubrik("Klart att skicka", _KLARMARKERA, 26)
        self._ny(koder.RUBRIK, 26)
        cell = self._satt(2, titel(u.ar) + (_KLAR if u.klar else ""), self.s.rubrikval, SIST)
        self._val(cell, "rubrik", 1, (titel(u.ar), titel(u.ar) + _KLAR))

    def _val(self, cell: Any, namn: str, fran: int, ord_: tuple[str, ...]) -> None:
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        for n, x in enumerate(ord_, fran):
            self.ark.cell(n, LISTA).value = x
        k = get_column_letter(LISTA)
        omrade = f"${k}${fran}:${k}${fran + len(ord_) - 1}"
        self._regel(namn, lambda: DataValidation(type="list", formula1=omrade, allow_blank=True)).add(cell)

    def _om_er(self) -> None:
        self._rubrik("Uppgifter om er", "Ifyllt är det som kommunen känner till. Rätta det som inte stämmer.")
        for kod, varde in self.u.uppgifter:
            self._ny(f"{UPPGIFT}{kod}", max(18.0, hojd(varde, 70)))
            self._satt(2, UPPGIFTER[kod], self.s.etikett, 3)
            self._satt(4, varde, self.s.ruta, SIST)

    def _fraga(self, f: Fraga) -> None:
        p = f.punkt
        nu = f.nu or Svar(p.kod, "", "", "")
        hjalp = p.fraga + (f"\nBifoga: {p.bevis}" if p.bevis else "")
        self._rubrik(f"{f.nummer}. {p.punkt}", hjalp, SVARSHOJD * 0.7 + 60)
        if f.forra:
            forra = f.forra[:_LANGST_FORRA] + ("…" if len(f.forra) > _LANGST_FORRA else "")
            self._ny(koder.FAST, hojd(f"Förra året svarade ni: {forra}"))
            self._satt(2, f"Förra året svarade ni: {forra}", self.s.fast | {"font": self.s.etikett["font"]}, SIST)
        self._ny(f"{UPPFYLLD}{p.kod}", 20)
        self._satt(2, "Uppfyller ni villkoret?", self.s.etikett, 3)
        self._val(self._satt(4, UPPFYLLT.get(nu.uppfyllt, ""), self.s.val), "uppfyllt", 3, tuple(UPPFYLLT.values()))
        self._ny(f"{SVAR}{p.kod}", hojd(nu.svar, TECKEN_PER_RAD, SVARSHOJD * 0.7))
        self._satt(2, nu.svar, self.s.svar, SIST)
        if p.bevis:
            self._ny(f"{BEVIS}{p.kod}", 34)
            self._satt(2, "Bifogat underlag: filens namn eller dokumentets titel", self.s.etikett, 3)
            self._satt(4, nu.bevis, self.s.ruta, SIST)


# --- Read ----------------------------------------------------------------------------------------------------------


def las_redovisning(data: bytes) -> LastRedovisning:
    """What a file says. Raises Nekad, whatever the bytes are."""
    funnet = hitta(Paket(data), koder.MARKE)
    if funnet is None:
        raise okant_formular()
    ark, rad, kolumn = funnet
    namn, _, version = ark.rader[rad][kolumn].text[len(koder.MARKE) :].strip().partition("/")
    if namn in ("rapport", "plan", "slutrapport"):
        raise Nekad("annat_formular", "Filen är en plan eller en rapport i ett ärende. Den tas emot under Granskning.")
    if namn != FORMULAR or not version.isdecimal():
        raise okant_formular()
    if int(version[:9]) > VERSION:
        raise Nekad("nyare_formular", "Formuläret är nyare än programmet. Uppgradera programmet.")
    return _Lasare(ark, kolumn).las(data)


class _Lasare:
    def __init__(self, ark: Ark, kolumn: int) -> None:
        self._rader = tuple(self._med_koder(ark, kolumn))

    @staticmethod
    def _med_koder(ark: Ark, kolumn: int) -> Iterator[tuple[str, dict[int, Cell]]]:
        """The rows in order. One without a code goes on with the answer above it."""
        forra = koder.FAST
        for nummer in sorted(ark.rader):
            celler = ark.rader[nummer]
            kod = celler[kolumn].text.strip() if kolumn in celler else ""
            forts = forra if forra.startswith(SVAR) else koder.FAST
            if forra.startswith(BEVIS):
                forts = SVAR + forra[len(BEVIS) :]
            yield kod or forts, {k - kolumn: c for k, c in celler.items() if k > kolumn and k - kolumn < SIST}
            forra = kod or forra

    def _varde(self, borjan: str) -> str:
        v = next((kod[len(borjan) :].strip() for kod, _ in self._rader if kod.startswith(borjan)), "")
        return v if len(v) <= 200 and v.isprintable() else ""

    def _heltal(self, borjan: str) -> int:
        v = self._varde(borjan)
        return int(v) if v.isascii() and v.isdigit() and len(v) < 6 else 0

    def las(self, data: bytes) -> LastRedovisning:
        ar, version, nyckel = self._heltal(AR), self._heltal(LISTAN), self._varde(VEM)
        if not (ar and version and nyckel):
            raise Nekad(
                "okand_redovisning", "Formuläret säger inte vems redovisning det är. Använd ett nytt formulär."
            )
        return LastRedovisning(
            ar, self._varde(NAMND), self._varde(KUNDVAL), version, nyckel, self._klar(ar), tuple(self._uppgifter()),
            self._svaren(), hashlib.sha256(data).hexdigest(), data,
        )  # fmt: skip

    def _texten(self, celler: dict[int, Cell], var: str, hogst: int, fran: int = 0) -> str:
        """All that stands in a row, from a column on: also where merged cells have been taken apart."""
        t = "\n".join(x for k, c in sorted(celler.items()) if k >= fran and (x := text(c, var, hogst)))
        if har_personnummer(t):
            raise Nekad("personnummer", f"Det står ett personnummer {var}. Be anordnaren ta bort det och skicka igen.")
        return t

    def _klar(self, ar: int) -> bool:
        t = " ".join(" ".join(self._texten(c, "i rubriken", 200).split()) for k, c in self._rader if k == koder.RUBRIK)
        ord_, ratt = t.casefold().strip(" .!"), titel(ar)
        if ord_ not in (ratt.casefold(), (ratt + _KLAR).casefold()):
            raise Nekad(
                "fel_rubrik", f"Rubriken går inte att känna igen. Den ska vara ”{ratt}” eller ”{ratt}{_KLAR}”."
            )
        return ord_ != ratt.casefold()

    def _uppgifter(self) -> Iterator[tuple[str, str]]:
        for kod, namn in UPPGIFTER.items():
            celler = next((c for k, c in self._rader if k == UPPGIFT + kod), {})
            if kod in _SIFFROR:
                yield kod, text(celler.get(3), f"vid {namn}", 60)
            else:
                yield kod, self._texten(celler, f"vid {namn}", LANGSTA_RAD, 3)

    def _svaren(self) -> tuple[Svar, ...]:
        koder_ = list(dict.fromkeys(k[len(SVAR) :] for k, _ in self._rader if k.startswith(SVAR)))
        if not koder_ or len(koder_) > _FLEST_FRAGOR:
            raise okant_formular()
        return tuple(self._svar(kod) for kod in koder_)

    def _svar(self, kod: str) -> Svar:
        rubrik = self._namnet(kod)
        valt = next((c for k, c in self._rader if k == UPPFYLLD + kod), {})
        uppfyllt, skrivet = val(valt.get(3), f"under {rubrik}", UPPFYLLT)
        if skrivet and not uppfyllt:
            raise Nekad(
                "uppfyllt", f"Under {rubrik} ska det stå Ja, Delvis eller Nej på frågan om villkoret uppfylls."
            )
        svar = self._hopat(SVAR + kod, rubrik, LANGSTA_TEXT, 0)
        return Svar(kod, uppfyllt, svar, self._hopat(BEVIS + kod, rubrik, LANGSTA_RAD, 3))

    def _hopat(self, kod: str, rubrik: str, hogst: int, fran: int) -> str:
        delar = [self._texten(c, f"under {rubrik}", hogst, fran) for k, c in self._rader if k == kod]
        t = "\n".join(d for d in delar if d)
        if len(t) > hogst:
            raise Nekad("lang", f"Texten är för lång under {rubrik}: {len(t)} tecken. Den får ha högst {hogst}.")
        return t

    def _namnet(self, kod: str) -> str:
        """What the point is called in the form: the heading that stands above its answer."""
        sist = ""
        for k, celler in self._rader:
            if k == UPPFYLLD + kod:
                break
            t = celler[1].text.strip() if k == koder.FAST and 1 in celler else ""
            if t[:1] in tuple("ABCD") and t.partition(". ")[0][1:].isdigit():
                sist = t
        return f"”{sist[:80]}”" if sist else "en av frågorna"
