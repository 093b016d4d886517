"""Förlängning: asked for by one, decided by another, one month at a time (K 11, regelverk §3 point 9)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from ..fel import Nekad
from ..models import Forlangning, Handling, Insats, Logg
from ..rules.regelverk import Forlangningsregel
from . import notiser
from .arbetsenhet import Arbetsenhet
from .arendelage import inte_fore, inte_i_framtiden, krav_text, oppna_arende, prova
from .fritext import utan_kundens_namn
from .handling import handling, kontrollera_version, krav_roll
from .typer import Andring

_ASKS = ("forlangning_begar", "forlangning_komplettera")


def regel(e: Arbetsenhet) -> Forlangningsregel | None:
    """The rule of förlängning in force today or, where that rule set has none, of the latest."""
    rv = e.regelverk.for_dag(e.idag) or e.regelverk.senaste
    return rv.forlangning or e.regelverk.senaste.forlangning


def forlangning_rad(e: Arbetsenhet, insats_id: int, begard: str) -> Forlangning | None:
    """The request that was made on a day (ISO)."""
    try:
        dag = date.fromisoformat(begard)
    except ValueError:
        return None
    return e.session.scalar(select(Forlangning).where(Forlangning.insats_id == insats_id, Forlangning.begard == dag))


EGEN_BEGARAN = "Du har själv begärt förlängningen. En annan arbetsledare behöver besluta om den."


def egen_begaran(e: Arbetsenhet, i: Insats, begard: str) -> bool:
    """Whether the actor may not decide the request of a day, because it is their own."""
    rad = forlangning_rad(e, i.id, begard)
    return rad is not None and har_begart(e, rad)


def har_begart(e: Arbetsenhet, rad: Forlangning) -> bool:
    """Whether the actor asked for it, or completed it when it came back.

    By the log too: the owner of a local file has no row among the handläggare, but asks under a login like anybody.
    """
    if rad.begard_av_id is not None and rad.begard_av_id == e.aktor.handlaggare_id:
        return True
    q = (
        select(Handling.id)
        .join(Logg, Logg.handling_id == Handling.id)
        .where(Logg.tabell == Forlangning.__tablename__, Logg.rad_id == rad.id)
        .where(Handling.namn.in_(_ASKS), Handling.anvandare == e.aktor.anvandare)
    )
    return e.session.scalar(q.limit(1)) is not None


def begar(e: Arbetsenhet, insats: str, sedd_version: int, datum: date, motivering: str, mal: str) -> Andring:
    """The karriärvägledare asks for one more month: why, and what is to be reached in it (K 11)."""
    i = oppna_arende(e, insats)
    kontrollera_version(e, i, sedd_version, {})
    prova(e, i, "forlangning_begar")
    inte_i_framtiden(e, datum, "datum")
    inte_fore(datum, i.start, "startdatum", "datum")
    motivering, mal = _skrivet(motivering, mal)
    utan_kundens_namn(e, i, {"motivering": motivering, "malet": mal})
    if e.session.scalar(select(Forlangning.id).where(Forlangning.insats_id == i.id, Forlangning.begard == datum)):
        raise Nekad("finns", "En förlängning är redan begärd den dagen.", "datum")
    with handling(e, "forlangning_begar", "forlangning") as h:
        e.session.add(
            Forlangning(
                insats_id=i.id, begard=datum, begard_av_id=e.aktor.handlaggare_id, motivering=motivering, mal=mal
            )
        )
        notiser.skriv(e, notiser.med_roll(e, "arbetsledare"), "forlangning_begard", i.id)
        h.insats(i)
    return h.andring


def komplettera(
    e: Arbetsenhet, insats: str, begard: str, sedd_version: int, datum: date, motivering: str, mal: str
) -> Andring:
    """What came back is asked for again, completed. The day it was first asked for stays, and with it the frist."""
    i = oppna_arende(e, insats)
    rad = _sedd_rad(e, i, begard, sedd_version, {"motivering": motivering, "mal": mal, "kompletterad": datum})
    prova(e, i, "forlangning_komplettera", begard)
    assert rad is not None and rad.atersand is not None  # noqa: S101 - prova has refused any other
    inte_i_framtiden(e, datum, "datum")
    inte_fore(datum, rad.atersand, "återsändningen", "datum")
    motivering, mal = _skrivet(motivering, mal)
    utan_kundens_namn(e, i, {"motivering": motivering, "malet": mal})
    with handling(e, "forlangning_komplettera", "forlangning") as h:
        h.insats(i)
        rad.motivering, rad.mal, rad.kompletterad = motivering, mal, datum
        notiser.skriv(e, notiser.med_roll(e, "arbetsledare"), "forlangning_kompletterad", i.id)
    return h.andring


def atersand(e: Arbetsenhet, insats: str, begard: str, sedd_version: int, datum: date, skal: str) -> Andring:
    """An arbetsledare other than the one who asked sends the request back to be completed.

    The frist of the decision stays as it is: a return does not restart the clock, and nothing makes it vilande.
    """
    krav_roll(e.aktor, "arbetsledare")
    i = oppna_arende(e, insats)
    rad = _sedd_rad(e, i, begard, sedd_version, {"atersand": datum, "atersand_skal": skal})
    prova(e, i, "forlangning_atersand", begard)
    assert rad is not None  # noqa: S101 - prova has refused a missing one
    _av_nagon_annan(e, rad)
    inte_i_framtiden(e, datum, "datum")
    inte_fore(datum, rad.kompletterad or rad.begard, "begäran", "datum")
    text = krav_text(skal, "Vad som behöver kompletteras", "skal")
    utan_kundens_namn(e, i, {"skal": text})
    with handling(e, "forlangning_atersand", "forlangning") as h:
        h.insats(i)
        rad.atersand, rad.atersand_skal, rad.kompletterad = datum, text, None
        notiser.skriv(e, (notiser.anvandare(e, rad.begard_av_id),), "forlangning_atersand", i.id)
    return h.andring


def besluta(
    e: Arbetsenhet, insats: str, begard: str, sedd_version: int, datum: date, beslut: str, skal: str = ""
) -> Andring:
    """An arbetsledare other than the one who asked decides, before the end date (K 11).

    The printed decision is issued with it.
    """
    krav_roll(e.aktor, "arbetsledare")
    i = oppna_arende(e, insats)
    rad = _sedd_rad(e, i, begard, sedd_version, {"beslutad": datum, "beslut": beslut, "beslut_skal": skal})
    x = prova(e, i, "forlangning_besluta", begard)
    assert rad is not None  # noqa: S101 - prova has refused a missing one
    _av_nagon_annan(e, rad)
    if beslut not in ("beviljad", "avslag"):
        raise Nekad("beslut", "Välj bevilja eller avslå.", "beslut")
    inte_i_framtiden(e, datum, "datum")
    inte_fore(datum, rad.kompletterad or rad.atersand or rad.begard, "begäran", "datum")
    antal = sum(f.beviljad for f in x.fakta.forlangningar)
    if beslut == "beviljad":
        if rad.atersand is not None and rad.kompletterad is None:
            raise Nekad("forlangning_atersand", "Begäran är återsänd och behöver kompletteras innan den kan beviljas.")
        r = regel(e)
        if r and antal >= r.max_antal:
            raise Nekad("forlangning_max", "Insatsen har redan förlängts så många gånger som rutinerna tillåter.")
        if x.fakta.avslutstyp:
            raise Nekad("avslutad", "Insatsen är avslutad och kan inte förlängas.")
        if x.ramar.slut_nu is not None and datum > x.ramar.slut_nu:
            raise Nekad("forlangning_sen", "Slutdatum har passerat. En förlängning beslutas före slutdatum.", "datum")
    text = krav_text(skal, "Skäl till avslaget", "skal") if beslut == "avslag" else skal.strip()
    utan_kundens_namn(e, i, {"skal": text})
    slut_fore, slut_efter = x.ramar.slut_nu, x.ramar.slut_med(antal + 1)
    with handling(e, "forlangning_besluta", "forlangning", "insats", "dokument") as h:
        h.insats(i)
        rad.beslutad, rad.beslut, rad.beslutad_av_id = datum, beslut, e.aktor.handlaggare_id
        rad.beslut_skal = text or None
        notiser.skriv(e, (notiser.anvandare(e, rad.begard_av_id),), "forlangning_beslutad", i.id, beslut=beslut)
        if beslut == "beviljad" and i.slut is not None:
            # Always reckoned from the start with n + k months, never from the previous end date (regelverk §1).
            i.slut = slut_efter
        from .documents import forlangningsunderlag

        forlangningsunderlag.utfarda(e, i, rad, slut_fore, slut_efter, antal + 1)
    return h.andring


def _sedd_rad(
    e: Arbetsenhet, i: Insats, begard: str, sedd_version: int, mina: dict[str, object]
) -> Forlangning | None:  # fmt: skip
    rad = forlangning_rad(e, i.id, begard)
    if rad is not None:
        kontrollera_version(e, rad, sedd_version, mina)
    return rad


def _av_nagon_annan(e: Arbetsenhet, rad: Forlangning) -> None:
    if har_begart(e, rad):
        raise Nekad(
            "egen_begaran", "Den som har begärt förlängningen kan inte besluta om den. Be en annan arbetsledare."
        )


def _skrivet(motivering: str, mal: str) -> tuple[str, str]:
    """The two texts, once it is sure that the decision can print them: later only the one who asks may change them."""
    motivering = krav_text(motivering, "Motivering", "motivering")
    mal = krav_text(mal, "Vad som ska nås under månaden", "malet")
    if not (motivering.isascii() and mal.isascii()):  # plain letters spare the fonts
        from .documents.text import rensa

        for text, rubrik, falt in ((motivering, "Motiveringen", "motivering"), (mal, "Målet", "malet")):
            try:
                rensa(text, rubrik)
            except Nekad as fel:
                raise Nekad(fel.kod, fel.mening, falt) from None
    return motivering, mal
