"""Prices as people write them, read by one convention a column.

"1.299" is a thousand in one shop and one and a bit in another: the other cells of the column say
which. Where they do not, or contradict each other, the cell is not guessed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

COMMA, POINT = ",", "."
LONGEST_PRICE = 60

# Of the cells that prove a convention, those that prove the one of the column.
DOMINANT_SHARE = 0.95

UNREADABLE, AMBIGUOUS = "price_unreadable", "price_ambiguous"

# Signs and codes of currencies, by the digits behind the decimal sign that their prices have.
# Two is the rule; the others are of ISO 4217.
WITHOUT_DECIMALS = frozenset((
    "¥", "円", "￥", "JPY", "₩", "원", "KRW", "FCFA", "CFA", "XOF", "XAF", "XPF", "F.CFA", "VND",
    "₫", "CLP", "PYG", "₲", "UGX", "RWF", "ISK", "GNF", "KMF", "DJF", "BIF", "IDR", "RP",
    "HUF", "FT",
))  # fmt: skip
# Where these are paid with, a comma parts thousands; a point may too ("$ 1.299" in Chile).
COMMA_PARTS_THOUSANDS = frozenset(["$", "£", "₹"])
THREE_DECIMALS = frozenset((
    "DT", "TND", "KWD", "KD", "BHD", "BD", "OMR", "JOD", "JD", "LYD", "IQD",
))  # fmt: skip

# Names of one currency; the first is shown.
SAME_CURRENCY = {
    "EUR": "€", "EURO": "€", "EUROS": "€", "USD": "$", "US$": "$", "GBP": "£", "INR": "₹",
    "RS": "₹", "JPY": "¥", "円": "¥", "￥": "¥", "KRW": "₩", "원": "₩", "CFA": "FCFA",
    "F.CFA": "FCFA", "XOF": "FCFA", "XAF": "FCFA", "TND": "DT", "VND": "₫", "TL": "₺", "TRY": "₺",
    "KC": "Kč",
    "CZK": "Kč", "ZŁ": "PLN",
}  # fmt: skip
CURRENCIES = WITHOUT_DECIMALS | THREE_DECIMALS | {*SAME_CURRENCY, *SAME_CURRENCY.values()} | {
    "CHF", "CAD", "AUD", "SEK", "NOK", "DKK", "KR", "PLN", "RON", "LEI", "BGN", "TRY", "TL",
    "₺", "RUB", "₽", "UAH", "₴", "CNY", "RMB", "BRL", "R$", "MXN", "ZAR", "MAD", "DH", "DZD",
    "DA", "EGP", "AED", "SAR", "ILS", "₪", "THB", "฿", "SGD", "HKD", "NZD", "PHP", "₱", "MYR",
    "RM", "NGN", "₦", "KES", "GHS", "COP", "ARS",
}  # fmt: skip

NUMBER = re.compile(r"[+−-]?[.,]?\d(?:[\d.,'’ \u00a0\u202f\u2009]*\d)?")
BLANKS = re.compile(r"[ \u00a0\u202f\u2009'’]")
THOUSANDS = re.compile(r"\d{1,3}(?:[ \u00a0\u202f\u2009'’]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*")
GROUPED = {sign: re.compile(rf"\d{{1,3}}(?:\{sign}\d{{2,3}})*\{sign}\d{{3}}") for sign in ",."}
CURRENCY = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*|[$€£¥₩₫₲₹₺₽￥]")
# What makes of a number something else than a price: a share, a part, cents, thousands in letters,
# a sum owed.
NO_PRICE = re.compile(
    r"[%‰½¼¾¢]|\(\s*[\d.,]+\s*\)|\d\s*(?:cts?|cents?|centimes?|pence|penny)\b|\d[kKmM]\b|\d[px]\b"
    r"|\d\s*[-−]\s*$"
)
NO_CENTS = re.compile(r"[.,]\s?[-–—]+")  # "1.299,-", "CHF 12.–"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one cell says.

    Attributes
    ----------
    text : str
        The cell.
    number : str
        Its digits and signs; "" where it is no price.
    decimal : str or None
        The sign before its decimals, where the cell by itself tells it.
    currency : str
        Upper case; "" where there is none.
    """

    text: str
    number: str
    decimal: str | None
    currency: str

    @property
    def is_ambiguous(self) -> bool:
        """Whether a sign may part thousands or decimals."""
        return self.decimal is None and any(sign in self.number for sign in ",.")

    def value(self, decimal: str) -> float:
        """Read the number by a convention.

        Raises
        ------
        ValueError
            If what it takes for thousands are none: "10.90" with a decimal comma.
        """
        thousands = COMMA if decimal == POINT else POINT
        whole = self.number.partition(decimal)[0]
        if thousands in whole and not GROUPED[thousands].fullmatch(whole):
            raise ValueError(self.number)
        return float(self.number.replace(thousands, "").replace(decimal, POINT))


