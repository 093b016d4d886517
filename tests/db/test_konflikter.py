"""Every step of the window, saved on what somebody else has changed: only what differs, both sides in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from db.varld import Varld, skriv_loggen
from sqlalchemy import select

from kundvalsdesk import models as m
from kundvalsdesk.fel import Konflikt
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.services import handlingar, installningar
from kundvalsdesk.services.arbetsenhet import transaktion
from kundvalsdesk.services.frister import rakna_om
from kundvalsdesk.services.handling import handling
from kundvalsdesk.services.overlamning import VIKARIE
from kundvalsdesk.texter.faltord import UTAN_ORD, har_ord

I1 = "2024-0001"
DAG = "2024-09-11"
D = date(2024, 9, 1)


def dag(n: int) -> date:
    return date(2024, 9, n)


@pytest.fixture
def v(databas: Databas, regelverk: Any) -> Varld:
    varld = Varld(
        databas, regelverk,
        {"insatser": [{"insats": I1, "kund": "K0001", "kod": "AMI2", "anordnare": "Björken", "beslut": "2024-04-29",
                       "aktualiserad": "2024-05-02", "bemannad": "2024-05-03", "uppdrag": "2024-05-06",
                       "start": "2024-05-13", "omfattning": "100"}]},
    )  # fmt: skip
    nu = datetime(2024, 9, 2, 8, 0)
    with transaktion(databas, skriv=True) as s:
        i = s.scalars(select(m.Insats)).one()
        n = {"insats_id": i.id}
        s.add_all([
            m.Genomforandeplan(**n, nummer=1, inkommen=dag(2)),
            m.Manadsrapport(**n, manad="2024-08", klarmarkerad=dag(3)),
            m.Slutrapport(**n, inkommen=dag(4)),
            m.Franvaro(**n, typ="sjuk", fran=dag(2), till=None),
            m.Franvaro(**n, typ="ledighet", fran=date(2024, 8, 1), till=date(2024, 8, 30)),
            m.Franvaro(**n, typ="ogiltig", fran=date(2024, 7, 1), till=date(2024, 7, 1), orsak="Uteblev."),
            m.Forlangning(**n, begard=dag(3), motivering="Mer tid.", mal="Praktik."),
            m.Incident(**n, nyckel="I2024-01", upptackt=nu, kv_underrattad=nu, beskrivning="Fel adress."),
            m.Mote(**n, typ="trepart", start=datetime(2024, 9, 20, 9), slut=datetime(2024, 9, 20, 10), lage="planerat",
                   uid="u", sekvens=0, deltagare="Kunden"),
            m.Anteckning(**n, datum=dag(2), text="Utkast.", skriven_av="anlu"),
            m.Anteckning(**n, datum=dag(2), text="Låst.", skriven_av="anlu", signerad=nu, signerad_av="anlu"),
            m.Meddelande(**n, riktning="ut", kanal="epost", tid=nu, amne="Fråga", text="Hej.", skriven_av="anlu"),
            m.Bilaga(**n, namn="a.pdf", mediatyp="application/pdf", storlek=1, sha256="x", innehall=b"x", tillagd=nu,
                     tillagd_av="anlu"),
            m.Brist(**n, anordnare_id=i.anordnare_id, kod="sen", avser="plan:1", fran=dag(2)),
            m.Brist(**n, anordnare_id=i.anordnare_id, kod="sen", avser="plan:2", fran=dag(2), avslutad=dag(3),
                    bedomning="brist", kommentar="Samtal."),
            m.Inlamning(**n, sha256="y", mottagen=nu, mottagen_av="anlu", storlek=1, original=b"y", slag="rapport",
                        avser="2024-08", formular="f", innehall="{}", lage="parkerad"),
            m.Overlamning(kund_id=i.kund_id, fran_id=1, till_id=2, datum=dag(1), ater=dag(5)),
            m.Anordnarkontor(anordnare_id=1, namn="Centrum"),
            m.Jobbexpert(anordnare_id=1, namn="Moa Ceder"),
            m.Anordnarandring(anordnare_id=1, slag="lokaler", beskrivning="Flyttar.", anmald=dag(1)),
            m.Kartlaggning(kund_id=i.kund_id, datum=dag(2), situation="Bor själv.", skriven_av="anlu"),
        ])  # fmt: skip
        s.flush()
        rakna_om(s, regelverk, None)
    return varld


class Fall(NamedTuple):
    """`tabell`/`nr`: the row, and which of its kind; `andra`: what the other one sets; `skillnad`: label → (mine,
    saved); `mal` may name the row's id with {id}."""

    mal: str
    tabell: Any
    andra: dict[str, Any]
    mina: dict[str, str]
    skillnad: dict[str, tuple[str, str]]
    nr: int = 0
    som: str = "anlu"


