"""Import of insatser with their reports, against writing the very same rows with sqlite3's executemany.

Each import runs in a process of its own (`python -m bench.inlasning FOLDER FILE`), so that its peak of memory is
its own. What it is measured against writes every row that the import left in the database, frister included, into
the same schema with the same indexes, unencrypted, in one transaction.
"""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from .data import IDAG, NYCKEL, rader
from .tabell import Matt, ms, tid

EJ_SOK = "tbl_name NOT LIKE 'sok%'"


def mat(plats: Path, litet: bool) -> list[Matt]:
    fa, manga = (20, 60) if litet else (5_000, 20_000)
    liten = _importera(plats, fa)
    stor = _importera(plats, manga)
    antal, ratt = _samma_rader(plats / f"{manga}.db", plats / "ratt.db")
    return [
        Matt(f"import of {manga} insatser, {antal} rows", ms(stor["tid"]), ms(ratt), stor["tid"] / ratt, 10),
        Matt(
            f"peak memory of the import, {manga} against {fa}",
            f"{stor['topp'] / 2**20:.0f} MiB",
            f"{liten['topp'] / 2**20:.0f} MiB",
            stor["topp"] / liten["topp"],
            1.5,
        ),
    ]


def _importera(plats: Path, antal: int) -> dict[str, float]:
    katalog = plats / str(antal)
    katalog.mkdir()
    for namn, blad in rader(antal).items():
        kolumner = list(dict.fromkeys(k for rad in blad for k in rad))
        with (katalog / f"{namn}.csv").open("w", encoding="utf-8", newline="") as fil:
            skrivare = csv.DictWriter(fil, kolumner, delimiter=";", restval="")
            skrivare.writeheader()
            skrivare.writerows(blad)
    svar = subprocess.run(
        [sys.executable, "-m", "bench.inlasning", str(katalog), str(plats / f"{antal}.db")],
        check=True, capture_output=True, text=True, env={**os.environ, "KUNDVALSDESK_NYCKEL": NYCKEL},
    )  # fmt: skip
    ut: dict[str, float] = json.loads(svar.stdout)
    return ut


def _satser(fil: Path) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    """What makes the schema of a database anew and fills it: statements, each with its rows.

    Without the full-text index, whose tables the engine makes for itself: the bare side is the quicker for it.
    """
    from sqlcipher3 import dbapi2

    kalla = dbapi2.connect(str(fil))
    kalla.execute(f"PRAGMA key = \"x'{NYCKEL}'\"")
    for (sql,) in kalla.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'index')"
        f" AND {EJ_SOK} ORDER BY type DESC"
    ).fetchall():
        yield sql, []
    for (namn,) in kalla.execute(f"SELECT name FROM sqlite_master WHERE type = 'table' AND {EJ_SOK}").fetchall():
        alla = kalla.execute(f'SELECT * FROM "{namn}"').fetchall()
        if alla:
            yield f'INSERT INTO "{namn}" VALUES ({", ".join("?" * len(alla[0]))})', alla
    kalla.close()


def _samma_rader(fil: Path, ny: Path) -> tuple[int, float]:
    satser = list(_satser(fil))
    db = sqlite3.connect(ny, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    for sql, alla in satser:
        if not alla:
            db.execute(sql)

    def skriv() -> None:
        db.execute("BEGIN")
        for sql, alla in satser:
            if alla:
                db.executemany(sql, alla)
        db.execute("COMMIT")

    t = tid(skriv)
    db.close()
    return sum(len(alla) for _, alla in satser), t


def _barn(katalog: Path, fil: Path) -> None:
    from kundvalsdesk.models.motor import tolka_adress
    from kundvalsdesk.services.databas import skapa
    from kundvalsdesk.services.overforing import las_in
    from kundvalsdesk.services.regelverk import las_regelverk
    from kundvalsdesk.services.typer import ROLLER, Aktor

    databas = skapa(tolka_adress(str(fil)))
    aktor = Aktor("bench", "bench", frozenset(ROLLER), agare=True)

    def kor() -> None:
        ut = las_in(databas, aktor, las_regelverk(), IDAG, katalog)
        if ut.fel:
            raise SystemExit(f"{len(ut.fel)} faults, the first: {ut.fel[0]}")

    t = tid(kor)
    databas.stang()
    print(json.dumps({"tid": t, "topp": _topp()}))


def _topp() -> int:
    """Bytes of memory this process has had at most. On Linux getrusage begins with what the process had that started
    it, which has made all the rows of the sheets; what /proc says is this program's own."""
    try:
        rader = Path("/proc/self/status").read_text().splitlines()
        return 1024 * next(int(r.split()[1]) for r in rader if r.startswith("VmHWM:"))
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    _barn(Path(sys.argv[1]), Path(sys.argv[2]))
