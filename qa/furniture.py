"""What the furniture of web pages looks like: patterns for one block of text at a time.

Every pattern names a habit of publishing systems, none a publisher. `whole` patterns must match
the block from end to end, so that a sentence which merely mentions such words stays.
"""

import re

_FLAGS = re.IGNORECASE | re.VERBOSE

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|"
    r"janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre)"
)
_WEEKDAYS = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_DATE = rf"""(?:
      \d{{1,2}}(?:st|nd|rd|th)?[ ]{_MONTHS}\.?,?[ ]\d{{4}}
    | {_MONTHS}\.?[ ]\d{{1,2}}(?:st|nd|rd|th)?,?[ ]\d{{4}}
    | {_MONTHS}[ ]\d{{4}}
    | \d{{4}}-\d{{2}}-\d{{2}}
    | \d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}
)"""
_TIME = r"(?:(?:at[ ])?\d{1,2}[:.]\d{2}(?::\d{2})?[ ]?(?:[ap]\.?m\.?)?[ ]?(?:[A-Z]{2,4})?)"

# A date by itself, or behind a label: "Publication date 05 September 2011 | 08:03 ICT".
DATE_LINE = re.compile(
    rf"""(?:(?:first[ ])?(?:publi(?:shed|cation)|posted|updated|last[ ](?:updated|modified|changed)|
        issued?|date|created|reviewed)(?:[ ](?:date|on|at))?[ ]?:?[ ]?)*
        (?:{_WEEKDAYS},?[ ])?(?:{_DATE})(?:[ ,|·•–-]*(?:{_TIME}))?(?:[ ,|·•–-]*\d+[ ]min(?:ute)?s?[ ]read)?
        (?:[ ,|·•–-]*(?:updated|last[ ]updated|modified)[ :]*.{{0,40}})?\.?""",
    _FLAGS,
)

# Who wrote it: "By JANE DOE and John Roe", "Reporter : Jane Doe".
BYLINE = re.compile(
    r"""(?-i:By|BY|Par|PAR|Von)[ ](?:(?-i:[A-ZÀ-Þ])[\w.’'-]*|and|&|of|in|for|de|von|van)
            (?:,?[ ](?:(?-i:[A-ZÀ-Þ])[\w.’'-]*|and|&|of|in|for|de|von|van)){0,8}(?<![.!?])
        |(?:reporters?|authors?|written[ ]by|words|story|text|text[ ]by|reporting[ ]by|editors?|edited[ ]by
           |staff[ ](?:writer|reporter)|correspondent|translated[ ]by)[ ]?:[ ]?.{2,60}
        |(?:reporting|written|edited|compiled)[ ]by[ ].{2,60}""",
    _FLAGS,
)

CAPTION = re.compile(
    r"""(?:
        (?:^|[.!?)\]”"]?[ (\[])(?:photo(?:graph)?s?|picture|image|illustration|video|graphic)
            (?:[ ](?:by|credit|courtesy(?:[ ]of)?|from|source))?[ ]?[:/][ ]?\S.{0,80}$
        | (?:^|[ (])(?:photo(?:graph)?s?|picture|image|illustration|graphic)[ ]
            (?:by|credit|courtesy[ ]of|supplied|source)\b.{0,60}$
        | ^(?:image|photo|picture)[ ](?:caption|source|credit)\b
        | (?:getty[ ]images|afp/|/afp|reuters/|/reuters|ap[ ]photo|/ap\)|epa/|file[ ]photo|file[ ]picture|
            handout|supplied\)|shutterstock|wikimedia[ ]commons|flickr).{0,40}$
    )""",
    _FLAGS,
)
# Who is who in a picture: "Jane Doe (centre) claps", "pictured left".
POINTING = re.compile(
    r"""\((?:(?:seated|standing|pictured|front|back|top|bottom|far)[ ,]*)?
        (?:left|right|cent(?:re|er)|l|r|c|above|below|second[ ]from[ ](?:left|right))\)
        |\bpictured\b|\bseen[ ]here\b|^(?:above|below|left|right)[ ]?:""",
    _FLAGS,
)

