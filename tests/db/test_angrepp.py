"""Hostile material through the services: what an import takes in, what forms hand over, what messages repeat."""

from __future__ import annotations

import shutil
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kundvalsdesk.fel import Databasfel, Nekad
from kundvalsdesk.models.motor import Databas, oppna_motor, tolka_adress
from kundvalsdesk.services import databas as databasvard
from kundvalsdesk.services.overforing import las_in, skriv_ut

from .varld import AGARE, BLAD, Varld

IDAG = date(2024, 9, 11)
INSATS = {
    "insats": "I1", "kund": "K0001", "kod": "AMI2", "anordnare": "Björken", "beslut": "2024-01-02",
    "aktualiserad": "2024-01-03", "bemannad": "2024-01-04", "uppdrag": "2024-01-05", "start": "2024-02-29",
}  # fmt: skip


@pytest.fixture
def lokal(ny_databas: Any) -> Databas:
    db = ny_databas("sqlite")
    assert isinstance(db, Databas)
    return db


def mapp(plats: Path, **blad: str) -> Path:
    plats.mkdir()
    for namn, text in blad.items():
        (plats / f"{namn}.csv").write_text(text, encoding="utf-8")
    return plats


# --- years at the edge of the calendar ----------------------------------------------------------------------------


def test_every_fact_in_the_last_year_still_has_its_frister(lokal: Databas, regelverk: Any) -> None:
    dag = "2098-12-31"
    insats = {k: dag if v.startswith("2024") else v for k, v in INSATS.items()}
    ut = las_in(
        lokal, AGARE, regelverk, IDAG,
        {
            **BLAD,
            "insatser": [insats],
            "genomforandeplaner": [{"insats": "I1", "version": "1", "inkommen": dag, "revidering_begard": dag}],
            "manadsrapporter": [{"insats": "I1", "manad": "2098-12", "klarmarkerad": dag}],
            "slutrapporter": [{"insats": "I1", "inkommen": dag}],
            "franvaro": [{"insats": "I1", "typ": "sjuk", "fran": dag}],
            "forlangningar": [
                {"insats": "I1", "begard": d, "beslutad": d, "beslut": "beviljad"} for d in ("2098-12-30", dag)
            ],
            "incidenter": [{"incident": "P1", "insats": "I1", "upptackt": f"{dag}T23:59"}],
        },
    )  # fmt: skip
    assert ut.fel == ()


@pytest.mark.parametrize("dag", ["2099-01-01", "2100-12-31", "1899-12-31"])
def test_a_year_whose_frister_no_calendar_holds_is_refused(lokal: Databas, regelverk: Any, dag: str) -> None:
    ut = las_in(lokal, AGARE, regelverk, IDAG, {**BLAD, "insatser": [{**INSATS, "start": dag}]})
    assert [(f.blad, f.kolumn) for f in ut.fel if "utanför åren" in f.fel] == [("insatser", "start")]


# --- what messages repeat -----------------------------------------------------------------------------------------

PERSONLIGT = ("Hemligsson", "Dragana", "Storgatan", "19850312", "850312-1234")


@pytest.mark.parametrize(
    "kunder",
    [
        "K1;850312-1234;Hemligsson\nK2;850312-1234;Dragana\n",
        "kund;personnummer;fodelsedatum;skydd;malgrupp;ekonomiskt_bistand;karriarvagledare\n"
        "K1;Hemligsson;Dragana;Hemligsson;Storgatan 1;Dragana;Hemligsson\n",
        "kund;fodelsedatum\nK1;19850312\n",
    ],
)
def test_no_message_about_people_repeats_what_stands_in_a_cell(
    lokal: Databas, regelverk: Any, tmp_path: Path, kunder: str
) -> None:
    ut = las_in(lokal, AGARE, regelverk, IDAG, mapp(tmp_path / "m", kunder=kunder))
    assert ut.fel
    for f in ut.fel:
        assert not any(p in f"{f.fel} {f.kolumn}" for p in PERSONLIGT), f


