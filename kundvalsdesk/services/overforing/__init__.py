"""The transfer format: how existing cases come in, and go out (kontrakt: överföring)."""

from .blad import BLAD
from .inlasning import las_in
from .utskrift import skriv_ut

__all__ = ["BLAD", "las_in", "skriv_ut"]
