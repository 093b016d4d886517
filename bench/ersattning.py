"""The run of a month's payments, against one SQL query that reads the same facts; and a year reckoned again.

The months before are final, as they are in use: what they paid is read too, for it may have to be corrected. The query
is one statement over the same rows, taken home as the driver gives them. All take turns. The memory is what Python
holds at most while the year is reckoned once more for a check, or one month of it, with few insatser and with many;
and while the budget of the year is reckoned. An invoice has 50 000 rows, of one anordnare's cases and of others'.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .data import NYCKEL, rader
from .tabell import Matt, ms, tid

if TYPE_CHECKING:
    from kundvalsdesk.models.motor import Databas
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet

IDAG = date(2024, 12, 18)
OMGANGAR = 4
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
    forst = _turas_om({"fraga": lambda: _fragan(stor), "korning": lambda: _korning(stor)}, 1 if litet else OMGANGAR)
    for m in ARET[:10]:
        _faststall(stor, m)
        _faststall(liten, m)
    rader = _fakturans_rader(300 if litet else 50_000)
    t = _turas_om(
        {
            "fraga": lambda: _fragan(stor), "korning": lambda: _korning(stor), "rum": lambda: _rum(stor),
            "budget": lambda: _budget(stor), "aret": lambda: _aret(stor), "faktura": lambda: _faktura(stor, rader),
        }, 1 if litet else OMGANGAR,
    )  # fmt: skip
    topp, topp_liten, topp_en = _hogst(stor, _ett_ar), _hogst(liten, _ett_ar), _hogst(stor, _en_manad)
    topp_budget, topp_budget_liten = _hogst(stor, _arets_budget), _hogst(liten, _arets_budget)
    for db in (liten, stor):
        db.stang()
    return [
        _matt(f"run of a month, {manga} insatser, months before final", t["korning"], "one query", t["fraga"], 5),
        _matt(f"the first run of all, {manga} insatser", forst["korning"], "one query", forst["fraga"], 5),
        _matt("the room of payments, this month and the last", t["rum"], "one run", t["korning"], 3),
        _matt("a year's budget", t["budget"], "one query", t["fraga"], 5),
        _matt("a year of ten final runs checked", t["aret"], "ten runs", 10 * t["korning"], 1),
        _matt("an invoice of 50 000 rows held against the run", t["faktura"], "one run", t["korning"], 4),
        _minne(f"memory of a year checked, {manga} against {fa}", topp, topp_liten),
        _minne("memory of a year checked against one month reckoned again", topp, topp_en),
        _minne(f"memory of a year's budget, {manga} against {fa}", topp_budget, topp_budget_liten),
    ]


def _turas_om(gora: Mapping[str, Callable[[], float]], omgangar: int) -> dict[str, float]:
    """They take turns, and of each the shortest time counts: what takes longer is the machine's."""
    tider: dict[str, list[float]] = {namn: [] for namn in gora}
    for _ in range(omgangar):
        for namn, gor in gora.items():
            tider[namn].append(gor())
    return {namn: min(t) for namn, t in tider.items()}


def _matt(namn: str, varde: float, mot: str, mots: float, tak: float) -> Matt:
    return Matt(namn, ms(varde), f"{mot}: {ms(mots)}", varde / mots, tak)


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


def _enheten(db: Databas) -> AbstractContextManager[Arbetsenhet]:
    from kundvalsdesk.services.arbetsenhet import enhet
    from kundvalsdesk.services.regelverk import las_regelverk

    return enhet(db, _aktor(), las_regelverk(), IDAG)


def _tid_i(db: Databas, gor: Callable[[Any], object]) -> float:
    with _enheten(db) as e:
        return tid(lambda: gor(e))


def _korning(db: Databas) -> float:
    from kundvalsdesk.services import ersattning

    return _tid_i(db, lambda e: ersattning.rakna(e, MANAD))


def _faststall(db: Databas, manad: str) -> None:
    from kundvalsdesk.services import ersattning
    from kundvalsdesk.services.arbetsenhet import enhet
    from kundvalsdesk.services.regelverk import las_regelverk

    with _enheten(db) as e:
        svar = ersattning.rakna(e, manad)
    with enhet(db, _aktor(), las_regelverk(), IDAG, skriv=True) as e:
        ersattning.forbered_och_faststall(e, svar)


def _fragan(db: Databas) -> float:
    with db.engine.connect() as anslutning:
        return tid(lambda: anslutning.exec_driver_sql(FRAGA).fetchall())


def _rum(db: Databas) -> float:
    """Of a month that is not final, after one that is not either: as much as there can be to reckon."""
    from kundvalsdesk.services import ersattningsvy

    return _tid_i(db, lambda e: ersattningsvy.hamta(e, ARET[11]))


def _budget(db: Databas) -> float:
    return _tid_i(db, _arets_budget)


def _arets_budget(e: Any) -> object:
    from kundvalsdesk.services import budget

    return budget.hamta(e, IDAG.year)


def _aret(db: Databas) -> float:
    return _tid_i(db, _ett_ar)


def _ett_ar(e: Any) -> object:
    from kundvalsdesk.services import ersattningsar

    return ersattningsar.kontrollera(e, IDAG.year)


def _en_manad(e: Any) -> object:
    """The last final month from the same facts, and its sum."""
    from kundvalsdesk.rules.ersattning import Korning
    from kundvalsdesk.services.ersattningsunderlag import underlag

    korning = Korning(e.regelverk, ARET[9])
    insatser = underlag(e.session.connection(), ARET[9], alla_rapporter=True)
    return sum(r.belopp for u in insatser for r in korning.rakna(u.fakta, u.kundval).rader)


def _fakturans_rader(antal: int) -> bytes:
    rader = "".join(f"I{n:06d};2024-11;30;3 876,00\n" for n in range(antal))
    return f"insats;månad;dagar;belopp\n{rader}".encode()


def _faktura(db: Databas, data: bytes) -> float:
    from kundvalsdesk.services import fakturakontroll

    return _tid_i(db, lambda e: fakturakontroll.kontrollera(e, data, MANAD, "Anordnare 00"))


def _hogst(db: Databas, gor: Callable[[Any], object]) -> int:
    """The most memory held meanwhile, by a unit that has done it once before."""
    with _enheten(db) as e:
        gor(e)
        tracemalloc.start()
        gor(e)
        topp = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return topp
