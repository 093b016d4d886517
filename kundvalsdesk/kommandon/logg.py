"""The sub-command for the access and change log."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, fields
from itertools import islice
from typing import Any

from ..services.arbetsenhet import enhet
from ..services.logglista import Loggfraga, Loggpost, anteckna_lasning, las
from ..services.regelverk import las_regelverk
from ..val import Val, skriv
from .grund import dagens, oppen

_FALT = tuple(f.name for f in fields(Loggpost))
_SATS = 500


def logg(val: Val) -> int:
    """Writes the rows asked for, oldest first, as they are read: there may be millions.

    That it is read is committed first, in a unit of its own: a slow reader of the output then holds nobody up.
    """
    fraga = Loggfraga(val.kund, val.handlaggare or None, val.fran, val.till, val.stickprov)
    with oppen(val) as (db, aktor):
        with enhet(db, aktor, las_regelverk(), dagens(val), skriv=True) as e:
            lasning = anteckna_lasning(e, fraga)
        with enhet(db, aktor, las_regelverk(), dagens(val)) as e:
            poster = (_post(p) for p in las(e, fraga, lasning))
            (_som_csv if val.format == "csv" else _som_json)(poster)
    return 0


def _post(p: Loggpost) -> dict[str, Any]:
    return asdict(p) | {"tid": p.tid.isoformat()}


def _som_json(poster: Iterator[dict[str, Any]]) -> None:
    fore = "["
    while sats := list(islice(poster, _SATS)):
        skriv(fore + ",".join("\n " + json.dumps(p, ensure_ascii=False) for p in sats))
        fore = ","
    skriv("\n]\n" if fore == "," else "[]\n")


def _som_csv(poster: Iterator[dict[str, Any]]) -> None:
    ut = io.StringIO()
    skrivare = csv.DictWriter(ut, _FALT, delimiter=";", lineterminator="\n")
    skrivare.writeheader()
    while True:
        sats = list(islice(poster, _SATS))
        skrivare.writerows(sats)
        skriv(ut.getvalue())
        ut.seek(0)
        ut.truncate()
        if not sats:
            return
