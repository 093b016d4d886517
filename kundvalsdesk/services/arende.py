"""What the view of a case and the list of cases show."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import and_, func, or_, select

from ..fel import Nekad
from ..models import (
    Anordnare,
    Dokument,
    Forlangning,
    Frist,
    Handlaggare,
    Incident,
    Insats,
    Kund,
    Kundidentitet,
    Marke,
)
from ..rules.fristtyper import Frist as Fristvarde
from ..rules.kalender import slutdatum
from ..rules.regelverk import Insatsregel
from ..rules.sortering import sokform
from ..rules.steg import Lage
from ..rules.trafikljus import kvar_for, ljus, oppet_ljus
from ..texter.datum import antal, frist_ord, manad_ord
from ..texter.forklaring import ANSVARIG_ORD, att_gora, forklara, kalla_ord
from ..texter.forvalslista import VALORD
from ..texter.incident import klar_ord, nedrakning
from ..texter.meningar import insats_ord, skydd_ord
from .arbetsenhet import Arbetsenhet
from .arendelage import hamta_insats, ingen_insats, lage_for
from .arendetyper import HOGST_ARENDEN, ArendeRad, Arendevy, Dokumentrad, Fristrad, Handelse
from .aterstar import aterstar
from .formular import nasta_steg, nekade_steg
from .formular_incident import fakta_om
from .frister import Rader
from .handling import handling
from .innehav import mitt, vikarieord
from .ko import anordnare_som
from .maskning import visningsnamn
from .pagaende import oppen, pagar
from .progression import i_arendet as progression_i
from .skydd import BARA, far_avsloja, handelser_utan_namnet, steg_utan_namnet
from .tidslinje import handelser, stegpunkter
from .tidslinje_samtal import antal as antal_under_flikarna
from .typer import ARENDEROLLER


def _namn(e: Arbetsenhet, tabell: Any, id_: int | None) -> str:
    rad = _rad(e, tabell, id_)
    return (rad.namn or "") if rad is not None else ""


def _rad(e: Arbetsenhet, tabell: Any, id_: int | None) -> Any:
    return e.session.get(tabell, id_) if id_ else None


def _krav_lasratt(e: Arbetsenhet, i: Insats) -> None:
    """A case is read by those who work with cases; one with an incident also by the dataskyddssamordnare."""
    if e.aktor.har(*ARENDEROLLER):
        return
    if e.aktor.har("dataskyddssamordnare") and e.session.scalar(
        select(Incident.id).where(Incident.insats_id == i.id).limit(1)
    ):
        return
    raise ingen_insats(i.nyckel)  # as a shared database has it, where it cannot be told from one that is not there


def _avsloja(e: Arbetsenhet, i: Insats, kund: Kund) -> None:
    """Logs that somebody looks at a protected person's details; raises Nekad if they may not."""
    if not far_avsloja(e, kund):
        raise Nekad("skydd", BARA)
    if not e.skriv:
        raise AssertionError("avslojande utan skrivande enhet kan inte loggas")
    with handling(e, "visa_skyddade_uppgifter", "logg") as h:
        h.endast_logg(i)


def hamta(e: Arbetsenhet, insats: str, avsloja: bool = False) -> Arendevy:
    """Everything about one case. `avsloja`: show a protected person's name too, which is logged and needs a unit
    that writes. Raises Nekad for an unknown case or a role that may not read it."""
    if not e.aktor.har(*ARENDEROLLER, "dataskyddssamordnare"):
        raise Nekad("roll", "Din roll ger inte tillgång till ärenden.")
    i = hamta_insats(e, insats)
    _krav_lasratt(e, i)
    if not e.aktor.har(*ARENDEROLLER):
        return _om_incidenten(e, i, lage_for(e, i))
    kund = e.session.get_one(Kund, i.kund_id)
    visa = kund.skydd is not None and avsloja
    if visa:
        _avsloja(e, i, kund)
    identitet = e.session.get(Kundidentitet, kund.id)
    rader = Rader(i)
    x = lage_for(e, i, rader)
    regel = e.regelverk.insats(i.kod, i.start or i.beslut)
    dokument = _dokument(e, i)
    antal_ = antal_under_flikarna(e, i)
    # Held while the case is put together: the session finds them by id, without a question.
    _hallna = (_rad(e, Anordnare, i.anordnare_id), _rad(e, Handlaggare, i.kundansvarig_id))
    return Arendevy(
        insats=i.nyckel,
        version=i.version,
        kund=visningsnamn(
            identitet.fornamn if identitet else None,
            identitet.efternamn if identitet else None,
            None if visa else kund.skydd,
            f"Ärende {i.nyckel}",
        ),
        kundnyckel=kund.nyckel,
        skyddad=kund.skydd is not None,
        skydd_ord=skydd_ord(kund.skydd) if visa else "",
        avslojad=visa,
        far_avsloja=kund.skydd is not None and far_avsloja(e, kund),
        insatskod=insats_ord(i.kod),
        insatsnamn=regel.namn if regel else "",
        anordnare=_namn(e, Anordnare, i.anordnare_id),
        steg=stegpunkter(x, i),
        nasta=(*steg_utan_namnet(e, i, nasta_steg(e, i, x, rader)), *nekade_steg(e, x)),
        frister=_fristrader(e, x, i),
        handelser=handelser_utan_namnet(e, i, handelser(e, i, x, rader, antal_)),
        insatsfakta=_insatsfakta(e, i, x, regel),
        kundfakta=_kundfakta(e, rader, kund, identitet, visa),
        aterstar=aterstar(e, i, x),
        dokument=dokument,
        antal=(*antal_, ("dokument", len(dokument))),
        progression=progression_i(e, i, x, rader),
    )


