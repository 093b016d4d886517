"""The log in the window of the dataskyddssamordnare: a page at a time, one action in words, and spot checks.

A question is logged before its first page is shown; the pages after it, and what an action did, belong to it.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from itertools import groupby
from time import monotonic
from typing import Any

from sqlalchemy import Select, func, select

from ..fel import Nekad
from ..models import Anordnare, Handlaggare, Handling, Incident, Logg
from ..texter.faltord import UTAN_ORD, varde_ord
from ..texter.loggord import handling_ord, uppgift_ord
from ..texter.meningar import roll_ord
from .arbetsenhet import Arbetsenhet
from .arendetyper import Falt, Stegval
from .handling import redan_gjord, skriv_handling
from .loggkedja import Loggrad
from .logglista import DOLT, Loggfraga, Loggpost, anteckna_lasning, krav_lasare, las, poster, urval, vyer
from .loggtyper import Loggatgard, Loggdetalj, Loggoversikt, Loggsida, Stickprov
from .typer import Andring

ROLL = "dataskyddssamordnare"
SIDA = 400
BIT, LANGE = 20_000, 0.5
"""Rows of the log that a page is made of; an action has some five. Rows gone through at a time, and for how long."""
HOGST_DETALJ = 200
HOGST_STICKPROV = 50
UTFALL = (("inget", "Inget att anmärka"), ("foljs", "Något att följa upp"))
_NAMNGES = {"fran_id": Handlaggare, "till_id": Handlaggare, "anordnare_id": Anordnare}
_TID = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
_MAL = re.compile(f"[0-9]{{1,9}}(?:,[0-9]{{1,9}}){{0,{HOGST_STICKPROV - 1}}}")


def oversikt(e: Arbetsenhet) -> Loggoversikt:
    krav_lasare(e)
    h = Handlaggare
    vilka = e.session.execute(select(h.anvandare, h.namn, h.roll).order_by(h.namn, h.anvandare))
    bedoma = select(func.count()).where(Incident.kv_underrattad.is_not(None), Incident.bedomd.is_(None))
    return Loggoversikt(
        tuple((r.anvandare, f"{r.namn}, {roll_ord(r.roll)}") for r in vilka),
        tuple(_gjorda(e)), e.session.scalar(bedoma) or 0,
    )  # fmt: skip


def _gjorda(e: Arbetsenhet, antal: int = 3) -> Iterator[Stickprov]:
    """The latest spot checks."""
    q = (
        select(Handling.id, Handling.tid, func.coalesce(Handlaggare.namn, Handling.anvandare).label("vem"))
        .outerjoin(Handlaggare, Handlaggare.anvandare == Handling.anvandare)
        .where(Handling.namn == "stickprov")
        .order_by(Handling.tid.desc())
        .limit(antal)
    )
    for r in e.session.execute(q, execution_options=vyer(e)).all():
        vad = select(Logg.falt, Logg.nytt).where(Logg.handling_id == r.id)
        falt = e.session.execute(vad, execution_options=vyer(e))
        v = {x.falt: x.nytt for x in falt}
        rader = (v.get("stickprov_rader") or "").count(",") + 1
        yield Stickprov(r.tid, r.vem, rader, v.get("stickprov_utfall") or "", v.get("stickprov_fynd") or "")


# --- A question -------------------------------------------------------------------------------------------------


def fraga(e: Arbetsenhet, f: Loggfraga) -> Loggsida:
    """The first page. Needs a unit that writes: that it is read is logged with it."""
    lasning = anteckna_lasning(e, f)
    return sida(e, f, lasning, None)


def sida(e: Arbetsenhet, f: Loggfraga, lasning: str, efter: tuple[int, str] | None) -> Loggsida:
    """A page of actions, newest first, from where the last one ended: however far in, it costs the same."""
    krav_lasare(e)
    q = urval(e, f).where(Handling.id != lasning).order_by(Logg.id.desc()).execution_options(**vyer(e))
    if efter is not None:
        # An action whose rows went on past the end of that page has been shown.
        q = q.where(Logg.id < efter[0], Handling.id != efter[1])
    rader, kvar = _rader(e, q, f, efter)
    ut = [_atgard(list(g)) for _, g in groupby(rader, key=lambda r: r.handling_id)]
    namn = _namn(e, {a.anvandare for a in ut})
    fortsatt = None if kvar is None else (kvar, rader[-1].handling_id if rader else "")
    return Loggsida(tuple(_med_namn(a, namn) for a in ut), fortsatt, lasning)


def _rader(
    e: Arbetsenhet, q: Select[*tuple[Any, ...]], f: Loggfraga, efter: tuple[int, str] | None
) -> tuple[list[Any], int | None]:
    """The rows of a page, and the number below which there may be more.

    For what only a look at each row can tell, the log is gone through a piece at a time: a page is given when it is
    full, or when it has taken long enough, full or not.
    """
    if f.stickprov is not None:
        return list(e.session.execute(q)), None
    if f.kund is not None or f.fran is not None or f.till is not None or not (f.anvandare or f.slag):
        alla = list(e.session.execute(q.limit(SIDA)))
        return alla, alla[-1].id if len(alla) == SIDA else None
    sist = select(func.max(Logg.id)).execution_options(**vyer(e))
    tak = efter[0] if efter is not None else (e.session.scalar(sist) or 0) + 1
    slut, rader = monotonic() + LANGE, list[Any]()
    while tak > 1 and len(rader) < SIDA:
        golv = max(0, tak - BIT)
        rader += e.session.execute(q.where(Logg.id >= golv, Logg.id < tak).limit(SIDA - len(rader)))
        tak = golv if len(rader) < SIDA else rader[-1].id
        if monotonic() >= slut:
            break
    return rader, tak if tak > 1 else None


def _atgard(rader: list[Any]) -> Loggatgard:
    forst = rader[0]
    return Loggatgard(
        forst.handling_id, forst.id, forst.tid, forst.anvandare, "", _roller(forst.roll), handling_ord(forst.namn),
        _ett(r.kund for r in rader), _ett(r.insats for r in rader),
    )  # fmt: skip


def _ett(varden: Iterator[str | None]) -> str:
    alla = {v for v in varden if v}
    return next(iter(alla)) if len(alla) == 1 else f"{len(alla)} st" if alla else ""


def _roller(roller: str) -> str:
    delar = [r for r in roller.split(", ") if r]
    return "alla roller" if len(delar) > 1 else roll_ord(delar[0]) if delar else "ingen roll"


def _namn(e: Arbetsenhet, anvandare: set[str]) -> dict[str, str]:
    q = select(Handlaggare.anvandare, Handlaggare.namn).where(Handlaggare.anvandare.in_(anvandare))
    return {r.anvandare: r.namn for r in e.session.execute(q)}


def _med_namn(a: Loggatgard, namn: dict[str, str]) -> Loggatgard:
    vem = namn.get(a.anvandare, a.anvandare)
    return Loggatgard(a.id, a.nummer, a.tid, a.anvandare, vem, a.roll, a.vad, a.kund, a.arende)


def detalj(e: Arbetsenhet, f: Loggfraga, handling_id: str) -> Loggdetalj:
    """What one of the actions did, of what was asked for."""
    krav_lasare(e)
    utan_lottning = Loggfraga(f.kund, f.anvandare, f.fran, f.till, slag=f.slag)
    q = urval(e, utan_lottning).where(Handling.id == handling_id).order_by(Logg.id).execution_options(**vyer(e))
    rader = e.session.execute(q.limit(HOGST_DETALJ + 1)).all()
    antal = len(rader)
    if antal > HOGST_DETALJ:
        antal = (
            e.session.scalar(select(func.count()).select_from(q.order_by(None).subquery()), execution_options=vyer(e))
            or antal
        )
    ut = [i_ord(e, p) for p in poster(rader[:HOGST_DETALJ])]
    return Loggdetalj(tuple(r for r in ut if r is not None), max(0, antal - HOGST_DETALJ))


def i_ord(e: Arbetsenhet, p: Loggpost) -> tuple[str, str, str] | None:
    """What, before, after; None for what says nothing to a reader (keys, counters)."""
    if p.falt in UTAN_ORD:
        return None
    return uppgift_ord(p.tabell, p.falt), _varde(e, p, p.gammalt), _varde(e, p, p.nytt)


def _varde(e: Arbetsenhet, p: Loggpost, v: str | None) -> str:
    if v and _TID.fullmatch(v):
        return v.replace("T", " ").replace(":", ".")
    if not v or v == DOLT or not p.falt.endswith("_id"):
        return varde_ord(p.tabell, p.falt, v) if v else ""
    klass: Any = _NAMNGES.get(p.falt, Handlaggare)
    namn = e.session.scalar(select(klass.namn).where(klass.id == int(v))) if v.isdecimal() and len(v) < 10 else None
    return namn or "någon som inte finns kvar"


# --- Spot checks ------------------------------------------------------------------------------------------------


def formular_stickprov(e: Arbetsenhet, rader: list[int]) -> Stegval:
    """The form of what was found. `rader`: the numbers in the log of the actions that were gone through."""
    krav_lasare(e)
    mal = ",".join(str(r) for r in rader)
    _las_mal(mal)
    antal = "En handling" if len(rader) == 1 else f"{len(rader)} handlingar"
    return Stegval(
        "stickprov", "Anteckna stickprovet", "Signera och spara", mal=mal,
        falt=(
            Falt("_vad", "Granskat", "upplysning", kravs=False, varde=f"{antal} ur loggen."),
            Falt("utfall", "Utfall", "val", val=UTFALL),
            Falt("fynd", "Anteckning", "stor_text", kravs=False,
                 hjalp="Vad du fann och vad som görs åt det. Skriv inte namn eller personnummer."),
        ),
        hjalp="Stickprovet sparas i loggen med ditt namn och kan inte ändras.",
    )  # fmt: skip


def _las_mal(mal: str) -> list[int]:
    if not _MAL.fullmatch(mal):
        raise Nekad("okant_mal", f"Ett stickprov är 1 till {HOGST_STICKPROV} handlingar ur loggen. Dra ett nytt.")
    return [int(n) for n in mal.split(",")]


def anteckna_stickprov(e: Arbetsenhet, mal: str, utfall: str, fynd: str) -> Andring:
    """A spot check was done: by whom, when, of what, and what was found. Signed by being written to the log."""
    krav_lasare(e)
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    nummer = _las_mal(mal)
    fynd = fynd.strip()
    if utfall not in dict(UTFALL):
        raise Nekad("utfall", "Välj vad stickprovet visade.", "utfall")
    if utfall == "foljs" and not fynd:
        raise Nekad("saknas", "Skriv vad som ska följas upp.", "fynd")
    finns = select(func.count()).where(Logg.id.in_(nummer)).execution_options(**vyer(e))
    if e.session.scalar(finns) != len(set(nummer)):
        raise Nekad("okant_mal", "Raderna finns inte i loggen. Dra ett nytt stickprov.")
    andring = Andring(e.handling_id, "stickprov")
    rader = [
        Loggrad("logg", "stickprov_rader", nytt=mal),
        Loggrad("logg", "stickprov_utfall", nytt=dict(UTFALL)[utfall]),
    ]
    skriv_handling(e, andring, [*rader, *([Loggrad("logg", "stickprov_fynd", nytt=fynd)] if fynd else [])])
    return andring


def alla_poster(
    e: Arbetsenhet, f: Loggfraga, lasning: str
) -> Generator[tuple[Loggpost, tuple[str, str, str]], None, None]:
    """Every row asked for with its words, oldest first, one at a time."""
    for p in las(e, f, lasning):
        if (ord_ := i_ord(e, p)) is not None:
            yield p, ord_
