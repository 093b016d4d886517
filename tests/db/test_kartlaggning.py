"""Kartläggning and framtidsplan: the newest stands, earlier ones are kept, the uppdrag has it; both engines."""

from __future__ import annotations

import pytest
from db.varld import Varld
from sqlalchemy import func, select

from kundvalsdesk.fel import Konflikt, Nekad
from kundvalsdesk.models import Framtidsplan, Kartlaggning
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import arende
from kundvalsdesk.services.arendetyper import Stegval


@pytest.fixture
def v(databas: Databas, regelverk: Regelverkssamling) -> Varld:
    return Varld(databas, regelverk)


def _steg(v: Varld, insats: str, kod: str, idag: str = "2024-05-06") -> Stegval:
    with v.enhet(idag) as e:
        return next(s for s in arende.hamta(e, insats).nasta if s.kod == kod)


def test_a_framtidsplan_stands_until_the_next_and_comes_along_to_the_uppdrag(v: Varld) -> None:
    insats = v.gor("2024-05-02", "besluta", mal="K0001", kod="AMI2", datum="2024-05-02").insatser[0]
    plan = {"malet": "Arbete i kök.", "vagen": "Praktik, sedan timmar.", "insatskod": "AMI2", "kunden_med": "ja"}
    with pytest.raises(Nekad) as fel:
        v.gor("2024-05-02", "framtidsplan", insats, datum="2024-05-02", **{**plan, "malet": " "})
    assert fel.value.falt == "malet"
    v.gor("2024-05-02", "framtidsplan", insats, datum="2024-05-02", **plan)
    v.gor("2024-05-03", "framtidsplan", insats, datum="2024-05-03", **{**plan, "malet": "Kock."})
    falt = {f.namn: f.varde for f in _steg(v, insats, "framtidsplan").falt}
    assert (falt["malet"], falt["vagen"], falt["insatskod"]) == ("Kock.", "Praktik, sedan timmar.", "AMI2")
    with v.enhet("2024-05-06") as e:
        assert e.session.scalar(select(func.count()).select_from(Framtidsplan)) == 2
    v.gor("2024-05-03", "valj_anordnare", insats, anordnare="Björken", forvald="nej")
    v.gor("2024-05-03", "aktualisera", insats, datum="2024-05-03")
    v.gor("2024-05-06", "bemanna", insats, datum="2024-05-06")
    beskrivning = next(f for f in _steg(v, insats, "uppdrag").falt if f.namn == "beskrivning")
    assert beskrivning.varde.startswith("Mål enligt framtidsplanen 3 maj 2024: Kock.")
    assert "Praktik, sedan timmar." in beskrivning.varde


def test_a_kartlaggning_is_not_saved_over_one_that_nobody_has_read(v: Varld) -> None:
    insats = v.gor("2024-05-02", "besluta", mal="K0001", kod="AMI2", datum="2024-05-02").insatser[0]
    with pytest.raises(Nekad) as fel:
        v.gor("2024-05-02", "kartlaggning", insats, datum="2024-05-02", situation="", behov=" ")
    assert fel.value.falt == "situation"
    v.gor("2024-05-02", "kartlaggning", insats, datum="2024-05-02", situation="Bor i Fisksätra.", behov="Sfi.")
    sedd = _steg(v, insats, "kartlaggning")
    assert "Anna Lund" in sedd.hjalp
    v.gor("2024-05-03", "kartlaggning", insats, som="boek", datum="2024-05-03", situation="Har flyttat.")
    with pytest.raises(Konflikt) as konflikt:
        v.gor("2024-05-03", "kartlaggning", insats, version=sedd.sedd_version, datum="2024-05-03", situation="Ny.")
    assert konflikt.value.vem == "Bo Ek"
    with v.enhet("2024-05-03") as e:
        assert [k.situation for k in e.session.scalars(select(Kartlaggning).order_by(Kartlaggning.id))] == [
            "Bor i Fisksätra.", "Har flyttat.",
        ]  # fmt: skip
