"""Ways out: mail, webhook, console. Each file holds one channel and its configuration.

Nothing is imported here, so that a program that prints to the console loads no mail or HTTP library.
"""
