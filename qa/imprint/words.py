"""How the lines at a page's head name the date of the page: the labels, and what stands beside."""

import re

from qa.bylines import BYLINE
from qa.dates.words import WEEKDAY
from qa.furniture import LABELS, is_sign, is_whole
from qa.mastheads import PAPERS

_ZONE = r"(?: ?(?-i:Z\b|[A-Z]{2,5}\b))?(?: ?[+-]\d\d:?\d\d)?"
_CLOCK = r"\d{1,2}[:.h]\d\d(?:[:.]\d\d(?:\.\d+)?)? ?(?:[ap]\.?m\b\.?)?|\d{1,2} ?[ap]\.?m\b\.?"
_TIME = rf"(?:\(?T?(?:{_CLOCK})(?: ?uhr)?{_ZONE}\)?|noon\b|midnight\b)"
SHORT_DAY = r"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)"
_WEEKDAY = rf"(?:{WEEKDAY}|{SHORT_DAY}\b\.?)"
_JOINING = r"(?:on|at|the|um|am|le|el|à|a las)\b"
# What belongs to a date beside its day: "7.30 on Tue," before it, "at 16:05 GMT" behind it.
BEFORE = re.compile(rf"(?<!\w)(?:(?:{_TIME}|{_WEEKDAY}|{_JOINING})[\s,]*)+$", re.IGNORECASE)
BEHIND = re.compile(rf"(?:[\s,|/·•–—-]*(?:{_JOINING}\s+)?(?:{_TIME}|{_WEEKDAY}))+", re.IGNORECASE)
HAS_WEEKDAY = re.compile(rf"\b{_WEEKDAY}(?!\w)", re.IGNORECASE)

# Fields of a line; a comma divides, but says less.
FIELD_END = re.compile(
    r"\s[-–—_]+\s|\s*[|·•;()\[\]»›>☰]\s*|\s{2,}|\s/\s|(?<=[\w)])(?<!\b[A-Z])[.!?]\s+|,\s*"
)
STRONG_END = re.compile(r"(?:^|[|·•;()\[\]»›>☰]|[-–—_]|\s{2,}|/|[.!?])\s*$")

