"""All that is held about a kund, for the kund: complete by construction, and told what is left out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from arkivkontroll import kontrollera
from db.dokumentvarld import text
from db.test_gallring import GAMMAL, NY
from db.test_gallring import v as v
from db.varld import Varld
from sqlalchemy import select

from kundvalsdesk import cli
from kundvalsdesk import models as m
from kundvalsdesk.fel import Nekad
from kundvalsdesk.rules.brister import BRISTKODER
from kundvalsdesk.services import registerutdrag as r

DAG = "2026-09-11"


def ta_ut(v: Varld, andelse: str, som: str = "anlu", **vem: str) -> bytes:
    with v.enhet(DAG, som, skriv=True) as e:
        return r.ta_ut(e, andelse, **vem)[1]


def test_every_table_about_a_kund_is_in_it_or_left_out_with_a_reason() -> None:
    om_nagon = {
        t.name for t in m.Bas.metadata.sorted_tables if {"kund_id", "insats_id"} & set(t.c.keys()) or t.name == "kund"
    }
    assert set(r.ingar()) | set(r.UTELAMNAS) == om_nagon and not set(r.ingar()) & set(r.UTELAMNAS)


def test_everything_stands_in_the_file_and_nothing_of_others(v: Varld) -> None:
    d = json.loads(ta_ut(v, "json", kund="K0001"))
    uppgifter = d["uppgifter"]
    assert set(uppgifter) == set(r.ingar()) and all(uppgifter.values()), [t for t, x in uppgifter.items() if not x]
    assert uppgifter["kundidentitet"][0]["fornamn"] == "Gammelgunilla"
    assert uppgifter["bilaga"][0]["innehall"] == {"base64": "eA==", "byte": 1}
    assert uppgifter["overlamning"][0]["till_id"] == "Anna Lund" and uppgifter["mote"][0]["insats_id"] == GAMMAL
    assert [a["text"] for a in uppgifter["anteckning"]] == ["Gammelgunilla Kvarnström-Åkerblad kom."]  # no draft
    assert "ändamål" in " ".join(d["upplysningar"]).lower() and "5 år" in d["upplysningar"]["Hur länge"].replace(
        "fem", "5"
    )
    assert NY not in json.dumps(d) and "Öppna" not in json.dumps(d, ensure_ascii=False)


def test_on_paper_of_archive_quality_and_logged(v: Varld) -> None:
    pdf = ta_ut(v, "pdf", insats=GAMMAL)
    assert kontrollera(pdf) == []
    sidor = text(pdf)
    for ord_ in ("Registerutdrag", "Gammelgunilla", "Ändamål", "Mottagare", "Integritetsskyddsmyndigheten", "Utkast"):
        assert ord_ in sidor
    with v.enhet(DAG) as e:
        logg = e.session.execute(select(m.Logg.kund_id, m.Logg.nytt).where(m.Logg.falt == "registerutdrag")).one()
        assert logg.kund_id and logg.nytt.startswith("pdf, sha256 ")


def test_a_brist_stands_there_in_words() -> None:
    from kundvalsdesk.services.documents.registerutdrag import _ord
    from kundvalsdesk.texter.brister import BRISTGRUPPER

    assert {_ord("brist", "kod", kod) for kod in BRISTKODER} == set(BRISTGRUPPER.values())
    assert _ord("brist", "avser", "rapport:2024-09") == "Månadsrapport september 2024"
    assert _ord("brist", "avser", "slutrapport:slut") == "Slutrapport"


def test_who_may_have_one(v: Varld) -> None:
    for som in ("syss", "dass"):
        with pytest.raises(Nekad, match="roll"):
            ta_ut(v, "json", som, kund="K0001")
    v.gor(DAG, "skydd", GAMMAL, skydd="fingerade", skal="Meddelat.")
    with pytest.raises(Nekad):
        ta_ut(v, "json", "boek", kund="K0001")
    for som in ("anlu", "gust"):
        assert b"Gammelgunilla" in ta_ut(v, "json", som, kund="K0001")


def test_the_command(v: Varld, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    monkeypatch.setenv("KUNDVALSDESK_NYCKEL", "5a" * 32)
    plats = str(v.databas.adress.fil) if v.databas.lokal else v.databas.adress.url
    for fil, kod, ord_ in (("u.json", 0, "Gå igenom"), ("u.txt", 1, ".pdf eller .json")):
        argv = ["registerutdrag", "K0001", "--ut", str(tmp_path / fil), "--db", plats, "--idag", DAG]
        assert cli.kor(cli.tolka(argv)) == kod
        assert ord_ in capsys.readouterr().err
    assert json.loads((tmp_path / "u.json").read_bytes())["kund"] == "K0001"


def test_a_file_that_cannot_be_written_leaves_no_trace(v: Varld, tmp_path: Path) -> None:
    with pytest.raises(Nekad, match="gick inte att spara"), v.enhet(DAG, skriv=True) as e:
        r.spara(e, GAMMAL, tmp_path / "ingen" / "u.pdf")
    with v.enhet(DAG, skriv=True) as e:
        r.spara(e, GAMMAL, tmp_path / "u.pdf")
    with v.enhet(DAG) as e:
        assert len(e.session.scalars(select(m.Logg.id).where(m.Logg.falt == "registerutdrag")).all()) == 1


def test_on_paper_many_short_rows_are_a_table_and_codes_and_reports_are_in_words() -> None:
    from datetime import datetime

    from kundvalsdesk.rules.rapporttyper import Delmal, Innehall
    from kundvalsdesk.services.documents.registerutdrag import _rita

    rapport = Innehall("Rubrik", (("progression", "Det går framåt."), ("finns_ej", "Annat.")), (Delmal(1, "Målet"),))
    rader = {
        "kontakt": [{"insats_id": "2024-01", "datum": f"2024-05-{n:02}", "typ": "trepart"} for n in range(10, 40)],
        "manadsrapport": [
            {"insats_id": "2024-01", "manad": "2024-05", "klarmarkerad": "2024-06-01"},
            {"insats_id": "2024-01", "manad": "2024-06", "klarmarkerad": "2024-07-01", "aterremitterad": "2024-07-02"},
        ],
        "rapportinnehall": [
            {"insats_id": "2024-01", "slag": "rapport", "avser": "2024-05", "kalla": "hand", "progression": "finns",
             "formular": "rapport/AMI/1", "innehall": rapport.till_json()}
        ],
    }  # fmt: skip
    u = r.Registerutdrag("K1", datetime(2024, 9, 10), "Ort", "Enhet", "-", "Allt.", (), (), (), rader, False)
    pdf = _rita(u, b"", "")
    sidor = text(pdf)
    # The heads of the table once a page, not once a row; what is empty in a row is a dash.
    assert sidor.count("Datum") <= 4 and sidor.count("Trepartssamtal") == 30 and "–" in sidor
    for ord_ in ("Maj 2024", "Juni 2024", "Månadsrapport", "Inskriven på enheten", "Ifylld", "Det går framåt.",
                 "Progression mot mål", "Delmål 1", "Målet", "Återremitterad"):  # fmt: skip
        assert ord_ in sidor, ord_
    assert "2024-06 " not in sidor and kontrollera(pdf) == []
