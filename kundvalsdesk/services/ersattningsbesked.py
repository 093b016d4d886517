"""What an anordnare is paid, to hand over: as PDF, as a mail with it attached, one or all of a month.

A mail is made of a final run only, and that it was saved is logged. Neither names a kund.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import select

from ..fel import Databasfel, KundvalsdeskFel, Nekad
from ..models import Anordnare, Ersattningskorning
from ..rules.sortering import sokform
from ..texter.datum import manad_ar
from ..texter.kronor import kronor
from . import ersattning, ersattningsvy
from .arbetsenhet import Arbetsenhet
from .brevfil import Bifogad, brevfil, gar_att_skriva_till
from .documents import ersattning as papper
from .documents import ersattningsbesked as besked
from .documents.fran_arendet import roll_pa_dokument
from .documents.massutfardande import lagg_i
from .dokumentbrev import skriv_hel
from .ersattning import Visa
from .ersattningsfiler import orgnummer, som_bok, som_csv
from .ersattningstyper import FASTSTALLD, Korningssvar
from .handling import handling, redan_gjord
from .installningar import organisation
from .typer import Andring, Framsteg

NyEnhet = Callable[[], AbstractContextManager[Arbetsenhet]]
Skillnader = papper.Skillnader
BREV = "ersattning_brev"


class Utfall(NamedTuple):
    """What became of one anordnare's statement. `mening`: why not, or what to mind."""

    anordnare: str
    gjort: bool
    mening: str = ""


def filnamn(manad: str, namn: str = "", slut: str = ".pdf") -> str:
    """As ersattningsbesked_2024-08_bjorken.pdf, ersattning_2024-08.xlsx of the whole run."""
    if not namn:
        return f"ersattning_{manad}{slut}"
    kort = re.sub("[^a-z0-9]+", "-", sokform(namn)).strip("-")[:48]
    return f"ersattningsbesked_{manad}_{kort or 'anordnare'}{slut}"


# --- The run ------------------------------------------------------------------------------------------------------


def korningen_som(e: Arbetsenhet, svar: Korningssvar, slut: str) -> tuple[str, bytes]:
    """Name and bytes of the run as .xlsx, .csv or .pdf. Raises Nekad for others than arbetsledare."""
    ersattningsvy.krav_ledare(e)
    if slut == ".xlsx":
        innehall = som_bok(svar, orgnummer(e, svar))
    elif slut == ".csv":
        innehall = som_csv(svar, orgnummer(e, svar)).encode()
    else:
        innehall = papper.fil(e, svar, ersattningsvy.skillnader(e, svar))
    return filnamn(svar.manad, slut=slut), innehall


# --- One anordnare ------------------------------------------------------------------------------------------------


def pdf(e: Arbetsenhet, svar: Korningssvar, namn: str) -> tuple[str, bytes]:
    """Name and bytes of one anordnare's statement; before the run is final, as a preview."""
    ersattningsvy.krav_ledare(e)
    return filnamn(svar.manad, namn), besked.fil(e, svar, namn, ersattningsvy.skillnader(e, svar))


def spara_brev(e: Arbetsenhet, manad: str, namn: str, fil: Path) -> Andring:
    """Writes the mail to a file and logs it; what cannot be written is not logged. Needs a unit that writes."""
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    svar = _fast(e, manad)
    skillnader = ersattningsvy.skillnader(e, svar)
    return _spara_brev(e, svar, namn, skillnader, lambda data: skriv_hel(fil, data, e.handling_id))


def _fast(e: Arbetsenhet, manad: str) -> Korningssvar:
    svar = ersattning.lagrat(e, manad)
    if svar.lage != FASTSTALLD:
        raise Nekad("ej_fast", "Besked lämnas ut när körningen är fastställd.")
    return svar


def _spara_brev(
    e: Arbetsenhet, svar: Korningssvar, namn: str, skillnader: Skillnader, skriv: Callable[[bytes], Any]
) -> Andring:  # fmt: skip
    innehall = besked.fil(e, svar, namn, skillnader)
    summa = kronor(dict(svar.per_anordnare).get(namn, ersattningsvy.NOLL))
    org = organisation(e)
    text = (
        f"Hej,\n\nErsättningen för {manad_ar(svar.manad)} är fastställd: {summa}. Beskedet finns som bifogad PDF, med "
        f"varje ärende och hur det är räknat.\n\nMed vänlig hälsning\n{e.aktor.namn}, {roll_pa_dokument(e.aktor)}\n"
        f"{org['enhet']}, {org['namn']}\n{org['kontakt']}\n"
    )
    bifogad = Bifogad(filnamn(svar.manad, namn), "application/pdf", innehall)
    eml = brevfil(f"Ersättning {manad_ar(svar.manad)}", text, adress(e, namn), bifogad)
    k = e.session.scalars(select(Ersattningskorning).where(Ersattningskorning.manad == svar.manad)).one()
    with handling(e, BREV, "ersattning") as h:
        h.anteckna(k, "brev", namn)
    skriv(eml)
    return h.andring


def adress(e: Arbetsenhet, namn: str) -> str:
    """Where the anordnare reads mail, "" if the register does not say."""
    till = e.session.scalar(select(Anordnare.epost).where(Anordnare.namn == namn)) or ""
    return till if gar_att_skriva_till(till) else ""


# --- All of a month -----------------------------------------------------------------------------------------------


def alla(
    ny_enhet: NyEnhet, manad: str, mapp: Path, brev: bool, framsteg: Visa | None = None,
    stopp: Callable[[], bool] | None = None,
) -> list[Utfall]:  # fmt: skip
    """Every anordnare's statement in a folder, as PDF or as mails. Each is a unit of its own: what is done stays done.
    Raises Nekad where the run is not final."""
    with ny_enhet() as e:
        svar = _fast(e, manad)
        skillnader = ersattningsvy.skillnader(e, svar)
    ut: list[Utfall] = []
    for n, (namn, _) in enumerate(svar.per_anordnare):
        if stopp is not None and stopp():
            break
        if framsteg is not None:
            framsteg(Framsteg(n, len(svar.per_anordnare), f"Skriver besked {n + 1} av {len(svar.per_anordnare)}"))
        try:
            ut.append(_ett(ny_enhet, svar, namn, skillnader, mapp, brev=brev))
        except KundvalsdeskFel as fel:
            ut.append(Utfall(namn, False, fel.mening))
            if isinstance(fel, Databasfel) or (isinstance(fel, Nekad) and fel.kod in ("fil", "roll")):
                ut += [Utfall(kvar, False, fel.mening) for kvar, _ in svar.per_anordnare[n + 1 :]]
                break
    return ut


def _ett(
    ny_enhet: NyEnhet, svar: Korningssvar, namn: str, skillnader: Skillnader, mapp: Path, *, brev: bool
) -> Utfall:  # fmt: skip
    fil = filnamn(svar.manad, namn, ".eml" if brev else ".pdf")
    skriven: list[Path | None] = []
    try:
        with ny_enhet() as e:
            if not brev:
                lagg_i(mapp, fil, besked.fil(e, svar, namn, skillnader), e.handling_id)
                return Utfall(namn, True)
            utan = "" if adress(e, namn) else "Anordnaren har ingen e-postadress. Fyll i den i e-postprogrammet."
            _spara_brev(
                e, svar, namn, skillnader, lambda data: skriven.append(lagg_i(mapp, fil, data, e.handling_id))
            )  # fmt: skip
    except BaseException:
        for f in skriven:
            if f is not None:
                with suppress(OSError):  # what went wrong first is what is told
                    f.unlink(missing_ok=True)
        raise
    return Utfall(namn, True, utan)
