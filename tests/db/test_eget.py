"""Marks and reminders: one's own, in nobody else's sight, and not in the log."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from kundvalsdesk.fel import Konflikt, Nekad
from kundvalsdesk.models import Handling, Logg
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import arende, eget, handlingar

from .rapportvarld import IDAG, Rapportvarld


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Rapportvarld:
    return Rapportvarld(databas, regelverk)


def _gor(v: Rapportvarld, kod: str, insats: str = "", mal: str = "", version: int = 0, som: str = "anlu",
         idag: str = IDAG, **varden: str) -> None:  # fmt: skip
    with v.enhet(idag, som, skriv=True) as e:
        handlingar.utfor(e, kod, insats, mal, version, varden)


def _markta(v: Rapportvarld, som: str) -> list[str]:
    with v.enhet(IDAG, som) as e:
        rader = arende.lista(e, urval="markta", pagaende=False)
        assert all(r.markt for r in rader)
        return [r.insats for r in rader]


def test_a_mark_is_found_again_by_its_owner_only(varld: Rapportvarld) -> None:
    for insats in ("I1", "I4", "I1"):
        _gor(varld, "marke", insats, pa="ja")
    assert _markta(varld, "anlu") == ["I1", "I4"]
    assert _markta(varld, "boek") == []
    with varld.enhet(IDAG, "boek") as e:
        assert [r.insats for r in arende.lista(e, urval="alla", pagaende=False) if r.markt] == []
    _gor(varld, "marke", "I1", pa="nej")
    _gor(varld, "marke", "I1", pa="nej")
    assert _markta(varld, "anlu") == ["I4"]


def test_a_reminder_comes_on_its_day_and_goes_when_done(varld: Rapportvarld) -> None:
    _gor(varld, "paminn", "I1", datum="2024-09-09", paminnelse="Ring om praktiken")
    with varld.enhet(IDAG) as e:
        assert eget.dagens(e) == ()
        (p,) = eget.for_arende(e, "I1").paminnelser
        assert (p.text, p.nu, p.kund) == ("Ring om praktiken", False, "Đorđević, Dragana")
    for som in ("boek", "gust"):
        with varld.enhet("2024-09-10", som) as e:
            assert eget.dagens(e) == eget.for_arende(e, "I1").paminnelser == ()
    with varld.enhet("2024-09-10") as e:
        (p,) = eget.dagens(e)
        assert p.nu
    with pytest.raises(Nekad, match="finns inte"):
        _gor(varld, "paminnelse_klar", mal=str(p.id), version=p.version, som="boek")
    _gor(varld, "paminnelse_klar", mal=str(p.id), version=p.version)
    with varld.enhet("2024-09-10") as e:
        assert eget.dagens(e) == eget.for_arende(e, "I1").paminnelser == ()
    with pytest.raises(Konflikt, match="redan"):
        _gor(varld, "paminnelse_klar", mal=str(p.id), version=p.version)


def test_a_protected_person_is_named_by_the_case(varld: Rapportvarld) -> None:
    _gor(varld, "paminn", "I2", datum=IDAG, paminnelse="Ring")
    with varld.enhet(IDAG) as e:
        assert [p.kund for p in eget.dagens(e)] == ["Ärende I2 · skyddad"]


@pytest.mark.parametrize(
    ("varden", "falt"),
    [({"datum": "2024-09-04", "paminnelse": "x"}, "datum"), ({"datum": IDAG, "paminnelse": "  "}, "paminnelse"),
     ({"datum": "snart", "paminnelse": "x"}, "datum"), ({"datum": IDAG, "paminnelse": "x" * 201}, "paminnelse")],
)  # fmt: skip
def test_what_cannot_be_a_reminder_is_refused_at_its_field(
    varld: Rapportvarld, varden: dict[str, str], falt: str
) -> None:  # fmt: skip
    with pytest.raises(Nekad) as nej:
        _gor(varld, "paminn", "I1", **varden)
    assert nej.value.falt == falt
    with varld.enhet(IDAG) as e:
        assert eget.for_arende(e, "I1").paminnelser == ()


def test_the_log_does_not_say_what_one_reminded_oneself_of(varld: Rapportvarld) -> None:
    _gor(varld, "paminn", "I1", datum=IDAG, paminnelse="Hemligheten")
    _gor(varld, "marke", "I1", pa="ja")
    with varld.enhet(IDAG) as e:
        assert {"paminn", "marke"} <= set(e.session.scalars(select(Handling.namn)))
        assert not set(e.session.scalars(select(Logg.tabell))) & {"paminnelse", "marke"}


def test_only_those_who_work_with_cases(varld: Rapportvarld) -> None:
    for kod, varden in (("marke", {"pa": "ja"}), ("paminn", {"datum": IDAG, "paminnelse": "x"})):
        with pytest.raises(Nekad, match="roll"):
            _gor(varld, kod, "I1", som="syss", **varden)
