"""Decides what is true: from publishers' feeds to conditions and their changes.

Floors, lowest last; a floor imports only from those below it:

    cli
    app, daemon, backfill, demo
    pipeline, storage
    announce_sight
    ingest, announce, settings
    domain: accuracy | conditions, classify | ports | model

`monitor` may import `alerts`; `alerts` never imports `monitor`.
"""
