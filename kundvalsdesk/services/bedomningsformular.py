"""The forms of the granskning of an anordnare, as the window shows them, and their way from text to the functions;
done by handlingar.utfor(e, code, "", mal, sedd_version, values)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ..fel import Nekad
from . import bedomningar as tjanst
from .arbetsenhet import Arbetsenhet
from .arendetyper import Falt, Stegval
from .bedomningstyper import Granskad
from .formularvarden import Varden
from .typer import Andring
from .uppfoljning import krav_skriver

SATT, KLAR, OPPNA = "bedomning_satt", "anordnargranskning_klar", "anordnargranskning_oppna"
UTAN_NAMN = "Skriv inget namn på en deltagare: granskningen går till anordnaren."


class Mal(NamedTuple):
    plan_id: int
    anordnare_id: int
    kod: str


def malet(mal: str) -> Mal:
    """From "plan:anordnare", or "plan:anordnare:code" of a point. Raises Nekad for anything else."""
    m = re.fullmatch("([0-9]{1,9}):([0-9]{1,9})(?::([0-9A-Za-z_]{1,30}))?", mal)
    if m is None or not mal.isascii():
        raise Nekad("okant_mal", "Granskningen finns inte. Hämta om listan.")
    return Mal(int(m[1]), int(m[2]), m[3] or "")


def formular(e: Arbetsenhet, kod: str, mal: str) -> Stegval:
    """Of the granskning as a whole. Raises Nekad for what is not there."""
    krav_skriver(e)
    gor = {KLAR: _klar, OPPNA: _oppna}.get(kod)
    if gor is None:
        raise Nekad("okant_steg", "Steget finns inte.")
    m = malet(mal)
    r = tjanst.hamta(e, m.plan_id).anordnaren(m.anordnare_id)
    if r is None or not r.version:
        raise Nekad("inte_borjad", "Ingen kontrollpunkt är bedömd än. Börja med den första.")
    return gor(mal, r)


def _klar(mal: str, r: Granskad) -> Stegval:
    kvar = r.antal - r.bedomda
    skal = "" if not kvar else f"{kvar} av {r.antal} kontrollpunkter har ingen bedömning än."
    return Stegval(
        KLAR, f"Granskningen är klar: {r.anordnare}", "Granskningen är klar", mal=mal, sedd_version=r.version,
        viktig=True, tillaten=not kvar, skal=skal,
        falt=(Falt("slutsats", "Slutsats", "stor_text", kravs=False, varde=r.slutsats, hjalp=UTAN_NAMN),),
        hjalp="Bedömningarna låses. De kan öppnas igen, med ett skäl.",
    )  # fmt: skip


def _oppna(mal: str, r: Granskad) -> Stegval:
    return Stegval(
        OPPNA, f"Öppna granskningen igen: {r.anordnare}", "Öppna igen", mal=mal, sedd_version=r.version,
        falt=(Falt("skal", "Skäl", "stor_text"),), hjalp="Bedömningarna står kvar tills någon ändrar dem.",
    )  # fmt: skip


UTFOR: dict[str, Callable[[Arbetsenhet, Mal, int, Varden], Andring]] = {
    SATT: lambda e, m, v, x: tjanst.satt(
        e, m.plan_id, m.anordnare_id, m.kod, v, x.text("niva"), x.text("kommentar"), x.text("evidens")
    ),
    KLAR: lambda e, m, v, x: tjanst.klar(e, m.plan_id, m.anordnare_id, v, x.text("slutsats")),
    OPPNA: lambda e, m, v, x: tjanst.oppna(e, m.plan_id, m.anordnare_id, v, x.text("skal")),
}
