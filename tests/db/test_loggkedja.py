"""A row of the log that has been removed, altered, put in or moved is found, and what is whole is believed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from conftest import TESTNYCKEL
from db.varld import AGARE, Varld, utan_vakt
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.models import Handling, Logg, Loggslut
from kundvalsdesk.models.loggkedja import lank
from kundvalsdesk.models.migrera import migrera
from kundvalsdesk.models.motor import Adress, Databas, oppna_motor
from kundvalsdesk.services import databas as databasvard
from kundvalsdesk.services.arbetsenhet import enhet, transaktion
from kundvalsdesk.services.handling import skriv_handling
from kundvalsdesk.services.kontroll import kontrollera
from kundvalsdesk.services.loggkedja import Loggrad, granska
from kundvalsdesk.services.radkopiering import kopiera
from kundvalsdesk.services.regelverk import las_regelverk
from kundvalsdesk.services.typer import Andring

DAG = date(2024, 9, 10)
BLAD: dict[str, Any] = {
    "insatser": [
        {"insats": "I1", "kund": "K0001", "kod": "AMI2", "anordnare": "Björken", "beslut": "2024-09-02",
         "aktualiserad": "2024-09-03"},
    ],
}  # fmt: skip


@pytest.fixture
def varld(databas: Databas, regelverk: Any) -> Varld:
    v = Varld(databas, regelverk, BLAD)
    v.gor("2024-09-10", "bemanna", "I1", datum="2024-09-09", jobbexpert="Moa", handling_id="11" * 16)
    for n in range(3):
        skriv(databas, f"h{n}", Loggrad("kund", "provfalt", "förr", f"nu {n}", 1, 1), Loggrad("kund", "andra"))
    assert fel(databas) == []
    return v


def skriv(databas: Databas, id_: str, *rader: Loggrad) -> None:
    with enhet(databas, AGARE, las_regelverk(), DAG, skriv=True, handling_id=id_) as e:
        skriv_handling(e, Andring(id_, "provning"), list(rader))


def fel(databas: Databas) -> list[str]:
    return [mening for _, mening in kontrollera(databas).fel]


def efter(databas: Databas, *satser: str) -> str:
    """What is said of the log when somebody with a plain client and every right has done this; it is undone again."""
    with databas.engine.connect() as c:
        if databas.lokal:
            c.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")  # outside the transaction
        utan_vakt(c)
        for sats in satser:
            c.exec_driver_sql(sats)
        with Session(c) as s:
            sagt = granska(s).fel
        c.rollback()
        c.invalidate()
    return "\n".join(sagt)


def nummer(databas: Databas, id_: str) -> list[int]:
    with transaktion(databas) as s:
        return list(s.scalars(select(Logg.id).where(Logg.handling_id == id_).order_by(Logg.id)))


KOPIA = "handling_id, tabell, rad_id, kund_id, insats_id, falt, gammalt, nytt, kedja"


FALL: list[tuple[list[str], list[str]]] = [
        (["UPDATE logg SET nytt = 'annat' WHERE id = {a}"], ["rad {a} ", "är ändrad"]),
        (["UPDATE logg SET gammalt = NULL WHERE id = {a}"], ["rad {a} ", "är ändrad"]),
        (["UPDATE logg SET kund_id = 2 WHERE id = {a}"], ["rad {a} ", "är ändrad"]),
        (["UPDATE handling SET anvandare = 'annan' WHERE id = 'h1'"], ["rad {a} ", "är ändrad"]),
        (["UPDATE handling SET tid = '2020-01-01 00:00:00' WHERE id = 'h1'"], ["rad {a} (2020-01-01", "är ändrad"]),
        (["DELETE FROM logg WHERE id = {a}"], ["rad {b} ", "före den saknas rader, efter rad {fore}"]),
        (["DELETE FROM logg WHERE id > {b}"], ["sista rader saknas", "ska sluta med rad {sist}"]),
        (["DELETE FROM logg WHERE id > {b}", "DELETE FROM loggslut"], ["var loggen slutar saknas"]),
        (["DELETE FROM handling WHERE id = 'h1'"], ["rad {a}: uppgiften om vem som gjorde vad"]),
        (["DELETE FROM logg WHERE handling_id = 'h1'", "DELETE FROM handling WHERE id = 'h1'"], ["före den saknas"]),
        (["DELETE FROM logg", "DELETE FROM loggslut"], ["En handling (", "har ingen rad"]),
        (
            [f"INSERT INTO logg (id, {KOPIA}) SELECT {{sist}} + 1, {KOPIA} FROM logg WHERE id = {{b}}"],
            ["rad {nasta} ", "insatt", "har rader efter sitt slut"],
        ),
        (
            ["UPDATE logg SET id = -1 WHERE id = {a}", "UPDATE logg SET id = {a} WHERE id = {b}",
             "UPDATE logg SET id = {b} WHERE id = -1"],
            ["rad {a} ", "rad {b} ", "flyttad"],
        ),
    ]  # fmt: skip


def test_tampering_is_found_and_told_by_number_and_time(varld: Varld) -> None:
    a, b = nummer(varld.databas, "h1")
    sist = nummer(varld.databas, "h2")[-1]
    ord_ = {"a": a, "b": b, "fore": a - 1, "sist": sist, "nasta": sist + 1}
    for satser, vantat in FALL:
        sagt = efter(varld.databas, *(s.format(**ord_) for s in satser))
        assert [o for o in vantat if o.format(**ord_) not in sagt] == [], (satser, sagt)
        assert "annat" not in sagt and "Đorđević" not in sagt
    assert fel(varld.databas) == []


def test_a_row_put_in_between_is_found_though_its_own_link_is_right(varld: Varld) -> None:
    """Whoever knows how links are made can make one, but the row after it was bound to another."""
    a, b = nummer(varld.databas, "h1")
    with transaktion(varld.databas, skriv=True) as s:
        utan_vakt(s.connection())
        fore = s.get_one(Logg, a).kedja
        ny = lank(fore, "x", b, "kund", 1, 1, None, "falt", None, "hittepå")
        s.execute(text("UPDATE logg SET id = -id WHERE id >= :b"), {"b": b})
        s.execute(text("UPDATE logg SET id = 1 - id WHERE id < 0"))
        s.add(Logg(id=b, handling_id="h1", tabell="kund", rad_id=1, kund_id=1, falt="falt", nytt="hittepå", kedja=ny))
    sagt = "\n".join(fel(varld.databas))
    assert f"rad {b + 1} " in sagt and "har rader efter sitt slut" in sagt


def test_an_action_that_changes_nothing_leaves_a_row_and_a_repeated_one_none(varld: Varld) -> None:
    skriv(varld.databas, "tom")
    assert len(nummer(varld.databas, "tom")) == 1
    fore = kontrollera(varld.databas)
    assert varld.gor("2024-09-10", "bemanna", "I1", version=1, handling_id="11" * 16).upprepad
    efter = kontrollera(varld.databas)
    assert (efter.loggrader, efter.loggslut, efter.fel) == (fore.loggrader, fore.loggslut, ())


def test_a_refused_action_leaves_the_log_as_it_was(varld: Varld) -> None:
    fore = kontrollera(varld.databas)
    with pytest.raises(RuntimeError), enhet(varld.databas, AGARE, varld.regelverk, DAG, skriv=True) as e:
        skriv_handling(e, Andring(e.handling_id, "provning"), [Loggrad("kund", "a"), Loggrad("kund", "b")])
        raise RuntimeError
    assert kontrollera(varld.databas) == fore
    skriv(varld.databas, "efter", Loggrad("kund", "c"))
    assert fel(varld.databas) == []


@pytest.mark.parametrize("andrad", [False, True])
def test_what_was_there_is_chained_by_the_upgrade(
    tom_adress: Adress, monkeypatch: pytest.MonkeyPatch, andrad: bool
) -> None:
    """First in one form and then in another; whether it was whole before, and its last link, stay known."""
    from kundvalsdesk.models.migrations.versions import v0009, v0013

    monkeypatch.setattr(v0009, "_SATS", 7)
    monkeypatch.setattr(v0013, "_SATS", 7)
    if tom_adress.fil is not None:
        tom_adress.fil.touch()
    databas = oppna_motor(tom_adress, TESTNYCKEL, skapa=True)
    migrera(databas, "0008")
    with databas.engine.begin() as c:
        c.execute(text(
            "INSERT INTO handling (id, tid, anvandare, roll, namn, andring) VALUES"
            " ('a', '2024-09-10 09:00:00', 'anlu', '', 'n', '{}'), ('tom', '2024-09-10 08:00:00', 'anlu', '', 'n', '')"
        ))  # fmt: skip
        for n in [*range(1, 9), *range(10, 20)]:  # a number that was never used; an action that left no row
            c.execute(
                text("INSERT INTO logg (id, handling_id, tabell, falt, nytt) VALUES (:n, 'a', 'kund', 'å', :v)"),
                {"n": n, "v": None if n % 2 else ""},
            )
    migrera(databas, "0009")
    with databas.engine.begin() as c:
        slut = c.execute(text("SELECT kedja FROM loggslut")).scalar_one()
        if andrad:
            c.execute(text("UPDATE logg SET nytt = 'x' WHERE id = 5"))
    databas.stang()
    databasvard.uppgradera(tom_adress)
    databas = databasvard.oppna(tom_adress)
    svar = kontrollera(databas)
    assert (svar.fel, svar.loggrader) == ((), 20)
    skriv(databas, "ny", Loggrad("kund", "d"))
    assert fel(databas) == []
    with transaktion(databas) as s:
        sagt = s.scalars(select(Logg).where(Logg.tabell == "logg")).one()
        assert (sagt.id, sagt.gammalt, sagt.nytt) == (21, slut, "inte hel vid rad 5" if andrad else "hel")
        assert (s.get_one(Loggslut, 1).rad, s.get_one(Loggslut, 1).antal) == (22, 21)
    assert "är ändrad" in efter(databas, "UPDATE handling SET roll = 'annan' WHERE id = 'tom'")
    databas.stang()


def test_the_log_is_as_whole_when_its_rows_are_copied_to_the_other_engine(
    varld: Varld, ny_databas: Callable[[str], Databas]
) -> None:
    till = ny_databas("postgresql" if varld.databas.lokal else "sqlite")
    with varld.databas.engine.connect() as c, till.engine.begin() as d:
        kopiera(c, d, lambda _: None)
    har = kontrollera(till)
    assert (har.loggslut, har.fel) == (kontrollera(varld.databas).loggslut, ())


ANTAL = 25


def skrivare(adress: Adress, regelverk: Any, namn: str) -> None:
    """One of two who write at once; now and then one gives up half-way."""
    db = oppna_motor(adress, TESTNYCKEL if adress.fil is not None else None)
    for n in range(ANTAL):
        with suppress(KundvalsdeskFel), enhet(db, AGARE, regelverk, DAG, skriv=True, handling_id=f"{namn}{n}") as e:
            rader = [Loggrad("kund", f"{namn}{x}", nytt=str(n)) for x in range(1 + n % 3)]
            skriv_handling(e, Andring(e.handling_id, "provning"), rader)
            if n % 10 == 9:
                raise KundvalsdeskFel("Avbrutet.")
    db.stang()


def test_two_that_write_at_once_keep_it_whole_from_the_first_row_on(databas: Databas, regelverk: Any) -> None:
    """On connections of their own; test_tva_processer has them in processes."""
    with ThreadPoolExecutor(2) as tradar:
        for gjort in [tradar.submit(skrivare, databas.adress, regelverk, namn) for namn in "ab"]:
            gjort.result(30)
    svar = kontrollera(databas)
    per_skrivare = sum(1 + n % 3 for n in range(ANTAL) if n % 10 != 9)
    assert (svar.fel, svar.loggrader) == ((), 2 * per_skrivare)
    with transaktion(databas) as s:
        vem = [h[0] for h in s.scalars(select(Logg.handling_id).order_by(Logg.id))]
        assert s.scalar(select(func.count()).select_from(Handling)) == 2 * (ANTAL - 2)
    assert sum(x != y for x, y in pairwise(vem)) > 0
