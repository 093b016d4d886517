"""The parameters of reviewing and of brister: read strictly, of the right rule set, and the ones that decide."""

from __future__ import annotations

import copy
import tomllib
from datetime import date
from typing import Any

import pytest

from kundvalsdesk.resurser import resurs
from kundvalsdesk.rules.brister import brister
from kundvalsdesk.rules.fakta import Franvaro, Insatsfakta, Plan, Rapport, Retur, Slutrapport
from kundvalsdesk.rules.granskning import anmarkningar
from kundvalsdesk.rules.kalender import plus_manader
from kundvalsdesk.rules.regelverk import Regelverksfel, Regelverkssamling, tolka_regelverk
from kundvalsdesk.services.regelverk import las_regelverk

from .granskningsvarld import D, franvaro, rapport

GRUND: dict[str, Any] = tomllib.loads((resurs("regelverk") / "2024.toml").read_text(encoding="utf-8"))
NYCKLAR = [(t, k) for t in ("granskning", "brister") for k in GRUND[t]]
FRIVILLIGA = {"tolkning", "orsak_ges_av_typ"}


def _samling(tabell: str, **varden: Any) -> Regelverkssamling:
    """The rule set of 2024 with other parameters."""
    d = copy.deepcopy(GRUND)
    d[tabell] |= varden
    return Regelverkssamling([tolka_regelverk("prov.toml", d)])


@pytest.mark.parametrize(("tabell", "nyckel"), [x for x in NYCKLAR if x[1] not in FRIVILLIGA])
def test_every_parameter_must_be_there(tabell: str, nyckel: str) -> None:
    d = copy.deepcopy(GRUND)
    del d[tabell][nyckel]
    with pytest.raises(Regelverksfel) as fel:
        tolka_regelverk("prov.toml", d)
    assert (fel.value.nyckel, fel.value.skal) == (f"{tabell}.{nyckel}", "saknas")


@pytest.mark.parametrize("tabell", ["granskning", "brister"])
def test_a_rule_set_with_insatser_that_run_must_have_the_tables(tabell: str) -> None:
    d = copy.deepcopy(GRUND)
    del d[tabell]
    with pytest.raises(Regelverksfel, match=f"{tabell} saknas"):
        tolka_regelverk("prov.toml", d)


@pytest.mark.parametrize(
    ("tabell", "nyckel", "varde", "skal"),
    [
        ("granskning", "extra", 1, "är en okänd nyckel"),
        ("brister", "extra", 1, "är en okänd nyckel"),
        ("granskning", "likhet_procent", 101, "ska vara högst 100"),
        ("granskning", "likhet_procent", "80", "ska vara ett heltal"),
        ("granskning", "kontakt_arbetsdagar", 6, "ska vara högst 5"),
        ("granskning", "sjukperioder", 1, "ska vara minst 2"),
        ("granskning", "orsak_ges_av_typ", ["semester"], "har ett okänt värde: 'semester'"),
        ("granskning", "tolkning", ["T99"], "har ett okänt värde: 'T99'"),
        ("brister", "ansvarig", "ANO", "är 'ANO' men ska vara något av KV"),
        ("brister", "arbetsdagar", 0, "ska vara minst 1"),
        ("brister", "sen_manader", 25, "ska vara högst 24"),
    ],
)
def test_refused_with_key_and_reason(tabell: str, nyckel: str, varde: object, skal: str) -> None:
    with pytest.raises(Regelverksfel) as fel:
        _samling(tabell, **{nyckel: varde})
    assert (fel.value.nyckel, fel.value.skal) == (f"{tabell}.{nyckel}", skal)


def test_a_day_before_them_follows_the_first_rule_set_that_has_them() -> None:
    rv = las_regelverk()
    assert rv.alla[0].granskning is None
    for dag in (date(2021, 1, 1), date(2023, 5, 1), date(2024, 5, 1), None):
        assert rv.granskning(dag) is rv.alla[1].granskning
        assert rv.brister(dag) is rv.alla[1].brister


def test_the_rule_set_in_force_on_the_day_decides() -> None:
    forst, sedan = copy.deepcopy(GRUND), copy.deepcopy(GRUND)
    forst["till"] = date(2024, 12, 31)
    sedan |= {"namn": "2025", "fran": date(2025, 1, 1)}
    sedan["brister"]["sen_manader"] = 2
    sedan["granskning"]["likhet_procent"] = 60
    rv = Regelverkssamling([tolka_regelverk("a.toml", forst), tolka_regelverk("b.toml", sedan)])
    assert [rv.brister(D(d)).sen_manader for d in ("2024-12-31", "2025-01-01")] == [1, 2]
    assert [rv.granskning(D(d)).likhet_procent for d in ("2024-12-31", "2025-01-01")] == [80, 60]


# --- They are what decides ------------------------------------------------------------------------------------------