# Calls, buttons and menus. Imperatives alone are no sign: in a handbook they are the content.
WIDGET = re.compile(
    r"""(?:back[ ]to[ ](?:the[ ])?(?:top|home(?:page)?|news)|(?:skip|jump)[ ]to[ ](?:main|content|navigation|search).{0,20}
        |(?:share|tweet|pin|email|print|save|like|comment|listen|copy[ ]link|reply)
        |(?:share|tweet|email|print)[ ](?:this(?:[ ](?:article|story|page|post|item))?|(?:on|via)[ ]\w+|article|page|story)
        |(?:(?:share|print|email|tweet|save|facebook|twitter|whatsapp|linkedin|telegram|pinterest|reddit|messenger|instagram
            |youtube|copy[ ]link|comments?)\b[ |/·•,&\d]*)+
        |(?:follow|find|join|like)[ ]us(?:[ ]on\b.{0,60})?
        |(?:subscribe|sign[ ](?:up|in)|log[ ]?in|register|donate|support[ ]us|become[ ]a[ ]member)
            (?:[ ]?(?:now|here|today|for[ ]free|[|/]|log[ ]?in|register|subscribe))*
        |(?:subscribe|sign[ ]up|register|join|get|receive)\b.{0,60}\b(?:newsletters?|inbox|alerts?|mailing[ ]list|updates)\b.{0,60}
        |(?:daily|weekly|our|free|morning|e-?mail)[ ]newsletters?
        |advertisements?|advertising|sponsored(?:[ ](?:content|by.{0,40}))?|promoted|(?:story|article)[ ]continues[ ](?:below|after).{0,40}
        |continue[ ]reading.{0,60}|loading(?:\.|…)*|close|menu|search
        |(?:view|leave|post|add|show|hide|read)[ ](?:a[ ]|all[ ]|the[ ]|your[ ]|\d+[ ])*comments?
        |(?:\d+|no)[ ](?:comments?|shares?|likes?|views?|replies)|comments?[ ]?\(\d+\)|comments?[ ](?:are[ ])?closed\.?
        |(?:home|news|world|national|politics|business|sports?|culture|opinion|lifestyle|video|local)
            (?:[ ]?[|/›»>·•][ ]?[\w&’' ]{2,30}){1,12}
        |(?:previous|next)(?:[ ](?:article|post|page|story))?(?:[ ]?:.{0,100})?|[‹←→›][ ].{0,80}|.{0,80}[ ][→›]
        |(?:more[ ])?(?:tags?|topics?|categor(?:y|ies)|filed[ ](?:under|in)|keywords?)(?:[ ]?:.{0,120})?
        |home|publication[ ]date|published|last[ ]updated|breaking[ ]news
        |\d+[ ]?min(?:ute)?s?[ ]read|reading[ ]time.{0,20}|(?:font|text)[ ]size.{0,10}|a[ ]a[ ]a
        |(?:this|our)[ ](?:web)?site[ ]uses[ ]cookies.{0,200}|.{0,80}\b(?:accept|reject)[ ](?:all[ ])?cookies\b.{0,60}
        |(?:we[ ]use|by[ ](?:using|continuing|browsing))\b.{0,80}\bcookies\b.{0,160}|cookie[ ](?:policy|settings|notice)
        |(?:please[ ])?(?:enable|turn[ ]on)[ ]javascript.{0,80}
        |(?:(?:privacy(?:[ ](?:policy|notice))?|terms(?:[ ](?:of[ ](?:use|service)|(?:and|&)[ ]conditions))?|contact(?:[ ]us)?|about(?:[ ]us)?
            |careers|sitemap|help|advertise(?:[ ]with[ ]us)?|accessibility|rss|faq)\b[ |/·•,&]*)+)""",
    _FLAGS,
)
COPYRIGHT = re.compile(
    r"""(?:©|\(c\)[ ]\d{4}|copyright\b[ ]*(?:©|\(c\)|\d{4}|by\b)).{0,200}
        |.{0,120}\ball[ ]rights[ ]reserved\b.{0,80}
        |this[ ](?:material|article|content|story|work)\b.{0,40}\b(?:may|must|can)[ ]?not[ ]be[ ].{0,160}
        |.{0,80}is[ ]not[ ]responsible[ ]for[ ]the[ ]content[ ]of[ ]external.{0,80}""",
    _FLAGS,
)
# What stands above links to other stories.
_STORIES = r"(?:articles?|stories|story|posts?|news|reading|content|links?|topics?|headlines?|videos?|coverage)"
MORE_STORIES = re.compile(
    rf"""(?:related(?:[ ]{_STORIES})?|recommended(?:[ ](?:for[ ]you|{_STORIES}))?|most[ ](?:popular|read|viewed|shared)(?:[ ].{{0,20}})?
        |trending(?:[ ](?:now|today|{_STORIES}))?|you[ ](?:may|might)[ ]also[ ](?:like|enjoy|be[ ]interested[ ]in)
        |(?:what[ ]to[ ])?read[ ](?:next|more)|also[ ]read|up[ ]next|don['’]t[ ]miss|editor['’]?s?['’]?[ ](?:picks?|choice)
        |more[ ](?:{_STORIES}(?:[ ].{{0,40}})?|from[ ].{{2,40}}|on[ ](?:this|the)[ ](?:story|topic|subject)|like[ ]this|in[ ](?-i:[A-Z])\w+)
        |(?:other|latest|recent|similar|top|popular)[ ](?:articles?|stories|posts?|news|headlines?|videos?)(?:[ ].{{0,40}})?
        |from[ ](?:the|our)[ ]archives?|elsewhere[ ]on[ ].{{2,40}}|(?:from[ ])?around[ ]the[ ]web|see[ ]also)[ ]?:?""",
    _FLAGS,
)
# A link to another story between paragraphs: "Read more: Port reopens".
INLINE_LINK = re.compile(
    r"(?:read[ ](?:more|also|next|full[ ]story)|see[ ]also|related|also[ ]read|more)[ ]?[:|>›»][ ]?.{3,160}(?<![.!])",
    _FLAGS,
)
CITE_THIS = re.compile(
    r"(?:how[ ]to[ ])?(?:cite|citing)(?:[ ]this)?(?:[ ](?:item|article|page|entry|paper|document|work|as))?[ ]?:?"
    r"|(?:suggested|recommended|preferred)[ ]citation[ ]?:?",
    _FLAGS,
)
CITATION = re.compile(
    r"\baccessed\b|\bretrieved\b|\bISSN\b|\bISBN\b|\bdoi\b|\[online\]|https?://|published[ ]on",
    _FLAGS,
)
REFERENCES_HEADING = re.compile(
    r"(?:selected[ ]|select[ ])?(?:references|bibliography|works[ ]cited|literature(?:[ ]cited)?|further[ ]reading|sources"
    r"|notes(?:[ ]and[ ]references)?|footnotes|endnotes|external[ ]links|citations|sources[ ]and[ ]further[ ]reading)[ ]?:?",
    _FLAGS,
)
# "SURNAME, Given, 1993, Title, Place: Publisher." - "[3] J. Smith, ..., 2004." - "Smith, J. (2004). Title."
REFERENCE = re.compile(
    r"""^(?:\[?\d{1,3}[\].)][ ])?[^\W\d_][\w’'’-]+(?:[ ][^\W\d_][\w’'.-]+){0,3},[ ]
        .{0,120}?\b(?:1[5-9]|20)\d{2}[a-z]?\b(?:[),.;: ]|$)
        |^\[\d{1,3}\][ ].{10,}|^\^[ ].{10,}""",
    _FLAGS,
)
CONTACT = re.compile(
    r"""\b(?:tel(?:ephone|egram)?|phone|fax|mobile|hotline|e-?mail|whatsapp|signal)\b[ ]?[.:]?[ ]?(?=[+(\[\d@]|\S+@)
        |\[email[ ]protected\]|\b[\w.+-]+@[\w-]+\.[\w.]+\b|^(?:https?://|www\.)\S+$
        |^contact\b.{0,60}\bfor\b.{0,60}$|\b(?:p\.?[ ]?o\.?[ ]box)\b""",
    _FLAGS,
)
# A line of a postal address, told only by its company: it counts beside a CONTACT block.
ADDRESS = re.compile(
    r"""^\d{4,6}\b|\b\d{4,6}$|\b(?:co\.?|ltd\.?|inc\.?|llc|plc|gmbh|boulevard|blvd|street|st\.|avenue|ave\.?|road|rd\.?|lane
        |floor|level|suite|building|tower|house|district|sangkat|khan|phum|city|province|box)\b""",
    _FLAGS,
)


def is_whole(pattern: re.Pattern[str], text: str) -> bool:
    """Whether `pattern` accounts for the block from end to end."""
    return pattern.fullmatch(text) is not None
