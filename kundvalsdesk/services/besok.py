"""Visits at anordnare within an uppföljning: planned, moved, called off, held; their fokusfrågor and invitations.

What was seen and what is to be done is in `besoksprotokoll`. A visit that has been held stays; one that was planned by
mistake is called off, with a reason. Nobody's kunder are in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import uuid4

from sqlalchemy import select

from ..fel import Nekad
from ..models import (
    Anordnare,
    Anordnarkontor,
    Besok,
    Besoksfraga,
    Besoksprotokoll,
    Besokspunkt,
    Handlaggare,
    Uppfoljning,
)
from ..rules.besok import HALLET, INSTALLT, PLANERAT, fragor, vantan
from ..rules.sortering import sortnyckel
from ..rules.trafikljus import antal_kvar, oppet_ljus
from ..texter.samtal import LAGEORD
from .arbetsenhet import Arbetsenhet
from .arendelage import krav_text, rimligt
from .besoksmodell import besoksmodell, mall_for
from .besoktyper import Besoksrad, Besoksuppgifter, Besoksvy, Fragerad, Protokollrad, Punktrad
from .fritext import inte_senare_an_nu
from .handling import Pagaende, handling, kontrollera_version, krav_roll, las_raden, redan_gjord
from .kalenderfil import Kallelse, kallelse
from .moten import Motestid
from .typer import Andring
from .uppfoljning import krav_anordnare, krav_skriver, planen
from .uppfoljningstyper import ROLLER

DEL = "besok"
FLEST_FRAGOR, LANGST_FRAGA = 30, 400
ORORD = "uid"
"""A column of a visit that never changes."""
ALLVAR = ("rod", "gul", "gron")


# --- What there is -------------------------------------------------------------------------------------------------


def lista(e: Arbetsenhet, plan_id: int | None = None) -> tuple[Besoksrad, ...]:
    """The visits of an uppföljning, or of all; those that wait for something first, by day, then the others, the
    latest first."""
    krav_roll(e.aktor, *ROLLER)
    q = (
        select(Besok, Uppfoljning, Anordnare.namn)
        .join(Uppfoljning, Uppfoljning.id == Besok.uppfoljning_id)
        .join(Anordnare, Anordnare.id == Besok.anordnare_id)
    )
    if plan_id is not None:
        q = q.where(Besok.uppfoljning_id == plan_id)
    rader = [(b, p, namn) for b, p, namn in e.session.execute(q)]
    punkter = _punkterna(e, [b.id for b, _, _ in rader])
    alla = [_rad(e, b, p, namn, punkter.get(b.id, [])) for b, p, namn in rader]
    return tuple(sorted(alla, key=_ordning))


def _ordning(r: Besoksrad) -> tuple[int, int, str]:
    vantar = bool(r.vantan.vad) or r.oppna_punkter > 0
    dag = (r.vantan.forfaller or r.start.date()).toordinal()
    return (0, dag, r.anordnare) if vantar else (1, -dag, r.anordnare)


def hamta(e: Arbetsenhet, besok_id: int) -> Besoksvy:
    krav_roll(e.aktor, *ROLLER)
    b = besoket(e, besok_id)
    p, a = planen(e, b.uppfoljning_id), e.session.get(Anordnare, b.anordnare_id)
    punkter = _punkterna(e, [b.id]).get(b.id, [])
    k = Besoksprotokoll
    signerade = e.session.execute(
        select(k.nummer, k.signerat, k.signerat_av, k.skal, k.sha256).where(k.besok_id == b.id).order_by(k.nummer)
    )
    mall = mall_for(p)
    return Besoksvy(
        _rad(e, b, p, a.namn if a else "", punkter), mall.traffar if mall else "", _namnen(b.fran_oss),
        _namnen(b.fran_dem), b.sammanfattning,
        tuple(Fragerad(f.id, f.ordning, f.fraga, f.iakttagelse, f.bedomning, f.version) for f in fragorna(e, b.id)),
        tuple(_punktrad(e, x) for x in punkter), tuple(Protokollrad(*r) for r in signerade),
    )  # fmt: skip


def besoket(e: Arbetsenhet, besok_id: int) -> Besok:
    b = e.session.get(Besok, besok_id)
    if b is None:
        raise Nekad("inget_besok", "Besöket finns inte. Hämta om listan.")
    return b


def fragorna(e: Arbetsenhet, besok_id: int) -> list[Besoksfraga]:
    f = Besoksfraga
    return list(e.session.scalars(select(f).where(f.besok_id == besok_id).order_by(f.ordning, f.id)))


def _punkterna(e: Arbetsenhet, ids: list[int]) -> dict[int, list[Besokspunkt]]:
    x = Besokspunkt
    ut: dict[int, list[Besokspunkt]] = {}
    for rad in e.session.scalars(select(x).where(x.besok_id.in_(ids)).order_by(x.ordning, x.forfaller, x.id)):
        ut.setdefault(rad.besok_id, []).append(rad)
    return ut


def _namnen(text: str) -> tuple[str, ...]:
    return tuple(n.strip() for n in text.splitlines() if n.strip())


def _punktrad(e: Arbetsenhet, x: Besokspunkt) -> Punktrad:
    gul = besoksmodell().gul_kvar
    ljus = "klar" if x.klar else oppet_ljus(x.forfaller, gul, e.idag)
    return Punktrad(
        x.id, x.besok_id, x.ordning, x.vad, x.ansvarig, x.forfaller, x.klar, x.klar_av or "", x.notering, ljus,
        antal_kvar(x.forfaller, x.klar or e.idag), x.version,
    )  # fmt: skip


def _rad(e: Arbetsenhet, b: Besok, p: Uppfoljning, anordnare: str, punkter: Iterable[Besokspunkt]) -> Besoksrad:
    oppna = [_punktrad(e, x) for x in punkter if x.klar is None]
    ljus = {x.ljus for x in oppna}
    return Besoksrad(
        b.id, p.id, p.ar, p.kundval, b.anordnare_id, anordnare, b.kontor, b.plats, b.start, b.slut, b.lage, b.flyttat,
        b.skal, b.signerad, b.protokoll, vantan(b.lage, b.start.date(), b.signerad, besoksmodell(), e.idag),
        len(oppna), next((x for x in ALLVAR if x in ljus), ""), min(oppna, key=lambda x: x.forfaller, default=None),
        b.version,
    )  # fmt: skip


def att_gora(e: Arbetsenhet) -> tuple[Besoksrad, ...]:
    """Visits that something waits in: to be held, to be signed, to be followed up."""
    return tuple(r for r in lista(e) if r.vantan.vad or r.oppna_punkter)


# --- A visit -------------------------------------------------------------------------------------------------------


def _krav_tid(tid: Motestid) -> None:
    rimligt(tid.dag, "dag")
    if tid.till <= tid.fran:
        raise Nekad("ordning", "Besöket kan inte sluta innan det börjar.", "till")


def _krav_kommer(e: Arbetsenhet, tid: Motestid) -> None:
    _krav_tid(tid)
    if tid.dag < e.idag:
        mening = "Dagen har redan varit. Har besöket hållits: lägg in det i dag, och skriv rätt dag under Hållet."
        raise Nekad("dag_varit", mening, "dag")


def _krav_ledig(e: Arbetsenhet, plan_id: int, anordnare_id: int, tid: Motestid) -> None:
    """The same visit is not planned twice, by a slip or by two who did not know of each other."""
    fraga = select(Besok.id).where(
        Besok.uppfoljning_id == plan_id, Besok.anordnare_id == anordnare_id, Besok.start == tid.start,
        Besok.lage == PLANERAT,
    )  # fmt: skip
    if e.session.scalars(fraga).first() is not None:
        raise Nekad("dubbel", "Det finns redan ett besök hos anordnaren den tiden.", "dag")


def krav_uppgifter(u: Besoksuppgifter) -> Besoksuppgifter:
    """As it is saved. Raises Nekad."""
    oss, dem = "\n".join(_namnen(u.fran_oss)), "\n".join(_namnen(u.fran_dem))
    krav_text(oss, "Vilka som kommer från oss", "fran_oss")
    for falt, v in (("plats", u.plats), ("kontor", u.kontor)):
        if len(v) > 200:
            raise Nekad("lang", "Skriv högst 200 tecken.", falt)
    return Besoksuppgifter(u.plats.strip(), u.kontor.strip(), oss, dem)


def planera(e: Arbetsenhet, plan_id: int, anordnare_id: int, u: Besoksuppgifter, tid: Motestid) -> Andring:
    """A visit to come, with the year's fokusfrågor in it."""
    krav_skriver(e)
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    p = planen(e, plan_id)
    krav_anordnare(e, anordnare_id)
    _krav_kommer(e, tid)
    _krav_ledig(e, p.id, anordnare_id, tid)
    u = krav_uppgifter(u)
    with handling(e, "besok_planera", DEL) as h:
        b = Besok(
            uppfoljning_id=p.id, anordnare_id=anordnare_id, start=tid.start, slut=tid.slut, plats=u.plats,
            kontor=u.kontor, fran_oss=u.fran_oss, fran_dem=u.fran_dem, uid=f"{uuid4()}@kundvalsdesk",
        )  # fmt: skip
        e.session.add(b)
        e.session.flush()
        _lagg_fragor(e, b.id, fragor(mall_for(p), p.tema))
    return h.andring


