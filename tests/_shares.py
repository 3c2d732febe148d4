"""How the tests are shared out to processes: a file to one, so that what its tests share is made once."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

TOGETHER = {  # what takes seconds to make, for the tests of several files
    "tests/hub/store/": "PostgreSQL",
    "tests/hub/intake/": "PostgreSQL",
    "tests/messages/": "sentences",
    "tests/classroom/browser/": "the pack of a browser's board",
    "tests/classroom/pupil/": "the pack of a browser's board",
    "tests/highland/test_classroom_command.py": "the pack of a browser's board",
    "tests/test_every_project.py::test_the_board": "what commands import",
    "tests/test_every_project.py::test_no_hardware": "what commands import",
}


def group_of(nodeid: str) -> str:
    """Name the group of tests that stays in one process: a file, what TOGETHER says, or a test at the top alone."""
    file = nodeid.partition("::")[0]
    alone = nodeid if file.count("/") == 1 else file
    return next((shared for start, shared in TOGETHER.items() if nodeid.startswith(start)), alone)


class ByFile(LoadScopeScheduling):
    """The files with the most tests first; last one by one what stands at the top, so that all processes end together.

    There each program, scenario and project is a test of its own, and takes long.
    """

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)

    def schedule(self) -> None:
        super().schedule()
        last = group_of(self.collection[-1]) if self.collection else ""
        if last in self.workqueue:  # conftest.py has a reason for it
            self.workqueue.move_to_end(last)

    def _pending_of(self, workload: dict[str, dict[str, bool]]) -> int:
        """xdist's own looks at all that a process has ever done, after each test: a second of each four."""
        for scope in [each for each, tests in workload.items() if all(tests.values())]:
            del workload[scope]
        return super()._pending_of(workload)
