"""What a word is, as numbers: traits that say if a span can be a person, a date, a price."""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from qa.nouns import kind_of_noun
from qa.syntax import Parse

Floats = npt.NDArray[np.float32]

TRAITS = (
    "proper",
    "noun",
    "numeral",
    "verb",
    "adjective",
    "pronoun",
    "conjunction",
    "preposition",
    "comma",
    "is_person",
    "is_place",
    "is_organisation",
    "is_group",
    "is_work",
    "is_date",
    "is_time",
    "is_cardinal",
    "is_ordinal",
    "is_money",
    "is_percent",
    "is_quantity",
    "year",
    "decade",
    "month",
    "weekday",
    "clock",
    "day_word",
    "season",
    "relative_day",
    "ago_or_later",
    "digits",
    "number_word",
    "time_unit",
    "measure_unit",
    "money_unit",
    "percent_sign",
    "vague_number",
    "person_noun",
    "place_noun",
    "organisation_noun",
    "name_noun",
    "title_noun",
    "because",
    "so_that",
    "to_do",
    "by_or_with",
    "negation",
    "yes_or_no",
    "quotation",
    "code",
)
_NUMBER_OF = {name: n for n, name in enumerate(TRAITS)}

_POS = {
    "PROPN": "proper",
    "NOUN": "noun",
    "NUM": "numeral",
    "VERB": "verb",
    "AUX": "verb",
    "ADJ": "adjective",
    "PRON": "pronoun",
    "CCONJ": "conjunction",
    "ADP": "preposition",
}
_ENTITY = {
    "PERSON": "is_person",
    "GPE": "is_place",
    "LOC": "is_place",
    "FAC": "is_place",
    "ORG": "is_organisation",
    "NORP": "is_group",
    "WORK_OF_ART": "is_work",
    "PRODUCT": "is_work",
    "EVENT": "is_work",
    "LAW": "is_work",
    "LANGUAGE": "is_work",
    "DATE": "is_date",
    "TIME": "is_time",
    "CARDINAL": "is_cardinal",
    "ORDINAL": "is_ordinal",
    "MONEY": "is_money",
    "PERCENT": "is_percent",
    "QUANTITY": "is_quantity",
}
_KINDS = {
    "person": "person_noun",
    "place": "place_noun",
    "organisation": "organisation_noun",
    "name": "name_noun",
    "title": "title_noun",
}
_PATTERNS = {
    "year": re.compile(r"(1[0-9]|20)\d\d"),
    "decade": re.compile(r"(1[0-9]|20)?\d0['’]?s|(twen|thir|for|fif|six|seven|eigh|nine)ties"),
    "clock": re.compile(r"\d{1,2}[:.]\d\d|\d{1,2}[ap]m"),
    "digits": re.compile(r"[\W_]*\d.*"),
    "code": re.compile(r".*[`_/\\].*|--?\w.*|\.\w+"),
}
_WORDS = {
    "month": "january february march april may june july august september october november"
    " december jan feb mar apr jun jul aug sep sept oct nov dec",
    "weekday": "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays"
    " wednesdays thursdays fridays saturdays sundays weekday weekdays weekend weekends",
    "day_word": "day date morning evening afternoon night noon midnight midday dawn dusk a.m. p.m."
    " am pm o'clock",
    "season": "spring summer autumn winter easter christmas",
    "relative_day": "yesterday today tomorrow tonight last next previous following this now",
    "ago_or_later": "ago later earlier after before since until till during when while",
    "number_word": "one two three four five six seven eight nine ten eleven twelve thirteen"
    " fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty"
    " seventy eighty ninety hundred thousand million billion dozen half third quarter"
    " hundreds thousands millions dozens once twice none no",
    "time_unit": "second minute hour day night week fortnight month year decade century generation",
    "measure_unit": "metre meter kilometre kilometer km mile foot feet inch yard acre hectare litre"
    " liter gallon ton tonne kilogram kilo kg gram g m cm mm pound ounce degree knot volt watt"
    " megabyte gigabyte mb gb kb byte fathom league square cubic nautical horsepower celsius",
    "money_unit": "dollar euro pound crown franc yen rupee cent penny pence krone riel baht yuan"
    " mark peso ruble $ £ € ¥ usd",
    "percent_sign": "% percent per cent percentage",
    "vague_number": "several many few more less most than about nearly almost over some around"
    " approximately roughly only least up under fewer",
    "because": "because since as due owing",
    "so_that": "so that order",
    "to_do": "to",
    "by_or_with": "by with through via using without",
    "negation": "not n't no never neither nor none nobody nothing without cannot",
    "yes_or_no": "yes no",
    "quotation": '" “ ” ‘ ’ «',
    "comma": ", ; - – — :",
}


@lru_cache(maxsize=1)
def _by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for trait, words in _WORDS.items():
        for word in words.split():
            found[word] = (*found.get(word, ()), trait)
    return found


@lru_cache(maxsize=1 << 15)
def _row(form: str, pos: str, lemma: str, entity: str) -> bytes:
    row = np.zeros(len(TRAITS), dtype=np.float32)
    listed = _by_word()
    named = {_POS.get(pos, ""), _ENTITY.get(entity, "")}
    named.update(listed.get(form, ()), listed.get(lemma, ()))
    named.update(trait for trait, pattern in _PATTERNS.items() if pattern.fullmatch(form))
    if pos == "NOUN":
        named.add(_KINDS.get(kind_of_noun(lemma), ""))
    for trait in named - {""}:
        row[_NUMBER_OF[trait]] = 1
    return row.tobytes()


def traits_of(parse: Parse, forms: Sequence[str]) -> Floats:
    """The traits of each word, (n, traits) of 0 and 1; `forms`: the words in lower case."""
    rows = [
        _row(form, word.pos, word.lemma, word.entity)
        for form, word in zip(forms, parse, strict=True)
    ]
    return np.frombuffer(b"".join(rows), dtype=np.float32).reshape(len(rows), len(TRAITS))
