"""Plays the cases on the board, under its systemd, and tells the computer what it saw."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, "/")

from bench.kernel_pi.wire_log import DRIVEN, Entry, parsed  # the path comes first
from bench.systemd_pi.outputs import freed_ns, left_on, was_quick, went_off_after_s
from bench.systemd_pi.projects import BUTTON, NAME, PUMP, VALVE

SHARE = Path("/mnt/share")
UNIT = f"highland@{NAME}.service"
HOME = Path("/opt/highland")
LOG = Path("/proc/pi_wires")
HOLDER = "import lgpio, time; h = lgpio.gpiochip_open(0); lgpio.gpio_claim_output(h, {pin}, 0); time.sleep(600)"


def tell(**fields: object) -> None:
    """One line for the computer, there at once."""
    with (SHARE / "report.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(fields) + "\n")


class Rows:
    """The rows of one case."""

    def __init__(self, case: str) -> None:
        self._case, self._since_s = case, time.monotonic()

    def row(self, expected: str, right: bool, seen: object) -> None:
        """What must be so, whether it was, and what was seen."""
        now_s = time.monotonic()
        seconds, self._since_s = round(now_s - self._since_s, 1), now_s
        tell(case=self._case, expected=expected, seen=str(seen), right=bool(right), seconds=seconds)


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """A command and what it said, on both channels."""
    return subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)


def until(true: Callable[[], bool], seconds: float) -> bool:
    """Wait until something is so."""
    end_s = time.monotonic() + seconds
    while time.monotonic() < end_s:
        if true():
            return True
        time.sleep(0.1)
    return true()


def shown(name: str) -> str:
    """What systemd says about the service."""
    return run("systemctl", "show", UNIT, f"--property={name}", "--value").stdout.strip()


def is_active() -> bool:
    """Whether its program runs and was ready."""
    return shown("ActiveState") == "active"


def active_again(pid: str) -> bool:
    """The same, with another process than that."""
    return shown("MainPID") not in ("0", pid) and is_active()


def level(gpio: int) -> int:
    """The wire, seen from outside."""
    chip = next(Path("/sys/devices/platform/gpio-sim.0").glob("gpiochip*"))
    return int((chip / f"sim_gpio{gpio}" / "value").read_text())


def pull_up(gpio: int) -> None:
    """A resistor outside, to 3.3 V."""
    chip = next(Path("/sys/devices/platform/gpio-sim.0").glob("gpiochip*"))
    (chip / f"sim_gpio{gpio}" / "pull").write_text("pull-up")


def are_on() -> bool:
    """Both outputs."""
    return (level(VALVE), level(PUMP)) == (1, 0)


def log() -> list[Entry]:
    """What happened on the wires since the log was emptied."""
    return parsed(LOG.read_text())


def current() -> str:
    """The release in use."""
    return os.path.basename(os.readlink(HOME / "current"))


def release_of(name: str) -> str:
    """The release in a bundle."""
    run("tar", "xzf", str(SHARE / f"{name}.tar.gz"), "-C", "/tmp", "highland-bundle/manifest.json")
    found: str = json.loads(Path("/tmp/highland-bundle/manifest.json").read_text())["release"]
    return found


def pins_for_the_group() -> None:
    """What udev does on a Pi."""
    run("chgrp", "gpio", "/dev/gpiochip0")
    run("chmod", "660", "/dev/gpiochip0")
    pull_up(BUTTON)


# the cases


def install(rows: Rows) -> None:
    """A bundle, a board that has never seen Highland."""
    run("tar", "xzf", str(SHARE / "one.tar.gz"), "-C", "/tmp")
    ended = run("sh", "/tmp/highland-bundle/install.sh")
    rows.row("install.sh installs the bundle without a network", ended.returncode == 0, ended.stdout[-150:])
    rows.row("its release is in use", current() == release_of("one"), current())
    rows.row(
        "it starts whenever the board does",
        run("systemctl", "is-enabled", UNIT).returncode == 0,
        shown("UnitFileState"),
    )
    run("systemctl", "stop", UNIT)
    run("systemctl", "reset-failed", UNIT)
    shutil.rmtree("/tmp/highland-bundle")


def start(rows: Rows) -> None:
    """What the unit promises of a running project."""
    LOG.write_text("x")
    ended = run("systemctl", "start", UNIT)
    rows.row(
        "READY=1 arrives after the first good turn", ended.returncode == 0 and is_active(), ended.stdout or "active"
    )
    rows.row("both outputs are on", until(are_on, 5), f"valve={level(VALVE)} pump={level(PUMP)}")
    opened = [entry for entry in log() if entry.kind in DRIVEN]
    begin = {gpio: next(entry.level for entry in opened if entry.gpio == gpio) for gpio in (VALVE, PUMP)}
    rows.row("both began off", begin == {VALVE: 0, PUMP: 1}, begin)
    status = Path(f"/proc/{shown('MainPID')}/status").read_text().splitlines()
    kept = {
        line.split(":")[0]: line.split()[1]
        for line in status
        if line.startswith(("Uid", "CapEff", "NoNewPrivs", "Seccomp:"))
    }
    right = kept["Uid"] != "0" and int(kept["CapEff"], 16) == 0 and kept["NoNewPrivs"] == "1" and kept["Seccomp"] == "2"
    rows.row("its own user, no capability, no new privileges, filtered calls", right, kept)
    fed = set()
    until(lambda: bool(fed.add(shown("WatchdogTimestampMonotonic"))) or len(fed) > 3, 30)
    rows.row("good turns feed the watchdog", len(fed) > 3, f"{len(fed)} times in 30 s")
    rows.row(
        "its memory",
        int(shown("MemoryCurrent")) < 80e6,
        f"{int(shown('MemoryCurrent')) / 1e6:.0f} MB, {shown('TasksCurrent')} tasks",
    )


def dies(rows: Rows, number: int, how: str, at_most_s: float) -> None:
    """A program that ends in a bad way: off, then on again."""
    pid, restarts = shown("MainPID"), int(shown("NRestarts"))
    LOG.write_text("x")
    begin_s = time.monotonic()
    os.kill(int(pid), number)
    gone = until(lambda: shown("MainPID") != pid, at_most_s + 10)
    rows.row(how, gone and time.monotonic() - begin_s < at_most_s, f"after {time.monotonic() - begin_s:.1f} s")
    back = until(lambda: active_again(pid), 90)
    entries = log()
    since_ns = freed_ns(entries)
    off_s = went_off_after_s(entries, since_ns)
    seen = "not seen" if off_s is None else f"{off_s:.1f} s after its death"
    rows.row("both outputs are driven off before anything else", off_s is not None, seen)
    rows.row("off.py did it, before highland safe was loaded", was_quick(entries, since_ns), "at once an output")
    rows.row("it begins again", back and int(shown("NRestarts")) == restarts + 1, f"restarts: {shown('NRestarts')}")


def killed(rows: Rows) -> None:
    """kill -9."""
    dies(rows, signal.SIGKILL, "kill -9 ends it", 5.0)


def hung(rows: Rows) -> None:
    """A program that stands still."""
    dies(rows, signal.SIGSTOP, "without a good turn for 20 s systemd kills it", 30.0)


def busy(rows: Rows) -> None:
    """Another program has the valve's pin for a while."""
    run("systemctl", "stop", UNIT)
    holder = subprocess.Popen(["/usr/bin/python3", "-c", HOLDER.format(pin=VALVE)], cwd="/tmp")
    try:
        time.sleep(3)
        run("systemctl", "start", UNIT)
        rows.row("five failed starts: given up", until(lambda: shown("ActiveState") == "failed", 200), shown("Result"))
    finally:
        holder.kill()
        holder.wait()
    rows.row("highland-recover begins again after a minute", until(is_active, 120), shown("ActiveState"))
    rows.row("both outputs are on again", until(are_on, 5), f"valve={level(VALVE)} pump={level(PUMP)}")


