"""A class as one server: the pupils' pages, the teacher's, and the relay between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lessons
from classroom.browser.policy import worker_policy
from classroom.drawn.pictures import PICTURES
from classroom.laptop.routes import LaptopBoards
from classroom.lending.routes import LawPages
from classroom.lesson import Guided, lesson_named
from classroom.lesson.lesson import in_all
from classroom.marking import Marking
from classroom.pupil.site import FOLDERS, Site, site
from classroom.relay.alone import alone
from classroom.relay.http.app import class_app
from classroom.relay.http.files import Files, Served
from classroom.relay.http.nearby import Nearby
from classroom.relay.http.quick import Quick
from classroom.relay.http.teachers import Reports
from classroom.relay.keep import CLASS, DAMAGED, DAMAGED_HINT, Keeper
from classroom.relay.options import ClassOptions, Join
from classroom.relay.running import RunningClass
from classroom.reports import ClassReports
from classroom.teacher.site import STATIC as TEACHER_STATIC
from classroom.teacher.site import TeacherSite
from devices import HighlandError, Message
from firmware.project import Project, find, names
from messages import LANGUAGES
from sim.programs.mistakes.causes import CAUSES
from web.connections import PER_ADDRESS, TOTAL, Connections, Limits
from web.files import Assets, asset_of
from web.server import Secured, Server

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

LESSON_GONE = Message(
    "class.lesson_gone", "The class in {folder} did the lesson {name}. This version of Highland does not have it."
)
LESSON_GONE_HINT = Message(
    "class.lesson_gone.hint",
    "Start a new class without --resume. The works stay in the folder. The lessons now are: {names}.",
)
EVERYWHERE = "0.0.0.0"
PORTS = range(8300, 8310)
OF_A_BROWSER = 7  # connections: six at once, as browsers do, and one that is just ending
WORKER = "browser/worker.js"
TEACHERS = ("teacher", "projector")
OF_TEACHERS = ("look", "shared", "uplot", "classroom")  # folders of the pupils' pages that theirs need too


def pages(projects: Sequence[Project], lang: str) -> Files:
    """Every page of a class, whoever looks at it; `lang` is that of its teacher. Raises HighlandError."""
    languages = (lang, *(each for each in LANGUAGES if each != lang))
    with ProcessPoolExecutor(1, get_context("spawn")) as beside:  # the memory that this takes ends with the process
        made = beside.submit(site, projects, languages, in_class=True)
        of_teachers = _of_teachers(projects)
        found = made.result()
        return Files({**_of_pupils(found), **of_teachers}, _leads(lang), found.static)


@contextmanager
def serving_class(
    running: RunningClass,
    reports: Reports,
    files: Files,
    ports: Sequence[int] = PORTS,
    host: str = EVERYWHERE,
    join_by: Callable[[int], Join] = lambda port: Join(port=port),
    more: Sequence[BaseRoute] = (),
) -> Iterator[Server]:
    """Serve it inside the block, at the first port that is free; `join_by` is asked how pupils come in at that port.
    `more` are routes of other rooms.

    Raises HighlandError.
    """
    from starlette.routing import Route

    app = Nearby(Quick(Secured(class_app(running, reports, [*more, Route("/{path:path}", files.respond)])), running))
    of_address = max(PER_ADDRESS, OF_A_BROWSER * running.options.seats + OF_A_BROWSER)
    connections = Connections(
        Limits(of_address, TOTAL), lambda address: running.soon(running.trouble.see, address, "rate")
    )
    server = _bound(lambda port: Server(app, host, port, running.end, connections), ports)
    running.join_by = join_by(server.port)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _bound(server: Callable[[int], Server], ports: Sequence[int]) -> Server:
    """At the first port that is free."""
    for port in ports[:-1]:
        with suppress(HighlandError):
            return server(port)
    return server(ports[-1])


def _of_pupils(made: Site) -> dict[str, Served]:
    static = f"/{made.static}"
    return {
        path: Served(
            each.content,
            each.gzip,
            each.kind,
            each.is_immutable,
            partial(worker_policy, static=static) if path == made.static + WORKER else None,
        )
        for path, each in made.files.items()
    }


def _of_teachers(projects: Sequence[Project]) -> dict[str, Served]:
    folders = {name: FOLDERS[name] for name in OF_TEACHERS}
    assets = Assets({**folders, "teacher": TEACHER_STATIC})
    found = {
        f"static/{assets.digest}/{path}": Served(each.content, each.packed, each.kind, is_immutable=True)
        for path, each in assets.all().items()
    }
    for path, (content, kind) in TeacherSite(projects, assets).files().items():
        found[path] = Served(content, asset_of(".json", content).packed, kind)
    return found


def served_projects(chosen: Project | None) -> list[Project]:
    """Those that a class has pages of: all in the tree, and a class version that it was opened with."""
    found = [find(each) for each in names()]
    return [*found, chosen] if chosen is not None and chosen.is_class_version else found


def _leads(lang: str) -> dict[str, str]:
    return {name: f"/{name}.{lang}.html" for name in TEACHERS}


def class_options(
    name: str, word: str, pin: str, lang: str, seats: int, project: Project | None, lesson: Guided | None
) -> ClassOptions:
    """A class, with what the other rooms give it. Raises HighlandError."""
    faults = tuple(dict.fromkeys(fault for each in served_projects(project) for fault in each.names().faults))
    return ClassOptions(
        name, word, pin, lang, seats, project, lesson, faults, pictures=tuple(PICTURES), words_of=words_of
    )


def kept_options(kept: Mapping[str, Any], folder: Path, lang: str) -> tuple[ClassOptions, int]:
    """The same class again, and its port. Raises HighlandError."""
    try:
        lesson = None if kept["lesson"] is None else _lesson_again(str(kept["lesson"]), folder)
        project = None if kept["project"] is None else find(str(kept["project"]))
        found = (str(kept["name"]), str(kept["word"]), str(kept["pin"]))
        return class_options(*found, lang, int(kept["most_seats"]), project, lesson), int(kept["port"])
    except (KeyError, TypeError, ValueError):
        raise HighlandError(DAMAGED(folder=folder, file=CLASS), DAMAGED_HINT) from None


def _lesson_again(name: str, folder: Path) -> Guided:
    try:
        return lesson_named(name)
    except HighlandError:
        hint = LESSON_GONE_HINT(names=", ".join(lessons.names()))
        raise HighlandError(LESSON_GONE(name=name, folder=folder), hint) from None


@contextmanager
def open_class(
    options: ClassOptions,
    keeper: Keeper,
    ports: Sequence[int],
    join_by: Callable[[int, str], Join],
    *,
    resume: bool = False,
    host: str = EVERYWHERE,
) -> Iterator[Server]:
    """A whole class with its pages, inside the block. Raises HighlandError."""
    with alone(keeper.folder), _opened(RunningClass(options, keeper), ports, join_by, resume, host) as server:
        yield server


@contextmanager
def _opened(
    running: RunningClass, ports: Sequence[int], join_by: Callable[[int, str], Join], resume: bool, host: str
) -> Iterator[Server]:
    options = running.options
    if resume:
        running.again()
    files = pages(served_projects(options.project), options.lang)
    boards, laws = LaptopBoards(running), LawPages(running, f"/{files.static}browser/")
    marking = Marking(running, laws.lender)
    laws.on_waiting = marking.page_waits
    reports = ClassReports(running, marking.made)
    running.on_lesson = marking.begin_anew

    def joined(port: int) -> Join:
        return join_by(port, options.word)

    try:
        with serving_class(running, reports, files, ports, host, joined, [*boards.routes(), *laws.routes()]) as server:
            running.soon(marking.again)
            yield server
    finally:
        boards.close()
        marking.close()


def exported(projects: Sequence[Project] | None, lang: str) -> dict[str, bytes]:
    """Every file of the pupils' pages without a class behind them. Raises HighlandError."""
    found = [find(each) for each in names()] if projects is None else projects
    languages = (lang, *(each for each in LANGUAGES if each != lang))
    return {path: each.content for path, each in site(found, languages, in_class=False).files.items()}


def words_of(cause: str) -> dict[str, str] | None:
    """The words of a kind of mistake, for the teacher's list."""
    return in_all(CAUSES[cause]) if cause in CAUSES else None
