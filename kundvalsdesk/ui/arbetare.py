"""The one database worker: a thread with a queue. The GUI thread never touches the database.

`kor` runs a job with a unit of work there and gives the answer back on the GUI thread. A token names a line of
questions of which only the newest matters: older answers are dropped, and older jobs not begun are skipped.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from PySide6.QtCore import QObject, Qt, Signal, Slot

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.services.typer import Aktor, Framsteg
from kundvalsdesk.ui.kontaktlinje import Kontaktlinje

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.arendetyper import Importresultat
    from kundvalsdesk.services.formularutkast import Utkastplats
    from kundvalsdesk.services.kontakt import Utfall
    from kundvalsdesk.services.lyssning import Lyssnare, Mottagare
    from kundvalsdesk.services.paket.typer import NyEnhet as Namngiven
    from kundvalsdesk.services.paket.typer import Paketinfo

T = TypeVar("T")
Rapportera = Callable[[Framsteg], None]
NyEnhet = Callable[[], "AbstractContextManager[Arbetsenhet]"]


class Stoppad(KundvalsdeskFel):
    """The user stopped long work. Nothing of it is kept."""

    def __init__(self) -> None:
        super().__init__("Arbetet stoppades. Ingenting av det har sparats.")


@dataclass
class Oppnad:
    """An open database as the worker uses it, made by app.py inside the worker."""

    enhet: Callable[[Aktor, bool, str | None], AbstractContextManager[Arbetsenhet]]
    """(actor, to write, id of the action) → a unit of work."""
    stang: Callable[[], None]
    aktor: Aktor
    plats: str
    """What the status bar says of where the data lies: "Lokal databas", "Delad databas: namn"."""
    byt: Callable[[str], Aktor] | None = None
    las_in: Callable[[Path, Aktor, Rapportera], Importresultat] | None = None
    skriv_ut: Callable[[Path, Aktor, Rapportera], dict[str, int]] | None = None
    sakerhetskopiera: Callable[[Path, str, Aktor, Rapportera], int] | None = None
    """(file, pass phrase, actor, progress) → how many rows it has."""
    efterat: Callable[[], object] | None = None
    """What is done in the worker when the first view is on the screen."""
    paket: Paketinfo | None = None
    """Set when this is an offline package."""
    delad: bool = False
    nytt_losenord: Callable[[str], str] | None = None
    """What is told of a password that has been changed; gives a sentence if it could not be kept."""
    givet_losenord: Callable[[], bool] | None = None
    """Whether whoever opened it logged in by a password that somebody else has set."""
    utkastplats: Callable[[], Utkastplats] | None = None
    """Where drafts of forms are kept meanwhile; None: nowhere."""
    lyssna: Callable[[Mottagare], Lyssnare] | None = None
    """What hears of the other desks of a shared database; None: there are none."""
    klocka: Callable[[], str] | None = None
    """One sentence if this computer's clock is wrong, else ""; None: it does not matter here."""


@dataclass
class _Uppgift:
    jobb: Callable[..., Any]
    klar: Callable[[Any], None] | None
    fel: Callable[[KundvalsdeskFel], None] | None
    skriv: bool
    fritt: bool
    token: str | None
    generation: int
    framsteg: Callable[[Framsteg], None] | None = None
    handling_id: str | None = None
    sags: bool = False
    """An action that whoever asked wants to hear of: not the log's row of an opening, not a draft."""
    stopp: threading.Event = field(default_factory=threading.Event)
    forsok: int = 0
    """How many times the connection was lost under it."""
    vantat: bool = False
    utfall: Utfall | None = None


