"""The run of a month's payments, against one SQL query that reads the same facts; and a year reckoned again.

The months before are final, as they are in use: what they paid is read too, for it may have to be corrected. The query
is one statement over the same rows, taken home as the driver gives them. The memory is what Python holds at most while
the year is reckoned once more for a check, with one final run or with ten, few insatser or many; and while the budget
of the year is reckoned. An invoice has 50 000 rows, of one anordnare's cases and of others'.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
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
    en = _databas(plats / "en.db", fa)
    _faststall(en, ARET[9])
    med, _ = _korning(stor)
    fragan = median_av(lambda: _fragan(stor), 1 if litet else 5)
    rum, budget = _rum(stor), _budget(stor)
    topp, topp_liten, topp_ett = _topp(stor), _topp(liten), _topp(en)
    faktura, aret = _faktura(stor, 300 if litet else 50_000), _aret(stor)
    topp_budget, topp_budget_liten = _topp_budget(stor), _topp_budget(liten)
    for db in (liten, stor, en):
        db.stang()
    return [
        Matt(f"run of a month, {manga} insatser, months before final", ms(med), f"one query: {ms(fragan)}",
             med / fragan, 5),
        Matt(f"the first run of all, {antal} rows and months not paid", ms(utan), f"one query: {ms(fragan)}",
             utan / fragan, 5),
        Matt(f"the room of payments, {manga} insatser, this month and the last", ms(rum), f"one run: {ms(med)}",
             rum / med, 3),
        Matt(f"a year's budget, {manga} insatser", ms(budget), f"one query: {ms(fragan)}", budget / fragan, 5),
        Matt(f"a year of ten final runs checked, {manga} insatser", ms(aret), f"ten runs: {ms(10 * med)}",
             aret / (10 * med), 1),
        Matt("an invoice of 50 000 rows held against the run", ms(faktura), f"one run: {ms(med)}", faktura / med, 4),
        _minne(f"memory of a year checked, {manga} against {fa}", topp, topp_liten),
        _minne(f"memory of a year checked, {fa} insatser, ten final runs against one", topp_liten, topp_ett),
        _minne(f"memory of a year's budget, {manga} against {fa}", topp_budget, topp_budget_liten),
    ]  # fmt: skip


def _minne(namn: str, topp: int, mot: int) -> Matt:
    return Matt(namn, f"{topp / 2**20:.1f} MiB", f"{mot / 2**20:.1f} MiB", topp / mot, 1.5)


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


def _rum(db: Databas) -> float:
    """Of a month that is not final, after one that is not either: as much as there can be to reckon."""
    from kundvalsdesk.services import ersattningsvy
    from kundvalsdesk.services.arbetsenhet import enhet
    from kundvalsdesk.services.regelverk import las_regelverk

    def gor() -> None:
        with enhet(db, _aktor(), las_regelverk(), IDAG) as e:
            ersattningsvy.hamta(e, ARET[11])

    return median_av(lambda: tid(gor), 3)


def _budget(db: Databas) -> float:
    from kundvalsdesk.services import budget
    from kundvalsdesk.services.arbetsenhet import enhet
    from kundvalsdesk.services.regelverk import las_regelverk

    def gor() -> None:
        with enhet(db, _aktor(), las_regelverk(), IDAG) as e:
            budget.hamta(e, IDAG.year)

    return median_av(lambda: tid(gor), 3)


def _aret(db: Databas) -> float:
    from kundvalsdesk.services import ersattningsar
    from kundvalsdesk.services.arbetsenhet import enhet
    from kundvalsdesk.services.regelverk import las_regelverk

    def gor() -> None:
        with enhet(db, _aktor(), las_regelverk(), IDAG) as e:
            ersattningsar.kontrollera(e, IDAG.year)

    return tid(gor)


def _faktura(db: Databas, antal: int) -> float:
    from kundvalsdesk.services import fakturakontroll
    from kundvalsdesk.services.arbetsenhet import enhet
    from kundvalsdesk.services.regelverk import las_regelverk

    rader = "".join(f"I{n:06d};2024-11;30;3 876,00\n" for n in range(antal))
    data = f"insats;månad;dagar;belopp\n{rader}".encode()

    def gor() -> None:
        with enhet(db, _aktor(), las_regelverk(), IDAG) as e:
            fakturakontroll.kontrollera(e, data, MANAD, "Anordnare 00")

    return tid(gor)


def _topp(db: Databas) -> int:
    from kundvalsdesk.services import ersattningsar

    return _hogst(db, lambda e: ersattningsar.kontrollera(e, IDAG.year))


def _topp_budget(db: Databas) -> int:
    from kundvalsdesk.services import budget

    return _hogst(db, lambda e: budget.hamta(e, IDAG.year))


def _hogst(db: Databas, gor: Callable[[Any], object]) -> int:
    """The most memory held meanwhile, by a unit that has done it once before."""
    from kundvalsdesk.services.arbetsenhet import enhet
    from kundvalsdesk.services.regelverk import las_regelverk

    with enhet(db, _aktor(), las_regelverk(), IDAG) as e:
        gor(e)
        tracemalloc.start()
        gor(e)
        topp = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return topp
