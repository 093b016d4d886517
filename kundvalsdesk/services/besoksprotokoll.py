"""The protocol of a visit: what was seen and how it was judged, question by question; what is to be followed up.

A signed protocol is locked, and its PDF is kept as it was. Opened again, with a reason, it becomes a next version; the
versions before it stay. That something has been followed up is noted also in a locked one.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from ..fel import Nekad
from ..models import Besok, Besoksfraga, Besoksprotokoll, Besokspunkt
from ..rules.besok import HALLET, INSTALLT
from .arbetsenhet import Arbetsenhet
from .arendelage import krav_text, rimligt
from .besok import DEL, ORORD, besoket, fragorna, krav_oppet
from .handling import handling, kontrollera_version, krav_roll, las_raden, redan_gjord
from .typer import Andring
from .uppfoljning import LANGST_NAMN, inte_framtid, krav_skriver
from .uppfoljningstyper import ROLLER


def _skrivbart(e: Arbetsenhet, besok_id: int) -> Besok:
    """Locked, so that nobody signs while something is written."""
    krav_skriver(e)
    b = besoket(e, besok_id)
    las_raden(e, b)
    krav_oppet(b)
    if b.lage == INSTALLT:
        raise Nekad("lage", "Besöket är inställt.")
    return b


def frageraden(e: Arbetsenhet, fraga_id: int) -> Besoksfraga:
    f = e.session.get(Besoksfraga, fraga_id)
    if f is None:
        raise Nekad("ingen_fraga", "Frågan finns inte längre. Hämta om besöket.")
    return f


def punkten(e: Arbetsenhet, punkt_id: int) -> Besokspunkt:
    x = e.session.get(Besokspunkt, punkt_id)
    if x is None:
        raise Nekad("ingen_punkt", "Punkten finns inte längre. Hämta om besöket.")
    return x


def skriv(e: Arbetsenhet, fraga_id: int, sedd_version: int, iakttagelse: str, bedomning: str) -> Andring:
    """What was seen of one question, and how it was judged; also before the visit is marked held, at the table."""
    krav_skriver(e)
    f = frageraden(e, fraga_id)
    b = _skrivbart(e, f.besok_id)
    mina: dict[str, object] = {"iakttagelse": iakttagelse.strip(), "bedomning": bedomning.strip()}
    kontrollera_version(e, f, sedd_version, mina)
    with handling(e, "besok_skriv", DEL) as h:
        f.iakttagelse, f.bedomning = iakttagelse.strip(), bedomning.strip()
        h.ny_version(b, ORORD)
    return h.andring


def sammanfatta(e: Arbetsenhet, besok_id: int, sedd_version: int, sammanfattning: str) -> Andring:
    krav_skriver(e)
    b = besoket(e, besok_id)
    kontrollera_version(e, b, sedd_version, {"sammanfattning": sammanfattning.strip()})
    _skrivbart(e, besok_id)
    with handling(e, "besok_sammanfatta", DEL) as h:
        b.sammanfattning = sammanfattning.strip()
    return h.andring


# --- What is to be followed up -------------------------------------------------------------------------------------


def _prova_punkt(e: Arbetsenhet, b: Besok, varden: dict[str, Any]) -> dict[str, Any]:
    ordning, dag = varden["ordning"], varden["forfaller"]
    if ordning and ordning not in {f.ordning for f in fragorna(e, b.id)}:
        raise Nekad("ordning", "Frågan finns inte i besöket.", "ordning")
    rimligt(dag, "forfaller")
    if dag < b.start.date():
        raise Nekad("forfaller", "Dagen ligger före besöket.", "forfaller")
    ansvarig = krav_text(varden["ansvarig"], "Ansvarig", "ansvarig")
    if len(ansvarig) > LANGST_NAMN:
        raise Nekad("lang", f"Skriv högst {LANGST_NAMN} tecken.", "ansvarig")
    return {"ordning": ordning, "vad": krav_text(varden["vad"], "Vad som ska följas upp", "vad"),
            "ansvarig": ansvarig, "forfaller": dag}  # fmt: skip


def lagg_till_punkt(e: Arbetsenhet, besok_id: int, varden: dict[str, Any]) -> Andring:
    krav_skriver(e)
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    b = _skrivbart(e, besok_id)
    nya = _prova_punkt(e, b, varden)
    with handling(e, "besokspunkt_lagg_till", DEL) as h:
        e.session.add(Besokspunkt(besok_id=b.id, **nya))
        h.ny_version(b, ORORD)
    return h.andring


def andra_punkt(e: Arbetsenhet, punkt_id: int, sedd_version: int, varden: dict[str, Any]) -> Andring:
    krav_skriver(e)
    x = punkten(e, punkt_id)
    b = _skrivbart(e, x.besok_id)
    nya = _prova_punkt(e, b, varden)
    kontrollera_version(e, x, sedd_version, nya)
    with handling(e, "besokspunkt_andra", DEL) as h:
        for falt, v in nya.items():
            setattr(x, falt, v)
        h.ny_version(b, ORORD)
    return h.andring


def ta_bort_punkt(e: Arbetsenhet, punkt_id: int, sedd_version: int) -> Andring:
    krav_skriver(e)
    x = punkten(e, punkt_id)
    b = _skrivbart(e, x.besok_id)
    kontrollera_version(e, x, sedd_version, {})
    if x.klar is not None:
        raise Nekad("klar", "Punkten är uppföljd. Öppna den igen, om den ska tas bort.")
    with handling(e, "besokspunkt_ta_bort", DEL) as h:
        e.session.delete(x)
        h.ny_version(b, ORORD)
    return h.andring


def punkt_klar(e: Arbetsenhet, punkt_id: int, sedd_version: int, dag: date, notering: str) -> Andring:
    """It has been followed up; also of a signed protocol, which says what was agreed and stays."""
    krav_skriver(e)
    x = punkten(e, punkt_id)
    kontrollera_version(e, x, sedd_version, {"klar": dag, "notering": notering.strip()})
    if x.klar is not None:
        raise Nekad("klar", "Punkten är redan uppföljd.")
    inte_framtid(e, dag)
    with handling(e, "besokspunkt_klar", DEL) as h:
        x.klar, x.klar_av, x.notering = dag, e.aktor.namn, notering.strip()
    return h.andring


def punkt_oppna(e: Arbetsenhet, punkt_id: int, sedd_version: int) -> Andring:
    krav_skriver(e)
    x = punkten(e, punkt_id)
    kontrollera_version(e, x, sedd_version, {})
    if x.klar is None:
        raise Nekad("oppen", "Punkten är inte uppföljd.")
    with handling(e, "besokspunkt_oppna", DEL) as h:
        x.klar = x.klar_av = None
    return h.andring


# --- Signed --------------------------------------------------------------------------------------------------------


def signera(e: Arbetsenhet, besok_id: int, sedd_version: int) -> Andring:
    """Every question must have something written, if only that it was not asked."""
    from .documents import besok as papper

    krav_skriver(e)
    b = besoket(e, besok_id)
    kontrollera_version(e, b, sedd_version, {})
    if b.lage != HALLET:
        raise Nekad("lage", "Protokollet signeras när besöket är hållet.")
    krav_oppet(b)
    tomma = [f.ordning for f in fragorna(e, b.id) if not (f.iakttagelse.strip() and f.bedomning.strip())]
    if tomma:
        raise Nekad(
            "tomma", f"Fråga {tomma[0]} saknar iakttagelse eller bedömning. Skriv ”Togs inte upp”, om det var så."
        )
    with handling(e, "besok_signera", DEL) as h:
        nummer = b.protokoll + 1
        _, pdf = papper.protokoll(e, b.id, nummer, skal=b.skal)
        e.session.add(
            Besoksprotokoll(
                besok_id=b.id, nummer=nummer, signerat=e.idag, signerat_av=e.aktor.namn, skal=b.skal, pdf=pdf,
                sha256=sha256(pdf).hexdigest(),
            )
        )  # fmt: skip
        with e.session.no_autoflush:
            e.session.flush()  # the shared database asks for it before the visit is locked
        b.protokoll, b.signerad, b.skal = nummer, e.idag, ""
    return h.andring


def oppna_igen(e: Arbetsenhet, besok_id: int, sedd_version: int, skal: str) -> Andring:
    """A signed protocol is to be changed: the reason stands in the next version."""
    krav_skriver(e)
    b = besoket(e, besok_id)
    kontrollera_version(e, b, sedd_version, {"skal": skal.strip()})
    if b.signerad is None:
        raise Nekad("osignerat", "Protokollet är inte signerat.")
    with handling(e, "besok_oppna", DEL) as h:
        b.signerad, b.skal = None, krav_text(skal, "Skälet", "skal")
    return h.andring


def signerat(e: Arbetsenhet, besok_id: int, nummer: int = 0) -> tuple[str, bytes]:
    """Name and bytes of a signed version, the latest if none is named. Raises Nekad where there is none."""
    krav_roll(e.aktor, *ROLLER)
    b = besoket(e, besok_id)
    k = Besoksprotokoll
    rad = e.session.scalar(select(k).where(k.besok_id == b.id, k.nummer == (nummer or b.protokoll)))
    if rad is None:
        raise Nekad("inget_protokoll", "Det finns inget signerat protokoll av den versionen.")
    if sha256(rad.pdf).hexdigest() != rad.sha256:
        raise Nekad("andrad", "Det signerade protokollet är inte längre vad det var. Hämta det ur en säkerhetskopia.")
    return f"besoksprotokoll_{b.id}_v{rad.nummer}.pdf", rad.pdf
