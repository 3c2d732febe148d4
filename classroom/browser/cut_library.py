"""Cut Python's standard library down to what a board and a pupil's program may import.

Only for whoever brings a new Pyodide into the tree, with a CPython 3.13:

    python -m classroom.browser.cut_library FOLDER-OF-THE-NPM-PACKAGE

It writes pyodide/python_stdlib.zip, and pyodide/python_late.zip with what few programs import; both are to be packed.
What is cut cannot work in a browser (processes, servers, terminals, mail) or is a tool for whoever builds programs
(tests, profiles, debuggers); sim/programs/mistakes/not_here.py says so to whoever asks for it. Frozen modules are in
the interpreter itself, which never reads their files.
"""

from __future__ import annotations

import sys
import zipfile
from io import BytesIO
from pathlib import Path

from classroom.browser.archive import archive
from classroom.browser.bare import bare, is_same
from classroom.browser.compiled import compiled

HERE = Path(__file__).parent / "pyodide"
PROCESSES = "multiprocessing ctypes pty tty"
SERVERS = "http xmlrpc wsgiref socketserver smtplib imaplib poplib ftplib nntplib netrc mailbox"
TOOLS = "unittest doctest pydoc pydoc_data pdb bdb profile cProfile pstats trace tracemalloc modulefinder pyclbr"
TOOLS += " pickletools compileall py_compile tabnanny zipapp symtable _pyrepl rlcompleter webbrowser antigravity"
FORMATS = "tarfile plistlib html mimetypes wave zoneinfo configparser optparse"
LATE = frozenset(("configparser", "html", "mimetypes", "optparse", "wave"))  # fetched when a program imports one
FROZEN = "_collections_abc _sitebuiltins abc codecs genericpath io ntpath os posixpath runpy site stat zipimport"
TWINS = "_pyio _pydatetime _pydecimal _android_support _apple_support _ios_support nturl2path __phello__ __hello__"
CUT = frozenset(f"{PROCESSES} {SERVERS} {TOOLS} {FORMATS} {FROZEN} {TWINS}".split())
CUT_OF = {  # of these packages not these: other systems, processes, and what is frozen
    "asyncio": {"proactor_events", "windows_events", "windows_utils"},
    "concurrent": {"futures/process"},
    "importlib": {"_bootstrap", "_bootstrap_external", "machinery", "util"},
}
KEPT_OF = {  # of these packages only so much
    "email": {"__init__"},
    "urllib": {"__init__", "parse", "error"},
    "xml": {"__init__", "etree"},
    "encodings": {
        *("__init__", "aliases", "ascii", "cp437", "cp850", "cp1252", "cp1258", "hex_codec", "idna", "latin_1"),
        *("punycode", "raw_unicode_escape", "rot_13", "unicode_escape", "utf_16", "utf_16_be", "utf_16_le", "utf_8"),
        *("utf_8_sig", "utf_32"),
    },
}
# What every start imports, compiled ahead: 0.45 MB more to send, and half of the processor's work at a start saved.
# Found by `sys.modules` after a board of each project has begun; the rest stays source, half the size.
AT_EVERY_START = [
    "_colorize",
    "_compression",
    "_opcode_metadata",
    "_pyodide",
    "_pyodide._base",
    "_pyodide._core_docs",
    "_pyodide._future_helper",
    "_pyodide._importhook",
    "_pyodide.docs_argspec",
    "_pyodide.docstring",
    "_pyodide.jsbind",
    "_weakrefset",
    "ast",
    "asyncio",
    "asyncio.base_events",
    "asyncio.base_futures",
    "asyncio.base_subprocess",
    "asyncio.base_tasks",
    "asyncio.constants",
    "asyncio.coroutines",
    "asyncio.events",
    "asyncio.exceptions",
    "asyncio.format_helpers",
    "asyncio.futures",
    "asyncio.locks",
    "asyncio.log",
    "asyncio.mixins",
    "asyncio.protocols",
    "asyncio.queues",
    "asyncio.runners",
    "asyncio.selector_events",
    "asyncio.sslproto",
    "asyncio.staggered",
    "asyncio.streams",
    "asyncio.subprocess",
    "asyncio.taskgroups",
    "asyncio.tasks",
    "asyncio.threads",
    "asyncio.timeouts",
    "asyncio.transports",
    "asyncio.trsock",
    "asyncio.unix_events",
    "bisect",
    "bz2",
    "collections",
    "concurrent",
    "concurrent.futures",
    "concurrent.futures._base",
    "contextlib",
    "contextvars",
    "copy",
    "copyreg",
    "dis",
    "encodings",
    "encodings.aliases",
    "encodings.utf_8",
    "enum",
    "fnmatch",
    "functools",
    "glob",
    "heapq",
    "importlib",
    "importlib._abc",
    "importlib.abc",
    "importlib.resources",
    "importlib.resources._common",
    "importlib.resources._functional",
    "importlib.resources.abc",
    "inspect",
    "json",
    "json.decoder",
    "json.encoder",
    "json.scanner",
    "keyword",
    "linecache",
    "logging",
    "opcode",
    "operator",
    "pathlib",
    "pathlib._abc",
    "pathlib._local",
    "pyodide",
    "pyodide._package_loader",
    "pyodide._state",
    "pyodide.code",
    "pyodide.common",
    "pyodide.ffi",
    "pyodide.webloop",
    "random",
    "re",
    "re._casefix",
    "re._compiler",
    "re._constants",
    "re._parser",
    "reprlib",
    "selectors",
    "shutil",
    "signal",
    "socket",
    "string",
    "struct",
    "subprocess",
    "tempfile",
    "textwrap",
    "threading",
    "token",
    "tokenize",
    "traceback",
    "types",
    "typing",
    "warnings",
    "weakref",
    "zipfile",
    "zipfile._path",
    "zipfile._path.glob",
    "__future__",
    "colorsys",
    "dataclasses",
    "datetime",
    "decimal",
    "difflib",
    "email",
    "encodings.utf_8_sig",
    "fractions",
    "gettext",
    "hashlib",
    "importlib.metadata",
    "importlib.metadata._collections",
    "importlib.metadata._functools",
    "importlib.metadata._itertools",
    "importlib.metadata._meta",
    "numbers",
    "pkgutil",
    "pprint",
    "statistics",
    "tomllib",
    "tomllib._parser",
    "tomllib._re",
    "tomllib._types",
    "xml",
    "xml.etree",
    "xml.etree.ElementPath",
    "xml.etree.ElementTree",
]


