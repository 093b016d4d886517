"""Who may do what in a shared database: groups, functions, grants, policies and triggers, on PostgreSQL.

Written anew after every upgrade, in its transaction, from what the modules here say: so there is one place to read
what holds, and a database that somebody has loosened is tightened again. Before an upgrade all of it is let go of, for
a column that a policy or a view names cannot be altered, and a migration must be able to write what no user may.
"""

from __future__ import annotations

from .satt import satt, slapp

__all__ = ["satt", "slapp"]
