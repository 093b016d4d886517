"""Taking out an offline package: only what is needed, whole or not at all, and only by those who may."""

from __future__ import annotations

import errno
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from db.paketvarld import ANNAS, AVSLUTAD, FRAS, HEMLIGT, HEMMA, IDAG, VANTAR, Offline, Paketvarld
from db.varld import AGARE
from sqlalchemy import func, inspect, select, text

from kundvalsdesk.fel import Databasfel, Nekad
from kundvalsdesk.models import Bas, Handling, Insats, Logg, Paket, Rapportinnehall
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.services import databas as databasvard
from kundvalsdesk.services import granskning, handlingar, notislista, overlamning
from kundvalsdesk.services.arbetsenhet import transaktion
from kundvalsdesk.services.paket import uttag
from kundvalsdesk.services.paket.innehall import EGET, KOLUMNER
from kundvalsdesk.services.paket.intag import avsluta, ta_in
from kundvalsdesk.services.utkast import spara_utkast


@pytest.fixture
def varld(databas: Databas, regelverk: Any) -> Paketvarld:
    return Paketvarld(databas, regelverk)


@pytest.fixture
def lokal(ny_databas: Callable[[str], Databas], regelverk: Any) -> Paketvarld:
    return Paketvarld(ny_databas("sqlite"), regelverk)


