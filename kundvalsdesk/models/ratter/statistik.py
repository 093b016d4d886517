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

LEDTIDSVY = f"{SCHEMA}.ledtider"
_INSATSENS = (
    "kod", "anordnare_id", "kundansvarig_id", "beslut", "aktualiserad", "bemannad", "start", "slut", "sista_dag",
    "avslutstyp", "bevakas_fran",
)  # fmt: skip
LEDTIDSKOLUMNER = (
    *_INSATSENS, "malgrupp", "beviljade", "plan_nummer", "plan_inkommen", "plan_godkand", "plan_ute",
)  # fmt: skip
"""How far the insatser have come, and when (services.ledtider): days and codes, and nothing that anybody wrote."""

RAPPORTVY = f"{SCHEMA}.rapportledtider"
_RAPPORTENS_INSATS = ("kod", "anordnare_id", "kundansvarig_id", "bevakas_fran")
RAPPORTKOLUMNER = (
    *_RAPPORTENS_INSATS, "malgrupp", "manad", "klarmarkerad", "godkand", "aterremitterad", "igen", "ute",
)  # fmt: skip
"""How long the månadsrapporter have waited (services.rapportledtider): days and codes, and not one word of them."""


def gor_statistik(anslutning: Connection) -> None:
    namn = ", ".join(f"'{r}'" for r in FAR)
    kolumner = ", ".join("k.malgrupp" if k == "malgrupp" else f"i.{k}" for k in KOLUMNER)
    kor(
        anslutning,
        f"CREATE VIEW {VY} WITH (security_barrier) AS SELECT {kolumner}"
        " FROM public.insats i LEFT JOIN public.kund k ON k.id = i.kund_id"
        f" WHERE (SELECT coalesce({SCHEMA}.roll() IN ({namn}), false) OR {SCHEMA}.ager())",
    )
    kor(
        anslutning,
        f"CREATE VIEW {LEDTIDSVY} WITH (security_barrier) AS SELECT {', '.join(f'i.{k}' for k in _INSATSENS)},"
        " k.malgrupp, (SELECT count(*) FROM public.forlangning f WHERE f.insats_id = i.id"
        " AND f.beslut = 'beviljad') AS beviljade,"
        " p.nummer AS plan_nummer, p.inkommen AS plan_inkommen, p.godkand AS plan_godkand,"
        " coalesce(p.aterremitterad IS NOT NULL AND p.inkommen_igen IS NULL OR EXISTS (SELECT 1 FROM"
        " public.aterremiss a WHERE a.insats_id = i.id AND a.avser = p.nummer::text AND a.inkommen_igen IS NULL),"
        " false) AS plan_ute"
        " FROM public.insats i LEFT JOIN public.kund k ON k.id = i.kund_id"
        " LEFT JOIN public.genomforandeplan p ON p.insats_id = i.id AND p.nummer = (SELECT min(q.nummer)"
        " FROM public.genomforandeplan q WHERE q.insats_id = i.id AND q.inkommen IS NOT NULL)"
        f" WHERE NOT i.historik AND i.beslut IS NOT NULL AND (SELECT coalesce({SCHEMA}.roll() IN ({namn}), false)"
        f" OR {SCHEMA}.ager())",
    )
    kor(
        anslutning,
        f"CREATE VIEW {RAPPORTVY} WITH (security_barrier) AS SELECT"
        f" {', '.join(f'i.{k}' for k in _RAPPORTENS_INSATS)}, k.malgrupp, m.manad, m.klarmarkerad, m.godkand,"
        " m.aterremitterad IS NOT NULL AS aterremitterad, greatest(m.klarmarkerad_igen, (SELECT max(a.inkommen_igen)"
        " FROM public.aterremiss a WHERE a.insats_id = i.id AND a.avser = m.manad)) AS igen,"
        " (m.aterremitterad IS NOT NULL AND m.klarmarkerad_igen IS NULL OR EXISTS (SELECT 1 FROM public.aterremiss a"
        " WHERE a.insats_id = i.id AND a.avser = m.manad AND a.inkommen_igen IS NULL)) AS ute"
        " FROM public.manadsrapport m JOIN public.insats i ON i.id = m.insats_id"
        " LEFT JOIN public.kund k ON k.id = i.kund_id WHERE NOT i.historik AND m.klarmarkerad IS NOT NULL"
        f" AND (SELECT coalesce({SCHEMA}.roll() IN ({namn}), false) OR {SCHEMA}.ager())",
    )
    for vy in (VY, LEDTIDSVY, RAPPORTVY):
        kor(anslutning, f"REVOKE ALL ON {vy} FROM PUBLIC")
        kor(anslutning, f"GRANT SELECT ON {vy} TO {', '.join(FAR)}")
