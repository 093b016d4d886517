"""Import and export: the same out as in, all or nothing, stoppable, logged, and with the derived columns
filled."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text

from kundvalsdesk.fel import Databasfel, Nekad
from kundvalsdesk.models import Frist, Handling, Insats, Kund, Kundidentitet, Logg
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.sortering import kundens_soktext, kundens_sortnyckel
from kundvalsdesk.services.arbetsenhet import transaktion
from kundvalsdesk.services.overforing import BLAD, las_in, skriv_ut
from kundvalsdesk.services.typer import ROLLER, Aktor, Framsteg

IDAG = date(2024, 9, 11)
AKTOR = Aktor("anna", "Anna", frozenset(ROLLER), agare=True)
Innehall = dict[str, list[dict[str, str]]]


def arenden(antal: int = 30) -> Innehall:
    """Some cases with everything in them, text of every kind included."""
    ut: Innehall = {b.namn: [] for b in BLAD}
    ut["handlaggare"] = [
        {"anvandare": "kv", "namn": "Åsa Öman", "roll": "karriarvagledare", "epost": "kv@exempel.se"},
        {"anvandare": "al", "namn": "Đặng Văn Tý", "roll": "arbetsledare"},
    ]
    ut["anordnare"] = [
        {"anordnare": "Ärlan", "adress": "Gatan 1\n123 45 Orten", "kommunal": "ja", "sprak": 'svenska; dari, "urdu"'},
        {"anordnare": "=1+1", "telefon": "+46 8 1", "presentation": "@hej\n-tack"},
    ]
    ut["auktorisationer"] = [
        {"anordnare": namn, "avser": avser, "fran": "2021-03-01"}
        for namn in ("Ärlan", "=1+1")
        for avser in ("AMI", "ISA")
    ]
    for n in range(antal):
        k, i = f"K{n:04d}", f"2024-{n:04d}"
        start = date(2024, 1, 2) + timedelta(days=n * 5 % 120)
        ut["kunder"].append(
            {
                "kund": k, "fodelsedatum": "1990-05-01", "fornamn": f"Eva-{n}", "efternamn": "Ö'Årström; \"af\" Z",
                "skydd": "sekretessmarkering" if n % 7 == 0 else "", "malgrupp": "bistand",
                "ekonomiskt_bistand": "ja" if n % 2 else "", "karriarvagledare": "kv" if n % 5 else "",
            }
        )  # fmt: skip
        ut["insatser"].append(
            {
                "insats": i, "kund": k, "kod": "AMI2", "anordnare": "Ärlan" if n % 2 else "=1+1",
                "beslut": str(start - timedelta(days=9)), "aktualiserad": str(start - timedelta(days=8)),
                "bemannad": str(start - timedelta(days=7)), "uppdrag": str(start - timedelta(days=5)),
                "start": str(start), "omfattning": "75", "deltid_skal": "Studier\ttvå dagar", "forvald": "nej",
                "bevakas_fran": "2024-06-01" if n % 3 == 0 else "", "historik": "ja" if n % 11 == 0 else "nej",
            }
        )  # fmt: skip
        ut["genomforandeplaner"].append({"insats": i, "version": "1", "inkommen": str(start + timedelta(days=9))})
        m = f"{start.year}-{start.month:02d}"
        klar = date(start.year, start.month, 28) + timedelta(days=8)
        ut["manadsrapporter"].append(
            {"insats": i, "manad": m, "klarmarkerad": str(klar), "aterremitterad": str(klar + timedelta(days=1)),
             "klarmarkerad_igen": str(klar + timedelta(days=2))}
        )  # fmt: skip
        ut["aterremisser"].append(
            {"insats": i, "avser": m, "aterremitterad": str(klar + timedelta(days=3)), "skal": "=SUMMA(A1) _x0041_ _x"}
        )
        ut["franvaro"].append({"insats": i, "typ": "sjuk", "fran": str(start + timedelta(days=3)), "orsak": "-"})
        ut["kontakter"].append({"insats": i, "datum": str(start + timedelta(days=2)), "typ": "uppstartsmote"})
        if n % 4 == 0:
            ut["slutrapporter"].append({"insats": i, "inkommen": "2024-09-01", "nasta_steg": "Arbete\nsedan studier"})
            ut["incidenter"].append({"incident": f"P{n}", "insats": i, "upptackt": "2024-05-02T09:05"})
            ut["forlangningar"].append({"insats": i, "begard": "2024-09-02", "begard_av": "kv", "motivering": "+1"})
    return ut


def las(databas: Databas, regelverk: Any, innehall: Any, **val: Any) -> Any:
    return las_in(databas, AKTOR, regelverk, IDAG, innehall, **val)


def skriv(databas: Databas, regelverk: Any, mal: Path, **val: Any) -> dict[str, int]:
    return skriv_ut(databas, AKTOR, regelverk, IDAG, mal, **val)


def filer(mapp: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in mapp.iterdir()}


def _antal(databas: Databas, tabell: Any) -> int:
    with transaktion(databas) as s:
        return int(s.execute(select(func.count()).select_from(tabell)).scalar_one())


def _frister(databas: Databas) -> list[Any]:
    """The stored frister, without ids."""
    with transaktion(databas) as s:
        rader = s.execute(select(Insats.nyckel, Frist).join(Insats, Insats.id == Frist.insats_id)).all()
        return sorted(
            (nyckel, f.kod, f.avser, str(f.utlost), str(f.forfaller), str(f.stangs), f.huvud, f.skyddad)
            for nyckel, f in rader
        )


def test_out_as_in_on_both_engines_and_as_a_workbook(
    ny_databas: Callable[[str], Databas], regelverk, tmp_path: Path
) -> None:
    innehall = arenden()
    sqlite, postgres, ur_boken = ny_databas("sqlite"), ny_databas("postgresql"), ny_databas("sqlite")
    assert las(sqlite, regelverk, innehall).fel == ()
    antal = skriv(sqlite, regelverk, tmp_path / "ut1")
    assert antal == {b.namn: len(innehall[b.namn]) for b in BLAD}
    assert set(filer(tmp_path / "ut1")) == {f"{b.namn}.csv" for b in BLAD}

    assert las(postgres, regelverk, tmp_path / "ut1").fel == ()
    skriv(postgres, regelverk, tmp_path / "ut2")
    assert filer(tmp_path / "ut2") == filer(tmp_path / "ut1")

    skriv(postgres, regelverk, tmp_path / "bok.xlsx")
    skriv(sqlite, regelverk, tmp_path / "bok2.xlsx")
    assert (tmp_path / "bok.xlsx").read_bytes() == (tmp_path / "bok2.xlsx").read_bytes()
    assert las(ur_boken, regelverk, tmp_path / "bok.xlsx").fel == ()
    skriv(ur_boken, regelverk, tmp_path / "ut3")
    assert filer(tmp_path / "ut3") == filer(tmp_path / "ut1")
    assert _frister(sqlite) == _frister(postgres) == _frister(ur_boken) != []


def test_what_goes_out_is_what_came_in(ny_databas: Callable[[str], Databas], regelverk, tmp_path: Path) -> None:
    innehall = arenden(12)
    databas = ny_databas("sqlite")
    las(databas, regelverk, innehall)
    skriv(databas, regelverk, tmp_path / "ut")
    for blad in BLAD:
        with (tmp_path / "ut" / f"{blad.namn}.csv").open(encoding="utf-8-sig", newline="") as fil:
            rader = list(csv.DictReader(fil, delimiter=";"))
        vantat = [{k.namn: r.get(k.namn, "") for k in blad.kolumner} for r in innehall[blad.namn]]
        nyckel = lambda r: [r[k] for k in blad.nyckel]  # noqa: B023, E731
        assert sorted(rader, key=nyckel) == sorted(vantat, key=nyckel)


def test_the_columns_that_follow_from_others(databas: Databas, regelverk) -> None:
    las(databas, regelverk, arenden(12))
    with transaktion(databas) as s:
        for i, k, n in s.execute(
            select(Insats, Kund, Kundidentitet)
            .join(Kund, Kund.id == Insats.kund_id)
            .join(Kundidentitet, Kundidentitet.kund_id == Kund.id)
        ):
            assert (i.kundval, i.version, i.orsak_dold) == ("AMI", 1, False)
            assert i.skydd == k.skydd == n.skydd
            assert i.kundansvarig_id == k.kundansvarig_id == n.kundansvarig_id
            assert n.sortnyckel == kundens_sortnyckel(n.fornamn, n.efternamn)
            assert n.soktext == kundens_soktext(n.fornamn, n.efternamn)
        fristerna = s.execute(select(Insats.historik, Frist).join(Insats, Insats.id == Frist.insats_id)).all()
    assert fristerna
    assert not any(historik for historik, _ in fristerna)


def test_batches_end_anywhere(databas: Databas, regelverk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kundvalsdesk.services.overforing.register.SATS", 3)
    resultat = las(databas, regelverk, arenden(11))
    assert resultat.fel == ()
    assert (_antal(databas, Kund), _antal(databas, Kundidentitet)) == (11, 11)


def test_ids_go_on_after_an_import(databas: Databas, regelverk) -> None:
    """PostgreSQL's sequences know of the ids that the import has used."""
    las(databas, regelverk, arenden(3))
    with transaktion(databas, skriv=True) as s:
        s.add(Kund(nyckel="ny"))
    assert _antal(databas, Kund) == 4


