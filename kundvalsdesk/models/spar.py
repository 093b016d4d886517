"""What leaves a trace: actions, the change log, issued documents, and settings."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, DateTime, ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .bas import Bas


class Handling(Bas):
    """One user action. `id` is its UUID: an action that is repeated is recognised by it and done once.

    `andring` is the Andring it returned, as JSON, so that the repeated call gets the same answer.
    """

    __tablename__ = "handling"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    tid: Mapped[datetime] = mapped_column(DateTime, index=True)
    anvandare: Mapped[str] = mapped_column(String(80), index=True)
    roll: Mapped[str] = mapped_column(String(120))
    namn: Mapped[str] = mapped_column(String(60))
    andring: Mapped[str] = mapped_column(Text)


class Logg(Bas):
    """One changed field of one row: old, new. Who and when stand in the handling.

    Rows are numbered in the order they were written, and `kedja` binds each to the one before (models.loggkedja):
    none is ever changed or taken away. Written by services.loggkedja and nobody else.
    """

    __tablename__ = "logg"
    __table_args__ = (Index("ix_logg_rad", "tabell", "rad_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    handling_id: Mapped[str] = mapped_column(ForeignKey("handling.id"), index=True)
    tabell: Mapped[str] = mapped_column(String(30))
    rad_id: Mapped[int | None] = mapped_column(Integer)
    kund_id: Mapped[int | None] = mapped_column(Integer, index=True)
    insats_id: Mapped[int | None] = mapped_column(Integer, index=True)
    falt: Mapped[str] = mapped_column(String(40))
    gammalt: Mapped[str | None] = mapped_column(Text)
    nytt: Mapped[str | None] = mapped_column(Text)
    kedja: Mapped[str] = mapped_column(String(64))


class Loggslut(Bas):
    """Where the log ends: one row, held by whoever adds to it. Without it a log cut short would look whole."""

    __tablename__ = "loggslut"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    rad: Mapped[int] = mapped_column(Integer)
    antal: Mapped[int] = mapped_column(Integer)
    kedja: Mapped[str] = mapped_column(String(64))


class Dokument(Bas):
    """An issued document: the frozen snapshot it was drawn from, its bytes, and the SHA-256 of each in hex.

    Never changed once stored: a re-print is the same bytes. `ersatter_id` names the one it supersedes.
    """

    __tablename__ = "dokument"
    __table_args__ = (UniqueConstraint("nummer"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    insats_id: Mapped[int] = mapped_column(ForeignKey("insats.id"), index=True)
    typ: Mapped[str] = mapped_column(String(24))
    nummer: Mapped[str] = mapped_column(String(60))
    utfardat: Mapped[date] = mapped_column(Date)
    utfardat_av: Mapped[str] = mapped_column(String(200))
    underlag: Mapped[str] = mapped_column(Text)
    innehall: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
    underlag_sha256: Mapped[str | None] = mapped_column(String(64))
    ersatter_id: Mapped[int | None] = mapped_column(ForeignKey("dokument.id"))


class Dokumenttext(Bas):
    """A text of a kind of document as the unit has worded it, one row each time it was changed: the newest counts.

    `text` None: back to the wording that the program came with. Rows are never changed or taken away.
    """

    __tablename__ = "dokumenttext"
    __table_args__ = (UniqueConstraint("typ", "namn", "nummer"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    typ: Mapped[str] = mapped_column(String(24))
    namn: Mapped[str] = mapped_column(String(60))
    nummer: Mapped[int] = mapped_column(Integer)
    text: Mapped[str | None] = mapped_column(Text)
    sparad: Mapped[datetime] = mapped_column(DateTime)
    sparad_av: Mapped[str] = mapped_column(String(80))


class Logotyp(Bas):
    """A picture beside the sender's name, as PNG, named by its SHA-256. Kept for good: issued documents name it."""

    __tablename__ = "logotyp"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    bredd: Mapped[int] = mapped_column(Integer)
    hojd: Mapped[int] = mapped_column(Integer)
    innehall: Mapped[bytes] = mapped_column(LargeBinary)
    tillagd: Mapped[datetime] = mapped_column(DateTime)
    tillagd_av: Mapped[str] = mapped_column(String(80))


class Installning(Bas):
    """Settings of the unit: the organisation's name and addresses on documents, and the like."""

    __tablename__ = "installning"

    nyckel: Mapped[str] = mapped_column(String(60), primary_key=True)
    varde: Mapped[str] = mapped_column(Text)
