"""Together on a shared database: what the desks hear of each other, and what they do not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any

import psycopg
import pytest
from db.proxy import Kabel
from db.varld import AGARE, Varld

from kundvalsdesk.fel import Databasfel, Konflikt, KundvalsdeskFel, Nekad
from kundvalsdesk.models.motor import Databas, oppna_motor, tolka_adress
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import kontakt
from kundvalsdesk.services.arbetsenhet import Arbetsenhet, enhet
from kundvalsdesk.services.kontakt import HANN, bruten, gor_om
from kundvalsdesk.services.lyssning import Lyssnare, Mottagare, Narvarande
from kundvalsdesk.services.typer import Andring

ANLU = "anlu"


class Skrivbord:
    """A desk of somebody: what its listener has said, in order."""

    def __init__(self, adress: str) -> None:
        self.databas = oppna_motor(tolka_adress(adress), None)
        self.sagt: SimpleQueue[tuple[str, Any]] = SimpleQueue()
        self.lyssnare = Lyssnare(
            self.databas,
            Mottagare(
                lambda ids: self.sagt.put(("nytt", ids)),
                lambda uppe, mening: self.sagt.put(("kontakt", (uppe, mening))),
                lambda insats, vilka: self.sagt.put(("narvarande", (insats, vilka))),
            ),
        )
        self.lyssnare.starta()
        self.vanta("kontakt", lambda x: x[0])

    def vanta(self, vad: str, duger: Callable[[Any], bool] = lambda _: True, s: float = 5.0) -> Any:
        slut = monotonic() + s
        while True:
            sort, varde = self.sagt.get(timeout=max(0.01, slut - monotonic()))
            if sort == vad and duger(varde):
                return varde

    def tyst(self, vad: str, s: float = 0.4) -> bool:
        try:
            self.vanta(vad, s=s)
        except Empty:
            return True
        return False

    def stang(self) -> None:
        self.lyssnare.stang()
        self.databas.stang()


@pytest.fixture
def delad(ny_databas: Callable[[str], Databas], regelverk: Regelverkssamling) -> Varld:
    v = Varld(ny_databas("postgresql"), regelverk)
    with psycopg.connect(v.databas.adress.url.replace("+psycopg", ""), autocommit=True) as a:
        for namn, grupp in (("anlu", "karriarvagledare"), ("boek", "karriarvagledare"), ("gust", "arbetsledare")):
            a.execute(f"DO $$ BEGIN CREATE ROLE {namn} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
            a.execute(f"GRANT {grupp} TO {namn}")
    return v


@pytest.fixture
def kabel(delad: Varld) -> Iterator[Kabel]:
    k = Kabel(delad.databas.adress.url)
    yield k
    k.stang()


@pytest.fixture
def skrivbord(delad: Varld) -> Iterator[Callable[..., Skrivbord]]:
    oppna: list[Skrivbord] = []

    def ny(anvandare: str, adress: str = "") -> Skrivbord:
        s = Skrivbord(adress or som(delad, anvandare))
        oppna.append(s)
        return s

    yield ny
    for s in oppna:
        s.stang()


def som(v: Varld, anvandare: str) -> str:
    return v.databas.adress.url.replace("postgres:@", f"{anvandare}@").replace("postgres@", f"{anvandare}@")


def start(v: Varld, kund: str) -> str:
    return v.gor("2024-05-02", "besluta", mal=kund, kod="AMI2", datum="2024-05-02").insatser[0]


def test_a_committed_action_is_heard_within_a_second(delad: Varld, skrivbord: Any) -> None:
    boek = skrivbord("boek")
    with pytest.raises(ZeroDivisionError), delad.enhet("2024-08-19", skriv=True) as e:
        _anteckna(e)
        1 / 0  # noqa: B018 – rolled back: nobody hears of it
    assert boek.tyst("nytt")
    fore = monotonic()
    with delad.enhet("2024-08-19", skriv=True) as e:
        _anteckna(e)
        assert boek.tyst("nytt", 0.2)  # not before it is committed
    assert boek.vanta("nytt") == (e.handling_id,)
    assert monotonic() - fore < 1.2
    assert len(e.handling_id) == 36  # and not a word of whom it was about
    with delad.enhet("2024-08-19", skriv=True) as e:
        _anteckna(e, "visa_nagot")
    assert boek.tyst("nytt", 0.2)  # to look changes nothing for anybody else


def _anteckna(e: Arbetsenhet, namn: str = "prov") -> Andring:
    from sqlalchemy import select

    from kundvalsdesk.models import Kund
    from kundvalsdesk.services.handling import handling

    with handling(e, namn, "kund") as h:
        kund = e.session.scalars(select(Kund).where(Kund.nyckel == "K0002")).one()
        kund.malgrupp = "kaa" if kund.malgrupp == "bistand" else "bistand"
        h.kund(kund)
    return h.andring


def narvarande(insats: str, *namn: str) -> Callable[[Any], bool]:
    return lambda x: x[0] == insats and tuple(n.namn for n in x[1]) == namn


def test_who_else_has_the_case_open_is_told_to_those_who_may_see_it(delad: Varld, skrivbord: Any) -> None:
    oppen, hemlig = start(delad, "K0001"), start(delad, "K0002")
    anlu, boek, gust = skrivbord("anlu"), skrivbord("boek"), skrivbord("gust")
    anlu.lyssnare.satt_oppet(oppen)
    anlu.vanta("narvarande", narvarande(oppen))
    boek.lyssnare.satt_oppet(oppen)
    _, (kollega,) = boek.vanta("narvarande", narvarande(oppen, "Anna Lund"))
    assert isinstance(kollega, Narvarande) and abs((datetime.now() - kollega.sedan).total_seconds()) < 60
    # The protected kund of Anna: Bo hears of nobody there, and nobody hears of him; the arbetsledare does.
    anlu.lyssnare.satt_oppet(hemlig)
    boek.lyssnare.satt_oppet(hemlig)
    boek.tyst("narvarande", 0.1)
    gust.lyssnare.satt_oppet(hemlig)
    gust.vanta("narvarande", narvarande(hemlig, "Anna Lund"))
    boek.lyssnare.satt_oppet(hemlig)
    boek.vanta("narvarande", narvarande(hemlig))
    anlu.lyssnare.satt_oppet(hemlig)
    anlu.vanta("narvarande", narvarande(hemlig, "Gun Stål"))
    with psycopg.connect(som(delad, "boek").replace("+psycopg", ""), autocommit=True) as a:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            a.execute("SELECT * FROM ratt.narvaro")
        las = a.execute("SELECT objid FROM pg_locks WHERE locktype = 'advisory'").fetchall()
        assert len(las) == 3  # one each, whatever they have open: the numbers are drawn at random


def test_one_without_any_right_hears_only_that_something_was_done(delad: Varld, skrivbord: Any) -> None:
    insats = start(delad, "K0001")
    with psycopg.connect(delad.databas.adress.url.replace("+psycopg", ""), autocommit=True) as a:
        a.execute("DO $$ BEGIN CREATE ROLE utanfor LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    bord = skrivbord("utanfor")
    bord.lyssnare.satt_oppet(insats)
    assert bord.tyst("narvarande", 0.2)
    with delad.enhet("2024-08-19", skriv=True) as e:
        _anteckna(e)
    bord.vanta("nytt")
    assert bord.lyssnare.uppe


def test_whoever_leaves_or_is_killed_is_gone(delad: Varld, skrivbord: Any) -> None:
    insats = start(delad, "K0001")
    boek = skrivbord("boek")
    anlu = skrivbord("anlu")
    anlu.lyssnare.satt_oppet(insats)
    anlu.vanta("narvarande")
    boek.lyssnare.satt_oppet(insats)
    boek.vanta("narvarande", narvarande(insats, "Anna Lund"))
    anlu.lyssnare.satt_oppet("")
    anlu.lyssnare.satt_oppet(insats)
    anlu.vanta("narvarande")
    anlu.lyssnare.satt_oppet("")
    anlu.tyst("narvarande", 0.2)
    boek.lyssnare.satt_oppet(insats)
    boek.vanta("narvarande", narvarande(insats))
    barn = subprocess.Popen(
        [sys.executable, "-c", _BARN, som(delad, "gust"), insats], stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert barn.stdout is not None and barn.stdout.readline() == "oppet\n"
    boek.lyssnare.satt_oppet(insats)
    boek.vanta("narvarande", narvarande(insats, "Gun Stål"))
    os.kill(barn.pid, signal.SIGKILL)
    barn.wait()
    barn.stdout.close()
    for _ in range(50):  # the server notices that the computer is gone
        boek.lyssnare.satt_oppet(insats)
        if not boek.vanta("narvarande")[1]:
            break
        boek.tyst("narvarande", 0.05)
    else:
        pytest.fail("still there")


_BARN = """
import sys, time
from kundvalsdesk.models.motor import oppna_motor, tolka_adress
from kundvalsdesk.services.lyssning import Lyssnare, Mottagare
def oppet(insats, vilka): print("oppet", flush=True)
l = Lyssnare(oppna_motor(tolka_adress(sys.argv[1]), None), Mottagare(lambda x: None, lambda u, m: None, oppet))
l.starta(); l.satt_oppet(sys.argv[2]); time.sleep(60)
"""


def test_a_cable_that_is_out_is_told_and_mended_by_itself(delad: Varld, kabel: Kabel, skrivbord: Any) -> None:
    bord = skrivbord("postgres", kabel.adress)
    kabel.bryt()
    assert bord.vanta("kontakt", lambda x: not x[0]) == (False, "")
    assert not bord.lyssnare.uppe
    kabel.laga()
    bord.vanta("kontakt", lambda x: x[0])
    with delad.enhet("2024-08-19", skriv=True) as e:
        _anteckna(e)
    bord.vanta("nytt")  # it listens again
    bord.lyssnare.brott()  # somebody else's connection was lost: this one is tried, and is whole
    bord.vanta("kontakt", lambda x: not x[0])
    bord.vanta("kontakt", lambda x: x[0])


@pytest.mark.parametrize("hann", [True, False], ids=["after the commit", "before the commit"])
def test_an_interrupted_action_is_done_once(
    delad: Varld, kabel: Kabel, regelverk: Regelverkssamling, hann: bool
) -> None:
    databas = oppna_motor(tolka_adress(kabel.adress), None)
    nyckel = "00000000-0000-4000-8000-00000000000" + "01"[hann]

    def ny(skriv: bool) -> Any:
        return enhet(databas, AGARE, regelverk, date(2024, 5, 2), skriv=skriv, handling_id=nyckel)

    def jobb(e: Arbetsenhet) -> Andring:
        from kundvalsdesk.services.handlingar import utfor

        andring = utfor(e, "besluta", "", "K0001", 1, {"kod": "AMI2", "datum": "2024-05-02"})
        if not hann and not kabel.brots.is_set():
            kabel.bryt()
            kabel.brots.set()
        return andring

    try:
        if hann:
            kabel.bryt_efter(b"COMMIT\x00")
        with pytest.raises(Databasfel) as fel, ny(True) as e:
            jobb(e)
        assert bruten(fel.value) and kabel.brots.is_set()
        with pytest.raises(Databasfel):
            gor_om(ny, jobb)  # still out
        kabel.laga()
        andring, utfall = gor_om(ny, jobb)
        assert utfall == ("fore" if hann else "nu")
        assert andring.insatser == ("2024-0001",)
        with delad.enhet("2024-05-02") as e:
            from sqlalchemy import func, select

            from kundvalsdesk.models import Handling, Insats

            assert e.session.scalar(select(func.count()).select_from(Insats)) == 1
            assert e.session.scalar(select(func.count()).where(Handling.id == nyckel)) == 1

        def vagrar(e: Arbetsenhet) -> Andring:
            raise Databasfel("dubblett", "")

        with pytest.raises(Databasfel) as fel:
            gor_om(ny, vagrar)  # a job that does not look for its own id is told that it is done
        assert fel.value.mening == HANN
    finally:
        databas.stang()


def test_ones_own_first_attempt_is_not_taken_for_somebody_else(databas: Databas, regelverk: Regelverkssamling) -> None:
    """It may still be going on in the server when the action is repeated, and be committed meanwhile."""
    v = Varld(databas, regelverk)
    nyckel = "00000000-0000-4000-8000-000000000002"
    forsok: list[KundvalsdeskFel] = []

    def ny(skriv: bool) -> Any:
        return v.enhet("2024-05-02", skriv=skriv, handling_id=nyckel)

    def besluta(e: Arbetsenhet) -> Andring:
        from kundvalsdesk.services.handlingar import utfor

        return utfor(e, "besluta", "", "K0001", 1, {"kod": "AMI2", "datum": "2024-05-02"})

    def jobb(e: Arbetsenhet) -> Andring:
        if forsok:
            raise forsok.pop()
        return besluta(e)

    forsok.append(Databasfel("last", ""))  # its rows are held: waits, and tries again
    andring, utfall = gor_om(ny, jobb)
    assert utfall == "nu" and andring.insatser == ("2024-0001",)
    svar = iter([False, True, True])

    def gick(_: Any) -> bool:
        return next(svar)

    with pytest.MonkeyPatch.context() as m:
        m.setattr(kontakt, "_gjord", gick)  # committed between the first look and the refusal
        forsok.append(Konflikt("", (), "", None))
        assert gor_om(ny, jobb)[1] == "fore"
    forsok.append(Nekad("prov", "Det går inte."))
    nyckel = "00000000-0000-4000-8000-000000000003"
    with pytest.raises(Nekad):
        gor_om(ny, jobb)  # not done, and not allowed: so it says
