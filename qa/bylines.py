"""What the lines around an article look like: its date, its author, the captions of pictures."""

import re

from qa.furniture import is_whole, pattern

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    r"|janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre"
    r"|d[ée]cembre|januar|februar|märz|juni|juli|oktober|dezember|enero|febrero|marzo|abril|mayo"
    r"|junio|julio|agosto|septiembre|noviembre|diciembre)"
)
_WEEKDAYS = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_ORDINAL = r"(?:st|nd|rd|th|er|\.)?"
_DATE = (
    rf"(?:\d{{1,2}}{_ORDINAL} (?:de )?{_MONTHS}\.?,?(?: de)? \d{{4}}"
    rf"|{_MONTHS}\.? \d{{1,2}}{_ORDINAL},? \d{{4}}|{_MONTHS} \d{{4}}"
    r"|\d{4}[.-]\d{2}[.-]\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})"
)
_ZONE = r"(?: ?(?:[A-Z]{2,5}(?:[+-]\d{1,2})?|uhr|h))?"
_AT = r"(?:at |[àa] (?:las )?|um )?"
_CLOCK = r"(?:\d{1,2}[:.h]\d{2}(?::\d{2})? ?(?:[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?)"
_TIME = rf"(?:{_AT}{_CLOCK}{_ZONE})"
WHEN = rf"(?:{_TIME},? )?(?:{_WEEKDAYS},? )?(?:{_TIME},? )?{_DATE}(?:[ ,|/·•T–-]*{_TIME})?"
_LABEL = (
    r"(?>(?:first |date |this (?:article|page|story) was )?(?:publi(?:shed|cation|shing)|posted"
    r"|updated|modified|changed|last (?:updated|modified|changed)|issued?|date|created|reviewed"
    r"|edited|publi[ée]|mis [àa] jour|modifi[ée]|stand|erstellt|aktualisiert|ver[öo]ffentlicht"
    r"|publicado|actualizado)(?: (?:date|on|at|le|am|el))? ?:? ?)"
)
_AGO = r"(?:\d+ (?:min(?:ute)?|hour|day|week|month|year)s? ago)"

# A date by itself, or behind a label: "Publication date 05 September 2011 | 08:03 ICT".
DATE_LINE = pattern(
    rf"(?!.{{160}}){_LABEL}{{0,3}}(?:{WHEN}|{_AGO})"
    rf"(?:(?: and|[ ,|·•–—-])*+(?:{_LABEL}{{0,3}}(?:{WHEN}|{_AGO}|{_TIME})"
    r"|(?:see )?all updates|\d+[ -]min(?:ute)?s? read|join the conversation|by .{2,40}"
    r"|filed under:? .{2,80}"
    rf"|(?:updated|last updated|modified)[ :]*.{{0,40}})){{0,4}}\.?",
    rf"(?!.{{160}}){_LABEL}(?:{WHEN}|{_AGO}) (?:by|in|under) .{{2,60}}",
)
# Unlike a bare date, this is no habit of plain documents: "Published 3 May 2020 10:15".
STAMP = pattern(
    rf"(?!.{{160}}){_LABEL}{{1,3}}{WHEN}.{{0,80}}", rf"{WHEN}[ ,|·•–-]*{_TIME}.{{0,40}}"
)

_NAME = r"(?-i:[A-ZÀ-Þ])[\w.’'-]*"
_SMALL = r"(?:and|&|of|the|in|for|de|von|van|und|et|@\w+)"
_NAMES = rf"{_NAME}(?:(?:,| and| &| und| et)? (?:{_NAME}|{_SMALL})){{0,9}}"
_POST = r"(?:our |staff |chief |special |senior )+(?:reporter|correspondent|editor|writer)"
BYLINE = pattern(
    rf"(?:(?-i:By|BY|Par|PAR|Von|Por))\b:? (?:the |our )?{_NAMES}(?<![.!?])(?: @\w+)?"
    rf"(?:,? {_POST})?",
    r"(?:reporters?|authors?|author of the article|words|story|text|editors?|section editor|staff "
    r"(?:writer|reporter)|correspondent|byline) ?: ?.{2,60}",
    rf"(?:words|text|story|photographs?|photography|pictures|photos|illustrations?|reporting"
    rf"|written|edited|compiled|translated|reviewed|fact-checked) by:? (?:the )?{_NAMES}",
    r"\(?(?:additional )?(?:reporting|writing|editing|compiled|written|edited) by .{2,300}\)?",
    rf"{_POST}s?(?:, .{{2,30}})?",
    r"(?-i:AFP|AP|Reuters|REUTERS|DPA|dpa|ANSA|EFE|Xinhua)",
)
# The names in a byline, to know the author again at the foot of the page.
BYLINE_NAMES = re.compile(
    r"\b(?!By\b|BY\b)(?:[A-ZÀ-Þ][\w’'-]+|[A-Z]\.)(?: (?:[A-ZÀ-Þ][\w’'-]+|[A-Z]\.)){1,3}"
)

