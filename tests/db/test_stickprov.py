"""A stickprov: asked for by whoever sees no cases, drawn and looked at by an arbetsledare, told in figures."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from db.test_uppfoljning import IDAG, MER, Enhetens, enhetens, gor, skapa
from db.varld import Varld
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from kundvalsdesk import models as m
from kundvalsdesk.fel import Konflikt, Nekad
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import stickprov, stickprovsformular
from kundvalsdesk.services.stickprovtyper import Provarende, Provrad

KUNDER = ("K0001", "K0002", "K0003")
INSATSER = [
    {"insats": f"T{n:02}", "kund": KUNDER[n % 3], "kod": "AMI2", "anordnare": "Björken" if n % 2 else "Ågården",
     "beslut": "2025-12-01", "uppdrag": "2025-12-05", "start": "2026-01-05"}
    for n in range(6)
]  # fmt: skip
BESTALL = {"syfte": "Följs planerna?", "fran": "2026-01-01", "till": "2026-03-15", "kundval": "", "anordnare": "",
           "storlek": "3", "utan_dragna": "ja"}  # fmt: skip


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Iterator[Varld]:
    mer = MER | {"insatser": INSATSER}
    with enhetens(databas, regelverk, mer) as v:
        yield v


def bestall(v: Varld, plan_id: int, **mer: str) -> int:
    gor(v, "stickprov_bestall", plan_id, **BESTALL | mer)
    return prov(v).id


def prov(v: Varld, som: str = "kvut") -> Provrad:
    with v.enhet(IDAG, som) as e:
        return stickprov.lista(e)[0]


def arenden(v: Varld, nr: int) -> tuple[Provarende, ...]:
    with v.enhet(IDAG, "gust") as e:
        return stickprov.arenden(e, nr)


def dra(v: Varld, nr: int) -> None:
    gor(v, "stickprov_dra", nr, prov(v).version, som="gust")


def granska(v: Varld, nr: int, svar: str = "ja") -> None:
    koder = [f.kod for f in prov(v).fragor]
    for a in arenden(v, nr):
        gor(v, "stickprov_granska", f"{nr}:{a.id}", a.version, som="gust", kommentar="Sett.",
            **{f"svar_{k}": svar for k in koder})  # fmt: skip


def test_it_is_asked_for_drawn_looked_at_and_told_in_figures(varld: Varld) -> None:
    nr = bestall(varld, skapa(varld))
    s = prov(varld)
    assert (s.lage, s.population, s.bestallt_av, s.kundval, len(s.fro)) == ("bestallt", None, "Kim Vik",
                                                                            ("FAI", "AMI", "ISA"), 32)  # fmt: skip
    dra(varld, nr)
    s = prov(varld)
    assert (s.lage, s.population, s.draget_av) == ("draget", 6, "Gun Stål")  # protected kunder with the rest
    assert len(arenden(varld, nr)) == 3
    with varld.enhet(IDAG, "gust") as e:
        k = stickprov.kontrollera(e, nr)
    assert k.lika and k.stammer
    with pytest.raises(Nekad, match="3 ärenden är inte granskade"):
        gor(varld, "stickprov_klart", nr, s.version, som="gust")
    granska(varld, nr)
    gor(varld, "stickprov_klart", nr, prov(varld).version, som="gust")
    assert [(u.ja, u.nej, u.ej) for u in prov(varld).utfall] == [(3, 0, 0)] * 5
    with pytest.raises(Nekad, match="klart och ändras inte"):
        granska(varld, nr, "nej")


def test_a_second_one_leaves_out_those_already_drawn_and_says_so(varld: Varld) -> None:
    p = skapa(varld)
    nr = bestall(varld, p)
    dra(varld, nr)
    forsta = {a.arende for a in arenden(varld, nr)}
    annat = bestall(varld, p, storlek="10")
    dra(varld, annat)
    s = prov(varld)
    assert s.population == 3 and s.utelamnade == ((stickprov.DRAGNA, 3),)
    assert not forsta & {a.arende for a in arenden(varld, annat)}
    tredje = bestall(varld, p, utan_dragna="nej", anordnare=str(_anordnare(varld, "Björken")))
    dra(varld, tredje)
    assert prov(varld).population == 3 and {a.anordnare for a in arenden(varld, tredje)} == {"Björken"}


def _anordnare(v: Varld, namn: str) -> int:
    with v.enhet(IDAG, "kvut") as e:
        return e.session.scalar(select(m.Anordnare.id).where(m.Anordnare.namn == namn)) or 0


def test_a_population_that_has_changed_is_told(varld: Varld) -> None:
    nr = bestall(varld, skapa(varld))
    dra(varld, nr)
    borta = arenden(varld, nr)[0].arende
    with varld.enhet(IDAG, "gust", skriv=True) as e:
        i = e.session.scalars(select(m.Insats).where(m.Insats.nyckel == borta)).one()
        i.start = None
    with varld.enhet(IDAG, "gust") as e:
        k = stickprov.kontrollera(e, nr)
    assert (k.lika, k.population_da, k.population_nu, k.saknas, len(k.nya)) == (False, 6, 5, (borta,), 1)


def test_whoever_sees_no_cases_sees_which_ones_nowhere(varld: Varld) -> None:
    nr = bestall(varld, p := skapa(varld))
    dra(varld, nr)
    granska(varld, nr)
    with varld.enhet(IDAG, "kvut") as e:
        for gora in (lambda: stickprov.arenden(e, nr), lambda: stickprov.kontrollera(e, nr)):
            with pytest.raises(Nekad, match="arbetsledare"):
                gora()
    with pytest.raises(Nekad, match="arbetsledare"):
        gor(varld, "stickprov_klart", nr, prov(varld).version)
    for vem in ("anlu", "syss", "dass"):
        with pytest.raises(Nekad):
            prov(varld, vem)
    if not isinstance(varld, Enhetens):
        return
    fraga = text("SELECT granskat FROM stickprovsarende")
    for vem in ("kvut", "dass"):
        with pytest.raises(DBAPIError, match="permission denied"), varld.inloggade.som(vem).engine.connect() as c:
            c.execute(fraga)
    gor(varld, "stickprov_klart", nr, prov(varld, "gust").version, som="gust")
    dra(varld, bestall(varld, p))
    with varld.inloggade.som("anlu").engine.connect() as c:  # what has been seen in a case, not what is drawn
        sett = c.execute(fraga).scalars().all()
    assert sett and None not in sett


@pytest.mark.parametrize(
    ("mer", "mening"),
    [
        ({"syfte": " "}, "Syftet"),
        ({"till": "2025-12-01"}, "slutar innan"),
        ({"storlek": "0"}, "mellan 1 och 500"),
        ({"kundval": "XYZ"}, "Välj ett kundval"),
    ],
)
def test_what_cannot_be_asked_for_is_said(varld: Varld, mer: dict[str, str], mening: str) -> None:
    with pytest.raises(Nekad, match=mening):
        bestall(varld, skapa(varld), **mer)


def test_conflicts_mistakes_and_forms(varld: Varld) -> None:
    p = skapa(varld)
    nr = bestall(varld, p)
    gammal = prov(varld).version
    with varld.enhet(IDAG, "gust") as e:
        for kod in ("stickprov_dra", "stickprov_klart", "stickprov_avbryt"):
            assert stickprovsformular.formular(e, kod, str(nr)).kod == kod
        assert stickprovsformular.formular(e, "stickprov_bestall", str(p)).falt
    dra(varld, nr)
    with pytest.raises(Konflikt):
        gor(varld, "stickprov_dra", nr, gammal, som="gust")
    with pytest.raises(Nekad, match="kan inte avbrytas"):
        gor(varld, "stickprov_avbryt", nr, prov(varld).version, skal="x")
    a = arenden(varld, nr)[0]
    with varld.enhet(IDAG, "gust") as e:
        assert len(stickprovsformular.formular(e, "stickprov_granska", f"{nr}:{a.id}").falt) == 6
    with pytest.raises(Nekad, match="på varje fråga"):
        gor(varld, "stickprov_granska", f"{nr}:{a.id}", a.version, som="gust", svar_plan="ja")
    tomt = bestall(varld, p, fran="2020-01-01", till="2020-02-01")
    with pytest.raises(Nekad, match="Inget ärende"):
        dra(varld, tomt)
    gor(varld, "stickprov_avbryt", tomt, prov(varld).version, skal="Fel period.")
    assert prov(varld).lage == "avbrutet"


FORSOK = (
    ("kvut", "UPDATE stickprov SET fro = 'x'", "permission denied"),
    ("kvut", "UPDATE stickprov SET lage = 'klart', klart_av = 'Kim Vik'", "dras av en arbetsledare"),
    ("kvut", "DELETE FROM stickprov", "permission denied"),
    ("gust", "DELETE FROM stickprovsarende", "permission denied"),
    ("gust", "UPDATE stickprovsarende SET ordning = 9", "permission denied"),
    ("gust", "UPDATE stickprov SET population = 99", "draget är draget"),
    ("gust", "UPDATE stickprov SET lage = 'bestallt'", "i den ordningen"),
    ("gust", "UPDATE stickprov SET lage = 'klart', klart_av = 'Kim Vik'", "bär namnet"),
    ("gust", "INSERT INTO stickprovsarende (stickprov_id, insats_id, ordning, svar, kommentar, version)"
     " SELECT 1, id, 9, '', '', 1 FROM insats", "draget är draget"),
)  # fmt: skip


def test_the_database_itself_chooses_the_seed_and_keeps_the_draw(varld: Varld) -> None:
    if not isinstance(varld, Enhetens):
        return
    nr = bestall(varld, skapa(varld))
    with varld.inloggade.som("kvut").engine.begin() as c:
        c.execute(text(
            "INSERT INTO stickprov (uppfoljning_id, nummer, syfte, fran, till, kundval, storlek, utan_dragna, fro,"
            " metod, fragor, bestallt, bestallt_av, lage, skal, utelamnade, utfall, version)"
            " SELECT uppfoljning_id, 9, 'x', fran, till, '', 3, false,"
            " 'mitt', metod, fragor, bestallt, bestallt_av, 'bestallt', '', '[]', '[]', 1"
            " FROM stickprov"
        ))  # fmt: skip
        assert c.execute(text("SELECT count(*) FROM stickprov WHERE fro = 'mitt'")).scalar() == 0
    gor(varld, "stickprov_avbryt", prov(varld).id, 1, skal="x")
    gor(varld, "stickprov_dra", nr, 1, som="gust")
    for vem, sats, svar in FORSOK:
        with pytest.raises(DBAPIError) as fel, varld.inloggade.som(vem).engine.connect() as c:
            c.execute(text(sats + (" WHERE lage = 'draget'" if sats.startswith("UPDATE stickprov SET") else "")))
            pytest.fail(sats)
        assert svar in str(fel.value), (sats, fel.value)