def test_a_trial_run_changes_nothing(databas: Databas, regelverk) -> None:
    resultat = las(databas, regelverk, arenden(5), provkor=True)
    assert resultat.fel == ()
    assert set(resultat.inlasta.values()) == {0}
    assert [_antal(databas, t) for t in (Kund, Insats, Handling, Frist)] == [0, 0, 0, 0]


def test_progress_and_a_stop(ny_databas: Callable[[str], Databas], regelverk) -> None:
    databas = ny_databas("sqlite")
    sedda: list[Framsteg] = []
    innehall = arenden(5)
    innehall["kontakter"] = [
        {"insats": "2024-0001", "datum": str(date(1950, 1, 1) + timedelta(days=n)), "typ": "veckokontakt"}
        for n in range(3000)
    ]
    las(databas, regelverk, innehall, provkor=True, framsteg=sedda.append)
    assert any(f.vad.startswith("Läser") and 0 < f.klart <= f.totalt for f in sedda)
    assert any(f.vad == "Räknar frister" for f in sedda)
    for efter in range(1, len(sedda)):
        kvar = iter([False] * (efter - 1))
        with pytest.raises(Nekad, match="avbröts") as fel:
            las(databas, regelverk, innehall, stopp=lambda kvar=kvar: next(kvar, True))
        assert fel.value.kod == "avbruten"
        assert _antal(databas, Kund) == 0


