"""Make every check of the table, all at the same time, and wait for none of them longer than the limit.

A hung bus, a dead network folder or a systemd that does not answer must not hang the doctor.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from devices import HighlandError, Message
from workshop.doctor.finding import NO_ANSWER, NO_PERMISSION, OWN_MISTAKE, Finding, Level, NotLookedAt
from workshop.doctor.machine import Machine
from workshop.doctor.table import CHECKS, Check

LIMIT_S = 15.0  # for all checks together


@dataclass(frozen=True, slots=True)
class NotLooked:
    """A check that could not be made, and why."""

    check: Check
    reason: Message


@dataclass(frozen=True, slots=True)
class Report:
    """What came out: findings in the order of the table, the checks that found nothing, and those not made."""

    findings: tuple[Finding, ...]
    sound: tuple[Check, ...]
    not_looked: tuple[NotLooked, ...]
    not_here: tuple[Check, ...]

    @property
    def exit_code(self) -> int:
        """2: something is wrong; 1: something is worth knowing or was not looked at; 0: all checks found nothing."""
        levels = [each.kind.level.exit_code for each in self.findings]
        return max([*levels, 1 if self.not_looked else 0], default=0)


def examine(machine: Machine, checks: Sequence[Check] = CHECKS, limit_s: float = LIMIT_S) -> Report:
    """Look at the machine. It takes `limit_s` at most; whatever has not answered by then is named."""
    here = [check for check in checks if check.where.fits(machine)]
    answers: dict[str, tuple[Finding, ...] | Message] = {}
    ends_s = time.monotonic() + limit_s
    threads = [threading.Thread(target=_look, args=(check, machine, answers), daemon=True) for check in here]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, ends_s - time.monotonic()))
    found = {check: answers.get(check.key, NO_ANSWER(limit_s=limit_s)) for check in here}
    findings = [each for answer in found.values() if isinstance(answer, tuple) for each in answer]
    return Report(
        tuple(sorted(findings, key=lambda each: list(Level).index(each.kind.level))),
        tuple(check for check, answer in found.items() if answer == ()),
        tuple(NotLooked(check, answer) for check, answer in found.items() if isinstance(answer, Message)),
        tuple(check for check in checks if check not in here),
    )


def _look(check: Check, machine: Machine, answers: dict[str, tuple[Finding, ...] | Message]) -> None:
    answers[check.key] = made(check, machine)


def made(check: Check, machine: Machine) -> tuple[Finding, ...] | Message:
    """What one check finds, or why it could not be made."""
    try:
        return tuple(check.look(machine))
    except NotLookedAt as error:
        return error.reason
    except PermissionError:
        return NO_PERMISSION
    except HighlandError as error:
        return error.message
    except Exception as error:  # one faulty check must not hide what the others found
        return OWN_MISTAKE(error=f"{type(error).__name__}: {error}")
