"""Two places that exchange something (heat, gas, vapor), moved on exactly for any time step.

    dx/dt = f + xx x + xy y        dy/dt = g + yx x + yy y

With xy and yx above 0 the two rates are real and different, so the textbook matrix exponential of a 2 x 2 system
(for example Strang, Linear Algebra and its Applications, chapter 5) needs no iteration and is stable for every step.
"""

from math import expm1, sqrt


def advance(
    x: float, y: float, f: float, g: float, xx: float, xy: float, yx: float, yy: float, dt_s: float
) -> tuple[float, float]:
    """Values of both places after `dt_s`; xy and yx must be above 0 (1/s), xx and yy are normally below 0."""
    x_rate = f + xx * x + xy * y
    y_rate = g + yx * x + yy * y
    middle = 0.5 * (xx + yy)
    half_gap = sqrt(0.25 * (xx - yy) ** 2 + xy * yx)
    slow, fast = middle + half_gap, middle - half_gap
    slow_s = expm1(slow * dt_s) / slow if slow else dt_s
    fast_s = expm1(fast * dt_s) / fast if fast else dt_s
    both = (slow_s - fast_s) / (slow - fast)
    own = slow_s - both * slow
    return (
        x + own * x_rate + both * (xx * x_rate + xy * y_rate),
        y + own * y_rate + both * (yx * x_rate + yy * y_rate),
    )
