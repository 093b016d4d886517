"""The inbox: a folder that is watched, and the calm banner when forms have come into it.

Made when a folder has been chosen. The folder is read by the worker: it may lie on a slow server.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QSettings, QTimer, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QVBoxLayout, QWidget

from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.arbetare import Arbetare
from kundvalsdesk.ui.bitar import knapp, kolumn, rad, text, tom
from kundvalsdesk.ui.sammanhang import Sammanhang

NYCKEL = "inkorg/mapp"
OFTA_MS, SALLAN_MS = 3500, 60_000
"""Rest after a change, until nobody is writing the file any longer; and between looks where no change is told."""


def vald_mapp(minne: QSettings) -> Path | None:
    vag = str(minne.value(NYCKEL, "") or "")
    return Path(vag) if vag else None


class Inkorg(QObject):
    nya = Signal(int)
    """How many files lie there; told when the number has changed."""

    def __init__(self, arbetare: Arbetare, mapp: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._arbetare = arbetare
        self.mapp = mapp
        self._antal = 0
        self._vaktare = QFileSystemWatcher([str(mapp)], self)
        self._strax = QTimer(self, singleShot=True, interval=OFTA_MS)
        self._strax.timeout.connect(self.se_efter)
        self._vaktare.directoryChanged.connect(lambda _: self._strax.start())
        self._sallan = QTimer(self, interval=SALLAN_MS)
        self._sallan.timeout.connect(self.se_efter)
        self._sallan.start()
        self.se_efter()

    def se_efter(self) -> None:
        mapp = self.mapp
        self._arbetare.kor_fritt(lambda _: tjanster.antal_i_inkorg(mapp), self._raknat)

    def _raknat(self, antal: int) -> None:
        if str(self.mapp) not in self._vaktare.directories() and self.mapp.is_dir():
            self._vaktare.addPath(str(self.mapp))  # a server that had been away
        if antal != self._antal:
            self._antal = antal
            self.nya.emit(antal)

    def glom_antalet(self) -> None:
        """After they have been taken in: what is left is told anew."""
        self._antal = 0


class Inkorgsruta(QFrame):
    ta_emot = Signal()
    stang = Signal()

    def __init__(self, antal: int) -> None:
        super().__init__()
        self.setProperty("roll", "klart")
        ord_ = f"{antal} ny{'' if antal == 1 else 'a'} fil{'' if antal == 1 else 'er'} i inkorgen"
        self.setAccessibleName(ord_)
        self.knapp = knapp("Ta emot", self.ta_emot.emit, tips="Läs in formulären")
        lad = rad(mellan=10, kant=(14, 6, 8, 6))
        lad.addWidget(text(ord_, "litenfet"), 1)
        lad.addWidget(self.knapp)
        lad.addWidget(knapp("Inte nu", self.stang.emit, roll="diskret"))
        self.setLayout(lad)


class Inkorgsvakt(QObject):
    """Watches the folder that has been chosen, and shows the banner in the window."""

    nytt = Signal()

    def __init__(self, fonster: QWidget, s: Sammanhang, plats: QVBoxLayout) -> None:
        super().__init__(fonster)
        self._fonster, self._s, self._plats = fonster, s, plats
        self.inkorg: Inkorg | None = None

    def bevaka(self, *, far: bool = True) -> None:
        """Begins anew with what is chosen now; `far` False: for this role there is no inbox."""
        if self.inkorg is not None:
            self.inkorg.deleteLater()
            self.inkorg = None
        self._visa(0)
        mapp = vald_mapp(self._s.minne)
        if mapp is not None and far:
            self.inkorg = Inkorg(self._s.arbetare, mapp, self)
            self.inkorg.nya.connect(self._visa)

    def valj(self) -> None:
        def vald(mapp: Path | None) -> None:
            self._s.minne.setValue(NYCKEL, str(mapp) if mapp else "")
            self.bevaka()

        dialog = Inkorgsdialog(self._fonster, self._s, vald_mapp(self._s.minne))
        dialog.vald.connect(vald)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _visa(self, antal: int) -> None:
        tom(self._plats)
        if antal:
            ruta = Inkorgsruta(antal)
            ruta.ta_emot.connect(self.ta_emot)
            ruta.stang.connect(lambda: tom(self._plats))
            yttre = QWidget()
            yttre.setLayout(kolumn(ruta, kant=(24, 12, 24, 0)))
            self._plats.addWidget(yttre)

    def ta_emot(self) -> None:
        from kundvalsdesk.ui.granskning_mottag import Mottagningsdialog

        if self.inkorg is None:
            return
        dialog = Mottagningsdialog(self._fonster, self._s)
        dialog.nytt.connect(self.nytt)
        dialog.finished.connect(self._tomd)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        dialog.tom_inkorgen(self.inkorg.mapp)

    def _tomd(self) -> None:
        """What is left, or has come meanwhile, is told anew."""
        if self.inkorg is not None:
            self._visa(0)
            self.inkorg.glom_antalet()
            self.inkorg.se_efter()


class Inkorgsdialog(QDialog):
    """Which folder is watched, if any."""

    vald = Signal(object)
    """Path, or None when none is to be watched."""

    def __init__(self, vem: QWidget, s: Sammanhang, mapp: Path | None) -> None:
        super().__init__(vem)
        self._mapp = mapp
        self.setWindowTitle("Inkorg")
        self.setModal(True)
        hjalp = text(
            "Välj en mapp där formulär från anordnare sparas. Programmet säger till när det kommer filer dit. Det som "
            "har tagits in försvinner ur mappen och finns kvar i ärendet; det som avvisas flyttas till Avvisade.",
            "dampad",
            bryt=True,
        )
        hjalp.setMinimumWidth(s.tema.px(460))
        nu = text(str(mapp) if mapp else "Ingen mapp är vald.", "fet", bryt=True)
        self.valj = knapp("Välj mapp …", self._valj, roll="primar")
        sluta = knapp("Sluta bevaka", lambda: self._klart(None))
        sluta.setVisible(mapp is not None)
        stang = knapp("Stäng", self.reject, tips="Esc")
        knappar = rad(self.valj, sluta, None, stang)
        self.setLayout(kolumn(text("Inkorg", "rubrik"), hjalp, nu, 8, knappar, mellan=10, kant=(24, 20, 24, 20)))
        self.valj.setFocus()

    def _valj(self) -> None:
        if vald := QFileDialog.getExistingDirectory(self, "Välj inkorg", str(self._mapp or "")):
            self._klart(Path(vald))

    def _klart(self, mapp: Path | None) -> None:
        self.vald.emit(mapp)
        self.accept()
