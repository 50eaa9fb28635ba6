"""Decides who hears of a change, and sees that they do.

Floors, lowest last:

    dispatcher, channels
    policy, render, ports
    model, and the edge pieces that `monitor` needs too: addresses, http, text, redaction

Nothing here imports `monitor`.
"""
