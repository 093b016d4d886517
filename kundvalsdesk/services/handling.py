"""The frame of every user action: done once, logged, with the frister rewritten, in one transaction.

    with handling(e, "godkann_rapport", "rapport") as h:
        h.insats(insats)                  # the insats that is concerned: its frister are rewritten
        rapport.godkand = datum
    return h.andring

What changed is taken from the mapped objects themselves (old, new), so no action can forget to log a field. In a
shared database it is taken from the rows, by the database (models.ratter.loggkedja), and both write the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import DateTime, delete, event, func, inspect, select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from ..fel import Faltkonflikt, Konflikt, Nekad
from ..models import Anordnare, Brist, Frist, Handlaggare, Handling, Insats, Kund, Logg
from ..models.logginnehall import LANGA, LANGD_I_LOGGEN, OLOGGADE, TYST
from ..texter.datum import tid_ord
from ..texter.faltord import UTAN_ORD, falt_ord, varde_ord
from ..texter.meningar import roll_ord
from . import bristnotiser, loggkedja
from .arbetsenhet import KONFLIKT, Arbetsenhet
from .frister import rakna_om
from .loggkedja import Loggrad
from .sokord import Rorda
from .typer import Aktor, Andring


class _Forandring(NamedTuple):
    rad: Any
    falt: str
    gammalt: str | None
    nytt: str | None


def som_text(v: object) -> str | None:
    """A value as the log keeps it: ISO dates, ja/nej, text; bytes by their length only."""
    if v is None:
        return None
    if isinstance(v, bool):
        return "ja" if v else "nej"
    if isinstance(v, datetime):
        return v.isoformat(timespec="minutes")
    if isinstance(v, date):
        return v.isoformat()
    if isinstance(v, bytes):
        return f"{len(v)} byte"
    return str(v)


def _som_logg(falt: str, v: object) -> str | None:
    return f"{len(v)} tecken" if falt in LANGD_I_LOGGEN and isinstance(v, str) else som_text(v)


class Pagaende:
    """An action under way. `andring` is its answer, ready when the block has been left."""

    def __init__(self, e: Arbetsenhet, namn: str, delar: tuple[str, ...]) -> None:
        self.e = e
        self.namn = namn
        self.delar = set(delar)
        self.upprepad = False
        self._insatser: dict[int, Insats] = {}
        self._nycklar: list[str] = []
        self._kunder: dict[int, Kund] = {}
        self._hela_kunden: set[int] = set()
        self._forandringar: list[_Forandring] = []
        self._om_brister: list[Loggrad] = []
        self._rorda: set[tuple[int, str]] = set()
        self._sokord = Rorda()
        self.andring = Andring(e.handling_id, namn)

    def insats(self, insats: Insats, *, hela_kunden: bool = False) -> None:
        """Names an insats that is concerned; `hela_kunden`: its beslut changes the frister of the others too."""
        self.e.session.flush()
        self._insatser[insats.id] = insats
        if hela_kunden:
            self._hela_kunden.add(insats.kund_id)

    def kund(self, kund: Kund) -> None:
        self.e.session.flush()
        self._kunder[kund.id] = kund

    def klar_frist(self, insats: Insats, kod: str, avser: str) -> None:
        """Names an insats of which one frist is done, for who may not read what the others are reckoned from."""
        f = Frist.__table__.c
        self.e.session.execute(
            delete(Frist.__table__).where(f.insats_id == insats.id, f.kod == kod, f.avser == avser)  # type: ignore[arg-type]
        )
        self._nycklar.append(insats.nyckel)

    def endast_logg(self, rad: Any) -> None:
        """Names an insats, or another row, that has been looked at: one row of the log, nothing to rewrite."""
        self._forandringar.append(_Forandring(rad, "visad", None, None))

    def anteckna(self, rad: Any, falt: str, text: str) -> None:
        """Something said of a row that no column keeps, as why it was taken away: it stands in the log."""
        self._forandringar.append(_Forandring(rad, falt, None, text))

    def ny_version(self, rad: Any, falt: str = "insats_id") -> None:
        """Makes a row a new version for others to see, though none of its own fields has changed. Not logged. `falt`:
        a column that never changes."""
        flag_modified(rad, falt)
        self._rorda.add((id(rad), falt))

    def samla(self, session: Session, *_: object) -> None:
        """Before each flush: what is about to be written, old and new; of a row that goes, all it held."""
        self._sokord.se(session)
        if not self.e.lokal:  # the database does it (models.ratter.loggkedja)
            return
        for rad in session.deleted:
            if rad.__tablename__ in OLOGGADE:
                continue
            for attr in inspect(rad).mapper.column_attrs:
                gammalt = _som_logg(attr.key, getattr(rad, attr.key))
                if attr.key not in TYST and gammalt is not None:
                    self._forandringar.append(_Forandring(rad, attr.key, gammalt, None))
        for rad in [*session.new, *session.dirty]:
            if rad.__tablename__ in OLOGGADE:
                continue
            lage = inspect(rad)
            for attr in lage.mapper.column_attrs:
                namn = attr.key
                if namn in TYST or (id(rad), namn) in self._rorda:
                    continue
                h = lage.attrs[namn].history
                forval = attr.columns[0].default if not lage.has_identity and namn not in lage.dict else None
                if forval is not None and forval.is_scalar:  # what the row gets as it is written
                    self._forandringar.append(_Forandring(rad, namn, None, _som_logg(namn, forval.arg)))
                elif h.has_changes():
                    gammalt = _som_logg(namn, h.deleted[0]) if h.deleted else None
                    nytt = _som_logg(namn, h.added[0]) if h.added else None
                    if (gammalt, nytt) != (None, None):
                        self._forandringar.append(_Forandring(rad, namn, gammalt, nytt))

    def avsluta(self) -> None:
        """Writes the log and the frister and makes the answer."""
        e = self.e
        e.session.flush()
        self._sokord.skriv(e.session)
        kunder = {k.id: k.nyckel for k in self._kunder.values()}
        insatser = [*(i.nyckel for i in self._insatser.values()), *self._nycklar]
        for kund_id in self._hela_kunden | {i.kund_id for i in self._insatser.values()}:
            kund = e.session.get(Kund, kund_id)
            if kund is not None:
                kunder[kund_id] = kund.nyckel
        self.andring = Andring(
            e.handling_id, self.namn, tuple(insatser), tuple(kunder.values()), frozenset(self.delar | {"frister"})
        )
        ids = [i.id for i in self._insatser.values() if i.kund_id not in self._hela_kunden]
        if self._hela_kunden:
            ids += e.session.scalars(select(Insats.id).where(Insats.kund_id.in_(self._hela_kunden)))
        if ids:
            kanda, fore = bristnotiser.kanda(e, ids), self._brister(ids)
            rakna_om(e.session, e.regelverk, ids, idag=e.idag)
            bristnotiser.skriv(e, ids, kanda)
            self._se_brister(fore, self._brister(ids))
        rader = [_loggrad(f) for f in self._forandringar] + self._om_brister
        skriv_handling(e, self.andring, rader)  # last: whoever is at the end of the log keeps everybody else from it

    def _brister(self, ids: list[int]) -> dict[int, Any]:
        """Of these insatser, as they stand: the rules write them as rows, past the session."""
        if not self.e.lokal:
            return {}
        t = Brist.__table__
        q = select(*(c for c in t.c if c.name not in TYST - {"id"})).where(Brist.insats_id.in_(ids)).order_by(Brist.id)
        return {r.id: r for r in self.e.session.execute(q)}

    def _se_brister(self, fore: dict[int, Any], efter: dict[int, Any]) -> None:
        for id_, ny in efter.items():
            gammal = fore.get(id_)
            for falt in (f for f in ny._fields if f not in TYST) if gammal != ny else ():
                gammalt = som_text(getattr(gammal, falt)) if gammal is not None else None
                nytt = som_text(getattr(ny, falt))
                if gammalt != nytt:
                    self._om_brister.append(Loggrad("brist", falt, gammalt, nytt, id_, insats_id=ny.insats_id))


def _loggrad(f: _Forandring) -> Loggrad:
    kund_id, insats_id = _agare(f.rad)
    return Loggrad(f.rad.__tablename__, f.falt, f.gammalt, f.nytt, _rad_id(f.rad), kund_id, insats_id)


def _agare(rad: Any) -> tuple[int | None, int | None]:
    """(kund_id, insats_id) that a changed row belongs to, for the questions of the log."""
    if isinstance(rad, Kund):
        return rad.id, None
    if isinstance(rad, Insats):
        return rad.kund_id, rad.id
    return getattr(rad, "kund_id", None), getattr(rad, "insats_id", None)


def _rad_id(rad: Any) -> int | None:
    nyckel = inspect(rad).identity
    return nyckel[0] if nyckel and isinstance(nyckel[0], int) else None


def skriv_handling(
    e: Arbetsenhet,
    andring: Andring,
    rader: list[Loggrad] | None = None,
    antal: dict[str, int] | None = None,
) -> None:
    """One row of `handling`, and one of `logg` per changed field. The time is the real one, whatever --idag says.

    In a shared database both are the server's word, and only who owns it may state them.
    `antal`: rows per sheet of an import or export, kept with the action and logged sheet by sheet.
    """
    h = Handling(
        id=e.handling_id,
        tid=datetime.now().replace(microsecond=0),
        anvandare=e.aktor.anvandare,
        roll=", ".join(sorted(e.aktor.roller)),
        namn=andring.handling,
        andring=json.dumps(
            {"insatser": andring.insatser, "kunder": andring.kunder, "delar": sorted(andring.delar)}
            | ({} if antal is None else {"antal": antal})
        ),
    )
    per_blad = [Loggrad(blad, "antal", nytt=str(n)) for blad, n in (antal or {}).items() if n]
    loggkedja.skriv(e, h, [*per_blad, *(rader or ())])


def redan_gjord(e: Arbetsenhet) -> Andring | None:
    """The answer of this action if its id stands in the log already: it is not done again."""
    # Of one who shares a database the answers of others are none of theirs, though they see that things were done.
    svar = Handling.andring if e.lokal else func.ratt.andring(Handling.id)
    rad = e.session.execute(select(Handling.namn, svar.label("andring")).where(Handling.id == e.handling_id)).first()
    if rad is None or rad.andring is None:
        return None
    a = json.loads(rad.andring)
    return Andring(
        e.handling_id, rad.namn, tuple(a["insatser"]), tuple(a["kunder"]), frozenset(a["delar"]), upprepad=True
    )  # fmt: skip


@contextmanager
def handling(e: Arbetsenhet, namn: str, *delar: str) -> Iterator[Pagaende]:
    """Frame of one action (see the module). A refusal inside leaves nothing: the unit is rolled back."""
    h = Pagaende(e, namn, delar)
    event.listen(e.session, "before_flush", h.samla)
    try:
        yield h
        e.session.flush()
    finally:
        event.remove(e.session, "before_flush", h.samla)
    h.avsluta()


_PEKAR: dict[str, Any] = {
    "anordnare_id": Anordnare,
    "kundansvarig_id": Handlaggare,
    "avslutad_av_id": Handlaggare,
    "hanterad_av_id": Handlaggare,
    "beslutad_av_id": Handlaggare,
    "begard_av_id": Handlaggare,
    "fran_id": Handlaggare,
    "till_id": Handlaggare,
}


def kontrollera_version(e: Arbetsenhet, rad: Any, sedd_version: int, mina: dict[str, object]) -> None:
    """Raises Konflikt if the row has been saved since the user saw it; `mina`: the values the user wants to set.

    `version_id_col` alone does not see a form that is saved through a fresh session, so the version seen is
    compared here. Only fields that others changed meanwhile, or that differ from mine, are named; of a field that
    is not mine to set, what stood there before is what the user saw.
    """
    las_raden(e, rad)
    if rad.version != sedd_version:
        raise konflikt_med(e, rad, mina, rad.version - sedd_version)


def konflikt_med(e: Arbetsenhet, rad: Any, mina: dict[str, object], sedan: int = 1) -> Konflikt:
    """The conflict with a row as it now stands. `sedan`: how many times it has been saved since it was seen."""
    har_rort = [Logg.tabell == rad.__tablename__, Logg.rad_id == _rad_id(rad)]
    if isinstance(rad, Brist):  # the rules change it too, and are nobody
        har_rort.append(Logg.falt.in_(("avslutad", "avslutad_av_id", "bedomning", "kommentar")))
    sparat = e.session.execute(
        select(Handling.id, func.coalesce(Handlaggare.namn, Handling.anvandare).label("vem"), Handling.tid)
        .join(Logg, Logg.handling_id == Handling.id)
        .outerjoin(Handlaggare, Handlaggare.anvandare == Handling.anvandare)
        .where(*har_rort)
        .group_by(Handling.id, Handlaggare.namn, Handling.anvandare, Handling.tid)
        .order_by(func.max(Logg.id).desc())
        .limit(max(1, sedan))
    ).all()
    # Where the step makes a row of its own, mine are not fields of the row that was seen.
    sedda = {f: _i_ord(e, rad, f, v) for f, v in mina.items() if hasattr(rad, f)}
    loggade = select(Logg.falt, Logg.gammalt).where(*har_rort, Logg.handling_id.in_([s.id for s in sparat]))
    for f, gammalt in e.session.execute(loggade.order_by(Logg.id)):
        if f not in sedda and f not in UTAN_ORD and f not in LANGA and hasattr(rad, f):
            sedda[f] = _i_ord(e, rad, f, gammalt)
    skillnader = []
    for f, mitt in sedda.items():
        deras = _i_ord(e, rad, f, getattr(rad, f))
        if mitt != deras:
            skillnader.append(Faltkonflikt(falt_ord(rad.__tablename__, f), mitt or "–", deras or "–"))
    vem, nar = (sparat[0].vem, sparat[0].tid) if sparat else ("", None)
    tid = f" {tid_ord(nar)}" if nar else ""
    return Konflikt(
        f"{vem or 'Någon annan'} ändrade samma uppgift{tid}, efter att du öppnade den. Ingenting har skrivits över.",
        skillnader,
        vem,
        nar,
    )


def las_raden(e: Arbetsenhet, rad: Any) -> None:
    """On a shared database the row is held until the end: of two who save at once the second one waits for the
    first, and then sees what was saved. A local file has one writer at a time already."""
    if not e.skriv or e.lokal:
        return
    try:
        e.session.refresh(rad, with_for_update=True)
    except InvalidRequestError:  # taken away meanwhile
        raise Konflikt(KONFLIKT, (), "", None) from None


def _i_ord(e: Arbetsenhet, rad: Any, falt: str, v: object) -> str | None:
    """A value as a conflict shows it: who or which, rather than a number or a code. None for an empty one."""
    if v is None or (isinstance(v, str) and not v.strip()):
        return None
    if (klass := _PEKAR.get(falt)) is not None:
        pekad = e.session.get(klass, int(str(v)))
        return str(pekad.namn) if pekad is not None else None
    text = (som_text(v) or "").strip()
    if isinstance(type(rad).__table__.c[falt].type, DateTime):  # of the log it is a text
        return text.replace("T", " ").replace(":", ".")
    if falt == "avslutsorsak" and (orsak := e.regelverk.avslutsorsaker().get(text)) is not None:
        return orsak.namn
    if falt == "avslutstyp":
        return e.regelverk.avslutstyper().get(text, text)
    if falt == "malgrupp" and (grupp := e.regelverk.malgrupper().get(text)) is not None:
        return grupp.namn
    return varde_ord(rad.__tablename__, falt, text)


def krav_roll(aktor: Aktor, *roller: str) -> None:
    """Raises Nekad unless the actor has one of the roles."""
    if not aktor.har(*roller):
        *fore, sist = (roll_ord(r) for r in roller)
        raise Nekad("roll", f"Det här görs av {', '.join(fore)}{' eller ' if fore else ''}{sist}.")
