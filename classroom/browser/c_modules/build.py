"""Build sqlite3 and Pillow for the browser, from sources with fixed hashes; CI never does.

Only for whoever brings another version, on Debian 12 with `apt-get install clang-22 lld-22`, with a CPython 3.13:

    python3.13 -m classroom.browser.c_modules.build DOWNLOADS WORK

DOWNLOADS holds the archives of sources.toml, which also says what brings each. It writes pyodide/python_sqlite.zip and
pyodide/python_pillow.zip; both are to be packed (pyodide/README.md).
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from classroom.browser.archive import archive
from classroom.browser.bare import bare
from classroom.browser.c_modules.compiler import SUFFIX, compiled, linked
from classroom.browser.c_modules.headers import c_headers, python_headers
from classroom.browser.c_modules.sources import PINNED, unpacked

CONFIG = Path(__file__).with_name("config")
OUT = Path(__file__).parents[1] / "pyodide"
# As Debian builds SQLite, without full text and trees of rectangles; one thread, files without a shared memory.
SQLITE = (
    *("SQLITE_THREADSAFE=1", "SQLITE_MAX_WORKER_THREADS=0", "SQLITE_MAX_MMAP_SIZE=0", "SQLITE_TEMP_STORE=2"),
    *("SQLITE_ENABLE_MATH_FUNCTIONS", "SQLITE_ENABLE_COLUMN_METADATA", "SQLITE_USE_URI=1"),
    *("SQLITE_OMIT_LOAD_EXTENSION", "HAVE_FDATASYNC=1", "HAVE_USLEEP=1", "HAVE_LOCALTIME_R=1", "HAVE_ISNAN=1"),
)
OF_SQLITE3 = ("__init__.py", "dbapi2.py", "dump.py")
FREETYPE = "base autofit cff psaux pshinter psnames raster sfnt smooth truetype"
NOT_OF_FREETYPE = ("ftmac.c", "ftcid.c", "fttype1.c", "ftgasp.c", "ftfstype.c", "ftpatent.c")
OF_IMAGING = ("_imaging", "decode", "encode", "map", "display", "outline", "path")
OF_JPEG = (  # as its CMakeLists.txt, without arithmetic coding, which no camera writes
    *("capimin", "capistd", "ccoefct", "ccolor", "cdctmgr", "chuff", "cicc", "cinit", "cmainct", "cmarker", "cmaster"),
    *(
        "comapi",
        "cparam",
        "cphuff",
        "cprepct",
        "csample",
        "ctrans",
        "dapimin",
        "dapistd",
        "datadst",
        "datasrc",
        "dcoefct",
    ),
    *("dcolor", "ddctmgr", "dhuff", "dicc", "dinput", "dmainct", "dmarker", "dmaster", "dmerge", "dphuff", "dpostct"),
    *("dsample", "dtrans", "error", "fdctflt", "fdctfst", "fdctint", "idctflt", "idctfst", "idctint", "idctred"),
    *("quant1", "quant2", "utils", "memmgr", "memnobs", "simd_none"),
)
NOT_OF_PIL = (
    "ImageQt.py",
    "ImageTk.py",
    "_tkinter_finder.py",
    "ImageWin.py",
    "ImageGrab.py",
    "__main__.py",
    "report.py",
)


class Build:
    """Sources, headers and a folder to work in."""

    def __init__(self, downloads: Path, work: Path) -> None:
        self._work = work
        self._at = {name: unpacked(name, downloads, work) for name in PINNED}
        self._c = c_headers(self._at["emscripten"], work)
        self._python = python_headers(self._at["pyodide"], work)

    def sqlite(self) -> dict[str, bytes]:
        """CPython's sqlite3 with SQLite in it."""
        module, amalgamation = self._at["python"] / "Modules/_sqlite", self._at["sqlite"] / "deps/sqlite3"
        own = ("-include", str(CONFIG / "sqlite_on_3_13.h"), "-DPy_BUILD_CORE_MODULE", "-DPY_SQLITE_HAVE_SERIALIZE")
        include = (f"-I{self._python}", f"-I{self._python / 'internal'}", f"-I{amalgamation}")
        objects = self._objects("_sqlite3", [*module.glob("*.c"), CONFIG / "thread_ident.c"], "-Oz", *include, *own)
        alone = ("-include", str(CONFIG / "no_waiting.h"))
        objects += self._objects(
            "sqlite", [amalgamation / "sqlite3.c"], "-Oz", *alone, *(f"-D{each}" for each in SQLITE)
        )
        library = self._at["python"] / "Lib/sqlite3"
        files = {f"sqlite3/{name}": bare((library / name).read_bytes()) for name in OF_SQLITE3}
        return files | {f"_sqlite3{SUFFIX}": linked("_sqlite3", objects, self._work)}

    def pillow(self) -> dict[str, bytes]:
        """Pillow with PNG, JPEG and fonts."""
        source = self._at["pillow"] / "src"
        version = f'-DPILLOW_VERSION="{self._at["pillow"].name.removeprefix("pillow-")}"'
        include = (f"-I{self._python}", f"-I{source / 'libImaging'}", f"-I{source}", version)
        jpeg = (f"-I{self._jpeg_headers()}", f"-I{CONFIG / 'jpeg'}", f"-I{self._at['jpeg']}")
        packed = ("-DHAVE_LIBZ", f"-I{self._at['zlib']}", "-DHAVE_LIBJPEG", *jpeg)
        files = [*(source / f"{name}.c" for name in OF_IMAGING), *(source / "libImaging").glob("*.c")]
        imaging = self._objects("_imaging", files, *include, *packed)
        imaging += self._objects("jpeg", [self._at["jpeg"] / f"j{name}.c" for name in OF_JPEG], *jpeg)
        freetype = (f"-I{CONFIG}", f"-I{self._at['freetype'] / 'include'}")
        letters = self._objects(
            "_imagingft", [source / "_imagingft.c", source / "libImaging/Mode.c"], *include, *freetype
        )
        letters += self._freetype(*freetype)
        made = {f"PIL/{file.name}": bare(file.read_bytes()) for file in (source / "PIL").glob("*.py")}
        for name, objects in (("_imaging", imaging), ("_imagingft", letters)):
            made[f"PIL/{name}{SUFFIX}"] = linked(name, objects, self._work)
        return {path: content for path, content in made.items() if path.removeprefix("PIL/") not in NOT_OF_PIL}

    def _freetype(self, *flags: str) -> list[Path]:
        folders = [self._at["freetype"] / "src" / name for name in FREETYPE.split()]
        files = [file for each in folders for file in each.glob("*.c") if file.name not in NOT_OF_FREETYPE]
        return self._objects("freetype", files, "-DFT2_BUILD_LIBRARY", *flags)

    def _jpeg_headers(self) -> Path:
        folder = self._work / "jpeg_headers"
        folder.mkdir(exist_ok=True)
        text = (self._at["jpeg"] / "jversion.h.in").read_text().replace("@COPYRIGHT_YEAR@", "1991-2023")
        (folder / "jversion.h").write_text(text)
        return folder

    def _objects(self, name: str, files: list[Path], *flags: str) -> list[Path]:
        return compiled(sorted(files), flags, self._c, self._work / "objects" / name)


def main() -> None:
    """Build both."""
    if sys.version_info[:2] != (3, 13) or len(sys.argv) != 3:
        raise SystemExit(__doc__)
    work = Path(sys.argv[2])
    work.mkdir(parents=True, exist_ok=True)
    build = Build(Path(sys.argv[1]), work)
    made: Mapping[str, dict[str, bytes]] = {"python_sqlite.zip": build.sqlite(), "python_pillow.zip": build.pillow()}
    for name, files in made.items():
        content = archive(files)
        (OUT / name).write_bytes(content)
        print(f"{name}: {len(files)} files, {len(content)} bytes")


if __name__ == "__main__":
    main()
