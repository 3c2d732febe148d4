"""The projects, one folder each, and the template of `highland new`."""