def _om_incidenten(e: Arbetsenhet, i: Insats, x: Lage) -> Arendevy:
    """What the dataskyddssamordnare sees of a case: its incidents and who is responsible, nothing of the kund."""
    incidenter = e.session.scalars(
        select(Incident).where(Incident.insats_id == i.id).order_by(Incident.upptackt.desc())
    ).all()
    # Of the register, only its names are theirs.
    anordnare = e.session.scalar(select(Anordnare.namn).where(Anordnare.id == i.anordnare_id)) or ""
    return Arendevy(
        insats=i.nyckel, version=i.version, kund=f"Ärende {i.nyckel}", kundnyckel="", skyddad=False, skydd_ord="",
        avslojad=False, far_avsloja=False, insatskod=insats_ord(i.kod), insatsnamn="",
        anordnare=anordnare,
        steg=(),
        nasta=nasta_steg(e, i, x),
        frister=tuple(f for f in _fristrader(e, x, i) if f.kod.startswith("incident")),
        handelser=tuple(
            Handelse(n.upptackt.date(), f"Incident {n.nyckel}", "\n".join(f"{r}: {v}" for r, v in fakta_om(n)))
            for n in incidenter
        ),
        insatsfakta=(
            ("Anordnare", anordnare or "Inte vald ännu"),
            ("Kundansvarig", _namn(e, Handlaggare, i.kundansvarig_id) or "–"),
            ("Ärende", i.nyckel),
        ),
        kundfakta=(("Kund", "Visas inte: bedömningen av en incident kräver inte kundens uppgifter."),),
        aterstar=(),
        dokument=(),
    )  # fmt: skip


def _visade(x: Lage) -> list[Fristvarde]:
    """Frister of the view: those listed today, latest due first among done ones, open ones on top.

    Lapsed ones that opened only after the last day never were anybody's, so they are left out.
    """
    ut = [f for f in x.frister if ljus(f, x.idag) is not None]
    ut = [f for f in ut if not (f.klar is None and f.stangs is not None and f.stangs <= f.utlost)]
    oppna = [f for f in ut if ljus(f, x.idag) in ("rod", "gul", "gron", "vilande")]
    ovriga = sorted((f for f in ut if f not in oppna), key=lambda f: f.forfaller, reverse=True)
    return oppna + ovriga


def _fristrader(e: Arbetsenhet, x: Lage, i: Insats) -> tuple[Fristrad, ...]:
    kundansvarig = _namn(e, Handlaggare, i.kundansvarig_id)
    return tuple(_fristrad(e, f, kundansvarig) for f in _visade(x))


def _fristrad(e: Arbetsenhet, f: Fristvarde, kundansvarig: str) -> Fristrad:
    lj = ljus(f, e.idag) or "gron"
    kv = kvar_for(f, e.idag)
    ansvarig = (kundansvarig if f.ansvarig == "KV" else "") or ANSVARIG_ORD[f.ansvarig]
    ord_ = frist_ord(lj, kv, f.forfaller, e.idag)
    if f.forfaller_tid is not None and lj in ("rod", "gul", "gron"):  # an incident is counted to the minute
        ord_ = nedrakning(f.forfaller_tid, e.nu)
        lj = "rod" if e.nu > f.forfaller_tid else lj
    elif f.forfaller_tid is not None and f.klar_tid is not None:
        ord_ = klar_ord(f.forfaller_tid, f.klar_tid)
    return Fristrad(
        kod=f.kod,
        avser=f.avser,
        namn=att_gora(f.kod, f.avser, f.namn),
        ansvarig=f.ansvarig,
        ansvarig_ord=ansvarig[:1].upper() + ansvarig[1:],
        utlost=f.utlost,
        forfaller=f.forfaller,
        klar=f.klar,
        ljus=lj,
        ord=ord_,
        forklara=partial(forklara, f, e.regelverk, e.idag),
        kalla=kalla_ord(f.kalla),
    )


