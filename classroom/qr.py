"""The QR code by which a phone's own camera finds the class."""

from __future__ import annotations

import io


def rows(text: str) -> tuple[str, ...]:
    """The code as rows of 0 and 1, without a border. Needs segno."""
    import segno

    return tuple("".join("1" if each else "0" for each in row) for row in segno.make_qr(text, error="m").matrix)


def for_terminal(text: str) -> str:
    """The code for a terminal, half as many lines as rows. Needs segno."""
    import segno

    out = io.StringIO()
    segno.make_qr(text, error="m").terminal(out=out, border=2, compact=True)
    return out.getvalue()
