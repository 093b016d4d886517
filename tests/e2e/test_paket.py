"""The offline package on the command line: out, decided on by a process without the database, and in."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from .conftest import Kor, miljo
from .test_kommandorad import nekad

FRAS = "kratta vulkan pelikan snickare"
DAG = ("--idag", "2024-09-12")
MED = {"KUNDVALSDESK_PAKETFRAS": FRAS}

BESLUT = """
import sys
from datetime import date
from pathlib import Path
from kundvalsdesk.services import handlingar
from kundvalsdesk.services.arbetsenhet import enhet
from kundvalsdesk.services.granskning import hamta, lista
from kundvalsdesk.services.paket.fil import oppnat
from kundvalsdesk.services.regelverk import las_regelverk

fil, fras, hur = sys.argv[1:]
dag = date(2024, 9, 12)
with oppnat(Path(fil), fras) as (databas, info):
    def ny(skriv):
        return enhet(databas, info.aktor, las_regelverk(), dag, skriv=skriv)

    with ny(False) as e:
        (r,) = lista(e).rader
        vy = hamta(e, r.insats, r.slag, r.avser)
    print(r.kund)
    with ny(True) as e:
        handlingar.utfor(e, "rapport_godkann", r.insats, r.avser, vy.version,
                         {"datum": dag.isoformat(), "bedomning": "fortsatt"})
        if hur == "dor":
            import os, signal
            e.session.flush()
            os.kill(os.getpid(), signal.SIGKILL)
"""


def besluta(fil: Path, hur: str = "") -> subprocess.CompletedProcess[str]:
    """Somebody on a train: the file and the phrase are all there is; no key and no address of a database."""
    env = miljo(KUNDVALSDESK_NYCKEL=None, PYTHONPATH=str(Path(__file__).resolve().parents[2]))
    return subprocess.run(
        [sys.executable, "-c", BESLUT, str(fil), FRAS, hur], env=env, capture_output=True, text=True, timeout=120,
        encoding="utf-8",
    )  # fmt: skip


@pytest.fixture
def fil(tmp_path: Path) -> Path:
    return tmp_path / "resa.kvpaket"


@pytest.fixture
def ute(inlast: Kor, fil: Path) -> Kor:
    svar = inlast("paket", "ut", fil, "--handlaggare", "anlu", *DAG, **MED)
    assert svar.kod == 0, svar.fel
    assert set(svar.data) == {"paket", "rapporter", "fil"}
    assert (svar.data["rapporter"], svar.data["fil"], svar.fel) == (1, str(fil), "")
    return inlast


def test_ut_beslut_in(ute: Kor, fil: Path) -> None:
    kopia = fil.with_name("kopia.kvpaket")
    gjort = besluta(fil)
    assert gjort.returncode == 0, gjort.stderr
    assert gjort.stdout.strip() == "Å.Ö. · K1"
    shutil.copyfile(fil, kopia)
    svar = ute("paket", "in", fil, *DAG, **MED)
    assert svar.kod == 0, svar.fel
    assert svar.data == {"inlasta": 1, "redan": 0, "konflikter": [], "nekade": []}
    assert not fil.exists()
    frister = ute("frister", *DAG).data
    assert not [f for f in frister if f["insats"] == "I1" and f["kod"] == "godkann_rapport"]
    nekad(ute("paket", "in", kopia, *DAG, **MED), "lästes in")
    assert kopia.exists()


def test_konflikten_berattas_med_bada_sidor(ute: Kor, fil: Path, tmp_path: Path) -> None:
    assert besluta(fil).returncode == 0
    andra = fil.with_name("andra.kvpaket")
    assert ute("paket", "ut", andra, "--handlaggare", "anlu", *DAG, **MED).kod == 0
    assert besluta(andra).returncode == 0
    assert ute("paket", "in", andra, *DAG, **MED).kod == 0
    svar = ute("paket", "in", fil, *DAG, **MED)
    assert (svar.kod, svar.data["inlasta"], svar.data["nekade"]) == (0, 0, [])
    (k,) = svar.data["konflikter"]
    assert (k["insats"], k["slag"], k["avser"]) == ("I1", "rapport", "2024-08")
    assert k["mitt"]["beslut"] == k["deras"]["beslut"] == "Godkänd"
    assert k["deras"]["nar"] and k["deras"]["datum"] == "2024-09-12"
    assert len(svar.fel.splitlines()) == 1 and "I1" in svar.fel
    assert not any(namn in svar.ut + svar.fel for namn in ("Åsa", "Öberg"))
    assert not fil.exists()


def test_processen_dor_mitt_i_ett_beslut(ute: Kor, fil: Path) -> None:
    """Killed with the decision written and not kept: the package is as before, and nothing readable lies beside it."""
    assert besluta(fil, "dor").returncode == -9
    for p in fil.parent.glob("resa*"):
        assert b"rapport_godkann" not in p.read_bytes()
    gjort = besluta(fil)
    assert gjort.returncode == 0, gjort.stderr
    assert [p.name for p in fil.parent.glob("resa*")] == ["resa.kvpaket"]
    assert ute("paket", "in", fil, *DAG, **MED).data["inlasta"] == 1


INTAG = """
import os, signal, sys
from kundvalsdesk import cli
from kundvalsdesk.services import handlingar
from kundvalsdesk.services.paket import intag

