"""Everything that the transfer format refuses: sheet, row, column and a sentence; and nothing is taken in."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from kundvalsdesk.fel import Nekad
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.services import databas as tjanst
from kundvalsdesk.services.arendetyper import Importresultat
from kundvalsdesk.services.overforing import BLAD, las_in
from kundvalsdesk.services.typer import ROLLER, Aktor

IDAG = date(2024, 9, 11)
AKTOR = Aktor("anna", "Anna", frozenset(ROLLER), agare=True)
Innehall = dict[str, list[dict[str, str]]]


def grund() -> Innehall:
    """One of each, as it should be."""
    return {
        "handlaggare": [
            {"anvandare": "kv", "namn": "Åsa Öman", "roll": "karriarvagledare", "epost": "kv@exempel.se"},
            {"anvandare": "al", "namn": "Bo Ek", "roll": "arbetsledare"},
        ],
        "anordnare": [{"anordnare": "Björken", "kommunal": "nej", "sprak": "svenska, dari"}],
        "auktorisationer": [{"anordnare": "Björken", "avser": "AMI", "fran": "2021-03-01", "till": "2030-12-31"}],
        "kunder": [
            {
                "kund": "K1", "personnummer": "19850709-9805", "fodelsedatum": "1985-07-09", "fornamn": "Eva",
                "efternamn": "Ängström", "malgrupp": "bistand", "ekonomiskt_bistand": "ja", "karriarvagledare": "kv",
            }
        ],
        "insatser": [
            {
                "insats": "I1", "kund": "K1", "kod": "AMI1", "anordnare": "Björken", "beslut": "2024-01-08",
                "aktualiserad": "2024-01-09", "bemannad": "2024-01-10", "uppdrag": "2024-01-11",
                "start": "2024-01-15", "omfattning": "100", "forvald": "nej", "historik": "nej",
            }
        ],
        "genomforandeplaner": [{"insats": "I1", "version": "1", "inkommen": "2024-01-25", "godkand": "2024-01-29"}],
        "manadsrapporter": [
            {
                "insats": "I1", "manad": "2024-01", "klarmarkerad": "2024-02-05", "aterremitterad": "2024-02-06",
                "klarmarkerad_igen": "2024-02-08", "godkand": "2024-02-15", "underlag": "2024-02-08",
            }
        ],
        "slutrapporter": [{"insats": "I1", "inkommen": "2024-04-10", "nasta_steg": "Arbete"}],
        "franvaro": [
            {
                "insats": "I1", "typ": "sjuk", "fran": "2024-02-01", "till": "2024-02-02", "kontaktforsok": "1",
                "intyg_fran_dag_ett": "nej",
            }
        ],
        "forlangningar": [
            {
                "insats": "I1", "begard": "2024-03-20", "begard_av": "kv", "motivering": "Provanställning",
                "beslutad": "2024-03-22", "beslutad_av": "al", "beslut": "beviljad",
            }
        ],
        "kontakter": [{"insats": "I1", "datum": "2024-01-16", "typ": "uppstartsmote"}],
        "aterremisser": [
            {
                "insats": "I1", "avser": "2024-01", "aterremitterad": "2024-02-09", "inkommen_igen": "2024-02-12",
                "skal": "Frånvaron saknas",
            }
        ],
        "incidenter": [{"incident": "P1", "insats": "I1", "upptackt": "2024-02-01T13:30"}],
    }  # fmt: skip


def las(databas: Databas, regelverk: Any, innehall: Any, **val: Any) -> Importresultat:
    return las_in(databas, AKTOR, regelverk, IDAG, innehall, **val)


def antal(databas: Databas) -> int:
    tal = tjanst.status(databas.adress)["antal"]
    assert isinstance(tal, dict)
    return sum(tal.values())


@pytest.fixture
def lokal(ny_databas: Callable[[str], Databas]) -> Databas:
    return ny_databas("sqlite")


def test_the_ground_is_accepted_without_a_remark(databas: Databas, regelverk) -> None:
    resultat = las(databas, regelverk, grund())
    assert resultat.fel == ()
    assert resultat.varningar == ()
    assert resultat.inlasta == {namn: len(rader) for namn, rader in grund().items()}
    assert set(resultat.inlasta) == {b.namn for b in BLAD}


OM = "samma dag eller senare"

# sheet, column, value, where it is told (None: the same place), part of the sentence
CELLER = [
    ("insatser", "start", "2024-1-15", "start", "ÅÅÅÅ-MM-DD"),
    ("insatser", "start", "20240115", "start", "ÅÅÅÅ-MM-DD"),
    ("insatser", "start", "15/1 2024", "start", "ÅÅÅÅ-MM-DD"),
    ("insatser", "start", "2024-02-30", "start", "finns inte i almanackan"),
    ("insatser", "start", "1899-12-31", "start", "1900–2098"),
    ("insatser", "slut", "2101-01-01", "slut", "1900–2098"),
    ("insatser", "start", "２０２４-01-15", "start", "ÅÅÅÅ-MM-DD"),
    ("insatser", "omfattning", "0", "omfattning", "från 1 till 100"),
    ("insatser", "omfattning", "101", "omfattning", "från 1 till 100"),
    ("insatser", "omfattning", "-5", "omfattning", "från 1 till 100"),
    ("insatser", "omfattning", "75,5", "omfattning", "heltal"),
    ("insatser", "omfattning", "hel", "omfattning", "heltal"),
    ("insatser", "kod", "AMI3", "kod", "FAI1, FAI2, AMI1"),
    ("insatser", "kod", "ami1", "kod", "ingen känd kod"),
    ("insatser", "kod", "", "kod", "kod saknas"),
    ("insatser", "kod", "JPG", "kod", "historik"),
    ("insatser", "kund", "K9", "kund", "finns varken"),
    ("insatser", "kund", "", "kund", "kund saknas"),
    ("insatser", "anordnare", "Granen", "anordnare", "finns varken"),
    ("insatser", "insats", "", "insats", "insats saknas"),
    ("insatser", "insats", "x" * 41, "insats", "högst 40"),
    ("insatser", "forvald", "kanske", "forvald", "ja eller nej"),
    ("insatser", "historik", "1", "historik", "ja eller nej"),
    ("insatser", "avslutstyp", "klar", "avslutstyp", "fullfoljd, fortid, avbruten"),
    ("insatser", "avslutsorsak", "trött", "avslutsorsak", "arbete, studier"),
    ("insatser", "aktualiserad", "2024-01-07", "aktualiserad", OM),
    ("insatser", "bemannad", "2024-01-08", "bemannad", OM),
    ("insatser", "uppdrag", "2024-01-09", "uppdrag", OM),
    ("insatser", "start", "2024-01-10", "start", OM),
    ("insatser", "deltid_skal", "a\x07b", "deltid_skal", "styrtecken"),
    ("handlaggare", "roll", "chef", "roll", "arbetsledare"),
    ("handlaggare", "anvandare", "", "anvandare", "anvandare saknas"),
    ("handlaggare", "namn", "Åsa\nÖman", "namn", "styrtecken"),
    ("anordnare", "kommunal", "JA", "kommunal", "ja eller nej"),
    ("auktorisationer", "anordnare", "Granen", "anordnare", "finns varken"),
    ("auktorisationer", "avser", "XXX", "avser", "ingen känd kod"),
    ("auktorisationer", "fran", "", "fran", "fran saknas"),
    ("auktorisationer", "till", "2021-02-28", "till", OM),
    ("kunder", "personnummer", "19850709-9806", "personnummer", "kontrollsiffra"),
    ("kunder", "personnummer", "850709980", "personnummer", "10 eller 12 siffror"),
    ("kunder", "personnummer", "19851309-9805", "personnummer", "datum som finns"),
    ("kunder", "personnummer", "abc", "personnummer", "10 eller 12 siffror"),
    ("kunder", "skydd", "hemlig", "skydd", "sekretessmarkering"),
    ("kunder", "malgrupp", "alla", "malgrupp", "etablering"),
    ("kunder", "karriarvagledare", "nn", "karriarvagledare", "finns varken"),
    ("kunder", "fornamn", "E\x00va", "fornamn", "styrtecken"),
    ("kunder", "fornamn", "E\u202eva", "fornamn", "styrtecken"),
    ("kunder", "fornamn", "E\x9fva", "fornamn", "styrtecken"),
    ("genomforandeplaner", "version", "0", "version", "från 1"),
    ("genomforandeplaner", "version", "", "version", "version saknas"),
    ("genomforandeplaner", "insats", "I9", "insats", "finns varken"),
    ("genomforandeplaner", "aterremitterad", "2024-01-24", "aterremitterad", OM),
    ("genomforandeplaner", "inkommen_igen", "2024-01-24", "inkommen_igen", OM),
    ("genomforandeplaner", "godkand", "2024-01-24", "godkand", OM),
    ("manadsrapporter", "manad", "2024-13", "manad", "ÅÅÅÅ-MM"),
    ("manadsrapporter", "manad", "januari", "manad", "ÅÅÅÅ-MM"),
    ("manadsrapporter", "aterremitterad", "2024-02-04", "aterremitterad", OM),
    ("manadsrapporter", "klarmarkerad_igen", "2024-02-05", "klarmarkerad_igen", OM),
    ("slutrapporter", "godkand", "2024-04-09", "godkand", OM),
    ("slutrapporter", "insats", "", "insats", "insats saknas"),
    ("franvaro", "typ", "semester", "typ", "sjuk, vab, annan, ogiltig, ledighet"),
    ("franvaro", "fran", "", "fran", "fran saknas"),
    ("franvaro", "till", "2024-01-31", "till", OM),
    ("franvaro", "kontaktforsok", "4", "kontaktforsok", "från 0 till 3"),
    ("forlangningar", "beslutad", "2024-03-19", "beslutad", OM),
    ("forlangningar", "beslutad_av", "kv", "beslutad_av", "någon annan"),
    ("forlangningar", "beslut", "ja", "beslut", "beviljad, avslag"),
    ("forlangningar", "begard_av", "nn", "begard_av", "finns varken"),
    ("kontakter", "typ", "mejl", "typ", "uppstartsmote"),
    ("kontakter", "datum", "", "datum", "datum saknas"),
    ("aterremisser", "avser", "slutet", "avser", "ordet slut"),
    ("aterremisser", "avser", "2", "avser", "ingen rapport eller plan"),
    ("aterremisser", "inkommen_igen", "2024-02-08", "inkommen_igen", OM),
    ("aterremisser", "aterremitterad", "2024-02-07", "aterremitterad", OM),
    ("aterremisser", "inkommen_igen", "2024-02-16", "godkand", OM),
    ("incidenter", "upptackt", "2024-02-01", "upptackt", "HH:MM"),
    ("incidenter", "upptackt", "2024-02-01T25:00", "upptackt", "finns inte"),
    ("incidenter", "upptackt", "", "upptackt", "upptackt saknas"),
    ("incidenter", "vidare", "igår", "vidare", "HH:MM"),
]  # fmt: skip


@pytest.mark.parametrize(("blad", "kolumn", "varde", "pekar_pa", "mening"), CELLER)
def test_a_cell_that_is_refused(
    lokal: Databas, regelverk, blad: str, kolumn: str, varde: str, pekar_pa: str, mening: str
) -> None:
    innehall = grund()
    innehall[blad][0][kolumn] = varde
    resultat = las(lokal, regelverk, innehall)
    traffar = [f for f in resultat.fel if f.kolumn == pekar_pa and mening in f.fel]
    assert traffar, resultat.fel
    if (pekar_pa, blad) != ("godkand", "aterremisser"):
        assert (traffar[0].blad, traffar[0].rad) == (blad, 2)
    assert set(resultat.inlasta.values()) == {0}
    assert antal(lokal) == 0


MANADER = [
    ({}, "2023-12", "Insatsen har ingen dag i 2023-12"),
    ({}, "2024-06", "Den pågår 2024-01-15 till 2024-05-14"),
    ({"slut": "2024-04-10"}, "2024-05", "till 2024-04-10"),
    ({"start": ""}, "2024-01", "inget startdatum"),
    (
        {"sista_dag": "2024-01-31", "avslutstyp": "fortid", "avslutsorsak": "arbete"},
        "2024-02",
        "till 2024-01-31",
    ),
]


@pytest.mark.parametrize(("andringar", "manad", "mening"), MANADER)
def test_a_report_for_a_month_without_a_day(
    lokal: Databas, regelverk, andringar: dict[str, str], manad: str, mening: str
) -> None:
    innehall = grund()
    del innehall["aterremisser"]
    innehall["insatser"][0].update(andringar)
    innehall["manadsrapporter"] = [{"insats": "I1", "manad": manad}]
    resultat = las(lokal, regelverk, innehall)
    assert [(f.blad, f.rad, f.kolumn) for f in resultat.fel] == [("manadsrapporter", 2, "manad")]
    assert mening in resultat.fel[0].fel


@pytest.mark.parametrize("manad", ["2024-01", "2024-04", "2024-05"])
def test_a_report_for_the_first_and_the_last_month_and_for_one_of_an_extension(
    lokal: Databas, regelverk, manad: str
) -> None:
    innehall = grund()
    del innehall["aterremisser"]
    innehall["manadsrapporter"] = [{"insats": "I1", "manad": manad}]
    assert las(lokal, regelverk, innehall).fel == ()


def test_an_old_code_runs_on_without_an_end(lokal: Databas, regelverk) -> None:
    innehall = {k: grund()[k] for k in ("handlaggare", "anordnare", "kunder")}
    innehall["insatser"] = [{"insats": "I1", "kund": "K1", "kod": "JPG", "start": "2022-01-10", "historik": "ja"}]
    innehall["manadsrapporter"] = [{"insats": "I1", "manad": "2023-12"}]
    assert las(lokal, regelverk, innehall).fel == ()


AVSLUT = [
    # typ, orsak, last day (decided end 2024-05-14), column at fault or None
    ("fullfoljd", "insatstid_slut", "2024-05-14", None),
    ("fullfoljd", "arbete", "2024-05-14", None),
    ("fullfoljd", "flytt", "2024-05-14", None),
    ("fullfoljd", "arbete", "2024-05-13", "sista_dag"),
    ("fullfoljd", "arbete", "2024-05-15", "sista_dag"),
    ("avbruten", "flytt", "2024-05-13", None),
    ("avbruten", "flytt", "2024-05-14", "sista_dag"),
    ("avbruten", "arbete", "2024-03-01", "avslutsorsak"),
    ("avbruten", "insatstid_slut", "2024-03-01", "avslutsorsak"),
    ("fortid", "arbete", "2024-03-01", None),
    ("fortid", "annan_myndighet", "2024-03-01", None),
    ("fortid", "flytt", "2024-03-01", "avslutsorsak"),
    ("fortid", "insatstid_slut", "2024-03-01", "avslutsorsak"),
    ("fortid", "arbete", "2024-05-14", "sista_dag"),
    ("", "arbete", "2024-03-01", "avslutstyp"),
    ("fortid", "", "2024-03-01", "avslutsorsak"),
    ("fortid", "arbete", "", "sista_dag"),
    ("", "", "2024-03-01", "avslutstyp"),
    ("fortid", "arbete", "2024-01-14", "sista_dag"),
]


@pytest.mark.parametrize(("typ", "orsak", "dag", "fel_i"), AVSLUT)
def test_type_reason_and_last_day_must_fit(
    lokal: Databas, regelverk, typ: str, orsak: str, dag: str, fel_i: str | None
) -> None:
    innehall = grund()
    innehall["insatser"][0].update(avslutstyp=typ, avslutsorsak=orsak, sista_dag=dag)
    resultat = las(lokal, regelverk, innehall)
    kolumner = {f.kolumn for f in resultat.fel if f.blad == "insatser"}
    assert (fel_i in kolumner) if fel_i else (kolumner == set())


@pytest.mark.parametrize(
    "saknas", [("avslutstyp",), ("avslutsorsak",), ("sista_dag",), ("avslutstyp", "avslutsorsak")]
)
def test_history_may_lack_parts_of_its_end(lokal: Databas, regelverk, saknas: tuple[str, ...]) -> None:
    innehall = grund()
    innehall["insatser"][0].update(historik="ja", avslutstyp="fortid", avslutsorsak="arbete", sista_dag="2024-03-01")
    innehall["insatser"][0].update(dict.fromkeys(saknas, ""))
    assert las(lokal, regelverk, innehall).fel == ()


def test_an_extension_is_decided_by_an_arbetsledare(lokal: Databas, regelverk) -> None:
    innehall = grund()
    innehall["handlaggare"].append({"anvandare": "kk", "namn": "K", "roll": "kundkoordinator"})
    innehall["forlangningar"][0]["beslutad_av"] = "kk"
    resultat = las(lokal, regelverk, innehall)
    assert [(f.blad, f.rad, f.kolumn) for f in resultat.fel] == [("forlangningar", 2, "beslutad_av")]
    assert "arbetsledare" in resultat.fel[0].fel


@pytest.mark.parametrize("blad", [b.namn for b in BLAD])
def test_a_key_twice_in_the_file(databas: Databas, regelverk, blad: str) -> None:
    innehall = grund()
    innehall[blad].append(dict(innehall[blad][0]))
    resultat = las(databas, regelverk, innehall)
    nyckel = next(b.nyckel[0] for b in BLAD if b.namn == blad)
    assert (blad, len(innehall[blad]) + 1, nyckel) in [(f.blad, f.rad, f.kolumn) for f in resultat.fel]
    assert any("finns redan" in f.fel for f in resultat.fel)
    assert antal(databas) == 0


@pytest.mark.parametrize("blad", [b.namn for b in BLAD])
def test_a_key_that_the_database_has(databas: Databas, regelverk, blad: str) -> None:
    assert las(databas, regelverk, grund()).fel == ()
    fore = antal(databas)
    resultat = las(databas, regelverk, {blad: grund()[blad]})
    assert [(f.blad, f.rad) for f in resultat.fel if "finns redan" in f.fel] == [
        (blad, n) for n in range(2, len(grund()[blad]) + 2)
    ]
    assert antal(databas) == fore


def test_references_may_point_into_the_database(databas: Databas, regelverk) -> None:
    forst = ("handlaggare", "anordnare", "auktorisationer", "kunder", "insatser")
    assert las(databas, regelverk, {b: grund()[b] for b in forst}).fel == ()
    sedan = {b: r for b, r in grund().items() if b not in (*forst, "aterremisser")}
    assert las(databas, regelverk, sedan).fel == ()
    assert las(databas, regelverk, {"aterremisser": grund()["aterremisser"]}).fel == ()
    ater = {"aterremisser": [{"insats": "I1", "avser": "2024-01", "aterremitterad": "2024-02-20"}]}
    resultat = las(databas, regelverk, ater)
    assert [(f.blad, f.kolumn) for f in resultat.fel] == [("aterremisser", "godkand")]


def test_unknown_sheets_and_columns(lokal: Databas, regelverk) -> None:
    innehall = grund()
    innehall["hemligheter"] = [{"a": "b"}]
    innehall["kunder"][0]["skonummer"] = "42"
    resultat = las(lokal, regelverk, innehall)
    assert {(f.blad, f.rad, f.kolumn) for f in resultat.fel} == {("hemligheter", 1, ""), ("kunder", 1, "skonummer")}


def test_no_remark_repeats_what_is_personal(lokal: Databas, regelverk) -> None:
    innehall = grund()
    innehall["kunder"][0].update(personnummer="19850709-9806", fornamn="Hem\x07lig")
    resultat = las(lokal, regelverk, innehall)
    assert len(resultat.fel) == 2
    assert not any("19850709" in f.fel or "Hem" in f.fel for f in resultat.fel)


@pytest.mark.parametrize(
    "nummer",
    ["8507099805", "850709-9805", "198507099805", "19850709-9805", "850709+9805", "701063-2391", "197010632391"],
)
def test_ways_to_write_a_personnummer(lokal: Databas, regelverk, nummer: str) -> None:
    innehall = grund()
    innehall["kunder"][0].update(personnummer=nummer, fodelsedatum="")
    assert las(lokal, regelverk, innehall).fel == ()


VARNINGAR = [
    ("insatser", {"omfattning": "50"}, "deltid_skal"),
    ("insatser", {"beslut": "2020-01-01"}, "anordnare"),
    ("insatser", {"kod": "ISA1"}, "kod"),
    ("insatser", {"beslut": "", "aktualiserad": "", "bemannad": "", "uppdrag": "", "start": "2023-12-31"}, "start"),
    ("kunder", {"personnummer": "", "fodelsedatum": "2010-01-01"}, "kund"),
    ("kunder", {"fodelsedatum": "1985-07-10"}, "fodelsedatum"),
]


@pytest.mark.parametrize(("blad", "andringar", "kolumn"), VARNINGAR)
def test_other_rules_only_warn(lokal: Databas, regelverk, blad: str, andringar: dict[str, str], kolumn: str) -> None:
    innehall = grund()
    innehall[blad][0].update(andringar)
    resultat = las(lokal, regelverk, innehall)
    assert resultat.fel == ()
    assert kolumn in {v.kolumn for v in resultat.varningar}
    assert resultat.inlasta["insatser"] == 1


def test_parallel_insatser_and_many_extensions_warn(lokal: Databas, regelverk) -> None:
    innehall = grund()
    innehall["insatser"].append({**innehall["insatser"][0], "insats": "I2", "start": "2024-02-01"})
    for dag in ("2024-04-01", "2024-04-20"):
        innehall["forlangningar"].append({**innehall["forlangningar"][0], "begard": dag, "beslutad": dag})
    resultat = las(lokal, regelverk, innehall)
    assert resultat.fel == ()
    assert ("insatser", 3, "parallell_bedomning") in {(v.blad, v.rad, v.kolumn) for v in resultat.varningar}
    assert ("forlangningar", "beslut") in {(v.blad, v.kolumn) for v in resultat.varningar}


# --- files
# --------------------------------------------------------------------------------------------------------


def _csv(mapp: Path, **filer: str | bytes) -> Path:
    mapp.mkdir(exist_ok=True)
    for namn, innehall in filer.items():
        byte = innehall if isinstance(innehall, bytes) else innehall.encode()
        (mapp / f"{namn}.csv").write_bytes(byte)
    return mapp


@pytest.mark.parametrize(
    ("innehall", "rad", "mening"),
    [
        ("kund;fornamn\nK1;Åsa\n".encode("latin-1"), 2, "UTF-8"),
        ("kund;fornamn\nK1;Åsa\n".encode("utf-16"), 1, "UTF-8"),
        (b'kund;fornamn\nK1;"Eva\n', 2, "citattecken"),
        (b'kund;fornamn\nK1;"Eva"x\n', 2, "citattecken"),
        (b"kund;fornamn\nK1;Eva;mer\n", 2, "3 celler"),
        (b"", 1, "ingen rubrikrad"),
        (b"kund;kund\nK1;K2\n", 1, "två gånger"),
        (b"kund;;fornamn\nK1;x;Eva\n", 1, "ingen rubrik"),
        (b"fornamn\nEva\n", 2, "kund saknas"),
        (b"kund;fornamn\nK1;E\x00va\n", 2, "styrtecken"),
    ],
)
def test_csv_that_cannot_be_read(
    lokal: Databas, regelverk, tmp_path: Path, innehall: bytes, rad: int, mening: str
) -> None:
    resultat = las(lokal, regelverk, _csv(tmp_path / "in", kunder=innehall))
    assert [(f.blad, f.rad) for f in resultat.fel] == [("kunder", rad)]
    assert mening in resultat.fel[0].fel


@pytest.mark.parametrize(
    "text",
    [
        "kund;fornamn;efternamn\nK1;Åsa;Öman\n\n",
        "\ufeffkund;fornamn;efternamn\r\nK1;Åsa;Öman\r\n",
        "kund,fornamn,efternamn\nK1,Åsa,Öman",
        '"efternamn","fornamn","kund"\n"Öman","Åsa","K1"\n',
        "kund;fornamn;efternamn;;\n K1 ;Åsa;Öman;;\n;;;;\n",
    ],
)
def test_ways_to_write_csv(lokal: Databas, regelverk, tmp_path: Path, text: str) -> None:
    resultat = las(lokal, regelverk, _csv(tmp_path / "in", kunder=text))
    assert resultat.fel == ()
    assert resultat.inlasta["kunder"] == 1


def test_rows_are_counted_as_in_the_file(lokal: Databas, regelverk, tmp_path: Path) -> None:
    text = "kund;skydd\nK1;\n\nK2;fel\n"
    assert [f.rad for f in las(lokal, regelverk, _csv(tmp_path / "in", kunder=text)).fel] == [4]


def test_a_sheet_with_only_a_header_is_empty(lokal: Databas, regelverk, tmp_path: Path) -> None:
    resultat = las(lokal, regelverk, _csv(tmp_path / "in", kunder="kund;fornamn\n", kontakter="insats;datum;typ"))
    assert resultat.fel == ()
    assert set(resultat.inlasta.values()) == {0}


def test_places_that_are_no_import(lokal: Databas, regelverk, tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    (tmp_path / "fil.txt").write_text("x", encoding="utf-8")
    (tmp_path / "kunder.csv").write_text("kund\n", encoding="utf-8")
    (tmp_path / "trasig.xlsx").write_bytes(b"PK\x03\x04 inget mer")
    for namn, mening in (
        ("finnsinte", "finns inte"),
        ("tom", "inga CSV-filer"),
        ("fil.txt", "varken"),
        ("kunder.csv", "mappen"),
        ("trasig.xlsx", "skadad"),
    ):
        with pytest.raises(Nekad, match=mening):
            las(lokal, regelverk, tmp_path / namn)


def _bok(fil: Path, blad: dict[str, list[list[Any]]]) -> Path:
    import openpyxl

    bok = openpyxl.Workbook()
    bok.remove(bok.active)
    for namn, rader in blad.items():
        ark = bok.create_sheet(namn)
        for rad in rader:
            ark.append(rad)
    bok.save(fil)
    return fil


def test_a_workbook_with_cells_of_every_kind(lokal: Databas, regelverk, tmp_path: Path) -> None:
    fil = _bok(
        tmp_path / "in.xlsx",
        {
            "kunder": [["kund", "fodelsedatum", "ekonomiskt_bistand", "personnummer"],
                       ["K1", date(1985, 7, 9), True, 198507099805]],
            "insatser": [["insats", "kund", "kod", "start", "omfattning"],
                         ["I1", "K1", "AMI1", datetime(2024, 1, 15), 100.0], [None] * 5],
            "manadsrapporter": [["insats", "manad"], ["I1", datetime(2024, 1, 1)]],
            "incidenter": [["incident", "insats", "upptackt"], ["P1", "I1", datetime(2024, 2, 1, 13, 30)]],
        },
    )  # fmt: skip
    resultat = las(lokal, regelverk, fil)
    assert resultat.fel == ()
    assert [resultat.inlasta[b] for b in ("kunder", "insatser", "manadsrapporter", "incidenter")] == [1, 1, 1, 1]


@pytest.mark.parametrize(("cell", "mening"), [("=1+1", "formel"), ("#REF!", "felvärde")])
def test_formulas_and_errors_in_a_workbook(lokal: Databas, regelverk, tmp_path: Path, cell: str, mening: str) -> None:
    fil = _bok(tmp_path / "in.xlsx", {"kunder": [["kund", "fornamn"], ["K1", cell]]})
    resultat = las(lokal, regelverk, fil)
    assert [(f.blad, f.rad) for f in resultat.fel] == [("kunder", 2)]
    assert mening in resultat.fel[0].fel


def test_macros_bombs_and_foreign_xml_in_a_workbook(lokal: Databas, regelverk, tmp_path: Path) -> None:
    for namn, del_, byte, mening in (
        ("makro", "xl/vbaProject.bin", b"x", "makron"),
        ("bomb", "xl/worksheets/sheet9.xml", b" " * (40 << 20), "orimligt mycket"),
        ("xml", "xl/extra.xml", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>', "XML"),
        ("gomd", "xl/gomd.xml", b"<!--" + b"x" * 70_000 + b"--><!DOCTYPE x><x/>", "XML"),
        ("kodning", "xl/kodning.xml", b'<?xml version="1.0" encoding="utf-7"?><x/>', "skadad"),
    ):
        fil = _bok(tmp_path / f"{namn}.xlsx", {"kunder": [["kund"], ["K1"]]})
        with zipfile.ZipFile(fil, "a", zipfile.ZIP_DEFLATED) as paket:
            paket.writestr(del_, byte)
        with pytest.raises(Nekad, match=mening):
            las(lokal, regelverk, fil)
    assert antal(lokal) == 0