def test_a_personnummer_used_as_a_key_is_not_repeated(lokal: Databas, regelverk: Any) -> None:
    ut = las_in(lokal, AGARE, regelverk, IDAG, {"insatser": [{**INSATS, "kund": "850312-1234"}]})
    assert "kund" in {f.kolumn for f in ut.fel}
    assert not any("850312" in f.fel for f in ut.fel)


def test_codes_and_dates_of_other_sheets_are_repeated(lokal: Databas, regelverk: Any) -> None:
    ut = las_in(lokal, AGARE, regelverk, IDAG, {**BLAD, "insatser": [{**INSATS, "kod": "AMI9", "start": "1/3"}]})
    meningar = {f.kolumn: f.fel for f in ut.fel}
    assert "”AMI9”" in meningar["kod"]
    assert "”1/3”" in meningar["start"]


# --- sources that are not what they seem --------------------------------------------------------------------------


def test_two_files_for_one_sheet(lokal: Databas, regelverk: Any, tmp_path: Path) -> None:
    m = mapp(tmp_path / "m", anordnare="anordnare\nA\n")
    (m / "anordnare.CSV").write_text("anordnare\nB\n", encoding="utf-8")
    if len(list(m.iterdir())) == 1:
        pytest.skip("the file system knows no letter case")
    with pytest.raises(Nekad, match="två filer för samma blad"):
        las_in(lokal, AGARE, regelverk, IDAG, m)


def test_a_folder_named_as_a_sheet(lokal: Databas, regelverk: Any, tmp_path: Path) -> None:
    m = mapp(tmp_path / "m", anordnare="anordnare\nA\n")
    (m / "kunder.csv").mkdir()
    ut = las_in(lokal, AGARE, regelverk, IDAG, m)
    assert [(f.blad, f.fel) for f in ut.fel] == [("kunder", "Filen kan inte läsas.")]


def bok(plats: Path, andra: Any) -> Path:
    """A workbook with one anordnare, its sheet changed by `andra`."""
    from openpyxl import Workbook

    w = Workbook()
    w.active.title = "anordnare"
    w.active.append(["anordnare"])
    w.active.append(["Björken"])
    w.save(plats / "hel.xlsx")
    with zipfile.ZipFile(plats / "hel.xlsx") as fran, zipfile.ZipFile(plats / "bok.xlsx", "w") as till:
        for d in fran.namelist():
            innehall = fran.read(d)
            till.writestr(d, andra(innehall) if d.endswith("sheet1.xml") else innehall)
    return plats / "bok.xlsx"


DTD = b'<!DOCTYPE x [<!ENTITY b SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    "andra",
    [
        lambda d: d.replace(b"<worksheet", DTD + b"<worksheet", 1),
        lambda d: d.replace(b"<worksheet", b"<!--" + b" " * 100_000 + b"-->" + DTD + b"<worksheet", 1),
        lambda d: ('<?xml version="1.0" encoding="utf-16"?>' + (DTD + d[d.index(b"<worksheet"):]).decode()).encode(
            "utf-16"
        ),
    ],
    ids=["first", "behind a comment", "utf-16"],
)  # fmt: skip
def test_xml_with_a_doctype_is_refused(lokal: Databas, regelverk: Any, tmp_path: Path, andra: Any) -> None:
    with pytest.raises(Nekad, match="XML som inte hör hemma"):
        las_in(lokal, AGARE, regelverk, IDAG, bok(tmp_path, andra))


def test_a_row_number_out_of_reach(lokal: Databas, regelverk: Any, tmp_path: Path) -> None:
    fil = bok(tmp_path, lambda d: d.replace(b'<row r="2"', b'<row r="99999999999"'))
    ut = las_in(lokal, AGARE, regelverk, IDAG, fil)
    assert ["fler rader" in f.fel for f in ut.fel] == [True]


