"""Forms come in: taken in, parked or refused (K 7.3, K 8.1, K 12).

A form is taken in by the same step as a day that is typed, with its content. One that cannot go in now but perhaps
later is parked; everything else is refused, and nothing of it is kept. The file itself is kept unchanged with its
SHA-256, its name never: that may hold a person's name.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select

from ..fel import Nekad
from ..models import Inlamning, Insats
from ..rules.granskning import anmarkningar
from ..rules.rapporttyper import TABELLER, Formular, Innehall
from ..texter.anmarkningar import mening
from ..texter.datum import tid_ord
from ..texter.meningar import STEGNEJ
from ..texter.rapportnamn import rapporten, rubrik_klar
from . import mottagningslage as M  # noqa: N812 - the ways in
from . import notiser
from .arbetsenhet import Arbetsenhet
from .arendelage import hamta_insats, inte_i_framtiden, krav_arenderatt, lage_for
from .granskningstyper import Last, Mottaget
from .granskningsunderlag import for_innehall
from .handling import handling, kontrollera_version, redan_gjord
from .innehallsregler import ordnat
from .mottaget_original import oforandrat
from .rapportfiler.las import las_fil
from .rapportformular import formular_for, formular_med_namn
from .rapporttext import HAND, Inkommet
from .typer import Andring

TYP = {"plan": "genomforandeplan", "rapport": "manadsrapport", "slutrapport": "slutrapport"}

SAKNAS = frozenset(
    (
        "tomt", "ej_aktuellt_utan_motivering", "progression_saknas", "vecka_utan_kontakt", "kontakt_utan_datum",
        "franvaro_utan_typ", "franvaro_utan_datum", "franvaro_utan_orsak", "franvaro_ej_i_rapport",
        "lakarintyg_saknas", "vabintyg_saknas", "andra_moten_namns_inte", "mal_namns_inte", "delmal_namns_inte",
        "mal_saknas", "delmal_saknas", "delmal_utan_text", "delmal_utan_aktivitet", "delmal_utan_datum",
        "nasta_steg_saknas", "delmal_utan_resultat",
    )
)  # fmt: skip
"""Codes of the flags that say that something is not there."""


def _formular(last: Last | Inlamning) -> Formular:
    f = formular_med_namn(last.formular)
    if f is None:
        raise Nekad("okant_formular", "Formuläret finns inte längre i programmet.")
    return f


def _arende(e: Arbetsenhet, last: Last) -> Insats:
    i = hamta_insats(e, last.insats)
    M.krav_ratt_formular(i, last.slag, _formular(last).kundval)
    return i


def _vag(e: Arbetsenhet, i: Insats, last: Last) -> M.Vag:
    v = M.vag(lage_for(e, i), last.slag, last.avser)
    return v if last.klar else M.Vag(v.steg, M.UTKAST)


def _tidigare(e: Arbetsenhet, sha256: str) -> Inlamning | None:
    return e.session.scalar(select(Inlamning).where(Inlamning.sha256 == sha256))


def krav_ny(e: Arbetsenhet, last: Last) -> Inlamning | None:
    """Raises Nekad for a file that is kept already; gives one that was put away and has come again."""
    forra = _tidigare(e, last.sha256)
    if forra is not None and forra.lage != "avford":
        lage = " och ligger parkerad" if forra.lage == "parkerad" else ""
        raise Nekad("dubblett", f"Samma fil togs emot {tid_ord(forra.mottagen)}{lage}. Den tas inte in en gång till.")
    return forra


def skal_mening(slag: str, skal: str, gjort: dict[str, str] = M.GJORT) -> str:
    """Why a form is parked or, with M.SKULLE, would be, in one sentence."""
    return M.MENINGAR[skal].format(vad=M.VAD[slag], **gjort)


# --- One file ----------------------------------------------------------------------------------------------------


def ta_emot(e: Arbetsenhet, data: bytes, fil: str = "") -> Mottaget:
    """One file in one unit of work: taken in, parked, or refused. A refusal is an answer; nothing is changed then.

    Raises Nekad only for an actor who may not work with cases at all.
    """
    krav_arenderatt(e)
    try:
        last = las_fil(data)
    except Nekad as nej:
        return Mottaget("avvisad", nej.kod, nej.mening, fil=fil)
    return ta_emot_last(e, last, fil)


def ta_emot_last(e: Arbetsenhet, last: Last, fil: str = "") -> Mottaget:
    """The same for a form that has been read already."""
    krav_arenderatt(e)
    svar = Mottaget("avvisad", "", "", last.insats, last.slag, last.avser, fil)
    try:
        if redan_gjord(e) is not None and (gjord := _tidigare(e, last.sha256)) is not None:
            return _upprepad(gjord, svar)
        forra = krav_ny(e, last)
        i = _arende(e, last)
        v = _vag(e, i, last)
        rad = _inlamning(e, i, last, forra)
        if v.skal:
            _parkera(e, i, rad, v.skal)
            return replace(svar, utfall="parkerad", kod=v.skal, mening=skal_mening(last.slag, v.skal))
        M.ta_in(e, i, v.steg, last.slag, last.avser, e.idag, Inkommet(last.innehall, _formular(last), inlamning=rad))
    except Nekad as nej:
        return replace(svar, kod=nej.kod, mening=nej.mening)
    return replace(svar, utfall="intagen", mening=_intagen(last.slag, last.avser, v.steg))


def _intagen(slag: str, avser: str, steg: str) -> str:
    if steg == M.IGEN:
        return f"{rapporten(slag, avser)} har kommit in igen efter återremissen."
    if steg == M.NY_TEXT:
        return f"{rapporten(slag, avser)} är ersatt av den nya och väntar på granskning."
    return f"{rapporten(slag, avser)} är inläst och väntar på granskning."


def _upprepad(forra: Inlamning, svar: Mottaget) -> Mottaget:
    if forra.lage == "parkerad" and forra.skal:
        return replace(svar, utfall="parkerad", kod=forra.skal, mening=skal_mening(forra.slag, forra.skal))
    return replace(svar, utfall="intagen", mening=_intagen(forra.slag, forra.avser, M.IN))


def _inlamning(e: Arbetsenhet, i: Insats, last: Last, forra: Inlamning | None) -> Inlamning:
    """The row that keeps the file; it is not in the session yet, so that a refusal after this leaves nothing."""
    if forra is not None:
        return forra
    return Inlamning(
        sha256=last.sha256,
        mottagen=e.nu,
        mottagen_av=e.aktor.anvandare,
        storlek=len(last.original),
        original=last.original,
        insats_id=i.id,
        slag=last.slag,
        avser=last.avser,
        formular=last.formular,
        innehall=last.innehall.till_json(),
        lage="parkerad",
    )


def _parkera(e: Arbetsenhet, i: Insats, rad: Inlamning, skal: str) -> None:
    with handling(e, "inlamning_parkerad", "inlamning") as h:
        rad.lage, rad.skal, rad.mottagen = "parkerad", skal, e.nu
        e.session.add(rad)
        notiser.skriv(e, notiser.den_som_har(e, i), "parkerad", i.id)
        h.insats(i)


# --- Looking at one without taking it in -------------------------------------------------------------------------


def beskriv(e: Arbetsenhet, last: Last) -> dict[str, Any]:
    """What a form that has been read holds and lacks, section by section, as the command line prints it.

    `hinder`: why it would be parked, "" if it would be taken in. Raises Nekad where it would be refused.
    """
    krav_arenderatt(e)
    i = _arende(e, last)
    v = _vag(e, i, last)
    f = _formular(last)
    alla = anmarkningar(for_innehall(e, i.id, f, last.avser, last.innehall))
    rubriker = {"": f.titel, **TABELLER, **{a.kod: a.rubrik for a in f.avsnitt}}
    saknas: dict[str, list[str]] = {}
    for a in alla:
        if a.kod in SAKNAS:
            saknas.setdefault(rubriker.get(a.avsnitt, f.titel), []).append(mening(a))
    return {
        "insats": i.nyckel,
        "typ": TYP[last.slag],
        "avser": last.avser,
        "rubrik": last.innehall.rubrik,
        "klarmarkerad": last.klar,
        "formular": last.formular,
        "hinder": skal_mening(last.slag, v.skal, M.SKULLE) if v.skal else "",
        "saknas": saknas,
        "anmarkningar": [
            {"kod": a.kod, "avsnitt": a.avsnitt, "text": mening(a), "kalla": a.kalla} for a in alla
        ],
    }  # fmt: skip


def prova(e: Arbetsenhet, data: bytes) -> dict[str, Any]:
    """Reads a file and says what is missing in it; changes nothing. Raises Nekad where it would be refused."""
    krav_arenderatt(e)
    last = las_fil(data)
    krav_ny(e, last)
    return beskriv(e, last)


# --- Parked ones -------------------------------------------------------------------------------------------------


def parkerad_mening(e: Arbetsenhet, rad: Inlamning, i: Insats) -> tuple[str, bool]:
    """Why a form is parked, as it stands today, and whether it can be taken in now."""
    skal = rad.skal or M.UTKAST
    try:
        nu = M.vag(lage_for(e, i), rad.slag, rad.avser).skal
    except Nekad as nej:
        return nej.mening, False
    if nu:
        return skal_mening(rad.slag, nu), False
    if skal == M.UTKAST:
        return f"{skal_mening(rad.slag, skal)} Ta in det bara om anordnaren har sagt att det är färdigt.", True
    return "Formuläret parkerades för att det inte kunde tas in då. Nu går det.", True


def _parkerad(e: Arbetsenhet, inlamning_id: int, sedd_version: int) -> tuple[Inlamning, Insats]:
    krav_arenderatt(e)
    rad = e.session.get(Inlamning, inlamning_id)
    if rad is None:
        raise Nekad("okand_inlamning", "Formuläret finns inte. Hämta om listan.")
    kontrollera_version(e, rad, sedd_version, {})
    if rad.lage != "parkerad":
        raise Nekad("ej_parkerad", "Formuläret är inte längre parkerat. Hämta om listan.")
    return rad, e.session.get_one(Insats, rad.insats_id)


def ta_in_parkerad(e: Arbetsenhet, inlamning_id: int, sedd_version: int) -> Andring:
    """A person decides that a parked form goes in; the flow must allow it by now."""
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    rad, i = _parkerad(e, inlamning_id, sedd_version)
    v = M.vag(lage_for(e, i), rad.slag, rad.avser)
    if v.skal:
        raise Nekad(v.skal, skal_mening(rad.slag, v.skal))
    innehall = replace(Innehall.fran_json(rad.innehall), rubrik=rubrik_klar(rad.slag, rad.avser))
    return M.ta_in(e, i, v.steg, rad.slag, rad.avser, e.idag, Inkommet(innehall, _formular(rad), inlamning=rad))


def avfor_parkerad(e: Arbetsenhet, inlamning_id: int, sedd_version: int) -> Andring:
    """A person puts a parked form away. The file stays; should it come again it is received as new."""
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    rad, i = _parkerad(e, inlamning_id, sedd_version)
    with handling(e, "inlamning_avford", "inlamning") as h:
        rad.lage = "avford"
        h.insats(i)
    return h.andring


def original(e: Arbetsenhet, inlamning_id: int) -> tuple[str, bytes]:
    """The file as it came, with a name that says nothing of a person. Raises Databasfel if it has been changed."""
    krav_arenderatt(e)
    rad = e.session.get(Inlamning, inlamning_id)
    if rad is None:
        raise Nekad("okand_inlamning", "Formuläret finns inte. Hämta om listan.")
    data = oforandrat(rad.original, rad.sha256)
    return f"{TYP[rad.slag]}-{rad.avser}-mottagen-{rad.mottagen:%Y-%m-%d}-{rad.id}.xlsx", data


# --- By hand -----------------------------------------------------------------------------------------------------


def skriv_in(
    e: Arbetsenhet, insats: str, slag: str, avser: str, sedd_version: int, innehall: Innehall, datum: date
) -> Andring:  # fmt: skip
    """A report that came on paper or by telephone, typed in by hand in the same sections.

    `sedd_version`: of its row, or of the insats if there is none yet (and for a new version of the plan). The same
    rules as for a file; what would be parked is refused here, since nobody but the user holds the text.
    """
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    krav_arenderatt(e)
    i = hamta_insats(e, insats)
    formular = formular_for(slag, i.kundval)
    innehall = ordnat(formular, replace(innehall, rubrik=rubrik_klar(slag, avser)))
    inte_i_framtiden(e, datum, "datum")
    v = M.vag(lage_for(e, i), slag, avser)
    if v.skal:
        raise Nekad(v.skal, STEGNEJ.get(v.skal) or f"{M.VAD[slag]} är redan godkänd.")
    return M.ta_in(e, i, v.steg, slag, avser, datum, Inkommet(innehall, formular, HAND), sedd_version)
