"""The rights themselves: every table has a line, and the database holds what the lines say and nothing more."""

from __future__ import annotations

import pytest

from kundvalsdesk.models import Bas
from kundvalsdesk.models.ratter.rader import kolumner
from kundvalsdesk.models.ratter.regler import ALLA, FASTA, REGLER
from kundvalsdesk.models.ratter.roller import GRUPPER
from kundvalsdesk.models.sokindex import TABELLER
from kundvalsdesk.services.typer import ROLLER

from .conftest import Enhet


def test_every_table_has_a_line_and_every_role_a_group() -> None:
    assert set(REGLER) == {*Bas.metadata.tables, *TABELLER.values(), "schemaversion"}
    assert set(GRUPPER) == set(ROLLER)


def test_the_lines_name_columns_that_there_are() -> None:
    for tabell, ratter in REGLER.items():
        finns = set(kolumner(tabell)) if ratter else set()
        for r in ratter:
            assert r.grupper
            for val in (r.kolumner, r.nya_kolumner, r.andra_kolumner):
                assert val == ALLA or set(val) <= finns, (tabell, set(val) - finns)
    for tabell, fasta in FASTA.items():
        assert set(fasta) <= set(kolumner(tabell))


@pytest.mark.parametrize(
    "fraga",
    [
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        " AND NOT relrowsecurity",
        "SELECT relname FROM pg_class c, aclexplode(c.relacl) a WHERE a.grantee = 0 AND c.relnamespace IN"
        " ('public'::regnamespace, 'ratt'::regnamespace)",
        "SELECT p.proname FROM pg_proc p WHERE p.pronamespace IN ('public'::regnamespace, 'ratt'::regnamespace)"
        " AND (p.proacl IS NULL OR EXISTS (SELECT 1 FROM aclexplode(p.proacl) a WHERE a.grantee = 0))",
        "SELECT p.proname FROM pg_proc p WHERE p.prosecdef AND NOT coalesce(p.proconfig[1], '') LIKE 'search_path=%'",
        "SELECT 1 FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a"
        " WHERE d.datname = current_database() AND a.grantee = 0",
        "SELECT 1 FROM pg_namespace n, aclexplode(n.nspacl) a WHERE n.nspname IN ('public', 'ratt')"
        " AND a.privilege_type = 'CREATE' AND a.grantee <> n.nspowner AND a.grantee <> 0",
        "SELECT relname FROM pg_class c, aclexplode(c.relacl) a WHERE c.relnamespace = 'public'::regnamespace"
        " AND a.grantee <> c.relowner AND a.privilege_type IN ('TRUNCATE', 'REFERENCES', 'TRIGGER')",
    ],
)
def test_nothing_is_left_open(enhet: Enhet, fraga: str) -> None:
    """No table without policies, nothing for everybody, no function that looks for its names where others may put
    some."""
    c = enhet.som("agaren")
    assert c.execute(fraga).fetchall() == []
    c.rollback()


def test_the_server_keeps_no_samples_of_what_is_written_of_people(enhet: Enhet) -> None:
    """They would come out, word by word, in its estimates of how many rows a question finds."""
    fraga = (
        "SELECT tablename, attname FROM pg_stats WHERE concat(most_common_vals::text, histogram_bounds::text)"
        " ~ 'HEMLIGT|Granat|Öman|K000|2024-000|sekretessmarkering'"
    )
    assert enhet.angrip("agaren", fraga).rader == []
    assert enhet.angrip("agaren", "SELECT 1 FROM pg_stats WHERE tablename = 'insats' AND attname = 'kod'").rader