def is_kept(path: str) -> bool:
    """Whether a file of the library stays, by its path in the archive."""
    top, _, rest = path.partition("/")
    if _top(path) in CUT or path.endswith(("/", ".bat", ".txt")):
        return False
    if rest.removesuffix(".py") in CUT_OF.get(top, ()):
        return False
    kept = KEPT_OF.get(top)
    return kept is None or rest.partition("/")[0].removesuffix(".py") in kept


def cut(original: bytes) -> bytes:
    """The small archive from the one that Pyodide ships. Runs on CPython 3.13, whose compiled modules it holds."""
    with zipfile.ZipFile(BytesIO(original)) as found:
        files = {path: found.read(path) for path in found.namelist() if is_kept(path)}
    return archive(dict(_small(path, content) for path, content in files.items()))


def late(original: bytes) -> bytes:
    """The archive of what is cut and fetched late. Any Python that can read these modules makes the same."""
    with zipfile.ZipFile(BytesIO(original)) as found:
        sources = {path: found.read(path) for path in found.namelist() if _top(path) in LATE and path.endswith(".py")}
    return archive({path: bare(source) for path, source in sources.items()})


def _top(path: str) -> str:
    return path.partition("/")[0].removesuffix(".py")


def _small(path: str, content: bytes) -> tuple[str, bytes]:
    if not path.endswith(".py"):
        return path, content
    source = bare(content)
    assert is_same(content, source), path
    module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return (f"{path}c", compiled(source, path)) if module in AT_EVERY_START else (path, source)


if __name__ == "__main__":
    assert sys.version_info[:2] == (3, 13), "the compiled modules must be those of Pyodide's own Python, 3.13"
    shipped = (Path(sys.argv[1]) / "python_stdlib.zip").read_bytes()
    for name, content in (("python_stdlib.zip", cut(shipped)), ("python_late.zip", late(shipped))):
        (HERE / name).write_bytes(content)