_J = {"jobbexpert": "Moa"}
_JS = {"Jobbexpert": ("–", "Moa")}
_TID = {"dag": "2024-09-10", "fran": "13.00", "till": "14.00"}


def _insats(mina: dict[str, str], andra: dict[str, Any] | None = None, **skillnad: Any) -> Fall:
    return Fall("", m.Insats, andra or _J, mina, skillnad or _JS)


def _pa(mal: str, tabell: Any, andra: dict[str, Any], mina: dict[str, str], /, nr: int = 0, som: str = "anlu",
        **skillnad: tuple[str, str]) -> Fall:  # fmt: skip
    return Fall(mal, tabell, andra, mina, {k.replace("_", " "): par for k, par in skillnad.items()}, nr, som)


_SJUK, _LEDIG, _OGILTIG = 0, 1, 2
_ATER = {"aterremitterad": dag(9), "aterremiss_skal": "Mål saknas."}
_SLUTAT = {"avslutstyp": "avbruten", "avslutsorsak": "flytt", "sista_dag": dag(8), "avslutsbeslut": dag(7)}

FALL: dict[str, Fall] = {
    "besluta": Fall("K0001", m.Kund, {"malgrupp": "kaa"}, {"kod": "AMI2", "datum": DAG},
                    {"Målgrupp": ("Ekonomiskt bistånd", "Kommunala aktivitetsansvaret")}),
    "valj_anordnare": Fall("", m.Insats, {"anordnare_id": 3}, {"anordnare": "Ågården"},
                           {"Anordnare": ("Ågården", "Zenit")}),
    "aktualisera": _insats({"datum": DAG}, {"aktualiserad": dag(2)}, Aktualiserad=(DAG, "2024-09-02")),
    "bemanna": Fall("", m.Insats, {**_J, "bemannad": dag(2)}, {"datum": DAG, "jobbexpert": "Eva "},
                    {"Bemannad": (DAG, "2024-09-02"), "Jobbexpert": ("Eva", "Moa")}),
    "uppdrag": Fall("", m.Insats, {"omfattning": 50, "deltid_skal": "Barn."},
                    {"datum": "2024-05-06", "start": "2024-05-13", "omfattning": "75", "deltid_skal": "Skola.",
                     "beskrivning": "Praktik"},
                    {"Omfattning, procent": ("75", "50"), "Skäl till deltid": ("Skola.", "Barn."),
                     "Uppdragsbeskrivning": ("Praktik", "–")}),
    "kontakt": _insats({"typ": "trepart", "datum": DAG}),
    "plan_inkommen": _insats({"datum": DAG}),
    "plan_aterremiss": _pa("1", m.Genomforandeplan, {"godkand": dag(9)}, {"datum": DAG, "skal": "Mål."},
                           Godkänd=("–", "2024-09-09"), Återremitterad=(DAG, "–"), Skäl_till_återremiss=("Mål.", "–")),
    "plan_igen": _pa("1", m.Genomforandeplan, {"inkommen_igen": dag(9)}, {"datum": DAG},
                     Inkommen_igen=(DAG, "2024-09-09")),
    "plan_godkann": _pa("1", m.Genomforandeplan, _ATER, {"datum": DAG}, Godkänd=(DAG, "–"),
                        Återremitterad=("–", "2024-09-09"), Skäl_till_återremiss=("–", "Mål saknas.")),
    "plan_revidering": _pa("1", m.Genomforandeplan, {"revidering_begard": dag(9), "revidering_skal": "Nytt mål."},
                           {"datum": DAG, "skal": "Ny väg."}, Revidering_begärd=(DAG, "2024-09-09"),
                           Vad_som_behöver_ändras=("Ny väg.", "Nytt mål.")),
    "rapport_klarmarkera": _pa("2024-08", m.Manadsrapport, {"klarmarkerad": dag(9)}, {"datum": DAG},
                               Klarmarkerad=(DAG, "2024-09-09")),
    "rapport_aterremiss": _pa("2024-08", m.Manadsrapport, {"godkand": dag(9), "bedomning": "avsluta"},
                              {"datum": DAG, "skal": "Mål."}, Godkänd=("–", "2024-09-09"),
                              Bedömning=("–", "Insatsen bör avslutas"), Återremitterad=(DAG, "–"),
                              Skäl_till_återremiss=("Mål.", "–")),
    "rapport_igen": _pa("2024-08", m.Manadsrapport, {"klarmarkerad_igen": dag(9)}, {"datum": DAG},
                        Klarmarkerad_igen=(DAG, "2024-09-09")),
    "rapport_godkann": _pa("2024-08", m.Manadsrapport, _ATER, {"datum": DAG, "bedomning": "fortsatt"},
                           Godkänd=(DAG, "–"), Bedömning=("Insatsen fortsätter", "–"),
                           Återremitterad=("–", "2024-09-09"), Skäl_till_återremiss=("–", "Mål saknas.")),
    "underlag": _pa("2024-08", m.Manadsrapport, {"underlag": dag(9)}, {"datum": DAG},
                    Faktureringsunderlag=(DAG, "2024-09-09")),
    "avsluta": Fall("", m.Insats, _SLUTAT,
                    {"avslutstyp": "fortid", "orsak_fortid": "arbete", "sista_dag": DAG, "beslut": DAG,
                     "kommentar": "Jobb."},
                    {"Typ av avslut": ("Avslutad i förtid", "Avbruten insats"), "Sista dag": (DAG, "2024-09-08"),
                     "Orsak": ("Arbete: anställning minst sex månader", "Flytt från kommunen"),
                     "Beslut om avslut": (DAG, "2024-09-07"), "Kommentar": ("Jobb.", "–")}),
    "avbrottsdokument": _insats({}),
    "slutrapport_inkommen": _pa("", m.Slutrapport, {"inkommen": dag(9)}, {"datum": DAG},
                                Inkommen=(DAG, "2024-09-09")),
    "slutrapport_aterremiss": _pa("", m.Slutrapport, {"godkand": dag(9)}, {"datum": DAG, "skal": "Mål."},
                                  Godkänd=("–", "2024-09-09"), Återremitterad=(DAG, "–"),
                                  Skäl_till_återremiss=("Mål.", "–")),
    "slutrapport_igen": _pa("", m.Slutrapport, {"inkommen_igen": dag(9)}, {"datum": DAG},
                            Inkommen_igen=(DAG, "2024-09-09")),
    "slutrapport_godkann": _pa("", m.Slutrapport, {"nasta_steg": "AMI 1."}, {"datum": DAG, "nasta_steg": "FAI."},
                               Godkänd=(DAG, "–"), Nästa_steg=("FAI.", "AMI 1.")),
    "granskning_angra": _pa("rapport:2024-08", m.Manadsrapport, {"underlag": dag(9)}, {},
                            Faktureringsunderlag=("–", "2024-09-09")),
    "forlangning_begar": _insats({"datum": DAG, "motivering": "M.", "malet": "P."}),
    "forlangning_komplettera": _pa("2024-09-03", m.Forlangning, {"beslutad": dag(9), "beslut": "avslag"},
                                   {"datum": DAG, "motivering": "Ännu mer.", "malet": "Praktik."},
                                   Motivering=("Ännu mer.", "Mer tid."), Begärd_igen=(DAG, "–"),
                                   Beslutad=("–", "2024-09-09"), Beslut=("–", "Avslag")),
    "forlangning_atersand": _pa("2024-09-03", m.Forlangning, {"beslutad": dag(9), "beslut": "beviljad"},
                                {"datum": DAG, "skal": "Varför?"}, som="gust", Återsänd=(DAG, "–"),
                                Vad_som_behöver_kompletteras=("Varför?", "–"), Beslutad=("–", "2024-09-09"),
                                Beslut=("–", "Beviljad")),
    "forlangning_besluta": _pa("2024-09-03", m.Forlangning, {"beslutad": dag(9), "beslut": "avslag"},
                               {"datum": DAG, "beslut": "beviljad"}, som="gust", Beslutad=(DAG, "2024-09-09"),
                               Beslut=("Beviljad", "Avslag")),
    "intyg": _pa("sjuk:2024-09-02:kv", m.Franvaro, {"intyg_kv": dag(9)}, {"datum": DAG},
                 Intyg_hos_karriärvägledaren=(DAG, "2024-09-09")),
    "bedom_franvaro": _pa("ledighet:2024-08-01", m.Franvaro, {"bedomd": dag(9), "bedomning": "Avslutas."},
                          {"datum": DAG, "bedomning": "Fortsätter."}, _LEDIG, Bedömd=(DAG, "2024-09-09"),
                          Bedömning=("Fortsätter.", "Avslutas.")),
    "ogiltig_meddelad": _pa("ogiltig:2024-07-01", m.Franvaro, {"meddelad": dag(9)}, {"datum": DAG}, _OGILTIG,
                            Anordnarens_meddelande=(DAG, "2024-09-09")),
    "franvaro_registrera": _insats({"typ": "sjuk", "fran": DAG, "registrerad": DAG}),
    "franvaro_slut": _pa("sjuk:2024-09-02", m.Franvaro, {"till": dag(9)}, {"till": DAG},
                         Sista_frånvarodag=(DAG, "2024-09-09")),
    "franvaro_ratta": _pa("sjuk:2024-09-02", m.Franvaro, {"orsak": "Influensa", "till": dag(9)},
                          {"typ": "vab", "fran": "2024-09-02", "orsak": "Barnet"},
                          Vad=("Vård av barn", "Sjukfrånvaro"),
                          Orsak=("Barnet", "Influensa"), Sista_frånvarodag=("–", "2024-09-09")),
    "franvaro_ta_bort": _pa("sjuk:2024-09-02", m.Franvaro, {"till": dag(9)}, {"skal": "Fel."},
                            Sista_frånvarodag=("–", "2024-09-09")),
    "intyg_dag_ett": _pa("sjuk:2024-09-02", m.Franvaro, {"intyg_fran_dag_ett": True, "intyg_skal": "Ofta sjuk."},
                         {"skal": "Upprepat."}, Skäl_till_begäran_om_intyg=("Upprepat.", "Ofta sjuk.")),
    "intyg_dag_ett_aterta": _pa("sjuk:2024-09-02", m.Franvaro, {"intyg_fran_dag_ett": True}, {},
                                Läkarintyg_från_dag_ett=("–", "ja")),
    "incident_registrera": _insats({"upptackt": f"{DAG} 08.00", "kv_underrattad": f"{DAG} 08.00",
                                    "beskrivning": "Fel."}),
    "incident_komplettera": _pa("I2024-01", m.Incident, {"antal_berorda": 3, "atgarder": "Ringt."},
                                {"beskrivning": "Fel brev.", "antal_berorda": "5", "atgarder": "Ringt."},
                                Vad_som_har_hänt=("Fel brev.", "Fel adress."), Antal_berörda=("5", "3")),
    "incident_underrattad": _pa("I2024-01", m.Incident, {"kv_underrattad": datetime(2024, 9, 2, 9, 5)},
                                {"tid": "2024-09-02 10.15"},
                                Karriärvägledaren_underrättades=("2024-09-02 10.15", "2024-09-02 09.05")),
    "incident_vidare": _pa("I2024-01", m.Incident, {"vidare": datetime(2024, 9, 2, 9, 5)}, {"tid": "2024-09-02 10.15"},
                           Fördes_vidare=("2024-09-02 10.15", "2024-09-02 09.05")),
    "incident_bedomd": _pa("I2024-01", m.Incident,
                           {"bedomd": datetime(2024, 9, 2, 9, 5), "bedomning": "Hög.", "anmals": True,
                            "berorda_informeras": False},
                           {"tid": "2024-09-02 09.05", "bedomning": "Låg.", "anmals": "nej",
                            "berorda_informeras": "nej"}, som="dass", Bedömning=("Låg.", "Hög."),
                           Anmäls_till_IMY=("nej", "ja")),
    "brist_bedom": _pa("sen:plan:1", m.Brist, {"bedomning": "ingen_brist", "kommentar": "Sjukdom."},
                       {"bedomning": "brist", "kommentar": "Samtal."}, Motivering=("Samtal.", "Sjukdom."),
                       Bedömning=("Det är en brist hos anordnaren", "Ingen brist: det finns en förklaring")),
    "brist_ateroppna": _pa("sen:plan:2", m.Brist, {"kommentar": "Brev."}, {}, 1, Motivering=("–", "Brev."),
                           Bedömning=("–", "Det är en brist hos anordnaren")),
    "parkerad_ta_in": _pa("{id}", m.Inlamning, {"lage": "avford"}, {}, Läge=("parkerad", "undanlagd")),
    "parkerad_avfor": _pa("{id}", m.Inlamning, {"lage": "intagen"}, {}, Läge=("parkerad", "intagen")),
    "mote_hallet": _pa("{id}", m.Mote, {"lage": "installt"}, _TID, Läge=("hållet", "inställt"),
                       Börjar=("2024-09-10 13.00", "2024-09-20 09.00"),
                       Slutar=("2024-09-10 14.00", "2024-09-20 10.00")),
    "mote_flytta": _pa("{id}", m.Mote, {"plats": "Torget"}, {**_TID, "dag": "2024-09-20", "plats": "Rum 2"},
                       Plats=("Rum 2", "Torget"), Börjar=("2024-09-20 13.00", "2024-09-20 09.00"),
                       Slutar=("2024-09-20 14.00", "2024-09-20 10.00")),
    "mote_stall_in": _pa("{id}", m.Mote, {"lage": "hallet"}, {"skal": "Sjuk."}, Läge=("inställt", "hållet")),
    "meddelande": _pa("{id}", m.Meddelande, {"kanal": "telefon"},
                      {"riktning": "ut", "kanal": "epost", "datum": DAG, "klockan": "08.00", "galler": "ovrigt",
                       "amne": "A", "text": "T"}, Hur=("E-post", "Telefon")),
    "anteckning_skriv": _pa("{id}", m.Anteckning, {"text": "Annat.", "rubrik": "Samtal"},
                            {"datum": "2024-09-02", "rubrik": "", "text": "Mitt.", "spara_som": "utkast"},
                            Text=("Mitt.", "Annat."), Rubrik=("–", "Samtal")),
    "anteckning_signera": _pa("{id}", m.Anteckning, {"datum": dag(3)}, {}, Datum=("2024-09-02", "2024-09-03")),
    "anteckning_kasta": _pa("{id}", m.Anteckning, {"datum": dag(3)}, {}, Datum=("2024-09-02", "2024-09-03")),
    "overlamna": _insats({"till": "boek", "hur": VIKARIE, "fran": DAG, "ater": "2024-09-20"}),
    "skydd": Fall("K0001", m.Kund, {"skydd": "fingerade", "malgrupp": "kaa"},
                  {"skydd": "sekretessmarkering", "skal": "Meddelat."},
                  {"Skydd": ("sekretessmarkering", "fingerade personuppgifter"),
                   "Målgrupp": ("Ekonomiskt bistånd", "Kommunala aktivitetsansvaret")}),
    "overlamning_ater": _pa("{id}", m.Overlamning, {"ater": dag(6), "skal": "Semester."}, {},
                            Åter=("2024-09-05", "2024-09-06"), Skäl=("–", "Semester.")),
    "anordnare_andra": _pa("anordnare:{id}", m.Anordnare, {"telefon": "1"}, {"telefon": "2"}, som="gust",
                           Telefon=("2", "1")),
    "kontor_andra": _pa("anordnarkontor:{id}", m.Anordnarkontor, {"namn": "Sickla"}, {"namn": "Orminge"}, som="gust",
                        Namn=("Orminge", "Sickla")),
    "kontor_ta_bort": _pa("anordnarkontor:{id}", m.Anordnarkontor, {"namn": "Sickla"}, {}, som="gust",
                          Namn=("Centrum", "Sickla")),
    "jobbexpert_andra": _pa("jobbexpert:{id}", m.Jobbexpert, {"behorighet_begard": dag(2)},
                            {"behorighet_begard": DAG}, som="gust", Behörighet_begärd=(DAG, "2024-09-02")),
    "jobbexpert_ta_bort": _pa("jobbexpert:{id}", m.Jobbexpert, {"sista_dag": dag(2)}, {}, som="gust",
                              Sista_dag=("–", "2024-09-02")),
    "auktorisation_andra": _pa("auktorisation:{id}", m.Auktorisation, {"villkor": "Lokal."}, {"villkor": "Tolk."},
                               som="gust", Villkor=("Tolk.", "Lokal.")),
    "avauktorisera": _pa("auktorisation:{id}", m.Auktorisation, {"till": dag(30), "avslut": "ovrigt",
                                                                 "avslut_skal": "Slut."},
                         {"till": DAG, "avslut": "aterkallad", "avslut_skal": "Brister."}, som="gust",
                         Sista_dag=(DAG, "2024-09-30"), Hur_den_upphör=("Återkallad", "Annat"),
                         Skäl=("Brister.", "Slut.")),
    "auktorisation_ta_bort": _pa("auktorisation:{id}", m.Auktorisation, {"villkor": "Lokal."}, {}, som="gust",
                                 Villkor=("–", "Lokal.")),
    "anordnarandring_andra": _pa("anordnarandring:{id}", m.Anordnarandring, {"anmald_av": "Eva"},
                                 {"anmald_av": "Moa"}, som="gust", Anmäld_av=("Moa", "Eva")),
    "anordnarandring_hantera": _pa("anordnarandring:{id}", m.Anordnarandring,
                                   {"hanterad": dag(4), "hanterad_av_id": 2, "atgard": "Ringt."},
                                   {"hanterad": DAG, "atgard": "Skrivit."}, som="gust",
                                   Hanterad=(DAG, "2024-09-04"), Vad_som_gjordes=("Skrivit.", "Ringt."),
                                   Hanterad_av=("–", "Bo Ek")),
    "bilaga_ta_bort": _pa("{id}", m.Bilaga, {"namn": "b.pdf"}, {"skal": "Fel fil."}, Namn=("a.pdf", "b.pdf")),
}  # fmt: skip

