"""What a sandboxed program may not ask of Linux: a filter in the kernel (seccomp) that answers "not permitted".

The namespaces of bubblewrap already hide files, network and other programs. This closes what is in no namespace or
needs no room in one: other programs (a fork bomb), memory that no limit counts, and rarely tested doors of the kernel.
Numbers: arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h of Linux.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
from typing import NamedTuple

MACHINES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}  # AUDIT_ARCH_*, and the column below
DENIED: dict[str, tuple[int | None, int | None]] = {
    # other programs
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    # ways out of the namespaces
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41),
    "chroot": (161, 51), "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265),
    # every kind of network, also those without a namespace
    "socket": (41, 198),
    # memory that the limit of the address space does not count
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194), "msgget": (68, 186),
    "semget": (64, 190), "mq_open": (240, 180), "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    # doors of the kernel that a law never needs
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426), "io_uring_register": (427, 427), "personality": (135, 92),
    "init_module": (175, 105), "finit_module": (313, 273), "kexec_load": (246, 104), "syslog": (103, 116),
    "inotify_init1": (294, 26), "fanotify_init": (300, 262), "mbind": (237, 235), "migrate_pages": (256, 238),
    "move_pages": (279, 239), "quotactl": (179, 60), "acct": (163, 89), "swapon": (167, 224), "reboot": (169, 142),
}  # fmt: skip
CLONE = (56, 220)
CLONE3 = (435, 435)  # its flags lie in memory, where no filter can look: the C library then uses clone
CLONE_THREAD = 0x10000

LOAD, JUMP_EQUAL, JUMP_BITS, JUMP_AT_LEAST, RETURN = 0x20, 0x15, 0x45, 0x35, 0x06  # of the kernel's packet filter
NUMBER_AT, MACHINE_AT, FIRST_ARGUMENT_AT = 0, 4, 16  # in struct seccomp_data
ALLOW, KILL, REFUSE = 0x7FFF0000, 0x80000000, 0x00050000
X32 = 0x40000000  # numbers from here on are the other ABI of an x86-64
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2


class Step(NamedTuple):
    """One instruction; `yes` and `no` are how many of the next ones are left out."""

    code: int
    value: int
    yes: int = 0
    no: int = 0


def filter_for(machine: str) -> bytes | None:
    """The program for the kernel, or None for a processor whose numbers are not known here."""
    if machine not in MACHINES:
        return None
    arch, column = MACHINES[machine]
    denied = [number for each in DENIED.values() if (number := each[column]) is not None]
    steps = [Step(LOAD, MACHINE_AT), Step(JUMP_EQUAL, arch, yes=1), Step(RETURN, KILL), Step(LOAD, NUMBER_AT)]
    steps.append(Step(JUMP_AT_LEAST, X32, yes=len(denied) + 5))
    steps += [Step(JUMP_EQUAL, each, yes=len(denied) + 3 - n) for n, each in enumerate(denied)]
    steps += [
        Step(JUMP_EQUAL, CLONE3[column], yes=4),
        Step(JUMP_EQUAL, CLONE[column], no=4),
        Step(LOAD, FIRST_ARGUMENT_AT),
        Step(JUMP_BITS, CLONE_THREAD, yes=2),
        Step(RETURN, REFUSE | errno.EPERM),
        Step(RETURN, REFUSE | errno.ENOSYS),
        Step(RETURN, ALLOW),
    ]
    return b"".join(struct.pack("<HBBI", code, yes, no, value) for code, value, yes, no in steps)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def refuse_from_now_on() -> bool:
    """Put the filter on this program and all of its threads, for ever; False where it cannot be."""
    steps = filter_for(platform.machine())
    if steps is None:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    program = _Program(len(steps) // 8, steps)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0) == 0)