def _lagg_fragor(e: Arbetsenhet, besok_id: int, texter: Iterable[str]) -> None:
    e.session.add_all(Besoksfraga(besok_id=besok_id, ordning=n, fraga=t) for n, t in enumerate(texter, 1))


def _i_lage(e: Arbetsenhet, besok_id: int, sedd_version: int, lage: str, mina: dict[str, object]) -> Besok:
    krav_skriver(e)
    b = besoket(e, besok_id)
    kontrollera_version(e, b, sedd_version, mina)
    if b.lage != lage:
        raise Nekad("lage", f"Besöket är {LAGEORD[b.lage]}.")
    return b


def andra(e: Arbetsenhet, besok_id: int, sedd_version: int, u: Besoksuppgifter) -> Andring:
    """Where, and who takes part; of one that has been held, who took part."""
    krav_skriver(e)
    b = besoket(e, besok_id)
    u = krav_uppgifter(u)
    mina: dict[str, object] = {"plats": u.plats, "kontor": u.kontor, "fran_oss": u.fran_oss, "fran_dem": u.fran_dem}
    kontrollera_version(e, b, sedd_version, mina)
    if b.lage == INSTALLT:
        raise Nekad("lage", "Besöket är inställt.")
    krav_oppet(b)
    with handling(e, "besok_andra", DEL) as h:
        ny_kallelse = b.lage == PLANERAT and (b.plats, b.fran_dem) != (u.plats, u.fran_dem)
        for falt, v in mina.items():
            setattr(b, falt, v)
        b.sekvens += ny_kallelse
    return h.andring


