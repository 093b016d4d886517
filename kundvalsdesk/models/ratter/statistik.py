"""What the statistics of a shared database are drawn from: every insats of the unit, and nobody in it.

A view of the owner's, for a figure is the same whoever asks: protected kunder are among the rows of everybody who gets
figures, and no row says which. It has no key and no number, so that nothing else can be looked up by it; of the kund
the målgrupp and who is kundansvarig, and neither age nor day of birth, which no table asks for. A karriärvägledare
gets nothing: they could count what is not protected and take it away.
"""

# ruff: noqa: S608 - every statement is made of constants of this package

from __future__ import annotations

from sqlalchemy import Connection

from .funktioner import SCHEMA
from .roller import ARBETSLEDARE, TAL
from .sats import kor

VY = f"{SCHEMA}.statistik"
FAR = (ARBETSLEDARE, *TAL)
KOLUMNER = (
    "kod", "anordnare_id", "kundansvarig_id", "start", "sista_dag", "avslutsorsak", "malgrupp",
)  # fmt: skip


def gor_statistik(anslutning: Connection) -> None:
    namn = ", ".join(f"'{r}'" for r in FAR)
    kolumner = ", ".join("k.malgrupp" if k == "malgrupp" else f"i.{k}" for k in KOLUMNER)
    kor(
        anslutning,
        f"CREATE VIEW {VY} WITH (security_barrier) AS SELECT {kolumner}"
        " FROM public.insats i LEFT JOIN public.kund k ON k.id = i.kund_id"
        f" WHERE (SELECT coalesce({SCHEMA}.roll() IN ({namn}), false) OR {SCHEMA}.ager())",
    )
    kor(anslutning, f"REVOKE ALL ON {VY} FROM PUBLIC")
    kor(anslutning, f"GRANT SELECT ON {VY} TO {', '.join(FAR)}")
