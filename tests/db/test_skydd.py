"""Protected identity on a kund who is there already: everything that guards and shows them follows, in one action."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from db.dokumentvarld import text as sidtext
from db.varld import Varld
from sqlalchemy import func, select

from kundvalsdesk import models as m
from kundvalsdesk.fel import Nekad
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.rapporttyper import SLUT, Delmal, Franvarorad, Innehall, Kontaktrad
from kundvalsdesk.services import (
    anteckningar,
    arende,
    aterremiss,
    dokumentbrev,
    dokumentflik,
    meddelanden,
    moten,
    ny_insats,
    rapportmall,
    samtal,
    sok,
)
from kundvalsdesk.services.arbetsenhet import transaktion
from kundvalsdesk.services.documents import bestallning, foljebrevsunderlag, utfardande
from kundvalsdesk.services.maskning import utan_namn
from kundvalsdesk.services.rapportformular import formular_for

I1, I2, DAG = "2024-0001", "2024-0002", "2024-09-11"
NAMN, VAR = "Đorđević", "Dragana Đorđević kom i dag."
SKAL = {"skydd": "sekretessmarkering", "skal": "Meddelat av Skatteverket."}


@pytest.fixture
def v(databas: Databas, regelverk: Any) -> Varld:
    steg = {"kund": "K0001", "anordnare": "Björken", "beslut": "2024-04-29", "aktualiserad": "2024-05-02",
            "bemannad": "2024-05-03", "uppdrag": "2024-05-06", "start": "2024-05-13", "omfattning": "50",
            "deltid_skal": "Skola.", "parallell_bedomning": "Prövat."}  # fmt: skip
    varld = Varld(
        databas, regelverk,
        {"insatser": [{"insats": I1, "kod": "AMI2", **steg}, {"insats": I2, "kod": "AMI2", **steg}]},
    )  # fmt: skip
    nu = datetime(2024, 9, 2, 8, 0)
    with transaktion(databas, skriv=True) as s:
        for id_ in s.scalars(select(m.Insats.id)):
            s.add_all([
                m.Anteckning(insats_id=id_, datum=date(2024, 9, 2), rubrik="Samtal", text=VAR, skriven_av="anlu",
                             signerad=nu, signerad_av="anlu"),
                m.Meddelande(insats_id=id_, riktning="in", kanal="epost", tid=nu, amne=NAMN, text=VAR,
                             skriven_av="anlu"),
            ])  # fmt: skip
    with varld.enhet(DAG, skriv=True) as e:  # into the index of search
        from kundvalsdesk.models import sokindex

        sokindex.komplettera(e.session.connection())
    return varld


def satt(v: Varld, som: str = "anlu", **varden: str) -> None:
    v.gor(DAG, "skydd", I1, som=som, **{**SKAL, **varden})


def utfarda(v: Varld) -> int:
    with v.enhet(DAG, skriv=True) as e:
        u = dokumentflik.utfarda(e, I1, "uppdragsbeskrivning", {}, arende.hamta(e, I1).version)
        return u.dokument_id


def skyddade(v: Varld) -> list[set[Any]]:
    with v.enhet(DAG) as e:
        falt = (m.Kund.skydd, m.Kundidentitet.skydd, m.Insats.skydd)
        kund = select(m.Kund.id).where(m.Kund.nyckel == "K0001").scalar_subquery()
        vad = [set(e.session.scalars(select(f).where(k == kund)))
               for f, k in zip(falt, (m.Kund.id, m.Kundidentitet.kund_id, m.Insats.kund_id), strict=True)]  # fmt: skip
        return [*vad, set(e.session.scalars(select(m.Frist.skyddad)))]


def traffar(v: Varld, ord_: str, som: str = "gust") -> int:
    with v.enhet(DAG, som) as e:
        return sum(len(g.traffar) for g in sok.sok(e, ord_).grupper)


def test_what_guards_and_what_is_shown_follow(v: Varld) -> None:
    assert skyddade(v) == [{None}, {None}, {None}, {False}] and traffar(v, "đorđević") > 0
    satt(v)
    assert skyddade(v) == [{"sekretessmarkering"}] * 3 + [{True}]
    assert traffar(v, "đorđević") == 0 and traffar(v, "dragana") == 0
    with v.enhet(DAG) as e:
        vy = arende.hamta(e, I1)
        visat = [vy, anteckningar.hamta(e, I2).rader, samtal.hamta(e, I2).rader]
        assert vy.skyddad and NAMN not in repr(visat) and "Dragana" not in repr(visat) and "N. N. kom" in repr(visat)
    satt(v, "gust", skydd="nej", skal="Upphört.")  # lifted, by an arbetsledare
    assert skyddade(v) == [{None}, {None}, {None}, {False}] and traffar(v, "đorđević") > 0
    with v.enhet(DAG) as e:
        logg = e.session.execute(
            select(m.Logg.falt, m.Logg.gammalt, m.Logg.nytt).where(m.Logg.tabell == "kund").order_by(m.Logg.id)
        ).all()
    assert {tuple(r) for r in logg if r.falt in ("skydd", "skal")} == {
        ("skydd", None, "sekretessmarkering"), ("skal", None, "Meddelat av Skatteverket."),
        ("skydd", "sekretessmarkering", None), ("skal", None, "Upphört."),
    }  # fmt: skip


def test_on_a_kund_without_an_insats_it_is_set_where_the_kund_is_chosen(v: Varld) -> None:
    def skydd(som: str) -> Any:
        with v.enhet(DAG, som) as e:
            return ny_insats.startunderlag(e, "K0003").skydd

    assert skydd("anlu") is None  # another's kund
    slag, steg = skydd("boek")
    assert slag == "" and "nej" not in dict(steg.falt[0].val)
    v.gor(DAG, steg.kod, "", mal="K0003", som="boek", version=steg.sedd_version, **SKAL)
    slag, steg = skydd("gust")
    assert slag == "sekretessmarkering" and steg.falt[0].varde == "sekretessmarkering"
    v.gor(DAG, steg.kod, "", mal="K0003", som="gust", version=steg.sedd_version, skydd="nej", skal="Upphört.")
    assert skydd("boek")[0] == ""


@pytest.mark.parametrize(
    ("som", "varden", "kod"),
    [
        ("boek", {}, "skydd"), ("syss", {}, "roll"), ("dass", {}, "roll"), ("anlu", {"skydd": "nej"}, "samma"),
        ("anlu", {"skydd": "hemlig"}, "skydd"),
        ("anlu", {"skydd": ""}, "skydd"), ("anlu", {"skal": " "}, "saknas"),
        ("anlu", {"skal": "Dragana har bett om det."}, "namn"),
    ],
)  # fmt: skip
def test_refused(v: Varld, som: str, varden: dict[str, str], kod: str) -> None:
    with v.enhet(DAG) as e:
        sedd = e.session.scalars(select(m.Kund.version).where(m.Kund.nyckel == "K0001")).one()
        if som == "boek":
            e.aktor = v.aktor("boek")
            assert "skydd" not in {s.kod for s in arende.hamta(e, I1).nasta}
    with pytest.raises(Nekad) as fel:
        v.gor(DAG, "skydd", I1, som=som, version=sedd, **{**SKAL, **varden})
    assert fel.value.kod == kod and skyddade(v)[0] == {None}


def test_a_document_from_before_is_read_by_those_who_may_and_sent_by_nobody(v: Varld) -> None:
    forr = utfarda(v)
    satt(v)
    nytt = utfarda(v)
    assert nytt != forr
    with v.enhet(DAG) as e:
        marken = {p.id: p.marke for p in dokumentflik.hamta(e, I1).rader}
        assert marken == {forr: "visar skyddad kunds namn", nytt: ""}
        assert utfardande.las_dokument(e, nytt)[0].endswith("-2")
        with pytest.raises(Nekad, match="flik Dokument"):  # not without a trace
            utfardande.las_dokument(e, forr)
        with pytest.raises(Nekad, match="skickas inte"):
            dokumentbrev.forslag(e, I1, forr)
    with v.enhet(DAG, "boek", skriv=True) as e, pytest.raises(Nekad):
        utfardande.las_dokument(e, forr)
    with v.enhet(DAG, skriv=True) as e:
        assert utfardande.las_dokument(e, forr)[1][:5] == b"%PDF-"
    with v.enhet(DAG) as e:
        antal = select(func.count()).select_from(m.Logg).where(m.Logg.tabell == "dokument", m.Logg.falt == "visad")
        assert e.session.scalar(antal) == 1
    assert utan_namn(VAR, "Dragana", NAMN, skyddad=True) == "N. N. kom i dag."


def test_nothing_that_was_written_before_carries_the_name_out(v: Varld) -> None:
    """The anordnare's own reports, meetings, messages: as invitation, mail, form and every kind of document."""
    utfarda(v)  # with the name in it
    delmal = (Delmal(1, VAR, VAR, date(2024, 10, 1), "pagar", VAR),)
    with transaktion(v.databas, skriv=True) as s:
        i = s.scalars(select(m.Insats).where(m.Insats.nyckel == I1)).one()
        i.sista_dag, i.avslutstyp, i.avslutsorsak = date(2024, 8, 30), "avbruten", "flytt"
        i.avslut_kommentar = i.deltid_skal = i.parallell_bedomning = VAR
        n: dict[str, Any] = {"insats_id": i.id}
        nar = date(2024, 8, 12)
        for slag, avser in (("plan", "1"), ("rapport", "2024-07"), ("slutrapport", SLUT)):
            f = formular_for(slag, "AMI")
            innehall = Innehall(
                "Klar", tuple((a.kod, VAR) for a in f.avsnitt), delmal, (Kontaktrad(nar, "mote", VAR),),
                (Franvarorad("sjuk", nar, nar, VAR),),
            )  # fmt: skip
            s.add(m.Rapportinnehall(**n, slag=slag, avser=avser, omgang=1, inkommen=nar, rubrik="Klar",
                                    formular=f.namn, innehall=innehall.till_json(), kalla="fil"))  # fmt: skip
        ut = m.Meddelande(**n, riktning="ut", kanal="epost", tid=datetime(2024, 9, 3, 8), amne="Hej", text="Dragana.",
                          skriven_av="anlu")  # fmt: skip
        mote = m.Mote(**n, typ="trepart", start=datetime(2024, 9, 20, 9), slut=datetime(2024, 9, 20, 10), uid="u",
                      lage="planerat", plats="Hos Dragana", syfte="Dragana berättar", deltagare="Dragana")  # fmt: skip
        plan = m.Genomforandeplan(**n, nummer=1, inkommen=nar, aterremitterad=nar, aterremiss_skal=VAR)
        s.add_all([
            ut, mote, plan, m.Manadsrapport(**n, manad="2024-07", klarmarkerad=nar),
            m.Slutrapport(**n, inkommen=nar, nasta_steg=VAR),
        ])  # fmt: skip
        s.flush()
        mote_id, ut_id = mote.id, ut.id
    with v.enhet(DAG) as e:
        assert "Dragana" in repr(rapportmall.underlag(e, "rapport", I1, "2024-07"))
        assert b"Dragana" in moten.kallelsefil(e, I1, mote_id)[1]
        assert [d.bilagt.nummer[:3] for d in foljebrevsunderlag._dokument(e, _insats(e))] == ["UPP"]
    satt(v)
    with v.enhet(DAG, skriv=True) as e:
        ute: list[Any] = [moten.kallelsefil(e, I1, mote_id)[1].decode()]
        with pytest.raises(Nekad, match="skyddade"):
            meddelanden.brev(e, I1, ut_id)
        ute += [rapportmall.underlag(e, *vad) for vad in (("rapport", I1, "2024-07"), ("slutrapport", I1))]
        ute += [rapportmall.underlag(e, "plan", I1)]
        brev = aterremiss.meddelande(e, I1, "plan", "1")
        ute += [brev.text, brev.amne, sidtext(brev.pdf)]
    typer = []
    with v.enhet(DAG) as e:
        for b in bestallning.valbara(e, I1):
            for for_vem in ("anordnare", "kund", "intern") if not b.hinder else ():
                try:
                    ute.append(sidtext(bestallning.forhandsgranska(e, I1, b.typ, {"for_vem": for_vem})))
                    typer.append(b.typ)
                except Nekad as fel:
                    assert fel.kod in ("for_vem", "inga_dokument"), fel.mening
    assert {"uppdragsbeskrivning", "journal", "slutrapport", "manadsrapport", "genomforandeplan"} <= set(typer)
    for x in ute:
        assert "Dragana" not in repr(x) and NAMN not in repr(x)
    assert repr(ute).count("N. N. kom i dag") > 15
    with v.enhet(DAG) as e:  # the letter offers what was issued since, and not what bears the name
        assert [d.bilagt.nummer[:3] for d in foljebrevsunderlag._dokument(e, _insats(e))] == ["ÅTR"]


def _insats(e: Any) -> m.Insats:
    return e.session.scalars(select(m.Insats).where(m.Insats.nyckel == I1)).one()