NYA_RADER = {
    "kartlaggning", "framtidsplan", "organisation", "dokumenttext", "dokumenttext_aterga", "gallringsregel",
    "gallring_undanta", "gallring_godkann", "satt_budget", "kundenkat_spara", "kundenkat_dra",
}  # fmt: skip
"""Steps that keep what is saved and set something new beside or over it: tried below, the texts of documents in
test_dokumenttexter, the lists of gallring in test_gallring, a budget in test_budget, a kundenkät in test_kundenkat."""
INGEN_ANNANS = {
    "registrera_kund", "mote_planera", "mote_registrera", "marke", "paminn", "paminnelse_klar", "filter_spara",
    "filter_byt_namn", "filter_ta_bort", "notis_last", "notiser_lasta", "gallring_uppratta",
    "stickprov", "anordnare_lagg_till", "kontor_lagg_till", "jobbexpert_lagg_till", "auktorisera",
    "anordnarandring_anmal",
}  # fmt: skip
"""What they write did not stand there before, or is nobody else's to change."""
ANVANDARE = {"anvandare_lagg_till", "anvandare_andra", "anvandare_sparra", "anvandare_hav", "byt_losenord"}
"""Tried in test_anvandare: they change no case."""
UPPFOLJNING = {k for k in handlingar.HANDLINGAR if k.startswith(("uppfoljning", "besok", "stickprov_", "atgard"))} | {
    "bedomning_satt",
    "anordnargranskning_klar",
    "anordnargranskning_oppna",
}
"""Tried in test_uppfoljning, test_besok, test_bedomningar and test_atgarder: none of them is of a case."""

