"""The kundenkät in a database: whom it is sent to, what is taken in and what is refused, and who sees what of it."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from db.inloggade import Inloggade
from db.varld import AGARE, BLAD, Varld
from sqlalchemy import select, text

from kundvalsdesk.fel import FleraFel, Konflikt, KundvalsdeskFel, Nekad
from kundvalsdesk.models import Enkatgrupp, Enkatsvar, Enkatutskick, Handling, Kund, Logg
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import kundenkat, kundenkatfiler, registerutdrag, statistik
from kundvalsdesk.services.arbetsenhet import aktor_for, enhet, lasning
from kundvalsdesk.services.kundenkattyper import Kundnojdhet
from kundvalsdesk.services.statistiktyper import Urval

IDAG = "2025-02-03"
AMI = "2024:AMI"
NAMN = ("Björken", "Ågården", "Zenit")
MER: dict[str, Any] = {
    "handlaggare": [
        *BLAD["handlaggare"],
        {"anvandare": "kval", "namn": "Kerstin Ly", "roll": "kvalitetsutvecklare"},
    ],
    "kunder": [
        *BLAD["kunder"],
        *({"kund": f"K1{n:03d}", "fornamn": f"=Test{n}", "efternamn": f"Testsson {n}", "malgrupp": "bistand",
           "karriarvagledare": "anlu"} for n in range(20)),
    ],
    "insatser": [
        # The protected one, one who has moved to another anordnare, one of another kundval, one of another year.
        {"insats": "H1", "kund": "K0002", "kod": "AMI1", "anordnare": "Björken", "start": "2024-02-01"},
        {"insats": "H2", "kund": "K0001", "kod": "AMI1", "anordnare": "Björken", "start": "2024-02-01",
         "sista_dag": "2024-04-30", "avslutsorsak": "byte_anordnare"},
        {"insats": "H3", "kund": "K0001", "kod": "AMI2", "anordnare": "Ågården", "start": "2024-05-01"},
        {"insats": "H4", "kund": "K0003", "kod": "FAI1", "anordnare": "Zenit", "start": "2024-05-01"},
        {"insats": "H5", "kund": "K0003", "kod": "AMI1", "anordnare": "Zenit", "start": "2023-01-01",
         "sista_dag": "2023-12-31", "avslutsorsak": "arbete"},
        *({"insats": f"T{n:02d}", "kund": f"K1{n:03d}", "kod": "AMI2", "anordnare": NAMN[n % 3],
           "start": "2024-03-01"} for n in range(20)),
    ],
}  # fmt: skip
for _r in MER["insatser"]:
    _r.setdefault("sista_dag", "")
    _r.setdefault("avslutsorsak", "")
    _r["historik"] = "ja"


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Varld:
    return Varld(databas, regelverk, MER)


def skapa(v: Varld, som: str = "gust", vilken: str = AMI, fragor: str = "*Helheten?\nBemötandet?\n-Annat?") -> None:
    v.gor(IDAG, "kundenkat_spara", mal=vilken, som=som, version=_version(v, vilken), namn="Enkäten", fragor=fragor)


def _version(v: Varld, vilken: str = AMI) -> int:
    with v.enhet(IDAG, "gust") as e:
        return kundenkat.formular(e, vilken).sedd_version


def dra(v: Varld, som: str = "gust", vilken: str = AMI) -> None:
    v.gor(IDAG, "kundenkat_dra", mal=vilken, som=som, version=_version(v, vilken))


def csvfil(*rader: str, huvud: str = "Anordnare;Insats;Helheten?;Bemötandet?;Annat?") -> bytes:
    return "\n".join((huvud, *rader)).encode()


def las_in(v: Varld, data: bytes, som: str = "gust", vilken: str = AMI, version: int | None = None) -> None:
    sedd = _version(v, vilken) if version is None else version
    with v.enhet(IDAG, som, skriv=True) as e:
        kundenkat.las_in(e, vilken, sedd, data)


SVAR = (
    *["Björken;AMI2;5;4;"] * 5, "Björken;vet inte;1;;3", *["Ågården;AMI2;4;3;1"] * 5, "Zenit;AMI2;1;1;1",
    "Zenit;AMI1;2;2;2",
)  # fmt: skip


def test_each_kund_once_under_the_latest_anordnare_and_never_one_with_skydd(varld: Varld) -> None:
    skapa(varld)
    dra(varld)
    with varld.enhet(IDAG, "gust") as e:
        alla = kundenkat.utskick(e, AMI)
        rad = kundenkat.hamta(e, AMI)
        asked = Counter(m.anordnare for m in alla)
    assert len(alla) == len({m.efternamn for m in alla}) == 21 == rad.tillfragade
    assert asked == {"Björken": 7, "Ågården": 8, "Zenit": 6}
    assert [m.anordnare for m in alla if m.efternamn == "Đorđević"] == ["Ågården"]
    assert not {"Person", "Öman"} & {m.efternamn for m in alla}
    with pytest.raises(Nekad, match="ändras inte"):
        dra(varld)
    with pytest.raises(Nekad, match="Perioden kan inte"):
        varld.gor(IDAG, "kundenkat_spara", mal=AMI, som="gust", version=_version(varld), namn="E", fran="2024-02-01",
                  till="2024-12-31", fragor="A?")  # fmt: skip
    # One who is given skydd afterwards is on no list any more, and no figure tells of it.
    varld.gor(IDAG, "skydd", insats="T00", mal="K1000", som="gust", skydd="sekretessmarkering", skal="Meddelat.")
    with varld.enhet(IDAG, "gust") as e:
        assert "Testsson 0" not in {m.efternamn for m in kundenkat.utskick(e, AMI)}
        assert kundenkat.hamta(e, AMI).tillfragade == 21
        assert e.session.scalar(select(Enkatutskick.id).join(Kund).where(Kund.nyckel == "K0002")) is None


def test_the_send_list_as_a_file_has_what_it_takes_to_send_and_no_formula(varld: Varld) -> None:
    skapa(varld)
    dra(varld)
    with varld.enhet(IDAG, "gust", skriv=True) as e:
        alla = kundenkat.ta_ut(e, AMI)
    ark: Any = openpyxl.load_workbook(io.BytesIO(kundenkatfiler.utskick(alla, ".xlsx"))).active
    rader = list(ark.iter_rows(values_only=True))
    assert rader[0] == ("Förnamn", "Efternamn", "Personnummer", "Anordnare")
    assert len(rader) == 22
    assert {c.data_type for r in ark.iter_rows() for c in r} <= {"s", "n", "inlineStr"}
    rad = next(r for r in kundenkatfiler.utskick(alla, ".csv").decode("utf-8-sig").splitlines() if "Testsson 3" in r)
    assert rad == "'=Test3;Testsson 3;;Björken"
    with varld.enhet(IDAG, "gust") as e:
        assert e.session.scalars(select(Handling.namn).where(Handling.namn == "kundenkat_utskick")).all()


def test_answers_become_tables_12_and_13_and_what_anordnare_are_compared_by(varld: Varld) -> None:
    skapa(varld)
    dra(varld)
    las_in(varld, csvfil(*SVAR))
    with varld.enhet(IDAG, "kval") as e:
        svar = kundenkat.resultat(e, AMI)
        assert kundenkat.kundnojdhet(e) == {
            "Björken": (Kundnojdhet(2024, "AMI", 83, 6),), "Ågården": (Kundnojdhet(2024, "AMI", 100, 5),),
        }  # fmt: skip
        aret = statistik.hamta(e, Urval(date(2024, 1, 1), date(2024, 12, 31), "AMI")).statistik
    tolv, tretton = svar.tabeller["12"], svar.tabeller["13"]
    # Zenit has two answers and is alone: nothing of it is shown, and no sum has it.
    assert [tuple(r.values()) for r in tolv.rader] == [
        ("Ågården", "AMI", 8, 8, 5, 63, 45), ("Björken", "AMI", 9, 7, 6, 86, 55),
    ][::-1]  # fmt: skip
    assert tolv.totalt["svar"] == 11
    assert {r["anordnare"]: r["totalt"] for r in aret.tabeller["8"].rader} == {"Björken": 9, "Ågården": 8, "Zenit": 6}
    assert [tuple(r.values()) for r in tretton.rader] == [
        ("Helheten?", "AMI", 91, 9, 11), ("Bemötandet?", "AMI", 50, 0, 10),
    ]  # fmt: skip
    assert {g.namn for g in svar.resultat.per_anordnare} == {"Björken", "Ågården"}
    assert svar.resultat.per_insats == ()  # one "vet inte" of eleven would be what is left of them
    for slut in (kundenkatfiler.som_bok(svar), kundenkatfiler.som_csv(svar).encode()):
        assert b"Zenit" not in slut


def test_a_corrected_file_takes_the_place_of_the_first_and_the_log_says_so(varld: Varld) -> None:
    skapa(varld)
    dra(varld)
    las_in(varld, csvfil(*SVAR))
    with pytest.raises(Nekad, match="redan inläst"):
        las_in(varld, csvfil(*SVAR))
    las_in(varld, csvfil(*SVAR, "Zenit;AMI2;5;5;5"))
    with varld.enhet(IDAG, "gust") as e:
        assert len(e.session.scalars(select(Enkatsvar.id)).all()) == len(SVAR) + 1
        loggen = e.session.execute(
            select(Logg.tabell, Logg.falt, Logg.gammalt, Logg.nytt).join(Handling).where(
                Handling.namn == "kundenkat_las_in"
            )
        ).all()  # fmt: skip
    falt = [r.falt for r in loggen]
    assert falt.count("fil_sha256") == 2
    assert "Svaren ur den förra filen är ersatta." in {r.nytt for r in loggen}
    # Neither how many there were nor anything that one has answered is in the log.
    assert {r.tabell for r in loggen} == {"enkat"}
    assert set(falt) <= {"fil_sha256", "stangd", "svar"}


def test_twice_the_same_is_done_once_and_what_another_did_meanwhile_is_not_gone_over(varld: Varld) -> None:
    skapa(varld)
    with pytest.raises(Konflikt):
        varld.gor(IDAG, "kundenkat_dra", mal=AMI, som="gust", version=0)
    with pytest.raises(Konflikt):
        varld.gor(IDAG, "kundenkat_spara", mal=AMI, som="gust", version=0, namn="Andra", fragor="A?")
    dra(varld)
    sedd = _version(varld)
    for _ in range(2):  # a repeated action is known by its id: the second is not the same file once more
        with varld.enhet(IDAG, "gust", skriv=True, handling_id="11111111-1111-4111-8111-111111111111") as e:
            kundenkat.las_in(e, AMI, sedd, csvfil(*SVAR))
    with pytest.raises(Konflikt):
        las_in(varld, csvfil(SVAR[0]), version=sedd)
    with varld.enhet(IDAG, "gust") as e:
        assert len(e.session.scalars(select(Enkatsvar.id)).all()) == len(SVAR)


def test_answers_lie_in_another_order_than_they_came_in(varld: Varld) -> None:
    skapa(varld)
    dra(varld)
    rader = [f"Björken;AMI2;{1 + n % 5};{1 + n // 5 % 5};{1 + n // 25 % 5}" for n in range(60)]
    las_in(varld, csvfil(*rader))
    with varld.enhet(IDAG, "gust") as e:
        lagrade = e.session.scalars(select(Enkatsvar.varden).order_by(Enkatsvar.id)).all()
    kom_in = ["".join(r.split(";")[2:]) for r in rader]
    assert sorted(lagrade) == sorted(kom_in)
    assert lagrade != kom_in


FEL = {
    "Filen är tom.": b"\n\n",
    "Filen har inga svar under": csvfil(),
    "Första raden ska ha kolumnernas namn": b"Namn;Svar\nEva;5\n",
    "Rad 1: kolumnen för fråga 2 saknas": csvfil("Björken;AMI2;5", huvud="Anordnare;Insats;Helheten?"),
    "Rad 1: kolumn 6 hör inte": csvfil(huvud="Anordnare;Insats;Fråga 1;Fråga 2;Fråga 3;E-post"),
    "Kolumn 4 är med två": csvfil(huvud="Anordnare;Insats;Fråga 1;Fråga 1;Fråga 3"),
    "teckenkodning": "Anordnare;Insats;Helheten?;Bemötandet?;Annat?\n".encode().decode("latin-1").encode(),
    "Rad 3: svaret på fråga 1 ska vara ett heltal 1–5": csvfil(SVAR[0], "Björken;AMI2;6;1;1"),
    "Rad 2: svaret på fråga 2 ska": csvfil("Björken;AMI2;5;bra;"),
    "Rad 3: anordnaren finns inte": csvfil(SVAR[0], "Okänd AB;AMI2;5;1;1"),
    "Rad 2: anordnaren saknas": csvfil(";AMI2;5;1;1"),
    "Rad 2: insatsen finns inte i kundvalet": csvfil("Björken;FAI1;5;1;1"),
    "Rad 3 är tom": csvfil(SVAR[0], "", SVAR[0]),
    "Rad 2 har inget svar": csvfil("Björken;AMI2;;;"),
    "Rad 2: en ruta har en formel": csvfil("Björken;AMI2;=1+4;1;1"),
    "Rad 20002: filen har fler än 20000 svar": csvfil(*[SVAR[0]] * 50_000),
    "Rad 2: en ruta står utanför": csvfil("Björken;AMI2;5;1;1;Eva"),
    "skadad eller ingen XLSX": b"PK\x03\x04trasig",
    "äldre format": bytes.fromhex("D0CF11E0A1B11AE1") + b"x",
    "är en PDF": b"%PDF-1.7",
}


def test_a_bad_file_is_one_sentence_and_changes_nothing(varld: Varld) -> None:
    skapa(varld)
    with pytest.raises(Nekad, match="inte dragen"):
        las_in(varld, csvfil(*SVAR))
    dra(varld)
    las_in(varld, csvfil(*SVAR))
    version = _version(varld)
    for mening, data in FEL.items():
        with pytest.raises(Nekad) as n:
            las_in(varld, data, version=version)
        assert mening in n.value.mening, (mening, n.value.mening)
        assert "\n" not in n.value.mening
        assert "Okänd AB" not in n.value.mening
    bok = openpyxl.Workbook()
    ark: Any = bok.active
    ark.append(["Anordnare", "Insats", "Fråga 1", "Fråga 2", "Fråga 3"])
    ark.append(["Björken", "vet inte", 4, 2.0, None])
    ark.append(["Björken", "AMI2", "=2+2", 2, 1])
    for vad, mening in (("=2+2", "Rad 3: en ruta har en formel"), (2.5, "Rad 3: svaret på fråga 1")):
        ark["C3"] = vad
        ut = io.BytesIO()
        bok.save(ut)
        with pytest.raises(Nekad, match=mening):
            las_in(varld, ut.getvalue(), version=version)
    with varld.enhet(IDAG, "gust") as e:
        assert len(e.session.scalars(select(Enkatsvar.id)).all()) == len(SVAR)
    assert _version(varld) == version
    ark["C3"] = 5
    ark.append([])
    ark.append(["  ", None])  # rows below the last are no rows
    ut = io.BytesIO()
    bok.save(ut)
    las_in(varld, ut.getvalue())
    with varld.enhet(IDAG, "gust") as e:
        assert sorted(e.session.scalars(select(Enkatsvar.varden))) == ["42-", "521"]


def test_all_that_is_wrong_with_the_rows_is_told_at_once(varld: Varld) -> None:
    skapa(varld)
    dra(varld)
    fel = ("Okänd AB;FAI1;6;1;bra", "", "Björken;AMI2;;;", SVAR[0])
    with pytest.raises(FleraFel) as n:
        las_in(varld, csvfil(SVAR[0], *fel))
    assert [m.split(".")[0] for m in n.value.meningar] == [
        "Rad 3: anordnaren finns inte i registret",
        "Rad 3: insatsen finns inte i kundvalet",
        "Rad 3: svaret på fråga 1 ska vara ett heltal 1–5 eller tomt",
        "Rad 3: svaret på fråga 3 ska vara ett heltal 1–5 eller tomt",
        "Rad 4 är tom",
        "Rad 5 har inget svar på någon fråga",
    ]
    with pytest.raises(FleraFel) as n:
        las_in(varld, csvfil(*["Okänd AB;AMI2;5;1;1"] * 30))
    assert (len(n.value.meningar), n.value.meningar[-1]) == (21, "… och 10 fel till.")
    with varld.enhet(IDAG, "gust") as e:
        assert e.session.scalars(select(Enkatsvar.id)).all() == []


def test_the_questions_are_data_and_stay_when_they_have_been_answered(varld: Varld) -> None:
    for fel in ("", "A?\na?", "*A?\n*B?", "-A?", "x" * 301):
        with pytest.raises(Nekad):
            skapa(varld, fragor=fel)
    skapa(varld)
    dra(varld)
    sedd = _version(varld)
    las_in(varld, csvfil(*SVAR))
    with pytest.raises(Konflikt):
        varld.gor(IDAG, "kundenkat_spara", mal=AMI, som="gust", version=sedd, namn="B", fragor="A?")
    with pytest.raises(Nekad, match="kan inte längre ändras"):
        skapa(varld, fragor="Annat?")
    skapa(varld, fragor="-Helheten?\n*Bemötandet?\nAnnat?")
    with varld.enhet(IDAG, "anlu") as e:
        assert kundenkat.kundnojdhet(e)["Björken"][0] == Kundnojdhet(2024, "AMI", 100, 5)


def test_a_part_of_a_survey_is_never_shown(varld: Varld) -> None:
    """Of another period, one målgrupp, one anordnare: a part less another may be one person."""
    skapa(varld)
    dra(varld)
    las_in(varld, csvfil(*SVAR))
    hela = Urval(date(2024, 1, 1), date(2024, 12, 31))
    with varld.enhet(IDAG, "gust") as e:
        assert [t.nummer for t in kundenkat.for_statistik(e, hela, hela.period)] == ["12", "13"]
        for u in (
            Urval(date(2024, 1, 1), date(2024, 12, 30)), Urval(hela.fran, hela.till, malgrupp="bistand"),
            Urval(hela.fran, hela.till, anordnare="Björken"), Urval(hela.fran, hela.till, karriarvagledare="anlu"),
            Urval(hela.fran, hela.till, "FAI"),
        ):  # fmt: skip
            assert kundenkat.for_statistik(e, u, u.period) == ()


def test_figures_without_names_for_whoever_runs_it(varld: Varld) -> None:
    skapa(varld, som="kval")
    dra(varld, som="kval")
    las_in(varld, csvfil(*SVAR), som="kval")
    with varld.enhet(IDAG, "kval") as e:
        assert kundenkat.lista(e)[0].tillfragade == 21
        with pytest.raises(Nekad, match="arbetsledare"):
            kundenkat.utskick(e, AMI)
    for som in ("anlu", "syss", "dass"):
        with varld.enhet(IDAG, som) as e:
            for gor in (kundenkat.lista, kundenkat.formular, kundenkat.utskick, kundenkat.resultat):
                with pytest.raises(Nekad):
                    gor(e, AMI) if gor is not kundenkat.lista else gor(e)


def test_the_send_list_is_in_the_registerutdrag_and_goes_with_the_working_material(varld: Varld) -> None:
    skapa(varld)
    dra(varld)
    with varld.enhet(IDAG, "anlu") as e:
        u = registerutdrag.hamta(e, "K1000")
    assert u.tabeller["enkatutskick"] == [{"enkat_id": "Enkäten", "insats_id": "T00", "anordnare_id": "Björken"}]
    with varld.enhet("2026-06-01", "gust") as e:
        from kundvalsdesk.services import gallring

        assert not any("enkatutskick" in k.omfattning for k in gallring.kandidater(e) if k.kod == "arbetsmaterial")
    las_in(varld, csvfil(*SVAR))
    with enhet(varld.databas, AGARE, varld.regelverk, date(2026, 6, 1), skriv=True) as e:
        e.session.execute(
            text("UPDATE insats SET sista_dag = '2024-12-01', avslutsorsak = 'arbete' WHERE nyckel = 'T00'")
        )
    with varld.enhet("2026-06-01", "gust") as e:
        vilka = [k for k in gallring.kandidater(e) if k.kod == "arbetsmaterial" and "enkatutskick" in k.omfattning]
        assert [k.kund for k in vilka] == ["K1000"]


def test_each_in_their_own_name(ny_databas: Callable[[str], Databas], regelverk: Regelverkssamling) -> None:
    """Whoever sees no kunder has the list drawn, takes the answers in and sees what they say."""
    varld = Varld(ny_databas("postgresql"), regelverk, MER)
    with Inloggade(varld.databas) as inloggade:

        def som(vem: str, gor: Any, *, skriv: bool = False) -> Any:
            egen = inloggade.som(vem)
            with lasning(egen) as c:
                aktor = aktor_for(c, None)
            with enhet(egen, aktor, varld.regelverk, date.fromisoformat(IDAG), skriv=skriv) as e:
                return gor(e)

        som("kval", lambda e: kundenkat.spara(e, AMI, 0, "Enkäten", None, None, "Helheten?\nB?\nC?"), skriv=True)
        som("kval", lambda e: kundenkat.dra(e, AMI, 1), skriv=True)
        data = csvfil(*SVAR, huvud="Anordnare;Insats;f1;f2;f3")
        som("kval", lambda e: kundenkat.las_in(e, AMI, 2, data), skriv=True)
        assert som("kval", lambda e: kundenkat.resultat(e, AMI)).tabeller["12"].totalt["svar"] == 11
        assert len(som("gust", lambda e: kundenkat.ta_ut(e, AMI), skriv=True)) == 21
        assert som("anlu", kundenkat.kundnojdhet)["Ågården"][0].antal == 5
        utdrag = som("boek", lambda e: registerutdrag.hamta(e, "K1000"))
        assert len(utdrag.tabeller["enkatutskick"]) == 1
        for vem, fraga in (
            ("kval", "SELECT kund_id FROM enkatutskick"), ("anlu", "SELECT varden FROM enkatsvar"),
            ("anlu", "SELECT tillfragade FROM enkatgrupp"), ("gust", "INSERT INTO enkatutskick (enkat_id, kund_id, "
             "insats_id, anordnare_id) VALUES (1, 1, 1, 1)"), ("gust", "UPDATE enkat SET utskick = NULL"),
            ("gust", "DELETE FROM enkatutskick"), ("gust", "SELECT ratt.dra_utskick(1)"),
            ("syss", "SELECT id FROM enkat"), ("dass", "SELECT id FROM enkatutskick"),
        ):  # fmt: skip
            with pytest.raises(KundvalsdeskFel):
                som(vem, lambda e, fraga=fraga: e.anslutning.execute(text(fraga)), skriv=True)
        assert som("gust", lambda e: e.session.scalar(select(Enkatgrupp.id).limit(1)))
