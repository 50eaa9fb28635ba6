"""The edge towards publishers: fetching, parsing, extracting; nothing is decided here."""
