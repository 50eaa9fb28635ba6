"""A classifier that does to its process what a text says; imported inside workers by its path."""

import os
import re
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from monitor.domain.model.article import Article
from monitor.domain.model.lexicon import Lexicon
from monitor.domain.model.report import Coding, Label


class FakeCoder:
    """Codes nothing; a text to code, or a title to triage, that begins with a command carries it out."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def triage(self, texts: Sequence[str]) -> list[bool]:
        for text in texts:
            command, argument, *_ = *text.split(" "), ""
            obey(command, argument)
        return ["truce" in text.lower() for text in texts]

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
        case "NAP":
            time.sleep(0.3)
        case "SIGN":
            with Path(argument).open("a") as book:
                book.write(f"{os.getpid()}\n")
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
