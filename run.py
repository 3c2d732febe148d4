#!/usr/bin/env python3
"""Set Highland up on first use, then run it: `python3 run.py sim gas_alarm`.

Standard library only, for Windows, macOS, Linux and every Pi. It installs the packages of the lock into `.venv` beside
this file. Why it is done so: docs/decisions/bootstrap-and-lock.md. Even Python 3.6 must be able to read this file.
"""

import sys

OLDEST, NEWEST = (3, 11), (3, 13)


def python_problem(version: "tuple[int, ...]") -> str:
    """Explain in English and Vietnamese why this Python cannot be used; empty if it can."""
    if OLDEST <= version[:2] <= NEWEST:
        return ""
    return (
        "Highland needs Python 3.11, 3.12 or 3.13. This is Python {0}.{1}.\n"
        "Install Python 3.13, then run: python3.13 run.py   (on Windows: py -3.13 run.py)\n"
        "Highland cần Python 3.11, 3.12 hoặc 3.13. Đây là Python {0}.{1}.\n"
        "Hãy cài Python 3.13, rồi chạy: python3.13 run.py   (trên Windows: py -3.13 run.py)"
    ).format(*version)


if python_problem(tuple(sys.version_info[:2])):  # here, not in main(): an old Python fails on the lines below
    sys.exit(python_problem(tuple(sys.version_info[:2])))

import errno  # noqa: E402
import hashlib  # noqa: E402
import io  # noqa: E402
import os  # noqa: E402
import platform  # noqa: E402
import shutil  # noqa: E402
import subprocess  # noqa: E402
import sysconfig  # noqa: E402
from pathlib import Path  # noqa: E402

COMMAND = "py run.py" if os.name == "nt" else "python3 run.py"  # what a person types here instead of `highland`
# The second and the third contain all of the first; what they share has the same version.
LOCKS = BASE_LOCK, DEV_LOCK, KITS_LOCK = "requirements.lock", "requirements-dev.lock", "requirements-kits.lock"
DEVELOPERS = ("test", "verify", "bench")
COMMANDS = (*DEVELOPERS, "wheels", "kits")  # no Highland command may have one of these names
EVERYDAY = "not proof and not long and not minutes"  # the tests of `run.py test`, by their marks in pyproject.toml
NEEDED_MB = 500  # .venv with the test tools: 370 MB on Linux; the rest for pip's downloads on the way
DISK_FULL = "no space left on device"
ENDED_BY_CTRL_C = 130  # 128 + SIGINT, as shells do

HELP = """\
python3 run.py COMMAND ...    (on Windows: py run.py COMMAND ...)

The first use takes some minutes and needs the internet, or a folder wheels/ beside run.py. Later uses start at once.
Lần đầu cần có mạng, hoặc thư mục wheels/ cạnh run.py, và mất vài phút. Từ lần sau chạy được ngay.

  python3 run.py sim gas_alarm    run a project on a virtual Raspberry Pi | chạy dự án trên Raspberry Pi ảo
  python3 run.py kits             install what programs of bought kits import: OLED, RFID, Flask and others
                                  | cài các thư viện mà chương trình của bộ kit hay dùng
  python3 run.py test             run the everyday tests | chạy các bài kiểm thử hằng ngày
  python3 run.py test -k loop     run some tests: the words after `test` go to pytest
  python3 run.py verify           style, types and who imports whom | kiểm tra kiểu mã, kiểu dữ liệu và các lớp
  python3 run.py bench day        measure: the files of bench/ by name, with their options | đo hiệu năng
  python3 run.py wheels           fill wheels/, kits included, for a school without internet: then copy this folder,
                                  without .venv, to a USB stick. It fits computers with this system and this Python.
                                  More versions: --python 3.11,3.12,3.13. With the test tools: --with-tests.
                                  | tải gói vào wheels/ cho trường không có mạng, rồi chép cả thư mục này vào USB

Every other command is Highland's own; after the first use they are listed here. | Các lệnh khác là của Highland:
"""

