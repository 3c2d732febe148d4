"""How temperature and humidity change the resistance of an MQ gas sensor.

Read by eye (+-0.02) off the data-sheet figures of the MQ-2 and the MQ-6 (Hanwei). The correction is +-20 % at best.
"""

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClimateTable:
    """Rs/R0 in one gas mix over humidity (rows) and temperature (columns), both rising."""

    t_c: tuple[float, ...]
    rh_pct: tuple[float, ...]
    rows: tuple[tuple[float, ...], ...]
    reference: float  # the figure's own value at 20 C and 65 % RH

    def value(self, t_c: float, rh_pct: float) -> float:
        """Rs/R0 of the figure, straight lines between its points in both directions, held at its edges."""
        column, along = _place(self.t_c, t_c)
        row, down = _place(self.rh_pct, rh_pct)
        upper, lower = self.rows[row], self.rows[row + 1]
        at_upper = upper[column] + along * (upper[column + 1] - upper[column])
        at_lower = lower[column] + along * (lower[column + 1] - lower[column])
        return at_upper + down * (at_lower - at_upper)

    def factor(self, t_c: float, rh_pct: float) -> float:
        """Resistance at this climate over that at 20 C and 65 % RH."""
        return self.value(t_c, rh_pct) / self.reference


def _place(points: tuple[float, ...], x: float) -> tuple[int, float]:
    """Index of the interval that holds `x` and the share of it passed, 0-1."""
    if x <= points[0]:
        return 0, 0.0
    if x >= points[-1]:
        return len(points) - 2, 1.0
    i = bisect_right(points, x) - 1
    return i, (x - points[i]) / (points[i + 1] - points[i])


MQ6_TABLE = ClimateTable(  # 1000 ppm LPG; the figure has two humidities only, so 65 % lies on the line between them
    (-10.0, 5.0, 20.0, 50.0),
    (33.0, 85.0),
    ((1.32, 1.09, 1.00, 0.90), (1.12, 0.93, 0.85, 0.755)),
    reference=1.00 + (65.0 - 33.0) / (85.0 - 33.0) * (0.85 - 1.00),
)
MQ2_TABLE = ClimateTable(
    (-10.0, 0.0, 10.0, 20.0, 30.0, 40.0, 50.0),
    (30.0, 60.0, 85.0),
    (
        (1.71, 1.585, 1.42, 1.25, 1.15, 1.00, 0.87),
        (1.45, 1.35, 1.21, 1.07, 0.975, 0.86, 0.74),
        (1.265, 1.18, 1.05, 0.925, 0.855, 0.745, 0.64),
    ),
    reference=1.07 + (65.0 - 60.0) / (85.0 - 60.0) * (0.925 - 1.07),
)