def _insatsfakta(e: Arbetsenhet, i: Insats, x: Lage, regel: Insatsregel | None) -> tuple[tuple[str, str], ...]:
    slut = x.ramar.slut_nu
    omfattning = "" if i.omfattning is None else "Heltid" if i.omfattning == 100 else f"{i.omfattning} %"
    forlangd = sum(f.beviljad for f in x.fakta.forlangningar)
    rader = [
        ("Anordnare", _namn(e, Anordnare, i.anordnare_id) or "Inte vald ännu"),
        ("Valdes som", "" if i.forvald is None or i.anordnare_id is None else VALORD[i.forvald]),
        ("Jobbexpert", i.jobbexpert or ""),
        ("Start", i.start.isoformat() if i.start else "Inte bestämt"),
        ("Slut", slut.isoformat() if slut else ""),
        ("Förlängd", antal(forlangd, "månad", "månader") if forlangd else ""),
        ("Sista dag", i.sista_dag.isoformat() if i.sista_dag else ""),
        ("Omfattning", omfattning),
        ("Skäl till deltid", i.deltid_skal or ""),
        ("Mål", regel.mal if regel else ""),
        ("Ärende", i.nyckel),
    ]
    return tuple(r for r in rader if r[1])


def _kundfakta(
    e: Arbetsenhet, ur: Rader, kund: Kund, identitet: Kundidentitet | None, visa: bool
) -> tuple[tuple[str, str], ...]:
    grupp = e.regelverk.malgrupper().get(kund.malgrupp or "")
    # The latest first; one without a start day is still to come.
    andra = sorted(
        (a for a in ur.kundens if a is not ur.insats), key=lambda a: (a.start or date.max, a.id), reverse=True
    )
    oppet = identitet is not None and (kund.skydd is None or visa)
    rader = [
        ("Kund", kund.nyckel),
        ("Födelsedatum", identitet.fodelsedatum.isoformat() if oppet and identitet and identitet.fodelsedatum else ""),
        ("Personnummer", (identitet.personnummer or "") if oppet and identitet else ""),
        ("Skydd", skydd_ord(kund.skydd) if visa else ("Skyddade uppgifter" if kund.skydd else "")),
        ("Målgrupp", grupp.namn if grupp else ""),
        ("Ekonomiskt bistånd", _janej(kund.ekonomiskt_bistand)),
        ("Kundansvarig", _namn(e, Handlaggare, kund.kundansvarig_id)),
        ("Vikariat", vikarieord(e, (kund.id,)).get(kund.id, "")),
        ("Andra insatser", ", ".join(_annan(e, a) for a in andra)),
    ]
    return tuple((rubrik, varde) for rubrik, varde in rader if varde)


def _janej(v: bool | None) -> str:
    return "" if v is None else "Ja" if v else "Nej"


def _annan(e: Arbetsenhet, i: Insats) -> str:
    if i.avslutstyp is None:
        return f"{insats_ord(i.kod)} ({i.nyckel})"
    typ = e.regelverk.avslutstyper().get(i.avslutstyp, i.avslutstyp).removesuffix(" insats").lower()
    manaden = f" {manad_ord(i.sista_dag.isoformat()[:7])} {i.sista_dag.year}" if i.sista_dag else ""
    return f"{insats_ord(i.kod)}, {typ}{manaden}"


def _dokument(e: Arbetsenhet, i: Insats) -> tuple[Dokumentrad, ...]:
    rader = e.session.execute(
        select(Dokument.id, Dokument.nummer, Dokument.typ, Dokument.utfardat, Dokument.utfardat_av)
        .where(Dokument.insats_id == i.id)
        .order_by(Dokument.id.desc())
    )
    return tuple(Dokumentrad(*r) for r in rader)


# --- The list of cases ------------------------------------------------------------------------------------------


