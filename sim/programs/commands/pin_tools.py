"""pinctrl, raspi-gpio and wiringPi's gpio: pins that are read and set from the shell.

They write to the pins whoever has them, and keep none.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.libraries.stand_ins.rpi_gpio.names import WIRING_PI_TO_GPIO
from sim.programs.commands.answer import DONE, Answer, number
from sim.programs.commands.header_table import HEADER, readall
from sim.wires import switched_on
from sim.wires.pins import GPIO_COUNT, Net

PULLS = {"pu": True, "pd": False, "pn": None}
PULL_WORDS = {True: "UP", False: "DOWN", None: "NONE"}
PULL_LETTERS = {True: "pu", False: "pd", None: "pn"}
LEVELS = {"dh": 1.0, "dl": 0.0}
NAMED = {2: "SDA1", 3: "SCL1", 14: "TXD0", 15: "RXD0"}  # what the system has made of these at its start


def _gpios(word: str) -> list[int] | None:
    """The pins of `17`, `17,27` or `5-8`; None for anything else."""
    found: list[int] = []
    for piece in word.split(","):
        first, _, last = piece.partition("-")
        if not first.isdigit() or not (last or first).isdigit():
            return None
        found += range(int(first), int(last or first) + 1)
    return found if all(gpio < GPIO_COUNT for gpio in found) else None


def _set(net: Net, words: Sequence[str]) -> None:
    """Do to one pin what `op dh` or `ip pu` says; a new output starts with its level, low when none is given."""
    net.announce()
    level = next((LEVELS[word] for word in words if word in LEVELS), None)
    if "op" in words or (level is not None and net.duty is not None):
        net.pi_writes(level or 0.0)
    elif "ip" in words:
        net.pi_listens(net.pi_pull)
    for word in words:
        if word in PULLS and net.duty is None:
            net.pi_listens(PULLS[word])


def raspi_gpio(words: Sequence[str]) -> Answer:
    """Answer `raspi-gpio get [pins]` and `raspi-gpio set pins op dh`."""
    if not words or words[0] not in ("get", "set"):
        return Answer(err="Unknown argument\n" if words else "", code=1 if words else 0)
    every = len(words) == 1
    gpios = list(range(GPIO_COUNT)) if every else _gpios(words[1])
    if gpios is None:
        return Answer(err=f"Unknown GPIO range: {words[1]}\n", code=1)
    pins = switched_on.board().pins
    if words[0] == "set":
        for gpio in gpios:
            _set(pins[gpio], words[2:])
        return DONE
    lines = ["BANK0 (GPIO 0 to 27):"] if every else []
    lines += [_as_raspi_gpio(pins[gpio]) for gpio in gpios]
    return Answer("\n".join(lines) + "\n")


def _as_raspi_gpio(net: Net) -> str:
    out = net.duty is not None
    name = NAMED.get(net.gpio) if net.owner is None and not out else None
    selected = 1 if out else 4 if name else 0
    function = "OUTPUT" if out else name or "INPUT"
    extra = " alt=0" if name else ""
    return (
        f"GPIO {net.gpio}: level={int(net.level)} fsel={selected}{extra} func={function} pull={PULL_WORDS[net.pi_pull]}"
    )


def pinctrl(words: Sequence[str]) -> Answer:
    """Answer `pinctrl get 17`, `pinctrl set 17 op dh`, `pinctrl lev 17`, and the short forms `17` and `17 op dh`."""
    rest = [word for word in words if not word.startswith("-")]
    verb = rest.pop(0) if rest and rest[0] in ("get", "set", "lev", "level", "funcs", "poll", "help") else ""
    gpios = list(range(GPIO_COUNT)) if not rest else _gpios(rest[0].upper().replace("GPIO", ""))
    if gpios is None:
        return Answer(err=f"Unknown pin '{rest[0]}'\n", code=1)
    pins = switched_on.board().pins
    if verb in ("lev", "level"):
        return Answer(" ".join(str(int(pins[gpio].level)) for gpio in gpios) + "\n")
    if verb == "set" or (not verb and len(rest) > 1):
        for gpio in gpios:
            _set(pins[gpio], rest[1:])
        return DONE
    return Answer("".join(_as_pinctrl(pins[gpio]) for gpio in gpios))


def _as_pinctrl(net: Net) -> str:
    out = net.duty is not None
    name = NAMED.get(net.gpio) if net.owner is None and not out else None
    function = "op --" if out else "a0   " if name else "ip   "
    what = "output" if out else name or "input"
    return (
        f"{net.gpio:2}: {function} {PULL_LETTERS[net.pi_pull]} | {'hi' if net.level else 'lo'} "
        f"// GPIO{net.gpio} = {what}\n"
    )


def gpio(words: Sequence[str]) -> Answer:
    """Answer wiringPi's `gpio [-g | -1] mode|read|write|toggle|pwm PIN ...` and `gpio readall`."""
    counting = next((word for word in words if word in ("-g", "-1", "-p")), "")
    rest = [word for word in words if word not in ("-g", "-1", "-p")]
    if not rest or rest[0] == "-v":
        return Answer("gpio version: 3.10\nRaspberry Pi Details:\n  Type: Pi 4B, Revision: 04, Memory: 1024MB\n")
    pins = switched_on.board().pins
    if rest[0] == "readall":
        return Answer(readall(pins))
    where = number(rest[1]) if len(rest) > 1 else None
    bcm = _bcm(counting, where)
    if bcm is None:
        return (
            DONE
            if rest[0] in ("export", "unexport", "unexportall", "load", "reset")
            else Answer(err="gpio: bad pin\n", code=1)
        )
    return _on_pin(pins[bcm], rest[0], rest[2:])


def _bcm(counting: str, pin: int | None) -> int | None:
    if counting == "-g":
        return pin if pin is not None and 0 <= pin < GPIO_COUNT else None
    found = HEADER.get(pin or 0) if counting == "-1" else None
    return found if counting == "-1" else WIRING_PI_TO_GPIO.get(-1 if pin is None else pin)


def _on_pin(net: Net, verb: str, values: Sequence[str]) -> Answer:
    value = values[0] if values else ""
    if verb in ("read", "aread"):
        return Answer(f"{int(net.level)}\n")
    net.announce()
    if verb == "mode":
        _mode(net, value)
    elif verb == "write":
        _set(net, ["dh" if value in ("1", "on", "up") else "dl"])
    elif verb == "toggle":
        _set(net, ["op", "dl" if net.level else "dh"])
    elif verb == "pwm":
        net.pi_writes(min(1.0, (number(value) or 0) / 1024))  # wiringPi's own range
    else:
        return Answer(err=f"gpio: Unknown command: {verb}.\n", code=1)
    return DONE


def _mode(net: Net, mode: str) -> None:
    if mode in ("out", "output"):
        _set(net, ["op"])
    elif mode in ("in", "input"):
        _set(net, ["ip"])
    elif mode in ("up", "down", "tri"):
        _set(net, [{"up": "pu", "down": "pd", "tri": "pn"}[mode]])
    elif mode == "pwm":
        net.pi_writes(0.0)
        net.pi_pwm(WIRING_PI_PWM_HZ)


WIRING_PI_PWM_HZ = 19.2e6 / 32 / 1024  # wiringPi's clock, divisor and range
