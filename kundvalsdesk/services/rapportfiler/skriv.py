"""Writes a form as an XLSX file for the anordnare to fill in (`koder` says how it is known again).

Everything is locked but the boxes to write in. There is no password: the lock is against slips, not against people.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from ...rules.progressionsregler import svarsord
from ...rules.rapporttyper import FRANVAROTYPER, LAGEN, MAL, SATT, TABELLER, Avsnitt
from ..granskningstyper import Mallunderlag
from . import koder
from .utseende import (
    BREDDER,
    HJALP_PER_RAD,
    SIDHOJD,
    SVARSHOJD,
    TECKEN_PER_RAD,
    TYPSNITT,
    Stilar,
    hojd,
    stilar,
)

_INTE_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_KODAT = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_SIST = len(BREDDER) + 1
"""Last column that is seen; A holds the codes."""
_LISTA = _SIST + 2
"""Hidden column of the headings to choose between: they hold commas, so no list within the rule can. Below them the
answers of a scale, in rows that nothing is read from."""
_SKALA_FRAN = 3
_KALKYLRAD = 32_000

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
_FEL = {
    "datum": ("Inget datum", "Skriv ett datum, till exempel 2024-09-03."),
    "val": ("Finns inte i listan", "Välj något i listan."),
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


class _Skrivare:
    def __init__(self, ark: Any, u: Mallunderlag, s: Stilar) -> None:
        self.ark, self.u, self.s = ark, u, s
        self.rad = 0
        self._y = 0.0
        self._regler: dict[str, Any] = {}

    # --- Rows ------------------------------------------------------------------------------------------------------

    def _ny(self, kod: str, hojd_: float) -> None:
        if self._y + hojd_ > SIDHOJD:
            self._ny_sida()
        self.rad += 1
        self._satt(1, kod, {})
        self.ark.row_dimensions[self.rad].height = hojd_
        self._y += hojd_

    def _ny_sida(self) -> None:
        from openpyxl.worksheet.pagebreak import Break

        self.ark.row_breaks.append(Break(id=self.rad))
        self._y = 0

    def _satt(self, kolumn: int, varde: object, stil: Mapping[str, Any], till: int | None = None) -> Any:
        """A value in a cell, or across several. Text stays text, whatever it begins with."""
        cell = self.ark.cell(self.rad, kolumn)
        if isinstance(varde, str):
            if varde:
                cell.value = _KODAT.sub("_x005F_", _INTE_XML.sub("", varde))[:_KALKYLRAD]
                cell.data_type = "s"
                cell.quotePrefix = varde[0] in "=+-@"
        elif varde is not None:
            cell.value = varde
        for k in range(kolumn, (till or kolumn) + 1):
            for namn, v in stil.items():
                setattr(self.ark.cell(self.rad, k), namn, v)
        if till:
            self.ark.merge_cells(start_row=self.rad, start_column=kolumn, end_row=self.rad, end_column=till)
        return cell

    def _luft(self, hojd_: float = 9) -> None:
        self._ny(koder.FAST, hojd_)

    def _regel(self, namn: str, gor: Callable[[], Any]) -> Any:
        if namn not in self._regler:
            self._regler[namn] = regel = gor()
            regel.showErrorMessage = True
            regel.errorTitle, regel.error = _FEL["datum" if namn == "datum" else "val"]
            self.ark.add_data_validation(regel)
        return self._regler[namn]

    def _lista(self, cell: Any, ord_: Iterable[str]) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        text = ",".join(ord_)
        self._regel(text, lambda: DataValidation(type="list", formula1=f'"{text}"', allow_blank=True)).add(cell)

    def _datum(self, kolumn: int, d: date | None) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        cell = self._satt(kolumn, d, self.s.datum)
        self._regel(
            "datum",
            lambda: DataValidation(
                type="date", operator="between", formula1="36526", formula2="72686", allow_blank=True
            ),
        ).add(cell)

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
        self._sida()

    def _huvud(self) -> None:
        u = self.u
        self._ny(f"{koder.MARKE}{u.formular.namn}", 34)
        self._satt(2, u.formular.titel, self.s.titel, _SIST)
        self._ny(koder.FAST, 20)
        self._satt(
            2,
            "Skriv i de färgade rutorna, övriga celler är låsta. Dra en rad högre om texten inte får plats.",
            self.s.underrubrik,
            _SIST,
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
                self._satt(3, varde, self.s.faktum, _SIST)
        self._luft()
        self._ny(koder.FAST, 20)
        self._satt(2, "Rubrik", self.s.rubrik, _SIST)
        self._ny(koder.FAST, 18)
        self._satt(2, _HJALP["rubrik"].format(vad=_VAD[u.formular.slag]), self.s.hjalp, _SIST)
        self._ny(koder.RUBRIK, 26)
        self._rubrikval()
        self._luft()

    def _rubrikval(self) -> None:
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        cell = self._satt(2, self.u.rubrik, self.s.rubrikval, _SIST)
        for n, val in enumerate((self.u.rubrik, self.u.rubrik_klar), 1):
            self.ark.cell(n, _LISTA).value = val
        k = get_column_letter(_LISTA)
        self._regel("rubrik", lambda: DataValidation(type="list", formula1=f"${k}$1:${k}$2", allow_blank=False)).add(
            cell
        )

    def _rubrik(self, rubrik: str, hjalp: str, under: float = 100) -> None:
        """Heading and help; on a new page if they, and `under` points below them, do not fit on this one."""
        if self._y + 30 + hojd(hjalp, HJALP_PER_RAD) + under > SIDHOJD:
            self._ny_sida()
        self._luft()
        self._ny(koder.FAST, 20)
        self._satt(2, rubrik, self.s.rubrik, _SIST)
        if hjalp:
            self._ny(koder.FAST, hojd(hjalp, HJALP_PER_RAD) - 2)
            self._satt(2, hjalp, self.s.hjalp, _SIST)

    def _mal(self) -> None:
        self._rubrik("Mål enligt genomförandeplanen", "")
        self._ny(koder.FAST, hojd(self.u.mal))
        self._satt(2, self.u.mal, self.s.fast, _SIST)

    def _avsnitt(self, a: Avsnitt) -> None:
        text = dict(self.u.texter).get(a.kod, "")
        if a.skala and self.u.skala:
            self._skala(a, text)
            return
        hjalp = a.hjalp + (_HJALP["ej_aktuellt"] if a.ej_aktuellt and a.kravs else "")
        svarshojd = hojd(text, TECKEN_PER_RAD, SVARSHOJD if a.kravs else SVARSHOJD / 2)
        self._rubrik(a.rubrik, hjalp + ("" if a.kravs else _HJALP["frivillig"]), svarshojd)
        self._ny(f"{koder.AVSNITT}{a.kod}", svarshojd)
        self._satt(2, text, self.s.svar, _SIST)

    def _skala(self, a: Avsnitt, text: str) -> None:
        """A choice: every answer is told above it too, for whoever reads the form on paper."""
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        svar = svarsord(self.u.skala, ej_aktuellt=a.ej_aktuellt)
        self._rubrik(a.rubrik, "\n".join((a.hjalp, *svarsord(self.u.skala))), 26)
        self._ny(f"{koder.AVSNITT}{a.kod}", 22)
        cell = self._satt(2, text, self.s.svar, _SIST)
        for n, ord_ in enumerate(svar, _SKALA_FRAN):
            self.ark.cell(n, _LISTA).value = ord_
        k, sist = get_column_letter(_LISTA), _SKALA_FRAN + len(svar) - 1
        self._regel(
            f"skala{sist}",
            lambda: DataValidation(type="list", formula1=f"${k}${_SKALA_FRAN}:${k}${sist}", allow_blank=True),
        ).add(cell)

    # --- Tables ----------------------------------------------------------------------------------------------------

    def _kolumner(self, *delar: tuple[str, int, int]) -> None:
        """Headings of a table: words, first and last column (counted from that of the codes)."""
        self._ny(koder.FAST, 18)
        for ord_, fran, till in delar:
            self._satt(1 + fran, ord_, self.s.kolumn, 1 + till if till > fran else None)

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
            self._satt(1 + koder.KONTAKT_TEXT, r.kommentar if r else "", self.s.ruta, _SIST)

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

    # --- The page --------------------------------------------------------------------------------------------------

    def _sida(self) -> None:
        from openpyxl.utils import get_column_letter

        ark = self.ark
        ark.column_dimensions["A"].width = 3
        ark.column_dimensions["A"].hidden = True
        for n, bredd in enumerate(BREDDER, 2):
            ark.column_dimensions[get_column_letter(n)].width = bredd
        ark.column_dimensions[get_column_letter(_LISTA)].hidden = True
        ark.freeze_panes = "B2"
        ark.sheet_view.showGridLines = False
        ark.sheet_view.zoomScale = 110
        ark.print_area = f"B1:{get_column_letter(_SIST)}{self.rad}"
        ark.print_title_rows = "1:1"
        ark.page_setup.orientation, ark.page_setup.paperSize = "portrait", 9
        ark.page_setup.fitToWidth, ark.page_setup.fitToHeight = 1, 0
        ark.sheet_properties.pageSetUpPr.fitToPage = True
        ark.print_options.horizontalCentered = True
        marginaler = ark.page_margins
        marginaler.left = marginaler.right = 0.6
        marginaler.top, marginaler.bottom = 0.6, 0.75
        ark.oddFooter.left.text = f"{self.u.formular.titel}, ärende {self.u.insats}".replace("&", "&&")
        ark.oddFooter.right.text = "Sida &P av &N"
        for del_ in (ark.oddFooter.left, ark.oddFooter.right):
            del_.size, del_.font = 9, f"{TYPSNITT},Regular"
        ark.sheet_view.selection[0].activeCell = ark.sheet_view.selection[0].sqref = "B2"
        ark.protection.sheet = True
        ark.protection.formatRows = False  # an answer may be made taller


def _fyllda(rader: Sequence[Any], minst: int, tomma: int) -> list[Any]:
    """The rows that are known, and empty ones after them."""
    return [*rader, *([None] * max(minst - len(rader), tomma))]
