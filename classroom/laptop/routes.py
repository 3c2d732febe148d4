"""What a page asks whose board runs on this laptop: POST a message of the session, GET its stream.

Each seat has a board of its own and hears that one only. What a board says may be forged by the pupil's own code; it
goes to that pupil's page and nowhere else, and the page takes it for text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from classroom.laptop.carriers import is_boxed
from classroom.laptop.seats import MOST, LaptopSeats
from classroom.relay import words as w
from classroom.relay.bounded import FULL, TOO_MANY, Refused, body_of, table_of
from classroom.relay.entry.seats import Seat
from classroom.relay.entry.slowing import Slowing
from classroom.relay.http.answers import answered, check_ours, nothing, token
from classroom.relay.running import RunningClass
from classroom.relay.streams import SeatStream
from web.stream import EventResponse, encode

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

PATH = "/api/seat/laptop"
LARGEST = 100_000  # bytes of a message: the files of a law, and some
BURST, PER_S = 60.0, 15.0  # messages of a pupil: as quick as somebody who drags a slider
STAY, LEAVE = "stay", "leave"  # what a page says while its pupil only watches, and when it needs no board


class LaptopBoards:
    """The boards on this laptop as a part of a class."""

    def __init__(self, running: RunningClass, most: int = MOST) -> None:
        self._running = running
        self._streams: dict[int, SeatStream] = {}
        self._slowing = Slowing(BURST, PER_S, running.now)
        self.seats = LaptopSeats(lambda seat, message: running.soon(self._tell, seat, message), most)

    def routes(self) -> list[BaseRoute]:
        """For the app of the class. Needs starlette."""
        from starlette.routing import Route

        answers = {"POST": self._message, "GET": self._stream}
        return [Route(PATH, answered(self._running, answer), methods=[name]) for name, answer in answers.items()]

    def close(self) -> None:
        """End all boards."""
        self.seats.close()

    async def _message(self, request: Request) -> Response:
        seat = self._seat(request)
        check_ours(request)
        if not self._slowing.take(seat.number):
            wait_s = self._slowing.wait_s(seat.number)
            raise Refused(TOO_MANY, w.SLOW_DOWN(wait_s=wait_s), "rate", wait_s)
        message = table_of(await body_of(request, LARGEST))
        if message.get("do") in (STAY, LEAVE):
            (self.seats.stay if message["do"] == STAY else self.seats.leave)(seat.number)
            return nothing()
        refused = self.seats.send(seat.number, message)
        if refused is not None:
            raise Refused(FULL, refused)
        return nothing()

    async def _stream(self, request: Request) -> Any:
        seat = self._seat(request)
        if seat.number not in self._streams:
            self._streams[seat.number] = SeatStream()
            self._running.streams.others.append(self._streams[seat.number])
        stream = self._streams[seat.number]

        async def first() -> bytes:
            return encode("here", {"boxed": is_boxed()})

        return EventResponse(stream, first, lambda: self._running.seats.get(seat.number) is seat)

    def _seat(self, request: Request) -> Seat:
        return self._running.seats.of(token(request, "Seat"))

    def _tell(self, seat: int, message: dict[str, Any]) -> None:
        if self._running.seats.get(seat) is None:
            self.seats.leave(seat)  # the teacher took the seat away
        elif seat in self._streams:
            self._streams[seat].send("board", message)
