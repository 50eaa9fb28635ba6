"""A classifier that does to its process what a text says; imported inside workers by its path."""

import os
import re
import signal
import time
from pathlib import Path

from monitor.domain.model.article import Article
from monitor.domain.model.lexicon import Lexicon
from monitor.domain.model.report import Coding, Label


class FakeCoder:
    """Codes nothing; a text to code, or a title to triage, that begins with a command carries it out."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def triage(self, title: str, summary: str) -> bool:
        obey(title.partition(" ")[0], "")
        return "truce" in f"{title} {summary}".lower()

    def code(self, article: Article) -> Coding:
        command, _, rest = article.text.partition(" ")
        obey(command, rest.split(" ")[0])
        lang = "unsupported" if article.lang == "xx" else "en"
        relevant = "truce" in article.reading.lower()
        return Coding(relevant, False, Label.NONE, (), 0.5, (), lang=lang)


def obey(command: str, argument: str) -> None:
    match command:
        case "SLEEP":
            time.sleep(600)
        case "SPIN":
            re.fullmatch("(a|aa)+$", "a" * 80 + "b")  # C code that never comes back to Python
        case "DIE":
            os.kill(os.getpid(), signal.SIGKILL)
        case "DIE-ONCE" if not Path(argument).exists():
            Path(argument).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        case "EAT":
            bytearray(10**15)
        case "RAISE":
            raise KeyError("a bug")