def test_the_log_names_sheets_and_counts_and_no_person(databas: Databas, regelverk, tmp_path: Path) -> None:
    las(databas, regelverk, arenden(5), handling_id="samma-handling")
    igen = las(databas, regelverk, arenden(5), handling_id="samma-handling")
    assert igen.inlasta["kunder"] == 5
    skriv(databas, regelverk, tmp_path / "ut")
    with transaktion(databas) as s:
        handlingar = {h.namn: h for h in s.scalars(select(Handling))}
        assert set(handlingar) == {"importera", "exportera"}
        assert {h.anvandare for h in handlingar.values()} == {"anna"}
        assert json.loads(handlingar["importera"].andring)["antal"]["kunder"] == 5
        logg = s.scalars(select(Logg).where(Logg.handling_id == "samma-handling")).all()
        assert {(x.tabell, x.nytt) for x in logg} >= {("kunder", "5"), ("insatser", "5")}
        allt = " ".join([h.andring for h in handlingar.values()] + [x.nytt or "" for x in logg])
    assert "Eva" not in allt
    assert "Årström" not in allt


def test_a_beslut_that_comes_in_later_concerns_the_kunds_other_insatser(databas: Databas, regelverk) -> None:
    """slutdatum is done by another insats of the kund with a beslut since it opened."""
    innehall = arenden(0)
    innehall["kunder"] = [{"kund": "K1"}]
    innehall["insatser"] = [{"insats": "I1", "kund": "K1", "kod": "AMI1", "start": "2024-07-01", "historik": "nej"}]
    las(databas, regelverk, innehall)
    assert "slutdatum" in {f[1] for f in _frister(databas)}
    las(databas, regelverk, {"insatser": [{"insats": "I2", "kund": "K1", "kod": "AMI2", "beslut": "2024-09-09"}]})
    assert "slutdatum" not in {f[1] for f in _frister(databas) if f[0] == "I1"}


def test_a_full_disk_in_the_middle_leaves_nothing(ny_databas: Callable[[str], Databas], regelverk) -> None:
    databas = ny_databas("sqlite")
    with transaktion(databas) as s:
        sidor = s.execute(text("PRAGMA page_count")).scalar_one()
        s.execute(text(f"PRAGMA max_page_count = {sidor + 20}"))
    with pytest.raises(Databasfel) as fel:
        las(databas, regelverk, arenden(400))
    assert fel.value.kod == "full"
    assert [_antal(databas, t) for t in (Kund, Insats, Handling)] == [0, 0, 0]


