"""The warning of a format with a day of the month and no year."""

import os
import warnings

DAY_WITHOUT_YEAR = """\
Parsing a day of month without a year specified takes it for one of 1900, which had no 29 February. Give the year in the
text and in the format."""
# Whoever called is outside of this package and of the library.
INSIDE = os.path.dirname(os.__file__), os.path.dirname(__file__)


def warn():
    warnings.warn(DAY_WITHOUT_YEAR, DeprecationWarning, skip_file_prefixes=INSIDE)
