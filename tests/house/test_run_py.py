"""run.py: what it decides and what it says, without installing anything."""

import errno
import re
import subprocess
import sys
import sysconfig
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest

import run
from highland.__main__ import command_names

ROOT = Path(run.__file__).parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture
def venv(tmp_path: Path) -> run.Venv:
    """A repository with three locks and nothing installed."""
    (tmp_path / run.BASE_LOCK).write_text("numpy==1\n", encoding="utf-8")
    (tmp_path / run.DEV_LOCK).write_text("numpy==1\npytest==9\n", encoding="utf-8")
    (tmp_path / run.KITS_LOCK).write_text("numpy==1\nflask==3\n", encoding="utf-8")
    return run.Venv(tmp_path)


@pytest.fixture
def installed(venv: run.Venv) -> run.Venv:
    """The same after a whole set-up for `sim`."""
    venv.mark_unfinished()
    venv.python.parent.mkdir(parents=True)
    venv.python.touch()
    venv.mark_ready(run.BASE_LOCK)
    return venv


class SetUp(run.Venv):
    """A set-up that notes its steps; pip ends as it is told to."""

    def __init__(self, root: Path, pip_ends: BaseException | None = None) -> None:
        super().__init__(root)
        self.steps: list[str] = []
        self.pip_ends = pip_ends

    def make(self) -> None:
        self.steps.append("make")
        self.mark_unfinished()
        self.python.parent.mkdir(parents=True, exist_ok=True)
        self.python.touch()

    def pip(self, command: str, lock: str, offline: bool, *options: str) -> None:
        self.steps.append(f"{command} {lock} {'from wheels' if offline else 'from the internet'}")
        if self.pip_ends:
            raise self.pip_ends


@pytest.mark.parametrize("version", [(3, 6), (3, 10), (3, 14)])
def test_a_python_that_does_not_fit_is_told_in_two_languages(version: tuple[int, int]) -> None:
    problem = run.python_problem(version)
    assert f"This is Python {version[0]}.{version[1]}." in problem
    assert f"Đây là Python {version[0]}.{version[1]}." in problem


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_a_python_that_fits_is_not_told_anything(version: tuple[int, int]) -> None:
    assert run.python_problem(version) == ""


@pytest.mark.parametrize(
    ("command", "lock"),
    [
        *[(command, run.BASE_LOCK) for command in ("sim", "run", "check", "wheels")],
        *[(command, run.DEV_LOCK) for command in ("test", "verify")],
        ("kits", run.KITS_LOCK),
    ],
)
def test_pupils_do_not_download_the_test_tools(command: str, lock: str) -> None:
    assert run.lock_for(command) == lock


def test_nothing_there_is_new(venv: run.Venv) -> None:
    assert venv.state(run.BASE_LOCK) == "new"
    venv.folder.mkdir()
    assert venv.state(run.BASE_LOCK) == "new"


def test_a_whole_set_up_is_ready(installed: run.Venv) -> None:
    assert installed.state(run.BASE_LOCK) == "ready"


def test_a_half_made_venv_is_never_taken_for_good(installed: run.Venv) -> None:
    installed.mark_unfinished()
    assert installed.state(run.BASE_LOCK) == "new"


def test_a_venv_of_somebody_else_is_left_alone(installed: run.Venv) -> None:
    installed.stamp.unlink()
    assert installed.state(run.BASE_LOCK) == "not ours"
    with pytest.raises(run.SetUpError, match=r"Rename or delete it(.|\n)*Hãy đổi tên"):
        installed.prepare(run.BASE_LOCK, offline=False)
    assert installed.python.exists()


def test_a_changed_lock_is_noticed(installed: run.Venv) -> None:
    (installed.root / run.BASE_LOCK).write_text("numpy==2\n", encoding="utf-8")
    assert installed.state(run.BASE_LOCK) == "update"


def test_windows_line_ends_are_not_a_change(installed: run.Venv) -> None:
    (installed.root / run.BASE_LOCK).write_bytes(b"numpy==1\r\n")
    assert installed.state(run.BASE_LOCK) == "ready"


