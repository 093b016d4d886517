"""Attacks on runs of payments in more than one step: what is made final is what another has prepared."""

from __future__ import annotations

import pytest

from kundvalsdesk.models.drivrutinsfel import NEKAD

from .conftest import Enhet

_NY = (
    "INSERT INTO ersattningskorning (manad, lage, brytdatum, forberedd, forberedd_av, antal_rader, antal_ej, summa,"
    " sha256, version) VALUES ('2024-03', '{}', '2024-04-10', now(), '{}', 0, 0, 0, 'x', 1)"
)
_FAST = "UPDATE ersattningskorning SET lage = 'faststalld', faststalld = '2001-01-01', faststalld_av = '{}'"
_RAD = (
    "INSERT INTO ersattningsrad (korning_id, insats_id, insats, anordnare_id, anordnare, kundval, kod, avser_manad,"
    " typ, avbrott, fran, till, dagar, belopp, helt, forklaring) SELECT id, {i3}, 'x', 1, 'x', 'AMI', 'AMI2',"
    " '2024-03', 'ordinarie', false, '2024-03-01', '2024-03-31', 31, 99, true, '' FROM ersattningskorning"
)
_UT = "UPDATE ersattningskorning SET "

NEKAT = {
    "made final with another sum": (
        "gust", f"{_NY.format('preliminar', 'kundvalsdesk')};;{_FAST.format('gust')}, summa = 999"),
    "made final with rows that its sum does not know": (
        "gust", f"{_NY.format('preliminar', 'kundvalsdesk')};;{_RAD};;{_FAST.format('gust')}"),
    "a third state": ("gust", f"{_NY.format('preliminar', 'gust')};;{_UT}lage = 'x'"),
}  # fmt: skip


@pytest.mark.parametrize(("vem", "sats"), NEKAT.values(), ids=NEKAT)
def test_it_is_refused(enhet: Enhet, vem: str, sats: str) -> None:
    assert enhet.angrip(vem, sats).kod == NEKAD


def test_what_another_has_prepared_is_read_and_made_final_as_it_is(enhet: Enhet) -> None:
    c = enhet.som("gust")
    c.execute(_NY.format("preliminar", "gust"))
    c.commit()
    try:
        assert enhet.angrip("hara", _RAD).kod == NEKAD
        assert enhet.angrip("hara", f"{_UT}summa = 5").kod == NEKAD
        ut = enhet.angrip("hara", f"{_FAST.format('hara')};;SELECT faststalld > '2024-01-01' FROM ersattningskorning")
        assert ut.rader == [(True,)], ut  # and not when they say
    finally:
        agare = enhet.som("agaren")
        agare.execute("DELETE FROM ersattningskorning")
        agare.commit()
    assert enhet.angrip("boek", _NY.format("preliminar", "boek")).kod == "42501"
