"""Make a bundle: gather what goes in, then write one file, whole or not at all."""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from firmware.project import Project
from firmware.whole_file import whole_file
from flash.bundle.contents import code_files, content, project_files, project_name
from flash.bundle.lock import Locked, missing_for, read_lock
from flash.bundle.manifest import MANIFEST, SUMS, Manifest, read_manifest
from flash.bundle.target import Target
from flash.bundle.wheels import gather, requirements

TOP = "highland-bundle"
INSTALLER = Path(__file__).with_name("install.sh")


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle in memory: some megabytes."""

    manifest: Manifest
    files: Mapping[str, bytes]

    def write(self, file: Path) -> None:
        """Write it as one tar.gz, whole or not at all. Raises OSError."""
        packed = self.packed()
        with whole_file(file) as part:
            part.write_bytes(packed)

    def packed(self) -> bytes:
        """The bytes of the file: the same for the same contents."""
        out = io.BytesIO()
        inside = dict(self.files) | {MANIFEST: self.manifest.as_json(), SUMS: self.manifest.sums()}
        with (
            gzip.GzipFile(filename="", mode="wb", fileobj=out, mtime=0) as zipped,
            tarfile.open(fileobj=zipped, mode="w", format=tarfile.USTAR_FORMAT) as tar,
        ):
            for path in sorted(
                inside, key=lambda each: (each != MANIFEST, each)
            ):  # the manifest first: a reader checks
                member = tarfile.TarInfo(f"{TOP}/{path}")
                member.size = len(inside[path])
                member.mode = 0o755 if path.endswith(".sh") else 0o644
                tar.addfile(member, io.BytesIO(inside[path]))
        return out.getvalue()


def make(
    project: Project,
    targets: list[Target],
    wheels: Path,
    version: str,
    fetching: Callable[[Target, int], None],
    lock: list[Locked] | None = None,
) -> Bundle:
    """Everything that goes into the bundle; `wheels` is the folder of packages, and keeps those that are fetched.

    Raises HighlandError when a package cannot be fetched or the project does not fit in, OSError.
    """
    lock = read_lock() if lock is None else lock
    files = code_files() | project_files(project)
    files["install.sh"] = content(INSTALLER)
    found, there = gather(targets, lock, wheels, fetching)
    for target, hashes in found.items():
        packages = [each for each in lock if each.name in hashes]
        listed = requirements(packages, lambda each, hashes=hashes: [hashes[each.name]])  # type: ignore[misc]
        files[f"requirements/{target.python}.txt"] = listed.encode()
        files |= {f"wheels/{there[sha256].name}": there[sha256].read_bytes() for sha256 in hashes.values()}
    manifest = Manifest(
        highland=version,
        project=project_name(project),
        brought=not project.is_shipped,
        machine=targets[0].machine,
        pythons=tuple(target.python for target in targets),
        missing={target.python: names for target in targets if (names := missing_for(target, lock))},
        files={path: hashlib.sha256(text).hexdigest() for path, text in sorted(files.items())},
    )
    return Bundle(read_manifest(manifest.as_json()), files)  # what no board could read is not written
