"""subprocess.Popen for what runs on the virtual board: a process that has ended already, or a child."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from sim.programs.children.child import SIGKILL, SIGTERM, Child
from sim.programs.children.pipes import Pipe, reader, writer

# In the order in which Popen takes them without a name, after the command.
OPTIONS = (
    *("bufsize", "executable", "stdin", "stdout", "stderr", "preexec_fn", "close_fds", "shell", "cwd", "env"),
    "universal_newlines",
)


class Streams:
    """Where a process that was started with these options reads and writes, as files of text."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.is_text = any(given.get(name) for name in ("text", "universal_newlines", "encoding", "errors"))
        self._pipes: list[Any] = []
        self.to_child = self.from_child = self.errors_of_child = None
        self.stdin: Any = sys.stdin
        if given.get("stdin") == subprocess.PIPE:
            pipe = Pipe()
            self.stdin, self.to_child = reader(pipe, True), writer(pipe, self.is_text)
        elif given.get("stdin") == subprocess.DEVNULL:
            self.stdin = io.StringIO()
        self.stdout, self.from_child = self._output(given.get("stdout"), sys.stdout)
        self.inherits_errors = given.get("stderr") is None
        if given.get("stderr") == subprocess.STDOUT:
            self.stderr = self.stdout
        else:
            self.stderr, self.errors_of_child = self._output(given.get("stderr"), sys.stderr)

    def _output(self, target: Any, inherited: Any) -> tuple[Any, Any]:
        """What the child writes to, and what its parent reads."""
        if target is None:
            return inherited, None
        if target == subprocess.PIPE:
            pipe = Pipe()
            end = writer(pipe, True)
            self._pipes.append(end)
            return end, reader(pipe, self.is_text)
        if target == subprocess.DEVNULL:
            return io.StringIO(), None
        if isinstance(target, int):
            return os.fdopen(os.dup(target), "w", encoding="utf-8"), None
        return (target if isinstance(target, io.TextIOBase) else io.TextIOWrapper(target, write_through=True)), None

    def close(self) -> None:
        """The child is over: nothing more comes."""
        for end in self._pipes:
            end.close()


def options_of(more: tuple[Any, ...], named: Mapping[str, Any]) -> dict[str, Any]:
    """The options of Popen by name."""
    return dict(zip(OPTIONS, more, strict=False)) | dict(named)


def become(popen: Any, args: Any, streams: Streams, child: Child) -> None:
    """Let `popen` speak for the child: its methods wait in virtual time."""
    popen.args, popen.pid, popen.text_mode = args, child.pid, streams.is_text
    popen._communication_started, popen._child_created, popen._input = False, False, None
    popen.stdin, popen.stdout, popen.stderr = streams.to_child, streams.from_child, streams.errors_of_child
    popen.returncode = child.returncode

    def poll() -> int | None:
        popen.returncode = child.returncode
        return child.returncode

    def wait(timeout: float | None = None) -> int | None:
        if child.wait(timeout) is None:
            assert timeout is not None
            raise subprocess.TimeoutExpired(args, timeout)
        return poll()

    def communicate(input: Any = None, timeout: float | None = None) -> tuple[Any, Any]:
        if popen.stdin is not None:
            if input:
                popen.stdin.write(input)
            popen.stdin.close()
        wait(timeout)
        return _all(popen.stdout), _all(popen.stderr)

    def send_signal(number: int) -> None:
        with suppress(ProcessLookupError):
            child.signal(int(number))

    methods: dict[str, Callable[..., Any]] = {
        **{"poll": poll, "wait": wait, "communicate": communicate, "send_signal": send_signal},
        **{"terminate": lambda: send_signal(SIGTERM), "kill": lambda: send_signal(SIGKILL)},
    }
    for name, method in methods.items():
        setattr(popen, name, method)


def _all(pipe: Any) -> Any:
    if pipe is None:
        return None
    found = pipe.read()
    pipe.close()
    return found
