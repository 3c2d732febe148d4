"""Stand-in for `wiringpi2`: the old name of `wiringpi`."""

from __future__ import annotations

from sim.libraries.stand_ins import wiringpi

globals().update({name: each for name, each in vars(wiringpi).items() if not name.startswith("_")})
