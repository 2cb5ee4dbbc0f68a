"""Full stops that end a word cut short and no sentence: titles, old first names, numbers, sums."""

import re

_BEFORE = r"(?:^|[\s(\[“\"'’])"
# Titles, and other words cut short, that stand before what they belong to.
_BEFORE_NAME = re.compile(
    rf"{_BEFORE}(?:Mr|Mrs|Ms|Dr|Prof|Mme|Mlle|Mmes|Messrs|Rev|Revd|Gov|Sen|Rep|Hon|Msgr|Mgr|Mons|Ven|Rt"
    r"|Supt|Insp|Sgt|Sergt|Serjt|Cpl|Corpl|Pvt|Lt|Lieut|Capt|Col|Gen|Genl|Cmdr|Commr|Adm|Maj|Brig"
    r"|(?:Lt|Lieut)\.-(?:Col|Gen|Gov|Cmdr|Commr)|Abp|Bp|Pres|Dist|Mt|Ft|fl|ca|[Aa]pprox|[Cc]f"
    r"|[Vv]iz|vs|[Ee]ds?|incl|dept|Bd|Abb|Nr|Hr|Fr|Sr|Sra|Cllrs?|Ald|Pte|Gnr|Spr|Det|Flt|Assoc|Asst"
    r"|Const)\.$"
)
# The same in capitals, as in the labels of a transcript; "MS. The" may end a sentence.
_SHOUTED = re.compile(
    rf"{_BEFORE}(?:(?P<plain>MR|MRS|DR|MESSRS)"
    r"|MS|PROF|REV|GOV|SEN|REP|HON|SUPT|INSP|SGT|CPL|LT|LIEUT|CAPT|COL|GEN|MAJ|CLLR|ALD|ST|MME)\.$"
)
_CAPITALS = re.compile(r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ’'.-]")
# First names as clerks wrote them, and brothers. One may be the last word of a sentence, too.
_FIRST_NAME = re.compile(
    rf"{_BEFORE}(?:Abm|Andw|Benj|Chas|Danl|Ebenr|Edwd?|Eliz|Fredk|Geo|Hy|Jas|Jno|Jos|Margt|Nathl"
    r"|Richd|Robt|Saml|Thos|Wm|Bros)\.$"
)
_NAME = re.compile(
    r"(?!(?:The|He|She|It|They|We|I|In|But|And|This|That|These|Then|There|When|His|Her|Their|On|At|A"
    r"|An|You|My|Our|Your|No|Not|Who|What|Why)\b(?!\.))[A-ZÀ-ÖØ-Þ]"
)
_BEFORE_NUMBER = re.compile(
    rf"{_BEFORE}(?:[Nn]os?|[Vv]ols?|[Pp]p?|[Ff]igs?|[Ff]ols?|[Ff]f|[Aa]rts?|[Cc]h|[Cc]hap|[Ss]ects?"
    r"|[Ss]ec|[Rr]efs?|[Ee]qs?|[Tt]abs?|[Pp]aras?|[Cc]l|[Aa]pp|[Vv]|[Vv]v|[Ll]l|[Pp]t|[Kk]ap|[Tt]el"
    r"|[Ee]xt|[Oo]p|et\sal|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$"
)
_NUMBER = re.compile(r"[\d(\[#]|[IVXLC]+\b")
# "£3 4s. 6d.", "2 cwt. 3 qrs.", "5 ft. 3 in.": a part of a sum before its smaller part.
_PART = re.compile(r"(?:£ ?[\d,]+|\d[½¼¾]? ?(?:[ls]|tons?|cwt|qrs?|lbs?|st|ft|yds?|hrs?))\.$")
_SMALLER = re.compile(r"\d{1,2}[½¼¾]? ?(?:[sd]|cwt|qrs?|lbs?|oz|in|ft|mins?)\b")
# "On the 4th inst. Mr. Grey came": a sentence may end there, but not before it says anything.
_THIS_MONTH = re.compile(
    r"[“\"‘(\[]?(?:On|Upon|Since|From|By|Until|About|Before|After)\b[^.,;:?!]{1,40}\b(?:inst|ult|prox)\.$"
)


def is_cut_short(piece: str, after: str) -> bool:
    """Whether the full stop at the end of `piece`, of a sentence so far, ends none before `after`.

    Both may be cut off where they are long.
    """
    if _BEFORE_NAME.search(piece) or _THIS_MONTH.match(piece):
        return True
    if shouted := _SHOUTED.search(piece):
        return bool(_CAPITALS.match(after) or (shouted["plain"] and _NAME.match(after)))
    if _FIRST_NAME.search(piece) and _NAME.match(after):
        return True
    if _PART.search(piece) and _SMALLER.match(after):
        return True
    return bool(_BEFORE_NUMBER.search(piece) and _NUMBER.match(after))
