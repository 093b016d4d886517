"""What a year costs, per kundval and month, against the budget that an arbetsledare has typed in.

One picture of all facts, insats by insats, so that memory does not follow how many there are. What has been paid is
the rows of final runs by the month that they are for, also of cases that have been deleted since; what is left is what
the rules of the runs say is due (rules.budget).
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import exists, func, or_, select

from ..fel import Faltkonflikt, Konflikt, Nekad
from ..models import Budget, Ersattningskorning, Ersattningsrad, Forlangning, Handlaggare, Handling, Insats
from ..models.ersattning import FASTSTALLD
from ..rules.budget import Ar, Historik, Kostnad, summa
from ..rules.fakta import Forlangning as Forlangningsfakta
from ..rules.fakta import Insatsfakta
from ..rules.formular import KUNDVAL
from ..texter.kronor import kronor
from .arbetsenhet import KONFLIKT, Arbetsenhet
from .arendetyper import Falt, Stegval
from .budgettyper import ALLA, ROLL, Budgetsvar, Kodhistorik, Kundvalsar
from .ersattningsunderlag import SATS, underlag
from .handling import handling, krav_roll
from .typer import Andring, Framsteg

FORSTA_AR, SISTA_AR = 2000, 2090
HOGST = Decimal("9999999999.99")
STEG = "satt_budget"
_BEVILJAD = Forlangningsfakta(date.min, date.min, beviljad=True)
_BELOPP = re.compile(r"\d{1,13}(?:[.,]\d{1,2})?")

Visa = Callable[[Framsteg], None]


# --- What it costs ------------------------------------------------------------------------------------------------


def hamta(e: Arbetsenhet, ar: int, framsteg: Visa | None = None) -> Budgetsvar:
    """Raises Nekad for other roles, and for a year that cannot be."""
    krav_roll(e.aktor, ROLL)
    krav_ar(ar)
    manader = [f"{ar:04d}-{m:02d}" for m in range(1, 13)]
    historik = Historik()
    arets = Ar(e.regelverk, ar, e.idag, historik)
    for f in _avslutade(e):
        if (x := arets.avslutad(f)) is not None:
            historik.lagg(f.kod, x[0], x[1], tidigt=x[2])
    kostnad = _utbetalt(e, manader)
    koder: set[str] = set()

    def visa(klart: int, totalt: int) -> None:
        if framsteg is not None:
            framsteg(Framsteg(klart, totalt, "Räknar årets kostnad"))

    for u in underlag(e.session.connection(), manader[-1], visa, _rors(ar)):
        for m, k in arets.rakna_ar(u.fakta, u.kundval, u.betalda):
            kostnad[u.kundval, m] = kostnad[u.kundval, m].plus(k._replace(betalt=Kostnad().betalt))
            if u.fakta.sista_dag is None and m > f"{e.idag:%Y-%m}":
                koder.add(u.kod)
    budget = lagrad(e, ar)
    namn = [*KUNDVAL, *sorted({*(k for k, _ in kostnad), *budget} - set(KUNDVAL))]
    per = tuple(Kundvalsar(n, budget.get(n), tuple((m, kostnad[n, m]) for m in manader)) for n in namn)
    allas = sum(budget.values(), Decimal("0.00")) if all(n in budget for n in namn) else None
    alla = Kundvalsar(ALLA, allas, tuple((m, summa(kostnad[n, m] for n in namn)) for m in manader))
    return Budgetsvar(
        ar, alla, per, _faststallda(e, manader),
        tuple(Kodhistorik(k, historik.antal(k), historik.tidiga(k), historik.racker(k)) for k in sorted(koder)),
    )  # fmt: skip


def krav_ar(ar: int) -> None:
    if not FORSTA_AR <= ar <= SISTA_AR:
        raise Nekad("ar", f"Skriv ett år från {FORSTA_AR} till {SISTA_AR}.", "ar")


def _rors(ar: int) -> Any:
    """Insatser that may have something in the year: not over before it, or paid for it."""
    i = Insats.__table__.c
    r = Ersattningsrad
    betald = exists(r.id).where(r.insats_id == i.id, r.avser_manad.between(f"{ar:04d}-01", f"{ar:04d}-12"))
    return or_(i.sista_dag.is_(None), i.sista_dag >= date(ar, 1, 1), betald)


def _utbetalt(e: Arbetsenhet, manader: list[str]) -> dict[tuple[str, str], Kostnad]:
    r, k = Ersattningsrad, Ersattningskorning
    q = (
        select(r.kundval, r.avser_manad, func.sum(r.belopp))
        .join(k, k.id == r.korning_id)
        .where(k.lage == FASTSTALLD, r.avser_manad.between(manader[0], manader[-1]))
        .group_by(r.kundval, r.avser_manad)
    )
    ut: dict[tuple[str, str], Kostnad] = defaultdict(Kostnad)
    for kundval, m, belopp in e.session.execute(q):
        ut[kundval, m] = Kostnad(belopp)
    return ut


def _faststallda(e: Arbetsenhet, manader: list[str]) -> frozenset[str]:
    k = Ersattningskorning
    return frozenset(e.session.scalars(select(k.manad).where(k.lage == FASTSTALLD, k.manad.in_(manader))))


def _avslutade(e: Arbetsenhet) -> Iterator[Insatsfakta]:
    """Those whose last day has passed, with as much as their end dates follow from."""
    i, f = Insats.__table__.c, Forlangning
    forlangda = (
        select(func.count(f.id))
        .where(f.insats_id == i.id, f.beslut == "beviljad", f.beslutad.is_not(None))
        .scalar_subquery()
    )
    q = select(i.kod, i.start, i.slut, i.sista_dag, i.avslutstyp, forlangda).where(
        i.historik.is_(False), i.start.is_not(None), i.sista_dag < e.idag
    )
    for kod, start, slut, sista, typ, n in e.session.connection().execute(q.execution_options(yield_per=SATS)):
        yield Insatsfakta(
            kod, start=start, slut=slut, sista_dag=sista, avslutstyp=typ, forlangningar=(_BEVILJAD,) * n
        )  # fmt: skip


# --- The budget ---------------------------------------------------------------------------------------------------


def lagrad(e: Arbetsenhet, ar: int) -> dict[str, Decimal]:
    q = select(Budget.kundval, Budget.belopp).where(Budget.ar == ar)
    return {kundval: belopp for kundval, belopp in e.session.execute(q)}  # noqa: C416


def formular(e: Arbetsenhet, ar: int) -> Stegval:
    """The form of a year; done by handlingar.utfor(e, "satt_budget", "", year, sedd_version, values)."""
    krav_roll(e.aktor, ROLL)
    krav_ar(ar)
    nu = lagrad(e, ar)
    return Stegval(
        STEG,
        f"Budget för {ar}",
        "Spara",
        mal=str(ar),
        sedd_version=_version(nu),
        falt=tuple(Falt(k, f"{k}, kronor för hela året", "text", kravs=False, varde=_skrivet(nu.get(k)))
                   for k in _kundval(nu)),
        hjalp="Till exempel 1 250 000. Tomt: ingen budget för kundvalet.",
    )  # fmt: skip


def _kundval(nu: dict[str, Decimal]) -> list[str]:
    return [*KUNDVAL, *sorted(set(nu) - set(KUNDVAL))]


def _skrivet(belopp: Decimal | None) -> str:
    return "" if belopp is None else kronor(belopp).removesuffix("kr").strip().replace("\u00a0", " ")


def tolka_belopp(text: str, falt: str = "") -> Decimal | None:
    """Kronor as people write them; None for nothing. Raises Nekad for anything else."""
    t = re.sub(r"\s", "", text).removesuffix("kr")
    if not t:
        return None
    if not t.isascii() or not _BELOPP.fullmatch(t):
        raise Nekad("belopp", "Skriv beloppet i kronor, till exempel 1 250 000 eller 1 250 000,50.", falt)
    belopp = Decimal(t.replace(",", ".")).quantize(Decimal("0.01"))
    if belopp > HOGST:
        raise Nekad("belopp", f"Beloppet är för stort. Skriv högst {kronor(HOGST)}.", falt)
    return belopp


def satt(e: Arbetsenhet, ar: str, sedd_version: int, varden: dict[str, str]) -> Andring:
    """Sets the budget of a year. A kundval that is left out stays as it is; an empty one has none any more."""
    krav_roll(e.aktor, ROLL)
    if not re.fullmatch("[0-9]{4}", ar):
        raise Nekad("ar", "Skriv året som ÅÅÅÅ.", "ar")
    aret = int(ar)
    krav_ar(aret)
    nu = lagrad(e, aret)
    for k in varden:
        if k not in _kundval(nu):
            raise Nekad("kundval", f"Kundvalet finns inte. Välj något av {', '.join(_kundval(nu))}.", "kundval")
    nya = {k: tolka_belopp(v, k) for k, v in varden.items()}
    if _version(nu) != sedd_version:
        raise _konflikt(e, nu, nya)
    with handling(e, STEG, "budget") as h:
        for k, belopp in nya.items():
            rad = e.session.scalars(select(Budget).where(Budget.ar == aret, Budget.kundval == k)).one_or_none()
            if rad is None and belopp is not None:
                e.session.add(Budget(ar=aret, kundval=k, belopp=belopp))
            elif rad is not None and belopp is None:
                e.session.delete(rad)
            elif rad is not None and belopp is not None:
                rad.belopp = belopp
    return h.andring


def _version(nu: dict[str, Decimal]) -> int:
    """Names what the form showed: it shows several rows, and none where there is none yet."""
    return zlib.crc32("\0".join(f"{k}={nu[k]}" for k in sorted(nu)).encode())


def _konflikt(e: Arbetsenhet, nu: dict[str, Decimal], nya: dict[str, Decimal | None]) -> Konflikt:
    sista = e.session.execute(
        select(func.coalesce(Handlaggare.namn, Handling.anvandare).label("vem"), Handling.tid)
        .outerjoin(Handlaggare, Handlaggare.anvandare == Handling.anvandare)
        .where(Handling.namn == STEG)
        .order_by(Handling.tid.desc())
        .limit(1)
    ).one_or_none()
    skillnader = [
        Faltkonflikt(k, _skrivet(v) or "–", _skrivet(nu.get(k)) or "–") for k, v in nya.items() if v != nu.get(k)
    ]
    return Konflikt(KONFLIKT, skillnader, sista.vem if sista else "", sista.tid if sista else None)
