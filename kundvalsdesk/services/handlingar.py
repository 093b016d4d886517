"""The one door for forms: what a user typed, as text, to the function of the step.

The window (and whoever else has a form) names the step by its code and hands over the values as strings; here they
become dates, numbers and codes, and anything that is not one gets one clear sentence at its field.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..fel import Nekad
from . import (
    anordnarregister,
    anteckningar,
    anvandarkonton,
    atgardsformular,
    bedomningsformular,
    besoksformular,
    bilagor,
    budget,
    dokumenttexter,
    eget,
    flode_angra,
    flode_avslut,
    flode_brister,
    flode_forlangning,
    flode_franvaro,
    flode_granskning,
    flode_handelser,
    flode_start,
    formular_franvaro,
    formular_incident,
    formular_samtal,
    gallring,
    gallringsregler,
    installningar,
    kartlaggning,
    kontrollpunkter,
    kundenkat,
    kunder,
    kvalitetsrapport,
    loggvy,
    moten,
    mottagning,
    notislista,
    ny_insats,
    overlamning,
    redovisningsmottagning,
    skydd,
    sparade_filter,
    stickprovsformular,
    uppfoljning,
    uppfoljningsformular,
    uppfoljningssteg,
)
from .arbetsenhet import Arbetsenhet
from .formularvarden import FLERA_RADER, Varden
from .fritext import utan_skyddat_namn
from .handling import redan_gjord
from .paket.beslut import anteckna, prova_paket
from .typer import Andring


def las_avslut(x: Varden) -> flode_avslut.Avslut:
    """The end that a form asks for: each type has a field of its own for the reasons that fit it."""
    return flode_avslut.Avslut(
        x.text("avslutstyp"), x.text(f"orsak_{x.text('avslutstyp')}") or x.text("avslutsorsak"),
        x.datum_eller_inget("sista_dag"), x.datum("beslut"), x.janej("orsak_dold"), x.text("kommentar"),
    )  # fmt: skip


def las_omfattning(x: Varden) -> int:
    """Heltid is 100 procent; deltid is less, and says how much."""
    if x.text("planering") == "heltid":
        return 100
    omfattning = x.heltal("omfattning")
    if x.text("planering") == "deltid" and omfattning >= 100:
        raise Nekad("omfattning", "Deltid är under 100 procent. Välj heltid, eller ändra omfattningen.", "omfattning")
    return omfattning


def las_jobbexpert(x: Varden) -> str:
    """Who was chosen from the register, else the name that was typed."""
    vem = x.text("vem")
    return vem if vem not in ("", _s.NAGON_ANNAN) else x.text("jobbexpert")


def las_plansteg(x: Varden) -> dict[str, object]:
    """A step of an uppföljningsplan."""
    return {
        "steg": x.heltal("steg"), "tertial": x.heltal("tertial"), "forfaller": x.datum_eller_inget("forfaller"),
        "rubrik": x.text("rubrik"), "beskrivning": x.text("beskrivning"), "ansvarig": x.text("ansvarig"),
    }  # fmt: skip


def las_punkt(x: Varden) -> dict[str, str]:
    """A kontrollpunkt."""
    return {f: x.text(f) for f in ("delen", "punkt", "fraga", "bevis", "galler")}


def _slag_och_avser(mal: str) -> tuple[str, str]:
    slag, _, avser = mal.partition(":")
    return slag, avser


def _typ_och_namn(mal: str) -> tuple[str, str]:
    typ, _, namn = mal.partition(":")
    return typ, namn


def _nummer(mal: str) -> int:
    if not re.fullmatch("[0-9]{1,9}", mal):
        raise Nekad("okant_mal", "Uppgiften finns inte. Hämta om ärendet.")
    return int(mal)


Utforare = Callable[[Arbetsenhet, str, str, int, Varden], Andring]


def _om_besok(gor: Callable[[Arbetsenhet, int, int, Varden], Andring]) -> Utforare:
    return lambda e, i, m, v, x: gor(e, _nummer(m.rpartition(":")[2]), v, x)


def _om_granskning(gor: Callable[[Arbetsenhet, bedomningsformular.Mal, int, Varden], Andring]) -> Utforare:
    return lambda e, i, m, v, x: gor(e, bedomningsformular.malet(m), v, x)


def _om_atgard(gor: Callable[[Arbetsenhet, str, int, Varden], Andring]) -> Utforare:
    return lambda e, i, m, v, x: gor(e, m, v, x)


_a, _b, _g, _h, _s = flode_avslut, flode_brister, flode_granskning, flode_handelser, flode_start
_r = anordnarregister

HANDLINGAR: dict[str, Utforare] = {
    "registrera_kund": lambda e, i, m, v, x: kunder.registrera_kund(
        e, x.text("fornamn"), x.text("efternamn"), x.text("malgrupp"), x.datum_eller_inget("fodelsedatum"),
        x.text("personnummer").strip(), x.text("skydd"), x.janej("ekonomiskt_bistand"), x.text("kundansvarig"),
    ),
    "besluta": lambda e, i, m, v, x: ny_insats.besluta(
        e, m, v, x.text("kod"), x.datum("datum"), x.text("motivering"), x.text("parallell_bedomning"),
        x.text("kriterium_uppfyllt") != "nej", x.text(f"anordnare_{x.text('kod')}"),
    ),
    "organisation": lambda e, i, m, v, x: installningar.spara_organisation(
        e, v, {f: x.text(f) for f in x if f in installningar.FALT}
    ),
    "kundenkat_spara": lambda e, i, m, v, x: kundenkat.spara(
        e, m, v, x.text("namn"), x.datum_eller_inget("fran"), x.datum_eller_inget("till"), x.text("fragor")
    ),
    "kundenkat_dra": lambda e, i, m, v, x: kundenkat.dra(e, m, v),
    # Plans of uppföljning (`m`: the number of the plan or of the step).
    "uppfoljning_skapa": lambda e, i, m, v, x: uppfoljning.skapa(
        e, *uppfoljningsformular.las_ny_plan(x.alla("ar")), x.heltal("ar")
    ),
    "uppfoljning_kopiera": lambda e, i, m, v, x: uppfoljning.kopiera(e, _nummer(m), x.heltal("ar")),
    "uppfoljning_andra": lambda e, i, m, v, x: uppfoljning.andra(e, _nummer(m), v, x.text("tema")),
    "uppfoljning_ta_bort": lambda e, i, m, v, x: uppfoljning.ta_bort(e, _nummer(m), v),
    "uppfoljning_besluta": lambda e, i, m, v, x: uppfoljning.besluta(
        e, _nummer(m), v, x.datum("datum"), x.text("beslut")
    ),
    "uppfoljning_redovisa": lambda e, i, m, v, x: uppfoljning.redovisa(e, _nummer(m), v, x.datum("datum")),
    "uppfoljning_aterta": lambda e, i, m, v, x: uppfoljning.aterta(e, _nummer(m), v, x.text("skal")),
    "uppfoljningssteg_lagg_till": lambda e, i, m, v, x: uppfoljningssteg.lagg_till_steg(
        e, _nummer(m), las_plansteg(x), x.text("skal")
    ),
    "uppfoljningssteg_andra": lambda e, i, m, v, x: uppfoljningssteg.andra_steg(
        e, _nummer(m), v, las_plansteg(x), x.text("skal")
    ),
    "uppfoljningssteg_ta_bort": lambda e, i, m, v, x: uppfoljningssteg.ta_bort_steg(e, _nummer(m), v, x.text("skal")),
    "uppfoljningssteg_klar": lambda e, i, m, v, x: uppfoljningssteg.klar(
        e, _nummer(m), v, x.datum("datum"), x.text("notering")
    ),
    "uppfoljningssteg_oppna": lambda e, i, m, v, x: uppfoljningssteg.oppna(e, _nummer(m), v),
    "uppfoljningskrav": lambda e, i, m, v, x: uppfoljningssteg.bocka_krav(
        e, _nummer(m.partition(":")[0]), m.partition(":")[2], v, x.janej("uppfyllt"), x.text("belagg")
    ),
    # Kontrollpunkter (`m`: the number of the plan or of the point).
    "uppfoljningspunkter_skapa": lambda e, i, m, v, x: kontrollpunkter.skapa(e, _nummer(m), x.text("fran")),
    "uppfoljningspunkter_skicka": lambda e, i, m, v, x: kontrollpunkter.skicka(
        e, _nummer(m), v, x.datum("datum"), x.datum("svar_senast")
    ),
    "uppfoljningspunkter_ta_bort": lambda e, i, m, v, x: kontrollpunkter.ta_bort_utkast(e, _nummer(m), v),
    "uppfoljningspunkt_lagg_till": lambda e, i, m, v, x: kontrollpunkter.lagg_till(e, _nummer(m), las_punkt(x)),
    "uppfoljningspunkt_andra": lambda e, i, m, v, x: kontrollpunkter.andra(e, _nummer(m), v, las_punkt(x)),
    "uppfoljningspunkt_ta_bort": lambda e, i, m, v, x: kontrollpunkter.ta_bort(e, _nummer(m), v),
    "uppfoljningspunkt_flytta": lambda e, i, m, v, x: kontrollpunkter.flytta(e, _nummer(m), v, x.text("hur")),
    # Visits at anordnare (`m`: the number of the plan, the visit, the question or the point).
    **{kod: _om_besok(gor) for kod, gor in besoksformular.UTFOR.items()},
    # Åtgärder after a brist (`m`: the number of the plan, the åtgärd or the step).
    **{kod: _om_atgard(gor) for kod, gor in atgardsformular.UTFOR.items()},
    # Stickprov of cases (`m`: the number of the plan or the stickprov; of a case "stickprov:case").
    **{kod: _om_besok(gor) for kod, gor in stickprovsformular.UTFOR.items()},
    # The kvalitetsrapport (`m`: the number of the plan, the report, the section or the comment).
    "kvalitetsrapport_skapa": lambda e, i, m, v, x: kvalitetsrapport.skapa(e, _nummer(m)),
    "kvalitetsrapport_andra": lambda e, i, m, v, x: kvalitetsrapport.andra(
        e, _nummer(m), v, x.text("titel"), x.datum("fran"), x.datum("till"), x.text("kundval")
    ),
    "kvalitetsrapport_besluta": lambda e, i, m, v, x: kvalitetsrapport.besluta(
        e, _nummer(m), v, x.datum("datum"), x.text("paragraf"), last_talen=x.janej("last_talen")
    ),
    "rapportavsnitt_lagg_till": lambda e, i, m, v, x: kvalitetsrapport.lagg_till_avsnitt(
        e, _nummer(m.partition(":")[0]), x.text("rubrik"), x.heltal("niva"), _nummer(m.partition(":")[2] or "0")
    ),
    "rapportavsnitt_andra": lambda e, i, m, v, x: kvalitetsrapport.spara_avsnitt(
        e, _nummer(m), v, x.text("rubrik"), x.text("text"), x.heltal("niva")
    ),
    "rapportavsnitt_flytta": lambda e, i, m, v, x: kvalitetsrapport.flytta_avsnitt(
        e, _nummer(m), v, -1 if x.text("hall") == "upp" else 1
    ),
    "rapportavsnitt_ta_bort": lambda e, i, m, v, x: kvalitetsrapport.ta_bort_avsnitt(e, _nummer(m), v),
    "rapportavsnitt_aterga": lambda e, i, m, v, x: kvalitetsrapport.aterga_avsnitt(e, _nummer(m), v),
    "avsnittskommentar": lambda e, i, m, v, x: kvalitetsrapport.kommentera(e, _nummer(m), x.text("text")),
    "avsnittskommentar_besvara": lambda e, i, m, v, x: kvalitetsrapport.besvara(e, _nummer(m), v, x.text("svar")),
    # The granskning of an anordnare (`m`: "plan:anordnare", of a point "plan:anordnare:code").
    **{kod: _om_granskning(gor) for kod, gor in bedomningsformular.UTFOR.items()},
    "uppfoljningsredovisning_ta_in": lambda e, i, m, v, x: redovisningsmottagning.ta_in(e, _nummer(m), v),
    "uppfoljningsredovisning_avfor": lambda e, i, m, v, x: redovisningsmottagning.avfor(e, _nummer(m), v),
    "satt_budget": lambda e, i, m, v, x: budget.satt(e, m, v, {f: x.text(f) for f in x}),
    # The register of anordnare (`m`: what is changed or, of something new, whose it is).
    "anordnare_lagg_till": lambda e, i, m, v, x: _r.lagg_till(e, x.alla()),
    "anordnare_andra": lambda e, i, m, v, x: _r.andra(e, m, v, x.alla()),
    "kontor_lagg_till": lambda e, i, m, v, x: _r.lagg_till_kontor(e, m, x.alla()),
    "kontor_andra": lambda e, i, m, v, x: _r.andra_kontor(e, m, v, x.alla()),
    "kontor_ta_bort": lambda e, i, m, v, x: _r.ta_bort_kontor(e, m, v),
    "jobbexpert_lagg_till": lambda e, i, m, v, x: _r.lagg_till_jobbexpert(e, m, x.alla()),
    "jobbexpert_andra": lambda e, i, m, v, x: _r.andra_jobbexpert(e, m, v, x.alla()),
    "jobbexpert_ta_bort": lambda e, i, m, v, x: _r.ta_bort_jobbexpert(e, m, v),
    "auktorisera": lambda e, i, m, v, x: _r.auktorisera(e, m, x.text("avser"), x.alla("avser")),
    "auktorisation_andra": lambda e, i, m, v, x: _r.andra_auktorisation(e, m, v, x.alla()),
    "avauktorisera": lambda e, i, m, v, x: _r.avauktorisera(e, m, v, x.alla()),
    "auktorisation_ta_bort": lambda e, i, m, v, x: _r.ta_bort_auktorisation(e, m, v),
    "anordnarandring_anmal": lambda e, i, m, v, x: _r.anmal_andring(e, m, x.alla()),
    "anordnarandring_andra": lambda e, i, m, v, x: _r.ratta_andring(e, m, v, x.alla()),
    "anordnarandring_hantera": lambda e, i, m, v, x: _r.hantera_andring(e, m, v, x.alla()),
    "dokumenttext": lambda e, i, m, v, x: dokumenttexter.spara(e, *_typ_och_namn(m), v, x.text("text")),
    "dokumenttext_aterga": lambda e, i, m, v, x: dokumenttexter.aterga(e, *_typ_och_namn(m), v, x.heltal("nummer")),
    "anvandare_lagg_till": lambda e, i, m, v, x: anvandarkonton.lagg_till(
        e, x.text("anvandare"), x.text("namn"), x.text("roll"), x.text("epost"), x.text("losenord"),
        inloggning=x.text("inloggning") != "nej",
    ),
    "anvandare_andra": lambda e, i, m, v, x: anvandarkonton.andra(
        e, m, v, x.text("namn"), x.text("roll"), x.text("epost"), x.text("losenord")
    ),
    "anvandare_sparra": lambda e, i, m, v, x: anvandarkonton.sparra(e, m, v),
    "anvandare_hav": lambda e, i, m, v, x: anvandarkonton.hav_sparr(e, m, v),
    "byt_losenord": lambda e, i, m, v, x: anvandarkonton.byt_losenord(e, x.text("losenord")),
    "valj_anordnare": lambda e, i, m, v, x: _s.valj_anordnare(e, i, v, x.text("anordnare"), x.janej("forvald")),
    "kartlaggning": lambda e, i, m, v, x: kartlaggning.spara_kartlaggning(
        e, i, v, x.datum("datum"), {f: x.text(f) for f in ("situation", "kompetenser", "forutsattningar", "behov")}, m
    ),
    "framtidsplan": lambda e, i, m, v, x: kartlaggning.spara_framtidsplan(
        e, i, v, x.datum("datum"), x.text("malet"), x.text("vagen"), x.text("insatskod"),
        x.text("kunden_med") != "nej", m,
    ),
    "aktualisera": lambda e, i, m, v, x: _s.aktualisera(e, i, v, x.datum("datum")),
    "bemanna": lambda e, i, m, v, x: _s.bemanna(e, i, v, x.datum("datum"), las_jobbexpert(x)),
    "uppdrag": lambda e, i, m, v, x: _s.lagg_in_uppdrag(
        e, i, v, x.datum("datum"), x.datum("start"), las_omfattning(x), x.text("deltid_skal"),
        x.text("beskrivning"), x.text("parallell_bedomning"),
    ),
    "kontakt": lambda e, i, m, v, x: _s.registrera_kontakt(e, i, v, x.text("typ"), x.datum("datum")),
    "plan_inkommen": lambda e, i, m, v, x: _g.plan_inkommen(e, i, v, x.datum("datum")),
    "plan_aterremiss": lambda e, i, m, v, x: _g.aterremittera_plan(e, i, m, v, x.datum("datum"), x.text("skal")),
    "plan_igen": lambda e, i, m, v, x: _g.plan_igen(e, i, m, v, x.datum("datum")),
    "plan_godkann": lambda e, i, m, v, x: _g.godkann_plan(e, i, m, v, x.datum("datum")),
    "plan_revidering": lambda e, i, m, v, x: _g.begar_revidering(e, i, m, v, x.datum("datum"), x.text("skal")),
    "rapport_klarmarkera": lambda e, i, m, v, x: _g.klarmarkera_rapport(e, i, m, v, x.datum("datum")),
    "rapport_aterremiss": lambda e, i, m, v, x: _g.aterremittera_rapport(
        e, i, m, v, x.datum("datum"), x.text("skal")
    ),
    "rapport_igen": lambda e, i, m, v, x: _g.rapport_igen(e, i, m, v, x.datum("datum")),
    "rapport_godkann": lambda e, i, m, v, x: _g.godkann_rapport(e, i, m, v, x.datum("datum"), x.text("bedomning")),
    "underlag": lambda e, i, m, v, x: _g.underlag_inkommet(e, i, m, v, x.datum("datum")),
    "avsluta": lambda e, i, m, v, x: _a.avsluta(e, i, v, las_avslut(x)),
    "avbrottsdokument": lambda e, i, m, v, x: _a.utfarda_avbrottsdokument(e, i, v),
    "slutrapport_inkommen": lambda e, i, m, v, x: _g.slutrapport_inkommen(e, i, v, x.datum("datum")),
    "slutrapport_aterremiss": lambda e, i, m, v, x: _g.aterremittera_slutrapport(
        e, i, v, x.datum("datum"), x.text("skal")
    ),
    "slutrapport_igen": lambda e, i, m, v, x: _g.slutrapport_igen(e, i, v, x.datum("datum")),
    "slutrapport_godkann": lambda e, i, m, v, x: _g.godkann_slutrapport(
        e, i, v, x.datum("datum"), x.text("nasta_steg")
    ),
    # `mal` names what was decided: "rapport:2024-08".
    "granskning_angra": lambda e, i, m, v, x: flode_angra.angra(e, i, *_slag_och_avser(m), v),
    "forlangning_begar": lambda e, i, m, v, x: flode_forlangning.begar(
        e, i, v, x.datum("datum"), x.text("motivering"), x.text("malet")
    ),
    "forlangning_komplettera": lambda e, i, m, v, x: flode_forlangning.komplettera(
        e, i, m, v, x.datum("datum"), x.text("motivering"), x.text("malet")
    ),
    "forlangning_atersand": lambda e, i, m, v, x: flode_forlangning.atersand(
        e, i, m, v, x.datum("datum"), x.text("skal")
    ),
    "forlangning_besluta": lambda e, i, m, v, x: flode_forlangning.besluta(
        e, i, m, v, x.datum("datum"), x.text("beslut"), x.text("skal")
    ),
    "intyg": lambda e, i, m, v, x: _h.intyg_inkommet(e, i, m, v, x.datum("datum")),
    "bedom_franvaro": lambda e, i, m, v, x: _h.bedom_franvaro(e, i, m, v, x.datum("datum"), x.text("bedomning")),
    "marke": lambda e, i, m, v, x: eget.satt_marke(e, i, x.janej("pa")),
    "paminn": lambda e, i, m, v, x: eget.paminn(e, i, x.datum("datum"), x.text("paminnelse")),
    "filter_spara": lambda e, i, m, v, x: sparade_filter.spara(e, m, x.text("namn")),
    "filter_byt_namn": lambda e, i, m, v, x: sparade_filter.byt_namn(e, _nummer(m), x.text("namn")),
    "filter_ta_bort": lambda e, i, m, v, x: sparade_filter.ta_bort(e, _nummer(m)),
    "overlamna": lambda e, i, m, v, x: overlamning.lamna_over(
        e, i, m, v, overlamning.Overlatelse(
            x.text("till"), x.text("hur"), x.datum_eller_inget("fran"), x.datum_eller_inget("ater"), x.text("skal")
        ),
    ),
    "gallring_uppratta": lambda e, i, m, v, x: gallring.uppratta(e),
    "gallring_undanta": lambda e, i, m, v, x: gallring.undanta(e, _nummer(m), v, x.text("skal"), x.datum("till")),
    "gallring_godkann": lambda e, i, m, v, x: gallring.godkann(e, _nummer(m), v),
    "gallringsregel": lambda e, i, m, v, x: gallringsregler.spara(e, m, v, x.heltal("manader"), x.text("kalla")),
    "skydd": lambda e, i, m, v, x: skydd.satt(e, i, m, v, x.text("skydd"), x.text("skal")),
    "notis_last": lambda e, i, m, v, x: notislista.last(e, _nummer(m)),
    "notiser_lasta": lambda e, i, m, v, x: notislista.alla_lasta(e),
    "overlamning_ater": lambda e, i, m, v, x: overlamning.ta_tillbaka(e, i, _nummer(m), v),
    "stickprov": lambda e, i, m, v, x: loggvy.anteckna_stickprov(e, m, x.text("utfall"), x.text("fynd")),
    "paminnelse_klar": lambda e, i, m, v, x: eget.paminnelse_klar(e, _nummer(m), v),
    "parkerad_ta_in": lambda e, i, m, v, x: mottagning.ta_in_parkerad(e, _nummer(m), v),
    "parkerad_avfor": lambda e, i, m, v, x: mottagning.avfor_parkerad(e, _nummer(m), v),
    "brist_bedom": lambda e, i, m, v, x: _b.bedom(e, i, m, v, x.text("bedomning"), x.text("kommentar")),
    "brist_ateroppna": lambda e, i, m, v, x: _b.ateroppna(e, i, m, v),
    "ogiltig_meddelad": lambda e, i, m, v, x: _h.ogiltig_meddelad(e, i, m, v, x.datum("datum")),
    "franvaro_registrera": lambda e, i, m, v, x: formular_franvaro.gor_registrera(e, i, v, x),
    "franvaro_slut": lambda e, i, m, v, x: flode_franvaro.satt_slut(e, i, m, v, x.datum_eller_inget("till")),
    "franvaro_ratta": lambda e, i, m, v, x: formular_franvaro.gor_ratta(e, i, m, v, x),
    "franvaro_ta_bort": lambda e, i, m, v, x: flode_franvaro.ta_bort(e, i, m, v, x.text("skal")),
    "intyg_dag_ett": lambda e, i, m, v, x: flode_franvaro.begar_intyg(e, i, m, v, x.text("skal")),
    "intyg_dag_ett_aterta": lambda e, i, m, v, x: flode_franvaro.aterta_intyg(e, i, m, v),
    "incident_registrera": lambda e, i, m, v, x: formular_incident.gor_registrera(e, i, v, x),
    "incident_komplettera": lambda e, i, m, v, x: formular_incident.gor_komplettera(e, i, m, v, x),
    "mote_planera": lambda e, i, m, v, x: formular_samtal.gor_planera(e, i, x),
    "mote_registrera": lambda e, i, m, v, x: formular_samtal.gor_registrera(e, i, x),
    "mote_hallet": lambda e, i, m, v, x: formular_samtal.gor_hallet(e, i, _nummer(m), v, x),
    "mote_flytta": lambda e, i, m, v, x: formular_samtal.gor_flytta(e, i, _nummer(m), v, x),
    "mote_stall_in": lambda e, i, m, v, x: moten.stall_in(e, i, _nummer(m), v, x.text("skal")),
    "meddelande": lambda e, i, m, v, x: formular_samtal.gor_meddelande(e, i, _nummer(m) if m else None, v, x),
    "anteckning_skriv": lambda e, i, m, v, x: formular_samtal.gor_anteckning(e, i, m, v, x),
    "anteckning_signera": lambda e, i, m, v, x: anteckningar.signera(e, i, _nummer(m), v),
    "anteckning_kasta": lambda e, i, m, v, x: anteckningar.kasta(e, i, _nummer(m), v),
    "bilaga_ta_bort": lambda e, i, m, v, x: bilagor.ta_bort(e, i, _nummer(m), v, x.text("skal")),
    **{
        kod: lambda e, i, m, v, x, kod=kod: formular_incident.gor_steg(e, i, kod, m, v, x)  # type: ignore[misc]
        for kod in ("incident_underrattad", "incident_vidare", "incident_bedomd")
    },
}  # fmt: skip


def utfor(
    e: Arbetsenhet, kod: str, insats: str, mal: str, sedd_version: int, varden: dict[str, str]
) -> Andring:  # fmt: skip
    """Does one step with what was typed. `kod`, `mal` and `sedd_version` are those of the Stegval.

    An action id that stands in the log already gives its first answer and does nothing. Raises Nekad (with the
    field, if one is to blame) and Konflikt; nothing is changed then. In an offline package only reports are decided,
    and each decision is noted to be done again at home.
    """
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    from .overforing.tolkning import styrtecken

    utforare = HANDLINGAR.get(kod)
    if utforare is None:
        raise Nekad("okant_steg", "Steget finns inte.")
    if styrtecken(insats + mal, False):  # no key holds such
        raise Nekad("okant_mal", "Uppgiften finns inte. Hämta om ärendet.")
    offline = prova_paket(e, kod)
    andring = utforare(e, insats, mal, sedd_version, Varden(varden))
    if fritext := {f: v for f, v in varden.items() if f in FLERA_RADER and v.strip()}:
        utan_skyddat_namn(e, insats or mal, fritext)  # last: who may not take the step is told nothing of the kund
    if offline:
        anteckna(e, kod, insats, mal, sedd_version, varden)
    return andring
