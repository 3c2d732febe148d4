"""The road from a laptop onto a board: five stations, in both languages."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

from look.tokens import color

HERE = Path(__file__).parent
STATIONS = (  # what happens, where, with which command, how long
    (
        {"en": "1 Write the card", "vi": "1 Ghi thẻ nhớ"},
        {"en": "laptop, offline", "vi": "máy tính, không mạng"},
        "highland flash",
        {"en": "10 min", "vi": "10 phút"},
    ),
    (
        {"en": "2 First start", "vi": "2 Khởi động lần đầu"},
        {"en": "board, nothing wired", "vi": "bo mạch, chưa nối dây"},
        "highland doctor",
        {"en": "10 min", "vi": "10 phút"},
    ),
    (
        {"en": "3 Wire and try", "vi": "3 Nối dây và thử"},
        {"en": "one part after another", "vi": "từng linh kiện một"},
        "highland try",
        {"en": "one lesson", "vi": "một tiết"},
    ),
    (
        {"en": "4 Calibrate", "vi": "4 Hiệu chuẩn"},
        {"en": "your own sensors", "vi": "cảm biến của bạn"},
        "highland calibrate",
        {"en": "1 to 2 days warm", "vi": "sấy 1 đến 2 ngày"},
    ),
    (
        {"en": "5 Let it work", "vi": "5 Cho chạy"},
        {"en": "starts by itself", "vi": "tự khởi động"},
        "highland@PROJECT",
        {"en": "for months", "vi": "hàng tháng"},
    ),
)
WIDTH, HEIGHT, GAP, MARGIN = 194, 104, 26, 12


def station(x: float, lang: str, index: int) -> str:
    """One box with its four lines, and the arrow that leads to it."""
    what, where, command, how_long = STATIONS[index]
    ink, soft = color("ink"), color("soft")
    lines = (
        f'<text x="{x + 12:g}" y="38" font-weight="bold" fill="{ink}">{escape(what[lang])}</text>',
        f'<text x="{x + 12:g}" y="59" font-size="13" fill="{soft}">{escape(where[lang])}</text>',
        f'<text x="{x + 12:g}" y="81" font-family="monospace" font-size="13" fill="{ink}">{escape(command)}</text>',
        f'<text x="{x + 12:g}" y="102" font-size="13" fill="{soft}">{escape(how_long[lang])}</text>',
    )
    tip, y = x - 4, MARGIN + HEIGHT / 2
    arrow = f'<path d="M{tip - GAP + 8:g} {y:g}H{tip:g}m-7 -6l7 6l-7 6" fill="none" stroke="{ink}" stroke-width="2"/>'
    box = (
        f'<rect x="{x:g}" y="{MARGIN}" width="{WIDTH}" height="{HEIGHT}" rx="6" '
        f'fill="{color("card")}" stroke="{color("line")}"/>'
    )
    return box + "".join(lines) + (arrow if index else "")


def drawing(lang: str) -> str:
    """The whole picture."""
    wide = 2 * MARGIN + len(STATIONS) * (WIDTH + GAP) - GAP
    high = 2 * MARGIN + HEIGHT
    body = "\n".join(station(MARGIN + index * (WIDTH + GAP), lang, index) for index in range(len(STATIONS)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" '
        f'font-family="sans-serif" font-size="15">\n<rect width="100%" height="100%" fill="{color("paper")}"/>\n'
        f"{body}\n</svg>\n"
    )


def make() -> None:
    """Write road.en.svg and road.vi.svg."""
    for lang in ("en", "vi"):
        (HERE / f"road.{lang}.svg").write_text(drawing(lang), encoding="utf-8", newline="\n")
