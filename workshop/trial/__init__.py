"""Try a project's parts one by one while they are being wired, and keep what was found."""
