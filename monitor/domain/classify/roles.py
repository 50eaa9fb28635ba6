"""Who does it to whom: the readers of doers, of those they face, and of the groups that both stand in."""

from monitor.domain.classify.doers import DoerReader
from monitor.domain.classify.faced import FacedReader
from monitor.domain.classify.groups import GroupReader
from monitor.domain.classify.vocabulary import Vocabulary
from monitor.domain.classify.whose import Whose


class Roles:
    """The readers of roles; made once per vocabulary."""

    def __init__(self, vocabulary: Vocabulary, armed: frozenset[str] = frozenset()) -> None:
        """`armed` are the armed groups."""
        self.whose = Whose(vocabulary)
        self.groups = GroupReader(vocabulary, self.whose)
        self.doers = DoerReader(vocabulary, self.whose, self.groups, armed)
        self.faced = FacedReader(vocabulary, self.groups)
