"""What the operating system refused, in the reader's language: it speaks its own, often English."""

from __future__ import annotations

import errno
import os

from devices.message import Message

OTHER = Message("os.other", "the computer reports {name}")

CAUSES: dict[str, Message] = {
    "ENOENT": Message("os.enoent", "No such file or directory"),
    "EACCES": Message("os.eacces", "Permission denied"),
    "EPERM": Message("os.eperm", "Operation not permitted"),
    "EEXIST": Message("os.eexist", "File exists"),
    "EISDIR": Message("os.eisdir", "Is a directory"),
    "ENOTDIR": Message("os.enotdir", "Not a directory"),
    "ENOTEMPTY": Message("os.enotempty", "Directory not empty"),
    "EROFS": Message("os.erofs", "Read-only file system"),
    "ENOSPC": Message("os.enospc", "No space left on device"),
    "EDQUOT": Message("os.edquot", "Disk quota exceeded"),
    "EFBIG": Message("os.efbig", "File too large"),
    "EIO": Message("os.eio", "Input/output error"),
    "ENAMETOOLONG": Message("os.enametoolong", "File name too long"),
    "ELOOP": Message("os.eloop", "Too many levels of symbolic links"),
    "EMFILE": Message("os.emfile", "Too many open files"),
    "ENFILE": Message("os.enfile", "Too many open files in system"),
    "EBUSY": Message("os.ebusy", "Device or resource busy"),
    "ENODEV": Message("os.enodev", "No such device"),
    "ENXIO": Message("os.enxio", "No such device or address"),
    "EINVAL": Message("os.einval", "Invalid argument"),
    "EADDRINUSE": Message("os.eaddrinuse", "Address already in use"),
    "EADDRNOTAVAIL": Message("os.eaddrnotavail", "Cannot assign requested address"),
    "ECONNREFUSED": Message("os.econnrefused", "Connection refused"),
    "ECONNRESET": Message("os.econnreset", "Connection reset by peer"),
    "EPIPE": Message("os.epipe", "Broken pipe"),
    "ETIMEDOUT": Message("os.etimedout", "Connection timed out"),
    "EHOSTUNREACH": Message("os.ehostunreach", "No route to host"),
    "ENETUNREACH": Message("os.enetunreach", "Network is unreachable"),
}
OF_SQLITE = {  # by the first word of SQLite's own name for it
    "NOTADB": Message("os.notadb", "it is not a database"),
    "CORRUPT": Message("os.corrupt", "the database is damaged"),
    "BUSY": CAUSES["EBUSY"],
    "LOCKED": CAUSES["EBUSY"],
    "FULL": CAUSES["ENOSPC"],
    "READONLY": CAUSES["EROFS"],
    "IOERR": CAUSES["EIO"],
    "CANTOPEN": Message("os.cantopen", "the file cannot be opened"),
    "PERM": CAUSES["EACCES"],
}
UNKNOWN_HOST = Message("os.unknown_host", "no computer has that name")
BY_NUMBER = {getattr(errno, name): said for name, said in CAUSES.items() if hasattr(errno, name)}


def cause(error: Exception) -> Message | str:
    """Why, in the middle of a sentence. What neither the system nor SQLite refused is told in its own words."""
    from socket import gaierror  # here, for a board without a network never needs it

    if isinstance(error, gaierror):
        return UNKNOWN_HOST
    sqlite_name = str(getattr(error, "sqlite_errorname", "")).removeprefix("SQLITE_").partition("_")[0]
    if sqlite_name in OF_SQLITE:
        return OF_SQLITE[sqlite_name]
    if not isinstance(error, OSError):
        return str(error)
    if isinstance(error, TimeoutError) and error.errno is None:
        return CAUSES["ETIMEDOUT"]
    if error.errno is None:
        return str(error)
    number = error.errno
    return BY_NUMBER.get(number) or OTHER(name=errno.errorcode.get(number, os.strerror(number)))
