"""mosquitto with the club's rules: its configuration, and the program itself as a child process.

`write_mosquitto` writes mosquitto.conf beside the password file and the access rules of `hub.access.accounts`; anyone
may run
`mosquitto -c FOLDER/mosquitto.conf`. `Mosquitto` starts it, waits until it listens and stops it, for `hub --broker`,
for tests and for measurements. Options: the manual page mosquitto.conf(5) of version 2.0.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from devices import HighlandError, Message
from devices.private import OTHERS, private_file
from hub.access.accounts import ACL, PASSWORDS, hub_password, own_folder, write_whole

CONF, LOG, DATABASE = "mosquitto.conf", "mosquitto.log", "mosquitto.db"
LARGEST_PACKET = 65_536  # bytes, with the topic; a record has at most 16 kB, a description for Home Assistant a few
LARGEST_PAYLOAD = 60_000  # bytes: with the longer topic of each hub above it still is no larger packet than that
MAX_QUEUED = 100_000  # messages for one client; with the default of 1000, 2,264 of 5,000 came through an outage
MAX_UNANSWERED = 1000  # messages to one client: what a bridge brought, the hub answers after it is on its disk
MAX_CONNECTIONS = 2_000  # of its listener; by address the kernel limits them: flash/services/units/highland-broker.nft
LOG_BYTES = 1_000_000
AUTOSAVE_S = 300  # a power cut loses what was queued since; each save writes the whole queue to the card
STARTS_TIMEOUT_S = 15.0
STOPS_TIMEOUT_S = 15.0
LOOPBACK = "127.0.0.1"
NAMELESS_CONNECT = b"\x10\x0c\x00\x04MQTT\x04\x02\x00\x00\x00\x00"  # MQTT 3.1.1, section 3.1
PLACES = ("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin", r"C:\Program Files\mosquitto")  # often not in PATH

NO_MOSQUITTO = Message("hub.mosquitto.missing", "mosquitto is not installed on this computer.")
NO_MOSQUITTO_HINT = Message(
    "hub.mosquitto.missing.hint",
    "On Debian and Raspberry Pi OS: sudo apt install mosquitto. On Windows: the installer from mosquitto.org.",
)
DOES_NOT_START = Message("hub.mosquitto.start", "mosquitto did not start.")
DOES_NOT_START_HINT = Message("hub.mosquitto.start.hint", "It says: {said}")
PORT_TAKEN = Message("hub.port.taken", "Another program already listens on port {port}.")
PORT_TAKEN_HINT = Message("hub.port.taken.hint", "Choose another port, or end that program.")
HALF_TLS = Message("hub.tls.half", "TLS needs two files: a certificate and its key.")
NO_FILE = Message("hub.tls.file", "{file} cannot be read.")
NO_FILE_HINT = Message("hub.tls.file.hint", "Check the name, and whether this user may read the file.")


def find_mosquitto() -> str:
    """Where the program is. Raises HighlandError when it is not installed."""
    found = shutil.which("mosquitto") or shutil.which("mosquitto", path=os.pathsep.join(PLACES))
    if found is None:
        raise HighlandError(NO_MOSQUITTO, NO_MOSQUITTO_HINT)
    return found


def check_tls(certificate: Path | None, key: Path | None) -> None:
    """Raises HighlandError unless both files exist, or neither is given."""
    if (certificate is None) != (key is None):
        raise HighlandError(HALF_TLS)
    for file in (certificate, key):
        if file is not None and not os.access(file, os.R_OK):
            raise HighlandError(NO_FILE(file=file), NO_FILE_HINT)


def write_mosquitto(
    folder: Path,
    host: str = LOOPBACK,
    port: int = 1883,
    certificate: Path | None = None,
    key: Path | None = None,
    autosave_s: int = AUTOSAVE_S,
    max_queued: int = MAX_QUEUED,
    more: Sequence[str] = (),
) -> Path:
    """Write mosquitto.conf with the club's accounts and rules; returns the file. `more` lines go to its end.

    Other machines can reach it only if `host` allows it. Nobody connects without a password, not even locally.
    """
    check_tls(certificate, key)
    own_folder(folder)
    hub_password(folder)  # creates password file and rules if missing
    lines = [
        "# Written by Highland; rewritten when the hub's options change.",
        f"listener {port} {host}",
        *([f"certfile {certificate.absolute()}", f"keyfile {key.absolute()}"] if certificate and key else []),
        f"max_connections {MAX_CONNECTIONS}",
        "allow_anonymous false",
        f"password_file {(folder / PASSWORDS).absolute()}",
        f"acl_file {(folder / ACL).absolute()}",
        *limits(folder, autosave_s, max_queued),
        f"max_inflight_messages {MAX_UNANSWERED}",
        *more,
    ]
    write_whole(folder / CONF, "\n".join([*lines, ""]))
    return folder / CONF


def limits(folder: Path, autosave_s: int, max_queued: int) -> list[str]:
    """Lines with limits for queues during an outage and for each client."""
    return [
        "persistence true",
        f"persistence_location {folder.absolute()}{os.sep}",
        f"persistence_file {DATABASE}",
        f"autosave_interval {autosave_s}",
        f"max_queued_messages {max_queued}",
        f"max_packet_size {LARGEST_PACKET}",
        f"message_size_limit {LARGEST_PAYLOAD}",
        "persistent_client_expiration 1m",
        "sys_interval 60",
        "log_dest stderr",
        "log_type error",
        "log_type warning",
        *_same_user(),
    ]


class Mosquitto:
    """The program, run with FOLDER/mosquitto.conf: `with Mosquitto(folder) as broker: broker.port`.

    Entering starts it and waits until it answers; leaving stops it (it saves its queues then). `kill` is the power cut.
    It may be started again. Its log is FOLDER/mosquitto.log.
    """

    def __init__(self, folder: Path, host: str = LOOPBACK, port: int = 1883) -> None:
        self.folder, self.host, self.port = folder, host, port
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Mosquitto:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def start(self) -> None:
        """Start it and wait until it answers. Raises HighlandError with its log when it does not."""
        program = find_mosquitto()
        if self.port and _listens(self._near, self.port):
            raise HighlandError(PORT_TAKEN(port=self.port), PORT_TAKEN_HINT)
        private_file(self.folder / LOG)
        self._set_aside_log()
        with open(self.folder / LOG, "ab") as log:
            begin = log.tell()
            self.process = subprocess.Popen(
                [*_ends_with_us(), program, "-c", str(self.folder / CONF)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                umask=OTHERS,  # what it saves is of pupils too
            )
        try:
            self._wait_until_it_answers(begin)
        except BaseException:
            self.kill()
            raise

    def stop(self) -> None:
        """Let it save and exit; after a timeout it is killed."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOPS_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def wait(self) -> None:
        """Until it ends by itself."""
        if self.process is not None:
            self.process.wait()

    def kill(self) -> None:
        """End it at once, as a power cut does: it saves nothing."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def reload(self) -> None:
        """Make it reload accounts and rules. On Windows it must be restarted for that."""
        if self.process is not None and hasattr(signal, "SIGHUP"):
            self.process.send_signal(signal.SIGHUP)

    def said(self, since: int = 0) -> str:
        """The end of its log."""
        with open(self.folder / LOG, "rb") as log:
            log.seek(since)
            return log.read()[-2000:].decode("utf-8", "replace").strip()

    def _set_aside_log(self) -> None:
        """One earlier log is kept: mosquitto writes errors and warnings only, and never shortens its log."""
        log = self.folder / LOG
        if log.exists() and log.stat().st_size > LOG_BYTES:
            log.replace(log.with_suffix(".log.1"))

    @property
    def _near(self) -> str:
        return {"0.0.0.0": LOOPBACK, "": LOOPBACK, "::": "::1"}.get(self.host, self.host)

    def _wait_until_it_answers(self, begin: int) -> None:
        assert self.process is not None
        until = time.monotonic() + STARTS_TIMEOUT_S
        while self.process.poll() is None and time.monotonic() < until:
            if self.port == 0 or _answers(self._near, self.port):
                return
            time.sleep(0.02)
        raise HighlandError(DOES_NOT_START, DOES_NOT_START_HINT(said=self.said(begin)))


def free_port(host: str = LOOPBACK) -> int:
    """A port that no program listens on now."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port


def _listens(host: str, port: int) -> bool:
    """Whether any program does."""
    try:
        with socket.create_connection((host, port), timeout=1.0):
            return True
    except OSError:
        return False


def _answers(host: str, port: int) -> bool:
    """Whether mosquitto deals with clients: until then it reads its files, and a SIGHUP would end it.

    A CONNECT without a name is refused, and over TLS it is no handshake: both are an answer, as is an end.
    """
    try:
        with socket.create_connection((host, port), timeout=1.0) as client:
            client.sendall(NAMELESS_CONNECT)
            client.recv(4)
            return True
    except ConnectionResetError:  # by mosquitto, or because it ended
        return _listens(host, port)
    except OSError:
        return False


def _ends_with_us() -> list[str]:
    """On Linux, a command prefix: it ends when the thread that started it ends, even by kill -9."""
    setpriv = shutil.which("setpriv")  # of util-linux
    return [setpriv, "--pdeathsig", "TERM"] if setpriv else []


def _same_user() -> list[str]:
    """Started by root, mosquitto would change to a user who may not read our files."""
    return ["user root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
