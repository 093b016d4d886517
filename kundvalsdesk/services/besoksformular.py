"""The forms of visits, as the window shows them, and their way from text to the functions; done by
handlingar.utfor(e, code, "", mal, sedd_version, values)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import select

from ..fel import Nekad
from ..models import Anordnarkontor, Auktorisation, Besok, Besokspunkt, Handlaggare, Insats, Jobbexpert, Uppfoljning
from ..rules.besok import PLANERAT
from ..rules.kalender import plus_arbetsdagar
from ..texter.samtal import motestid
from . import besok, besoksprotokoll
from .arbetsenhet import Arbetsenhet
from .arendetyper import Falt, Stegval
from .besok import besoket, fragorna, val_av_anordnare
from .besoksprotokoll import frageraden, punkten
from .besoktyper import Besoksuppgifter
from .formularvarden import Varden
from .fritext import klockslag
from .moten import Motestid
from .typer import Andring
from .uppfoljning import koderna, krav_skriver, planen

_UTAN_NAMN = "Skriv inget namn på en deltagare: protokollet går till anordnaren."
_ANNAT = "annat"


def formular(e: Arbetsenhet, kod: str, mal: str = "") -> Stegval:
    """`mal`: the number of the plan, the visit, the question or the point. Raises Nekad for what is not there."""
    krav_skriver(e)
    gor = _FORMULAR.get(kod)
    if gor is None:
        raise Nekad("okant_steg", "Steget finns inte.")
    if not (mal.isascii() and mal.isdigit() and len(mal) < 10):
        raise Nekad("inget_besok", "Besöket finns inte. Hämta om listan.")
    return gor(e, int(mal))


# --- From text -----------------------------------------------------------------------------------------------------


def las_tid(x: Varden) -> Motestid:
    return Motestid(x.datum("dag"), klockslag(x.text("fran"), "fran"), klockslag(x.text("till"), "till"))


def las_uppgifter(x: Varden) -> Besoksuppgifter:
    """The office is chosen in a list, with its address, or written in."""
    vem = x.text("anordnare")
    kontor = x.text(f"kontor_{vem}") or x.text("kontor")
    dem = x.text(f"fran_dem_{vem}") or x.text("fran_dem")
    return Besoksuppgifter(x.text("plats"), "" if kontor == _ANNAT else kontor, x.text("fran_oss"), dem)


def gor_planera(e: Arbetsenhet, plan_id: int, x: Varden) -> Andring:
    vem = x.text("anordnare")
    if not (vem.isascii() and vem.isdigit() and len(vem) < 10):
        raise Nekad("anordnare", "Välj en anordnare i listan.", "anordnare")
    u = las_uppgifter(x)
    if u.kontor and not u.plats:
        adress = e.session.scalar(
            select(Anordnarkontor.adress).where(
                Anordnarkontor.anordnare_id == int(vem), Anordnarkontor.namn == u.kontor
            )
        )
        u = Besoksuppgifter(", ".join((adress or "").split("\n"))[:200], u.kontor, u.fran_oss, u.fran_dem)
    return besok.planera(e, plan_id, int(vem), u, las_tid(x))


def las_punkt(x: Varden) -> dict[str, Any]:
    return {"ordning": x.heltal("ordning"), "vad": x.text("vad"), "ansvarig": x.text("ansvarig"),
            "forfaller": x.datum("forfaller")}  # fmt: skip


# --- The forms -----------------------------------------------------------------------------------------------------


def _tidfalt(dag: date, fran: str, till: str, rubrik: str) -> tuple[Falt, ...]:
    return (
        Falt("dag", rubrik, "datum", varde=dag.isoformat()),
        Falt("fran", "Från klockan", "text", varde=fran, hjalp="Till exempel 13.00."),
        Falt("till", "Till klockan", "text", varde=till),
    )


def _vara(e: Arbetsenhet) -> str:
    h = Handlaggare
    rader = e.session.scalars(
        select(h.namn).where(h.roll.in_(("kvalitetsutvecklare", "arbetsledare")), h.sparrad.is_(None)).order_by(h.namn)
    )
    return ", ".join(rader)


def _oss(e: Arbetsenhet, varde: str) -> Falt:
    vara = _vara(e)
    return Falt("fran_oss", "Från oss", "stor_text", varde=varde,
                hjalp=f"Ett namn på varje rad. {f'I programmet: {vara}.' if vara else ''}".strip())  # fmt: skip


def _dem(e: Arbetsenhet, anordnare_id: int, namn: str, varde: str | None, **mer: Any) -> Falt:
    """Who works there stands as help; whoever leads is filled in."""
    j = Jobbexpert
    kvar = j.sista_dag.is_(None) | (j.sista_dag >= e.idag)
    folk = e.session.execute(select(j.namn, j.roll).where(j.anordnare_id == anordnare_id, kvar).order_by(j.namn)).all()
    ledare = [p.namn for p in folk if any(o in (p.roll or "").lower() for o in ("chef", "ledare", "rektor"))]
    alla = ", ".join(f"{p.namn} ({p.roll})" if p.roll else p.namn for p in folk)
    return Falt(namn, "Från anordnaren", "stor_text", kravs=False,
                varde="\n".join(ledare) if varde is None else varde,
                hjalp=f"Ett namn på varje rad. {f'I registret: {alla}.' if alla else ''}".strip(), **mer)  # fmt: skip


def _foreslagna(e: Arbetsenhet, p: Uppfoljning) -> list[tuple[str, str]]:
    """The anordnare of the kundval first; of another nämnd's kundval all there are."""
    koder = koderna(p)
    egna: set[int] = set()
    if koder:
        a = Auktorisation
        egna = {r.anordnare_id for r in e.session.scalars(select(a)) if r.avser.startswith(koder)}
        har = select(Insats.anordnare_id).where(Insats.kundval.in_(koder), Insats.anordnare_id.is_not(None))
        egna |= {nr for nr in e.session.scalars(har.distinct()) if nr is not None}
    besokta = set(e.session.scalars(select(Besok.anordnare_id).where(Besok.uppfoljning_id == p.id)))
    alla = val_av_anordnare(e)
    ordnade = sorted(alla, key=lambda a: (a.id not in egna, a.id in besokta))
    return [(str(a.id), a.namn + (" (har ett besök)" if a.id in besokta else "")) for a in ordnade]


