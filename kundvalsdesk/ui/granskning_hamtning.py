"""Fetches reports for reading: the one that is asked for, and the next one before it is.

What has been fetched ahead is shown without a question; it is forgotten after a while and whenever something changes.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFont, QTextDocument

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.services.granskningstyper import Bit, Granskningsvy
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.granskning_modell import Nyckel
from kundvalsdesk.ui.granskning_text import Rapportdokument
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet

TOKEN, TOKEN_FORE = "granskning-rapport", "granskning-fore"
GAMMAL_S = 120.0
"""How long something fetched ahead is good for; a decision on an older version is refused anyhow."""
MINNE = 4


@dataclass
class Hamtad:
    """A report with its document. `skillnader` None: not asked for."""

    vy: Granskningsvy
    skillnader: dict[str, tuple[Bit, ...]] | None
    dokument: QTextDocument
    nar: float


class Hamtare(QObject):
    hamtad = Signal(object, object)
    """Nyckel and Hamtad, for what was asked for last."""
    forberedd = Signal(object, object)
    """Nyckel and Hamtad of what was fetched ahead."""
    gick_inte = Signal(object, object)
    """Nyckel and KundvalsdeskFel."""

    def __init__(self, s: Sammanhang, font: QFont, parent: QObject) -> None:
        super().__init__(parent)
        self._s = s
        self._font = font
        self._fardiga: OrderedDict[tuple[Nyckel, bool], Hamtad] = OrderedDict()
        self._pa_vag: tuple[Nyckel, bool] | None = None
        self._vill: tuple[Nyckel, bool] | None = None
        s.tema.bytt.connect(self.glom_allt)

    def har(self, n: Nyckel, jamfor: bool) -> bool:
        x = self._fardiga.get((n, jamfor))
        return x is not None and monotonic() - x.nar < GAMMAL_S

    def begar(self, n: Nyckel, jamfor: bool) -> None:
        """Shows it at once if it is here, as soon as it comes if it is on its way, else it is asked for."""
        vad = (n, jamfor)
        self._vill = vad
        if self.har(*vad):
            self._s.arbetare.glom(TOKEN)
            self.hamtad.emit(n, self._fardiga[vad])
        elif self._pa_vag != vad:
            self._hamta(n, jamfor, TOKEN)

    def forhamta(self, n: Nyckel, jamfor: bool) -> None:
        if self._pa_vag is not None and self._pa_vag == self._vill:
            return  # what is waited for comes first: a newer question of this kind would make its answer stale
        if self.har(n, jamfor):
            self.forberedd.emit(n, self._fardiga[n, jamfor])
        elif self._pa_vag != (n, jamfor):
            self._pa_vag = (n, jamfor)
            self._hamta(n, jamfor, TOKEN_FORE)

    def _hamta(self, n: Nyckel, jamfor: bool, token: str) -> None:
        def jobb(e: Arbetsenhet) -> tuple[Granskningsvy, dict[str, tuple[Bit, ...]] | None]:
            vy = tjanster.granskning_hamta(e, *n)
            return vy, tjanster.granskning_skillnader(e, *n) if jamfor and vy.foregaende else None

        def klar(svar: tuple[Granskningsvy, dict[str, tuple[Bit, ...]] | None]) -> None:
            vy, skillnader = svar
            self._inte_langre_pa_vag(n, jamfor)
            dokument = Rapportdokument(self._s.tema, self._font).rapport(vy, skillnader)
            x = Hamtad(vy, skillnader, dokument, monotonic())
            self._fardiga[n, jamfor] = x
            self._fardiga.move_to_end((n, jamfor))
            while len(self._fardiga) > MINNE:
                self._fardiga.popitem(last=False)
            if self._vill == (n, jamfor):
                self.hamtad.emit(n, x)
            else:
                self.forberedd.emit(n, x)

        def fel(x: KundvalsdeskFel) -> None:
            self._inte_langre_pa_vag(n, jamfor)
            if self._vill == (n, jamfor):
                self.gick_inte.emit(n, x)

        self._s.arbetare.kor(jobb, klar, fel, token=token)

    def _inte_langre_pa_vag(self, n: Nyckel, jamfor: bool) -> None:
        if self._pa_vag == (n, jamfor):
            self._pa_vag = None

    def glom(self, n: Nyckel) -> None:
        """It has been changed: the next time it is fetched anew, also if it is on its way now."""
        for jamfor in (False, True):
            self._fardiga.pop((n, jamfor), None)
        if self._pa_vag is not None and self._pa_vag[0] == n:
            self._slapp()

    def glom_allt(self) -> None:
        self._fardiga.clear()
        self._slapp()

    def _slapp(self) -> None:
        """The answer on its way is of old; if somebody waits for it, it is asked for anew."""
        pa_vag, self._pa_vag = self._pa_vag, None
        self._s.arbetare.glom(TOKEN_FORE)
        if pa_vag is not None and pa_vag == self._vill:
            self._hamta(*pa_vag, TOKEN)

    def inget_vantas(self) -> None:
        self._vill = None
        self._s.arbetare.glom(TOKEN)