# What pip or venv printed (lowercase) -> the message to show.
CAUSES = (
    (
        ("ensurepip", "no module named venv"),
        "Python's venv module is missing. On Debian and Raspberry Pi OS: sudo apt install python3-venv",
        "Thiếu mô-đun venv của Python. Trên Debian và Raspberry Pi OS: sudo apt install python3-venv",
    ),
    (
        (DISK_FULL, "[errno 28]", "[winerror 112]"),
        f"The disk is full. {NEEDED_MB} MB must be free. Delete something, then run the same command again.",
        f"Ổ đĩa đã đầy. Cần trống {NEEDED_MB} MB. Hãy xóa bớt, rồi chạy lại lệnh này.",
    ),
    (
        ("do not match the hashes",),
        "A package is not the one that was checked: damaged on the way, or changed. It was not installed. "
        "Run the same command again; delete wheels/ first if it exists.",
        "Có gói không đúng với gói đã kiểm tra: bị hỏng khi tải, hoặc bị sửa. Gói đó không được cài. "
        "Hãy chạy lại lệnh này; nếu có thư mục wheels/ thì xóa nó trước.",
    ),
    (
        ("connectionerror", "connection broken", "connecttimeout", "read timed out", "name resolution", "proxyerror"),
        "The internet does not answer, and there is no folder wheels/ here. Connect and try again, or bring wheels/ "
        "from a computer with internet (python3 run.py wheels).",
        "Không có mạng, và ở đây không có thư mục wheels/. Hãy nối mạng rồi thử lại, hoặc chép wheels/ từ "
        "một máy có mạng (python3 run.py wheels).",
    ),
)
WHEELS_DO_NOT_FIT = (
    "wheels/ is too old, for another system or Python, or lacks the test tools. With internet: python3 run.py wheels",
    "wheels/ đã cũ, cho hệ máy hay Python khác, hoặc thiếu công cụ kiểm thử. Khi có mạng: python3 run.py wheels",
)
NO_PERMISSION = (
    "This folder cannot be written by this user ({0}). Copy it whole to a place of your own, then try again.\n"
    "Người dùng này không ghi được vào thư mục ({0}). Hãy chép cả thư mục vào chỗ của bạn, rồi thử lại."
)
WHEELS_WORDS = "python3 run.py wheels [--python 3.11,3.12,3.13] [--with-tests]"
SOURCE_ON_32_BIT = "sysv-ipc"  # the one package that is built, where it has no wheel
NOT_OURS = (
    "The folder .venv was not made by run.py, so it was left alone. Rename or delete it, then try again.",
    "Thư mục .venv không phải do run.py tạo, nên được giữ nguyên. Hãy đổi tên hoặc xóa nó, rồi thử lại.",
)
# The same as in pyproject.toml; a test compares them.
DIST_INFO = "highland-0.dist-info"
ENTRY_POINTS = "[pytest11]\nhighland = sim.programs.testing.plugin\n"
SH = '#!/bin/sh\nexec "$(dirname "$0")/python" -P -m highland "$@"\n'  # -P: a pupil's random.py here hides no library
CMD = '@"%~dp0python.exe" -P -m highland %*\n'


class SetUpError(Exception):
    """Set-up cannot go on; the text says in English and Vietnamese what to do."""


def say(english: str, vietnamese: str) -> None:
    """Report progress on stderr: stdout belongs to the command that follows."""
    print(f"{english} | {vietnamese}", file=sys.stderr, flush=True)


def explain(output: str, offline: bool) -> str:
    """Turn the output of pip or venv into advice; without a known cause, its last lines."""
    seen = " ".join(output.lower().split())  # the signs may stand across a line's end
    for signs, english, vietnamese in CAUSES:
        if any(sign in seen for sign in signs):
            return f"{english}\n{vietnamese}"
    if offline and "no matching distribution" in seen:
        return "\n".join(WHEELS_DO_NOT_FIT)
    return "Set-up failed | Cài đặt không thành công:\n" + "\n".join(output.splitlines()[-15:])