def test_another_python_starts_over(installed: run.Venv) -> None:
    """Python was upgraded, or `python3.12 run.py test` follows `python3.11 run.py test`."""
    stamp = installed.stamp.read_text(encoding="utf-8")
    installed.stamp.write_text(stamp.replace("Python 3.", "Python 2."), encoding="utf-8")
    assert installed.state(run.BASE_LOCK) == "new"


def test_a_lost_interpreter_starts_over(installed: run.Venv) -> None:
    installed.python.unlink()
    assert installed.state(run.BASE_LOCK) == "new"


def test_the_test_set_up_serves_sim_but_not_the_other_way_round(installed: run.Venv) -> None:
    assert installed.state(run.DEV_LOCK) == "update"
    installed.mark_ready(run.DEV_LOCK)
    assert installed.state(run.DEV_LOCK) == "ready"
    assert installed.state(run.BASE_LOCK) == "ready"


def test_kits_and_test_tools_stay_side_by_side_until_their_own_lock_changes(installed: run.Venv) -> None:
    set_up = SetUp(installed.root)
    for lock in (run.KITS_LOCK, run.DEV_LOCK, run.KITS_LOCK, run.BASE_LOCK):
        set_up.prepare(lock, offline=True)
    assert set_up.steps == [f"install {lock} from wheels" for lock in (run.KITS_LOCK, run.DEV_LOCK)]
    (installed.root / run.DEV_LOCK).write_text("numpy==1\npytest==10\n", encoding="utf-8")
    set_up.prepare(run.DEV_LOCK, offline=True)
    assert [set_up.state(lock) for lock in run.LOCKS] == ["ready"] * 3


def test_starting_over_empties_the_folder_but_keeps_it_ours(installed: run.Venv) -> None:
    """Cut off while it deletes, the folder must not look like somebody else's."""
    installed.clear()
    assert list(installed.folder.iterdir()) == [installed.stamp]


def test_first_use_makes_and_installs_once(venv: run.Venv) -> None:
    set_up = SetUp(venv.root)
    set_up.prepare(run.BASE_LOCK, offline=False)
    set_up.prepare(run.BASE_LOCK, offline=False)
    assert set_up.steps == ["make", f"install {run.BASE_LOCK} from the internet"]


def test_a_changed_lock_installs_into_the_same_venv(installed: run.Venv) -> None:
    (installed.root / run.BASE_LOCK).write_text("numpy==2\n", encoding="utf-8")
    set_up = SetUp(installed.root)
    set_up.prepare(run.BASE_LOCK, offline=True)
    assert set_up.steps == [f"install {run.BASE_LOCK} from wheels"]
    assert set_up.state(run.BASE_LOCK) == "ready"


def test_an_update_without_internet_does_not_cost_the_old_venv(installed: run.Venv) -> None:
    """pip fails before it changes anything: next time only the update is tried again."""
    (installed.root / run.BASE_LOCK).write_text("numpy==2\n", encoding="utf-8")
    set_up = SetUp(installed.root, pip_ends=run.SetUpError("no internet"))
    with pytest.raises(run.SetUpError, match="no internet"):
        set_up.prepare(run.BASE_LOCK, offline=False)
    assert set_up.state(run.BASE_LOCK) == "update"


def test_an_update_cut_off_starts_over(installed: run.Venv) -> None:
    """Ctrl-C or a power cut in the middle of pip's work."""
    (installed.root / run.BASE_LOCK).write_text("numpy==2\n", encoding="utf-8")
    set_up = SetUp(installed.root, pip_ends=KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        set_up.prepare(run.BASE_LOCK, offline=False)
    assert set_up.state(run.BASE_LOCK) == "new"


def test_the_repository_is_on_the_path_wherever_it_is_moved(installed: run.Venv) -> None:
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(installed.folder)}))
    packages.mkdir(parents=True)
    installed.link()
    installed.link()  # twice is no mistake
    line = (packages / "highland-root.pth").read_text(encoding="ascii").strip()
    assert not Path(line).is_absolute()
    assert (packages / line).resolve() == installed.root.resolve()


