"""Child processes of a program, as virtual threads that share the board: docs/decisions/children.md."""