var = os.environ["PROV_VAR"]
gamla, avslut = handlingar.utfor, intag._bokfor

def utfor(*arg):
    gjort = gamla(*arg)
    if var == "fore":
        arg[0].session.flush()
        os.kill(os.getpid(), signal.SIGKILL)
    return gjort

def bokfor(*arg):
    avslut(*arg)
    os.kill(os.getpid(), signal.SIGKILL)

handlingar.utfor = utfor
if var == "efter":
    intag._bokfor = bokfor
sys.exit(cli.kor(cli.tolka(sys.argv[1:])))
"""


@pytest.mark.parametrize(("var", "redan"), [("fore", 0), ("efter", 1)])
def test_processen_dor_mitt_i_inlasningen(var: str, redan: int, ute: Kor, fil: Path, db: str) -> None:
    assert besluta(fil).returncode == 0
    env = miljo(KUNDVALSDESK_DB=db, PROV_VAR=var, PYTHONPATH=str(Path(__file__).resolve().parents[2]), **MED)
    dod = subprocess.run([sys.executable, "-c", INTAG, "paket", "in", str(fil), *DAG], env=env, timeout=120)
    assert dod.returncode == -9 and fil.exists()
    svar = ute("paket", "in", fil, *DAG, **MED)
    assert svar.kod == 0, svar.fel
    assert (svar.data["inlasta"], svar.data["redan"]) == (1 - redan, redan)
    assert not fil.exists()


def test_nekas_med_en_rad(inlast: Kor, fil: Path, tmp_path: Path) -> None:
    def ut(*mer: str, **andra: str | None) -> str:
        return nekad(inlast("paket", "ut", fil, *mer, *DAG, **{**MED, **andra}))

    assert "--handlaggare" in ut()  # the owner of the file is nobody's karriärvägledare
    assert "för lätt att gissa" in ut("--handlaggare", "anlu", KUNDVALSDESK_PAKETFRAS="sommar2024")
    assert "KUNDVALSDESK_PAKETFRAS" in ut("--handlaggare", "anlu", KUNDVALSDESK_PAKETFRAS=None)
    assert "finns ingen" in ut("--handlaggare", "ingen")
    assert "Ingenting väntar" in ut("--handlaggare", "gust")
    assert "dina egna" in ut("--handlaggare", "gust", KUNDVALSDESK_SOM="anlu")
    assert not fil.exists()
    fil.write_bytes(b"annat")
    assert "finns redan" in ut("--handlaggare", "anlu")
    assert "inte ett offlinepaket" in nekad(inlast("paket", "in", fil, *DAG, **MED))
    assert "finns inte" in nekad(inlast("paket", "in", tmp_path / "borta", *DAG, **MED))
    assert fil.read_bytes() == b"annat"


def test_egna_rapporter_utan_att_saga_vems(inlast: Kor, fil: Path) -> None:
    assert inlast("paket", "ut", fil, *DAG, KUNDVALSDESK_SOM="anlu", **MED).data["rapporter"] == 1
    fel = nekad(inlast("paket", "in", fil, *DAG, KUNDVALSDESK_PAKETFRAS=FRAS[::-1]))
    assert "stämmer inte" in fel and FRAS[::-1] not in fel
    assert "togs ut av Anna Lundin" in nekad(inlast("paket", "in", fil, *DAG, KUNDVALSDESK_SOM="gust", **MED))


def test_fel_anvandning(kor: Kor) -> None:
    for arg in (["paket"], ["paket", "ut"], ["paket", "vidare", "x"], ["--paket", "x", "--demo"],
                ["--paket", "x", "frister"]):  # fmt: skip
        assert kor(*arg).kod == 2, arg


def test_frasen_skrivs_tva_ganger_i_en_terminal(inlast: Kor, fil: Path, db: str) -> None:
    """At a terminal it is asked for, unseen, and a slip of the keys makes no package that nobody can open."""
    pty = pytest.importorskip("pty")
    env = miljo(KUNDVALSDESK_DB=db, PYTHONPATH=str(Path(__file__).resolve().parents[2]))
    kommando = [sys.executable, "-m", "kundvalsdesk", "paket", "ut", str(fil), "--handlaggare", "anlu", *DAG]
    for andra, kod in ((FRAS + "x", 1), (FRAS, 0)):
        vi, den = pty.openpty()
        p = subprocess.Popen(
            kommando, env=env, stdin=den, stderr=den, stdout=subprocess.PIPE, start_new_session=True
        )  # fmt: skip
        os.close(den)
        skarm = b""
        for rad, fraga in ((FRAS, b"fras till paketet: "), (andra, "gång till: ".encode())):
            while fraga not in skarm:
                skarm += os.read(vi, 1000)
            os.write(vi, f"{rad}\n".encode())
        ut, _ = p.communicate(timeout=120)
        with suppress(OSError):  # a terminal that nobody holds any longer
            skarm += os.read(vi, 1000)
        os.close(vi)
        assert p.returncode == kod, skarm
        assert FRAS.encode() not in skarm
        assert fil.exists() == (kod == 0)
    assert json.loads(ut)["rapporter"] == 1
