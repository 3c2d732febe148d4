"""Does the doctor find what is wrong, and only that? Every planted fault, then the sound boards.

Run it: python3 run.py bench doctor            (--pages writes docs/how-to/doctor.md and its twin anew)

Each fault is planted in a folder tree that stands for a board, as it shows on a machine; the doctor must find exactly
it. Then it looks at sound boards: two operating systems, four models, while the project runs. It ends with 1 when a
fault is missed, something else is found, or a sound board is not. No physical board is behind any of it.
"""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from bench._boards import MODELS, SYSTEMS, Board  # noqa: E402
from bench._doctor_page import pages  # noqa: E402
from bench._plant import UNIT  # noqa: E402
from bench._planted_faults import FAULTS, Fault  # noqa: E402
from workshop.doctor.examine import Report, examine  # noqa: E402


def with_fault(fault: Fault, folder: Path) -> Report:
    """What the doctor says of a board with a fault."""
    board = Board(folder, fault.model, fault.system)
    fault.plant(board)
    if fault.stopped:
        board.units[UNIT].update(ActiveState="inactive", SubState="dead")
    with nullcontext() if fault.stopped else board.running(fault.held):
        return examine(board.machine())


def kinds(report: Report) -> frozenset[str]:
    """The keys of what was found, and the checks that could not be made."""
    return frozenset([each.kind.key for each in report.findings]) | {
        f"not looked at: {each.check.key}" for each in report.not_looked
    }


def main() -> int:
    """Print both tables, or write the pages."""
    if "--pages" in sys.argv[1:]:
        for name, text in pages().items():
            (HOME / name).write_text(text, encoding="utf-8")
        return 0
    right = 0
    for fault in FAULTS:
        with TemporaryDirectory() as folder:
            found = kinds(with_fault(fault, Path(folder)))
        is_right = found == fault.expected
        right += is_right
        print(f"{'right' if is_right else 'WRONG'}  {fault.name:42} -> {', '.join(sorted(found)) or 'nothing'}")
    print(f"\n{right} of {len(FAULTS)} planted faults found, and nothing else\n")
    sound = 0
    boards = [(system, model) for system in SYSTEMS for model in MODELS]
    for system, model in boards:
        with TemporaryDirectory() as folder:
            board = Board(Path(folder), model, system)
            with board.running():
                report = examine(board.machine())
        found = kinds(report)
        sound += not found
        print(f"{system:10} {model:10} {len(report.sound)} checks sound, findings: {', '.join(found) or 'none'}")
    print(f"\n{sound} of {len(boards)} sound boards without a finding")
    return 0 if right == len(FAULTS) and sound == len(boards) else 1


if __name__ == "__main__":
    sys.exit(main())
