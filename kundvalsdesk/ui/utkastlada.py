"""The thread that keeps drafts: neither the window nor the database worker, who may wait for a lost connection.

Whatever fails here costs the draft and nothing else: no message, no crash.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from queue import SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from kundvalsdesk.services.formularutkast import Utkast, Utkastfil, Utkastnyckel, Utkastplats, finns, utkastfel
from kundvalsdesk.ui.arbetare import Arbetare

STANG_S = 3
Jobb = Callable[[Utkastfil], Any]
Klar = Callable[[list[Utkast]], None]


class Utkastlada(QObject):
    """Everything public is called from the GUI thread; answers come back there."""

    _svar = Signal(object, object)

    def __init__(self, arbetare: Arbetare) -> None:
        super().__init__()
        self._arbetare = arbetare
        self._ko: SimpleQueue[tuple[Utkastplats, Jobb, Klar | None] | None] = SimpleQueue()
        self._stangd = False
        self._svar.connect(self._ta_svar, Qt.ConnectionType.QueuedConnection)
        self._trad = threading.Thread(target=self._kor, name="utkast", daemon=True)
        self._trad.start()
        arbetare.forst_vid_slut.append(self.stang)

    @property
    def plats(self) -> Utkastplats | None:
        """Where drafts of the database that is open are kept; None in a package, and before one is open."""
        gor = self._arbetare.utkastplats
        return gor() if gor is not None else None

    @property
    def anvandare(self) -> str:
        aktor = self._arbetare.aktor
        return aktor.anvandare if aktor is not None else ""

    def spara(self, plats: Utkastplats, u: Utkast) -> None:
        self._lagg(plats, lambda f: f.spara(u))

    def glom(self, plats: Utkastplats, rutor: Sequence[str]) -> None:
        borta = tuple(rutor)
        self._lagg(plats, lambda f: f.glom(borta))

    def glom_formular(self, plats: Utkastplats, nyckel: Utkastnyckel) -> None:
        """All there is of one form."""
        self._lagg(plats, lambda f: f.glom([u.ruta for u in f.hamta(nyckel)]))

    def hamta(self, plats: Utkastplats, nyckel: Utkastnyckel, klar: Klar) -> None:
        self._lagg(plats, lambda f: f.hamta(nyckel), klar)

    def alla(self, klar: Klar) -> None:
        """Every draft of whoever acts, in the database that is open."""
        plats, anvandare = self.plats, self.anvandare
        if plats is not None and finns(plats):
            self._lagg(plats, lambda f: f.alla(plats.databas, anvandare), klar)

    def stang(self) -> None:
        """What has been typed until now is kept; then the file is closed."""
        if not self._stangd:
            self._stangd = True
            self._ko.put(None)
            self._trad.join(timeout=STANG_S)

    def _lagg(self, plats: Utkastplats, jobb: Jobb, klar: Klar | None = None) -> None:
        if not self._stangd:
            self._ko.put((plats, jobb, klar))

    @Slot(object, object)
    def _ta_svar(self, klar: Klar, svar: list[Utkast]) -> None:
        if not self._stangd:
            klar(svar)

    # --- the thread's own -------------------------------------------------------------------------------------------

    def _kor(self) -> None:
        fil: Utkastfil | None = None
        nu: Utkastplats | None = None
        while (post := self._ko.get()) is not None:
            plats, jobb, klar = post
            try:
                if nu is None or (plats.mapp, plats.nyckel) != (nu.mapp, nu.nyckel):
                    if fil is not None:
                        fil.stang()
                    nu, fil = plats, Utkastfil.oppna(plats)
                    if fil is not None:
                        fil.rensa(datetime.now())
                svar = jobb(fil) if fil is not None else []
            except utkastfel():
                nu = None  # opened anew with the next
                svar = []
            if klar is not None:
                try:
                    self._svar.emit(klar, svar)
                except RuntimeError:  # the window is gone
                    break
        if fil is not None:
            fil.stang()
