"""Jämföraren from a database: the same for everybody on both engines, without protected kunder, and on paper."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from arkivkontroll import kontrollera
from db.dokumentvarld import text as sidans_text
from db.inloggade import Inloggade
from db.varld import BLAD, Varld
from sqlalchemy import text

from kundvalsdesk.fel import Nekad
from kundvalsdesk.models import Anordnare, Anordnarkontor, Auktorisation, Enkat, Enkatgrupp
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules import jamforare as r
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import jamforaren
from kundvalsdesk.services.arbetsenhet import aktor_for, enhet, lasning
from kundvalsdesk.services.documents import jamforaren as utskrift
from kundvalsdesk.services.jamforaretyper import Jamford, Jamforelse

IDAG = "2025-02-03"
ORSAKER = ("arbete", "studier", "foretag", "insatstid_slut", "kund_avbryter")


def _insatser() -> list[dict[str, str]]:
    """Björken: 22 kunder in the year; Ågården: 7, few of whom came to egen försörjning; Zenit: one."""
    ut = []
    for n in range(31):
        hos = "Björken" if n < 23 else "Ågården" if n < 30 else "Zenit"
        start = date(2023, 9, 1) + timedelta(days=11 * n)
        sista = start + timedelta(days=90 + 9 * n)
        slutar = sista < date(2025, 1, 1)
        ut.append({"insats": f"J{n:02d}", "kund": f"K1{n:03d}", "kod": "FAI1" if hos == "Zenit" else "AMI2",
                   "anordnare": hos, "start": str(start), "sista_dag": str(sista) if slutar else "",
                   "avslutsorsak": ORSAKER[n % 5] if slutar else "", "historik": "ja"})  # fmt: skip
    # A second insats of the same kund is no second kund; one before the year is none of it.
    for n in (0, *range(2, 12)):
        ut.append({**ut[n], "insats": f"J{n + 50}", "kod": "AMI1", "start": "2024-05-01", "sista_dag": "",
                   "avslutsorsak": ""})  # fmt: skip
    ut.append({**ut[0], "insats": "J91", "start": "2023-01-01", "sista_dag": "2023-12-31", "kund": "K0003"})
    return ut


MER: dict[str, Any] = {
    "handlaggare": [
        *BLAD["handlaggare"],
        {"anvandare": "kval", "namn": "Kerstin Ly", "roll": "kvalitetsutvecklare"},
        {"anvandare": "koor", "namn": "Karl Ås", "roll": "kundkoordinator"},
    ],
    "anordnare": [
        {"anordnare": "Björken", "sprak": "svenska, arabiska", "kommundelar": "Hamnen, Centrum",
         "epost": "b@b.example", "kompetens": "vård",
         "presentation": "Vi är <b>små</b> & nära.\n" * 3, "telefon": "08-465 004 01"},
        {"anordnare": "Ågården"}, {"anordnare": "Zenit"},
    ],
    "kunder": [
        *BLAD["kunder"],
        *({"kund": f"K1{n:03d}", "fornamn": "Test", "efternamn": f"Testsson {n}", "malgrupp": "bistand",
           "karriarvagledare": "anlu"} for n in range(31)),
    ],
    "insatser": _insatser(),
}  # fmt: skip


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Varld:
    return Varld(databas, regelverk, MER)


def _hamta(v: Varld, kod: str = "", som: str = "anlu", ar: int | None = None) -> Jamforelse:
    with v.enhet(IDAG, som) as e:
        return jamforaren.hamta(e, kod, ar)


def _av(j: Jamforelse) -> dict[str, Jamford]:
    return {a.namn: a for a in j.alla}


def _borde(hos: str) -> tuple[int | None, int | None]:
    """By the rules alone, from what was taken in."""
    kunder, langder = set(), []
    for i in MER["insatser"]:
        start, sista = date.fromisoformat(i["start"]), date.fromisoformat(i["sista_dag"] or "9999-12-31")
        if i["anordnare"] != hos or start.year > 2024 or sista.year < 2024:
            continue
        kunder.add(i["kund"])
        if sista.year == 2024 and i["avslutsorsak"] in ("arbete", "studier", "foretag"):
            langder.append((sista - start).days + 1)
    return r.kunder(len(kunder)), r.manader(len(langder), sum(langder))


def test_what_each_can_be_compared_by(varld: Varld) -> None:
    j = _hamta(varld)
    alla = _av(j)
    assert (j.ar, list(alla), j.enkat) == (2024, ["Björken", "Zenit", "Ågården"], False)
    assert {namn: (a.kunder, a.manader) for namn, a in alla.items()} == {n: _borde(n) for n in alla}
    assert (alla["Björken"].kunder, alla["Zenit"].kunder, alla["Ågården"].manader) == (20, None, None)
    assert alla["Björken"].manader is not None
    assert [k for k, _ in alla["Ågården"].insatser] == ["AMI2"] and len(alla["Zenit"].insatser) == 2
    ami2 = _hamta(varld, "AMI2")
    assert (list(_av(ami2)), ami2.forval) == (["Björken", "Ågården"], "Björken")
    assert _av(_hamta(varld, ar=2022))["Björken"].kunder is None
    for fel in ({"kod": "XYZ"}, {"kod": "JPG"}, {"ar": 2025}, {"ar": 1}):
        with pytest.raises(Nekad):
            _hamta(varld, **fel)  # type: ignore[arg-type]


def test_the_same_for_everybody_who_shows_it_and_for_nobody_else(varld: Varld) -> None:
    borde = _hamta(varld)
    with Inloggade(varld.databas) as inloggade:
        for vem in ("anlu", "boek", "gust", "kval", "koor", "syss", "dass"):
            db = varld.databas if varld.databas.lokal else inloggade.som(vem)
            with lasning(db) as anslutning:
                aktor = aktor_for(anslutning, vem)
            with enhet(db, aktor, varld.regelverk, date.fromisoformat(IDAG)) as e:
                if vem in ("syss", "dass"):
                    with pytest.raises(Nekad, match="Det här görs av"):
                        jamforaren.hamta(e)
                else:
                    assert jamforaren.hamta(e) == borde, vem


def test_a_protected_kund_is_in_no_figure(varld: Varld) -> None:
    """Whoever counts the kunder they see gets what is printed: nothing is left over."""
    fore = _hamta(varld)
    with varld.databas.engine.begin() as c:
        kunder = "(SELECT id FROM kund WHERE nyckel BETWEEN 'K1000' AND 'K1010')"
        c.execute(text(f"UPDATE kund SET skydd = 'sekretessmarkering' WHERE id IN {kunder}"))
        c.execute(text(f"UPDATE insats SET skydd = 'sekretessmarkering' WHERE kund_id IN {kunder}"))
    efter = _hamta(varld)
    assert (_av(fore)["Björken"].kunder, _av(efter)["Björken"].kunder) == (20, 10)
    # For the kundansvarig of the protected ones, and for an arbetsledare, too.
    assert _hamta(varld, som="gust") == efter == _hamta(varld, som="boek")


def test_a_group_under_five_is_not_to_be_found_out(varld: Varld) -> None:
    """All that is printed, for every choice of anordnare, is the same whether Zenit has had one kund or four,
    and whether one more or less at Ågården came to egen försörjning."""

    def allt() -> list[str]:
        ut = []
        for kod, namnen in (("", ("Björken", "Ågården", "Zenit")), ("", ("Zenit",)), ("AMI2", ("Björken", "Ågården")),
                            ("FAI1", ("Zenit",))):  # fmt: skip
            with varld.enhet(IDAG) as e:
                ut.append(sidans_text(utskrift.fil(e, namnen, kod)[1]) + repr(jamforaren.hamta(e, kod)))
        return ut

    fore = allt()
    with varld.databas.engine.begin() as c:
        hos = {n: c.execute(text("SELECT id FROM anordnare WHERE namn = :n"), {"n": n}).scalar_one() for n in
               ("Zenit", "Ågården")}  # fmt: skip
        # Three kunder of an earlier year become kunder of this one at Zenit.
        for n in range(3):
            c.execute(
                text("INSERT INTO insats (nyckel, kund_id, kod, kundval, anordnare_id, start, historik, orsak_dold,"
                     " version) SELECT :k, id, 'FAI1', 'FAI', :a, '2024-03-01', true, false, 1 FROM kund"
                     " WHERE nyckel = :n"),
                {"k": f"Z{n}", "a": hos["Zenit"], "n": f"K000{n + 1}" if n != 1 else "K1029"},
            )  # fmt: skip
        c.execute(
            text("UPDATE insats SET avslutsorsak = 'kund_avbryter' WHERE anordnare_id = :a AND nyckel IN"
                 " (SELECT max(nyckel) FROM insats WHERE anordnare_id = :a AND avslutsorsak = 'arbete')"),
            {"a": hos["Ågården"]},
        )  # fmt: skip
    assert allt() == fore


def test_the_sheet_to_take_home(varld: Varld) -> None:
    with varld.enhet(IDAG, skriv=True) as e:
        bjorken = e.session.query(Anordnare).filter_by(namn="Björken").one()
        e.session.add(Anordnarkontor(anordnare_id=bjorken.id, namn="Kontoret", kommundel="Hamnen", adress="Kajen 1"))
        e.session.query(Auktorisation).filter_by(avser="FAI").one().till = date(2025, 1, 31)
    with varld.enhet(IDAG) as e:
        namn, pdf = utskrift.fil(e, ("Ågården", "Björken"), "AMI2")
        assert namn == "jamfor_anordnare.pdf" and kontrollera(pdf) == []
        ord_ = sidans_text(pdf)
        assert "Exempelkommun" in ord_ and "två anordnare" in ord_ and "står på tur" in ord_
        assert "omkring 5 omkring 20" in ord_ and "Så valde vi siffrorna" in ord_ and "hela 2024" in ord_
        assert "Kontoret, Hamnen, Kajen 1" in ord_ and "svenska, arabiska" in ord_ and "<b>små</b> & nära" in ord_
        assert "Ingen kundenkät finns än" in ord_ and "vet vi inte än" in ord_
        assert "SEKRETESS" not in ord_ and "Testsson" not in ord_
        for jargon in ("AMI", "avslutsorsak", "insatskod", "medel_dagar"):
            assert jargon not in ord_
        for namnen, skal in (((), "Välj vilka"), (("Zenit",), "inte auktoriserad för insatsen"),
                             (("a", "b", "c", "d", "e"), "Högst fyra")):  # fmt: skip
            with pytest.raises(Nekad, match=skal):
                utskrift.fil(e, namnen, "AMI2")
        with pytest.raises(Nekad, match="Zenit är inte auktoriserad i dag"):
            utskrift.fil(e, ("Zenit",))


def test_how_nojda_they_are_by_the_kundenkat(varld: Varld) -> None:
    with varld.enhet(IDAG, skriv=True) as e:
        vem = {a.namn: a.id for a in e.session.query(Anordnare)}
        for kundval, stangd in (("AMI", date(2025, 1, 7)), ("FAI", None)):
            x = Enkat(ar=2024, kundval=kundval, namn="2024", fran=date(2024, 1, 1), till=date(2024, 12, 31),
                      fragor="[]", skapad=date(2025, 1, 1), stangd=stangd)  # fmt: skip
            e.session.add(x)
            e.session.flush()
            if stangd:
                e.session.add_all([
                    Enkatgrupp(enkat_id=x.id, anordnare_id=vem[n], tillfragade=9, andel_nojda=a, antal_svar=s)
                    for n, a, s in (("Björken", 78, 9), ("Ågården", None, None))
                ])  # fmt: skip
    j = _hamta(varld, "AMI2", som="boek")
    assert j.enkat and [(n.ar, n.andel, n.antal) for n in _av(j)["Björken"].nojdhet] == [(2024, 78, 9)]
    assert _av(j)["Ågården"].nojdhet == ()
    with varld.enhet(IDAG) as e:
        ord_ = sidans_text(utskrift.fil(e, ("Björken", "Ågården"), "AMI2")[1])
        assert "78 procent (9 svar)" in ord_.replace("\u00a0", " ") and "för få svar för att visas" in ord_
    assert not _hamta(varld, "FAI1").enkat


def test_the_function_of_the_server_gives_no_exact_figure(
    databas: Databas, varld: Varld, regelverk: Regelverkssamling
) -> None:
    if databas.lokal:
        return
    with Inloggade(databas) as inloggade:

        def fraga(vem: str, sats: str) -> Any:
            with inloggade.som(vem).engine.connect() as c:
                return c.execute(text(sats)).all()

        for vem in ("boek", "gust", "kval", "koor"):
            rader = fraga(vem, "SELECT kunder, manader FROM ratt.jamforelse(2024)")
            assert sorted(rader, key=repr) == sorted(((5, None), (20, _borde("Björken")[1]), (None, None)), key=repr)
        for vem in ("syss", "dass"):
            with pytest.raises(Exception, match="permission denied"):
                fraga(vem, "SELECT * FROM ratt.jamforelse(2024)")
