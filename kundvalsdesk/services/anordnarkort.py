"""The card of one anordnare: all that the register holds, what asks for something, and its figures over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from textwrap import shorten
from typing import Any

from sqlalchemy import func, or_, select

from ..models import (
    Anordnarandring,
    Anordnare,
    Anordnarkontor,
    Auktorisation,
    Forlangning,
    Handlaggare,
    Insats,
    Jobbexpert,
    Kundidentitet,
)
from ..rules import anordnarregister as r
from ..rules.diagram import Diagram
from ..rules.fakta import Insatsfakta
from ..rules.ramar import slut_nu
from ..rules.sortering import sokform, sortnyckel
from ..texter.anordnarregister import AVSLUTORD, SLAGORD, behorighet_ord
from ..texter.atgarder import slag_ord, vantan_ord
from ..texter.datum import antal, datum_langt
from ..texter.meningar import KUNDVALORD, insats_ord
from .anordnarkorttyper import (
    Andringsrad,
    Anordnarkort,
    Auktorisationsrad,
    Insatsrad,
    Kontorsrad,
    Personrad,
)
from .anordnarregister import LASARE, VARDARE, hamta_rad, mal
from .anordnartal import diagram
from .arbetsenhet import Arbetsenhet
from .atgardsmodell import atgardsmodell
from .brister import REGISTERROLLER
from .handling import krav_roll
from .maskning import visningsnamn
from .typer import ARENDEROLLER
from .uppfoljningstyper import ROLLER

FAR_TAL = (*ARENDEROLLER, *REGISTERROLLER)
"""Who is given figures; whoever only keeps the register is not."""
GALLER, KOMMER, UPPHORD = "galler", "kommer", "upphord"


def hamta(e: Arbetsenhet, malet: str, *, med_tal: bool = True) -> Anordnarkort:
    """Raises Nekad for a role that the register is not for. `malet`: as "anordnare:3". `med_tal`: with the figures
    over time, which take a while where there are thousands of insatser (`siffror` gives them alone)."""
    krav_roll(e.aktor, *LASARE)
    a = hamta_rad(e, Anordnare, malet)
    far_se = e.aktor.har(*ARENDEROLLER)
    far_tal = e.aktor.har(*FAR_TAL)
    auktorisationer = _auktorisationer(e, a.id)
    personal, andringar = _personal(e, a.id, far_se), _andringar(e, a.id)
    utan = utan_auktorisation(e, a.id) if far_tal else ()
    return Anordnarkort(
        mal=mal(a),
        version=a.version,
        namn=a.namn,
        fakta=fakta(a),
        kontor=_kontor(e, a.id),
        personal=personal,
        auktorisationer=auktorisationer,
        andringar=andringar,
        utan_auktorisation=utan,
        att_gora=(*_att_gora(e, auktorisationer, personal, andringar, utan), *_atgarder(e, a.id)),
        diagram=diagram(e, a.id) if far_tal and med_tal else (),
        far_varda=e.aktor.har(*VARDARE),
        far_tal=far_tal,
        far_se=far_se,
    )


def siffror(e: Arbetsenhet, malet: str) -> tuple[Diagram, ...]:
    """The figures over time. Raises Nekad for whoever is given none."""
    krav_roll(e.aktor, *FAR_TAL)
    return diagram(e, hamta_rad(e, Anordnare, malet).id)


def fakta(a: Anordnare) -> tuple[tuple[str, str], ...]:
    """What is known of it, label and value; what is not known is left out."""
    drift = {True: "Kommunal", False: "Extern", None: ""}[a.kommunal]
    alla = (
        ("Kontaktperson", a.kontaktperson), ("E-post", a.epost), ("Telefon", a.telefon), ("Webbplats", a.webbplats),
        ("Adress", a.adress), ("Kommundelar", a.kommundelar), ("Språk", a.sprak), ("Kompetens", a.kompetens),
        ("Drift", drift), ("Org.nummer", a.orgnr), ("Om sig själv", a.presentation),
    )  # fmt: skip
    return (*((namn, varde) for namn, varde in alla if varde), *hette_forut(a.tidigare_namn))


def hette_forut(tidigare: str | None) -> tuple[tuple[str, str], ...]:
    return (("Hette förut", ", ".join(tidigare.splitlines())),) if tidigare else ()


def _att_gora(
    e: Arbetsenhet,
    auktorisationer: Sequence[Auktorisationsrad],
    personal: Sequence[Personrad],
    andringar: Sequence[Andringsrad],
    utan: Sequence[Insatsrad],
) -> tuple[str, ...]:
    """What asks for something, a sentence each; the worst first."""
    ut = []
    if utan:
        n = sum(x.till is None for x in utan)
        if n:
            ut.append(f"{antal(n, 'insats pågår', 'insatser pågår')} utan auktorisation.")
        if n < len(utan):
            ut.append(f"{antal(len(utan) - n, 'insats pågår', 'insatser pågår')} längre än auktorisationen gäller.")
    if not any(x.lage == GALLER for x in auktorisationer):
        ut.append("Anordnaren är inte auktoriserad för något i dag.")
    ut += [
        f"Behörighet är inte begärd för {p.namn}"
        + (f", som började {datum_langt(p.forsta_dag)}." if p.forsta_dag else ".")
        for p in personal
        if p.kvar and p.behorighet == r.SAKNAS
    ]
    ohanterade = [x for x in andringar if x.hanterad is None]
    if sena := sum(x.sen for x in ohanterade):
        ut.append(f"{antal(sena, 'anmäld ändring', 'anmälda ändringar')} skulle redan ha hanterats.")
    if kvar := len(ohanterade) - sena:
        ut.append(f"{antal(kvar, 'anmäld ändring', 'anmälda ändringar')} väntar på att hanteras.")
    return tuple(f"{m[0].upper()}{m[1:]}" for m in ut)


def _atgarder(e: Arbetsenhet, anordnare_id: int) -> tuple[str, ...]:
    """Brister that are being remedied, for who follows them up; the step that each has come to."""
    from . import atgardslista

    if not e.aktor.har(*ROLLER):
        return ()
    return tuple(
        f"{slag_ord(atgardsmodell(), x.hogst) if x.hogst else 'Åtgärd'}: {shorten(x.brist, 100, placeholder=' …')} "
        f"({vantan_ord(x.vantan, e.idag)})."
        for x in atgardslista.lista(e, anordnare_id=anordnare_id, oppna=True)
    )


# --- Offices and staff ---------------------------------------------------------------------------------------------


def _kontor(e: Arbetsenhet, anordnare_id: int) -> tuple[Kontorsrad, ...]:
    rader = e.session.scalars(select(Anordnarkontor).where(Anordnarkontor.anordnare_id == anordnare_id))
    return tuple(
        Kontorsrad(
            mal(k), k.version, k.namn, k.kommundel or "", k.adress or "", k.telefon or "", k.epost or ""
        )
        for k in sorted(rader, key=lambda k: sortnyckel(k.namn))
    )  # fmt: skip


def _personal(e: Arbetsenhet, anordnare_id: int, far_se: bool) -> tuple[Personrad, ...]:
    """Those who work there first, by name."""
    rader = e.session.scalars(select(Jobbexpert).where(Jobbexpert.anordnare_id == anordnare_id))
    arenden = _arenden_per_namn(e, anordnare_id) if far_se else None
    ut = []
    for j in rader:
        lage = r.behorighet(j.forsta_dag, j.sista_dag, j.behorighet_begard, e.idag)
        ut.append(
            Personrad(
                mal(j), j.version, j.namn, j.roll or "", j.kompetens or "", j.epost or "", j.telefon or "",
                j.forsta_dag, j.sista_dag, lage, behorighet_ord(lage, j.behorighet_begard),
                r.arbetar(j.forsta_dag, j.sista_dag, e.idag),
                None if arenden is None else arenden[sokform(j.namn)],
            )
        )  # fmt: skip
    return tuple(sorted(ut, key=lambda p: (not p.kvar, sortnyckel(p.namn))))


def _arenden_per_namn(e: Arbetsenhet, anordnare_id: int) -> Counter[str]:
    i = Insats
    q = (
        select(i.jobbexpert, func.count())
        .where(i.anordnare_id == anordnare_id, i.jobbexpert.is_not(None), *_oppen(e))
        .group_by(i.jobbexpert)
    )
    ut: Counter[str] = Counter()
    for namn, n in e.session.execute(q):
        ut[sokform(namn or "")] += n
    return ut


def jobbexperter(e: Arbetsenhet, anordnare_id: int, dag: date) -> list[tuple[str, bool]]:
    """(name, access has been asked for) of those who work there on a day, by name."""
    j = Jobbexpert
    q = select(j.namn, j.forsta_dag, j.sista_dag, j.behorighet_begard).where(j.anordnare_id == anordnare_id)
    rader = [x for x in e.session.execute(q) if r.arbetar(x.forsta_dag, x.sista_dag, dag)]
    return sorted(((x.namn, x.behorighet_begard is not None) for x in rader), key=lambda x: sortnyckel(x[0]))


# --- Authorisations ------------------------------------------------------------------------------------------------


def avser_ord(avser: str) -> str:
    """As "AMI, Arbetsmarknadsinsatser", or "AMI 2"."""
    return f"{avser}, {KUNDVALORD[avser]}" if avser in KUNDVALORD else insats_ord(avser)


def _auktorisationer(e: Arbetsenhet, anordnare_id: int) -> tuple[Auktorisationsrad, ...]:
    a = Auktorisation
    rader = e.session.scalars(select(a).where(a.anordnare_id == anordnare_id))
    ut = []
    for x in rader:
        lage = GALLER if r.galler(x.fran, x.till, e.idag) else KOMMER if x.fran > e.idag else UPPHORD
        ut.append(
            Auktorisationsrad(
                mal(x), x.version, x.avser, avser_ord(x.avser), x.fran, x.till, lage, x.villkor or "",
                AVSLUTORD.get(x.avslut or "", x.avslut or ""), x.avslut_skal or "",
            )
        )  # fmt: skip
    return tuple(sorted(ut, key=lambda x: (x.lage == UPPHORD, x.avser, x.fran)))


def _oppen(e: Arbetsenhet) -> tuple[Any, ...]:
    """Insatser that run, or are to."""
    i = Insats
    return i.historik.is_(False), or_(i.sista_dag.is_(None), i.sista_dag >= e.idag)


_OPPNA = (Insats.id, Insats.kod, Insats.kundval, Insats.start, Insats.slut, Insats.sista_dag)


def oppna_insatser(e: Arbetsenhet, anordnare_id: int) -> list[tuple[Any, date | None]]:
    """Of an anordnare, each with the day it ends as far as is known."""
    q = select(*_OPPNA).where(Insats.anordnare_id == anordnare_id, *_oppen(e)).order_by(Insats.id)
    rader = e.session.execute(q).all()
    f = Forlangning
    beviljade: Counter[int] = Counter(
        e.session.scalars(
            select(f.insats_id)
            .join(Insats, Insats.id == f.insats_id)
            .where(Insats.anordnare_id == anordnare_id, f.beslut == "beviljad", *_oppen(e))
        )
    )
    ut = []
    for x in rader:
        slut = x.sista_dag or slut_nu(Insatsfakta(x.kod, start=x.start, slut=x.slut), e.regelverk, beviljade[x.id])
        if slut is None or slut >= e.idag:
            ut.append((x, slut))
    return ut


def pagar_med(e: Arbetsenhet, x: Auktorisation) -> int:
    """How many insatser run, or are to, on the strength of an auktorisation."""
    if not e.aktor.har(*FAR_TAL):
        return 0
    return sum(x.avser in (i.kundval, i.kod) for i, _ in oppna_insatser(e, x.anordnare_id))


def utan_auktorisation(e: Arbetsenhet, anordnare_id: int) -> tuple[Insatsrad, ...]:
    """Insatser that no auktorisation covers to their end: what is left when one has ended, or is to. Those that none
    covers today first. Without number and kund for whoever sees no cases."""
    a = Auktorisation
    q = select(a.avser, a.fran, a.till).where(a.anordnare_id == anordnare_id)
    ratter = e.session.execute(q).all()
    kvar = []
    for i, slut in oppna_insatser(e, anordnare_id):
        till = _tackt_till(e.idag, [(x.fran, x.till) for x in ratter if x.avser in (i.kundval, i.kod)])
        if till is None or till < (slut or date.max):
            kvar.append((i, slut, till))
    vem = _vilka(e, [i.id for i, _, _ in kvar]) if e.aktor.har(*ARENDEROLLER) else {}
    rader = [
        Insatsrad(*vem.get(i.id, ("", "")), insats_ord(i.kod), i.start, slut, till) for i, slut, till in kvar
    ]  # fmt: skip
    return tuple(sorted(rader, key=lambda x: (x.till or date.min, x.insats, x.insatskod, x.slut or date.max)))


def _tackt_till(idag: date, tider: Sequence[tuple[date, date | None]]) -> date | None:
    """The last day of what covers today without a gap; date.max if it is open, None if nothing does."""
    till: date | None = None
    for fran, slut in sorted(tider, key=lambda t: t[0]):
        if till is None:
            if r.galler(fran, slut, idag):
                till = slut or date.max
        elif till != date.max and fran.toordinal() <= till.toordinal() + 1:
            till = max(till, slut or date.max)
    return till


def _vilka(e: Arbetsenhet, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    i, k = Insats, Kundidentitet
    q = select(i.id, i.nyckel, i.skydd, k.fornamn, k.efternamn).outerjoin(k, k.kund_id == i.kund_id)
    return {
        x.id: (x.nyckel, visningsnamn(x.fornamn, x.efternamn, x.skydd, f"Ärende {x.nyckel}"))
        for x in e.session.execute(q.where(i.id.in_(ids)))
    }


# --- Changes -------------------------------------------------------------------------------------------------------


def _andringar(e: Arbetsenhet, anordnare_id: int) -> tuple[Andringsrad, ...]:
    """Those that nobody has dealt with first, then the latest."""
    x = Anordnarandring
    q = select(x, Handlaggare.namn).outerjoin(Handlaggare, Handlaggare.id == x.hanterad_av_id)
    ut = []
    for a, vem in e.session.execute(q.where(x.anordnare_id == anordnare_id)):
        frist = r.andringens_frist(a.slag, a.galler_fran)
        ut.append(
            Andringsrad(
                mal(a), a.version, a.slag, SLAGORD.get(a.slag, a.slag), a.beskrivning, a.galler_fran, a.anmald,
                a.anmald_av or "", frist, frist is not None and frist < (a.hanterad or e.idag), a.hanterad, vem or "",
                a.atgard or "",
            )
        )  # fmt: skip
    return tuple(sorted(ut, key=lambda x: (x.hanterad is not None, -x.anmald.toordinal())))
