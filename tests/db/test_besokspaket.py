"""Visits taken along in a package: what is in it, what is written offline and done again at home, and what is not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from db.inloggade import Inloggade
from db.paketvarld import FRAS, Offline
from db.test_besok import halla, planera, signera, skriv_allt, vy
from db.test_stickprov import INSATSER, bestall, dra, granska, prov
from db.test_uppfoljning import IDAG, MER, Enhetens, enhetens, gor, skapa
from db.varld import Varld
from sqlalchemy import func, inspect, select, text
from sqlalchemy.exc import DBAPIError

from kundvalsdesk import cli
from kundvalsdesk import models as m
from kundvalsdesk.fel import Databasfel, Nekad
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import besok, handlingar
from kundvalsdesk.services.arbetsenhet import Arbetsenhet, transaktion
from kundvalsdesk.services.besoktyper import Besoksvy
from kundvalsdesk.services.paket import besoksinnehall, besoksuttag
from kundvalsdesk.services.paket.fil import oppna_paket
from kundvalsdesk.services.paket.intag import avsluta, ta_in
from kundvalsdesk.services.paket.typer import Paketinfo, Paketresultat

RESA, HEMMA = "2026-04-14", "2026-04-16"
BLAD = MER | {"insatser": INSATSER}


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Iterator[Varld]:
    with enhetens(databas, regelverk, BLAD) as v:
        yield v


@pytest.fixture
def lokal(ny_databas: Callable[[str], Databas], regelverk: Regelverkssamling) -> Varld:
    return Varld(ny_databas("sqlite"), regelverk, MER)


@pytest.fixture
def fil(tmp_path: Path) -> Path:
    return tmp_path / "besok.kvpaket"


def ta_ut(v: Varld, fil: Path, *nr: int, som: str = "kvut", fras: str = FRAS) -> Paketinfo:
    with v.enhet(IDAG, som, skriv=True) as e:
        return besoksuttag.ta_ut(e, fil, fras, nr)


def in_igen(v: Varld, fil: Path, som: str = "kvut") -> Paketresultat:
    return ta_in(_ny(v, som), fil, FRAS)


def _ny(v: Varld, som: str = "kvut") -> Callable[[bool, str | None], AbstractContextManager[Arbetsenhet]]:
    return lambda skriv, handling_id: v.enhet(HEMMA, som, skriv=skriv, handling_id=handling_id)


class Borta(Offline):
    """A package of visits, open as the window opens it."""

    def __init__(self, fil: Path, regelverk: Any) -> None:
        super().__init__(fil, regelverk, RESA)

    def vy(self, nr: int) -> Besoksvy:
        with self.enhet() as e:
            return besok.hamta(e, nr)

    def steg(self, kod: str, mal: int, version: int, **varden: str) -> None:
        with self.enhet(skriv=True) as e:
            handlingar.utfor(e, kod, "", str(mal), version, varden)

    def skriv(self, nr: int, ordning: int, iakttagelse: str, bedomning: str = "Bra") -> None:
        f = self.vy(nr).fragor[ordning - 1]
        self.steg("besok_skriv", f.id, f.version, iakttagelse=iakttagelse, bedomning=bedomning)

    def punkt(self, nr: int, vad: str) -> int:
        self.steg("besokspunkt_lagg_till", nr, 0, vad=vad, ordning="1", ansvarig="Anordnaren", forfaller="2026-06-01")
        return max(p.id for p in self.vy(nr).punkter)


PUNKT = {"ordning": "0", "ansvarig": "Anordnaren", "forfaller": "2026-06-01"}


def test_out_written_offline_and_in_again_once(varld: Varld, regelverk: Any, fil: Path) -> None:
    p = skapa(varld)
    nr = planera(varld, p)
    gor(varld, "besokspunkt_lagg_till", nr, vad="Gammal", **PUNKT)
    gammal = vy(varld, nr).punkter[0]
    assert ta_ut(varld, fil, nr).besok == (nr,)
    with Borta(fil, regelverk) as o:
        o.skriv(nr, 1, "Först")
        o.skriv(nr, 1, "Sett på plats")
        o.skriv(nr, 2, "Också sett")
        ny = o.punkt(nr, "Rutin")
        bort = o.punkt(nr, "Av misstag")
        o.steg("besokspunkt_ta_bort", bort, 1)
        o.steg("besokspunkt_andra", ny, 1, vad="Rutin för närvaro", **PUNKT)
        o.steg("besokspunkt_klar", gammal.id, gammal.version, datum=RESA, notering="Visades")
        o.steg("besok_hallet", nr, o.vy(nr).rad.version, dag=RESA, fran="9", till="11", fran_oss="Kim Vik",
               fran_dem="Rut Chef\nNy Person")  # fmt: skip
        o.steg("besok_sammanfatta", nr, o.vy(nr).rad.version, sammanfattning="I korthet")
        with pytest.raises(Nekad, match="offlinepaket"):
            o.steg("besok_signera", nr, o.vy(nr).rad.version)
        borta = o.vy(nr)
    gor(varld, "besokspunkt_lagg_till", nr, vad="Tillagd hemma", **PUNKT)
    with varld.enhet(IDAG, "kvtva", skriv=True) as e:  # somebody else, in a question that nobody wrote in offline
        f = besok.fragorna(e, nr)[2]
        handlingar.utfor(e, "besok_skriv", "", str(f.id), f.version, {"iakttagelse": "Hemma", "bedomning": "Bra"})
    ut = in_igen(varld, fil)
    assert (ut.besok, ut.inlasta, ut.redan, ut.konflikter, ut.nekade) == (True, 9, 0, (), ())
    x = vy(varld, nr)
    assert [f.iakttagelse for f in x.fragor[:3]] == ["Sett på plats", "Också sett", "Hemma"]
    assert {(y.vad, y.notering) for y in x.punkter} == {
        ("Gammal", "Visades"), ("Tillagd hemma", ""), ("Rutin för närvaro", ""),
    }  # fmt: skip
    assert (x.rad.lage, x.fran_dem, x.sammanfattning) == (borta.rad.lage, ("Rut Chef", "Ny Person"), "I korthet")
    igen = in_igen(varld, fil)
    assert (igen.inlasta, igen.redan, igen.konflikter, igen.nekade) == (0, 9, (), ())
    assert len(vy(varld, nr).punkter) == 3
    with Borta(fil, regelverk) as o:  # the package was kept, and written on after it had been taken in
        o.skriv(nr, 1, "Sett, och tänkt på")
        o.steg("besokspunkt_andra", ny, o.vy(nr).punkter[-1].version, vad="Rutin igen", **PUNKT)
    sist = in_igen(varld, fil)
    assert (sist.inlasta, sist.redan, sist.konflikter, sist.nekade) == (2, 7, (), ())
    x = vy(varld, nr)
    assert x.fragor[0].iakttagelse == "Sett, och tänkt på" and "Rutin igen" in {y.vad for y in x.punkter}
    avsluta(_ny(varld), fil, FRAS, sist)
    varld.stammer()
    assert not fil.exists()
    with varld.enhet(HEMMA, "kvut") as e:
        assert [q.lage for q in e.session.scalars(select(m.Paket))] == ["inlast"]


def test_what_somebody_else_wrote_stands_and_is_shown_field_by_field(varld: Varld, regelverk: Any, fil: Path) -> None:
    nr = planera(varld, skapa(varld))
    ta_ut(varld, fil, nr)
    with Borta(fil, regelverk) as o:
        o.skriv(nr, 1, "Mitt", "Bra")
        o.skriv(nr, 2, "Ostört")
        o.steg("besok_sammanfatta", nr, o.vy(nr).rad.version, sammanfattning="Min sammanfattning")
    f = vy(varld, nr).fragor[0]
    gor(varld, "besok_skriv", f.id, f.version, som="kvtva", iakttagelse="Deras", bedomning="Bra")
    ut = in_igen(varld, fil)
    assert (ut.inlasta, ut.redan, ut.nekade) == (2, 0, ())
    (k,) = ut.konflikter
    assert k.titel == "Björken, 14 april 2026: fråga 1" and k.deras is not None and k.deras.vem == "Pia Ros"
    assert [(d.falt, d.mitt, d.deras) for d in k.falt] == [("Iakttagelse", "Mitt", "Deras")]
    x = vy(varld, nr)
    assert [q.iakttagelse for q in x.fragor[:2]] == ["Deras", "Ostört"]
    assert x.sammanfattning == "Min sammanfattning"
    igen = in_igen(varld, fil)
    assert (igen.inlasta, igen.redan, len(igen.konflikter)) == (0, 2, 1)


def test_what_was_written_in_a_visit_that_is_closed_meanwhile_is_told_to_be_kept(
    varld: Varld, regelverk: Any, fil: Path
) -> None:
    p = skapa(varld)
    nr, annat = planera(varld, p), planera(varld, p, "Zenit")
    ta_ut(varld, fil, nr, annat)
    with Borta(fil, regelverk) as o:
        o.skriv(nr, 1, "Skrivet för sent")
        ny = o.punkt(annat, "Följs upp")
        o.steg("besokspunkt_andra", ny, 1, vad="Följs upp nu", **PUNKT)
    halla(varld, nr)
    skriv_allt(varld, nr)
    signera(varld, nr)
    gor(varld, "besok_stall_in", annat, vy(varld, annat).rad.version, skal="Avböjt")
    ut = in_igen(varld, fil)
    assert (ut.inlasta, ut.konflikter) == (0, ())
    assert [(x.titel, x.mening.split(".")[0]) for x in ut.nekade] == [
        ("Björken, 14 april 2026: fråga 1", "Protokollet är signerat"),
        ("Zenit, 14 april 2026: ny uppföljningspunkt", "Besöket är inställt"),
        ("Zenit, 14 april 2026: uppföljningspunkt",
         "Punkten lades inte till, så det som gjordes med den förs inte in"),
    ]  # fmt: skip
    assert [d.mitt for d in ut.nekade[0].falt] == ["Skrivet för sent", "Bra"]
    assert "Följs upp nu" in [d.mitt for d in ut.nekade[2].falt]
    assert vy(varld, nr).fragor[0].iakttagelse == "Sett 1" and vy(varld, annat).punkter == ()


def test_a_package_holds_the_visits_and_no_case(varld: Varld, regelverk: Any, fil: Path) -> None:
    p = skapa(varld)
    forra = skapa(varld, 2025)
    fore = planera(varld, p, dag="2026-04-13")
    halla(varld, fore)
    skriv_allt(varld, fore)
    signera(varld, fore)
    nr, hos_annan = planera(varld, p), planera(varld, p, "Zenit")
    gor(varld, "besokspunkt_lagg_till", nr, vad="Rutin", **PUNKT)
    with transaktion(varld.databas, skriv=True) as s:
        hos = s.scalars(select(m.Anordnare.id).where(m.Anordnare.namn == "Björken")).one()
        s.add_all([m.Anordnarkontor(anordnare_id=hos, namn="Söder"), m.Jobbexpert(anordnare_id=hos, namn="Rut Chef")])
    klart = bestall(varld, p)
    dra(varld, klart)
    granska(varld, klart)
    gor(varld, "stickprov_klart", klart, prov(varld).version, som="gust")
    dra(varld, bestall(varld, p))
    ta_ut(varld, fil, nr)
    with Borta(fil, regelverk) as o, transaktion(o.databas) as s:
        tabeller = inspect(s.connection()).get_table_names()
        allt = {t: [dict(r) for r in s.execute(text(f'SELECT * FROM "{t}"')).mappings()] for t in tabeller}
    vantade = {*besoksinnehall.KOLUMNER, *besoksinnehall.EGET}
    assert {t for t, rader in allt.items() if rader and t in m.Bas.metadata.tables} == vantade - {"schemaversion"}
    assert {b["id"] for b in allt["besok"]} == {nr, fore} and hos_annan and forra
    assert {a["namn"] for a in allt["anordnare"]} == {"Björken"}
    assert [k["besok_id"] for k in allt["besoksprotokoll"]] == [fore]
    assert [(s["id"], s["fro"], s["fingeravtryck"]) for s in allt["stickprov"]] == [(klart, "", None)]
    for tabell, kolumner in besoksinnehall.KOLUMNER.items():
        for rad in allt[tabell]:
            assert {k for k, v in rad.items() if v not in (None, "", 0, "[]")} <= set(kolumner), tabell
    assert [h["anvandare"] for h in allt["handlaggare"]] == ["kvut"]
    with varld.enhet(HEMMA, "kvut") as e:
        visade = select(m.Logg.rad_id).where(m.Logg.tabell == "besok", m.Logg.falt == "visad")
        assert list(e.session.scalars(visade)) == [nr]


@pytest.mark.parametrize("som", ["gust", "anlu", "syss"])
def test_only_who_writes_about_visits_takes_them_along(som: str, varld: Varld, fil: Path) -> None:
    nr = planera(varld, skapa(varld))
    with pytest.raises(Nekad) as fel:
        ta_ut(varld, fil, nr, som=som)
    assert fel.value.kod == "roll" and not fil.exists()
    with pytest.raises(Nekad):
        ta_ut(varld, fil)
    with pytest.raises(Nekad, match="för lätt"):
        ta_ut(varld, fil, nr, fras="sommar")


def test_who_owns_a_file_takes_them_along_as_one_who_may(lokal: Varld, regelverk: Any, fil: Path) -> None:
    nr = planera(lokal, skapa(lokal))
    info = ta_ut(lokal, fil, nr, som="provare")
    assert (info.handlaggare, info.aktor.anvandare, info.aktor.agare) == ("kvut", "provare", False)
    with Borta(fil, regelverk) as o:
        o.skriv(nr, 1, "Sett")
    ut = in_igen(lokal, fil, "provare")
    assert (ut.inlasta, ut.konflikter, ut.nekade) == (1, (), ())
    avsluta(_ny(lokal, "provare"), fil, FRAS, ut)
    assert vy(lokal, nr).fragor[0].iakttagelse == "Sett" and not fil.exists()


def test_a_package_is_taken_in_by_its_own_and_where_it_came_from(varld: Varld, regelverk: Any, fil: Path) -> None:
    nr = planera(varld, skapa(varld))
    ta_ut(varld, fil, nr)
    with Borta(fil, regelverk) as o:
        o.skriv(nr, 1, "Sett")
    for som, kod in (("kvtva", "annan_person"), ("gust", "roll")):
        with pytest.raises(Nekad) as fel:
            in_igen(varld, fil, som)
        assert fel.value.kod == kod
    _skriv(fil, "UPDATE installning SET varde = json_set(varde, '$.databas', :v) WHERE nyckel = 'paket'", str(uuid4()))
    with pytest.raises(Nekad) as fel:
        in_igen(varld, fil)
    assert fel.value.kod == "annan_databas" and vy(varld, nr).fragor[0].iakttagelse == ""


def _skriv(fil: Path, sats: str, v: object) -> None:
    databas, _ = oppna_paket(fil, FRAS)
    try:
        with transaktion(databas, skriv=True) as s:
            s.execute(text(sats), {"v": v})
    finally:
        databas.stang()


@pytest.mark.parametrize(
    ("sats", "v"),
    [
        ("UPDATE paketbeslut SET kod = :v", "besok_signera"),
        ("UPDATE paketbeslut SET kod = :v", "rapport_godkann"),
        ("UPDATE paketbeslut SET insats = :v", "2024-01"),
        ("UPDATE paketbeslut SET mal = :v", "99"),
        ("UPDATE paketbeslut SET mal = :v", "1; DROP"),
        ("UPDATE paketbeslut SET varden = :v", "[]"),
        ("UPDATE paketbeslut SET handling_id = :v", "x"),
        ("UPDATE installning SET varde = :v WHERE nyckel = 'paket.fore'", "{}"),
        ("DELETE FROM installning WHERE nyckel = 'paket.fore' AND :v = 1", 1),
        ("UPDATE paketbeslut SET tid = :v", "x"),
        ("UPDATE paketbeslut SET varden = :v", "[" * 20_000),
        ("UPDATE installning SET varde = :v WHERE nyckel = 'paket.fore'", "[" * 20_000),
        ("UPDATE besok SET start = :v", "x"),
        ("UPDATE schemaversion SET version_num = :v", "0027"),
    ],
)
def test_a_package_that_something_else_has_written_in_is_not_used(
    sats: str, v: object, lokal: Varld, regelverk: Any, fil: Path
) -> None:
    nr = planera(lokal, skapa(lokal))
    ta_ut(lokal, fil, nr)
    with Borta(fil, regelverk) as o:
        o.skriv(nr, 1, "Sett")
    _skriv(fil, sats, v)
    with transaktion(lokal.databas) as s:
        fore = s.scalar(select(func.count()).select_from(m.Handling))
    with pytest.raises(Databasfel) as fel:
        in_igen(lokal, fil)
    assert fel.value.kod == "skadat"
    with transaktion(lokal.databas) as s:
        assert s.scalar(select(func.count()).select_from(m.Handling)) == fore
    fil.write_bytes(fil.read_bytes()[:-100] + b"x" * 100)
    with pytest.raises(Databasfel) as fel:
        in_igen(lokal, fil)
    assert fel.value.kod in ("skadat", "inte_paket")


def test_a_package_of_reports_says_what_it_always_has(lokal: Varld, regelverk: Any, fil: Path) -> None:
    """Packages that are out when the program becomes a newer one are taken in by it."""
    ta_ut(lokal, fil, planera(lokal, skapa(lokal)))
    with Borta(fil, regelverk) as o, transaktion(o.databas) as s:
        d = json.loads(s.scalars(select(m.Installning.varde).where(m.Installning.nyckel == "paket")).one())
    assert list(d) == ["id", "databas", "handlaggare", "handlaggare_id", "namn", "uttaget", "skrivet", "aktor",
                       "antal", "besok"]  # fmt: skip
    with pytest.raises(Databasfel) as fel:
        _skriv(fil, "UPDATE installning SET varde = json_set(varde, '$.besok', :v) WHERE nyckel = 'paket'", "ett")
        oppna_paket(fil, FRAS)
    assert fel.value.kod == "inte_paket"


def test_the_command_takes_visits_out_and_in_and_tells_what_was_not(
    lokal: Varld, regelverk: Any, fil: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KUNDVALSDESK_PAKETFRAS", FRAS)
    nr = planera(lokal, skapa(lokal))

    def kor(*arg: str) -> tuple[int, str, str]:
        vem = ("--db", str(lokal.databas.adress.fil), "--som", "kvut", "--idag", HEMMA)
        kod = cli.kor(cli.tolka([*arg, *vem]))
        svar = capsys.readouterr()
        return kod, svar.out, svar.err

    kod, ut, fel = kor("paket", "ut", str(fil), "--besok", str(nr))
    assert (kod, fel) == (0, "") and json.loads(ut)["besok"] == [nr] and "rapporter" not in json.loads(ut)
    with Borta(fil, regelverk) as o:
        o.skriv(nr, 1, "Mitt")
        o.skriv(nr, 2, "Också mitt")
    f = vy(lokal, nr).fragor[0]
    gor(lokal, "besok_skriv", f.id, f.version, som="kvtva", iakttagelse="Deras", bedomning="Bra")
    kod, ut, fel = kor("paket", "in", str(fil))
    svar = json.loads(ut)
    assert kod == 0 and (svar["inlasta"], svar["redan"], svar["nekade"]) == (1, 0, [])
    (k,) = svar["konflikter"]
    assert (k["besok"], k["vem"]) == (nr, "Pia Ros")
    assert k["falt"] == [{"falt": "Iakttagelse", "mitt": "Mitt", "deras": "Deras"}]
    assert (
        fel.startswith("Inte infört, Björken, 14 april 2026: fråga 1. Mitt: Iakttagelse: Mitt.") and not fil.exists()
    )
    for arg in (("paket", "in", "x", "--besok", "1"), ("paket", "ut", "x", "--besok", "ett")):
        with pytest.raises(SystemExit):
            kor(*arg)


def test_in_a_shared_database_packages_of_visits_are_ones_own(
    ny_databas: Callable[[str], Databas], regelverk: Any, fil: Path
) -> None:
    """Whatever program they use."""
    databas = ny_databas("postgresql")
    with Inloggade(databas) as inloggade:
        v = Enhetens(databas, regelverk, inloggade)
        ta_ut(v, fil, planera(v, skapa(v)))
        with inloggade.som("kvtva").engine.connect() as c:
            assert c.execute(text("SELECT count(*) FROM paket")).scalar() == 0
            satt = "INSERT INTO paket (id, handlaggare_id, skapat, skapat_av, antal, lage, version) SELECT 'x', id"
            with pytest.raises(DBAPIError, match="row-level security"):
                c.execute(text(f"{satt}, now(), 'kvut', 1, 'ute', 1 FROM handlaggare WHERE anvandare = 'kvut'"))