def lock_for(command: str) -> str:
    """Choose the lock: developers' commands need the test tools, a pupil's do not."""
    return DEV_LOCK if command in DEVELOPERS else KITS_LOCK if command == "kits" else BASE_LOCK


def on_raspberry_pi(model: Path = Path("/proc/device-tree/model")) -> bool:
    """Tell whether the machine names itself a Raspberry Pi; its system then brings lgpio, RPi.GPIO and spidev."""
    try:
        return "Raspberry Pi" in model.read_text(errors="replace")
    except OSError:
        return False


def binary_only(machine: str = platform.machine()) -> "list[str]":
    """Keep pip from running anybody's build step: a poisoned one would run with the rights of who sets Highland up."""
    allowed = ["--no-binary", SOURCE_ON_32_BIT] if machine in ("armv6l", "armv7l") else []
    return ["--only-binary", ":all:", *allowed]


def wheels_asked(words: "list[str]") -> "tuple[str, list[list[str]]]":
    """Read what follows `wheels`: the lock, and for each Python version the options of pip download."""
    rest = [word for word in words if word != "--with-tests"]
    versions = rest[1].split(",") if len(rest) == 2 and rest[0] == "--python" else []
    if bool(rest) != bool(versions) or not {"3.11", "3.12", "3.13"}.issuperset(versions):
        raise SetUpError(WHEELS_WORDS)
    lock = BASE_LOCK if rest == words else DEV_LOCK
    return lock, [["--python-version", version] for version in versions] or [[]]


def child_environment() -> dict[str, str]:
    """Give every child UTF-8 (Windows) and keep Blinka from asking a question that would not be seen."""
    return {**os.environ, "PYTHONUTF8": "1", "BLINKA_SKIP_DEPENDENCY_CHECK": "1", "HIGHLAND_COMMAND": COMMAND}


def keep_bytecode(root: Path) -> None:
    """Keep compiled code in .venv, whatever this machine does elsewhere: each test process would compile it anew."""
    os.environ["PYTHONPYCACHEPREFIX"] = str(root / ".venv" / "pycache")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


