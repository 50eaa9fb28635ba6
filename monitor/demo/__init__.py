"""The truce of October 2020, played offline: a loopback publisher, the real daemon on a staged clock, real receivers.

The articles in `story.toml` are our own words about public facts. Nothing here is used by the daemon itself.
"""
