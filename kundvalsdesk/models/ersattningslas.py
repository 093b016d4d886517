"""In a local database: a run of payments that is final is locked, whoever writes and with what.

Set after every upgrade, for a table that a migration copies loses its triggers. On PostgreSQL the same is said in
models.ratter.ersattning, in the same words.
"""

from __future__ import annotations

from sqlalchemy import Connection

FASTSTALLD = "Körningen är fastställd och ändras inte. Det som tillkommer förs till nästa körning."
SJALV = "En körning fastställs av en annan person än den som förberett den."
FORST = "En körning förbereds innan den fastställs."

RADER = ("ersattningsrad", "ejutbetald")
_LAST = "SELECT 1 FROM ersattningskorning k WHERE k.id IN ({}) AND k.lage <> 'preliminar'"


def satt(anslutning: Connection) -> None:
    """Sets the triggers anew."""
    for namn, (nar, villkor, mening) in _triggrar().items():
        anslutning.exec_driver_sql(f"DROP TRIGGER IF EXISTS {namn}")
        anslutning.exec_driver_sql(
            f"CREATE TRIGGER {namn} BEFORE {nar} WHEN {villkor} BEGIN SELECT RAISE(ABORT, '{mening}'); END"
        )


def _triggrar() -> dict[str, tuple[str, str, str]]:
    """Name: when, on which condition, and what is said."""
    k = "ersattningskorning"
    ut = {
        f"{k}_ny": (f"INSERT ON {k}", "NEW.lage <> 'preliminar'", FORST),
        f"{k}_bort": (f"DELETE ON {k}", "OLD.lage <> 'preliminar'", FASTSTALLD),
        f"{k}_andras": (f"UPDATE ON {k}", "OLD.lage <> 'preliminar'", FASTSTALLD),
        f"{k}_sjalv": (
            f"UPDATE ON {k}",
            "NEW.lage <> 'preliminar' AND (NEW.faststalld_av IS NULL OR NEW.faststalld IS NULL"
            " OR NEW.faststalld_av = NEW.forberedd_av)",
            SJALV,
        ),
    }
    for t in RADER:
        ut[f"{t}_ny"] = (f"INSERT ON {t}", f"EXISTS ({_LAST.format('NEW.korning_id')})", FASTSTALLD)
        ut[f"{t}_bort"] = (f"DELETE ON {t}", f"EXISTS ({_LAST.format('OLD.korning_id')})", FASTSTALLD)
        ut[f"{t}_andras"] = (
            f"UPDATE ON {t}",
            f"EXISTS ({_LAST.format('OLD.korning_id, NEW.korning_id')})",
            FASTSTALLD,
        )
    return ut
