"""Nouns of the domain: frozen values and closed lists; no behaviour beyond their own invariants."""