RAPPORTEN = {
    k for k in handlingar.HANDLINGAR if k.startswith(("kvalitetsrapport_", "rapportavsnitt_", "avsnittskommentar"))
}
"""Tried in test_kvalitetsrapport."""


def test_every_step_is_tried() -> None:
    """A new step of the window has its conflict in the table above, or a reason why it can have none."""
    assert set(handlingar.HANDLINGAR) == set(FALL) | NYA_RADER | INGEN_ANNANS | ANVANDARE | UPPFOLJNING | RAPPORTEN


def krock(v: Varld, fall: Fall, kod: str) -> Konflikt | None:
    """The step, seen before somebody else saved: both in a unit that is rolled back, so that no case sees another."""
    with pytest.raises(_Tillbaka) as ut, v.enhet(DAG, "boek", skriv=True) as e:
        rad = e.session.scalars(select(fall.tabell).order_by(fall.tabell.id)).all()[fall.nr]
        sedd = rad.version
        with handling(e, "provning", "insats"):
            for falt, varde in fall.andra.items():
                setattr(rad, falt, varde)
        skriv_loggen(e)
        e.aktor, e.handling_id = v.aktor(fall.som), str(uuid4())
        insats = "" if fall.tabell is m.Kund else I1
        try:
            handlingar.utfor(e, kod, insats, fall.mal.format(id=rad.id), sedd, fall.mina)
        except Konflikt as fel:
            raise _Tillbaka(fel) from None
        raise _Tillbaka(None)
    return ut.value.fel


