"""Slutrapport, månadsrapport and genomförandeplan as documents: all that was written, and for whom what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from arkivkontroll import Fil, elementtexter, kontrollera
from sqlalchemy import select

from kundvalsdesk.fel import Nekad
from kundvalsdesk.models import Dokument, Genomforandeplan, Insats, Manadsrapport
from kundvalsdesk.rules.rapporttyper import Delmal, Franvarorad, Innehall, Kontaktrad
from kundvalsdesk.services.documents import bestallning, utfardande
from kundvalsdesk.services.documents.genomforandeplan import Planunderlag
from kundvalsdesk.services.documents.manadsrapport import Manadsunderlag
from kundvalsdesk.services.documents.slutrapport import Slutrapportunderlag
from kundvalsdesk.services.rapportformular import formular_for
from kundvalsdesk.services.rapporttext import Inkommet, spara_text

from .varld import Varld

IDAG = "2024-09-11"
ETT, HEMLIG = "2024-0088", "2024-0089"
_INSATS = {"kod": "AMI1", "anordnare": "Björken", "beslut": "2024-05-27", "aktualiserad": "2024-05-28",
           "bemannad": "2024-05-29", "uppdrag": "2024-05-30", "start": "2024-06-10", "omfattning": "100",
           "sista_dag": "2024-09-09"}  # fmt: skip
_FULL = {"avslutsbeslut": "2024-09-02", "avslutstyp": "fullfoljd", "avslutsorsak": "arbete"}
BLAD: dict[str, list[dict[str, str]]] = {
    "insatser": [
        {"insats": ETT, "kund": "K0001", **_INSATS, **_FULL},
        {"insats": HEMLIG, "kund": "K0002", **_INSATS, **_FULL},
    ],
    "genomforandeplaner": [
        {"insats": ETT, "version": "1", "inkommen": "2024-06-12", "godkand": "2024-06-14",
         "revidering_begard": "2024-06-20"},
        {"insats": ETT, "version": "2", "inkommen": "2024-06-26", "godkand": "2024-06-28"},
        {"insats": HEMLIG, "version": "1", "inkommen": "2024-06-12", "godkand": "2024-06-14"},
    ],
    "manadsrapporter": [
        {"insats": ETT, "manad": "2024-06", "klarmarkerad": "2024-07-03", "godkand": "2024-07-05"},
        {"insats": ETT, "manad": "2024-07", "klarmarkerad": "2024-08-09", "aterremitterad": "2024-08-12"},
    ],
    "slutrapporter": [{"insats": ETT, "inkommen": "2024-09-06"}, {"insats": HEMLIG, "inkommen": "2024-09-13"}],
    "franvaro": [
        {"insats": ETT, "typ": "sjuk", "fran": "2024-07-02", "till": "2024-07-04"},
        {"insats": ETT, "typ": "sjuk", "fran": "2024-08-01", "till": "2024-08-01", "orsak": "Migrän"},
        {"insats": ETT, "typ": "annan", "fran": "2024-08-19", "till": "2024-08-19", "orsak": "Anställningsintervju"},
    ],
}  # fmt: skip
PLAN1 = Innehall(
    "Genomförandeplan, version 1, KLAR", (("mal", "Arbete"), ("stod", "Tolk"), ("planering", "Heltid")),
    (Delmal(1, "Truckkort", "kurs", date(2024, 7, 31)), Delmal(2, "Tre ansökningar i veckan")),
)  # fmt: skip
PLAN2 = Innehall(
    "Genomförandeplan, version 2, KLAR",
    (("mal", "Egen försörjning genom arbete"), ("planering", "Heltid"), ("matchning", "Lager"), ("andringar", "Nytt")),
    (Delmal(1, "Truckkort A och B", "kurs", date(2024, 7, 31)), Delmal(3, "Fem ansökningar i veckan")),
)
SLUT = Innehall(
    "Slutrapport, KLAR",
    (
        ("resultat", "Tillsvidareanställning från 16 september."),
        ("progression", "Från spontanansökningar till riktad matchning.\n\nNärvaron har varit god."),
        ("praktik", "Ej aktuellt. Kunden fick arbete."),
        ("nasta_steg", "Ingen ny insats."),
        ("kundens_syn", "Kunden är nöjd."),
        ("eget_avsnitt", "Skrivet i ett äldre formulär."),
    ),
    (Delmal(1, "Truckkort A och B", lage="uppnatt", kommentar="I juli."), Delmal(7, "Körkort", lage="utgar")),
)
MANAD = Innehall(
    "Månadsrapport juli",
    (("progression", "Dragana har gått klart truckkursen."),),
    (Delmal(1, "Truckkort A och B", lage="uppnatt", kommentar="Den 12 juli."),),
    (Kontaktrad(date(2024, 7, 5), "telefon", "Kort samtal"), Kontaktrad(None, "", "Sms")),
    (Franvarorad("sjuk", date(2024, 7, 2), date(2024, 7, 4), "Förkyld", True), Franvarorad("", None)),
)


@pytest.fixture
def varld(databas: Any, regelverk: Any) -> Varld:
    v = Varld(databas, regelverk, BLAD)
    lagg(v, ETT, "plan", "1", PLAN1)
    lagg(v, ETT, "plan", "2", PLAN2)
    lagg(v, ETT, "rapport", "2024-07", MANAD)
    lagg(v, ETT, "slutrapport", "slut", SLUT)
    lagg(v, HEMLIG, "slutrapport", "slut", Innehall("", (("resultat", "Hemlig Person fick arbete, 19800101-1234."),)))
    andra(v, jobbexpert="Moa Ceder")
    andra_rad(v, Genomforandeplan, Genomforandeplan.nummer == 1, revidering_skal="Målet är för lågt.")
    andra_rad(v, Manadsrapport, Manadsrapport.manad == "2024-07", aterremiss_skal="Frånvaron saknas.")
    return v


def insats(e: Any, nyckel: str = ETT) -> Insats:
    return e.session.scalars(select(Insats).where(Insats.nyckel == nyckel)).one()


def lagg(v: Varld, nyckel: str, slag: str, avser: str, text: Innehall) -> None:
    with v.enhet(IDAG, skriv=True) as e:
        i = insats(e, nyckel)
        spara_text(e, i, slag, avser, date(2024, 9, 6), Inkommet(text, formular_for(slag, i.kundval)))


def andra(v: Varld, nyckel: str = ETT, **falt: object) -> None:
    andra_rad(v, Insats, Insats.nyckel == nyckel, **falt)


def andra_rad(v: Varld, tabell: Any, vilken: Any, **falt: object) -> None:
    with v.enhet(IDAG, skriv=True) as e:
        q = select(tabell).where(vilken)
        rad = e.session.scalars(
            q if tabell is Insats else q.join(Insats, Insats.id == tabell.insats_id).where(Insats.nyckel == ETT)
        ).one()
        for namn, varde in falt.items():
            setattr(rad, namn, varde)


def underlag(v: Varld, typ: str, nyckel: str = ETT, idag: str = IDAG, **val: str) -> Any:
    """The snapshot that issuing stores."""
    with v.enhet(idag, skriv=True) as e:
        ut = bestallning.utfarda(e, nyckel, typ, val)
        klass = {"slutrapport": Slutrapportunderlag, "manadsrapport": Manadsunderlag, "genomforandeplan": Planunderlag}
        return utfardande.las_underlag(e, ut.dokument_id, klass[typ])


def pdf(v: Varld, typ: str, nyckel: str = ETT, idag: str = IDAG, **val: str) -> bytes:
    with v.enhet(idag, skriv=True) as e:
        return utfardande.las_dokument(e, bestallning.utfarda(e, nyckel, typ, val).dokument_id)[1]


def text(data: bytes) -> str:
    """As a reader gets it by the structure, page after page."""
    ord_ = " ".join(e.text for e in elementtexter(Fil(data)))
    return " ".join(ord_.replace("\u00ad", "").replace("\u00a0", " ").split())


def godkann(v: Varld, steg: str, mal: str = "", **mer: str) -> None:
    v.gor(IDAG, f"{steg}_godkann", ETT, mal, datum=IDAG, **mer)


def test_slutrapport_holds_every_section_in_the_order_of_the_form(varld: Varld) -> None:
    godkann(varld, "slutrapport", nasta_steg="Ingen ny insats. Självförsörjande från 16 september.")
    data = pdf(varld, "slutrapport")
    assert kontrollera(data) == []
    skrivet = text(data)
    i_ordning = [
        "Internt exemplar", "Kund Dragana Đorđević", "Insatsens tid 10 juni – 9 september 2024, 92 dagar",
        "Avslut Fullföljd insats · arbete, anställning minst sex månader", "Inkommen 6 september 2024, i tid",
        "Godkänd 11 september 2024, Anna Lund", "Mål och resultat", "Egen försörjning genom arbete",
        "Tillsvidareanställning från 16 september.", "Truckkort A och B", "Uppnått. I juli.",
        "Fem ansökningar i veckan", "Inte redovisat", "Körkort", "Utgår.", "Progression under hela insatsen",
        "riktad matchning.", "Närvaron har varit god.", "Arbetsträning och praktik",
        "Ej aktuellt. Kunden fick arbete.", "Samverkan med andra aktörer", "Inte ifyllt", "Frånvaro",
        "Sjukfrånvaro", "4 dagar vid två tillfällen", "2–4 juli", "1 augusti, Migrän",
        "Annan frånvaro", "1 dag, 19 augusti, Anställningsintervju",
        "Lämpligt nästa steg", "Ingen ny insats. Självförsörjande från 16 september.",
        "Anordnarens bedömning av nästa steg", "Ingen ny insats.", "Kundens egen syn", "Kunden är nöjd.",
        "eget_avsnitt", "Skrivet i ett äldre formulär.", "Uppföljning",
        "Månadsrapporter: juni – godkänd; juli – inte godkänd; augusti – har inte kommit in.",
        "Genomförandeplan version 2, godkänd 28 juni 2024.", "Iakttagelser vid granskningen", "Moa Ceder",
        "jobbexpert, Björken", "karriärvägledare",
    ]  # fmt: skip
    var = 0
    for ord_ in i_ordning:
        assert ord_ in skrivet[var:], ord_
        var = skrivet.index(ord_, var) + len(ord_)


@pytest.mark.parametrize(("for_vem", "finns", "saknas"), [
    ("anordnare", ["Exemplar till anordnaren", "Tillsvidareanställning", "Anna Lund", "Självförsörjande"],
     ["Migrän", "Anställningsintervju", "Iakttagelser"]),
    ("kund", ["Exemplar till kunden", "Tillsvidareanställning", "Självförsörjande"],
     ["Migrän", "Anställningsintervju", "Iakttagelser"]),
])  # fmt: skip
def test_version_for_others_has_nothing_that_they_may_not_read(
    varld: Varld, for_vem: str, finns: list[str], saknas: list[str]
) -> None:
    godkann(varld, "slutrapport", nasta_steg="Självförsörjande.")
    u = underlag(varld, "slutrapport", for_vem=for_vem)
    skrivet = text(pdf(varld, "slutrapport", for_vem=for_vem))
    for ord_ in finns:
        assert ord_ in skrivet, ord_
    for ord_ in saknas:
        assert ord_ not in skrivet
        assert ord_ not in u.till_json()
    intern = underlag(varld, "slutrapport")
    assert (intern.nummer, intern.ersatter) == ("SLR 2024-0088-2", "")  # another copy replaces nothing
    assert "Migrän" in intern.till_json()


def test_withheld_reason_is_told_in_the_house_only(varld: Varld) -> None:
    andra(varld, avslutstyp="avbruten", avslutsorsak="oforutsett", orsak_dold=True)
    with varld.enhet(IDAG, skriv=True) as e:
        from kundvalsdesk.models import Slutrapport

        e.session.scalars(
            select(Slutrapport).where(Slutrapport.insats_id == insats(e).id)
        ).one().nasta_steg = "Skyddat"
    for for_vem in ("anordnare", "kund"):
        lagrat = underlag(varld, "slutrapport", for_vem=for_vem).till_json()
        assert "orsaken lämnas inte ut" in lagrat
        assert "förutsedd" not in lagrat
        assert "Skyddat" not in lagrat
    intern = underlag(varld, "slutrapport")
    assert "oförutsedd händelse" in intern.avslut
    assert intern.nasta_steg == "Skyddat"


def test_what_is_not_approved_is_marked_and_the_approved_one_replaces_it(varld: Varld) -> None:
    assert "Inte granskad. Slutrapporten har kommit in men är inte godkänd." in text(pdf(varld, "slutrapport"))
    varld.gor(IDAG, "slutrapport_aterremiss", ETT, datum=IDAG, skal="Skriv mer om målet.")
    for for_vem, skalet in (("anordnare", True), ("kund", False)):
        skrivet = text(pdf(varld, "slutrapport", for_vem=for_vem))
        assert "Återremitterad. Slutrapporten skickades tillbaka för komplettering 11 september 2024" in skrivet
        assert ("Skriv mer om målet." in skrivet) is skalet
    varld.gor("2024-09-12", "slutrapport_igen", ETT, datum="2024-09-12")
    varld.gor("2024-09-12", "slutrapport_godkann", ETT, datum="2024-09-12", nasta_steg="Inget.")
    u = underlag(varld, "slutrapport", idag="2024-09-12")
    assert (u.lage, u.ersatter) == ("godkand", "SLR 2024-0088-1")
    igen = underlag(varld, "slutrapport", idag="2024-09-30")
    assert igen == u  # the same again is the one that stands


def test_protected_person_is_nowhere_by_name(varld: Varld) -> None:
    for for_vem in ("intern", "anordnare", "kund"):
        u = underlag(varld, "slutrapport", HEMLIG, "2024-09-13", for_vem=for_vem)
        skrivet = u.till_json()
        assert u.kund == f"Ärende {HEMLIG}"
        assert u.tid == "försenad" or u.tid.endswith("sen")
        for ord_ in ("Hemlig", "Person ", "19800101", "sekretessmarkering"):
            assert ord_ not in skrivet
        assert "N. N. fick arbete" in skrivet


def test_manadsrapport_holds_all_that_the_form_has(varld: Varld) -> None:
    data = pdf(varld, "manadsrapport")
    assert kontrollera(data) == []
    skrivet = text(data)
    for ord_ in (
        "Juli 2024 · Internt exemplar", "Återremitterad. Månadsrapporten för juli 2024 skickades tillbaka",
        "Frånvaron saknas.",
        "Anordnarens rubrik Månadsrapport juli", "Klarmarkerad 9 augusti 2024, 2 arbetsdagar sen",
        "Dragana har gått klart truckkursen.", "Behov av annan insats", "Inte ifyllt", "1. Truckkort A och B",
        "Den 12 juli.", "fredag 5 juli", "Telefon", "Utan dag", "Sms", "2–4 juli", "Förkyld", "finns",
    ):  # fmt: skip
        assert ord_ in skrivet, ord_
    for kod in [a.rubrik for a in formular_for("rapport", "AMI").avsnitt]:
        assert kod in skrivet
    kund = underlag(varld, "manadsrapport", for_vem="kund", avser="2024-07")
    assert (kund.returer[-1].skal, kund.iakttagelser, kund.franvaro[0].orsak) == ("", (), "Förkyld")
    juni = underlag(varld, "manadsrapport", avser="2024-06")
    assert (juni.text_finns, juni.lage) == (False, "godkand")
    assert "Rapportens text finns inte" in text(pdf(varld, "manadsrapport", avser="2024-06"))


def test_judgement_of_the_month_stays_in_the_house(varld: Varld) -> None:
    varld.gor(IDAG, "rapport_igen", ETT, "2024-07", datum=IDAG)
    godkann(varld, "rapport", "2024-07", bedomning="avsluta")
    assert underlag(varld, "manadsrapport").bedomning == "Insatsen bör avslutas"
    for for_vem in ("anordnare", "kund"):
        assert "bör avslutas" not in underlag(varld, "manadsrapport", for_vem=for_vem).till_json()


def test_plan_tells_how_its_versions_came_about(varld: Varld) -> None:
    data = pdf(varld, "genomforandeplan", for_vem="anordnare")
    assert kontrollera(data) == []
    u = underlag(varld, "genomforandeplan", for_vem="anordnare")
    assert [v.nummer for v in u.versioner] == ["1", "2"]
    assert u.versioner[0].andrat == ("Första versionen",)
    beslut = u.versioner[0].beslut.replace("\u00a0", " ")
    assert beslut == "Godkänd 14 juni 2024\nRevidering begärd 20 juni 2024: Målet är för lågt."
    assert u.versioner[1].andrat == (
        "Nytt: Matchning mot arbete eller studier",
        "Ändrat: Mål med insatsen",
        "Borttaget: Stöd och anpassningar",
        "Nya delmål: 3",
        "Ändrade delmål: 1",
        "Borttagna delmål: 2",
    )
    skrivet = text(data)
    assert skrivet.index("Mål med insatsen") < skrivet.index("Truckkort A och B") < skrivet.index("Kartläggning och")
    assert "31 juli 2024" in skrivet
    kund = underlag(varld, "genomforandeplan", for_vem="kund")
    assert "för lågt" not in kund.till_json()
    forsta = underlag(varld, "genomforandeplan", avser="1")
    assert (forsta.avser, len(forsta.versioner), forsta.versioner[0].beslut) == (
        "1",
        1,
        "Godkänd 14\u00a0juni\u00a02024",
    )


@pytest.mark.parametrize(("typ", "nyckel", "val", "kod"), [
    ("manadsrapport", ETT, {"avser": "2024-08"}, "ej_inkommen"), ("manadsrapport", HEMLIG, {}, "ej_inkommen"),
    ("genomforandeplan", ETT, {"avser": "9"}, "ej_inkommen"), ("genomforandeplan", ETT, {"avser": "x"}, "ej_inkommen"),
    ("slutrapport", "finns-inte", {}, "okand_insats"), ("slutrapport", ETT, {"for_vem": "grannen"}, "for_vem"),
])  # fmt: skip
def test_what_cannot_be_issued_is_refused(varld: Varld, typ: str, nyckel: str, val: dict[str, str], kod: str) -> None:
    with varld.enhet(IDAG, skriv=True) as e, pytest.raises(Nekad) as fel:
        bestallning.utfarda(e, nyckel, typ, val)
    assert fel.value.kod == kod
    with varld.enhet(IDAG) as e:
        assert e.session.scalars(select(Dokument.id)).all() == []


def test_choices_are_what_has_come_in(varld: Varld) -> None:
    with varld.enhet(IDAG) as e:
        alla = {b.typ: b for b in bestallning.valbara(e, ETT)}
        utan = {b.typ: b for b in bestallning.valbara(e, HEMLIG)}
    assert alla["manadsrapport"].falt[0].val == (
        ("2024-07", "juli 2024, inte godkänd"), ("2024-06", "juni 2024, godkänd"),
    )  # fmt: skip
    assert alla["genomforandeplan"].falt[0].varde == "2"
    assert utan["manadsrapport"].hinder == "Ingen månadsrapport har kommit in i ärende 2024-0089."


def test_sign_that_cannot_be_printed_is_refused_by_the_name_of_its_section(varld: Varld) -> None:
    lagg(varld, ETT, "slutrapport", "slut", replace(SLUT, texter=(("kundens_syn", "Bra 😀"),)))
    with pytest.raises(Nekad, match="Avsnittet Kundens egen syn innehåller tecknet 😀"):
        pdf(varld, "slutrapport")