def test_a_part_packed_in_a_broken_way(lokal: Databas, regelverk: Any, tmp_path: Path) -> None:
    fil = tmp_path / "b.xlsx"
    with zipfile.ZipFile(fil, "w", zipfile.ZIP_LZMA) as z:
        z.writestr("xl/a.xml", "x" * 9000)
    byte = bytearray(fil.read_bytes())
    byte[60:70] = b"\xff" * 10
    fil.write_bytes(byte)
    with pytest.raises(Nekad, match="skadad eller ingen XLSX-fil"):
        las_in(lokal, AGARE, regelverk, IDAG, fil)


# --- forms --------------------------------------------------------------------------------------------------------

KUND = {"efternamn": "Ek", "malgrupp": "bistand"}


@pytest.mark.parametrize(
    "namn", ["A\nB", "A\tB", "A\x7fB", "A\x85B", "A\u202eB", "A\u2028B", "A\ud800", "A\x00", "A" * 301, "A" * 10**6]
)
def test_a_name_that_no_import_would_take_is_refused_in_the_form(databas: Databas, regelverk: Any, namn: str) -> None:
    v = Varld(databas, regelverk)
    with pytest.raises(Nekad) as fel:
        v.gor("2024-05-02", "registrera_kund", fornamn=namn, **KUND)
    assert fel.value.falt == "fornamn"
    assert namn not in fel.value.mening


@pytest.mark.parametrize("dag", ["20240502", "2024-W18-4", "2024-05-02T00:00", "2099-01-01", "٢٠٢٤-٠٥-٠٢"])
def test_only_one_way_to_write_a_date(databas: Databas, regelverk: Any, dag: str) -> None:
    v = Varld(databas, regelverk)
    with pytest.raises(Nekad) as fel:
        v.gor("2024-05-02", "besluta", mal="K0001", kod="AMI2", datum=dag)
    assert fel.value.falt == "datum"


@pytest.mark.parametrize("mal", ["9" * 30, "²", "1\x00", "\ud800", "1' OR 1=1"])
def test_a_target_that_cannot_be(databas: Databas, regelverk: Any, mal: str) -> None:
    v = Varld(databas, regelverk, {"insatser": [INSATS]})
    with pytest.raises(Nekad):
        v.gor("2024-05-02", "plan_godkann", "I1", mal, version=1, datum="2024-05-02")


def test_the_kundansvarig_works_with_cases(databas: Databas, regelverk: Any) -> None:
    v = Varld(databas, regelverk)
    with pytest.raises(Nekad) as fel:
        v.gor("2024-05-02", "registrera_kund", fornamn="Bo", kundansvarig="syss", **KUND)
    assert fel.value.falt == "kundansvarig"


def test_what_forms_save_can_be_taken_in_again(
    databas: Databas, motor: str, ny_databas: Any, regelverk: Any, tmp_path: Path
) -> None:
    v = Varld(databas, regelverk)
    v.gor("2024-05-02", "registrera_kund", fornamn='=1+1;"å"', efternamn="😀 _x0041_", malgrupp="bistand")
    v.gor("2024-05-02", "besluta", mal="K0004", kod="AMI2", datum="2024-05-02", motivering="x")
    v.gor(
        "2024-05-02", "besluta", mal="K0004", kod="AMI1", datum="2024-05-02", motivering="x",
        parallell_bedomning='rad ett;\n\n"rad två", \ttre',
    )  # fmt: skip
    andra = ny_databas(motor)
    for namn in ("ut", "ut.xlsx"):
        skriv_ut(databas, AGARE, regelverk, IDAG, tmp_path / namn)
    assert las_in(andra, AGARE, regelverk, IDAG, tmp_path / "ut.xlsx").fel == ()
    skriv_ut(andra, AGARE, regelverk, IDAG, tmp_path / "ut2")
    for fil in (tmp_path / "ut").iterdir():
        assert fil.read_bytes() == (tmp_path / "ut2" / fil.name).read_bytes(), fil.name


# --- the file of the database -------------------------------------------------------------------------------------


def test_an_empty_file_is_no_database_and_stays_empty(tmp_path: Path) -> None:
    fil = tmp_path / "tom.db"
    fil.touch()
    for gor in (databasvard.status, databasvard.oppna, databasvard.uppgradera):
        with pytest.raises(Databasfel, match="tom fil"):
            gor(tolka_adress(str(fil)))
    assert fil.read_bytes() == b""


