"""The pupils' pages as a folder for any web server, without the laptop of a class."""

from classroom.export.folder import export_to

__all__ = ["export_to"]
