"""The forms as data: what the program came with, and every way in which a file is refused."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kundvalsdesk.fel import Nekad
from kundvalsdesk.resurser import resurs
from kundvalsdesk.rules.formular import KUNDVAL, FormularFel, las_formular
from kundvalsdesk.rules.rapporttyper import SLAG
from kundvalsdesk.services.rapportformular import (
    alla_formular,
    formular_for,
    formular_med_namn,
    las_katalog,
)
from kundvalsdesk.texter.rapportnamn import rubrik_for, rubrik_klar

FIL = "prov.toml"
Data = dict[str, Any]
GRUND: Data = {
    "slag": "rapport",
    "version": 3,
    "titel": "Månadsrapport",
    "tabeller": ["kontakter"],
    "avsnitt": [
        {"kod": "progression", "rubrik": "Progression", "hjalp": "Vad har hänt?", "kravs": True, "ej_aktuellt": False,
         "kalla": "K 7.4"},
        {"kod": "sfi", "rubrik": "Sfi", "hjalp": "Kurs?", "kravs": False, "ej_aktuellt": True, "kalla": "K 2.3, K 4",
         "kundval": ["ISA"]},
    ],
}  # fmt: skip


def _fel(andra: Callable[[Data], object]) -> FormularFel:
    data = copy.deepcopy(GRUND)
    andra(data)
    with pytest.raises(FormularFel) as fel:
        las_formular(FIL, data)
    assert fel.value.fil == FIL
    assert str(fel.value) == f"Formuläret {FIL} kan inte användas: {fel.value.nyckel} {fel.value.skal}."
    return fel.value


def test_one_file_gives_a_form_per_kundval_with_its_own_sections() -> None:
    former = {f.kundval: f for f in las_formular(FIL, copy.deepcopy(GRUND))}
    assert set(former) == set(KUNDVAL)
    assert [a.kod for a in former["AMI"].avsnitt] == ["progression"]
    assert [a.kod for a in former["ISA"].avsnitt] == ["progression", "sfi"]
    assert former["ISA"].namn == "rapport/ISA/3"
    assert former["ISA"].tabeller == ("kontakter",)
    sfi = former["ISA"].avsnitt_for("sfi")
    assert sfi is not None
    assert (sfi.kravs, sfi.ej_aktuellt, sfi.kalla) == (False, True, "K 2.3, K 4")


def test_the_same_code_may_stand_once_per_kundval() -> None:
    data = copy.deepcopy(GRUND)
    data["avsnitt"].append({**data["avsnitt"][1], "kundval": ["FAI"], "rubrik": "Annat"})
    former = {f.kundval: f for f in las_formular(FIL, data)}
    assert former["FAI"].avsnitt_for("sfi").rubrik == "Annat"  # type: ignore[union-attr]
    data["avsnitt"].append({**data["avsnitt"][1], "kundval": ["FAI", "AMI"]})
    with pytest.raises(FormularFel) as fel:
        las_formular(FIL, data)
    assert (fel.value.nyckel, fel.value.skal) == ("avsnitt[4].kod", "är 'sfi', som redan finns för FAI")


@pytest.mark.parametrize("nyckel", ["slag", "version", "titel", "tabeller"])
def test_a_missing_key(nyckel: str) -> None:
    fel = _fel(lambda d: d.pop(nyckel))
    assert (fel.nyckel, fel.skal) == (nyckel, "saknas")


@pytest.mark.parametrize("nyckel", ["kod", "rubrik", "hjalp", "kravs", "ej_aktuellt", "kalla"])
def test_a_missing_key_of_a_section(nyckel: str) -> None:
    fel = _fel(lambda d: d["avsnitt"][1].pop(nyckel))
    assert (fel.nyckel, fel.skal) == (f"avsnitt[2].{nyckel}", "saknas")


@pytest.mark.parametrize(
    ("nyckel", "varde", "skal"),
    [
        ("slag", "brev", "är 'brev' men ska vara något av plan, rapport, slutrapport"),
        ("slag", 1, "ska vara text"),
        ("version", "1", "ska vara ett heltal"),
        ("version", True, "ska vara ett heltal"),
        ("version", 0, "ska vara minst 1"),
        ("titel", "  ", "får inte vara tom"),
        ("tabeller", "delmal", "ska vara en lista"),
        ("tabeller", ["narvaro"], "har ett okänt värde: 'narvaro'"),
        ("tabeller", ["delmal", "delmal"], "har samma tabell två gånger"),
        ("avsnitt", {}, "ska vara en lista av tabeller"),
        ("fotnot", "x", "är en okänd nyckel"),
    ],
)
def test_a_wrong_value(nyckel: str, varde: object, skal: str) -> None:
    fel = _fel(lambda d: d.update({nyckel: varde}))
    assert (fel.nyckel, fel.skal) == (nyckel, skal)


@pytest.mark.parametrize(
    ("nyckel", "varde", "skal"),
    [
        ("kod", "Sfi", "ska vara små bokstäver a–z, siffror och understreck"),
        ("kod", "progression", "är 'progression', som redan finns för ISA"),
        ("kod", "franvaro", "är 'franvaro', som är namnet på en tabell"),
        ("rubrik", "R" * 81, "får ha högst 80 tecken"),
        ("kravs", "ja", "ska vara true eller false"),
        ("ej_aktuellt", 1, "ska vara true eller false"),
        ("kalla", "7.4", "ska vara avsnitt i rutinerna, till exempel K 7.4 eller K 4, K 8.1"),
        ("kundval", ["JPG"], "har ett okänt värde: 'JPG'"),
        ("farg", "röd", "är en okänd nyckel"),
    ],
)
def test_a_wrong_value_of_a_section(nyckel: str, varde: object, skal: str) -> None:
    fel = _fel(lambda d: d["avsnitt"][1].update({nyckel: varde}))
    assert (fel.nyckel, fel.skal) == (f"avsnitt[2].{nyckel}", skal)


def test_a_section_that_is_no_table() -> None:
    fel = _fel(lambda d: d["avsnitt"].append("sfi"))
    assert (fel.nyckel, fel.skal) == ("avsnitt[3]", "ska vara en tabell")


@pytest.mark.parametrize(("slag", "kod"), [("plan", "mal"), ("rapport", "progression"), ("slutrapport", "nasta_steg")])
def test_what_the_rules_ask_for_must_be_there_for_every_kundval(slag: str, kod: str) -> None:
    fel = _fel(lambda d: d.update(slag=slag, avsnitt=[{**d["avsnitt"][0], "kod": kod, "kundval": ["FAI", "AMI"]}]))
    assert (fel.nyckel, fel.skal) == ("avsnitt", f"saknar {kod!r} för ISA")


# --- Files ---------------------------------------------------------------------------------------------------------


def test_a_file_that_is_no_toml_and_a_version_that_stands_twice(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("slag = ", encoding="utf-8")
    with pytest.raises(Nekad, match=r"Formuläret a\.toml kan inte användas: filen går inte att läsa") as fel:
        las_katalog(tmp_path)
    assert fel.value.kod == "formular"
    ratt = (resurs("formular") / "slutrapport.toml").read_text(encoding="utf-8")
    (tmp_path / "a.toml").write_text(ratt, encoding="utf-8")
    (tmp_path / "b.toml").write_text(ratt, encoding="utf-8")
    with pytest.raises(Nekad, match=r"Formuläret b\.toml kan inte användas: version finns redan i en annan fil\."):
        las_katalog(tmp_path)
    (tmp_path / "b.toml").write_text(ratt.replace("version = 1", "version = 2"), encoding="utf-8")
    assert {f.version for f in las_katalog(tmp_path).values()} == {1, 2}


def test_the_forms_of_the_program() -> None:
    assert len(alla_formular()) == len(SLAG) * len(KUNDVAL) * 2
    for slag in SLAG:
        for kundval in KUNDVAL:
            f = formular_for(slag, kundval)
            assert formular_med_namn(f.namn) is f
            assert ("delmal" in f.tabeller) and ("franvaro" in f.tabeller) == (slag == "rapport")
            assert all(a.hjalp.endswith((".", "?")) for a in f.avsnitt)
    koder = {k: {a.kod for a in formular_for("rapport", k).avsnitt} for k in KUNDVAL}
    assert koder["FAI"] - koder["AMI"] == {"arbetsformaga", "sammanhang"}
    assert koder["AMI"] - koder["ISA"] == {"matchning", "praktik"}
    assert koder["ISA"] - koder["AMI"] == {"sfi", "sprakpraktik", "arbetssprak"}
    assert {"progression", "utmaningar", "justeringar", "annan_insats", "moten_hindrar"} <= koder["FAI"]


def test_every_source_stands_in_the_routines() -> None:
    kallor = {
        d
        for fil in resurs("formular").glob("*.toml")
        for a in tomllib.loads(fil.read_text(encoding="utf-8"))["avsnitt"]
        for d in a["kalla"].replace("K ", "").split(", ")
    }
    assert kallor <= {
        "2.1.1", "2.1.2", "2.2", "2.2.2", "2.3", "2.3.1", "2.3.2", "4", "6.4", "7.2", "7.3", "7.4", "7.5", "8.3",
        "8.4", "10.3", "12", "13", "13.1",
    }  # fmt: skip


def test_an_old_kundval_has_no_form() -> None:
    with pytest.raises(Nekad) as fel:
        formular_for("rapport", "JPG")
    assert fel.value.kod == "inget_formular"
    assert formular_med_namn("rapport/AMI/99") is None


def test_headings() -> None:
    assert rubrik_for("rapport", "2024-09") == "Månadsrapport, september"
    assert rubrik_klar("rapport", "2024-09") == "Månadsrapport, september, KLAR"
    assert rubrik_klar("plan", "2") == "Genomförandeplan, version 2, KLAR"
    assert rubrik_klar("slutrapport", "slut") == "Slutrapport, KLAR"
