"""`highland sim PROJECT --page`: the run on a page in the browser, for a class in front of a projector."""

from __future__ import annotations

import argparse
import os
import socket
import sys
import webbrowser
from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING

from devices import HighlandError, Message
from messages import Say
from messages.arguments import NOT_TOGETHER, TRY_HELP, UsageError

if TYPE_CHECKING:
    from firmware.project import Project
    from sim.world.simulation import Simulation

PAGE_AT = Message("cli.sim.page_at", "The page is at {address} (SIM). Ctrl-C ends it.")
OPEN_IT = Message("cli.sim.open_it", "Open this address in a browser.")
NO_SCENE = Message("cli.sim.no_scene", "{project} has no picture of its world: {file} is missing.")
NO_SCENE_HINT = Message(
    "cli.sim.no_scene.hint",
    "`highland new NAME` writes a project with one: copy its scene.svg and scene.py and change them.",
)
PORT = 8200  # of the page, when nobody asks for one; a free one where that is taken
LOOPBACK = "127.0.0.1"
NOT_WITH_PAGE = ("replay", "control", "trace", "plot", "mqtt")


def refuse_beside_page(arguments: argparse.Namespace) -> None:
    """A page has no end and may start again: no trace, plot, replay or control of one run. Raises UsageError."""
    taken = [name for name in NOT_WITH_PAGE if getattr(arguments, name) is not None]
    if taken or arguments.json:
        other = f"--{taken[0]}" if taken else "--json"
        raise UsageError(NOT_TOGETHER(name="--page", other=other), TRY_HELP(program="highland sim"))


def on_a_page(
    project: Project,
    simulate: Callable[[], Simulation],
    say: Say,
    *,
    speed: float | None,
    for_s: float | None,
    port: int | None,
    opens: bool,
) -> int:
    """Serve the page until stopped. 0: stopped by the user. Raises HighlandError for a port that is taken."""
    from classroom.board.orders import Offer
    from classroom.board.run import speeds_for
    from classroom.board.scene import Scene
    from classroom.board.view import truth
    from classroom.board.watched import Board
    from classroom.single_board import board_app, serving_board
    from classroom.single_board.app import Watchers
    from classroom.single_board.html import Page
    from firmware.host import stopped_by_signals
    from web.seldom import seldom_logged

    for file in ("scene.svg", "scene.py"):
        if not project.file(file).is_file():
            raise HighlandError(NO_SCENE(project=project.name, file=file), NO_SCENE_HINT)
    names = project.names()
    scene = Scene(project)
    with simulate() as simulation:
        buttons = simulation.world.buttons
        scene.check(truth(simulation.world))
    lesson_s = project.module("plant").LESSON_S
    usual, speeds = speeds_for(lesson_s)
    if speed == inf:
        speed = speeds[-1]
    if speed is not None and speed not in speeds:
        speeds = tuple(sorted({*speeds, speed}))
    watchers = Watchers()
    board = Board(project, simulate, watchers.show, speed=speed or usual, for_s=for_s or inf, paused=True)
    watchers.on_first(lambda: board.order({"do": "resume"}))
    page = Page(names, scene, speeds, buttons, tuple(names.faults))
    offer = Offer(speeds, buttons, page.faults)
    app = board_app(page, watchers, offer, board.order, board.picture, otherwise=say.lang)
    with seldom_logged(), serving_board(app, watchers, port=free_port() if port is None else port) as server:
        address = f"{server.url}?lang={say.lang}"
        with stopped_by_signals(board.stop):  # before anybody knows the address, and may stop it
            say(PAGE_AT, address=address)
            if not (opens and can_open() and webbrowser.open(address)):
                say(OPEN_IT)
            sys.stdout.flush()
            board.run()
    return 0


def free_port() -> int:
    """The usual port of the page, or 0, for any free one, where that is taken."""
    with socket.socket() as probe:
        if os.name != "nt":  # there it would take a port that is in use
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, PORT))
        except OSError:
            return 0
    return PORT


def can_open() -> bool:
    """Whether a browser has a screen to open on: without one, Python would take a browser for terminals."""
    return sys.platform in ("win32", "darwin") or bool({"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys())
