"""Measures of the program, as ratios within one run: `python -m bench` (never part of the timed tests)."""
