"""The förvalsanordnare of the day in the choice of anordnare, on both engines."""

from __future__ import annotations

from datetime import date

import pytest
from arkivkontroll import kontrollera
from db.dokumentvarld import text
from db.varld import AGARE, Varld
from sqlalchemy import select

from kundvalsdesk.fel import Nekad
from kundvalsdesk.models import Anordnare, Auktorisation, Forvalsperiod
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import arende, forval, forvalsvy
from kundvalsdesk.services.documents import forvalslista as utskrift
from kundvalsdesk.services.overforing import las_in


@pytest.fixture
def v(databas: Databas, regelverk: Regelverkssamling) -> Varld:
    mer = {
        "anordnare": [{"anordnare": n} for n in ("Björken", "Ågården", "Zenit", "Ärlan")],
        "auktorisationer": [
            {"anordnare": "Björken", "avser": "AMI", "fran": "2021-03-01"},
            {"anordnare": "Ågården", "avser": "AMI2", "fran": "2020-03-01"},
            {"anordnare": "Ärlan", "avser": "AMI", "fran": "2021-03-01", "till": "2024-05-10"},
        ],
    }
    return Varld(databas, regelverk, mer)


def test_only_authorisations_for_the_whole_kundval_count(v: Varld) -> None:
    with v.enhet("2024-05-02") as e:
        lista = forval.lista(e, "AMI", 2024)
        assert [p.anordnare for p in lista[:2]] == ["Björken", "Ärlan"]
        assert {p.anordnare for p in lista if p.fran > date(2024, 5, 10)} == {"Björken"}
        assert {p.anordnare for p in forval.lista(e, "FAI", 2024)} == {""}
        for kundval, artal in (("ABC", 2024), ("AMI", 2023)):
            with pytest.raises(Nekad):
                forval.lista(e, kundval, artal)


def test_the_forvalsanordnare_is_taken_without_being_named(v: Varld) -> None:
    insats = v.gor("2024-05-02", "besluta", mal="K0001", kod="AMI2", datum="2024-05-02").insatser[0]
    with v.enhet("2024-05-03") as e:
        assert forval.dagens(e, "AMI", date(2024, 5, 3)) == "Björken"
        steg = next(s for s in arende.hamta(e, insats).nasta if s.kod == "valj_anordnare")
        falt = {f.namn: f for f in steg.falt}
        assert falt["_forval"].varde == "Björken"
        assert falt["anordnare"].visas_om == ("forvald", ("nej",))
        assert [k for k, _ in falt["anordnare"].val] == ["Björken", "Ågården", "Ärlan"]
        # Whoever departs from it is told so.
        assert falt["_eget"].visas_om == ("anordnare", ("Ågården", "Ärlan")) and "Björken" in falt["_eget"].varde
    with pytest.raises(Nekad) as fel:
        v.gor("2024-05-03", "valj_anordnare", insats, forvald="ja", anordnare="Ågården")
    assert fel.value.kod == "ej_forval"
    v.gor("2024-05-03", "valj_anordnare", insats, forvald="ja")
    with v.enhet("2024-05-03") as e:
        vy = arende.hamta(e, insats)
        assert (vy.anordnare, dict(vy.insatsfakta)["Valdes som"]) == ("Björken", "Förvalsanordnare")
    eget = v.gor(
        "2024-05-02", "besluta", mal="K0003", kod="AMI2", datum="2024-05-02", motivering="Ja.", som="boek"
    ).insatser[0]
    v.gor("2024-05-03", "valj_anordnare", eget, forvald="nej", anordnare="Ågården", som="boek")
    with v.enhet("2024-05-03") as e:
        assert dict(arende.hamta(e, eget).insatsfakta)["Valdes som"] == "Kundens eget val"


def test_a_kundval_without_one_offers_the_choice_only(v: Varld) -> None:
    insats = v.gor("2024-05-02", "besluta", mal="K0001", kod="FAI2", datum="2024-05-02").insatser[0]
    with v.enhet("2024-05-08") as e:
        steg = next(s for s in arende.hamta(e, insats).nasta if s.kod == "valj_anordnare")
        assert "forvald" not in {f.namn for f in steg.falt}
    with pytest.raises(Nekad) as fel:
        v.gor("2024-05-08", "valj_anordnare", insats, forvald="ja")
    assert fel.value.kod == "ej_forval"


def test_what_was_published_stands_when_authorisations_are_corrected_later(v: Varld) -> None:
    """The unit began on 2024-05-01, in a period of Björken (22 April to 5 May); what was before is only reckoned."""
    insats = v.gor("2024-05-20", "besluta", mal="K0001", kod="AMI2", datum="2024-05-20").insatser[0]
    v.gor("2024-05-20", "valj_anordnare", insats, forvald="ja")
    with v.enhet("2024-05-20", skriv=True) as e:
        arlan = e.session.scalars(select(Auktorisation).where(Auktorisation.till.is_not(None))).one()
        arlan.till = date(2024, 4, 30)
        zenit = e.session.scalars(select(Anordnare.id).where(Anordnare.namn == "Zenit")).one()
        e.session.add(Auktorisation(anordnare_id=zenit, avser="AMI", fran=date(2020, 1, 1)))
    with v.enhet("2025-06-01", "gust") as e:
        svar = forval.pa_dag(e, "AMI", date(2024, 5, 3))
        assert (svar.rad.anordnare, svar.publicerad, svar.omraknad) == ("Björken", date(2024, 5, 1), "Zenit")
        assert (svar.rad.plats, svar.rad.ordning, svar.rad.regelverk) == (
            1, (("Björken", date(2021, 3, 1)), ("Ärlan", date(2021, 3, 1))), "2024",
        )  # fmt: skip
        # Published when the choice was made, for the weeks between too.
        svar = forval.pa_dag(e, "AMI", date(2024, 5, 19))
        assert (svar.rad.anordnare, svar.publicerad) == ("Björken", date(2024, 5, 20))
        # The turn goes on from there, among those authorised now.
        rader = forval.lista(e, "AMI", 2024)
        assert [p.anordnare for p in rader if p.fran >= date(2024, 5, 20)][:3] == ["Björken", "Zenit", "Björken"]
        assert forval.pa_dag(e, "AMI", date(2024, 2, 1)).publicerad is None
        with pytest.raises(Nekad):
            forval.pa_dag(e, "AMI", date(2023, 12, 31))


