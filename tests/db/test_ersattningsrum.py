"""The room of payments: what is missing and for whom, what differs from last month, what stops a run, what is taken
out of it."""

from __future__ import annotations

import email
from datetime import date
from decimal import Decimal
from email import policy
from pathlib import Path
from typing import Any

import pytest
from db.test_ersattning import MER, _fast, _insats, _rakna, _rapport
from db.varld import Varld
from sqlalchemy import select

from kundvalsdesk.fel import Nekad
from kundvalsdesk.models import Handling, Insats, Logg, Manadsrapport
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import ersattning, ersattningsbesked, ersattningsfiler, ersattningspaminnelse, ersattningsvy
from kundvalsdesk.services.ersattningsvytyper import Anordnarpost, Ersattningsvy, Insatspost

MER_HAR = {
    **MER,
    "insatser": [
        *MER["insatser"],
        _insats("F1", "K0003", "2024-05-13", anordnare="Björken"),
    ],
    "manadsrapporter": [
        *MER["manadsrapporter"],
        _rapport("F1", "2024-05", "2024-06-04"),
        {"insats": "F1", "manad": "2024-06", "klarmarkerad": "2024-07-02"},
        _rapport("A1", "2024-06", "2024-07-01"),
        _rapport("B1", "2024-06", "2024-07-03", aterremitterad="2024-07-05"),
    ],
}


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Varld:
    return Varld(databas, regelverk, MER_HAR)


def _se(v: Varld, manad: str, som: str = "gust", idag: str = "2024-08-01") -> Ersattningsvy:
    with v.enhet(idag, som) as e:
        return ersattningsvy.hamta(e, manad)


def _poster(vy: Ersattningsvy) -> dict[str, Insatspost]:
    return {p.insats: p for a in vy.anordnare for p in a.insatser}


def _brister(vy: Ersattningsvy) -> list[tuple[str, str, str, str]]:
    return [(s.insats, s.manad[5:], s.ljus, s.kort) for s in vy.saknas if s.stoppar or s.ljus == "klar"]


def test_what_is_missing_is_seen_in_time_by_whoever_has_the_case(varld: Varld) -> None:
    vy = _se(varld, "2024-06", idag="2024-07-10")
    assert vy.bryt_ord == "brytdatum måndag 15 juli, om 3 arbetsdagar"
    assert _brister(vy) == [
        ("E1", "06", "gron", "Månadsrapport, faktureringsunderlag"),
        ("F1", "06", "gron", "Faktureringsunderlag"),
        ("B1", "06", "gron", "Komplettering av månadsrapporten"),
    ]
    assert {s.kund for s in vy.saknas} == {"K0001 D.Đ.", "K0002 · skyddad", "K0003 Å.Ö."}
    f1 = next(s for s in vy.saknas if s.insats == "F1")
    assert (f1.steg, f1.vem, f1.kundansvarig) == (("underlag", "2024-06"), "Anordnaren", "Bo Ek")
    # A karriärvägledare sees their own kunder, the protected one too, and not one krona.
    anna, bo = (_se(varld, "2024-06", som, "2024-07-10") for som in ("anlu", "boek"))
    assert {s.insats for s in anna.saknas} == {"A1", "B1"} and {s.insats for s in bo.saknas} == {"E1", "F1"}
    assert [s.vad for s in anna.saknas if s.insats == "A1"] == [
        "Månadsrapporten är inte granskad", "Genomförandeplanen har inte kommit in",
    ]  # fmt: skip
    assert (anna.svar, anna.anordnare, anna.forra_summa, anna.kan_forbereda) == (None, (), Decimal(0), False)
    assert "kr" not in str(anna).replace("krävs", "")
    # The day before it is urgent, afterwards it is too late; what has come then is said to be there.
    assert {s.ljus for s in _se(varld, "2024-06", idag="2024-07-15").saknas if s.stoppar} == {"gul"}
    with varld.enhet("2024-07-20", "gust", skriv=True) as e:
        rad = e.session.scalars(
            select(Manadsrapport).join(Insats, Insats.id == Manadsrapport.insats_id).where(
                Insats.nyckel == "F1", Manadsrapport.manad == "2024-06")
        ).one()  # fmt: skip
        rad.underlag = date(2024, 7, 18)
    sen = _brister(_se(varld, "2024-06"))
    assert ("F1", "06", "klar", "Inget, men kom efter brytdatum") in sen
    assert ("E1", "06", "rod", "Månadsrapport, faktureringsunderlag") in sen
    # A month that is not over waits for its reports.
    vy = _se(varld, "2024-06", "boek", "2024-06-20")
    assert vy.vantas == 1 and ("E1", "06") not in {(s.insats, s.manad[5:]) for s in vy.saknas}
    # Others are refused calmly.
    vy = _se(varld, "2024-06", "syss")
    assert (vy.ser, vy.saknas, vy.manader) == ("", (), ())
    svar = _rakna(varld, "2024-05")
    for som in ("anlu", "syss", "dass"):
        with varld.enhet("2024-08-01", som) as e:
            for gor in (lambda e: ersattningsbesked.pdf(e, svar, "Björken"),
                        lambda e: ersattningsbesked.korningen_som(e, svar, ".csv")):  # fmt: skip
                with pytest.raises(Nekad, match="arbetsledare"):
                    gor(e)


