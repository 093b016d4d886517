"""Frister as a calendar file: on their days, the same events each time, and nobody named."""

from __future__ import annotations

import pytest
from icalendar import Calendar

from kundvalsdesk.fel import Nekad
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import fristkalender, ko
from kundvalsdesk.services.typer import KoFilter

from .rapportvarld import IDAG, Rapportvarld


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Rapportvarld:
    return Rapportvarld(databas, regelverk)


@pytest.mark.parametrize(("vem", "arende"), [("anlu", "I2"), ("boek", "I3")])
def test_each_own_frist_on_its_day_and_no_name(varld: Rapportvarld, vem: str, arende: str) -> None:
    with varld.enhet(IDAG, vem) as e:
        namn, data, antal = fristkalender.fil(e)
        rader = ko.sida(e, KoFilter(), 0, 100)
    handelser = list(Calendar.from_ical(data).walk("VEVENT"))
    assert namn == "frister_2024-09-05.ics"
    assert len(handelser) == antal == len(rader) > 0
    assert {(h["SUMMARY"], h["DTSTART"].dt) for h in handelser} == {
        (f"{r.att_gora}, ärende {r.insats}", r.forfaller) for r in rader
    }
    assert {h["SUMMARY"].rsplit(" ", 1)[1] for h in handelser} == {arende}
    text = data.decode().replace("\r\n ", "")
    for namn_ in ("Đorđević", "Dragana", "Hemlig", "Person", "Åke", "Öman", "K000"):
        assert namn_ not in text


def test_taken_in_again_they_are_the_same_events(varld: Rapportvarld) -> None:
    uid = []
    for dag in (IDAG, "2024-09-06"):
        with varld.enhet(dag) as e:
            uid.append({str(h["UID"]) for h in Calendar.from_ical(fristkalender.fil(e)[1]).walk("VEVENT")})
    assert uid[0] & uid[1]
    with varld.enhet(IDAG) as e:
        assert len(uid[0]) == fristkalender.fil(e)[2]


def test_nothing_to_save_is_said(varld: Rapportvarld) -> None:
    with varld.enhet("2023-01-02", "boek") as e, pytest.raises(Nekad, match="inga öppna"):
        fristkalender.fil(e)
    with varld.enhet(IDAG, "syss") as e, pytest.raises(Nekad, match="roll"):
        fristkalender.fil(e)
