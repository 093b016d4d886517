"""A withdrawn auktorisation, with all that it does: shown before, done with the decision, told to whom it concerns."""

from __future__ import annotations

from datetime import date

import pytest
from db.test_atgarder import (
    anordnare,
    kommunicera,
    ny,
    pa_steget,
    varld,  # noqa: F401 - the fixture
    vy,
)
from db.test_uppfoljning import IDAG, gor
from db.varld import Varld
from sqlalchemy import select

from kundvalsdesk import models as m
from kundvalsdesk.fel import Nekad
from kundvalsdesk.rules import atgarder as r
from kundvalsdesk.services import atgardsbeslut, atgardsformular, forval, overlamning
from kundvalsdesk.services.aterkallelse import effektrader
from kundvalsdesk.services.notislista import hamta as notiser


def test_a_withdrawn_auktorisation_with_all_that_it_does(varld: Varld) -> None:  # noqa: F811
    nr = ny(varld, slag="aterkallelse", skal="Upprepade brister.", hopp="Allvarligt.", galler_fran="2026-06-01")
    s = vy(varld, nr).steg[0]
    assert len(s.auktorisationer) == 1 and s.galler_fran == date(2026, 6, 1)
    with varld.enhet(IDAG, "kvut") as e:
        x = atgardsbeslut.effekter(e, s.id)
        assert x is not None and (x.pagar, x.vantar, x.hos) == (2, 1, None)
        assert not any("A1" in rad or "Anna" in rad for rad in effektrader(x))
    with varld.enhet(IDAG, "gust") as e:
        x = atgardsbeslut.effekter(e, s.id)
        assert x is not None and x.hos is not None
        assert [(h.namn, h.pagar, h.vantar) for h in x.hos] == [("Anna Lund", ("A1", "A2"), ()),
                                                               ("Bo Ek", (), ("A3",))]  # fmt: skip
        assert [(f.kundval, f.i_stallet) for f in x.forval] == [("AMI", "Ågården")]
        forst = x.forval[0].fran
        assert forval.dagens(e, "AMI", forst) == "Björken"
        form = atgardsformular.formular(e, "atgardssteg_besluta", str(s.id))
        assert form.varning[0].startswith("Det här händer") and any("Ågården" in v for v in form.varning)
    pa_steget(varld, "atgardssteg_besluta", nr, som="gust", beslutsfattare="namnd", datum=IDAG, diarienummer="§ 8")
    with varld.enhet(IDAG, "gust") as e:
        a = e.session.scalars(select(m.Auktorisation).where(m.Auktorisation.id == s.auktorisationer[0])).one()
        assert (a.till, a.avslut, a.avslut_skal) == (date(2026, 5, 31), "aterkallad", "Upprepade brister.")
        assert forval.dagens(e, "AMI", forst) == "Ågården"
        assert e.session.scalar(select(m.Insats.sista_dag).where(m.Insats.nyckel == "A1")) is None
    for vem, vantat in (("anlu", {"A1", "A2"}), ("boek", {"A3"}), ("gust", set()), ("hara", set())):
        with varld.enhet(IDAG, vem) as e:
            fick = [n for n in notiser(e) if "återkallad" in n.mening]
            assert {n.insats for n in fick} == vantat
            assert all("Person" not in n.mening for n in fick)  # whose name is protected
            assert ("hitta en annan anordnare" in fick[0].mening) == (vem == "boek") if fick else True
    kommunicera(varld, nr)
    assert vy(varld, nr).rad.lage == r.ATERKALLAD
    with pytest.raises(Nekad, match="rättas i registret"):
        pa_steget(varld, "atgardssteg_ratta", nr, skal="x", galler_fran="2026-07-01")


def test_who_has_the_kund_that_day_is_told_and_of_what_nobody_has_the_arbetsledare_are(varld: Varld) -> None:  # noqa: F811
    with varld.enhet(IDAG, "boek") as e:
        versioner = [("A4", e.session.scalar(select(m.Insats.version).where(m.Insats.nyckel == "A4")) or 0)]
        mal = overlamning.som_mal(versioner)
    lana = {"till": "anlu", "hur": "vikarie", "fran": IDAG, "ater": "2026-04-30", "skal": "semester"}
    gor(varld, "overlamna", mal, som="boek", **lana)
    nr = ny(varld, anordnare=anordnare(varld, "Zenit"), slag="aterkallelse", skal="x", hopp="y",
            galler_fran="2026-06-01")  # fmt: skip
    pa_steget(varld, "atgardssteg_besluta", nr, som="gust", beslutsfattare="namnd", datum=IDAG, diarienummer="§ 8")
    for vem, vantat in (("anlu", {"A4"}), ("boek", set()), ("gust", set()), ("hara", {"A5"})):
        with varld.enhet(IDAG, vem) as e:
            assert {n.insats for n in notiser(e) if "återkallad" in n.mening} == vantat, vem


def test_what_is_not_begun_meanwhile_is_refused_and_nothing_of_it_is_done(varld: Varld) -> None:  # noqa: F811
    nr = ny(varld, slag="aterkallelse", skal="x", hopp="y", galler_fran="2026-06-01")
    with pytest.raises(Nekad, match="har passerat"):
        pa_steget(varld, "atgardssteg_besluta", nr, som="gust", idag="2026-06-01", beslutsfattare="namnd",
                  datum="2026-06-01", diarienummer="§ 8")  # fmt: skip
    s = vy(varld, nr).steg[0]
    with varld.enhet(IDAG, "gust") as e:
        version = e.session.scalar(select(m.Auktorisation.version).where(m.Auktorisation.id == s.auktorisationer[0]))
    varld.gor(IDAG, "avauktorisera", "", f"auktorisation:{s.auktorisationer[0]}", som="gust", version=version or 0,
              till="2026-04-30", avslut="egen_begaran", avslut_skal="Lägger ned.")  # fmt: skip
    with pytest.raises(Nekad, match="har ändrats"):
        pa_steget(varld, "atgardssteg_besluta", nr, som="gust", beslutsfattare="namnd", datum=IDAG, diarienummer="§ 8")
    with varld.enhet(IDAG, "anlu") as e:
        assert not [n for n in notiser(e) if "återkallad" in n.mening]
    with pytest.raises(Nekad, match="tidigast från i morgon"):
        ny(varld, slag="aterkallelse", skal="x", hopp="y", galler_fran=IDAG)
