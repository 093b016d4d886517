"""Issuing an avbrottsdokument: snapshot, bytes and number stored, the withheld reason nowhere, re-prints the same."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from threading import Event

import pytest
from pypdf import PdfReader
from pypdf.generic import StreamObject
from sqlalchemy import select

from kundvalsdesk.fel import Databasfel, Konflikt, Nekad
from kundvalsdesk.models import (
    Anordnare,
    Dokument,
    Insats,
    Installning,
    Kund,
    Kundidentitet,
    Logg,
    Manadsrapport,
    Slutrapport,
)
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import flode_avslut
from kundvalsdesk.services.arbetsenhet import Arbetsenhet, enhet
from kundvalsdesk.services.arendelage import hamta_insats
from kundvalsdesk.services.documents import avbrottsunderlag
from kundvalsdesk.services.documents.avbrottsdokument import Avbrottsunderlag
from kundvalsdesk.services.documents.avbrottsunderlag import bygg_underlag, forhandsgranska, senaste_dokument
from kundvalsdesk.services.documents.utfardande import Utfardat, filnamn, las_dokument
from kundvalsdesk.services.typer import Aktor

ANNA = Aktor("anlu", "Anna Lundin", frozenset({"karriarvagledare"}))
IDAG = date(2024, 9, 10)
NYCKEL = "2024-0131"


@pytest.fixture
def skriv(databas: Databas, regelverk: Regelverkssamling) -> Callable[..., object]:
    """Runs a function in a unit of work that commits, and returns what it returns."""

    def kor(gor: Callable[[Arbetsenhet], object], idag: date = IDAG) -> object:
        with enhet(databas, ANNA, regelverk, idag, skriv=True) as e:
            return gor(e)

    return kor


@pytest.fixture(autouse=True)
def arende(skriv: Callable[..., object]) -> None:
    def gor(e: Arbetsenhet) -> None:
        kund = Kund(nyckel="K0131")
        anordnare = Anordnare(namn="Björkens Jobbcenter")
        e.session.add_all([kund, anordnare])
        e.session.flush()
        e.session.add(Kundidentitet(kund_id=kund.id, fornamn="Dragana", efternamn="Đorđević"))
        insats = Insats(
            nyckel=NYCKEL, kund_id=kund.id, kod="AMI2", kundval="AMI", anordnare_id=anordnare.id,
            start=date(2024, 8, 26), sista_dag=date(2024, 9, 13), avslutsbeslut=date(2024, 9, 9),
            avslutstyp="avbruten", avslutsorsak="flytt", avslut_kommentar="Kunden flyttar.",
        )  # fmt: skip
        e.session.add(insats)
        e.session.flush()
        e.session.add(Manadsrapport(insats_id=insats.id, manad="2024-08", klarmarkerad=date(2024, 9, 5)))

    skriv(gor)


def utfarda_avbrottsdokument(e: Arbetsenhet, nyckel: str, sedd_version: int | None) -> Utfardat:
    return avbrottsunderlag.utfarda(e, hamta_insats(e, nyckel), sedd_version)


def insats(e: Arbetsenhet) -> Insats:
    return e.session.scalars(select(Insats).where(Insats.nyckel == NYCKEL)).one()


def andra(skriv: Callable[..., object], **falt: object) -> None:
    def gor(e: Arbetsenhet) -> None:
        rad = insats(e)
        for namn, varde in falt.items():
            setattr(rad, namn, varde)

    skriv(gor)


def text(pdf: bytes) -> str:
    return " ".join(" ".join(s.extract_text() for s in PdfReader(BytesIO(pdf)).pages).split())


def test_snapshot_holds_what_the_case_and_the_rules_say(skriv: Callable[..., object]) -> None:
    u = skriv(lambda e: bygg_underlag(e, insats(e), "AVB 2024-0131-1"))
    assert isinstance(u, Avbrottsunderlag)
    assert (u.organisation, u.kund, u.anordnare) == ("Exempelkommun", "Dragana Đorđević", "Björkens Jobbcenter")
    assert (u.slut, u.orsak, u.avslutstyp_ord) == (date(2025, 8, 25), "Flytt från kommunen", "Avbruten insats")
    assert (u.handlaggare, u.roll) == ("Anna Lundin", "karriärvägledare")
    assert [(v.rubrik, v.fore + v.fet + v.efter) for v in u.villkor] == [
        ("Slutrapport", "ska ha kommit in senast fredag 27 september 2024"),
        ("Månadsrapport, september", "klarmarkeras senast måndag 7 oktober 2024"),
        ("Ersättning", "till och med sista dag, och för 14 dagar därefter om slutrapporten kommer i tid"),
    ]


@pytest.mark.parametrize(
    ("falt", "ersattning"),
    [
        ({"avslutsorsak": "brister_anordnare"}, "till och med sista dag"),
        ({"avslutstyp": "fortid", "avslutsorsak": "arbete"}, "till och med sista dag"),
        ({"sista_dag": date(2025, 8, 20)}, "och för 5 dagar därefter om slutrapporten kommer i tid"),
        ({"sista_dag": date(2025, 8, 24)}, "och för en dag därefter om slutrapporten kommer i tid"),
        ({"sista_dag": date(2024, 8, 26)}, "till och med sista dag"),  # the two weeks have gone without a report
    ],
)
def test_paid_days_after_the_last_one_follow_type_reason_and_time(
    skriv: Callable[..., object], falt: dict[str, object], ersattning: str
) -> None:
    andra(skriv, **falt)
    u = skriv(lambda e: bygg_underlag(e, insats(e)))
    assert isinstance(u, Avbrottsunderlag)
    assert u.villkor[-1].rubrik == "Ersättning"
    assert u.villkor[-1].fore.removeprefix("till och med sista dag, ") == ersattning


@pytest.mark.parametrize(
    ("falt", "idag", "slutrapport"),
    [
        ({"avslutstyp": "fortid", "avslutsorsak": "arbete"}, IDAG, "ska ha kommit in senast måndag 23 september 2024"),
        ({"avslutstyp": "fullfoljd", "avslutsorsak": "arbete", "sista_dag": date(2025, 8, 25)}, IDAG,
         "ska ha kommit in senast söndag 24 augusti 2025"),
        ({"avslutstyp": "fullfoljd", "avslutsorsak": "arbete", "sista_dag": date(2025, 8, 25)}, date(2025, 8, 25),
         "skulle ha kommit in senast 24 augusti 2025, tas emot till och med måndag 8 september 2025"),
        ({}, date(2024, 10, 1), "skulle ha kommit in senast fredag 27 september 2024 och ska skickas genast"),
    ],
)  # fmt: skip
def test_due_day_of_the_slutrapport_is_that_of_its_frist(
    skriv: Callable[..., object], falt: dict[str, object], idag: date, slutrapport: str
) -> None:
    andra(skriv, **falt)
    u = skriv(lambda e: bygg_underlag(e, insats(e)), idag)
    assert isinstance(u, Avbrottsunderlag)
    v = u.villkor[0]
    assert v.fore + v.fet + v.efter == slutrapport


def test_report_that_is_in_or_late_is_said_to_be(skriv: Callable[..., object]) -> None:
    skriv(lambda e: e.session.add(Slutrapport(insats_id=insats(e).id, inkommen=date(2024, 10, 2))))
    u = skriv(lambda e: bygg_underlag(e, insats(e)), date(2024, 10, 9))
    assert isinstance(u, Avbrottsunderlag)
    assert u.villkor[0].fore == "har kommit in, 2 oktober 2024"
    assert u.villkor[1].fore == "skulle ha klarmarkerats senast 7 oktober 2024 och ska skickas genast"
    assert u.villkor[2].fore == "till och med sista dag"  # in after the two weeks


def test_end_that_is_not_decided_gives_no_document(skriv: Callable[..., object]) -> None:
    andra(skriv, sista_dag=None, avslutstyp=None, avslutsorsak=None)
    with pytest.raises(Nekad) as fel:
        skriv(lambda e: utfarda_avbrottsdokument(e, NYCKEL, None))
    assert fel.value.kod == "inget_avslut"
    with pytest.raises(Nekad):
        skriv(lambda e: utfarda_avbrottsdokument(e, "finns-inte", None))
    assert skriv(lambda e: e.session.scalars(select(Dokument)).all()) == []


def test_issued_document_is_stored_and_read_back_byte_for_byte(skriv: Callable[..., object]) -> None:
    ut = skriv(lambda e: utfarda_avbrottsdokument(e, NYCKEL, insats(e).version))
    assert (ut.nummer, ut.ny, ut.ersatter) == ("AVB 2024-0131-1", True, "")
    nummer, pdf = skriv(lambda e: las_dokument(e, ut.dokument_id), date(2034, 1, 1))
    assert nummer == "AVB 2024-0131-1"
    assert "Dragana Đorđević" in text(pdf)
    assert skriv(lambda e: insats(e).avbrottsdokument) == IDAG
    assert skriv(lambda e: las_dokument(e, ut.dokument_id)) == (nummer, pdf)


def test_same_content_gives_the_stored_document_again_even_when_reports_have_come_in(
    skriv: Callable[..., object],
) -> None:
    ut = skriv(lambda e: utfarda_avbrottsdokument(e, NYCKEL, None))
    skriv(lambda e: e.session.add(Slutrapport(insats_id=insats(e).id, inkommen=date(2024, 9, 12))))
    igen = skriv(lambda e: utfarda_avbrottsdokument(e, NYCKEL, None), date(2024, 9, 16))
    assert (igen.dokument_id, igen.nummer, igen.utfardat, igen.ny) == (ut.dokument_id, ut.nummer, IDAG, False)
    assert skriv(lambda e: insats(e).avbrottsdokument) == IDAG
    assert len(skriv(lambda e: e.session.scalars(select(Dokument.id)).all())) == 1


def test_changed_content_gives_a_new_number_that_names_the_old(skriv: Callable[..., object]) -> None:
    ut = skriv(lambda e: utfarda_avbrottsdokument(e, NYCKEL, None))
    andra(skriv, sista_dag=date(2024, 9, 20))
    ny = skriv(lambda e: utfarda_avbrottsdokument(e, NYCKEL, None), date(2024, 9, 12))
    assert (ny.nummer, ny.ny) == ("AVB 2024-0131-2", True)
    assert skriv(lambda e: insats(e).avbrottsdokument) == date(2024, 9, 12)
    assert "Ersätter AVB 2024-0131-1" in text(skriv(lambda e: las_dokument(e, ny.dokument_id))[1])
    assert "13 september" in text(skriv(lambda e: las_dokument(e, ut.dokument_id))[1])
    assert skriv(lambda e: e.session.get_one(Dokument, ny.dokument_id).ersatter_id) == ut.dokument_id


def test_of_two_who_issue_at_once_the_second_gets_what_the_first_issued(
    skriv: Callable[..., object], databas: Databas, regelverk: Regelverkssamling
) -> None:
    sedd = skriv(lambda e: insats(e).version)
    forst_klar, svar = Event(), []

    def den_andra() -> None:
        with enhet(databas, Aktor("boek", "Bo Ek", ANNA.roller), regelverk, IDAG, skriv=True) as e:
            rad = insats(e)  # as it stood before the first was done
            forst_klar.set()
            svar.append(avbrottsunderlag.utfarda(e, rad, sedd))

    with ThreadPoolExecutor(1) as trad:
        with enhet(databas, ANNA, regelverk, IDAG, skriv=True) as e:
            ett = avbrottsunderlag.utfarda(e, insats(e), sedd)
            andra_ = trad.submit(den_andra)
            forst_klar.wait(0.5)  # on a local file the second does not even begin before the first has ended
        andra_.result(30)
    assert [(u.dokument_id, u.nummer, u.ny) for u in svar] == [(ett.dokument_id, ett.nummer, False)]
    assert skriv(lambda e: e.session.scalars(select(Dokument.utfardat_av)).all()) == ["Anna Lundin"]


def test_document_issued_last_is_found_by_the_insats(skriv: Callable[..., object]) -> None:
    with pytest.raises(Nekad):
        skriv(lambda e: senaste_dokument(e, NYCKEL))
    skriv(lambda e: utfarda_avbrottsdokument(e, NYCKEL, None))
    andra(skriv, avslut_kommentar="En annan kommentar.")
    ny = skriv(lambda e: utfarda_avbrottsdokument(e, NYCKEL, None))
    assert skriv(lambda e: senaste_dokument(e, NYCKEL)) == skriv(lambda e: las_dokument(e, ny.dokument_id))


def test_date_of_a_document_from_another_system_stays(skriv: Callable[..., object]) -> None:
    andra(skriv, avbrottsdokument=date(2024, 9, 9))
    ut = skriv(lambda e: utfarda_avbrottsdokument(e, NYCKEL, None))
    assert ut.ny
    assert skriv(lambda e: insats(e).avbrottsdokument) == date(2024, 9, 9)


def test_somebody_elses_change_is_not_signed_unseen(skriv: Callable[..., object]) -> None:
    sedd = skriv(lambda e: insats(e).version)
    andra(skriv, sista_dag=date(2024, 9, 20))
    with pytest.raises(Konflikt):
        skriv(lambda e: utfarda_avbrottsdokument(e, NYCKEL, sedd))
    assert skriv(lambda e: e.session.scalars(select(Dokument)).all()) == []
    assert skriv(lambda e: insats(e).avbrottsdokument) is None


def test_a_byte_changed_in_the_database_is_found(skriv: Callable[..., object]) -> None:
    ut = skriv(lambda e: utfarda_avbrottsdokument(e, NYCKEL, None))

    def forvansk(e: Arbetsenhet) -> None:
        dokument = e.session.get_one(Dokument, ut.dokument_id)
        dokument.innehall = dokument.innehall[:-1] + b"!"

    skriv(forvansk)
    with pytest.raises(Databasfel) as fel:
        skriv(lambda e: las_dokument(e, ut.dokument_id))
    assert "AVB 2024-0131-1" in fel.value.mening
    with pytest.raises(Nekad):
        skriv(lambda e: las_dokument(e, 999))


def allt_i_filen(pdf: bytes) -> str:
    """Text, metadata and every stream of the file, unpacked."""
    lasare = PdfReader(BytesIO(pdf))
    delar = [text(pdf), str(dict(lasare.metadata or {})), pdf.decode("latin-1")]
    for nummer in range(1, len(lasare.xref[0]) + 1):
        objekt = lasare.get_object(nummer)
        if isinstance(objekt, StreamObject):
            delar.append(objekt.get_data().decode("latin-1"))
    assert len(delar) > 5
    return "\n".join(delar)


def test_withheld_reason_is_nowhere_in_document_file_or_snapshot(skriv: Callable[..., object]) -> None:
    andra(skriv, avslutsorsak="oforutsett", orsak_dold=True, avslut_kommentar="Flyttar till skyddat boende.")
    for pdf in (
        skriv(lambda e: forhandsgranska(e, NYCKEL)),
        skriv(lambda e: las_dokument(e, utfarda_avbrottsdokument(e, NYCKEL, None).dokument_id)[1]),
    ):
        allt = allt_i_filen(pdf)
        assert "Orsaken lämnas inte ut" in allt
        for ord_ in ("förutsedd", "oforutsett", "skyddat", "boende", "Kommentar"):
            assert ord_ not in allt
    lagrat = skriv(lambda e: e.session.scalars(select(Dokument.underlag)).one())
    assert "skyddat" not in lagrat
    assert "förutsedd" not in lagrat
    assert "oforutsett" not in lagrat


@pytest.mark.parametrize("skydd", ["skyddad_folkbokforing", "sekretessmarkering", "fingerade"])
def test_protected_person_is_named_by_the_case_only(skriv: Callable[..., object], skydd: str) -> None:
    skriv(lambda e: setattr(e.session.scalars(select(Kund)).one(), "skydd", skydd))
    # As it may come from another system: a step would have refused it.
    andra(skriv, avslut_kommentar="Dra\u00adgana flyttar. Enligt Dragana  Đorđević, 900203\u00ad2382.")
    pdf = skriv(lambda e: las_dokument(e, utfarda_avbrottsdokument(e, NYCKEL, None).dokument_id)[1])
    allt = allt_i_filen(pdf)
    assert "Kund Ärende 2024-0131" in allt
    for ord_ in ("Dragana", "Dra", "Đorđević", "2382", skydd):
        assert ord_ not in allt
    assert "Dragana" not in skriv(lambda e: e.session.scalars(select(Dokument.underlag)).one())


def test_a_role_without_cases_gets_neither_preview_nor_document(
    skriv: Callable[..., object], databas: Databas, regelverk: Regelverkssamling
) -> None:
    skriv(lambda e: utfarda_avbrottsdokument(e, NYCKEL, None))
    kvalle = Aktor("kval", "Kaj Al", frozenset({"kvalitetsutvecklare", "systemspecialist"}))
    with enhet(databas, kvalle, regelverk, IDAG) as e:
        for las in (forhandsgranska, senaste_dokument):
            with pytest.raises(Nekad, match="ger inte tillgång"):
                las(e, NYCKEL)


def test_the_log_tells_of_a_document_and_not_what_is_in_it(skriv: Callable[..., object]) -> None:
    skriv(lambda e: flode_avslut.utfarda_avbrottsdokument(e, NYCKEL, None))
    rader = skriv(
        lambda e: dict(e.session.execute(select(Logg.falt, Logg.nytt).where(Logg.tabell == "dokument")).all())
    )
    assert rader["nummer"] == f"AVB {NYCKEL}-1" and rader["underlag"].endswith(" tecken")
    assert "Dragana" not in str(rader)


def test_preview_takes_no_number_and_stores_nothing(skriv: Callable[..., object]) -> None:
    assert "FÖRHANDSGRANSKNING" in text(skriv(lambda e: forhandsgranska(e, NYCKEL)))
    assert skriv(lambda e: e.session.scalars(select(Dokument)).all()) == []
    assert skriv(lambda e: utfarda_avbrottsdokument(e, NYCKEL, None)).nummer == "AVB 2024-0131-1"


def test_a_comment_that_cannot_be_printed_stores_nothing(skriv: Callable[..., object]) -> None:
    andra(skriv, avslut_kommentar="Bra 😀")
    with pytest.raises(Nekad, match="Kommentaren"):
        skriv(lambda e: utfarda_avbrottsdokument(e, NYCKEL, None))
    assert skriv(lambda e: e.session.scalars(select(Dokument)).all()) == []
    assert skriv(lambda e: insats(e).avbrottsdokument) is None


def test_sender_is_the_one_the_unit_has_set(skriv: Callable[..., object]) -> None:
    skriv(lambda e: e.session.add(Installning(nyckel="organisation.namn", varde="Ängelby kommun")))
    u = skriv(lambda e: bygg_underlag(e, insats(e)))
    assert isinstance(u, Avbrottsunderlag)
    assert (u.organisation, u.enhet) == ("Ängelby kommun", "Arbets- och etableringsenheten")


def test_owner_of_a_local_file_signs_as_handlaggare(databas: Databas, regelverk: Regelverkssamling) -> None:
    agare = Aktor("kim", "kim", frozenset({"karriarvagledare", "arbetsledare"}), agare=True)
    with enhet(databas, agare, regelverk, IDAG) as e:
        assert bygg_underlag(e, insats(e)).roll == "handläggare"


@pytest.mark.parametrize(
    ("nummer", "namn"),
    [
        ("AVB 2024-0131-1", "avbrottsdokument_AVB_2024-0131-1.pdf"),
        ("AVB ../å/x-1", "avbrottsdokument_AVB____a_x-1.pdf"),
        ("ÅTR 2024-0131-1", "aterremiss_ATR_2024-0131-1.pdf"),
        ("", "dokument.pdf"),
    ],
)
def test_file_name_is_type_and_number(nummer: str, namn: str) -> None:
    assert filnamn(nummer) == namn
