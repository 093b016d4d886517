"""The run of a month's payments: reckoned from the facts, prepared by one person, made final by another.

    with enhet(...) as e:                   # one picture of all facts
        svar = rakna(e, "2024-08")
    with enhet(..., skriv=True) as e:
        forbered(e, svar)                   # stored, so that somebody else can look at it
    ...
    with enhet(..., skriv=True) as e:
        faststall(e, nytt_svar)             # only if nothing has changed since; locked from then on

Reckoning and writing are units of their own: the first reads one unchanging picture, however long it takes, and the
second holds nobody up.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.orm import Session

from ..fel import Konflikt, Nekad
from ..models import Ejutbetald, Ersattningskorning, Ersattningsrad
from ..models.ersattningslas import FASTSTALLD as AR_FASTSTALLD
from ..models.ersattningslas import SJALV
from ..rules.ersattning import Korning, Utfall
from ..rules.kalender import manadens_forsta, plus_manader
from ..rules.manadsbelopp import avrundat
from ..rules.samtidigt import Period, obedomda
from ..rules.sortering import sortnyckel
from ..texter.datum import manad_ar
from ..texter.ersattning import forklaring
from .arbetsenhet import Arbetsenhet
from .ersattningstyper import FASTSTALLD, PRELIMINAR, PROGRAMMET, EjPost, Korningssvar, Post
from .ersattningsunderlag import Underlag, underlag
from .handling import handling, krav_roll, las_raden, redan_gjord
from .typer import Andring, Framsteg

ROLL = "arbetsledare"
ANORDNARE_SAKNAS = "anordnare_saknas"
_MANAD = re.compile("(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])")
_SATS = 1000
_NOLL = Decimal("0.00")

Visa = Callable[[Framsteg], None]
Ser = Callable[[Underlag, Utfall], None]


# --- Reckoning ----------------------------------------------------------------------------------------------------


def rakna(e: Arbetsenhet, manad: str, framsteg: Visa | None = None) -> Korningssvar:
    """The run of a month: as it was made final, or else as the facts stand. Raises Nekad for other roles."""
    return rakna_flera(e, (manad,), framsteg)[0]


def rakna_flera(
    e: Arbetsenhet, manader: Sequence[str], framsteg: Visa | None = None, se: Ser | None = None
) -> list[Korningssvar]:  # fmt: skip
    """The runs of some months in one reading of the facts, for that is what takes time. Those that are final are shown
    as they were. `se` is told what each insats gives in the first of them, if it is not final."""
    krav_roll(e.aktor, ROLL)
    for m in manader:
        _krav_manad(m)
    fore = _faststallda(e)
    fasta = {m for m, _ in fore}
    rakningar = {m: _Rakning(Korning(e.regelverk, m, fasta)) for m in manader if m not in fasta}
    forsta = rakningar.get(manader[0])
    if rakningar:
        for u in underlag(e.session.connection(), max(rakningar), _visare(framsteg)):
            for r in rakningar.values():
                utfall = r.lagg(u)
                if se is not None and r is forsta:
                    se(u, utfall)
    ut = []
    for m in manader:
        if m in fasta:
            ut.append(lagrat(e, m))
            continue
        svar, lagrad = rakningar[m].svar(fore), _korningen(e, m)
        ut.append(_med_vem(svar, lagrad) if lagrad is not None and lagrad.sha256 == svar.sha256 else svar)
    return ut


class _Rakning:
    """The run of a month on its way, insats by insats."""

    def __init__(self, korning: Korning) -> None:
        self._korning = korning
        self._rader: list[Post] = []
        self._ej: list[EjPost] = []
        self._per_kund: dict[int, list[Period]] = {}

    def lagg(self, u: Underlag) -> Utfall:
        utfall = self._korning.rakna(u.fakta, u.kundval, u.betalda)
        if utfall.rader or utfall.ej:
            rader, ej = _poster(u, utfall)
            self._rader += rader
            self._ej += ej
        if (tid := self._korning.tid(u.fakta)) is not None:
            dagar = tuple((r.fran, r.till) for r in utfall.rader if r.rattar is None and not r.avbrott)
            self._per_kund.setdefault(u.kund_id, []).append(Period(u.nyckel, u.kod, *tid, u.bedomd, dagar))
        return utfall

    def svar(self, fore: tuple[tuple[str, str], ...]) -> Korningssvar:
        rader, ej = self._rader, self._ej
        ordning: dict[str, str] = {namn: sortnyckel(namn) for namn in {r.anordnare for r in rader}}
        rader.sort(key=lambda r: (ordning[r.anordnare], r.anordnare, r.insats, r.avser_manad, r.avbrott, r.fran))
        ej.sort(key=lambda x: (x.insats, x.avser_manad))
        samtidiga = (x for egna in self._per_kund.values() if len(egna) > 1 for x in obedomda(egna))
        i_ordning = tuple(sorted(samtidiga, key=lambda x: (x.en.insats, x.annan.insats)))
        return replace(
            _svar(self._korning.manad, PRELIMINAR, self._korning, rader, ej, fore), samtidiga=i_ordning
        )  # fmt: skip


def lagrat(e: Arbetsenhet, manad: str) -> Korningssvar:
    """A run as it was stored, final or not. Raises Nekad where none has been prepared."""
    krav_roll(e.aktor, ROLL)
    _krav_manad(manad)
    k = _korningen(e, manad)
    if k is None:
        raise Nekad("ingen_korning", f"Körningen för {manad_ar(manad)} är inte förberedd.")
    rader, ej = _lagrade(e.session.connection(), k.id)
    return _med_vem(_svar(manad, k.lage, k, rader, ej, ()), k)


def _lagrade(anslutning: Connection, korning_id: int) -> tuple[list[Post], list[EjPost]]:
    r, x = Ersattningsrad, Ejutbetald
    rader = [
        Post(*tuple(rad))
        for rad in anslutning.execute(
            select(
                r.insats_id, r.insats, r.anordnare_id, r.anordnare, r.kundval, r.kod, r.avser_manad, r.typ, r.avbrott,
                r.fran, r.till, r.dagar, r.manadsbelopp, r.belopp, r.helt, r.rattar_id, r.forklaring,
            ).where(r.korning_id == korning_id).order_by(r.id)
        )
    ]  # fmt: skip
    ej = [
        EjPost(*rad)
        for rad in anslutning.execute(
            select(x.insats_id, x.insats, x.anordnare, x.avser_manad, x.skal)
            .where(x.korning_id == korning_id)
            .order_by(x.id)
        )
    ]
    return rader, ej


def granska(s: Session) -> Iterator[str]:
    """What is wrong with the final runs, in sentences: each is held against the sum that it was made final with."""
    for k in s.scalars(select(Ersattningskorning).where(Ersattningskorning.lage == FASTSTALLD)):
        rader, ej = _lagrade(s.connection(), k.id)
        if summa_av(k.manad, rader, ej) != k.sha256 or sum((r.belopp for r in rader), _NOLL) != k.summa:
            yield f"Körningen av ersättning för {manad_ar(k.manad)} är inte den som fastställdes."


def _faststallda(e: Arbetsenhet) -> tuple[tuple[str, str], ...]:
    k = Ersattningskorning
    q = select(k.manad, k.sha256).where(k.lage == FASTSTALLD).order_by(k.manad)
    return tuple((m, s) for m, s in e.session.execute(q))


def ofardiga_fore(e: Arbetsenhet, svar: Korningssvar, fore: Korningssvar) -> tuple[str, ...]:
    """Months before a run that are not final though there is something to pay in them: those that have been prepared,
    and the month before, as `fore` has it. Runs may be made final in any order; it is told, and stops nothing."""
    k = Ersattningskorning
    q = select(k.manad).where(k.manad < svar.manad, k.lage != FASTSTALLD)
    manader = set(e.session.scalars(q))
    if fore.lage != FASTSTALLD and fore.rader:
        manader.add(fore.manad)
    return tuple(sorted(manader))


def _visare(framsteg: Visa | None) -> Callable[[int, int], None] | None:
    if framsteg is None:
        return None
    return lambda klart, totalt: framsteg(Framsteg(klart, totalt, "Räknar ersättningen"))


def _poster(u: Underlag, utfall: Utfall) -> tuple[list[Post], list[EjPost]]:
    """What one insats gives, as it stands in the run."""
    rader: list[Post] = []
    ej = [EjPost(u.id, u.nyckel, u.anordnare, x.avser_manad, x.skal) for x in utfall.ej]
    for r in utfall.rader:
        if r.rattar is not None:
            # What was too much is taken back from whoever got it.
            anordnare_id, anordnare = u.mottagare[r.rattar]
        elif u.anordnare_id is None:
            ej.append(EjPost(u.id, u.nyckel, "", r.avser_manad, ANORDNARE_SAKNAS))
            continue
        else:
            anordnare_id, anordnare = u.anordnare_id, u.anordnare
        rader.append(
            Post(
                u.id, u.nyckel, anordnare_id, anordnare, u.kundval, u.kod, r.avser_manad, r.typ, r.avbrott, r.fran,
                r.till, r.dagar, r.manadsbelopp and avrundat(r.manadsbelopp), r.belopp, r.helt, r.rattar,
                forklaring(r),
            )
        )  # fmt: skip
    return rader, ej


def _svar(
    manad: str, lage: str, k: Any, rader: list[Post], ej: list[EjPost], fore: tuple[tuple[str, str], ...]
) -> Korningssvar:  # fmt: skip
    per: dict[str, Decimal] = defaultdict(lambda: _NOLL)
    for r in rader:
        per[r.anordnare] += r.belopp
    per_anordnare = tuple(sorted(per.items(), key=lambda x: (sortnyckel(x[0]), x[0])))
    return Korningssvar(
        manad, lage, k.brytdatum, tuple(rader), tuple(ej), per_anordnare, sum(per.values(), _NOLL),
        summa_av(manad, rader, ej), fore,
    )  # fmt: skip


def _med_vem(svar: Korningssvar, k: Ersattningskorning) -> Korningssvar:
    return replace(
        svar, forberedd_av=k.forberedd_av, forberedd=k.forberedd, faststalld_av=k.faststalld_av or "",
        faststalld=k.faststalld,
    )  # fmt: skip


def summa_av(manad: str, rader: Iterable[Post], ej: Iterable[EjPost]) -> str:
    """SHA-256 of all that stands in a run, in hex: what was prepared and what is made final are compared by it."""
    h = hashlib.sha256(f"{manad}\n".encode())
    for rad in rader:
        h.update(("\x1f".join(map(str, rad)) + "\n").encode())
    for x in ej:
        h.update(("\x1f".join(map(str, x)) + "\n").encode())
    return h.hexdigest()


def _korningen(e: Arbetsenhet, manad: str) -> Ersattningskorning | None:
    return e.session.scalars(select(Ersattningskorning).where(Ersattningskorning.manad == manad)).one_or_none()


def _krav_manad(manad: str) -> None:
    if not _MANAD.fullmatch(manad):
        raise Nekad("manad", "Skriv månaden som ÅÅÅÅ-MM.", "manad")


# --- Writing ------------------------------------------------------------------------------------------------------


def forbered(e: Arbetsenhet, svar: Korningssvar) -> Andring:
    """Stores the run as it was reckoned, in place of what had been prepared before. Raises Nekad if it is final,
    Konflikt if another has been made final since."""
    krav_roll(e.aktor, ROLL)
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    with handling(e, "forbered_ersattning", "ersattning") as h:
        _skriv(e, svar, e.aktor.anvandare)
    return h.andring


def faststall(e: Arbetsenhet, svar: Korningssvar) -> Andring:
    """Makes the prepared run final. `svar`: the run reckoned anew; if it is not what was prepared, nothing is done.

    Raises Nekad for whoever prepared it, and where there is nothing prepared or it is final already.
    """
    krav_roll(e.aktor, ROLL)
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    _krav_slut(e, svar.manad)
    with handling(e, "faststall_ersattning", "ersattning") as h:
        k = _korningen(e, svar.manad)
        if k is None:
            raise Nekad("ingen_korning", f"Körningen för {manad_ar(svar.manad)} är inte förberedd.")
        las_raden(e, k)
        if k.lage == FASTSTALLD:
            raise Nekad("faststalld", AR_FASTSTALLD)
        if k.forberedd_av == e.aktor.anvandare:
            raise Nekad("egen", f"{SJALV} Be en annan arbetsledare.")
        _krav_samma(e, svar)
        # Of the rows too: what was prepared may have been written by something other than the program.
        if k.sha256 != svar.sha256 or summa_av(k.manad, *_lagrade(e.session.connection(), k.id)) != svar.sha256:
            raise Nekad(
                "andrat",
                "Uppgifter som körningen bygger på har ändrats sedan den förbereddes. Förbered den igen, så kan den "
                "fastställas.",
            )
        _lagg_fast(e, k)
    return h.andring


def forbered_och_faststall(e: Arbetsenhet, svar: Korningssvar) -> Andring:
    """As the command line does it: the program counts as the one who prepared the run, and it is final at once."""
    krav_roll(e.aktor, ROLL)
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    _krav_slut(e, svar.manad)
    with handling(e, "faststall_ersattning", "ersattning") as h:
        _lagg_fast(e, _skriv(e, svar, PROGRAMMET))
    return h.andring


def _krav_slut(e: Arbetsenhet, manad: str) -> None:
    nasta = plus_manader(manadens_forsta(manad), 1)
    if e.idag < nasta:
        raise Nekad(
            "ej_slut", f"{manad_ar(manad).capitalize()} är inte slut. Körningen kan fastställas från {nasta}.", "manad"
        )


def _krav_samma(e: Arbetsenhet, svar: Korningssvar) -> None:
    if _faststallda(e) != svar.fore:
        raise Konflikt(
            "En annan körning har fastställts medan den här räknades. Ingenting har sparats. Räkna om den.",
            (), "", None,
        )  # fmt: skip


def _skriv(e: Arbetsenhet, svar: Korningssvar, vem: str) -> Ersattningskorning:
    if svar.lage == FASTSTALLD:
        raise Nekad("faststalld", AR_FASTSTALLD)
    k = _korningen(e, svar.manad)
    if k is not None:
        las_raden(e, k)
        if k.lage == FASTSTALLD:
            raise Nekad("faststalld", AR_FASTSTALLD)
    _krav_samma(e, svar)
    nu = datetime.now().replace(microsecond=0)
    if k is None:
        k = Ersattningskorning(manad=svar.manad, lage=PRELIMINAR)
        e.session.add(k)
    k.brytdatum, k.forberedd, k.forberedd_av = svar.brytdatum, nu, vem
    k.antal_rader, k.antal_ej, k.summa, k.sha256 = len(svar.rader), len(svar.ej), svar.summa, svar.sha256
    e.session.flush()
    anslutning = e.session.connection()
    for tabell in (Ersattningsrad, Ejutbetald):
        anslutning.execute(delete(tabell).where(tabell.korning_id == k.id))
    # The log tells the run, its sum and the sum of all that stands in it: the rows themselves stay as they are.
    for n in range(0, len(svar.rader), _SATS):
        anslutning.execute(
            insert(Ersattningsrad.__table__),  # type: ignore[arg-type]
            [_som_rad(r, k.id) for r in svar.rader[n : n + _SATS]],
        )
    for n in range(0, len(svar.ej), _SATS):
        anslutning.execute(
            insert(Ejutbetald.__table__),  # type: ignore[arg-type]
            [x._asdict() | {"korning_id": k.id} for x in svar.ej[n : n + _SATS]],
        )
    return k


def _som_rad(r: Post, korning_id: int) -> dict[str, Any]:
    rad = r._asdict()
    rad["rattar_id"] = rad.pop("rattar")
    return rad | {"korning_id": korning_id}


def _lagg_fast(e: Arbetsenhet, k: Ersattningskorning) -> None:
    e.session.flush()
    k.lage, k.faststalld, k.faststalld_av = FASTSTALLD, datetime.now().replace(microsecond=0), e.aktor.anvandare
    e.session.flush()
