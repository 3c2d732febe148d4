"""A running class as plain values for the disk, and back again after a restart of the laptop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from classroom.lesson import Guided
from classroom.relay.bounded import is_text, is_whole
from classroom.relay.clock import LessonClock
from classroom.relay.entry.seats import HandedIn, Seat, Seats
from classroom.relay.keep import CLASS, DAMAGED, DAMAGED_HINT, Keeper
from classroom.relay.options import ClassOptions, Join
from classroom.relay.orders import Orders
from classroom.relay.points import Points
from classroom.relay.wall.tile import Tile
from classroom.relay.wall.wall import Wall
from devices import HighlandError
from firmware.project import Project


class Kept(Protocol):
    """What is kept of a running class."""

    options: ClassOptions
    lesson: Guided | None
    project: Project | None
    points: Points
    join_by: Join
    now: Callable[[], float]
    clock: LessonClock
    seats: Seats
    wall: Wall
    orders: Orders
    teachers: list[str]
    projectors: list[str]


def as_kept(running: Kept) -> dict[str, Any]:
    """All but the works."""
    options, clock, project = running.options, running.clock, running.project
    return {
        "name": options.name,
        "word": options.word,
        "pin": options.pin,
        "lang": options.lang,
        "most_seats": options.seats,
        "project": project and (project.name if project.is_shipped else str(project.folder)),
        "lesson": running.lesson and running.lesson.where,
        "points": running.points.as_json(),
        "port": running.join_by.port,
        "teachers": list(running.teachers),
        "projectors": list(running.projectors),
        "over": running.seats.over,
        "orders": running.orders.as_json(),
        "stage": None if clock.at is None else {"at": clock.at, "went_s": round(clock.went_s)},
        "seats": [_seat(running, seat) for seat in running.seats],
    }


def go_on_from(running: Kept, keeper: Keeper) -> None:
    """Seats come back with their tokens, their works and what they handed in. Raises HighlandError."""
    kept = keeper.read_class()
    try:
        for each in kept["seats"]:
            _sit(running, each)
        running.seats.over = [number for number in kept["over"] if is_whole(number, 1, 100_000)]
        running.teachers += [digest for digest in kept["teachers"] if is_text(digest, 64)]
        running.projectors += [digest for digest in kept["projectors"] if is_text(digest, 64)]
        running.orders.again(kept["orders"])
        if kept["stage"] is not None and running.clock.lesson is not None:
            running.clock.go_to(kept["stage"]["at"], float(kept["stage"]["went_s"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise HighlandError(DAMAGED(folder=keeper.folder, file=CLASS), DAMAGED_HINT) from None
    running.points.again(kept.get("points"))
    for number, work in keeper.read_works():
        seat = running.seats.get(number)
        if seat is not None:
            seat.work = work
    for number, handed, work in keeper.read_handed_in():
        seat = running.seats.get(number)
        if seat is not None:
            seat.handed, seat.handed_work = _handed(handed), work
    for number, handed, program in keeper.read_programs():
        seat = running.seats.get(number)
        if seat is not None:
            seat.handed_program, seat.program = _handed(handed), program


def _handed(kept: dict[str, Any]) -> HandedIn:
    return HandedIn(str(kept.get("receipt")), str(kept.get("at")), int(kept.get("collect_n") or 0))


def _seat(running: Kept, seat: Seat) -> dict[str, Any]:
    tile = running.wall.tile(seat)
    return {
        "seat": seat.number,
        "digest": seat.digest,
        "name": seat.name,
        "picture": seat.picture,
        "was_used": seat.was_used,
        "hint": seat.hint,
        "step": tile.step,
        "steps": tile.steps,
    }


def _sit(running: Kept, kept: dict[str, Any]) -> None:
    seat = Seat(int(kept["seat"]), str(kept["digest"]), str(kept["name"]), str(kept["picture"]), running.now())
    seat.was_used, seat.hint = bool(kept["was_used"]), kept["hint"]
    running.seats.add(seat)
    running.wall.sit(seat)
    running.wall.seen_before(seat, Tile(step=int(kept["step"]), steps=int(kept["steps"])))
