"""A year's cost against its budget: from final runs and from the facts, whoever's cases; the budget typed in, logged,
and not gone over unseen. 3 876 kr a month, 129,20 kr a day."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from arkivkontroll import kontrollera
from db.dokumentvarld import text as pdftext
from db.inloggade import Inloggade
from db.test_ersattning import MER, _fast
from db.varld import Varld
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from kundvalsdesk.fel import Konflikt, Nekad
from kundvalsdesk.models import Budget, Handling, Logg
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import budget, ersattning
from kundvalsdesk.services.arbetsenhet import aktor_for, enhet, lasning, transaktion
from kundvalsdesk.services.budgetfiler import som_bok, som_csv, som_data
from kundvalsdesk.services.budgetord import lage_ord
from kundvalsdesk.services.budgettyper import Budgetsvar
from kundvalsdesk.services.documents import budget as papper
from kundvalsdesk.texter.kronor import kronor

IDAG = "2024-08-01"


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Varld:
    return Varld(databas, regelverk, MER)


def _hamta(v: Varld, idag: str = IDAG, som: str = "gust", ar: int = 2024) -> Budgetsvar:
    with v.enhet(idag, som) as e:
        return budget.hamta(e, ar)


def _ami(svar: Budgetsvar) -> dict[str, list[str]]:
    post = next(p for p in svar.kundval if p.kundval == "AMI")
    return {m: [str(k.betalt), str(k.vantat)] for m, k in post.manader if k.prognos}


def test_what_is_paid_and_what_the_facts_say(varld: Varld) -> None:
    """A1 from the 1st of April, B1 (protected) from the 16th, E1 from the 1st of June, past the year's end; C1 from
    the 2nd to the 21st of May and 14 days after its avbrott. April: 3 876 + 1 938. May: 2 × 3 876 + 2 584 + 1 808,80.
    From June on: 3 × 3 876."""
    helt = {"2024-04": "5814.00", "2024-05": "12144.80"} | {f"2024-{m:02d}": "11628.00" for m in range(6, 13)}
    svar = _hamta(varld)
    assert _ami(svar) == {m: ["0.00", b] for m, b in helt.items()}
    assert svar.alla.totalt.prognos == sum(map(Decimal, helt.values())) == svar.alla.totalt.prognos_tidigt
    assert [(h.kod, h.antal, h.racker) for h in svar.historik] == [("AMI2", 0, False)]
    # What has been paid is taken from what was expected, and no forecast becomes another by it.
    _fast(varld, "2024-04")
    _fast(varld, "2024-05")
    efter = _hamta(varld)
    assert efter.faststallda == {"2024-04", "2024-05"}
    assert _ami(efter) == {m: ["0.00", b] for m, b in helt.items()} | {
        "2024-04": ["5814.00", "0.00"], "2024-05": ["8268.80", "3876.00"],
    }  # fmt: skip
    with varld.enhet(IDAG, "gust") as e:
        betalt = sum(ersattning.rakna(e, m).summa for m in ("2024-04", "2024-05"))
    assert efter.alla.totalt.betalt == betalt


def test_what_was_paid_for_a_case_that_is_gone_still_counts(varld: Varld) -> None:
    _fast(varld, "2024-04")
    with transaktion(varld.databas, skriv=True) as s:
        s.execute(text("UPDATE insats SET nyckel = 'X1', start = '2024-08-01' WHERE nyckel = 'A1'"))
    svar = _hamta(varld)
    assert _ami(svar)["2024-04"] == ["5814.00", "0.00"]


def test_early_ends_are_reckoned_with_when_there_are_enough(varld: Varld, monkeypatch: pytest.MonkeyPatch) -> None:
    """C1 is the only one whose time is over: it ended early in its first month. B1 begins on the 10th of May 2025, so
    its second month begins on the 10th of June, and nobody is expected to be there on the 1st of July. A1's time ended
    in March, E1's ends on the 19th of May."""
    with transaktion(varld.databas, skriv=True) as s:
        s.execute(text("UPDATE insats SET start = '2025-05-10' WHERE nyckel = 'B1'"))
    fa = _hamta(varld, "2025-05-20", ar=2025)
    assert [(h.kod, h.antal, h.tidiga, h.racker) for h in fa.historik] == [("AMI2", 1, 1, False)]
    assert fa.alla.totalt.prognos_tidigt == fa.alla.totalt.prognos
    monkeypatch.setattr("kundvalsdesk.rules.budget.MINST", 1)
    svar = _hamta(varld, "2025-05-20", ar=2025)
    assert svar.alla.totalt.prognos == fa.alla.totalt.prognos and not svar.for_fa
    per = {m[5:]: (k.vantat == k.vantat_tidigt, k.vantat_tidigt > 0) for m, k in svar.alla.manader}
    assert [per[f"{m:02d}"] for m in (5, 6, 7, 12)] == [(True, True), (True, True), (False, False), (False, False)]


