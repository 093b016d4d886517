"""What follows on a brist: the days of a follow-up, the ladder, and what waits."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kundvalsdesk.resurser import resurs
from kundvalsdesk.rules import atgarder as r
from kundvalsdesk.rules.uppfoljning import Modellfel

_FIL = resurs("uppfoljning", "atgarder.toml")
M = r.las_atgardsmodell(_FIL.name, tomllib.loads(_FIL.read_text(encoding="utf-8")))
D = date(2026, 3, 16)


def steg(*delar: tuple[str, str] | tuple[str, str, str]) -> tuple[r.Steg, ...]:
    """Of (slag, läge) or (slag, läge, resultat), numbered from 1."""
    return tuple(
        r.Steg(n, x[0], x[1], D, D + timedelta(days=30) if x[0] != r.UPPFOLJNING else None,
               D + timedelta(days=60) if x[0] != r.UPPFOLJNING else None, x[2] if len(x) > 2 else "")
        for n, x in enumerate(delar, 1)
    )  # fmt: skip


BEGARD = (r.BEGARAN, r.KOMMUNICERAT)
KVAR = (r.UPPFOLJNING, r.KOMMUNICERAT, r.KVARSTAR)


@pytest.mark.parametrize(
    ("fran", "minst", "hogst"),
    [
        ("2026-03-16", "2026-04-16", "2026-09-16"),
        ("2026-01-31", "2026-02-28", "2026-07-31"),
        ("2028-01-31", "2028-02-29", "2028-07-31"),
        ("2027-08-31", "2027-09-30", "2028-02-29"),
        ("2028-02-29", "2028-03-29", "2028-08-29"),
        ("2026-12-31", "2027-01-31", "2027-06-30"),
    ],
)
def test_a_brist_is_followed_up_within_one_to_six_months(fran: str, minst: str, hogst: str) -> None:
    assert r.uppfoljningstid(M, date.fromisoformat(fran)) == (date.fromisoformat(minst), date.fromisoformat(hogst))


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)))
def test_there_is_always_time_to_follow_up(dag: date) -> None:
    minst, hogst = r.uppfoljningstid(M, dag)
    assert 28 <= (minst - dag).days <= 31 and 181 <= (hogst - dag).days + 1 <= 185


def test_the_ladder_goes_on_when_the_brist_remains_and_not_before() -> None:
    assert r.nasta(M, ()) == r.BEGARAN and r.nasta(M, steg(BEGARD)) == ""
    allt = [BEGARD]
    for kod in r.TRAPPA[1:]:
        allt.append(KVAR)
        assert r.nasta(M, steg(*allt)) == kod and not r.direkt(M, steg(*allt), kod)
        assert r.direkt(M, steg(*allt), r.BEGARAN)
        allt.append((kod, r.KOMMUNICERAT))
    assert r.atgardens_lage(steg(*allt), makulerad=False) == r.ATERKALLAD
    assert r.nasta(M, steg((r.FORELAGGANDE, r.KOMMUNICERAT), KVAR)) == r.ATERKALLELSE
    assert r.direkt(M, (), r.FORELAGGANDE)


def test_a_refused_step_and_a_corrected_one_do_not_count() -> None:
    avslagen = steg(BEGARD, KVAR, (r.ANMARKNING, r.AVSLAGET))
    assert r.nasta(M, avslagen) == r.ANMARKNING and r.pagar(avslagen) is None
    rattad = (*steg(BEGARD, KVAR), r.Steg(3, r.UPPFOLJNING, r.UTKAST, D, resultat=r.AVHJALPT, rattar=2))
    assert r.atgardens_lage(rattad, makulerad=False) == r.OPPEN
    rattad = (*rattad[:2], rattad[2]._replace(lage=r.KOMMUNICERAT))
    assert r.atgardens_lage(rattad, makulerad=False) == r.AVSLUTAD_AVHJALPT
    sen = (*steg(BEGARD, KVAR, (r.ANMARKNING, r.KOMMUNICERAT)), r.Steg(4, r.BEGARAN, r.KOMMUNICERAT, D, rattar=1))
    nu = r.star(sen)
    assert nu is not None and nu.slag == r.ANMARKNING  # a correction stands where what it corrects stood


@pytest.mark.parametrize(
    ("rader", "idag", "vad", "till"),
    [
        ((), D, r.NASTA_STEG, "2026-03-30"),
        (((r.BEGARAN, r.UTKAST),), D, r.ATT_KOMMUNICERA, "2026-03-23"),
        (((r.ANMARKNING, r.FORESLAGET),), D, r.ATT_BESLUTA, "2026-03-30"),
        ((BEGARD,), D, r.ATT_ATGARDA, "2026-04-15"),
        ((BEGARD,), date(2026, 4, 15), r.ATT_ATGARDA, "2026-04-15"),
        ((BEGARD,), date(2026, 4, 16), r.ATT_FOLJA_UPP, "2026-05-15"),
        ((BEGARD, KVAR), D, r.NASTA_STEG, "2026-03-30"),
        ((BEGARD, (r.UPPFOLJNING, r.KOMMUNICERAT, r.AVHJALPT)), D, "", None),
    ],
)
def test_what_an_atgard_waits_for(rader: tuple[tuple[str, str]], idag: date, vad: str, till: str | None) -> None:
    alla = steg(*rader)
    v = r.vantan(M, alla, D, r.atgardens_lage(alla, makulerad=False), idag)
    assert (v.vad, v.forfaller and str(v.forfaller)) == (vad, till)
    assert r.vantan(M, alla, D, r.MAKULERAD, idag) == r.Vantan()


@pytest.mark.parametrize(
    ("byt", "mening"),
    [
        (("uppfoljning_hogst = 6", "uppfoljning_hogst = 0"), "uppfoljning_hogst ska vara minst 1"),
        (("uppfoljning_minst = 1", "uppfoljning_minst = 7"), "är mindre än"),
        (('"arbetsledare"]', '"chefen"]'), "okänt värde"),
        (('beslutas_av = ["arbetsledare"]', "beslutas_av = []"), "bara en begäran"),
        (('kod = "anmarkning"', 'kod = "begaran"'), "en gång"),
        (("gul_kvar = 5", "gult = 5"), "gul_kvar saknas"),
    ],
)
def test_a_ladder_that_cannot_be_used_is_refused_with_the_reason(byt: tuple[str, str], mening: str) -> None:
    text = _FIL.read_text(encoding="utf-8").replace(*byt, 1)
    with pytest.raises(Modellfel, match=mening):
        r.las_atgardsmodell("prov.toml", tomllib.loads(text))
