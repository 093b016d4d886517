"""The granskning of anordnare: judged point by point beside what is known, klar and locked, opened with a reason."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from db.test_kontrollpunkter import punkt, skicka, varden
from db.test_redovisningar import SVAR, formular, fyll, nummer, ta_emot, utskickad
from db.test_uppfoljning import IDAG, MER, Enhetens, enhetens, gor, skapa
from db.varld import BLAD, Varld, fragade
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from kundvalsdesk import models as m
from kundvalsdesk.fel import Konflikt, Nekad
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import anordnartal, bedomningar, bedomningsunderlag, statistik
from kundvalsdesk.services.bedomningsformular import KLAR, OPPNA, SATT
from kundvalsdesk.services.bedomningsformular import formular as steg
from kundvalsdesk.services.bedomningstyper import Granskad, Granskningar, Talen
from kundvalsdesk.services.statistiktyper import Urval

BRA, UTVECKLAS, MINDRE, ALLVARLIG = "tillfredsstallande", "utvecklas", "mindre_brist", "allvarlig_brist"


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Iterator[Varld]:
    with enhetens(databas, regelverk) as v:
        yield v


def hamta(v: Varld, nr: int, som: str = "kvut", idag: str = IDAG) -> Granskningar:
    with v.enhet(idag, som) as e:
        return bedomningar.hamta(e, nr)


def en(v: Varld, nr: int, namn: str = "Björken", som: str = "kvut") -> Granskad:
    return bedomningar.finn_anordnare(hamta(v, nr, som), namn)


def satt(
    v: Varld, nr: int, kod: str, niva: str, kommentar: str = "", namn: str = "Björken", version: int | None = None,
    **mer: str,
) -> None:  # fmt: skip
    r = en(v, nr, namn)
    p = r.punkten(kod)
    sedd = p.bedomt.version if p is not None and p.bedomt is not None else 0
    gor(v, SATT, f"{nr}:{r.anordnare_id}:{kod}", sedd if version is None else version, niva=niva, kommentar=kommentar,
        evidens=mer.pop("evidens", ""), **mer)  # fmt: skip


def satt_alla(v: Varld, nr: int, namn: str = "Björken", utom: str = "") -> None:
    r = en(v, nr, namn)
    with v.enhet(IDAG, "kvut", skriv=True) as e:
        for p in r.punkter:
            if not p.niva and p.punkt.kod != utom:
                e.handling_id = f"{e.handling_id[:-4]}{p.punkt_id:04}"
                bedomningar.satt(e, nr, r.anordnare_id, p.punkt.kod, 0, BRA, "", "")


def klar(v: Varld, nr: int, namn: str = "Björken", **x: str) -> None:
    r = en(v, nr, namn)
    gor(v, KLAR, f"{nr}:{r.anordnare_id}", r.version, slutsats="", **x)


def test_each_point_stands_beside_the_answer_last_years_bedomning_and_all_it_has_been(varld: Varld) -> None:
    forra = utskickad(varld, 2025)
    satt(varld, forra, "ekonomi", MINDRE, "Revisorn har en anmärkning.", evidens="Bokslutet 2024")
    nr = utskickad(varld)
    ta_emot(varld, fyll(formular(varld, nr), SVAR))
    x = hamta(varld, nr, som="gust")
    assert [r.anordnare for r in x.rader] == ["Björken", "Zenit", "Ågården"]
    b = x.rader[0]
    assert b.har_svarat and (b.bedomda, b.lage, b.version) == (0, "pagar", 0) and not x.rader[1].har_svarat
    p = b.punkten("ekonomi")
    assert p is not None and p.svar is not None and (p.svar.uppfyllt, p.svar.svar) == ("ja", "God.")
    assert p.forra is not None and (p.forra.niva, p.forra.evidens) == (MINDRE, "Bokslutet 2024") and p.nummer == "A2"
    assert b.punkten("forberedande") is None and x.rader[1].punkten("forberedande") is not None
    satt(varld, nr, "ekonomi", UTVECKLAS, "Ny revisor.")
    satt(varld, nr, "ekonomi", BRA)
    p = en(varld, nr).punkten("ekonomi")
    assert p is not None and p.bedomt is not None
    assert (p.niva, p.bedomt.sparad.bedomd_av, str(p.bedomt.sparad.bedomd)) == (BRA, "Kim Vik", IDAG)
    assert [(s.niva, s.kommentar) for s in p.bedomt.forr] == [(UTVECKLAS, "Ny revisor.")]
    if varld.databas.lokal:
        with varld.enhet(IDAG, "kvut") as e:
            q = "SELECT gammalt, nytt FROM logg WHERE tabell = 'bedomning' AND falt = 'niva' ORDER BY id"
            andringar = [tuple(r) for r in e.session.execute(text(q))]
        assert andringar == [(None, MINDRE), (None, UTVECKLAS), (UTVECKLAS, BRA)]


_FEL = [
    ("ekonomi", {"niva": "bra"}, "Välj bedömning"),
    ("ekonomi", {"niva": MINDRE, "kommentar": "  "}, "vad bristen består i"),
    ("ekonomi", {"niva": ""}, "Välj en bedömning"),
    ("ekonomi", {"niva": BRA, "kommentar": "x" * 4001}, "högst 4000"),
    ("ekonomi", {"niva": BRA, "evidens": "Deltagaren 19121212-1212."}, "personnummer"),
    ("forberedande", {"niva": BRA}, "ingen sådan kontrollpunkt"),
    ("finns_inte", {"niva": BRA}, "ingen sådan kontrollpunkt"),
    ("ekonomi", {"niva": BRA, "version": 3}, "finns inte längre"),
]


@pytest.mark.parametrize(("kod", "vad", "mening"), _FEL)
def test_what_cannot_be_judged_is_said_and_nothing_is_saved(
    varld: Varld, kod: str, vad: dict[str, str], mening: str
) -> None:
    nr = utskickad(varld)
    with pytest.raises(Nekad, match=mening):
        satt(varld, nr, kod, **vad)  # type: ignore[arg-type]
    assert en(varld, nr).version == 0
    for mal in ("", "1", f"{nr}:x", f"{nr}:1:b-d", "9" * 12 + ":1", f"{nr}:99999"):
        with pytest.raises(Nekad, match=r"finns inte|granskas inte|ingen sådan"):
            gor(varld, SATT, mal, 0, niva=BRA, kommentar="", evidens="")


def test_a_granskning_is_klar_when_all_is_judged_and_then_locked_until_it_is_opened_with_a_reason(
    varld: Varld,
) -> None:
    nr = utskickad(varld)
    with pytest.raises(Nekad, match="Börja med den första"):
        klar(varld, nr)
    satt(varld, nr, "skatt", "", "Vänta på utdraget.")  # a note is no bedömning
    satt_alla(varld, nr, utom="skatt")
    with pytest.raises(Nekad, match=r"1 av .* kontrollpunkter har ingen bedömning: A3"):
        klar(varld, nr)
    with varld.enhet(IDAG, "kvut") as e:
        assert not steg(e, KLAR, f"{nr}:{en(varld, nr).anordnare_id}").tillaten
    satt(varld, nr, "skatt", ALLVARLIG, "Skulder hos Kronofogden.")
    klar(varld, nr)
    r = en(varld, nr)
    assert (r.lage, r.klar_av, r.bedomda) == ("klar", "Kim Vik", r.antal)
    with pytest.raises(Nekad, match="Granskningen är klar"):
        satt(varld, nr, "skatt", BRA)
    with pytest.raises(Nekad, match="redan klar"):
        klar(varld, nr)
    # A point that is asked from now on is none of a granskning that is klar.
    p = punkt(varld, nr, "kris")
    gor(varld, "uppfoljningspunkt_lagg_till", nr, **(varden(p) | {"punkt": "Hållbarhet"}))
    skicka(varld, nr, "2026-02-20")
    assert en(varld, nr).bedomda == en(varld, nr).antal == r.antal
    with pytest.raises(Nekad, match="Skälet"):
        gor(varld, OPPNA, f"{nr}:{r.anordnare_id}", r.version, skal=" ")
    gor(varld, OPPNA, f"{nr}:{r.anordnare_id}", r.version, skal="Skulden är betald.")
    igen = en(varld, nr)
    assert (igen.lage, igen.skal, igen.bedomda) == ("pagar", "Skulden är betald.", r.antal) and igen.klar is None
    assert igen.antal == r.antal + 1
    with pytest.raises(Nekad, match="redan öppen"):
        gor(varld, OPPNA, f"{nr}:{r.anordnare_id}", igen.version, skal="Igen.")


def test_a_point_that_is_asked_in_other_words_or_no_longer_keeps_its_bedomning(varld: Varld) -> None:
    nr = utskickad(varld)
    satt(varld, nr, "kris", MINDRE, "Ingen plan.")
    satt(varld, nr, "ledning", BRA)
    p = punkt(varld, nr, "ledning")
    gor(varld, "uppfoljningspunkt_andra", p.id, p.version, **varden(p, fraga="Vem leder, från och med nu?"))
    p = punkt(varld, nr, "kris")
    gor(varld, "uppfoljningspunkt_ta_bort", p.id, p.version)
    skicka(varld, nr, "2026-02-20")
    r = en(varld, nr)
    ledning, kris = r.punkten("ledning"), r.punkten("kris")
    assert ledning is not None and (ledning.aldre, ledning.punkt.fraga) == (1, "Vem leder, från och med nu?")
    assert kris is not None and kris.niva == MINDRE and kris.aldre == 0
    satt(varld, nr, "ledning", BRA, "Prövad mot den nya frågan.")
    ledning = en(varld, nr).punkten("ledning")
    assert ledning is not None and ledning.aldre == 0


def test_nobody_writes_over_what_another_has_judged(varld: Varld) -> None:
    nr = utskickad(varld)
    satt(varld, nr, "ekonomi", BRA)
    satt(varld, nr, "ekonomi", UTVECKLAS, "Svag likviditet.", som="kvtva")
    with pytest.raises(Konflikt) as ut:
        satt(varld, nr, "ekonomi", MINDRE, "Brist.", version=1)
    assert ut.value.vem == "Pia Ros" and {f.falt for f in ut.value.skillnader} >= {"Bedömning", "Kommentar"}
    with pytest.raises(Konflikt):  # both began with an empty form
        satt(varld, nr, "ekonomi", BRA, version=0)
    p = en(varld, nr).punkten("ekonomi")
    assert p is not None and p.niva == UTVECKLAS
    r = en(varld, nr)
    with pytest.raises(Konflikt):
        gor(varld, OPPNA, f"{nr}:{r.anordnare_id}", r.version + 1, skal="x")


def test_two_who_begin_the_same_granskning_at_once_both_get_through(varld: Varld) -> None:
    nr = utskickad(varld)
    vem, start = nummer(varld, "Björken"), threading.Barrier(2)
    fel: list[BaseException] = []

    def bedom(som: str, kod: str) -> None:
        try:
            start.wait(10)
            with varld.enhet(IDAG, som, skriv=True) as e:
                bedomningar.satt(e, nr, vem, kod, 0, BRA, "", "")
        except BaseException as x:  # noqa: BLE001 - told in the thread of the test
            fel.append(x)

    tradar = [threading.Thread(target=bedom, args=x) for x in (("kvut", "ekonomi"), ("kvtva", "skatt"))]
    for t in tradar:
        t.start()
    for t in tradar:
        t.join(20)
    assert fel == [] and en(varld, nr).bedomda == 2


def test_an_action_is_done_once(varld: Varld) -> None:
    nr = utskickad(varld)
    vem = nummer(varld, "Björken")
    for _ in range(2):
        with varld.enhet(IDAG, "kvut", skriv=True) as e:
            e.handling_id = "00000000-0000-4000-8000-00000000beda"
            bedomningar.satt(e, nr, vem, "ekonomi", 0, BRA, "", "")
    p = en(varld, nr).punkten("ekonomi")
    assert p is not None and p.bedomt is not None and p.bedomt.forr == ()


def test_only_the_kvalitetsutvecklare_judges_and_others_see_nothing(varld: Varld) -> None:
    nr = utskickad(varld)
    satt(varld, nr, "ekonomi", BRA)
    assert en(varld, nr, som="gust").bedomda == 1
    for som in ("gust", "anlu"):
        with pytest.raises(Nekad):
            satt(varld, nr, "ekonomi", MINDRE, "x", som=som)
    for som in ("anlu", "syst") if "syst" in {h["anvandare"] for h in BLAD["handlaggare"]} else ("anlu",):
        with pytest.raises(Nekad):
            hamta(varld, nr, som)
        with pytest.raises(Nekad), varld.enhet(IDAG, som) as e:
            bedomningsunderlag.talen(e, nr, {1: "Björken"})
    with varld.enhet(IDAG, "gust") as e, pytest.raises(Nekad):
        steg(e, KLAR, f"{nr}:1")


_FORSOK = {
    "UPDATE bedomning SET bedomd_av = 'Pia Ros'": "bär namnet",
    "UPDATE bedomning SET kod = 'skatt'": "permission denied",
    "UPDATE bedomning SET punkt_id = (SELECT min(id) FROM uppfoljningspunkt WHERE kod <> bedomning.kod)": "hör inte",
    "UPDATE bedomningsversion SET niva = 'mindre_brist'": "permission denied",
    "DELETE FROM bedomning": "permission denied",
    "INSERT INTO bedomningsversion (bedomning_id, nummer, niva, kommentar, evidens, bedomd, bedomd_av)"
    " SELECT id, 9, niva, kommentar, evidens, bedomd, bedomd_av FROM bedomning": "är det som den är nu",
    "INSERT INTO anordnargranskning (uppfoljning_id, anordnare_id, lage, slutsats, skal, version)"
    " SELECT uppfoljning_id, 99, 'klar', '', '', 1 FROM anordnargranskning": "policy",
}


def _neka(v: Varld, sats: str, svar: str, som: str = "kvut") -> None:
    assert isinstance(v, Enhetens)
    with pytest.raises(DBAPIError) as fel, v.inloggade.som(som).engine.connect() as c:
        c.execute(text(sats))
    assert svar in str(fel.value), sats


def test_the_database_itself_keeps_what_has_been_judged(varld: Varld) -> None:
    """Past the program, with the rights of a login."""
    if varld.databas.lokal:
        return
    nr = utskickad(varld)
    satt_alla(varld, nr)
    for sats, svar in _FORSOK.items():
        _neka(varld, sats, svar)
    klar(varld, nr)
    for sats in (
        "UPDATE bedomning SET niva = 'mindre_brist' WHERE kod = 'ekonomi'",
        "UPDATE anordnargranskning SET lage = 'pagar', skal = ''",
        "UPDATE anordnargranskning SET slutsats = 'x'",
    ):
        _neka(varld, sats, "Granskningen är klar")
    _neka(varld, "SELECT 1 FROM bedomning", "permission denied", "anlu")
    with varld.enhet(IDAG, "kvut") as e:
        assert set(e.session.scalars(select(m.Bedomning.niva))) == {BRA}


# --- Beside the others ---------------------------------------------------------------------------------------------


def talen(v: Varld, nr: int, som: str = "kvut") -> Talen:
    with v.enhet(IDAG, som) as e:
        return bedomningsunderlag.talen(e, nr, {r.anordnare_id: r.anordnare for r in bedomningar.hamta(e, nr).rader})


def test_how_the_others_were_judged_and_what_differs_on_the_same_answer(varld: Varld) -> None:
    nr = utskickad(varld)
    for namn in ("Björken", "Zenit", "Ågården"):
        ta_emot(varld, fyll(formular(varld, nr, namn), {"uppfyllt:ekonomi": "Ja", "svar:ekonomi": "God."}))
    satt(varld, nr, "ekonomi", MINDRE, "Svag.")
    satt(varld, nr, "ekonomi", BRA, namn="Zenit")
    satt(varld, nr, "ekonomi", BRA, namn="Ågården")
    x, t = hamta(varld, nr), talen(varld, nr)
    j = bedomningsunderlag.jamfor(x, t, x.rader[0].anordnare_id, "ekonomi")
    assert [(a.anordnare, a.uppfyllt, a.niva, a.skiljer) for a in j.andra] == [
        ("Zenit", "ja", BRA, True), ("Ågården", "ja", BRA, True)]  # fmt: skip
    assert j.avvikelse is not None and j.avvikelse.strangare
    assert set(bedomningsunderlag.avvikelser(x, t)) == {(x.rader[0].anordnare_id, "ekonomi")}
    prov = bedomningsunderlag.jamfor(x, t, x.rader[0].anordnare_id, "ekonomi", niva=BRA)
    assert prov.avvikelse is None


def test_what_the_report_is_told(varld: Varld) -> None:
    nr = utskickad(varld)
    satt(varld, nr, "ekonomi", MINDRE, "Svag.")
    satt(varld, nr, "kris", ALLVARLIG, "Ingen plan.")
    satt(varld, nr, "rapportering", BRA)
    with varld.enhet(IDAG, "gust") as e:
        b, z, _ = bedomningar.for_rapport(e, nr)
    assert b.antal["A"] == {MINDRE: 1, ALLVARLIG: 1} and b.antal["C"] == {BRA: 1} and b.punkter["A"] == 10
    assert [(x.nummer, x.namn, x.kommentar) for x in b.brister] == [
        ("A10", "Allvarlig brist", "Ingen plan."), ("A2", "Mindre brist", "Svag.")]  # fmt: skip
    assert (b.bedomda, z.bedomda, z.brister) == (3, 0, ()) and b.av > 20
    tom = skapa(varld, kundval="Kulturskola", koder="", mall="allman", namnd="Kulturnämnden")
    with pytest.raises(Nekad, match="inte utsända"), varld.enhet(IDAG, "gust") as e:
        bedomningar.for_rapport(e, tom)


# --- What is known of an anordnare ---------------------------------------------------------------------------------


def _insats(n: int, kund: str, anordnare: str) -> dict[str, str]:
    return {"insats": f"T{n:02}", "kund": kund, "kod": "AMI2", "anordnare": anordnare, "beslut": "2025-12-01",
            "uppdrag": "2025-12-05", "start": "2026-01-05", "genomforandeplan": ""}  # fmt: skip


@pytest.fixture
def med_insatser(databas: Databas, regelverk: Regelverkssamling) -> Iterator[Varld]:
    """Björken has six insatser that all may see and one of a protected kund, Ågården six of that one alone."""
    kunder = [dict(k) for k in BLAD["kunder"]]
    skyddad = next(k["kund"] for k in kunder if k.get("skydd"))
    oppna = [k["kund"] for k in kunder if not k.get("skydd")]
    rader = [_insats(n, oppna[n % len(oppna)], "Björken") for n in range(6)]
    rader += [_insats(10, skyddad, "Björken"), *(_insats(20 + n, skyddad, "Ågården") for n in range(6))]
    for r in rader:
        del r["genomforandeplan"]
    mer = MER | {"insatser": rader}
    with enhetens(databas, regelverk, mer) as v:
        yield v


def test_the_figures_are_those_shown_elsewhere_and_tell_nothing_of_a_protected_kund(med_insatser: Varld) -> None:
    v = med_insatser
    nr = utskickad(v)
    bjorken, agarden = nummer(v, "Björken"), nummer(v, "Ågården")
    kvut, chef = talen(v, nr), talen(v, nr, "gust")
    # The same figures, whoever asks: there is nothing to subtract.
    assert {a: x.tal for a, x in kvut.per_anordnare.items()} == {a: x.tal for a, x in chef.per_anordnare.items()}
    assert all(not x.arenden for x in kvut.per_anordnare.values())
    with v.enhet(IDAG, "kvut") as e:
        u = Urval(kvut.fran, kvut.till)
        atta = {r["anordnare"]: r for r in statistik.per_anordnare(e, u).rader}
        assert atta == {r["anordnare"]: r for r in statistik.hamta(e, u).statistik.tabeller["8"].rader}
        t = anordnartal.arets(e, [bjorken], 2026, ("AMI",))[bjorken]
    assert atta["Ågården"]["totalt"] == 6 and t.att_lamna >= t.sena > 0
    tal = kvut.per_anordnare[bjorken].tal
    assert tal["sena"].ord == f"{t.sena} av {t.att_lamna} rapporter och planer kom för sent ({tal['sena'].andel} %)."
    assert tal["resultat"].ord == "Ingen insats har avslutats." and tal["nojdhet"].andel is None
    ord_ = " ".join(x.ord for a in chef.per_anordnare.values() for x in a.tal.values())
    assert not any(k[f] in ord_ for k in BLAD["kunder"] for f in ("kund", "fornamn", "efternamn") if k.get(f))
    with v.enhet(IDAG, "kvut") as e:
        assert anordnartal.arets(e, [agarden], 2026, ("FAI",))[agarden].att_lamna == 0  # of other kundval
        fragor = []
        for vilka in ({bjorken: "Björken"}, {r.anordnare_id: r.anordnare for r in hamta(v, nr).rader}):
            with fragade(e) as sql:
                bedomningsunderlag.talen(e, nr, vilka)
            fragor.append(len(sql))
        assert fragor[0] == fragor[1]  # as many however many are reviewed


def test_a_kundval_of_another_namnd_has_no_figures(varld: Varld) -> None:
    nr = skapa(varld, kundval="Kulturskola", koder="", mall="allman", namnd="Kulturnämnden")
    with varld.enhet(IDAG, "kvut") as e:
        assert bedomningsunderlag.talen(e, nr, {1: "Björken"}).per_anordnare == {}
