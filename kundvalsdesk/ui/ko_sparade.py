"""The button of saved filters beside the queue's heading: choose one with its count, keep, rename, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QPushButton

from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.services.typer import Andring, KoFilter
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.bitar import knapp
from kundvalsdesk.ui.ko_filter import KoFilterrad
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.egettyper import Sparat


class SparadeFilter:
    """Made when the queue has been painted; until then the button is not there."""

    def __init__(self, s: Sammanhang, filterrad: KoFilterrad) -> None:
        self._s, self._filterrad = s, filterrad
        self.alla: tuple[Sparat, ...] = ()
        self.knapp: QPushButton = knapp("Sparade filter ▾", roll="chip", tips="Filter som du har sparat (Alt+S)")
        self.knapp.setShortcut("Alt+S")
        self.meny = QMenu(self.knapp)
        self.meny.setToolTipsVisible(True)
        self.knapp.setMenu(self.meny)
        self._fyll()

    def hamta(self) -> None:
        self._s.arbetare.kor(tjanster.sparade_filter, self._satt, token="sparade-filter")  # noqa: S106

    def _satt(self, alla: tuple[Sparat, ...]) -> None:
        self.alla = alla
        self._fyll()

    def _fyll(self) -> None:
        meny = self.meny
        meny.clear()
        for s in self.alla:
            antal = f"{s.antal:,}".replace(",", "\u202f")
            meny.addAction(f"{_utan_snabbtangent(s.namn)}\t{antal}").triggered.connect(lambda *_, s=s: self._valj(s))
        if self.alla:
            meny.addSeparator()
        meny.addAction("Spara filtret som visas …").triggered.connect(lambda *_: self._spara())
        if self.alla:
            byt, bort = meny.addMenu("Byt namn"), meny.addMenu("Ta bort")
            for s in self.alla:
                namn = _utan_snabbtangent(s.namn)
                byt.addAction(f"{namn} …").triggered.connect(lambda *_, s=s: self._namnge(None, s))
                bort.addAction(namn).triggered.connect(lambda *_, s=s: self._ta_bort(s))

    def _valj(self, s: Sparat) -> None:
        self._filterrad.satt_filter(s.filter)

    def _spara(self) -> None:
        self._namnge(self._filterrad.filter, None)

    def _namnge(self, f: KoFilter | None, s: Sparat | None) -> None:
        def visa(steg: Stegval) -> None:
            from kundvalsdesk.ui.formulardialog import Formulardialog

            dialog = Formulardialog(self.knapp.window(), self._s, steg)
            dialog.sparad.connect(lambda _: self.hamta())
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        self._s.arbetare.kor(lambda e: tjanster.formular_filter(e, f, s), visa)

    def _ta_bort(self, s: Sparat) -> None:
        def jobb(e: Arbetsenhet) -> Andring:
            return tjanster.utfor(e, "filter_ta_bort", "", str(s.id), 0, {})

        self._s.arbetare.kor(jobb, lambda _: self.hamta(), skriv=True)


def _utan_snabbtangent(namn: str) -> str:
    return namn.replace("&", "&&")
