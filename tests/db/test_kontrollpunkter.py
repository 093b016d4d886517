"""Kontrollpunkter of an uppföljning: begun, changed, sent, changed again in a new version, copied to another year."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from db.test_uppfoljning import IDAG, Enhetens, enhetens, gor, plan, skapa
from db.varld import Varld
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from kundvalsdesk.fel import Konflikt, Nekad
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import kontrollpunkter
from kundvalsdesk.services.kontrollpunktformular import formular
from kundvalsdesk.services.kontrollpunkttyper import Punktlista, Punktrad


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Iterator[Varld]:
    with enhetens(databas, regelverk) as v:
        yield v


def punkter(v: Varld, nr: int, version: int = 0, som: str = "kvut") -> Punktlista:
    with v.enhet(IDAG, som) as e:
        return kontrollpunkter.hamta(e, nr, version)


def punkt(v: Varld, nr: int, kod: str, version: int = 0) -> Punktrad:
    return next(p for p in punkter(v, nr, version).punkter if p.punkt.kod == kod)


def borja(v: Varld, ar: int = 2026, fran: str = "mall") -> int:
    nr = skapa(v, ar)
    gor(v, "uppfoljningspunkter_skapa", nr, fran=fran)
    return nr


def skicka(v: Varld, nr: int, dag: str = "2026-02-02") -> None:
    lista = punkter(v, nr).lista
    assert lista is not None
    gor(v, "uppfoljningspunkter_skicka", nr, lista.version, datum=dag, svar_senast="2026-03-02")


def varden(p: Punktrad, **mer: str) -> dict[str, str]:
    x = p.punkt
    return {"delen": x.delen, "punkt": x.punkt, "fraga": x.fraga, "bevis": x.bevis, "galler": x.galler} | mer


def test_a_list_begins_with_what_the_template_has_for_the_plan(varld: Varld) -> None:
    nr = skapa(varld)
    tom = punkter(varld, nr)
    assert tom.lista is None and not tom.punkter and not tom.forra_aret
    gor(varld, "uppfoljningspunkter_skapa", nr, fran="mall")
    alla = punkter(varld, nr).punkter
    assert [p.nummer for p in alla][:2] == ["A1", "A2"] and {p.punkt.delen for p in alla} == set("ABCD")
    assert {p.punkt.galler for p in alla} == {"", "FAI", "AMI", "ISA"}
    with pytest.raises(Nekad, match="redan kontrollpunkter"):
        gor(varld, "uppfoljningspunkter_skapa", nr, fran="mall")
    annan = skapa(varld, namnd="Kulturnämnden", kundval="Kulturskola", koder="", mall="allman")
    gor(varld, "uppfoljningspunkter_skapa", annan, fran="mall")
    assert {p.punkt.galler for p in punkter(varld, annan).punkter} == {""}
    assert punkter(varld, nr, som="gust").kundval == "Arbete och etablering"


def test_points_are_added_changed_moved_and_taken_away_while_nothing_has_been_sent(varld: Varld) -> None:
    nr = borja(varld)
    antal = len(punkter(varld, nr).punkter)
    gor(varld, "uppfoljningspunkt_lagg_till", nr, delen="B", punkt="It-stöd", fraga="Vilka system?", galler="AMI2")
    ny = punkt(varld, nr, "egen_1")
    assert (ny.nummer, ny.punkt.galler) == ("B6", "AMI2")
    gor(varld, "uppfoljningspunkt_flytta", ny.id, ny.version, hur="upp")
    ny = punkt(varld, nr, "egen_1")
    assert ny.nummer == "B5" and punkt(varld, nr, "underleverantorer").nummer == "B6"
    gor(varld, "uppfoljningspunkt_andra", ny.id, ny.version, **varden(ny, delen="C", fraga="Vilka it-system?"))
    ny = punkt(varld, nr, "egen_1")
    assert ny.punkt.delen == "C" and ny.punkt.fraga == "Vilka it-system?" and not ny.hur
    gor(varld, "uppfoljningspunkt_ta_bort", ny.id, ny.version)
    lage = punkter(varld, nr)
    assert len(lage.punkter) == antal and lage.lista is not None and lage.lista.nummer == 1
    forst = lage.punkter[0]
    with pytest.raises(Nekad, match="står först"):
        gor(varld, "uppfoljningspunkt_flytta", forst.id, forst.version, hur="upp")


@pytest.mark.parametrize(
    ("mer", "mening"),
    [
        ({"punkt": " "}, "Kontrollpunkten behöver fyllas i"),
        ({"fraga": ""}, "Frågan behöver fyllas i"),
        ({"delen": "E"}, "del A, B, C eller D"),
        ({"galler": "JPG"}, "alla anordnare, eller ett kundval"),
        ({"punkt": "x" * 201}, "högst 200"),
    ],
)
def test_what_cannot_be_a_kontrollpunkt_is_said_at_its_field(varld: Varld, mer: dict[str, str], mening: str) -> None:
    nr = borja(varld)
    p = punkter(varld, nr).punkter[0]
    with pytest.raises(Nekad, match=mening) as fel:
        gor(varld, "uppfoljningspunkt_andra", p.id, p.version, **varden(p, **mer))
    assert fel.value.falt == next(iter(mer))


def test_a_change_after_it_was_sent_is_a_new_version_and_the_old_one_is_read(varld: Varld) -> None:
    nr = borja(varld)
    skicka(varld, nr)
    p, borta = punkt(varld, nr, "ekonomi"), punkt(varld, nr, "kris")
    gor(varld, "uppfoljningspunkt_andra", p.id, p.version, **varden(p))  # nothing changed: no new version
    assert len(punkter(varld, nr).listor) == 1
    gor(varld, "uppfoljningspunkt_andra", p.id, p.version, **varden(p, fraga="Hur är ekonomin?"))
    nya = punkter(varld, nr)
    assert [(x.nummer, x.lage) for x in nya.listor] == [(2, "utkast"), (1, "utsand")]
    andrad = punkt(varld, nr, "ekonomi")
    assert andrad.hur == "andrad" and andrad.fore == p.punkt and andrad.punkt.fraga == "Hur är ekonomin?"
    with pytest.raises(Nekad, match="äldre version"):  # seen in version 1
        gor(varld, "uppfoljningspunkt_ta_bort", borta.id, borta.version)
    borta = punkt(varld, nr, "kris")
    gor(varld, "uppfoljningspunkt_ta_bort", borta.id, borta.version)
    gor(varld, "uppfoljningspunkt_lagg_till", nr, delen="A", punkt="Nytt", fraga="Vad?")
    nya = punkter(varld, nr)
    assert [x.kod for x in nya.borta] == ["kris"] and punkt(varld, nr, "egen_1").hur == "ny"
    forsta = punkter(varld, nr, 1)
    assert not forsta.senaste and punkt(varld, nr, "ekonomi", 1).punkt == p.punkt
    assert {x.punkt.kod for x in forsta.punkter} == {x.punkt.kod for x in nya.punkter} - {"egen_1"} | {"kris"}
    with pytest.raises(Nekad, match="ingen version 7"):
        punkter(varld, nr, 7)
    assert nya.lista is not None
    gor(varld, "uppfoljningspunkter_ta_bort", nr, nya.lista.version)  # thrown away, unsent
    assert punkt(varld, nr, "ekonomi").punkt == p.punkt
    with pytest.raises(Nekad, match="utsända och tas inte bort"):
        gor(varld, "uppfoljningspunkter_ta_bort", nr, forsta.listor[-1].version)
    with pytest.raises(Nekad, match="redan utsänd"):
        skicka(varld, nr)


def test_when_and_by_when_are_days_that_can_be(varld: Varld) -> None:
    nr = borja(varld)
    for dag, svar, mening in (
        ("2026-03-17", "2026-04-01", "framtiden"),
        ("2026-03-02", "2026-03-01", "före utskicket"),
    ):
        with pytest.raises(Nekad, match=mening):
            gor(varld, "uppfoljningspunkter_skicka", nr, 1, datum=dag, svar_senast=svar)


def test_last_years_points_are_copied_as_they_were_sent_with_their_codes(varld: Varld) -> None:
    forra = borja(varld, 2025)
    gor(varld, "uppfoljningspunkt_lagg_till", forra, delen="D", punkt="Eget", fraga="Vad?")
    skicka(varld, forra, "2025-02-03")
    p = punkt(varld, forra, "ekonomi")
    gor(varld, "uppfoljningspunkt_andra", p.id, p.version, **varden(p, fraga="Aldrig utsänt"))
    nr = skapa(varld)
    assert punkter(varld, nr).forra_aret == 2025
    gor(varld, "uppfoljningspunkter_skapa", nr, fran="forra")
    assert [x.punkt for x in punkter(varld, nr).punkter] == [x.punkt for x in punkter(varld, forra, 1).punkter]
    gor(varld, "uppfoljningspunkt_lagg_till", nr, delen="D", punkt="Till", fraga="Vad?")
    assert punkt(varld, nr, "egen_2").punkt.punkt == "Till"  # no code is used for two things


def test_nobody_writes_over_what_another_has_saved(varld: Varld) -> None:
    nr = borja(varld)
    p = punkt(varld, nr, "ekonomi")
    gor(varld, "uppfoljningspunkt_andra", p.id, p.version, som="kvtva", **varden(p, fraga="Deras"))
    for kod, mer in (("andra", varden(p, fraga="Mitt")), ("ta_bort", {}), ("flytta", {"hur": "ned"})):
        with pytest.raises(Konflikt) as fel:
            gor(varld, f"uppfoljningspunkt_{kod}", p.id, p.version, **mer)
        assert fel.value.vem == "Pia Ros"
    skicka(varld, nr)
    with pytest.raises(Konflikt):
        gor(varld, "uppfoljningspunkter_skicka", nr, 1, datum="2026-02-02", svar_senast="2026-03-02")
    p = punkt(varld, nr, "skatt")  # seen in what was sent; somebody else begins version 2 with it
    gor(varld, "uppfoljningspunkt_andra", p.id, p.version, som="kvtva", **varden(p, fraga="Deras"))
    with pytest.raises(Konflikt):
        gor(varld, "uppfoljningspunkt_andra", p.id, p.version, **varden(p, fraga="Mitt"))


def test_a_plan_with_kontrollpunkter_is_not_taken_away(varld: Varld) -> None:
    nr = borja(varld)
    with pytest.raises(Nekad, match="börjat användas"):
        gor(varld, "uppfoljning_ta_bort", nr, plan(varld, nr).rad.version)


def test_every_form_is_shown_to_whoever_writes_and_nobody_else(varld: Varld) -> None:
    nr = borja(varld)
    p = punkt(varld, nr, "matchning")
    with varld.enhet(IDAG, "kvut") as e:
        for kod, mal in (("punkter_skicka", nr), ("punkter_ta_bort", nr), ("punkt_lagg_till", nr),
                         ("punkt_andra", p.id), ("punkt_ta_bort", p.id)):  # fmt: skip
            assert formular(e, f"uppfoljnings{kod}", str(mal)).mal == str(mal)
        galler = next(f for f in formular(e, "uppfoljningspunkt_andra", str(p.id)).falt if f.namn == "galler")
        assert galler.varde == "AMI" and [k for k, _ in galler.val][:3] == ["", "FAI", "FAI1"]
        with pytest.raises(Nekad):
            formular(e, "uppfoljningspunkt_andra", "99999")
    for vem in ("gust", "anlu", "syss"):
        with pytest.raises(Nekad), varld.enhet(IDAG, vem) as e:
            formular(e, "uppfoljningspunkter_skicka", str(nr))
        with pytest.raises(Nekad):
            gor(varld, "uppfoljningspunkt_ta_bort", p.id, p.version, som=vem)


FORSOK = {
    "UPDATE uppfoljningslista SET lage = 'utkast', version = version + 1": "utsända och ändras inte",
    "UPDATE uppfoljningslista SET svar_senast = '2030-01-01'": "utsända och ändras inte",
    "DELETE FROM uppfoljningslista": "utsända och ändras inte",
    "UPDATE uppfoljningspunkt SET fraga = 'x'": "utsända och ändras inte",
    "DELETE FROM uppfoljningspunkt": "utsända och ändras inte",
    "UPDATE uppfoljningspunkt SET kod = 'x'": "permission denied",
    "UPDATE uppfoljningspunkt SET lista_id = 1": "permission denied",
    "UPDATE uppfoljningslista SET uppfoljning_id = 1": "permission denied",
    "INSERT INTO uppfoljningspunkt (lista_id, kod, delen, ordning, punkt, fraga, bevis, galler, version)"
    " SELECT id, 'x', 'A', 1, 'x', 'x', '', '', 1 FROM uppfoljningslista": "utsända och ändras inte",
    "INSERT INTO uppfoljningslista (uppfoljning_id, nummer, lage, skapad, version)"
    " SELECT id, 9, 'utsand', '2026-01-01', 1 FROM uppfoljning": "row-level security",
}


def test_the_database_itself_keeps_what_has_been_sent(varld: Varld) -> None:
    """Past the program, with the rights of a login."""
    if not isinstance(varld, Enhetens):
        return
    nr = borja(varld)
    i = varld.inloggade
    with i.som("kvut").engine.connect() as c, pytest.raises(DBAPIError, match="bär namnet"):
        c.execute(text("UPDATE uppfoljningslista SET lage = 'utsand', utsand_av = 'Pia Ros'"))
    skicka(varld, nr)
    for vem, fragan in (("anlu", "lista"), ("syss", "punkt"), ("dass", "punkt")):
        with pytest.raises(DBAPIError, match="permission denied"), i.som(vem).engine.connect() as c:
            c.execute(text(f"SELECT 1 FROM uppfoljnings{fragan}"))
    with i.som("gust").engine.connect() as c:
        assert c.execute(text("SELECT count(*) FROM uppfoljningspunkt")).scalar()
        with pytest.raises(DBAPIError, match="permission denied"):
            c.execute(text("UPDATE uppfoljningspunkt SET fraga = 'x'"))
    for sats, svar in FORSOK.items():
        with i.som("kvut").engine.connect() as c, pytest.raises(DBAPIError, match=svar):
            c.execute(text(sats))
