"""What one desk hears of the others: a connection of its own to the shared database, in a thread of its own.

It listens for notices that something has been done, tells who else has the case open, and is what notices first that
the server is gone and that it is back. No Qt here: what it hears it says to whoever made it, in its own thread.
"""

from __future__ import annotations

import select
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from secrets import randbelow
from time import monotonic
from typing import TYPE_CHECKING, Any

from ..fel import SPARRAD, Databasfel
from ..models.drivrutinsfel import Databasbugg, oversatt
from ..models.motor import Databas
from ..models.ratter.samspel import KANAL, LASKLASS
from .arbetsenhet import lugna_fel

if TYPE_CHECKING:
    from sqlalchemy import Connection

PAUSER_S = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0)
"""Between the attempts to reach the server; the last one again and again."""
STADIG_S = 20.0
"""A connection that has held so long is believed: the next time the pauses begin from the short ones."""
NARVARO_S = 5.0
"""So often one asks who else has the case open, while one is open here."""
LUGN_S = 60.0
"""When nothing has been heard for so long the server is asked whether it is there."""


@dataclass(frozen=True, slots=True)
class Narvarande:
    """A colleague who has the same case open, and since when by the clock of this computer."""

    namn: str
    sedan: datetime


@dataclass(frozen=True, slots=True)
class Mottagare:
    """Whom to tell. Called in the listener's thread."""

    nytt: Callable[[tuple[str, ...]], None]
    """Ids of actions that have been committed, one's own among them."""
    kontakt: Callable[[bool, str], None]
    """Whether there is contact; and if not, a sentence where waiting alone does not help."""
    narvarande: Callable[[str, tuple[Narvarande, ...]], None]
    """Who else has the case open that was named by `satt_oppet`."""
    sparrad: Callable[[str], None] = lambda mening: None
    """The login has been barred: said once, in a sentence, and then no more is heard."""


