"""Stand-in for `picarx`, SunFounder's library for its PiCar-X, where it is not installed: no package has it."""

from sim.libraries.stand_ins.picarx.picarx import TTS, PiCarX, Picarx

__all__ = ["TTS", "PiCarX", "Picarx"]
