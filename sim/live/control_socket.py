"""The control socket: other programs on this computer observe a run and inject faults, one JSON line at a time.

It listens on 127.0.0.1 only, without a thread: it polls its connections at each turn of the loop, and while the run
waits for the wall clock, or is paused, it waits in the selector, so that it answers at once. The orders are in
sim/live/orders.py. Any program of this computer may connect.

A connection that sends anything but orders gets one error and is closed: a web page that posts here begins with
`POST /`.
"""

from __future__ import annotations

import json
import selectors
import socket
import time
from collections.abc import Callable
from math import inf
from typing import Any, Self

from devices import Event, HighlandError, Message, Sink, Tick
from devices.os_errors import cause
from sim.live.orders import LatestTurn, NotAnOrder, Orders, as_answer
from sim.live.pace import Schedule
from sim.world.simulation import IS_DOWN, Simulation

HOST = "127.0.0.1"
PORTS = 65_536
MAX_CONNECTIONS = 8
MAX_LINE_BYTES = 4096
MAX_UNSENT_BYTES = 1_000_000  # of a client that sends orders and never reads
DRAIN_BYTES = 65_536  # read from a client that is rejected, so that the last answer still arrives
POLL_S = 0.1  # longest wait before checking whether the run was stopped
DOWN_POLL_S = 1.0  # virtual seconds between two polls while the board is down and no loop turns

CANNOT_LISTEN = Message("control.cannot_listen", "Port {port} of this computer cannot be used: {reason}.")
NO_PORT = Message("control.no_port", "a port is a number from 0 to {most}")
CANNOT_LISTEN_HINT = Message("control.cannot_listen.hint", "Give another port, or 0 for any free one.")
TOO_LONG = Message("control.too_long", "This line is longer than {most} bytes.")
TOO_MANY = Message("control.too_many_connections", "There are {most} connections already.")
TRY_LATER = Message("control.try_later", "Close one of them first.")


class ControlSocket(Sink):
    """A sink that answers on a local port and keeps the run at the ordered speed.

    `port` 0 chooses a free one; `speed` is in virtual seconds a second, infinity for no waiting. Raises HighlandError
    when the port is taken. Put it into `simulation.sinks` and close it, or use `with`.
    """

    def __init__(
        self, simulation: Simulation, port: int, speed: float, wall: Callable[[], float] = time.monotonic
    ) -> None:
        self.orders = Orders(simulation, speed)
        self._schedule = Schedule(wall)
        if port not in range(PORTS):
            raise HighlandError(CANNOT_LISTEN(port=port, reason=NO_PORT(most=PORTS - 1)), CANNOT_LISTEN_HINT)
        try:
            self._server = socket.create_server((HOST, port), backlog=MAX_CONNECTIONS)
        except OSError as error:
            refused = CANNOT_LISTEN(port=port, reason=cause(error))
            raise HighlandError(refused, CANNOT_LISTEN_HINT) from error
        self._server.setblocking(False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._server, selectors.EVENT_READ)
        self._down_polls = simulation.clock.every(DOWN_POLL_S, self._poll_while_down)

    @property
    def address(self) -> str:
        """Where it listens, such as `127.0.0.1:40001`."""
        host, port = self._server.getsockname()
        return f"{host}:{port}"

    def tick(self, tick: Tick) -> None:
        """Answer, and wait until this moment is due by the wall clock."""
        self.orders.latest = LatestTurn(tick.state, tick.why, tick.commanded)
        self._wait_until_due()

    def event(self, event: Event) -> None:
        """Notice that the board went down."""
        if event.why.key == IS_DOWN.key:
            self.orders.latest = LatestTurn(event.state, event.why, down=True)

    def stop(self) -> None:
        """Stop waiting; the run is ending."""
        self.orders.stopped = True

    def close(self) -> None:
        """Close the port and every connection."""
        self._down_polls.cancel()
        for key in list(self._selector.get_map().values()):
            key.fileobj.close()  # type: ignore[union-attr]  # sockets, as registered here
        self._selector.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _poll_while_down(self) -> None:
        if self.orders.latest.down:
            self._wait_until_due()

    def _wait_until_due(self) -> None:
        self.serve(0.0)
        orders, t_s = self.orders, self.orders.t_s
        while not orders.stopped:
            if orders.paused:
                self._schedule.restart(t_s)
                left_s = POLL_S
            elif orders.speed == inf:
                return
            else:
                left_s = self._schedule.left_s(t_s, orders.speed)
            if left_s <= 0.0:
                return
            self.serve(min(left_s, POLL_S))

    def serve(self, wait_s: float) -> None:
        """Answer the connections that have sent something; wait at most `wait_s` real seconds for one."""
        for key, _ in self._selector.select(wait_s):
            if key.data is None:
                self._accept()
            else:
                key.data.exchange()

    def _accept(self) -> None:
        try:
            opened, _ = self._server.accept()
        except OSError:
            return  # disconnected already, or too many open files: there is nobody to answer
        opened.setblocking(False)
        connection = Connection(opened, self._selector, self.orders)
        if len(self._selector.get_map()) > MAX_CONNECTIONS + 1:  # the server is one of them
            connection.reject(HighlandError(TOO_MANY(most=MAX_CONNECTIONS), TRY_LATER))


class Connection:
    """One client: lines in, answers out. Whatever it does raises no error here."""

    def __init__(self, opened: socket.socket, selector: selectors.BaseSelector, orders: Orders) -> None:
        self._socket = opened
        self._selector = selector
        self._orders = orders
        self._unread = bytearray()
        self._unsent = bytearray()
        selector.register(opened, selectors.EVENT_READ, self)

    def exchange(self) -> None:
        """Read, answer whole lines, and send what could not be sent before."""
        try:
            self._send()
            data = self._socket.recv(MAX_LINE_BYTES)
        except BlockingIOError:
            return
        except OSError:
            self._close()
            return
        if not data:
            self._close()
            return
        self._unread += data
        try:
            while b"\n" in self._unread:
                line, _, self._unread = self._unread.partition(b"\n")
                self._check_length(line)
                self._answer(self._orders.carry_out(self._orders.read(bytes(line))))
            self._check_length(self._unread)
        except HighlandError as error:
            self.reject(error)
        except OSError:
            self._close()

    def reject(self, error: HighlandError) -> None:
        """Answer with the error, and close the connection. What else was sent is discarded."""
        try:
            self._answer(as_answer(error))
            left = DRAIN_BYTES
            while left > 0 and (data := self._socket.recv(left)):
                left -= len(data)
        except OSError:
            pass  # the client is gone, or has sent everything
        self._close()

    def _check_length(self, line: bytes | bytearray) -> None:
        if len(line) > MAX_LINE_BYTES:
            raise NotAnOrder(TOO_LONG(most=MAX_LINE_BYTES))

    def _answer(self, answer: dict[str, Any]) -> None:
        self._unsent += json.dumps(answer, allow_nan=False).encode() + b"\n"
        self._send()
        if len(self._unsent) > MAX_UNSENT_BYTES:
            raise ConnectionAbortedError

    def _send(self) -> None:
        try:
            while self._unsent:
                del self._unsent[: self._socket.send(self._unsent)]
        except BlockingIOError:
            pass  # the client does not read: more when it does
        wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if self._unsent else 0)
        if self._selector.get_key(self._socket).events != wanted:
            self._selector.modify(self._socket, wanted, self)

    def _close(self) -> None:
        if self._socket.fileno() >= 0:
            self._selector.unregister(self._socket)
            self._socket.close()
