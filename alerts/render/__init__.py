"""Wording of alerts for each sink: mail (subject, text, HTML), terminal and webhook; pure, and inert on hostile text.

`wording.py` picks and cleans the words once, the others lay them out.
"""

from alerts.render.markup import render_html
from alerts.render.payload import SCHEMA_VERSION, render_webhook
from alerts.render.plain import render_text
from alerts.render.terminal import render_block, render_line
from alerts.render.wording import subject

__all__ = ["SCHEMA_VERSION", "render_block", "render_html", "render_line", "render_text", "render_webhook", "subject"]
