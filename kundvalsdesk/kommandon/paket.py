"""The sub-command for the offline package. The pass phrase is a variable or typed, never an argument."""

from __future__ import annotations

import os
import sys
from typing import Any

from ..fel import Nekad
from ..services.arbetsenhet import enhet
from ..services.paket import besoksuttag
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
        if not val.besoken and not val.handlaggare and aktor.handlaggare_id is None:
            raise Nekad("handlaggare", "Ange vems rapporter som tas med: --handlaggare ANVÄNDARE.")
        fras = _fras(ny=True)
        with enhet(db, aktor, las_regelverk(), dagens(val), skriv=True) as e:
            if val.besoken:
                info = besoksuttag.ta_ut(e, val.plats, fras, val.besoken)
            else:
                info = ta_ut(e, val.plats, fras, val.handlaggare or aktor.anvandare)
    vad = {"besok": list(info.besok)} if info.besok else {"rapporter": info.antal}
    skriv_json({"paket": info.paket_id, **vad, "fil": str(val.plats)})
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
            if ut.besok:
                mitt = " ".join(f"{d.falt}: {d.mitt}." for d in x.falt)
                sag(f"Inte infört, {x.titel}. Mitt: {mitt} {x.mening}")
            else:
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
    if not x.insats:  # of a visit: field by field
        vem = {k: _ord(x.deras)[k] for k in ("vem", "nar")} if x.deras is not None else {}
        falt = [{"falt": f.falt, "mitt": f.mitt, "deras": f.deras} for f in x.falt]
        return {"besok": int(x.avser), "titel": x.titel, "skal": x.mening, "falt": falt, **vem}
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
