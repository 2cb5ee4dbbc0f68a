"""A question that names nothing, asked of what was spoken of: "the pictures", "How many pages?"."""

import re
from collections.abc import Sequence

from qa.dialogue.filling import put
from qa.dialogue.frames import owning
from qa.dialogue.heard import Heard, key_words, tells_time, written
from qa.dialogue.mention import Mention
from qa.dialogue.moves import topic_of, whole
from qa.dialogue.pointing import points_back
from qa.dialogue.readings import Reading
from qa.owners import RELATIVES
from qa.syntax import Parse
from qa.words import terms_of

_FEW = 3  # content words: a question with more of them stands by itself
_LITTLE = 2  # those of a fragment that cannot be looked up alone
_OF_TOPIC, _SURELY = 1.0, 1.05
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VB", "MD"})
_ANYBODY = frozenset("people person many much anyone someone anybody".split())  # noqa: SIM905
_OF_SOMEBODY = frozenset(
    """
    lawyer solicitor barrister attorney successor predecessor deputy boss manager agent secretary
    assistant doctor neighbour neighbor friend girlfriend boyfriend partner colleague rival teacher
    pupil student mentor bodyguard driver biographer owner killer murderer victim follower
    """.split()  # noqa: SIM905 - as in qa.words
)
_DEFINING = re.compile(r"(?:and |so |but )?what(?:['’]s| is) an? ", re.IGNORECASE)
_VALUES = frozenset(
    """
    amount charge cost default fee format length limit maximum meaning minimum name price purpose
    range rate size type unit value
    """.split()  # noqa: SIM905
)
_LINKS = frozenset({"and", "but", "so", "or", "then"})


def is_fragment(text: str, parse: Parse) -> bool:
    """Whether a text is too short to stand alone and has no verb of its own: "Buried where?"."""
    words = [word for word in parse if word.pos != "PUNCT" and word.lemma not in _LINKS]
    finite = [word for word in words if word.tag in _FINITE]
    participle = finite == words[:1] and [word.tag for word in finite] == ["VBD"]
    return len(terms_of(text)) <= _LITTLE and (not finite or participle)


def asks_of_topic(text: str, parse: Parse, before: Sequence[Heard]) -> bool:
    """Whether a text can only be asked of what was spoken of: a fragment, or a question that names
    nothing where something has a name."""
    if is_fragment(text, parse):
        return True
    return _names_nothing(text, parse) and any(
        one.named for turn in before for one in turn.mentions
    )


def _names_nothing(text: str, parse: Parse) -> bool:
    """Whether a question has a verb and nobody in particular: "Who won?", "How many came?"."""
    if len(terms_of(text)) > _LITTLE or any(word.lemma == "the" for word in parse):
        return False
    told = [word for word in parse if word.pos in ("NOUN", "PROPN", "NUM", "ADJ", "ADV")]
    return all(word.lemma in _ANYBODY or word.tag == "WRB" for word in told)


def by_topic(
    text: str, parse: Parse, mentions: Sequence[Mention], before: Sequence[Heard]
) -> list[Reading]:
    """ "the pictures" as those of what was spoken of, where the question names nothing."""
    if any(one.named or (one.nature == "time" and tells_time(one.text)) for one in mentions):
        return []
    if _DEFINING.match(text):
        return []  # "What is a cover note?"
    terms = terms_of(text)
    topic = _topic(before, terms)
    if topic is None or len(terms) > _FEW or key_words(topic) & set(terms):
        return []
    bare = next((one for one in mentions if points_back(text, parse, one)), None)
    # Of one word nothing can be looked up: there the subject is meant, whatever the sources say.
    weight = _SURELY if len(terms) <= 1 else _OF_TOPIC
    if bare is None:
        end = len(text.rstrip(" ?.!"))
        return [Reading(put(text, [((end, end), f" ({written(topic)})")]), weight)]
    alone = bare.nature == "person" and not bare.plural and not _is_ones(bare)
    if alone and topic.nature == "person":
        return []  # the singer is not the drummer's
    noun = text[slice(*bare.place)].split(" ", 1)[1]
    if topic.lemma in _VALUES and " of " in topic.text:
        # "What is the maximum?" of what has the default that was asked for.
        return [
            Reading(
                put(text, [(bare.place, f"the {noun} of {topic.text.split(' of ', 1)[1]}")]), weight
            )
        ]
    owned = f"{owning(topic.text)} {noun}" if topic.named else f"the {noun} of {written(topic)}"
    return [Reading(put(text, [(bare.place, owned)]), weight)]


def _is_ones(one: Mention) -> bool:
    """Whether a noun says of whom somebody is something: "the widow", "the lawyer"."""
    return one.lemma in RELATIVES or one.lemma in _OF_SOMEBODY


def _topic(before: Sequence[Heard], terms: Sequence[str]) -> Mention | None:
    """What was asked about: the name that was asked about last, or what holds it; or else what
    there is. `terms`: those that the question has."""
    for turn in reversed(before):
        named = next((one for one in turn.mentions if one.named and one.nature != "time"), None)
        if named is not None:
            return whole(named, turn)
    last = before[-1]
    if set(terms) & set(terms_of(last.answer)):
        # "How many sacks?" after "Captain Lund brought sacks": no question had a name.
        people = (one for one in last.answered if one.nature in ("person", "group"))
        who = next((one for one in people if one.named and one.role == "subject"), None)
        if who is not None:
            return who
    return topic_of(last)