class Arbetare(QObject):
    """Owns the thread. Everything public is called from the GUI thread."""

    _svar = Signal(object, object, object)  # task, result, error
    _framsteg = Signal(object, object)
    upptagen = Signal(bool)
    calm = Signal(object)
    """A calm error that no caller took care of (KundvalsdeskFel)."""
    bugg = Signal(object)
    """Any other exception: a bug of ours."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ko: SimpleQueue[_Uppgift | None] = SimpleQueue()
        self._generation: dict[str, int] = {}
        self._kvar = 0
        self._stangd = False
        self._oppnad: Oppnad | None = None
        self._under: list[tuple[Oppnad, Aktor]] = []
        self._aktor: Aktor | None = None
        self._ater = _Uppgift(lambda: None, None, None, False, True, None, 0)
        """Stands in the queue for all that has waited for contact."""
        self.kontakt = Kontaktlinje(lambda: self._ko.put(self._ater), self)
        self.forst_vid_slut: list[Callable[[], None]] = []
        """What is ended before the database is closed."""
        self._svar.connect(self._ta_svar, Qt.ConnectionType.QueuedConnection)
        self._framsteg.connect(self._ta_framsteg, Qt.ConnectionType.QueuedConnection)
        self._trad = threading.Thread(target=self._kor_tradens_ko, name="databas", daemon=True)
        self._trad.start()

    # --- GUI thread -------------------------------------------------------------------------------------------

    @property
    def ledig(self) -> bool:
        return self._kvar == 0

    @property
    def aktor(self) -> Aktor | None:
        return self._aktor

    def sparrad(self) -> None:
        """Nobody acts here until the database has been opened again."""
        self._aktor = None

    @property
    def utkastplats(self) -> Callable[[], Utkastplats] | None:
        return self._oppnad.utkastplats if self._oppnad else None

    @property
    def delad(self) -> bool:
        return self._oppnad is not None and self._oppnad.delad

    @property
    def nytt_losenord(self) -> Callable[[str], str]:
        oppnad = self._oppnad
        return oppnad.nytt_losenord if oppnad is not None and oppnad.nytt_losenord is not None else lambda _: ""

    @property
    def plats(self) -> str:
        return self._oppnad.plats if self._oppnad else ""

    def oppna(
        self,
        oppnare: Callable[[Rapportera], Oppnad],
        klar: Callable[[Oppnad], None],
        fel: Callable[[KundvalsdeskFel], None] | None = None,
        framsteg: Callable[[Framsteg], None] | None = None,
    ) -> Callable[[], None]:
        """Opens the database in the worker; the jobs asked for later use it. Returns what stops it."""

        def jobb(rapportera: Rapportera) -> Oppnad:
            self._ge_upp_vantande()
            self._stang_databas()
            self._oppnad = oppnare(rapportera)
            self._aktor = self._oppnad.aktor
            self.kontakt.lyssna(self._oppnad.lyssna)
            return self._oppnad

        return self.kor_fritt(jobb, klar, fel, framsteg=framsteg)

    @property
    def kan_ta_av(self) -> bool:
        """Whether there is a database below the one in use."""
        return bool(self._under)

    def lagg_over(
        self, oppnare: Callable[[Rapportera], Oppnad], klar: Callable[[Oppnad], None],
        fel: Callable[[KundvalsdeskFel], None],
    ) -> None:  # fmt: skip
        """Uses another database until `ta_av`; the one in use, if any, stays open below it."""

        def jobb(rapportera: Rapportera) -> Oppnad:
            ny = oppnare(rapportera)
            self._ge_upp_vantande()
            if self._oppnad is not None and self._aktor is not None:
                self._under.append((self._oppnad, self._aktor))
            self._oppnad, self._aktor = ny, ny.aktor
            return ny

        self.kor_fritt(jobb, klar, fel)

    def ta_av(self, klar: Callable[[Aktor], None]) -> None:
        """Closes the database that was laid over, and goes on with the one below."""

        def jobb(_: Rapportera) -> Aktor:
            if self._oppnad is None or not self._under:
                raise RuntimeError("no database below")
            self._oppnad.stang()
            self._oppnad, self._aktor = self._under.pop()
            return self._aktor

        self.kor_fritt(jobb, klar)

    def kor_namngivna(
        self,
        jobb: Callable[[Namngiven, Rapportera], T],
        klar: Callable[[T], None],
        fel: Callable[[KundvalsdeskFel], None],
        framsteg: Callable[[Framsteg], None],
    ) -> Callable[[], None]:
        """Long work in units of its own making: the job says of each whether it writes and what its action is called.
        Returns what stops it, at the next report of progress."""

        def allt(rapportera: Rapportera) -> T:
            oppnad, aktor = self._oppnad, self._aktor
            if oppnad is None or aktor is None:
                raise RuntimeError("no open database")
            return jobb(lambda skriv, handling_id: oppnad.enhet(aktor, skriv, handling_id), rapportera)

        return self.kor_fritt(allt, klar, fel, framsteg=framsteg)

    def kor(
        self,
        jobb: Callable[[Arbetsenhet], T],
        klar: Callable[[T], None] | None = None,
        fel: Callable[[KundvalsdeskFel], None] | None = None,
        *,
        skriv: bool = False,
        token: str | None = None,
        ny: bool = True,
        handling_id: str | None = None,
    ) -> None:
        """Runs `jobb` in a unit of work. With a token, `ny` makes older answers stale; else this one joins them.

        `handling_id` names an action that may be tried again, so that it is done once; one is made if none is given.
        What becomes of a named one is told if the contact was lost meanwhile.
        """
        sags = skriv and handling_id is not None
        if skriv:
            handling_id = handling_id or str(uuid4())
            self.kontakt.min_handling(handling_id)
        if token is not None and ny:
            self._generation[token] = self._generation.get(token, 0) + 1
        generation = self._generation.get(token, 0) if token else 0
        self._lagg(_Uppgift(jobb, klar, fel, skriv, False, token, generation, None, handling_id, sags))

    def fraga(
        self, jobb: Callable[[Arbetsenhet, Rapportera], T], klar: Callable[[T], None],
        fel: Callable[[KundvalsdeskFel], None], framsteg: Callable[[Framsteg], None], token: str,
    ) -> None:  # fmt: skip
        """A long question, with progress. A newer one of its token ends it at its next report."""
        self._generation[token] = self._generation.get(token, 0) + 1
        self._lagg(_Uppgift(jobb, klar, fel, False, False, token, self._generation[token], framsteg))

    def kor_fritt(
        self,
        jobb: Callable[[Rapportera], T],
        klar: Callable[[T], None] | None = None,
        fel: Callable[[KundvalsdeskFel], None] | None = None,
        *,
        framsteg: Callable[[Framsteg], None] | None = None,
    ) -> Callable[[], None]:
        """Long work without a unit of work of its own: reports progress, and stops when the returned call is made."""
        uppgift = _Uppgift(jobb, klar, fel, False, True, None, 0, framsteg)
        self._lagg(uppgift)
        return uppgift.stopp.set

    def byt_aktor(self, anvandare: str, klar: Callable[[Aktor], None]) -> None:
        """Demo only: act as someone else from now on."""

        def jobb(_: Rapportera) -> Aktor:
            if self._oppnad is None or self._oppnad.byt is None:
                raise RuntimeError("no database that lets the actor be chosen")
            self._aktor = self._oppnad.byt(anvandare)
            return self._aktor

        self.kor_fritt(jobb, klar)

    def efterat(self) -> None:
        """What the one who opened the database left until the first view is on the screen."""
        oppnad = self._oppnad
        if oppnad is not None and (gor := oppnad.efterat) is not None:
            oppnad.efterat = None
            self.kor_fritt(lambda _: gor())

    def las_in(
        self, kalla: Path, klar: Callable[[Importresultat], None], fel: Callable[[KundvalsdeskFel], None],
        framsteg: Callable[[Framsteg], None],
    ) -> Callable[[], None]:  # fmt: skip
        """Takes cases in from a folder or a workbook, all or nothing. Returns what stops it."""

        def jobb(rapportera: Rapportera) -> Importresultat:
            if self._oppnad is None or self._oppnad.las_in is None or self._aktor is None:
                raise RuntimeError("no database that takes cases in")
            return self._oppnad.las_in(kalla, self._aktor, rapportera)

        return self.kor_fritt(jobb, klar, fel, framsteg=framsteg)

    def skriv_ut(
        self, mal: Path, klar: Callable[[dict[str, int]], None], fel: Callable[[KundvalsdeskFel], None],
        framsteg: Callable[[Framsteg], None],
    ) -> Callable[[], None]:  # fmt: skip
        """Writes all cases out, to an empty folder or a new workbook. Returns what stops it."""

        def jobb(rapportera: Rapportera) -> dict[str, int]:
            if self._oppnad is None or self._oppnad.skriv_ut is None or self._aktor is None:
                raise RuntimeError("no database that writes cases out")
            return self._oppnad.skriv_ut(mal, self._aktor, rapportera)

        return self.kor_fritt(jobb, klar, fel, framsteg=framsteg)

    def sakerhetskopiera(
        self,
        fil: Path,
        fras: str,
        klar: Callable[[int], None],
        fel: Callable[[KundvalsdeskFel], None],
        framsteg: Callable[[Framsteg], None],
    ) -> Callable[[], None]:
        """Takes a backup of the open database. Returns what stops it."""

        def jobb(rapportera: Rapportera) -> int:
            if self._oppnad is None or self._oppnad.sakerhetskopiera is None or self._aktor is None:
                raise RuntimeError("no database that is backed up")
            return self._oppnad.sakerhetskopiera(fil, fras, self._aktor, rapportera)

        return self.kor_fritt(jobb, klar, fel, framsteg=framsteg)

    def kor_enheter(
        self,
        jobb: Callable[[NyEnhet, Rapportera, Callable[[], bool]], T],
        klar: Callable[[T], None],
        fel: Callable[[KundvalsdeskFel], None],
        framsteg: Callable[[Framsteg], None],
    ) -> Callable[[], None]:
        """Long work in many units that write, each kept as it is done. Returns what stops it.

        The job gets what opens a unit, what reports progress, and what tells whether it should stop: then it gives
        back what has been done so far.
        """

        def allt(_: Rapportera) -> T:
            oppnad, aktor = self._oppnad, self._aktor
            if oppnad is None or aktor is None:
                raise RuntimeError("no open database")

            def visa(f: Framsteg) -> None:
                self._framsteg.emit(uppgift, f)

            return jobb(
                lambda: oppnad.enhet(aktor, True, None), visa, lambda: uppgift.stopp.is_set() or self._stangd
            )  # fmt: skip

        uppgift = _Uppgift(allt, klar, fel, False, True, None, 0, framsteg)
        self._lagg(uppgift)
        return uppgift.stopp.set

    def glom(self, token: str) -> None:
        """Answers on the way for this token are no longer wanted."""
        self._generation[token] = self._generation.get(token, 0) + 1

    def stang(self) -> None:
        """Ends the thread after what it is doing now, and closes the database there."""
        if not self._stangd:
            self._stangd = True
            for avsluta in self.forst_vid_slut:
                avsluta()
            self._ko.put(None)
            self._trad.join(timeout=10)

    def _lagg(self, uppgift: _Uppgift) -> None:
        if self._stangd:
            return
        self._kvar += 1
        if self._kvar == 1:
            self.upptagen.emit(True)
        self._ko.put(uppgift)

    @Slot(object, object)
    def _ta_framsteg(self, uppgift: _Uppgift, f: Framsteg) -> None:
        if uppgift.framsteg is not None and not uppgift.stopp.is_set() and not self._gammal(uppgift):
            uppgift.framsteg(f)

    @Slot(object, object, object)
    def _ta_svar(self, uppgift: _Uppgift, resultat: Any, fel: BaseException | None) -> None:
        self._kvar -= 1
        try:
            if self._gammal(uppgift) or self._stangd:
                return
            if fel is None:
                if uppgift.klar is not None:
                    self._beratta(uppgift, uppgift.klar, resultat)
                if uppgift.utfall is not None and uppgift.sags:
                    self.kontakt.avgjord.emit(uppgift.utfall)
            elif isinstance(fel, KundvalsdeskFel):
                if uppgift.fel is None or not self._beratta(uppgift, uppgift.fel, fel):
                    self.calm.emit(fel)
            else:
                self.bugg.emit(fel)
        finally:
            if self._kvar == 0:
                self.upptagen.emit(False)

    @staticmethod
    def _beratta(uppgift: _Uppgift, vem: Callable[[Any], None], svar: Any) -> bool:
        """False if whoever asked has been closed meanwhile: what was read is told to nobody, and what was to be
        written may have waited long for contact."""
        try:
            vem(svar)
        except RuntimeError as x:
            if not ((uppgift.vantat or uppgift.forsok or not uppgift.skriv) and "deleted" in str(x)):
                raise
            return False
        return True

    def _gammal(self, uppgift: _Uppgift) -> bool:
        return uppgift.token is not None and self._generation.get(uppgift.token, 0) != uppgift.generation

    # --- the worker's own thread -----------------------------------------------------------------------------

    def _kor_tradens_ko(self) -> None:
        while (uppgift := self._ko.get()) is not None:
            for u in self.kontakt.ta_vantande() if uppgift is self._ater else [uppgift]:
                self._utfor(u)
        self._stang_databas()

    def _utfor(self, uppgift: _Uppgift) -> None:
        resultat: Any = None
        fel: BaseException | None = None
        try:
            # A question that nobody waits for any longer is not asked; a write is always done.
            if uppgift.skriv or not self._gammal(uppgift):
                if not self._under and self.kontakt.maste_vanta(uppgift):
                    return
                resultat = self._kor_en(uppgift)
        except BaseException as x:  # noqa: BLE001 – the thread must live on; the window decides what to say
            if not self._under and not self._stangd and self.kontakt.vantar_efter(uppgift, x):
                return
            fel = x
        if not self._stangd or uppgift.skriv:
            self._svara(uppgift, resultat, fel)

    def _svara(self, uppgift: _Uppgift, resultat: Any, fel: BaseException | None) -> None:
        try:
            self._svar.emit(uppgift, resultat, fel)
        except RuntimeError:  # the window is gone, and so is the end of the queue
            self._ko.put(None)

    def _ge_upp_vantande(self) -> None:
        """Another database comes before the one that does not answer; the views that asked are gone."""
        for u in self.kontakt.ta_vantande():
            u.klar = u.fel = None
            self._svara(u, None, self.kontakt.uppgiven(u))

    def _kor_en(self, uppgift: _Uppgift) -> Any:
        def rapportera(f: Framsteg) -> None:
            if uppgift.stopp.is_set() or self._stangd or self._gammal(uppgift):
                raise Stoppad
            self._framsteg.emit(uppgift, f)

        if uppgift.fritt:
            return uppgift.jobb(rapportera)
        if self._oppnad is None or self._aktor is None:
            raise RuntimeError("no open database")
        oppnad, aktor = self._oppnad, self._aktor
        if uppgift.skriv and uppgift.forsok:
            return self.kontakt.gor_om(
                uppgift, uppgift.jobb, lambda skriv: oppnad.enhet(aktor, skriv, uppgift.handling_id)
            )
        with oppnad.enhet(aktor, uppgift.skriv, uppgift.handling_id) as e:
            svar = uppgift.jobb(e, rapportera) if uppgift.framsteg else uppgift.jobb(e)
        uppgift.utfall = "nu" if uppgift.skriv and uppgift.vantat else None
        return svar

    def _stang_databas(self) -> None:
        self.kontakt.stang()
        oppnade = [*(o for o, _ in self._under), *([self._oppnad] if self._oppnad is not None else [])]
        self._oppnad = None
        self._under.clear()
        for oppnad in reversed(oppnade):
            oppnad.stang()
