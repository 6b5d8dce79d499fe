"""Small numbers are withheld by :mod:`cafcass_cases.core.suppression`, which every floor uses."""

from cafcass_cases.core.suppression import SMALLEST, SPREAD, Cell, Suppressed, is_small, suppress, suppress_alone, with_totals

__all__ = ["SMALLEST", "SPREAD", "Cell", "Suppressed", "is_small", "suppress", "suppress_alone", "with_totals"]
