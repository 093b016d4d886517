"""The documents of a case: what can be issued and why not, for whom a mail is, and what the log keeps of it."""

from __future__ import annotations

import email
from email.policy import default
from pathlib import Path

import pytest
from db.rapportvarld import MER
from db.varld import Varld
from sqlalchemy import select

from kundvalsdesk.fel import Konflikt, Nekad
from kundvalsdesk.models import Anordnare, Dokument, Handling, Insats, Logg
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import dokumentbrev, dokumentflik
from kundvalsdesk.services.arende import hamta as hamta_arende

IDAG = "2024-09-05"
TILL_KUND, INTERNT = {"for_vem": "kund"}, {"for_vem": "intern"}


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Varld:
    return Varld(databas, regelverk, MER)


def version(v: Varld, insats: str) -> int:
    with v.enhet(IDAG) as e:
        return dokumentflik.mojliga(e, insats).version


def utfarda(v: Varld, insats: str, val: dict[str, str]) -> int:
    sedd = version(v, insats)
    with v.enhet(IDAG, skriv=True) as e:
        return dokumentflik.utfarda(e, insats, "insatsbeslut", val, sedd).dokument_id


def test_what_can_be_issued_comes_first_and_the_rest_says_why_not(varld: Varld) -> None:
    with varld.enhet(IDAG) as e:
        slag = dokumentflik.mojliga(e, "I1").slag
    ordning = [bool(m.hinder) for m in slag]
    assert ordning == sorted(ordning) and {m.typ for m in slag} >= {"insatsbeslut", "avbrottsdokument"}
    avb = next(m for m in slag if m.typ == "avbrottsdokument")
    assert (avb.hinder, avb.steg) == ("Inget avslut är beslutat.", None)
    beslut = next(m for m in slag if m.typ == "insatsbeslut")
    assert (beslut.hinder, beslut.till) == ("", "Kunden eller internt")
    with varld.enhet(IDAG, "syss") as e, pytest.raises(Nekad, match="roll"):
        dokumentflik.mojliga(e, "I1")


def test_a_document_is_previewed_issued_once_and_listed(varld: Varld) -> None:
    with varld.enhet(IDAG) as e:
        assert dokumentflik.forhandsgranska(e, "I1", "insatsbeslut", TILL_KUND).samma is None
        assert dokumentflik.hamta(e, "I1").rader == ()
    ett = utfarda(varld, "I1", TILL_KUND)
    assert utfarda(varld, "I1", TILL_KUND) == ett
    tva = utfarda(varld, "I1", INTERNT)
    with varld.enhet(IDAG) as e:
        igen = dokumentflik.forhandsgranska(e, "I1", "insatsbeslut", TILL_KUND)
        assert igen.samma == ett and igen.innehall == e.session.get_one(Dokument, ett).innehall
        rader = dokumentflik.hamta(e, "I1").rader
        assert [(r.id, r.marke, dict(r.fakta)["Till"]) for r in rader] == [(tva, "", "Internt"), (ett, "", "Kunden")]
        assert dict(hamta_arende(e, "I1").antal)["dokument"] == 2


def test_a_case_that_has_changed_meanwhile_is_not_issued_over(varld: Varld) -> None:
    sedd = version(varld, "I1")
    with varld.enhet(IDAG, skriv=True) as e, pytest.raises(Konflikt):
        dokumentflik.utfarda(e, "I1", "insatsbeslut", TILL_KUND, sedd - 1)
    with varld.enhet(IDAG) as e:
        assert dokumentflik.hamta(e, "I1").rader == ()


