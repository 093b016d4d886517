"""Opens the database after the first paint: asks for a pass phrase, offers to create or upgrade, shows progress."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from kundvalsdesk.fel import Databasfel, KundvalsdeskFel
from kundvalsdesk.ui.arbetare import Arbetare, Oppnad, Rapportera, Stoppad
from kundvalsdesk.ui.start_vy import LOSENORDSFEL, PAKETFEL, StartVy
from kundvalsdesk.ui.tema import Tema

Oppnare = Callable[[Rapportera], Oppnad]


class Databasval(Protocol):
    """What app.py knows of the database; each call gives a job for the worker.

    `far_valja`: whether the user may choose another (not in the demo, nor where the command line has said which).
    """

    far_valja: bool

    def oppna(self, nyckel: str | None = None, *, spara: bool = False) -> Oppnare: ...

    def skapa(self, nyckel: str | None = None) -> Oppnare: ...

    def uppgradera(self, nyckel: str | None = None) -> Oppnare: ...


class Oppning(QObject):
    oppnad = Signal(object)
    avsluta = Signal()

    def __init__(self, vem: QWidget, tema: Tema, arbetare: Arbetare, val: Databasval, vy: StartVy) -> None:
        super().__init__(vem)
        self._vem, self._tema, self._arbetare, self._val, self.vy = vem, tema, arbetare, val, vy
        self._nyckel: str | None = None
        self._paket = False
        self._delad = False
        self._stoppa: Callable[[], None] = lambda: None
        vy.igen.connect(lambda: self.starta())
        vy.skapa.connect(self._skapa)
        vy.uppgradera.connect(self._uppgradera)
        vy.nyckel.connect(lambda: self._fraga(skapar=False, paket=self._paket, delad=self._delad))
        vy.avsluta.connect(self.avsluta)
        vy.stoppa.connect(lambda: self._stoppa())

    @property
    def far_valja(self) -> bool:
        return self._val.far_valja

    def starta(self, losenord: str = "") -> None:
        """`losenord`: what has just been typed for the database that was chosen."""
        if losenord:
            self._nyckel = losenord
        self._kor(self._val.oppna(self._nyckel), "Öppnar databasen …", self._fel)

    def _skapa(self) -> None:
        self._kor(self._val.skapa(), "Skapar databasen …", self._fel_vid_skapande)

    def _uppgradera(self) -> None:
        self._kor(self._val.uppgradera(self._nyckel), "Uppgraderar databasen …", self._fel)

    def _kor(self, oppnare: Oppnare, vad: str, fel: Callable[[KundvalsdeskFel], None]) -> None:
        self.vy.arbetar(vad)
        self._stoppa = self._arbetare.oppna(oppnare, self._klar, fel, self.vy.framsteg)

    def _klar(self, o: Oppnad) -> None:
        self._nyckel = None  # of this database; another may be opened after it
        self.oppnad.emit(o)

    def _fel(self, fel: KundvalsdeskFel) -> None:
        if isinstance(fel, Stoppad):
            self.avsluta.emit()
            return
        kod = fel.kod if isinstance(fel, Databasfel) else ""
        self.vy.fel(kod, fel.mening)
        self._paket = kod in PAKETFEL
        self._delad = kod in LOSENORDSFEL
        if kod in ("nyckel_saknas", "paketfras"):
            self._fraga(skapar=False, paket=kod == "paketfras")
        elif kod == "fras_fel":
            self._fraga(skapar=False, fel=fel.mening, paket=True)
        elif kod == "losenord_saknas":
            self._fraga(skapar=False, delad=True)
        elif kod == "inloggning" and self._nyckel is not None:
            self._nyckel = None
            self._fraga(skapar=False, fel=fel.mening, delad=True)
        elif kod == "nyckel_fel" and self._nyckel is not None:
            self._nyckel = None
            self._fraga(skapar=False, fel=fel.mening)

    def _fel_vid_skapande(self, fel: KundvalsdeskFel) -> None:
        self.vy.fel("saknas" if isinstance(fel, Databasfel) and fel.kod == "nyckel_saknas" else "", fel.mening)
        if isinstance(fel, Databasfel) and fel.kod == "nyckel_saknas":
            self._fraga(skapar=True)

    def _fraga(self, *, skapar: bool, fel: str = "", paket: bool = False, delad: bool = False) -> None:
        from kundvalsdesk.ui.nyckeldialog import Nyckeldialog  # rarely needed, and not before the first paint

        dialog = Nyckeldialog(self._vem, self._tema, skapar=skapar, fel=fel, paket=paket, delad=delad)

        def klar(svar: int) -> None:
            if svar == QDialog.DialogCode.Accepted:
                self._nyckel = dialog.fras.text()
                if skapar:
                    self._kor(self._val.skapa(self._nyckel), "Skapar databasen …", self._fel)
                else:
                    jobb = self._val.oppna(self._nyckel, spara=dialog.spara.isChecked())
                    self._kor(jobb, "Öppnar databasen …", self._fel)
            dialog.deleteLater()

        dialog.finished.connect(klar)
        dialog.open()
