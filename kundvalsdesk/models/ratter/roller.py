"""The groups: database roles that nobody logs in with. A person is a member of the one of their roll.

They belong to the whole server, so they may be there already, from another database or from one made at this moment.
"""

from __future__ import annotations

from sqlalchemy import Connection

from ...fel import Databasfel
from .sats import kor

KARRIARVAGLEDARE = "karriarvagledare"
ARBETSLEDARE = "arbetsledare"
KVALITETSUTVECKLARE = "kvalitetsutvecklare"
KUNDKOORDINATOR = "kundkoordinator"
SYSTEMSPECIALIST = "systemspecialist"
DATASKYDDSSAMORDNARE = "dataskyddssamordnare"

GRUPPER = (
    KARRIARVAGLEDARE, ARBETSLEDARE, KVALITETSUTVECKLARE, KUNDKOORDINATOR, SYSTEMSPECIALIST, DATASKYDDSSAMORDNARE,
)  # fmt: skip
ARENDEN = (KARRIARVAGLEDARE, ARBETSLEDARE)
"""Those who work with cases."""
TAL = (KVALITETSUTVECKLARE, KUNDKOORDINATOR)
"""Those who get figures and keep the register of anordnare."""
REGISTERVARDARE = (ARBETSLEDARE, *TAL, SYSTEMSPECIALIST)
"""Those who write in it: they keep the authorisations, and to them changes of staff are reported (K 3.2.1)."""


def gor_grupper(anslutning: Connection) -> None:
    """Makes those that are missing. Raises Databasfel where the owner of the database has no right to."""
    finns = {namn for (namn,) in kor(anslutning, "SELECT rolname FROM pg_roles WHERE NOT rolcanlogin").all()}
    saknas = [g for g in GRUPPER if g not in finns]
    if not saknas:
        return
    upptagna = {namn for (namn,) in kor(anslutning, "SELECT rolname FROM pg_roles WHERE rolcanlogin").all()}
    if kapade := sorted(upptagna & set(saknas)):
        raise Databasfel(
            "roller",
            f"Servern har redan en inloggning som heter {kapade[0]}, men namnet behövs för en grupp.",
        )
    if not kor(
        anslutning, "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
    ).scalar_one():  # fmt: skip
        raise Databasfel(
            "roller",
            f"Gruppen {saknas[0]} saknas på servern, och du har inte rätt att skapa den. "
            "Be den som sköter servern om rätten att skapa roller (CREATEROLE).",
        )
    for grupp in saknas:
        # Somebody else may be making it at the same moment, for another database.
        kor(
            anslutning,
            f"DO $$ BEGIN CREATE ROLE {grupp} NOLOGIN;"
            " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$",
        )