def _satt(v: Varld, som: str = "gust", version: int | None = None, **varden: str) -> None:
    with v.enhet(IDAG, som) as e:
        sedd = budget.formular(e, 2024).sedd_version
    v.gor(IDAG, "satt_budget", mal="2024", version=sedd if version is None else version, som=som, **varden)


def test_a_budget_is_typed_in_logged_and_taken_away(varld: Varld) -> None:
    _satt(varld, AMI="1 250 000,50", FAI="800000", ISA="0 kr")
    svar = _hamta(varld)
    ami = next(p for p in svar.kundval if p.kundval == "AMI")
    assert (ami.budget, svar.alla.budget) == (Decimal("1250000.50"), Decimal("2050000.50"))
    assert ami.kvar == Decimal("1250000.50") - ami.totalt.prognos
    with varld.enhet(IDAG, "hara") as e:
        assert [f.varde for f in budget.formular(e, 2024).falt] == ["800 000", "1 250 000,50", "0"]
    _satt(varld, "hara", FAI="", AMI="1 250 000,50", ISA="0")
    assert _hamta(varld).alla.budget is None
    with transaktion(varld.databas) as s:
        assert s.scalars(select(Budget.kundval).order_by(Budget.kundval)).all() == ["AMI", "ISA"]
        loggat = s.execute(
            select(Handling.anvandare, Logg.falt, Logg.gammalt, Logg.nytt).join(Logg, Logg.handling_id == Handling.id)
            .where(Handling.namn == "satt_budget", Logg.falt == "belopp", Logg.rad_id.is_not(None))
        ).all()  # fmt: skip
    assert ("gust", "belopp", None, "1250000.50") in loggat and ("hara", "belopp", "800000.00", None) in loggat


def test_a_budget_that_another_has_set_meanwhile_is_not_gone_over(varld: Varld) -> None:
    with varld.enhet(IDAG, "gust") as e:
        sedd = budget.formular(e, 2024).sedd_version
    _satt(varld, "hara", AMI="100", FAI="", ISA="")
    with pytest.raises(Konflikt) as fel:
        _satt(varld, "gust", sedd, AMI="200", FAI="", ISA="")
    assert [(s.falt, s.mitt, s.deras) for s in fel.value.skillnader] == [("AMI", "200", "100")]
    assert fel.value.vem == "Hanna Rask"


@pytest.mark.parametrize(
    ("varden", "mening"),
    [({"AMI": "mycket"}, "Skriv beloppet"), ({"AMI": "-5"}, "Skriv beloppet"), ({"AMI": "1,234"}, "Skriv beloppet"),
     ({"AMI": "٣"}, "Skriv beloppet"), ({"AMI": "1" * 13}, "för stort"), ({"XYZ": "1"}, "Kundvalet finns inte")],
)  # fmt: skip
def test_what_is_no_amount_is_said(varld: Varld, varden: dict[str, str], mening: str) -> None:
    with pytest.raises(Nekad, match=mening):
        _satt(varld, **varden)