def examined(rows: Rows) -> None:
    """What `highland doctor` says of it: while it runs, stopped, and while it falls again and again."""
    found, said = doctor()
    right = {"service", "watchdog", "busy", "card_errors"} <= set(said["sound"])
    rows.row("the doctor: service, watchdog, pins and log are sound", right, f"{said['not_looked_at']} {found}")
    run("systemctl", "stop", UNIT)
    found, _ = doctor()
    rows.row("the doctor: stopped", "service_stopped" in found, ", ".join(found))
    holder = subprocess.Popen(["/usr/bin/python3", "-c", HOLDER.format(pin=VALVE)], cwd="/tmp")
    try:
        time.sleep(3)
        run("systemctl", "start", UNIT)
        falls = {"service_failed", "pin_busy"}
        told = until(lambda: falls <= set(doctor()[0]), 60)
        rows.row("the doctor: it falls, and who has the pin", told, ", ".join(doctor()[0]))
    finally:
        holder.kill()
        holder.wait()
    run("systemctl", "reset-failed", UNIT)
    run("systemctl", "start", UNIT)
    until(is_active, 60)


def doctor() -> tuple[list[str], dict[str, Any]]:
    """The kinds that it finds, and all that it says."""
    said: dict[str, Any] = json.loads(run("highland", "doctor", NAME, "--json").stdout)
    return [each["kind"] for each in said["findings"]], said


