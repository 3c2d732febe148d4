"""Waiting for sockets in a program: the other threads go on, and going online makes time follow the real clock.

Between the threads of one program bytes move in virtual time. Names are looked up, and TLS makes its first greeting,
while the other threads wait.
"""

from __future__ import annotations

import errno
import os
import select
import selectors
import socket
from collections.abc import Callable, Iterable
from typing import Any

from sim.python.program import Program, program_here
from sim.python.swaps import Swaps

Method = Callable[..., Any]
real_select: Method = select.select
RealSelector: Any = selectors.DefaultSelector

RECEIVING = ("recv", "recv_into", "recvfrom", "recvfrom_into", "recvmsg", "accept")
SENDING = ("send", "sendto", "sendmsg")
ENDING = ("close", "shutdown")
SELECTORS = ("SelectSelector", "PollSelector", "EpollSelector", "DevpollSelector", "KqueueSelector")
UNDER_WAY = (errno.EINPROGRESS, errno.EWOULDBLOCK, 10035)  # 10035: WSAEWOULDBLOCK of Windows
INTERNET = (socket.AF_INET, socket.AF_INET6)

_pairing: list[object] = []  # not empty while socket.socketpair() runs: on Windows it connects within this process


class ProgramSelector(RealSelector):  # type: ignore[misc]  # which class it is, the system decides
    """selectors.DefaultSelector, on which asyncio waits."""

    def select(self, timeout: float | None = None) -> Any:
        """Wait in virtual time until a socket is ready."""
        program = program_here()
        if program is None:
            return super().select(timeout)
        ready = super().select
        return program.wait_until(lambda: ready(0), timeout)


def program_select(
    readers: Iterable[Any], writers: Iterable[Any], others: Iterable[Any], timeout: float | None = None
) -> Any:
    """select.select in virtual time. To wait for ever for a pipe stops the clock."""
    lists = list(readers), list(writers), list(others)
    program = program_here()
    keyboard = None if program is None else program.keyboard
    typed = keyboard is not None and any(_is(keyboard.file, entry) for entry in lists[0])
    if program is None or not (typed or program.wall or timeout is not None or any(map(_has_socket, lists))):
        return real_select(*lists, timeout)
    found: Any = ()

    def ready() -> bool:
        nonlocal found
        found = real_select(*lists, 0) if any(lists) else ([], [], [])
        return any(found)

    if typed and keyboard is not None:
        keyboard.wait(program.clock, ready, timeout)
    else:
        program.wait_until(ready, timeout)
    return found


def swap(swaps: Swaps) -> None:
    """Make every wait for sockets a virtual one."""
    own = socket.socket
    for name in (*RECEIVING, *SENDING, *ENDING):
        if hasattr(own, name):  # Windows has no recvmsg
            wrap = _receiving if name in RECEIVING else _sending if name in SENDING else _ending
            swaps.put(own, name, wrap(getattr(own, name)))
    swaps.put(own, "sendall", _sendall(own.sendall))
    swaps.put(own, "connect", _connect(own.connect))
    swaps.put(own, "listen", _listen(own.listen))
    swaps.put(own, "bind", _bind(own.bind))
    swaps.put(socket, "socketpair", _socketpair(socket.socketpair))
    for name in SELECTORS:
        if hasattr(selectors, name):
            selector = getattr(selectors, name)
            swaps.put(selector, "select", _selecting(selector.select))
    if os.name == "nt":
        from asyncio import windows_events

        proactor: Any = vars(windows_events)["IocpProactor"]
        swaps.put(proactor, "select", _proacting(proactor.select))


def _is(file: int, entry: Any) -> bool:
    try:
        return bool(file == (entry if isinstance(entry, int) else entry.fileno()))
    except (OSError, AttributeError, ValueError):
        return False


def _has_socket(entries: Iterable[Any]) -> bool:
    return any(isinstance(entry, socket.socket) for entry in entries)


