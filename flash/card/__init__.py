"""A card that Raspberry Pi Imager has written, made ready for a project: what goes onto its boot partition.

`partition.py` recognizes the partition; `settings.py` holds what a person asked for; `config_txt.py`, `cmdline.py`,
`cloud_init.py` and `custom_toml.py` write one format each; `plan.py` puts them together; `write.py` brings them onto
the card so that a stop at any byte leaves the old or the new; `first-boot.sh` is what the board runs.

On the partition only two files change: a marked block in `config.txt`, and, last of all, the end of `cmdline.txt`.
Everything else lies in one new folder `highland-ID/`, which the new `cmdline.txt` names. The board itself brings the
release's own files (`user-data` ...) to their places before that release reads them.
"""
