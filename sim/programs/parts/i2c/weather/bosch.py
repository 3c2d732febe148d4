"""Bosch's compensation formulas, as a program computes them, and backwards: the raw value for what is in the air.

Data sheets BST-BMP280-DS001 (section 3.11.3, appendix 8.1) and BST-BME280-DS002 (section 4.2.3, appendix 4.1).
"""

from __future__ import annotations

from collections.abc import Callable
from struct import pack

T1, T2, T3 = 27504, 26435, -1000  # the unit of BST-BMP280-DS001, section 3.12
P1, P2, P3, P4, P5, P6, P7, P8, P9 = 36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000  # the same unit
H1, H2, H3, H4, H5, H6 = 75, 362, 0, 313, 50, 30  # chosen: no data sheet prints a unit's
RAW_BITS, HUMIDITY_BITS = 20, 16


def calibration_block() -> bytes:
    """Registers 0x88 to 0x9F: words, low byte first (BST-BMP280-DS001, table 17)."""
    return pack("<HhhH8h", T1, T2, T3, P1, P2, P3, P4, P5, P6, P7, P8, P9)


def humidity_block() -> bytes:
    """Registers 0xE1 to 0xE7; 0xA1 is H1 (BST-BME280-DS002, table 16)."""
    return pack("<hBBBBb", H2, H3, H4 >> 4, (H5 & 0x0F) << 4 | H4 & 0x0F, H5 >> 4, H6)


def fine_of(raw: float) -> float:
    """The fine temperature for a raw value: degrees Celsius times 5120."""
    first = (raw / 16384 - T1 / 1024) * T2
    second = (raw / 131072 - T1 / 8192) ** 2 * T3
    return first + second


def pascal_of(raw: float, fine: float) -> float:
    """The air pressure for a raw value."""
    warm = fine / 2 - 64000
    offset = (warm * warm * P6 / 32768 + warm * P5 * 2) / 4 + P4 * 65536
    slope = (1 + (P3 * warm * warm / 524288 + P2 * warm) / 524288 / 32768) * P1
    pascal = (1048576 - raw - offset / 4096) * 6250 / slope
    return pascal + (P9 * pascal * pascal / 2147483648 + pascal * P8 / 32768 + P7) / 16


def humidity_of(raw: float, fine: float) -> float:
    """The relative humidity in percent for a raw value, before it is held within 0 and 100."""
    warm = fine - 76800
    wet = (raw - (H4 * 64 + H5 / 16384 * warm)) * (H2 / 65536 * (1 + H6 / 67108864 * warm * (1 + H3 / 67108864 * warm)))
    return wet * (1 - H1 * wet / 524288)


def raw_temperature(celsius: float) -> int:
    """The raw value that gives this temperature."""
    return raw_for(fine_of, celsius * 5120)


def raw_pressure(pascal: float, fine: float) -> int:
    """The raw value that gives this pressure at this fine temperature; more pressure makes it smaller."""
    return raw_for(lambda raw: -pascal_of(raw, fine), -pascal)


def raw_humidity(percent: float, fine: float) -> int:
    """The raw value that gives this relative humidity at this fine temperature."""
    return raw_for(lambda raw: humidity_of(raw, fine), percent, HUMIDITY_BITS)


def raw_for(formula: Callable[[float], float], wanted: float, bits: int = RAW_BITS) -> int:
    """The whole number for which a formula that grows gives what is wanted, held at the ends."""
    low, high = 0, (1 << bits) - 1
    while low < high:
        middle = (low + high) // 2
        if formula(middle + 0.5) < wanted:
            low = middle + 1
        else:
            high = middle
    return low