_PICTURE = (
    r"(?-i:Photo(?:graph)?s?|Pictures?|Images?|Illustration|Graphic|Video|Foto|Bild|PHOTOS?"
    r"|PICTURES?|IMAGES?|VIDEO|FOTO|Cr[ée]dits? photo|CR[ÉE]DITS? PHOTO)"
)
_CREDIT = r"(?:by|credit|courtesy(?: of)?|source|supplied)"
_AGENCY = (
    r"(?:getty(?: images)?|afp|reuters|ap|epa|dpa|efe|ansa|xinhua|kyodo|alamy|shutterstock|istock"
    r"|wikimedia commons|flickr|unsplash|pexels|pixabay|bloomberg)"
)
# A credit opens the block, or a bracket, or stands behind the caption's full stop.
_BEHIND = r"(?:^|[.!?”\"’)|] ?[(\[]?|[(\[])"
_NAME_END = r"[\])]?\.?$"
# Anywhere in a block; at its end unless it opens it.
CAPTION = pattern(
    rf"(?:^|[ (\[|]){_PICTURE}(?: {_CREDIT})? ?[:/] ?\S.{{0,80}}$",
    rf"{_BEHIND}{_PICTURE} {_CREDIT}:? (?-i:[A-Z©])[^.]{{1,60}}[\])]?$",
    rf"[.!?”\"’)] (?-i:Photo(?:graph)?) {_CREDIT}(?: \S+){{1,4}}$",
    r"(?-i:PHOTOS? BY [A-Z ]{2,40}).{0,30}$",
    r"(?:^|[.!?)\]”\"’'\w])credits?(?: ?: ?|\.\.\.|…)(?-i:[A-Z©]).{0,60}$",
    r"^(?:image|photo|picture|media|video) (?:caption|source|credit)\b",
    r"^(?-i:\(FILES?\)|FILE ?[-–—:])",
    r"^in this .{0,60}\b(?:photo|image)\b.{0,40}\b(?:taken|released|made|provided)\b",
    rf"{_BEHIND}{_AGENCY}(?: photos?)?(?:/.{{2,50}})?{_NAME_END}",
    rf"\w ?/ ?{_AGENCY}(?:/\w+)*{_NAME_END}",
    rf"(?-i:[A-Z][\w.’'-]+ ){{1,3}}(?:via|for) {_AGENCY}[\])]?$",
    rf"{_BEHIND}(?:file (?:photo|picture)|handout|supplied){_NAME_END}",
    r"^(?:file|court|family|police|staff|archive|handout|courtesy|undated) (?:photo|picture)s?$",
    r"[\[(](?-i:[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3})/(?:[^\W\d]|[ .’'-]){2,40}[\])]$",
)
CAPTION_LABEL = pattern(r"(?:image|photo|picture|media|video) caption,?:?")
# The photographer's name behind the caption's full stop: "Boats at dawn. Jane Doe".
NAMED_CAPTION = re.compile(r".{15,300}[.!?][”’\"')]? (?:[A-ZÀ-Þ][\w’'-]+[ /]){1,3}[A-ZÀ-Þ][\w’'-]+")
# Who is who in a picture: "Jane Doe (centre) claps", "pictured left".
POINTING = re.compile(
    r"\((?:(?:seated|standing|pictured|front|back|top|bottom|far|\d?(?:st|nd|rd|th))[ ,]*)*"
    r"(?:left|right|cent(?:re|er)|(?-i:L|R|C)|second from (?:left|right))\)"
    r"|(?:^|[(,] ?|\b(?:is|are) )pictured\b|, seen here\b|^(?:above|below|left|right) ?:",
    re.IGNORECASE,
)

# A line above a letter sent by mail.
MAIL_HEADER = re.compile(
    r"(?:From|To|Subject|Date|Sent|Cc|Bcc|Reply-To|In-Reply-To|References|Message-ID|MIME-Version"
    r"|Content-Type|Return-Path|Received): "
)


def is_signature(text: str) -> bool:
    """Whether the block is nothing but a date or the authors' names."""
    return is_whole(DATE_LINE, text) or is_whole(BYLINE, text)
