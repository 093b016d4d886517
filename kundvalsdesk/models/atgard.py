"""What an anordnare must do about a brist, and what follows when it remains: step by step, each with its letter."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, ForeignKey, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .bas import Bas


class Atgard(Bas):
    """A brist that is dealt with. `ursprung`: granskning | besok | stickprov | lopande | annat, how it came to be
    known; `konstaterad`: the day it was; `ansvarig`: who follows it up. `makulerad`: written down by mistake, with
    `skal`."""

    __tablename__ = "atgard"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    uppfoljning_id: Mapped[int] = mapped_column(ForeignKey("uppfoljning.id"), index=True)
    anordnare_id: Mapped[int] = mapped_column(ForeignKey("anordnare.id"), index=True)
    punkt_id: Mapped[int | None] = mapped_column(ForeignKey("uppfoljningspunkt.id"))
    bedomning_id: Mapped[int | None] = mapped_column(ForeignKey("bedomning.id"))
    besok_id: Mapped[int | None] = mapped_column(ForeignKey("besok.id"))
    ursprung: Mapped[str] = mapped_column(String(12))
    konstaterad: Mapped[date] = mapped_column(Date)
    brist: Mapped[str] = mapped_column(Text)
    ansvarig: Mapped[str] = mapped_column(String(120))
    skapad: Mapped[date] = mapped_column(Date)
    makulerad: Mapped[date | None] = mapped_column(Date)
    skal: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Atgardssteg(Bas):
    """`slag` and `lage`: as rules.atgarder; `datum`: the day that its dates count from. `skal`: why, or what the
    follow-up showed; `hopp`: why it is taken out of order. `senast`, `foljs_upp`: by when it is remedied, and followed
    up. `rattar`: the number of the step that it corrects, 0 for none. Of a withdrawn auktorisation `galler_fran`, the
    first day without, and `auktorisationer`, their numbers with commas between. `foreslagen_av`, `beslutad_av`,
    `kommunicerad_av`: logins; `beslutsfattare`: arbetsledare | namnd, with its `diarienummer`."""

    __tablename__ = "atgardssteg"
    __table_args__ = (UniqueConstraint("atgard_id", "nummer", name="uq_atgardssteg"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    atgard_id: Mapped[int] = mapped_column(ForeignKey("atgard.id"))
    nummer: Mapped[int] = mapped_column(Integer)
    slag: Mapped[str] = mapped_column(String(16))
    lage: Mapped[str] = mapped_column(String(14))
    datum: Mapped[date] = mapped_column(Date)
    skal: Mapped[str] = mapped_column(Text, default="")
    hopp: Mapped[str] = mapped_column(Text, default="")
    ska_goras: Mapped[str] = mapped_column(Text, default="")
    senast: Mapped[date | None] = mapped_column(Date)
    foljs_upp: Mapped[date | None] = mapped_column(Date)
    resultat: Mapped[str] = mapped_column(String(12), default="")
    rattar: Mapped[int] = mapped_column(Integer, default=0)
    galler_fran: Mapped[date | None] = mapped_column(Date)
    auktorisationer: Mapped[str] = mapped_column(String(200), default="")
    foreslagen_av: Mapped[str] = mapped_column(String(200))
    beslutsfattare: Mapped[str] = mapped_column(String(14), default="")
    beslutad: Mapped[date | None] = mapped_column(Date)
    beslutad_av: Mapped[str | None] = mapped_column(String(200))
    diarienummer: Mapped[str] = mapped_column(String(120), default="")
    beslut_skal: Mapped[str] = mapped_column(Text, default="")
    kommunicerad: Mapped[date | None] = mapped_column(Date)
    kommunicerad_av: Mapped[str | None] = mapped_column(String(200))
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Atgardsbrev(Bas):
    """The letter of a step as it was sent, with what it was drawn from (`underlag`, JSON). Never changed."""

    __tablename__ = "atgardsbrev"
    __table_args__ = (UniqueConstraint("steg_id", name="uq_atgardsbrev"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    steg_id: Mapped[int] = mapped_column(ForeignKey("atgardssteg.id"))
    nummer: Mapped[str] = mapped_column(String(40))
    utfardat: Mapped[date] = mapped_column(Date)
    utfardat_av: Mapped[str] = mapped_column(String(200))
    underlag: Mapped[str] = mapped_column(Text)
    innehall: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