def flytta(e: Arbetsenhet, besok_id: int, sedd_version: int, tid: Motestid, skal: str) -> Andring:
    """Another time. The invitation has a new number, so that calendars take the new one for the old."""
    b = _i_lage(e, besok_id, sedd_version, PLANERAT, {"start": tid.start, "slut": tid.slut, "skal": skal.strip()})
    _krav_kommer(e, tid)
    if (b.start, b.slut) == (tid.start, tid.slut):
        raise Nekad("lika", "Det är samma tid som förut.", "dag")
    with handling(e, "besok_flytta", DEL) as h:
        b.start, b.slut, b.skal = tid.start, tid.slut, krav_text(skal, "Skälet", "skal")
        b.flyttat += 1
        b.sekvens += 1
    return h.andring


def stall_in(e: Arbetsenhet, besok_id: int, sedd_version: int, skal: str) -> Andring:
    b = _i_lage(e, besok_id, sedd_version, PLANERAT, {"lage": INSTALLT, "skal": skal.strip()})
    with handling(e, "besok_stall_in", DEL) as h:
        b.lage, b.skal = INSTALLT, krav_text(skal, "Skälet", "skal")
        b.sekvens += 1
    return h.andring


def hallet(e: Arbetsenhet, besok_id: int, sedd_version: int, tid: Motestid, u: Besoksuppgifter) -> Andring:
    """A planned visit has been held: when, where and with whom."""
    u = krav_uppgifter(u)
    b = _i_lage(e, besok_id, sedd_version, PLANERAT, {"lage": HALLET, "start": tid.start, "slut": tid.slut})
    _krav_tid(tid)
    inte_senare_an_nu(e, tid.start, "dag")
    with handling(e, "besok_hallet", DEL) as h:
        b.start, b.slut, b.lage, b.skal = tid.start, tid.slut, HALLET, ""
        b.plats, b.kontor, b.fran_oss, b.fran_dem = u.plats, u.kontor, u.fran_oss, u.fran_dem
    return h.andring


def krav_oppet(b: Besok) -> None:
    """Raises Nekad where the protocol is signed."""
    if b.signerad is not None:
        raise Nekad("signerat", "Protokollet är signerat. Öppna det igen, med ett skäl, om något ska ändras.")


# --- What is asked -------------------------------------------------------------------------------------------------


