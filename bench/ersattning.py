"""The run of a month's payments, against one SQL query that reads the same facts; and a year reckoned again.

The months before are final, as they are in use: what they paid is read too, for it may have to be corrected. The query
is one statement over the same rows, taken home as the driver gives them. The memory is what Python holds at most
while the months of a year that are not final, and the last that is, are summed up, with few insatser and with many.
"""

from __future__ import annotations

import tracemalloc
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .data import NYCKEL, rader
from .tabell import Matt, median_av, ms, tid

if TYPE_CHECKING:
    from kundvalsdesk.models.motor import Databas

IDAG = date(2024, 12, 18)
MANAD, ARET = "2024-11", [f"2024-{n:02d}" for n in range(1, 13)]
FRAGA = """
SELECT i.id, i.nyckel, i.kod, i.kundval, i.anordnare_id, i.start, i.slut, i.sista_dag, i.avslutstyp, i.avslutsorsak,
    i.bevakas_fran, m.manad, m.klarmarkerad, m.aterremitterad, m.klarmarkerad_igen, m.godkand, m.underlag, s.inkommen,
    r.id, r.avser_manad, r.avbrott, r.fran, r.till, r.dagar, r.belopp, r.rattar_id, k.manad
FROM insats i
LEFT JOIN manadsrapport m ON m.insats_id = i.id AND m.manad <= '2024-11'
LEFT JOIN slutrapport s ON s.insats_id = i.id
LEFT JOIN ersattningsrad r ON r.insats_id = i.id AND r.avser_manad = m.manad
LEFT JOIN ersattningskorning k ON k.id = r.korning_id AND k.lage = 'faststalld'
WHERE NOT i.historik AND i.start <= '2024-11-30'
"""


def mat(plats: Path, litet: bool) -> list[Matt]:
    fa, manga = (20, 60) if litet else (4_000, 20_000)
    liten, stor = _databas(plats / "fa.db", fa), _databas(plats / "manga.db", manga)
    utan, antal = _korning(stor)
    for m in ARET[:10]:
        _faststall(stor, m)
        _faststall(liten, m)
    med, _ = _korning(stor)
    fragan = median_av(lambda: _fragan(stor), 1 if litet else 5)
    topp, topp_liten = _topp(stor), _topp(liten)
    for db in (liten, stor):
        db.stang()
    return [
        Matt(f"run of a month, {manga} insatser, months before final", ms(med), f"one query: {ms(fragan)}",
             med / fragan, 5),
        Matt(f"the first run of all, {antal} rows and months not paid", ms(utan), f"one query: {ms(fragan)}",
             utan / fragan, 5),
        Matt(f"memory of sums month by month, {manga} against {fa}", f"{topp / 2**20:.1f} MiB",
             f"{topp_liten / 2**20:.1f} MiB",
             topp / topp_liten, 1.5),
    ]  # fmt: skip


def _databas(fil: Path, antal: int) -> Databas:
    from kundvalsdesk.models.motor import tolka_adress
    from kundvalsdesk.services.databas import skapa
    from kundvalsdesk.services.overforing.inlasning import las_in
    from kundvalsdesk.services.regelverk import las_regelverk

    db = skapa(tolka_adress(str(fil)), NYCKEL)
    blad: dict[str, Any] = {k: v for k, v in rader(antal).items() if k != "franvaro"}
    if las_in(db, _aktor(), las_regelverk(), IDAG, blad).fel:
        raise RuntimeError("the made-up rows were refused")
    return db


def _aktor() -> Any:
    from kundvalsdesk.services.typer import ROLLER, Aktor

    return Aktor("bench", "bench", frozenset(ROLLER), agare=True)


def _korning(db: Databas) -> tuple[float, int]:
    from kundvalsdesk.services import ersattning
    from kundvalsdesk.services.arbetsenhet import enhet
    from kundvalsdesk.services.regelverk import las_regelverk

    antal = 0

    def gor() -> None:
        nonlocal antal
        with enhet(db, _aktor(), las_regelverk(), IDAG) as e:
            svar = ersattning.rakna(e, MANAD)
            antal = len(svar.rader) + len(svar.ej)

    return median_av(lambda: tid(gor), 3), antal


def _faststall(db: Databas, manad: str) -> None:
    from kundvalsdesk.services import ersattning
    from kundvalsdesk.services.arbetsenhet import enhet
    from kundvalsdesk.services.regelverk import las_regelverk

    with enhet(db, _aktor(), las_regelverk(), IDAG) as e:
        svar = ersattning.rakna(e, manad)
    with enhet(db, _aktor(), las_regelverk(), IDAG, skriv=True) as e:
        ersattning.forbered_och_faststall(e, svar)


def _fragan(db: Databas) -> float:
    with db.engine.connect() as anslutning:
        return tid(lambda: anslutning.exec_driver_sql(FRAGA).fetchall())


def _topp(db: Databas) -> int:
    from kundvalsdesk.services import ersattning
    from kundvalsdesk.services.arbetsenhet import enhet
    from kundvalsdesk.services.regelverk import las_regelverk

    with enhet(db, _aktor(), las_regelverk(), IDAG) as e:
        ersattning.summor(e, MANAD)
        tracemalloc.start()
        for m in ARET[9:]:
            ersattning.summor(e, m)
        topp = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return topp
