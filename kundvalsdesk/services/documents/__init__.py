"""Documents that leave the house: drawn from a frozen snapshot, stored with their bytes, re-printed byte for byte."""
