"""The förvalsanordnare of the day in the choice of anordnare, on both engines."""

from __future__ import annotations

from datetime import date

import pytest
from db.varld import Varld

from kundvalsdesk.fel import Nekad
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import arende, forval


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
    with pytest.raises(Nekad) as fel:
        v.gor("2024-05-03", "valj_anordnare", insats, forvald="ja", anordnare="Ågården")
    assert fel.value.kod == "ej_forval"
    v.gor("2024-05-03", "valj_anordnare", insats, forvald="ja")
    with v.enhet("2024-05-03") as e:
        assert arende.hamta(e, insats).anordnare == "Björken"


def test_a_kundval_without_one_offers_the_choice_only(v: Varld) -> None:
    insats = v.gor("2024-05-02", "besluta", mal="K0001", kod="FAI2", datum="2024-05-02").insatser[0]
    with v.enhet("2024-05-08") as e:
        steg = next(s for s in arende.hamta(e, insats).nasta if s.kod == "valj_anordnare")
        assert "forvald" not in {f.namn for f in steg.falt}
    with pytest.raises(Nekad) as fel:
        v.gor("2024-05-08", "valj_anordnare", insats, forvald="ja")
    assert fel.value.kod == "ej_forval"
