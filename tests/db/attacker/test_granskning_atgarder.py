"""Granskning of anordnare and åtgärder, attacked: past the program with a login, and by two at once."""

from __future__ import annotations

import threading

import pytest
from db.test_atgarder import (
    EFTER,
    IDAG,
    Enhetens,
    anordnare,
    gor,
    kommunicera,
    kvarstar,
    ny,
    pa_atgarden,
    pa_steget,
    varld,  # noqa: F401 - the fixture
    vy,
)
from db.test_bedomningar import en, klar, satt, satt_alla
from db.test_kontrollpunkter import borja
from db.test_redovisningar import utskickad
from db.varld import Varld
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from kundvalsdesk import models as m
from kundvalsdesk.fel import FleraFel, Konflikt, Nekad
from kundvalsdesk.models.ratter.atgard import UTAN_BESLUT
from kundvalsdesk.rules import atgarder as r
from kundvalsdesk.services import anordnarregister, atgardsbeslut, atgardslista, handlingar
from kundvalsdesk.services.aterkallelse import effektrader
from kundvalsdesk.services.atgardsmodell import atgardsmodell
from kundvalsdesk.services.bedomningsformular import KLAR
from kundvalsdesk.services.kundenkatsvar import las_svar
from kundvalsdesk.services.notislista import hamta as notiser

_NYTT = (
    "INSERT INTO atgardssteg (atgard_id, nummer, slag, lage, datum, skal, hopp, ska_goras, resultat, rattar,"
    " auktorisationer, foreslagen_av, beslutsfattare, diarienummer, beslut_skal, version) SELECT min(id), 9, '{}',"
    " 'utkast', '2026-03-16', '', '', '', '', 0, '', 'kvut', '', '', '', 1 FROM atgard"
)
_BREV = (
    "INSERT INTO atgardsbrev (steg_id, nummer, utfardat, utfardat_av, underlag, innehall, sha256) SELECT min(id), 'x',"
    " '2020-03-16', 'kvut', '', 'x', encode(sha256('x'), 'hex') FROM atgardssteg"
)
_BESLUTA = "UPDATE atgardssteg SET lage = 'beslutat', beslutad_av = 'gust', {} WHERE lage = 'foreslaget'"
_ATGARDER = [
    ("kvut", (_NYTT.format("anmarkning"),), "beslutas av en arbetsledare"),
    ("kvut", (_NYTT.format("forelaggande"),), "beslutas av en arbetsledare"),
    ("kvut", (_NYTT.format("nagot_nytt"),), "beslutas av en arbetsledare"),
    ("kvut", (_BREV, "UPDATE atgardssteg SET ska_goras = 'x' WHERE lage = 'utkast'"), "Rätta det"),
    ("kvut", (_BREV, "UPDATE atgard SET brist = 'x'"), "Rätta det"),
    ("gust", (_BESLUTA.format("beslutsfattare = 'arbetsledare'"),), "har en dag"),
    ("gust", (_BESLUTA.format("beslutsfattare = 'arbetsledare', beslutad = '2019-01-01'"),), "har en dag"),
    ("gust", (_BESLUTA.format("beslutsfattare = 'namnd', beslutad = '2026-03-16'"),), "diarienummer"),
    ("gust", (_BESLUTA.format("beslutsfattare = 'x', beslutad = '2026-03-16'"),), "har en dag"),
    ("gust", (_BESLUTA.format("beslutsfattare = 'arbetsledare', beslutad = '2026-03-16'"),), "upphör i registret"),
    ("kvut", ("TRUNCATE atgardssteg",), "permission denied"),
    ("kvut", ("SET ROLE arbetsledare",), "permission denied"),
    ("kvut", ("UPDATE handlaggare SET losenord_givet = NULL",), "permission denied"),
    ("syss", ("UPDATE handlaggare SET losenord_givet = NULL",), "permission denied"),
    *(
        (vem, ("SELECT losenord_givet FROM handlaggare",), "permission denied")
        for vem in ("anlu", "gust", "kvut", "dass")
    ),
]
_OPPEN = "UPDATE anordnargranskning SET klar = NULL, klar_av = NULL, skal = 'x', lage = '{}'"
_GRANSKNING = [
    ("UPDATE anordnargranskning SET klar_av = 'Pia Ros'", "pågår, eller är klar"),
    ("UPDATE anordnargranskning SET lage = 'klar', klar_av = 'Kim Vik'", "pågår, eller är klar"),
    ("UPDATE anordnargranskning SET lage = 'x'", "pågår, eller är klar"),
    (
        "INSERT INTO anordnargranskning (uppfoljning_id, anordnare_id, lage, slutsats, klar_av, skal, version) SELECT"
        " min(uppfoljning_id), (SELECT max(id) FROM anordnare), 'pagar', '', 'Pia Ros', '', 1 FROM anordnargranskning",
        "börjar med att pågå",
    ),
    ("UPDATE bedomning SET niva = 'mindre_brist'", "sparas"),
]


