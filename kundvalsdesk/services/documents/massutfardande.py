"""Documents of a whole month: each one a unit of its own, so that what is done stays done, and running again goes on.

What one of them meets is its answer; only a database that is out of reach, or a folder that takes no more files,
ends it for the rest. Memory does not grow with how many they are: nothing is kept but one short row of each.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import and_, or_, select

from ...fel import Databasfel, KundvalsdeskFel, Nekad
from ...models import Dokument, Insats, Manadsrapport, Slutrapport
from ..arbetsenhet import Arbetsenhet
from ..arendelage import krav_arenderatt
from ..dokumentbrev import skriv_hel
from ..dokumenttyper import Massrad, Massvar
from ..handling import krav_roll
from ..innehav import mitt
from ..typer import Framsteg
from . import bestallning, utfardande
from .lasare import FALT as FOR_VEM
from .register import DOKUMENTSLAG
from .underlag import las_rad

NyEnhet = Callable[[], AbstractContextManager[Arbetsenhet]]
"""Opens a new unit of work that writes."""
Visa = Callable[[Framsteg], None]
Stopp = Callable[[], bool]

SLUTRAPPORT, MANADSRAPPORT = "slutrapport", "manadsrapport"
MASSTYPER = (SLUTRAPPORT, MANADSRAPPORT)
AVSER = "avser"
_MANAD = re.compile("(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])")
BUGG = (
    "Dokumentet gick inte att göra på grund av ett fel i programmet. Förhandsgranska det i ärendet, så visas felet "
    "och kan anmälas."
)


class Massval(NamedTuple):
    """Which documents: of a kind and a month, for whom. `alla`: those that wait for approval or are issued too."""

    typ: str
    manad: str
    for_vem: str
    alla: bool = False


def urval(e: Arbetsenhet, v: Massval) -> list[Massrad]:
    """The cases in their order: one's own, for an arbetsledare everybody's. Raises Nekad for other roles and kinds.

    A slutrapport belongs to the month it was approved in; one that is not approved, to the month it came in.
    """
    krav_arenderatt(e)
    slag = DOKUMENTSLAG.get(v.typ)
    if slag is None or v.typ not in MASSTYPER:
        raise Nekad("okant_dokument", "Dokumentet kan inte utfärdas för en hel månad.")
    krav_roll(e.aktor, *slag.utfardas_av)
    if not _MANAD.fullmatch(v.manad):
        raise Nekad("manad", "Skriv månaden som ÅÅÅÅ-MM.", "manad")
    rad: Any = Slutrapport if v.typ == SLUTRAPPORT else Manadsrapport
    villkor = [_i_manaden(v)]
    if not v.alla:
        villkor.append(rad.godkand.is_not(None))
    if not e.aktor.har("arbetsledare"):
        villkor.append(mitt(e).hos(Insats.kundansvarig_id, Insats.kund_id))
    q = select(Insats.id, Insats.nyckel).join(rad, rad.insats_id == Insats.id).where(*villkor).order_by(Insats.nyckel)
    rader = e.session.execute(q).all()
    gjorda = set() if v.alla else _utfardade(e, v, {r.id for r in rader})
    val = ((FOR_VEM, v.for_vem), *(((AVSER, v.manad),) if v.typ == MANADSRAPPORT else ()))
    return [Massrad(r.nyckel, val) for r in rader if r.id not in gjorda]


def _i_manaden(v: Massval) -> Any:
    if v.typ == MANADSRAPPORT:
        return and_(Manadsrapport.manad == v.manad, Manadsrapport.klarmarkerad.is_not(None))
    ar, manad = int(v.manad[:4]), int(v.manad[5:])
    fran, till = date(ar, manad, 1), date(ar, manad, monthrange(ar, manad)[1])
    s = Slutrapport
    return or_(s.godkand.between(fran, till), and_(s.godkand.is_(None), s.inkommen.between(fran, till)))


def _utfardade(e: Arbetsenhet, v: Massval, insatser: set[int]) -> set[int]:
    """Of some insatser, those that have the document. The snapshots are read a few at a time."""
    q = select(Dokument.insats_id, Dokument.underlag).where(
        Dokument.typ == v.typ, Dokument.insats_id.in_(sorted(insatser))
    )
    ut = set()
    for rad in e.session.execute(q).yield_per(50):
        try:
            u = las_rad(rad.underlag)
        except Databasfel:
            continue  # tried with the others, and told of in the list
        if u.get(FOR_VEM) == v.for_vem and (v.typ != MANADSRAPPORT or u.get(AVSER) == v.manad):
            ut.add(rad.insats_id)
    return ut


def utfarda_alla(
    ny_enhet: NyEnhet, typ: str, rader: Sequence[Massrad], mapp: Path | None = None,
    framsteg: Visa | None = None, stopp: Stopp | None = None,
) -> list[Massvar]:  # fmt: skip
    """Issues them one by one in their order, and puts each in `mapp` too if there is one."""
    ut: list[Massvar] = []
    for n, rad in enumerate(rader):
        if stopp is not None and stopp():
            break
        if framsteg is not None:
            framsteg(Framsteg(n, len(rader), f"Utfärdar {n + 1} av {len(rader)}"))
        try:
            ut.append(_ett(ny_enhet, typ, rad, mapp))
        except KundvalsdeskFel as fel:
            if _slut(fel):
                ut += [Massvar(r.insats, "inte", mening=fel.mening) for r in rader[n:]]
                break
            ut.append(Massvar(rad.insats, "inte", mening=fel.mening))
        except Exception:  # noqa: BLE001 - one that we cannot draw must not stand in the way of the others
            ut.append(Massvar(rad.insats, "inte", mening=BUGG))
    if framsteg is not None:
        framsteg(Framsteg(len(rader), len(rader), "Klart"))
    return ut


def _slut(fel: KundvalsdeskFel) -> bool:
    """Whether the next one would meet the same."""
    if isinstance(fel, Databasfel):
        return fel.kod not in ("dokument_andrat", "dokument_underlag")
    return isinstance(fel, Nekad) and fel.kod in ("fil", "roll", "offline")


def _ett(ny_enhet: NyEnhet, typ: str, rad: Massrad, mapp: Path | None) -> Massvar:
    skriven: Path | None = None
    try:
        with ny_enhet() as e:
            ut = bestallning.utfarda(e, rad.insats, typ, dict(rad.val))
            if mapp is not None:
                # Before the commit: what could not be put in the folder is issued when it is run again.
                nummer, innehall = utfardande.las_dokument(e, ut.dokument_id)
                skriven = lagg_i(mapp, utfardande.filnamn(nummer), innehall, e.handling_id)
    except BaseException:
        if skriven is not None:
            with suppress(OSError):  # what went wrong first is what is told
                skriven.unlink(missing_ok=True)
        raise
    return Massvar(rad.insats, "utfardat" if ut.ny else "fanns", ut.nummer, dokument_id=ut.dokument_id)


def _samma(fil: Path, innehall: bytes) -> bool:
    try:
        return fil.read_bytes() == innehall
    except OSError:
        return False


def lagg_i(mapp: Path, namn: str, innehall: bytes, marke: str) -> Path | None:
    """The file that was written; None if the same one lies there already. Never over another."""
    for n in range(1, 1000):
        fil = mapp / namn if n == 1 else (mapp / namn).with_stem(f"{Path(namn).stem} ({n})")
        try:
            finns = fil.exists()
        except OSError:  # the folder does not answer, and will not for the next name either
            raise Nekad("fil", f"Filen {namn} gick inte att spara där. Välj en annan mapp.") from None
        if finns:
            if _samma(fil, innehall):
                return None
            continue
        skriv_hel(fil, innehall, marke)
        return fil
    raise Nekad("fil", f"Mappen har redan för många filer som heter {namn}. Välj en annan mapp.")
