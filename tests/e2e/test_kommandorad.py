"""The command line as a process: names, options, keys and exit statuses of the contract."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from kundvalsdesk import cli

from .conftest import Kor, Svar

FALT = [
    "insats", "kod", "avser", "ansvarig", "utlost", "forfaller", "ljus", "kvar", "klar", "kalla", "tolkning",
]  # fmt: skip
PERSONER = ("Åsa", "Öberg", "Vilhelmina", "Hemligsson", "Örjan")


def nekad(svar: Svar, *ord_: str) -> str:
    """One calm sentence on standard error, nothing on standard output, status 1."""
    assert svar.kod == 1, svar
    assert svar.ut == ""
    assert len(svar.fel.splitlines()) == 1
    for o in ord_:
        assert o in svar.fel
    return svar.fel


# --- databas ----------------------------------------------------------------------------------------------------


def test_databas_skapa_status_uppgradera(kor: Kor, db: str) -> None:
    assert kor("databas", "skapa").kod == 0
    status = kor("databas", "status")
    assert status.kod == 0
    assert status.data["version"] == status.data["programmets_version"]
    assert status.data["plats"] == db
    assert status.data["antal"]["insats"] == 0
    nekad(kor("databas", "skapa"), "finns redan")
    igen = kor("databas", "uppgradera")
    assert (igen.kod, igen.ut) == (0, "")
    assert "Inget behövde göras" in igen.fel


def test_the_file_is_encrypted(inlast: Kor, db: str) -> None:
    innehall = Path(db).read_bytes()
    assert not innehall.startswith(b"SQLite format 3")
    assert "Björkens".encode() not in innehall


def test_missing_database(kor: Kor, db: str) -> None:
    for arg in (["databas", "status"], ["frister"], ["exportera", "ut"], ["forklara", "I1", "bemanning"]):
        nekad(kor(*arg), "finns inte", "kundvalsdesk databas skapa")
    assert not Path(db).exists()


def test_sakerhetskopiera_and_aterstall(inlast: Kor, db: str, tmp_path: Path) -> None:
    kopia = tmp_path / "kopia.db"
    tagen = inlast("databas", "sakerhetskopiera", kopia)
    assert tagen.kod == 0, tagen
    assert "jämförd rad för rad" in tagen.fel
    nekad(inlast("databas", "aterstall", kopia), "finns redan", "har inte ändrats")
    Path(db).rename(tmp_path / "undan.db")
    ater = inlast("databas", "aterstall", kopia)
    assert (ater.kod, ater.data) == (0, tagen.data)
    assert inlast("databas", "status").data["antal"] == tagen.data["antal"]
    annan = inlast("databas", "aterstall", kopia, "--db", tmp_path / "annan.db", KUNDVALSDESK_NYCKEL="66" * 32)
    nekad(annan, "passar inte", "lägg till --fras")


@pytest.mark.parametrize(
    "arg", [["aterstall"], ["sakerhetskopiera", "--fras"], ["status", "fil"], ["skapa", "--fras"]]
)
def test_only_backup_and_restore_take_a_file(arg: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as slut:
        cli.tolka(["databas", *arg])
    assert slut.value.code == 2
    assert "fil" in capsys.readouterr().err.lower()


# --- importera, exportera ---------------------------------------------------------------------------------------


def test_importera_prints_counts_and_creates_a_missing_local_database(kor: Kor, material: Path, db: str) -> None:
    svar = kor("importera", material)
    assert svar.kod == 0
    assert svar.data["fel"] == []
    antal = {k: v for k, v in svar.data["inlasta"].items() if v}
    assert antal == {
        "handlaggare": 2, "anordnare": 1, "auktorisationer": 1, "kunder": 3, "insatser": 3, "genomforandeplaner": 2,
        "manadsrapporter": 5,
    }  # fmt: skip
    assert "skapades" in svar.fel
    assert Path(db).exists()


def test_importera_refused_changes_nothing_and_says_each_fault(inlast: Kor, material: Path) -> None:
    fore = inlast("databas", "status").data["antal"]
    for namn in material.glob("*.csv"):
        namn.unlink()
    (material / "kunder.csv").write_text(
        "kund;fornamn;efternamn;personnummer;malgrupp;karriarvagledare\n"
        "K9;Vilhelmina;Hemligsson;19850701-0001;bistand;anlu\n"
        "K1;Åsa;Öberg;;okänd;anlu\n",
        encoding="utf-8",
    )
    svar = inlast("importera", material)
    assert svar.kod == 1
    assert set(svar.data["inlasta"].values()) == {0}
    assert {(f["blad"], f["rad"], f["kolumn"]) for f in svar.data["fel"]} == {
        ("kunder", 2, "personnummer"), ("kunder", 3, "kund"), ("kunder", 3, "malgrupp"),
    }  # fmt: skip
    rader = svar.fel.splitlines()
    for f in svar.data["fel"]:
        assert sum(f["fel"] in rad for rad in rader) == 1
        assert any(rad.startswith(f"kunder, rad {f['rad']}, {f['kolumn']}: ") for rad in rader)
    assert inlast("databas", "status").data["antal"] == fore


@pytest.mark.parametrize("extra", [[], ["--provkor"]])
def test_a_database_made_for_a_refused_import_is_taken_away(
    kor: Kor, material: Path, db: str, extra: list[str]
) -> None:
    with (material / "insatser.csv").open("a", encoding="utf-8") as fil:
        fil.write("I9;K99;AMI2;;;;;;;;;;;;\n")
    svar = kor("importera", material, *extra)
    assert svar.kod == 1
    assert [(f["blad"], f["kolumn"]) for f in svar.data["fel"]] == [("insatser", "kund")]
    assert list(Path(db).parent.glob("arenden.db*")) == []


def test_provkor_keeps_nothing(kor: Kor, material: Path) -> None:
    assert kor("databas", "skapa").kod == 0
    fore = kor("databas", "status").data["antal"]
    svar = kor("importera", material, "--provkor")
    assert (svar.kod, svar.data["fel"]) == (0, [])
    assert not any(svar.data["inlasta"].values())
    assert svar.data["provade"]["insatser"] > 0
    assert kor("databas", "status").data["antal"] == fore


def test_importera_of_nothing(kor: Kor, tmp_path: Path, db: str) -> None:
    assert kor("importera", tmp_path / "saknas").kod == 1
    assert not Path(db).exists()


def innehall(katalog: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in sorted(katalog.iterdir())}


def test_export_and_import_again_give_the_same(inlast: Kor, tmp_path: Path) -> None:
    svar = inlast("exportera", tmp_path / "ett")
    assert svar.kod == 0
    assert svar.data["utskrivna"]["insatser"] == 3
    andra = str(tmp_path / "andra.db")
    assert inlast("importera", tmp_path / "ett", KUNDVALSDESK_DB=andra).kod == 0
    assert inlast("exportera", tmp_path / "tva", KUNDVALSDESK_DB=andra).kod == 0
    assert innehall(tmp_path / "ett") == innehall(tmp_path / "tva")
    frister = [
        inlast("frister", "--alla", "--idag", "2024-09-11", "--db", d).ut
        for d in (str(tmp_path / "arenden.db"), andra)
    ]
    assert frister[0] == frister[1] != "[]\n"


def test_both_engines_answer_the_same(inlast: Kor, ny_postgres: Any, tmp_path: Path, material: Path) -> None:
    url = ny_postgres()
    assert inlast("databas", "skapa", "--db", url).kod == 0
    assert inlast("importera", material, "--db", url).kod == 0
    fraga = ("frister", "--alla", "--idag", "2024-09-11")
    assert inlast(*fraga, "--db", url).ut == inlast(*fraga).ut
    assert inlast("exportera", tmp_path / "pg", "--db", url).kod == 0
    assert inlast("exportera", tmp_path / "lokal").kod == 0
    assert innehall(tmp_path / "pg") == innehall(tmp_path / "lokal")
    status = inlast("databas", "status", "--db", url)
    assert status.data["slag"] == "postgresql"


# --- frister, forklara ------------------------------------------------------------------------------------------


def test_frister_of_a_day(inlast: Kor) -> None:
    svar = inlast("frister", "--idag", "2024-09-11", "--format", "json")
    assert svar.kod == 0
    assert [list(p) for p in svar.data] == [FALT] * len(svar.data)
    assert svar.data == sorted(svar.data, key=lambda p: (p["forfaller"], p["insats"], p["kod"]))
    assert [(p["insats"], p["kod"], p["forfaller"], p["ljus"], p["kvar"]) for p in svar.data] == [
        ("I3", "uppfoljning", "2024-09-03", "rod", -6),
        ("I3", "avbrottsdokument", "2024-09-11", "gul", 1),
        ("I1", "granska_rapport", "2024-09-12", "gul", 2),
        ("I2", "bemanning", "2024-09-12", "gul", 2),
        ("I2", "uppdrag", "2024-09-13", "vilande", 3),
        ("I1", "godkann_rapport", "2024-09-16", "gron", 4),
    ]
    rapport = svar.data[2]
    assert (rapport["avser"], rapport["ansvarig"], rapport["utlost"], rapport["klar"]) == (
        "2024-08", "KV", "2024-09-09", None,
    )  # fmt: skip
    assert (rapport["kalla"], rapport["tolkning"]) == ("K 8", "T4")


def test_idag_decides_light_and_what_is_open(inlast: Kor) -> None:
    def ljus(*arg: str, **miljo: str) -> dict[tuple[str, str], tuple[str, int]]:
        return {(p["insats"], p["kod"]): (p["ljus"], p["kvar"]) for p in inlast("frister", *arg, **miljo).data}

    assert ljus("--idag", "2024-09-16")["I1", "granska_rapport"] == ("rod", -2)
    assert ("I1", "granska_rapport") not in ljus("--idag", "2024-09-08")
    # The option wins over the variable.
    assert ljus("--idag", "2024-09-16", KUNDVALSDESK_IDAG="2024-09-08") == ljus(KUNDVALSDESK_IDAG="2024-09-16")


def test_alla_lists_done_and_lapsed_ones_too(inlast: Kor) -> None:
    oppna = inlast("frister", "--idag", "2024-09-11").data
    alla = inlast("frister", "--alla", "--idag", "2024-09-11").data
    assert [p for p in alla if p["ljus"] not in ("klar", "bortfallen")] == oppna
    juli = next(p for p in alla if (p["insats"], p["kod"], p["avser"]) == ("I1", "manadsrapport", "2024-07"))
    assert (juli["ljus"], juli["klar"], juli["kvar"]) == ("klar", "2024-08-05", 0)
    sen = next(p for p in alla if (p["insats"], p["kod"], p["avser"]) == ("I1", "manadsrapport", "2024-08"))
    assert (sen["ljus"], sen["forfaller"], sen["klar"], sen["kvar"]) == ("klar", "2024-09-07", "2024-09-09", -1)
    senare = inlast("frister", "--alla", "--idag", "2024-10-01").data
    assert {p["ljus"] for p in senare if (p["insats"], p["kod"]) == ("I3", "uppfoljning")} == {"bortfallen"}


def test_frister_as_csv_says_the_same(inlast: Kor) -> None:
    poster = inlast("frister", "--alla", "--idag", "2024-09-11").data
    rader = list(
        csv.DictReader(
            io.StringIO(inlast("frister", "--alla", "--idag", "2024-09-11", "--format", "csv").ut), delimiter=";"
        )
    )
    assert rader == [{k: "" if v is None else str(v) for k, v in p.items()} for p in poster]


def test_forklara(inlast: Kor) -> None:
    svar = inlast("forklara", "I1", "godkann_rapport", "2024-08", "--idag", "2024-09-11")
    assert svar.kod == 0
    for o in ("9 september 2024", "15 september 2024", "måndag 16 september 2024", "T4", "lördag 14 september"):
        assert o in svar.ut
    nekad(inlast("forklara", "I1", "godkann_rapport", "2024-01"), "ingen frist")
    nekad(inlast("forklara", "I1", "nagot"), "nagot")
    nekad(inlast("forklara", "I99", "bemanning"), "I99")


# --- dokument ---------------------------------------------------------------------------------------------------


def test_dokument_is_issued_once_and_printed_again_byte_for_byte(inlast: Kor, tmp_path: Path) -> None:
    ett, tva = tmp_path / "ett.pdf", tmp_path / "tva.pdf"
    svar = inlast("dokument", "avbrottsdokument", "I3", "--ut", ett, "--idag", "2024-09-11")
    assert svar.kod == 0, svar.fel
    assert ett.read_bytes().startswith(b"%PDF-")
    ljus = {(p["insats"], p["kod"]): p for p in inlast("frister", "--alla", "--idag", "2024-09-12").data}
    assert ljus["I3", "avbrottsdokument"]["klar"] == "2024-09-11"
    igen = inlast("dokument", "avbrottsdokument", "I3", "--ut", tva, "--idag", "2024-09-30")
    assert igen.data["dokument"] == svar.data["dokument"]
    assert tva.read_bytes() == ett.read_bytes()


def test_dokument_refused(inlast: Kor, tmp_path: Path) -> None:
    nekad(inlast("dokument", "avbrottsdokument", "I1", "--ut", tmp_path / "x.pdf", "--idag", "2024-09-11"))
    nekad(inlast("dokument", "avbrottsdokument", "I3", "--ut", tmp_path / "saknas" / "x.pdf", "--idag", "2024-09-11"))
    assert list(tmp_path.glob("*.pdf")) == []
    assert inlast("databas", "status").data["antal"]["dokument"] == 0


# --- who, when, with what key -----------------------------------------------------------------------------------


@pytest.mark.parametrize("fel", ["2024-13-01", "i går", "2024-9-1", "20240911", "3024-01-01"])
def test_a_wrong_day_is_wrong_usage(kor: Kor, fel: str) -> None:
    for svar in (kor("frister", "--idag", fel), kor("--idag", fel, "frister"), kor("frister", KUNDVALSDESK_IDAG=fel)):
        assert (svar.kod, svar.ut) == (2, "")
        assert svar.fel.startswith((fel, f"KUNDVALSDESK_IDAG: {fel}"))
        assert len(svar.fel.splitlines()) == 1


@pytest.mark.parametrize(
    "arg",
    [["finnsinte"], ["databas"], ["databas", "riv"], ["importera"], ["frister", "--format", "pdf"],
     ["frister", "--nej"], ["dokument", "avbrottsdokument", "I1"], ["forklara", "I1"], ["--skarmbilder"]],
)  # fmt: skip
def test_wrong_usage(kor: Kor, arg: list[str]) -> None:
    svar = kor(*arg)
    assert (svar.kod, svar.ut) == (2, "")
    assert "kundvalsdesk --help" in svar.fel


@pytest.mark.parametrize(
    ("arg", "mening"),
    [
        (["frister", "--nej"], "Okänt argument: --nej."),
        (["importera"], "Det saknas något: KATALOG_ELLER_XLSX."),
        (["databas", "riv ner"], "'riv ner' finns inte. Välj något av: "),
        (["frister", "--format"], "--format behöver ett värde."),
        (["frister", "--alla=3"], "--alla tar inget värde, men fick '3'."),
        (["forvalslista", "AMI"], "Det saknas något: ett av --ar --dag."),
        (["forvalslista", "AMI", "--ar", "2024", "--dag", "2024-01-01"], "--dag och --ar kan inte användas "),
        (["--s", "x"], "--s kan betyda flera saker: --som, --skarmbilder."),
    ],
)
def test_wrong_usage_is_told_in_swedish(capsys: pytest.CaptureFixture[str], arg: list[str], mening: str) -> None:
    with pytest.raises(SystemExit) as slut:
        cli.tolka(arg)
    assert slut.value.code == 2 and capsys.readouterr().err.startswith(mening)


@pytest.mark.parametrize(
    "kommando", ["", "databas", "importera", "frister", "forklara", "forvalslista", "dokument", "rapportmall", "paket"]
)
def test_help_has_no_english_words(capsys: pytest.CaptureFixture[str], kommando: str) -> None:
    with pytest.raises(SystemExit) as slut:
        cli.tolka([kommando, "--help"] if kommando else ["--help"])
    sida = capsys.readouterr().out
    assert slut.value.code == 0 and sida.startswith("Så skrivs det: kundvalsdesk") and "Tillval till alla" in sida
    engelska = {"usage", "options", "positional", "arguments", "show", "this", "message", "exit"}
    assert not engelska & set(re.findall("[a-zåäö]+", sida.lower()))


def test_help_and_version(kor: Kor) -> None:
    assert "importera" in kor("--help").ut
    assert kor("--version").ut.startswith("kundvalsdesk ")


def test_keys(inlast: Kor) -> None:
    nekad(inlast("databas", "status", KUNDVALSDESK_NYCKEL="66" * 32), "passar inte")
    nekad(inlast("databas", "status", KUNDVALSDESK_NYCKEL="en lösenfras"), "passar inte")
    utan = nekad(inlast("databas", "status", KUNDVALSDESK_NYCKEL=None), "KUNDVALSDESK_NYCKEL", "nyckelring")
    assert "5a5a" not in utan


def test_no_key_and_no_keyring_creates_nothing(kor: Kor, material: Path, db: str) -> None:
    nekad(kor("databas", "skapa", KUNDVALSDESK_NYCKEL=None), "KUNDVALSDESK_NYCKEL")
    nekad(kor("importera", material, KUNDVALSDESK_NYCKEL=None), "KUNDVALSDESK_NYCKEL")
    assert not Path(db).exists()


def test_a_pass_phrase_is_a_key_too(kor: Kor, material: Path) -> None:
    fras = "åtta små grisar"
    assert kor("importera", material, KUNDVALSDESK_NYCKEL=fras).kod == 0
    assert kor("frister", KUNDVALSDESK_NYCKEL=fras).kod == 0
    nekad(kor("frister"), "passar inte")


def test_addresses(kor: Kor, tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("ingen databas, men en lång text " * 400, encoding="utf-8")
    for adress in (
        "mysql://x/y",
        "postgresql://anna:hemligt@127.0.0.1:1/finnsinte",
        str(tmp_path),
        str(tmp_path / "text.db"),
    ):
        fel = nekad(kor("frister", "--db", adress))
        assert "hemligt" not in fel


def test_who_acts(inlast: Kor, tmp_path: Path) -> None:
    # Known by name: the role of that user, who may not do everything; unknown: owner of the file.
    svar = inlast(
        "dokument", "avbrottsdokument", "I3", "--ut", tmp_path / "a.pdf", "--idag", "2024-09-11", "--som", "anlu"
    )
    assert svar.kod == 0, svar.fel
    with (tmp_path / "material" / "handlaggare.csv").open("w", encoding="utf-8") as fil:
        fil.write("anvandare;namn;roll;epost\nsyst;Sy Stem;systemspecialist;\n")
    for namn in ("kunder", "insatser", "anordnare", "auktorisationer", "genomforandeplaner", "manadsrapporter"):
        (tmp_path / "material" / f"{namn}.csv").unlink()
    assert inlast("importera", tmp_path / "material").kod == 0
    for miljo in ({}, {"KUNDVALSDESK_SOM": "syst"}):
        arg = ["--som", "syst"] if not miljo else []
        nekad(inlast("dokument", "avbrottsdokument", "I3", "--ut", tmp_path / "b.pdf", *arg, **miljo))
    assert not (tmp_path / "b.pdf").exists()


def test_nothing_on_standard_error_names_a_person(inlast: Kor, material: Path, tmp_path: Path) -> None:
    korningar = [
        inlast("importera", material),
        inlast("exportera", tmp_path / "ut"),
        inlast("frister", "--idag", "2024-09-11"),
        inlast("forklara", "I2", "bemanning", "--idag", "2024-09-11"),
        inlast("dokument", "avbrottsdokument", "I2", "--ut", tmp_path / "x.pdf"),
        inlast("databas", "status"),
    ]
    for svar in korningar:
        assert not [p for p in PERSONER if p in svar.fel]
    for svar in korningar[2:]:
        assert not [p for p in PERSONER if p in svar.ut]


@pytest.mark.parametrize("arg", [[], ["--demo"]])
def test_without_a_screen_one_sentence(kor: Kor, arg: list[str]) -> None:
    nekad(kor(*arg), "skärm", "kundvalsdesk --help")


def test_many_errors_and_warnings_of_an_import_are_told_by_their_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KUNDVALSDESK_NYCKEL", "5a" * 32)
    arg = ["importera", str(tmp_path), "--db", str(tmp_path / "ny.db"), "--idag", "2024-05-06"]
    for malgrupp, antal, meningar in (
        ("okand", 23, ["… och 3 fel till. Alla står i svaret på standard ut.", "23 fel. Ingenting har lästs in."]),
        ("bistand", 21, ["… och 1 varning till. Alla står i svaret på standard ut."]),
    ):
        kunder = "".join(f"K{n};Ebba;Ek;{malgrupp}\n" for n in range(antal))
        insatser = "".join(f"I{n};K{n};ISA1;2024-05-02\n" for n in range(antal))
        (tmp_path / "kunder.csv").write_text("kund;fornamn;efternamn;malgrupp\n" + kunder, encoding="utf-8")
        (tmp_path / "insatser.csv").write_text("insats;kund;kod;beslut\n" + insatser, encoding="utf-8")
        assert cli.kor(cli.tolka(arg)) == (malgrupp == "okand")
        ut = capsys.readouterr()
        rader = [r for r in ut.err.splitlines() if ", rad " in r or "till. Alla" in r or "Ingenting" in r]
        assert len(rader) == 20 + len(meningar) and rader[20:] == meningar
        svar = json.loads(ut.out)
        assert len(svar["fel"] or svar["varningar"]) == antal
