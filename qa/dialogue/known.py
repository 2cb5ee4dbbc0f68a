"""Who is a person, as the conversation itself says: "Who was X?", "X, when was he born?"."""

from dataclasses import replace

from qa.dialogue.mentions import Mention
from qa.dialogue.nature import Gender
from qa.syntax import Parse
from qa.words import terms_of, words_of

_GENDERS: dict[str, Gender] = {
    "he": "male", "him": "male", "his": "male", "she": "female", "her": "female",
}  # fmt: skip


def known_persons(
    text: str, whole: str, parse: Parse, mentions: tuple[Mention, ...]
) -> tuple[Mention, ...]:
    """The mentions of `whole`, which `text` stands for, with the persons among them known as such.

    A name that was put in for "he", or the only one that "he" can stand for, is a man's.
    """
    genders = {_GENDERS[word] for word in words_of(text) if word in _GENDERS}
    typed = set(terms_of(text))
    names = [one for one in mentions if one.named and one.nature != "time"]
    meant = [one for one in names if not set(terms_of(one.text)) <= typed] or names
    if len(genders) == 1 and len(meant) == 1:
        known = replace(meant[0], nature="person", gender=genders.pop())
        return tuple(known if one is meant[0] else one for one in mentions)
    if [word.lemma for word in parse[:2]] == ["who", "be"] and len(names) == 1:
        known = replace(names[0], nature="person")
        return tuple(known if one is names[0] else one for one in mentions)
    return mentions