def stopped(rows: Rows) -> None:
    """A person stops it."""
    run("systemctl", "stop", UNIT)
    rows.row("both outputs are off", not are_on() and level(VALVE) == 0, f"valve={level(VALVE)}")
    time.sleep(8)
    rows.row("nothing begins again by itself", shown("ActiveState") == "inactive", shown("ActiveState"))
    run("systemctl", "start", UNIT)


def update(rows: Rows, name: str, works: bool) -> None:
    """Another bundle: it stays when it works, else the one before comes back."""
    before = current()
    LOG.write_text("x")
    ended = run("highland", "update", str(SHARE / f"{name}.tar.gz"), "--lang", "en")
    rows.row(
        f"exit {0 if works else 1}",
        ended.returncode == (0 if works else 1),
        f"{ended.returncode}: {ended.stdout[-180:]}",
    )
    wanted = release_of(name) if works else before
    rows.row("the right release is in use, and runs", current() == wanted and is_active() and are_on(), current())
    rows.row("no output was on when a program let go of it", not left_on(log()), left_on(log()) or "none")


def cut(where: str) -> None:
    """Begin an update, and ask for a power cut at some moment of it."""
    other = "two" if current() == release_of("one") else "one"
    words = ["highland", "update", str(SHARE / f"{other}.tar.gz"), "--lang", "en"]
    if where == "install":  # so that there is something to install
        (HOME / "previous").unlink(missing_ok=True)
        shutil.rmtree(HOME / "releases" / release_of(other), ignore_errors=True)
    moment = {"install": "Installing", "switch": "Stopping", "start": "Stopping", "watch": "It is ready"}[
        where.split()[0]
    ]
    later_s = {"install": 15.0, "switch": 0.3, "start": 4.0, "watch": 6.0}[where.split()[0]]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as updating:
        assert updating.stderr is not None
        for said in updating.stderr:
            if said.startswith(moment):
                break
        time.sleep(later_s)
        tell(cut=True)
        time.sleep(60)


def after(rows: Rows) -> None:
    """What runs after the power came back."""
    ended = run("systemctl", "start", UNIT)
    known = {release_of("one"): "one", release_of("two"): "two"}
    rows.row(
        "a whole release runs, and works", ended.returncode == 0 and until(are_on, 5), known.get(current(), current())
    )
    rows.row("no trial is left", not (HOME / "trial.json").exists(), run("highland", "update", "--list").stdout[-120:])


CASES: dict[str, tuple[float, Callable[[Rows], None]]] = {
    "install": (400.0, install),
    "start": (120.0, start),
    "kill -9": (150.0, killed),
    "hang": (180.0, hung),
    "busy pin": (420.0, busy),
    "doctor": (300.0, examined),
    "stop": (120.0, stopped),
    "update broken": (500.0, lambda rows: update(rows, "broken", works=False)),
    "update falls": (500.0, lambda rows: update(rows, "falls", works=False)),
    "update": (500.0, lambda rows: update(rows, "two", works=True)),
}


def play(name: str) -> None:
    """One case; an error in it is a row of its own."""
    kind, _, where = name.partition(": ")
    if kind == "cut":
        tell(begins=name, limit_s=500.0)
        pins_for_the_group()
        run("systemctl", "start", UNIT)
        cut(where)
        return
    limit_s, case = CASES.get(name, (180.0, after))
    tell(begins=name, limit_s=limit_s)
    rows = Rows(name)
    try:
        pins_for_the_group()
        case(rows)
    except Exception:
        rows.row("the case can be played", False, traceback.format_exc(limit=-3))
    finally:
        if name == "install":
            pins_for_the_group()


def main() -> None:
    """In the order asked for."""
    for name in json.loads((SHARE / "settings.json").read_text(encoding="utf-8"))["cases"]:
        play(name)


if __name__ == "__main__":
    main()