def test_a_file_name_that_is_no_utf8(sqlitemall: Path, tmp_path: Path) -> None:
    fil = tmp_path / "\udcff.db"
    try:
        shutil.copyfile(sqlitemall, fil)
    except OSError:
        pytest.skip("the file system takes no such name")
    assert databasvard.status(tolka_adress(str(fil)))["slag"] == "sqlite"


def test_a_key_that_cannot_be_written(sqlitemall: Path) -> None:
    with pytest.raises(Databasfel) as fel:
        oppna_motor(tolka_adress(str(sqlitemall)), "\udcff")
    assert fel.value.kod == "nyckel_fel"


def test_a_database_in_the_making_never_takes_the_place_of_another(tmp_path: Path) -> None:
    fil = tmp_path / "a.db"
    with pytest.raises(Databasfel) as fel, databasvard.blivande(tolka_adress(str(fil))):
        fil.write_bytes(b"somebody else's")
    assert fel.value.kod == "finns"
    assert [(f.name, f.read_bytes()) for f in tmp_path.iterdir()] == [("a.db", b"somebody else's")]


def test_a_database_in_the_making_is_not_there_before_it_is_done(tmp_path: Path) -> None:
    adress = tolka_adress(str(tmp_path / "a.db"))
    with pytest.raises(RuntimeError), databasvard.blivande(adress):
        assert adress.fil is not None
        assert not adress.fil.exists()
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


# --- exports ------------------------------------------------------------------------------------------------------


def test_an_export_that_cannot_be_logged_leaves_nothing(
    lokal: Databas, regelverk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy.orm import Session

    def fullt(*_: object) -> None:
        raise Databasfel("full", "Disken är full.")

    monkeypatch.setattr(Session, "commit", fullt)
    with pytest.raises(Databasfel):
        skriv_ut(lokal, AGARE, regelverk, IDAG, tmp_path / "ut")
    assert [f.name for f in tmp_path.iterdir() if not f.name.startswith("prov")] == []


@pytest.mark.parametrize("namn", ["a" * 250, "fil/ut"])
def test_a_place_where_no_export_can_be(lokal: Databas, regelverk: Any, tmp_path: Path, namn: str) -> None:
    (tmp_path / "fil").touch()
    try:
        skriv_ut(lokal, AGARE, regelverk, IDAG, tmp_path / namn)
    except Nekad as fel:
        assert "Inget har skrivits" in fel.mening
    assert not [f for f in tmp_path.iterdir() if f.name.startswith(".")]


def test_an_export_to_the_folder_one_stands_in(
    lokal: Databas, regelverk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "har").mkdir()
    monkeypatch.chdir(tmp_path / "har")
    try:
        skriv_ut(lokal, AGARE, regelverk, IDAG, Path())
    except Nekad:
        return  # some systems do not let go of it
    assert (tmp_path / "har" / "kunder.csv").exists()


# --- what is decided must be possible to print ----------------------------------------------------------------------


@pytest.mark.parametrize("kommentar", ["Tack 😀", "شكرا"])
def test_a_comment_that_no_document_could_hold_stops_before_the_decision(
    lokal: Databas, regelverk: Any, kommentar: str
) -> None:
    v = Varld(lokal, regelverk, {"insatser": [INSATS]})
    avslut = {"avslutstyp": "avbruten", "avslutsorsak": "flytt", "sista_dag": "2024-05-03", "beslut": "2024-05-02"}
    with pytest.raises(Nekad) as fel:
        v.gor("2024-05-02", "avsluta", "I1", kommentar=kommentar, **avslut)
    assert fel.value.falt == "kommentar"
    v.gor("2024-05-02", "avsluta", "I1", kommentar="Đặng Žižek flyttar – tack!\n\t<b>&</b>", **avslut)
    v.gor("2024-05-02", "avbrottsdokument", "I1")
