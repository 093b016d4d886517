"""The log taken out of the program: as CSV for a spreadsheet, however long, and on paper. Each is logged first."""

from __future__ import annotations

import csv
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, closing, suppress
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

from ..fel import Nekad
from ..texter.datum import antal, datum_ord
from ..texter.loggord import handling_ord
from .arbetsenhet import Arbetsenhet
from .documents import utfardande
from .documents.text import Fet, utskrivbart
from .handling import krav_roll
from .logglista import Loggfraga, Loggpost, anteckna_lasning
from .loggtyper import SLAG
from .loggvy import ROLL, alla_poster
from .typer import Framsteg

NyEnhet = Callable[[bool, str | None], AbstractContextManager[Arbetsenhet]]
"""Opens a unit: whether it writes, and what its action is called."""
Rad = tuple[Loggpost, tuple[str, str, str]]
KOLUMNER = ("Rad", "Tid", "Användarnamn", "Roll", "Vad", "Kund", "Ärende", "Uppgift", "Före", "Efter")
HOGST_RADER = 500
"""On paper: more than anybody goes through there."""
_SATS = 500


def skriv_csv(ny: NyEnhet, fil: Path, f: Loggfraga, rapportera: Callable[[Framsteg], None]) -> int:
    """How many rows were written. One at a time: memory does not grow with the log; what is stopped leaves nothing."""
    with ny(True, str(uuid4())) as e:
        lasning = anteckna_lasning(e, f, "sparad som fil")
    halv = fil.with_name(f".{uuid4().hex[:12]}.tmp")
    skrivna = 0
    try:
        with (
            halv.open("w", encoding="utf-8-sig", newline="") as ut,
            ny(False, None) as e,
            _oppna(e, f, lasning) as rader,
        ):
            skrivare = csv.writer(ut, delimiter=";", lineterminator="\r\n")
            skrivare.writerow(KOLUMNER)
            for p, ord_ in rader:
                skrivare.writerow([_saker(c) for c in _rad(p, ord_)])
                skrivna += 1
                if skrivna % _SATS == 0:
                    rapportera(Framsteg(skrivna, 0, f"Skriver rad {skrivna}"))
        halv.replace(fil)
    except OSError:
        mening = f"Filen {fil.name} gick inte att spara där. Välj en annan mapp eller frigör utrymme."
        raise Nekad("fil", mening) from None
    finally:
        with suppress(OSError):
            halv.unlink(missing_ok=True)
    return skrivna


def _oppna(e: Arbetsenhet, f: Loggfraga, lasning: str) -> closing[Generator[Rad, None, None]]:
    """Let go of when what is read has been used, or is not wanted any more."""
    return closing(alla_poster(e, f, lasning))


def _rad(p: Loggpost, ord_: tuple[str, str, str]) -> tuple[str, ...]:
    tid = f"{p.tid:%Y-%m-%d %H.%M.%S}"
    return (str(p.nummer), tid, p.anvandare, p.roll, handling_ord(p.handling), p.kund, p.insats, *ord_)


def _saker(cell: str) -> str:
    """A cell that a spreadsheet would reckon with is kept a text."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def pdf(e: Arbetsenhet, f: Loggfraga) -> tuple[str, bytes]:
    """Name and bytes of the answer on paper, oldest first. Needs a unit that writes. Raises Nekad if there is nothing,
    or more than HOGST_RADER rows."""
    krav_roll(e.aktor, ROLL)
    lasning = anteckna_lasning(e, f, "utskriven")
    with _oppna(e, f, lasning) as alla:
        rader = list(islice(alla, HOGST_RADER + 1))
    if len(rader) > HOGST_RADER:
        raise Nekad("lang_lista", f"Svaret har fler än {HOGST_RADER} rader. Välj kund, användare eller dagar först.")
    if not rader:
        raise Nekad("tom_lista", "Det finns inget i loggen att skriva ut för det urvalet.")
    return f"logg_{e.idag.isoformat()}.pdf", _rita(e, f, rader)


def _rita(e: Arbetsenhet, f: Loggfraga, rader: list[Rad]) -> bytes:
    from .documents import mall

    fran = utfardande.avsandarens(e)
    tabell: list[list[Any]] = []
    for p, (vad, fore, efter) in rader:
        om = "\n".join(x for x in (p.kund, p.insats) if x) or "–"
        andrat = f"Var: {fore}\nBlev: {efter or '–'}" if fore else efter
        tabell.append([
            f"{p.tid:%Y-%m-%d}\n{p.tid:%H.%M.%S}", utskrivbart(p.anvandare),
            (Fet(handling_ord(p.handling)), *(utskrivbart(f"\n{r}") for r in (vad, andrat) if r)), om,
        ])  # fmt: skip
    huvud = mall.Dokumenthuvud(
        typ="Utdrag ur loggen", nummer="", datum=e.idag, rader=(("Utskrivet av", utskrivbart(e.aktor.namn)),),
        undertitel=f"{fraga_ord(f)}: {antal(len(rader), 'rad', 'rader')}",
    )  # fmt: skip
    avsandare = mall.Avsandare(
        fran["organisation"], fran["enhet"], fran["kontakt"], utfardande.logga_for(e, fran["logga"]), fran["farg"]
    )
    kolumner = (("Tid", 0.15), ("Användare", 0.17), ("Vad", 0.52), ("Kund och ärende", 0.16))
    return mall.bygg(huvud, avsandare, mall.tabell(kolumner, tabell))


def fraga_ord(f: Loggfraga) -> str:
    """The question in words."""
    delar = [dict(SLAG)[f.slag]]
    delar += [f"kund {f.kund}"] if f.kund else []
    delar += [f"användare {f.anvandare}"] if f.anvandare else []
    delar += [f"från {datum_ord(f.fran)}"] if f.fran else []
    delar += [f"till {datum_ord(f.till)}"] if f.till else []
    return ", ".join(delar)
