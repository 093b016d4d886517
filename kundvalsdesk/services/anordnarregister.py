"""What is written in the register of anordnare: who they are, their offices and staff, what they may do, and what they
have reported (K 3.2).

Kept by those who answer for the authorisations and by those to whom changes are reported (VARDARE); a karriärvägledare
reads. A target is named by its table and number, as "kontor:3".
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select

from ..fel import Nekad
from ..models import Anordnarandring, Anordnare, Anordnarkontor, Auktorisation, Insats, Jobbexpert
from ..rules.sortering import sokform
from ..texter.datum import datum_langt
from ..texter.meningar import KUNDVALORD
from . import anordnarfalt as falt
from . import forval
from .anordnarfalt import Uppgift, prova_epost, rensa
from .arbetsenhet import Arbetsenhet
from .arendelage import inte_i_framtiden
from .brister import REGISTERROLLER
from .handling import handling, kontrollera_version, krav_roll
from .typer import ARENDEROLLER, Andring

VARDARE = ("arbetsledare", *REGISTERROLLER, "systemspecialist")
"""As models.ratter.roller.REGISTERVARDARE."""
LASARE = (*ARENDEROLLER, *REGISTERROLLER, "systemspecialist")
DEL = "anordnare"

T = TypeVar("T", Anordnare, Anordnarkontor, Jobbexpert, Auktorisation, Anordnarandring)


def mal(rad: T) -> str:
    """What a row is called where a step names it."""
    return f"{rad.__tablename__}:{rad.id}"


def hamta_rad(e: Arbetsenhet, tabell: type[T], malet: str) -> T:
    """The row that a step names. Raises Nekad if there is none (any longer)."""
    m = re.fullmatch(rf"{tabell.__tablename__}:([0-9]{{1,9}})", malet)
    rad = e.session.get(tabell, int(m[1])) if m else None
    if rad is None:
        raise Nekad("okant_mal", "Uppgiften finns inte längre i registret. Hämta om anordnaren.")
    return rad


def anordnare_med_namn(e: Arbetsenhet, namn: str) -> Anordnare:
    rad = e.session.scalars(select(Anordnare).where(Anordnare.namn == namn)).one_or_none()
    if rad is None:
        raise Nekad("okand", f"Det finns ingen anordnare som heter {namn}.", "anordnare")
    return rad


def _satt(rad: Any, varden: dict[str, Any]) -> None:
    for namn, v in varden.items():
        setattr(rad, namn, v)


def _las_falt(
    e: Arbetsenhet, uppgifter: tuple[Uppgift, ...], rad: Any, sedd_version: int, varden: dict[str, str]
) -> dict[str, Any]:
    """What is to be set on a row that is there; what stands there already is not tried anew."""
    andrade = {n: v for n, v in varden.items() if v.strip() != falt.som_falt(getattr(rad, n, None))}
    nya = rensa(uppgifter, andrade, ny=False)
    alla = {n: nya.get(n, getattr(rad, n, None)) for n in varden}
    kontrollera_version(e, rad, sedd_version, alla)
    return nya


# --- The anordnare -------------------------------------------------------------------------------------------------


def lagg_till(e: Arbetsenhet, varden: dict[str, str]) -> Andring:
    krav_roll(e.aktor, *VARDARE)
    nya = rensa(falt.ANORDNARE, varden, ny=True)
    _prova_anordnare(e, nya, None)
    with handling(e, "anordnare_lagg_till", DEL) as h:
        e.session.add(Anordnare(**nya))
    return h.andring


def andra(e: Arbetsenhet, malet: str, sedd_version: int, varden: dict[str, str]) -> Andring:
    """A field that is left out stays. A new name is remembered beside the old one (services.forval)."""
    krav_roll(e.aktor, *VARDARE)
    a = hamta_rad(e, Anordnare, malet)
    nya = _las_falt(e, falt.ANORDNARE, a, sedd_version, varden)
    _prova_anordnare(e, nya, a)
    with handling(e, "anordnare_andra", DEL) as h:
        if (namn := nya.get("namn")) is not None and namn != a.namn:
            forval.publicera(e)
            forr = [x for x in (a.tidigare_namn or "").splitlines() if x not in (namn, a.namn)]
            a.tidigare_namn = "\n".join([*forr, a.namn])
        _satt(a, nya)
    return h.andring


def _prova_anordnare(e: Arbetsenhet, nya: dict[str, Any], a: Anordnare | None) -> None:
    prova_epost(nya.get("epost"))
    if (orgnr := nya.get("orgnr")) is not None:
        nya["orgnr"] = prova_orgnr(orgnr)
    namn = nya.get("namn")
    if namn is None:
        return
    id_ = a.id if a is not None else None
    for x in e.session.execute(select(Anordnare.id, Anordnare.namn, Anordnare.tidigare_namn)):
        if x.id == id_:
            continue
        if sokform(x.namn) == sokform(namn):
            raise Nekad("finns", f"Det finns redan en anordnare som heter {x.namn}.", "namn")
        if namn in (x.tidigare_namn or "").splitlines():
            raise Nekad("finns", f"{x.namn} har hetat så förut. Välj ett annat namn.", "namn")


def prova_orgnr(orgnr: str) -> str:
    """With its hyphen. Raises Nekad for ten digits of which the last does not follow from the others."""
    siffror = re.sub(r"[\s-]", "", orgnr)
    if not re.fullmatch("[0-9]{10}", siffror):
        raise Nekad("orgnr", "Ett organisationsnummer har tio siffror, till exempel 556012-5790.", "orgnr")
    summa = sum(sum(divmod(int(s) * (2 - n % 2), 10)) for n, s in enumerate(siffror))
    if summa % 10:
        raise Nekad("orgnr", "Organisationsnumrets sista siffra stämmer inte med de andra.", "orgnr")
    return f"{siffror[:6]}-{siffror[6:]}"


# --- Offices -------------------------------------------------------------------------------------------------------


def lagg_till_kontor(e: Arbetsenhet, anordnare: str, varden: dict[str, str]) -> Andring:
    krav_roll(e.aktor, *VARDARE)
    a = hamta_rad(e, Anordnare, anordnare)
    nya = rensa(falt.KONTOR, varden, ny=True)
    prova_epost(nya["epost"])
    _prova_ensamt(e, Anordnarkontor, a.id, nya["namn"], None, "Anordnaren har redan ett kontor som heter")
    with handling(e, "kontor_lagg_till", DEL) as h:
        e.session.add(Anordnarkontor(anordnare_id=a.id, **nya))
    return h.andring


def andra_kontor(e: Arbetsenhet, malet: str, sedd_version: int, varden: dict[str, str]) -> Andring:
    krav_roll(e.aktor, *VARDARE)
    k = hamta_rad(e, Anordnarkontor, malet)
    nya = _las_falt(e, falt.KONTOR, k, sedd_version, varden)
    prova_epost(nya.get("epost"))
    if "namn" in nya:
        _prova_ensamt(
            e, Anordnarkontor, k.anordnare_id, nya["namn"], k.id, "Anordnaren har redan ett kontor som heter"
        )
    with handling(e, "kontor_andra", DEL) as h:
        _satt(k, nya)
    return h.andring


def _prova_ensamt(
    e: Arbetsenhet, tabell: type[Anordnarkontor] | type[Jobbexpert], anordnare_id: int, namn: str, id_: int | None,
    mening: str,
) -> None:  # fmt: skip
    q = select(tabell.id, tabell.namn).where(tabell.anordnare_id == anordnare_id)
    if any(r.id != id_ and sokform(r.namn) == sokform(namn) for r in e.session.execute(q)):
        raise Nekad("finns", f"{mening} {namn}.", "namn")


def ta_bort_kontor(e: Arbetsenhet, malet: str, sedd_version: int) -> Andring:
    """One that is no more. The log keeps what was there."""
    krav_roll(e.aktor, *VARDARE)
    return _ta_bort(e, hamta_rad(e, Anordnarkontor, malet), sedd_version, "kontor_ta_bort")


def _ta_bort(e: Arbetsenhet, rad: Anordnarkontor | Jobbexpert, sedd_version: int, namn: str) -> Andring:
    kontrollera_version(e, rad, sedd_version, {})
    with handling(e, namn, DEL) as h:
        e.session.delete(rad)
    return h.andring


# --- Staff (K 3.2.1) -----------------------------------------------------------------------------------------------


def lagg_till_jobbexpert(e: Arbetsenhet, anordnare: str, varden: dict[str, str]) -> Andring:
    krav_roll(e.aktor, *VARDARE)
    a = hamta_rad(e, Anordnare, anordnare)
    nya = rensa(falt.JOBBEXPERT, varden, ny=True)
    _prova_person(e, nya)
    _prova_ensamt(e, Jobbexpert, a.id, nya["namn"], None, "I registret finns redan")
    with handling(e, "jobbexpert_lagg_till", DEL) as h:
        e.session.add(Jobbexpert(anordnare_id=a.id, **nya))
    return h.andring


def andra_jobbexpert(e: Arbetsenhet, malet: str, sedd_version: int, varden: dict[str, str]) -> Andring:
    krav_roll(e.aktor, *VARDARE)
    j = hamta_rad(e, Jobbexpert, malet)
    nya = _las_falt(e, falt.JOBBEXPERT, j, sedd_version, varden)
    _prova_person(e, {u.namn: nya.get(u.namn, getattr(j, u.namn)) for u in falt.JOBBEXPERT}, nya)
    if "namn" in nya:
        _prova_ensamt(e, Jobbexpert, j.anordnare_id, nya["namn"], j.id, "I registret finns redan")
    with handling(e, "jobbexpert_andra", DEL) as h:
        _satt(j, nya)
    return h.andring


def ta_bort_jobbexpert(e: Arbetsenhet, malet: str, sedd_version: int) -> Andring:
    """Somebody who was written down by mistake, or left long ago: then the register need not know of them."""
    krav_roll(e.aktor, *VARDARE)
    return _ta_bort(e, hamta_rad(e, Jobbexpert, malet), sedd_version, "jobbexpert_ta_bort")


def _prova_person(e: Arbetsenhet, hela: dict[str, Any], nya: dict[str, Any] | None = None) -> None:
    nya = hela if nya is None else nya
    prova_epost(nya.get("epost"))
    _prova_ordning(hela["forsta_dag"], hela["sista_dag"], "sista_dag")
    if nya.get("behorighet_begard") is not None:
        inte_i_framtiden(e, nya["behorighet_begard"], "behorighet_begard")


def _prova_ordning(fran: date | None, till: date | None, vid: str) -> None:
    if fran is not None and till is not None and till < fran:
        raise Nekad("ordning", f"Sista dagen ligger före den första, {datum_langt(fran)}.", vid)


# --- Authorisations ------------------------------------------------------------------------------------------------


def auktorisera(e: Arbetsenhet, anordnare: str, avser: str, varden: dict[str, str]) -> Andring:
    """Authorised for a kundval or one insats from a day on. What the förvalslista has been by now is written down
    before: published periods never change because of it."""
    krav_roll(e.aktor, *VARDARE)
    a = hamta_rad(e, Anordnare, anordnare)
    if avser not in KUNDVALORD and e.regelverk.insats(avser) is None:
        raise Nekad("okand_kod", f"Välj ett kundval ({', '.join(KUNDVALORD)}) eller en insats, som AMI2.", "avser")
    nya = rensa(falt.AUKTORISATION, varden, ny=True)
    _prova_tid(e, a.id, avser, nya["fran"], nya["till"], None)
    with handling(e, "auktorisera", DEL) as h:
        forval.publicera(e)
        e.session.add(Auktorisation(anordnare_id=a.id, avser=avser, **nya))
    return h.andring


def andra_auktorisation(e: Arbetsenhet, malet: str, sedd_version: int, varden: dict[str, str]) -> Andring:
    krav_roll(e.aktor, *VARDARE)
    x = hamta_rad(e, Auktorisation, malet)
    nya = _las_falt(e, falt.AUKTORISATION, x, sedd_version, varden)
    if {"fran", "till"} & set(nya):
        _prova_tid(e, x.anordnare_id, x.avser, nya.get("fran", x.fran), nya.get("till", x.till), x.id)
    with handling(e, "auktorisation_andra", DEL) as h:
        forval.publicera(e)
        _satt(x, nya)
        if x.till is None:
            x.avslut = x.avslut_skal = None
    return h.andring


def avauktorisera(e: Arbetsenhet, malet: str, sedd_version: int, varden: dict[str, str]) -> Andring:
    """Withdrawn, or ended for another reason: its last day, how and why. Insatser that run go on, and are listed
    (services.anordnarkort.utan_auktorisation): what becomes of each is for its karriärvägledare to decide."""
    krav_roll(e.aktor, *VARDARE)
    x = hamta_rad(e, Auktorisation, malet)
    nya = rensa(falt.AVSLUT, varden, ny=True)
    kontrollera_version(e, x, sedd_version, nya)
    _prova_slut(x, nya)
    with handling(e, "avauktorisera", DEL) as h:
        _satt_slut(e, x, nya)
    return h.andring


def avsluta_auktorisation(e: Arbetsenhet, x: Auktorisation, varden: dict[str, Any]) -> None:
    """As `avauktorisera`, within another action."""
    _prova_slut(x, varden)
    _satt_slut(e, x, varden)


def _prova_slut(x: Auktorisation, nya: dict[str, Any]) -> None:
    _prova_ordning(x.fran, nya["till"], "till")
    if x.till is not None and x.till < nya["till"]:
        raise Nekad("redan", f"Den upphör redan {datum_langt(x.till)}. Skriv en tidigare dag.", "till")


def _satt_slut(e: Arbetsenhet, x: Auktorisation, nya: dict[str, Any]) -> None:
    forval.publicera(e)
    _satt(x, nya)


def ta_bort_auktorisation(e: Arbetsenhet, malet: str, sedd_version: int) -> Andring:
    """One that was written down by mistake. Not one that an insats has been granted by."""
    krav_roll(e.aktor, *VARDARE)
    x = hamta_rad(e, Auktorisation, malet)
    kontrollera_version(e, x, sedd_version, {})
    i = Insats
    q = select(i.id).where(
        i.anordnare_id == x.anordnare_id, i.kundval == x.avser if x.avser in KUNDVALORD else i.kod == x.avser,
        i.beslut >= x.fran, i.historik.is_(False),
    )  # fmt: skip
    # Who works with no cases is told the same: that it is used is no secret, and whom it is used for is not said.
    if e.lokal or e.aktor.har(*ARENDEROLLER, *REGISTERROLLER):
        anvand = e.session.scalars(q.limit(1)).first() is not None
    else:
        anvand = x.fran <= e.idag
    if anvand:
        raise Nekad("anvand", "Insatser kan ha beviljats med stöd av den. Avsluta den i stället.")
    with handling(e, "auktorisation_ta_bort", DEL) as h:
        forval.publicera(e)
        e.session.delete(x)
    return h.andring


def _prova_tid(e: Arbetsenhet, anordnare_id: int, avser: str, fran: date, till: date | None, id_: int | None) -> None:
    _prova_ordning(fran, till, "till")
    a = Auktorisation
    for x in e.session.execute(
        select(a.id, a.fran, a.till).where(a.anordnare_id == anordnare_id, a.avser == avser).order_by(a.fran)
    ):
        if x.id != id_ and x.fran <= (till or date.max) and fran <= (x.till or date.max):
            slut = f"till {datum_langt(x.till)}" if x.till else "och tills vidare"
            raise Nekad(
                "overlapp", f"Det finns redan en auktorisation för {avser} från {datum_langt(x.fran)} {slut}.", "fran"
            )


# --- Changes that are reported (K 3.2) -----------------------------------------------------------------------------


def anmal_andring(e: Arbetsenhet, anordnare: str, varden: dict[str, str]) -> Andring:
    krav_roll(e.aktor, *VARDARE)
    a = hamta_rad(e, Anordnare, anordnare)
    nya = rensa(falt.ANDRING, varden, ny=True)
    inte_i_framtiden(e, nya["anmald"], "anmald")
    with handling(e, "anordnarandring_anmal", DEL) as h:
        e.session.add(Anordnarandring(anordnare_id=a.id, **nya))
    return h.andring


def ratta_andring(e: Arbetsenhet, malet: str, sedd_version: int, varden: dict[str, str]) -> Andring:
    krav_roll(e.aktor, *VARDARE)
    x = hamta_rad(e, Anordnarandring, malet)
    nya = _las_falt(e, falt.ANDRING, x, sedd_version, varden)
    if "anmald" in nya:
        inte_i_framtiden(e, nya["anmald"], "anmald")
        _prova_hanterad(nya["anmald"], x.hanterad, "anmald")
    with handling(e, "anordnarandring_andra", DEL) as h:
        _satt(x, nya)
    return h.andring


def hantera_andring(e: Arbetsenhet, malet: str, sedd_version: int, varden: dict[str, str]) -> Andring:
    """Somebody at the unit has dealt with what was reported: who that is, is who says so."""
    krav_roll(e.aktor, *VARDARE)
    x = hamta_rad(e, Anordnarandring, malet)
    nya = rensa(falt.HANTERING, varden, ny=True)
    kontrollera_version(e, x, sedd_version, nya)
    if x.hanterad is not None:
        raise Nekad("redan", f"Ändringen är redan hanterad, {datum_langt(x.hanterad)}.")
    inte_i_framtiden(e, nya["hanterad"], "hanterad")
    _prova_hanterad(x.anmald, nya["hanterad"], "hanterad")
    with handling(e, "anordnarandring_hantera", DEL) as h:
        _satt(x, nya)
        x.hanterad_av_id = e.aktor.handlaggare_id
    return h.andring


def _prova_hanterad(anmald: date, hanterad: date | None, vid: str) -> None:
    if hanterad is not None and hanterad < anmald:
        raise Nekad("ordning", f"Ändringen anmäldes {datum_langt(anmald)}, och hanterades inte före det.", vid)
