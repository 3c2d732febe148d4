"""TCS3200: color as a frequency on one wire. Data sheet TCS3200 (TAOS099, 2009), table 1: what S0 to S3 choose.

Two wires choose the color, two how far the frequency is divided. It sees paper in front of its lamps.
"""

from __future__ import annotations

from functools import partial

from devices import Message
from sim.programs.parts.decoder import Header
from sim.programs.parts.header.counted.pulses import PulsesChip
from sim.programs.parts.i2c.light.tcs34725 import COLORS
from sim.programs.parts.kind import GPIO, PartKind
from sim.wires.pins import Net

WHITE_HZ = 60_000.0  # chosen: undivided, for one color of white paper; full scale is 500 kHz or more
DARK_HZ = 2.0  # data sheet, dark frequency: typical, undivided
SCALES = {(False, False): 0.0, (False, True): 0.02, (True, False): 0.2, (True, True): 1.0}  # by S0, S1; 0 is off
RED, BLUE, CLEAR, GREEN = (False, False), (False, True), (True, False), (True, True)  # by S2, S3
SEEN = {RED: COLORS[:1], GREEN: COLORS[1:2], BLUE: COLORS[2:], CLEAR: COLORS}
WIRED = 0.2  # where S0 and S1 are no pins of the program: S0 at the supply, S1 at ground, as kits draw it
NAMES = ("tcs3200", "tcs230")
ABOUT = (*NAMES, "tcs", "color", "colour", "colors", "colours", "mau")
ALL_COLORS = {"red", "green", "blue"}
OUT = frozenset(("out", "output", "signal", "sig", "ot", "freq", "frequency", "sensor", "tcs3200", "tcs230"))
CHOOSERS = ("s0", "s1", "s2", "s3")


class Tcs3200Chip(PulsesChip):
    """One color sensor; its option `choosers` are the GPIOs of S0 to S3, None for one that is wired."""

    feels = COLORS

    def plug(self) -> None:
        wires = self.part.options["choosers"]
        self._choosers: list[Net | None] = [None if gpio is None else self.pi.pins[gpio] for gpio in wires]
        for net in self._choosers:
            if net is not None:
                net.on_change(self.world_moved)
        super().plug()

    def wanted_hz(self) -> float:
        s0, s1, s2, s3 = (False if net is None else net.level for net in self._choosers)
        scale = WIRED if self._choosers[0] is None or self._choosers[1] is None else SCALES[s0, s1]
        return scale * (DARK_HZ + WHITE_HZ * sum(self.feel(color) for color in SEEN[s2, s3]) / 100.0)


KINDS = (
    PartKind(
        "tcs3200", Tcs3200Chip, Message("script.kind.color_of", "{name}, color, gray paper in front")(name="TCS3200"),
        GPIO, COLORS, needs_partner=True,
    ),
)  # fmt: skip


class ColorSensors:
    """Finds it by the names of its wires, in a program that speaks of colors."""

    def __init__(self, header: Header) -> None:
        self._header = header
        for net in header.pi.pins.values():
            net.on_claim(partial(self._claimed, net))

    def _claimed(self, net: Net) -> None:
        header, name = self._header, KINDS[0].name
        named = header.named(net.gpio)
        word = next((each for each in ABOUT if each in header.words), "red" if header.words >= ALL_COLORS else None)
        if named not in (None, name) or (named is None and word is None):
            return
        found = [header.called(frozenset((each,))) for each in CHOOSERS]
        s0, s1, s2, s3 = (gpios[0] if len(gpios) == 1 else None for gpios in found)
        is_out = named == name or not header.names(net.gpio).isdisjoint(OUT)
        if s2 is None or s3 is None or not is_out or net.gpio in (s0, s1, s2, s3):
            return
        wires = tuple(gpio for gpio in (s0, s1, s2, s3) if gpio is not None)
        chip = header.claim(KINDS[0], net.gpio, (net.gpio, *wires), {"choosers": (s0, s1, s2, s3)})
        if chip is not None and named is None and word not in NAMES:
            header.guess(net.gpio, "sensor", word or "")


DECODERS = (ColorSensors,)
