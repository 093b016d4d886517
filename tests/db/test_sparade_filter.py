"""Saved filters: one's own, counted, and nothing but a filter."""

from __future__ import annotations

import pytest

from kundvalsdesk.fel import Nekad
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import handlingar, ko, sparade_filter
from kundvalsdesk.services.egettyper import Sparat
from kundvalsdesk.services.typer import KoFilter

from .rapportvarld import IDAG, Rapportvarld

FILTER = KoFilter(urval="alla", kundval="AMI", ljus="rod", sok="lund", fallande=True)


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Rapportvarld:
    return Rapportvarld(databas, regelverk)


def _gor(v: Rapportvarld, kod: str, mal: str, namn: str = "", som: str = "anlu") -> None:
    with v.enhet(IDAG, som, skriv=True) as e:
        handlingar.utfor(e, kod, "", mal, 0, {"namn": namn})


def _lista(v: Rapportvarld, som: str = "anlu") -> tuple[Sparat, ...]:
    with v.enhet(IDAG, som) as e:
        return sparade_filter.lista(e)


def test_kept_counted_renamed_and_removed(varld: Rapportvarld) -> None:
    _gor(varld, "filter_spara", sparade_filter.som_text(KoFilter(urval="alla")), "Ö allt")
    _gor(varld, "filter_spara", sparade_filter.som_text(FILTER), "  Röda   AMI ")
    roda, allt = _lista(varld)
    assert (roda.namn, roda.filter) == ("Röda AMI", KoFilter(urval="alla", kundval="AMI", ljus="rod", fallande=True))
    with varld.enhet(IDAG) as e:
        assert allt.antal == ko.oversikt(e, KoFilter(urval="alla")).totalt > 0
        assert roda.antal == ko.oversikt(e, roda.filter).totalt
    assert _lista(varld, "boek") == ()
    for kod in ("filter_byt_namn", "filter_ta_bort"):
        with pytest.raises(Nekad, match="finns inte"):
            _gor(varld, kod, str(roda.id), "Mitt", som="boek")
    _gor(varld, "filter_byt_namn", str(roda.id), "Sena")
    _gor(varld, "filter_ta_bort", str(allt.id))
    assert [s.namn for s in _lista(varld)] == ["Sena"]


def test_a_name_is_used_once_and_must_be_one(varld: Rapportvarld) -> None:
    _gor(varld, "filter_spara", "{}", "Sena")
    for namn in ("SENA", " ", "x" * 61):
        with pytest.raises(Nekad) as nej:
            _gor(varld, "filter_spara", "{}", namn)
        assert nej.value.falt == "namn"
    _gor(varld, "filter_spara", "{}", "Sena", som="boek")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"sok": "x"}',
        '{"urval": 5}',
        '{"annat": "x"}',
        '{"fallande": "x"}',
        "[" * 9999,
        '{"kundval": "\\u0000"}',
        '{"kundval": "\\ud800"}',
    ],
)
def test_what_is_no_filter_is_refused(varld: Rapportvarld, text: str) -> None:
    with pytest.raises(Nekad, match="går inte att läsa"):
        _gor(varld, "filter_spara", text, "Namn")


def test_there_is_an_end_to_them(varld: Rapportvarld) -> None:
    for n in range(sparade_filter.FLEST):
        _gor(varld, "filter_spara", "{}", f"Filter {n}")
    with pytest.raises(Nekad, match="Ta bort"):
        _gor(varld, "filter_spara", "{}", "Ett till")