def test_an_export_never_overwrites_and_leaves_no_half(
    ny_databas: Callable[[str], Databas], regelverk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    databas = ny_databas("sqlite")
    las(databas, regelverk, arenden(5))
    full = tmp_path / "full"
    full.mkdir()
    (full / "viktigt.txt").write_text("x", encoding="utf-8")
    with pytest.raises(Nekad, match="inte en tom mapp"):
        skriv(databas, regelverk, full)
    bok = tmp_path / "bok.xlsx"
    bok.write_bytes(b"x")
    with pytest.raises(Nekad, match="finns redan"):
        skriv(databas, regelverk, bok)
    monkeypatch.setattr("kundvalsdesk.services.overforing.utskrift._STEG", 1)
    for namn in ("ny", "ny.xlsx"):
        with pytest.raises(Nekad, match="avbröts"):
            skriv(databas, regelverk, tmp_path / namn, stopp=lambda: True)
    assert {f.name for f in tmp_path.iterdir() if not f.name.startswith("prov")} == {"full", "bok.xlsx"}
    assert bok.read_bytes() == b"x"
    assert _antal(databas, Handling) == 1
    (tmp_path / "tom").mkdir()
    skriv(databas, regelverk, tmp_path / "tom")
    assert len(filer(tmp_path / "tom")) == len(BLAD)


_ALFABET = st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp"))
_PA_RAD = st.text(_ALFABET, max_size=30).map(lambda t: t.strip(" \u00a0"))
_FLERA = st.lists(_PA_RAD, max_size=3).map(lambda r: "\n".join(r).strip(" \u00a0"))
_NYCKLAR = st.lists(_PA_RAD.filter(bool), min_size=1, max_size=4, unique=True)
_JANEJ = st.sampled_from(["", "ja", "nej"])
_DAG = st.one_of(st.just(""), st.dates(date(1900, 1, 1), date(2098, 12, 31)).map(str))


@st.composite
def _godtyckligt(draw: st.DrawFn) -> Innehall:
    handlaggare, anordnare, kunder = draw(_NYCKLAR), draw(_NYCKLAR), draw(_NYCKLAR)
    ut: Innehall = {
        "handlaggare": [
            {"anvandare": h, "namn": draw(_PA_RAD), "roll": draw(st.sampled_from(["", *ROLLER]))} for h in handlaggare
        ],
        "anordnare": [
            {"anordnare": a, "adress": draw(_FLERA), "presentation": draw(_FLERA), "kommunal": draw(_JANEJ)}
            for a in anordnare
        ],
        "kunder": [
            {
                "kund": k, "fodelsedatum": draw(_DAG), "fornamn": draw(_PA_RAD), "efternamn": draw(_PA_RAD),
                "ekonomiskt_bistand": draw(_JANEJ), "karriarvagledare": draw(st.sampled_from(["", *handlaggare])),
            }
            for k in kunder
        ],
        "insatser": [
            {
                "insats": i, "kund": draw(st.sampled_from(kunder)), "kod": draw(st.sampled_from(["FAI1", "ISA2"])),
                "anordnare": draw(st.sampled_from(["", *anordnare])), "start": draw(_DAG),
                "omfattning": draw(st.one_of(st.just(""), st.integers(1, 100).map(str))),
                "parallell_bedomning": draw(_FLERA), "forvald": draw(_JANEJ), "bevakas_fran": draw(_DAG),
                "historik": "ja",
            }
            for i in draw(_NYCKLAR)
        ],
    }  # fmt: skip
    return ut


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(innehall=_godtyckligt())
def test_any_content_comes_out_as_it_came_in(
    ny_databas: Callable[[str], Databas], regelverk, tmp_path_factory: pytest.TempPathFactory, innehall: Innehall
) -> None:
    mapp = tmp_path_factory.mktemp("rundtur")
    en, annan = ny_databas("sqlite"), ny_databas("sqlite")
    assert las(en, regelverk, innehall).fel == ()
    skriv(en, regelverk, mapp / "ut")
    with (mapp / "ut" / "kunder.csv").open(encoding="utf-8-sig", newline="") as fil:
        ut = {r["kund"]: (r["fornamn"], r["efternamn"]) for r in csv.DictReader(fil, delimiter=";")}
    assert ut == {r["kund"]: (r["fornamn"], r["efternamn"]) for r in innehall["kunder"]}
    skriv(en, regelverk, mapp / "ut.xlsx")
    assert las(annan, regelverk, mapp / "ut.xlsx").fel == ()
    skriv(annan, regelverk, mapp / "ut2")
    assert filer(mapp / "ut2") == filer(mapp / "ut")
    en.stang()
    annan.stang()
