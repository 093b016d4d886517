"""The one door from the window to the services: each function imports its service when it is called.

Called from jobs in the database worker only. SQLAlchemy comes in with the first of these imports, so none of them
may stand at the top of a module in ui/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kundvalsdesk.services.typer import Andring, KoDetalj, KoFilter, KoOversikt, KoRad, Raknare

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from datetime import date
    from pathlib import Path

    from kundvalsdesk.rules.rapporttyper import Innehall
    from kundvalsdesk.services.anordnaretyper import Anordnarlista
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.arbetslagestyper import Arbetslage
    from kundvalsdesk.services.arendeposter import Poster
    from kundvalsdesk.services.arendetyper import ArendeRad, Arendevy, Stegval
    from kundvalsdesk.services.avslutstyper import Fortsattning, Konsekvenser
    from kundvalsdesk.services.egettyper import Eget, Paminnelserad, Sparat
    from kundvalsdesk.services.forlangningstyper import Forlangningslista, Forlangningsvy
    from kundvalsdesk.services.forvalstyper import Forvalsar
    from kundvalsdesk.services.franvarotyper import Franvarovy
    from kundvalsdesk.services.granskningstyper import (
        Bit,
        Granskningslista,
        Granskningsvy,
        Mallunderlag,
        Mottaget,
        Parkerad,
    )
    from kundvalsdesk.services.incidenttyper import Incidentrad
    from kundvalsdesk.services.notistyper import Notisrad
    from kundvalsdesk.services.paket.typer import NyEnhet, Paketinfo, Paketresultat, Paketunderlag
    from kundvalsdesk.services.soktyper import Sokresultat
    from kundvalsdesk.services.starttyper import Startunderlag
    from kundvalsdesk.services.typer import Framsteg


def ko_oversikt(e: Arbetsenhet, f: KoFilter) -> KoOversikt:
    from kundvalsdesk.services import ko

    return ko.oversikt(e, f)


def ko_forsta_sida(e: Arbetsenhet, f: KoFilter, antal: int) -> tuple[list[KoRad], KoOversikt]:
    from kundvalsdesk.services import ko

    return ko.forsta_sida(e, f, antal)


def ko_sida(e: Arbetsenhet, f: KoFilter, fran: int, antal: int, o: KoOversikt | None) -> list[KoRad]:
    from kundvalsdesk.services import ko

    return ko.sida(e, f, fran, antal, o)


def ko_raknare(e: Arbetsenhet) -> Raknare:
    from kundvalsdesk.services import ko

    return ko.raknare(e)


def ko_detalj(e: Arbetsenhet, frist_id: int) -> KoDetalj | None:
    from kundvalsdesk.services import ko_detalj

    return ko_detalj.detalj(e, frist_id)


def ko_anordnare(e: Arbetsenhet) -> list[tuple[str, str]]:
    from kundvalsdesk.services import ko

    return ko.anordnare(e)


def eget_for(e: Arbetsenhet, insats: str) -> Eget:
    """My mark and reminders at a case."""
    from kundvalsdesk.services import eget

    return eget.for_arende(e, insats)


def eget_dagens(e: Arbetsenhet) -> tuple[Paminnelserad, ...]:
    """My reminders whose day has come."""
    from kundvalsdesk.services import eget

    return eget.dagens(e)


def formular_paminn(e: Arbetsenhet, insats: str) -> Stegval:
    from kundvalsdesk.services import eget

    return eget.formular_paminn(e, insats)


def sparade_filter(e: Arbetsenhet) -> tuple[Sparat, ...]:
    from kundvalsdesk.services import sparade_filter

    return sparade_filter.lista(e)


def formular_filter(e: Arbetsenhet, f: KoFilter | None, s: Sparat | None) -> Stegval:
    """The form of a name: for the filter that is set, or a new one for a filter that is kept."""
    from kundvalsdesk.services import sparade_filter as sf

    if s is not None:
        return sf.formular("filter_byt_namn", "Byt namn på filtret", str(s.id), s.namn)
    return sf.formular("filter_spara", "Spara filtret", sf.som_text(f or KoFilter()))


def fristkalender(e: Arbetsenhet) -> tuple[str, bytes, int]:
    """Name and bytes of my frister as a calendar file, and how many they are."""
    from kundvalsdesk.services import fristkalender

    return fristkalender.fil(e)


def sok_allt(e: Arbetsenhet, text: str) -> Sokresultat:
    """Over everything one may see."""
    from kundvalsdesk.services import sok

    return sok.sok(e, text)


def arende_hamta(e: Arbetsenhet, insats: str, avsloja: bool = False) -> Arendevy:
    from kundvalsdesk.services import arende

    return arende.hamta(e, insats, avsloja=avsloja)


def arende_oppnat(e: Arbetsenhet, insats: str) -> None:
    """Writes it to the log."""
    from kundvalsdesk.services import oppningar

    oppningar.anteckna_oppning(e, insats)


def arende_lista(e: Arbetsenhet, sok: str, urval: str, pagaende: bool) -> list[ArendeRad]:
    from kundvalsdesk.services import arende

    return arende.lista(e, sok=sok, urval=urval, pagaende=pagaende)


def formular_overlamna(e: Arbetsenhet, arenden: Sequence[tuple[str, int]] | None, fran: str) -> Stegval:
    """For cases with the versions seen; None: all that a colleague has today."""
    from kundvalsdesk.services import arbetslage, overlamning

    return overlamning.formular(e, arbetslage.arenden_hos(e, fran) if arenden is None else arenden, fran)


def notiser_hamta(e: Arbetsenhet) -> tuple[Notisrad, ...]:
    from kundvalsdesk.services import notislista

    return notislista.hamta(e)


def arbetslage_hamta(e: Arbetsenhet) -> Arbetslage:
    from kundvalsdesk.services import arbetslage

    return arbetslage.hamta(e)


def anordnare_lista(e: Arbetsenhet) -> Anordnarlista:
    """Every anordnare with its figures and the brister behind them."""
    from kundvalsdesk.services import anordnare

    return anordnare.lista(e)


def forvalslista(e: Arbetsenhet, kundval: str, artal: int | None, dag: date | None) -> Forvalsar:
    """The förvalslista of a year, or of the year with a day in it."""
    from kundvalsdesk.services import forvalsvy

    return forvalsvy.hamta(e, kundval, artal, dag)


def utfor(e: Arbetsenhet, kod: str, insats: str, mal: str, sedd_version: int, varden: dict[str, str]) -> Andring:
    from kundvalsdesk.services import handlingar

    return handlingar.utfor(e, kod, insats, mal, sedd_version, varden)


def formular_ny_kund(e: Arbetsenhet) -> Stegval:
    from kundvalsdesk.services import kunder

    return kunder.formular_ny_kund(e)


def formular_ny_insats(e: Arbetsenhet, kund: str) -> Stegval:
    from kundvalsdesk.services import ny_insats

    return ny_insats.formular_ny_insats(e, kund)


def startunderlag(e: Arbetsenhet, kund: str) -> Startunderlag:
    """Kartläggning and framtidsplan of a kund: what stands, and the forms to write them in."""
    from kundvalsdesk.services import ny_insats

    return ny_insats.startunderlag(e, kund)


def formular_organisation(e: Arbetsenhet) -> Stegval:
    from kundvalsdesk.services import installningar

    return installningar.formular_organisation(e)


def sok_kunder(e: Arbetsenhet, text: str) -> list[tuple[str, str]]:
    from kundvalsdesk.services import kunder

    return kunder.sok_kunder(e, text)


def valbara(e: Arbetsenhet) -> list[tuple[str, str, str]]:
    from kundvalsdesk.services import anvandare

    return anvandare.valbara(e)


# --- Avslut -----------------------------------------------------------------------------------------------------


def avslut_konsekvenser(e: Arbetsenhet, insats: str, sedd_version: int, varden: dict[str, str]) -> Konsekvenser:
    """What the end that a form asks for would do. Stores nothing, refuses what the decision would."""
    from kundvalsdesk.services import avslutsguide, handlingar
    from kundvalsdesk.services.formularvarden import Varden

    return avslutsguide.konsekvenser(e, insats, sedd_version, handlingar.las_avslut(Varden(varden)))


def avslut_fortsattning(e: Arbetsenhet, insats: str) -> Fortsattning:
    from kundvalsdesk.services import avslutsguide

    return avslutsguide.fortsattning(e, insats)


# --- Förlängning ------------------------------------------------------------------------------------------------


def forlangningar_lista(e: Arbetsenhet) -> Forlangningslista:
    from kundvalsdesk.services import forlangningar

    return forlangningar.lista(e)


def forlangning_hamta(e: Arbetsenhet, insats: str, begard: str) -> Forlangningsvy:
    from kundvalsdesk.services import forlangningar

    return forlangningar.hamta(e, insats, begard)


def arende_poster(e: Arbetsenhet, flik: str, insats: str) -> Poster:
    """What a tab of a case lists: moten, journal, bilagor or dokument."""
    from kundvalsdesk.services import anteckningar, bilagor, dokumentflik, samtal

    hamta = {
        "moten": samtal.hamta, "journal": anteckningar.hamta, "bilagor": bilagor.hamta, "dokument": dokumentflik.hamta,
    }[flik]  # fmt: skip
    return hamta(e, insats)


def steg_igen(e: Arbetsenhet, insats: str, flik: str, kod: str, mal: str) -> Stegval | None:
    """A step as it stands now, in the case or in a tab of it; None when it can no longer be taken."""
    if kod == "organisation":
        return formular_organisation(e)
    if kod == "satt_budget":
        from kundvalsdesk.services import budget

        return budget.formular(e, int(mal))
    if kod == "kundenkat_spara":
        from kundvalsdesk.services import kundenkat

        return kundenkat.formular(e, mal)
    if kod.startswith(("kvalitetsrapport", "rapportavsnitt", "avsnittskommentar")):
        from kundvalsdesk.services import kvalitetsrapportformular

        return kvalitetsrapportformular.formular(e, kod, mal)
    if kod.startswith("stickprov_"):
        from kundvalsdesk.services import stickprovsformular

        return stickprovsformular.formular(e, kod, mal)
    if kod.startswith("atgard"):
        from kundvalsdesk.services import atgardsformular

        return atgardsformular.formular(e, kod, mal)
    if kod.startswith("besok"):
        from kundvalsdesk.services import besoksformular

        return besoksformular.formular(e, kod, mal)
    if kod.startswith("uppfoljningspunkt"):
        from kundvalsdesk.services import kontrollpunktformular

        return kontrollpunktformular.formular(e, kod, mal)
    if kod.startswith("uppfoljning"):
        from kundvalsdesk.services import uppfoljningsformular

        return uppfoljningsformular.formular(e, kod, mal)
    if not insats:
        return None
    alla: list[Stegval] = []
    if flik == "franvaro":
        vy = franvaro_hamta(e, insats)
        alla = [s for p in vy.perioder for s in p.steg] + ([vy.registrera] if vy.registrera else [])
    elif flik in ("moten", "journal", "bilagor"):
        poster = arende_poster(e, flik, insats)
        alla = [*poster.nya, *(s for p in poster.rader for s in p.steg)]
    alla += arende_hamta(e, insats).nasta
    return next((s for s in alla if (s.kod, s.mal) == (kod, mal) and s.tillaten), None)


def arende_fil(e: Arbetsenhet, insats: str, fil: str, nr: int) -> tuple[str, bytes]:
    """Suggested name and bytes of a post as a file: ics, eml or bilaga."""
    from kundvalsdesk.services import bilagor, meddelanden, moten

    return {"ics": moten.kallelsefil, "eml": meddelanden.brev, "bilaga": bilagor.innehall}[fil](e, insats, nr)


def bilaga_lagg_till(e: Arbetsenhet, insats: str, vag: Path) -> Andring:
    """Reads a file (no further than its size allows) and keeps it with the case."""
    from kundvalsdesk.services import bilagor

    return bilagor.lagg_till(e, insats, vag.name, bilagor.las_fil(vag))


# --- Granskning -------------------------------------------------------------------------------------------------


def granskning_lista(e: Arbetsenhet, urval: str) -> Granskningslista:
    from kundvalsdesk.services import granskning

    return granskning.lista(e, urval)


def granskning_hamta(e: Arbetsenhet, insats: str, slag: str, avser: str) -> Granskningsvy:
    from kundvalsdesk.services import granskning

    return granskning.hamta(e, insats, slag, avser)


def granskning_skillnader(e: Arbetsenhet, insats: str, slag: str, avser: str) -> dict[str, tuple[Bit, ...]]:
    """By section: the text of this report against the one before it."""
    from kundvalsdesk.services import granskning

    return granskning.skillnader(e, insats, slag, avser)


def granskning_utkast(e: Arbetsenhet, insats: str, slag: str, avser: str, text: str) -> None:
    from kundvalsdesk.services import granskning

    granskning.spara_utkast(e, insats, slag, avser, text)


def granskning_parkerade(e: Arbetsenhet) -> list[Parkerad]:
    from kundvalsdesk.services import granskning

    return granskning.parkerade(e)


def ta_emot_filer(
    ny_enhet: Callable[[], AbstractContextManager[Arbetsenhet]],
    vagar: Sequence[Path],
    framsteg: Callable[[Framsteg], None],
    stopp: Callable[[], bool],
) -> list[Mottaget]:
    """Files, and the files of folders. They are left where they are."""
    from kundvalsdesk.services import inkorg

    filer = [f for v in vagar for f in (inkorg.filer_i(v) if v.is_dir() else [v])]
    return inkorg.ta_emot_filer(ny_enhet, filer, framsteg, stopp)


def tom_inkorg(
    ny_enhet: Callable[[], AbstractContextManager[Arbetsenhet]],
    mapp: Path,
    framsteg: Callable[[Framsteg], None],
    stopp: Callable[[], bool],
) -> list[Mottaget]:
    """The watched inbox: what has been taken in goes away from it."""
    from kundvalsdesk.services import inkorg

    return inkorg.tom_inkorg(ny_enhet, mapp, framsteg, stopp)


def antal_i_inkorg(mapp: Path) -> int:
    """How many files lie in the inbox; 0 also when it cannot be read just now."""
    from kundvalsdesk.fel import Nekad
    from kundvalsdesk.services import inkorg

    try:
        return len(inkorg.filer_i(mapp))
    except Nekad:
        return 0


def rapport_underlag(e: Arbetsenhet, slag: str, insats: str, manad: str | None) -> Mallunderlag:
    """What a form is made of: its sections, and what is known already."""
    from kundvalsdesk.services import rapportmall

    return rapportmall.underlag(e, slag, insats, manad)


def rapport_mall(e: Arbetsenhet, slag: str, insats: str, manad: str | None) -> tuple[str, bytes]:
    """Name and bytes of a form for an anordnare to fill in."""
    from kundvalsdesk.services import rapportmall

    return rapportmall.mall(e, slag, insats, manad)


def rapport_skriv_in(
    e: Arbetsenhet, insats: str, slag: str, avser: str, sedd_version: int, innehall: Innehall, datum: date
) -> Andring:
    from kundvalsdesk.services import mottagning

    return mottagning.skriv_in(e, insats, slag, avser, sedd_version, innehall, datum)


def incidentregister(e: Arbetsenhet) -> tuple[Incidentrad, ...]:
    from kundvalsdesk.services import incidentregister as register

    return register.hamta(e)


def incidentregister_ut(e: Arbetsenhet, fil: Path) -> Andring:
    from kundvalsdesk.services import incidentregister as register

    return register.skriv_ut(e, fil)


def franvaro_hamta(e: Arbetsenhet, insats: str) -> Franvarovy:
    from kundvalsdesk.services import franvaro

    return franvaro.hamta(e, insats)


def paket_underlag(e: Arbetsenhet) -> Paketunderlag:
    """Whose reports may be taken along offline, and how many wait."""
    from kundvalsdesk.services.paket import uttag

    return uttag.underlag(e)


def paket_ut(
    ny: NyEnhet, fil: Path, fras: str, handlaggare: str, rapportera: Callable[[Framsteg], None]
) -> Paketinfo:  # fmt: skip
    from kundvalsdesk.services.paket import uttag

    with ny(True, None) as e:
        return uttag.ta_ut(e, fil, fras, handlaggare, rapportera)


def paket_in(ny: NyEnhet, fil: Path, fras: str, rapportera: Callable[[Framsteg], None]) -> Paketresultat:
    from kundvalsdesk.services.paket import intag

    return intag.ta_in(ny, fil, fras, rapportera)


def paket_avsluta(ny: NyEnhet, fil: Path, fras: str, resultat: Paketresultat) -> None:
    """What was not done has been seen: the package is thrown away."""
    from kundvalsdesk.services.paket import intag

    intag.avsluta(ny, fil, fras, resultat)
