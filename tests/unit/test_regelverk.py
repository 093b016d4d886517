"""The rule sets as data: what is accepted, what is refused and how it is said, and which one applies when."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kundvalsdesk.fel import Nekad
from kundvalsdesk.resurser import resurs
from kundvalsdesk.rules.fakta import Franvaro, Insatsfakta, Plan
from kundvalsdesk.rules.frister import frister
from kundvalsdesk.rules.regelverk import (
    FRISTKODER,
    FRISTTAL,
    Regelverksfel,
    Regelverkssamling,
    tolka_regelverk,
)
from kundvalsdesk.services.regelverk import las_katalog, las_regelverk
from kundvalsdesk.texter.forklaring import forklara

FIL = "prov.toml"
Data = dict[str, Any]


def _data(namn: str) -> Data:
    return tomllib.loads((resurs("regelverk") / namn).read_text(encoding="utf-8"))


GRUND = _data("2024.toml")


def _ny(fran: date, till: date | None = None, namn: str = "prov") -> Data:
    d = copy.deepcopy(GRUND)
    d |= {"fran": fran, "namn": namn}
    if till is not None:
        d["till"] = till
    for b in d["belopp"]:
        b["fran"] = fran
    return d


def _samling(*data: Data) -> Regelverkssamling:
    return Regelverkssamling(tolka_regelverk(f"{d['namn']}.toml", d) for d in data)


# --- The two that come with the program --------------------------------------------------------------------------


def test_the_rule_sets_of_the_program() -> None:
    alla = las_regelverk().alla
    assert [(r.namn, r.fran, r.till) for r in alla] == [
        ("2022", date(2022, 1, 1), date(2023, 12, 31)),
        ("2024", date(2024, 1, 1), None),
    ]
    assert tuple(alla[1].frister) == FRISTKODER
    assert len(FRISTKODER) == 29
    assert set(alla[0].insatser) == {"JPG", "JPF", "SAI"}
    assert all(i.endast_historik and i.max_manader is None for i in alla[0].insatser.values())


def test_insatser_and_amounts_of_2024() -> None:
    rv = las_regelverk()
    vantat = {
        "FAI1": ("FAI", 3, "8160"), "FAI2": ("FAI", 6, "8160"), "AMI1": ("AMI", 3, "3876"),
        "AMI2": ("AMI", 12, "3876"), "ISA1": ("ISA", 9, "6324"), "ISA2": ("ISA", 12, "6324"),
    }  # fmt: skip
    for kod, (kundval, manader, kronor) in vantat.items():
        i = rv.insats(kod, date(2024, 5, 1))
        assert i is not None
        assert (i.kundval, i.max_manader) == (kundval, manader)
        assert rv.belopp(kundval, date(2024, 5, 1)) == Decimal(kronor)
    assert rv.belopp("AMI", date(2023, 12, 31)) is None
    assert rv.belopp("JPG", date(2024, 5, 1)) is None


def test_every_interpretation_named_in_a_rule_has_words() -> None:
    rv = las_regelverk()
    for r in rv.senaste.frister.values():
        for t in ("T1", "T2", *r.tolkning):
            assert rv.tolkning(t).endswith("."), (r.kod, t)
    assert rv.tolkning("T99") == ""


def test_reasons_to_end_and_their_categories() -> None:
    o = las_regelverk().avslutsorsaker()
    kategorier = {k: {x.kod for x in o.values() if x.kategori == k} for k in {x.kategori for x in o.values()}}
    assert kategorier == {
        "egen_forsorjning": {"arbete", "studier", "foretag"},
        "annan_insats": {"annan_insats", "byte_anordnare", "annan_myndighet"},
        "avbrott": {
            "flytt", "sjukdom", "lang_ledighet", "oforutsett", "tidsbrist", "utebliven_progression", "kund_avbryter",
            "brister_anordnare",
        },
        "fullfoljd_utan_mal": {"insatstid_slut"},
    }  # fmt: skip
    assert {x.kod for x in o.values() if x.kontroll == "inom"} == {"brister_anordnare"}
    assert {x.kod for x in o.values() if x.far_dolja} == {"oforutsett"}
    assert {x.kod for x in o.values() if x.endast_fullfoljd} == {"insatstid_slut"}
    assert {x.kod for x in o.values() if x.tolkning} == {
        "lang_ledighet", "utebliven_progression", "kund_avbryter", "insatstid_slut",
    }  # fmt: skip


# --- Refusals: file, key and reason ------------------------------------------------------------------------------


def _satt(*plats: Any, varde: Any) -> Callable[[Data], None]:
    def andra(d: Data) -> None:
        for p in plats[:-1]:
            d = d[p]
        d[plats[-1]] = varde

    return andra


def _bort(*plats: Any) -> Callable[[Data], None]:
    def andra(d: Data) -> None:
        for p in plats[:-1]:
            d = d[p]
        del d[plats[-1]]

    return andra


def _utan_malgrupper(d: Data) -> None:
    del d["malgrupper"]
    for i in d["insatser"].values():
        i.pop("malgrupper", None)
        i.pop("ej_malgrupper", None)


NEKAS: list[tuple[Callable[[Data], None], str, str]] = [
    # unknown keys, at every level
    (_satt("extra", varde=1), "extra", "okänd nyckel"),
    (_satt("insatser", "AMI2", "langd", varde=12), "insatser.AMI2.langd", "okänd nyckel"),
    (_satt("frister", "uppdrag", "dagar", varde=2), "frister.uppdrag.dagar", "okänd nyckel"),
    (_satt("malgrupper", "kaa", "alder", varde=2), "malgrupper.kaa.alder", "okänd nyckel"),
    (_satt("avslutsorsaker", "flytt", "typ", varde="x"), "avslutsorsaker.flytt.typ", "okänd nyckel"),
    (_satt("belopp", 1, "valuta", varde="SEK"), "belopp[2].valuta", "okänd nyckel"),
    (_satt("forlangning", "extra", varde=1), "forlangning.extra", "okänd nyckel"),
    (_satt("frister", "paminnelse", varde={"namn": "x"}), "frister.paminnelse", "okänd frist"),
    (_satt("avslutstyper", "avsagd", varde="Avsagd"), "avslutstyper.avsagd", "okänd avslutstyp"),
    # missing keys
    (_bort("namn"), "namn", "saknas"),
    (_bort("kalla"), "kalla", "saknas"),
    (_bort("fran"), "fran", "saknas"),
    (_bort("insatser"), "insatser", "saknas"),
    (_bort("insatser", "ISA1", "max_manader"), "insatser.ISA1.max_manader", "saknas"),
    (_bort("insatser", "ISA1", "kriterium"), "insatser.ISA1.kriterium", "saknas"),
    (_bort("frister", "bemanning"), "frister.bemanning", "saknas"),
    (_bort("frister"), "frister.bemanning", "saknas"),
    (_bort("frister", "uppdrag", "kalla"), "frister.uppdrag.kalla", "saknas"),
    (
        _bort("frister", "uppdrag", "arbetsdagar_efter_bemanning"),
        "frister.uppdrag.arbetsdagar_efter_bemanning",
        "saknas",
    ),
    (_utan_malgrupper, "malgrupper", "saknas"),
    (_bort("malgrupper", "kaa", "namn"), "malgrupper.kaa.namn", "saknas"),
    (_bort("avslutsorsaker"), "avslutsorsaker", "saknas"),
    (_bort("avslutsorsaker", "flytt", "kontroll"), "avslutsorsaker.flytt.kontroll", "saknas"),
    (_bort("avslutstyper"), "avslutstyper", "saknas"),
    (_bort("avslutstyper", "fortid"), "avslutstyper.fortid", "saknas"),
    (_bort("forlangning"), "forlangning", "saknas"),
    (_bort("forlangning", "max_antal"), "forlangning.max_antal", "saknas"),
    (_bort("belopp"), "belopp", "saknas för FAI"),
    (_bort("belopp", 2), "belopp", "saknas för ISA"),
    (_bort("belopp", 0, "kronor"), "belopp[1].kronor", "saknas"),
    # wrong type or value
    (_satt("namn", varde=2024), "namn", "ska vara text"),
    (_satt("namn", varde="  "), "namn", "får inte vara tom"),
    (_satt("fran", varde="2024-01-01"), "fran", "ska vara ett datum"),
    (_satt("fran", varde=datetime(2024, 1, 1)), "fran", "ska vara ett datum"),
    (_satt("till", varde=date(2023, 1, 1)), "till", "ligger före fran"),
    (_satt("insatser", varde=[]), "insatser", "ska vara en tabell"),
    (_satt("insatser", "AMI2", varde="x"), "insatser.AMI2", "ska vara en tabell"),
    (_satt("insatser", "AMI2", "max_manader", varde="12"), "insatser.AMI2.max_manader", "ska vara ett heltal"),
    (_satt("insatser", "AMI2", "max_manader", varde=True), "insatser.AMI2.max_manader", "ska vara ett heltal"),
    (_satt("insatser", "AMI2", "max_manader", varde=0), "insatser.AMI2.max_manader", "minst 1"),
    (_satt("insatser", "AMI2", "mal_nas_av", varde=["arbete"]), "insatser.AMI2.mal_nas_av", "okänt värde"),
    (_satt("insatser", "AMI2", "mal_nas_av", varde="avbrott"), "insatser.AMI2.mal_nas_av", "ska vara en lista"),
    (_satt("insatser", "AMI2", "malgrupper", varde=["alla"]), "insatser.AMI2.malgrupper", "okänt värde: 'alla'"),
    (_satt("insatser", "AMI2", "ej_malgrupper", varde=["alla"]), "insatser.AMI2.ej_malgrupper", "okänt värde"),
    (_satt("frister", "uppdrag", "ansvarig", varde="kv"), "frister.uppdrag.ansvarig", "ska vara något av KV"),
    (_satt("frister", "uppdrag", "slag", varde="annat"), "frister.uppdrag.slag", "ska vara något av"),
    (_satt("frister", "uppdrag", "arbetsdagar", varde=0), "frister.uppdrag.arbetsdagar", "minst 1"),
    (_satt("frister", "uppdrag", "arbetsdagar", varde=-1), "frister.uppdrag.arbetsdagar", "minst 0"),
    (_satt("frister", "uppdrag", "arbetsdagar", varde=1.5), "frister.uppdrag.arbetsdagar", "ska vara ett heltal"),
    (_satt("frister", "uppdrag", "gul_kvar", varde=-1), "frister.uppdrag.gul_kvar", "minst 0"),
    (_satt("frister", "uppdrag", "tolkning", varde=["T99"]), "frister.uppdrag.tolkning", "okänt värde: 'T99'"),
    (_satt("frister", "manadsrapport", "dag_i_manaden", varde=31), "frister.manadsrapport.dag_i_manaden", "1 och 28"),
    (_satt("malgrupper", "kaa", "tolkning", varde=["T99"]), "malgrupper.kaa.tolkning", "okänt värde"),
    (_satt("malgrupper", "kaa", "ledighet", varde="ja"), "malgrupper.kaa.ledighet", "true eller false"),
    (_satt("avslutsorsaker", "flytt", "kategori", varde="okand"), "avslutsorsaker.flytt.kategori", "något av"),
    (_satt("avslutsorsaker", "flytt", "kontroll", varde="oklart"), "avslutsorsaker.flytt.kontroll", "något av"),
    (_satt("avslutsorsaker", "flytt", "tolkning", varde=["T99"]), "avslutsorsaker.flytt.tolkning", "okänt värde"),
    (_satt("avslutstyper", "fortid", varde=1), "avslutstyper.fortid", "ska vara text"),
    (_satt("tolkningar", "T1", varde=1), "tolkningar.T1", "ska vara text"),
    (_satt("belopp", 0, "kronor", varde="mycket"), "belopp[1].kronor", "ska vara ett belopp"),
    (_satt("belopp", 0, "kronor", varde="-1"), "belopp[1].kronor", "noll eller mer"),
    (_satt("belopp", 0, "kronor", varde="NaN"), "belopp[1].kronor", "noll eller mer"),
    (_satt("belopp", 0, "kronor", varde=8160), "belopp[1].kronor", "ska vara text"),
    (_satt("belopp", 0, "fran", varde=date(2024, 2, 1)), "belopp", "saknas för FAI från 2024-01-01"),
    (_satt("belopp", varde={}), "belopp", "lista av tabeller"),
    (_satt("ersattning", "brytdag", varde=31), "ersattning.brytdag", "mellan 1 och 28"),
    (_satt("ersattning", "sen_slutrapport", varde="kanske"), "ersattning.sen_slutrapport", "fordrojer, forverkar"),
    (_satt("belopp", 0, "kronor", varde="3876.005"), "belopp[1].kronor", "hela ören"),
    (_satt("belopp", 0, "kronor", varde="9e60"), "belopp[1].kronor", "lägre än"),
    (_satt("parallella", "samma_insats", varde="nej"), "parallella.samma_insats", "true eller false"),
    (_satt("parallella", "motsager", 0, "annan", varde=""), "parallella.motsager[1].annan", "tom"),
    (_satt("forvalslista", "forsta", varde=date(2024, 1, 2)), "forvalslista.forsta", "en måndag"),
    (_satt("forvalslista", "dagar", varde=10), "forvalslista.dagar", "hela veckor"),
    (_satt("forvalslista", "vikarie", varde="ja"), "forvalslista.vikarie", "true eller false"),
    (_satt("forvalslista", "tolkning", varde=["T99"]), "forvalslista.tolkning", "okänt värde"),
]


@pytest.mark.parametrize(("andra", "nyckel", "skal"), NEKAS, ids=[f"{n}-{s}" for _, n, s in NEKAS])
def test_refused_with_file_key_and_reason(andra: Callable[[Data], None], nyckel: str, skal: str) -> None:
    d = copy.deepcopy(GRUND)
    andra(d)
    with pytest.raises(Regelverksfel) as fel:
        tolka_regelverk(FIL, d)
    assert (fel.value.fil, fel.value.nyckel) == (FIL, nyckel)
    assert skal in fel.value.skal
    assert str(fel.value) == f"Regelverket {FIL} kan inte användas: {nyckel} {fel.value.skal}."


def test_what_is_not_a_table_is_refused() -> None:
    with pytest.raises(Regelverksfel, match=r"prov\.toml .*filen ska vara en tabell"):
        tolka_regelverk(FIL, [])


def test_a_turn_is_not_begun_anew_before_its_rule_set() -> None:
    forst, sedan = _ny(date(2024, 1, 1), date(2024, 12, 31), "2024"), _ny(date(2025, 1, 1), namn="2025")
    assert [g.namn for g in _samling(forst, sedan).forvalslista()] == ["2024", "2025"]
    sedan["forvalslista"]["forsta"] = date(2025, 1, 6)
    _samling(forst, sedan)
    sedan["forvalslista"]["forsta"] = date(2024, 12, 30)
    with pytest.raises(Regelverksfel) as fel:
        _samling(forst, sedan)
    assert (fel.value.fil, fel.value.nyckel) == ("2025.toml", "forvalslista.forsta")


def test_a_pair_of_insatser_that_nobody_knows_is_refused() -> None:
    d = _ny(date(2024, 1, 1), namn="2024")
    d["parallella"]["motsager"][0]["annan"] = "XYZ1"
    with pytest.raises(Regelverksfel, match="okänd insats: 'XYZ1'"):
        _samling(d)


@pytest.mark.parametrize("kod", FRISTKODER)
def test_every_number_of_every_frist_is_needed(kod: str) -> None:
    for tal in FRISTTAL[kod]:
        d = copy.deepcopy(GRUND)
        del d["frister"][kod][tal]
        with pytest.raises(Regelverksfel) as fel:
            tolka_regelverk(FIL, d)
        assert fel.value.nyckel == f"frister.{kod}.{tal}"


@pytest.mark.parametrize(
    ("giltighet", "fil", "nyckel", "skal"),
    [
        ([(2023, 2023), (2025, None)], "2025.toml", "fran", "glapp efter regelverket 2023"),
        ([(2023, 2024), (2024, None)], "2024.toml", "fran", "överlappar regelverket 2023"),
        ([(2023, None), (2024, None)], "2024.toml", "fran", "överlappar regelverket 2023"),
        ([(2023, 2023), (2024, 2024)], "2024.toml", "till", "senaste"),
    ],
)
def test_gaps_overlaps_and_an_end_are_refused(
    giltighet: list[tuple[int, int | None]], fil: str, nyckel: str, skal: str
) -> None:
    data = [_ny(date(a, 1, 1), date(b, 12, 31) if b else None, str(a)) for a, b in giltighet]
    with pytest.raises(Regelverksfel) as fel:
        _samling(*data)
    assert (fel.value.fil, fel.value.nyckel) == (fil, nyckel)
    assert skal in fel.value.skal


def test_an_overlap_of_a_single_day_is_refused() -> None:
    with pytest.raises(Regelverksfel, match=r"b\.toml .*överlappar regelverket a"):
        _samling(_ny(date(2024, 1, 1), date(2025, 1, 1), "a"), _ny(date(2025, 1, 1), None, "b"))


def test_of_two_amounts_from_the_same_day_the_later_rule_set_has_the_last_word() -> None:
    a, b = _ny(date(2024, 1, 1), date(2024, 12, 31), "a"), _ny(date(2025, 1, 1), None, "b")
    a["belopp"].append({"kundval": "AMI", "fran": date(2025, 1, 1), "kronor": "1"})
    assert _samling(a, b).belopp("AMI", date(2025, 1, 1)) == Decimal("3876")


def test_no_rule_set_at_all_is_refused() -> None:
    with pytest.raises(Regelverksfel, match="inget regelverk"):
        Regelverkssamling([])


def test_the_order_of_the_files_does_not_matter() -> None:
    a, b = _ny(date(2024, 1, 1), date(2024, 12, 31), "a"), _ny(date(2025, 1, 1), None, "b")
    assert [r.namn for r in _samling(b, a).alla] == ["a", "b"]


def test_a_folder_with_a_broken_file_is_refused_by_name(tmp_path: Path) -> None:
    for namn in ("2022.toml", "2024.toml"):
        (tmp_path / namn).write_bytes((resurs("regelverk") / namn).read_bytes())
    assert len(las_katalog(tmp_path).alla) == 2
    (tmp_path / "2026.toml").write_text('namn = "2026', encoding="utf-8")
    with pytest.raises(Nekad, match=r"2026\.toml kan inte användas: filen går inte att läsa") as fel:
        las_katalog(tmp_path)
    assert fel.value.kod == "regelverk"
    (tmp_path / "2026.toml").write_bytes(b'namn = "\xff"')
    with pytest.raises(Nekad, match=r"2026\.toml"):
        las_katalog(tmp_path)


# --- Which rule set applies --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tva() -> Regelverkssamling:
    """2024 as it is, and a made-up 2025 with other numbers, without AMI1 and with a code of its own."""
    b = _ny(date(2025, 1, 1), None, "2025")
    b["frister"]["granska_plan"]["arbetsdagar"] = 2
    b["frister"]["granska_plan"]["kalla"] = "K 99"
    b["frister"]["slutdatum"]["dagar_fore"] = 60
    b["frister"]["slutrapport_fullfoljd"]["dagar_fore"] = 60
    b["frister"]["lang_sjukskrivning"]["arbetsdagar"] = 1
    b["frister"]["uppfoljning"]["namn"] = "Ny uppföljning"
    b["insatser"]["NY1"] = {**b["insatser"]["AMI2"], "max_manader": 2}
    del b["insatser"]["AMI1"]
    b["belopp"][1]["kronor"] = "4001.50"
    b["belopp"].append({"kundval": "AMI", "fran": date(2025, 7, 1), "kronor": "5000"})
    return _samling(_ny(date(2024, 1, 1), date(2024, 12, 31), "2024"), b)


def _en(rv: Regelverkssamling, kod: str, f: Insatsfakta) -> Any:
    traffar = [x for x in frister(f, rv) if x.kod == kod]
    assert len(traffar) == 1
    return traffar[0]


def _plan(kod: str, dag: date) -> Insatsfakta:
    return Insatsfakta(kod, planer=(Plan(1, dag),))


@pytest.mark.parametrize(
    ("kod", "dag", "forfaller", "kalla"),
    [
        ("AMI2", date(2024, 12, 31), date(2025, 1, 9), "K 7.3"),  # the trigger date decides, not the due date
        ("AMI2", date(2025, 1, 1), date(2025, 1, 3), "K 99"),
        ("AMI1", date(2025, 1, 1), date(2025, 1, 9), "K 7.3"),  # not in the set in force: the first that has it
        ("NY1", date(2024, 12, 30), date(2025, 1, 3), "K 99"),
        ("AMI2", date(2023, 12, 1), date(2023, 12, 8), "K 7.3"),  # before the first set
    ],
)
def test_a_frist_follows_the_set_of_its_trigger_date(
    tva: Regelverkssamling, kod: str, dag: date, forfaller: date, kalla: str
) -> None:
    f = _en(tva, "granska_plan", _plan(kod, dag))
    assert (f.forfaller, f.kalla) == (forfaller, kalla)


def test_an_unknown_frist_or_insats_has_no_rule(tva: Regelverkssamling) -> None:
    for kod, insats in (("paminnelse", "AMI2"), ("uppdrag", "JPG")):
        with pytest.raises(KeyError):
            tva.fristregel(kod, insats, date(2024, 5, 1))


@pytest.mark.parametrize("kod", ["slutdatum", "slutrapport_fullfoljd"])
def test_a_frist_that_opens_before_the_end_follows_the_set_of_its_opening(tva: Regelverkssamling, kod: str) -> None:
    # By the set of 2025 it would open 60 days before, in 2024, when 30 days were the rule.
    f = _en(tva, kod, Insatsfakta("AMI2", start=date(2024, 3, 1), slut=date(2025, 1, 15)))
    assert f.utlost == date(2024, 12, 16)
    assert "30 dagar före" in forklara(f, tva)[0]
    f = _en(tva, kod, Insatsfakta("AMI2", start=date(2024, 3, 1), slut=date(2025, 4, 30)))
    assert f.utlost == date(2025, 3, 1)
    assert "60 dagar före" in forklara(f, tva)[0]


def test_long_sickness_follows_the_set_of_day_fifteen(tva: Regelverkssamling) -> None:
    f = _en(tva, "lang_sjukskrivning", Insatsfakta("AMI2", franvaro=(Franvaro("sjuk", date(2024, 12, 20)),)))
    assert (f.utlost, f.forfaller) == (date(2025, 1, 3), date(2025, 1, 7))
    f = _en(tva, "lang_sjukskrivning", Insatsfakta("AMI2", franvaro=(Franvaro("sjuk", date(2024, 12, 16)),)))
    assert (f.utlost, f.forfaller) == (date(2024, 12, 30), date(2025, 1, 9))


def test_follow_up_follows_the_set_of_its_opening(tva: Regelverkssamling) -> None:
    for start, namn in ((date(2024, 10, 14), "Uppföljningssamtal"), (date(2024, 10, 15), "Ny uppföljning")):
        f = next(x for x in frister(Insatsfakta("AMI2", start=start), tva) if x.kod == "uppfoljning")
        assert f.namn.startswith(namn), f.utlost


def test_the_longest_time_is_that_of_the_start(tva: Regelverkssamling) -> None:
    assert tva.slutdatum_manader("AMI2", date(2024, 5, 1), 0) == 12
    assert tva.slutdatum_manader("AMI2", date(2024, 5, 1), 2) == 14
    assert tva.slutdatum_manader("NY1", date(2024, 5, 1), 0) == 2
    assert las_regelverk().slutdatum_manader("JPG", date(2022, 5, 1), 0) is None
    assert tva.slutdatum_manader("XXX", date(2024, 5, 1), 0) is None


@pytest.mark.parametrize(
    ("dag", "kronor"),
    [
        (date(2023, 12, 31), None),
        (date(2024, 1, 1), "3876"),
        (date(2024, 12, 31), "3876"),
        (date(2025, 1, 1), "4001.50"),
        (date(2025, 6, 30), "4001.50"),
        (date(2025, 7, 1), "5000"),
        (date(2030, 1, 1), "5000"),
    ],
)
def test_the_amount_of_a_day_is_the_one_in_force(tva: Regelverkssamling, dag: date, kronor: str | None) -> None:
    assert tva.belopp("AMI", dag) == (Decimal(kronor) if kronor else None)


def test_the_set_in_force(tva: Regelverkssamling) -> None:
    for dag, namn in ((date(2024, 1, 1), "2024"), (date(2024, 12, 31), "2024"), (date(2025, 1, 1), "2025")):
        rv = tva.for_dag(dag)
        assert rv is not None
        assert rv.namn == namn
        assert rv.galler(dag)
    assert tva.for_dag(date(2023, 12, 31)) is None
    assert not tva.alla[0].galler(date(2025, 1, 1))
    assert not tva.alla[1].galler(date(2024, 12, 31))
    assert {"AMI1", "NY1"} <= set(tva.insatskoder())
