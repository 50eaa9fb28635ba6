"""The terminal's face: one module a group of commands; nothing is decided here."""
