"""A program's own Python in virtual time: its clock, threads, locks, dates and sockets."""
