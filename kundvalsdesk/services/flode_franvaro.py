"""Absence as it is registered (K 9.2, K 10): begun, ended or prolonged, corrected, taken away, asked to be certified.

What comes in about it afterwards (certificates, assessments, messages) is answered in services.flode_handelser.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..fel import Nekad
from ..models import Franvaro, Insats, Kund
from ..rules import fakta as F  # noqa: N812 - the facts, beside the mapped classes of the same names
from ..rules import franvaro as regler
from ..rules.steg import Lage
from ..texter.datum import dagar_ord
from ..texter.franvaro import FORSOKFEL, hinder_mening, ledighet_mening
from ..texter.meningar import FRANVAROORD, STEGNEJ
from .arbetsenhet import Arbetsenhet
from .arendelage import inte_i_framtiden, krav_text, oppna_arende, prova
from .flode_handelser import franvaro_rad
from .handling import handling, kontrollera_version
from .typer import Andring


@dataclass(frozen=True, slots=True)
class Anmalan:
    """What is told of an absence. `till` None: still absent. `forsok`: days of the contact attempts that failed."""

    typ: str
    fran: date
    till: date | None = None
    registrerad: date | None = None
    orsak: str = ""
    forsok: tuple[date, ...] = ()
    motivering: str = ""
    intyg_skal: str = ""


def ledighet_hinder(e: Arbetsenhet, i: Insats) -> str | None:
    """Why the kund may not have leave by the routines (K 9.2), None if they may (rules.franvaro)."""
    kund = e.session.get_one(Kund, i.kund_id)
    return regler.ledighet_hinder(e.regelverk.malgrupper().get(kund.malgrupp or ""), kund.ekonomiskt_bistand)


def rad_av(e: Arbetsenhet, i: Insats, mal: str) -> Franvaro:
    """The very row that `mal` names (typ:first day), not the period that it may be part of. Raises Nekad."""
    typ, _, forsta = mal.partition(":")
    try:
        dag = date.fromisoformat(forsta)
    except ValueError:
        raise Nekad("okand_franvaro", STEGNEJ["franvaro_saknas"]) from None
    rad = e.session.scalar(
        select(Franvaro).where(Franvaro.insats_id == i.id, Franvaro.typ == typ, Franvaro.fran == dag)
    )
    if rad is None:
        raise Nekad("okand_franvaro", STEGNEJ["franvaro_saknas"])
    return rad


def _las(e: Arbetsenhet, i: Insats) -> None:
    """Two who register absence in the same case at once wait for each other: neither sees past the other's row."""
    e.session.execute(select(Insats.id).where(Insats.id == i.id).with_for_update())


def _prova_dagar(x: Lage, ny: F.Franvaro, utom: F.Franvaro | None = None) -> None:
    h = regler.hinder(x.fakta, x.ramar, ny, x.idag, utom)
    if h is not None:
        raise Nekad(h.kod, hinder_mening(h), h.falt)


def _fakta(rad: Franvaro) -> F.Franvaro:
    return F.Franvaro(rad.typ, rad.fran, rad.till)


def _med_forsok(orsak: str, forsok: Sequence[date]) -> str:
    """The days of the attempts stand first in the reason: K 10.4 wants them told, and the transfer format has a
    column for their number only."""
    dagar = f"Kontaktförsök {dagar_ord(forsok)} {forsok[-1].year}."
    return f"{dagar} {orsak}".strip()