def _outgoing(program: Program, end: socket.socket, kind: int) -> None:
    if end.family in INTERNET and end.type == kind and not _pairing:
        program.go_online()


def _wait_for(program: Program, end: socket.socket, write: bool = False) -> None:
    """Wait until `end` can be read or written, as long as its own timeout says. Raises TimeoutError after it."""
    timeout = end.gettimeout()
    if timeout == 0 or _pairing:
        program.clock_reads.read()
        return
    lists = ([], [end], [end]) if write else ([end], [], [])
    if not program.wait_until(lambda: any(real_select(*lists, 0)), timeout):
        raise TimeoutError("timed out")


def _receiving(real: Method) -> Method:
    def receive(end: socket.socket, *args: Any, **named: Any) -> Any:
        program = program_here()
        if program is not None:
            _wait_for(program, end)
        return real(end, *args, **named)

    return receive


def _sending(real: Method) -> Method:
    def send(end: socket.socket, *args: Any, **named: Any) -> Any:
        program = program_here()
        if program is not None:
            if real.__name__ == "sendto":
                _outgoing(program, end, socket.SOCK_DGRAM)
            if end.gettimeout() != 0:
                _wait_for(program, end, write=True)
        sent = real(end, *args, **named)
        if program is not None:
            program.bytes_moved()
        return sent

    return send


def _ending(real: Method) -> Method:
    def end_it(end: socket.socket, *args: Any) -> None:
        real(end, *args)
        program = program_here()
        if program is not None:
            program.bytes_moved()

    return end_it


def _sendall(real: Method) -> Method:
    def sendall(end: socket.socket, data: Any, *flags: Any) -> None:
        if program_here() is None or end.gettimeout() == 0:
            real(end, data, *flags)
            return
        left = memoryview(data).cast("B")
        while left:
            left = left[end.send(left, *flags) :]

    return sendall


def _connect(real: Method) -> Method:
    def connect(end: socket.socket, address: Any) -> None:
        program = program_here()
        if program is None:
            real(end, address)
            return
        _outgoing(program, end, socket.SOCK_STREAM)
        timeout = end.gettimeout()
        if timeout == 0 or end.family not in INTERNET:
            real(end, address)
            return
        end.settimeout(0)
        try:
            try:
                real(end, address)
                return
            except OSError as error:
                if error.errno not in UNDER_WAY:
                    raise
            end.settimeout(timeout)
            _wait_for(program, end, write=True)
            number = end.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if number:
                raise OSError(number, os.strerror(number))
        finally:
            end.settimeout(timeout)

    return connect


def _listen(real: Method) -> Method:
    def listen(end: socket.socket, *args: Any) -> None:
        real(end, *args)
        program = program_here()
        if program is not None:
            _outgoing(program, end, socket.SOCK_STREAM)

    return listen


def _bind(real: Method) -> Method:
    def bind(end: socket.socket, address: Any) -> None:
        real(end, address)
        program = program_here()
        if program is not None:
            _outgoing(program, end, socket.SOCK_DGRAM)

    return bind


def _socketpair(real: Method) -> Method:
    def socketpair(*args: Any, **named: Any) -> Any:
        _pairing.append(real)
        try:
            return real(*args, **named)
        finally:
            _pairing.pop()

    return socketpair


def _selecting(real: Method) -> Method:
    """At virtual speed these stay real: `subprocess` waits on them, and another process lives in real time."""

    def select_now(selector: Any, timeout: float | None = None) -> Any:
        program = program_here()
        if program is None or not program.wall:
            return real(selector, timeout)
        return program.wait_until(lambda: real(selector, 0), timeout)

    return select_now


def _proacting(real: Method) -> Method:
    def select_now(proactor: Any, timeout: float | None = None) -> Any:
        program = program_here()
        if program is None:
            return real(proactor, timeout)
        return program.wait_until(lambda: real(proactor, 0), timeout)

    return select_now
