"""A stickprov of cases: asked for by whoever follows up, drawn and looked at by an arbetsledare, told in figures.

A kvalitetsutvecklare sees no cases. They ask for a stickprov and get its figures; which cases it is is between the
register and the arbetsledare. The population is what the statistics count in the period, protected kunder with the
rest: that number is known from the statistics, so it tells of nobody, and only who sees all cases sees the draw.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from secrets import token_hex

from sqlalchemy import func, or_, select

from ..fel import Nekad
from ..models import Anordnare, Insats, Stickprov, Stickprovsarende, Uppfoljning
from ..resurser import resurs
from ..rules import stickprov as r
from .arbetsenhet import Arbetsenhet
from .arendelage import krav_text
from .fritext import utan_kundens_namn
from .handling import handling, kontrollera_version, krav_roll, redan_gjord
from .stickprovtyper import Kontroll, Provarende, Provrad
from .typer import Andring
from .uppfoljning import koderna, krav_anordnare, planen
from .uppfoljningstyper import ROLLER

DRAR = "arbetsledare"
DEL = "stickprov"
DRAGNA = "Redan dragna i ett annat stickprov i uppföljningen"
SLUTADE = "Slutade före sin första dag"


@cache
def fragorna() -> tuple[r.Fraga, ...]:
    """Those that came with the program."""
    fil = resurs("uppfoljning", "stickprov.toml")
    return r.las_fragor(fil.name, tomllib.loads(fil.read_text(encoding="utf-8")))


def provet(e: Arbetsenhet, prov_id: int) -> Stickprov:
    s = e.session.get(Stickprov, prov_id)
    if s is None:
        raise Nekad("inget_stickprov", "Stickprovet finns inte. Hämta om listan.")
    return s


def lista(e: Arbetsenhet, plan_id: int | None = None) -> tuple[Provrad, ...]:
    krav_roll(e.aktor, *ROLLER)
    q = select(Stickprov).order_by(Stickprov.id.desc())
    if plan_id is not None:
        q = q.where(Stickprov.uppfoljning_id == plan_id)
    return tuple(_rad(e, s) for s in e.session.scalars(q))


def hamta(e: Arbetsenhet, prov_id: int) -> Provrad:
    krav_roll(e.aktor, *ROLLER)
    return _rad(e, provet(e, prov_id))


def _rad(e: Arbetsenhet, s: Stickprov) -> Provrad:
    p = planen(e, s.uppfoljning_id)
    a = e.session.get(Anordnare, s.anordnare_id) if s.anordnare_id else None
    fragor = tuple(r.Fraga(*f) for f in json.loads(s.fragor))
    utfall = tuple(r.Utfall(f, *tal) for f, tal in zip(fragor, json.loads(s.utfall), strict=False))
    return Provrad(
        s.id, p.id, p.ar, p.kundval, s.nummer, s.syfte, s.fran, s.till, _kundvalen(s, p), a.namn if a else "",
        s.storlek, s.utan_dragna, s.fro, s.metod, fragor, s.bestallt, s.bestallt_av, s.lage, s.skal, s.draget,
        s.draget_av or "", s.population, tuple((v, n) for v, n in json.loads(s.utelamnade)), s.fingeravtryck or "",
        s.klart, s.klart_av or "", utfall, s.version,
    )  # fmt: skip


def _kundvalen(s: Stickprov, p: Uppfoljning) -> tuple[str, ...]:
    return (s.kundval,) if s.kundval else koderna(p)


def arenden(e: Arbetsenhet, prov_id: int) -> tuple[Provarende, ...]:
    """The draw, for who draws. One whose case has been gallrad is not there any longer."""
    krav_roll(e.aktor, DRAR)
    x = Stickprovsarende
    q = (
        select(x, Insats.nyckel, Anordnare.namn)
        .join(Insats, Insats.id == x.insats_id)
        .outerjoin(Anordnare, Anordnare.id == Insats.anordnare_id)
        .where(x.stickprov_id == prov_id)
        .order_by(x.ordning)
    )
    return tuple(
        Provarende(a.id, a.ordning, nyckel, namn or "", json.loads(a.svar) if a.svar else {}, a.kommentar, a.granskat,
                   a.version)
        for a, nyckel, namn in e.session.execute(q)
    )  # fmt: skip


def bestall(
    e: Arbetsenhet, plan_id: int, syfte: str, fran: date, till: date, kundval: str, anordnare_id: int | None,
    storlek: int, utan_dragna: bool,
) -> Andring:  # fmt: skip
    """Asked for, with its seed: nobody chooses that, and it is there before anybody has seen the population."""
    krav_roll(e.aktor, *ROLLER)
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    p = planen(e, plan_id)
    if not koderna(p):
        raise Nekad("koder", f"Programmet har inga ärenden i {p.kundval}, så det finns inget att dra ur.")
    if kundval and kundval not in koderna(p):
        raise Nekad("kundval", f"Välj ett kundval i uppföljningen: {', '.join(koderna(p))}.", "kundval")
    if till < fran:
        raise Nekad("ordning", "Perioden slutar innan den börjar.", "till")
    if not 1 <= storlek <= r.STORST:
        raise Nekad("storlek", f"Ett stickprov har mellan 1 och {r.STORST} ärenden.", "storlek")
    if anordnare_id is not None:
        krav_anordnare(e, anordnare_id)
    nummer = (e.session.scalar(select(func.max(Stickprov.nummer)).where(Stickprov.uppfoljning_id == p.id)) or 0) + 1
    with handling(e, "stickprov_bestall", DEL) as h:
        s = Stickprov(
            uppfoljning_id=p.id, nummer=nummer, syfte=krav_text(syfte, "Syftet", "syfte"), fran=fran, till=till,
            kundval=kundval, anordnare_id=anordnare_id, storlek=storlek, utan_dragna=utan_dragna, fro=token_hex(16),
            metod=r.METOD, fragor=json.dumps(fragorna(), ensure_ascii=False), bestallt=e.idag,
            bestallt_av=e.aktor.namn,
        )  # fmt: skip
        e.session.add(s)
        e.session.flush()
        e.session.refresh(s)  # a shared database has given it another seed
    return h.andring


def _population(e: Arbetsenhet, s: Stickprov) -> tuple[dict[str, int], list[tuple[str, int]]]:
    """Case numbers with their rows, as the statistics count the period; and what is left out, why and how many."""
    i, p = Insats, planen(e, s.uppfoljning_id)
    q = select(i.nyckel, i.id, i.start, i.sista_dag).where(
        i.kundval.in_(_kundvalen(s, p)), i.start <= s.till, or_(i.sista_dag.is_(None), i.sista_dag >= s.fran)
    )
    if s.anordnare_id is not None:
        q = q.where(i.anordnare_id == s.anordnare_id)
    rader = e.session.execute(q).all()
    kvar = {x.nyckel: x.id for x in rader if x.sista_dag is None or x.sista_dag >= x.start}
    ute = [(SLUTADE, len(rader) - len(kvar))]
    if s.utan_dragna:
        x = Stickprovsarende
        andra = select(x.insats_id).join(Stickprov, Stickprov.id == x.stickprov_id)
        tagna = set(e.session.scalars(andra.where(Stickprov.uppfoljning_id == p.id, Stickprov.nummer < s.nummer)))
        fore = len(kvar)
        kvar = {n: nr for n, nr in kvar.items() if nr not in tagna}
        ute.append((DRAGNA, fore - len(kvar)))
    return kvar, [(v, n) for v, n in ute if n]


def dra(e: Arbetsenhet, prov_id: int, sedd_version: int) -> Andring:
    krav_roll(e.aktor, DRAR)
    s = provet(e, prov_id)
    kontrollera_version(e, s, sedd_version, {"lage": r.DRAGET})
    if s.lage != r.BESTALLT:
        raise Nekad("lage", "Stickprovet är redan draget eller avbrutet.")
    population, ute = _population(e, s)
    if not population:
        raise Nekad("tomt", "Inget ärende hör till populationen. Avbryt stickprovet och beställ ett annat.")
    with handling(e, "stickprov_dra", DEL) as h:
        for nr, nyckel in enumerate(r.dra(s.fro, population, s.storlek), 1):
            e.session.add(Stickprovsarende(stickprov_id=s.id, insats_id=population[nyckel], ordning=nr))
        with e.session.no_autoflush:
            e.session.flush()
        s.lage, s.draget, s.draget_av = r.DRAGET, e.idag, e.aktor.namn
        s.population, s.fingeravtryck = len(population), r.fingeravtryck(population)
        s.utelamnade = json.dumps(ute, ensure_ascii=False)
    return h.andring


def kontrollera(e: Arbetsenhet, prov_id: int) -> Kontroll:
    """Draws it once more, from the register as it is now. Raises Nekad where nothing has been drawn."""
    krav_roll(e.aktor, DRAR)
    s = provet(e, prov_id)
    if s.fingeravtryck is None:
        raise Nekad("lage", "Stickprovet är inte draget.")
    population, _ = _population(e, s)
    da, nu = [a.arende for a in arenden(e, prov_id)], r.dra(s.fro, population, s.storlek)
    return Kontroll(
        r.fingeravtryck(population) == s.fingeravtryck, s.population or 0, len(population),
        tuple(x for x in da if x not in nu), tuple(x for x in nu if x not in da),
    )  # fmt: skip


def granska(e: Arbetsenhet, arende_id: int, sedd_version: int, svar: Mapping[str, str], kommentar: str) -> Andring:
    """What was seen in one case: an answer to every question. The comment stays with who sees the case."""
    krav_roll(e.aktor, DRAR)
    a = e.session.get(Stickprovsarende, arende_id)
    if a is None:
        raise Nekad("inget_arende", "Ärendet finns inte i stickprovet. Hämta om det.")
    s, i = provet(e, a.stickprov_id), e.session.get(Insats, a.insats_id)
    if s.lage != r.DRAGET or i is None:
        raise Nekad("lage", "Stickprovet är klart och ändras inte.")
    koder = [f[0] for f in json.loads(s.fragor)]
    for kod in koder:
        if svar.get(kod) not in r.SVAR:
            raise Nekad("svar", "Svara ja, nej eller ej tillämpligt på varje fråga.", f"svar_{kod}")
    utan_kundens_namn(e, i, {"kommentar": kommentar})
    nya = json.dumps({k: svar[k] for k in koder})
    kontrollera_version(e, a, sedd_version, {"svar": nya, "kommentar": kommentar.strip()})
    with handling(e, "stickprov_granska", DEL) as h:
        a.svar, a.kommentar, a.granskat = nya, kommentar.strip(), e.idag
    return h.andring


def klart(e: Arbetsenhet, prov_id: int, sedd_version: int) -> Andring:
    """All cases have been looked at: the figures are written down, and nothing changes any longer."""
    krav_roll(e.aktor, DRAR)
    s = provet(e, prov_id)
    kontrollera_version(e, s, sedd_version, {"lage": r.KLART})
    if s.lage != r.DRAGET:
        raise Nekad("lage", "Stickprovet blir klart när det är draget och alla ärenden är granskade.")
    alla = arenden(e, prov_id)
    if kvar := sum(a.granskat is None for a in alla):
        raise Nekad("kvar", f"{'Ett ärende är' if kvar == 1 else f'{kvar} ärenden är'} inte granskade än.")
    tal = r.rakna((r.Fraga(*f) for f in json.loads(s.fragor)), (a.svar for a in alla))
    with handling(e, "stickprov_klart", DEL) as h:
        s.lage, s.klart, s.klart_av = r.KLART, e.idag, e.aktor.namn
        s.utfall = json.dumps([(u.ja, u.nej, u.ej) for u in tal])
    return h.andring


def avbryt(e: Arbetsenhet, prov_id: int, sedd_version: int, skal: str) -> Andring:
    """Asked for by mistake; one that has been drawn is not taken back."""
    krav_roll(e.aktor, *ROLLER)
    s = provet(e, prov_id)
    kontrollera_version(e, s, sedd_version, {"lage": r.AVBRUTET, "skal": skal.strip()})
    if s.lage != r.BESTALLT:
        raise Nekad("lage", "Stickprovet är redan draget. Det kan inte avbrytas.")
    with handling(e, "stickprov_avbryt", DEL) as h:
        s.lage, s.skal = r.AVBRUTET, krav_text(skal, "Skälet", "skal")
    return h.andring
