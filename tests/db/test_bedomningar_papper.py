"""The granskning of an anordnare on paper: its own bedömningar and figures, nobody else's."""

from __future__ import annotations

import pytest
from arkivkontroll import kontrollera
from db.dokumentvarld import text as pdftext
from db.test_bedomningar import ALLVARLIG, BRA, en, klar, satt, satt_alla, varld  # noqa: F401
from db.test_redovisningar import SVAR, formular, fyll, ta_emot, utskickad
from db.test_uppfoljning import IDAG
from db.varld import Varld

from kundvalsdesk.fel import Nekad
from kundvalsdesk.services.documents import bedomning


def _text(v: Varld, nr: int, som: str = "kvut") -> str:
    with v.enhet(IDAG, som) as e:
        pdf = bedomning.fil(e, nr, en(v, nr).anordnare_id)[1]
    kontrollera(pdf)
    return " ".join(pdftext(pdf).split())


def test_it_is_a_draft_until_it_is_klar_and_tells_of_its_anordnare_alone(varld: Varld) -> None:  # noqa: F811
    nr = utskickad(varld)
    ta_emot(varld, fyll(formular(varld, nr), SVAR))
    satt(varld, nr, "kris", ALLVARLIG, "Ingen plan <b>alls</b> \U0001f600.", evidens="Besöket 3 mars")
    satt(varld, nr, "ekonomi", ALLVARLIG, "Zenits eget.", namn="Zenit")
    t = _text(varld, nr)
    for ord_ in (
        "Utkast: granskningen är inte klar.", "Ingen plan <b>alls</b> [U+1F600].", "Underlag: Besöket 3 mars",
        "Allvarlig brist", "Ej bedömd", "Del D. Insatskrav och måluppfyllelse", "Kravet är uppfyllt.",
    ):  # fmt: skip
        assert ord_ in t, ord_
    assert "Zenit" not in t and "Ågården" not in t
    satt_alla(varld, nr)
    klar(varld, nr)
    t = _text(varld, nr, "gust")
    assert "Utkast" not in t and "blev klar den 16 mars 2026, Kim Vik" in t
    assert "Ej bedömd " not in t.split("Del A.")[1]
    with pytest.raises(Nekad, match="granskas inte"), varld.enhet(IDAG, "kvut") as e:
        bedomning.fil(e, nr, 99)
