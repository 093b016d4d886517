"""A visit at an anordnare: planned, moved, called off, held; its protocol written, signed, opened again; on paper and
in a calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from db.test_uppfoljning import IDAG, Enhetens, enhetens, gor, skapa
from db.varld import Varld
from icalendar import Calendar
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from kundvalsdesk import models as m
from kundvalsdesk.fel import Konflikt, Nekad
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import besok, besoksformular, besoksprotokoll
from kundvalsdesk.services.besoktyper import Besoksvy
from kundvalsdesk.services.documents import besok as papper

EFTER = "2026-04-15"


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Iterator[Varld]:
    with enhetens(databas, regelverk) as v:
        yield v


def planera(v: Varld, plan_id: int, namn: str = "Björken", dag: str = "2026-04-14", **mer: str) -> int:
    with v.enhet(IDAG, "kvut") as e:
        nr = e.session.scalar(select(m.Anordnare.id).where(m.Anordnare.namn == namn))
    varden = {"anordnare": str(nr), "dag": dag, "fran": "9", "till": "11.30", "plats": "Storgatan 1",
              "fran_oss": "Kim Vik\nGun Stål", "fran_dem": "Rut Chef"} | mer  # fmt: skip
    gor(v, "besok_planera", plan_id, **varden)
    with v.enhet(IDAG, "kvut") as e:
        return max(r.id for r in besok.lista(e))


def vy(v: Varld, nr: int, som: str = "kvut", idag: str = IDAG) -> Besoksvy:
    with v.enhet(idag, som) as e:
        return besok.hamta(e, nr)


def halla(v: Varld, nr: int) -> None:
    gor(v, "besok_hallet", nr, vy(v, nr).rad.version, idag=EFTER, dag="2026-04-14", fran="9", till="11",
        fran_oss="Kim Vik", fran_dem="Rut Chef")  # fmt: skip


def skriv_allt(v: Varld, nr: int) -> None:
    for f in vy(v, nr).fragor:
        gor(v, "besok_skriv", f.id, f.version, iakttagelse=f"Sett {f.ordning}", bedomning="Bra")


def signera(v: Varld, nr: int) -> None:
    gor(v, "besok_signera", nr, vy(v, nr).rad.version, idag=EFTER)


def test_a_visit_begins_with_the_questions_of_its_kundval_and_of_the_years_tema(varld: Varld) -> None:
    p = skapa(varld)
    gor(varld, "uppfoljning_andra", p, 1, tema="Tema: egen försörjning.\n1. Hur når ni arbetsgivare?\n2) Och sedan?")
    x = vy(varld, planera(varld, p))
    assert len(x.fragor) == 8 and [f.fraga for f in x.fragor[-2:]] == ["Hur når ni arbetsgivare?", "Och sedan?"]
    assert x.fran_oss == ("Kim Vik", "Gun Stål") and x.traffar == "Verksamhetschef och nyckelpersoner"
    assert (x.rad.lage, x.rad.vantan.vad, x.rad.vantan.ljus) == ("planerat", "besoket", "gron")
    komvux = skapa(varld, kundval="Kommunal vuxenutbildning", koder="", mall="vuxenutbildning")
    assert "undervisningen" in vy(varld, planera(varld, komvux)).fragor[0].fraga


def test_the_same_is_asked_of_all_and_what_is_written_stays_with_its_question(varld: Varld) -> None:
    p = skapa(varld)
    nr, annat = planera(varld, p), planera(varld, p, "Zenit")
    f = vy(varld, nr).fragor[1]
    gor(varld, "besok_skriv", f.id, f.version, iakttagelse="Sett", bedomning="Bra")
    gor(varld, "besokspunkt_lagg_till", nr, vad="Rutin", ordning=str(f.ordning), ansvarig="Anordnaren",
        forfaller="2026-05-04")  # fmt: skip
    gor(varld, "besok_fragor", nr, vy(varld, nr).rad.version, fragor=f"Nytt?\n\n{f.fraga}\nMer?", alla="ja")
    x = vy(varld, nr)
    assert [(q.ordning, q.fraga, q.iakttagelse) for q in x.fragor] == [(1, "Nytt?", ""), (2, f.fraga, "Sett"),
                                                                     (3, "Mer?", "")]  # fmt: skip
    assert [q.fraga for q in vy(varld, annat).fragor] == [q.fraga for q in x.fragor]
    assert [y.ordning for y in x.punkter] == [2]
    with pytest.raises(Nekad, match="kan inte tas bort"):
        gor(varld, "besok_fragor", nr, x.rad.version, fragor="Bara det här?")


def test_where_and_who_is_changed_and_a_point_is_opened_again(varld: Varld) -> None:
    nr = planera(varld, skapa(varld))
    gor(varld, "besok_andra", nr, vy(varld, nr).rad.version, plats="Lillgatan 2", fran_oss="Kim Vik", fran_dem="Bo")
    assert vy(varld, nr).rad.plats == "Lillgatan 2"
    gor(varld, "besokspunkt_lagg_till", nr, vad="Rutin", ordning="1", ansvarig="Rut Chef",
        forfaller="2026-05-04")  # fmt: skip
    (p,) = vy(varld, nr).punkter
    gor(varld, "besokspunkt_andra", p.id, p.version, vad="Rutin för frånvaro", ordning="1", ansvarig="Rut Chef",
        forfaller="2026-05-11")  # fmt: skip
    (p,) = vy(varld, nr).punkter
    assert (p.vad, p.forfaller) == ("Rutin för frånvaro", date(2026, 5, 11))
    gor(varld, "besokspunkt_klar", p.id, p.version, idag=EFTER, datum="2026-04-14", notering="Sedd")
    (p,) = vy(varld, nr).punkter
    assert p.klar is not None
    gor(varld, "besokspunkt_oppna", p.id, p.version)
    assert vy(varld, nr).punkter[0].klar is None


def test_the_calendar_takes_a_moved_visit_for_the_same_and_a_cancelled_one_away(varld: Varld) -> None:
    nr = planera(varld, skapa(varld))
    fore = vy(varld, nr).rad
    gor(varld, "besok_flytta", nr, fore.version, dag="2026-04-16", fran="13", till="15", skal="Sjukdom")
    with varld.enhet(IDAG, "kvut") as e:
        namn, data = besok.kallelsefil(e, nr)
    h = Calendar.from_ical(data).walk("VEVENT")[0]
    assert namn.startswith("kallelse") and (h["SEQUENCE"], str(h["SUMMARY"])) == (1, "Verksamhetsbesök, Björken")
    assert h.decoded("DTSTART").isoformat() == "2026-04-16T11:00:00+00:00"
    uid = str(h["UID"])
    flyttat = vy(varld, nr).rad
    assert (flyttat.flyttat, flyttat.skal) == (1, "Sjukdom")
    gor(varld, "besok_stall_in", nr, flyttat.version, skal="Avböjt")
    with varld.enhet(IDAG, "kvut") as e:
        namn, data = besok.kallelsefil(e, nr)
    kalender = Calendar.from_ical(data)
    h = kalender.walk("VEVENT")[0]
    assert (str(kalender["METHOD"]), str(h["UID"]), h["SEQUENCE"]) == ("CANCEL", uid, 2)
    assert namn.startswith("avbokning") and vy(varld, nr).rad.vantan.vad == ""
    with pytest.raises(Nekad, match="inställt"):
        gor(varld, "besok_hallet", nr, vy(varld, nr).rad.version, idag=EFTER, dag="2026-04-14", fran="9", till="10",
            fran_oss="Kim")  # fmt: skip


def test_a_signed_protocol_is_kept_and_what_comes_after_is_a_new_version(varld: Varld) -> None:
    nr = planera(varld, skapa(varld))
    with pytest.raises(Nekad, match="när besöket är hållet"):
        signera(varld, nr)
    halla(varld, nr)
    assert vy(varld, nr, idag=EFTER).rad.vantan.forfaller == date(2026, 4, 28)  # ten arbetsdagar after the visit
    with pytest.raises(Nekad, match="Fråga 1 saknar"):
        signera(varld, nr)
    skriv_allt(varld, nr)
    gor(varld, "besokspunkt_lagg_till", nr, vad="Rutin för frånvaro", ordning="1", ansvarig="Rut Chef",
        forfaller="2026-05-04")  # fmt: skip
    signera(varld, nr)
    x = vy(varld, nr, idag=EFTER)
    assert x.last and x.rad.vantan.vad == "" and (x.rad.oppna_punkter, x.rad.punktljus) == (1, "gron")
    with varld.enhet(EFTER, "gust") as e:
        forsta = besoksprotokoll.signerat(e, nr)
    assert forsta[1].startswith(b"%PDF")
    f = x.fragor[0]
    for kod, mal, version, varden in (
        ("besok_skriv", f.id, f.version, {"iakttagelse": "Annat", "bedomning": "Annat"}),
        ("besok_fragor", nr, x.rad.version, {"fragor": "Ny?"}),
        ("besok_sammanfatta", nr, x.rad.version, {"sammanfattning": "Ny"}),
        ("besokspunkt_ta_bort", x.punkter[0].id, x.punkter[0].version, {}),
    ):
        with pytest.raises(Nekad, match="signerat"):
            gor(varld, kod, mal, version, **varden)
    gor(varld, "besokspunkt_klar", x.punkter[0].id, x.punkter[0].version, idag="2026-05-04", datum="2026-05-04",
        notering="Gjort.")  # fmt: skip
    assert vy(varld, nr).rad.oppna_punkter == 0
    gor(varld, "besok_oppna", nr, vy(varld, nr).rad.version, skal="Fel namn.")
    signera(varld, nr)
    with varld.enhet(EFTER, "kvut") as e:
        assert [(k.nummer, k.skal, k.signerat_av) for k in besok.hamta(e, nr).protokoll] == [
            (1, "", "Kim Vik"), (2, "Fel namn.", "Kim Vik")]  # fmt: skip
        assert besoksprotokoll.signerat(e, nr, 1) == forsta


def test_paper_has_room_to_write_and_a_draft_says_so(varld: Varld) -> None:
    nr = planera(varld, skapa(varld))
    with varld.enhet(IDAG, "gust") as e:
        namn, data = papper.checklista(e, nr)
        assert (namn == f"checklista_besok_{nr}.pdf" and data.count(b"/Type /Page\n") >= 2) or len(data) > 20_000
        assert papper.checklista(e, nr)[1] == data  # the same bytes
        assert papper.protokoll(e, nr)[0].endswith("utkast.pdf")


@pytest.mark.parametrize(
    ("mer", "mening"),
    [
        ({"dag": "2026-03-13"}, "redan varit"),
        ({"till": "8"}, "sluta innan det börjar"),
        ({"fran_oss": " "}, "Vilka som kommer från oss"),
        ({"anordnare": "999"}, "Välj en anordnare"),
        ({"fran": "25"}, "klockslaget"),
    ],
)
def test_what_cannot_be_planned_is_said_at_its_field(varld: Varld, mer: dict[str, str], mening: str) -> None:
    with pytest.raises(Nekad, match=mening):
        planera(varld, skapa(varld), **mer)


def test_the_same_visit_is_not_planned_twice(varld: Varld) -> None:
    plan = skapa(varld)
    nr = planera(varld, plan)
    with pytest.raises(Nekad, match="redan ett besök"):
        planera(varld, plan)
    gor(varld, "besok_stall_in", nr, vy(varld, nr).rad.version, skal="Sjuk.")
    planera(varld, plan)


def test_nobody_writes_over_what_another_has_saved(varld: Varld) -> None:
    nr = planera(varld, skapa(varld))
    x = vy(varld, nr)
    f = x.fragor[0]
    gor(varld, "besok_skriv", f.id, f.version, som="kvtva", iakttagelse="Deras", bedomning="")
    for kod, mal, version, varden in (
        ("besok_skriv", f.id, f.version, {"iakttagelse": "Mitt", "bedomning": ""}),
        ("besok_flytta", nr, x.rad.version, {"dag": "2026-04-20", "fran": "9", "till": "10", "skal": "x"}),
        ("besok_fragor", nr, x.rad.version, {"fragor": "x"}),
    ):
        with pytest.raises(Konflikt):
            gor(varld, kod, mal, version, **varden)


def test_every_form_can_be_opened_and_others_only_read(varld: Varld) -> None:
    p = skapa(varld)
    nr = planera(varld, p)
    gor(varld, "besokspunkt_lagg_till", nr, vad="x", ordning="0", ansvarig="y", forfaller="2026-05-04")
    x = vy(varld, nr, "gust")
    mal = {"besok_planera": p, "besok_skriv": x.fragor[0].id}
    with varld.enhet(IDAG, "kvut") as e:
        for kod in besoksformular.STEG:
            hor_till = x.punkter[0].id if kod.startswith("besokspunkt") and kod != "besokspunkt_lagg_till" else nr
            assert besoksformular.formular(e, kod, str(mal.get(kod, hor_till))).kod == kod
    with pytest.raises(Nekad, match="kvalitetsutvecklare"):
        gor(varld, "besok_stall_in", nr, x.rad.version, som="gust", skal="x")
    for vem in ("anlu", "syss", "dass"):
        with pytest.raises(Nekad):
            vy(varld, nr, vem)


FORSOK = {
    "INSERT INTO besok (uppfoljning_id, anordnare_id, kontor, plats, start, slut, fran_oss, fran_dem, lage, flyttat,"
    " skal, sammanfattning, uid, sekvens, protokoll, version) SELECT uppfoljning_id, anordnare_id, '', '', start,"
    " slut, '', '', 'hallet', 0, '', '', 'x', 0, 0, 1 FROM besok": "policy",
    "DELETE FROM besok": "permission denied",
    "UPDATE besok SET anordnare_id = anordnare_id + 1": "hör till en uppföljning",
    "UPDATE besok SET lage = 'planerat'": "planeras inte om",
    "UPDATE besok SET sammanfattning = 'x'": "är signerat",
    "UPDATE besok SET signerad = NULL": "är signerat",
    "UPDATE besok SET protokoll = 7": "är signerat",
    "UPDATE besoksfraga SET bedomning = 'x'": "är signerat",
    "DELETE FROM besoksfraga": "är signerat",
    "UPDATE besokspunkt SET vad = 'z'": "är signerat",
    "UPDATE besokspunkt SET klar = '2026-05-01', klar_av = 'Pia Ros'": "bär namnet",
    "UPDATE besoksprotokoll SET skal = 'x'": "permission denied",
    "DELETE FROM besoksprotokoll": "permission denied",
    "INSERT INTO besoksprotokoll (besok_id, nummer, signerat, signerat_av, skal, pdf, sha256)"
    " SELECT id, 2, '2026-05-01', 'Kim Vik', '', 'x', encode(sha256('x'), 'hex') FROM besok": "är signerat",
    "INSERT INTO besoksprotokoll (besok_id, nummer, signerat, signerat_av, skal, pdf, sha256)"
    " SELECT id, 2, '2026-05-01', 'Pia Ros', '', 'x', 'y' FROM besok": "bär namnet",
}


def test_the_database_itself_keeps_what_has_been_signed(varld: Varld) -> None:
    """Past the program, with the rights of a login."""
    if not isinstance(varld, Enhetens):
        return
    nr = planera(varld, skapa(varld))
    gor(varld, "besokspunkt_lagg_till", nr, vad="x", ordning="0", ansvarig="y", forfaller="2026-05-04")
    halla(varld, nr)
    skriv_allt(varld, nr)
    with pytest.raises(DBAPIError, match="finns kvar"), varld.inloggade.som("kvut").engine.connect() as c:
        c.execute(text("UPDATE besok SET signerad = '2026-04-15', protokoll = 1"))
    signera(varld, nr)
    for vem in ("anlu", "syss", "dass"):
        for tabell in ("besok", "besoksfraga", "besokspunkt", "besoksprotokoll"):
            with pytest.raises(DBAPIError, match="permission denied"), varld.inloggade.som(vem).engine.connect() as c:
                c.execute(text(f"SELECT 1 FROM {tabell}"))
    with pytest.raises(DBAPIError, match="permission denied"), varld.inloggade.som("gust").engine.connect() as c:
        assert c.execute(text("SELECT count(*) FROM besok")).scalar() == 1
        c.execute(text("UPDATE besoksfraga SET bedomning = 'x'"))
    for sats, svar in FORSOK.items():
        with pytest.raises(DBAPIError) as fel, varld.inloggade.som("kvut").engine.connect() as c:
            c.execute(text(sats))
            pytest.fail(sats)
        assert svar in str(fel.value), (sats, fel.value)
