"""Follow-ups that move on from the answer: "Who else?", "And then?", "How many?"."""

import re

from qa.dialogue.frames import Frame, capital
from qa.dialogue.heard import Heard, phrase
from qa.dialogue.mention import Mention

_ARGUMENTS = frozenset({"who", "whom", "what"})


def topic_of(turn: Heard) -> Mention | None:
    """What a question is about: the first name, else its subject, else the first mention."""
    found = [one for one in turn.mentions if one.nature != "time"]
    subjects = [one for one in found if one.role == "subject"]
    named = [one for one in found if one.named]
    return next(iter(named or subjects or found), None)


def whole(named: Mention, turn: Heard) -> Mention:
    """Of "the battle of Hastings", all of it."""
    holding = (
        one
        for one in turn.mentions
        if not one.named and one.place[0] < named.place[0] < one.place[0] + len(one.text)
    )
    return next(holding, named)


def next_of(turn: Heard, doer: str | None = None) -> str:
    """ "And then?": what came after; `doer`: to whom, where that is said."""
    topic = topic_of(turn)
    if doer is not None:
        return f"What happened to {doer} next?"
    if topic is None:
        return "What happened next?"
    return f"What happened to {whole(topic, turn).text} next?"


def others_of(asks: str, turn: Heard, frame: Frame) -> str:
    """ "Who else?" of the question before: with "else" behind its asking word, or put in place of
    its subject; "Anything else?" of what it was about."""
    old = frame.asks.lower()
    topic = topic_of(turn)
    if asks == "more" or (asks == "what" and old.split(" ")[0] not in ("what", "which")):
        known = "" if topic is None else f" is known about {whole(topic, turn).text}"
        return f"What else{known}?"
    if not asks and old in ("where", "when", "why", "how"):
        asks = "who"  # "And the others?"
    same = asks == old or old.split()[-1:] == [asks] or {asks, old} <= {"who", "whom"}
    if old and (not asks or same):
        if " else" in f" {turn.question.lower()}":
            return turn.question
        asked = (
            f"{frame.asks} else"
            if old in _ARGUMENTS | {"where", "when", "why", "how"}
            else (f"{frame.asks.split()[0]} other {frame.noun or ''}".strip())
        )
        return f"{capital(f'{asked} {frame.tail}'.strip())}?"
    asks = asks or "who"
    core = f" {frame.core} "
    for subject in ("someone", "something"):
        if f" {subject} " in core:
            return f"{capital(asks)} else{core.replace(f' {subject} ', ' ', 1).rstrip()}?"
    alone = topic is not None and not re.search(rf" {re.escape(topic.text)}(?:,| and) ", core)
    if asks == "who" and topic is not None and alone and topic.role == "subject":
        if topic.text not in core:
            return f"{capital(asks)} else{core.rstrip()}?"
        return f"{capital(asks)} else{core.replace(f' {topic.text} ', ' ', 1).rstrip()}?"
    return f"{capital(asks)} else{core.rstrip()}?"


def who_did(turn: Heard, frame: Frame) -> str:
    """ "Who did, then?" of "Did Biscuit play on it": who played on it."""
    if frame.asks:
        return turn.question
    topic, core = topic_of(turn), f" {frame.core} "
    core = core if topic is None else core.replace(f" {topic.text} ", " ", 1)
    return f"Who{core.rstrip()}?"


def died_of(turn: Heard) -> str | None:
    """ "Of what?" of a question that speaks of somebody's death; None of another."""
    topic = topic_of(turn)
    dies = any(word.lemma in ("die", "death") for word in turn.parse)
    return f"What did {topic.text} die of?" if topic is not None and dies else None


def who_they_are(turn: Heard, frame: Frame) -> str | None:
    """ "Who were they?" of "How many people were sent there?": which people; None of a question
    that counts nobody."""
    if frame.asks.lower() == "how many" and frame.tail and not frame.noun:
        return f"Who {frame.tail}?"  # "How many voted against?"
    counts = frame.asks.lower().startswith("how many") and frame.noun
    people = any(one.text == frame.noun and one.nature != "thing" for one in turn.mentions)
    return f"{capital(f'which {frame.noun} {frame.tail}')}?" if counts and people else None


def how_many_there(turn: Heard) -> str | None:
    """ "How many are there?" of what was asked about: "How many of Torvik's logbooks are there?";
    None where nothing is that can be counted."""
    many = next((m for m in turn.mentions if m.plural and not m.named and m.nature != "time"), None)
    if many is None:
        return None
    bare = many.text.removeprefix("the ").removeprefix("The ")
    owned = re.search(r"['’]s? ", bare) is not None
    past = any(word.tag == "VBD" for word in turn.parse)
    return f"How many {'of ' * owned}{bare} {'were' if past else 'are'} there?"


def asked_how_many(asks: str, turn: Heard, frame: Frame) -> str:
    """ "How many?" of the question before: of its plural noun."""
    many = [one for one in turn.mentions if one.plural and not one.named]
    if not many:
        topic = topic_of(turn)
        if asks == "how much" and not frame.asks and topic is not None and not topic.named:
            return f"How much is {phrase(topic.text)}?"  # "Do I need a permit?"
        return f"{capital(asks)} {frame.core if not frame.asks else frame.tail}?"
    noun = many[0].text
    bare = noun.split(" ", 1)[-1] if noun.lower().startswith(("the ", "any ", "some ")) else noun
    core = f" {frame.core} ".replace(f" {noun} ", " ", 1).strip()
    return f"{capital(asks)} {bare} {core}?"
