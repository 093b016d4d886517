"""Every action of the window once, on a case of its own kind: what stands there before, and what is typed.

`innan` makes the case ready in the transaction of the action; `mal` may name the row that it made with {id}. What is
never of a case has no protected kund, and stands in the registers of the unit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kundvalsdesk import models as m
from kundvalsdesk.rules.rapporttyper import Innehall
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import (
    arende,
    aterremiss,
    bilagor,
    gallringsregler,
    installningar,
    mottagning,
    oppningar,
    registerutdrag,
    utkast,
)
from kundvalsdesk.services.arbetsenhet import Arbetsenhet
from kundvalsdesk.services.frister import rakna_om
from kundvalsdesk.services.overlamning import TILLSVIDARE, VIKARIE

DAG = "2024-09-11"
NU = datetime(2024, 9, 2, 8, 0)
ALLA_MED_ARENDET = "anlu boek anlu* vika* gust*"
"""A protected kund (*) is there for whose it is, for whoever has them for a while, and for an arbetsledare."""
DEN_SOM_HAR_DET = "anlu anlu* vika* gust*"
VAR_OCH_EN = "anlu boek gust kval syss dass"
REGISTRET = "gust kval syss"


def dag(n: int) -> date:
    return date(2024, 9, n)


@dataclass(frozen=True)
class Lage:
    """What an action meets: the case, its kund, and who acts."""

    s: Session
    i: m.Insats
    jag: m.Handlaggare
    regelverk: Regelverkssamling

    def rad(self, tabell: type[Any], **varden: Any) -> Any:
        """A row about the case."""
        return self.lagg(tabell(insats_id=self.i.id, **varden))

    def lagg(self, rad: Any) -> Any:
        self.s.add(rad)
        self.s.flush()
        return rad


@dataclass(frozen=True)
class Scen:
    """`innan` gives the row that the action is seen with; `sedd` is for what is seen otherwise. `forst`: what whoever
    acts has done before. `vem`: who does it; the others are refused. `gor`: an action that is no step of a form."""

    varden: dict[str, str] = field(default_factory=dict)
    mal: str = ""
    innan: Callable[[Lage], Any] = lambda x: x.i
    sedd: int | Callable[[Arbetsenhet], int] | None = None
    forst: tuple[str, str, dict[str, str]] | None = None
    vem: str = ALLA_MED_ARENDET
    gor: Callable[[Arbetsenhet, str], Any] | None = None
    arende: bool = True


def _satt(**varden: Any) -> Callable[[Lage], Any]:
    """The case, with something otherwise."""

    def innan(x: Lage) -> Any:
        for falt, v in varden.items():
            setattr(x.i, falt, v)
        return x.i

    return innan


def _med(tabell: type[Any], **varden: Any) -> Callable[[Lage], Any]:
    return lambda x: x.rad(tabell, **varden)


def _mina(tabell: type[Any], **varden: Any) -> Callable[[Lage], Any]:
    """Of whoever acts."""
    return lambda x: x.rad(tabell, anvandare=x.jag.anvandare, **varden)


def _anteckning(x: Lage) -> Any:
    return x.rad(m.Anteckning, datum=dag(2), text="Utkast.", skriven_av=x.jag.anvandare)


def _filter(x: Lage) -> Any:
    return x.lagg(m.SparatFilter(anvandare=x.jag.anvandare, namn="Mina", filter="{}", skapad=NU))


def _notis(x: Lage) -> Any:
    return x.rad(m.Notis, anvandare=x.jag.anvandare, tid=NU, kod="paminnelse", data="{}")


def _bort(*falt: str, **varden: Any) -> Callable[[Lage], Any]:
    """A case that has not come that far."""
    return _satt(**dict.fromkeys(falt), **varden)


def _lanat(x: Lage) -> Any:
    """With somebody else for a while: what the one who has it gives back, and the others take back."""
    till = x.s.scalars(select(m.Handlaggare).where(m.Handlaggare.anvandare == "vika")).one()
    redan = x.s.scalars(select(m.Overlamning).where(m.Overlamning.kund_id == x.i.kund_id)).one_or_none()
    return redan or x.lagg(
        m.Overlamning(kund_id=x.i.kund_id, fran_id=x.i.kundansvarig_id, till_id=till.id, datum=dag(1),
                      ater=date(2099, 1, 1))
    )  # fmt: skip


def _slutad(x: Lage) -> Any:
    _satt(avslutstyp="fortid", avslutsorsak="arbete", sista_dag=dag(8), avslutsbeslut=dag(7))(x)
    return x.i


_moten = _med(m.Mote, typ="trepart", start=datetime(2024, 9, 20, 9), slut=datetime(2024, 9, 20, 10), lage="planerat",
              uid="u", sekvens=0, deltagare="Kunden")  # fmt: skip
_PLAN = {"nummer": 1, "inkommen": dag(2)}
_RAPPORT = {"manad": "2024-08", "klarmarkerad": dag(3)}
_TILLBAKA = {"aterremitterad": dag(4), "aterremiss_skal": "Mål saknas."}
_SJUK = {"typ": "sjuk", "fran": dag(2), "till": None}
_INCIDENT = {"nyckel": "I2024-91", "upptackt": NU, "beskrivning": "Fel adress."}
_FORLANGNING = {"begard": dag(3), "motivering": "Mer tid.", "mal": "Praktik."}
_TID = {"dag": "2024-09-10", "fran": "13.00", "till": "14.00"}
_MOTE = {"typ": "trepart", "plats": "Torget", "kunden": "ja", "anordnaren": "nej", "jag": "ja", "andra": "",
         "syfte": "Uppföljning."}  # fmt: skip
_INLAMNING = {"sha256": "y", "mottagen": NU, "mottagen_av": "anlu", "storlek": 1, "original": b"y", "slag": "rapport",
              "avser": "2024-08", "formular": "rapport/AMI/2", "lage": "parkerad",
              "innehall": Innehall("").till_json()}  # fmt: skip
_D = {"datum": DAG}
_SKAL = {"datum": DAG, "skal": "Beskriv målen."}


def _brist(x: Lage, **mer: Any) -> Any:
    return x.rad(m.Brist, anordnare_id=x.i.anordnare_id, kod="sen", avser="plan:1", fran=dag(2), **mer)


def _sen(x: Lage) -> Any:
    """No plan has come in, and it is September."""
    rakna_om(x.s, x.regelverk, [x.i.id], idag=date.fromisoformat(DAG))
    return x.s.scalars(select(m.Brist).where(m.Brist.insats_id == x.i.id, m.Brist.avser == "plan:1")).one()


ARENDETS: dict[str, Scen] = {
    "valj_anordnare": Scen({"anordnare": "Björken", "forvald": "nej"}, innan=_bort(
        "anordnare_id", "aktualiserad", "bemannad", "uppdrag", "start", "slut", "omfattning", "jobbexpert")),
    "aktualisera": Scen(_D, innan=_bort("aktualiserad", "bemannad", "uppdrag", "start", "slut", "omfattning",
                                        beslut=dag(2))),
    "bemanna": Scen({"datum": DAG, "jobbexpert": "Moa"}, innan=_bort(
        "bemannad", "uppdrag", "start", "slut", "omfattning", beslut=dag(2), aktualiserad=dag(10))),
    "uppdrag": Scen({"datum": DAG, "start": "2024-09-16", "planering": "heltid", "omfattning": "100"}, innan=_bort(
        "uppdrag", "start", "slut", "omfattning", beslut=dag(2), aktualiserad=dag(9), bemannad=dag(10))),
    "kontakt": Scen({"typ": "trepart", "datum": DAG}),
    "plan_inkommen": Scen(_D),
    "plan_aterremiss": Scen(_SKAL, "1", _med(m.Genomforandeplan, **_PLAN)),
    "plan_igen": Scen(_D, "1", _med(m.Genomforandeplan, **_PLAN, **_TILLBAKA)),
    "plan_godkann": Scen(_D, "1", _med(m.Genomforandeplan, **_PLAN)),
    "plan_revidering": Scen(_SKAL, "1", _med(m.Genomforandeplan, **_PLAN, godkand=dag(3))),
    "rapport_klarmarkera": Scen(_D, "2024-08"),
    "rapport_aterremiss": Scen(_SKAL, "2024-08", _med(m.Manadsrapport, **_RAPPORT)),
    "rapport_igen": Scen(_D, "2024-08", _med(m.Manadsrapport, **_RAPPORT, **_TILLBAKA)),
    "rapport_godkann": Scen({"datum": DAG, "bedomning": "fortsatt"}, "2024-08", _med(m.Manadsrapport, **_RAPPORT)),
    "underlag": Scen(_D, "2024-08", _med(m.Manadsrapport, **_RAPPORT)),
    "avsluta": Scen({"avslutstyp": "fortid", "orsak_fortid": "arbete", "sista_dag": DAG, "beslut": DAG}),
    "avbrottsdokument": Scen(innan=_slutad),
    "slutrapport_inkommen": Scen(_D, innan=_slutad),
    "slutrapport_aterremiss": Scen(_SKAL, innan=_med(m.Slutrapport, inkommen=dag(4))),
    "slutrapport_igen": Scen(_D, innan=_med(m.Slutrapport, inkommen=dag(4), **_TILLBAKA)),
    "slutrapport_godkann": Scen({"datum": DAG, "nasta_steg": "FAI."}, innan=_med(m.Slutrapport, inkommen=dag(4))),
    "granskning_angra": Scen(mal="rapport:2024-08", innan=_med(m.Manadsrapport, **_RAPPORT),
                             forst=("rapport_godkann", "2024-08", {"datum": DAG, "bedomning": "fortsatt"})),
    "forlangning_begar": Scen({"datum": DAG, "motivering": "Mer tid.", "malet": "Praktik."}),
    "forlangning_komplettera": Scen({"datum": DAG, "motivering": "Mer.", "malet": "Praktik."}, "2024-09-03",
                                    _med(m.Forlangning, **_FORLANGNING, atersand=dag(4), atersand_skal="Varför?")),
    "forlangning_atersand": Scen(_SKAL, "2024-09-03", _med(m.Forlangning, **_FORLANGNING), vem="gust*"),
    "forlangning_besluta": Scen({"datum": DAG, "beslut": "beviljad", "skal": ""}, "2024-09-03",
                                _med(m.Forlangning, **_FORLANGNING), vem="gust*"),
    "intyg": Scen(_D, "sjuk:2024-09-02:kv", _med(m.Franvaro, **_SJUK)),
    "bedom_franvaro": Scen({"datum": DAG, "bedomning": "Fortsätter."}, "ledighet:2024-08-01",
                           _med(m.Franvaro, typ="ledighet", fran=date(2024, 8, 1), till=date(2024, 8, 30))),
    "ogiltig_meddelad": Scen(_D, "ogiltig:2024-07-01", _med(m.Franvaro, typ="ogiltig", fran=date(2024, 7, 1),
                                                            till=date(2024, 7, 1), orsak="Uteblev.")),
    "franvaro_registrera": Scen({"typ": "sjuk", "fran": DAG, "registrerad": DAG}),
    "franvaro_slut": Scen({"till": DAG}, "sjuk:2024-09-02", _med(m.Franvaro, **_SJUK)),
    "franvaro_ratta": Scen({"typ": "vab", "fran": "2024-09-02", "registrerad": "2024-09-02"}, "sjuk:2024-09-02",
                           _med(m.Franvaro, **_SJUK)),
    "franvaro_ta_bort": Scen({"skal": "Fel dag."}, "sjuk:2024-09-02", _med(m.Franvaro, **_SJUK)),
    "intyg_dag_ett": Scen({"skal": "Upprepat."}, "sjuk:2024-09-02", _med(m.Franvaro, **_SJUK)),
    "intyg_dag_ett_aterta": Scen({}, "sjuk:2024-09-02", _med(m.Franvaro, **_SJUK, intyg_fran_dag_ett=True,
                                                             intyg_skal="Upprepat.")),
    "incident_registrera": Scen({"upptackt": f"{DAG} 08.00", "kv_underrattad": f"{DAG} 08.00", "vidare": "ja",
                                 "beskrivning": "Fel."}),
    "incident_komplettera": Scen({"beskrivning": "Fel brev.", "antal_berorda": "5", "atgarder": "Ringt."}, "I2024-91",
                                 _med(m.Incident, **_INCIDENT, kv_underrattad=NU)),
    "incident_underrattad": Scen({"tid": "2024-09-02 10.15"}, "I2024-91", _med(m.Incident, **_INCIDENT)),
    "incident_vidare": Scen({"tid": "2024-09-02 10.15"}, "I2024-91",
                            _med(m.Incident, **_INCIDENT, kv_underrattad=NU)),
    "incident_bedomd": Scen({"tid": "2024-09-03 09.00", "bedomning": "Låg.", "anmals": "nej",
                             "berorda_informeras": "nej"}, "I2024-91",
                            _med(m.Incident, **_INCIDENT, kv_underrattad=NU, vidare=NU), vem="dass"),
    "brist_bedom": Scen({"bedomning": "brist", "kommentar": "Samtal."}, "mer_an_manad_sen:plan:1", _sen),
    "brist_ateroppna": Scen({}, "sen:plan:1", lambda x: _brist(x, avslutad=dag(3), bedomning="brist",
                                                               kommentar="Samtal.")),
    "parkerad_ta_in": Scen({}, "{id}", _med(m.Inlamning, **_INLAMNING)),
    "parkerad_avfor": Scen({}, "{id}", _med(m.Inlamning, **_INLAMNING)),
    "mote_planera": Scen({**_TID, **_MOTE, "dag": "2024-09-20"}),
    "mote_registrera": Scen({**_TID, **_MOTE}),
    "mote_hallet": Scen(_TID, "{id}", _moten),
    "mote_flytta": Scen({**_TID, "dag": "2024-09-20", "plats": "Rum 2"}, "{id}", _moten),
    "mote_stall_in": Scen({"skal": "Sjuk."}, "{id}", _moten),
    "meddelande": Scen({"riktning": "ut", "kanal": "epost", "datum": DAG, "klockan": "07.00", "galler": "ovrigt",
                        "amne": "Tid", "text": "Hej."}),
    "anteckning_skriv": Scen({"datum": DAG, "rubrik": "", "text": "Om praktik.", "spara_som": "utkast"}),
    "anteckning_signera": Scen({}, "{id}", _anteckning),
    "anteckning_kasta": Scen({}, "{id}", _anteckning),
    "bilaga_ta_bort": Scen({"skal": "Fel fil."}, "{id}", _med(
        m.Bilaga, namn="a.pdf", mediatyp="application/pdf", storlek=1, sha256="x", innehall=b"x", tillagd=NU,
        tillagd_av="anlu")),
    "kartlaggning": Scen({"datum": DAG, "situation": "Bor själv."}, sedd=0),
    "framtidsplan": Scen({"datum": DAG, "malet": "Arbete.", "insatskod": "AMI2", "kunden_med": "ja"}, sedd=0),
    "marke": Scen({"pa": "ja"}),
    "paminn": Scen({"datum": "2024-09-20", "paminnelse": "Ring."}),
    "paminnelse_klar": Scen({}, "{id}", _mina(m.Paminnelse, datum=dag(2), text="Ring.")),
    "overlamna": Scen({"till": "hara", "hur": TILLSVIDARE, "skal": ""}, vem="anlu anlu* gust*"),
    "overlamna en tid": Scen({"till": "hara", "hur": VIKARIE, "fran": DAG, "ater": "2024-09-20", "skal": ""},
                             vem=DEN_SOM_HAR_DET),
    "overlamning_ater": Scen({}, "{id}", _lanat, vem=DEN_SOM_HAR_DET),
    "skydd": Scen({"skydd": "fingerade", "skal": "Meddelat."}, vem=DEN_SOM_HAR_DET),
    "besluta": Scen({"kod": "AMI1", "datum": DAG, "motivering": "Ja.", "parallell_bedomning": "Går ihop."},
                    "{kund}", innan=lambda x: x.s.get_one(m.Kund, x.i.kund_id)),
}  # fmt: skip


def _for_hand(slag: str, avser: str) -> Callable[[Arbetsenhet, str], Any]:
    return lambda e, i: mottagning.skriv_in(e, i, slag, avser, 1, Innehall(""), dag(5))


_MED_TILLBAKA = _med(m.Manadsrapport, **_RAPPORT, **_TILLBAKA)
OVRIGA: dict[str, Scen] = {
    "bilaga_lagg_till": Scen(gor=lambda e, i: bilagor.lagg_till(e, i, "a.pdf", b"%PDF-1.4\n%%EOF\n")),
    "rapport för hand": Scen(gor=_for_hand("rapport", "2024-08")),
    "rapport_ny_text": Scen(innan=_med(m.Manadsrapport, **_RAPPORT), gor=_for_hand("rapport", "2024-08")),
    "rapport_igen för hand": Scen(innan=_MED_TILLBAKA, gor=_for_hand("rapport", "2024-08")),
    "plan_ny_text": Scen(innan=_med(m.Genomforandeplan, **_PLAN), gor=_for_hand("plan", "1")),
    "slutrapport_ny_text": Scen(innan=_med(m.Slutrapport, inkommen=dag(4)), gor=_for_hand("slutrapport", "slut")),
    "aterremiss_utfarda": Scen(innan=_MED_TILLBAKA, gor=lambda e, i: aterremiss.utfarda(e, i, "rapport", "2024-08")),
    "visa_arende": Scen(gor=lambda e, i: (arende.hamta(e, i), oppningar.anteckna_oppning(e, i))),
    "ett utkast": Scen(
        innan=_med(m.Manadsrapport, **_RAPPORT),
        gor=lambda e, i: utkast.spara_utkast(e, i, "rapport", "2024-08", "Tydligare mål."),
    ),
    "registerutdrag": Scen(gor=lambda e, i: registerutdrag.ta_ut(e, "json", insats=i)),
    "visa_skyddade_uppgifter": Scen(gor=lambda e, i: arende.hamta(e, i, avsloja=True)),
}
"""Of a case too, and not by a form."""

_B = "anordnare:1"


def _register(tabell: type[Any], **varden: Any) -> Callable[[Lage], Any]:
    return lambda x: x.lagg(tabell(anordnare_id=1, **varden))


def _sparrad(x: Lage) -> Any:
    h = x.s.scalars(select(m.Handlaggare).where(m.Handlaggare.anvandare == "hara")).one()
    h.sparrad = dag(1)
    return h


def _hara(x: Lage) -> Any:
    return x.s.scalars(select(m.Handlaggare).where(m.Handlaggare.anvandare == "hara")).one()


def _gallring(x: Lage) -> Any:
    lista = x.lagg(m.Gallring(dag=dag(1), upprattad=NU, upprattad_av="hara", regler="[]", lage="forslag"))
    return x.lagg(m.Gallringspost(gallring_id=lista.id, kod="personakt", kund_id=x.i.kund_id, sedan=date(2019, 1, 1),
                                  grans=date(2019, 1, 1), lage="vantar", omfattning="{}"))  # fmt: skip


def _gallringslista(x: Lage) -> Any:
    return x.s.get_one(m.Gallring, _gallring(x).gallring_id)


_KUND = {"fornamn": "Moa", "efternamn": "Ek", "malgrupp": "bistand", "kundansvarig": "anlu"}
_FRASER = "aterremiss:fraser_rapport"
_TEXT = {"text": "Skriv mer.\n\nSkriv tydligare."}
_ANDRING = _register(m.Anordnarandring, slag="lokaler", beskrivning="Flytt.", anmald=dag(1))
_KONTOR, _JOBBEXPERT = _register(m.Anordnarkontor, namn="Boo"), _register(m.Jobbexpert, namn="Moa")
_FAI = _register(m.Auktorisation, avser="FAI", fran=date(2024, 10, 1))
_SKYDDAD = {"skydd": "sekretessmarkering"}
_KV = "anlu boek gust"


def _manader(e: Arbetsenhet) -> int:
    return gallringsregler.formular(e, "personakt").sedd_version


def _av(vem: str, **scener: Scen) -> dict[str, Scen]:
    return {kod: replace(s, vem=vem, arende=False) for kod, s in scener.items()}


REGISTRENS: dict[str, Scen] = {
    **_av(_KV, registrera_kund=Scen({**_KUND, "personnummer": "19900203-2382"}, sedd=0)),
    **_av(_KV, **{"registrera_kund med skydd": Scen(_KUND | _SKYDDAD, sedd=0),
                  "registrera_kund åt en annan": Scen(_KUND | _SKYDDAD | {"kundansvarig": "hara"}, sedd=0)}),
    **_av(
        REGISTRET,
        anordnare_lagg_till=Scen({"namn": "Ny"}),
        anordnare_andra=Scen({"namn": "Åbjörken", "telefon": "1"}, _B, sedd=1),
        kontor_lagg_till=Scen({"namn": "Sickla"}, _B),
        kontor_andra=Scen({"telefon": "1"}, "anordnarkontor:{id}", _KONTOR),
        kontor_ta_bort=Scen({}, "anordnarkontor:{id}", _KONTOR),
        jobbexpert_lagg_till=Scen({"namn": "Moa Ceder"}, _B),
        jobbexpert_andra=Scen({"behorighet_begard": DAG}, "jobbexpert:{id}", _JOBBEXPERT),
        jobbexpert_ta_bort=Scen({}, "jobbexpert:{id}", _JOBBEXPERT),
        auktorisera=Scen({"avser": "FAI", "fran": "2024-10-01"}, _B),
        auktorisation_andra=Scen({"villkor": "Lokal."}, "auktorisation:1", sedd=1),
        avauktorisera=Scen({"till": DAG, "avslut": "egen_begaran", "avslut_skal": "Ned."}, "auktorisation:1", sedd=1),
        auktorisation_ta_bort=Scen({}, "auktorisation:{id}", _FAI),
        anordnarandring_anmal=Scen({"slag": "ledning", "beskrivning": "Ny chef.", "anmald": DAG}, _B),
        anordnarandring_andra=Scen({"anmald_av": "Moa"}, "anordnarandring:{id}", _ANDRING),
        anordnarandring_hantera=Scen({"hanterad": DAG, "atgard": "Ringt."}, "anordnarandring:{id}", _ANDRING),
    ),
    **_av(
        VAR_OCH_EN,
        filter_spara=Scen({"namn": "Mina"}, "{}"),
        filter_byt_namn=Scen({"namn": "Andras"}, "{id}", _filter),
        filter_ta_bort=Scen({}, "{id}", _filter),
        notis_last=Scen({}, "{id}", _notis),
        notiser_lasta=Scen({}, innan=_notis),
        byt_losenord=Scen({"losenord": "kratta-vulkan-pelikan"}),
    ),
    **_av(
        "syss",
        anvandare_lagg_till=Scen({"anvandare": "nyan", "namn": "Nya Ström", "roll": "karriarvagledare",
                                  "losenord": "kratta-vulkan-pelikan"}),
        anvandare_andra=Scen({"namn": "Hanna Ny", "roll": "arbetsledare", "epost": "h@exempel.example"}, "hara",
                             _hara),
        anvandare_sparra=Scen({}, "hara", _hara),
        anvandare_hav=Scen({}, "hara", _sparrad),
        organisation=Scen({"namn": "Kommunen"}, sedd=lambda e: installningar.formular_organisation(e).sedd_version),
        dokumenttext=Scen(_TEXT, _FRASER, sedd=0),
        dokumenttext_aterga=Scen({"nummer": "0"}, _FRASER, sedd=1, forst=("dokumenttext", _FRASER, _TEXT)),
        gallringsregel=Scen({"manader": "120", "kalla": "Plan 2026"}, "personakt", sedd=_manader),
    ),
    **_av(
        "gust",
        satt_budget=Scen({"AMI": "1 200 000"}, "2024", sedd=0),
        gallring_undanta=Scen({"skal": "Rättsprocess.", "till": "2026-01-01"}, "{id}", _gallring),
        gallring_godkann=Scen({}, "{id}", _gallringslista),
    ),
    **_av("gust kval",
          kundenkat_spara=Scen({"namn": "Enkäten", "fragor": "*Helheten?"}, "2024:AMI", sedd=0)),
}  # fmt: skip
"""Of no case."""
