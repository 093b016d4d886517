"""The yearly kvalitetsrapport of an uppföljning: sections that are written, what they were before, what readers say of
them, and what the nämnd decided as it stood that day."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, DateTime, ForeignKey, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .bas import Bas


class Kvalitetsrapport(Bas):
    """`kundval`: which of our own the figures are of, "" for all. `lage`: utkast | beslutad; a decided one, and all
    that hangs on it, changes no more."""

    __tablename__ = "kvalitetsrapport"
    __table_args__ = (UniqueConstraint("uppfoljning_id", name="uq_kvalitetsrapport"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    uppfoljning_id: Mapped[int] = mapped_column(ForeignKey("uppfoljning.id"))
    titel: Mapped[str] = mapped_column(String(200))
    fran: Mapped[date] = mapped_column(Date)
    till: Mapped[date] = mapped_column(Date)
    kundval: Mapped[str] = mapped_column(String(20), default="")
    lage: Mapped[str] = mapped_column(String(12), default="utkast")
    skapad: Mapped[date] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Rapportavsnitt(Bas):
    """`niva`: 1, or 2 for one under another. `borttaget`: taken out, and can come back with all that it was."""

    __tablename__ = "rapportavsnitt"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kvalitetsrapport_id: Mapped[int] = mapped_column(ForeignKey("kvalitetsrapport.id"), index=True)
    ordning: Mapped[int] = mapped_column(Integer)
    niva: Mapped[int] = mapped_column(Integer, default=1)
    rubrik: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    borttaget: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Avsnittsversion(Bas):
    """A section as it was saved. Never changed itself."""

    __tablename__ = "avsnittsversion"
    __table_args__ = (UniqueConstraint("rapportavsnitt_id", "nummer", name="uq_avsnittsversion"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    rapportavsnitt_id: Mapped[int] = mapped_column(ForeignKey("rapportavsnitt.id"))
    nummer: Mapped[int] = mapped_column(Integer)
    rubrik: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    sparad: Mapped[datetime] = mapped_column(DateTime)
    sparad_av: Mapped[str] = mapped_column(String(200))


class Avsnittskommentar(Bas):
    """What a reader says of a section, by name; `svar` closes it."""

    __tablename__ = "avsnittskommentar"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    rapportavsnitt_id: Mapped[int] = mapped_column(ForeignKey("rapportavsnitt.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    skriven: Mapped[date] = mapped_column(Date)
    skriven_av: Mapped[str] = mapped_column(String(200))
    svar: Mapped[str] = mapped_column(Text, default="")
    besvarad: Mapped[date | None] = mapped_column(Date)
    besvarad_av: Mapped[str | None] = mapped_column(String(200))
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Rapportbeslut(Bas):
    """The decision of the nämnd, and the report as it was decided: the tables that its figures are from (`underlag`,
    JSON) and the document with its SHA-256. Never changed."""

    __tablename__ = "rapportbeslut"
    __table_args__ = (UniqueConstraint("kvalitetsrapport_id", name="uq_rapportbeslut"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kvalitetsrapport_id: Mapped[int] = mapped_column(ForeignKey("kvalitetsrapport.id"))
    datum: Mapped[date] = mapped_column(Date)
    paragraf: Mapped[str] = mapped_column(String(120))
    registrerad_av: Mapped[str] = mapped_column(String(200))
    underlag: Mapped[str] = mapped_column(Text)
    innehall: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