def _neka(v: Enhetens, som: str, satser: tuple[str, ...], svar: str) -> None:
    with pytest.raises(DBAPIError) as fel, v.inloggade.som(som).engine.begin() as c:
        for sats in satser:
            c.execute(text(sats))
    assert svar in str(fel.value), satser


def test_the_ladder_holds_past_the_program(varld: Varld) -> None:  # noqa: F811
    if not isinstance(varld, Enhetens):
        return
    ny(varld)
    ny(varld, slag="aterkallelse", skal="x", hopp="y", galler_fran="2026-06-01")
    for som, satser, svar in _ATGARDER:
        _neka(varld, som, satser, svar)


def test_a_granskning_says_nothing_untrue_of_itself(varld: Varld) -> None:  # noqa: F811
    if not isinstance(varld, Enhetens):
        return
    nr = utskickad(varld)
    satt_alla(varld, nr)
    for sats, svar in _GRANSKNING:
        _neka(varld, "kvut", (sats,), svar)
    klar(varld, nr)
    _neka(varld, "kvut", (_OPPEN.format("x"),), "pågår, eller är klar")


def test_the_database_waits_for_a_decision_where_the_ladder_does() -> None:
    assert {s.kod for s in atgardsmodell().steg if not s.beslutas_av} == set(UTAN_BESLUT) - {r.UPPFOLJNING}


_STEG = {"skal": "x", "ska_goras": "z", "senast": "2026-05-10", "foljs_upp": "2026-05-20", "hopp": "y"}
_Jobb = tuple[str, str, object, int, dict[str, str]]


def _samtidigt(v: Varld, *jobb: _Jobb) -> list[BaseException | None]:
    start = threading.Barrier(len(jobb))
    ut: list[BaseException | None] = [None] * len(jobb)

    def en(n: int, som: str, kod: str, mal: object, version: int, x: dict[str, str]) -> None:
        try:
            with v.enhet(EFTER, som, skriv=True) as e:
                if not v.databas.lokal:
                    start.wait(10)
                handlingar.utfor(e, kod, "", str(mal), version, x)
        except BaseException as fel:  # noqa: BLE001 - told in the thread of the test
            ut[n] = fel

    tradar = [threading.Thread(target=en, args=(n, *j)) for n, j in enumerate(jobb)]
    for t in tradar:
        t.start()
    for t in tradar:
        t.join(30)
    return ut


def _en_gick(ut: list[BaseException | None]) -> None:
    """One is done, and the others are told why theirs is not, by the program and not by its database."""
    assert sum(x is None for x in ut) == 1 and all(x is None or type(x) in (Konflikt, Nekad) for x in ut), ut


