"""The steps from the kund's choice to the uppdrag, and the meetings (K 5.4, K 6, K 7)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select

from ..fel import Nekad
from ..models import Anordnare, Auktorisation, Kontakt
from ..rules.sortering import sortnyckel
from ..texter.datum import datum_langt
from ..texter.meningar import KONTAKTORD, insats_ord
from . import forval
from .arbetsenhet import Arbetsenhet
from .arendelage import inte_fore, inte_i_framtiden, krav_text, oppna_arende, prova, rimligt
from .handling import handling, kontrollera_version
from .parallella import obedomda, rader_i_ord
from .typer import Andring

NAGON_ANNAN = "-"
"""In the place of a jobbexpert's name: somebody who is not in the register."""


def auktoriserade(e: Arbetsenhet, kod: str, dag: date) -> list[Anordnare]:
    """Anordnare authorised on a day for the kundval of an insats, or for just that insats; by Swedish name."""
    regel = e.regelverk.insats(kod, dag)
    avser = [kod, *([regel.kundval] if regel else [])]
    a = Auktorisation
    rader = e.session.scalars(
        select(Anordnare).where(
            Anordnare.id.in_(
                select(a.anordnare_id).where(a.avser.in_(avser), a.fran <= dag, or_(a.till.is_(None), a.till >= dag))
            )
        )
    )
    return sorted(rader, key=lambda a: sortnyckel(a.namn))


def vald_anordnare(
    e: Arbetsenhet, kod: str, kundval: str, anordnare: str, forvald: bool, falt: str = "anordnare",
    forvalsfalt: str = "forvald",
) -> Anordnare:  # fmt: skip
    """The one that is chosen, if it may be today. Raises Nekad with the field of the choice."""
    if forvald:
        dagens = forval.dagens(e, kundval, e.idag)
        if not dagens or (anordnare and anordnare != dagens):
            nu = f"I dag är det {dagens}." if dagens else "I dag finns ingen."
            raise Nekad("ej_forval", f"Den valda anordnaren är inte förvalsanordnare. {nu}", forvalsfalt)
        anordnare = dagens
    vald = next((a for a in auktoriserade(e, kod, e.idag) if a.namn == anordnare), None)
    if vald is None:
        if not anordnare:
            raise Nekad("saknas", "Välj anordnare.", falt)
        raise Nekad("ej_auktoriserad", f"{anordnare} är inte auktoriserad för insatsen i dag.", falt)
    return vald


def valj_anordnare(e: Arbetsenhet, insats: str, sedd_version: int, anordnare: str, forvald: bool = False) -> Andring:
    """The kund chooses an anordnare that is authorised that day, or takes the förvalsanordnare (K 5.4).

    `forvald`: it is the förvalsanordnare of the day, named or not.
    """
    i = oppna_arende(e, insats)
    dagens = forval.dagens(e, i.kundval, e.idag) if forvald else ""
    vill = e.session.scalar(select(Anordnare.id).where(Anordnare.namn == (anordnare or dagens)))
    kontrollera_version(e, i, sedd_version, {"anordnare_id": vill} if vill is not None else {})
    prova(e, i, "valj_anordnare")
    vald = vald_anordnare(e, i.kod, i.kundval, anordnare, forvald)
    with handling(e, "valj_anordnare", "insats") as h:
        h.insats(i)
        i.anordnare_id = vald.id
        i.forvald = forvald
        forval.publicera(e, (i.kundval,))
    return h.andring


def aktualisera(e: Arbetsenhet, insats: str, sedd_version: int, datum: date) -> Andring:
    """The case is queued at the anordnare (K 6.1)."""
    i = oppna_arende(e, insats)
    kontrollera_version(e, i, sedd_version, {"aktualiserad": datum})
    prova(e, i, "aktualisera")
    inte_i_framtiden(e, datum, "datum")
    inte_fore(datum, i.beslut, "beslutet", "datum")
    anordnare = e.session.get_one(Anordnare, i.anordnare_id)
    if anordnare.namn not in {a.namn for a in auktoriserade(e, i.kod, datum)}:
        raise Nekad("ej_auktoriserad", f"{anordnare.namn} är inte auktoriserad för insatsen den dagen.", "datum")
    with handling(e, "aktualisera", "insats") as h:
        h.insats(i)
        i.aktualiserad = datum
    return h.andring


