"""Meetings of a case: planned, moved, cancelled, held (K 7.1, K 7.5, K 8.4).

A meeting that has been held is a kontakt too where a frist or the weekly contact asks for one: both rows are
written in the same action, so that the queue never waits for a meeting that the case shows as held.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import uuid4

from sqlalchemy import select

from ..fel import Nekad
from ..models import Anordnare, Handlaggare, Insats, Kontakt, Mote
from ..texter.samtal import LAGEORD, MOTESORD, motestid
from .arbetsenhet import Arbetsenhet
from .arendelage import inte_fore, krav_text, lage_for, oppna_arende, prova, rimligt
from .arendeposter import Post
from .arendetyper import Falt, Stegval
from .fritext import hamta_i_arendet, inte_senare_an_nu, utan_kundens_namn
from .handling import Pagaende, handling, kontrollera_version
from .kalenderfil import Kallelse, kallelse
from .skydd import maskerad
from .typer import Andring

KONTAKT = {"uppstartsmote": "uppstartsmote", "trepart": "trepart", "spontant": "veckokontakt"}
"""What a held meeting counts as. A SIP and other meetings are none of what K 7 asks for."""
VAD = "Mötet"


@dataclass(frozen=True, slots=True)
class Motestid:
    dag: date
    fran: time
    till: time

    @property
    def start(self) -> datetime:
        return datetime.combine(self.dag, self.fran)

    @property
    def slut(self) -> datetime:
        return datetime.combine(self.dag, self.till)


@dataclass(frozen=True, slots=True)
class Motesuppgifter:
    """What is said of a meeting beside its time. `deltagare`: roles, no names."""

    typ: str
    plats: str = ""
    deltagare: str = ""
    syfte: str = ""


def deltagare_av(kunden: bool, anordnaren: bool, jag: bool, andra: str) -> str:
    """The roles as one line: kunden, anordnaren, karriärvägledaren, and whoever else."""
    roller = [("kunden", kunden), ("anordnaren", anordnaren), ("karriärvägledaren", jag)]
    ord_ = ", ".join([r for r, med in roller if med] + ([andra.strip()] if andra.strip() else []))
    return ord_[:1].upper() + ord_[1:]


def _krav_tid(tid: Motestid) -> None:
    rimligt(tid.dag, "dag")
    if tid.till <= tid.fran:
        raise Nekad("ordning", "Mötet kan inte sluta innan det börjar.", "till")


def _krav_uppgifter(e: Arbetsenhet, i: Insats, u: Motesuppgifter) -> None:
    if u.typ not in MOTESORD:
        raise Nekad("typ", "Välj vad för slags möte det är.", "typ")
    if not u.deltagare:
        raise Nekad("saknas", "Välj vilka som ska vara med.", "andra")
    utan_kundens_namn(e, i, {"plats": u.plats, "andra": u.deltagare, "syfte": u.syfte}, ut=True)


def _nytt(e: Arbetsenhet, i: Insats, u: Motesuppgifter, tid: Motestid, lage: str) -> Mote:
    mote = Mote(
        insats_id=i.id, typ=u.typ, start=tid.start, slut=tid.slut, plats=u.plats.strip() or None,
        deltagare=u.deltagare or None, syfte=u.syfte.strip() or None, lage=lage, uid=f"{uuid4()}@kundvalsdesk",
    )  # fmt: skip
    e.session.add(mote)
    return mote


def planera(e: Arbetsenhet, insats: str, u: Motesuppgifter, tid: Motestid) -> Andring:
    """A meeting to come. Raises Nekad for a day that has been."""
    i = oppna_arende(e, insats)
    _krav_tid(tid)
    if tid.dag < e.idag:
        raise Nekad("dag_varit", "Dagen har redan varit. Registrera mötet som hållet i stället.", "dag")
    _krav_uppgifter(e, i, u)
    with handling(e, "mote_planera", "mote") as h:
        h.insats(i)
        _nytt(e, i, u, tid, "planerat")
    return h.andring


def _planerat(
    e: Arbetsenhet, insats: str, mote_id: int, sedd_version: int, mina: dict[str, object]
) -> tuple[Insats, Mote]:  # fmt: skip
    i = oppna_arende(e, insats)
    mote = hamta_i_arendet(e, Mote, i, mote_id, VAD)
    kontrollera_version(e, mote, sedd_version, mina)
    if mote.lage != "planerat":
        raise Nekad("mote_klart", f"Mötet är redan {LAGEORD[mote.lage]}.")
    return i, mote


def flytta(e: Arbetsenhet, insats: str, mote_id: int, sedd_version: int, tid: Motestid, plats: str) -> Andring:
    """Another time or place. The invitation has a new number, so that calendars take the new one for the old."""
    i, mote = _planerat(e, insats, mote_id, sedd_version, {"start": tid.start, "slut": tid.slut, "plats": plats})
    _krav_tid(tid)
    if tid.dag < e.idag:
        raise Nekad("dag_varit", "Dagen har redan varit. Välj en dag som kommer.", "dag")
    if (mote.start, mote.slut, mote.plats or "") == (tid.start, tid.slut, plats.strip()):
        raise Nekad("lika", "Det är samma tid och plats som förut.", "dag")
    utan_kundens_namn(e, i, {"plats": plats}, ut=True)
    with handling(e, "mote_flytta", "mote") as h:
        h.insats(i)
        mote.start, mote.slut, mote.plats = tid.start, tid.slut, plats.strip() or None
        mote.sekvens += 1
    return h.andring


def stall_in(e: Arbetsenhet, insats: str, mote_id: int, sedd_version: int, skal: str) -> Andring:
    """Called off; the reason stands in the log."""
    i, mote = _planerat(e, insats, mote_id, sedd_version, {"lage": "installt"})
    skal = krav_text(skal, "Skälet", "skal")
    utan_kundens_namn(e, i, {"skal": skal})
    with handling(e, "mote_stall_in", "mote") as h:
        h.insats(i)
        mote.lage = "installt"
        mote.sekvens += 1
        h.anteckna(mote, "skal", skal)
    return h.andring


def hallet(e: Arbetsenhet, insats: str, mote_id: int, sedd_version: int, tid: Motestid) -> Andring:
    """A planned meeting has been held, on the day and at the time given."""
    mina: dict[str, object] = {"lage": "hallet", "start": tid.start, "slut": tid.slut}
    i, mote = _planerat(e, insats, mote_id, sedd_version, mina)
    _krav_tid(tid)
    kod = _krav_kontakt(e, i, mote.typ, tid)
    with handling(e, "mote_hallet", "mote", "kontakt") as h:
        mote.start, mote.slut, mote.lage = tid.start, tid.slut, "hallet"
        _skriv_kontakt(e, h, i, kod, tid.dag)
    return h.andring


def registrera_hallet(e: Arbetsenhet, insats: str, u: Motesuppgifter, tid: Motestid) -> Andring:
    """A meeting that has been held without being planned here."""
    i = oppna_arende(e, insats)
    _krav_tid(tid)
    _krav_uppgifter(e, i, u)
    kod = _krav_kontakt(e, i, u.typ, tid)
    with handling(e, "mote_registrera", "mote", "kontakt") as h:
        _nytt(e, i, u, tid, "hallet")
        _skriv_kontakt(e, h, i, kod, tid.dag)
    return h.andring


def _krav_kontakt(e: Arbetsenhet, i: Insats, typ: str, tid: Motestid) -> str | None:
    """What the meeting counts as; raises Nekad if it cannot have been held then."""
    inte_senare_an_nu(e, tid.start, "dag")
    kod = KONTAKT.get(typ)
    if kod is not None:
        prova(e, i, "kontakt")
        inte_fore(tid.dag, i.uppdrag or i.start, "uppdraget", "dag")
    return kod


def _skriv_kontakt(e: Arbetsenhet, h: Pagaende, i: Insats, kod: str | None, dag: date) -> None:
    """Registered by hand the same day already: then that row stands for the meeting."""
    finns = kod is None or e.session.scalar(
        select(Kontakt.id).where(Kontakt.insats_id == i.id, Kontakt.typ == kod, Kontakt.datum == dag)
    )
    if not finns:
        e.session.add(Kontakt(insats_id=i.id, datum=dag, typ=kod))
    h.insats(i)


# --- The invitation ---------------------------------------------------------------------------------------------


def kallelsefil(e: Arbetsenhet, insats: str, mote_id: int) -> tuple[str, bytes]:
    """Name and bytes of the invitation of a planned meeting, or of the cancellation of one called off."""
    i = oppna_arende(e, insats)
    mote = hamta_i_arendet(e, Mote, i, mote_id, VAD)
    if mote.lage == "hallet":
        raise Nekad("mote_klart", "Mötet är redan hållet. Det finns ingen kallelse att spara.")
    anordnare = e.session.get(Anordnare, i.anordnare_id) if i.anordnare_id else None
    jag = e.session.get(Handlaggare, e.aktor.handlaggare_id) if e.aktor.handlaggare_id else None
    delar = [mote.syfte or "", f"Deltagare: {mote.deltagare}" if mote.deltagare else ""]
    text, plats = "\n\n".join(d for d in delar if d), mote.plats or ""
    if (mask := maskerad(e, i)) is not None:  # it may have been written before the protection was set
        text, plats = mask(text), mask(plats)
    data = kallelse(
        Kallelse(
            uid=mote.uid, sekvens=mote.sekvens, rubrik=f"{MOTESORD[mote.typ]}, ärende {i.nyckel}",
            start=mote.start, slut=mote.slut, plats=plats, text=text,
            fran_namn=e.aktor.namn, fran_adress=(jag.epost or "") if jag else "",
            till_namn=anordnare.namn if anordnare else "Anordnaren",
            till_adress=(anordnare.epost or "") if anordnare else "",
            installd=mote.lage == "installt", stampel=e.nu,
        )
    )  # fmt: skip
    return f"{'avbokning' if mote.lage == 'installt' else 'kallelse'}_{i.nyckel}_{mote.id}.ics", data


# --- What the case shows ----------------------------------------------------------------------------------------


def poster(e: Arbetsenhet, i: Insats) -> list[tuple[datetime, Post]]:
    """The meetings of a case, each with its time."""
    return [
        (m.start, _post(e, m)) for m in e.session.scalars(select(Mote).where(Mote.insats_id == i.id).order_by(Mote.id))
    ]


def _post(e: Arbetsenhet, m: Mote) -> Post:
    planerat = m.lage == "planerat"
    varit = planerat and m.slut.date() < e.idag
    return Post(
        slag="mote",
        id=m.id,
        rubrik=MOTESORD.get(m.typ, m.typ),
        under=" · ".join(d for d in (motestid(m.start, m.slut, e.idag), m.plats or "") if d),
        marke="blev det av?" if varit else LAGEORD[m.lage],
        viktig=planerat,
        fakta=tuple(
            r
            for r in (
                ("När", motestid(m.start, m.slut, e.idag)),
                ("Plats", m.plats or ""),
                ("Deltagare", m.deltagare or ""),
            )
            if r[1]
        ),
        text=m.syfte or "",
        steg=_steg(e, m) if planerat else (),
        fil="" if m.lage == "hallet" else "ics",
        filord="Spara avbokning …" if m.lage == "installt" else "Spara kallelse …",
    )


def _tidfalt(dag: date, fran: str, till: str, rubrik: str) -> tuple[Falt, ...]:
    return (
        Falt("dag", rubrik, "datum", varde=dag.isoformat()),
        Falt("fran", "Från klockan", "text", varde=fran, hjalp="Till exempel 13.00."),
        Falt("till", "Till klockan", "text", varde=till),
    )


def _steg(e: Arbetsenhet, m: Mote) -> tuple[Stegval, ...]:
    fran, till = f"{m.start:%H.%M}", f"{m.slut:%H.%M}"
    namn = MOTESORD.get(m.typ, m.typ)
    plats = Falt("plats", "Plats", "text", kravs=False, varde=m.plats or "")
    kod, v = str(m.id), m.version
    hallet_dag = min(m.start.date(), e.idag)
    return (
        Stegval("mote_hallet", f"{namn} har hållits", "Spara", kod, v, _tidfalt(hallet_dag, fran, till, "Hölls")),
        Stegval(
            "mote_flytta", f"Flytta: {namn}", "Flytta mötet", kod, v,
            (*_tidfalt(max(m.start.date(), e.idag), fran, till, "Ny dag"), plats),
            hjalp="Spara och skicka en ny kallelse efteråt: den ersätter den gamla i mottagarens kalender.",
        ),
        Stegval(
            "mote_stall_in", f"Ställ in: {namn}", "Ställ in mötet", kod, v,
            (Falt("skal", "Skäl", "stor_text", hjalp="Står i loggen, inte i avbokningen."),),
            hjalp="Spara och skicka avbokningen efteråt, så försvinner mötet ur mottagarens kalender.",
        ),
    )  # fmt: skip


def formular(e: Arbetsenhet, i: Insats) -> tuple[Stegval, ...]:
    """The forms of a new meeting: one to come, and one that has been held."""
    haft = any(k.typ == "uppstartsmote" for k in lage_for(e, i).fakta.kontakter)
    typ = Falt("typ", "Vad för möte", "val", varde="trepart" if haft else "uppstartsmote", val=tuple(MOTESORD.items()))
    resten = (
        Falt("plats", "Plats", "text", kravs=False),
        Falt("kunden", "Kunden är med", "ja_nej", varde="ja"),
        Falt("anordnaren", "Anordnaren är med", "ja_nej", varde="ja"),
        Falt("jag", "Karriärvägledaren är med", "ja_nej", varde="ja"),
        Falt("andra", "Andra deltagare", "text", kravs=False,
             hjalp="Skriv roller, inte namn: tolk, handläggare på Arbetsförmedlingen."),
        Falt("syfte", "Syfte", "stor_text", kravs=False),
    )  # fmt: skip
    return (
        Stegval(
            "mote_planera", "Planera möte", "Spara mötet",
            falt=(typ, *_tidfalt(e.idag, "09.00", "10.00", "Dag"), *resten),
            hjalp=f"I kallelsen står ärendenumret, {i.nyckel}, aldrig kundens namn.",
        ),
        Stegval(
            "mote_registrera", "Registrera hållet möte", "Spara mötet",
            falt=(typ, *_tidfalt(e.idag, "09.00", "10.00", "Hölls"), *resten),
        ),
    )  # fmt: skip
