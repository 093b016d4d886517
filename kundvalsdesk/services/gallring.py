"""What may be let go of on a day, and the list of it that one arbetsledare prepares and another approves.

The owner of a local file, who is alone, may do both, as two steps. What is approved is deleted by
services.gallring_utfor.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, DateTime, func, select, text, true

from ..fel import Nekad
from ..models import Bas, Dokument, Enkat, Gallring, Gallringspost, Incident, Insats, Kund
from ..models.gallringssatser import ARBETSMATERIAL, PERSONAKT, RAPPORTFILER, TYST, UTSKICK, tabeller
from ..models.ratter.gallringskrav import INCIDENT, OBETALT
from ..rules.gallringsregler import Gallringsregel
from .arbetsenhet import Arbetsenhet
from .arendelage import krav_text
from .arendetyper import Falt, Stegval
from .fritext import namn_for
from .gallring_obetalt import obetalda
from .gallringsregler import regler, som_text
from .gallringstyper import Kandidat, Lista, Oversikt, Postrad
from .handling import handling, kontrollera_version, krav_roll
from .pagaende import pagar
from .typer import Andring

ROLL = "arbetsledare"
LASER = (ROLL, "dataskyddssamordnare")
FORSLAG, GODKAND, KLAR = "forslag", "godkand", "klar"
VANTAR, UNDANTAGEN, GALLRAD, KVAR = "vantar", "undantagen", "gallrad", "kvar"
_DELAR = {
    RAPPORTFILER: ("inlamning",),
    ARBETSMATERIAL: ("granskningsutkast", "marke", "notis", "paminnelse", UTSKICK),
}

PAGAR = "En insats pågår eller har något kvar att göra."
NUMMER = "Kunden, en insats eller ett dokument har det senast använda numret, som annars skulle användas igen."


# --- What may go ------------------------------------------------------------------------------------------------


def kandidater(e: Arbetsenhet, enbart: int | None = None) -> tuple[Kandidat, ...]:
    """All that the time has come for, oldest first, with why some of it must stay. `enbart`: of one kund.

    What stands on a list that waits is left out, unless it is asked for by its kund.
    """
    krav_roll(e.aktor, ROLL)
    alla = {r.kod: r for r in regler(e)}
    upptagna = _upptagna(e) if enbart is None else set[tuple[int, str]]()
    ut = [k for k in _personakter(e, alla[PERSONAKT], enbart) if (k.kund_id, PERSONAKT) not in upptagna]
    hela = {k.kund_id for k in ut} | {kund for kund, kod in upptagna if kod == PERSONAKT}
    for kod in (RAPPORTFILER, ARBETSMATERIAL):
        ut += [k for k in _delar(e, alla[kod], enbart) if k.kund_id not in hela and (k.kund_id, kod) not in upptagna]
    return tuple(sorted(ut, key=lambda k: (k.sedan, k.kund_id, k.kod)))


def _upptagna(e: Arbetsenhet) -> set[tuple[int, str]]:
    q = (
        select(Gallringspost.kund_id, Gallringspost.kod)
        .join(Gallring, Gallring.id == Gallringspost.gallring_id)
        .where(Gallring.lage != KLAR, Gallringspost.lage == VANTAR, Gallringspost.kund_id.is_not(None))
    )
    return {(r.kund_id, r.kod) for r in e.session.execute(q)}


def _personakter(e: Arbetsenhet, regel: Gallringsregel, enbart: int | None) -> Iterator[Kandidat]:
    grans = regel.grans(e.idag)
    sist = {k: d for k, d in _senaste(e, enbart).items() if d <= grans}
    if not sist:
        return
    hinder = dict.fromkeys(obetalda(e, sist), OBETALT)
    hinder |= _hinder(e, enbart)
    antal = _antal(e, sist, enbart)
    fraga = select(Kund.id, Kund.nyckel).where(Kund.id.in_(sist))
    nycklar = {r.id: r.nyckel for r in e.session.execute(fraga)}
    for kund_id, dag in sist.items():
        if kund_id in nycklar:
            o = antal[kund_id]
            skal = hinder.get(kund_id, "")
            yield Kandidat(kund_id, nycklar[kund_id], PERSONAKT, dag, grans, o.get("insats", 0), o, skal)


def _senaste(e: Arbetsenhet, enbart: int | None) -> dict[int, date]:
    """Of each kund the latest day that stands anywhere about them: in every column that holds a day."""
    ut: dict[int, date] = {}
    for t, _ in tabeller():
        dagar = [c for c in t.c if isinstance(c.type, (Date, DateTime))]
        if t.name in TYST or not dagar:
            continue
        q: Any
        kund: Any
        if "kund_id" in t.c:
            q = select(t.c.kund_id, *(func.max(c) for c in dagar)).group_by(t.c.kund_id)
            kund = t.c.kund_id
        else:
            kund = Insats.kund_id
            q = select(kund, *(func.max(c) for c in dagar)).join(Insats, Insats.id == t.c.insats_id).group_by(kund)
        for kund_id, *varden in e.session.execute(q if enbart is None else q.where(kund == enbart)):
            for v in varden:
                if v is not None:
                    d = v.date() if isinstance(v, datetime) else v
                    ut[kund_id] = max(ut.get(kund_id, d), d)
    return ut


def _hinder(e: Arbetsenhet, enbart: int | None) -> dict[int, str]:
    """Why a kund must stay, the weightiest reason."""
    ut: dict[int, str] = {}
    just = true() if enbart is None else Insats.kund_id == enbart
    for tabell, kund in ((Kund, Kund.id), (Insats, Insats.kund_id), (Dokument, None)):
        sist = select(func.max(tabell.id)).scalar_subquery()
        q = select(kund).where(tabell.id == sist) if kund is not None else (
            select(Insats.kund_id).join(Dokument, Dokument.insats_id == Insats.id).where(Dokument.id == sist)
        )  # fmt: skip
        ut |= dict.fromkeys(e.session.scalars(q), NUMMER)
    ut |= _undantagna(e)
    obedomd = select(Insats.kund_id).join(Incident, Incident.insats_id == Insats.id).where(Incident.bedomd.is_(None))
    ut |= dict.fromkeys(e.session.scalars(obedomd.where(just)), INCIDENT)
    igang = select(Insats.kund_id).where(pagar(Insats, e.idag), just)
    ut |= dict.fromkeys(e.session.scalars(igang), PAGAR)
    return ut


def _undantagna(e: Arbetsenhet) -> dict[int, str]:
    """Kunder of whom everything stays until a day, whatever kind it was that somebody took out of a list."""
    q = (
        select(Gallringspost.kund_id, func.max(Gallringspost.till))
        .where(Gallringspost.lage == UNDANTAGEN, Gallringspost.till > e.idag, Gallringspost.kund_id.is_not(None))
        .group_by(Gallringspost.kund_id)
    )
    return {kund_id: f"Undantagen till {till}." for kund_id, till in e.session.execute(q) if kund_id is not None}


def _antal(e: Arbetsenhet, kunder: dict[int, date], enbart: int | None) -> dict[int, dict[str, int]]:
    """Rows per table of some kunder."""
    ut: dict[int, dict[str, int]] = {k: {} for k in kunder}
    for t, _ in tabeller():
        kund: Any = t.c.id if t.name == "kund" else t.c.kund_id if "kund_id" in t.c else Insats.kund_id
        q = select(kund, func.count()).select_from(t).group_by(kund)
        if kund is Insats.kund_id:
            q = q.join(Insats, t.c.insats_id == Insats.id)
        if enbart is not None:
            q = q.where(kund == enbart)
        for kund_id, n in e.session.execute(q):
            if kund_id in ut:
                ut[kund_id][t.name] = n
    return ut


def _delar(e: Arbetsenhet, regel: Gallringsregel, enbart: int | None) -> Iterator[Kandidat]:
    """Parts of cases that are over, of kunder who stay."""
    grans = regel.grans(e.idag)
    q = (
        select(Insats.id, Kund.id, Kund.nyckel, Insats.sista_dag)
        .join(Kund, Kund.id == Insats.kund_id)
        .where(Insats.sista_dag <= grans, ~pagar(Insats, e.idag), true() if enbart is None else Kund.id == enbart)
    )
    slut = {i: (kund, nyckel, dag) for i, kund, nyckel, dag in e.session.execute(q) if dag is not None}
    per: dict[int, Counter[str]] = {}
    sist: dict[int, date] = {}
    nycklar: dict[int, str] = {}
    insatser: dict[int, set[int]] = {}
    for namn, insats_id, n in _per_insats(e, regel.kod, grans):
        if insats_id in slut:
            kund_id, nyckel, dag = slut[insats_id]
            per.setdefault(kund_id, Counter())[namn] += n
            sist[kund_id] = max(sist.get(kund_id, dag), dag)
            nycklar[kund_id] = nyckel
            insatser.setdefault(kund_id, set()).add(insats_id)
    hinder = _undantagna(e) if per else {}
    for kund_id, antal in per.items():
        skal = hinder.get(kund_id, "")
        yield Kandidat(
            kund_id, nycklar[kund_id], regel.kod, sist[kund_id], grans, len(insatser[kund_id]), dict(antal), skal
        )


def _per_insats(e: Arbetsenhet, kod: str, grans: date) -> Iterator[tuple[str, int, int]]:
    """(table, insats, rows) of insatser that ended by then. A shared database shows nobody what others keep for
    themselves, and tells how much there is."""
    if kod == ARBETSMATERIAL and not e.lokal:
        for tabell, insats_id, n in e.session.execute(
            text("SELECT tabell, insats_id, antal FROM ratt.arbetsmaterial(:grans)"), {"grans": grans}
        ):
            yield tabell, insats_id, n
        return
    for namn in _DELAR[kod]:
        t = Bas.metadata.tables[namn]
        q = select(t.c.insats_id, func.count()).join(Insats, Insats.id == t.c.insats_id)
        if namn == UTSKICK:
            q = q.join(Enkat, Enkat.id == t.c.enkat_id).where(Enkat.stangd.is_not(None))
        for insats_id, n in e.session.execute(q.where(Insats.sista_dag <= grans).group_by(t.c.insats_id)):
            yield namn, insats_id, n


# --- The list ---------------------------------------------------------------------------------------------------


def uppratta(e: Arbetsenhet) -> Andring:
    """A list of all that may go today. Raises Nekad where there is nothing."""
    vilka = [k for k in kandidater(e) if not k.hinder]
    if not vilka:
        raise Nekad("inget", "Inget har nått sin gallringsfrist i dag, eller så står det redan på en lista.")
    with handling(e, "gallring_uppratta", "gallring") as h:
        g = Gallring(
            dag=e.idag, upprattad=e.nu, upprattad_av=e.aktor.anvandare, regler=som_text(regler(e)), lage=FORSLAG
        )
        e.session.add(g)
        e.session.flush()
        e.session.add_all(
            Gallringspost(
                gallring_id=g.id, kod=k.kod, kund_id=k.kund_id, sedan=k.sedan, grans=k.grans, lage=VANTAR,
                omfattning=json.dumps(k.omfattning),
            )
            for k in vilka
        )  # fmt: skip
    return h.andring


def formular_undanta(p: Postrad) -> Stegval:
    """The form that takes a kund out of a list."""
    return Stegval(
        "gallring_undanta", f"Undanta kunden {p.kund}", "Undanta", mal=str(p.id), sedd_version=p.version,
        falt=(
            Falt("till", "Till", "datum", hjalp="Från den dagen får kunden stå på en ny lista."),
            Falt("skal", "Skäl", "stor_text",
                 hjalp="Till exempel att ett beslut är överklagat. Skriv inte kundens namn. Står i loggen."),
        ),
        hjalp="Allt om kunden sparas till dess, också det som står på andra rader.",
    )  # fmt: skip


def undanta(e: Arbetsenhet, post_id: int, sedd_version: int, skal: str, till: date) -> Andring:
    """Keeps the kund of a row until a day, with the reason: an appeal, a dispute, a request. Every row of the list
    that waits and is about the same kund goes with it."""
    krav_roll(e.aktor, ROLL)
    p = e.session.get(Gallringspost, post_id)
    if p is None:
        raise Nekad("okant_mal", "Raden finns inte. Hämta om listan.")
    kontrollera_version(e, p, sedd_version, {})
    if p.lage != VANTAR:
        raise Nekad("lage", "Raden är redan avgjord.")
    if till <= e.idag:
        raise Nekad("passerat", "Välj en dag efter i dag.", "till")
    samma = select(Gallringspost).where(
        Gallringspost.gallring_id == p.gallring_id, Gallringspost.kund_id == p.kund_id, Gallringspost.lage == VANTAR
    )
    with handling(e, "gallring_undanta", "gallring") as h:
        skal = krav_text(skal, "Skäl", "skal")
        for rad in e.session.scalars(samma.order_by(Gallringspost.id)).all():
            rad.lage, rad.skal, rad.till = UNDANTAGEN, skal, till
            h.anteckna(rad, "skal", f"{skal} Till {till.isoformat()}.")
    return h.andring


def godkann(e: Arbetsenhet, gallring_id: int, sedd_version: int | None = None) -> Andring:
    """Approves a list: another arbetsledare than the one who prepared it, but for the owner of a local file."""
    krav_roll(e.aktor, ROLL)
    g = hamta(e, gallring_id)
    if sedd_version is not None:
        kontrollera_version(e, g, sedd_version, {})
    if skal := _far_inte_godkanna(e, g):
        raise Nekad("godkann", skal)
    with handling(e, "gallring_godkann", "gallring") as h:
        g.lage, g.godkand, g.godkand_av = GODKAND, e.nu, e.aktor.anvandare
    return h.andring


def hamta(e: Arbetsenhet, gallring_id: int) -> Gallring:
    g = e.session.get(Gallring, gallring_id)
    if g is None:
        raise Nekad("okand_gallring", f"Det finns ingen gallringslista med nummer {gallring_id}.")
    return g


def _far_inte_godkanna(e: Arbetsenhet, g: Gallring) -> str:
    if g.lage != FORSLAG:
        return "Listan är redan godkänd."
    if g.upprattad_av == e.aktor.anvandare and not (e.lokal and e.aktor.agare):
        return "Listan godkänns av en annan arbetsledare än den som har upprättat den."
    return ""


# --- Looking at it ----------------------------------------------------------------------------------------------


def oversikt(e: Arbetsenhet) -> Oversikt:
    """What may go and must stay today, and all lists, the newest first."""
    krav_roll(e.aktor, *LASER)
    listor = e.session.scalars(select(Gallring).order_by(Gallring.id.desc())).all()
    namn = namn_for(e, [a for g in listor for a in (g.upprattad_av, g.godkand_av)])
    antal: dict[int, dict[str, int]] = {}
    q = select(Gallringspost.gallring_id, Gallringspost.lage, func.count()).group_by(
        Gallringspost.gallring_id, Gallringspost.lage
    )
    for gid, lage, n in e.session.execute(q):
        antal.setdefault(gid, {})[lage] = n
    leder = e.aktor.har(ROLL)
    return Oversikt(
        e.idag, regler(e), kandidater(e) if leder else (),
        tuple(
            Lista(
                g.id, g.dag, g.upprattad, namn.get(g.upprattad_av, g.upprattad_av), g.lage, g.godkand,
                namn.get(g.godkand_av or "", g.godkand_av or ""), g.klar, g.version, antal.get(g.id, {}),
                _far_inte_godkanna(e, g) if leder else "Listan godkänns av en arbetsledare.",
            )
            for g in listor
        ),
    )  # fmt: skip


def poster(e: Arbetsenhet, gallring_id: int) -> tuple[Postrad, ...]:
    """The rows of a list. A kund is named by its number, to those who work with cases."""
    krav_roll(e.aktor, *LASER)
    hamta(e, gallring_id)
    g = Gallringspost
    q: Any = select(g.id, g.kod, g.sedan, g.lage, g.omfattning, g.till, g.version)
    if leder := e.aktor.har(ROLL):  # of whom, and why they stay: not asked for by others, who may not read it
        q = q.add_columns(g.skal, Kund.nyckel).outerjoin(Kund, Kund.id == g.kund_id)
    return tuple(
        Postrad(
            p.id, p.kod, (p.nyckel or "") if leder else "", p.sedan, p.lage, json.loads(p.omfattning),
            (p.skal or "") if leder else "", p.till, p.version,
        )
        for p in e.session.execute(q.where(g.gallring_id == gallring_id).order_by(g.sedan, g.id))
    )  # fmt: skip
