"""The computer itself: model, operating system, Python, memory, heat, language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from devices import Message
from workshop.doctor.finding import WORTH_KNOWING, WRONG, Finding, Kind
from workshop.doctor.machine import Machine

SUPPORTED = re.compile(r"Raspberry Pi (Zero 2|3|4|5|400|500|Compute Module [345])")
ARM_V6 = re.compile(r"Raspberry Pi (Zero( W)?|(Compute Module|Model [AB])( Plus)?) Rev")
TRIED = ("bookworm", "trixie")
TOO_OLD = ("jessie", "stretch", "buster", "bullseye")  # with Python 3.9 at most
OLDEST_PYTHON, NEWEST_PYTHON = (3, 11), (3, 13)  # the same as in run.py; a test compares them
NEEDED_MB = 40  # chosen: a project takes 29 to 35 MB
HOT_C = 80.0  # the firmware slows the processor from here on, Raspberry Pi documentation, "Frequency management"

BOARD_TOO_OLD = Kind(
    "board_too_old",
    WRONG,
    Message("doctor.board_too_old", "This board is a {model}."),
    Message("doctor.board_too_old.why", "There are no packages for its processor (ARMv6): nothing can be installed."),
    offline=Message("doctor.board_too_old.offline", "Put the card into a Raspberry Pi Zero 2 W, 3, 4 or 5."),
)
BOARD_UNTRIED = Kind(
    "board_untried",
    WORTH_KNOWING,
    Message("doctor.board_untried", "This board is a {model}."),
    Message("doctor.board_untried.why", "Highland is made for the Raspberry Pi Zero 2 W, 3, 4 and 5."),
    offline=Message("doctor.board_untried.offline", "It may work. Try each part before you trust it."),
)
NEW_CARD = Message(
    "doctor.new_card",
    "Raspberry Pi Imager can write an image that lies on a USB stick. Then use `highland flash` with the same stick.",
)
SYSTEM_TOO_OLD = Kind(
    "system_too_old",
    WRONG,
    Message("doctor.system_too_old", "The operating system is {system}."),
    Message("doctor.system_too_old.why", "It is too old: its Python cannot run Highland."),
    "highland flash {project} --boot FOLDER",
    NEW_CARD,
)
SYSTEM_UNTRIED = Kind(
    "system_untried",
    WORTH_KNOWING,
    Message("doctor.system_untried", "The operating system is {system}."),
    Message("doctor.system_untried.why", "Highland was tried with Raspberry Pi OS Bookworm and Trixie only."),
    "highland flash {project} --boot FOLDER",
    NEW_CARD,
)
SYSTEM_32_BIT = Kind(
    "system_32_bit",
    WORTH_KNOWING,
    Message("doctor.system_32_bit", "The operating system is the one for 32 bits."),
    Message("doctor.system_32_bit.why", "Some packages do not exist for it, so an update may fail."),
    "highland flash {project} --boot FOLDER",
    NEW_CARD,
)
PYTHON_UNFIT = Kind(
    "python_unfit",
    WRONG,
    Message("doctor.python_unfit", "This is Python {version}."),
    Message("doctor.python_unfit.why", "Highland needs Python 3.11, 3.12 or 3.13."),
    "highland flash {project} --boot FOLDER",
    NEW_CARD,
)
MEMORY_LOW = Kind(
    "memory_low",
    WORTH_KNOWING,
    Message("doctor.memory_low", "Only {free_mb:.0f} MB of memory are free."),
    Message("doctor.memory_low.why", "A project needs {needed_mb:.0f} MB. Without them the system may end it."),
    "sudo systemctl set-default multi-user.target",
    Message("doctor.memory_low.offline", "This starts the board without a desktop. Then restart the board."),
)
MEMORY_RAN_OUT = Kind(
    "memory_ran_out",
    WORTH_KNOWING,
    Message("doctor.memory_ran_out", "The system ended a program because memory ran out: {program}."),
    Message("doctor.memory_ran_out.why", "Next time it may be the project that protects people."),
    "sudo systemctl set-default multi-user.target",
    Message("doctor.memory_ran_out.offline", "This starts the board without a desktop. Then restart the board."),
)
TOO_HOT = Kind(
    "too_hot",
    WRONG,
    Message("doctor.too_hot", "The processor is at {temperature_c:.0f} °C."),
    Message("doctor.too_hot.why", "From {limit_c:.0f} °C it slows itself down, and turns come late."),
    offline=Message("doctor.too_hot.offline", "Give the board air and shade, or a heat sink."),
)
LANGUAGE_WITHOUT_UTF_8 = Kind(
    "language_without_utf_8",
    WORTH_KNOWING,
    Message("doctor.language_without_utf_8", "The language is set to {locale}, which is no UTF-8."),
    Message("doctor.language_without_utf_8.why", "Vietnamese letters come out wrong in files and logs."),
    "sudo update-locale LANG=C.UTF-8",
)
LANGUAGE_NOT_MADE = Kind(
    "language_not_made",
    WORTH_KNOWING,
    Message("doctor.language_not_made", "The language is set to {locale}, but it was never made on this card."),
    Message("doctor.language_not_made.why", "Programs fall back to English and to letters without accents."),
    "sudo localedef -i {base} -f UTF-8 {locale}",
)


def board(machine: Machine) -> Iterator[Finding]:
    """Is it a model that Highland is made for?"""
    model = machine.model or ""
    if ARM_V6.match(model):
        yield BOARD_TOO_OLD(model=model)
    elif not SUPPORTED.match(model):
        yield BOARD_UNTRIED(model=model)


def system(machine: Machine) -> Iterator[Finding]:
    """Is it an operating system that Highland was tried with?"""
    said = machine.os_release
    code, name = said.get("VERSION_CODENAME", ""), said.get("PRETTY_NAME", "-")
    if code in TOO_OLD:
        yield SYSTEM_TOO_OLD(system=name, project=project_word(machine))
    elif code not in TRIED:
        yield SYSTEM_UNTRIED(system=name, project=project_word(machine))
    if said.get("ID") == "raspbian":  # the 64-bit edition calls itself debian
        yield SYSTEM_32_BIT(project=project_word(machine))


def python(machine: Machine) -> Iterator[Finding]:
    """Can this Python run Highland?"""
    version = machine.senses.python_version
    if not OLDEST_PYTHON <= version[:2] <= NEWEST_PYTHON:
        yield PYTHON_UNFIT(version=".".join(map(str, version)), project=project_word(machine))


def memory(machine: Machine) -> Iterator[Finding]:
    """Is there memory left, and has the system ended programs for lack of it?"""
    found = re.search(r"^MemAvailable: +(\d+) kB", machine.text("proc/meminfo") or "", re.MULTILINE)
    if found and int(found[1]) < NEEDED_MB * 1024:
        yield MEMORY_LOW(free_mb=int(found[1]) / 1024, needed_mb=float(NEEDED_MB))
    for line in machine.kernel_log:
        killed = re.search(r"[Oo]ut of memory: Killed process \d+ \((.+?)\)", line)
        if killed:
            yield MEMORY_RAN_OUT(program=killed[1])
            return


def heat(machine: Machine) -> Iterator[Finding]:
    """Is the processor too hot?"""
    milli_c = machine.number("sys/class/thermal/thermal_zone0/temp")
    if milli_c is not None and milli_c >= HOT_C * 1000:
        yield TOO_HOT(temperature_c=milli_c / 1000, limit_c=HOT_C)


def language(machine: Machine) -> Iterator[Finding]:
    """Can Vietnamese be written, and was the chosen language made?"""
    said = re.search(r"^LANG=\"?([^\"\n]+)", machine.text("etc/default/locale") or "", re.MULTILINE)
    name = said[1].strip() if said else "C"
    if not re.search(r"\.utf-?8$", name, re.IGNORECASE):
        yield LANGUAGE_WITHOUT_UTF_8(locale=name)
    elif _plain(name) not in {_plain(each) for each in machine.run("locale", "-a").out.split()}:
        yield LANGUAGE_NOT_MADE(locale=name, base=name.partition(".")[0])


def _plain(locale: str) -> str:
    return locale.lower().replace("-", "")  # `locale -a` writes vi_VN.utf8 for vi_VN.UTF-8


def project_word(machine: Machine) -> str:
    """The project in a command, or the word that stands for one."""
    return str(machine.project.name) if machine.project is not None else "PROJECT"
