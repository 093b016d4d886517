"""The sub-command for the offline package. The pass phrase is a variable or typed, never an argument."""

from __future__ import annotations

import os
import sys
from typing import Any

from ..fel import Nekad
from ..services.arbetsenhet import enhet
from ..services.paket.intag import avsluta, ord_om, ta_in
from ..services.paket.typer import Beslutsord, Ejinfort
from ..services.paket.uttag import ta_ut
from ..services.regelverk import las_regelverk
from ..val import Val, sag
from .grund import dagens, oppen, skriv_json

VARIABEL = "KUNDVALSDESK_PAKETFRAS"


def paket(val: Val) -> int:
    """paket ut | in."""
    return _ut(val) if val.del_ == "ut" else _in(val)


def _fras(*, ny: bool) -> str:
    """The phrase: from the variable, or typed without being shown; a new one twice."""
    if given := os.environ.get(VARIABEL):
        return given
    if sys.stdin is None or not sys.stdin.isatty():
        raise Nekad("fras", f"Lösenfrasen saknas. Sätt variabeln {VARIABEL}, eller kör kommandot i en terminal.")
    from getpass import getpass

    try:
        fras = getpass("Lösenfras till paketet: ", stream=sys.stderr)
        if ny and fras != getpass("En gång till: ", stream=sys.stderr):
            raise Nekad("fras", "De två lösenfraserna är inte lika. Inget paket är uttaget.")
    except EOFError:
        raise Nekad("fras", "Ingen lösenfras skrevs.") from None
    return fras


def _ut(val: Val) -> int:
    assert val.plats is not None  # noqa: S101 - the parser demands it
    with oppen(val) as (db, aktor):
        if not val.handlaggare and aktor.handlaggare_id is None:
            raise Nekad("handlaggare", "Ange vems rapporter som tas med: --handlaggare ANVÄNDARE.")
        fras = _fras(ny=True)
        with enhet(db, aktor, las_regelverk(), dagens(val), skriv=True) as e:
            info = ta_ut(e, val.plats, fras, val.handlaggare or aktor.anvandare)
    skriv_json({"paket": info.paket_id, "rapporter": info.antal, "fil": str(val.plats)})
    return 0


def _in(val: Val) -> int:
    """What was not done is told with both sides before the file is taken away: it stands nowhere else."""
    assert val.plats is not None  # noqa: S101 - the parser demands it
    fras = _fras(ny=False)
    with oppen(val) as (db, aktor):

        def ny(skriv: bool, handling_id: str | None) -> Any:
            return enhet(db, aktor, las_regelverk(), dagens(val), skriv=skriv, handling_id=handling_id)

        ut = ta_in(ny, val.plats, fras)
        for x in (*ut.konflikter, *ut.nekade):
            sag(f"Inte infört, {x.insats}, {x.titel}. Mitt: {ord_om(x.mitt)}. {x.mening}")
        skriv_json(
            {
                "inlasta": ut.inlasta,
                "redan": ut.redan,
                "konflikter": [_post(x) for x in ut.konflikter],
                "nekade": [_post(x) for x in ut.nekade],
            }
        )
        avsluta(ny, val.plats, fras, ut)
    return 0


def _post(x: Ejinfort) -> dict[str, Any]:
    post = {"insats": x.insats, "slag": x.slag, "avser": x.avser, "skal": x.mening, "mitt": _ord(x.mitt)}
    return post if x.deras is None else post | {"deras": _ord(x.deras)}


def _ord(b: Beslutsord) -> dict[str, str | None]:
    return {
        "beslut": b.vad,
        "datum": b.datum.isoformat() if b.datum else None,
        "text": b.text,
        "vem": b.vem or None,
        "nar": b.nar.isoformat(timespec="minutes") if b.nar else None,
    }
