"""How the code of an insats is written for people to read."""

from __future__ import annotations


def insats_ord(kod: str) -> str:
    """As AMI 2 of "AMI2"; what is no such code stays as it is."""
    stam = kod.rstrip("0123456789")
    return f"{stam} {kod[len(stam) :]}" if stam != kod and stam.isalpha() else kod
