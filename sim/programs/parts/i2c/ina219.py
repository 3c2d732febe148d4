"""INA219 on a board, for programs: its chip is that of the projects, and its shunt is not the same on each board.

Adafruit's board, and most others, have 0.1 ohm (R100); DFRobot's SEN0291 and Waveshare's boards for batteries 0.01 ohm
(R010). SBOS448G, 8.5: the calibration is 0.04096 / (step of the current x shunt), so a board with a tenth of the shunt
gives a tenth of the current.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from devices import Message
from sim.chips.ina219 import CALIBRATION, CURRENT, POWER, SHUNT, Ina219Chip
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.quantities import Quantity
from sim.programs.parts.registers import TellingChip

REGISTERS = 6
READ_ONLY = range(1, 5)  # SBOS448G, table 2
INA226_CONFIG = 0x40  # in the high byte of its configuration; an INA219 has nothing there
USUAL_OHM, SMALL_OHM = 0.1, 0.01
SMALL_MAKERS = ("dfrobot",)
SMALL_CALIBRATIONS = (26868,)  # 16 V and 5 A with steps of 0.1524 mA: Waveshare's boards for batteries
LIKELY_OHM = (0.0005, 1.0)
SHUNT_OHM = "shunt_ohm"

ASSUMED = Message("script.ina219.shunt", "{where}: its shunt is taken as {ohm:g} ohm. If it has another: {remedy}")


class Ina219OnBoard(Ina219Chip, TellingChip):
    """One board. The program's words, or its calibration, tell its shunt; otherwise it is that of most boards."""

    def plug(self) -> None:
        super().plug()
        self._trim = self.option(SHUNT_OHM, 0.1) / self._shunt_ohm
        self._take(self.option("told_ohm", USUAL_OHM))

    def _take(self, ohm: float) -> None:
        if SHUNT_OHM in self.felt:  # somebody set it, for each such board
            used: set[str] = getattr(self.felt, "used", set())
            used.add(SHUNT_OHM)
            ohm = self.felt[SHUNT_OHM]
        self._ohm = ohm
        self._shunt_ohm = self._ohm / self._trim

    def set(self, register: int, value: int) -> None:
        super().set(register, value)
        if register == CALIBRATION and value in SMALL_CALIBRATIONS and not self.option("told_ohm", 0.0):
            self._take(SMALL_OHM)

    def get(self, register: int) -> int:
        if register in (SHUNT, CURRENT, POWER):
            another = USUAL_OHM if self._ohm == SMALL_OHM else SMALL_OHM
            self.remark(ASSUMED(where=self.shown["where"], ohm=self._ohm, remedy=f"--set {SHUNT_OHM}={another:g}"))
        return super().get(register)


def shunt_in(trees: Sequence[ast.Module]) -> Mapping[str, Any]:
    """The shunt that the program's text names, its own file first: `SHUNT_OHMS = 0.01`, `INA219(0.1)`; or a maker."""
    found = next((value for tree in trees for node in ast.walk(tree) for value in _shunts(node)), None)
    if found is None and any(_is_small(node) for tree in trees for node in ast.walk(tree)):
        found = SMALL_OHM
    return {} if found is None else {"told_ohm": found}


def _is_small(node: ast.AST) -> bool:
    """Whether it names a maker whose board has the small shunt: a module or a class of it."""
    names: list[str] = []
    if isinstance(node, ast.ImportFrom):
        names = [node.module or ""]
    elif isinstance(node, ast.Import):
        names = [each.name for each in node.names]
    elif isinstance(node, ast.ClassDef):
        names = [node.name]
    return any(maker in name.lower() for maker in SMALL_MAKERS for name in names)


def _shunts(node: ast.AST) -> Iterator[float]:
    pairs: list[tuple[str, ast.expr | None]] = []
    if isinstance(node, ast.Assign):
        pairs = [(ast.unparse(target), node.value) for target in node.targets]
    elif isinstance(node, ast.AnnAssign):
        pairs = [(ast.unparse(node.target), node.value)]
    elif isinstance(node, ast.Call):
        pairs = [(each.arg or "", each.value) for each in node.keywords]
        if ast.unparse(node.func).rpartition(".")[2].upper() == "INA219" and node.args:
            pairs.append(("shunt", node.args[0]))
    for name, value in pairs:
        ohm = value.value if isinstance(value, ast.Constant) else None
        if "shunt" in name.lower() and isinstance(ohm, float) and LIKELY_OHM[0] <= ohm <= LIKELY_OHM[1]:
            yield ohm


def _fits_ina219(talk: Talk) -> float:
    """Registers of 16 bits: nobody writes or reads one byte of them, and four are only read.

    A program that names it may ask with one byte whether it is there, and set bits that it does not have.
    """
    named = talk.says("ina219") and not talk.says("ina226", "ina260")
    exchanges = [each for each in talk.exchanges if each != (b"", 1)] if named else talk.exchanges
    if named and not exchanges:
        return 0.8
    if any(len(sent) == 3 and sent[0] in READ_ONLY for sent, _ in exchanges):
        return 0.0
    if any(len(sent) == 2 or (not sent and asked not in (0, 2)) for sent, asked in exchanges):
        return 0.0
    if not named and any(len(sent) == 3 and not sent[0] and sent[1] & 0xC0 == INA226_CONFIG for sent, _ in exchanges):
        return 0.0
    if any(sent and asked == 1 for sent, asked in exchanges):
        return 0.1
    if any(first >= REGISTERS for first in talk.first_bytes):
        return 0.0
    if [sent for sent, _ in exchanges] == [b"\x00"] and not exchanges[0][1]:
        return 0.6  # a climate sensor is told to measure like that
    return 0.9 if talk.first_bytes else 0.4


KINDS = (
    PartKind(
        "ina219", Ina219OnBoard, Message("script.kind.power", "INA219, voltage and current"), I2C,
        ("voltage_v", "current_a"),
        addresses=tuple(range(0x40, 0x46)),  # SBOS448G, table 1: 0x40 to 0x4f
        told=shunt_in,
        libraries=("adafruit_ina219", "ina219"),
        fits=_fits_ina219,
    ),
)  # fmt: skip
QUANTITIES = (Quantity(SHUNT_OHM, USUAL_OHM, None, 0.001, 1.0, 0.001, "ohm", "0.01"),)
