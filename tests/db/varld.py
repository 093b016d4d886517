"""A small made-up unit to test the flow in: two karriärvägledare, two arbetsledare, two anordnare."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from time import sleep
from typing import Any

from sqlalchemy import Connection, event, select, text

from kundvalsdesk.models import Frist, Insats, Kund, ratter
from kundvalsdesk.models.migrera import migrera
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.models.schema import SCHEMA_VERSION
from kundvalsdesk.rules.frister import frister
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import handlingar
from kundvalsdesk.services.arbetsenhet import Arbetsenhet, aktor_for, enhet, transaktion
from kundvalsdesk.services.frister import alla_fakta
from kundvalsdesk.services.overforing import las_in
from kundvalsdesk.services.typer import ROLLER, Aktor, Andring

AGARE = Aktor("provare", "provare", frozenset(ROLLER), agare=True)

BLAD: dict[str, list[dict[str, str]]] = {
    "handlaggare": [
        {"anvandare": "anlu", "namn": "Anna Lund", "roll": "karriarvagledare"},
        {"anvandare": "boek", "namn": "Bo Ek", "roll": "karriarvagledare"},
        {"anvandare": "gust", "namn": "Gun Stål", "roll": "arbetsledare"},
        {"anvandare": "hara", "namn": "Hanna Rask", "roll": "arbetsledare"},
        {"anvandare": "syss", "namn": "Sixten Ys", "roll": "systemspecialist"},
        {"anvandare": "dass", "namn": "Disa Ask", "roll": "dataskyddssamordnare"},
    ],
    "anordnare": [{"anordnare": "Björken"}, {"anordnare": "Ågården"}, {"anordnare": "Zenit"}],
    "auktorisationer": [
        {"anordnare": "Björken", "avser": "AMI", "fran": "2021-03-01"},
        {"anordnare": "Ågården", "avser": "AMI2", "fran": "2021-03-01"},
        {"anordnare": "Zenit", "avser": "FAI", "fran": "2021-03-01"},
    ],
    "kunder": [
        {"kund": "K0001", "fornamn": "Dragana", "efternamn": "Đorđević", "fodelsedatum": "1990-02-03",
         "malgrupp": "bistand", "ekonomiskt_bistand": "ja", "karriarvagledare": "anlu"},
        {"kund": "K0002", "fornamn": "Hemlig", "efternamn": "Person", "skydd": "sekretessmarkering",
         "malgrupp": "bistand", "karriarvagledare": "anlu"},
        {"kund": "K0003", "fornamn": "Åke", "efternamn": "Öman", "malgrupp": "kaa", "fodelsedatum": "2000-01-01",
         "karriarvagledare": "boek"},
    ],
}  # fmt: skip


def vantar_pa_las(e: Arbetsenhet) -> None:
    """Until somebody waits for what this unit has locked (PostgreSQL), or has not had to for a while."""
    for _ in range(40):
        if e.session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
            return
        sleep(0.05)


@contextmanager
def fragade(e: Arbetsenhet) -> Iterator[list[str]]:
    """The statements that the database is sent meanwhile."""
    fragor: list[str] = []

    def horas(*a: Any) -> None:
        fragor.append(a[2])

    event.listen(e.anslutning, "before_cursor_execute", horas)
    try:
        yield fragor
    finally:
        event.remove(e.anslutning, "before_cursor_execute", horas)


def uppgradera_over(databas: Databas, fran: str, till: str, *satser: str) -> None:
    """Takes a database from one version to another again. `satser`: what makes the older one of it; what later
    versions have added stays where it is."""
    with databas.engine.begin() as anslutning:
        utan_vakt(anslutning)
        for sats in (*satser, f"UPDATE schemaversion SET version_num = '{fran}'"):
            anslutning.execute(text(sats))
    migrera(databas, till)
    with databas.engine.begin() as anslutning:
        anslutning.execute(text("UPDATE schemaversion SET version_num = :v"), {"v": SCHEMA_VERSION})
        if not databas.lokal:
            ratter.satt(anslutning)


def utan_vakt(c: Connection) -> None:
    """The log may be changed, as an administrator of the server can, or whoever has a local file and its key."""
    if c.dialect.name == "postgresql":
        c.exec_driver_sql("SET LOCAL session_replication_role = replica")
        return
    for (namn,) in c.exec_driver_sql("SELECT name FROM sqlite_master WHERE name LIKE 'kvd_vakt%'").all():
        c.exec_driver_sql(f"DROP TRIGGER {namn}")


def skriv_loggen(e: Arbetsenhet) -> None:
    """What a shared database writes in the log when the transaction ends, it writes now."""
    if not e.lokal:
        e.anslutning.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        e.anslutning.execute(text("SET CONSTRAINTS ALL DEFERRED"))


class Varld:
    """A database with the unit in it. Steps are done as the window does them: through handlingar.utfor."""

    def __init__(self, databas: Databas, regelverk: Regelverkssamling, mer: dict[str, Any] | None = None) -> None:
        self.databas = databas
        self.regelverk = regelverk
        ut = las_in(databas, AGARE, regelverk, date(2024, 5, 1), {**BLAD, **(mer or {})})
        assert ut.fel == ()

    def aktor(self, anvandare: str) -> Aktor:
        with transaktion(self.databas) as s:
            aktor = aktor_for(s, anvandare)
        if not self.databas.lokal:
            # On PostgreSQL the role of the connection acts; the tests' own role stands in for each user here.
            with enhet(self.databas, AGARE, self.regelverk, date(2024, 5, 1)) as e:
                from kundvalsdesk.models import Handlaggare

                rad = e.session.execute(select(Handlaggare).where(Handlaggare.anvandare == anvandare)).scalar_one()
                aktor = Aktor(rad.anvandare, rad.namn, frozenset({rad.roll}), rad.id)
        return aktor

    @contextmanager
    def enhet(
        self, idag: str, som: str = "anlu", *, skriv: bool = False, handling_id: str | None = None
    ) -> Iterator[Arbetsenhet]:
        with enhet(
            self.databas, self.aktor(som), self.regelverk, date.fromisoformat(idag), skriv=skriv,
            handling_id=handling_id,
        ) as e:  # fmt: skip
            yield e

    def gor(
        self, idag: str, steg: str, insats: str = "", mal: str = "", som: str = "anlu", version: int | None = None,
        handling_id: str | None = None, **varden: str,
    ) -> Andring:  # fmt: skip
        """One step, with the version that the view of that day shows."""
        with self.enhet(idag, som, skriv=True, handling_id=handling_id) as e:
            if version is None:
                version = self._sedd(e, steg, insats, mal)
            andring = handlingar.utfor(e, steg, insats, mal, version, varden)
        self.stammer()
        return andring

    @staticmethod
    def _sedd(e: Arbetsenhet, kod: str, insats: str, mal: str) -> int:
        from kundvalsdesk.services import arende, installningar

        if kod == "organisation":
            return installningar.formular_organisation(e).sedd_version
        if not insats:
            kund = e.session.scalars(select(Kund.version).where(Kund.nyckel == mal)).one_or_none()
            return kund or 0
        for s in arende.hamta(e, insats).nasta:
            if (s.kod, s.mal) == (kod, mal) and (s.tillaten or s.sedd_version):
                return s.sedd_version
        return e.session.scalars(select(Insats.version).where(Insats.nyckel == insats)).one()

    def oppna(self, insats: str) -> set[tuple[str, str]]:
        """(kod, avser) of the stored frister of a case, brister aside."""
        with enhet(self.databas, AGARE, self.regelverk, date(2024, 5, 1)) as e:
            q = select(Frist.kod, Frist.avser).join(Insats, Insats.id == Frist.insats_id)
            return set(e.session.execute(q.where(Insats.nyckel == insats, Frist.kod != "brist")).all())

    def stammer(self) -> None:
        """Every stored frist equals a recomputation from the facts; brister have a test of their own."""
        with enhet(self.databas, AGARE, self.regelverk, date(2024, 5, 1)) as e:
            lagrade = sorted(
                e.session.execute(
                    select(
                        Frist.insats_id, Frist.kod, Frist.avser, Frist.utlost, Frist.forfaller, Frist.vilande,
                        Frist.huvud,
                    ).where(Frist.kod != "brist")
                )
            )  # fmt: skip
            raknade = sorted(
                (i, f.kod, f.avser, f.utlost, f.forfaller, f.vilande, f.huvud)
                for i, fakta, _ in alla_fakta(e.session)
                for f in frister(fakta, self.regelverk)
                if f.klar is None and not f.alltid_stangd
            )
        assert lagrade == raknade