def test_differences_from_the_month_before_in_words(varld: Varld) -> None:
    maj, juni = _poster(_se(varld, "2024-05")), _poster(_se(varld, "2024-06"))
    assert maj["F1"].mot_forra == "ny, började 13 maj"
    assert maj["C1"].mot_forra == "ny, började 2 maj, slutade 21 maj, 14 dagar efter avbrott: 1\u00a0808,80\u00a0kr"
    assert maj["A1"].mot_forra == "betalas inte: månadsrapporten är inte klarmarkerad" and maj["A1"].rader == ()
    assert maj["B1"].mot_forra == "hela månaden, förut 15 dagar"
    assert juni["C1"].mot_forra == "slutade 21 maj"
    assert juni["A1"].mot_forra == "maj betalades inte då, eftersläpande maj: 3\u00a0876\u00a0kr"
    assert juni["A1"].marken == {"sen"}
    bjorken = next(a for a in _se(varld, "2024-06").anordnare if a.namn == "Björken")
    assert isinstance(bjorken, Anordnarpost)
    assert bjorken.mot_forra == "+904,40\u00a0kr: 2 betalas inte längre, 1 eftersläpande"
    # A correction names the month it corrects.
    _fast(varld, "2024-05")
    with varld.enhet("2024-08-01", "gust", skriv=True) as e:
        e.session.scalars(select(Insats).where(Insats.nyckel == "C1")).one().sista_dag = date(2024, 5, 14)
    assert "rättelse av maj: −904,40\u00a0kr" in _poster(_se(varld, "2024-06"))["C1"].mot_forra


def test_an_anordnare_is_asked_for_what_is_missing(varld: Varld, tmp_path: Path) -> None:
    vy = _se(varld, "2024-06", "boek", "2024-07-10")
    fil = tmp_path / "saknas.eml"
    with varld.enhet("2024-07-10", "boek", skriv=True) as e:
        ersattningspaminnelse.spara(e, "2024-06", "Björken", vy.saknas, fil)
    brev: Any = email.message_from_bytes(fil.read_bytes(), policy=policy.default)
    ord_ = brev.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert brev["Subject"] == "Saknas för ersättningen juni 2024" and brev["X-Unsent"] == "1"
    assert "- Ärende E1, juni 2024: månadsrapport, faktureringsunderlag\n- Ärende F1, juni 2024: fakt" in ord_
    assert "senast 15 juli 2024 betalas i körningen för juni 2024" in ord_ and "K000" not in ord_ and "kr" not in ord_
    with varld.enhet("2024-07-10", "gust") as e:
        loggat = (
            select(Handling.namn, Logg.nytt).join(Logg, Logg.handling_id == Handling.id).where(Logg.falt == "brev")
        )
        assert e.session.execute(loggat).all() == [("ersattning_paminnelse", "2024-06: två rader")]
    # Of cases that one does not see, or where nothing is to be handed in, none is written.
    borta = tmp_path / "borta.eml"
    for som, vem, sagt in (("anlu", "Björken", "ärenden som du ser"), ("dass", "Björken", "ärenden som du ser"),
                           ("boek", "Ågården", "inget att lämna")):  # fmt: skip
        with pytest.raises(Nekad, match=sagt), varld.enhet("2024-07-10", som, skriv=True) as e:
            ersattningspaminnelse.spara(e, "2024-06", vem, vy.saknas, borta)
    assert not borta.exists()