def bemanna(e: Arbetsenhet, insats: str, sedd_version: int, datum: date, jobbexpert: str = "") -> Andring:
    """The anordnare has named who takes the case (K 6.2); recorded by the karriärvägledare."""
    i = oppna_arende(e, insats)
    kontrollera_version(e, i, sedd_version, {"bemannad": datum, "jobbexpert": jobbexpert or None})
    prova(e, i, "bemanna")
    inte_i_framtiden(e, datum, "datum")
    inte_fore(datum, i.aktualiserad, "aktualiseringen", "datum")
    with handling(e, "bemanna", "insats") as h:
        h.insats(i)
        i.bemannad = datum
        i.jobbexpert = jobbexpert.strip() or None
    return h.andring


def _uppdraget(datum: date, start: date, omfattning: int, deltid_skal: str, beskrivning: str) -> dict[str, object]:
    return {
        "uppdrag": datum,
        "start": start,
        "omfattning": omfattning,
        "deltid_skal": deltid_skal.strip() or None,
        "uppdragsbeskrivning": beskrivning.strip() or None,
    }


def lagg_in_uppdrag(
    e: Arbetsenhet,
    insats: str,
    sedd_version: int,
    datum: date,
    start: date,
    omfattning: int = 100,
    deltid_skal: str = "",
    beskrivning: str = "",
    parallell_bedomning: str = "",
) -> Andring:
    """The assignment, with start date and omfattning; deltid needs a reason (K 6.3, K 6.4).

    One that starts while another insats of the kund runs needs the assessment of it (K 8.4), if none is recorded.
    """
    i = oppna_arende(e, insats)
    kontrollera_version(e, i, sedd_version, _uppdraget(datum, start, omfattning, deltid_skal, beskrivning))
    prova(e, i, "uppdrag")
    inte_i_framtiden(e, datum, "datum")
    inte_fore(datum, i.bemannad, "bemanningen", "datum")
    rimligt(start, "start")
    inte_fore(start, datum, "uppdraget", "start")
    if not 1 <= omfattning <= 100:
        raise Nekad("omfattning", "Omfattningen ska vara mellan 1 och 100 procent.", "omfattning")
    skal = krav_text(deltid_skal, "Skäl till deltid", "deltid_skal") if omfattning < 100 else ""
    _far_starta(e, i.kod, start)
    bredvid = obedomda(e, i, start)
    if bredvid and not parallell_bedomning.strip():
        mening = f"Insatsen startar medan kunden har {rader_i_ord(e, bredvid[:1])}. Bedöm om de kan pågå samtidigt."
        raise Nekad("parallell", mening, "parallell_bedomning")
    with handling(e, "uppdrag", "insats") as h:
        h.insats(i)
        i.uppdrag, i.start, i.omfattning = datum, start, omfattning
        i.deltid_skal = skal or None
        i.uppdragsbeskrivning = beskrivning.strip() or None
        if bredvid:
            i.parallell_bedomning = parallell_bedomning.strip()
    return h.andring


def _far_starta(e: Arbetsenhet, kod: str, start: date) -> None:
    """Raises Nekad for a start before the first rule set that has the insats (K 2)."""
    forsta = min((r.fran for r in e.regelverk.alla if kod in r.insatser), default=None)
    if forsta is not None and start < forsta:
        raise Nekad("start", f"{insats_ord(kod)} får starta från och med {datum_langt(forsta)}.", "start")


def registrera_kontakt(e: Arbetsenhet, insats: str, sedd_version: int, typ: str, datum: date) -> Andring:
    """A meeting or contact that has been held (K 7.1, K 7.2, K 7.5)."""
    i = oppna_arende(e, insats)
    kontrollera_version(e, i, sedd_version, {})
    prova(e, i, "kontakt")
    if typ not in KONTAKTORD:
        raise Nekad("typ", "Välj vad för slags möte eller kontakt det var.", "typ")
    inte_i_framtiden(e, datum, "datum")
    inte_fore(datum, i.uppdrag or i.start, "uppdraget", "datum")
    if e.session.scalar(
        select(Kontakt.id).where(Kontakt.insats_id == i.id, Kontakt.typ == typ, Kontakt.datum == datum)
    ):
        raise Nekad("finns", "Det är redan registrerat för den dagen.", "datum")
    with handling(e, "kontakt", "kontakt") as h:
        e.session.add(Kontakt(insats_id=i.id, datum=datum, typ=typ))
        h.insats(i)
    return h.andring