SJUK = tuple(Franvaro("sjuk", D(f"2024-0{m}-05"), D(f"2024-0{m}-06")) for m in (6, 7, 8))


@pytest.mark.parametrize(
    ("varden", "kod", "finns"),
    [
        ({"sjukperioder": 3}, "upprepad_sjukfranvaro", True),
        ({"sjukperioder": 4}, "upprepad_sjukfranvaro", False),
        ({"sjukperioder_manader": 2}, "upprepad_sjukfranvaro", False),
        ({"orsak_ges_av_typ": ["vab"]}, "franvaro_utan_orsak", True),
        ({"orsak_ges_av_typ": ["sjuk"]}, "franvaro_utan_orsak", False),
        ({"annan_franvaro": 2}, "andra_moten_namns_inte", True),
        ({"annan_franvaro": 3}, "andra_moten_namns_inte", False),
        ({"likhet_procent": 50}, "lik_foregaende", True),
        ({"likhet_procent": 51}, "lik_foregaende", False),
        ({"likhet_procent": 50, "likhet_minst_ord": 7}, "lik_foregaende", False),
        ({"likhet_procent": 50, "likhet_foljd": 2}, "lik_foregaende", True),
    ],
)
def test_the_checks_go_by_them(varden: dict[str, Any], kod: str, finns: bool) -> None:
    rader = (
        franvaro("2024-08-05", "2024-08-06"),
        *(franvaro(f"2024-08-{d}", typ="annan", orsak="Möte") for d in ("20", "27")),
    )
    u = rapport(
        progression="ett två tre fyra fem sex", franvaro=rader, registrerad=SJUK,
        foregaende=rapport(progression="noll två tre fyra fem sju").innehall,
        regelverk=_samling("granskning", **({"likhet_minst_ord": 6} | varden)),
    )  # fmt: skip
    # The other sections are last month's to the letter.
    hit = [a.kod for a in anmarkningar(u) if a.avsnitt in ("progression", "franvaro", "moten_hindrar")]
    assert (kod in hit) is finns


@pytest.mark.parametrize(("dagar", "veckor"), [(3, [33, 34, 35]), (4, [33, 34, 35]), (5, [34, 35])])
def test_how_much_of_a_week_calls_for_a_contact(dagar: int, veckor: list[int]) -> None:
    # The insats begins on Tuesday of week 33.
    u = rapport(kontakter=(), start=D("2024-08-13"), regelverk=_samling("granskning", kontakt_arbetsdagar=dagar))
    assert [a.data[0] for a in anmarkningar(u) if a.kod == "vecka_utan_kontakt"] == veckor


def _sen(n: int) -> Insatsfakta:
    """An insats of 2024 with n reports three days late, each returned on two days, two months apart."""
    rapporter = []
    for m in range(1, 12):
        sen = m % 2 and m // 2 < n
        in_ = date(2024, m + 1, 10 if sen else 5)
        returer = (Retur(in_, in_), Retur(date(2024, m + 1, 20))) if sen else ()
        rapporter.append(Rapport(f"2024-{m:02d}", in_, returer))
    return Insatsfakta(
        "AMI2", start=D("2024-01-01"), slut=D("2024-11-30"), planer=(Plan(1, D("2024-01-10")),),
        rapporter=tuple(rapporter), slutrapport=Slutrapport(D("2024-11-25")),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("varden", "kod", "n"),
    [
        ({}, "upprepat_sen", 1),
        ({"sena_antal": 4}, "upprepat_sen", 0),
        ({"sena_manader": 4}, "upprepat_sen", 0),
        ({"sena_antal": 2}, "upprepat_sen", 1),
        ({}, "samma_aterremitterad", 3),
        ({"returer_samma": 3}, "samma_aterremitterad", 0),
        ({}, "flera_aterremitterade", 1),
        ({"returer_antal": 4}, "flera_aterremitterade", 0),
        ({"returer_manader": 3}, "flera_aterremitterade", 0),
        ({}, "progression", 1),
        ({"progression_i_rad": 4}, "progression", 0),
    ],
)
def test_brister_go_by_them(varden: dict[str, Any], kod: str, n: int) -> None:
    progression = dict.fromkeys(["2024-03", "2024-04", "2024-05"], "saknas")
    assert sum(b.kod == kod for b in brister(_sen(3), progression, _samling("brister", **varden))) == n


@pytest.mark.parametrize("manader", [1, 2, 6])
def test_how_late_is_more_than_late(manader: int) -> None:
    f = Insatsfakta("AMI2", start=D("2024-03-01"), slut=D("2024-03-31"))
    ut = brister(f, {}, _samling("brister", sen_manader=manader))
    (dag,) = [b.fran for b in ut if b.avser == "rapport:2024-03" and b.kod == "mer_an_manad_sen"]
    assert dag == plus_manader(D("2024-04-07"), manader).replace(day=8)
