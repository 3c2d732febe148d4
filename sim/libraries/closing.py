"""What all objects of the stand-ins share that a program may use in a `with`: they are ended behind it."""

from __future__ import annotations

from typing import Self


class Deinits:
    """One that ends by `deinit()`, as all of CircuitPython do."""

    __slots__ = ()

    def deinit(self) -> None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.deinit()


class Closes:
    """One that ends by `close()`."""

    __slots__ = ()

    def close(self) -> None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