def test_an_import_writes_down_what_holds_before_and_after_it(v: Varld) -> None:
    mer = {"auktorisationer": [{"anordnare": "Zenit", "avser": "AMI", "fran": "2020-01-01"}]}
    assert las_in(v.databas, AGARE, v.regelverk, date(2024, 6, 6), mer).fel == ()
    with v.enhet("2024-06-07") as e:
        rader = list(e.session.execute(select(Forvalsperiod.kundval, Forvalsperiod.fran, Forvalsperiod.anordnare)))
        assert {r.kundval for r in rader} == {"AMI"}  # nobody has been authorised for the others
        ami = [(r.fran, r.anordnare) for r in rader if r.kundval == "AMI"]
        assert ami[-1] == (date(2024, 6, 3), "Björken") and ami[0] == (date(2024, 4, 22), "Björken")
        assert forval.dagens(e, "AMI", date(2024, 6, 17)) == "Zenit"


def test_the_list_in_the_window_says_what_stands_and_what_a_recomputation_gives(v: Varld) -> None:
    with v.enhet("2024-05-02", skriv=True) as e:  # a correction afterwards: Ågården was there before them all
        agarden = e.session.scalars(select(Anordnare.id).where(Anordnare.namn == "Ågården")).one()
        e.session.add(Auktorisation(anordnare_id=agarden, avser="AMI", fran=date(2020, 1, 1)))
    with v.enhet("2024-05-03") as e:
        ut = forvalsvy.hamta(e, "AMI", dag=date(2024, 5, 3))
        r = ut.rader[ut.vald]
        assert (ut.artal, r.anordnare, r.plats, r.lage, r.nu, r.avviker) == (
            2024, "Björken", "1 av 2", "gäller i dag", True, True,
        )  # fmt: skip
        fakta = dict(r.fakta)
        assert fakta["Fastställd"].startswith("1 maj 2024.")
        assert fakta["Räknad om i dag"] == "Skulle ge Ärlan. Det fastställda gäller."
        assert dict(ut.idag) == {"FAI": "", "AMI": "Björken", "ISA": ""}
        forra = forvalsvy.hamta(e, "AMI", dag=date(2024, 4, 10))
        assert forra.rader[forra.vald].lage == "räknad" and forra.vald < ut.vald
        nasta = forvalsvy.hamta(e, "AMI", 2025)
        assert nasta.rader[0].lage == "kommande" and not nasta.rader[0].nu
        # A day of January may lie in a period of the year before.
        assert forvalsvy.hamta(e, "AMI", dag=date(2025, 1, 1)).artal == 2024
        with pytest.raises(Nekad, match="börjar"):
            forvalsvy.hamta(e, "AMI", dag=date(2020, 1, 1))


def test_it_says_why_and_who_was_passed_over(v: Varld) -> None:
    with v.enhet("2024-05-02") as e:
        rader = {f.fran: f for f in forval.lista(e, "AMI", 2024)}
        skal = dict(zip(rader, forval.motiven(e, "AMI", list(rader.values())), strict=True))
        # Ärlan goes on 10 May, in its own period (6 to 19 May); the period of 3 June would have been its next.
        assert (skal[date(2024, 5, 6)].slag, skal[date(2024, 5, 6)].efter) == ("efter", "Björken")
        assert (skal[date(2024, 5, 11)].slag, skal[date(2024, 5, 11)].efter) == ("vikarie", "Ärlan")
        assert [d for d, m in skal.items() if m.forbi] == [date(2024, 6, 3)]
        ut = forvalsvy.hamta(e, "AMI", dag=date(2024, 6, 4))
        assert dict(ut.rader[ut.vald].fakta)["Varför just den"] == (
            "Den enda som är auktoriserad för hela kundvalet den dagen.\n"
            "Ärlan stod på tur men var inte auktoriserad den 3 juni 2024."
        )
        assert "Den egna turen" in dict(ut.rader[ut.vald - 2].fakta)["Varför just den"]


def test_a_year_on_one_page_for_the_wall(v: Varld) -> None:
    with v.enhet("2024-05-02") as e:
        namn, pdf = utskrift.fil(e, "AMI", 2024)
        assert namn == "forvalslista_AMI_2024.pdf" and kontrollera(pdf) == []
        ord_ = text(pdf)
        assert "Sida 1 av 1" in ord_ and "Arbetsmarknadsinsatser (AMI)" in ord_
        assert "19 6–10 maj Ärlan" in ord_ and "19–20 11–19 maj Björken *" in ord_
        assert "30 december–12 januari 2025" in ord_
        assert "från och med 6 maj 2024 kan ändras" in ord_ and "* Tar resten" in ord_
        # A year ahead is all forecast, and nobody where nobody is authorised.
        assert "från och med 13 januari 2025 kan ändras" in text(utskrift.fil(e, "AMI", 2025)[1])
        assert "3–16 juni Ingen" in text(utskrift.fil(e, "FAI", 2024)[1])
