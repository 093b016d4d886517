"""The queue on paper: the rows of the screen, by case and initials; nothing more about anybody."""

from __future__ import annotations

import pytest
from arkivkontroll import kontrollera
from db.dokumentvarld import text
from db.varld import Varld

from kundvalsdesk.fel import Nekad
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import ko
from kundvalsdesk.services.documents import kolista
from kundvalsdesk.services.typer import KoFilter


@pytest.fixture
def v(databas: Databas, regelverk: Regelverkssamling) -> Varld:
    return Varld(databas, regelverk)


def _koade(v: Varld) -> list[str]:
    ut = []
    for kund, som in (("K0001", "anlu"), ("K0002", "anlu"), ("K0003", "boek")):
        insats = v.gor(
            "2024-05-02", "besluta", mal=kund, kod="AMI2", datum="2024-05-02", motivering="Ja.", som=som
        ).insatser[0]  # fmt: skip
        v.gor("2024-05-02", "valj_anordnare", insats, anordnare="Björken", forvald="nej")
        v.gor("2024-05-03", "aktualisera", insats, datum="2024-05-03")
        ut.append(insats)
    v.gor("2024-05-06", "bemanna", ut[0], datum="2024-05-06")
    return ut


def test_the_list_is_the_queue_of_the_screen_by_number_and_initials(v: Varld) -> None:
    mitt, skyddat, kollegans = _koade(v)
    f = KoFilter(urval="alla", del_="alla", sok="")
    with v.enhet("2024-05-08") as e:
        skarmen = ko.sida(e, f, 0, 100)
        lista = kolista.bygg_underlag(e, f)
        namn, pdf = kolista.fil(e, f)
    assert [(r.grupp, r.vem[0]) for r in lista.rader] == [(r.grupp, r.insats) for r in skarmen]
    assert {r.vem for r in lista.rader} == {(mitt, "D.Đ."), (skyddat,), (kollegans, "Å.Ö.")}
    assert namn == "kolista_2024-05-08.pdf"
    assert kontrollera(pdf) == []
    ord_ = text(pdf)
    assert "Försenat (" in ord_
    assert "arbetsdag sen" in ord_
    assert "Allt, allas" in ord_
    for dolt in ("Dragana", "Đorđević", "Hemlig", "Person", "H.P.", "Åke"):
        assert dolt not in ord_


def test_a_filter_is_told_in_words_without_what_was_searched_for(v: Varld) -> None:
    mitt, *_ = _koade(v)
    with v.enhet("2024-05-08") as e:
        f = KoFilter(urval="alla", del_="alla", sok="dragana", sortering="kund")
        lista = kolista.bygg_underlag(e, f)
        assert ({r.vem[0] for r in lista.rader}, lista.grupperad) == ({mitt}, False)
        assert lista.urval == "Allt, allas, efter en sökning"
        assert "dragana" not in text(kolista.rita(lista)).lower()
        assert (
            kolista.bygg_underlag(e, KoFilter(kundval="AMI", ljus="rod")).urval == "Att göra, hos Anna Lund, AMI, röda"
        )
        with pytest.raises(Nekad, match="inga rader"):
            kolista.bygg_underlag(e, KoFilter(sok="finns inte"))


def test_too_long_a_list_is_refused(v: Varld, monkeypatch: pytest.MonkeyPatch) -> None:
    _koade(v)
    monkeypatch.setattr(kolista, "HOGST", 2)
    with v.enhet("2024-05-08") as e, pytest.raises(Nekad, match="fler än 2 rader"):
        kolista.bygg_underlag(e, KoFilter(urval="alla", del_="alla"))
