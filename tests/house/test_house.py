"""The house itself: what may lie where, what a law may know, and what must never slip into the repository."""

import ast
import re
import subprocess
import sys
import sysconfig
import tomllib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from packaging.markers import Marker

from sim.python.swaps import ROOMS

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
MADE_HERE = {".git", ".venv", "wheels", "build", "dist", "__pycache__", ".hypothesis"}  # by tools, not by people
LONGEST_LINES = 400  # docs: a longer file is split
LOCKS = ("requirements.lock", "requirements-dev.lock")
KITS_LOCK = "requirements-kits.lock"
NODE_LOCK = "flash/bundle/requirements-node.lock"


def files(folder: Path = ROOT) -> Iterator[Path]:
    """Every file that people wrote, without what the tools leave behind."""
    for path in sorted(folder.iterdir()):
        if path.name in MADE_HERE or path.name.endswith("_cache"):
            continue
        if path.is_dir():
            yield from files(path)
        else:
            yield path


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def texts() -> list[tuple[Path, str]]:
    """Every text file, read once."""
    found = []
    for path in files():
        with suppress(UnicodeDecodeError):  # a picture, a compiled catalog
            found.append((path, path.read_text(encoding="utf-8")))
    return found


def pins(lock: str) -> dict[str, str]:
    """The lock's lines without hashes, by distribution: {'numpy': '==2.4.6 ; platform_machine ...'}."""
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    found = [re.fullmatch(r"([a-z0-9.-]+)(==.+) \\", line) for line in lines]
    return {match[1]: match[2] for match in found if match}


def distribution(requirement: str) -> str:
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match, requirement
    return match[0].lower().replace("_", "-")


def test_every_room_is_in_every_list() -> None:
    """A new room is shipped, typed and held to the layers from its first day."""
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert rooms == set(PACKAGES) == set(ROOMS)
    assert rooms == set(PYPROJECT["tool"]["importlinter"]["root_packages"])
    assert rooms <= set(PYPROJECT["tool"]["mypy"]["files"])


def test_no_library_bears_the_name_of_a_room() -> None:
    """Our rooms come last on the path, so a library called `sim` would hide ours."""
    libraries = {path.stem for path in Path(sysconfig.get_path("purelib")).iterdir()}
    assert libraries & set(PACKAGES) == set()


IMPORT_ALL = """
import importlib, sys

HARDWARE = {"lgpio", "RPi", "pigpio", "board", "busio", "digitalio", "pulseio", "microcontroller", "smbus2", "spidev"}
NOT_IN_THE_BASE = {"matplotlib", "numpy", "pytest", "hypothesis", "simpy", "babel"}
NOT_IN_THE_BASE |= {"amqtt", "starlette", "uvicorn", "segno", "psycopg", "pyarrow", "playwright"}

class NothingButTheBase:
    def find_spec(self, name, path=None, target=None):
        root = name.partition(".")[0]
        if root in HARDWARE | NOT_IN_THE_BASE or root.startswith("adafruit_"):
            raise ImportError(f"{name} may be imported only inside the function that needs it")

sys.meta_path.insert(0, NothingButTheBase())
sys.path.insert(0, sys.argv[1])
failed = []
for module in sys.argv[2:]:
    try:
        importlib.import_module(module)
    except Exception as error:
        failed.append(f"{module}: {type(error).__name__}: {error}")
print(*failed, sep="\\n", end="")
"""
NEEDS_AN_EXTRA = {
    *("messages.update", "sim.programs.testing.plugin"),  # Babel and pytest, of the extra `test`
    *(
        "hub.broker.embedded",
        "hub.broker.embedded_client",
        "hub.broker.subscribing",
        "web.http_connection",
    ),  # amqtt and uvicorn, of the extra `hub`; imported when it starts
}


def test_every_module_imports_off_a_pi() -> None:
    """Windows, macOS, a laptop: import touches no pin library and needs no extra."""
    paths = [path for package in PACKAGES for path in files(ROOT / package) if path.suffix == ".py"]
    modules = {name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in paths}
    assert set(PACKAGES) <= modules
    command = [sys.executable, "-W", "error", "-B", "-c", IMPORT_ALL, str(ROOT), *sorted(modules - NEEDS_AN_EXTRA)]
    ended = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ended.stdout + ended.stderr == ""


TIME_AND_LUCK = {
    *("time", "datetime", "random", "threading", "os", "sys"),  # the contract's words in pyproject.toml
    *("secrets", "uuid", "asyncio", "subprocess", "socket", "io", "pathlib"),  # other ways to the same
}


def imported(path: Path) -> tuple[set[str], set[Path]]:
    """The libraries that a file imports, and the files of its own project: beside it, in `law/`, or above it."""
    libraries, own = set(), set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            libraries |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            libraries.add(node.module.partition(".")[0])
        elif isinstance(node, ast.ImportFrom):
            place = path.parents[node.level - 1].joinpath(*(node.module or "").split("."))
            own |= {place.with_suffix(".py"), place / "__init__.py"}
            own |= {place / f"{alias.name}.py" for alias in node.names}
    return libraries, {each for each in own if each.is_file()}