def read_prices(
    cells: Sequence[str | None], decimal: str | None = None
) -> list[tuple[float | None, str | None]]:
    """Read a column of prices.

    Parameters
    ----------
    cells : sequence of str or None
    decimal : str, optional
        The sign before the decimals, where the mapping says it.

    Returns
    -------
    list of (float or None, str or None)
        The price, finite and not negative, and why there is none: `UNREADABLE` or `AMBIGUOUS`;
        both None where there is no cell.

    Examples
    --------
    >>> read_prices(["80 €", "2.053 €", "12,50"])
    [(80.0, None), (2053.0, None), (12.5, None)]
    >>> read_prices(["1.299,00", "1,299.00", "1.299"])
    [(1299.0, None), (1299.0, None), (None, 'price_ambiguous')]
    """
    readings = [None if cell is None else read_cell(cell) for cell in cells]
    convention = decimal or _convention([reading for reading in readings if reading is not None])
    return [
        (None, None)
        if reading is None
        else _price(reading, convention, is_told=decimal is not None)
        for reading in readings
    ]


def currencies(cells: Iterable[str | None]) -> Counter[str]:
    """How many cells name each currency.

    Examples
    --------
    >>> currencies(["12 €", "EUR 3", "5.000 FCFA", "7"])
    Counter({'€': 2, 'FCFA': 1})
    """
    symbols = (read_cell(cell).currency for cell in cells if cell is not None)
    return Counter(currency for currency in symbols if currency)


@lru_cache(maxsize=100_000)
def read_cell(cell: str) -> Reading:
    """What one cell says by itself.

    Parameters
    ----------
    cell : str

    Returns
    -------
    Reading
    """
    nothing = Reading(cell, "", None, "")
    if len(cell) > LONGEST_PRICE:
        return nothing
    currency = _currency(cell)
    has_no_cents = NO_CENTS.search(cell)
    text = NO_CENTS.sub("", cell)
    if NO_PRICE.search(text):
        return nothing
    numbers = NUMBER.findall(text)
    if len(numbers) != 1:
        return nothing
    number = numbers[0].removeprefix("+")
    if number.startswith((COMMA, POINT)):  # .99
        return Reading(cell, f"0{number}", number[0], currency)
    if number.startswith(("-", "−")) or not THOUSANDS.fullmatch(number):
        return nothing
    number = BLANKS.sub("", number)
    is_grouped = len(number) < len(numbers[0].removeprefix("+"))
    decimal = _decimal(number, currency, is_grouped=is_grouped)
    if decimal is None and has_no_cents:
        decimal = has_no_cents[0][0]
    if decimal == "":
        return nothing
    return Reading(cell, number, decimal, currency)


def _currency(cell: str) -> str:
    for match in CURRENCY.finditer(cell):
        name = match[0].upper()
        if name in CURRENCIES:
            return SAME_CURRENCY.get(name, name)
    return ""


def _decimal(number: str, currency: str, *, is_grouped: bool) -> str | None:
    """The decimal sign that a number proves; None where it proves none, "" for no number."""
    signs = [letter for letter in number if letter in ",."]
    if not signs:
        return None
    last, others = signs[-1], signs[:-1]
    if others and last not in others:  # 1.299,00
        whole = number[: number.rfind(last)]
        return last if GROUPED[others[0]].fullmatch(whole) and len(set(others)) == 1 else ""
    if others:  # 1.299.000, or 1,29,999 as in India
        return (POINT if last == COMMA else COMMA) if GROUPED[last].fullmatch(number) else ""
    whole, _, behind = number.partition(last)
    if is_grouped or len(behind) != 3 or len(whole) > 3 or whole.startswith("0"):
        return last
    if currency in WITHOUT_DECIMALS:
        return POINT if last == COMMA else COMMA
    if currency in COMMA_PARTS_THOUSANDS and last == COMMA:
        return POINT
    return last if currency in THREE_DECIMALS else None


def _convention(readings: Sequence[Reading]) -> str | None:
    """The decimal sign of a column; None where its cells do not tell it, or contradict."""
    proven = Counter(reading.decimal for reading in readings if reading.decimal is not None)
    if proven and max(proven.values()) >= DOMINANT_SHARE * proven.total():
        return proven.most_common(1)[0][0]
    ambiguous = [reading for reading in readings if reading.is_ambiguous]
    signs = {sign for reading in ambiguous for sign in reading.number if sign in ",."}
    whole = [reading for reading in readings if reading.number.isdecimal()]
    # Beside "80" and "186", "2.053" are thousands: nobody drops the decimals of some prices only.
    # A whole "2053" would say that this shop does not part its thousands.
    if not proven and len(signs) == 1 and whole and all(float(r.number) < 1000 for r in whole):
        return POINT if signs == {COMMA} else COMMA
    return None


def _price(
    reading: Reading, convention: str | None, *, is_told: bool
) -> tuple[float | None, str | None]:
    if not reading.number:
        return None, UNREADABLE
    decimal = convention if is_told or reading.decimal is None else reading.decimal
    if decimal is None:
        if reading.is_ambiguous:
            return None, AMBIGUOUS
        decimal = POINT
    try:
        return reading.value(decimal), None
    except ValueError:
        return None, UNREADABLE