class _Tillbaka(Exception):
    def __init__(self, fel: Konflikt | None) -> None:
        super().__init__()
        self.fel = fel


def test_only_what_differs_stands_there_mine_beside_theirs_in_words(v: Varld) -> None:
    fel: dict[str, Any] = {}
    for kod, fall in FALL.items():
        k = krock(v, fall, kod)
        fick = None if k is None else {s.falt: (s.mitt, s.deras) for s in k.skillnader}
        if fick != fall.skillnad or k is None or k.vem != "Bo Ek" or k.nar is None:
            fel[kod] = fick
    assert not fel, "\n".join(f"{k}: {x}" for k, x in fel.items())


def test_of_several_saves_all_are_shown(v: Varld) -> None:
    for falt, varde in (("jobbexpert", "Moa"), ("uppdragsbeskrivning", "Praktik"), ("jobbexpert", "Eva")):
        with v.enhet(DAG, "boek", skriv=True) as e:
            i = e.session.scalars(select(m.Insats)).one()
            with handling(e, "provning", "insats") as h:
                h.insats(i)
                setattr(i, falt, varde)
    with pytest.raises(Konflikt) as fel:
        v.gor(DAG, "kontakt", I1, version=i.version - 3, typ="trepart", datum=DAG)
    assert {s.falt: (s.mitt, s.deras) for s in fel.value.skillnader} == {
        "Jobbexpert": ("–", "Eva"), "Uppdragsbeskrivning": ("–", "Praktik"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kod", "bos", "mina", "skillnad"),
    [
        ("kartlaggning", {"situation": "Flyttar.", "behov": "Tolk."}, {"situation": "Bor hos syster."},
         {"Kundens situation": ("Bor hos syster.", "Flyttar."), "Behov av stöd": ("–", "Tolk.")}),
        ("framtidsplan", {"malet": "Arbete.", "insatskod": "AMI1", "kunden_med": "ja"},
         {"malet": "Studier.", "insatskod": "AMI2", "kunden_med": "ja"},
         {"Mål": ("Studier.", "Arbete."), "Insats som planen leder till": ("AMI2", "AMI1")}),
    ],
)  # fmt: skip
def test_a_newer_version_is_shown_beside_mine(
    v: Varld, kod: str, bos: dict[str, str], mina: dict[str, str], skillnad: dict[str, Any]
) -> None:
    with v.enhet(DAG) as e:
        from kundvalsdesk.services import arende

        sedd = next(s for s in arende.hamta(e, I1).nasta if s.kod == kod).sedd_version
    v.gor(DAG, kod, I1, som="boek", version=sedd, datum=DAG, **bos)
    with pytest.raises(Konflikt, match="nyare version") as fel:
        v.gor(DAG, kod, I1, version=sedd, datum=DAG, **mina)
    k = fel.value
    assert {s.falt: (s.mitt, s.deras) for s in k.skillnader} == skillnad and k.vem == "Bo Ek" and k.nar is not None


def test_the_sender_of_documents_is_not_overwritten(v: Varld) -> None:
    with v.enhet(DAG, "syss") as e:
        steg = installningar.formular_organisation(e)
    varden = {f.namn: f.varde for f in steg.falt}
    v.gor(DAG, "organisation", version=steg.sedd_version, som="syss", **{**varden, "enhet": "Kundval öst"})
    with pytest.raises(Konflikt) as fel:
        v.gor(DAG, "organisation", version=steg.sedd_version, som="syss", **{**varden, "enhet": "Kundval väst"})
    assert [(s.falt, s.mitt, s.deras) for s in fel.value.skillnader] == [("Enhet", "Kundval väst", "Kundval öst")]
    assert fel.value.vem == "Sixten Ys"


def test_every_field_that_is_logged_has_a_name() -> None:
    tabeller: list[Callable[..., Any]] = [
        m.Insats, m.Kund, m.Genomforandeplan, m.Manadsrapport, m.Slutrapport, m.Franvaro, m.Forlangning, m.Incident,
        m.Mote, m.Anteckning, m.Meddelande, m.Bilaga, m.Brist, m.Inlamning, m.Kartlaggning, m.Framtidsplan,
        m.Overlamning, m.Anordnare, m.Anordnarkontor, m.Jobbexpert, m.Auktorisation, m.Anordnarandring,
    ]  # fmt: skip
    alla = [(t.__table__.name, k.name) for t in tabeller for k in t.__table__.columns]  # type: ignore[attr-defined]
    assert [x for x in alla if not har_ord(*x)] == [] and "jobbexpert" not in UTAN_ORD
