"""Search: first finds through the service, against the plain index query; 100 000 cases and 1 000 000 notes.

The plain query is the same SQL on a bare sqlcipher3 connection with the same key: the index, and the rows it names.
What the service adds is what each find is called and who may see it. The words around what was asked for are made
when they are painted: that is told of beside it, with those of the whole page at once. The questions fill the first
page at both sizes, or find the same few: what differs is only how much else there is. Both sizes and the bare side
take turns, so that whatever else the machine does falls on all of them.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any
from unittest.mock import patch

from .data import ANORDNARE, ANSVARIGA, IDAG, NYCKEL
from .tabell import Matt, ms, tid

_ORD = (
    "kunden", "praktik", "arbetsgivare", "svetsning", "kafé", "språk", "svenska", "plan", "studier", "intresse",
    "närvaro", "möte", "handledare", "lager", "kök", "trädgård", "butik", "skola", "resa", "buss", "morgon", "kväll",
    "vecka", "samtal", "förlängning", "mål", "delmål", "stöd", "hälsa", "läkare", "barn",
)  # fmt: skip
FRAGOR = (
    ("a rare word", "löpnummer0004711"),
    ("a common word", "praktik"),
    ("the beginning of a word", "arbets"),
    ("the beginning of all too many words", "löpnum"),
    ("two words, the last begun", "kunden svets"),
    ("a common word and a rare one", "kunden löpnummer0004711"),
    ("a name", "ek77 förn"),
    ("nothing", "kunden ingenstans"),
)


def mat(plats: Path, litet: bool) -> list[Matt]:
    fa, manga = (200, 1_000) if litet else (1_000, 100_000)
    filer = {antal: plats / f"{antal}.db" for antal in (fa, manga)}
    for antal, fil in filer.items():
        _bygg(fil, antal)
    return jamfor(filer, 1 if litet else 25)


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
        ((n, f"Förnamn{n % 397}", f"Ek{n % 97}") for n in alla),
    )
    db.executemany(
        "INSERT INTO insats (id, nyckel, kund_id, kod, kundval, anordnare_id, historik, orsak_dold, kundansvarig_id,"
        " version) VALUES (?, ?, ?, 'AMI2', 'AMI', ?, 0, 0, ?, 1)",
        ((n, f"I{n:07d}", n, n % ANORDNARE + 1, n % ANSVARIGA + 1) for n in alla),
    )
    db.executemany(
        "INSERT INTO anteckning (insats_id, datum, text, skriven_av, signerad, version)"
        " VALUES (?, ?, ?, 'kv001', ?, 1)",
        _anteckningar(antal),
    )
    db.execute("COMMIT")
    db.close()
    databas = oppna_motor(tolka_adress(str(fil)), NYCKEL)
    with databas.engine.connect().execution_options(**{SKRIV: True}) as anslutning, anslutning.begin():
        sokindex.bygg(anslutning)
    databas.stang()


def _anteckningar(antal: int) -> Iterator[tuple[int, str, str, str | None]]:
    """Every fiftieth is not signed: somebody else's draft, which is passed over."""
    for n in range(antal * 10):
        ord_ = [_ORD[(n * 7 + k * k * 5) % len(_ORD)] for k in range(25)]
        signerad = f"{IDAG.isoformat()} 10:00:00.000000" if n % 50 else None
        yield n // 10 + 1, IDAG.isoformat(), f"{' '.join(ord_)} löpnummer{n:07d}.", signerad


def jamfor(filer: dict[int, Path], omgangar: int) -> list[Matt]:
    from sqlcipher3 import dbapi2

    fa, manga = sorted(filer)
    with ExitStack() as stack:
        # Each with a connection of its own: one that has just answered the same has its pages at hand.
        liten, stor, ord_for = (stack.enter_context(closing(_Tjanst(filer[n]))) for n in (fa, manga, manga))
        bar = stack.enter_context(closing(dbapi2.connect(str(filer[manga]), isolation_level=None)))
        bar.execute(f"PRAGMA key = \"x'{NYCKEL}'\"")
        bar.execute("BEGIN")  # one transaction for all, as the service has
        satser = {ord_: stor.satser(ord_) for _, ord_ in FRAGOR}

        def bart(ord_: str) -> None:
            for sats, varden in satser[ord_]:
                bar.execute(sats, varden).fetchall()

        tider: dict[tuple[str, str], list[float]] = defaultdict(list)
        for omgang in range(omgangar + 1):
            for _, ord_ in FRAGOR:
                for vem, sok in (("liten", liten.sok), ("stor", stor.sok), ("ord", ord_for.sok_ord), ("bart", bart)):
                    t = tid(lambda sok=sok, ord_=ord_: sok(ord_))  # type: ignore[misc]
                    if omgang:  # the first one warms up
                        tider[vem, ord_].append(t)
    ut = []
    for namn, ord_ in FRAGOR:
        a, b, c, d = (statistics.median(tider[vem, ord_]) for vem in ("stor", "liten", "bart", "ord"))
        storlek = f"{manga} cases, {manga * 10} notes"
        ut.append(Matt(f"search, {namn}: {storlek}, against plain SQL", ms(a), ms(c), a / c, 2))
        ut.append(Matt(f"search, {namn}: with the words around it, against plain SQL", ms(d), ms(c), d / c))
        ut.append(Matt(f"search, {namn}: {manga} cases against {fa}", ms(a), ms(b), a / b, 1.5))
    return ut


class _Tjanst:
    """The search of the program on one database."""

    def __init__(self, fil: Path) -> None:
        from kundvalsdesk.models.motor import oppna_motor, tolka_adress
        from kundvalsdesk.services.arbetsenhet import enhet
        from kundvalsdesk.services.regelverk import las_regelverk
        from kundvalsdesk.services.typer import ROLLER, Aktor

        self._databas = oppna_motor(tolka_adress(str(fil)), NYCKEL)
        aktor = Aktor("b", "b", frozenset(ROLLER), agare=True)
        self._enhet = enhet(self._databas, aktor, las_regelverk(), IDAG)
        self._e = self._enhet.__enter__()

    def sok(self, ord_: str) -> Any:
        from kundvalsdesk.services.sok import sok

        return sok(self._e, ord_)

    def sok_ord(self, ord_: str) -> None:
        for grupp in self.sok(ord_).grupper:
            for traff in grupp.traffar:
                _ = traff.utdrag

    def satser(self, ord_: str) -> list[tuple[str, Any]]:
        """What it asks the database for."""
        from kundvalsdesk.models import snabbfraga

        sagt: list[tuple[str, Any]] = []
        fraga = snabbfraga.fraga

        def anteckna(anslutning: Any, sats: str, varden: Any = ()) -> Any:
            sagt.append((sats, varden))
            return fraga(anslutning, sats, varden)

        with patch.object(snabbfraga, "fraga", anteckna):
            self.sok(ord_)
        return sagt

    def close(self) -> None:
        self._enhet.__exit__(None, None, None)
        self._databas.stang()