def _planera(e: Arbetsenhet, plan_id: int) -> Stegval:
    p = planen(e, plan_id)
    val = _foreslagna(e, p)
    if not val:
        raise Nekad("anordnare", "Det finns ingen anordnare i registret. Lägg in den först.")
    falt = [Falt("anordnare", "Anordnare", "lista", varde=val[0][0], val=tuple(val))]
    for nr, _ in val:
        k = Anordnarkontor
        kontor = list(e.session.scalars(select(k.namn).where(k.anordnare_id == int(nr)).order_by(k.namn)))
        visas = ("anordnare", (nr,))
        if kontor:
            falt.append(Falt(f"kontor_{nr}", "Kontor", "lista", varde=kontor[0], visas_om=visas,
                             val=(*((n, n) for n in kontor), (_ANNAT, "En annan plats"))))  # fmt: skip
        falt.append(_dem(e, int(nr), f"fran_dem_{nr}", None, visas_om=visas))
    return Stegval(
        "besok_planera", f"Planera besök, {p.kundval} {p.ar}", "Planera", mal=str(plan_id), viktig=True,
        falt=(
            *falt, *_tidfalt(plus_arbetsdagar(e.idag, 10), "09.00", "11.00", "Dag"),
            Falt("plats", "Plats", "text", kravs=False, hjalp="Tomt: kontorets adress i registret."),
            _oss(e, e.aktor.namn),
        ),
        hjalp="Besöket får årets fokusfrågor: mallens, och de numrerade raderna i planens tema.",
    )  # fmt: skip


def _rubrik(e: Arbetsenhet, b: Besok) -> str:
    namn = next((a.namn for a in val_av_anordnare(e) if a.id == b.anordnare_id), "")
    return f"{namn}, {motestid(b.start, b.slut, e.idag)}"


def _om(e: Arbetsenhet, b: Besok) -> tuple[Falt, ...]:
    return (
        Falt("kontor", "Kontor", "text", kravs=False, varde=b.kontor),
        Falt("plats", "Plats", "text", kravs=False, varde=b.plats),
        _oss(e, b.fran_oss), _dem(e, b.anordnare_id, "fran_dem", b.fran_dem),
    )  # fmt: skip


def _andra(e: Arbetsenhet, nr: int) -> Stegval:
    b = besoket(e, nr)
    return Stegval("besok_andra", f"Plats och deltagare: {_rubrik(e, b)}", "Spara", mal=str(nr),
                   sedd_version=b.version, falt=_om(e, b))  # fmt: skip


def _flytta(e: Arbetsenhet, nr: int) -> Stegval:
    b = besoket(e, nr)
    return Stegval(
        "besok_flytta", f"Flytta: {_rubrik(e, b)}", "Flytta besöket", mal=str(nr), sedd_version=b.version,
        falt=(*_tidfalt(max(b.start.date(), e.idag), f"{b.start:%H.%M}", f"{b.slut:%H.%M}", "Ny dag"),
              Falt("skal", "Skäl", "stor_text")),
        hjalp="Spara och skicka en ny kallelse efteråt: den ersätter den gamla i mottagarens kalender.",
    )  # fmt: skip


