"""All children of one program, and what a program asks of processes: its number, signals, another one in its place."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from typing import Any
from weakref import ref

from sim.programs.children.child import SIGINT, Child
from sim.programs.children.context import ChildContext
from sim.programs.children.popen import Streams
from sim.programs.children.processes import Processes
from sim.programs.children.python_child import PythonChild, python_command
from sim.programs.commands import runner
from sim.programs.commands.shell_line import Pipeline
from sim.python.program import program_here
from sim.wires import switched_on

NOT_HERE = 38  # Linux errno: function not implemented
EXECS = ("execv", "execve", "execvp", "execvpe", "execl", "execle", "execlp", "execlpe")


class Family(runner.Programs):
    """While it is entered, os.getpid(), os.kill(), signal.signal() and os.exec...() know the children."""

    def __init__(self) -> None:
        self.children: list[Child] = []
        self._undo = ExitStack()
        self._getpid = os.getpid

    def __enter__(self) -> Family:
        self._put_numbers()
        self._put_signals()
        for name in EXECS:
            if hasattr(os, name):
                self._put(os, name, self._replacing(getattr(os, name), name))
        if sys.platform != "emscripten":
            self._put_processes()
        return self

    def __exit__(self, *_: object) -> None:
        self._undo.close()

    def watch_devices(self, factory: Any) -> None:
        """Know which devices of gpiozero each child opens."""
        factory.on_reserve = _note_device

    def knows(self, words: Sequence[str]) -> bool:
        """Whether it is a Python program."""
        return python_command(words) is not None

    def run(self, words: Sequence[str], out: runner.Write, err: runner.Write, text: str, folder: str | None) -> int:
        """Run a Python program to its end; its exit code."""
        streams = {"stdin": io.StringIO(text) if text else sys.stdin, "stdout": _Passing(out), "stderr": _Passing(err)}
        child = self._python(words, streams, folder, None, True, lambda: None)
        child.start()
        try:
            child.wait()
        except KeyboardInterrupt:  # Ctrl-C in a terminal reaches both
            with suppress(ProcessLookupError):
                child.signal(SIGINT)
            raise
        return child.returncode or 0

    def start(self, pipeline: Pipeline, out: runner.Write, err: runner.Write, folder: str | None) -> None:
        """Run a pipeline in the background."""
        self.child(lambda: runner.run_pipeline(pipeline, out, err, self, folder), "&").start()

    def child(self, work: Callable[[], int | None], name: str, at_end: Callable[[], object] = lambda: None) -> Child:
        """A child that shares everything with its parent."""
        return self.add(Child(ChildContext(self.next_pid()), work, name, at_end=at_end))

    def child_of(
        self, words: Sequence[str], streams: Streams, folder: str | None, environment: Mapping[str, str] | None
    ) -> Child:
        """A child that is the Python program of this command."""
        files = {"stdin": streams.stdin, "stdout": streams.stdout, "stderr": streams.stderr}
        return self._python(words, files, folder, environment, streams.inherits_errors, streams.close)

    def add(self, child: Child) -> Child:
        """Count it in."""
        self.children.append(child)
        return child

    def next_pid(self) -> int:
        """The number of the next child."""
        return self._getpid() + len(self.children) + 1

    def wait(self) -> None:
        """Wait for every child, as long as one runs: on a board they would go on without their parent."""
        for child in self.children:  # it may grow
            if not child.daemon:
                child.wait()

    def interrupt(self) -> None:
        """Press Ctrl-C in all of them."""
        for child in self.children:
            with suppress(ProcessLookupError):
                child.signal(SIGINT)

    def _python(
        self,
        words: Sequence[str],
        streams: Mapping[str, Any],
        folder: str | None,
        environment: Mapping[str, str] | None,
        report: bool,
        at_end: Callable[[], object],
    ) -> Child:
        command = python_command(words)
        assert command is not None
        made = PythonChild(command, self.next_pid(), streams, folder, report)
        if environment is not None:
            made.context.put_environment(environment)
        return self.add(Child(made.context, made.work, os.path.basename(command.file), at_end=at_end))

    def _replacing(self, real: Callable[..., Any], name: str) -> Callable[..., Any]:
        """os.exec...(): another program in the place of this one. A Python program runs as a child to its end."""

        def execute(path: Any, *rest: Any) -> Any:
            words = list(rest[0]) if "v" in name[4:] else [each for each in rest if isinstance(each, str)]
            command = [os.fspath(path), *words[1:]]
            if program_here() is None or not self.knows(command):
                return real(path, *rest)
            raise SystemExit(self.run(command, _to(sys.stdout), _to(sys.stderr), "", None))

        return execute

    def _put_numbers(self) -> None:
        """The numbers of processes: a child has one that no real process is asked for."""
        real_kill = getattr(os, "kill", None)

        def getpid() -> int:
            here = _context()
            return self._getpid() if here is None else here.pid

        def kill(pid: int, number: int) -> None:
            child = next((each for each in self.children if each.pid == pid), None)
            if child is not None and number:
                child.signal(int(number))
            elif child is None and real_kill is not None:
                real_kill(pid, number)

        self._put(os, "getpid", getpid)
        if real_kill is not None:
            self._put(os, "kill", kill)
        if hasattr(os, "killpg"):  # each child is a group of its own
            real_group, real_kill_group = os.getpgid, os.killpg
            mine = self._is_child
            self._put(os, "getpgid", lambda pid: pid if mine(pid) else real_group(pid))
            self._put(os, "killpg", lambda pid, number: (kill if mine(pid) else real_kill_group)(pid, number))
        if hasattr(os, "fork"):
            self._put(os, "fork", _no_fork)

    def _is_child(self, pid: int) -> bool:
        return any(each.pid == pid for each in self.children)

    def _put_signals(self) -> None:
        """What signals do in a child; Python allows handlers in its main thread only."""
        real_signal, real_getsignal = signal.signal, signal.getsignal

        def set_handler(number: int, handler: Any) -> Any:
            here = _context()
            if here is None:
                return real_signal(number, handler)
            before, here.handlers[int(number)] = here.handlers.get(int(number), signal.SIG_DFL), handler
            return before

        def get_handler(number: int) -> Any:
            here = _context()
            return real_getsignal(number) if here is None else here.handlers.get(int(number), signal.SIG_DFL)

        self._put(signal, "signal", set_handler)
        self._put(signal, "getsignal", get_handler)

    def _put_processes(self) -> None:
        """multiprocessing, and the pool of processes that is built on it."""
        import concurrent.futures
        import multiprocessing

        ours = Processes(self.add, self.next_pid)
        for name, replacement in ours.names.items():
            self._put(multiprocessing, name, replacement)
        before = vars(concurrent.futures).get("ProcessPoolExecutor")  # absent until somebody asks for it
        pools: Any = concurrent.futures
        pools.ProcessPoolExecutor = ours.process_pool
        self._undo.callback(_set_or_delete, pools, "ProcessPoolExecutor", before)

    def _put(self, owner: Any, name: str, ours: Any) -> None:
        self._undo.callback(setattr, owner, name, getattr(owner, name))
        setattr(owner, name, ours)


def _set_or_delete(owner: Any, name: str, value: Any) -> None:
    if value is None:
        delattr(owner, name)
    else:
        setattr(owner, name, value)


def _no_fork() -> int:
    raise OSError(NOT_HERE, "the virtual board has no os.fork(): use subprocess or multiprocessing.Process")


class _Passing(io.TextIOBase):
    """A file of text that hands on what is written."""

    def __init__(self, write: runner.Write) -> None:
        self._write = write

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self._write(text)
        return len(text)


def _to(file: Any) -> runner.Write:
    return lambda text: file.write(text)


def _context() -> ChildContext | None:
    """The child that calls; None for the program itself."""
    if program_here() is None:
        return None
    here = switched_on.board().threads.context
    return here if isinstance(here, ChildContext) else None


def _note_device(device: Any) -> None:
    here = _context()
    if here is not None:
        here.devices.append(ref(device))
