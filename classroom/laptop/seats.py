"""At most eight boards on this laptop, one a pupil whose browser cannot run one.

Each has a process in a sandbox and a thread that carries its messages. One that falls silent (an endless loop) is
ended and begun again without the pupil's last files; one that nobody speaks to for ten minutes is ended.
"""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from multiprocessing import Pipe
from multiprocessing.connection import wait
from typing import Any

from classroom.laptop.carriers import ONLY_SHIPPED, Carrier, carrier, encoded, is_boxed, without_code
from classroom.laptop.inside import ALIVE
from classroom.lesson.lesson import in_all
from classroom.marks.sandbox import TOO_SLOW
from devices import HighlandError, Message
from messages import translator

MOST = 8
IDLE_S = 600.0  # real seconds without a word
SILENT_S = 4.0  # real seconds: the session tells each second that it is alive
START_S = 30.0  # real seconds for a process to begin, on a laptop that is busy
MOST_STARTS = 3  # in a row, by itself
MOST_WAITING = 60  # messages to a board
SECOND_KB = 400  # that a board may say in a second, on the average of ten

FULL = Message("laptop.full", "All {most} boards on the laptop are taken. Ask your teacher.")
TOO_MANY = Message("laptop.too_many", "The board on the laptop cannot follow. Wait a moment.")
OVER = Message("laptop.over", "The board on the laptop is over. Load the page again to get one.")
TALKS = Message("laptop.talks", "The board on the laptop said too much and was ended.")

ENDED = "board_ended"  # the kind of a message of ours among those of the session

Heard = Callable[[int, dict[str, Any]], None]


class LaptopSeats:
    """The boards on this laptop: `heard(seat, message)` gets what each says, from a thread."""

    def __init__(self, heard: Heard, most: int = MOST, wall: Callable[[], float] = time.monotonic) -> None:
        self._heard, self._most, self._wall = heard, most, wall
        self._boards: dict[int, _Board] = {}
        self._lock = threading.Lock()

    def send(self, seat: int, message: Mapping[str, Any]) -> Message | None:
        """Carry a message to the board of a seat, which begins with the first; else why it cannot be done."""
        with self._lock:
            board = self._boards.get(seat)
            if board is None or board.is_over:
                if sum(not each.is_over for each in self._boards.values()) >= self._most:
                    return FULL(most=self._most)
                board = self._boards[seat] = _Board(lambda found: self._heard(seat, found), self._wall)
        return board.send(dict(message))

    def stay(self, seat: int) -> None:
        """The pupil is still there and only watches."""
        board = self._boards.get(seat)
        if board is not None:
            board.stay()

    def leave(self, seat: int) -> None:
        """The pupil needs it no more. It ends soon."""
        with self._lock:
            board = self._boards.pop(seat, None)
        if board is not None:
            board.leave()

    @property
    def taken(self) -> list[int]:
        """The seats that have a board here."""
        with self._lock:
            return [seat for seat, board in self._boards.items() if not board.is_over]

    def close(self) -> None:
        """End all; nothing of them is there when this returns."""
        with self._lock:
            boards, self._boards = list(self._boards.values()), {}
        for board in boards:
            board.leave()
        for board in boards:
            board.wait()


class _Board:
    """One board: its process, and the thread that carries."""

    def __init__(self, heard: Callable[[dict[str, Any]], None], wall: Callable[[], float]) -> None:
        self.is_over = False
        self._heard, self._wall = heard, wall
        self._waiting: deque[bytes] = deque()
        self._begin: dict[str, Any] = {}
        self._woken, self._wake = Pipe(duplex=False)
        self._leaves = False
        self._starts = 0
        self.stay()
        self._thread = threading.Thread(target=self._live, daemon=True)
        self._thread.start()

    def stay(self) -> None:
        """Somebody spoke."""
        self._spoken_at = self._wall()

    @property
    def is_wanted(self) -> bool:
        """Whether it has a pupil."""
        return not self._leaves and self._wall() - self._spoken_at <= IDLE_S

    def send(self, message: dict[str, Any]) -> Message | None:
        """Queue a message; else why it is not taken."""
        if not is_boxed():
            allowed = without_code(message)
            if allowed != message:
                self._heard(_refused(message))
            if allowed is None:
                return None
            message = allowed
        if len(self._waiting) >= MOST_WAITING:
            return TOO_MANY
        if message.get("do") == "begin":
            self._begin = message
        self._starts = 0
        self.stay()
        self._waiting.append(encoded(message))
        self._wake.send_bytes(b".")
        return None

    def leave(self) -> None:
        """It is not needed any more."""
        self._leaves = True
        self._wake.send_bytes(b".")

    def wait(self) -> None:
        """Wait until it has ended."""
        self._thread.join()

    def _live(self) -> None:
        while self.is_wanted and self._starts < MOST_STARTS:
            self._starts += 1
            try:
                self._carry(carrier())
            except HighlandError as error:
                self._begin = {key: value for key, value in self._begin.items() if key != "files"}
                self._waiting.clear()
                if self._begin:
                    self._waiting.append(encoded(self._begin))
                self._end("endless" if error.message.key == TOO_SLOW.key else "lost", error.message)
        self.is_over = True
        if not self._leaves:
            self._end("idle" if not self.is_wanted else "over", OVER)

    def _end(self, why: str, told: Message) -> None:
        self._heard({"kind": ENDED, "why": why, "text": in_all(told)})

    def _carry(self, board: Carrier) -> None:
        """Carry until it is not wanted any more. Raises HighlandError when it is gone, silent or too loud."""
        try:
            self._pass_on(board)
            lately_kb = 0.0
            last = now = time.monotonic()
            silent_s = START_S
            while self.is_wanted:
                ready = wait([board.ear, self._woken], timeout=max(0.0, last + silent_s - now))
                now = time.monotonic()
                if self._woken in ready:
                    self._woken.recv_bytes()
                    self._pass_on(board)
                if board.ear in ready:
                    lately_kb = max(0.0, lately_kb - (now - last) * SECOND_KB) + self._take_in(board)
                    last, silent_s = now, SILENT_S
                    if lately_kb > 10 * SECOND_KB:
                        raise HighlandError(TALKS)
                elif now > last + silent_s:
                    raise HighlandError(TOO_SLOW(seconds=silent_s))
        finally:
            board.close()

    def _pass_on(self, board: Carrier) -> None:
        while self._waiting:
            board.say(self._waiting.popleft())

    def _take_in(self, board: Carrier) -> float:
        board.take_in()
        kilobytes = 0.0
        while (line := board.heard()) is not None:
            kilobytes += len(line) / 1000.0
            if line != ALIVE:
                found = _message_in(line)
                if found is not None:
                    self._heard(found)
        return kilobytes


def _message_in(line: bytes) -> dict[str, Any] | None:
    """A message of a session: it may be forged by the pupil's own code, for the pupil's own page."""
    try:
        found = json.loads(line)
        json.dumps(found, allow_nan=False)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and found.get("kind") != ENDED else None


def _refused(message: Mapping[str, Any]) -> dict[str, Any]:
    lang = "en" if message.get("lang") == "en" else "vi"
    return {"kind": "refused", "id": message.get("id"), "text": ONLY_SHIPPED.render(translator(lang))}