def _stall_in(e: Arbetsenhet, nr: int) -> Stegval:
    b = besoket(e, nr)
    return Stegval(
        "besok_stall_in", f"Ställ in: {_rubrik(e, b)}", "Ställ in besöket", mal=str(nr), sedd_version=b.version,
        falt=(Falt("skal", "Skäl", "stor_text", hjalp="Står vid besöket, inte i avbokningen."),),
        hjalp="Spara och skicka avbokningen efteråt, så försvinner besöket ur mottagarens kalender.",
    )  # fmt: skip


def _hallet(e: Arbetsenhet, nr: int) -> Stegval:
    b = besoket(e, nr)
    return Stegval(
        "besok_hallet", f"Besöket har hållits: {_rubrik(e, b)}", "Spara", mal=str(nr), sedd_version=b.version,
        viktig=True,
        falt=(*_tidfalt(min(b.start.date(), e.idag), f"{b.start:%H.%M}", f"{b.slut:%H.%M}", "Hölls"), *_om(e, b)),
        hjalp="Rätta tid och deltagare, om det blev annorlunda.",
    )  # fmt: skip


def _fragor(e: Arbetsenhet, nr: int) -> Stegval:
    b = besoket(e, nr)
    texten = "\n".join(f.fraga for f in fragorna(e, nr))
    mer: tuple[Falt, ...] = ()
    if b.lage == PLANERAT:
        hjalp = "Så frågas alla anordnare likadant. Besök som det redan står något i ändras inte."
        mer = (Falt("alla", "Samma frågor i de andra planerade besöken", "ja_nej", varde="nej", hjalp=hjalp),)
    return Stegval(
        "besok_fragor", f"Fokusfrågor: {_rubrik(e, b)}", "Spara", mal=str(nr), sedd_version=b.version,
        falt=(Falt("fragor", "Frågor, en på varje rad", "stor_text", varde=texten),
              *mer),
    )  # fmt: skip


def _skriv(e: Arbetsenhet, nr: int) -> Stegval:
    f = frageraden(e, nr)
    return Stegval(
        "besok_skriv", f"Fråga {f.ordning}", "Spara", mal=str(nr), sedd_version=f.version, viktig=True,
        falt=(
            Falt("fraga", "", "upplysning", kravs=False, varde=f.fraga),
            Falt("iakttagelse", "Iakttagelse", "stor_text", kravs=False, varde=f.iakttagelse, hjalp=_UTAN_NAMN),
            Falt("bedomning", "Bedömning i ord", "stor_text", kravs=False, varde=f.bedomning),
        ),
    )  # fmt: skip


def _sammanfatta(e: Arbetsenhet, nr: int) -> Stegval:
    b = besoket(e, nr)
    return Stegval(
        "besok_sammanfatta", f"Sammanfattning: {_rubrik(e, b)}", "Spara", mal=str(nr), sedd_version=b.version,
        falt=(Falt("sammanfattning", "Sammanfattning", "stor_text", kravs=False, varde=b.sammanfattning,
                   hjalp=_UTAN_NAMN),),
    )  # fmt: skip


def _punktfalt(e: Arbetsenhet, b: Besok, x: Besokspunkt | None) -> tuple[Falt, ...]:
    val = tuple((str(f.ordning), f"{f.ordning}. {f.fraga}") for f in fragorna(e, b.id))
    dag = x.forfaller if x else plus_arbetsdagar(max(e.idag, b.start.date()), 20)
    return (
        Falt("vad", "Vad som ska följas upp", "stor_text", varde=x.vad if x else ""),
        Falt("ordning", "Fråga", "lista", varde=str(x.ordning if x else 0), val=(("0", "Ingen särskild"), *val)),
        Falt("ansvarig", "Ansvarig", "text", varde=x.ansvarig if x else "Anordnaren"),
        Falt("forfaller", "Följs upp senast", "datum", varde=str(dag)),
    )


def _ny_punkt(e: Arbetsenhet, nr: int) -> Stegval:
    b = besoket(e, nr)
    return Stegval("besokspunkt_lagg_till", f"Ny uppföljningspunkt: {_rubrik(e, b)}", "Lägg till", mal=str(nr),
                   falt=_punktfalt(e, b, None))  # fmt: skip


def _andra_punkt(e: Arbetsenhet, nr: int) -> Stegval:
    x = punkten(e, nr)
    return Stegval("besokspunkt_andra", "Uppföljningspunkt", "Spara", mal=str(nr), sedd_version=x.version,
                   falt=_punktfalt(e, besoket(e, x.besok_id), x))  # fmt: skip


