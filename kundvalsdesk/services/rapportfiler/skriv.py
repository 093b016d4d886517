"""Writes a form as an XLSX file for the anordnare to fill in (`koder` says how it is known again).

How the sheet is made is in `bladskrivare`.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from ...rules.progressionsregler import svarsord
from ...rules.rapporttyper import FRANVAROTYPER, LAGEN, MAL, SATT, TABELLER, Avsnitt
from ..granskningstyper import Mallunderlag
from . import koder
from .bladskrivare import LISTA, SIST, Bladskrivare
from .utseende import SVARSHOJD, TECKEN_PER_RAD, Stilar, hojd, stilar

_SKALA_FRAN = 3
"""In the hidden column of choices the answers of a scale stand below the headings, in rows that nothing is read
from."""

_HJALP = {
    "rubrik": "Välj rubriken som slutar med KLAR när allt är ifyllt: då är {vad} klarmarkerad. Annars sparas den bara "
    "som utkast.",
    "delmal": "Ange läget för varje delmål. Skriv gärna en kort kommentar.",
    "delmal_utan_plan": "Ingen plan med delmål är känd. Skriv delmålen själv, och läget för vart och ett.",
    "delmal_plan": "Ett delmål på varje rad: vad som ska uppnås, hur, och när det ska vara klart.",
    "kontakter": "Varje kontakt med kunden under månaden, minst en per vecka. Rader som är ifyllda är redan kända.",
    "franvaro": "All frånvaro under månaden, med datum och orsak. Lämna slutdatum tomt om den pågår. "
    "Skriv ingenting om ingen har varit.",
    "ej_aktuellt": " Är rubriken inte aktuell: skriv ”Ej aktuellt” och varför.",
    "frivillig": " Behöver inte fyllas i.",
}
_VAD = {"rapport": "rapporten", "plan": "planen", "slutrapport": "slutrapporten"}


def skriv_mall(u: Mallunderlag) -> bytes:
    """The form, filled in with what is known, as the bytes of an XLSX file."""
    from openpyxl import Workbook

    bok = Workbook()
    bok.properties.creator, bok.properties.title = "kundvalsdesk", u.formular.titel
    _Skrivare(bok.active, u, stilar()).skriv()
    ut = io.BytesIO()
    bok.save(ut)
    return ut.getvalue()


class _Skrivare(Bladskrivare):
    def __init__(self, ark: Any, u: Mallunderlag, s: Stilar) -> None:
        super().__init__(ark, s)
        self.u = u

    # --- The sheet -------------------------------------------------------------------------------------------------

    def skriv(self) -> None:
        u, f = self.u, self.u.formular
        self.ark.title = f.titel
        self._huvud()
        tabeller = set(f.tabeller)
        if f.slag != "plan":
            if u.mal:
                self._mal()
            if "delmal" in tabeller:
                self._delmal()
        for a in f.avsnitt:
            self._avsnitt(a)
            if f.slag == "plan" and a.kod == MAL and "delmal" in tabeller:
                self._delmal()
        if "kontakter" in tabeller:
            self._kontakter()
        if "franvaro" in tabeller:
            self._franvaro()
        self._sida(f"{u.formular.titel}, ärende {u.insats}")

    def _huvud(self) -> None:
        u = self.u
        self._ny(f"{koder.MARKE}{u.formular.namn}", 34)
        self._satt(2, u.formular.titel, self.s.titel, SIST)
        self._ny(koder.FAST, 20)
        self._satt(
            2,
            "Skriv i de färgade rutorna, övriga celler är låsta. Dra en rad högre om texten inte får plats.",
            self.s.underrubrik,
            SIST,
        )
        self._luft(6)
        fakta = [
            (f"{koder.INSATS}{u.insats}", "Ärende", u.insats),
            (koder.FAST, "Kund", u.kund),
            (koder.FAST, "Anordnare", u.anordnare),
            (koder.FAST, "Insats", u.insatsnamn),
            (f"{koder.AVSER}{u.avser}", "Period", u.period),
        ]
        for kod, etikett, varde in fakta:
            if varde:  # a protected kund is named by the case alone
                self._ny(kod, hojd(varde, 96))
                self._satt(2, etikett, self.s.etikett)
                self._satt(3, varde, self.s.faktum, SIST)
        self._luft()
        self._ny(koder.FAST, 20)
        self._satt(2, "Rubrik", self.s.rubrik, SIST)
        self._ny(koder.FAST, 18)
        self._satt(2, _HJALP["rubrik"].format(vad=_VAD[u.formular.slag]), self.s.hjalp, SIST)
        self._ny(koder.RUBRIK, 26)
        self._rubrikval()
        self._luft()

    def _rubrikval(self) -> None:
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        cell = self._satt(2, self.u.rubrik, self.s.rubrikval, SIST)
        for n, val in enumerate((self.u.rubrik, self.u.rubrik_klar), 1):
            self.ark.cell(n, LISTA).value = val
        k = get_column_letter(LISTA)
        self._regel("rubrik", lambda: DataValidation(type="list", formula1=f"${k}$1:${k}$2", allow_blank=False)).add(
            cell
        )

    def _mal(self) -> None:
        self._rubrik("Mål enligt genomförandeplanen", "")
        self._ny(koder.FAST, hojd(self.u.mal))
        self._satt(2, self.u.mal, self.s.fast, SIST)

    def _avsnitt(self, a: Avsnitt) -> None:
        text = dict(self.u.texter).get(a.kod, "")
        if a.skala and self.u.skala:
            self._skala(a, text)
            return
        hjalp = a.hjalp + (_HJALP["ej_aktuellt"] if a.ej_aktuellt and a.kravs else "")
        svarshojd = hojd(text, TECKEN_PER_RAD, SVARSHOJD if a.kravs else SVARSHOJD / 2)
        self._rubrik(a.rubrik, hjalp + ("" if a.kravs else _HJALP["frivillig"]), svarshojd)
        self._ny(f"{koder.AVSNITT}{a.kod}", svarshojd)
        self._satt(2, text, self.s.svar, SIST)

    def _skala(self, a: Avsnitt, text: str) -> None:
        """A choice: every answer is told above it too, for whoever reads the form on paper."""
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        svar = svarsord(self.u.skala, ej_aktuellt=a.ej_aktuellt)
        self._rubrik(a.rubrik, "\n".join((a.hjalp, *svarsord(self.u.skala))), 26)
        self._ny(f"{koder.AVSNITT}{a.kod}", 22)
        cell = self._satt(2, text, self.s.svar, SIST)
        for n, ord_ in enumerate(svar, _SKALA_FRAN):
            self.ark.cell(n, LISTA).value = ord_
        k, sist = get_column_letter(LISTA), _SKALA_FRAN + len(svar) - 1
        self._regel(
            f"skala{sist}",
            lambda: DataValidation(type="list", formula1=f"${k}${_SKALA_FRAN}:${k}${sist}", allow_blank=True),
        ).add(cell)

    # --- Tables ----------------------------------------------------------------------------------------------------

    def _delmal(self) -> None:
        plan, rader = self.u.formular.slag == "plan", self.u.delmal
        utan_plan = not plan and not rader
        self._rubrik(
            TABELLER["delmal"], _HJALP["delmal_plan" if plan else "delmal_utan_plan" if utan_plan else "delmal"]
        )
        self._kolumner(
            ("Nr", 1, 1), ("Delmål", 2, 3), ("Aktiviteter" if plan else "Kommentar", 4, 4),
            ("Klart senast" if plan else "Läge", 5, 5),
        )  # fmt: skip
        antal = max(8, len(rader) + 3) if plan else len(rader) or 5
        for n in range(antal):
            d = rader[n] if n < len(rader) else None
            nr = d.nr if d else max((x.nr for x in rader), default=0) + n - len(rader) + 1
            text = d.text if d else ""
            fritt = "" if d is None else d.aktivitet if plan else d.kommentar
            self._ny(f"{koder.DELMAL}{nr}", max(hojd(text, 32, 33), hojd(fritt, 33)))
            self._satt(1 + koder.NR, nr, self.s.nummer)
            self._satt(2 + 1, text, self.s.ruta if plan or utan_plan else self.s.fast, 4)
            self._satt(1 + koder.DELMAL_FRITT, fritt, self.s.ruta)
            if plan:
                self._datum(1 + koder.DELMAL_VAL, d.klart_senast if d else None)
            else:
                cell = self._satt(1 + koder.DELMAL_VAL, LAGEN.get(d.lage, "") if d else "", self.s.val)
                self._lista(cell, LAGEN.values())

    def _kontakter(self) -> None:
        self._rubrik(TABELLER["kontakter"], _HJALP["kontakter"])
        self._kolumner(("Datum", 1, 1), ("Sätt", 2, 3), ("Kommentar", 4, 5))
        for r in _fyllda(self.u.kontakter, 10, 5):
            self._ny(koder.KONTAKT, hojd(r.kommentar, 48, 18) if r else 18)
            self._datum(1 + koder.KONTAKT_DATUM, r.datum if r else None)
            cell = self._satt(1 + koder.KONTAKT_SATT, SATT.get(r.satt, "") if r else "", self.s.val, 4)
            self._lista(cell, SATT.values())
            self._satt(1 + koder.KONTAKT_TEXT, r.kommentar if r else "", self.s.ruta, SIST)

    def _franvaro(self) -> None:
        self._rubrik(TABELLER["franvaro"], _HJALP["franvaro"])
        self._kolumner(
            ("Från och med", 1, 1), ("Till och med", 2, 2), ("Slag", 3, 3), ("Orsak", 4, 4), ("Intyg finns", 5, 5)
        )
        for r in _fyllda(self.u.franvaro, 6, 4):
            self._ny(koder.FRANVARO, hojd(r.orsak, 33, 18) if r else 18)
            self._datum(1 + koder.FRANVARO_FRAN, r.fran if r else None)
            self._datum(1 + koder.FRANVARO_TILL, r.till if r else None)
            cell = self._satt(1 + koder.FRANVARO_TYP, FRANVAROTYPER.get(r.typ, "") if r else "", self.s.val)
            self._lista(cell, FRANVAROTYPER.values())
            self._satt(1 + koder.FRANVARO_ORSAK, r.orsak if r else "", self.s.ruta)
            intyg = "" if r is None or r.intyg is None else "Ja" if r.intyg else "Nej"
            self._lista(self._satt(1 + koder.FRANVARO_INTYG, intyg, self.s.val), ("Ja", "Nej"))


def _fyllda(rader: Sequence[Any], minst: int, tomma: int) -> list[Any]:
    """The rows that are known, and empty ones after them."""
    return [*rader, *([None] * max(minst - len(rader), tomma))]
