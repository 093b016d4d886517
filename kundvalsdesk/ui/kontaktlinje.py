"""The worker's contact with a shared database: what waits while it is lost, and what the other desks say.

Jobs that found the connection broken wait here, in the order they were asked for, and are done when it is back: a
question as if nothing had happened, an action once and not twice. Nothing waits for a local file or a package.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

from kundvalsdesk.fel import SPARRAD, Databasfel, KundvalsdeskFel

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.kontakt import Utfall
    from kundvalsdesk.services.lyssning import Lyssnare, Mottagare, Narvarande

HOGST_FORSOK = 5
"""A job that breaks every connection it is given is to blame itself."""

OVISST = (
    "Kontakten med databasen är bruten, så det du nyss sparade har inget svar. Se efter i ärendet när kontakten är "
    "tillbaka om det blev gjort."
)


class Jobb(Protocol):
    """What is asked of a job of the worker."""

    skriv: bool
    sags: bool
    fritt: bool
    forsok: int
    vantat: bool
    utfall: Utfall | None


class Kontaktlinje(QObject):
    nytt = Signal()
    """Somebody else has done something."""
    andrad = Signal(bool, str)
    """Whether there is contact, and what to say if waiting does not help."""
    narvarande = Signal(str, object)
    """Who else has this case open: tuple of Narvarande."""
    vantar = Signal(int)
    """How many actions wait to be done."""
    avgjord = Signal(str)
    """Utfall of an action that the broken connection interrupted and that somebody wants to hear of."""
    sparrad = Signal(str)
    """The login is barred, in a sentence: nothing more is asked, and nothing stays on the screen."""

    def __init__(self, ater: Callable[[], None], parent: QObject) -> None:
        """`ater`: asks the worker to do what has waited."""
        super().__init__(parent)
        self._ater = ater
        self._lyssnare: Lyssnare | None = None
        self._vantande: list[Any] = []
        self._egna: deque[str] = deque(maxlen=200)

    # --- GUI thread -------------------------------------------------------------------------------------------------

    @property
    def uppe(self) -> bool:
        return self._lyssnare is None or self._lyssnare.uppe

    def min_handling(self, handling_id: str) -> None:
        """What is done here is shown here already."""
        self._egna.append(handling_id)

    def satt_oppet(self, insats: str) -> None:
        """Which case is on the screen; "" for none."""
        if self._lyssnare is not None:
            self._lyssnare.satt_oppet(insats)

    def forsok_nu(self) -> None:
        if self._lyssnare is not None:
            self._lyssnare.forsok_nu()

    # --- the worker's thread ----------------------------------------------------------------------------------------

    def lyssna(self, lyssna: Callable[[Mottagare], Lyssnare] | None) -> None:
        """On a database that has just been opened; None: one that nobody else works in."""
        if lyssna is None:
            self.andrad.emit(True, "")  # whatever was lost was lost of another
        else:
            from kundvalsdesk.services.lyssning import Mottagare

            self._lyssnare = lyssna(Mottagare(self._hort, self._kontakt, self._vilka, self.sparrad.emit))
            self._lyssnare.starta()

    def stang(self) -> None:
        if self._lyssnare is not None:
            self._lyssnare.stang()
            self._lyssnare = None

    def maste_vanta(self, uppgift: Jobb) -> bool:
        """Without contact nothing is even tried."""
        if uppgift.fritt or self.uppe:
            return False
        uppgift.vantat = True
        self._lagg(uppgift)
        return True

    def vantar_efter(self, uppgift: Jobb, fel: BaseException) -> bool:
        """Whether the job is to be done again when the contact is back, because it was lost meanwhile."""
        if self._lyssnare is None or not isinstance(fel, Databasfel):
            return False
        from kundvalsdesk.services.kontakt import bruten

        if fel.kod == SPARRAD:  # found here before the listener knows
            self.sparrad.emit(fel.mening)
        elif not bruten(fel):
            return False
        self._lyssnare.brott()
        uppgift.forsok += 1
        if uppgift.fritt or uppgift.forsok > HOGST_FORSOK:
            return False
        self._lagg(uppgift)
        return True

    def gor_om(
        self,
        uppgift: Jobb,
        jobb: Callable[[Arbetsenhet], Any],
        enhet: Callable[[bool], AbstractContextManager[Arbetsenhet]],
    ) -> Any:
        """An action that had been begun when the connection was lost."""
        from kundvalsdesk.services.kontakt import gor_om

        svar, uppgift.utfall = gor_om(enhet, jobb)
        return svar

    def ta_vantande(self) -> list[Any]:
        vantande, self._vantande = self._vantande, []
        if vantande:
            self.vantar.emit(0)
        return vantande

    @staticmethod
    def uppgiven(uppgift: Jobb) -> KundvalsdeskFel | None:
        """What is said of a job that will not be tried again; None where nobody waits for the answer."""
        return Databasfel("ovisst", OVISST) if uppgift.sags else None

    def _lagg(self, uppgift: Jobb) -> None:
        self._vantande.append(uppgift)
        self.vantar.emit(sum(u.sags for u in self._vantande))

    # --- the listener's thread --------------------------------------------------------------------------------------

    def _hort(self, handlingar: tuple[str, ...]) -> None:
        if any(h not in self._egna for h in handlingar):
            self.nytt.emit()

    def _kontakt(self, uppe: bool, mening: str) -> None:
        self.andrad.emit(uppe, mening)
        if uppe:
            self._ater()

    def _vilka(self, insats: str, vilka: tuple[Narvarande, ...]) -> None:
        self.narvarande.emit(insats, vilka)
