"""The queue: one indexed walk per page, at any size (docs/beslut.md, "Kön").

Order is (vilande, forfaller, id), which is the order of the indexes and of the groups on screen. Counts come from one
pass that also gives a histogram of days; with it any row is found by its day, so that a jump into the middle costs
no more than the first page.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, false, func, or_, select

from ..models import tabeller
from ..models.notisord import INGEN_ANNAN
from ..rules.regelverk import FRISTKODER
from ..rules.sortering import sokform, sortnyckel
from ..rules.trafikljus import antal_kvar, granser, oppet_ljus
from ..texter.forklaring import att_gora
from ..texter.meningar import insats_ord
from .arbetsenhet import Arbetsenhet
from .innehav import Innehav, innehav, mitt, vikarieord
from .maskning import visningsnamn
from .pagaende import oppen, pagar
from .typer import ARENDEROLLER, GRANSKAS, GRUPPER, INGEN, KoFilter, KoOversikt, KoRad, Raknare

Frist = tabeller.frist.c
Insats = tabeller.insats.c
Kundidentitet = tabeller.kundidentitet.c
Anordnare = tabeller.anordnare.c
Handlaggare = tabeller.handlaggare.c


def _vems(e: Arbetsenhet, f: KoFilter, jag: Innehav | None) -> list[ColumnElement[bool]]:
    """Whose rows: mine, a colleague's or all, to do or waited for.

    To do is what the own role answers for: karriärvägledare their kunder's, an arbetsledare the förlängningar (and
    their own kunder's, if they have any), the dataskyddssamordnare the incidents. The owner of a local file has every
    role and no kunder: all is theirs. What a vikarie has today is theirs to do, and waited for by whose it is.
    """
    a = e.aktor
    del_: list[ColumnElement[bool]] = [] if f.del_ == "alla" else [Frist.bevakas.is_(f.del_ == "bevakas")]
    if not a.har(*ARENDEROLLER):
        return [Frist.ansvarig == "DSS"] if a.har("dataskyddssamordnare") and f.del_ != "bevakas" else [false()]
    if f.kundansvarig:
        return [_hos_kollegan(e, f.kundansvarig), *del_]
    if f.urval == "alla" or a.agare:
        return del_
    jag = jag or mitt(e)
    egna = [jag.hos(Frist.kundansvarig_id, Frist.kund_id), *del_]
    if jag.bort and f.del_ != "gora":
        egna = [or_(and_(*egna), jag.borta(Frist.kund_id))]
    if a.har("karriarvagledare"):
        return egna
    rollens = Frist.ansvarig == ("DSS" if f.del_ == "bevakas" else "AL")
    return [or_(rollens, and_(*egna))] if jag.hit or jag.bort or _har_kunder(e) else [rollens]


def _har_ko(e: Arbetsenhet) -> bool:
    """Whether there is anything for the role in a queue. For others nothing is asked: a shared database refuses."""
    return e.aktor.har(*ARENDEROLLER, "dataskyddssamordnare")


def _har_kunder(e: Arbetsenhet) -> bool:
    q = select(Insats.id).where(Insats.kundansvarig_id == e.aktor.handlaggare_id)
    return e.anslutning.scalar(q.limit(1)) is not None


def _hos_kollegan(e: Arbetsenhet, anvandare: str) -> ColumnElement[bool]:
    if anvandare == INGEN:
        return Frist.kundansvarig_id.is_(None)
    id_ = e.anslutning.scalar(select(Handlaggare.id).where(Handlaggare.anvandare == anvandare))
    return innehav(e, id_).hos(Frist.kundansvarig_id, Frist.kund_id)


def _gul_varden(e: Arbetsenhet) -> list[int]:
    varden = {r.gul_kvar for rv in e.regelverk.alla for r in rv.frister.values()}
    return sorted(varden | {rv.brister.gul_kvar for rv in e.regelverk.alla if rv.brister})


def _ljus(e: Arbetsenhet, ljus: str) -> ColumnElement[bool]:
    """The light as date bounds, one pair per value of gul_kvar that the rule sets use (rules.trafikljus)."""
    if ljus == "vilande":
        return Frist.vilande.is_(True)
    if ljus == "rod":
        return and_(Frist.vilande.is_(False), Frist.forfaller < e.idag)
    delar = []
    for n in _gul_varden(e):
        g = granser(e.idag, n)
        villkor = (
            and_(Frist.forfaller >= g.idag, Frist.forfaller <= g.gul_till)
            if ljus == "gul"
            else and_(Frist.forfaller >= g.idag, Frist.forfaller > g.gul_till)
        )
        delar.append(and_(Frist.gul_kvar == n, villkor))
    return and_(Frist.vilande.is_(False), or_(*delar))


def anordnare_som(e: Arbetsenhet, sokt: str) -> list[int]:
    """Ids of the anordnare whose folded name holds the folded word."""
    return [i for i, namn in _namnlista(e, Anordnare).items() if sokt in sokform(namn)]


def _sok(e: Arbetsenhet, text: str) -> list[ColumnElement[bool]]:
    """Each word must occur in kund, case number, insats or anordnare; protected persons by case number only.

    Who does not see the names (`_kund`) does not find by them either.
    """
    ut = []
    namn = e.aktor.har(*ARENDEROLLER)
    for ord_ in text.split():
        o = sokform(ord_)
        kunder = select(Kundidentitet.kund_id).where(
            Kundidentitet.skydd.is_(None), Kundidentitet.soktext.contains(o, autoescape=True)
        )
        insatser = select(Insats.id).where(Insats.nyckel.icontains(ord_, autoescape=True))
        ut.append(
            or_(
                and_(Frist.skyddad.is_(False), Frist.kund_id.in_(kunder)) if namn else false(),
                Frist.insats_id.in_(insatser),
                Frist.anordnare_id.in_(anordnare_som(e, o)),
                Frist.insatskod == o.upper(),
            )
        )
    return ut


def _villkor(e: Arbetsenhet, f: KoFilter, jag: Innehav | None = None) -> list[ColumnElement[bool]]:
    ut = [*oppen(Frist, e.idag), *_vems(e, f, jag)]
    if f.kundval:
        ut.append(Frist.kundval == f.kundval)
    if f.anordnare:
        a = select(Anordnare.id).where(Anordnare.namn == f.anordnare).scalar_subquery()
        ut.append(Frist.anordnare_id == a)
    if f.slag:
        ut.append(Frist.slag == f.slag)
    if f.ljus:
        ut.append(_ljus(e, f.ljus))
    return [*ut, *_sok(e, f.sok)]


def grupp(forfaller: date, vilande: bool, idag: date) -> str:
    """Which of GRUPPER a row stands in; the week ends on Sunday."""
    if vilande:
        return "vilande"
    if forfaller < idag:
        return "forsenat"
    if forfaller == idag:
        return "idag"
    return "vecka" if forfaller <= idag + timedelta(days=6 - idag.weekday()) else "senare"


def oversikt(e: Arbetsenhet, f: KoFilter) -> KoOversikt:
    """Counts of a filter, drawn from one pass over the same rows that `sida` gives."""
    rader = (
        e.anslutning.execute(
            select(Frist.vilande, Frist.forfaller, Frist.gul_kvar, func.count())
            .where(*_villkor(e, f))
            .group_by(Frist.vilande, Frist.forfaller, Frist.gul_kvar)
        ).all()
        if _har_ko(e)
        else ()
    )
    grupper = dict.fromkeys(GRUPPER, 0)
    ljus = dict.fromkeys(("rod", "gul", "gron", "vilande"), 0)
    dagar: dict[tuple[bool, date], int] = {}
    for vilande, forfaller, gul_kvar, n in rader:
        grupper[grupp(forfaller, vilande, e.idag)] += n
        ljus["vilande" if vilande else oppet_ljus(forfaller, gul_kvar, e.idag)] += n
        dagar[vilande, forfaller] = dagar.get((vilande, forfaller), 0) + n
    ordnade = sorted(dagar, key=lambda k: (k[0], k[1].toordinal() * (-1 if f.fallande else 1)))
    return KoOversikt(
        sum(dagar.values()), grupper, ljus, tuple((v, d, dagar[v, d]) for v, d in ordnade)
    )  # fmt: skip


def forsta_sida(e: Arbetsenhet, f: KoFilter, antal: int) -> tuple[list[KoRad], KoOversikt]:
    """The first page without waiting for a count, and what it says of the whole.

    A page that is not full is the whole queue, so that its counts are exact; else they are `preliminar`.
    """
    rader_ = sida(e, f, 0, antal, None)
    dagar = Counter((r.vilande, r.forfaller) for r in rader_)
    return rader_, KoOversikt(
        len(rader_),
        dict.fromkeys(GRUPPER, 0) | Counter(r.grupp for r in rader_),
        dict.fromkeys(("rod", "gul", "gron", "vilande"), 0) | Counter(r.ljus for r in rader_),
        tuple((v, d, n) for (v, d), n in dagar.items()),
        preliminar=len(rader_) == antal,
    )


_RADER = (
    select(
        Frist.id, Frist.kod, Frist.avser, Frist.ansvarig, Frist.forfaller, Frist.vilande, Frist.gul_kvar,
        Frist.skyddad, Frist.insatskod, Frist.kund_id, Insats.nyckel, Kundidentitet.fornamn, Kundidentitet.efternamn,
        Anordnare.namn.label("anordnare"), Handlaggare.namn.label("kundansvarig"),
    )
    .join_from(tabeller.frist, tabeller.insats, Insats.id == Frist.insats_id)
    .outerjoin(tabeller.kundidentitet, Kundidentitet.kund_id == Frist.kund_id)
    .outerjoin(tabeller.anordnare, Anordnare.id == Frist.anordnare_id)
    .outerjoin(tabeller.handlaggare, Handlaggare.id == Frist.kundansvarig_id)
    .where(Frist.id.in_(bindparam("ids", expanding=True)))
)  # fmt: skip
"""Made once: building it anew for each page took as long as asking it."""
_RADER_UTAN_KUND = (
    select(
        Frist.id, Frist.kod, Frist.avser, Frist.ansvarig, Frist.forfaller, Frist.vilande, Frist.gul_kvar,
        Frist.insatskod, Insats.nyckel, Anordnare.namn.label("anordnare"), Handlaggare.namn.label("kundansvarig"),
    )
    .join_from(tabeller.frist, tabeller.insats, Insats.id == Frist.insats_id)
    .outerjoin(tabeller.anordnare, Anordnare.id == Frist.anordnare_id)
    .outerjoin(tabeller.handlaggare, Handlaggare.id == Frist.kundansvarig_id)
    .where(Frist.id.in_(bindparam("ids", expanding=True)))
)  # fmt: skip
"""For who assesses an incident: nothing of the kund is asked for."""


def sida(e: Arbetsenhet, f: KoFilter, fran: int, antal: int, o: KoOversikt | None = None) -> list[KoRad]:
    """Rows fran … fran + antal - 1 of the queue. `o`, the overview of the same filter, makes jumps cheap."""
    if not _har_ko(e):
        return []
    if f.sortering == "frist":
        ids = _ids_efter_dag(e, f, fran, antal, o)
    else:
        ids = list(
            e.anslutning.scalars(
                _med_sortering(e, select(Frist.id).where(*_villkor(e, f)), f).offset(fran).limit(antal)
            )
        )  # fmt: skip
    return rader(e, ids)


def _ids_efter_dag(e: Arbetsenhet, f: KoFilter, fran: int, antal: int, o: KoOversikt | None) -> list[int]:
    """Ids in the order of the index: from the day that row `fran` falls on, a few rows of that day passed over.

    Vilande rows follow the others; each half is one walk along the index, which an OR over both would not be.
    """
    vilande, dag, hoppa = False, None, fran
    if o is not None:
        for v, d, n in o.dagar:
            if hoppa < n:
                vilande, dag = v, d
                break
            hoppa -= n
        else:
            return []
    villkor = _villkor(e, f)
    ordning = (Frist.forfaller.desc(), Frist.id.desc()) if f.fallande else (Frist.forfaller, Frist.id)
    ut: list[int] = []
    for v in (False, True):
        if v < vilande or len(ut) >= antal:
            continue
        q = select(Frist.id).where(*villkor, Frist.vilande.is_(v)).order_by(*ordning)
        if v == vilande and dag is not None:
            q = q.where(Frist.forfaller <= dag if f.fallande else Frist.forfaller >= dag)
        rader = list(e.anslutning.scalars(q.offset(hoppa).limit(antal - len(ut))))
        if o is None and not rader and not v:
            # Without an overview: how many rows lie before the vilande ones has to be counted.
            hoppa -= e.anslutning.scalar(select(func.count()).where(*villkor, Frist.vilande.is_(False))) or 0
        elif rader:
            hoppa = 0
        ut += rader
    return ut


def _med_sortering(e: Arbetsenhet, q: Any, f: KoFilter) -> Any:
    """Orders by another column than the day. Names sort by Swedish collation on both engines."""
    match f.sortering:
        case "kund" if not e.aktor.har(*ARENDEROLLER):  # the case number stands in the place of the name
            q = q.join(tabeller.insats, Insats.id == Frist.insats_id)
            kolumner: list[Any] = [Insats.nyckel]
        case "kund":
            q = q.outerjoin(tabeller.kundidentitet, Kundidentitet.kund_id == Frist.kund_id)
            nyckel: Any = Kundidentitet.sortnyckel
            if not e.lokal:
                nyckel = nyckel.collate("C")
            # Protected ones last and among themselves by case, so that their place says nothing of their name.
            kolumner = [Frist.skyddad, case((Frist.skyddad.is_(True), ""), else_=nyckel)]
        case "insats":
            kolumner = [Frist.insatskod]
        case "anordnare":
            kolumner = [_rang(e, Anordnare, Frist.anordnare_id)]
        case "kundansvarig":
            kolumner = [_rang(e, Handlaggare, Frist.kundansvarig_id)]
        case _:
            ordnade = sorted((*FRISTKODER, "brist"), key=lambda k: sortnyckel(att_gora(k, "", k)))
            kolumner = [case({k: n for n, k in enumerate(ordnade)}, value=Frist.kod, else_=99), Frist.avser]
    if f.fallande:
        kolumner = [k.desc() for k in kolumner]
    return q.order_by(*kolumner, Frist.forfaller, Frist.id)


def _rang(e: Arbetsenhet, tabell: Any, kolumn: Any) -> Any:
    """A number per row of a small register, by the Swedish order of its names."""
    rader = sorted(e.anslutning.execute(select(tabell.id, tabell.namn)), key=lambda r: sortnyckel(r[1]))
    if not rader:
        return kolumn
    return case({id_: n for n, (id_, _) in enumerate(rader)}, value=kolumn, else_=len(rader))


def _namnlista(e: Arbetsenhet, tabell: Any) -> dict[int, str]:
    return {r.id: r.namn for r in e.anslutning.execute(select(tabell.id, tabell.namn))}


_Lagen = dict[tuple[date, int, bool], tuple[str, int, str]]
"""(due, gul_kvar, vilande) → (light, days left, group): many rows of a page share them."""


def rader(e: Arbetsenhet, ids: list[int]) -> list[KoRad]:
    """The rows of some ids, in their order."""
    if not ids:
        return []
    far = e.aktor.har(*ARENDEROLLER)
    fynd = {r.id: r for r in e.anslutning.execute(_RADER if far else _RADER_UTAN_KUND, {"ids": ids})}
    lagen: _Lagen = {}
    alla = [_rad(e, fynd[i], lagen) for i in ids if i in fynd]
    if not far:
        return alla
    vikarier = vikarieord(e, (r.kund_id for r in fynd.values()))
    if not vikarier:
        return alla
    return [replace(r, vikarie=vikarier.get(fynd[r.frist_id].kund_id, "")) for r in alla]


def _rad(e: Arbetsenhet, r: Any, lagen: _Lagen) -> KoRad:
    nyckel = (r.forfaller, r.gul_kvar, r.vilande)
    if (lage := lagen.get(nyckel)) is None:
        ljus = "vilande" if r.vilande else oppet_ljus(r.forfaller, r.gul_kvar, e.idag)
        lage = (ljus, antal_kvar(r.forfaller, e.idag), grupp(r.forfaller, r.vilande, e.idag))
        lagen[nyckel] = lage
    return KoRad(
        frist_id=r.id,
        insats=r.nyckel,
        kod=r.kod,
        avser=r.avser,
        ansvarig=r.ansvarig,
        forfaller=r.forfaller,
        ljus=lage[0],
        kvar=lage[1],
        grupp=lage[2],
        att_gora=att_gora(r.kod, r.avser, _namn(e, r.kod)),
        kund=_kund(e, r),
        skyddad=e.aktor.har(*ARENDEROLLER) and r.skyddad,
        insatskod=insats_ord(r.insatskod),
        anordnare=r.anordnare or "",
        kundansvarig=r.kundansvarig or "",
        vilande=r.vilande,
    )


def _kund(e: Arbetsenhet, r: Any) -> str:
    """The dataskyddssamordnare assesses an incident without the name of the kund."""
    if not e.aktor.har(*ARENDEROLLER):
        return f"Ärende {r.nyckel}"
    return visningsnamn(r.fornamn, r.efternamn, "skydd" if r.skyddad else None, f"Ärende {r.nyckel}")


def _namn(e: Arbetsenhet, kod: str) -> str:
    for rv in reversed(e.regelverk.alla):
        if kod in rv.frister:
            return rv.frister[kod].namn
    return kod


def raknare(e: Arbetsenhet) -> Raknare:
    """The numbers at the rail and at the chips."""
    if not _har_ko(e):
        return Raknare(0, 0, 0, 0, 0, 0, 0, _olasta(e))
    jag = mitt(e)

    def antal(f: KoFilter, *mer: ColumnElement[bool]) -> int:
        q = select(func.count()).select_from(tabeller.frist).where(*_villkor(e, f, jag), *mer)
        return e.anslutning.scalar(q) or 0

    arenden = 0
    if e.aktor.har(*ARENDEROLLER):
        q = select(func.count()).where(pagar(Insats, e.idag))
        if not e.aktor.agare:
            q = q.where(jag.mina(Insats.kundansvarig_id, Insats.kund_id))
        arenden = e.anslutning.scalar(q.select_from(tabeller.insats)) or 0
    return Raknare(
        mina=antal(KoFilter()),
        alla=antal(KoFilter(urval="alla")),
        bevakas=antal(KoFilter(del_="bevakas")),
        forsenat=antal(KoFilter(ljus="rod")),
        arenden=arenden,
        granskning=antal(KoFilter(), Frist.kod.in_(GRANSKAS), Frist.vilande.is_(False)),
        forlangningar=_att_besluta(e),
        notiser=_olasta(e),
    )


def _olasta(e: Arbetsenhet) -> int:
    """Notices of one's own that have come and are not read (services.notislista)."""
    n = tabeller.notis.c
    finns = select(Insats.id).where(Insats.id == n.insats_id).exists() if _har_ko(e) else false()
    q = select(func.count()).where(
        n.anvandare == e.aktor.anvandare,
        n.last.is_(None),
        n.tid <= e.nu,
        n.kod != INGEN_ANNAN,
        or_(n.insats_id.is_(None), finns),
    )
    return e.anslutning.scalar(q.select_from(tabeller.notis)) or 0


def _att_besluta(e: Arbetsenhet) -> int:
    """Requests for förlängning (services.forlangningar.lista), also those that were not decided before the end date:
    they still need an answer."""
    if not e.aktor.har("arbetsledare"):
        return 0
    f = tabeller.forlangning.c
    q = (
        select(func.count())
        .select_from(tabeller.forlangning.join(tabeller.insats, Insats.id == f.insats_id))
        .where(f.beslutad.is_(None), f.begard <= e.idag, Insats.avslutstyp.is_(None), Insats.historik.is_(False))
    )
    return e.anslutning.scalar(q) or 0


def anordnare(e: Arbetsenhet) -> list[tuple[str, str]]:
    """(value, words) of the anordnare to filter by, in Swedish order."""
    return [(n, n) for n in sorted(e.anslutning.scalars(select(Anordnare.namn)), key=sortnyckel)]