def law_files(control: Path) -> set[Path]:
    """control.py and every file of its project that it uses."""
    found: set[Path] = set()
    ahead = {control}
    while ahead:
        path = ahead.pop()
        found.add(path)
        ahead |= imported(path)[1] - found
    return found


@pytest.mark.parametrize("control", sorted(ROOT.glob("projects/**/control.py")), ids=lambda path: path.parent.name)
def test_a_law_knows_no_time_and_no_luck(control: Path) -> None:
    """The same for the files that a law is split into: states, limits, rules."""
    guilty = {name(path): imported(path)[0] & TIME_AND_LUCK for path in law_files(control)}
    assert {path: words for path, words in guilty.items() if words} == {}


def test_the_law_check_sees_through_a_second_file_and_a_folder(tmp_path: Path) -> None:
    """The check above can fail: a clock is found three files away, on a way through the folder of the rules."""
    (tmp_path / "law").mkdir()
    (tmp_path / "control.py").write_text("from .law import rules\n", encoding="utf-8")
    (tmp_path / "law" / "rules.py").write_text("from .drying import dry\n", encoding="utf-8")
    (tmp_path / "law" / "drying.py").write_text("from .. import timers\n", encoding="utf-8")
    (tmp_path / "timers.py").write_text("def now():\n    from time import monotonic\n", encoding="utf-8")
    assert any("time" in imported(path)[0] for path in law_files(tmp_path / "control.py"))


def test_no_file_is_too_long() -> None:
    lengths = {name(path): len(text.splitlines()) for path, text in texts() if path.suffix == ".py"}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_LINES} == {}


LAW_FILES = sorted([*ROOT.glob("projects/**/control.py"), *ROOT.glob("projects/*/law/*.py")])


@pytest.mark.parametrize("path", LAW_FILES, ids=name)
def test_a_law_is_in_files_that_a_pupil_reads_at_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 150


def test_no_function_has_more_branches_than_a_reader_can_hold() -> None:
    """ruff's C901 at ten, for the whole tree; an exception would stand here with its reason."""
    lint = PYPROJECT["tool"]["ruff"]["lint"]
    assert "C901" in lint["select"]
    assert lint["mccabe"]["max-complexity"] == 10
    exceptions = {file for file, rules in lint["per-file-ignores"].items() if "C901" in rules}
    assert exceptions == set()


MAX_MODULES = 15  # and an __init__; more means that a room is missing
ONE_FILE_IS_ONE_THING = {"drivers", "sim/chips", "science", "highland", "bench", "sim/libraries/stand_ins"}


def test_no_folder_is_a_heap() -> None:
    """Where one file is one thing (a part, a command), there may be many."""
    folders = Counter(
        name(path.parent) for package in PACKAGES for path in files(ROOT / package) if path.suffix == ".py"
    )
    assert {
        folder: count
        for folder, count in folders.items()
        if count > MAX_MODULES + 1 and folder not in ONE_FILE_IS_ONE_THING
    } == {}


def test_no_folder_without_a_meaning() -> None:
    """A thing with no room is a sign that a room is missing."""
    folders = {part for path in files() for part in path.relative_to(ROOT).parts[:-1]}
    assert folders & {"utils", "common", "core", "helpers", "mocks"} == set()


# Written in pieces, so that this file does not find itself.
PLACES = [
    *("/" + "work/", "/" + "farm/", "/" + "tmp/ref", ".lib" + "rary/"),
    *("files." + "pythonhosted", "py" + "pi.org", "registry." + "npmjs", "deb." + "debian"),
]


def test_no_machine_path_and_no_registry_address() -> None:
    """The repository works on anyone's machine, with whatever registry that machine is set up for."""
    found = {
        name(path): [place for place in PLACES if place in text and _begins(place, text)] for path, text in texts()
    }
    assert {path: seen for path, seen in found.items() if seen} == {}


def _begins(place: str, text: str) -> bool:
    """Whether it stands there as a path of its own: a/b of an address is none."""
    return re.search(rf"(?<!\w){re.escape(place)}", text) is not None


ARCHIVES = ("\\x1f\\x8b", "PK\\x03\\x04")  # how the bytes of gzip and zip begin, as an id writes them


def test_no_id_of_a_test_holds_an_archive(request: pytest.FixtureRequest) -> None:
    """It would hold the second at which it was made: each process would then know the test by another name."""
    assert [each.nodeid for each in request.session.items if any(begin in each.nodeid for begin in ARCHIVES)] == []


