"""All of it set, in order; and let go of before an upgrade."""

from __future__ import annotations

from sqlalchemy import Connection

from .anvandare import gor_anvandare
from .atgard import gor_atgard
from .bedomning import gor_bedomning
from .besok import gor_besok
from .ersattning import gor_ersattning
from .forval import gor_forval
from .funktioner import SCHEMA, gor_funktioner
from .gallring import gor_gallring
from .inloggningar import gor_inloggningar
from .jamforare import gor_jamforare
from .kundenkat import gor_kundenkat
from .kvalitetsrapport import gor_kvalitetsrapport
from .loggkedja import gor_loggen
from .logglasning import VYER, gor_logglasningen
from .notiser import gor_notiser
from .progression import gor_progression
from .rader import gor_rader, gor_serverns, gor_skattningar
from .roller import gor_grupper
from .sakerhetskopia import gor_sakerhetskopia
from .samspel import gor_samspel
from .sats import kor
from .sok import gor_sok
from .statistik import gor_statistik
from .stickprov import gor_stickprov
from .uppfoljning import gor_uppfoljning
from .vakter import gor_vakter


def satt(anslutning: Connection) -> None:
    """Sets every right anew, within the transaction of whoever calls."""
    slapp(anslutning)
    gor_grupper(anslutning)
    gor_funktioner(anslutning)
    gor_vakter(anslutning)
    gor_forval(anslutning)
    gor_rader(anslutning)
    gor_skattningar(anslutning)
    gor_sok(anslutning)
    gor_notiser(anslutning)
    gor_gallring(anslutning)
    gor_anvandare(anslutning)
    gor_inloggningar(anslutning)
    gor_samspel(anslutning)
    gor_ersattning(anslutning)
    gor_statistik(anslutning)
    gor_progression(anslutning)
    gor_kundenkat(anslutning)
    gor_uppfoljning(anslutning)
    gor_kvalitetsrapport(anslutning)
    gor_besok(anslutning)
    gor_bedomning(anslutning)
    gor_stickprov(anslutning)
    gor_atgard(anslutning)
    gor_jamforare(anslutning)
    gor_sakerhetskopia(anslutning)
    gor_loggen(anslutning)
    gor_logglasningen(anslutning)
    gor_serverns(anslutning)


def slapp(anslutning: Connection) -> None:
    """Takes away all policies, and what lies in the schema `ratt` with everything that hangs on it: triggers and
    views too. Rows that are guarded stay guarded: without a policy nobody but the owner sees any."""
    policyer = kor(
        anslutning,
        "SELECT format('DROP POLICY %I ON %I.%I', policyname, schemaname, tablename) FROM pg_policies"
        " WHERE schemaname = 'public'",
    ).all()
    for (sats,) in policyer:
        kor(anslutning, sats)
    kor(anslutning, f"DROP SCHEMA IF EXISTS {VYER} CASCADE")
    kor(anslutning, f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
