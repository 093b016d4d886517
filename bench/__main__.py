"""`python -m bench [MEASURE …] [--litet]`: runs the measures and prints one table. Exit status 1 if one is missed."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from . import (
    arende,
    dokument,
    ersattning,
    frister,
    granskning,
    inlasning,
    ko,
    kvalitetsrapport,
    logg,
    ratter,
    sok,
    start,
    statistik,
)
from .tabell import Matt, tabell

MATTEN = {
    "start": start.mat,
    "ko": ko.mat,
    "granskning": granskning.mat,
    "sok": sok.mat,
    "arende": arende.mat,
    "dokument": dokument.mat,
    "import": inlasning.mat,
    "frister": frister.mat,
    "logg": logg.mat,
    "ratter": ratter.mat,
    "ersattning": ersattning.mat,
    "statistik": statistik.mat,
    "kvalitetsrapport": kvalitetsrapport.mat,
}


def main() -> int:
    p = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    p.add_argument("matt", nargs="*", help=f"which measures: {', '.join(MATTEN)} (default: all)")
    p.add_argument("--litet", action="store_true", help="tiny sizes: shows that the measures run, says nothing")
    val = p.parse_args()
    okanda = [m for m in val.matt if m not in MATTEN]
    if okanda:
        p.error(f"unknown measure: {', '.join(okanda)}")
    # Whose machine it is, what screen it has and what its user has chosen play no part.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for namn in ("KUNDVALSDESK_DB", "KUNDVALSDESK_IDAG", "KUNDVALSDESK_SOM"):
        os.environ.pop(namn, None)
    matten: list[Matt] = []
    with tempfile.TemporaryDirectory(prefix="kundvalsdesk-bench-", ignore_cleanup_errors=True) as mapp:
        os.environ["XDG_CONFIG_HOME"] = mapp
        for namn in val.matt or MATTEN:
            plats = Path(mapp) / namn
            plats.mkdir()
            print(f"{namn} …", file=sys.stderr, flush=True)
            matten += MATTEN[namn](plats, val.litet)
    print(tabell(matten))
    return 0 if val.litet or all(m.haller for m in matten) else 1


if __name__ == "__main__":
    sys.exit(main())
