"""Loads history through the live path: triage, code, file, settle; muted, and folded at the end."""