def test_of_two_who_act_on_an_atgard_at_once_one_gets_through(varld: Varld) -> None:  # noqa: F811
    nr = ny(varld)
    s = vy(varld, nr, idag=EFTER).steg[0]
    kod = "atgardssteg_kommunicera"
    _en_gick(_samtidigt(varld, ("kvut", kod, s.id, s.version, {}), ("gust", kod, s.id, s.version, {})))
    kvarstar(varld, nr)
    a = vy(varld, nr, idag=EFTER)
    ratta: list[_Jobb] = [
        ("kvut", "atgardssteg_ratta", a.steg[0].id, a.steg[0].version, _STEG),
        ("kvtva", "atgardssteg_ratta", a.steg[1].id, a.steg[1].version, {"resultat": "avhjalpt", "skal": "x"}),
    ]
    _en_gick(_samtidigt(varld, *ratta))
    pa_steget(varld, "atgardssteg_ta_bort", nr, idag=EFTER)
    nasta: _Jobb = ("kvtva", "atgardssteg_foresla", f"{nr}:anmarkning", vy(varld, nr).rad.version, _STEG)
    _en_gick(_samtidigt(varld, ratta[0], nasta))
    assert len(vy(varld, nr, idag=EFTER).steg) == 3
    nr = ny(varld, slag="forelaggande", skal="x", hopp="y", senast="2026-05-10", foljs_upp="2026-05-18")
    a = vy(varld, nr, idag=EFTER)
    s = a.steg[0]
    _en_gick(_samtidigt(
        varld, ("gust", "atgardssteg_besluta", s.id, s.version, {"beslutsfattare": "arbetsledare", "datum": EFTER}),
        ("hara", "atgardssteg_avsla", s.id, s.version, {"skal": "x"}),
        ("kvut", "atgard_makulera", nr, a.rad.version, {"skal": "x"}),
    ))  # fmt: skip


def test_what_is_decided_but_not_told_yet_says_what_to_do(varld: Varld) -> None:  # noqa: F811
    nr = ny(varld, slag="forelaggande", skal="x", hopp="y", senast="2026-05-10", foljs_upp="2026-05-18")
    pa_steget(varld, "atgardssteg_besluta", nr, som="gust", beslutsfattare="arbetsledare", datum=IDAG)
    for kod in ("atgardssteg_andra", "atgardssteg_ratta", "atgardssteg_ta_bort"):
        with pytest.raises(Nekad, match=r"beslutat och .* Kommunicera det, och rätta det sedan"):
            pa_steget(varld, kod, nr, **_STEG)


def test_a_renewed_auktorisation_is_told_of_before_the_other_is_withdrawn(varld: Varld) -> None:  # noqa: F811
    vem = anordnare(varld)
    with varld.enhet(IDAG, "gust", skriv=True) as e:
        a = e.session.scalars(select(m.Auktorisation).where(m.Auktorisation.anordnare_id == int(vem))).one()
        slut = {"till": "2026-08-31", "avslut": "egen_begaran", "avslut_skal": "x"}
        anordnarregister.avauktorisera(e, f"auktorisation:{a.id}", a.version, slut)
    for avser, fran in (("AMI", "2026-09-01"), ("AMI2", "2026-01-01"), ("FAI", "2026-01-01")):
        with varld.enhet(IDAG, "gust", skriv=True) as e:
            anordnarregister.auktorisera(e, f"anordnare:{vem}", avser, {"fran": fran})
    nr = ny(
        varld, slag="aterkallelse", skal="x", hopp="y", galler_fran="2026-06-01", **{f"auktorisation_{a.id}": "ja"}
    )
    with varld.enhet(IDAG, "kvut") as e:
        x = atgardsbeslut.effekter(e, vy(varld, nr).steg[0].id)
        assert x is not None
        assert [rad for rad in effektrader(x) if "återkallas inte" in rad] == [
            "Auktorisationen för AMI 2 återkallas inte.",
            "Auktorisationen för AMI, Arbetsmarknadsinsatser från och med 1 september 2026 återkallas inte.",
        ]


def test_no_personnummer_goes_to_the_anordnare(varld: Varld) -> None:  # noqa: F811
    vem = "Deltagaren 19121212-1212."
    for falt in ("brist", "ska_goras", "skal"):
        with pytest.raises(Nekad, match="personnummer") as fel:
            ny(varld, **{falt: vem})
        assert fel.value.falt == falt and "1212" not in fel.value.mening
    nr = ny(varld)
    for kod, mer in (("atgardssteg_andra", {"skal": vem}), ("atgardssteg_andra", {"ska_goras": vem})):
        with pytest.raises(Nekad, match="personnummer"):
            pa_steget(varld, kod, nr, **(_STEG | mer))
    with pytest.raises(Nekad, match="personnummer"):
        pa_atgarden(varld, "atgard_andra", nr, brist=vem, konstaterad=IDAG, ansvarig="Kim Vik")
    kommunicera(varld, nr)
    with pytest.raises(Nekad, match="personnummer"):
        pa_atgarden(varld, "atgard_folj_upp", nr, datum=IDAG, resultat="kvarstar", skal=vem)
    gor(varld, "atgard_andra", nr, vy(varld, nr).rad.version, ansvarig="Pia Ros")