class Lyssnare:
    """Everything public may be called from any thread."""

    def __init__(self, databas: Databas, mottagare: Mottagare) -> None:
        self._databas, self._m = databas, mottagare
        self._lock = threading.Lock()
        self._oppet = self._anmalt = ""
        self._fraga = self._prova = False
        self._slut = threading.Event()
        self._uppe = True  # whoever made it has just opened the database
        self._hort: list[str] = []
        self._nar_fraga = self._nar_provad = 0.0
        self._provningar = 0
        self._vack, self._vackare = socket.socketpair()
        self._vack.setblocking(False)
        self._vackare.setblocking(False)
        self._trad = threading.Thread(target=self._kor, name="lyssnare", daemon=True)

    @property
    def uppe(self) -> bool:
        """Whether there is contact, as far as is known."""
        return self._uppe

    def starta(self) -> None:
        self._trad.start()

    def satt_oppet(self, insats: str) -> None:
        """Which case is on the screen here; "" for none."""
        with self._lock:
            self._oppet, self._fraga = insats, True
        self._vacka()

    def brott(self) -> None:
        """Somebody else has found the connection broken: look at once."""
        with self._lock:
            self._prova, self._uppe = True, False
        self._vacka()

    def forsok_nu(self) -> None:
        """Somebody is tired of waiting for the next attempt."""
        self._vacka()

    def stang(self) -> None:
        self._slut.set()
        self._vacka()
        if self._trad.is_alive():
            self._trad.join(timeout=3)

    def _vacka(self) -> None:
        try:
            self._vackare.send(b"v")
        except OSError:  # it has plenty to wake up for already, or has ended
            return

    # --- the thread's own -------------------------------------------------------------------------------------------

    def _kor(self) -> None:
        nr = 0
        while not self._slut.is_set():
            anslutning: Connection | None = None
            borjan = monotonic()
            mening = ""
            try:
                anslutning = self._anslut()
                self._sag_uppe()
                self._lyssna(anslutning)
            except (Databasfel, Databasbugg) as fel:
                if isinstance(fel, Databasfel) and fel.kod == SPARRAD:
                    self._uppe = False
                    if not self._slut.is_set():
                        self._m.sparrad(fel.mening)
                    break
                # Waiting helps against all of it but a login that is no longer taken, or a database that is gone.
                if isinstance(fel, Databasfel) and fel.kod not in ("kontakt", "natverk", "upptagen", "last", "bugg"):
                    mening = fel.mening
            finally:
                self._slapp(anslutning)
            if self._slut.is_set():
                break
            self._uppe = False
            self._tappad(mening)
            nr = 0 if monotonic() - borjan > STADIG_S else nr
            self._vanta(None, PAUSER_S[min(nr, len(PAUSER_S) - 1)])
            nr += 1
        self._vack.close()
        self._vackare.close()

    def _anslut(self) -> Connection:
        with lugna_fel(), _lugnt():
            anslutning = self._databas.engine.connect()
            try:
                anslutning.detach()  # never lent to a unit of work
                dr: Any = anslutning.connection.dbapi_connection
                dr.autocommit = True
                dr.add_notify_handler(lambda n: self._hort.append(n.payload))
                dr.execute(f"LISTEN {KANAL}")
                dr.execute("SELECT pg_advisory_lock(%s, %s)", (LASKLASS, 1 + randbelow(2**31 - 1)))
            except BaseException:
                self._slapp(anslutning)
                raise
        return anslutning

    @staticmethod
    def _slapp(anslutning: Connection | None) -> None:
        """By hand: the pool knows nothing of it any longer, and would ask a dead one to roll back."""
        if anslutning is not None:
            dr: Any = anslutning.connection.dbapi_connection
            anslutning.invalidate()
            anslutning.close()
            if dr is not None:
                dr.close()

    def _sag_uppe(self) -> None:
        with self._lock:
            self._prova, self._fraga, self._uppe = False, bool(self._oppet or self._anmalt), True
        if not self._slut.is_set():
            self._m.kontakt(True, "")

    def _tappad(self, mening: str = "") -> None:
        if not self._slut.is_set():
            self._m.kontakt(False, mening)

    def _lyssna(self, anslutning: Connection) -> None:
        """Until the end, or until the connection is lost."""
        dr: Any = anslutning.connection.dbapi_connection
        while not self._slut.is_set():
            with _lugnt():
                if self._prova:
                    self._prova_den(dr)
                if self._fraga or (self._oppet and monotonic() - self._nar_fraga >= NARVARO_S):
                    self._fraga_vilka(dr)
                self._ta_emot()
                if not self._vanta(dr.fileno(), NARVARO_S if self._oppet else LUGN_S):
                    dr.execute("SELECT 1")
                dr.pgconn.consume_input()
                while (n := dr.pgconn.notifies()) is not None:
                    self._hort.append(n.extra.decode(errors="replace"))

    def _prova_den(self, dr: Any) -> None:
        """Another connection broke; is this one whole? Asked more and more seldom if it says so again and again."""
        self._tappad()
        nu = monotonic()
        self._provningar = self._provningar + 1 if nu - self._nar_provad < STADIG_S else 0
        self._nar_provad = nu
        if self._provningar:
            self._vanta(None, PAUSER_S[min(self._provningar, len(PAUSER_S)) - 1])
        dr.execute("SELECT 1")
        self._sag_uppe()

    def _ta_emot(self) -> None:
        hort, self._hort = self._hort, []
        if hort and not self._slut.is_set():
            self._m.nytt(tuple(hort))

    def _fraga_vilka(self, dr: Any) -> None:
        with self._lock:
            oppet, self._fraga = self._oppet, False
        self._nar_fraga, self._anmalt = monotonic(), oppet
        try:
            rader = dr.execute("SELECT vem, nar FROM ratt.oppnar(%s)", (oppet,)).fetchall()
        except dr.ProgrammingError:  # somebody who belongs to no group: they have no case open either
            return
        if oppet and not self._slut.is_set():
            self._m.narvarande(oppet, tuple(Narvarande(v, n.astimezone().replace(tzinfo=None)) for v, n in rader))

    def _vanta(self, fil: int | None, hogst: float) -> bool:
        """Until something is heard, somebody wakes it, or the time has passed: then False."""
        pa: list[Any] = [self._vack] if fil is None else [self._vack, fil]
        redo, _, _ = select.select(pa, [], [], hogst)
        if self._vack in redo:
            try:
                while self._vack.recv(64):
                    pass
            except BlockingIOError:
                pass
        return bool(redo)


@contextmanager
def _lugnt() -> Iterator[None]:
    """What the driver itself raises, without any of its words."""
    from psycopg import Error

    try:
        yield
    except (Error, OSError, ValueError) as fel:  # a connection that was closed meanwhile has no file to wait for
        raise oversatt(fel) or Databasfel("bugg", "") from None
