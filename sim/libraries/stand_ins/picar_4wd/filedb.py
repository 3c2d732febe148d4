"""Stand-in for `picar_4wd.filedb`: settings, which hold as long as the program runs."""

from __future__ import annotations

from typing import Any, ClassVar


class FileDB:
    """What a board has in a file of this name."""

    _kept: ClassVar[dict[str, dict[str, Any]]] = {}

    def __init__(self, db: str | None = None) -> None:
        self.db = "config" if db is None else db

    @classmethod
    def forget(cls) -> None:
        """Begin with no settings."""
        cls._kept.clear()

    def get(self, name: str, default_value: Any = None) -> Any:
        """Return a setting, or what to take where there is none."""
        return self._kept.get(self.db, {}).get(name, default_value)

    def set(self, name: str, value: Any) -> None:
        """Keep a setting."""
        self._kept.setdefault(self.db, {})[name] = value