def test_a_letter_is_a_letter_and_a_date_that_cannot_be_met_says_what_can_be_done(varld: Varld) -> None:  # noqa: F811
    with pytest.raises(Nekad, match=r"4001 tecken\. Den får ha högst 4000"):
        ny(varld, brist="x" * 4001)
    with pytest.raises(Nekad, match="högst 4000"):
        ny(varld, ska_goras="a\n" * 2001)
    with pytest.raises(Nekad, match=r"senast den 28 februari 2026\. Följ upp den, eller ta ett annat steg direkt"):
        ny(varld, konstaterad="2025-08-31")
    nr = ny(varld, brist="a\n" * 1999, ska_goras="=A1 & <b>🙂")
    kommunicera(varld, nr)


def test_what_is_said_in_a_granskning_may_have_several_lines(varld: Varld) -> None:  # noqa: F811
    nr = utskickad(varld)
    satt(varld, nr, "ekonomi", "tillfredsstallande", "Ett.\nTvå.", evidens="Bokslutet.\n" * 30)
    satt_alla(varld, nr)
    x = en(varld, nr)
    gor(varld, KLAR, f"{nr}:{x.anordnare_id}", x.version, slutsats="Helheten.\n\nFramåt.")
    assert en(varld, nr).slutsats == "Helheten.\n\nFramåt."


def test_an_auktorisation_is_withdrawn_once_though_two_decide_it_at_once(varld: Varld) -> None:  # noqa: F811
    bort = {"slag": "aterkallelse", "skal": "x", "hopp": "y", "galler_fran": "2026-06-01"}
    alla = [vy(varld, ny(varld, **bort), idag=EFTER).steg[0] for _ in range(2)]
    beslut = {"beslutsfattare": "arbetsledare", "datum": EFTER}
    jobb: list[_Jobb] = [
        (som, "atgardssteg_besluta", s.id, s.version, beslut) for som, s in zip(("gust", "hara"), alla, strict=True)
    ]
    _en_gick(_samtidigt(varld, *jobb))
    with varld.enhet(EFTER, "anlu") as e:
        assert len([n for n in notiser(e) if "återkallad" in n.mening]) == 2


def test_what_a_brist_is_about_is_not_taken_away_from_under_it(varld: Varld) -> None:  # noqa: F811
    plan = borja(varld)
    with varld.enhet(IDAG, "kvut") as e:
        punkt_id, namn = atgardslista.punktval(e, plan)[2]
        p = e.session.get_one(m.Uppfoljningspunkt, punkt_id)
        lista = e.session.get_one(m.Uppfoljningslista, p.lista_id)
    # Whatever is sent in as numbers and days besides is no more than what the form would have said.
    nr = ny(varld, plan=str(plan), punkt=str(punkt_id), auktorisation_x="ja", datum="2030-01-01")
    with pytest.raises(Nekad, match="En åtgärd gäller kontrollpunkten"):
        gor(varld, "uppfoljningspunkt_ta_bort", punkt_id, p.version)
    with pytest.raises(Nekad, match="En åtgärd gäller en av kontrollpunkterna"):
        gor(varld, "uppfoljningspunkter_ta_bort", plan, lista.version)
    x = vy(varld, nr)
    assert x.rad.punkt == namn and str(x.steg[0].datum) == IDAG


def test_a_row_that_is_far_too_long_is_not_told_cell_by_cell() -> None:
    fil = "Anordnare;Insats;Fråga 1\nBjörken;AMI2;3;" + "x;" * 50_000
    with pytest.raises(FleraFel) as fel:
        las_svar(fil.encode(), ["Nöjd?"], {"björken": 1}, ["AMI2"])
    assert len(fel.value.meningar) <= 21 and int(fel.value.meningar[-1].split()[2]) < 200
