"""Granting an insats: what else the kund has, what is carried over, the choice of anordnare in it; both engines."""

from __future__ import annotations

from datetime import date

import pytest
from db.varld import Varld
from sqlalchemy import select

from kundvalsdesk.fel import Nekad
from kundvalsdesk.models import Framtidsplan, Insats
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import arende, flode_start, ny_insats


@pytest.fixture
def v(databas: Databas, regelverk: Regelverkssamling) -> Varld:
    return Varld(databas, regelverk)


def _nekas(v: Varld, idag: str, steg: str, insats: str = "", **varden: str) -> tuple[str, str | None]:
    with pytest.raises(Nekad) as fel:
        v.gor(idag, steg, insats, **varden)
    return fel.value.kod, fel.value.falt


def test_what_stands_is_carried_over_and_the_choice_goes_with_the_beslut(v: Varld) -> None:
    v.gor("2024-05-02", "kartlaggning", mal="K0001", version=0, datum="2024-05-02", situation="Bor i Fisksätra.")
    v.gor("2024-05-02", "framtidsplan", mal="K0001", version=0, datum="2024-05-02", malet="Kock.", insatskod="AMI2")
    with v.enhet("2024-05-02") as e:
        u = ny_insats.startunderlag(e, "K0001")
        assert [namn for namn, ord_ in u.star if ord_] == ["Kartläggning", "Framtidsplan"]
        assert next(f.varde for f in u.steg[1].falt if f.namn == "malet") == "Kock."
        steg = ny_insats.formular_ny_insats(e, "K0001")
        falt = {f.namn: f for f in steg.falt}
        assert falt["kod"].varde == "AMI2" and steg.varning == ()
        assert [k for k, _ in falt["anordnare_AMI2"].val] == ["", ny_insats.FORVALD, "Björken", "Ågården"]
        assert [k for k, _ in falt["anordnare_ISA1"].val] == [""]
        assert "AMI 2" in falt["kriterium_AMI1"].varde and "_andra" not in falt
        saknar = ny_insats.formular_ny_insats(e, "K0002").varning
    assert any("kartläggning och ingen framtidsplan" in m for m in saknar)
    ny = {"mal": "K0001", "kod": "AMI1", "datum": "2024-05-02", "kriterium_uppfyllt": "ja"}
    assert _nekas(v, "2024-05-02", "besluta", **ny, anordnare_AMI1="Ågården") == ("ej_auktoriserad", "anordnare_AMI1")
    insats = v.gor("2024-05-02", "besluta", **ny, anordnare_AMI1=ny_insats.FORVALD).insatser[0]
    with v.enhet("2024-05-02") as e:
        i = e.session.scalars(select(Insats).where(Insats.nyckel == insats)).one()
        assert (arende.hamta(e, insats).anordnare, i.forvald) == ("Björken", True)
        assert e.session.scalars(select(Framtidsplan.kund_id)).all() == [i.kund_id]


def test_an_insats_beside_another(v: Varld) -> None:
    ny = {"mal": "K0001", "datum": "2024-05-02", "kriterium_uppfyllt": "ja"}
    ami = v.gor("2024-05-02", "besluta", **ny, kod="AMI2", anordnare_AMI2="Björken").insatser[0]
    assert _nekas(v, "2024-05-02", "besluta", **ny, kod="AMI2", parallell_bedomning="Ja.") == ("samma_insats", "kod")
    assert _nekas(v, "2024-05-02", "besluta", **ny, kod="FAI1")[1] == "parallell_bedomning"
    with v.enhet("2024-05-02") as e:
        falt = {f.namn: f for f in ny_insats.formular_ny_insats(e, "K0001").falt}
    assert falt["_andra"].varde == f"AMI 2 hos Björken, har inte startat (ärende {ami})"
    assert "utesluter varandra" in falt["kriterium_FAI1"].varde and "Går inte" in falt["kriterium_AMI2"].varde
    assert "tillåtet med en bedömning" in falt["kriterium_AMI1"].varde


def test_the_uppdrag_asks_for_its_reasons_at_their_fields(databas: Databas, regelverk: Regelverkssamling) -> None:
    """Beside an insats that an import has brought; deltid; a code that did not exist then (K 2)."""
    rad = {"insats": "2024-0009", "kund": "K0001", "kod": "AMI2", "anordnare": "Björken", "beslut": "2024-01-08",
           "aktualiserad": "2024-01-08", "bemannad": "2024-01-08", "uppdrag": "2024-01-08", "start": "2024-01-15",
           "omfattning": "100"}  # fmt: skip
    fai = {"insats": "2024-0010", "kund": "K0001", "kod": "FAI1", "anordnare": "Zenit", "beslut": "2024-05-02",
           "aktualiserad": "2024-05-02", "bemannad": "2024-05-02"}  # fmt: skip
    v = Varld(databas, regelverk, {"insatser": [rad, fai]})
    with v.enhet("2024-05-02") as e:
        steg = next(s for s in arende.hamta(e, "2024-0010").nasta if s.kod == "uppdrag")
        falt = {f.namn: f for f in steg.falt}
    assert falt["_andra"].varde == "AMI 2 hos Björken, 15 januari 2024 – 14 januari 2025 (ärende 2024-0009)"
    assert falt["omfattning"].visas_om == falt["deltid_skal"].visas_om == ("planering", ("deltid",))
    u = {"datum": "2024-05-02", "start": "2024-05-06", "planering": "deltid", "omfattning": "50"}
    assert _nekas(v, "2024-05-02", "uppdrag", "2024-0010", **u) == ("saknas", "deltid_skal")
    u |= {"deltid_skal": "Sfi."}
    assert _nekas(v, "2024-05-02", "uppdrag", "2024-0010", **{**u, "omfattning": "100"})[1] == "omfattning"
    assert _nekas(v, "2024-05-02", "uppdrag", "2024-0010", **u) == ("parallell", "parallell_bedomning")
    v.gor("2024-05-02", "uppdrag", "2024-0010", **u, parallell_bedomning="Sfi ryms.")
    with v.enhet("2024-05-02") as e:
        i = e.session.scalars(select(Insats).where(Insats.nyckel == "2024-0010")).one()
        assert (i.omfattning, i.deltid_skal, i.parallell_bedomning) == (50, "Sfi.", "Sfi ryms.")
        with pytest.raises(Nekad) as fel:
            flode_start._far_starta(e, "AMI2", date(2023, 12, 31))
    assert fel.value.falt == "start"
