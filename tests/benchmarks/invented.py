"""Sentences of our own, as many as wanted: of wars, and of everything else. The same seed gives the same sentences."""

import random

_WAR = (
    "{actor} said on {day} that a ceasefire in {place} would begin at {hour} and hold for {number} days",
    "The truce in {place} was broken when {actor} fired {number} rockets at {other} positions, residents said",
    "{actor} accused {other} of violating the ceasefire near {place} at least {number} times since {day}",
    "A roadside bomb hit a convoy of {other} outside {place}, wounding {number} soldiers; nobody claimed the attack",
    "Mediators proposed a humanitarian pause of {number} hours so that aid could reach {place}",
    "A spokesman for {actor} denied that its fighters had shelled {place} and promised to respect the agreement",
    "{other} launched {number} air strikes on {place} on {day}, killing civilians, a local official said",
    "Talks between {actor} and {other} about extending the truce in {place} ended on {day} without a result",
    "{actor} threatened to end the cessation of hostilities unless {other} withdrew from {place}",
    "Clashes between {actor} and {other} spread to the outskirts of {place}, forcing {number} families to flee",
    "{actor} claimed responsibility for the drone attack that struck {place} before dawn on {day}",
    "Both sides agreed to a {number}-day extension of the ceasefire, the ministry in {place} announced",
)
_PEACE = (
    "The {adjective} {thing} of {town} will {deed} the {other_thing} {when}, the {office} told visitors on {day}",
    "{town} opened its {adjective} {thing} after {number} months of work on the {other_thing}",
    "More than {number} people came to see how the {thing} is made from {adjective} {other_thing}",
    "Critics called the {thing} {adjective}, yet the {office} of {town} sold every {other_thing} within {number} hours",
    "Researchers in {town} counted {number} kinds of {thing} in a single {adjective} {other_thing}",
    "The {office} expects that prices of {thing} and {other_thing} rise by {number} percent {when}",
    "Rain fell on {town} for {number} days, and the {adjective} {thing} had to {deed} beside the {other_thing}",
    "A {adjective} {thing} from {town} won the prize for the best {other_thing} of the season",
    "Readers asked how to {deed} a {thing} when no {adjective} {other_thing} is at hand",
    "The home side scored {number} points in the second half and will {deed} its {adjective} {thing} {when}",
)
_SLOTS = {
    "actor": (
        "Hezbollah|Hamas|the Houthis|the Rapid Support Forces|Kataib Hezbollah|M23|the Arakan Army|Islamic Jihad"
        "|the PKK|the Syrian Democratic Forces|al-Shabab|the Tigray People's Liberation Front"
    ),
    "other": "Israeli|Sudanese|Saudi|Turkish|US|Iraqi|Congolese|Ethiopian|Russian|Ukrainian|Armenian|Yemeni",
    "place": "Gaza|Khartoum|Baghdad|Hodeidah|Goma|Idlib|Sirte|Kharkiv|Stepanakert|Mekelle|Nablus|Kirkuk|Marib",
    "day": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
    "hour": "06:00|07:00|noon|midnight|18:00",
    "town": "Bramley|Orsova|Lunde|Castelo|Varnavik|Tolmin|Ashdale|Perivale|Montclar|Ribe|Sorrel Bay|Halvik|Quintero",
    "office": "museum|council|orchestra|library|bakery|club|observatory|railway|school|market|theatre|gallery",
    "when": "next spring|by the end of the year|this weekend|before winter|in two stages|from next week",
    "deed": "paint|repair|exhibit|measure|polish|rebuild|borrow|translate|taste|water|photograph|catalogue",
    "adjective": (
        "quiet|wooden|late|modest|striped|salty|early|crooked|gentle|copper|narrow|hollow|distant|spare|patient|faded"
        "|woollen|bitter|sunny|square|brittle|plain|tidy|slow"
    ),
    "thing": (
        "bridge|cheese|garden|piano|lantern|orchard|recipe|timetable|mosaic|harbour|violin|ferry|greenhouse|pottery"
        "|festival|kitchen|novel|telescope|tram|carpet|meadow|clock|chorus|lighthouse|bread|film|exhibition|season"
    ),
}
_CHOICES = {slot: words.split("|") for slot, words in _SLOTS.items()} | {"other_thing": _SLOTS["thing"].split("|")}


class Inventor:
    """Invents texts; `war` says of what kind. All war of one inventor is between the same two about the same place."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  no secret hangs on it
        self._story = {slot: self.chance.choice(_CHOICES[slot]) for slot in ("actor", "other", "place")}

    def sentence(self, *, war: bool) -> str:
        pick = self.chance.choice
        words = {slot: pick(choices) for slot, choices in _CHOICES.items()} | self._story
        text = pick(_WAR if war else _PEACE).format(number=self.chance.randint(2, 90), **words)
        return f"{text[0].upper()}{text[1:]}."

    def title(self, *, war: bool) -> str:
        return self.sentence(war=war).rstrip(".").split(";", maxsplit=1)[0]

    def passage(self, sentences: int, *, war: bool) -> str:
        return " ".join(self.sentence(war=war) for _ in range(sentences))

    def paragraphs(self, count: int, *, war: bool) -> list[str]:
        """So many paragraphs; even a report of war goes on about other things after the first quarter."""
        return [self.passage(4, war=war and at * 4 < count) for at in range(count)]
