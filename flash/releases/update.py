"""A newer bundle on the board: checked, installed beside, switched, watched, and taken back when it fails.

The outputs are off while no program runs (the unit's ExecStopPost). A power cut at any moment leaves a trial that
`confirm.py` settles when the board starts again.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from devices import Clock, HighlandError, Message
from flash.bundle.manifest import Manifest
from flash.bundle.read import unpack
from flash.releases import confirm
from flash.releases.board import UNPACKED, Release, prune, release_of, this_machine, this_python
from flash.releases.confirm import CURRENT, PREVIOUS
from flash.releases.health import NOT_READY, START_S, last_words, started, state_of, trouble_of, unit_of
from flash.releases.system import Run

INSTALL_S = 1800.0  # a venv and pip on a Zero 2 W: minutes
CHECK_S = 120.0
STOP_S = 60.0

NOTHING_HERE = Message("update.nothing_here", "No release of Highland is installed on this computer.")
NOTHING_HERE_HINT = Message(
    "update.nothing_here.hint",
    "The first one comes with the card, or from a bundle: unpack it, then `sudo sh install.sh`.",
)
AT_WORK = Message("update.at_work", "Another update is at work on this board.")
AT_WORK_HINT = Message("update.at_work.hint", "Wait until it is done: `highland update --list` shows what it did.")
OTHER_PROJECT = Message("update.other_project", "The bundle is for {theirs}, and this board runs {ours}.")
OTHER_PROJECT_HINT = Message(
    "update.other_project.hint",
    "Nothing was changed. To turn this board into another project, check its wires first; then unpack the bundle and "
    "run its install.sh.",
)
OTHER_MACHINE = Message("update.other_machine", "The bundle is for {theirs}, and this computer is {ours}.")
OTHER_PYTHON = Message("update.other_python", "The bundle is for Python {theirs}, and this system has {ours}.")
OTHER_HINT = Message("update.other.hint", "Nothing was changed. Make one that fits: {command}")
STOPPED = Message(
    "update.stopped", "{project} has been stopped here, so it could not be seen whether the new release works."
)
STOPPED_HINT = Message(
    "update.stopped.hint", "Nothing was changed. Start it first, when the wires are as they should be: {command}"
)
NOT_INSTALLED = Message(
    "update.not_installed", "The new release could not be installed: {reason}. The old one runs on."
)
NOT_FITTING = Message("update.not_fitting", "The new release does not fit this board: {reason}. The old one runs on.")
NO_SYSTEMD = Message(
    "update.no_systemd", "`systemd` does not answer here, so nothing could be started. Nothing was changed."
)
NO_BACK = Message("update.no_back", "There is no release to go back to.")
NO_WORD = Message("update.no_word", "no reason was given")

CHECKING = Message("update.checking", "Checking the bundle ...")
INSTALLING = Message(
    "update.installing", "Installing it beside the old release. That takes minutes on a small board ..."
)
SWITCHING = Message("update.switching", "Stopping {project}: its outputs go off. Starting the release {release} ...")
WATCHING = Message("update.watching", "It is ready. Waiting for good turns ...")


class UpdateError(HighlandError):
    """An update that was refused; the old release runs on."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a switch ended: `trouble` is None for a release that has proven itself, `journal` its last words.

    `back` is whether the release before runs again after trouble.
    """

    release: str
    trouble: Message | None = None
    journal: tuple[str, ...] = ()
    back: bool = True


@dataclass(frozen=True, slots=True)
class Update:
    """One update of the board whose files lie below `root`. `tell` hears what goes on; `lang` is the reader's."""

    root: Path
    run: Run
    clock: Clock
    tell: Callable[[Message], None]
    lang: str = "en"

    def from_bundle(self, file: Path) -> Ending | None:
        """Install a bundle and switch to it; None when its release is in use already.

        Raises UpdateError or BundleError when nothing was changed.
        """
        with confirm.only_one(self.root, wait=False) as alone:
            ours = self._settled(alone)
            self._must_run(ours)
            folder = confirm.releases(self.root) / UNPACKED
            shutil.rmtree(folder, ignore_errors=True)
            try:
                folder.mkdir(parents=True)
                self.tell(CHECKING)
                manifest = unpack(file, folder)
                self._must_fit(manifest, ours)
                if manifest.release == ours.name:
                    return None
                self._install(folder, manifest)
            finally:
                shutil.rmtree(folder, ignore_errors=True)
            return self._switch(manifest.release, ours)

    def back(self) -> Ending:
        """Return to the release before. Raises UpdateError when there is none."""
        with confirm.only_one(self.root, wait=False) as alone:
            ours = self._settled(alone)
            self._must_run(ours)
            before = release_of(self.root, confirm.pointed(self.root, PREVIOUS))
            if before is None or before.name == ours.name:
                raise UpdateError(NO_BACK)
            if before.project != ours.project:
                refused = OTHER_PROJECT(theirs=before.project, ours=ours.project)
                raise UpdateError(refused, OTHER_PROJECT_HINT)
            return self._switch(before.name, ours)

    # before anything is changed

    def _settled(self, alone: bool) -> Release:
        """The release in use, after a trial that somebody left was taken back."""
        if not alone:
            raise UpdateError(AT_WORK, AT_WORK_HINT)
        trial = confirm.trial_of(self.root)
        if trial and isinstance(trial.get("project"), str):
            unit = unit_of(trial["project"])
            self.run(["systemctl", "stop", unit], STOP_S)  # first, so that its own release switches its outputs off
            confirm.settle(self.root, confirm.CRASHED)
            self.run(["systemctl", "start", unit], START_S)
        confirm.settle(self.root, confirm.CRASHED)
        ours = release_of(self.root, confirm.pointed(self.root, CURRENT))
        if ours is None:
            raise UpdateError(NOTHING_HERE, NOTHING_HERE_HINT)
        return ours

    def _must_run(self, ours: Release) -> None:
        """Not stopped by a person: its outputs would move while somebody holds the wires."""
        state = state_of(unit_of(ours.project), self.run).get("ActiveState")
        if state is None:
            raise UpdateError(NO_SYSTEMD)
        if state == "inactive":
            command = f"sudo systemctl start {unit_of(ours.project)}"
            raise UpdateError(STOPPED(project=ours.project), STOPPED_HINT(command=command))

    def _must_fit(self, manifest: Manifest, ours: Release) -> None:
        if manifest.project != ours.project:
            raise UpdateError(OTHER_PROJECT(theirs=manifest.project, ours=ours.project), OTHER_PROJECT_HINT)
        command = f"highland bundle {ours.project} --machine {this_machine()} --python {this_python()} -o FILE"
        if manifest.machine != this_machine():
            refused = OTHER_MACHINE(theirs=manifest.machine, ours=this_machine())
            raise UpdateError(refused, OTHER_HINT(command=command))
        if this_python() not in manifest.pythons:
            refused = OTHER_PYTHON(theirs=", ".join(manifest.pythons), ours=this_python())
            raise UpdateError(refused, OTHER_HINT(command=command))

    def _install(self, folder: Path, manifest: Manifest) -> None:
        """Beside the old one. Then law, wires and drivers are checked by the user of the service; no pin is opened."""
        self.tell(INSTALLING)
        speaking = ["--lang", self.lang]  # for a reason that is told on
        ended = self.run(["sh", str(folder / "install.sh"), "--release-only", *speaking], INSTALL_S)
        if not ended.ok or not confirm.is_whole(self.root, manifest.release):
            raise UpdateError(NOT_INSTALLED(reason=_reason(ended.last_lines(1))))
        command = str(confirm.releases(self.root) / manifest.release / "bin" / "highland")
        check = ["runuser", "-u", "highland", "--", command, "run", manifest.project, "--check", *speaking]
        ended = self.run(check, CHECK_S)
        if not ended.ok:
            prune(self.root)
            raise UpdateError(NOT_FITTING(reason=_reason(ended.last_lines(2))))

    # the switch

    def _switch(self, new: str, ours: Release) -> Ending:
        """To the new release, or back to ours."""
        unit = unit_of(ours.project)
        before = confirm.pointed(self.root, PREVIOUS)
        was_well = state_of(unit, self.run).get("ActiveState") == "active"
        trial = {"new": new, "old": ours.name, "previous": before, "project": ours.project}
        confirm.begin_trial(self.root, trial)
        try:
            self.tell(SWITCHING(project=ours.project, release=new))
            self.run(["systemctl", "stop", unit], STOP_S)
            since_s = self.clock.now().timestamp()
            confirm.point(self.root, CURRENT, new)
            trouble = self._trouble(unit)
        except (Exception, KeyboardInterrupt):
            self._take_back(unit, trial)
            raise
        if trouble is not None:
            journal = tuple(last_words(unit, self.run, since_s))
            back = self._take_back(unit, trial)
            values = {"project": ours.project, "new": new, "old": ours.name}
            confirm.record(self.root, confirm.TAKEN_BACK, why=trouble.key, journal=list(journal), back=back, **values)
            prune(self.root)
            return Ending(new, trouble, journal, back)
        confirm.point(self.root, PREVIOUS, ours.name if was_well or before in (None, new) else before)
        confirm.end_trial(self.root)
        confirm.record(self.root, confirm.UPDATED, project=ours.project, new=new, old=ours.name)
        self.run([str(confirm.releases(self.root) / new / "bin" / "highland"), "update", "--services"], CHECK_S)
        prune(self.root)
        return Ending(new)

    def _trouble(self, unit: str) -> Message | None:
        if not started(unit, self.run):
            return NOT_READY
        self.tell(WATCHING)
        return trouble_of(unit, self.run, self.clock)

    def _take_back(self, unit: str, trial: dict[str, str | None]) -> bool:
        self.run(["systemctl", "stop", unit], STOP_S)
        confirm.take_back(self.root, trial)
        return started(unit, self.run)


def _reason(lines: list[str]) -> str | Message:
    return " ".join(lines).rstrip(".") or NO_WORD