def satt_fragor(e: Arbetsenhet, besok_id: int, sedd_version: int, texten: str, *, alla: bool = False) -> Andring:
    """The fokusfrågor of a visit, a line each; `alla`: also of the uppföljning's other planned visits that nothing has
    been written in, so that all anordnare are asked the same. What has been written of a question stays with it as
    long as it is asked in the same words."""
    krav_skriver(e)
    b = besoket(e, besok_id)
    kontrollera_version(e, b, sedd_version, {})
    krav_oppet(b)
    if b.lage == INSTALLT:
        raise Nekad("lage", "Besöket är inställt.")
    nya = tuple(dict.fromkeys(_namnen(texten)))
    if not nya or len(nya) > FLEST_FRAGOR:
        raise Nekad("fragor", f"Skriv mellan en och {FLEST_FRAGOR} frågor, en på varje rad.", "fragor")
    if any(len(f) > LANGST_FRAGA for f in nya):
        raise Nekad("lang", f"En fråga får ha högst {LANGST_FRAGA} tecken.", "fragor")
    with handling(e, "besok_fragor", DEL) as h:
        _byt_fragor(e, h, b, nya)
        for annat in _andra_planerade(e, b) if alla else ():
            las_raden(e, annat)
            _byt_fragor(e, h, annat, nya)
    return h.andring


def _andra_planerade(e: Arbetsenhet, b: Besok) -> list[Besok]:
    q = select(Besok).where(Besok.uppfoljning_id == b.uppfoljning_id, Besok.id != b.id, Besok.lage == PLANERAT)
    return [x for x in e.session.scalars(q.order_by(Besok.id))
            if not any(f.iakttagelse or f.bedomning for f in fragorna(e, x.id))]  # fmt: skip


def _byt_fragor(e: Arbetsenhet, h: Pagaende, b: Besok, nya: tuple[str, ...]) -> None:
    gamla = {f.fraga: f for f in fragorna(e, b.id)}
    nu = {f.ordning: nya.index(fraga) + 1 if fraga in nya else 0 for fraga, f in gamla.items()}
    for fraga, f in gamla.items():
        if fraga in nya:
            f.ordning = nya.index(fraga) + 1
        elif f.iakttagelse or f.bedomning:
            raise Nekad("skrivet", f"Det står redan något under ”{fraga}”. Den frågan kan inte tas bort.", "fragor")
        else:
            e.session.delete(f)
    for x in _punkterna(e, [b.id]).get(b.id, []):
        x.ordning = nu.get(x.ordning, 0)
    e.session.add_all(Besoksfraga(besok_id=b.id, ordning=n, fraga=t) for n, t in enumerate(nya, 1) if t not in gamla)
    h.ny_version(b, ORORD)


# --- The invitation ------------------------------------------------------------------------------------------------


def kallelsefil(e: Arbetsenhet, besok_id: int) -> tuple[str, bytes]:
    """Name and bytes of the invitation of a planned visit, or of the cancellation of one called off."""
    krav_roll(e.aktor, *ROLLER)
    b = besoket(e, besok_id)
    if b.lage == HALLET:
        raise Nekad("lage", "Besöket är redan hållet. Det finns ingen kallelse att spara.")
    p, a = planen(e, b.uppfoljning_id), e.session.get(Anordnare, b.anordnare_id)
    jag = e.session.get(Handlaggare, e.aktor.handlaggare_id) if e.aktor.handlaggare_id else None
    namn = a.namn if a else ""
    k = Anordnarkontor
    kontor = e.session.scalar(select(k.epost).where(k.anordnare_id == b.anordnare_id, k.namn == b.kontor))
    fragor_ = "\n".join(f"{f.ordning}. {f.fraga}" for f in fragorna(e, b.id))
    delar = [
        f"Kvalitetsuppföljning av {p.kundval} {p.ar}.",
        f"Från oss: {', '.join(_namnen(b.fran_oss))}",
        f"Från er: {', '.join(_namnen(b.fran_dem))}" if b.fran_dem else "",
        f"Frågor:\n{fragor_}" if fragor_ else "",
    ]
    data = kallelse(
        Kallelse(
            uid=b.uid, sekvens=b.sekvens, rubrik=f"Verksamhetsbesök, {namn}", start=b.start, slut=b.slut,
            plats=", ".join(x for x in (b.kontor, b.plats) if x), text="\n\n".join(d for d in delar if d),
            fran_namn=e.aktor.namn, fran_adress=(jag.epost or "") if jag else "", till_namn=namn,
            till_adress=kontor or ((a.epost or "") if a else ""), installd=b.lage == INSTALLT, stampel=e.nu,
        )
    )  # fmt: skip
    return f"{'avbokning' if b.lage == INSTALLT else 'kallelse'}_besok_{b.id}.ics", data


def val_av_anordnare(e: Arbetsenhet) -> list[Anordnare]:
    return sorted(e.session.scalars(select(Anordnare)), key=lambda a: sortnyckel(a.namn))