def test_a_mail_names_the_case_alone_and_that_it_was_saved_is_logged(varld: Varld, tmp_path: Path) -> None:
    till_kund, internt = utfarda(varld, "I1", TILL_KUND), utfarda(varld, "I1", INTERNT)
    fil = tmp_path / "brev.eml"
    with varld.enhet(IDAG, skriv=True) as e:
        with pytest.raises(Nekad, match="internt"):
            dokumentbrev.forslag(e, "I1", internt)
        b = dokumentbrev.forslag(e, "I1", till_kund)
        dokumentbrev.spara(e, "I1", till_kund, fil)
        pdf = bytes(e.session.get_one(Dokument, till_kund).innehall)
    assert (b.amne, b.till, b.till_ord) == ("Beslut om insats, ärende I1", "", "kunden") and b.varning
    brev = email.message_from_bytes(fil.read_bytes(), policy=default)
    (bilaga,) = brev.iter_attachments()
    assert bilaga.get_content() == pdf and bilaga.get_filename() == b.bilaga
    kropp = brev.get_body().get_content()  # type: ignore[union-attr]
    assert "I1" in kropp and "Đorđević" not in kropp + str(brev["Subject"]) + str(bilaga.get_filename())
    with varld.enhet(IDAG) as e:
        q = select(Handling.namn, Logg.nytt).join(Logg, Logg.handling_id == Handling.id).where(Logg.falt == "brev")
        assert e.session.execute(q).all() == [("dokument_brev", "kund")]
        rad = next(r for r in dokumentflik.hamta(e, "I1").rader if r.id == till_kund)
        assert dict(rad.fakta)["E-post sparad"].endswith("av Anna Lund")


def test_a_mail_with_a_superseded_document_says_so(varld: Varld) -> None:
    ett = utfarda(varld, "I1", TILL_KUND)
    with varld.enhet(IDAG, skriv=True) as e:
        e.session.scalars(select(Insats).where(Insats.nyckel == "I1")).one().beslut_motivering = "Rättad."
    tva = utfarda(varld, "I1", TILL_KUND)
    with varld.enhet(IDAG) as e:
        sagt = [
            dokumentbrev.forslag(e, "I1", n).varning.startswith("Dokumentet är ersatt av BES ") for n in (ett, tva)
        ]
    assert sagt == [True, False]


@pytest.mark.parametrize("trasigt", ["[]", "null", "1", "{", "[" * 100_000])
def test_a_snapshot_that_is_damaged_stays_in_the_house(trasigt: str) -> None:
    assert dokumentflik.om_dokument("slutrapport", trasigt) == ("intern", "")


def test_a_mail_that_cannot_be_written_is_not_logged_and_leaves_nothing(varld: Varld, tmp_path: Path) -> None:
    nr = utfarda(varld, "I1", TILL_KUND)
    with pytest.raises(Nekad, match="gick inte att spara"), varld.enhet(IDAG, skriv=True) as e:
        dokumentbrev.spara(e, "I1", nr, tmp_path / "finns inte" / "brev.eml")
    with varld.enhet(IDAG) as e:
        assert e.session.scalar(select(Logg.id).where(Logg.falt == "brev")) is None
    assert not [f for f in tmp_path.rglob("*") if "brev" in f.name or f.suffix == ".tmp"]


def test_a_document_of_another_case_is_not_sent_from_this_one(varld: Varld) -> None:
    nr = utfarda(varld, "I1", TILL_KUND)
    with varld.enhet(IDAG) as e, pytest.raises(Nekad, match="finns inte längre"):
        dokumentbrev.forslag(e, "I2", nr)


def test_the_address_is_the_anordnares_where_it_can_be_written_to(varld: Varld) -> None:
    with varld.enhet(IDAG, skriv=True) as e:
        e.session.scalars(select(Anordnare).where(Anordnare.namn == "Björken")).one().epost = "post@bjorken.example"
    sedd = version(varld, "I2")
    with varld.enhet(IDAG, skriv=True) as e:
        nr = dokumentflik.utfarda(e, "I2", "uppdragsbeskrivning", {}, sedd).dokument_id
        b = dokumentbrev.forslag(e, "I2", nr)
    # Where a protected person goes is not said on the screen; the address is in the file that is sent there.
    assert (b.till, b.till_ord) == ("post@bjorken.example", "anordnaren")