def registrera(e: Arbetsenhet, insats: str, sedd_version: int, a: Anmalan) -> Andring:
    """An absence is registered. Days already taken are refused; sickness that adjoins another becomes one period
    with it (regelverk §4)."""
    i = oppna_arende(e, insats)
    kontrollera_version(e, i, sedd_version, {})
    _las(e, i)
    x = prova(e, i, "franvaro_registrera")
    if a.typ not in FRANVAROORD:
        raise Nekad("typ", "Välj vad för slags frånvaro det är.", "typ")
    orsak = a.orsak.strip()
    if a.forsok:
        fel = "antal" if a.typ != "ogiltig" else regler.forsok_fel(a.forsok)
        if fel is not None:
            raise Nekad("forsok", FORSOKFEL[fel], "forsok_3")
        inte_i_framtiden(e, a.forsok[-1], "forsok_3")
        orsak = _med_forsok(orsak, a.forsok)
    elif a.typ in ("annan", "ogiltig"):
        orsak = krav_text(orsak, "Orsak", "orsak")
    registrerad = a.registrerad or e.idag
    inte_i_framtiden(e, registrerad, "registrerad")
    _prova_dagar(x, F.Franvaro(a.typ, a.fran, a.till))
    motivering = a.motivering.strip()
    if a.typ == "ledighet" and (h := ledighet_hinder(e, i)) is not None and not motivering:
        raise Nekad("ledighet", f"{ledighet_mening(h)} Skriv varför den ändå godtas.", "motivering")
    with handling(e, "franvaro_registrera", "franvaro") as h_:
        e.session.add(
            Franvaro(
                insats_id=i.id,
                typ=a.typ,
                fran=a.fran,
                till=a.till,
                orsak=orsak or None,
                kontaktforsok=len(a.forsok) or None,
                registrerad=registrerad,
                motivering=motivering or None if a.typ == "ledighet" else None,
                intyg_fran_dag_ett=True if a.typ == "sjuk" and a.intyg_skal.strip() else None,
                intyg_skal=a.intyg_skal.strip() or None if a.typ == "sjuk" else None,
            )
        )
        h_.insats(i)
    return h_.andring


def _for_andring(e: Arbetsenhet, insats: str, mal: str, sedd_version: int, **mina: object) -> tuple[Insats, Franvaro]:
    i = oppna_arende(e, insats)
    rad = rad_av(e, i, mal)
    kontrollera_version(e, rad, sedd_version, mina)
    _las(e, i)
    return i, rad


def satt_slut(e: Arbetsenhet, insats: str, mal: str, sedd_version: int, till: date | None) -> Andring:
    """An absence has ended, goes on longer than was thought, or goes on without a known end."""
    i, rad = _for_andring(e, insats, mal, sedd_version, till=till)
    x = prova(e, i, "franvaro_slut", mal)
    if till == rad.till:
        raise Nekad("oandrat", "Frånvaron har redan den sista dagen.", "till")
    _prova_dagar(x, F.Franvaro(rad.typ, rad.fran, till), _fakta(rad))
    with handling(e, "franvaro_slut", "franvaro") as h:
        h.insats(i)
        rad.till = till
    return h.andring


def ratta(e: Arbetsenhet, insats: str, mal: str, sedd_version: int, a: Anmalan, kontaktforsok: int | None) -> Andring:
    """What was registered was wrong. The log keeps what stood there before."""
    mina: dict[str, object] = {"typ": a.typ, "fran": a.fran, "till": a.till, "orsak": a.orsak}
    if a.registrerad is not None:
        mina["registrerad"] = a.registrerad
    if a.typ == "ogiltig":
        mina["kontaktforsok"] = kontaktforsok or None
    if a.typ == "ledighet" and a.motivering.strip():
        mina["motivering"] = a.motivering
    i, rad = _for_andring(e, insats, mal, sedd_version, **mina)
    x = prova(e, i, "franvaro_ratta", mal)
    if a.typ not in FRANVAROORD:
        raise Nekad("typ", "Välj vad för slags frånvaro det är.", "typ")
    if kontaktforsok is not None and not 0 <= kontaktforsok <= regler.FORSOK:
        raise Nekad("forsok", f"Kontaktförsöken räknas från 0 till {regler.FORSOK}.", "kontaktforsok")
    orsak = krav_text(a.orsak, "Orsak", "orsak") if a.typ in ("annan", "ogiltig") else a.orsak.strip()
    if a.registrerad is not None:
        inte_i_framtiden(e, a.registrerad, "registrerad")
    motivering = a.motivering.strip() or rad.motivering or ""
    if a.typ == "ledighet" and rad.typ != "ledighet" and not motivering and (h := ledighet_hinder(e, i)) is not None:
        raise Nekad("ledighet", f"{ledighet_mening(h)} Skriv varför den ändå godtas.", "motivering")
    _prova_dagar(x, F.Franvaro(a.typ, a.fran, a.till), _fakta(rad))
    tidigast = min((d for d in (rad.intyg_anordnare, rad.intyg_kv, rad.bedomd, rad.meddelad) if d), default=None)
    if tidigast is not None and a.fran > tidigast:
        raise Nekad("ordning", "Ett intyg, en bedömning eller ett meddelande har kommit före den dagen.", "fran")
    with handling(e, "franvaro_ratta", "franvaro") as h_:
        h_.insats(i)
        if a.typ != rad.typ:
            _glom_det_som_hor_till(rad, a.typ)
        rad.typ, rad.fran, rad.till, rad.orsak = a.typ, a.fran, a.till, orsak or None
        if a.registrerad is not None:
            rad.registrerad = a.registrerad
        rad.kontaktforsok = (kontaktforsok or None) if a.typ == "ogiltig" else None
        rad.motivering = (motivering or None) if a.typ == "ledighet" else None
    return h_.andring


