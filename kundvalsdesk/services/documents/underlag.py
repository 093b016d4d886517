"""The frozen content of an avbrottsdokument, as plain data: what it was drawn from, stored beside its bytes.

Versioned JSON: a reader of format n reads every earlier one, so that a document can be understood after the rules
and the tables have changed. Holds only what may stand in the document; a withheld reason is not in it at all.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from ...fel import Databasfel

FORMAT = 1
TYP = "avbrottsdokument"


@dataclass(frozen=True, slots=True)
class Villkor:
    """One line of what applies for the anordnare; `fet` is the part that is printed in bold."""

    rubrik: str
    fore: str = ""
    fet: str = ""
    efter: str = ""


@dataclass(frozen=True, slots=True)
class Avbrottsunderlag:
    """Texts are those printed; `avslutstyp` is a code. `kund` never holds the name of a protected person.

    `nummer` is empty in a preview; `ersatter` is the number of the document that this one replaces, or "".
    """

    organisation: str
    enhet: str
    kontakt: str
    nummer: str
    ersatter: str
    datum: date
    insats: str
    insatskod: str
    insatsnamn: str
    kund: str
    anordnare: str
    start: date | None
    slut: date | None
    sista_dag: date
    avslutstyp: str
    avslutstyp_ord: str
    orsak: str
    kommentar: str
    villkor: tuple[Villkor, ...]
    handlaggare: str
    roll: str

    def innehall(self) -> tuple[object, ...]:
        """What is decided. Two documents that agree in this are the same, whoever prints them and when.

        Left out besides number and date: sender and signer, and `villkor`, which follow from facts that go on
        changing (a report that comes in) and would make a new document of every print.
        """
        return (
            self.insats,
            self.insatskod,
            self.kund,
            self.anordnare,
            self.start,
            self.slut,
            self.sista_dag,
            self.avslutstyp,
            self.orsak,
            self.kommentar,
        )

    def till_json(self) -> str:
        data: dict[str, Any] = {"typ": TYP, "format": FORMAT, **asdict(self)}
        for namn, varde in data.items():
            if isinstance(varde, date):
                data[namn] = varde.isoformat()
        return json.dumps(data, ensure_ascii=False, sort_keys=True)

    @classmethod
    def fran_json(cls, text: str) -> Avbrottsunderlag:
        """Raises Databasfel("dokument_underlag") if it cannot be read."""
        try:
            data = json.loads(text)
            if data.pop("typ") != TYP or data.pop("format") != FORMAT:
                raise ValueError("format")
            data["villkor"] = tuple(Villkor(**v) for v in data["villkor"])
            for namn in ("datum", "start", "slut", "sista_dag"):
                data[namn] = date.fromisoformat(data[namn]) if data[namn] is not None else None
            if data.keys() != {f.name for f in fields(cls)} or data["datum"] is None or data["sista_dag"] is None:
                raise ValueError("fält")
            return cls(**data)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Databasfel(
                "dokument_underlag",
                "Dokumentets underlag går inte att läsa. Databasen är skadad eller kommer från ett nyare program; "
                "återställ en säkerhetskopia eller uppgradera programmet.",
            ) from None
