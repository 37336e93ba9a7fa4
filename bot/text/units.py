"""Units of measure and currencies: how they are written, and what they are multiples of."""

import re
from dataclasses import dataclass

TIME = "time"
_LENGTH, _MASS, _VOLUME, _AREA, _SPEED = "length", "mass", "volume", "area", "speed"
_POWER, _ENERGY, _DATA, _ANGLE, _RATE = "power", "energy", "data", "degree", "frequency"

_ABBREVIATED = 3  # letters; longer forms are words


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its name in the singular, the dimension it measures, and its size in that dimension's base.

    Bases: metre, kilogram, litre, square metre, metre a second, watt, watt-hour, byte, day, degree, hertz.
    """

    name: str
    dimension: str
    size: float


_UNITS = (
    (Unit("millimetre", _LENGTH, 0.001), "mm millimetre millimeter"),
    (Unit("centimetre", _LENGTH, 0.01), "cm centimetre centimeter"),
    (Unit("metre", _LENGTH, 1.0), "m metre meter"),
    (Unit("kilometre", _LENGTH, 1000.0), "km kms kilometre kilometer"),
    (Unit("inch", _LENGTH, 0.0254), "inch inches"),
    (Unit("foot", _LENGTH, 0.3048), "ft foot feet"),
    (Unit("yard", _LENGTH, 0.9144), "yd yard"),
    (Unit("mile", _LENGTH, 1609.344), "mi mile"),
    (Unit("nautical mile", _LENGTH, 1852.0), "nautical_mile"),
    (Unit("milligram", _MASS, 1e-6), "mg milligram"),
    (Unit("gram", _MASS, 0.001), "g gram gramme"),
    (Unit("kilogram", _MASS, 1.0), "kg kgs kilogram kilo"),
    (Unit("tonne", _MASS, 1000.0), "tonne metric_ton"),
    (Unit("ton", _MASS, 907.185), "ton tons"),
    (Unit("pound", _MASS, 0.453592), "lb lbs pound"),
    (Unit("ounce", _MASS, 0.0283495), "oz ounce"),
    (Unit("millilitre", _VOLUME, 0.001), "ml millilitre milliliter"),
    (Unit("litre", _VOLUME, 1.0), "l litre liter"),
    (Unit("gallon", _VOLUME, 3.78541), "gallon"),
    (Unit("barrel", _VOLUME, 158.987), "barrel"),
    (Unit("cubic metre", _VOLUME, 1000.0), "m³ m3 cubic_metre cubic_meter"),
    (Unit("square metre", _AREA, 1.0), "m² m2 sq_m square_metre square_meter"),
    (Unit("square foot", _AREA, 0.092903), "sq_ft square_foot square_feet"),
    (Unit("square kilometre", _AREA, 1e6), "km² km2 sq_km square_kilometre square_kilometer"),
    (Unit("square mile", _AREA, 2.589988e6), "sq_mi square_mile"),
    (Unit("acre", _AREA, 4046.86), "acre"),
    (Unit("hectare", _AREA, 10000.0), "ha hectare"),
    (Unit("kilometre an hour", _SPEED, 1 / 3.6), "km/h kph kmh"),
    (Unit("mile an hour", _SPEED, 0.44704), "mph"),
    (Unit("knot", _SPEED, 0.514444), "knot"),
    (Unit("watt", _POWER, 1.0), "W watt"),
    (Unit("kilowatt", _POWER, 1e3), "kW kilowatt"),
    (Unit("megawatt", _POWER, 1e6), "MW megawatt"),
    (Unit("gigawatt", _POWER, 1e9), "GW gigawatt"),
    (Unit("horsepower", _POWER, 745.7), "hp horsepower"),
    (Unit("kilowatt-hour", _ENERGY, 1e3), "kWh kilowatt-hour"),
    (Unit("megawatt-hour", _ENERGY, 1e6), "MWh megawatt-hour"),
    (Unit("gigawatt-hour", _ENERGY, 1e9), "GWh gigawatt-hour"),
    (Unit("terawatt-hour", _ENERGY, 1e12), "TWh terawatt-hour"),
    (Unit("byte", _DATA, 1.0), "byte"),
    (Unit("kilobyte", _DATA, 1e3), "KB kB kilobyte"),
    (Unit("megabyte", _DATA, 1e6), "MB megabyte"),
    (Unit("gigabyte", _DATA, 1e9), "GB gigabyte"),
    (Unit("terabyte", _DATA, 1e12), "TB terabyte"),
    (Unit("petabyte", _DATA, 1e15), "PB petabyte"),
    (Unit("degree Celsius", "celsius", 1.0), "°C degree_Celsius degree_centigrade"),
    (Unit("degree Fahrenheit", "fahrenheit", 1.0), "°F degree_Fahrenheit"),
    (Unit("degree", _ANGLE, 1.0), "° degree"),
    (Unit("hertz", _RATE, 1.0), "Hz hertz"),
    (Unit("kilohertz", _RATE, 1e3), "kHz kilohertz"),
    (Unit("megahertz", _RATE, 1e6), "MHz megahertz"),
    (Unit("gigahertz", _RATE, 1e9), "GHz gigahertz"),
    (Unit("second", TIME, 1 / 86400), "s sec secs second"),
    (Unit("minute", TIME, 1 / 1440), "min mins minute"),
    (Unit("hour", TIME, 1 / 24), "h hr hrs hour"),
    (Unit("day", TIME, 1.0), "day days"),
    (Unit("week", TIME, 7.0), "wk wks week"),
    (Unit("fortnight", TIME, 14.0), "fortnight"),
    (Unit("month", TIME, 30.4375), "month"),
    (Unit("year", TIME, 365.25), "yr yrs year"),
    (Unit("decade", TIME, 3652.5), "decade"),
    (Unit("century", TIME, 36525.0), "century centuries"),
)
_FORMS = {
    form.replace("_", " "): unit
    for unit, surfaces in _UNITS
    for surface in surfaces.split()
    for form in (surface, f"{surface}s" if len(surface) > _ABBREVIATED else surface)
}
_BY_NAME = {unit.name: unit for unit, _ in _UNITS}
_WRITTEN = re.compile(
    r"[-\s]?(?P<unit>(?:(?:square|sq|cubic|nautical|metric|degrees?)\.?[-\s])?[^\W\d_]+"
    r"(?:/h(?![^\W_])|[²³]|[23](?!\w)|-hours?)?|°\s?[CF]?)(?![^\W_])"
)
_LAST_WORD = re.compile(r"[^\W\d_]+")


def find_unit(name: str | None) -> Unit | None:
    """Return the unit of that name, as quantities have it; None if there is none."""
    return _BY_NAME.get(name or "")


def read_unit(text: str, position: int) -> tuple[Unit, int] | None:
    """Return the unit that is written at `position`, after a number, and where it ends; None if none is.

    Abbreviations must have their case (`MW`, not `mw`); words may have any.
    """
    match = _WRITTEN.match(text, position)
    if match is None:
        return None
    written = match["unit"]
    word = _LAST_WORD.match(written)
    for form in (written, written.replace("-", " ").replace(".", ""), word[0] if word else ""):
        unit = _FORMS.get(form) or (_FORMS.get(form.lower()) if len(form) > _ABBREVIATED else None)
        if unit is not None:
            return unit, match.start("unit") + len(form) if form == (word and word[0]) else match.end()
    return None
