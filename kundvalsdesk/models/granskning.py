"""What anordnare have sent in, and what is found in it: files, contents, drafts, brister, and offline packages.

`slag` is plan, rapport or slutrapport; `avser` a plan's number, "ÅÅÅÅ-MM", or "slut" (as in `aterremiss`).
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, DateTime, ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .bas import Bas


class Inlamning(Bas):
    """A form as it was sent in: unchanged bytes and their SHA-256 in hex, and what was read in them.

    Kept once in its case. That it is nowhere else is not said by the database: whoever had a copy of it could ask.
    `lage`: intagen (it became a version of the report), parkerad (kept aside, `skal` is the code of why), avford
    (a person has put a parked one away). The name of the file is not kept: it may hold a person's name.
    """

    __tablename__ = "inlamning"
    __table_args__ = (UniqueConstraint("sha256", "insats_id"), Index("ix_inlamning_lage", "lage"))

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    mottagen: Mapped[datetime] = mapped_column(DateTime)
    mottagen_av: Mapped[str] = mapped_column(String(80))
    storlek: Mapped[int] = mapped_column(Integer)
    original: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    insats_id: Mapped[int] = mapped_column(ForeignKey("insats.id"), index=True)
    slag: Mapped[str] = mapped_column(String(12))
    avser: Mapped[str] = mapped_column(String(10))
    formular: Mapped[str] = mapped_column(String(60))
    innehall: Mapped[str] = mapped_column(Text, deferred=True)
    lage: Mapped[str] = mapped_column(String(10))
    skal: Mapped[str | None] = mapped_column(String(40))
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Rapportinnehall(Bas):
    """What a plan, månadsrapport or slutrapport says; one row each time it came in (`omgang` 1, 2, …).

    `innehall` is rules.rapporttyper.Innehall as JSON. `progression`: finns, saknas, ej_aktuellt, or empty where the
    form has no such section; kept beside it because brister ask for it across reports. `formular` is
    "slag/kundval/version"; `kalla`: fil, or hand (typed in at the desk).
    """

    __tablename__ = "rapportinnehall"
    __table_args__ = (UniqueConstraint("insats_id", "slag", "avser", "omgang"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    insats_id: Mapped[int] = mapped_column(ForeignKey("insats.id"))
    slag: Mapped[str] = mapped_column(String(12))
    avser: Mapped[str] = mapped_column(String(10))
    omgang: Mapped[int] = mapped_column(Integer)
    inkommen: Mapped[date] = mapped_column(Date)
    rubrik: Mapped[str] = mapped_column(String(200))
    formular: Mapped[str] = mapped_column(String(60))
    innehall: Mapped[str] = mapped_column(Text)
    progression: Mapped[str | None] = mapped_column(String(12))
    kalla: Mapped[str] = mapped_column(String(6))
    inlamning_id: Mapped[int | None] = mapped_column(ForeignKey("inlamning.id"), index=True)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Granskningsutkast(Bas):
    """What somebody has begun to write about a report: survives a crash, and belongs to them alone."""

    __tablename__ = "granskningsutkast"
    __table_args__ = (UniqueConstraint("anvandare", "insats_id", "slag", "avser"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    anvandare: Mapped[str] = mapped_column(String(80))
    insats_id: Mapped[int] = mapped_column(ForeignKey("insats.id"), index=True)
    slag: Mapped[str] = mapped_column(String(12))
    avser: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    andrad: Mapped[datetime] = mapped_column(DateTime)


class Brist(Bas):
    """A fault of an anordnare in one insats (regelverk §8), found by the rules.

    Holds from `fran` on; `upphord`: the day its cause went away, empty while it stands. `avslutad`: a person has
    taken a view on it, `bedomning` (brist, ingen_brist) with `kommentar`; such a one stays closed whatever the rules
    find later. One that time alone will open is no row yet: it stands among the frister (services.brister).
    """

    __tablename__ = "brist"
    __table_args__ = (UniqueConstraint("insats_id", "kod", "avser"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    insats_id: Mapped[int] = mapped_column(ForeignKey("insats.id"))
    anordnare_id: Mapped[int | None] = mapped_column(ForeignKey("anordnare.id"), index=True)
    kod: Mapped[str] = mapped_column(String(24))
    avser: Mapped[str] = mapped_column(String(40))
    fran: Mapped[date] = mapped_column(Date)
    upphord: Mapped[date | None] = mapped_column(Date)
    avslutad: Mapped[date | None] = mapped_column(Date)
    avslutad_av_id: Mapped[int | None] = mapped_column(ForeignKey("handlaggare.id"))
    bedomning: Mapped[str | None] = mapped_column(String(12))
    kommentar: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Paket(Bas):
    """A review package taken out. `lage`: ute, inlast. `id` is a UUID that the package carries too."""

    __tablename__ = "paket"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    handlaggare_id: Mapped[int] = mapped_column(ForeignKey("handlaggare.id"), index=True)
    skapat: Mapped[datetime] = mapped_column(DateTime)
    skapat_av: Mapped[str] = mapped_column(String(80))
    antal: Mapped[int] = mapped_column(Integer)
    lage: Mapped[str] = mapped_column(String(8))
    inlast: Mapped[datetime | None] = mapped_column(DateTime)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Paketbeslut(Bas):
    """A decision taken inside an offline package, in order: what is done again, by the same door, back home.

    Used in the database of a package only. `sedd_version` is the version at home that the package was made from;
    `varden` the values of the form as JSON. A decision that was undone offline is `angrad` and never taken home.
    """

    __tablename__ = "paketbeslut"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    handling_id: Mapped[str] = mapped_column(String(36), unique=True)
    kod: Mapped[str] = mapped_column(String(40))
    insats: Mapped[str] = mapped_column(String(40))
    mal: Mapped[str] = mapped_column(String(40))
    sedd_version: Mapped[int] = mapped_column(Integer)
    varden: Mapped[str] = mapped_column(Text)
    tid: Mapped[datetime] = mapped_column(DateTime)
    angrad: Mapped[datetime | None] = mapped_column(DateTime)
