"""The command line: one file per command, and nothing else. A new file here is a new command."""

__version__ = "0.1.0"
