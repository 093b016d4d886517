"""The guided end: what it says beforehand is what happens, on both engines."""

from __future__ import annotations

from datetime import date

import pytest
from db.varld import Varld
from sqlalchemy import select

from kundvalsdesk.fel import Nekad
from kundvalsdesk.models import Anteckning, Insats
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import arende, avslutsguide
from kundvalsdesk.services.avslutstyper import Konsekvenser
from kundvalsdesk.services.flode_avslut import Avslut


@pytest.fixture
def v(databas: Databas, regelverk: Regelverkssamling) -> Varld:
    return Varld(databas, regelverk)


def _insats(v: Varld) -> str:
    insats = v.gor("2024-05-02", "besluta", mal="K0001", kod="AMI2", datum="2024-05-02",
                   motivering="Behöver träna.").insatser[0]  # fmt: skip
    v.gor("2024-05-02", "valj_anordnare", insats, anordnare="Björken", forvald="nej")
    v.gor("2024-05-03", "aktualisera", insats, datum="2024-05-03")
    v.gor("2024-05-06", "bemanna", insats, datum="2024-05-06", jobbexpert="Moa Ceder")
    v.gor("2024-05-07", "uppdrag", insats, datum="2024-05-07", start="2024-05-13", omfattning="100", deltid_skal="")
    return insats


def _foljder(v: Varld, insats: str, idag: str, typ: str, orsak: str, sista: str, dold: bool = False) -> Konsekvenser:
    with v.enhet(idag) as e:
        version = arende.hamta(e, insats).version
        sista_dag = date.fromisoformat(sista) if sista else None
        return avslutsguide.konsekvenser(
            e, insats, version, Avslut(typ, orsak, sista_dag, date.fromisoformat(idag), dold)
        )


def _avsluta(v: Varld, insats: str, idag: str, typ: str, orsak: str, sista: str) -> None:
    v.gor(idag, "avsluta", insats, avslutstyp=typ, avslutsorsak=orsak, sista_dag=sista, beslut=idag)


def test_frister_that_are_said_to_fall_away_and_to_open_do_so(v: Varld) -> None:
    insats = _insats(v)
    k = _foljder(v, insats, "2024-05-20", "avbruten", "flytt", "2024-05-29")
    assert any(r.startswith("Skicka genomförandeplan") and "29 maj 2024" in r for r in k.faller_bort)
    assert any("skulle ha öppnats senare" in r for r in k.faller_bort)
    assert any(r.startswith("Skicka avbrottsdokument") for r in k.oppnas)
    assert any("12 juni" in r for r in k.oppnas), k
    fore = v.oppna(insats)
    with v.enhet("2024-05-20") as e:
        assert arende.hamta(e, insats).aterstar  # asking changed nothing
    assert v.oppna(insats) == fore
    _avsluta(v, insats, "2024-05-20", "avbruten", "flytt", "2024-05-29")
    nya = {kod for kod, _ in v.oppna(insats) - fore}
    assert nya == {"avbrottsdokument", "slutrapport_avbruten"}
    assert len([r for r in k.oppnas if "i stället" not in r]) == len(nya)
    assert ("manadsrapport", "2024-06") in fore - v.oppna(insats)


def test_payment_in_words_and_figures(v: Varld) -> None:
    insats = _insats(v)
    flytt = dict(_foljder(v, insats, "2024-08-20", "avbruten", "flytt", "2024-08-29").ersattning)
    assert flytt["Sista månaden, augusti 2024"] == "29 dagar, 3\u00a0746,80\u00a0kr"
    assert flytt["Efter sista dag"].startswith("14 dagar, 1\u00a0808,80\u00a0kr, om slutrapporten kommer in senast")
    assert "12 september 2024" in flytt["Efter sista dag"]
    brist = dict(_foljder(v, insats, "2024-08-20", "avbruten", "brister_anordnare", "2024-08-29").ersattning)
    assert "inom anordnarens kontroll" in brist["Efter sista dag"]
    fortid = dict(_foljder(v, insats, "2024-08-20", "fortid", "arbete", "2024-08-31").ersattning)
    assert fortid["Sista månaden, augusti 2024"] == "hela månaden, 3\u00a0876\u00a0kr"
    assert fortid["Efter sista dag"].startswith("Ingen ersättning")
    nara = dict(_foljder(v, insats, "2025-05-02", "avbruten", "flytt", "2025-05-08").ersattning)
    assert nara["Efter sista dag"].startswith("4 dagar, 516,80\u00a0kr")


@pytest.mark.parametrize(
    ("typ", "orsak", "sista", "kod"),
    [
        ("fullfoljd", "arbete", "2024-08-01", "fullfoljd_fel_dag"),
        ("avbruten", "arbete", "2024-08-01", "avbruten_fel_orsak"),
        ("fortid", "flytt", "2024-08-01", "fortid_fel_orsak"),
        ("fortid", "insatstid_slut", "2024-08-01", "orsak_bara_fullfoljd"),
        ("avbruten", "flytt", "2025-05-12", "tidigt_fel_dag"),
        ("avbruten", "flytt", "2024-05-01", "ordning"),
        ("avbruten", "flytt", "", "saknas"),
    ],
)
def test_what_cannot_be_decided_is_refused_before_it_is_shown(
    v: Varld, typ: str, orsak: str, sista: str, kod: str
) -> None:
    insats = _insats(v)
    with pytest.raises(Nekad) as fel:
        _foljder(v, insats, "2024-06-20", typ, orsak, sista)
    assert fel.value.kod == kod


