"""A bundle: one file with everything that a board needs to run one project, without internet.

It is a tar.gz; the same input gives the same contents and the same release. In it, under one folder `highland-bundle/`:

| path | what |
| --- | --- |
| `manifest.json` | format, release, version, project, machine, Pythons, missing wheels; SHA-256 of every file below |
| `SHA256SUMS` | the same hashes, and the manifest's own, for `sha256sum --check`; a shell reads no JSON |
| `install.sh` | checks, then installs on the board; never uses a network |
| `code/` | Highland's packages that a board needs, and `projects/PROJECT/` |
| `requirements/3.11.txt` | for each Python: exactly which wheels, with their hashes |
| `wheels/` | the wheels of all those Pythons |

**Release** is what the contents are called: the first 16 hexadecimal digits of the SHA-256 of the manifest without its
own `release`. Two bundles with the same release install the same.

`install.sh` makes `/opt/highland/releases/RELEASE/`: `manifest.json`, `code/`, `venv/` (sees the system's packages) and
`bin/highland`, the command. It is built under `.part-RELEASE` and renamed when whole; so what has the name
is whole. `install.sh --release-only` stops there and prints the path, which is what `highland update` needs;
without it, the services of `flash/services` and the link `current` follow.

A project of a pupil's own lies in `code/projects/NAME/` too, under a name that Python can import, with the file
`brought.txt` beside it: Highland elsewhere does not know its names, so telemetry carries them.
"""
