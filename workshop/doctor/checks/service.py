"""The service: does it run, did it fall, and who notices when it hangs?"""

from __future__ import annotations

from collections.abc import Iterator

from devices import Message
from workshop.doctor.finding import WORTH_KNOWING, WRONG, Finding, Kind
from workshop.doctor.machine import Machine

MANY_RESTARTS = 3
NOT_GUARDED = ("", "0", "infinity")

RESULTS = {  # systemd.exec(5) and systemd.service(5), `Result`
    "exit-code": Message("doctor.result.exit_code", "it ended with the code {code}"),
    "signal": Message("doctor.result.signal", "it was killed"),
    "core-dump": Message("doctor.result.core_dump", "it crashed"),
    "timeout": Message("doctor.result.timeout", "it took too long"),
    "start-limit-hit": Message("doctor.result.start_limit", "it fell too often"),
    "resources": Message("doctor.result.resources", "the system lacked something that it needs"),
    "protocol": Message("doctor.result.protocol", "it never said that it is ready"),
}
OTHER_RESULT = Message("doctor.result.other", "systemd says {result}")

SERVICE_MISSING = Kind(
    "service_missing",
    WORTH_KNOWING,
    Message("doctor.service_missing", "There is no service for {project} on this board."),
    Message("doctor.service_missing.why", "After a power cut nobody starts the project."),
    "sudo systemctl enable --now {unit}",
    Message("doctor.service_missing.offline", "The install.sh of a bundle brings the service: run it again."),
)
SERVICE_FAILED = Kind(
    "service_failed",
    WRONG,
    Message("doctor.service_failed", "The service {unit} does not run: {reason}."),
    Message("doctor.service_failed.why", "Nothing is measured and nobody is warned."),
    "journalctl -u {unit} -n 30 --no-pager",
    Message("doctor.service_failed.offline", "The same command. The last lines say what is missing."),
)
SERVICE_OUT_OF_MEMORY = Kind(
    "service_out_of_memory",
    WRONG,
    Message("doctor.service_out_of_memory", "The service {unit} was ended because memory ran out."),
    Message("doctor.service_out_of_memory.why", "It will happen again, perhaps during an alarm."),
    "sudo systemctl set-default multi-user.target",
    Message("doctor.service_out_of_memory.offline", "This starts the board without a desktop. Then restart the board."),
)
SERVICE_HUNG = Kind(
    "service_hung",
    WRONG,
    Message("doctor.service_hung", "The service {unit} hung and was ended by its watchdog."),
    Message("doctor.service_hung.why", "A bus or the card held it up; it may happen again."),
    "journalctl -u {unit} -n 30 --no-pager",
    Message("doctor.service_hung.offline", "The same command. Look at the wires of I2C and at the card."),
)
SERVICE_RESTARTS = Kind(
    "service_restarts",
    WORTH_KNOWING,
    Message("doctor.service_restarts", "The service {unit} was restarted {count} times."),
    Message("doctor.service_restarts.why", "Each time the outputs go off and a sensor must warm up again."),
    "journalctl -u {unit} -n 30 --no-pager",
    Message("doctor.service_restarts.offline", "The same command. The last lines say why it fell."),
)
SERVICE_STOPPED = Kind(
    "service_stopped",
    WORTH_KNOWING,
    Message("doctor.service_stopped", "The service {unit} is stopped."),
    Message("doctor.service_stopped.why", "Nothing is measured and nobody is warned."),
    "sudo systemctl start {unit}",
)
SERVICE_NOT_ENABLED = Kind(
    "service_not_enabled",
    WORTH_KNOWING,
    Message("doctor.service_not_enabled", "The service {unit} runs now, but will not start with the board."),
    Message("doctor.service_not_enabled.why", "After the next power cut nothing is measured."),
    "sudo systemctl enable {unit}",
)
SERVICE_UNGUARDED = Kind(
    "service_unguarded",
    WORTH_KNOWING,
    Message("doctor.service_unguarded", "Nobody notices when {unit} hangs: it has no watchdog (WatchdogSec)."),
    Message("doctor.service_unguarded.why", "Its outputs would stay as they are until somebody looks."),
    "sudo systemctl revert {unit}",
    Message("doctor.service_unguarded.offline", "The unit file of the bundle has it: run its install.sh again."),
)
BOARD_UNGUARDED = Kind(
    "board_unguarded",
    WORTH_KNOWING,
    Message("doctor.board_unguarded", "Nobody feeds the watchdog of the board."),
    Message("doctor.board_unguarded.why", "If the whole system hangs, the outputs stay as they are."),
    "echo RuntimeWatchdogSec=15 | sudo tee -a /etc/systemd/system.conf",
    Message("doctor.board_unguarded.offline", "The same command. Then restart the board."),
)
TWO_MASTERS = Kind(
    "watchdog_has_two_masters",
    WRONG,
    Message("doctor.two_masters", "The watchdog of the board has two masters: systemd and {other}."),
    Message("doctor.two_masters.why", "Only one may open it: the other one never starts."),
    "sudo systemctl disable --now {other}",
)


def service(machine: Machine) -> Iterator[Finding]:
    """The service of the project: state, restarts, last end."""
    assert machine.project is not None
    unit = machine.unit
    said = machine.show(
        unit, "LoadState", "ActiveState", "SubState", "Result", "NRestarts", "ExecMainStatus", "UnitFileState",
        "WatchdogUSec",
    )  # fmt: skip
    if said.get("LoadState") != "loaded":
        yield SERVICE_MISSING(project=machine.project.name, unit=unit)
        return
    state, result = said.get("ActiveState", ""), said.get("Result", "success")
    count = int(said.get("NRestarts", "0") or 0)
    if result == "oom-kill":
        yield SERVICE_OUT_OF_MEMORY(unit=unit)
    elif result == "watchdog":
        yield SERVICE_HUNG(unit=unit)
    elif state == "failed" or said.get("SubState") == "auto-restart":
        yield SERVICE_FAILED(unit=unit, reason=_reason(result, said.get("ExecMainStatus", "")))
    elif count >= MANY_RESTARTS:
        yield SERVICE_RESTARTS(unit=unit, count=count)
    elif state == "inactive":
        yield SERVICE_STOPPED(unit=unit)
    if state == "active" and said.get("UnitFileState") == "disabled":
        yield SERVICE_NOT_ENABLED(unit=unit)
    if said.get("WatchdogUSec", "") in NOT_GUARDED:
        yield SERVICE_UNGUARDED(unit=unit)


def _reason(result: str, code: str) -> Message:
    return RESULTS.get(result, OTHER_RESULT)(code=code, result=result)


def board_watchdog(machine: Machine) -> Iterator[Finding]:
    """Who feeds the board's own watchdog? systemd, and nobody else."""
    fed = machine.show("", "RuntimeWatchdogUSec").get("RuntimeWatchdogUSec", "") not in NOT_GUARDED
    others = [unit for unit in ("watchdog.service", "wd_keepalive.service") if _is_active(machine, unit)]
    if fed and others:
        yield TWO_MASTERS(other=others[0])
    elif not fed and not others:
        yield BOARD_UNGUARDED()


def _is_active(machine: Machine, unit: str) -> bool:
    return machine.show(unit, "ActiveState").get("ActiveState") == "active"