def test_a_withheld_reason_and_a_case_that_never_started(v: Varld) -> None:
    insats = _insats(v)
    k = _foljder(v, insats, "2024-06-20", "avbruten", "oforutsett", "2024-06-24", dold=True)
    assert any("lämnas inte ut" in r for r in k.dokument)
    ny = v.gor("2024-06-20", "besluta", mal="K0002", kod="AMI2", datum="2024-06-20").insatser[0]
    k = _foljder(v, ny, "2024-06-20", "avbruten", "kund_avbryter", "2024-06-20")
    assert k.ersattning == (("Ersättning", "Ingen: insatsen har inte startat."),)


def test_what_is_known_is_carried_over_to_the_insats_that_follows(v: Varld) -> None:
    insats = _insats(v)
    _avsluta(v, insats, "2024-06-20", "fortid", "byte_anordnare", "2024-06-24")
    with v.enhet("2024-06-20") as e:
        f = avslutsguide.fortsattning(e, insats)
    varden = dict(f.varden)
    assert (f.kund, f.byte, varden["kod"]) == ("K0001", True, "AMI2")
    assert "Behöver träna." in varden["motivering"] and "Björken" in varden["motivering"]
    ny = v.gor("2024-06-20", "besluta", mal=f.kund, datum="2024-06-20", **varden).insatser[0]
    assert ny != insats


def _kvar(v: Varld, insats: str, idag: str) -> dict[str, tuple[str, str]]:
    with v.enhet(idag) as e:
        vy = arende.hamta(e, insats)
    mojliga = {(s.kod, s.mal) for s in vy.nasta if s.tillaten}
    for p in vy.aterstar:  # each point that names a step leads to one that can be taken
        assert not p.steg or (p.steg, p.mal) in mojliga or p.steg == "forlangning_besluta", p
    return {p.text: (p.steg, p.mal) for p in vy.aterstar if p.steg != "brist_bedom"}


def test_what_is_left_shrinks_point_by_point_until_the_case_is_closed(v: Varld) -> None:
    insats = _insats(v)
    kvar = _kvar(v, insats, "2024-06-20")
    assert kvar["Genomförandeplanen har inte kommit in"] == ("plan_inkommen", "")
    assert kvar["Månadsrapport, maj: har inte kommit in"] == ("rapport_klarmarkera", "2024-05")
    assert kvar["Beslut om avslut"] == ("avsluta", "")
    assert any(p.endswith("månadsrapporter till") for p in kvar)
    v.gor("2024-06-20", "plan_inkommen", insats, datum="2024-06-20")
    v.gor("2024-06-20", "plan_aterremiss", insats, "1", datum="2024-06-20", skal="Mål saknas.")
    assert "Genomförandeplanen är återremitterad" in _kvar(v, insats, "2024-06-20")
    v.gor("2024-06-21", "plan_igen", insats, "1", datum="2024-06-21")
    assert "Genomförandeplanen är inte granskad" in _kvar(v, insats, "2024-06-21")
    v.gor("2024-06-24", "plan_godkann", insats, "1", datum="2024-06-24")
    v.gor("2024-06-24", "rapport_klarmarkera", insats, "2024-05", datum="2024-06-24")
    assert {"Månadsrapport, maj: är inte granskad", "Faktureringsunderlag, maj"} <= set(_kvar(v, insats, "2024-06-24"))
    v.gor("2024-06-24", "rapport_godkann", insats, "2024-05", datum="2024-06-24", bedomning="avsluta")
    v.gor("2024-06-24", "underlag", insats, "2024-05", datum="2024-06-24")
    _avsluta(v, insats, "2024-06-24", "avbruten", "flytt", "2024-06-26")
    kvar = _kvar(v, insats, "2024-06-27")
    assert set(kvar) >= {"Avbrottsdokumentet är inte utfärdat", "Månadsrapport, juni: har inte kommit in",
                         "Slutrapport senast 10 juli 2024"}  # fmt: skip
    assert any(p.startswith("Slutrapporten är försenad") for p in _kvar(v, insats, "2024-07-11"))
    v.gor("2024-07-11", "avbrottsdokument", insats)
    v.gor("2024-07-11", "rapport_klarmarkera", insats, "2024-06", datum="2024-07-11")
    v.gor("2024-07-11", "rapport_godkann", insats, "2024-06", datum="2024-07-11", bedomning="avsluta")
    v.gor("2024-07-11", "underlag", insats, "2024-06", datum="2024-07-11")
    v.gor("2024-07-11", "slutrapport_inkommen", insats, datum="2024-07-11")
    assert set(_kvar(v, insats, "2024-07-11")) == {"Slutrapporten är inte granskad"}
    v.gor("2024-07-12", "slutrapport_aterremiss", insats, datum="2024-07-12", skal="Resultat saknas.")
    assert set(_kvar(v, insats, "2024-07-12")) == {"Slutrapporten är återremitterad sedan 12 juli 2024"}
    v.gor("2024-07-15", "slutrapport_igen", insats, datum="2024-07-15")
    v.gor("2024-07-15", "slutrapport_godkann", insats, datum="2024-07-15", nasta_steg="AMI 1.")
    assert _kvar(v, insats, "2024-07-15") == {}


def test_notes_that_are_not_signed_are_left_to_do(v: Varld) -> None:
    insats = _insats(v)
    with v.enhet("2024-06-03", skriv=True) as e:
        i = e.session.scalars(select(Insats).where(Insats.nyckel == insats)).one()
        e.session.add(Anteckning(insats_id=i.id, datum=date(2024, 6, 3), text="Utkast.", skriven_av="anlu"))
    with v.enhet("2024-06-03") as e:
        punkt = next(p for p in arende.hamta(e, insats).aterstar if p.flik)
    assert (punkt.flik, punkt.text) == ("journal", "En anteckning i journalen är inte signerad")
