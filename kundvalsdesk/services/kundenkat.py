"""The kundenkät of a year and kundval: set up, sent out, answered.

    with enhet(..., skriv=True) as e:
        spara(e, "2024:AMI", 0, namn, fran, till, fragor)     # the questions
        dra(e, "2024:AMI", version)                           # the send list, once
        las_in(e, "2024:AMI", version, data)                  # the answers, from a file

Answers are from nobody. They come without a name, are stored in an order drawn by lot and are in no log; the log has
the file's SHA-256, and not how many there were. What may be shown of them is decided in rules.kundenkat alone.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from random import SystemRandom
from typing import Any

from sqlalchemy import Date, Integer, String, column, delete, func, insert, select, table, text, update

from ..fel import Nekad
from ..models import Anordnare, Enkat, Enkatgrupp, Enkatsvar, Enkatutskick, Insats, Kund, Kundidentitet
from ..models.enkatsatser import KORTAST, satser
from ..models.ratter.statistik import VY
from ..resurser import resurs
from ..rules.formular import KUNDVAL
from ..rules.kundenkat import Enkatresultat, Fraga, Fragade, Svar, prova, stall_upp, tabeller
from ..rules.sortering import sokform, sortnyckel
from ..rules.statistik import Period
from ..rules.statistiktabeller import Tabell
from .arbetsenhet import Arbetsenhet
from .arendetyper import Falt, Stegval
from .handling import handling, kontrollera_version, krav_roll, redan_gjord
from .kundenkattyper import DRA, LAS_IN, NAMNROLL, ROLLER, STEG, UT, Enkatrad, Kundnojdhet, Mottagare, Resultatsvar
from .statistiktyper import INGEN_ANORDNARE, Urval
from .typer import Andring, Framsteg

FORSTA_AR, SISTA_AR = 2000, 2090
FLEST_FRAGOR, LANGST_FRAGA, LANGST_NAMN = 40, 300, 200
INGET_VARDE = "-"
_SATS = 500
_DOLD, _HELHET = "-", "*"
_LAST = "Svaren är inlästa. Frågorna kan inte längre ändras, bara vilka av dem som visas."


# --- What there is -------------------------------------------------------------------------------------------------


def lista(e: Arbetsenhet) -> tuple[Enkatrad, ...]:
    """All of them, the latest year first."""
    krav_roll(e.aktor, *ROLLER)
    antal = dict(
        e.session.execute(
            select(Enkatgrupp.enkat_id, func.sum(Enkatgrupp.tillfragade)).group_by(Enkatgrupp.enkat_id)
        ).all()
    )
    alla = e.session.scalars(select(Enkat).order_by(Enkat.ar.desc(), Enkat.kundval))
    return tuple(_rad(x, int(antal.get(x.id, 0))) for x in alla)


def hamta(e: Arbetsenhet, vilken: str) -> Enkatrad:
    """`vilken`: year and kundval, "2024:AMI". Raises Nekad where there is none."""
    krav_roll(e.aktor, *ROLLER)
    x = _enkaten(e, vilken)
    q = select(func.coalesce(func.sum(Enkatgrupp.tillfragade), 0)).where(Enkatgrupp.enkat_id == x.id)
    return _rad(x, int(e.session.scalar(q) or 0))


def _rad(x: Enkat, antal: int) -> Enkatrad:
    return Enkatrad(
        x.ar, x.kundval, x.namn, x.fran, x.till, _fragor(x.fragor), x.skapad, x.utskick, x.stangd,
        antal if x.utskick is not None else None, x.version,
    )  # fmt: skip


def _enkaten(e: Arbetsenhet, vilken: str) -> Enkat:
    ar, kundval = _ar_och_kundval(e, vilken)
    x = e.session.scalars(select(Enkat).where(Enkat.ar == ar, Enkat.kundval == kundval)).one_or_none()
    if x is None:
        raise Nekad("ingen", f"Det finns ingen kundenkät för {kundval} {ar}. Skapa den först.")
    return x


def _ar_och_kundval(e: Arbetsenhet, vilken: str) -> tuple[int, str]:
    ar, _, kundval = vilken.partition(":")
    if not re.fullmatch("[0-9]{4}", ar) or not FORSTA_AR <= int(ar) <= SISTA_AR:
        raise Nekad("ar", f"Skriv ett år från {FORSTA_AR} till {SISTA_AR}.", "ar")
    finns = sorted({r.kundval for r in e.regelverk.insatskoder().values()})
    if kundval not in finns:
        raise Nekad("kundval", f"Kundvalet finns inte. Välj något av {', '.join(finns)}.", "kundval")
    return int(ar), kundval


# --- Setting it up -------------------------------------------------------------------------------------------------


def forslag() -> tuple[Fraga, ...]:
    """The questions that a new one begins with."""
    data = tomllib.loads(resurs("kundenkat", "fragor.toml").read_text(encoding="utf-8"))
    return tuple(Fraga(f["text"], helhet=f.get("helhet", False)) for f in data["fraga"])


def _fragor(lagrat: str) -> tuple[Fraga, ...]:
    return tuple(Fraga(**f) for f in json.loads(lagrat))


def skrivna(fragor: Iterable[Fraga]) -> str:
    """As they are typed: one to a line, "*" before the one of the whole, "-" before one that is not shown."""
    return "\n".join(f"{_HELHET if f.helhet else '' if f.visas else _DOLD}{f.text}" for f in fragor)


def tolka_fragor(skrivet: str) -> tuple[Fraga, ...]:
    """Raises Nekad for what cannot be asked."""

    def neka(mening: str) -> Nekad:
        return Nekad("fragor", mening, "fragor")

    rader = [r.strip() for r in skrivet.splitlines() if r.strip()]
    if not rader or len(rader) > FLEST_FRAGOR:
        raise neka(f"Skriv minst en och högst {FLEST_FRAGOR} frågor, en på varje rad.")
    fragor = [Fraga(r.lstrip(_DOLD + _HELHET).strip(), r[0] != _DOLD, r[0] == _HELHET) for r in rader]
    if any(not f.text or len(f.text) > LANGST_FRAGA for f in fragor):
        raise neka(f"En fråga får ha högst {LANGST_FRAGA} tecken och inte vara tom.")
    if len({sokform(f.text) for f in fragor}) < len(fragor):
        raise neka("Samma fråga står två gånger.")
    if not any(f.visas for f in fragor):
        raise neka("Minst en fråga ska visas i resultatet.")
    helhet = [f for f in fragor if f.helhet]
    if len(helhet) > 1:
        raise neka("Bara en fråga kan vara den om helheten. Ta bort * framför de andra.")
    if not helhet:
        forst = next(n for n, f in enumerate(fragor) if f.visas)
        fragor[forst] = fragor[forst]._replace(helhet=True)
    return tuple(fragor)


def formular(e: Arbetsenhet, vilken: str) -> Stegval:
    """The form of one, there already or not; done by handlingar.utfor(e, "kundenkat_spara", "", vilken, …)."""
    krav_roll(e.aktor, *ROLLER)
    ar, kundval = _ar_och_kundval(e, vilken)
    x = e.session.scalars(select(Enkat).where(Enkat.ar == ar, Enkat.kundval == kundval)).one_or_none()
    falt = [Falt("namn", "Namn", "text", varde=x.namn if x else f"Kundenkät {kundval} {ar}")]
    if x is None or x.utskick is None:
        falt += [
            Falt("fran", "Insatser från och med", "datum", varde=str(x.fran if x else date(ar, 1, 1))),
            Falt("till", "Insatser till och med", "datum", varde=str(x.till if x else date(ar, 12, 31))),
        ]
    hjalp = "En fråga på varje rad, besvarad 1–5. * framför frågan om helheten, - framför en som inte visas."
    if x is not None and x.stangd is not None:
        hjalp = f"{_LAST} Sätt eller ta bort - framför en fråga."
    falt.append(Falt("fragor", "Frågor", "stor_text", varde=skrivna(_fragor(x.fragor) if x else forslag()),
                     hjalp=hjalp))  # fmt: skip
    return Stegval(
        STEG, f"Kundenkät {kundval} {ar}", "Spara", mal=f"{ar}:{kundval}", sedd_version=x.version if x else 0,
        falt=tuple(falt),
    )  # fmt: skip


def spara(
    e: Arbetsenhet, vilken: str, sedd_version: int, namn: str, fran: date | None, till: date | None, skrivet: str
) -> Andring:  # fmt: skip
    """Makes one, or changes it. Days None: as they are, for a new one the whole year. Raises Nekad, Konflikt."""
    krav_roll(e.aktor, *ROLLER)
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    ar, kundval = _ar_och_kundval(e, vilken)
    x = e.session.scalars(select(Enkat).where(Enkat.ar == ar, Enkat.kundval == kundval)).one_or_none()
    fragor = tolka_fragor(skrivet)
    namn = namn.strip()
    if not namn or len(namn) > LANGST_NAMN:
        raise Nekad("namn", f"Ge enkäten ett namn med högst {LANGST_NAMN} tecken.", "namn")
    fran = fran or (x.fran if x else date(ar, 1, 1))
    till = till or (x.till if x else date(ar, 12, 31))
    if not date(ar, 1, 1) <= fran <= till <= date(ar, 12, 31):
        raise Nekad("period", f"Perioden ska ligga inom {ar}, med den första dagen före den sista.", "fran")
    if (till - fran).days < KORTAST:
        raise Nekad(
            "period",
            f"Perioden ska vara minst {KORTAST + 1} dagar, så att listan inte säger något om en enskild.",
            "fran",
        )
    lagras = json.dumps([f._asdict() for f in fragor], ensure_ascii=False)
    if x is None:
        with handling(e, STEG, "kundenkat") as h:
            e.session.add(Enkat(ar=ar, kundval=kundval, namn=namn, fran=fran, till=till, fragor=lagras, skapad=e.idag))
        return h.andring
    kontrollera_version(e, x, sedd_version, {"namn": namn, "fran": fran, "till": till})
    if x.utskick is not None and (fran, till) != (x.fran, x.till):
        raise Nekad("utskick", "Utskickslistan är dragen. Perioden kan inte längre ändras.", "fran")
    if x.stangd is not None and [f.text for f in fragor] != [f.text for f in _fragor(x.fragor)]:
        raise Nekad("stangd", _LAST, "fragor")
    with handling(e, STEG, "kundenkat", "statistik") as h:
        x.namn, x.fran, x.till, x.fragor = namn, fran, till, lagras
        if x.stangd is not None:
            e.session.flush()
            satt_nojdhet(e, x)
    return h.andring


# --- The send list -------------------------------------------------------------------------------------------------


def dra(e: Arbetsenhet, vilken: str, sedd_version: int) -> Andring:
    """Draws the send list: each kund with an insats in the period, once, under the latest anordnare; never one with
    skydd. It is not drawn again. Whoever draws it sees how many are on it, not who."""
    krav_roll(e.aktor, *ROLLER)
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    x = _enkaten(e, vilken)
    kontrollera_version(e, x, sedd_version, {})
    if x.utskick is not None:
        raise Nekad("dragen", f"Utskickslistan drogs {x.utskick} och ändras inte.")
    if e.idag < x.fran:
        raise Nekad("period", "Perioden har inte börjat. Dra listan när insatserna finns.")
    with handling(e, DRA, "kundenkat") as h:
        if e.lokal:
            for sats in satser():
                e.session.execute(text(sats.replace("{enkat}", ":enkat")), {"enkat": x.id})
        else:
            e.session.execute(text("SELECT ratt.dra_utskick(:enkat)"), {"enkat": x.id})
        if not e.session.scalar(select(func.count()).where(Enkatgrupp.enkat_id == x.id)):
            raise Nekad("tom", "Ingen kund har haft en insats hos en anordnare i perioden. Listan skulle bli tom.")
        x.utskick = e.idag
    return h.andring


def utskick(e: Arbetsenhet, vilken: str) -> tuple[Mottagare, ...]:
    """The send list by name. Whoever has been given skydd since it was drawn is not on it."""
    krav_roll(e.aktor, NAMNROLL)
    x = _enkaten(e, vilken)
    if x.utskick is None:
        raise Nekad("inte_dragen", "Utskickslistan är inte dragen. Dra den först.")
    u, p = Enkatutskick, Kundidentitet
    q = (
        select(p.fornamn, p.efternamn, p.personnummer, Anordnare.namn)
        .join(u, u.kund_id == p.kund_id)
        .join(Kund, Kund.id == p.kund_id)
        .join(Anordnare, Anordnare.id == u.anordnare_id)
        .where(u.enkat_id == x.id, Kund.skydd.is_(None), p.skydd.is_(None))
    )
    alla = [Mottagare(f or "", n or "", nr or "", a) for f, n, nr, a in e.session.execute(q)]
    return tuple(sorted(alla, key=lambda m: (sortnyckel(f"{m.efternamn} {m.fornamn}"), m.personnummer)))


def ta_ut(e: Arbetsenhet, vilken: str) -> tuple[Mottagare, ...]:
    """As `utskick`, and the log has who took it out and when. Needs a unit that writes."""
    alla = utskick(e, vilken)
    x = _enkaten(e, vilken)
    with handling(e, UT, "logg") as h:
        h.anteckna(x, "utskickslista", "Sparades till fil med namn.")
    return alla


# --- The answers ---------------------------------------------------------------------------------------------------


def las_in(
    e: Arbetsenhet, vilken: str, sedd_version: int, data: bytes, framsteg: Callable[[Framsteg], None] | None = None
) -> Andring:  # fmt: skip
    """Takes in the answers of a file, all or none. A corrected file takes the place of the one before, and the log
    says so. Raises Nekad with the row that is wrong."""
    from .kundenkatsvar import las_svar

    krav_roll(e.aktor, *ROLLER)
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    x = _enkaten(e, vilken)
    kontrollera_version(e, x, sedd_version, {})
    if x.utskick is None:
        raise Nekad("inte_dragen", "Utskickslistan är inte dragen. Dra den innan svaren läses in.")
    summa = hashlib.sha256(data).hexdigest()
    if x.fil_sha256 == summa:
        raise Nekad("samma_fil", "Filen är redan inläst. Ingenting har ändrats.")
    namn = {i: n for i, n in e.session.execute(select(Anordnare.id, Anordnare.namn))}  # noqa: C416
    koder = [k for k, r in e.regelverk.insatskoder().items() if r.kundval == x.kundval]
    svar = las_svar(
        data, [f.text for f in _fragor(x.fragor)], {sokform(n): i for i, n in namn.items()}, koder, framsteg
    )
    SystemRandom().shuffle(svar)
    with handling(e, LAS_IN, "kundenkat", "statistik") as h:
        e.session.execute(delete(Enkatsvar).where(Enkatsvar.enkat_id == x.id))
        rader = [
            {"enkat_id": x.id, "anordnare_id": a, "insatskod": kod,
             "varden": "".join(INGET_VARDE if v is None else str(v) for v in varden)}
            for a, kod, varden in svar
        ]  # fmt: skip
        for n in range(0, len(rader), _SATS):
            e.session.execute(insert(Enkatsvar), rader[n : n + _SATS])
        if x.fil_sha256 is not None:
            h.anteckna(x, "svar", "Svaren ur den förra filen är ersatta.")
        x.fil_sha256, x.stangd = summa, e.idag
        e.session.flush()
        satt_nojdhet(e, x)
    return h.andring


def _svaren(e: Arbetsenhet, x: Enkat) -> list[Svar]:
    q = select(Anordnare.namn, Enkatsvar.insatskod, Enkatsvar.varden).join(
        Anordnare, Anordnare.id == Enkatsvar.anordnare_id
    )
    return [
        Svar(namn, kod, tuple(None if v == INGET_VARDE else int(v) for v in varden))
        for namn, kod, varden in e.session.execute(q.where(Enkatsvar.enkat_id == x.id))
    ]


def _tillfragade(e: Arbetsenhet, x: Enkat) -> dict[str, int]:
    q = select(Anordnare.namn, Enkatgrupp.tillfragade).join(Anordnare, Anordnare.id == Enkatgrupp.anordnare_id)
    return dict(e.session.execute(q.where(Enkatgrupp.enkat_id == x.id)).all())


def _insatser(e: Arbetsenhet, x: Enkat) -> Counter[str]:
    """Of each anordnare: insatser of the kundval with a day in the period, counted as the other tables count them."""
    i: Any = Insats.__table__
    if not e.lokal:
        schema, _, vyn = VY.partition(".")
        typer = {"kod": String, "anordnare_id": Integer, "start": Date, "sista_dag": Date}
        i = table(vyn, *(column(k, t) for k, t in typer.items()), schema=schema)
    c = i.c
    koder = [k for k, r in e.regelverk.insatskoder().items() if r.kundval == x.kundval]
    namn: dict[int | None, str] = dict(e.session.execute(select(Anordnare.id, Anordnare.namn)).all())
    q = (
        select(c.anordnare_id, func.count())
        .select_from(i)
        .where(c.kod.in_(koder), c.start <= x.till)
        .where(c.sista_dag.is_(None) | ((c.sista_dag >= x.fran) & (c.sista_dag >= c.start)))
        .group_by(c.anordnare_id)
    )
    return Counter({namn.get(a, INGEN_ANORDNARE): n for a, n in e.session.execute(q)})


def _stall_upp(e: Arbetsenhet, x: Enkat) -> Enkatresultat:
    insatser, asked = _insatser(e, x), _tillfragade(e, x)
    fragade = {a: Fragade(insatser[a], asked.get(a, 0)) for a in {*insatser, *asked}}
    r = stall_upp(_fragor(x.fragor), _svaren(e, x), fragade)
    prova(r)
    return r


def satt_nojdhet(e: Arbetsenhet, x: Enkat) -> None:
    """What anordnare are compared by is kept beside the answers: whoever shows it sees none of them."""
    helhet = _stall_upp(e, x).helhet
    g = Enkatgrupp
    e.session.execute(update(g).where(g.enkat_id == x.id).values(andel_nojda=None, antal_svar=None))
    for namn, (andel, antal) in helhet.items():
        vem = select(Anordnare.id).where(Anordnare.namn == namn).scalar_subquery()
        e.session.execute(
            update(g).where(g.enkat_id == x.id, g.anordnare_id == vem).values(andel_nojda=andel, antal_svar=antal)
        )


# --- What it says --------------------------------------------------------------------------------------------------


def for_statistik(e: Arbetsenhet, urval: Urval, period: Period) -> tuple[Tabell, ...]:
    """Tables 12 and 13 beside those of a period, where it is that of kundenkäter with answers, whole: of a part of a
    survey nothing is shown, for a part less another part may be one person."""
    if urval.anordnare is not None or urval.karriarvagledare is not None or urval.malgrupp is not None:
        return ()
    q = select(Enkat).where(Enkat.fran == period.fran, Enkat.till == period.till, Enkat.stangd.is_not(None))
    if urval.kundval is not None:
        q = q.where(Enkat.kundval == urval.kundval)
    ordning = {k: n for n, k in enumerate(KUNDVAL)}
    alla = sorted(e.session.scalars(q), key=lambda x: (ordning.get(x.kundval, len(ordning)), x.kundval, x.ar))
    return tuple(tabeller({x.kundval: _stall_upp(e, x) for x in alla}).values()) if alla else ()


def resultat(e: Arbetsenhet, vilken: str) -> Resultatsvar:
    """All that may be shown of one. Raises Nekad before the answers are in."""
    rad = hamta(e, vilken)
    if rad.stangd is None:
        raise Nekad("inga_svar", "Svaren är inte inlästa. Läs in dem först.")
    r = _stall_upp(e, _enkaten(e, vilken))
    return Resultatsvar(rad, r, tabeller({rad.kundval: r}))


def kundnojdhet(e: Arbetsenhet, ar: int | None = None) -> dict[str, tuple[Kundnojdhet, ...]]:
    """By the name of the anordnare, for each kundval that has a figure to show: share nöjda with the whole, of at
    least five answers. Of a year, or of the latest one that each kundval has answers for.

    For everybody who works with kunder or figures: it says no more than what is published.
    """
    krav_roll(e.aktor, "karriarvagledare", *ROLLER)
    g = Enkatgrupp
    nar = select(Enkat.kundval, func.max(Enkat.ar)).where(Enkat.stangd.is_not(None)).group_by(Enkat.kundval)
    senaste = dict(e.session.execute(nar if ar is None else nar.where(Enkat.ar == ar)).all())
    q = (
        select(Anordnare.namn, Enkat.ar, Enkat.kundval, g.andel_nojda, g.antal_svar)
        .join(Enkat, Enkat.id == g.enkat_id)
        .join(Anordnare, Anordnare.id == g.anordnare_id)
        .where(g.antal_svar.is_not(None))
        .order_by(Enkat.kundval)
    )
    ut: dict[str, tuple[Kundnojdhet, ...]] = {}
    for namn, aret, kundval, andel, antal in e.session.execute(q):
        if senaste.get(kundval) == aret and andel is not None and antal is not None:
            ut[namn] = (*ut.get(namn, ()), Kundnojdhet(aret, kundval, andel, antal))
    return ut