def urval_fraga(e: Arbetsenhet, q: Any, sok: str) -> Any:
    """Narrows a query over Insats, Kund, Kundidentitet and Anordnare to the words searched for.

    Protected persons are found by the number of the case only (regelverk §9).
    """
    for ord_ in sok.split():
        o = sokform(ord_)
        namn = and_(Insats.skydd.is_(None), Kundidentitet.soktext.contains(o, autoescape=True))
        traffar = [
            Insats.nyckel.icontains(ord_, autoescape=True),
            func.lower(Insats.kod) == o.replace(" ", ""),
            namn,
        ]
        if ids := anordnare_som(e, o):
            traffar.append(Insats.anordnare_id.in_(ids))
        q = q.where(or_(*traffar))
    return q


_BEVILJADE = (
    select(func.count())
    .where(Forlangning.insats_id == Insats.id, Forlangning.beslut == "beviljad")
    .correlate(Insats)
    .scalar_subquery()
)


def _markta(e: Arbetsenhet) -> Any:
    return select(Marke.insats_id).where(Marke.anvandare == e.aktor.anvandare)


def lista(
    e: Arbetsenhet, sok: str = "", urval: str = "mina", pagaende: bool = True, hogst: int = HOGST_ARENDEN
) -> list[ArendeRad]:  # fmt: skip
    """Cases, the latest started first. `urval`: mina | alla | markta; `pagaende`: none that is over
    (services.pagaende)."""
    if not e.aktor.har(*ARENDEROLLER):
        return []
    tidigast = (
        select(func.min(Frist.forfaller))
        .where(
            Frist.insats_id == Insats.id,
            *oppen(Frist, e.idag),
            Frist.bevakas.is_(False),
            Frist.vilande.is_(False),
        )
        .scalar_subquery()
    )
    q = (
        select(
            Insats.id, Insats.nyckel, Insats.kod, Insats.skydd, Insats.start, Insats.slut, Insats.sista_dag,
            Insats.avslutstyp, Insats.aktualiserad, Insats.historik, Insats.kund_id, Insats.version,
            Kundidentitet.fornamn, Kundidentitet.efternamn,
            _BEVILJADE.label("beviljade"), Insats.id.in_(_markta(e)).label("markt"),
            Anordnare.namn.label("anordnare"), Handlaggare.namn.label("ansvarig"), tidigast.label("nasta"),
        )
        .outerjoin(Kundidentitet, Kundidentitet.kund_id == Insats.kund_id)
        .outerjoin(Anordnare, Anordnare.id == Insats.anordnare_id)
        .outerjoin(Handlaggare, Handlaggare.id == Insats.kundansvarig_id)
    )  # fmt: skip
    if urval == "mina" and not e.aktor.agare:
        q = q.where(mitt(e).mina(Insats.kundansvarig_id, Insats.kund_id))
    if urval == "markta":
        q = q.where(Insats.id.in_(_markta(e)))
    if pagaende:
        q = q.where(pagar(Insats, e.idag))
    q = urval_fraga(e, q, sok).order_by(func.coalesce(Insats.start, Insats.beslut).desc(), Insats.nyckel).limit(hogst)
    rader = e.session.execute(q).all()
    vikarier: dict[int, str] = {}
    for n in range(0, len(rader), 500):
        vikarier |= vikarieord(e, (r.kund_id for r in rader[n : n + 500]))
    return [_arenderad(e, r, vikarier.get(r.kund_id, "")) for r in rader]


def _arenderad(e: Arbetsenhet, r: Any, vikarie: str) -> ArendeRad:
    return ArendeRad(
        insats=r.nyckel,
        kund=visningsnamn(r.fornamn, r.efternamn, r.skydd, f"Ärende {r.nyckel}"),
        skyddad=r.skydd is not None,
        insatskod=insats_ord(r.kod),
        anordnare=r.anordnare or "",
        start=r.start,
        slut=r.sista_dag or r.slut or _beraknat_slut(e, r),
        lage=_lage_ord(r, e.idag),
        kundansvarig=r.ansvarig or "",
        nasta_frist=r.nasta,
        ljus=oppet_ljus(r.nasta, 2, e.idag) if r.nasta else "",
        markt=bool(r.markt),
        vikarie=vikarie,
        version=r.version,
    )


def _beraknat_slut(e: Arbetsenhet, r: Any) -> date | None:
    n = e.regelverk.slutdatum_manader(r.kod, r.start, r.beviljade) if r.start else None
    return slutdatum(r.start, n) if n else None


def _lage_ord(r: Any, idag: date) -> str:
    if r.historik:
        return "historik"
    if r.avslutstyp:
        return "avslutas" if r.sista_dag and r.sista_dag >= idag else "avslutad"
    if r.start is not None:
        return "pågår" if r.start <= idag else "startar"
    return "aktualiserad" if r.aktualiserad else "beslutad"
