"""What a reading says when it refuses: what was typed, why it is unclear, and how to write it."""

from __future__ import annotations

from typing import Any

SHOWN = 40  # characters of what was typed


def _(sentence: str) -> str:
    """Marks a sentence for the catalogues; who shows it translates it."""
    return sentence


class Unclear(ValueError):
    """Refused by name. `said` is a sentence with gaps that the catalogues know; str() gives it in English."""

    def __init__(self, said: str, typed: object, **gaps: Any) -> None:
        text = " ".join(str(typed).split())
        self.said = said
        self.gaps = {"typed": text if len(text) <= SHOWN else text[: SHOWN - 1] + "…", **gaps}
        super().__init__(said % self.gaps)


# Every sentence has %(typed)s and is formatted, so a sign for percent is written twice.
NO_NUMBER = _("“%(typed)s” is not a number. Write it in figures, for example 1250 or 1.250.")
NO_WHOLE = _("“%(typed)s” is not a whole number. Write it without decimals, for example 12.")
THOUSAND_OR_NOT = _(
    "“%(typed)s” can be read in two ways: is what stands behind the comma a thousand or decimals? "
    "Write for example 1250 or 1.250; write decimals with one or two figures."
)
WHOLE_OR_NOT = _(
    "“%(typed)s” can be read in two ways: a thousand and more, or a number with decimals. "
    "Write a whole number without a comma, for example 1250 or 1.250."
)
WRONG_GROUPS = _(
    "“%(typed)s” is unclear: its dots, commas or spaces do not stand where thousands end. Write 1250 or 1.250,50."
)
TOO_LONG = _("“%(typed)s” is too long for a number.")
TOO_MANY_DECIMALS = _("“%(typed)s” has too many decimals: %(most)s at most.")
SHARE = _(
    "“%(typed)s” lies between 0 and 1, so it is unclear: a percentage, or a part of one? "
    "Write 35 for thirty-five percent; write 0,5 %% with the sign for half a percent."
)
NO_PERCENT = _("“%(typed)s” is not a percentage from 0 to 100. Write for example 35 or 35,5.")
NO_AMOUNT = _("“%(typed)s” is not an amount in euro. Write for example 1.500 or 1.500,50.")
NO_HOURS = _("“%(typed)s” is not a number of hours. Write for example 1,5 or 1:30.")
HOURS_OR_MINUTES = _("“%(typed)s” can be read as hours and minutes or with decimals. Write 1:30 or 1,5.")

NO_DATE = _("“%(typed)s” is not a date. Write day, month and year: 31/12/2026.")
SHORT_YEAR = _("“%(typed)s” has a year of two figures. Write all four: 31/12/2026.")
MONTH_FIRST = _("“%(typed)s” has no month %(month)s: the day comes first. Write 31/12/2026.")
NO_SUCH_DAY = _("“%(typed)s” is a day that does not exist.")
FAR_YEAR = _("“%(typed)s” has a year that cannot be meant. Write for example 31/12/2026.")
SERIAL = _("“%(typed)s” is the number by which a spreadsheet keeps a date. Write the date itself: 31/12/2026.")
ZONED = _("“%(typed)s” names a moment in a time zone. Write the day: 31/12/2026.")
WRONG_WEEKDAY = _("“%(typed)s”: that day is not that day of the week. Write 31/12/2026.")
NO_TIME = _("“%(typed)s” is not an hour of the day. Write for example 14:30.")

NO_POSTCODE = _("“%(typed)s” is not a Belgian postcode. Write its four figures, for example 3800.")
NO_ACCOUNT = _(
    "“%(typed)s” is not an account number: the check digits are wrong. Write for example BE71 0961 2345 6769."
)
NO_NUMBER_OF_ENTERPRISE = _(
    "“%(typed)s” is not a Belgian enterprise number (the check digits are wrong). "
    "Check the ten figures, for example 0999.990.123."
)
NUMBER_HAS_LETTERS = _("“%(typed)s” is not a Belgian enterprise number: it has ten figures, for example 0999.990.123.")
LETTER_O = _(
    "“%(typed)s” has the letter O where the figure 0 should stand. Write it in figures, for example 0999.990.123."
)
NUMBER_TOO_SHORT = _("“%(typed)s” has %(count)s figures; an enterprise number has ten, for example 0999.990.123.")
NUMBER_OF_PLACE = _(
    "“%(typed)s” is the number of an establishment. The number of the enterprise begins with 0 or 1, for example 0999.990.123."
)
NUMBER_CUT = _("“%(typed)s” is a number that a spreadsheet cut short. Write all ten figures, for example 0999.990.123.")
NO_NUMBER_OF_PLACE = _("“%(typed)s” is not an establishment number. Check the ten figures, for example 2.999.990.165.")
NO_ACTIVITY = _("“%(typed)s” is not an activity code. Write its figures, for example 10.71 for a bakery.")
NO_EMAIL = _("“%(typed)s” is not an e-mail address. Write for example name@company.be.")
SEVERAL_EMAILS = _("“%(typed)s” holds more than one e-mail address. Write one.")
NO_PHONE = _("“%(typed)s” is not a telephone number. Write for example 0475 12 34 56 or +32 475 12 34 56.")
SEVERAL_PHONES = _("“%(typed)s” holds more than one telephone number. Write one.")

IS_ERROR = _("“%(typed)s” is an error of the spreadsheet. Mend the cell.")
IS_FORMULA = _(
    "“%(typed)s” is a formula without a result. Open the file in a spreadsheet and save it again, or write the value."
)
IS_MERGED = _("“%(typed)s” lies in cells that were merged: only the first of them counts. Fill in every cell.")
IS_DATE = _("“%(typed)s” is a date in the spreadsheet, not a number. Give the cell the format “General”.")
IS_PERCENT = _("“%(typed)s” is a percentage in the spreadsheet, not a number. Give the cell the format “General”.")
IS_FLAG = _("“%(typed)s” is a yes or a no in the spreadsheet.")

SENTENCES = tuple(value for name, value in list(globals().items()) if name.isupper() and isinstance(value, str))
