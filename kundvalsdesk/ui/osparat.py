"""Said once when the program starts: what was being typed when it ended without warning, and the way back to it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.services.formularutkast import Utkast, faltens_namn
from kundvalsdesk.texter.datum import nyss_ord
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.bitar import knapp, kolumn, meddelande, rad, ram, text, tom
from kundvalsdesk.ui.granskning_skrivform import SKRIV_IN
from kundvalsdesk.ui.granskning_valj import rapportval
from kundvalsdesk.ui.utkastvakt import NY_INSATS

if TYPE_CHECKING:
    from kundvalsdesk.ui.fonster import Fonster

VISAS_HOGST = 3
KORT = 12
"""Shorter values (a day, a code, yes or no) are no text that anybody would miss."""


class Osparat(QWidget):
    """Above the first view. Which form and when, and no name: it stands there for everyone who passes by."""

    def __init__(self, fonster: Fonster, fran: datetime) -> None:
        """`fran`: when this window was made; drafts before it are of another time."""
        super().__init__()
        self._f = fonster
        self._fran = fran
        self._plats = QVBoxLayout()
        self._plats.setContentsMargins(0, 0, 0, 0)
        self._plats.setSpacing(4)
        self.setLayout(kolumn(self._plats, kant=(24, 12, 24, 8)))
        self._kvar: list[Utkast] = []
        self.hide()

    def hamta(self) -> None:
        self._f.s.utkast.alla(self._visa)

    def _visa(self, alla: list[Utkast]) -> None:
        alla = [u for u in alla if u.nar < self._fran]  # what is typed right now is in nobody's way
        # One form that was opened more than once has one row: the newest leads to the others.
        self._kvar = list({u.nyckel: u for u in reversed(alla)}.values())
        self._kvar.sort(key=lambda u: u.nar, reverse=True)
        self._fyll()

    def _fyll(self) -> None:
        tom(self._plats)
        for nr, u in enumerate(self._kvar[:VISAS_HOGST]):
            self._plats.addWidget(self._rad(u, sist=nr == 0))
        fler = len(self._kvar) - VISAS_HOGST
        if fler > 0:
            self._plats.addWidget(text(f"och {fler} till; de visas när dessa är öppnade eller slängda", "litendampad"))
        self.setVisible(bool(self._kvar))

    def _rad(self, u: Utkast, *, sist: bool) -> QWidget:
        nar = nyss_ord(u.nar, datetime.now())
        mening = f"Det finns text som inte sparades: {u.rubrik}, {nar}."
        r = ram("kort")
        lad = rad(mellan=8, kant=(14, 6, 8, 6))
        lad.addWidget(text(mening, "liten", bryt=True), 1)
        lad.addWidget(knapp("Öppna", partial(self._oppna, u), namn=f"Öppna {u.rubrik} från {nar}"))
        slang = knapp("Släng", partial(self._slang, u), roll="diskret", namn=f"Släng {u.rubrik} från {nar}")
        lad.addWidget(slang)
        if sist:
            lad.addWidget(knapp("Stäng", self._stang, roll="diskret", tips="Texten finns kvar, i formuläret"))
        r.setLayout(lad)
        r.setAccessibleName(mening)
        return r

    def _stang(self) -> None:
        self._kvar.clear()
        self._fyll()

    def _bort(self, u: Utkast) -> None:
        self._kvar = [k for k in self._kvar if k is not u]
        self._fyll()

    def _slang(self, u: Utkast) -> None:
        plats = self._f.s.utkast.plats
        if plats is not None:
            self._f.s.utkast.glom_formular(plats, u.nyckel)
        self._bort(u)

    # --- back to the form -------------------------------------------------------------------------------------------

    def _oppna(self, u: Utkast) -> None:
        f, n = self._f, u.nyckel
        if not f.far_lamna():
            return
        if u.flik == NY_INSATS:
            dialog = f.ny_insats()
            if dialog is not None:
                dialog.fortsatt(n.insats)
        elif u.flik == "forlangningar":
            f.rapporter.besluta_forlangning(n.insats, n.mal)
        elif n.kod == "organisation":
            f.skotsel.avsandare()
        elif n.kod == "satt_budget":
            from kundvalsdesk.ui.budget_dialog import Budgetdialog

            Budgetdialog(f, f.s, int(n.mal)).open()
        elif u.flik == SKRIV_IN:
            f.arbetare.kor(
                lambda e: any(v.mal == n.mal for v in rapportval(tjanster.arende_hamta(e, n.insats))),
                partial(self._oppna_rapport, u),
                lambda _: self._oppna_rapport(u, False),
            )
            return
        else:
            f.oppna_arende(n.insats)
            # Answered after the case has been read: the worker takes one thing at a time.
            f.arbetare.kor(
                lambda e: tjanster.steg_igen(e, n.insats, u.flik, n.kod, n.mal),
                partial(self._oppna_steg, u),
                lambda _: self._oppna_steg(u, None),
            )
            return
        self._bort(u)

    def _oppna_rapport(self, u: Utkast, gar: bool) -> None:
        if not gar:
            self._visa_texten(u)
            return
        self._bort(u)
        self._f.rapporter.skriv_in(u.nyckel.insats, u.nyckel.mal)

    def _oppna_steg(self, u: Utkast, steg: Stegval | None) -> None:
        arende = self._f.arende
        if steg is None or faltens_namn((x.namn, x.typ) for x in steg.falt) != u.nyckel.falt:
            self._visa_texten(u)
            return
        self._bort(u)
        if arende is None or arende.insats != u.nyckel.insats:
            return
        if u.flik:
            arende.flikar.visa(u.flik)
            vy = arende.flikar.vy(u.flik)
            if vy is not None:
                vy.oppna(steg)
        else:
            arende.oppna_steg(steg)

    def _visa_texten(self, u: Utkast) -> None:
        """The step has been taken meanwhile: the text itself, to be copied."""
        self._bort(u)
        rader = [v for v in u.varden.values() if len(v) > KORT] or ["Inget av det är längre text."]
        ruta = meddelande("varning", rader, f"{u.rubrik}: steget kan inte längre tas. Det här hade du skrivit:")
        slang = knapp("Släng texten", partial(self._klar_med, u, ruta), roll="diskret")
        lad = ruta.layout()
        if lad is not None:
            lad.addWidget(slang)
            lad.setAlignment(slang, Qt.AlignmentFlag.AlignLeft)
        self._plats.addWidget(ruta)
        self.show()

    def _klar_med(self, u: Utkast, ruta: QWidget) -> None:
        ruta.hide()
        self._slang(u)
