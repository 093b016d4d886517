"""The uppföljningsplan on paper: what the nämnd and kommunstyrelsen read, and what is missing where."""

from __future__ import annotations

import pytest
from arkivkontroll import kontrollera
from db.dokumentvarld import text as pdftext
from db.test_uppfoljning import IDAG, andrad, besluta, gor, plan, skapa, steg, varld  # noqa: F401
from db.varld import Varld

from kundvalsdesk.fel import Nekad
from kundvalsdesk.services import uppfoljning
from kundvalsdesk.services.documents import uppfoljning as papper
from kundvalsdesk.services.uppfoljningsformular import STEG, formular


def _text(pdf: bytes) -> str:
    kontrollera(pdf)
    return " ".join(pdftext(pdf).split())


def test_the_plan_is_printed_per_tertial_with_the_demands_ticked_and_what_is_missing_said(varld: Varld) -> None:  # noqa: F811
    nr = skapa(varld)
    gor(varld, "uppfoljningskrav", f"{nr}:kvalitet", 1, uppfyllt="ja", belagg="Fem delar följs upp.")
    gor(varld, "uppfoljning_andra", nr, 1, tema="Närvaro <b>och</b> \U0001f600")
    s = steg(varld, nr, "Kundenkät")
    gor(varld, "uppfoljningssteg_klar", s.id, 1, datum="2026-02-20")
    with varld.enhet(IDAG, "gust") as e:
        namn, pdf = papper.fil(e, [nr])
    t = _text(pdf)
    assert namn == "uppfoljningsplan_2026_namnd.pdf"
    for ord_ in (
        "Förslag till beslut", "Utkast, inte beslutad.", "Fem delar följs upp.", "Inte visat",
        "Närvaro <b>och</b> [U+1F600]",
        "Nämnden har inte beslutat planen.", "Planen är inte rapporterad till kommunstyrelsen.",
        "Det är inte visat att planen uppfyller kravet: verkar för en enhetlig, transparent och förutsägbar",
        "Tertial 2, maj–augusti", "10 arbetsdagar sen", "Inte öppnat",
    ):  # fmt: skip
        assert ord_ in t, ord_
    besluta(varld, nr)
    s = steg(varld, nr, "Verksamhetsbesök")
    gor(varld, "uppfoljningssteg_andra", s.id, 1, **andrad(s, ansvarig="Enhetschef"), skal="Flera besök.")
    gor(varld, "uppfoljning_redovisa", nr, plan(varld, nr).rad.version, datum="2026-03-01")
    with varld.enhet(IDAG, "kvut") as e:
        t = _text(papper.fil(e, [nr], papper.KS)[1])
    assert "Förslag till beslut" not in t and "Beslutad 20 januari 2026, § 12" in t
    assert "Ändringar efter beslutet" in t and "till Enhetschef" in t and "Flera besök." in t


def test_the_overview_on_paper_says_what_is_missing_where(varld: Varld) -> None:  # noqa: F811
    skapa(varld)
    skapa(varld, 2025, namnd="Äldrenämnden", kundval="Hemtjänst", koder="", mall="allman")
    with varld.enhet(IDAG, "gust") as e:
        t = _text(papper.oversikt(e, 2026)[1])
        assert "Ingen nämnd har lagt upp någon plan för 2031." in _text(papper.oversikt(e, 2031)[1])
    assert "Hemtjänst, Äldrenämnden: hade en plan 2025, men ingen 2026." in t
    assert "Det finns en plan. Den har inte allt som krävs." in t and "3 krav inte visade" in t


def test_every_form_does_what_it_shows(varld: Varld) -> None:  # noqa: F811
    """Filled in as it opens, with what must be filled in."""
    with varld.enhet(IDAG, "kvut") as e:
        ny = formular(e, "uppfoljning_skapa")
    gor(varld, ny.kod, ny.mal, **{f.namn: f.varde for f in ny.falt if f.visas_om is None})
    with varld.enhet(IDAG, "kvut") as e:
        nr = uppfoljning.hitta(e, 2026, "ISA")
    fyll = {"rubrik": "Nytt", "skal": "Skäl.", "beslut": "§ 3", "belagg": "Se bilaga 1.", "uppfyllt": "ja"}
    gjorda = {ny.kod}
    s = steg(varld, nr, "Kundenkät")
    for kod, mal in (
        ("uppfoljning_andra", nr), ("uppfoljningskrav", f"{nr}:likvardig"), ("uppfoljningssteg_lagg_till", nr),
        ("uppfoljning_besluta", nr), ("uppfoljningssteg_andra", s.id), ("uppfoljningssteg_klar", s.id),
        ("uppfoljningssteg_oppna", s.id), ("uppfoljning_redovisa", nr), ("uppfoljning_aterta", nr),
        ("uppfoljning_kopiera", nr), ("uppfoljningssteg_ta_bort", s.id),
    ):  # fmt: skip
        with varld.enhet(IDAG, "kvut") as e:
            f = formular(e, kod, str(mal))
        gor(varld, kod, f.mal, f.sedd_version, **{x.namn: fyll.get(x.namn) or x.varde for x in f.falt})
        gjorda.add(kod)
    with varld.enhet(IDAG, "kvut") as e:
        nasta = uppfoljning.hitta(e, 2027, "ISA")
        f = formular(e, "uppfoljning_ta_bort", str(nasta))
    gor(varld, f.kod, f.mal, f.sedd_version)
    assert gjorda | {f.kod} == set(STEG)
    p = plan(varld, nr)
    assert (p.rad.antal, p.rad.lage, len(p.andringar), p.krav[1].belagg) == (10, "beslutad", 3, "Se bilaga 1.")
    for kod, mal in (("uppfoljningssteg_klar", "999"), ("uppfoljning_andra", "x"), ("uppfoljningskrav", f"{nr}:x")):
        with varld.enhet(IDAG, "kvut") as e, pytest.raises(Nekad):
            formular(e, kod, mal)
    with varld.enhet(IDAG, "gust") as e, pytest.raises(Nekad, match="kvalitetsutvecklare"):
        formular(e, "uppfoljning_andra", str(nr))
