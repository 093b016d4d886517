"""What has had its time goes, all of it and nothing else; a list is prepared, approved by another, and kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from db.inloggade import Inloggade
from db.varld import AGARE, Varld
from sqlalchemy import func, select, text

from kundvalsdesk import models as m
from kundvalsdesk.fel import Databasfel, KundvalsdeskFel, Nekad
from kundvalsdesk.models.drivrutinsfel import LAST
from kundvalsdesk.models.gallringssatser import KVAR, tabeller
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.gallringsregler import Gallringsfel, las
from kundvalsdesk.rules.rapporttyper import Innehall
from kundvalsdesk.services import gallring, gallring_utfor, gallringsregler, kontroll, logglista, sok
from kundvalsdesk.services.arbetsenhet import Arbetsenhet, aktor_for, enhet, lasning, transaktion
from kundvalsdesk.services.documents import gallringsprotokoll
from kundvalsdesk.services.gallring_utfor import Utfall
from kundvalsdesk.services.gallringstyper import Gallringsavbrott
from kundvalsdesk.services.logglista import DOLT, Loggfraga
from kundvalsdesk.services.sakerhetskopia import senast_tagen

DAG = "2026-09-11"
GAMMAL, NY = "2020-0001", "2024-0001"


def _insats(nr: str, kund: str, ar: str, **mer: str) -> dict[str, str]:
    return {"insats": nr, "kund": kund, "kod": "AMI2", "anordnare": "Björken", "beslut": f"{ar}-01-10",
            "aktualiserad": f"{ar}-01-11", "bemannad": f"{ar}-01-12", "uppdrag": f"{ar}-01-13",
            "start": f"{ar}-01-20", "omfattning": "100", **mer}  # fmt: skip


_SLUT = {"sista_dag": "2020-03-10", "avslutsbeslut": "2020-03-01", "avslutstyp": "avbruten", "avslutsorsak": "flytt",
         "avbrottsdokument": "2020-03-01", "historik": "ja"}  # fmt: skip


@pytest.fixture
def v(databas: Databas, regelverk: Any) -> Varld:
    """K0001: one old case with something in every table. K0003: old, but unfinished. K0004 is newer than both."""
    varld = Varld(
        databas, regelverk,
        {"kunder": [
            {"kund": k, "fornamn": f, "efternamn": "Kvarnström-Åkerblad", "malgrupp": "bistand",
             "karriarvagledare": "anlu"}
            for k, f in (("K0001", "Gammelgunilla"), ("K0003", "Öppna"), ("K0004", "Nya"))
        ],
         "insatser": [_insats(GAMMAL, "K0001", "2020", **_SLUT),
                      _insats("2020-0002", "K0003", "2020"), _insats(NY, "K0004", "2024")]},
    )  # fmt: skip
    with transaktion(databas, skriv=True) as s:
        i = {x.nyckel: x for x in s.scalars(select(m.Insats))}
        kund = i[GAMMAL].kund_id
        n: dict[str, Any] = {"insats_id": i[GAMMAL].id}
        d, t = date(2020, 3, 2), datetime(2020, 3, 2, 9)
        fil = m.Inlamning(**n, sha256="y", mottagen=t, mottagen_av="anlu", storlek=1, original=b"y", slag="rapport",
                          avser="2020-02", formular="f", innehall="{}", lage="intagen")  # fmt: skip
        forsta = m.Anteckning(**n, datum=d, text="Gammelgunilla Kvarnström-Åkerblad kom.",
                              skriven_av="anlu", signerad=t, signerad_av="anlu")  # fmt: skip
        korning = m.Ersattningskorning(manad="2020-02", lage="preliminar", brytdatum=d, forberedd=t,
                                       forberedd_av="gust", antal_rader=1, antal_ej=1, summa=Decimal(1),
                                       sha256="x")  # fmt: skip
        enkat = m.Enkat(ar=2020, kundval="AMI", namn="E", fran=d, till=d, fragor="[]", skapad=d, utskick=d, stangd=d)
        plan = m.Uppfoljning(ar=2020, namnd="N", kundval="K", skapad=d)
        s.add_all([fil, forsta, korning, enkat, plan])
        s.flush()
        prov = m.Stickprov(uppfoljning_id=plan.id, nummer=1, fran=d, till=d, storlek=1, fro="0", metod="sha256-1",
                           fragor="[]", bestallt=d, bestallt_av="A")  # fmt: skip
        s.add(prov)
        s.flush()
        s.add_all([
            m.Rapportinnehall(**n, slag="rapport", avser="2020-02", omgang=1, inkommen=d, rubrik="R", formular="f",
                              innehall=Innehall("R", (), (), (), ()).till_json(), kalla="fil", inlamning_id=fil.id),
            m.Anteckning(**n, datum=d, text="Rättelse.", skriven_av="anlu", rattar_id=forsta.id),
            m.Meddelande(**n, riktning="in", kanal="epost", tid=t, text="Hej Gammelgunilla.", skriven_av="anlu"),
            m.Genomforandeplan(**n, nummer=1, inkommen=d), m.Manadsrapport(**n, manad="2020-02", klarmarkerad=d),
            m.Slutrapport(**n, inkommen=d), m.Franvaro(**n, typ="sjuk", fran=d), m.Forlangning(**n, begard=d),
            m.Kontakt(**n, datum=d, typ="trepart"),
            m.Mote(**n, typ="trepart", start=t, slut=t, lage="hallet", uid="u"),
            m.Aterremiss(**n, avser="2020-02", aterremitterad=d), m.Incident(**n, nyckel="I1", upptackt=t, bedomd=t),
            m.Bilaga(**n, namn="a", mediatyp="x", storlek=1, sha256="x", innehall=b"x", tillagd=t, tillagd_av="anlu"),
            m.Brist(**n, kod="sen", avser="plan:1", fran=d), m.Kartlaggning(kund_id=kund, datum=d, skriven_av="anlu"),
            m.Framtidsplan(kund_id=kund, datum=d, mal="Arbete", skriven_av="anlu"),
            m.Overlamning(kund_id=kund, till_id=1, datum=d),
            m.Stickprovsarende(**n, stickprov_id=prov.id, ordning=1, granskat=d),
            m.Enkatutskick(**n, enkat_id=enkat.id, kund_id=kund, anordnare_id=1),
            m.Notis(**n, anvandare="anlu", tid=t, kod="brist", data='{"mal": "sen:plan:1"}'),
            m.Ersattningsrad(**n, korning_id=korning.id, insats=GAMMAL, anordnare_id=1, anordnare="A", kundval="AMI",
                             kod="AMI2", avser_manad="2020-02", typ="ordinarie", avbrott=False, fran=d, till=d,
                             dagar=1, belopp=Decimal(1), helt=False, forklaring="x"),
            m.Ejutbetald(**n, korning_id=korning.id, insats=GAMMAL, anordnare="A", avser_manad="2020-03", skal="x"),
            m.Granskningsutkast(**n, anvandare="anlu", slag="plan", avser="1", text="u", andrad=t),
            m.Paminnelse(**n, anvandare="anlu", datum=d, text="p"), m.Marke(**n, anvandare="anlu", satt=t),
            m.Dokument(**n, typ="journal", nummer=f"JOU {GAMMAL}-1", utfardat=d, utfardat_av="A", underlag="{}",
                       innehall=b"%PDF", sha256="0", underlag_sha256="0"),
            m.Dokument(insats_id=i[NY].id, typ="journal", nummer=f"JOU {NY}-1", utfardat=d, utfardat_av="A",
                       underlag="{}", innehall=b"%PDF", sha256="0", underlag_sha256="0"),
        ])  # fmt: skip
        from kundvalsdesk.models import sokindex

        s.flush()
        sokindex.komplettera(s.connection())
    return varld


def rader(v: Varld) -> dict[str, int]:
    """Rows per table about K0001."""
    with v.enhet(DAG, "gust") as e:
        kund = e.session.scalar(select(m.Kund.id).where(m.Kund.nyckel == "K0001"))
        return next((k.omfattning for k in gallring.kandidater(e, kund) if k.kod == "personakt"), {})


def ny(v: Varld, som: str = "gust") -> Callable[[], AbstractContextManager[Arbetsenhet]]:
    return lambda: v.enhet(DAG, som, skriv=True)


def lista(v: Varld) -> int:
    v.gor(DAG, "gallring_uppratta", som="gust", version=0)
    with v.enhet(DAG, "gust") as e:
        return gallring.oversikt(e).listor[0].id


def godkann(v: Varld, nr: int, som: str = "hara") -> None:
    with v.enhet(DAG, som, skriv=True) as e:
        gallring.godkann(e, nr)


def utfor(v: Varld, nr: int, stopp: Callable[[], bool] = lambda: False) -> Utfall:
    return gallring_utfor.utfor(ny(v), nr, lambda _: None, stopp)


def test_every_table_about_a_kund_is_deleted_from_or_kept_on_purpose() -> None:
    om_nagon = {
        t.name for t in m.Bas.metadata.sorted_tables if {"kund_id", "insats_id"} & set(t.c.keys()) or t.name == "kund"
    }
    assert {t.name for t, _ in tabeller()} | KVAR == om_nagon


def test_what_may_go_and_what_must_stay(v: Varld) -> None:
    with v.enhet(DAG, "gust") as e:
        hur = {k.kund: (k.kod, k.hinder) for k in gallring.kandidater(e)}
    assert hur["K0001"] == ("personakt", "")
    assert hur["K0003"] == ("personakt", gallring.PAGAR)  # nobody has recorded its last day
    assert "K0004" not in hur
    o = rader(v)
    assert set(o) | {"frist"} == {t.name for t, _ in tabeller()}
    with v.enhet("2025-03-09", "gust") as e:  # five years from the last day are not over
        assert "K0001" not in {k.kund for k in gallring.kandidater(e) if k.kod == "personakt"}


def test_an_approved_list_is_carried_out_and_nothing_else_is_touched(v: Varld) -> None:
    with v.enhet(DAG, "gust") as e:
        fore = {t.name: e.session.scalar(select(func.count()).select_from(t)) for t in m.Bas.metadata.sorted_tables}
        assert len([t for g in sok.sok(e, "gammelgunilla").grupper for t in g.traffar]) == 3
    o = rader(v)
    nr = lista(v)
    with pytest.raises(KundvalsdeskFel, match="inte godkänd"):
        utfor(v, nr)
    with pytest.raises(Nekad, match="annan arbetsledare"):
        godkann(v, nr, "gust")
    godkann(v, nr)
    assert utfor(v, nr, stopp=lambda: True) == Utfall(0, 0, 1)  # stopped before the first
    assert utfor(v, nr) == Utfall(1, 0, 0) and utfor(v, nr) == Utfall(0, 0, 0)
    with v.enhet(DAG, "gust") as e:
        efter = {t.name: e.session.scalar(select(func.count()).select_from(t)) for t in m.Bas.metadata.sorted_tables}
        borta = {t: fore[t] - efter[t] for t in fore if efter[t] < fore[t]}
        assert borta == {k: n for k, n in o.items() if n}
        assert [t for g in sok.sok(e, "gammelgunilla").grupper for t in g.traffar] == []
        (p,) = gallring.poster(e, nr)
        assert (p.kund, p.lage, p.omfattning) == ("", "gallrad", borta)
        rad = e.session.scalars(select(m.Gallringsstatistik)).one()
        assert (rad.ar, rad.insatskod, rad.avslutsorsak, rad.antal) == (2020, "AMI2", "flytt", 1)
        if v.databas.lokal:
            ord_ = e.session.scalars(text("SELECT ord FROM sokvokabular")).all()
            assert not [x for x in ord_ if "gammelgun" in x] and "kvarnstrom" in "".join(ord_) + "kvarnstrom"
    with v.enhet(DAG, "dass", skriv=True) as e:
        fraga = Loggfraga()
        logg = list(logglista.las(e, fraga, logglista.anteckna_lasning(e, fraga)))
    assert "Gammelgunilla" not in repr(logg)
    assert {p.nytt for p in logg if p.falt == "gallrad"} == {DOLT}
    assert [f for f in kontroll.kontrollera(v.databas).fel if GAMMAL in f[1] or "logg" in f[1].lower()] == []


def test_what_has_happened_since_keeps_it_and_an_exception_too(v: Varld) -> None:
    nr = lista(v)
    godkann(v, nr)
    with transaktion(v.databas, skriv=True) as s:
        kund = s.scalars(select(m.Kund).where(m.Kund.nyckel == "K0001")).one()
        s.add(m.Kartlaggning(kund_id=kund.id, datum=date(2026, 9, 10), skriven_av="anlu"))
    assert utfor(v, nr) == Utfall(0, 1, 0)
    with transaktion(v.databas, skriv=True) as s:
        s.execute(text("DELETE FROM kartlaggning WHERE datum > '2026-01-01'"))
    nr = lista(v)
    with v.enhet(DAG, "gust") as e:
        (p,) = gallring.poster(e, nr)
    v.gor(DAG, "gallring_undanta", mal=str(p.id), som="gust", version=p.version, skal="Överklagat.", till="2027-01-01")
    with pytest.raises(Nekad):
        v.gor(DAG, "gallring_undanta", mal=str(p.id), som="gust", version=p.version + 1, skal="x", till="2027-01-01")
    godkann(v, nr)
    assert utfor(v, nr) == Utfall(0, 0, 0)
    with v.enhet(DAG, "gust") as e:
        assert {k.kund: k.hinder for k in gallring.kandidater(e)}["K0001"] == "Undantagen till 2027-01-01."
    with pytest.raises(Nekad, match="Inget har nått"):
        v.gor(DAG, "gallring_uppratta", som="gust", version=0)


TIDIGT = "2024-09-11"
"""When parts of the old case have had their time, but not the whole: one kund with two kinds."""


def tidig_lista(v: Varld) -> int:
    with v.enhet(TIDIGT, "gust", skriv=True) as e:
        gallring.uppratta(e)
    with v.enhet(TIDIGT, "hara", skriv=True) as e:
        nr = gallring.oversikt(e).listor[0].id
        gallring.godkann(e, nr)
    return nr


def tidigt(v: Varld, nr: int, stopp: Callable[[], bool] = lambda: False) -> Utfall:
    return gallring_utfor.utfor(lambda: v.enhet(TIDIGT, "gust", skriv=True), nr, lambda _: None, stopp)


def test_stopped_midway_it_is_carried_on_from_where_it_was(v: Varld) -> None:
    nr = tidig_lista(v)
    svar = iter((False, True))
    assert tidigt(v, nr, lambda: next(svar)) == Utfall(1, 0, 1)
    with v.enhet(TIDIGT, "gust") as e:
        assert [p.lage for p in gallring.poster(e, nr)] == ["gallrad", "vantar"]
        assert gallring.oversikt(e).listor[0].lage == "godkand" and not gallring.kandidater(e)
    assert tidigt(v, nr) == Utfall(1, 0, 0)
    with v.enhet(TIDIGT, "gust") as e:
        assert [p.lage for p in gallring.poster(e, nr)] == ["gallrad", "gallrad"]
        assert gallring.oversikt(e).listor[0].lage == "klar"


def test_an_error_at_a_later_kund_says_what_is_gone_and_that_the_rest_can_be_carried_on(
    v: Varld, monkeypatch: pytest.MonkeyPatch
) -> None:
    nr = tidig_lista(v)
    riktig, svar = gallring_utfor._en, iter((True, False))

    def upptagen(e: Arbetsenhet, post: int) -> str | None:
        if next(svar):
            return riktig(e, post)
        raise Databasfel("last", LAST)

    with monkeypatch.context() as m, pytest.raises(Gallringsavbrott) as fel:
        m.setattr(gallring_utfor, "_en", upptagen)
        tidigt(v, nr)
    assert fel.value.kod == "last" and fel.value.mening == (
        "Databasen används just nu av ett annat program eller fönster. Försök igen om en stund. En rad är gallrad. "
        "En rad väntar. Gallra samma lista igen för att fortsätta."
    )
    assert tidigt(v, nr) == Utfall(1, 0, 0)


def test_a_kund_is_taken_out_of_a_list_with_all_that_stands_on_it(v: Varld) -> None:
    nr = tidig_lista(v)
    with v.enhet(TIDIGT, "gust") as e:
        p = gallring.poster(e, nr)[1]
        steg = gallring.formular_undanta(p)
    v.gor(TIDIGT, steg.kod, mal=steg.mal, som="gust", version=steg.sedd_version, skal="Tvist.", till="2024-10-01")
    assert tidigt(v, nr) == Utfall(0, 0, 0)
    with v.enhet(TIDIGT, "gust") as e:
        assert [p.lage for p in gallring.poster(e, nr)] == ["undantagen", "undantagen"]
        assert {k.kod: k.hinder for k in gallring.kandidater(e)} == dict.fromkeys(
            ("rapportfiler", "arbetsmaterial"), "Undantagen till 2024-10-01."
        )
    with v.enhet("2024-10-01", "gust") as e:
        assert [k.hinder for k in gallring.kandidater(e)] == ["", ""]


def test_what_is_not_paid_finally_keeps_it(v: Varld) -> None:
    def hur() -> str:
        with v.enhet(DAG, "gust") as e:
            return {k.kund: k.hinder for k in gallring.kandidater(e)}["K0001"]

    with transaktion(v.databas, skriv=True) as s:
        s.scalars(select(m.Insats).where(m.Insats.nyckel == GAMMAL)).one().historik = False
    assert hur() == gallring.OBETALT  # February and March are in a run that is not final
    with transaktion(v.databas, skriv=True) as s:
        k = s.scalars(select(m.Ersattningskorning)).one()
        k.brytdatum = date(2020, 3, 9)
        k.lage, k.faststalld, k.faststalld_av = "faststalld", datetime(2020, 3, 20), "hara"
    assert hur() == gallring.OBETALT  # why March is not paid was said before its last day
    with transaktion(v.databas, skriv=True) as s:
        k = m.Ersattningskorning(manad="2020-03", lage="preliminar", brytdatum=date(2020, 4, 15),
                                 forberedd=datetime(2020, 4, 16), forberedd_av="gust", antal_rader=0, antal_ej=1,
                                 summa=Decimal(0), sha256="x")  # fmt: skip
        s.add(k)
        s.flush()
        i = s.scalars(select(m.Insats.id).where(m.Insats.nyckel == GAMMAL)).one()
        s.add(m.Ejutbetald(korning_id=k.id, insats_id=i, insats=GAMMAL, anordnare="A", avser_manad="2020-03",
                           skal="x"))  # fmt: skip
        s.flush()
        k.lage, k.faststalld, k.faststalld_av = "faststalld", datetime(2020, 4, 20), "hara"
    assert hur() == ""


def test_the_owner_of_a_local_file_is_alone_and_does_both(v: Varld) -> None:
    if not v.databas.lokal:
        pytest.skip("a shared database has others")
    for gor in (lambda e: gallring.uppratta(e), lambda e: gallring.godkann(e, 1)):
        with enhet(v.databas, AGARE, v.regelverk, date.fromisoformat(DAG), skriv=True) as e:
            gor(e)
            assert gallring.hamta(e, 1).upprattad_av == AGARE.anvandare
    assert gallring_utfor.utfor(ny(v), 1, lambda _: None) == Utfall(1, 0, 0)


def test_by_the_logins_of_those_who_do_it(v: Varld) -> None:
    if v.databas.lokal:
        pytest.skip("a local file has one user")
    with Inloggade(v.databas) as inloggade:

        @contextmanager
        def som(vem: str, *, skriv: bool = False) -> Iterator[Arbetsenhet]:
            egen = inloggade.som(vem)
            with lasning(egen) as c:
                aktor = aktor_for(c, None)
            with enhet(egen, aktor, v.regelverk, date.fromisoformat(TIDIGT), skriv=skriv) as e:
                yield e

        def hara() -> AbstractContextManager[Arbetsenhet]:
            return som("hara", skriv=True)

        def godkand() -> int:
            with som("gust", skriv=True) as e:
                gallring.uppratta(e)
            with som("gust") as e:
                nr = gallring.oversikt(e).listor[0].id
                assert gallring.oversikt(e).listor[0].hinder and len(gallring.poster(e, nr)) == 2
            with hara() as e:
                gallring.godkann(e, nr)
            return nr

        nr = godkand()
        with transaktion(v.databas, skriv=True) as s:  # something has happened since
            s.scalars(select(m.Insats).where(m.Insats.nyckel == GAMMAL)).one().sista_dag = date(2020, 3, 9)
        assert gallring_utfor.utfor(hara, nr, lambda _: None) == Utfall(0, 2, 0)
        nr, svar = godkand(), iter((False, True))
        assert gallring_utfor.utfor(hara, nr, lambda _: None, lambda: next(svar)) == Utfall(1, 0, 1)
        assert gallring_utfor.utfor(hara, nr, lambda _: None) == Utfall(1, 0, 0)
        with som("dass") as e:
            assert gallring.oversikt(e).listor[0].lage == "klar"
            assert gallringsprotokoll.innehall(e, nr)["godkand_av"] == "Hanna Rask"
        with som("syss") as e:
            assert senast_tagen(e) is None
        with som("gust") as e:
            assert senast_tagen(e) is None  # not theirs to know, and no error


@pytest.mark.parametrize("som", ["anlu", "syss", "dass"])
def test_only_an_arbetsledare_prepares_and_approves(v: Varld, som: str) -> None:
    for gor in (lambda e: gallring.uppratta(e), lambda e: gallring.godkann(e, 1), lambda e: gallring.kandidater(e)):
        with v.enhet(DAG, som, skriv=True) as e, pytest.raises(Nekad, match="arbetsledare"):
            gor(e)


def test_parts_of_cases_that_are_over_go_before_the_whole(v: Varld) -> None:
    with v.enhet("2024-09-11", "gust") as e:
        assert {(k.kund, k.kod): k.omfattning for k in gallring.kandidater(e)} == {
            ("K0001", "rapportfiler"): {"inlamning": 1},
            ("K0001", "arbetsmaterial"): {
                "granskningsutkast": 1,
                "marke": 1,
                "notis": 1,
                "paminnelse": 1,
                "enkatutskick": 1,
            },
        }
    with v.enhet("2024-09-11", "gust", skriv=True) as e:
        gallring.uppratta(e)
    with v.enhet("2024-09-11", "hara", skriv=True) as e:
        gallring.godkann(e, gallring.oversikt(e).listor[0].id)
    gallring_utfor.utfor(lambda: v.enhet("2024-09-11", "gust", skriv=True), 1, lambda _: None)
    with v.enhet("2024-09-11", "gust") as e:
        assert e.session.scalars(select(m.Rapportinnehall.inlamning_id)).all() == [None]
        assert e.session.scalar(select(func.count()).select_from(m.Paminnelse)) == 0
        assert e.session.scalar(select(func.count()).select_from(m.Anteckning)) == 2


def test_the_rules_are_the_municipalitys_when_it_has_said_so(v: Varld) -> None:
    with v.enhet(DAG, "syss") as e:
        assert {r.kod: r.forslag for r in gallringsregler.regler(e)}["personakt"] is True
        steg = gallringsregler.formular(e, "personakt")
    v.gor(DAG, "gallringsregel", mal="personakt", som="syss", version=steg.sedd_version, manader="120",
          kalla="Dokumenthanteringsplan 2026 § 4")  # fmt: skip
    with v.enhet(DAG, "gust") as e:
        r = next(r for r in gallringsregler.regler(e) if r.kod == "personakt")
        assert (r.manader, r.kalla, r.forslag) == (120, "Dokumenthanteringsplan 2026 § 4", False)
        assert "personakt" not in {k.kod for k in gallring.kandidater(e)}
    for manader in ("0", "1300"):
        with pytest.raises(KundvalsdeskFel):
            v.gor(DAG, "gallringsregel", mal="personakt", som="syss", version=120, manader=manader, kalla="x")
    with pytest.raises(KundvalsdeskFel, match="ändrat samma"):
        v.gor(DAG, "gallringsregel", mal="personakt", som="syss", version=60, manader="72", kalla="x")
    with pytest.raises(Gallringsfel, match="okänd nyckel"):
        las("x.toml", {"regel": [], "annat": 1})
    assert json.loads(gallringsregler.som_text(gallringsregler.forslag()))[2]["kod"] == "personakt"


def test_the_command_and_the_record(
    v: Varld, capsys: pytest.CaptureFixture[str], tmp_path: Any, monkeypatch: Any
) -> None:
    if not v.databas.lokal:
        pytest.skip("the command is the same; the roles of a server have tests of their own")
    from arkivkontroll import kontrollera
    from db.dokumentvarld import text as sidtext

    from kundvalsdesk import cli

    monkeypatch.setenv("KUNDVALSDESK_NYCKEL", "5a" * 32)
    ut = tmp_path / "p.pdf"

    def kor(*argv: str, som: str = "gust") -> tuple[int, str, str]:
        kod = cli.kor(cli.tolka(["gallring", *argv, "--db", str(v.databas.adress.fil), "--idag", DAG, "--som", som]))
        fangat = capsys.readouterr()
        return kod, fangat.out, fangat.err

    kod, lista_, _ = kor("lista")
    assert kod == 0 and [k["kund"] for k in json.loads(lista_)["kandidater"] if not k["hinder"]] == ["K0001"]
    assert kor("regel", "personakt", "--manader", "x", som="syss")[0] == 1
    assert kor("regel", "personakt", "--manader", "72", "--kalla", "Plan § 4", som="syss")[0] == 0
    monkeypatch.setitem(globals(), "DAG", TIDIGT)
    assert kor("uppratta")[0] == 0  # two kinds of the same kund
    assert kor("undanta", "1", "--kund", "K0001", "--skal", "Tvist.", "--till", "2024-10-01")[0] == 0
    with v.enhet(TIDIGT, "gust") as e:
        assert [p.lage for p in gallring.poster(e, 1)] == ["undantagen"] * 2
    monkeypatch.setitem(globals(), "DAG", "2026-09-11")
    assert kor("uppratta")[0] == 0 and kor("utfor", "2")[0] == 1
    undanta = ("undanta", "2", "--kund", "K0001", "--skal", "Överklagat.")
    assert kor(*undanta)[0] == 1 and kor(*undanta[:3], "K9", "--till", "2027-01-01")[0] == 1
    assert kor(*undanta, "--till", "2026-09-12")[0] == 0 and kor("godkann", "2", som="hara")[0] == 0
    assert '"behallna": 0' in kor("utfor", "2")[1]
    monkeypatch.setitem(globals(), "DAG", "2026-09-13")
    assert kor("uppratta")[0] == 0
    assert kor("godkann")[2].startswith("Skriv vilken") and kor("godkann", "9")[0] == 1
    assert [kor(d, "3", som="hara")[0] for d in ("godkann", "utfor")] == [0, 0]
    kod, json_, _ = kor("protokoll", "3", som="dass")
    d = json.loads(json_)
    assert d["godkand_av"] == "Hanna Rask" and d["slag"][2]["rader"]["anteckning"] == 2 and "K0001" not in json_
    assert kor("protokoll", "3", "--ut", str(ut))[0] == 0
    assert kontrollera(ut.read_bytes()) == [] and "Gun Stål" in sidtext(ut.read_bytes())
