"""An invoice held against the run in the database: whose it is, what is known of its cases, what is logged and
written."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from email import message_from_bytes
from typing import Any

import openpyxl
import pytest
from db.inloggade import Inloggade
from db.test_ersattning import MER, _fast, _rakna
from db.varld import Varld
from sqlalchemy import select, text
from unit.fakturaxml import peppol

from kundvalsdesk.fel import Nekad
from kundvalsdesk.models import Handling, Logg
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import ersattningsfiler, fakturakontroll, fakturakontrollfiler
from kundvalsdesk.services.arbetsenhet import Arbetsenhet, aktor_for, enhet, lasning, transaktion
from kundvalsdesk.services.documents import fakturasvar
from kundvalsdesk.services.fakturatyper import Kontrollsvar
from kundvalsdesk.texter.fakturakontroll import mening

HUVUD = "insats;kund;period;dagar;belopp\n"
BJORKEN = "C1;K0003;2024-05;20;2 584,00\nC1;;2024-05;14;1 808,80\n"
"""What Björken is paid in the run of 2024-05; Ågården is paid 3 876 for B1, whose kund is protected."""


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Varld:
    return Varld(databas, regelverk, MER)


def _kontrollera(
    v: Varld, innehall: str | bytes, manad: str = "2024-05", anordnare: str = "", som: str = "gust"
) -> Kontrollsvar:  # fmt: skip
    data = innehall.encode() if isinstance(innehall, str) else innehall

    @contextmanager
    def ny(skriv: bool, handling_id: str | None) -> Iterator[Arbetsenhet]:
        with v.enhet("2024-08-01", som, skriv=skriv, handling_id=handling_id) as e:
            yield e

    return fakturakontroll.kontrollera_och_anteckna(ny, data, manad, anordnare)


def _utfall(svar: Kontrollsvar) -> list[tuple[int, str, str]]:
    return [(j.nr, j.utfall, j.insats) for j in svar.rader]


def test_row_by_row_and_whose_it_is_by_its_rows(varld: Varld) -> None:
    svar = _kontrollera(varld, HUVUD + BJORKEN)
    assert svar.stammer and (svar.anordnare, svar.hur, str(svar.ska)) == ("Björken", "av_raderna", "4392.80")
    # A1 was not ready; B1 is another's, and nothing tells that it exists; K0003 has a case of its own twice.
    mer = "A1;;2024-05;31;3 876,00\nB1;;2024-05;31;3876\nX1;Åke Öman 850101-1234;;;10\n;K0003;2024-05;20;2584,00\n"
    svar = _kontrollera(varld, HUVUD + BJORKEN + mer)
    assert _utfall(svar) == [
        (2, "lika", "C1"), (3, "lika", "C1"), (4, "for_mycket", "A1"), (5, "okand", ""), (6, "okand", ""),
        (7, "dubbel", "C1"),
    ]  # fmt: skip
    assert mening(svar.rader[2], "2024-05") == "Ersätts inte än: månadsrapporten är inte klarmarkerad."
    # The same as from the other side: only its own.
    svar = _kontrollera(varld, HUVUD + "B1;K0002;maj 2024;31;3 900,00\nC1;;;;1\n", anordnare="ågården")
    assert _utfall(svar) == [(2, "fel_belopp", "B1"), (3, "okand", "")]
    with pytest.raises(Nekad, match="vilken anordnare"):
        _kontrollera(varld, HUVUD + "B1;;;;1\nC1;;;;1\n")
    with pytest.raises(Nekad, match="finns inte"):
        _kontrollera(varld, HUVUD + BJORKEN, anordnare="Okänd")
    with pytest.raises(Nekad, match="ÅÅÅÅ-MM"):
        _kontrollera(varld, HUVUD + BJORKEN, "maj")
    with pytest.raises(Nekad):
        _kontrollera(varld, HUVUD + BJORKEN, som="anlu")


def test_a_peppol_invoice_by_its_number_or_its_name_against_a_final_run(varld: Varld) -> None:
    _fast(varld, "2024-04")
    _fast(varld, "2024-05")
    with transaktion(varld.databas, skriv=True) as s:
        s.execute(
            text(
                "UPDATE anordnare SET orgnr = '556000-1234', epost = 'faktura@bjorken.example' WHERE namn = 'Björken'"
            )
        )
    rader: list[dict[str, Any]] = [
        {"belopp": "2584.00", "dagar": 20, "order": "C1", "fran": "2024-05-02", "till": "2024-05-21"},
        {"belopp": "1808.80", "not": "Efter avbrott, ärende C1", "fran": "2024-05-22", "till": "2024-06-04"},
    ]
    svar = _kontrollera(varld, peppol(rader, namn="Björken AB", orgnr="SE556000123401"))
    assert svar.stammer and (svar.lage, svar.hur, svar.nummer) == ("faststalld", "i_filen", "F-17")
    svar = _kontrollera(varld, peppol(rader, namn="Björken", orgnr="0"), anordnare="Ågården")
    assert [f.kod for f in svar.fynd] == ["annan_anordnare"]
    # Paid in a run that is final, and asked for once more.
    svar = _kontrollera(varld, peppol([*rader, {"belopp": "3876.00", "not": "A1", "fran": "2024-04-01"}]))
    assert (svar.rader[2].utfall, svar.rader[2].skal) == ("annan_manad", "betald:2024-04")
    kredit = _kontrollera(varld, peppol(rader, rot="CreditNote", orgnr="5560001234", namn="?"))
    assert [j.utfall for j in kredit.rader] == ["kredit", "kredit", "saknas", "saknas"]
    assert str(kredit.summa) == "-4392.80"


def test_the_run_as_it_is_exported_is_equal_to_itself(varld: Varld) -> None:
    korning = _rakna(varld, "2024-05")
    for data in (ersattningsfiler.som_csv(korning).encode("cp1252"), ersattningsfiler.som_bok(korning)):
        svar = _kontrollera(varld, data, anordnare="Björken")
        assert [j.utfall for j in svar.rader] == ["lika", "lika", "okand"]


def test_the_check_is_logged_by_the_sum_of_the_file_alone(varld: Varld) -> None:
    innehall = HUVUD + BJORKEN + "Dragana Đorđević;;;;1\n"
    svar = _kontrollera(varld, innehall)
    with transaktion(varld.databas) as s:
        rader = s.execute(
            select(Handling.anvandare, Logg.falt, Logg.nytt).join(Logg, Logg.handling_id == Handling.id)
            .where(Handling.namn == fakturakontroll.HANDLING).order_by(Logg.id)
        ).all()  # fmt: skip
    logg = {falt: nytt for _, falt, nytt in rader}
    assert logg["fil_sha256"] == hashlib.sha256(innehall.encode()).hexdigest() == svar.sha256
    assert (logg["manad"], logg["anordnare"], logg["rader"]) == ("2024-05", "Björken", "3")
    assert logg["utfall"] == "okänt ärende 1, stämmer 2" and "Dragana" not in str(rader)
    with varld.enhet("2024-08-01", "gust", skriv=True, handling_id="f" * 36) as e:
        fakturakontroll.anteckna(e, svar)
    with varld.enhet("2024-08-01", "gust", skriv=True, handling_id="f" * 36) as e:
        assert fakturakontroll.anteckna(e, svar).upprepad


def test_nothing_that_the_file_says_of_a_person_is_in_what_is_written(varld: Varld) -> None:
    with transaktion(varld.databas, skriv=True) as s:
        s.execute(text("UPDATE anordnare SET epost = 'a@agarden.example' WHERE namn = 'Ågården'"))
    innehall = HUVUD + "B1;Hemlig Person;2024-05;31;3 900,00\n=Hemlig Person 19900101-1234;;;;5\nSumma;;;;1\n"
    svar = _kontrollera(varld, innehall, anordnare="Ågården")
    data = fakturakontrollfiler.som_data(svar)
    assert (data["stammer"], data["skillnad"], data["utfall"]["fel_belopp"]) == (
        False, "29.00", {"antal": 1, "skillnad": "24.00"},
    )  # fmt: skip
    assert data["anmarkningar"] == ["Raderna är tillsammans 3\u00a0905\u00a0kr, men filen anger 1\u00a0kr."]
    with varld.enhet("2024-08-01", "gust") as e:
        pdf, eml = fakturasvar.fil(e, svar), fakturasvar.brev(e, svar)
    bok = openpyxl.load_workbook(io.BytesIO(fakturakontrollfiler.som_bok(svar)))
    celler = [str(c) for ark in bok for rad in ark.iter_rows(values_only=True) for c in rad]
    brev = message_from_bytes(eml)
    assert brev["To"] == "a@agarden.example" and brev["X-Unsent"] == "1"
    allt = f"{data}{fakturakontrollfiler.som_csv(svar)}{celler}{eml.decode()}{svar.rader}"
    assert "B1" in allt and "Hemlig" not in allt and "1990" not in allt
    assert pdf.startswith(b"%PDF") and not any(c.startswith("=") for c in celler)


def test_by_the_login_of_an_arbetsledare_and_of_nobody_else(ny_databas: Any, regelverk: Regelverkssamling) -> None:
    databas = ny_databas("postgresql")
    _fast(Varld(databas, regelverk, MER), "2024-04")
    with Inloggade(databas) as inloggade:
        for vem in ("gust", "anlu", "syss"):
            egen = inloggade.som(vem)
            with lasning(egen) as anslutning:
                aktor = aktor_for(anslutning, None)

            def ny(skriv: bool, handling_id: str | None, egen: Any = egen, aktor: Any = aktor) -> Any:
                return enhet(egen, aktor, regelverk, date(2024, 8, 1), skriv=skriv, handling_id=handling_id)

            data = (HUVUD + BJORKEN + "A1;K0001;2024-04;30;3876\n").encode()
            if vem != "gust":
                with pytest.raises(Nekad):
                    fakturakontroll.kontrollera_och_anteckna(ny, data, "2024-05", "Björken")
                continue
            svar = fakturakontroll.kontrollera_och_anteckna(ny, data, "2024-05")
            assert [j.utfall for j in svar.rader] == ["lika", "lika", "annan_manad"]
            with ny(False, None) as e:
                assert fakturasvar.brev(e, svar) and "Björken" in fakturakontroll.anordnare_i(e)
    with transaktion(databas) as s:
        vem = s.scalars(select(Handling.anvandare).where(Handling.namn == fakturakontroll.HANDLING)).all()
    assert vem == ["gust"]