def test_two_insatser_of_a_kund_for_the_same_days_are_paid_and_told(varld: Varld) -> None:
    vy = _se(varld, "2024-05")
    mening = (
        "C1 och F1 är samma insats (AMI2) för samma kund samma dagar, 13–21 maj 2024 (9 dagar), och ersätts var för "
        "sig. Ingen bedömning av parallella insatser är antecknad (K\u00a08.4)."
    )
    assert vy.varningar == (vy.ofardigt, mening) and vy.svar is not None
    har = _poster(vy)
    assert har["F1"].samtidigt[0].startswith("Kunden har också C1 (AMI2) 13–21 maj 2024 (9 dagar)")
    assert har["C1"].rader and har["F1"].rader and har["B1"].samtidigt == ()
    assert ersattningsfiler.som_data(vy.svar)["varningar"] == [mening]
    # June is not paid for F1 yet; assessed in either of them, nothing is said.
    assert _se(varld, "2024-06").varningar[1:] == ()
    with varld.enhet("2024-08-01", "gust", skriv=True) as e:
        i = e.session.scalars(select(Insats).where(Insats.nyckel == "F1")).one()
        i.parallell_bedomning = "Språk och arbetsträning går ihop."
    assert _se(varld, "2024-05").varningar[1:] == ()


def test_what_stops_a_run_until_another_makes_it_final(varld: Varld) -> None:
    tidig = _se(varld, "2024-06", idag="2024-06-20")
    assert tidig.hinder[0] == "Juni 2024 är inte slut. Körningen kan fastställas från 1 juli 2024."
    assert "inte förberedd" in tidig.hinder[1] and tidig.bor_forbereda and not tidig.kan_faststalla
    assert _se(varld, "2024-06", idag="2024-07-10").varningar[0].startswith("Brytdatum är 15 juli 2024")
    svar = _rakna(varld, "2024-05")
    with varld.enhet("2024-08-01", "gust", skriv=True) as e:
        ersattning.forbered(e, svar)
    gust, hara = _se(varld, "2024-05"), _se(varld, "2024-05", "hara")
    assert gust.hinder == ("Du har förberett körningen. Den fastställs av en annan arbetsledare.",)
    assert (hara.hinder, hara.kan_faststalla, hara.bor_forbereda) == ((), True, False)
    assert "av Gun Stål. Inte fastställd." in hara.lage_ord
    with varld.enhet("2024-08-01", "gust", skriv=True) as e:
        e.session.scalars(select(Insats).where(Insats.nyckel == "C1")).one().sista_dag = date(2024, 5, 14)
    hara = _se(varld, "2024-05", "hara")
    assert hara.hinder == (
        "Något har ändrats sedan körningen förbereddes: en insats, 2\u00a0713,20\u00a0kr mindre. Förbered den igen.",
    )
    assert _poster(hara)["C1"].mot_forberedd == (
        "Har ändrats sedan körningen förbereddes. Då: 4\u00a0392,80\u00a0kr, nu: 1\u00a0679,60\u00a0kr."
    )
    # Too late for the days after the avbrott: nothing to ask for any more.
    assert [(s.ljus, s.ord) for s in hara.saknas if s.kort == "Slutrapporten kom för sent"] == [
        ("bortfallen", "betalas inte")
    ]
    marke = hara.marke
    _fast(varld, "2024-05")
    fast = _se(varld, "2024-05", "anlu")
    assert fast.lage_ord.startswith("Körningen är fastställd.") and {s.insats for s in fast.saknas} == {"A1"}
    fast = _se(varld, "2024-05")
    assert (fast.hinder, fast.kan_forbereda, fast.kan_faststalla) == ((), False, False) and fast.marke != marke
    assert "av Hanna Rask. Förberedd" in fast.lage_ord and "visas som den var" in fast.lage_ord
    assert any(m.ord.startswith("maj 2024 · fastställd, ") for m in fast.manader)