def test_no_wait_for_a_page_is_over_at_once() -> None:
    """Playwright's `wait_for_function` takes any promise for true: what is async is for tests/until.py."""
    found = []
    for path, text in texts():
        if path.suffix == ".py" and ".wait_for_function(" in text:
            constants = dict(re.findall(r'^(\w+) = f?"{1,3}\s*(\S+)', text, re.MULTILINE))
            for asks in re.findall(r'\.wait_for_function\(\s*(?:f?"{1,3})?\s*(\w+)', text):
                if constants.get(asks, asks).startswith("async"):
                    found.append(name(path))
    assert found == []


def test_no_test_flags_or_mocks_in_shipped_code() -> None:
    """Drivers never know that they are simulated."""
    signs = ("Magic" + "Mock", "unittest" + ".mock", "PYTEST_" + "CURRENT", "is_" + "testing")
    found = {name(path): [sign for sign in signs if sign in text] for path, text in texts() if path.suffix == ".py"}
    assert {path: seen for path, seen in found.items() if seen} == {}


@pytest.mark.parametrize("lock", [*LOCKS, KITS_LOCK, NODE_LOCK])
def test_every_locked_package_has_hashes_and_no_address(lock: str) -> None:
    """What is installed is what was checked, wherever it was fetched from."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=\S)", text.strip()) if not entry.startswith("#")]
    assert len(entries) == len(pins(lock)) > 0
    assert [entry for entry in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry)] == []
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


MACHINES = [("linux", "x86_64"), ("linux", "aarch64"), ("linux", "armv7l"), ("win32", "AMD64"), ("darwin", "arm64")]


@pytest.mark.parametrize("machine", MACHINES, ids="-".join)
def test_the_test_lock_holds_all_of_the_base_lock(machine: tuple[str, str]) -> None:
    """run.py counts on it: after `test`, `sim` has nothing left to install."""
    base, dev = (installed_on(lock, *machine) for lock in LOCKS)
    assert base.items() <= dev.items()


@pytest.mark.parametrize("machine", MACHINES, ids="-".join)
def test_what_kits_import_goes_beside_everything_else(machine: tuple[str, str]) -> None:
    """run.py counts on it: after `kits`, `sim` and `test` find the versions that they want."""
    base, dev, kits = (installed_on(lock, *machine) for lock in (*LOCKS, KITS_LOCK))
    assert {distribution(line) for line in PYPROJECT["project"]["dependencies"]} <= base.keys() & kits.keys()
    assert {name: kits[name] for name in kits.keys() & dev.keys() if kits[name] != dev[name]} == {}
    assert kits.keys() & {"rpi-gpio", "spidev"} == set()  # the board's own, real or virtual


def installed_on(lock: str, sys_platform: str, platform_machine: str) -> dict[str, str]:
    """What the lock installs there: {'numpy': '==2.4.6'}."""
    found = {}
    for package, pin in pins(lock).items():
        version, _, marker = pin.partition(" ; ")
        where = {"sys_platform": sys_platform, "platform_machine": platform_machine, "python_version": "3.11"}
        if not marker or Marker(marker).evaluate(where):
            found[package] = version
    return found


def test_each_dependency_is_locked_and_justified() -> None:
    """A name without a line in docs/reference/dependencies.md has no reason to be here."""
    project = PYPROJECT["project"]
    extras = project["optional-dependencies"]
    page = (ROOT / "docs" / "reference" / "dependencies.md").read_text(encoding="utf-8").lower()
    named = {distribution(line) for line in [*project["dependencies"], *(line for e in extras.values() for line in e)]}
    assert {word for word in named if f"`{word}`" not in page} == set()
    locks = {
        LOCKS[0]: ("plot", "hub", "lessons"),
        LOCKS[1]: ("plot", "hub", "lessons", "test"),
        KITS_LOCK: ("kits",),
    }
    for lock, of in locks.items():
        lines = [*project["dependencies"], *(line for extra in of for line in extras[extra])]
        assert {distribution(line).replace(".", "-") for line in lines} - pins(lock).keys() == set()


def test_each_installed_package_is_in_the_third_party_notices() -> None:
    """A school may copy Highland because its license and those of everything with it are named."""
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
    assert PYPROJECT["project"]["license"] == "MIT"
    page = (ROOT / "docs" / "reference" / "third-party-notices.md").read_text(encoding="utf-8")
    assert {
        package for lock in (LOCKS[0], KITS_LOCK, NODE_LOCK) for package in pins(lock) if f"`{package}`" not in page
    } == set()


def test_run_py_needs_nothing_but_python() -> None:
    assert imported(ROOT / "run.py")[0] <= sys.stdlib_module_names


def test_an_old_python_can_read_run_py() -> None:
    """It has to say which Python to get; a SyntaxError would say nothing."""
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_no_conflict_was_left_unresolved() -> None:
    marks = re.compile(r"^(<{7}|>{7}) ", re.MULTILINE)
    assert [name(path) for path, text in texts() if marks.search(text)] == []
