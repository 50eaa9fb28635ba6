"""The small words by which roles are told, and how far each reaches; what stands behind a preposition."""

from collections.abc import Sequence

from monitor.domain.classify.inflect import FINITE, ING
from monitor.domain.classify.units import Unit

JOINTS = frozenset({"and", "&", ",", "the", "'s", "or", "its", "both", "with", "their"})
GROUPED = JOINTS | {"(", ")", "rival", "general"}  # `the Estado Mayor Central (EMC)`
LOCAL = frozenset(
    {
        "on",
        "against",
        "in",
        "at",
        "near",
        "into",
        "over",
        "with",
        "to",
        "inside",
        "across",
        "toward",
        "towards",
        "between",
        "within",
        "outside",
        "around",
        "by",
    }
)
APART = LOCAL | {"for", "from", "of", "that", "who", "which", "than", "under", "come", "comes", "came"}
TOWARD = frozenset({"with", "between", "against", "on", "at", "to", "targeting", "towards", "toward", "in"})
AGAINST = frozenset({"with", "between", "against"})
AWAY = frozenset({"by", "from", "said", "says", "after"})
WHERE = frozenset({"in", "near", "across", "inside", "outside", "around"})
ONTO = frozenset({"on", "against"})
OF = frozenset({"of", "for"})
FROM = frozenset({"from"})
FELL_AT = frozenset({"trying", "fleeing", "when", "after", "as", "while", "along", "amid", "this", "last", ",", "and"})
FELL = (WHERE - {"around"}) | FELL_AT | {"by", "at", "on", "during"}
COUNTED = frozenset(
    {
        "hundreds",
        "thousands",
        "dozens",
        "scores",
        "groups",
        "bands",
        "members",
        "faction",
        "splinter",
        "band",
        "remnants",
    }
)  # `of` whom the doers are: `dozens of Houthis`, `a faction of the Taliban`
DECIDED = frozenset({"decision", "decisions", "move", "plan", "intention", "threat", "choice", "readiness"})
# whose is what they are to do: `regretted the decision of the rebels to end their truce`
ARTICLES = frozenset({"the", "a", "an", "its", "some", "many"})
PARTS = frozenset(
    [
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "northeastern",
        "northwestern",
        "southeastern",
        "southwestern",
        "upper",
        "lower",
        "occupied",
        "neighbouring",
        "neighboring",
        "nearby",
        "rural",
    ]
)  # of a land: `into western Uganda`
DECIDING = 4  # units before a name in which its decision stands
GROUP = 12  # units over which actors are coordinated
SPOKEN = 7  # units behind a name within which its `said` stands
LEFT_OUT = 5  # units behind `excludes` within which the group left out is named
CLOSES = frozenset({",", '"'})
OWNERS = 6  # units behind a truce within which its own `by` stands
DOER = 16  # units behind a verb or noun within which its `by` stands
OPENING = 3  # units within which a sentence's first subject begins
UNNAMED = 8  # units over which a force that is not named can be the subject
SUBJECT = 24  # units over which a verb looks for its subject
# What joins a verb in these forms to the one before.
JOINED_BY = {"and": FINITE, "but": FINITE, "by": ING, ",": FINITE | ING}
JOINED = 24  # units between two verbs of one subject
ASIDE_REACH = 16  # units of the longest aside between commas
OWN = frozenset({"its", "their", "his", "our"})
OWNED = 5  # units within which an owner's office or force stands: `Israel's armed forces`
NAMES = 2  # words of a name that nobody knows behind an owner: `Colombia's Juan Santos`
# What opens an aside that can be long.
CLAUSES = frozenset({"where", "which", "who", "whom", "whose"})
RELATIVES = (CLAUSES - {"where"}) | {"comprising", "including"}
OPENERS = frozenset(
    {
        "a",
        "an",
        "the",
        "one",
        "which",
        "who",
        "whom",
        "whose",
        "once",
        "another",
        "also",
        "formerly",
        "itself",
        "with",
        "following",
        "citing",
    }
)
# Who acts for the country behind `of`: `accused the government of Yemen of breaking`.
RULERS = frozenset(
    {"government", "the government", "army", "the army", "military", "the military", "junta", "regime", "cabinet"}
)
RELATED = frozenset({"that", "which"})  # `the Kabul attack that killed ten`: not who speaks of it killed them
_COUNTS = frozenset({"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozens", "hundreds"})
COUNTING = ARTICLES | _COUNTS  # what opens an object
NO_OBJECT = FELL | OF | FROM | {"and", "near"}  # behind these it is none
LATER = 7  # units behind a verb within which who is hit stands behind a time or a place
SAID = 2  # units from `say` to a predicate of which it is not the speaker's
HEDGES = frozenset({"to", "that", ",", '"', "on"})  # behind `say`: what follows can be the speaker's own
# Whose deed a headline tells without an article: `ELN says army bombed its camp`.
STATE_MEN = frozenset(
    {
        "army",
        "military",
        "troops",
        "soldiers",
        "police",
        "junta",
        "regime",
        "government",
        "government forces",
        "coalition",
    }
)
USED = frozenset({"used", "operated", "manned", "populated", "frequented"})  # whose `by` is not the deed's
SITES = frozenset({"embassy", "consulate", "base", "bases"})  # in an actor's own name: what they stand near is meant
PAIRED = frozenset({"and", "or"})  # two participles with one `by`: `hacked or shot by rebels`
REBELS = frozenset({"rebels", "insurgents", "guerrillas", "separatists"})  # whom a country never commands
PASSIVE = frozenset({"was", "were", "been", "be", "is", "are", "being"})


def is_address(units: Sequence[Unit], at: int) -> bool:
    """Tell whether a country only says where a town is: `in Baghdad, Iraq, kills`."""
    if at < 2 or units[at].place is None or units[at - 1].word != ",":  # noqa: PLR2004 - a town and its comma
        return False
    town, closed = units[at - 2], at + 1 < len(units) and units[at + 1].word == ","
    return town.place is not None or (closed and town.capital and not town.actor)


def stands_behind(units: Sequence[Unit], at: int, words: frozenset[str]) -> bool:
    """Tell whether a unit stands behind one of the words, with no more between them than an article or a region."""
    for here in range(at - 1, max(-1, at - 4), -1):
        if units[here].word in words:
            return True
        if units[here].word not in ARTICLES | PARTS:
            return False
    return False
