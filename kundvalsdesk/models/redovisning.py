"""Kvalitetsredovisningar: what anordnare have sent in, each as it came, and what it answers to each kontrollpunkt."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .bas import Bas


class Uppfoljningsredovisning(Bas):
    """A form as it was sent in: unchanged bytes and their SHA-256 in hex. `lage`: intagen, parkerad (`skal`: the code
    of why), avford (a person has put a parked one away). `nummer`: 1, 2, … of those taken in from an anordnare in a
    year; the last one counts. `uppgifter`: what the anordnare says of itself (JSON). The name of the file is not
    kept."""

    __tablename__ = "uppfoljningsredovisning"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    lista_id: Mapped[int] = mapped_column(ForeignKey("uppfoljningslista.id"), index=True)
    anordnare_id: Mapped[int] = mapped_column(ForeignKey("anordnare.id"))
    nummer: Mapped[int | None] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    mottagen: Mapped[datetime] = mapped_column(DateTime)
    mottagen_av: Mapped[str] = mapped_column(String(80))
    storlek: Mapped[int] = mapped_column(Integer)
    original: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    uppgifter: Mapped[str] = mapped_column(Text)
    lage: Mapped[str] = mapped_column(String(10))
    skal: Mapped[str | None] = mapped_column(String(40))
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Uppfoljningssvar(Bas):
    """What is answered to a kontrollpunkt. `uppfyllt`: ja, delvis or nej as the anordnare sees it, "" if nothing was
    chosen; `bevis`: what it says that it encloses. Never changed."""

    __tablename__ = "uppfoljningssvar"
    __table_args__ = (UniqueConstraint("redovisning_id", "punkt_id", name="uq_uppfoljningssvar"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    redovisning_id: Mapped[int] = mapped_column(ForeignKey("uppfoljningsredovisning.id"))
    punkt_id: Mapped[int] = mapped_column(ForeignKey("uppfoljningspunkt.id"))
    uppfyllt: Mapped[str] = mapped_column(String(8))
    svar: Mapped[str] = mapped_column(Text)
    bevis: Mapped[str] = mapped_column(Text)
