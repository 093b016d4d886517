"""The rows of the demo: the same for a day, every state there, nobody's number in them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta

import pytest

from kundvalsdesk.rules.kalender import ar_arbetsdag
from kundvalsdesk.services.demo import rader
from kundvalsdesk.services.overforing.blad import BLAD
from kundvalsdesk.services.regelverk import las_regelverk

DAGAR = [date(2026, 11, 21), date(2026, 9, 7), date(2025, 12, 25), date(2025, 7, 15), date(2024, 12, 2)]

Rader = dict[str, list[dict[str, str]]]


def finns(r: Rader, blad: str, *fyllda: str, tomma: tuple[str, ...] = (), **varden: str) -> bool:
    return any(
        all(rad[k] for k in fyllda) and not any(rad[k] for k in tomma) and all(rad[k] == v for k, v in varden.items())
        for rad in r[blad]
    )


def test_same_day_gives_the_same_rows_in_another_process() -> None:
    kod = (
        "import hashlib, json\nfrom datetime import date\nfrom kundvalsdesk.services.demo import rader\n"
        "print(hashlib.sha256(json.dumps(rader(date(2026, 11, 21))).encode()).hexdigest())\n"
    )
    ut = {
        subprocess.run(
            [sys.executable, "-c", kod],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": fro},
        ).stdout
        for fro in ("1", "2")
    }
    assert len(ut) == 1
    assert rader(DAGAR[0]) == rader(DAGAR[0])


def test_another_day_moves_the_states() -> None:
    assert rader(DAGAR[0]) != rader(DAGAR[0] + timedelta(days=1))


@pytest.mark.parametrize("idag", DAGAR)
def test_sheets_and_columns_are_those_of_the_transfer_format(idag: date) -> None:
    kolumner = {b.namn: {k.namn for k in b.kolumner} for b in BLAD}
    r = rader(idag)
    assert r.keys() <= kolumner.keys()
    for blad, rad_lista in r.items():
        for rad in rad_lista:
            assert rad.keys() <= kolumner[blad]
    nycklar = [i["insats"] for i in r["insatser"]]
    assert len(nycklar) == len(set(nycklar))


@pytest.mark.parametrize("idag", DAGAR)
def test_people_are_made_up_and_have_no_personnummer(idag: date) -> None:
    r = rader(idag)
    assert len(r["kunder"]) == 400
    assert len({(k["fornamn"], k["efternamn"]) for k in r["kunder"]}) == 400
    assert not any(k.get("personnummer") for k in r["kunder"])
    assert all(a["epost"].endswith(".example") for a in r["anordnare"])
    assert all(h["epost"].endswith(".example") for h in r["handlaggare"])
    assert {k["skydd"] for k in r["kunder"]} == {"", "skyddad_folkbokforing", "sekretessmarkering", "fingerade"}
    bokstaver = set("".join(k["fornamn"] + k["efternamn"] for k in r["kunder"]))
    assert set("åäöéşžćđłğ") <= bokstaver
    assert bokstaver & set("ễươạ")
    roller = Counter(h["roll"] for h in r["handlaggare"])
    assert (roller["karriarvagledare"], roller["arbetsledare"], len(roller)) == (6, 2, 6)
    assert len(r["anordnare"]) == 10


@pytest.mark.parametrize("idag", DAGAR)
def test_every_state_of_an_insats_is_there(idag: date) -> None:
    r = rader(idag)
    i = "insatser"
    assert finns(r, i, "beslut", tomma=("aktualiserad", "anordnare"), historik="nej")
    assert finns(r, i, "aktualiserad", tomma=("bemannad",))
    assert finns(r, i, "bemannad", tomma=("uppdrag",))
    assert finns(r, i, "start", tomma=("sista_dag",))
    assert any(x["start"] > idag.isoformat() for x in r[i])
    assert finns(r, i, "parallell_bedomning")
    assert finns(r, i, "deltid_skal")
    assert finns(r, i, "avslutsbeslut", tomma=("avbrottsdokument",))
    assert finns(r, i, "avbrottsdokument")
    assert {x["avslutstyp"] for x in r[i]} == {"", "fullfoljd", "fortid", "avbruten"}
    assert {x["avslutsorsak"] for x in r[i]} - {""} == set(las_regelverk().avslutsorsaker())
    assert {x["kod"] for x in r[i]} == {
        "AMI1", "AMI2", "FAI1", "FAI2", "ISA1", "ISA2", "JPG", "JPF", "SAI",
    }  # fmt: skip
    assert {x["kod"] for x in r[i] if x["historik"] == "ja"} == {"JPG", "JPF", "SAI"}
    ute = {"tomma": ("godkand",)}
    assert finns(r, "genomforandeplaner", "inkommen", **ute, aterremitterad="")
    assert finns(r, "genomforandeplaner", "aterremitterad", tomma=("inkommen_igen", "godkand"))
    assert finns(r, "genomforandeplaner", "revidering_begard")
    assert finns(r, "genomforandeplaner", "godkand", version="2")
    assert finns(r, "manadsrapporter", "aterremitterad", tomma=("klarmarkerad_igen", "godkand"))
    assert finns(r, "manadsrapporter", "godkand", "underlag")
    assert finns(r, "aterremisser", tomma=("inkommen_igen",))
    assert finns(r, "slutrapporter", "inkommen", **ute, aterremitterad="")
    assert finns(r, "slutrapporter", "aterremitterad", tomma=("inkommen_igen", "godkand"))
    assert finns(r, "slutrapporter", "godkand")
    assert {x["typ"] for x in r["franvaro"]} == {"sjuk", "vab", "annan", "ogiltig", "ledighet"}
    assert finns(r, "franvaro", typ="sjuk", till="")
    assert finns(r, "franvaro", intyg_fran_dag_ett="ja")
    assert finns(r, "franvaro", "bedomd")
    assert {x["beslut"] for x in r["forlangningar"]} == {"", "beviljad", "avslag"}
    assert {x["typ"] for x in r["kontakter"]} == {"uppstartsmote", "veckokontakt", "trepart"}
    assert len(r["incidenter"]) == 4
    assert finns(r, "incidenter", "upptackt", tomma=("kv_underrattad",))
    assert finns(r, "incidenter", "bedomd")


@pytest.mark.parametrize("idag", DAGAR)
def test_nothing_but_what_is_planned_lies_after_today(idag: date) -> None:
    """Planned: start and end dates, and leave asked for."""
    framtid = {"start", "slut", "sista_dag", "fran", "till"}
    for blad, rad_lista in rader(idag).items():
        for rad in rad_lista:
            for kolumn, varde in rad.items():
                if kolumn not in framtid and len(varde) == 10 and varde[4] == varde[7] == "-":
                    assert varde <= idag.isoformat(), (blad, rad)


@pytest.mark.parametrize("idag", DAGAR)
def test_people_work_on_arbetsdagar(idag: date) -> None:
    r = rader(idag)
    for rad in r["manadsrapporter"]:
        assert not rad["godkand"] or ar_arbetsdag(date.fromisoformat(rad["godkand"])), rad


@pytest.mark.parametrize("idag", [date(2019, 1, 1), date(2023, 6, 1), date(2024, 1, 2), date(2031, 2, 28)])
def test_far_off_days_give_rows_too(idag: date) -> None:
    assert len(rader(idag)["kunder"]) == 400
