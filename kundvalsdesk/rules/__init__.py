"""Pure rules: calendar, frister, trafikljus, allowed steps. Standard library only; no clock."""
