"""The systemd services of a project and of the hub, and what makes the pins safe after them.

`units/` holds what is copied onto the board, whole: `install.py` says where each file goes. Why each option is there
stands in docs/reference/services.md.
"""
