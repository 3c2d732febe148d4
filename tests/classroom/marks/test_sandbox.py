"""Whatever a program in the sandbox tries, it is refused or ended, and it is told in one sentence."""

import json
import os
import struct
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom.marks import sandbox
from classroom.marks.inside.system_calls import filter_for
from classroom.marks.sandbox import Cell, Inside, Limits, Stopped

pytestmark = pytest.mark.skipif(sandbox.trouble() is not None, reason=str(sandbox.trouble()))

REFUSED = {
    "a fork bomb": "while True: os.fork()",
    "another program": "subprocess.run(['/bin/true'])",
    "a thread": "threading.Thread(target=print).start()",
    "10 GB of memory": "bytearray(10_000_000_000)",
    "memory in small pieces": "kept = []\nwhile True: kept.append(bytearray(1_000_000))",
    "memory in no address space": "os.memfd_create('more')",
    "a 10 GB file": "open('/highland/big', 'wb').truncate(10_000_000_000)",
    "a file in /tmp": "open('/tmp/x', 'w')",
    "its own code": "open('/highland/classroom/marks/inside/enter.py', 'a')",
    "passwords": "open('/etc/passwd')",
    "the programs of this computer": "os.listdir('/proc')",
    "works of other pupils": f"os.listdir({str(Path(__file__).parent)!r})",
    "a link to the outside": "os.symlink('/etc', '/highland/etc')",
    "the network": "socket.create_connection(('127.0.0.1', 1))",
    "a socket of this computer": "socket.socket(socket.AF_UNIX)",
    "the rights of root": "os.setuid(0) if os.getuid() else 1 / 0",
    "namespaces of its own": "ctypes.CDLL(None).unshare(0x10000000) and 1 / 0",
    "other programs": f"os.kill({os.getpid()}, 0)",
    "other limits": "resource.setrlimit(resource.RLIMIT_AS, (1 << 40, 1 << 40))",
    "an environment": "[os.environ[name] for name in ('PATH', 'HOME')]",
}
USUAL = Limits()
IMPORTS = "import ctypes, json, os, resource, signal, socket, subprocess, sys, threading, time\n"


def cell_with(folder: Path, body: str, limits: Limits = USUAL) -> Cell:
    """A cell that runs these lines."""
    folder.chmod(0o755)
    lines = textwrap.indent(body, "    ")
    (folder / "hostile.py").write_text(f"{IMPORTS}def main(hear, say):\n{lines}\n", encoding="utf-8")
    return Cell(Inside("hostile", bound={folder: "/pupil"}, path=("/pupil",), limits=limits))


TRY_ALL = """
for line in hear:
    try:
        exec(json.loads(line))
    except (OSError, MemoryError, RuntimeError, ValueError, KeyError, ZeroDivisionError) as error:
        kept = None
        say(type(error).__name__.encode())
    else:
        say(b"done")
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cell]:
    """One cell that runs whatever line it is told, and tells what came of it."""
    with cell_with(tmp_path_factory.mktemp("pupil"), TRY_ALL, Limits(memory_mb=200)) as cell:
        yield cell


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED)
def test_it_is_refused(body: str, hostile: Cell) -> None:
    hostile.say(json.dumps(body).encode())
    assert hostile.hear().endswith(b"Error")


def test_what_is_allowed_is_done(hostile: Cell) -> None:
    """Or else the test above would pass with a sandbox in which nothing runs at all."""
    hostile.say(json.dumps("sum(range(1000)); bytearray(1_000_000); os.listdir('/highland')").encode())
    assert hostile.hear() == b"done"


@pytest.mark.parametrize(
    ("body", "limits", "told"),
    [
        ("while True: pass", Limits(start_s=0.3), sandbox.TOO_SLOW),
        ("time.sleep(99)", Limits(start_s=0.3), sandbox.TOO_SLOW),
        ("while True: say(b'x' * 1000)", Limits(said_kb=200), sandbox.TOO_MUCH_SAID),
        ("say(b'x' * 1_000_000)", Limits(line_kb=50), sandbox.TOO_MUCH_SAID),
        ("os._exit(7)", Limits(), sandbox.ENDED_ITSELF),
        ("os.kill(os.getpid(), signal.SIGKILL)", Limits(), sandbox.WAS_ENDED),
        ("os.kill(os.getpid(), signal.SIGXCPU)", Limits(), sandbox.TOO_MUCH_CPU),
    ],
)
def test_it_is_ended_and_told(body: str, limits: Limits, told: sandbox.Message, tmp_path: Path) -> None:
    with cell_with(tmp_path, body, limits) as cell, pytest.raises(Stopped) as stopped:
        _hear_all(cell)
    assert stopped.value.message.key == told.key


def _hear_all(cell: Cell) -> None:
    while True:
        cell.hear()


def test_what_does_not_listen_is_ended(tmp_path: Path) -> None:
    with cell_with(tmp_path, "time.sleep(99)", Limits(answer_s=0.3)) as cell, pytest.raises(Stopped):
        cell.say(b"x" * 1_000_000)


def test_nothing_of_it_is_left(tmp_path: Path) -> None:
    with cell_with(tmp_path, "say(b'here')\n[time.sleep(1) for _ in range(99)]") as cell:
        assert cell.hear() == b"here"
        processes = _with_children(cell.pid)
        assert len(processes) >= 2
    assert [each for each in processes if Path(f"/proc/{each}").exists()] == []


def _with_children(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [pid, *(found for child in children for found in _with_children(int(child)))]


def test_without_bubblewrap_nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    sandbox.trouble.cache_clear()
    try:
        with pytest.raises(sandbox.HighlandError) as refused:
            Cell(Inside("hostile"))
        assert refused.value.message.key == sandbox.NO_BUBBLEWRAP.key
    finally:
        monkeypatch.undo()
        sandbox.trouble.cache_clear()


def test_a_sandbox_that_does_not_hold_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that lets a folder be seen which nobody bound."""
    shown = Path(tempfile.gettempdir())
    monkeypatch.setattr(sandbox, "_seen", lambda inside: [*SEEN(inside), (shown, str(shown))])
    sandbox.trouble.cache_clear()
    try:
        assert "stat" in str(sandbox.trouble())
    finally:
        monkeypatch.undo()
        sandbox.trouble.cache_clear()


SEEN = sandbox._seen


def test_on_another_system_nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    sandbox.trouble.cache_clear()
    try:
        assert sandbox.trouble().message.key == sandbox.NOT_LINUX.key
    finally:
        monkeypatch.undo()
        sandbox.trouble.cache_clear()


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_jumps_to_its_own_ends_only(machine: str) -> None:
    """Every test of a number leads to one of the four ends, and never past the last instruction."""
    steps = filter_for(machine)
    assert steps is not None
    count = len(steps) // 8
    for number in range(count):
        code, yes, no, _ = sandbox_step(steps, number)
        if code != 0x06:
            assert number + 1 + max(yes, no) < count
    assert [sandbox_step(steps, number)[0] for number in range(count - 3, count)] == [0x06] * 3
    assert filter_for("riscv64") is None


def sandbox_step(steps: bytes, number: int) -> tuple[int, int, int, int]:
    return struct.unpack_from("<HBBI", steps, 8 * number)


def test_it_works_for_root_and_for_a_user() -> None:
    """As root the program inside is a user whom nobody else is; as a user it has a user namespace."""
    words = sandbox.command(Inside("hostile"))
    assert ("--unshare-user" in words) is (os.geteuid() != 0)
