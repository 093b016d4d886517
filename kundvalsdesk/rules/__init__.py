"""Pure rules: calendar, frister, trafikljus, allowed steps. Standard library and holidays only; no clock."""
