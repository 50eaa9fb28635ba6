"""The classifier: one article in, its coding out. Pure; all that it knows is the lexicon it is made with."""

from collections.abc import Sequence
from dataclasses import replace

from monitor.domain.classify.cast import Cast
from monitor.domain.classify.gazetteer import compile_gazetteer
from monitor.domain.classify.language import LanguageReader
from monitor.domain.classify.normalise import fold_text
from monitor.domain.classify.projection import Projector
from monitor.domain.classify.reading import Reader
from monitor.domain.classify.reports import Found, ReportWriter
from monitor.domain.classify.ruled_out import Passed, RuledOut
from monitor.domain.classify.scene import SceneReader
from monitor.domain.classify.tokens import tokenise
from monitor.domain.classify.triage import compile_triage
from monitor.domain.classify.vocabulary import compile_vocabulary
from monitor.domain.model.article import Article
from monitor.domain.model.lexicon import Lexicon
from monitor.domain.model.report import Act, Coding, Label
from monitor.domain.model.time import tellable

UNSUPPORTED = "unsupported"


class Coder:
    """Codes articles after one lexicon; making one costs most of a second, coding an item under a millisecond."""

    def __init__(self, lexicon: Lexicon) -> None:
        vocabulary = compile_vocabulary(lexicon.patterns)
        cast = Cast(lexicon, vocabulary)
        self._languages = LanguageReader(vocabulary)
        self._reader = Reader(compile_gazetteer(lexicon), vocabulary, cast)
        self._scenes = SceneReader(cast, vocabulary)
        self._reports = ReportWriter(cast, vocabulary, lexicon.patterns)
        self._projector = Projector(cast, vocabulary, lexicon.patterns)
        self._triage = compile_triage(lexicon.patterns, vocabulary, cast.names_of_armed())

    def triage(self, texts: Sequence[str]) -> list[bool]:
        """Tell cheaply of each text whether it can matter."""
        return self._triage.matter(texts)

    def code(self, article: Article) -> Coding:
        """Read one article; a language that is not read gets a coding that says so, and no guess.

        Where nothing was read, the confidence is 0.
        """
        return self._code(article, None)[0]

    def ruled_out(self, article: Article) -> tuple[RuledOut, ...]:
        """Give what spoke for an act about a truce and was ruled out, in the text's order, an act once a sentence."""
        passed: list[Passed] = []
        _, found = self._code(article, passed)
        if found is None:
            return ()
        told = {(f.line, act) for f, report in found.findings for act in (f.rule.act, report.act)}
        strongest: dict[tuple[int, Act], Passed] = {}
        for one in sorted(passed, key=lambda one: one.line):
            if (one.line, one.act) not in told:
                strongest.setdefault((one.line, one.act), one)
        return tuple(
            RuledOut(one.act, one.reason, found.page.evidence(one.line, one.rule)) for one in strongest.values()
        )

    def _code(self, article: Article, passed: list[Passed] | None) -> tuple[Coding, Found | None]:
        if article.published is not None and not tellable(article.published):
            article = replace(article, published=None)
        folded = fold_text(article.reading)
        tokens, sentences = tokenise(folded.text)
        if not self._languages.is_english(tokens, article.lang):
            return Coding(False, False, Label.NONE, (), 0.0, (), UNSUPPORTED), None
        if not any(word[0].isalpha() for word, *_ in tokens):
            return Coding(False, False, Label.NONE, (), 0.0, ()), None
        lines = self._reader.read(tokens, sentences)
        scene = self._scenes.read(lines)
        found = self._reports.write(article, folded, lines, scene, passed)
        return self._projector.project(lines, scene, found), found
