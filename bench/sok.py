"""Search: first finds through the service, against the plain index query; 100 000 cases and 1 000 000 notes.

The plain query is the same SQL on a bare sqlcipher3 connection with the same key: the index, and the rows it names.
What the service adds is the words around what was asked for, and who may see them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from .data import ANORDNARE, ANSVARIGA, IDAG, NYCKEL
from .tabell import Matt, median_av, ms, tid

_ORD = (
    "kunden", "praktik", "arbetsgivare", "svetsning", "kafé", "språk", "svenska", "plan", "studier", "intresse",
    "närvaro", "möte", "handledare", "lager", "kök", "trädgård", "butik", "skola", "resa", "buss", "morgon", "kväll",
    "vecka", "samtal", "förlängning", "mål", "delmål", "stöd", "hälsa", "läkare", "barn",
)  # fmt: skip
FRAGOR = (
    ("a rare word", "löpnummer4711"),
    ("a common word", "praktik"),
    ("the beginning of a word", "arbets"),
    ("two words, the last begun", "kunden svets"),
    ("a name", "ek77 förn"),
)


def mat(plats: Path, litet: bool) -> list[Matt]:
    fa, manga = (200, 1_000) if litet else (1_000, 100_000)
    omgangar = 1 if litet else 15
    filer = {antal: plats / f"{antal}.db" for antal in (fa, manga)}
    for antal, fil in filer.items():
        _bygg(fil, antal)
    (liten, _), (stor, fragor) = (_mat_tjanst(filer[n], omgangar) for n in (fa, manga))
    bart = _mat_bart(filer[manga], fragor, omgangar)
    ut = []
    for namn, _ in FRAGOR:
        a, b = stor[namn], liten[namn]
        storlek = f"{manga} cases, {manga * 10} notes"
        ut.append(Matt(f"search, {namn}: {storlek}, against plain SQL", ms(a), ms(bart[namn]), a / bart[namn], 2))
        ut.append(Matt(f"search, {namn}: {manga} cases against {fa}", ms(a), ms(b), a / b, 1.5))
    return ut


def _bygg(fil: Path, antal: int) -> None:
    """Cases and ten notes each, written by SQL; the index is filled as an upgrade fills it."""
    from sqlcipher3 import dbapi2

    from kundvalsdesk.models import sokindex
    from kundvalsdesk.models.motor import SKRIV, oppna_motor, tolka_adress
    from kundvalsdesk.services.databas import skapa

    skapa(tolka_adress(str(fil)), NYCKEL).stang()
    db = dbapi2.connect(str(fil), isolation_level=None)
    db.execute(f"PRAGMA key = \"x'{NYCKEL}'\"")
    db.execute("BEGIN")
    db.executemany(
        "INSERT INTO handlaggare (id, anvandare, namn, roll, version) VALUES (?, ?, ?, 'karriarvagledare', 1)",
        [(k, f"kv{k:03d}", f"Person {k:03d}") for k in range(1, ANSVARIGA + 1)],
    )
    db.executemany(
        "INSERT INTO anordnare (id, namn, version) VALUES (?, ?, 1)",
        [(k, f"Anordnare {k:02d}") for k in range(1, ANORDNARE + 1)],
    )
    alla = range(1, antal + 1)
    db.executemany(
        "INSERT INTO kund (id, nyckel, kundansvarig_id, version) VALUES (?, ?, ?, 1)",
        ((n, f"K{n:07d}", n % ANSVARIGA + 1) for n in alla),
    )
    db.executemany(
        "INSERT INTO kundidentitet (kund_id, fornamn, efternamn, sortnyckel, soktext, version)"
        " VALUES (?, ?, ?, '', '', 1)",
        ((n, f"Förnamn{n % 397}", f"Ek{n % 1009}") for n in alla),
    )
    db.executemany(
        "INSERT INTO insats (id, nyckel, kund_id, kod, kundval, anordnare_id, historik, orsak_dold, kundansvarig_id,"
        " version) VALUES (?, ?, ?, 'AMI2', 'AMI', ?, 0, 0, ?, 1)",
        ((n, f"I{n:07d}", n, n % ANORDNARE + 1, n % ANSVARIGA + 1) for n in alla),
    )
    db.executemany(
        "INSERT INTO anteckning (insats_id, datum, text, skriven_av, version) VALUES (?, ?, ?, 'kv001', 1)",
        _anteckningar(antal),
    )
    db.execute("COMMIT")
    db.close()
    databas = oppna_motor(tolka_adress(str(fil)), NYCKEL)
    with databas.engine.connect().execution_options(**{SKRIV: True}) as anslutning, anslutning.begin():
        sokindex.komplettera(anslutning)
    databas.stang()


def _anteckningar(antal: int) -> Iterator[tuple[int, str, str]]:
    for n in range(antal * 10):
        ord_ = [_ORD[(n * 7 + k * k * 5) % len(_ORD)] for k in range(25)]
        yield n // 10 + 1, IDAG.isoformat(), f"{' '.join(ord_)} löpnummer{n}."


def _mat_tjanst(fil: Path, omgangar: int) -> tuple[dict[str, float], dict[str, list[tuple[str, Any]]]]:
    """The service; and what it asked the database for."""
    from sqlalchemy import event

    from kundvalsdesk.models.motor import oppna_motor, tolka_adress
    from kundvalsdesk.services.arbetsenhet import enhet
    from kundvalsdesk.services.regelverk import las_regelverk
    from kundvalsdesk.services.sok import sok
    from kundvalsdesk.services.typer import ROLLER, Aktor

    databas = oppna_motor(tolka_adress(str(fil)), NYCKEL)
    aktor = Aktor("b", "b", frozenset(ROLLER), agare=True)
    sagt: list[tuple[str, Any]] = []
    fragor: dict[str, list[tuple[str, Any]]] = {}

    def anteckna(_a: Any, _b: Any, sats: str, varden: Any, *_: Any) -> None:
        sagt.append((sats, varden))

    with enhet(databas, aktor, las_regelverk(), IDAG) as e:
        ut = _tider(lambda _, ord_: sok(e, ord_), omgangar)
        event.listen(databas.engine, "before_cursor_execute", anteckna)
        for namn, ord_ in FRAGOR:
            sagt.clear()
            sok(e, ord_)
            fragor[namn] = list(sagt)
        event.remove(databas.engine, "before_cursor_execute", anteckna)
    databas.stang()
    return ut, fragor


def _mat_bart(fil: Path, fragor: dict[str, list[tuple[str, Any]]], omgangar: int) -> dict[str, float]:
    """The same questions of the index, and the rows that they name, on a plain connection."""
    from sqlcipher3 import dbapi2

    db = dbapi2.connect(str(fil))
    db.execute(f"PRAGMA key = \"x'{NYCKEL}'\"")

    def en(namn: str, _: str) -> None:
        for sats, varden in fragor[namn]:
            db.execute(sats, varden).fetchall()

    ut = _tider(en, omgangar)
    db.close()
    return ut


def _tider(sok: Callable[[str, str], Any], omgangar: int) -> dict[str, float]:
    ut = {}
    for namn, ord_ in FRAGOR:
        sok(namn, ord_)
        ut[namn] = median_av(partial(tid, partial(sok, namn, ord_)), omgangar)
    return ut
