"""Attacks by SET ROLE to the group that one is a member of, which anybody may: current_user is then another than who
is logged in, as it is within the functions that have the owner's rights."""

from __future__ import annotations

import psycopg
import pytest

from .conftest import Enhet

_LISTA = (
    "SET ROLE arbetsledare;;INSERT INTO gallring (dag, upprattad, upprattad_av, regler, lage, godkand, godkand_av,"
    " version) VALUES ('2024-05-01', now(), 'hara', '[]', 'godkand', now(), 'gust', 1)"
)
_POST = (
    "INSERT INTO gallringspost (gallring_id, kod, kund_id, sedan, grans, lage, omfattning, version)"
    " SELECT max(id), 'rapportfiler', {k1}, '2019-01-01', '2019-01-01', 'vantar', '{{}}', 1 FROM gallring"
)


def test_no_list_of_gallring_is_forged_in_the_role_of_the_group(enhet: Enhet) -> None:
    ut = enhet.angrip(
        "gust", f"{_LISTA};;SELECT upprattad_av, lage, godkand_av FROM gallring ORDER BY id DESC LIMIT 1"
    )
    assert ut.rader == [("gust", "forslag", None)], ut.sagt
    ut = enhet.angrip("gust", f"{_LISTA};;{_POST};;SELECT ratt.gallra((SELECT max(id) FROM gallringspost))")
    assert ut.kod == "KV001" and "godkänd" in ut.sagt


def test_nothing_is_put_on_a_list_that_another_is_about_to_approve(enhet: Enhet) -> None:
    """Else a row that nobody has seen could be committed after the approval."""
    c = enhet.som("gust")
    c.execute(_LISTA.partition(";;")[2])
    c.commit()
    with pytest.raises(psycopg.Error, match="ändras inte"):
        c.execute(_POST.format_map(enhet.tal))
    c.rollback()
    agare = enhet.som("agaren")
    agare.execute("DELETE FROM gallring")
    agare.commit()


@pytest.mark.parametrize("roll", ["karriarvagledare", "none"])
def test_what_is_deleted_in_the_role_of_the_group_stands_in_the_log(enhet: Enhet, roll: str) -> None:
    c = enhet.som("boek")
    c.execute("INSERT INTO franvaro (insats_id, typ, fran, version) VALUES (%s, 'vab', '2024-03-03', 1)",
              (enhet.tal["i3"],))  # fmt: skip
    c.commit()
    c.execute(f"SET ROLE {roll}")
    c.execute("SELECT set_config('kvd.gallring', '1', true), set_config('kvd.utan_logg', 'ja', true)")
    c.execute("DELETE FROM franvaro WHERE insats_id = %s AND typ = 'vab'", (enhet.tal["i3"],))
    c.commit()
    c.execute("RESET ROLE")
    c.commit()
    agare = enhet.som("agaren")
    rad = agare.execute(
        "SELECT h.anvandare, l.tabell, l.falt, l.gammalt, l.nytt FROM logg l JOIN handling h ON h.id = l.handling_id"
        " WHERE l.falt = 'typ' ORDER BY l.id DESC LIMIT 1"
    ).fetchone()
    agare.rollback()
    assert rad == ("boek", "franvaro", "typ", "vab", None)
