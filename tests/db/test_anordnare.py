"""The page of anordnare: figures that agree with what has happened, cases for those who may see them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from db.inloggade import Inloggade
from db.varld import AGARE, BLAD, Varld

from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import anordnare
from kundvalsdesk.services.anordnaretyper import Anordnarlista, Anordnarrad
from kundvalsdesk.services.arbetsenhet import aktor_for, enhet, lasning
from kundvalsdesk.services.typer import Aktor

GRUND = {"kod": "AMI2", "anordnare": "Björken", "beslut": "2024-01-08", "aktualiserad": "2024-01-08",
         "bemannad": "2024-01-09", "uppdrag": "2024-01-10", "historik": "nej"}  # fmt: skip
MER: dict[str, Any] = {
    "auktorisationer": [
        {"anordnare": "Björken", "avser": "AMI", "fran": "2021-03-01"},
        {"anordnare": "Björken", "avser": "ISA", "fran": "2021-03-01", "till": "2024-03-31"},
        {"anordnare": "Ågården", "avser": "AMI2", "fran": "2021-03-01"},
        {"anordnare": "Zenit", "avser": "FAI", "fran": "2024-08-01"},
    ],
    "insatser": [
        {"insats": "A1", "kund": "K0001", "start": "2024-01-15", "slut": "2024-12-31", **GRUND},
        {"insats": "A2", "kund": "K0002", "start": "2024-01-15", "slut": "2024-12-31", **GRUND},
        {"insats": "A3", "kund": "K0003", "start": "2024-01-15", "slut": "2024-12-31", "sista_dag": "2024-02-29",
         "avslutsbeslut": "2024-02-20", "avslutstyp": "fortid", "avslutsorsak": "arbete", **GRUND},
    ],
    "genomforandeplaner": [
        {"insats": a, "version": "1", "inkommen": "2024-01-25", "godkand": "2024-01-29"} for a in ("A1", "A2", "A3")
    ],
    # A1: February came on the 15th of April, more than a month late; A2: January was returned twice.
    "manadsrapporter": [
        {"insats": "A1", "manad": "2024-01", "klarmarkerad": "2024-02-05", "godkand": "2024-02-08"},
        {"insats": "A1", "manad": "2024-02", "klarmarkerad": "2024-04-15", "godkand": "2024-04-18"},
        {"insats": "A1", "manad": "2024-03", "klarmarkerad": "2024-04-05", "godkand": "2024-04-08"},
        {"insats": "A2", "manad": "2024-01", "klarmarkerad": "2024-02-05", "aterremitterad": "2024-02-07",
         "klarmarkerad_igen": "2024-02-09", "godkand": "2024-02-20"},
        {"insats": "A2", "manad": "2024-02", "klarmarkerad": "2024-03-05", "godkand": "2024-03-08"},
        {"insats": "A2", "manad": "2024-03", "klarmarkerad": "2024-04-05", "godkand": "2024-04-08"},
        {"insats": "A3", "manad": "2024-01", "klarmarkerad": "2024-02-05", "godkand": "2024-02-08"},
        {"insats": "A3", "manad": "2024-02", "klarmarkerad": "2024-03-05", "godkand": "2024-03-08"},
    ],
    "aterremisser": [
        {"insats": "A2", "avser": "2024-01", "aterremitterad": "2024-02-12", "inkommen_igen": "2024-02-14",
         "skal": "Progression saknas."},
    ],
    "slutrapporter": [{"insats": "A3", "inkommen": "2024-03-01", "godkand": "2024-03-05"}],
}  # fmt: skip


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Varld:
    return Varld(databas, regelverk, MER)


@contextmanager
def som(v: Varld, aktor: Aktor, idag: str = "2024-05-01") -> Iterator[Anordnarlista]:
    with enhet(v.databas, aktor, v.regelverk, date.fromisoformat(idag)) as e:
        yield anordnare.lista(e)


def for_namn(x: Anordnarlista, namn: str) -> Anordnarrad:
    return next(r for r in x.rader if r.namn == namn)


def test_figures_say_what_has_happened(varld: Varld) -> None:
    with som(varld, AGARE) as x:
        assert [r.namn for r in x.rader] == ["Björken", "Zenit", "Ågården"]
        b = for_namn(x, "Björken")
        assert (b.pagaende, b.insatser, b.med_brist, b.oppna) == (2, 3, 2, 2)
        assert b.andel == pytest.approx(2 / 3)
        assert (b.returer, b.returer_manader) == (2, 6)
        assert b.kundval == ("AMI",)
        assert [g.kod for g in b.grupper] == ["mer_an_manad_sen", "samma_aterremitterad"]
        assert [(r.insats, r.kund) for g in b.grupper for r in g.rader] == [
            ("A1", "Đorđević, Dragana"),
            ("A2", "Ärende A2 · skyddad"),
        ]
        assert dict(b.fakta)["Auktoriserad"].splitlines() == [
            "AMI, Arbetsmarknadsinsatser, från 2021-03-01",
            "ISA, Introduktion sfi och arbete, från 2021-03-01 till 2024-03-31",
        ]
        tom = for_namn(x, "Zenit")
        assert (tom.pagaende, tom.insatser, tom.andel, tom.grupper, tom.kundval) == (0, 0, 0.0, (), ())


def test_what_is_late_today_and_what_was_returned_of_late(varld: Varld) -> None:
    with som(varld, AGARE, "2024-05-07") as x:
        assert for_namn(x, "Björken").sena == 0
    with som(varld, AGARE, "2024-05-08") as x:
        assert for_namn(x, "Björken").sena == 2
    with som(varld, AGARE, "2024-08-07") as x:
        assert for_namn(x, "Björken").returer == 1


def test_a_view_taken_says_who_and_why_and_closes_the_case(varld: Varld) -> None:
    varld.gor(
        "2024-05-02", "brist_bedom", "A1", "mer_an_manad_sen:rapport:2024-02",
        bedomning="ingen_brist", kommentar="Systemet låg nere.",
    )  # fmt: skip
    with som(varld, AGARE, "2024-05-02") as x:
        b = for_namn(x, "Björken")
        assert (b.med_brist, b.oppna) == (1, 1)
        # The kind that still has something to judge comes first.
        assert [g.kod for g in b.grupper] == ["samma_aterremitterad", "mer_an_manad_sen"]
        stangd = b.grupper[1].rader[0]
        assert (stangd.lage, stangd.vem, stangd.kommentar) == ("ingen_brist", "Anna Lund", "Systemet låg nere.")
        assert stangd.avslutad == date(2024, 5, 2)


@pytest.mark.parametrize(
    ("roll", "ser"),
    [
        ("karriarvagledare", True),
        ("arbetsledare", True),
        ("kvalitetsutvecklare", False),
        ("kundkoordinator", False),
        ("systemspecialist", False),
        ("dataskyddssamordnare", False),
        ("", False),
    ],
)
def test_each_role_sees_what_is_its_own(varld: Varld, roll: str, ser: bool) -> None:
    with som(varld, Aktor("prov", "prov", frozenset({roll}), 1)) as x:
        assert (x.far_se, x.nekad) == (ser, not roll)
        if x.nekad:
            assert x.rader == ()
            return
        b = for_namn(x, "Björken")
        assert x.far_varda is (roll not in ("karriarvagledare", "dataskyddssamordnare"))
        assert x.far_kort is (roll != "dataskyddssamordnare")  # to them what is published, as the förvalslista is
        assert x.far_tal is (roll not in ("systemspecialist", "dataskyddssamordnare"))
        if not x.far_tal:
            assert x.far_kort or {n for n, _ in b.fakta} == {"Auktoriserad"}
            assert (b.oppna, b.pagaende, b.insatser, b.grupper) == (0, 0, 0, ()) and b.kundval == ("AMI",)
            return
        assert (b.oppna, b.pagaende) == (2, 2)
        assert bool(b.grupper) is ser
        assert "Đorđević" not in str(x) or ser


@pytest.mark.parametrize("vem", ["kvut", "koor"])
def test_in_a_shared_database_the_figures_are_the_same_and_no_case_is_read(
    ny_databas: Callable[[str], Databas], regelverk: Regelverkssamling, vem: str
) -> None:
    handlaggare = [
        *BLAD["handlaggare"],
        {"anvandare": "kvut", "namn": "Kim Udd", "roll": "kvalitetsutvecklare"},
        {"anvandare": "koor", "namn": "Kaj Ort", "roll": "kundkoordinator"},
    ]
    v = Varld(ny_databas("postgresql"), regelverk, {**MER, "handlaggare": handlaggare})
    v.gor(
        "2024-05-01", "brist_bedom", "A1", "mer_an_manad_sen:rapport:2024-02",
        bedomning="ingen_brist", kommentar="Systemet låg nere.",
    )  # fmt: skip
    with som(v, AGARE) as alla, Inloggade(v.databas) as inloggade:
        egen = inloggade.som(vem)
        with lasning(egen) as anslutning:
            aktor = aktor_for(anslutning, None)
        with enhet(egen, aktor, regelverk, date(2024, 5, 1)) as e:
            sett = anordnare.lista(e)
    assert (sett.far_se, sett.nekad) == (False, False)
    assert for_namn(sett, "Björken").med_brist == 1 and for_namn(sett, "Björken").returer == 2
    assert sett.rader == tuple(replace(r, grupper=()) for r in alla.rader)