def _glom_det_som_hor_till(rad: Franvaro, ny_typ: str) -> None:
    """What was answered about one kind of absence says nothing about another."""
    if ny_typ != "sjuk":
        rad.intyg_fran_dag_ett = rad.intyg_skal = None
    if ny_typ not in regler.MED_INTYG:
        rad.intyg_anordnare = rad.intyg_kv = None
    rad.bedomd = rad.bedomning = rad.meddelad = None


def ta_bort(e: Arbetsenhet, insats: str, mal: str, sedd_version: int, skal: str) -> Andring:
    """One registered by mistake is taken away. All that it held stands in the log, and why it went."""
    i, rad = _for_andring(e, insats, mal, sedd_version)
    prova(e, i, "franvaro_ta_bort", mal)
    skal = krav_text(skal, "Skäl", "skal")
    with handling(e, "franvaro_ta_bort", "franvaro") as h:
        h.insats(i)
        h.anteckna(rad, "borttagen", skal)
        e.session.delete(rad)
    return h.andring


def begar_intyg(e: Arbetsenhet, insats: str, mal: str, sedd_version: int, skal: str) -> Andring:
    """A certificate is asked for from the first day of sickness (K 10.1); it holds for the whole period."""
    i = oppna_arende(e, insats)
    typ, _, forsta = mal.partition(":")
    if typ != "sjuk":
        raise Nekad("typ", "Intyg från dag ett begärs bara vid sjukfrånvaro.")
    rad = franvaro_rad(e, i, typ, forsta)
    kontrollera_version(e, rad, sedd_version, {"intyg_fran_dag_ett": True, "intyg_skal": skal})
    prova(e, i, "intyg_dag_ett", mal)
    skal = krav_text(skal, "Skäl", "skal")
    with handling(e, "intyg_dag_ett", "franvaro") as h:
        h.insats(i)
        rad.intyg_fran_dag_ett, rad.intyg_skal = True, skal
    return h.andring


def aterta_intyg(e: Arbetsenhet, insats: str, mal: str, sedd_version: int) -> Andring:
    """The certificate is not asked for from day one after all: from day eight as usual."""
    i = oppna_arende(e, insats)
    rad = franvaro_rad(e, i, "sjuk", mal.partition(":")[2])
    kontrollera_version(e, rad, sedd_version, {"intyg_fran_dag_ett": None, "intyg_skal": None})
    prova(e, i, "intyg_dag_ett_aterta", mal)
    from ..rules.steg import sjukperiod
    from .arendelage import fakta

    dagar = sjukperiod(fakta(e, i), "sjuk", rad.fran) or (rad.fran,)
    with handling(e, "intyg_dag_ett_aterta", "franvaro") as h:
        h.insats(i)
        for r in e.session.scalars(
            select(Franvaro).where(Franvaro.insats_id == i.id, Franvaro.typ == "sjuk", Franvaro.fran.in_(dagar))
        ):
            r.intyg_fran_dag_ett = r.intyg_skal = None
    return h.andring
