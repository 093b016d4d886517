"""Whether a database still holds what was put into it: its pages, its references, every issued document, and its log.

A document and a row of the log are told by their numbers and nothing else: what is found is fit for a log. Reads one
document at a time, however many there are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import LargeBinary, case, cast, func, select, text
from sqlalchemy.orm import Session, aliased

from ..models import Dokument, Insats, Logg, Logotyp
from ..models.motor import Databas
from . import ersattning, loggkedja
from .arbetsenhet import transaktion
from .documents.register import DOKUMENTSLAG
from .gallring_utfor import GALLRAD_I_LOGGEN

_SATS = 20
_I_LOGGEN = {
    "utfardat_av": "den som utfärdade det är en annan", "sha256": "innehållet är ett annat",
    "underlag_sha256": "underlaget är ett annat",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kontroll:
    """`dokument`, `loggrader`: how many were looked at; `loggslut`: the last link of the log, "" for an empty one;
    `fel`: (number of the document or "", one sentence)."""

    dokument: int
    fel: tuple[tuple[str, str], ...]
    loggrader: int = 0
    loggslut: str = ""


def kontrollera(databas: Databas) -> Kontroll:
    """Looks at everything and changes nothing."""
    fel: list[tuple[str, str]] = []
    antal = 0
    with transaktion(databas) as s:
        if databas.lokal:
            fel += [("", mening) for mening in _filen(s)]
        for rad in _dokument(s, databas.lokal):
            antal += 1
            fel += [(rad.nummer, f"Dokumentet {rad.nummer}: {vad}.") for vad in _granskat(rad)]
        fel += _serier(s)
        fel += _borta(s)
        funna = {nummer for nummer, _ in fel}
        fel += [f for f in _mot_loggen(s) if f[0] not in funna]
        fel += _logotyper(s)
        fel += [("", mening) for mening in ersattning.granska(s)]
        logg = loggkedja.granska(s)
        fel += [("", mening) for mening in logg.fel]
    return Kontroll(antal, tuple(dict.fromkeys(fel)), logg.rader, logg.sista)


def _filen(s: Session) -> Iterator[str]:
    if s.execute(text("PRAGMA cipher_integrity_check")).first() is not None:
        yield "Databasfilen har sidor som inte stämmer med sin kontrollsumma. Återställ en säkerhetskopia."
    if s.execute(text("PRAGMA integrity_check(1)")).scalar() != "ok":
        yield "Databasfilen är skadad. Återställ en säkerhetskopia."
    if s.execute(text("PRAGMA foreign_key_check")).first() is not None:
        yield "Rader i databasen pekar på sådant som inte finns. Återställ en säkerhetskopia."


def _dokument(s: Session, lokal: bool) -> Iterator[Any]:
    """Row by row. The snapshot as bytes: text that has been damaged need not be text any longer."""
    d, forra = Dokument, aliased(Dokument)
    underlag = cast(d.underlag, LargeBinary) if lokal else func.convert_to(d.underlag, "UTF8")
    q = (
        select(
            d.id, d.nummer, d.typ, d.utfardat, d.innehall, d.sha256, d.underlag_sha256, Insats.nyckel.label("insats"),
            underlag.label("underlag"), d.ersatter_id, forra.nummer.label("ersatter"),
        )
        .outerjoin(Insats, Insats.id == d.insats_id)
        .outerjoin(forra, forra.id == d.ersatter_id)
        .order_by(d.id)
        .limit(_SATS)
    )  # fmt: skip
    sist = 0
    while rader := s.execute(q.where(d.id > sist)).all():
        yield from rader
        sist = rader[-1].id


def _granskat(rad: Any) -> Iterator[str]:
    """What is wrong with one document, if anything."""
    if hashlib.sha256(bytes(rad.innehall)).hexdigest() != rad.sha256:
        yield "innehållet stämmer inte med sin kontrollsumma"
    if rad.underlag_sha256 is None:
        yield "underlaget saknar kontrollsumma"
    elif hashlib.sha256(bytes(rad.underlag)).hexdigest() != rad.underlag_sha256:
        yield "underlaget stämmer inte med sin kontrollsumma"
        return  # what it says now is no measure of the rest
    try:
        u = json.loads(bytes(rad.underlag))
        sagt = [u[k] for k in ("typ", "nummer", "datum", "insats", "ersatter")]
    except (ValueError, KeyError, TypeError):
        yield "underlaget går inte att läsa"
        return
    star = [rad.typ, rad.nummer, rad.utfardat.isoformat(), rad.insats, rad.ersatter or ""]
    for namn, ett, annat in zip(("sort", "nummer", "datum", "ärende", "ersatt dokument"), sagt, star, strict=True):
        if ett != annat:
            yield f"{namn} är ett annat än när det utfärdades"


def _serier(s: Session) -> Iterator[tuple[str, str]]:
    """Of each kind in each case the numbers follow on one another from 1, in the order that they were issued."""
    q = (
        select(Dokument.insats_id, Dokument.typ, Dokument.nummer, Insats.nyckel)
        .outerjoin(Insats, Insats.id == Dokument.insats_id)
        .order_by(Dokument.insats_id, Dokument.typ, Dokument.id)
    )
    serie, antal = None, 0
    for insats_id, typ, nummer, nyckel in s.execute(q.execution_options(yield_per=500)):
        antal = antal + 1 if serie == (insats_id, typ) else 1
        serie = insats_id, typ
        slag = DOKUMENTSLAG.get(typ)
        if slag is None:
            yield nummer, f"Dokumentet {nummer} är av en sort som programmet inte känner."
        elif nummer != (vantat := f"{slag.prefix} {nyckel}-{antal}"):
            yield nummer, f"Dokumentet {nummer} står där {vantat} ska stå: nummerserien har ändrats."


def _borta(s: Session) -> Iterator[tuple[str, str]]:
    """The log knows of each that has been issued, the last of its series too; and of the cases that were deleted when
    their time was out."""
    gallrad = aliased(Logg)
    q = (
        select(Logg.nytt)
        .outerjoin(Dokument, Dokument.nummer == Logg.nytt)
        .where(
            Logg.tabell == "dokument",
            Logg.falt == "nummer",
            Logg.nytt.is_not(None),
            Dokument.id.is_(None),
            ~select(gallrad.id)
            .where(gallrad.insats_id == Logg.insats_id, gallrad.tabell == "insats", gallrad.falt == GALLRAD_I_LOGGEN)
            .exists(),
        )
        .order_by(Logg.id)
    )
    for nummer in s.scalars(q.execution_options(yield_per=500)):
        yield str(nummer), f"Dokumentet {nummer} är utfärdat enligt loggen men finns inte."


def _mot_loggen(s: Session) -> Iterator[tuple[str, str]]:
    """What nothing else says of a document: who issued it, and sums that have been written anew with their bytes. By
    what the log said when it was issued: that it was changed later on, past the program, may stand there too."""
    d = Dokument
    sist = (
        select(func.max(Logg.id))
        .where(Logg.tabell == "dokument", Logg.falt.in_(_I_LOGGEN), Logg.gammalt.is_(None))
        .group_by(Logg.rad_id, Logg.falt)
    )
    q = (
        select(d.nummer, Logg.falt)
        .join(Logg, Logg.rad_id == d.id)
        .where(Logg.id.in_(sist), Logg.nytt != case({k: getattr(d, k) for k in _I_LOGGEN}, value=Logg.falt))
        .order_by(d.id, Logg.id)
    )
    for nummer, falt in s.execute(q):
        yield nummer, f"Dokumentet {nummer}: {_I_LOGGEN[falt]} än i loggen."


def _logotyper(s: Session) -> Iterator[tuple[str, str]]:
    for summa, data in s.execute(select(Logotyp.sha256, Logotyp.innehall).execution_options(yield_per=1)):
        if hashlib.sha256(bytes(data)).hexdigest() != summa:
            yield "", "En av de sparade logotyperna stämmer inte med sin kontrollsumma. Lägg in den på nytt."
