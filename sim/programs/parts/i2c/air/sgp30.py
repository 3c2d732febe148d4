"""SGP30: gases from people and paints, I2C. Data sheet SGP30 (Sensirion, version 1.0), table 10 and section 6.3.

For 15 s after its start it gives 400 ppm and 0 ppb, as the real one does. It gives what the air has; the real one
only guesses at carbon dioxide. Humidity and baselines are kept and change nothing.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.i2c.air.commanded import CommandedChip
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.quantities import number

INIT, MEASURE, GET_BASELINE, SET_BASELINE, SET_HUMIDITY = 0x2003, 0x2008, 0x2015, 0x201E, 0x2061
TEST, FEATURES, RAW, SERIAL = 0x2032, 0x202F, 0x2050, 0x3682
TEST_PASSED, FEATURE_SET = 0xD400, 0x0022
WARM_S, FIRST_PPM, HIGHEST = 15.0, 400, 60000  # section 6.3; table 1
MEASURES_S, TESTS_S, RAW_S, QUICK_S = 0.012, 0.22, 0.025, 0.01  # table 10
NUMBER = (0x0000, 0x0123, 0x4567)  # chosen
RAW_SIGNALS = (13_500, 18_500)  # chosen: hydrogen and ethanol in clean air
COMMANDS = frozenset((INIT, MEASURE, GET_BASELINE, SET_BASELINE, SET_HUMIDITY, TEST, FEATURES, RAW, SERIAL))

NOT_STARTED = Message(
    "script.sgp30_not_started",
    "{where}: the {chip} has not been started, so it gives 400 and 0. Send it 0x2003 first, and read it once a second.",
)


class Sgp30Chip(CommandedChip):
    """One gas sensor."""

    feels = ("co2_ppm", "tvoc_ppb")
    usual_address = 0x58

    def reset(self) -> None:
        """As after power-on."""
        super().reset()
        self._started_s: float | None = None
        self._baseline = (0x8973, 0x8AAE)  # chosen

    def obey(self, command: int, words: list[int]) -> None:
        """Do what the command says."""
        if command == INIT:
            self._started_s = self.pi.clock.monotonic()
            self.busy(QUICK_S)
        elif command == MEASURE:
            self.answer(*self._measured(), after_s=MEASURES_S)
        elif command == SET_BASELINE and len(words) == 2:
            self._baseline = (words[1], words[0])  # total gases first (section 6.3)
        elif command == GET_BASELINE:
            self.answer(*self._baseline, after_s=QUICK_S)
        elif command == TEST:
            self.answer(TEST_PASSED, after_s=TESTS_S)
        elif command in (FEATURES, SERIAL):
            self.answer(*((FEATURE_SET,) if command == FEATURES else NUMBER), after_s=0.0005)
        elif command == RAW:
            self.answer(*RAW_SIGNALS, after_s=RAW_S)
        elif command != SET_HUMIDITY:
            self.not_modeled(command)

    def _measured(self) -> tuple[int, int]:
        if self._started_s is None:
            self.remark(NOT_STARTED(**self.shown))
        if self._started_s is None or self.pi.clock.monotonic() - self._started_s < WARM_S:
            return FIRST_PPM, 0
        ppm = min(max(round(self.feel("co2_ppm")), FIRST_PPM), HIGHEST)
        return ppm, min(max(round(self.feel("tvoc_ppb")), 0), HIGHEST)


def _fits(talk: Talk) -> float:
    known = [int.from_bytes(sent[:2]) in COMMANDS for sent, _ in talk.exchanges if len(sent) > 1]
    return 0.0 if not all(known) else 0.95 if known else 0.4


QUANTITIES = (
    number("tvoc_ppb", 60.0, Message("program.quantity.tvoc", "organic gases"), 0.0, 5000.0, 10.0, "ppb", "800"),
)
KINDS = (
    PartKind(
        "sgp30", Sgp30Chip, Message("script.kind.gases", "{name}, gases in the air")(name="SGP30"), I2C,
        ("co2_ppm", "tvoc_ppb"),
        addresses=(0x58,),  # table 10
        libraries=("adafruit_sgp30", "sgp30"),
        fits=_fits,
    ),
)  # fmt: skip
