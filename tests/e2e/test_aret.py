"""A year of uppföljning in short, as those who work with it go through it: each step with what the one before left."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from db.test_redovisningar import fyll

from kundvalsdesk.cli import kor, tolka

AMI = ("--kundval", "AMI")
I_AR = ("--ar", "2026", *AMI)
EN = ("--anordnare", "Björken")
Gor = Callable[..., str]


@pytest.fixture
def gor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Gor:
    """Does a command a day, as the one whose it is; what it writes."""

    def gor(dag: str, vem: str, *arg: str, nekas: str = "") -> str:
        som = ["--som", vem] if vem else []
        rc = kor(tolka([*arg, "--db", str(tmp_path / "a.db"), "--idag", dag, *som]))
        svar = capsys.readouterr()
        assert rc == (1 if nekas else 0) and nekas in svar.err, svar.err
        return svar.out

    gor("2025-12-01", "", "databas", "skapa")
    for vem, roll in (("kvut", "kvalitetsutvecklare"), ("gust", "arbetsledare")):
        gor("2025-12-01", "", "anvandare", "lagg-till", vem, "--namn", vem.title(), "--roll", roll, "--utan-losenord")
    gor("2025-12-01", "", "anordnare", "lagg-till", "Björken")
    gor("2025-12-01", "", "anordnare", "auktorisera", "Björken", "AMI", "--satt", "fran=2025-01-01")
    return gor


def dagar(senast: str, foljs_upp: str) -> tuple[str, ...]:
    return ("--ska-goras", "Lämna ett.", "--senast", senast, "--foljs-upp", foljs_upp)


def test_what_one_step_leaves_the_next_begins_with(gor: Gor, tmp_path: Path) -> None:
    # The plan, from last year's; what the anordnare answers.
    gor("2025-12-01", "kvut", "uppfoljning", "skapa", "--ar", "2025", "--kundval", "Arbete och etablering")
    plan = json.loads(gor("2025-12-02", "kvut", "uppfoljning", "kopiera", "--ar", "2025", *AMI))
    assert (plan["ar"], plan["klara"]) == (2026, 0)
    gor("2026-01-12", "kvut", "uppfoljning", "punkter-skapa", *I_AR)
    gor("2026-01-12", "kvut", "uppfoljning", "punkter-skicka", *I_AR, "--svar-senast", "2026-02-09")
    (tmp_path / "ut").mkdir()
    gor("2026-01-12", "kvut", "uppfoljning", "formular", *I_AR, "--ut", str(tmp_path / "ut"))
    (formular,) = (tmp_path / "ut").iterdir()
    formular.write_bytes(fyll(formular.read_bytes(), {"svar:skatt": "Betalda.", "uppfyllt:skatt": "Ja"}))
    gor("2026-02-05", "kvut", "uppfoljning", "ta-emot", str(tmp_path / "ut"))
    svarat = json.loads(gor("2026-02-05", "gust", "uppfoljning", "redovisningar", *I_AR, *EN))
    assert "Betalda." in json.dumps(svarat, ensure_ascii=False)

    # The visit.
    besok = json.loads(gor("2026-03-02", "kvut", "besok", "planera", *I_AR, *EN, "--dag", "2026-03-10"))
    nr = ("--besok", str(besok["nummer"]))
    gor("2026-03-10", "kvut", "besok", "hallet", *nr, "--dag", "2026-03-10", "--klockan", "0-1")

    # The granskning, with a brist; done, opened and done.
    punkter = json.loads(gor("2026-03-16", "kvut", "uppfoljning", "granskning", *I_AR, *EN))["punkter"]
    skatt = next(p["nummer"] for p in punkter if p["kod"] == "skatt")
    for p in punkter:
        niva = ("mindre_brist", "--kommentar", "Utdrag saknas.") if p["nummer"] == skatt else ("tillfredsstallande",)
        gor("2026-03-16", "kvut", "uppfoljning", "bedom", *I_AR, *EN, "--punkt", p["nummer"], "--niva", *niva)
    rapport = json.loads(gor("2026-03-16", "kvut", "kvalitetsrapport", "skapa", *I_AR))
    assert rapport["hinder"] == ["Granskningen av Björken är inte klar."]
    gor("2026-03-16", "kvut", "uppfoljning", "granskning-klar", *I_AR, *EN)
    gor("2026-03-17", "kvut", "uppfoljning", "granskning-oppna", *I_AR, *EN, "--skal", "Nytt underlag.")
    gor("2026-03-17", "kvut", "uppfoljning", "granskning-klar", *I_AR, *EN)

    # The åtgärd, up the ladder to a withdrawn auktorisation that another decides.
    brist = ("--punkt", skatt, "--brist", "Utdrag saknas.", *dagar("2026-04-20", "2026-05-18"))
    x = json.loads(gor("2026-03-18", "kvut", "atgarder", "ny", *I_AR, *EN, *brist))
    atgard = ("--atgard", str(x["nummer"]))
    gor("2026-03-18", "kvut", "atgarder", "kommunicera", *atgard)
    for dag, steg, mer in (
        ("2026-05-18", "anmarkning", dagar("2026-06-22", "2026-07-20")),
        ("2026-07-20", "forelaggande", dagar("2026-08-24", "2026-09-21")),
        ("2026-09-21", "aterkallelse", ("--galler-fran", "2026-11-01")),
    ):
        gor(dag, "kvut", "atgarder", "folj-upp", *atgard, "--resultat", "kvarstar", "--skal", "Inget har lämnats.")
        gor(dag, "kvut", "atgarder", "kommunicera", *atgard)
        gor(dag, "kvut", "atgarder", "foresla", *atgard, "--steg", steg, "--skal", "Bristen kvarstår.", *mer)
        gor(dag, "kvut", "atgarder", "besluta", *atgard, nekas="arbetsledare")
        gor(dag, "gust", "atgarder", "besluta", *atgard)
        gor(dag, "kvut", "atgarder", "kommunicera", *atgard)
    assert "2026-10-31" in gor("2026-09-21", "", "anordnare", "visa", "Björken")
    perioder = json.loads(gor("2026-12-20", "", "forvalslista", "--ar", "2027", "AMI"))
    assert {p["anordnare"] for p in perioder} == {None}

    # The report, which tells what became of the brist; and the next year's plan.
    rapport = json.loads(gor("2026-11-10", "kvut", "kvalitetsrapport", "visa", *I_AR))
    assert rapport["hinder"] == []
    gor("2026-11-18", "kvut", "kvalitetsrapport", "besluta", *I_AR, "--paragraf", "§ 45")
    beslutad = tmp_path / "beslutad.pdf"
    gor("2026-11-18", "gust", "kvalitetsrapport", "pdf", *I_AR, "--ut", str(beslutad))
    gor("2026-11-19", "kvut", "uppfoljning", "granskning-oppna", *I_AR, *EN, "--skal", "Efter beslutet.")
    gor("2026-11-19", "gust", "kvalitetsrapport", "pdf", *I_AR, "--ut", str(tmp_path / "igen.pdf"))
    assert (tmp_path / "igen.pdf").read_bytes() == beslutad.read_bytes()
    nasta = json.loads(gor("2026-11-19", "kvut", "uppfoljning", "kopiera", *I_AR))
    assert (nasta["ar"], nasta["antal"], nasta["klara"], nasta["lage"]) == (2027, plan["antal"], 0, "utkast")
