"""Calibrate a project's sensors on the table: measure, refuse what cannot be right, keep it with its day and points."""
