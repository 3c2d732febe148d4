"""What hangs on the pins and buses that a program uses, when no wiring list says so."""
