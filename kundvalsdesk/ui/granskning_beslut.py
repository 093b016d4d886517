"""Decisions on reports: the row moves at once, the write is done by the worker, a refusal brings the row back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from kundvalsdesk.fel import KundvalsdeskFel, Nekad
from kundvalsdesk.services.granskningstyper import Granskningsvy
from kundvalsdesk.services.typer import Andring
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.granskning_modell import GODKAND, RETURNERAD, VANTAR, GranskningModell, Nyckel
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet


@dataclass(frozen=True)
class Forsok:
    """A decision as it was tried: `varden` is what had been typed and chosen, for another try."""

    nyckel: Nyckel
    kod: str
    varden: dict[str, str]
    kund: str
    titel: str
    anordnare: str

    @property
    def retur(self) -> bool:
        return self.kod.endswith("_aterremiss")


class Beslut(QObject):
    sparat = Signal(object, object)
    """Forsok and Andring."""
    gick_inte = Signal(object, object)
    """Forsok and KundvalsdeskFel; the row is back where it was."""
    angrat = Signal(object, object)
    """Nyckel and Andring."""

    def __init__(self, s: Sammanhang, modell: GranskningModell, parent: QObject) -> None:
        super().__init__(parent)
        self._s = s
        self._modell = modell
        self._gjorda: list[Nyckel] = []
        self.vantar = 0
        """Writes on their way: until they are done the list is not fetched anew."""

    def godkann(self, vy: Granskningsvy, varden: dict[str, str]) -> None:
        self._utfor(vy, "godkann", varden, GODKAND)

    def returnera(self, vy: Granskningsvy, skal: str) -> None:
        self._utfor(vy, "aterremiss", {"skal": skal}, RETURNERAD)

    def _utfor(self, vy: Granskningsvy, vad: str, varden: dict[str, str], lage: str) -> None:
        n = (vy.insats, vy.slag, vy.avser)
        kod = f"{vy.slag}_{vad}"
        mal = "" if vy.slag == "slutrapport" else vy.avser
        idag = self._s.idag()
        alla = {**varden, "datum": idag.isoformat()}
        forsok = Forsok(n, kod, varden, vy.kund, vy.titel, vy.anordnare)
        fore = self._modell.rad(n)
        self._modell.flytta(n, lage, idag)
        self._gjorda.append(n)
        self.vantar += 1

        def jobb(e: Arbetsenhet) -> Andring:
            return tjanster.utfor(e, kod, vy.insats, mal, vy.version, alla)

        def klar(andring: Andring) -> None:
            self.vantar -= 1
            self.sparat.emit(forsok, andring)

        def fel(x: KundvalsdeskFel) -> None:
            self.vantar -= 1
            if n in self._gjorda:
                self._gjorda.remove(n)
            if fore is not None:
                self._modell.aterstall(fore)
            self.gick_inte.emit(forsok, x)

        self._s.arbetare.kor(jobb, klar, fel, skriv=True, handling_id=str(uuid4()))

    # --- undo -------------------------------------------------------------------------------------------------------

    @property
    def senaste(self) -> Nyckel | None:
        """The latest decision taken here that has not been undone."""
        return self._gjorda[-1] if self._gjorda else None

    def angra(self, n: Nyckel) -> None:
        """Takes back a decision of today. What stands there now is read first: the decision made a new version."""
        self.vantar += 1
        insats, slag, avser = n

        def jobb(e: Arbetsenhet) -> Andring:
            vy = tjanster.granskning_hamta(e, insats, slag, avser)
            if vy.angra is None:
                raise Nekad("inget_att_angra", "Det beslutet går inte att ångra: något annat har hänt sedan dess.")
            return tjanster.utfor(e, "granskning_angra", insats, f"{slag}:{avser}", vy.version, {})

        def klar(andring: Andring) -> None:
            self.vantar -= 1
            self._gjorda = [x for x in self._gjorda if x != n]
            self._modell.flytta(n, VANTAR, self._s.idag())
            self.angrat.emit(n, andring)

        def fel(x: KundvalsdeskFel) -> None:
            self.vantar -= 1
            self._gjorda = [y for y in self._gjorda if y != n]
            self._s.arbetare.calm.emit(x)

        self._s.arbetare.kor(jobb, klar, fel, skriv=True, handling_id=str(uuid4()))