class Venv:
    """The folder `.venv` beside run.py, and the stamp in it: which Python and which locks are installed, whole."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.wheels = root / "wheels"
        self.stamp = self.folder / "highland-stamp.txt"
        self.python = self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        self.this_python = f"Python {sys.version_info[0]}.{sys.version_info[1]} in {sys.base_prefix}"

    @property
    def packages(self) -> Path:
        """Where the environment keeps its packages."""
        return Path(sysconfig.get_path("purelib", "venv", {"base": str(self.folder)}))

    def digest(self, lock: str) -> str:
        """Hash a lock's text, ignoring line endings (git may change them on Windows)."""
        return hashlib.sha256((self.root / lock).read_text(encoding="utf-8").encode()).hexdigest()

    def state(self, lock: str) -> str:
        """Return 'ready', 'update' (another lock), 'new' (none, half-made or for another Python) or 'not ours'."""
        if not self.folder.exists() or not any(self.folder.iterdir()):
            return "new"
        if not self.stamp.exists():
            return "not ours"
        python, *locks = self.stamp.read_text(encoding="utf-8").splitlines() or [""]
        if python != self.this_python or not self.python.exists():
            return "new"
        return "ready" if self.digest(lock) in locks else "update"

    def mark_unfinished(self) -> None:
        """Empty the stamp: if the set-up is interrupted from here on, the next run starts over."""
        self.folder.mkdir(exist_ok=True)
        self.stamp.write_text("", encoding="utf-8")

    def mark_ready(self, lock: str, old_stamp: str = "") -> None:
        """Write the stamp, last of all: the lock, the base that it contains, and what was there and is not outdated."""
        there = [self.digest(each) for each in LOCKS if each in (BASE_LOCK, lock) or self.digest(each) in old_stamp]
        self.stamp.write_text("\n".join([self.this_python, *there]), encoding="utf-8")

    def clear(self) -> None:
        """Empty the folder; the stamp stays, so that a half-emptied folder is still recognized as ours."""
        for entry in self.folder.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            elif entry != self.stamp:
                entry.unlink()

    def make(self) -> None:
        """Make an environment without packages, replacing any incomplete one."""
        say("Making .venv ...", "Đang tạo .venv ...")
        self.mark_unfinished()
        self.clear()
        if shutil.disk_usage(self.folder).free < NEEDED_MB * 1_000_000:
            raise SetUpError(explain(DISK_FULL, offline=False))
        base_python = getattr(sys, "_base_executable", sys.executable)  # not the .venv that is being replaced
        system = ["--system-site-packages"] if on_raspberry_pi() else []
        output, code = listen([base_python, "-m", "venv", *system, str(self.folder)])
        if code:
            raise SetUpError(explain(output, offline=False))
        self.link()

    def link(self) -> None:
        """Put the repository, its command and its pytest fixture there, all relative: the folder may be moved."""
        packages = self.packages
        packages.mkdir(parents=True, exist_ok=True)
        (packages / "highland-root.pth").write_text(os.path.relpath(self.root, packages) + "\n", encoding="ascii")
        told = packages / DIST_INFO  # what pip would write for an installed package
        told.mkdir(exist_ok=True)
        (told / "METADATA").write_text("Metadata-Version: 2.1\nName: highland\nVersion: 0\n", encoding="ascii")
        (told / "entry_points.txt").write_text(ENTRY_POINTS, encoding="ascii")
        name, text = ("highland.cmd", CMD) if os.name == "nt" else ("highland", SH)
        command = self.python.with_name(name)
        command.write_text(text, encoding="ascii")
        command.chmod(0o755)

    def pip(self, command: str, lock: str, offline: bool, *options: str) -> None:
        """Run pip on a lock, every package checked against its hash; raise SetUpError with the cause.

        A lock is complete; two libraries of kits ask besides for RPi.GPIO and spidev, which the board has (--no-deps).
        """
        wanted = sum("==" in line for line in (self.root / lock).read_text(encoding="utf-8").splitlines())
        source = ["--no-index", "--find-links", str(self.wheels)] if offline else []
        quiet = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off", "--no-deps"]
        words = [str(self.python), "-m", "pip", command, *quiet, "--require-hashes", *binary_only(), *source, *options]
        output, code = listen([*words, "-r", str(self.root / lock)], wanted)
        if code:
            raise SetUpError(explain(output, offline))

    def prepare(self, lock: str, offline: bool) -> None:
        """Make `.venv` fit the lock: at once if it does, from wheels/ when offline, else from the internet."""
        state = self.state(lock)
        if state == "ready":
            if not self.packages.joinpath(DIST_INFO).is_dir():  # made by an older run.py
                self.link()
            return
        if state == "not ours":
            raise SetUpError("\n".join(NOT_OURS))
        if state == "new":
            self.make()
        old_stamp = self.stamp.read_text(encoding="utf-8")
        self.mark_unfinished()
        say("Installing packages ...", "Đang cài các gói ...")
        try:
            self.pip("install", lock, offline, "--no-compile")  # Python compiles what is imported
        except SetUpError:
            self.stamp.write_text(old_stamp, encoding="utf-8")  # pip rolls back what it cannot finish
            raise
        self.mark_ready(lock, old_stamp)
        say("Ready.", "Đã sẵn sàng.")


