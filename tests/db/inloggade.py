"""A shared database opened as it is in use: by a login for each handläggare, member of the group of their roll."""

from __future__ import annotations

from typing import Any

from sqlalchemy import make_url, text

from kundvalsdesk.models.motor import Adress, Databas, oppna_motor
from kundvalsdesk.services.typer import ROLLER


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
