"""Issuing documents of every kind: numbered, stored with bytes and hash, read back byte for byte, superseded.

No commit here, and no log unless `utfarda` is told the name of an action: else the caller's action has it.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import func, select

from ...fel import Databasfel, Nekad
from ...models import Dokument, Insats, Logotyp
from .. import dokumenttexter, installningar
from ..arbetsenhet import Arbetsenhet
from ..arendelage import krav_arenderatt
from ..handling import handling, kontrollera_version, krav_roll, las_raden
from ..paket.beslut import prova_paket
from ..skydd import krav_lasning
from .register import DOKUMENTSLAG
from .ritning import rita
from .underlag import Dokumentunderlag

UTFARDA = "dokument_utfarda"
"""Not taken in an offline package, by any way: its series of numbers is another one than that at home."""
U = TypeVar("U", bound=Dokumentunderlag)


@dataclass(frozen=True, slots=True)
class Utfardat:
    """A stored document. `ny` is False when the stored one already said the same, and nothing was changed.

    `ersatter`: the number of the one that it replaces, or "".
    """

    dokument_id: int
    nummer: str
    utfardat: date
    ny: bool
    ersatter: str


class Lagrat(NamedTuple):
    """A stored document without its bytes."""

    id: int
    nummer: str
    utfardat: date
    underlag: str


def utfarda(
    e: Arbetsenhet,
    insats: Insats,
    bygg: Callable[[], Dokumentunderlag],
    sedd_version: int | None = None,
    handelse: str = "",
) -> Utfardat:
    """Issues what `bygg` says. What says the same as the one issued last gives that one again, whoever issued it;
    what says something else about the same thing gets a new number and names the one it replaces.

    On a shared database the case is held first and `bygg` asked after that: of two who issue at once the second gets
    what the first issued. `sedd_version`: the version of the case that was shown, if a new one is to be issued;
    `handelse`: the action to log a new one under, where no action is under way. Raises Nekad, Konflikt.
    """
    prova_paket(e, UTFARDA)
    las_raden(e, insats)
    u = bygg()
    slag = DOKUMENTSLAG[u.TYP]
    krav_roll(e.aktor, *slag.utfardas_av)
    forra = senaste(e, insats, type(u), u.om())
    tidigare = type(u).fran_json(forra.underlag) if forra is not None else None
    if forra is not None and tidigare is not None and tidigare.sak() == u.sak():
        return Utfardat(forra.id, forra.nummer, forra.utfardat, False, tidigare.ersatter)
    if sedd_version is not None:
        kontrollera_version(e, insats, sedd_version, {})
    u = med_avsandare(e, u)
    antal = e.session.scalar(select(func.count()).where(Dokument.insats_id == insats.id, Dokument.typ == u.TYP)) or 0
    u = replace(u, nummer=f"{slag.prefix} {insats.nyckel}-{antal + 1}", ersatter=forra.nummer if forra else "")
    innehall = rita(u, logga=logga_for(e, u.logga))
    underlag = u.till_json()
    with handling(e, handelse, "dokument") if handelse else nullcontext() as h:
        if h is not None:
            h.insats(insats)
        dokument = Dokument(
            insats_id=insats.id, typ=u.TYP, nummer=u.nummer, utfardat=e.idag, utfardat_av=e.aktor.namn,
            underlag=underlag, innehall=innehall, sha256=hashlib.sha256(innehall).hexdigest(),
            underlag_sha256=hashlib.sha256(underlag.encode()).hexdigest(), ersatter_id=forra.id if forra else None,
        )  # fmt: skip
        e.session.add(dokument)
        e.session.flush()
    return Utfardat(dokument.id, u.nummer, e.idag, True, u.ersatter)


def forhandsgranska(e: Arbetsenhet, u: Dokumentunderlag) -> bytes:
    """The document as it would be issued now, marked as a preview; takes no number and stores nothing."""
    u = med_avsandare(e, u)
    return rita(u, forhandsgranskning=True, logga=logga_for(e, u.logga))


def med_avsandare(e: Arbetsenhet, u: U) -> U:
    """The snapshot with what the unit has set for all documents: the wording of its texts, logotype and colour."""
    utseende = installningar.utseende(e)
    return replace(
        u, texter=dokumenttexter.frysta(e, u.TYP), farg=utseende.farg, logga=utseende.logga
    )  # fmt: skip


def avsandarens(e: Arbetsenhet) -> dict[str, Any]:
    """The fields of a snapshot that are the unit's own and not the case's."""
    org, utseende = installningar.organisation(e), installningar.utseende(e)
    return {
        "organisation": org["namn"], "enhet": org["enhet"], "kontakt": org["kontakt"], "farg": utseende.farg,
        "logga": utseende.logga,
    }  # fmt: skip


def logga_for(e: Arbetsenhet, summa: str) -> bytes:
    """The picture that a snapshot names, from the store. Raises Databasfel if it is not what it was."""
    if not summa:
        return b""
    data = e.session.scalar(select(Logotyp.innehall).where(Logotyp.sha256 == summa))
    if data is None or hashlib.sha256(bytes(data)).hexdigest() != summa:
        raise Databasfel("logotyp", "Logotypen är skadad eller borta. Be systemspecialisten välja en ny.")
    return bytes(data)


def senaste(
    e: Arbetsenhet, insats: Insats, underlag: type[Dokumentunderlag], om: tuple[object, ...] | None = None
) -> Lagrat | None:
    """The document of a kind issued last for an insats; with `om`, last about that (Dokumentunderlag.OM)."""
    q = (
        select(Dokument.id, Dokument.nummer, Dokument.utfardat, Dokument.underlag)
        .where(Dokument.insats_id == insats.id, Dokument.typ == underlag.TYP)
        .order_by(Dokument.id.desc())
    )
    for rad in e.session.execute(q if om else q.limit(1)):
        if not om or underlag.fran_json(rad.underlag).om() == om:
            return Lagrat(*rad)
    return None


def las_dokument(e: Arbetsenhet, dokument_id: int) -> tuple[str, bytes]:
    """Number and bytes of an issued document, as they were issued. Raises Databasfel if they have been altered, Nekad
    if it carries a name that the actor may not see; the reading of one that does is logged, in a unit that writes."""
    krav_arenderatt(e)
    dokument = e.session.get(Dokument, dokument_id)
    if dokument is None:
        raise Nekad("finns_inte", "Dokumentet finns inte längre. Hämta om ärendet.")
    innehall = bytes(dokument.innehall)
    if hashlib.sha256(innehall).hexdigest() != dokument.sha256:
        raise Databasfel(
            "dokument_andrat",
            f"Dokumentet {dokument.nummer} är inte längre det som utfärdades: innehållet stämmer inte med sin "
            "kontrollsumma. Återställ en säkerhetskopia och meddela systemspecialisten.",
        )
    krav_lasning(e, dokument)
    return dokument.nummer, innehall


def las_underlag(e: Arbetsenhet, dokument_id: int, underlag: type[U]) -> U:
    """The snapshot that an issued document was drawn from. Raises Databasfel if it cannot be read."""
    return underlag.fran_json(
        e.session.execute(select(Dokument.underlag).where(Dokument.id == dokument_id)).scalar_one()
    )


def filnamn(nummer: str) -> str:
    """Name to save a document under: kind and number in plain letters, never anything about a person."""
    slag = next((d.typ for d in DOKUMENTSLAG.values() if nummer.startswith(f"{d.prefix} ")), "dokument")
    enkelt = unicodedata.normalize("NFKD", nummer).encode("ascii", "ignore").decode()
    rent = "".join(t if t.isalnum() or t in "-_" else "_" for t in enkelt).strip("_")
    return f"{slag}_{rent}.pdf" if rent else f"{slag}.pdf"
