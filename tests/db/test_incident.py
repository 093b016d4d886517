"""A personuppgiftsincident from the case to its assessment, counted to the minute (K 3.1)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from db.varld import Varld
from sqlalchemy import select

from kundvalsdesk.fel import Nekad
from kundvalsdesk.models import Incident
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.services import arende, incidentregister, ko, ko_detalj
from kundvalsdesk.services.typer import KoFilter
from kundvalsdesk.texter.incident import klar_ord, nedrakning

I1 = "2024-0001"
DAG = "2024-05-20"
HAND = {
    "upptackt": "2024-05-19 23.50", "kv_underrattad": "2024-05-20 08.41",
    "beskrivning": "Ett brev gick till fel adress.", "antal_berorda": "2", "atgarder": "Brevet är återtaget.",
}  # fmt: skip


@pytest.fixture
def v(databas: Databas, regelverk: Any) -> Varld:
    return Varld(
        databas, regelverk,
        {"insatser": [{"insats": I1, "kund": "K0001", "kod": "AMI2", "anordnare": "Björken", "beslut": "2024-04-29",
                       "aktualiserad": "2024-05-02"}]},
    )  # fmt: skip


def incidentfrister(v: Varld) -> set[str]:
    return {k for k, _ in v.oppna(I1) if k.startswith("incident")}


def rad(v: Varld) -> Incident:
    with v.enhet(DAG) as e:
        return e.session.scalars(select(Incident)).one()


def test_from_the_case_to_the_assessment(v: Varld) -> None:
    v.gor(DAG, "incident_registrera", I1, **HAND, vidare="nej")
    n = rad(v)
    assert (n.nyckel, n.upptackt, n.kv_underrattad, n.vidare) == (
        "I2024-01", datetime(2024, 5, 19, 23, 50), datetime(2024, 5, 20, 8, 41), None,
    )  # fmt: skip
    assert (n.beskrivning, n.antal_berorda, n.atgarder) == (HAND["beskrivning"], 2, HAND["atgarder"])
    assert incidentfrister(v) == {"incident_vidare", "incident_bedomning"}
    v.gor(DAG, "incident_komplettera", I1, "I2024-01", beskrivning="Två brev.", antal_berorda="", atgarder="")
    assert (rad(v).beskrivning, rad(v).antal_berorda, rad(v).atgarder) == ("Två brev.", None, None)
    v.gor(DAG, "incident_vidare", I1, "I2024-01", tid="2024-05-20 09.00")
    assert incidentfrister(v) == {"incident_bedomning"}
    bedomning = {"tid": "2024-05-20 10.15", "bedomning": "Låg risk.", "anmals": "nej", "berorda_informeras": "ja"}
    with pytest.raises(Nekad, match="Din roll"):
        v.gor(DAG, "incident_bedomd", I1, "I2024-01", version=rad(v).version, **bedomning)
    v.gor(DAG, "incident_bedomd", I1, "I2024-01", som="dass", **bedomning)
    n = rad(v)
    assert (n.bedomd, n.bedomning, n.anmals, n.berorda_informeras) == (
        datetime(2024, 5, 20, 10, 15), "Låg risk.", False, True,
    )  # fmt: skip
    assert incidentfrister(v) == set()
    with pytest.raises(Nekad, match="bedömd och ändras inte"):
        v.gor(DAG, "incident_komplettera", I1, "I2024-01", version=n.version, beskrivning="Mer.")


@pytest.mark.parametrize(
    ("andrat", "falt"),
    [
        ({"upptackt": "2024-05-21 08.00", "kv_underrattad": "2024-05-21 09.00"}, "upptackt"),
        ({"kv_underrattad": "2024-05-19 23.49"}, "kv_underrattad"),
        ({"upptackt": "i går"}, "upptackt"),
        ({"beskrivning": " "}, "beskrivning"),
        ({"antal_berorda": "många"}, "antal_berorda"),
        ({"upptackt": "0024-05-19 08.00"}, "upptackt"),
    ],
)
def test_refused_at_its_field(v: Varld, andrat: dict[str, str], falt: str) -> None:
    with pytest.raises(Nekad) as fel:
        v.gor(DAG, "incident_registrera", I1, **(HAND | andrat))
    assert fel.value.falt == falt and incidentfrister(v) == set()


@pytest.mark.parametrize("saknas", ["bedomning", "anmals", "berorda_informeras"])
def test_an_assessment_says_all_three(v: Varld, saknas: str) -> None:
    v.gor(DAG, "incident_registrera", I1, **HAND, vidare="ja")
    assert rad(v).vidare is not None
    varden = {"tid": "2024-05-20 23.59", "bedomning": "Låg.", "anmals": "nej", "berorda_informeras": "nej"} | {
        saknas: ""
    }
    with pytest.raises(Nekad) as fel:
        v.gor(DAG, "incident_bedomd", I1, "I2024-01", som="dass", **varden)
    assert fel.value.falt == saknas and rad(v).bedomd is None


def test_the_dataskyddssamordnare_sees_the_incident_and_no_more(v: Varld) -> None:
    with v.enhet(DAG, "dass") as e, pytest.raises(Nekad, match="ingen insats med numret"):
        arende.hamta(e, I1)
    v.gor(DAG, "incident_registrera", I1, **HAND)
    with v.enhet(DAG, "dass") as e:
        (r,) = ko.sida(e, KoFilter(), 0, 10, None)
        assert (r.att_gora, r.kund) == ("Bedöm personuppgiftsincidenten", f"Ärende {I1}")
        detalj = ko_detalj.detalj(e, r.frist_id)
        vy = arende.hamta(e, I1)
    assert detalj is not None and detalj.fakta == (("Kundansvarig", "Anna Lund"), ("Ärende", I1))
    assert [s.kod for s in vy.nasta] == ["incident_bedomd"] and (r.kod, r.avser) in vy.nasta[0].fyller
    assert HAND["beskrivning"] in vy.nasta[0].falt[0].varde
    assert {f.kod for f in vy.frister} <= {"incident", "incident_vidare", "incident_bedomning"}
    assert [h.rubrik for h in vy.handelser] == ["Incident I2024-01"]
    allt = repr(vy) + repr(detalj) + repr(r)
    for hemligt in ("Dragana", "Đorđević", "1990", "K0001", "bistånd"):
        assert hemligt not in allt


def test_the_clocks_run_by_the_minute() -> None:
    forfaller = datetime(2024, 5, 23, 8, 41)
    for nu, ord_ in (
        (datetime(2024, 5, 20, 8, 41), "3 dygn kvar"),
        (datetime(2024, 5, 20, 9, 41, 59), "2 dygn och 23 timmar kvar"),
        (datetime(2024, 5, 22, 8, 42), "23 timmar och 59 minuter kvar"),
        (datetime(2024, 5, 23, 7, 41), "1 timme kvar"),
        (datetime(2024, 5, 23, 8, 40), "1 minut kvar"),
        (datetime(2024, 5, 23, 8, 41, 59), "0 minuter kvar"),
        (datetime(2024, 5, 23, 8, 42), "1 minut för sent"),
        (datetime(2024, 5, 25, 9, 41), "2 dygn och 1 timme för sent"),
    ):
        assert nedrakning(forfaller, nu) == ord_
    assert klar_ord(forfaller, forfaller) == "klar i tid"
    assert klar_ord(forfaller, datetime(2024, 5, 23, 10, 41)) == "klar, 2 timmar för sent"


def test_the_register_holds_every_incident_and_no_kund(v: Varld, tmp_path: Path) -> None:
    v.gor(DAG, "incident_registrera", I1, **HAND, vidare="nej")
    v.gor("2024-05-23", "incident_bedomd", I1, "I2024-01", som="dass", tid="2024-05-23 09.41", bedomning="=1+1",
          anmals="ja", berorda_informeras="nej")  # fmt: skip
    v.gor("2024-05-23", "incident_registrera", I1, vidare="ja",
          **(HAND | {"upptackt": "2024-05-23 07.00", "kv_underrattad": "2024-05-23 07.30"}))  # fmt: skip
    with v.enhet(DAG) as e, pytest.raises(Nekad, match="dataskyddssamordnare"):
        incidentregister.hamta(e)
    fil = tmp_path / "incidenter.xlsx"
    with v.enhet("2024-05-24", "dass", skriv=True) as e:
        nya, gamla = incidentregister.hamta(e)
        incidentregister.skriv_ut(e, fil.with_suffix(".csv"))
    assert (nya.lage, nya.bedomning_sen, gamla.lage, gamla.bedomning_sen) == ("Att bedöma", False, "Bedömd", True)
    assert dict(gamla.klockor) == {
        "Anordnaren underrättar oss": "klar i tid", "Förs vidare": gamla.celler[9],
        "Bedöms": "klar, 1 timme för sent",
    }  # fmt: skip
    assert "kvar" in dict(nya.klockor)["Bedöms"]
    with v.enhet("2024-05-24", "dass", skriv=True) as e:
        incidentregister.skriv_ut(e, fil)
    bok = openpyxl.load_workbook(fil)
    rader = list(bok.active.iter_rows(values_only=True))
    assert rader[0] == incidentregister.KOLUMNER and rader[2][15] == "=1+1" and len(rader) == 3
    text = fil.with_suffix(".csv").read_text(encoding="utf-8-sig")
    assert "'=1+1" in text and "Dragana" not in text + repr((nya, gamla)) and "K0001" not in text
    assert sorted(f.name for f in tmp_path.glob("*incid*")) == ["incidenter.csv", "incidenter.xlsx"]
    with v.enhet("2024-05-24", "dass", skriv=True) as e, pytest.raises(Nekad, match="gick inte att spara"):
        incidentregister.skriv_ut(e, tmp_path / "finns inte" / "a.xlsx")


def test_a_name_that_is_not_shown_is_not_found_nor_sorted_by(v: Varld) -> None:
    v.gor(DAG, "incident_registrera", I1, **HAND)
    with v.enhet(DAG, "dass") as e:
        for sok, antal in (("Dragana", 0), (I1, 1), ("Björken", 1), ("", 1)):
            f = KoFilter(sok=sok, sortering="kund")
            assert len(ko.sida(e, f, 0, 10, None)) == antal == ko.oversikt(e, f).totalt
    with v.enhet(DAG) as e:
        assert len(ko.sida(e, KoFilter(sok="Dragana"), 0, 10, None)) > 0