def _ta_bort_punkt(e: Arbetsenhet, nr: int) -> Stegval:
    x = punkten(e, nr)
    return Stegval("besokspunkt_ta_bort", "Ta bort uppföljningspunkten", "Ta bort", mal=str(nr),
                   sedd_version=x.version, hjalp=x.vad)  # fmt: skip


def _punkt_klar(e: Arbetsenhet, nr: int) -> Stegval:
    x = punkten(e, nr)
    return Stegval(
        "besokspunkt_klar", "Punkten är uppföljd", "Spara", mal=str(nr), sedd_version=x.version, viktig=True,
        falt=(
            Falt("datum", "Dag", "datum", varde=str(e.idag)),
            Falt("notering", "Vad uppföljningen visade", "stor_text", kravs=False, varde=x.notering),
        ),
        hjalp=x.vad,
    )  # fmt: skip


def _punkt_oppna(e: Arbetsenhet, nr: int) -> Stegval:
    x = punkten(e, nr)
    return Stegval("besokspunkt_oppna", "Öppna punkten igen", "Öppna igen", mal=str(nr), sedd_version=x.version,
                   hjalp=x.vad)  # fmt: skip


def _signera(e: Arbetsenhet, nr: int) -> Stegval:
    b = besoket(e, nr)
    return Stegval(
        "besok_signera", f"Signera protokollet: {_rubrik(e, b)}", "Signera", mal=str(nr), sedd_version=b.version,
        viktig=True, hjalp=f"Det blir version {b.protokoll + 1}, med ditt namn. Därefter är protokollet låst.",
    )  # fmt: skip


def _oppna(e: Arbetsenhet, nr: int) -> Stegval:
    b = besoket(e, nr)
    return Stegval(
        "besok_oppna", f"Öppna protokollet igen: {_rubrik(e, b)}", "Öppna igen", mal=str(nr), sedd_version=b.version,
        falt=(Falt("skal", "Skäl", "stor_text", hjalp="Står i nästa version."),),
        hjalp=f"Version {b.protokoll} finns kvar som den är.",
    )  # fmt: skip


_FORMULAR: dict[str, Callable[[Arbetsenhet, int], Stegval]] = {
    "besok_planera": _planera,
    "besok_andra": _andra,
    "besok_flytta": _flytta,
    "besok_stall_in": _stall_in,
    "besok_hallet": _hallet,
    "besok_fragor": _fragor,
    "besok_skriv": _skriv,
    "besok_sammanfatta": _sammanfatta,
    "besok_signera": _signera,
    "besok_oppna": _oppna,
    "besokspunkt_lagg_till": _ny_punkt,
    "besokspunkt_andra": _andra_punkt,
    "besokspunkt_ta_bort": _ta_bort_punkt,
    "besokspunkt_klar": _punkt_klar,
    "besokspunkt_oppna": _punkt_oppna,
}
STEG = tuple(_FORMULAR)
_p = besoksprotokoll

UTFOR: dict[str, Callable[[Arbetsenhet, int, int, Varden], Andring]] = {
    "besok_planera": lambda e, m, v, x: gor_planera(e, m, x),
    "besok_andra": lambda e, m, v, x: besok.andra(e, m, v, las_uppgifter(x)),
    "besok_flytta": lambda e, m, v, x: besok.flytta(e, m, v, las_tid(x), x.text("skal")),
    "besok_stall_in": lambda e, m, v, x: besok.stall_in(e, m, v, x.text("skal")),
    "besok_hallet": lambda e, m, v, x: besok.hallet(e, m, v, las_tid(x), las_uppgifter(x)),
    "besok_fragor": lambda e, m, v, x: besok.satt_fragor(e, m, v, x.text("fragor"), alla=x.janej("alla")),
    "besok_skriv": lambda e, m, v, x: _p.skriv(e, m, v, x.text("iakttagelse"), x.text("bedomning")),
    "besok_sammanfatta": lambda e, m, v, x: _p.sammanfatta(e, m, v, x.text("sammanfattning")),
    "besok_signera": lambda e, m, v, x: _p.signera(e, m, v),
    "besok_oppna": lambda e, m, v, x: _p.oppna_igen(e, m, v, x.text("skal")),
    "besokspunkt_lagg_till": lambda e, m, v, x: _p.lagg_till_punkt(e, m, las_punkt(x)),
    "besokspunkt_andra": lambda e, m, v, x: _p.andra_punkt(e, m, v, las_punkt(x)),
    "besokspunkt_ta_bort": lambda e, m, v, x: _p.ta_bort_punkt(e, m, v),
    "besokspunkt_klar": lambda e, m, v, x: _p.punkt_klar(e, m, v, x.datum("datum"), x.text("notering")),
    "besokspunkt_oppna": lambda e, m, v, x: _p.punkt_oppna(e, m, v),
}
