"""SQLite and Pillow in a real browser: they come when a program imports one, and do what they do on a laptop."""

import contextlib
import io
import os
from pathlib import Path

import pytest

from tests.classroom.browser.test_in_chromium import IS_KEPT, load
from tests.classroom.browser.test_kits_in_chromium import ending, fetched, page, printed, run  # noqa: F401
from tests.until import until

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("programs_in_chromium")]

SCRIPTS = Path(__file__).parents[2] / "scripts"
DATABASE = """
import datetime, sqlite3, sys, threading
with open("own.db", "wb"):
    pass
base = sqlite3.connect("own.db", detect_types=sqlite3.PARSE_DECLTYPES)
base.row_factory = sqlite3.Row
columns = "id INTEGER PRIMARY KEY, day DATE, at TIMESTAMP, celsius REAL CHECK (celsius < 100), note TEXT"
base.execute(f"CREATE TABLE log ({columns})")
at = datetime.datetime(2026, 12, 1, 7, 30, 0, 5)
rows = [(datetime.date(2026, 12, day), at, 20.5 + day, "độ") for day in (1, 2, 3)]
made = base.executemany("INSERT INTO log (day, at, celsius, note) VALUES (?, ?, ?, ?)", rows)
print(made.rowcount, base.in_transaction, base.total_changes)
base.commit()
for row in base.execute("SELECT * FROM log ORDER BY id DESC"):
    print(row.keys(), row["day"], repr(row["at"]), row["celsius"], row["note"], tuple(row)[0])
try:
    with base:
        last = base.execute("INSERT INTO log (celsius) VALUES (:c)", {"c": 1}).lastrowid
        base.execute("INSERT INTO log (celsius) VALUES (200)")
except sqlite3.IntegrityError as error:
    print(last, error, error.sqlite_errorname)
print(base.execute("SELECT count(*), round(avg(celsius), 2), max(day) FROM log").fetchone()[:])
for wrong in ("SELEC 1", "SELECT * FROM nothing", "SELECT ?"):
    try:
        base.execute(wrong)
    except sqlite3.Error as error:
        print(type(error).__mro__[:3], error)
base.create_function("twice", 1, lambda number: 2 * number)
print(base.execute("SELECT twice(21), sqrt(2.0), json_extract('[1, 2]', '$[1]'), length(x'00ff')").fetchone()[:])
print(base.execute("PRAGMA journal_mode=WAL").fetchone()[0], list(base.iterdump())[-1])
print([each[0] for each in base.cursor().execute("SELECT id AS one, day FROM log").description], sqlite3.threadsafety)
def elsewhere():
    try:
        base.execute("SELECT 1")
    except sqlite3.ProgrammingError as error:
        print(str(error).partition(".")[0])
other = threading.Thread(target=elsewhere)
other.start()
other.join()
base.close()
again = sqlite3.connect("own.db", timeout=6 if sys.platform == "emscripten" else 0)
print(again.execute("SELECT day, at, typeof(celsius) FROM log").fetchall())
other = sqlite3.connect("own.db", timeout=20)
other.execute("DELETE FROM log WHERE id = 1")
try:
    again.execute("DELETE FROM log")
except sqlite3.OperationalError as error:
    print(error)
"""
PICTURES = """
import hashlib, io
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont
def mark(picture):
    return picture.mode, picture.size, hashlib.sha256(picture.tobytes()).hexdigest()[:16]
for mode in ("1", "L", "RGB", "RGBA"):
    picture = Image.new(mode, (160, 128))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((3, 3, 60, 50), outline="white")
    draw.polygon([(100, 5), (150, 40), (110, 60)], fill="white")
    draw.arc((20, 20, 90, 90), 10, 200, fill="white", width=3)
    draw.line((0, 0, 159, 127), fill="white", width=2)
    draw.rounded_rectangle((5, 100, 60, 126), 8, outline="white")
    draw.text((0, 60), "Nhiệt độ: 27.5°C", fill="white")
    print(mark(picture))
    for size in (8, 10, 12, 14, 16, 20, 24, 32):
        font = ImageFont.load_default(size).font_variant(layout_engine=ImageFont.Layout.BASIC)
        picture = Image.new(mode, (400, 60))
        draw = ImageDraw.Draw(picture)
        draw.text((2, 2), "Chào 27.5 AV To", font=font, fill="white")
        print(size, mark(picture), draw.textbbox((0, 0), "Chào", font=font), draw.textlength("AVATo", font=font))
grey = Image.linear_gradient("L")
print([mark(grey.resize((77, 55), how)) for how in range(6)], mark(grey.rotate(30, resample=2, expand=True)))
print(mark(grey.filter(ImageFilter.GaussianBlur(3))))
print(mark(grey.convert("1")), mark(ImageEnhance.Contrast(grey).enhance(1.5)))
for kind in ("PNG", "BMP", "GIF", "PPM", "JPEG"):
    kept = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").save(kept, kind)
    print(kind, mark(Image.open(io.BytesIO(kept.getvalue())).convert("RGB")))
for broken in (kept.getvalue()[:300], b"no picture"):
    try:
        Image.open(io.BytesIO(broken)).load()
    except OSError as error:
        print(type(error).__name__, str(error)[:15])
"""


def on_this_computer(program: str, folder: Path) -> str:
    """What plain CPython prints."""
    out, before = io.StringIO(), Path.cwd()
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(out):
            exec(compile(program, "program.py", "exec"), {"__name__": "__main__"})
    finally:
        os.chdir(before)
    return out.getvalue()


def test_sqlite3_comes_late_and_behaves_as_on_a_laptop(page, board_server, tmp_path) -> None:  # noqa: F811
    board_server.sent.clear()
    run(page, DATABASE)
    end = ending(page)
    assert end["ended"] == "end", end
    assert printed(page).splitlines() == on_this_computer(DATABASE, tmp_path).splitlines()
    assert fetched(board_server) == ["python_sqlite.zip"]


def test_pillow_comes_late_and_draws_the_same_pixels_as_on_a_laptop(page, board_server, tmp_path) -> None:  # noqa: F811
    pytest.importorskip("PIL")
    board_server.sent.clear()
    run(page, PICTURES)
    end = ending(page)
    assert end["ended"] == "end", end
    assert printed(page).splitlines() == on_this_computer(PICTURES, tmp_path).splitlines()
    assert fetched(board_server) == ["python_pillow.zip"]


def test_luma_draws_on_its_display(page) -> None:  # noqa: F811
    pytest.importorskip("luma.oled")
    run(page, (SCRIPTS / "screen_oled_luma.py").read_text(encoding="utf-8"))
    end = ending(page)
    assert end["ended"] == "end", end
    assert page.evaluate("heard.some((each) => each.kind === 'panel' && each.pictures?.ssd1306_0x3c)")


def test_both_run_in_a_memory_that_came_from_a_picture(page, board_server, tmp_path) -> None:  # noqa: F811
    pytest.importorskip("PIL")
    until(page, IS_KEPT)
    page.evaluate("board.stop()")
    load(page, board_server)
    page.evaluate("begin({})")
    assert page.evaluate("board.probe.snapshot")
    for program in (PICTURES, DATABASE):
        run(page, program)
        end = ending(page)
        assert end["ended"] == "end", end
        assert printed(page).splitlines() == on_this_computer(program, tmp_path).splitlines()