_SUBJECT = r"(?:(?:this|the) (?:\w+ ){1,2}(?:was|is) )?"
_ON = r"(?: ?:| on| at| am| le| el| in)*:?"
_SEEN = (
    r"(?:web |online )?(?:publi(?:shed|cation(?: date)?|shing date|sh date)|(?:date )?posted|issued|issue date"
    r"|issue of|edition of|date of (?:publication|issue)|date|dated|created|broadcast"
    r"|aired|veröffentlicht|erstellt|erschienen|publiée?|publicado|pubblicato)"
)
FIRST = re.compile(
    rf"{_SUBJECT}(?:first|originally) (?:published|posted|printed|appeared)(?: online)?"
    rf"(?: in [^.:]{{2,40}}?)?{_ON}",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    rf"{_SUBJECT}(?:date )?{_SEEN}(?: online)?{_ON}"
    r"|(?:posted|published|written|submitted)(?: by [^.:]{2,40}?)?(?: in [^.:]{2,40}?)?(?: on)?"
    r"|for (?:immediate )?(?:release|publication)(?: on| at)?:?"
    r"|(?:strictly )?(?:under )?embargo(?:ed)?(?: until| till| to)?:?"
    r"|not for (?:release|publication) (?:before|until)",
    re.IGNORECASE,
)
UPDATED = re.compile(
    rf"{_SUBJECT}(?:and )?(?:page |content )?(?:last |most recently )?(?:updated?|modified|changed|revised|reviewed"
    rf"|edited|amended|corrected|checked)(?: date)?{_ON}|(?:current )?as of|version of"
    rf"|stand{_ON}|aktualisiert{_ON}|actualizado{_ON}|mis(?:e)? à jour{_ON}|modifiée?{_ON}",
    re.IGNORECASE,
)
MEETING = re.compile(
    r"(?:(?:draft|unconfirmed|confirmed|approved|final|signed|official|summary|the|board|council"
    r"|committee|cabinet|parish|town) ){0,3}minutes\b.*\b(?:of|on|held|meeting|session)\b.*"
    r"|date of (?:the )?meeting:?|(?:[\w’'-]+ ){0,3}meeting held\b.*",
    re.IGNORECASE,
)
LAST_MEETING = re.compile(r"\b(?:previous|last|prior|preceding)\b", re.IGNORECASE)
MINUTES = re.compile(r"\bminutes\b", re.IGNORECASE)
OF_MINUTES = re.compile(r"(?<!\d[ -])\b(?:Minutes|MINUTES)\b")  # not "Time: 8 pm (90 Minutes)"
INTERVIEWED = re.compile(
    rf"date of (?:the )?interview{_ON}|interview date{_ON}|(?:date )?interviewed{_ON}"
    r"|interviewed by [^.:]{2,40}? on",
    re.IGNORECASE,
)
# The date of something else than the page: a box of the past, a copy, an event.
OTHER = re.compile(
    r"©|\(c\)|\bcopyright\b|\byears? ago\b|\b(?:on )?this (?:day|week) in\b|\bon this day\b"
    r"|\bfrom (?:our|the) (?:issue|files?|archives?)\b"
    r"|\b(?:accessed|retrieved|downloaded|captured|archived|printed|expires|deadline|due)\b",
    re.IGNORECASE,
)
EVENT = re.compile(
    r"(?:times?|venue|where|place|location|when|tickets?|admission|doors|entry|price|cost)\b ?:"
    r"|(?:from )?\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?)? ?(?:to|until|till|[-–—]) ?\d{1,2}(?:[:.]\d\d)?"
    r" ?(?:[ap]\.?m\b|h\b|uhr\b|$)",
    re.IGNORECASE,
)
# What a page says of an article, where a box of facts says other things of its subject.
_OF_PAGE = (
    r"by|byline|authors?|reporters?|writers?|editors?|text|words|story|photos?|photographs?|pictures?"
    r"|images?|sources?|filed|tags?|category|section|topics?|updated|last updated|modified|published"
    r"|posted|created|issued|dated|first published|you are here|date|publication date|publishing date|headline|length|from|to|cc|subject|sent|contact|media contact"
    r"|embargo|issue|volume|edition|language|url|ref|reference|share|related|series|location|desk"
    r"|for immediate release|interview|opinion|exclusive|live|review|update|analysis|comment|letters?|hits|reading time|read time|temps de lecture|lesezeit"
)
FACT_LINE = re.compile(
    rf"(?!(?:{_OF_PAGE})\b)(?P<label>[A-Z][\w’'-]*(?: [\w’'-]+){{0,2}}) ?: \S+(?: \S+){{0,6}}",
    re.IGNORECASE,
)
SIGNED = re.compile(r"[Bb]y (?:[A-ZÀ-Þ][\w.’'-]* ){2,4}(?=\S|$)")
_FACT = re.compile(
    r"(?:born|died|founded|opened|closed|signed|launched|established|built|formed|started|ended"
    r"|effective|when|event|meeting|next|until|from|since|valid|adopted|passed|received|accepted"
    r"|version|release|rev|v)\b.*",
    re.IGNORECASE,
)
_NUMBERED = (
    r"(?:vol(?:ume)?|no|nr|issue|number|part|page|p|series|section|leaflet(?: no)?|edition)\.? ?"
    r"(?:\d+|[IVXLC]+)(?: for .{2,20})?"
)
ISSUE = re.compile(
    r"\b(?:vol(?:ume)?\.? ?\d|(?:no|nr)\.? ?\d|issue\b|number \d|edition\b)", re.IGNORECASE
)
PAPER = re.compile(rf"\b(?:{PAPERS}|sun|zeitung)\b", re.IGNORECASE)
_COUNT = re.compile(
    r"\d{1,3}|\d+[ -]?min(?:ute)?s?(?: read)?|\d[\d,]* (?:comments?|responses?|shares?|views?)"
    rf"|(?:updated|modified|edited|last edited|last updated)?:? ?{_TIME}|{_NUMBERED}"
    r"|(?:listen|save|share|print|comment|subscribe|subscribers?|members?|free|gift|e-?mail)\b.{0,30}",
    re.IGNORECASE,
)
_FILED = re.compile(r"(?:filed under|in|under|tags?|category|topics?|by):? .{2,60}", re.IGNORECASE)
_SMALL = re.compile(r"of|the|and|for|in|at|by|de|du|la|le|von|van|der|und|et|our|&|supplement")
_LONGEST = 7


def stands_beside(field: str) -> bool:
    """Whether a field of a line is one that stands beside the date of a page: a name, the number
    of an issue, a time, how long it takes to read."""
    field = field.strip(" *_.:")
    if not field or any(label.fullmatch(field) for label in (FIRST, PUBLISHED, UPDATED)):
        return True
    if _FACT.match(field):
        return False
    page = is_sign(field) or is_whole(LABELS, field) or is_whole(BYLINE, field)
    return page or is_named(field) or bool(_COUNT.fullmatch(field) or _FILED.fullmatch(field))


def is_named(field: str) -> bool:
    """Whether all words have capitals, as in a name or on a sign."""
    words = field.split()
    return len(words) <= _LONGEST and all(
        word[0].isupper() or not word[0].isalnum() or _SMALL.fullmatch(word) is not None
        for word in words
    )