def test_statements_are_handed_over_once_the_run_is_final_one_or_all(varld: Varld, tmp_path: Path) -> None:
    svar = _rakna(varld, "2024-05")
    with varld.enhet("2024-08-01", "gust") as e:
        namn, pdf = ersattningsbesked.pdf(e, svar, "Ågården")
        assert namn == "ersattningsbesked_2024-05_agarden.pdf" and pdf.startswith(b"%PDF")
        assert ersattningsbesked.korningen_som(e, svar, ".pdf")[1].startswith(b"%PDF")
        with pytest.raises(Nekad, match="inget för anordnaren"):
            ersattningsbesked.pdf(e, svar, "Zenit")
    with varld.enhet("2024-08-01", "gust", skriv=True) as e:
        ersattning.forbered(e, svar)
    fil = tmp_path / "brev.eml"
    with (
        pytest.raises(Nekad, match="när körningen är fastställd"),
        varld.enhet("2024-08-01", "hara", skriv=True) as e,
    ):
        ersattningsbesked.spara_brev(e, "2024-05", "Björken", fil)
    assert not fil.exists()
    with varld.enhet("2024-08-01", "hara", skriv=True) as e:
        ersattning.faststall(e, svar)
    with varld.enhet("2024-08-01", "hara", skriv=True, handling_id="b" * 36) as e:
        ersattningsbesked.spara_brev(e, "2024-05", "Björken", fil)
    brev: Any = email.message_from_bytes(fil.read_bytes(), policy=policy.default)
    assert brev["Subject"] == "Ersättning maj 2024"
    assert [d.get_filename() for d in brev.iter_attachments()] == ["ersattningsbesked_2024-05_bjorken.pdf"]
    text = brev.get_body(("plain",)).get_content()
    assert "kr. Beskedet finns som bifogad PDF" in text and "K000" not in text and "Åke" not in text
    with varld.enhet("2024-08-01", "gust") as e:
        loggat = (
            select(Handling.namn, Logg.nytt).join(Logg, Logg.handling_id == Handling.id).where(Logg.falt == "brev")
        )
        assert e.session.execute(loggat).all() == [("ersattning_brev", "Björken")]

    def ny() -> Any:
        return varld.enhet("2024-08-01", "hara", skriv=True)

    mapp = tmp_path / "besked"
    mapp.mkdir()
    steg: list[str] = []
    ut = ersattningsbesked.alla(
        ny, "2024-05", mapp, False, lambda f: steg.append(f.vad), lambda: len(steg) == 1
    )  # fmt: skip
    assert [(u.anordnare, u.gjort) for u in ut] == [("Björken", True)] and steg == ["Skriver besked 1 av 2"]
    ut = ersattningsbesked.alla(ny, "2024-05", mapp, False)
    assert [u.gjort for u in ut] == [True, True]
    assert sorted(f.name for f in mapp.iterdir()) == [
        "ersattningsbesked_2024-05_agarden.pdf", "ersattningsbesked_2024-05_bjorken.pdf",
    ]  # fmt: skip
    brev = tmp_path / "brev"
    brev.mkdir()
    ut = ersattningsbesked.alla(ny, "2024-05", brev, True)
    assert all("ingen e-postadress" in u.mening for u in ut) and len(list(brev.iterdir())) == 2
    # A folder that takes nothing ends it, and nothing is said to have been done.
    ut = ersattningsbesked.alla(ny, "2024-05", tmp_path / "borta", True)
    assert [u.gjort for u in ut] == [False, False] and "gick inte att spara" in ut[0].mening
