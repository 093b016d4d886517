"""A protected kund of somebody else's does not exist: whatever a karriärvägledare asks for, the answer is the one
that they get from a database in which the kund was never registered.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from kundvalsdesk.fel import FleraFel, Konflikt, Nekad
from kundvalsdesk.models import Bas, Handlaggare, synligt
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import (
    anordnare,
    anordnarkort,
    anteckningar,
    arbetslage,
    arende,
    avslutsguide,
    bilagor,
    brister,
    dokumentbrev,
    dokumentflik,
    eget,
    forlangningar,
    forvalsvy,
    franvaro,
    fristkalender,
    granskning,
    handlingar,
    incidentregister,
    ko,
    ko_detalj,
    kunder,
    logglista,
    meddelanden,
    moten,
    notislista,
    ny_insats,
    overlamning,
    rapportdokument,
    rapportmall,
    samtal,
    sok,
    sparade_filter,
)
from kundvalsdesk.services.arbetsenhet import Arbetsenhet, aktor_for, enhet, lasning
from kundvalsdesk.services.arendelage import krav_arenderatt
from kundvalsdesk.services.documents import avbrottsunderlag, bestallning, kolista, massutfardande, utfardande
from kundvalsdesk.services.frister import alla_fakta
from kundvalsdesk.services.overforing import las_in, skriv_ut
from kundvalsdesk.services.paket import innehall, uttag
from kundvalsdesk.services.typer import KoFilter

from .inloggade import Inloggade
from .rapportvarld import IDAG, MER, Rapportvarld
from .varld import AGARE, BLAD

DOLD, DOLD_KUND = "I2", "K0002"
NUMMER = range(1, 4)
"""Of anything that is asked for by number: more than there are."""


def _utan_dolda(blad: dict[str, list[dict[str, str]]]) -> dict[str, list[dict[str, str]]]:
    return {
        namn: [r for r in rader if r.get("kund") != DOLD_KUND and r.get("insats") != DOLD]
        for namn, rader in blad.items()
    }


def _endast_dolda() -> dict[str, list[dict[str, str]]]:
    alla = {**BLAD, **MER}
    rorda = [r for r in alla["insatser"] if r["insats"] == DOLD]
    return {
        "kunder": [r | {"personnummer": "19640823-3234"} for r in alla["kunder"] if r["kund"] == DOLD_KUND],
        "insatser": rorda,
        "manadsrapporter": [
            {"insats": DOLD, "manad": f"2024-0{m}", "klarmarkerad": f"2024-0{m + 1}-20"} for m in (6, 7)
        ],
        "incidenter": [
            {"incident": "I2024-07", "insats": DOLD, "upptackt": f"{IDAG}T07:00", "kv_underrattad": f"{IDAG}T08:00"}
        ],
        "franvaro": [{"insats": DOLD, "typ": "sjuk", "fran": "2024-08-05"}],
    }  # fmt: skip


class Unik(Rapportvarld):
    """The unit without the protected kund, with something in it of everything."""

    def __init__(self, databas: Databas, regelverk: Regelverkssamling) -> None:
        super(Rapportvarld, self).__init__(databas, regelverk, _utan_dolda({**BLAD, **MER}))
        self.gor(IDAG, "incident_registrera", "I1", upptackt=f"{IDAG} 08.00", kv_underrattad=f"{IDAG} 08.10",
                 beskrivning="Fel mottagare", vidare="ja")  # fmt: skip
        self.gor(IDAG, "forlangning_begar", "I1", datum=IDAG, motivering="Nära arbete", malet="Anställning")
        self.gor(IDAG, "anteckning_skriv", "I1", datum=IDAG, text="Kunden vill pröva praktik.", spara_som="signerad")
        self.gor(IDAG, "paminn", "I3", som="boek", datum=IDAG, paminnelse="Ring")

    def dolj(self) -> None:
        """The protected kund is registered, and everything is done in the case that can be."""
        ut = las_in(self.databas, AGARE, self.regelverk, date(2024, 9, 4), _endast_dolda())
        assert ut.fel == (), ut.fel
        # Until yesterday, Bo was a vikarie: what he did then, and was told, is not there for him any more either.
        self.gor("2024-09-04", "overlamna", DOLD, till="boek", hur="vikarie", fran="2024-09-04", ater=IDAG, skal="")
        self.gor("2024-09-04", "marke", DOLD, som="boek", pa="ja")
        self.gor("2024-09-04", "paminn", DOLD, som="boek", datum=IDAG, paminnelse="Ring om praktiken")
        with self.enhet("2024-09-04", "boek", skriv=True) as e:
            granskning.spara_utkast(e, DOLD, "rapport", "2024-06", "Halvfärdigt")
        self.gor(IDAG, "plan_inkommen", DOLD, datum=IDAG)
        self.gor(IDAG, "forlangning_begar", DOLD, datum=IDAG, motivering="Nära arbete", malet="Anställning")
        self.gor(IDAG, "anteckning_skriv", DOLD, datum=IDAG, text="Kunden vill pröva praktik.", spara_som="signerad")
        self.gor(IDAG, "rapport_aterremiss", DOLD, "2024-07", datum=IDAG, skal="Beskriv progressionen.")
        self.gor(IDAG, "avsluta", DOLD, avslutstyp="avbruten", orsak_avbruten="flytt", sista_dag=IDAG, beslut=IDAG)
        self.gor(IDAG, "avbrottsdokument", DOLD)
        with self.enhet(IDAG, skriv=True) as e:
            bilagor.lagg_till(e, DOLD, "underlag.pdf", b"%PDF-1.7\n%%EOF\n")


INGET_SVAR = ("citera", "_citat", "handling_id")


def _fraga(f: Callable[[Arbetsenhet], Any]) -> Callable[[Arbetsenhet], Any]:
    """What is answered, or which sentence refuses it."""

    def svar(e: Arbetsenhet) -> Any:
        try:
            return _som_data(f(e))
        except (Nekad, Konflikt, FleraFel) as fel:
            return type(fel).__name__, getattr(fel, "kod", ""), fel.meningar if isinstance(fel, FleraFel) else str(fel)

    return svar


def _som_data(x: Any) -> Any:
    if dataclasses.is_dataclass(x) and not isinstance(x, type):
        ut = {f.name: _som_data(getattr(x, f.name)) for f in dataclasses.fields(x) if f.name not in INGET_SVAR}
        return ut | {"utdrag": x.utdrag} if hasattr(x, "har_text") and x.har_text else ut
    if isinstance(x, dict):
        return {str(k): _som_data(v) for k, v in x.items()}
    if isinstance(x, list | tuple | set | frozenset):
        ut_ = [_som_data(v) for v in x]
        return sorted(ut_, key=repr) if isinstance(x, set | frozenset) else ut_
    if isinstance(x, datetime):  # the hour is that of the test
        return x.date()
    if isinstance(x, bytes):
        return re.sub(rb"(DTSTAMP|UID|/ID|CreationDate|ModDate)[^\r\n]*", b"", x)
    return x


FILTER = {
    "mina": KoFilter(),
    "alla": KoFilter(urval="alla"),
    "bevakas": KoFilter(urval="alla", del_="bevakas"),
    "gora": KoFilter(urval="alla", del_="alla"),
    "annas": KoFilter(kundansvarig="anlu", del_="alla"),
    "roda": KoFilter(urval="alla", ljus="rod", del_="alla"),
    "bjorken": KoFilter(urval="alla", anordnare="Björken", del_="alla"),
    **{f"sok {s}": KoFilter(urval="alla", sok=s, del_="alla") for s in (DOLD, "hemlig", "björken", "ami2")},
    **{
        f"sorterad {s}": KoFilter(urval="alla", sortering=s, del_="alla", fallande=f)
        for s in ("kund", "insats", "anordnare", "kundansvarig", "frist", "att_gora")
        for f in (False, True)
    },
}
ORD = (DOLD, DOLD_KUND, "hemlig", "person", "praktik", "björken", "flytt", "196408233234", "ami")

_I_ARENDET: dict[str, Callable[[Arbetsenhet, str], Any]] = {
    "ärende": arende.hamta,
    "frånvaro": franvaro.hamta,
    "möten": samtal.hamta,
    "journal": anteckningar.hamta,
    "bilagor": bilagor.hamta,
    "dokument": dokumentflik.hamta,
    "möjliga": dokumentflik.mojliga,
    "eget": eget.for_arende,
    "påminn": eget.formular_paminn,
    "beställbara": bestallning.valbara,
    "fortsättning": avslutsguide.fortsattning,
    "avbrott": avbrottsunderlag.senaste_dokument,
    "avbrott, prov": avbrottsunderlag.forhandsgranska,
    "förlängning": lambda e, i: forlangningar.hamta(e, i, IDAG),
    "förlängningsbeslut": forlangningar.senaste_beslut,
    "överlämning": lambda e, i: overlamning.lamna_over(
        e, i, "", 1, overlamning.Overlatelse("gust", "tillsvidare", None, None, "")
    ),
    **{
        f"{namn} {slag} {avser}": lambda e, i, f=f, slag=slag, avser=avser: f(e, i, slag, avser)
        for slag, avser in (("rapport", "2024-06"), ("rapport", "2024-07"), ("plan", "1"), ("slutrapport", ""))
        for namn, f in (
            ("granskning", granskning.hamta),
            ("skillnader", granskning.skillnader),
            ("rapportdokument", rapportdokument.visa),
            ("formulär", rapportmall.underlag),
        )
    },
    **{
        f"{namn} {n}": lambda e, i, f=f, n=n: f(e, i, n)
        for n in NUMMER
        for namn, f in (
            ("kallelse", moten.kallelsefil),
            ("brev", meddelanden.brev),
            ("bilaga", bilagor.innehall),
            ("dokumentbrev", dokumentbrev.forslag),
        )
    },
}

OM_INGEN = (
    "uppfoljning", "besok", "stickprov_", "atgard", "kvalitetsrapport_", "rapportavsnitt_", "avsnittskommentar",
    "bedomning_", "anordnargranskning_",
)  # fmt: skip
"""How the steps that are of no kund begin."""
FRAGOR: dict[str, Callable[[Arbetsenhet], Any]] = {
    **{f"kö, {n}": lambda e, f=f: (ko.oversikt(e, f), ko.sida(e, f, 0, 200), ko.forsta_sida(e, f, 3))
       for n, f in FILTER.items()},
    "räknare": ko.raknare,
    "köns anordnare": ko.anordnare,
    **{f"frist {n}": lambda e, n=n: ko_detalj.detalj(e, n) for n in range(20, 80)},
    **{f"kölista {n}": lambda e, n=n: dataclasses.replace(kolista.bygg_underlag(e, FILTER[n]), tid=None)
       for n in ("mina", "alla")},
    **{f"ärenden {u} {p} {s}": lambda e, u=u, p=p, s=s: arende.lista(e, s, u, p)
       for u in ("mina", "alla", "markta") for p in (True, False) for s in ("", DOLD, "hemlig", "björken")},
    **{f"sök {o}": lambda e, o=o: sok.sok(e, o, 2) for o in ORD},
    **{f"kunder {o}": lambda e, o=o: kunder.sok_kunder(e, o) for o in ("", *ORD)},
    "ny insats": lambda e: ny_insats.formular_ny_insats(e, DOLD_KUND),
    "startunderlag": lambda e: ny_insats.startunderlag(e, DOLD_KUND),
    "ny kund": kunder.formular_ny_kund,
    "arbetsläge": arbetslage.hamta,
    "ärenden hos Anna": lambda e: arbetslage.arenden_hos(e, "anlu"),
    "anordnare": anordnare.lista,
    **{f"anordnarkort {n}": lambda e, n=n: anordnarkort.hamta(e, f"anordnare:{n}") for n in (1, 2, 3)},
    "brister": brister.anordnare_brister,
    "förlängningar": forlangningar.lista,
    **{f"granskning {u}": lambda e, u=u: (granskning.lista(e, u), granskning.parkerade(e, u))
       for u in ("mina", "alla")},
    "notiser": notislista.hamta,
    "dagens": eget.dagens,
    "sparade filter": sparade_filter.lista,
    "incidentregister": incidentregister.hamta,
    "förvalslista": lambda e: forvalsvy.hamta(e, "AMI", 2024),
    "kalender": fristkalender.fil,
    "paket": uttag.underlag,
    "väntar": lambda e: (innehall.antal_vantande(e), [innehall.vantande(e, h) for h in range(1, 7)]),
    "mass": lambda e: [massutfardande.urval(e, massutfardande.Massval(t, "2024-07", "intern", True))
                       for t in massutfardande.MASSTYPER],
    "loggen": lambda e: list(logglista.las(e, logglista.Loggfraga(kund=DOLD_KUND))),
    "frister": lambda e: [krav_arenderatt(e), *((r.nyckel, f) for _, f, r in alla_fakta(e.session))],
    **{f"dokument {n}": lambda e, n=n: utfardande.las_dokument(e, n) for n in NUMMER},
    **{f"i ärendet, {namn}": lambda e, f=f: f(e, DOLD) for namn, f in _I_ARENDET.items()},
    **{f"steget {kod}": lambda e, kod=kod: handlingar.utfor(e, kod, DOLD, "1", 1, {"datum": IDAG})
       for kod in handlingar.HANDLINGAR if not kod.startswith(OM_INGEN)},
    **{f"raderna i {t}": lambda e, t=t: [tuple(r) for r in e.session.execute(
        select(Bas.metadata.tables[t]).order_by(*Bas.metadata.tables[t].primary_key))]
       for t in sorted(synligt.TABELLER - {"logg", "paketbeslut", "stickprovsarende"})},
}  # fmt: skip


SKRIVER = tuple(n for n in FRAGOR if n.startswith("steget") or n.endswith("överlämning"))


@pytest.fixture
def inloggade(databas: Databas) -> Iterator[Callable[[Databas], Inloggade]]:
    """Opens a shared database by logins of its own."""
    oppna: list[Inloggade] = []

    def oppna_(av: Databas) -> Inloggade:
        oppna.append(Inloggade(av))
        return oppna[-1]

    yield oppna_
    for i in oppna:
        i.stang()


def _svar(db: Databas, regelverk: Regelverkssamling, vem: str) -> dict[str, Any]:
    with lasning(db) as anslutning:
        aktor = aktor_for(anslutning, vem)
    ut: dict[str, Any] = {}
    with enhet(db, aktor, regelverk, date.fromisoformat(IDAG)) as e:
        ut |= {namn: _fraga(f)(e) for namn, f in FRAGOR.items() if namn not in SKRIVER}
    with pytest.raises(ZeroDivisionError), enhet(db, aktor, regelverk, date.fromisoformat(IDAG), skriv=True) as e:
        for namn in SKRIVER:
            e.handling_id = str(uuid4())
            ut[namn] = _fraga(FRAGOR[namn])(e)
        raise ZeroDivisionError
    return ut


def test_whatever_is_asked_the_answer_is_as_if_the_kund_had_never_been_registered(
    motor: str,
    databas: Databas,
    ny_databas: Callable[[str], Databas],
    regelverk: Regelverkssamling,
    inloggade: Callable[[Databas], Inloggade],
) -> None:
    med, utan = Unik(databas, regelverk), Unik(ny_databas(motor), regelverk)
    med.dolj()
    if motor == "sqlite":
        svar = [_svar(v.databas, regelverk, "boek") for v in (med, utan)]
        annas = _svar(med.databas, regelverk, "gust")
    else:
        svar = []
        for v in (med, utan):
            oppna = inloggade(v.databas)
            svar.append(_svar(oppna.som("boek"), regelverk, "boek"))
            if v is med:
                annas = _svar(oppna.som("gust"), regelverk, "gust")
            oppna.stang()
    for fraga in FRAGOR:
        assert svar[0][fraga] == svar[1][fraga], fraga
    # And the questions are such that their answers would tell: to who may know, most of them do.
    lika = {f for f in FRAGOR if annas[f] == svar[0][f]}
    assert len(lika) < len(FRAGOR) // 2, sorted(lika)


UTAN_ARENDEN = ("syss", "kval", "koor", "dass")
OM_PERSONER = ("Dragana", "Đorđević", "Öman", "Åke", "I1", "I3", "K0001", "K0003", "pröva praktik", "Nära arbete")
BESKRIVNING = "Fel mottagare"
"""Of an incident: the dataskyddssamordnare reads that, with the number of the case and nothing else of it."""


def test_other_roles_are_given_no_case_whatever_they_ask_for(
    regelverk: Regelverkssamling, ny_databas: Callable[[str], Databas], tmp_path: Path
) -> None:
    v = Unik(ny_databas("sqlite"), regelverk)
    fragor = {n: f for n, f in FRAGOR.items() if not n.startswith("raderna") and DOLD not in n}
    fragor |= {f"i ärendet I1, {namn}": lambda e, f=f: f(e, "I1") for namn, f in _I_ARENDET.items()}
    fragor |= {
        f"steget {kod}, I1": lambda e, kod=kod: handlingar.utfor(e, kod, "I1", "1", 1, {"datum": IDAG})
        for kod in handlingar.HANDLINGAR
    }
    fragor |= {f"frist {n}": lambda e, n=n: ko_detalj.detalj(e, n) for n in range(1, 60)}
    with enhet(v.databas, AGARE, regelverk, date(2024, 9, 4), skriv=True) as e:
        e.session.add_all(
            Handlaggare(anvandare=a, namn=f"Namn {a}", roll=r)
            for a, r in (("kval", "kvalitetsutvecklare"), ("koor", "kundkoordinator"))
        )
    for vem in UTAN_ARENDEN:
        aktor, dolda = v.aktor(vem), {*OM_PERSONER, BESKRIVNING}
        if vem == "dass":
            dolda -= {"I1", BESKRIVNING}
        with enhet(v.databas, aktor, regelverk, date.fromisoformat(IDAG), skriv=True) as e:
            for namn, f in fragor.items():
                e.handling_id = str(uuid4())
                svar = repr(_fraga(f)(e))
                assert not [o for o in dolda if o in svar], (vem, namn, svar)
        with pytest.raises(Nekad, match="görs av"):
            skriv_ut(v.databas, aktor, regelverk, date.fromisoformat(IDAG), tmp_path / vem)
    with pytest.raises(Nekad, match="läses in av"):
        las_in(v.databas, v.aktor("boek"), regelverk, date.fromisoformat(IDAG), BLAD)
    with enhet(v.databas, AGARE, regelverk, date.fromisoformat(IDAG)) as e:
        handling = Bas.metadata.tables["handling"].c
        gjorda = set(e.session.scalars(select(handling.namn).where(handling.anvandare.in_(UTAN_ARENDEN))))
    assert gjorda <= {"notis_last", "notiser_lasta"}, gjorda  # their own
