"""The command line: one file a command, and nothing else. A new file here is a new command."""
