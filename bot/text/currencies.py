"""Amounts of money: how currencies are written, before a number and after one."""

import re

_SYMBOLS = {
    "$": "USD", "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "HK$": "HKD",
    "NZ$": "NZD", "S$": "SGD", "R$": "BRL", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB",
    "₩": "KRW", "₺": "TRY", "₪": "ILS", "₴": "UAH",
}  # fmt: skip
_CODES = "USD|EUR|GBP|JPY|CHF|CNY|INR|RUB|AUD|CAD|NZD|SGD|HKD|BRL|KRW|SEK|NOK|DKK|PLN|CZK|TRY|ILS|UAH|ZAR|MXN"
# A bare dollar is taken for the American one, a bare pound for the British one, and so on. A coin is worth
# so much of its currency; whose cent it is, is seldom said.
_NAMES = {
    "dollar": "USD", "euro": "EUR", "pound": "GBP", "quid": "GBP", "yen": "JPY", "yuan": "CNY",
    "renminbi": "CNY", "rupee": "INR", "rouble": "RUB", "ruble": "RUB", "franc": "CHF", "lira": "TRY",
    "shekel": "ILS", "hryvnia": "UAH", "peso": "MXN", "krone": "NOK", "kronor": "SEK", "zloty": "PLN",
    "cent": "cent", "penny": "penny", "pence": "penny", "pennies": "penny",
}  # fmt: skip
_FOREIGN = {
    "australian": "AUD",
    "canadian": "CAD",
    "singapore": "SGD",
    "hong kong": "HKD",
    "new zealand": "NZD",
}

_BEFORE = re.compile(
    rf"(?<![^\W_])(?P<sign>{'|'.join(re.escape(s) for s in sorted(_SYMBOLS, key=len, reverse=True))}"
    rf"|{_CODES})\s?(?=\d)"
)
_NAMED = re.compile(
    rf"[-\s](?:(?:(?P<foreign>{'|'.join(_FOREIGN)})|US|U\.S\.|American|British)\s)?"
    rf"(?P<name>{'|'.join(_NAMES)})s?\b(?:\ssterling\b)?",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"\s?(?:(?P<sign>[€£$])(?!\s?\d)|(?P<code>{_CODES})\b)")
_WEIGHING = re.compile(r"\b(?:weigh\w*|heavier|lighter|lost|gained|lifted)\b[^.]{0,30}$", re.IGNORECASE)
_OF_STUFF = re.compile(r"\sof\b", re.IGNORECASE)


def read_currency_before(text: str, position: int) -> tuple[str, int] | None:
    """Return the ISO 4217 code of the currency whose sign or code stands at `position` before a number."""
    match = _BEFORE.match(text, position)
    return (_SYMBOLS.get(match["sign"], match["sign"]), match.end()) if match else None


def read_currency_after(text: str, number_start: int, position: int) -> tuple[str, int] | None:
    """Return the currency that a number ends with at `position`, and where it ends; None if it has none.

    That is an ISO 4217 code, or `cent` or `penny`. Pounds that are weighed, or are pounds of something, are
    no money.
    """
    if match := _AFTER.match(text, position):
        return (_SYMBOLS[match["sign"]] if match["sign"] else match["code"]), match.end()
    match = _NAMED.match(text, position)
    if match is None:
        return None
    name = match["name"].lower()
    if name == "pound" and (_OF_STUFF.match(text, match.end()) or _WEIGHING.search(text[:number_start])):
        return None
    return _FOREIGN.get((match["foreign"] or "").lower()) or _NAMES[name], match.end()
