"""A shared database opened as it is in use: by a login for each handläggare, member of the group of their roll."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import make_url, text

from kundvalsdesk.models.motor import Adress, Databas, oppna_motor
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services.arbetsenhet import Arbetsenhet, aktor_for, enhet, lasning
from kundvalsdesk.services.typer import ROLLER

from .varld import Varld


class Inloggade:
    """Logins belong to the server and not to the database: they are made when asked for and taken away again."""

    def __init__(self, databas: Databas) -> None:
        self._databas = databas
        self._oppna: dict[str, Databas] = {}

    def som(self, anvandare: str) -> Databas:
        """The database as one handläggare has it open."""
        if anvandare not in self._oppna:
            self._gor(anvandare)
            url = make_url(self._databas.adress.url).set(username=anvandare)
            adress = Adress("postgresql", url.render_as_string(hide_password=False))
            self._oppna[anvandare] = oppna_motor(adress, None)
        return self._oppna[anvandare]

    def _gor(self, anvandare: str) -> None:
        with self._databas.engine.begin() as c:
            roll = c.execute(text("SELECT roll FROM handlaggare WHERE anvandare = :a"), {"a": anvandare}).scalar()
            if not c.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :a"), {"a": anvandare}).scalar():
                c.execute(text(f"CREATE ROLE {anvandare} LOGIN"))
            if roll in ROLLER:
                c.execute(text(f"GRANT {roll} TO {anvandare}"))

    def stang(self) -> None:
        if not self._oppna:
            return
        for databas in self._oppna.values():
            databas.stang()
        with self._databas.engine.begin() as c:
            for anvandare in self._oppna:
                c.execute(text(f"DROP ROLE {anvandare}"))
        self._oppna.clear()

    def __enter__(self) -> Inloggade:
        return self

    def __exit__(self, *_: Any) -> None:
        self.stang()


class Inloggadvarld(Varld):
    """Whoever acts has the database open as themselves."""

    def __init__(
        self, databas: Databas, regelverk: Regelverkssamling, inloggade: Inloggade, mer: dict[str, Any] | None = None
    ) -> None:
        super().__init__(databas, regelverk, mer)
        self.inloggade = inloggade

    @contextmanager
    def enhet(
        self, idag: str, som: str = "anlu", *, skriv: bool = False, handling_id: str | None = None
    ) -> Iterator[Arbetsenhet]:
        egen = self.inloggade.som(som)
        with lasning(egen) as anslutning:
            aktor = aktor_for(anslutning, None)
        with enhet(
            egen, aktor, self.regelverk, date.fromisoformat(idag), skriv=skriv, handling_id=handling_id
        ) as e:  # fmt: skip
            yield e
