"""Stand-in for `robot_hat.filedb`: settings in a text file, a line `name = value` each."""

from __future__ import annotations

from pathlib import Path
from typing import Any


class fileDB:
    """One file; it is made when it is not there. Without a name the settings live as long as the program."""

    def __init__(self, db: str, mode: str | int | None = None, owner: str | None = None) -> None:
        self.db = db
        self._lines: list[str] = []
        if db and Path(db).is_file():
            self._lines = Path(db).read_text(encoding="utf-8").splitlines()
        else:
            self._save()

    def _save(self) -> None:
        if self.db:
            file = Path(self.db)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("".join(f"{line}\n" for line in self._lines), encoding="utf-8")

    def _is(self, line: str, name: str) -> bool:
        return line.partition("=")[0].strip() == name and not line.startswith("#")

    def get(self, name: str, default_value: Any = None) -> Any:
        """Return the text of a setting, or what to take where there is none."""
        found = [line.partition("=")[2].strip() for line in self._lines if self._is(line, name)]
        return found[-1] if found else default_value

    def set(self, name: str, value: Any) -> None:
        """Keep a setting."""
        self._lines = [*(line for line in self._lines if not self._is(line, name)), f"{name} = {value}"]
        self._save()