def _allt(o: Offline) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of the open package, as it is stored."""
    with transaktion(o.databas) as s:
        tabeller = inspect(s.connection()).get_table_names()
        return {t: [dict(r) for r in s.execute(text(f'SELECT * FROM "{t}"')).mappings()] for t in tabeller}


def test_paketet_har_bara_det_som_star_i_listan(varld: Paketvarld, regelverk: Any, tmp_path: Path) -> None:
    with varld.enhet(IDAG, skriv=True) as e:
        spara_utkast(e, "2024-01", "rapport", "2024-08", "Mitt utkast")
    with varld.enhet(IDAG, "boek", skriv=True) as e:
        spara_utkast(e, "2024-01", "rapport", "2024-08", "Ordet om Bos kund")
    info = varld.ta_ut(tmp_path / "resa.kvpaket")
    assert info.antal == VANTAR
    with Offline(tmp_path / "resa.kvpaket", regelverk) as o:
        allt = _allt(o)
    tomma = {t for t in Bas.metadata.tables if t not in KOLUMNER and t not in EGET}
    assert {t for t, rader in allt.items() if rader and t in tomma} == set()
    for tabell, kolumner in KOLUMNER.items():
        assert allt[tabell], f"{tabell} is empty, so the test says nothing of it"
        standard = {"", 0, 1, None}
        for rad in allt[tabell]:
            ovriga = {k: v for k, v in rad.items() if k not in kolumner and v not in standard}
            assert ovriga == {}, tabell
    assert [h["anvandare"] for h in allt["handlaggare"]] == ["anlu"]
    assert {i["nyckel"] for i in allt["insats"]} == {*ANNAS, *AVSLUTAD}
    assert {k["skydd"] for k in allt["kund"]} == {None, "skyddad"}
    assert {r["avser"] for r in allt["rapportinnehall"]} == {"1", "2024-07", "2024-08"}
    assert [u["text"] for u in allt["granskningsutkast"]] == ["Mitt utkast"]
    assert {i["nyckel"] for i in allt["installning"]} == {"paket"}


def test_inga_namn_och_nummer_foljer_med(varld: Paketvarld, regelverk: Any, tmp_path: Path) -> None:
    varld.ta_ut(tmp_path / "resa.kvpaket")
    with Offline(tmp_path / "resa.kvpaket", regelverk) as o:
        allt = repr(_allt(o))
    assert [h for h in HEMLIGT if h in allt] == []
    assert "D.Đ. · K0001" in allt and "F.R. · K0010" in allt
    assert "Text om 2024-08 i 2024-01." in allt  # the reports themselves are there


def test_filen_ar_krypterad_och_ensam(varld: Paketvarld, regelverk: Any, tmp_path: Path) -> None:
    fil = tmp_path / "resa.kvpaket"
    varld.ta_ut(fil)
    data = fil.read_bytes()
    assert not data.startswith(b"SQLite") and b"2024-01" not in data and b"anlu" not in data
    with Offline(fil, regelverk) as o:
        o.godkann("2024-01")
        assert [p.name for p in tmp_path.iterdir() if p.name.startswith("resa")] == ["resa.kvpaket"]
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith("resa")] == ["resa.kvpaket"]


def test_vyn_i_paketet_visar_det_som_vantar(varld: Paketvarld, regelverk: Any, tmp_path: Path) -> None:
    varld.ta_ut(tmp_path / "resa.kvpaket")
    with varld.enhet(IDAG) as e:
        hemma = granskning.lista(e)
        vy_hemma = granskning.hamta(e, "2024-01", "rapport", "2024-08")
    with Offline(tmp_path / "resa.kvpaket", regelverk, IDAG) as o, o.enhet() as e:
        borta = granskning.lista(e)
        vy = granskning.hamta(e, "2024-01", "rapport", "2024-08")
        skyddad = granskning.hamta(e, "2024-02", "rapport", "2024-08")
    assert [(r.insats, r.avser, r.ljus, r.forfaller, r.anmarkningar) for r in borta.rader] == [
        (r.insats, r.avser, r.ljus, r.forfaller, r.anmarkningar) for r in hemma.rader
    ]
    assert vy.kund == "D.Đ. · K0001"
    assert skyddad.kund == "Ärende 2024-02 · skyddad"
    assert vy.version == vy_hemma.version
    assert vy.kalender == vy_hemma.kalender
    assert [a.kod for a in vy.anmarkningar] == [a.kod for a in vy_hemma.anmarkningar]
    assert vy.foregaende_ord == vy_hemma.foregaende_ord != ""


def test_uttaget_loggas_med_varje_arende(varld: Paketvarld, tmp_path: Path) -> None:
    info = varld.ta_ut(tmp_path / "resa.kvpaket")
    with transaktion(varld.databas) as s:
        rad = s.scalars(select(Paket)).one()
        handling = s.scalars(select(Handling).where(Handling.namn == "paket_ut")).one()
        loggat = s.execute(select(Logg.tabell, Logg.insats_id).where(Logg.handling_id == handling.id)).all()
    assert (rad.id, rad.lage, rad.antal, rad.skapat_av) == (info.paket_id, "ute", VANTAR, "anlu")
    assert handling.anvandare == "anlu"
    assert sum(t == "insats" for t, _ in loggat) == len(ANNAS) + len(AVSLUTAD)


@pytest.mark.parametrize("som", ["anlu", "gust", "provare"])
def test_egna_arbetsledarens_och_agarens(som: str, lokal: Paketvarld, regelverk: Any, tmp_path: Path) -> None:
    lokal.ta_ut(tmp_path / "resa.kvpaket", som)
    with Offline(tmp_path / "resa.kvpaket", regelverk) as o, o.enhet() as e:
        assert e.aktor.anvandare == som
        assert e.aktor.roller <= {"karriarvagledare", "arbetsledare"}
        assert granskning.lista(e).vantar == VANTAR


@pytest.mark.parametrize(
    ("som", "handlaggare", "kod"),
    [("boek", "anlu", "annans"), ("syss", "anlu", "roll"), ("gust", "hara", "inget_vantar"),
     ("gust", "ingen", "okand_handlaggare"), ("gust", "syss", "okand_handlaggare")],
)  # fmt: skip
def test_den_som_inte_far(som: str, handlaggare: str, kod: str, lokal: Paketvarld, tmp_path: Path) -> None:
    with pytest.raises(Nekad) as fel:
        lokal.ta_ut(tmp_path / "resa.kvpaket", som, handlaggare)
    assert fel.value.kod == kod
    assert list(tmp_path.glob("*resa*")) == []
    with transaktion(lokal.databas) as s:
        assert s.scalars(select(Paket)).all() == []


@pytest.mark.parametrize("fras", ["", "hemligt", "Anna Lund anlu 2024", "aaaaaaaaaaaaaaaaaaaaaaaa", "lampa kaffe"])
def test_svag_fras(fras: str, lokal: Paketvarld, tmp_path: Path) -> None:
    with pytest.raises(Nekad) as fel:
        lokal.ta_ut(tmp_path / "resa.kvpaket", fras=fras)
    assert fel.value.kod == "svag_fras" and fel.value.falt == "fras"
    assert not fras or fras not in fel.value.mening
    assert list(tmp_path.glob("*resa*")) == []


def test_en_fil_som_finns_rors_inte(lokal: Paketvarld, tmp_path: Path) -> None:
    fil = tmp_path / "resa.kvpaket"
    fil.write_bytes(b"nagot annat")
    with pytest.raises(Databasfel) as fel:
        lokal.ta_ut(fil)
    assert fel.value.kod == "finns" and "resa.kvpaket" in fel.value.mening
    assert fil.read_bytes() == b"nagot annat"
    with transaktion(lokal.databas) as s:
        assert s.scalars(select(Paket)).all() == []


def test_full_disk(lokal: Paketvarld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(databasvard, "_ge_namn", full)
    with pytest.raises(Databasfel) as fel:
        lokal.ta_ut(tmp_path / "resa.kvpaket")
    assert fel.value.kod == "full"
    assert list(tmp_path.glob("*resa*")) == []
    with transaktion(lokal.databas) as s:
        assert s.scalars(select(Paket)).all() == []
        assert s.scalars(select(Handling).where(Handling.namn == "paket_ut")).all() == []


def test_stromavbrott_mitt_i_uttaget(lokal: Paketvarld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever ends the work, there is either a whole package or none."""

    def borta(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(uttag, "skriv_info", borta)
    with pytest.raises(KeyboardInterrupt):
        lokal.ta_ut(tmp_path / "resa.kvpaket")
    assert list(tmp_path.glob("*resa*")) == []


def test_underlaget_for_dialogen(lokal: Paketvarld, tmp_path: Path) -> None:
    with lokal.enhet(IDAG) as e:
        eget = uttag.underlag(e)
    with lokal.enhet(IDAG, "gust") as e:
        ledarens = uttag.underlag(e)
    assert eget.valbara == (("anlu", "Anna Lund", VANTAR),)
    assert "Anna" in eget.ord and "Exempelkommun" in eget.ord
    assert eget.ute is None
    lokal.ta_ut(tmp_path / "resa.kvpaket")
    with lokal.enhet(IDAG) as e:
        assert uttag.underlag(e).ute is not None
    with lokal.enhet(IDAG, "gust") as e:
        assert uttag.underlag(e).ute is None  # somebody else's
    assert ledarens.valbara == (("anlu", "Anna Lund", VANTAR), ("boek", "Bo Ek", 1))


def test_en_fras_som_ser_ut_som_en_nyckel_harleds_anda(lokal: Paketvarld, regelverk: Any, tmp_path: Path) -> None:
    """64 hex digits are a raw key elsewhere; a package's key always goes through the derivation."""
    fras = "8f3ac1d9e07b5264a1c8f0e39d7b62458f1ce0a39b7d5264c1a8f0e93d7b6245"
    lokal.ta_ut(tmp_path / "resa.kvpaket", fras=fras)
    with pytest.raises(Databasfel):
        databasvard.oppna(databasvard.Adress("sqlite", "sqlite://", tmp_path / "resa.kvpaket"), fras)
    with Offline(tmp_path / "resa.kvpaket", regelverk, fras=fras) as o:
        assert o.info.antal == VANTAR


def test_frasen_ar_densamma_hur_bokstaverna_an_ar_sammansatta(
    lokal: Paketvarld, regelverk: Any, tmp_path: Path
) -> None:  # fmt: skip
    lokal.ta_ut(tmp_path / "resa.kvpaket", fras="ångbåt älgkalv ökenräv snöboll")
    isar = "a\u030angba\u030at a\u0308lgkalv o\u0308kenra\u0308v sno\u0308boll"
    with Offline(tmp_path / "resa.kvpaket", regelverk, fras=isar) as o:
        assert o.info.namn == "Anna Lund"


def test_det_som_ar_uttaget_ar_dagens(lokal: Paketvarld, regelverk: Any, tmp_path: Path) -> None:
    info = lokal.ta_ut(tmp_path / "resa.kvpaket")
    with Offline(tmp_path / "resa.kvpaket", regelverk) as o:
        assert o.info.uttaget == info.uttaget and o.info.uttaget.date() == date.fromisoformat(IDAG)
        assert FRAS not in repr(_allt(o))


def test_demons_manniskor_foljer_inte_med(
    ny_databas: Callable[[str], Databas], regelverk: Any, tmp_path: Path
) -> None:
    """Real-looking texts: none of four hundred made-up people is named in the package of one karriärvägledare."""
    from kundvalsdesk.models import Handlaggare, Kund, Kundidentitet
    from kundvalsdesk.services.arbetsenhet import aktor_for, enhet
    from kundvalsdesk.services.demo import rader, skriv_texter
    from kundvalsdesk.services.overforing import las_in

    idag = date(2024, 9, 18)
    db = ny_databas("sqlite")
    assert las_in(db, AGARE, regelverk, idag, rader(idag)).fel == ()
    with transaktion(db, skriv=True) as s:
        skriv_texter(s, regelverk, idag)
        # The texts of the demo name nobody; people do.
        for r in s.scalars(select(Rapportinnehall)):
            k = s.get_one(Kundidentitet, s.get_one(Insats, r.insats_id).kund_id)
            r.innehall = r.innehall.replace("Kunden ", f"{k.fornamn} {k.efternamn} (850114-3005) ")
        namn = [f"{k.fornamn} {k.efternamn}" for k in s.scalars(select(Kundidentitet))]
        nummer = [k.personnummer for k in s.scalars(select(Kundidentitet)) if k.personnummer]
        skyddade = set(s.scalars(select(Kund.nyckel).where(Kund.skydd.is_not(None))))
        mest = s.scalars(
            select(Handlaggare.anvandare)
            .join(Insats, Insats.kundansvarig_id == Handlaggare.id)
            .group_by(Handlaggare.anvandare)
            .order_by(func.count().desc())
        ).first()
        andra = list(s.scalars(select(Handlaggare.namn).where(Handlaggare.anvandare != mest)))
        aktor = aktor_for(s, mest)
    with enhet(db, aktor, regelverk, idag, skriv=True) as e:
        info = uttag.ta_ut(e, tmp_path / "resa.kvpaket", FRAS, str(mest))
        vantar = granskning.lista(e).vantar
    assert info.antal == vantar > 5
    with Offline(tmp_path / "resa.kvpaket", regelverk, "2024-09-18") as o:
        allt = _allt(o)
    text_ = repr(allt)
    assert "[personnummer]" in text_
    assert [n for n in (*namn, *nummer, *andra, "850114-3005") if n in text_] == []
    assert len(allt["rapportinnehall"]) > info.antal
    for i in allt["kundidentitet"]:
        nyckel = next(k["nyckel"] for k in allt["kund"] if k["id"] == i["kund_id"])
        assert (i["efternamn"] is None) == (nyckel in skyddade)


def test_vikarien_tar_ut_det_som_hen_har_och_den_som_lamnat_over_gor_det_inte(
    varld: Paketvarld, regelverk: Any, tmp_path: Path
) -> None:
    """Bo has Anna's K0001 for a week: its report goes with him, and comes in by him, like any of his own."""
    with varld.enhet(IDAG, "gust", skriv=True) as e:
        version = e.session.scalars(select(Insats.version).where(Insats.nyckel == "2024-01")).one()
        varden = {"till": "boek", "hur": "vikarie", "fran": IDAG, "ater": "2024-09-17", "skal": ""}
        handlingar.utfor(e, "overlamna", "", overlamning.som_mal([("2024-01", version)]), 0, varden)
        assert {a: n for a, _, n in uttag.underlag(e).valbara} == {"anlu": VANTAR - 1, "boek": 2}
    assert varld.ta_ut(tmp_path / "anna.kvpaket").antal == VANTAR - 1
    fil = tmp_path / "bo.kvpaket"
    assert varld.ta_ut(fil, "boek", "boek").antal == 2
    with Offline(fil, regelverk) as o:
        with o.enhet() as e:
            assert granskning.lista(e).vantar == 2
        allt = _allt(o)
        assert [h["anvandare"] for h in allt["handlaggare"]] == ["boek"] and "Anna Lund" not in repr(allt)
        o.godkann("2024-01")
    for dag, notiser in ((IDAG, 0), (HEMMA, 1)):
        with varld.enhet(dag, "boek") as e:
            rader = [n for n in notislista.hamta(e) if n.rum == "paket"]
            assert len(rader) == notiser
    assert rader[0].mening == "Offlinepaketet från 10 september 2024 (två rapporter) är inte inläst. Läs in det här."
    ny = varld.ny_enhet("boek")
    ut = ta_in(ny, fil, FRAS)
    assert (ut.inlasta, ut.nekade, ut.konflikter) == (1, (), ())
    avsluta(ny, fil, FRAS, ut)
    with varld.enhet(HEMMA, "boek") as e:
        assert [n for n in notislista.hamta(e) if n.rum == "paket"] == []
    with varld.enhet(HEMMA, "anlu") as e:
        assert [n.rum for n in notislista.hamta(e)].count("paket") == 1  # hers is still out