def listen(command: list[str], wanted: int = 0) -> tuple[str, int]:
    """Run a child and return what it printed and its exit code; on a terminal, count the packages it collects."""
    lines: list[str] = []
    with subprocess.Popen(
        command,
        env=child_environment(),
        encoding="utf-8",
        errors="replace",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as child:
        for line in child.stdout or ():
            lines.append(line)
            if line.startswith("Collecting ") and wanted and sys.stderr.isatty():
                done = sum(text.startswith("Collecting ") for text in lines)
                print(f"\r  {done}/{wanted} {line.split()[1][:60]:60}", end="", file=sys.stderr, flush=True)
    if wanted and sys.stderr.isatty():
        print(file=sys.stderr)
    return "".join(lines), child.returncode


def become(command: list[str]) -> int:
    """Replace this process with the command: its signals and exit code are then ours. On Windows, wait for it."""
    if os.name != "nt":
        sys.stdout.flush()
        os.execve(command[0], command, child_environment())
    with subprocess.Popen(command, env=child_environment()) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:  # the child got it too: let it set its outputs to safe
                continue


def verify(python: str) -> int:
    """Run all four checkers, even after one has failed, and name those that failed."""
    lint_imports = "from importlinter.cli import lint_imports_command as main; main(['--no-logo'])"
    checkers = {
        "ruff check": ["-m", "ruff", "check", "."],
        "ruff format": ["-m", "ruff", "format", "--check", "."],
        "mypy": ["-m", "mypy"],
        "lint-imports": ["-c", lint_imports],
    }
    failed = []
    for name, words in checkers.items():
        say(f"== {name}", "đang kiểm tra")
        if subprocess.call([python, *words], env=child_environment()):
            failed.append(name)
    say(f"verify: {', '.join(failed) + ' failed' if failed else 'all good'}", "không đạt" if failed else "đạt")
    return 1 if failed else 0


def pytest_words(words: list[str]) -> list[str]:
    """Give the everyday suite, which leaves proofs to .ci/run, some processes; a part runs as the words say."""
    shared_out = ["--forks", "4"] if sys.platform == "linux" else ["-n", "3", "--dist", "loadfile"]
    return ["-m", "pytest", *(words or [*shared_out, "-m", EVERYDAY])]


def bench_words(root: Path, words: list[str]) -> list[str]:
    """Name the file of bench/ to run, with its options; raise SetUpError with the names there are."""
    names = sorted(file.stem for file in (root / "bench").glob("[!_]*.py"))
    if not words or words[0] not in names:
        raise SetUpError(f"python3 run.py bench NAME ...   NAME: {', '.join(names)}")
    return [str(root / "bench" / f"{words[0]}.py"), *words[1:]]


def run(root: Path, words: list[str]) -> int:
    """Prepare `.venv` in the root and carry out the command."""
    venv, command = Venv(root), words[0]
    wheels_lock, versions = wheels_asked(words[1:] if command == "wheels" else [])
    venv.prepare(lock_for(command), offline=venv.wheels.is_dir() and command != "wheels")
    if command == "wheels":
        say("Downloading to wheels/ ...", "Đang tải vào wheels/ ...")
        for version in versions:
            for lock in (wheels_lock, KITS_LOCK):
                venv.pip("download", lock, False, *version, "--dest", str(venv.wheels))
    if command in ("wheels", "kits"):
        return 0
    if command in ("test", "verify"):
        os.chdir(root)
        keep_bytecode(root)
        return verify(str(venv.python)) if command == "verify" else become([str(venv.python), *pytest_words(words[1:])])
    if command == "bench":
        return become([str(venv.python), *bench_words(root, words[1:])])
    return become([str(venv.python), "-P", "-m", "highland", *words])  # -P: a pupil's random.py here hides no library


def main(words: list[str], root: Path) -> int:
    """Run a command line; return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")  # Windows, written to a file
    if not words or words[0] in ("-h", "--help"):
        print(HELP)
        return run(root, ["--help"]) if Venv(root).state(BASE_LOCK) == "ready" else 0
    try:
        return run(root, words)
    except SetUpError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        told = dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), NO_PERMISSION.format(error.filename or root))
        if error.errno not in (errno.ENOSPC, *told):
            raise
        print(told.get(error.errno) or explain(DISK_FULL, offline=False), file=sys.stderr)
    except KeyboardInterrupt:
        return ENDED_BY_CTRL_C
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path(__file__).resolve().parent))
