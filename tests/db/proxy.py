"""A cable between the program and its server that a test can cut, at the moment it chooses."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from urllib.parse import parse_qs, unquote, urlsplit


class Kabel:
    """A TCP proxy in front of the test server. `adress` is the URL of the same database through it.

    `bryt()`: everything under way is cut, and nothing new gets through until `laga()`. `bryt_efter(ord)`: the next
    message to the server that holds these bytes is delivered, and cut off before the answer.
    """

    def __init__(self, url: str, **byt: str) -> None:
        delar = urlsplit(url)
        self._sockel = f"{parse_qs(delar.query)['host'][0]}/.s.PGSQL.{delar.port or 5432}"
        self._lyssnar = socket.create_server(("127.0.0.1", 0))
        anvandare = byt.get("anvandare") or unquote(delar.username or "postgres")
        self.adress = f"postgresql://{anvandare}@127.0.0.1:{self._lyssnar.getsockname()[1]}{delar.path}"
        self._par: list[tuple[socket.socket, socket.socket]] = []
        self._las = threading.Lock()
        self._av = False
        self._efter: bytes | None = None
        self._svarar: socket.socket | None = None
        self.brots = threading.Event()
        threading.Thread(target=self._ta_emot, daemon=True).start()

    def bryt(self) -> None:
        with self._las:
            self._av = True
        self._kasta()

    def laga(self) -> None:
        with self._las:
            self._av = False

    def bryt_efter(self, ord_: bytes) -> None:
        self._efter = ord_

    def stang(self) -> None:
        self.bryt()
        self._lyssnar.close()

    def _kasta(self) -> None:
        with self._las:
            par, self._par = self._par, []
        for sockel in (s for p in par for s in p):
            with suppress(OSError):
                sockel.shutdown(socket.SHUT_RDWR)
            sockel.close()

    def _ta_emot(self) -> None:
        while True:
            try:
                klient, _ = self._lyssnar.accept()
            except OSError:
                return
            with self._las:
                if self._av:
                    klient.close()
                    continue
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._sockel)
                self._par.append((klient, server))
            threading.Thread(target=self._for, args=(klient, server, True), daemon=True).start()
            threading.Thread(target=self._for, args=(server, klient, False), daemon=True).start()

    def _for(self, fran: socket.socket, till: socket.socket, mot_servern: bool) -> None:
        with suppress(OSError):
            while data := fran.recv(65536):
                if mot_servern and self._efter is not None and self._efter in data:
                    self._efter, self._svarar = None, till
                    till.sendall(data)
                    self.brots.wait(5)
                    self.bryt()
                    break
                if fran is self._svarar:  # the server has answered: it is done, and nobody gets to know
                    self.brots.set()
                    break
                till.sendall(data)
        if fran is not self._svarar:  # that one is cut by whoever waits for its answer
            for s in (fran, till):
                with suppress(OSError):
                    s.shutdown(socket.SHUT_RDWR)