def test_the_environment_has_the_command_and_the_fixture(tmp_path: Path) -> None:
    """`.venv/bin/highland` runs from anywhere, and pytest finds `virtual_pi` in a folder of one's own."""
    venv = run.Venv(tmp_path)
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(venv.folder)}))
    packages.mkdir(parents=True)
    venv.python.parent.mkdir(parents=True, exist_ok=True)
    venv.link()
    found = [each for each in distributions(path=[str(packages)]) if each.name == "highland"]
    assert [(each.group, each.name, each.value) for each in found[0].entry_points] == [
        ("pytest11", "highland", PYPROJECT["project"]["entry-points"]["pytest11"]["highland"])
    ]
    command = venv.python.with_name("highland.cmd" if sys.platform == "win32" else "highland")
    assert "-P -m highland" in command.read_text(encoding="ascii")
    assert sys.platform == "win32" or command.stat().st_mode & 0o111 == 0o111


def test_no_command_of_developers_hides_one_of_highland() -> None:
    """`run.py check blink.py` must be the pupil's check."""
    assert set(run.COMMANDS) & set(command_names()) == set()


# What pip 23.2 and Debian's venv really print.
NO_INTERNET = (
    "WARNING: Retrying (Retry(total=4, connect=None)) after connection broken by 'NewConnectionError('<pip._vendor."
    "urllib3.connection.HTTPSConnection object>: Failed to establish a new connection: [Errno -3] Temporary failure in "
    "name resolution')': /simple/gpiozero/\nERROR: No matching distribution found for gpiozero==2.0.1.post3"
)
NOT_IN_WHEELS = (
    "ERROR: Could not find a version that satisfies the requirement contourpy==1.3.3 (from versions: none)\n"
    "ERROR: No matching distribution found for contourpy==1.3.3"
)
NO_VENV = (
    "The virtual environment was not created successfully because ensurepip is not\n"
    "available.  On Debian/Ubuntu systems, you need to install the python3-venv\npackage using the following command."
)
DISK_FULL = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"
WRONG_HASH = "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE."


@pytest.mark.parametrize(
    ("output", "offline", "english", "vietnamese"),
    [
        (NO_INTERNET, False, "bring wheels/", "Hãy nối mạng"),
        (NOT_IN_WHEELS, True, "wheels/ is too old", "wheels/ đã cũ"),
        (NO_VENV, False, "sudo apt install python3-venv", "Thiếu mô-đun venv"),
        (DISK_FULL, False, "The disk is full", "Ổ đĩa đã đầy"),
        (WRONG_HASH, False, "It was not installed", "không được cài"),
    ],
)
def test_a_failure_is_told_with_what_to_do(output: str, offline: bool, english: str, vietnamese: str) -> None:
    told = run.explain(output, offline)
    assert english in told
    assert vietnamese in told
    assert "Errno" not in told


def test_an_unknown_failure_shows_its_last_lines() -> None:
    """Better a strange text than a wrong guess."""
    told = run.explain("\n".join(f"line {number}" for number in range(50)), offline=False)
    assert told.endswith("line 49")
    assert "line 30" not in told


def test_a_raspberry_pi_is_known_by_its_name(tmp_path: Path) -> None:
    model = tmp_path / "model"
    assert not run.on_raspberry_pi(model)
    model.write_bytes(b"Raspberry Pi Zero 2 W Rev 1.0\0")
    assert run.on_raspberry_pi(model)
    model.write_bytes(b"Orange Pi 3B\0")
    assert not run.on_raspberry_pi(model)


def test_children_speak_utf8_and_are_not_asked_questions() -> None:
    environment = run.child_environment()
    assert environment["PYTHONUTF8"] == "1"
    assert environment["BLINKA_SKIP_DEPENDENCY_CHECK"] == "1"


@pytest.mark.parametrize(
    ("machine", "source"), [("x86_64", []), ("AMD64", []), ("aarch64", []), ("armv7l", ["sysv-ipc"])]
)
def test_no_build_step_of_a_package_runs(machine: str, source: list[str], venv: run.Venv) -> None:
    words = run.binary_only(machine)
    assert words[:2] == ["--only-binary", ":all:"]
    assert words[2:] == [word for name in source for word in ("--no-binary", name)]


