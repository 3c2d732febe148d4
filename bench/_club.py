"""A hub and its broker as separate programs, which a drill may kill and restart."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from hub.broker.mosquitto import LOOPBACK, Mosquitto, _answers, free_port, write_mosquitto  # noqa: E402  # the path comes first

BROKERS = ("embedded", "mosquitto")
UP_TIMEOUT_S = 30.0


class Club:
    """`with Club("embedded", folder) as club`: a hub that listens on `club.port`, with its store in `club.folder`."""

    def __init__(self, broker: str, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.mosquitto: Mosquitto | None = None
        if broker == "mosquitto":
            write_mosquitto(folder, port=self.port)
            self.mosquitto = Mosquitto(folder, LOOPBACK, self.port)
        self.hub: subprocess.Popen[bytes] | None = None

    @property
    def store(self) -> Path:
        """The hub's sqlite file."""
        return self.folder / "hub.db"

    def __enter__(self) -> Club:
        if self.mosquitto is not None:
            self.mosquitto.start()
        self.start_hub()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self.stop_hub()
        if self.mosquitto is not None:
            self.mosquitto.stop()

    def start_hub(self, env: dict[str, str] | None = None) -> None:
        """Start `highland hub` and wait until its broker answers. `env` adds to its environment."""
        command = [sys.executable, "-m", "highland", "hub", "--data", str(self.folder), "--no-page", "--lang", "en"]
        if self.mosquitto is not None:
            command += ["--broker", f"mqtt://hub@{LOOPBACK}:{self.port}"]
        else:
            command += ["--port", str(self.port)]
        with (self.folder / "hub.log").open("ab") as log:
            self.hub = subprocess.Popen(command, cwd=HOME, stdout=log, stderr=log, env=os.environ | (env or {}))
        until = time.monotonic() + UP_TIMEOUT_S
        while not _answers(LOOPBACK, self.port):
            if self.hub.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"the hub did not start: {(self.folder / 'hub.log').read_text()[-2000:]}")
            time.sleep(0.05)

    def kill_hub(self) -> None:
        """kill -9."""
        if self.hub is not None:
            self.hub.kill()
            self.hub.wait()
            self.hub = None

    def stop_hub(self) -> None:
        """Stop it cleanly."""
        if self.hub is not None:
            self.hub.terminate()
            try:
                self.hub.wait(20.0)
            except subprocess.TimeoutExpired:
                self.hub.kill()
                self.hub.wait()
            self.hub = None