def test_others_are_refused_and_so_is_a_year_that_cannot_be(varld: Varld) -> None:
    for som in ("anlu", "syss", "dass"):
        with pytest.raises(Nekad, match="arbetsledare"):
            _hamta(varld, som=som)
        with pytest.raises(Nekad, match="arbetsledare"):
            varld.gor(IDAG, "satt_budget", mal="2024", som=som, AMI="1")
    with pytest.raises(Nekad, match="Skriv ett år"):
        _hamta(varld, ar=1066)


def test_the_same_figures_in_every_file(varld: Varld) -> None:
    _satt(varld, AMI="50 000", FAI="1", ISA="1")
    _fast(varld, "2024-04")
    svar = _hamta(varld)
    data: Any = json.loads(json.dumps(som_data(svar)))
    rader = [r.split(";") for r in som_csv(svar).splitlines()]
    ami = next(p for p in data["kundval"] if p["kundval"] == "AMI")
    assert len(rader) == 1 + 4 * 13
    april = next(r for r in rader if r[:2] == ["AMI", "2024-04"])
    assert april[2:7] == list(ami["manader"][3].values())[1:] == ["5814.00", "0.00", "5814.00", "0.00", "5814.00"]
    totalt = next(r for r in rader if r[:2] == ["AMI", "totalt"])
    assert totalt[7:] == [ami["budget"], ami["kvar"], ami["kvar_tidiga_slut"]]
    bok = openpyxl.load_workbook(io.BytesIO(som_bok(svar)))
    assert bok.sheetnames == ["Budget 2024", "Alla", "FAI", "AMI", "ISA"]
    ark = bok["AMI"]
    assert [round(float(c.value), 2) for c in ark[5][1:]] == [float(x) for x in april[2:7]]
    with varld.enhet(IDAG, "gust") as e:
        pdf = papper.fil(e, svar)
    assert kontrollera(pdf) == []
    ord_ = " ".join(pdftext(pdf).replace("\u00a0", " ").split())
    for post in svar.poster:
        assert lage_ord(post).replace("\u00a0", " ") in ord_
        for _, k in post.manader:
            for belopp in (k.betalt, k.vantat, k.prognos, k.prognos_tidigt):
                assert kronor(belopp).replace("\u00a0", " ") in ord_
    assert ord_.count("Med tidiga slut") >= 5


def test_by_the_logins_of_a_shared_database(
    ny_databas: Callable[[str], Databas], regelverk: Regelverkssamling
) -> None:  # fmt: skip
    """The sums of the unit, protected kunder among them, for an arbetsledare; nothing for others, by SQL either."""
    databas = ny_databas("postgresql")
    vantat = _hamta(Varld(databas, regelverk, MER))
    with Inloggade(databas) as inloggade:
        for vem, far in (("gust", True), ("hara", True), ("anlu", False), ("syss", False), ("dass", False)):
            egen = inloggade.som(vem)
            with lasning(egen) as c:
                aktor = aktor_for(c, None)
            with enhet(egen, aktor, regelverk, date.fromisoformat(IDAG), skriv=far) as e:
                if not far:
                    with pytest.raises(Nekad, match="arbetsledare"):
                        budget.hamta(e, 2024)
                    with pytest.raises(DBAPIError, match="permission denied"):
                        e.anslutning.execute(text("SELECT belopp FROM budget"))
                    continue
                if vem == "gust":
                    assert budget.hamta(e, 2024) == vantat
                    budget.satt(e, "2024", budget.formular(e, 2024).sedd_version, {"AMI": "70 000"})
                else:
                    assert budget.lagrad(e, 2024) == {"AMI": Decimal(70000)}
                    with pytest.raises(Konflikt) as fel:
                        budget.satt(e, "2024", 0, {"AMI": "5"})
                    assert fel.value.vem == "Gun Stål"