def test_pip_is_told_so_whatever_it_does(venv: run.Venv, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[list[str]] = []
    monkeypatch.setattr(run, "listen", lambda command, wanted=0: heard.append(command) or ("", 0))
    for command, offline in (("install", True), ("install", False), ("download", False)):
        venv.pip(command, run.BASE_LOCK, offline)
    assert all("--only-binary" in words and "--require-hashes" in words for words in heard)
    assert len(heard) == 3


@pytest.mark.parametrize(
    ("words", "lock", "versions"),
    [
        ([], run.BASE_LOCK, [[]]),
        (["--with-tests"], run.DEV_LOCK, [[]]),
        (["--python", "3.11,3.13"], run.BASE_LOCK, [["--python-version", "3.11"], ["--python-version", "3.13"]]),
    ],
)
def test_wheels_are_for_pupils_unless_asked(words: list[str], lock: str, versions: list[list[str]]) -> None:
    assert run.wheels_asked(words) == (lock, versions)


@pytest.mark.parametrize("words", [["--python"], ["--python", "3.9"], ["--python", "x"], ["--all"]])
def test_what_wheels_does_not_know_is_refused(words: list[str]) -> None:
    with pytest.raises(run.SetUpError, match="--with-tests"):
        run.wheels_asked(words)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_a_folder_that_cannot_be_written_is_one_sentence(
    number: int, venv: run.Venv, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, "no", "/school/.venv")

    monkeypatch.setattr(run, "run", refuse)
    assert run.main(["sim", "gas_alarm"], venv.root) == 1
    said = capsys.readouterr().err
    assert "cannot be written by this user (/school/.venv)" in said
    assert "không ghi được" in said


@pytest.mark.parametrize(("system", "shares"), [("linux", "--forks 4"), ("win32", "-n 3"), ("darwin", "-n 3")])
def test_only_the_whole_suite_is_shared_out(system: str, shares: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One chosen test is over before a second process has started."""
    monkeypatch.setattr(sys, "platform", system)
    assert run.pytest_words([])[:4] == ["-m", "pytest", *shares.split()]
    assert run.pytest_words(["-k", "loop"]) == ["-m", "pytest", "-k", "loop"]


def test_what_the_everyday_suite_leaves_out_is_in_ci() -> None:
    """All that has the mark `proof` runs with everything else there, all that has `long` on its own line."""
    asked = re.findall(r'run\.py test .*-m "(.+?)"', (ROOT / ".ci" / "run").read_text(encoding="utf-8"))
    assert asked == ["not long and not minutes", "long and not minutes"]
    assert run.pytest_words([])[-1] == f"not proof and {asked[0]}"


@pytest.mark.parametrize("words", [[], ["-h"], ["--help"]])
def test_help_installs_nothing(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(words, tmp_path) == 0
    said = capsys.readouterr().out
    assert "python3 run.py sim gas_alarm" in said
    assert "chạy các bài kiểm thử" in said
    assert list(tmp_path.iterdir()) == []


def test_a_set_up_that_fails_says_why_and_ends_with_1(installed: run.Venv, capsys: pytest.CaptureFixture[str]) -> None:
    installed.stamp.unlink()
    assert run.main(["sim", "gas_alarm"], installed.root) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "was not made by run.py" in said.err


def test_the_exit_code_of_the_command_is_ours() -> None:
    """A scenario that fails must fail the lesson's check too."""
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import run; run.become([sys.executable, *sys.argv[1:]])"
    command = [sys.executable, "-B", "-c", script, "-S", "-c", "raise SystemExit(7)"]
    assert subprocess.run(command, check=False).returncode == 7


def test_what_pip_prints_is_heard_with_its_exit_code() -> None:
    output, code = run.listen([sys.executable, "-S", "-c", "print('Đã tải'); raise SystemExit(3)"])
    assert output.strip() == "Đã tải"
    assert code == 3


def test_bench_runs_a_file_of_bench_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "bench").mkdir()
    (tmp_path / "bench" / "day.py").touch()
    assert run.bench_words(tmp_path, ["day", "--json"]) == [str(tmp_path / "bench" / "day.py"), "--json"]
    for words in ([], ["night"]):
        with pytest.raises(run.SetUpError, match="NAME: day"):
            run.bench_words(tmp_path, words)
