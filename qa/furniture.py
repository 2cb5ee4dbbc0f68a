"""What the furniture of web pages looks like, one block of text at a time.

Every pattern names a habit of publishing systems, none a publisher. Each table is matched against
a whole block unless it says "anywhere". By strength:

SIGNS, SIGN_SENTENCES, COPYRIGHT
    hardly mean anything else: cut wherever they stand, and they betray a dumped web page
LABELS, NOTICES
    words that a document may also use ("Search", "Topics"), and sentences about the page, its
    letters and its price: cut in a dumped web page only
"""

import re

from qa.folding import as_read

_FEW = 8  # words
_LINKS = re.compile(
    r"(?:[›»>|/·•\s-]*\[[^\[\]]{1,60}\]\([^()\s]{1,200}\)){1,12}(?:\s*[›»>|/·•]\s*[^.!?\[\]]{1,60})?"
)
_LONGEST_FURNITURE = 600  # characters; longer blocks are never furniture


def pattern(*alternatives: str) -> re.Pattern[str]:
    """One pattern of many, each on a line of its own; case does not matter."""
    return re.compile("|".join(f"(?:{one})" for one in alternatives), re.IGNORECASE)


def is_whole(wanted: re.Pattern[str], text: str) -> bool:
    """Whether `wanted` accounts for the block from end to end, marks and tags aside."""
    return len(text) <= _LONGEST_FURNITURE and wanted.fullmatch(as_read(text).strip()) is not None


def is_in(wanted: re.Pattern[str], text: str) -> bool:
    """Whether `wanted` occurs in the block, marks and tags aside."""
    return len(text) <= _LONGEST_FURNITURE and wanted.search(as_read(text).strip()) is not None


def is_link(text: str) -> bool:
    """Whether a few words of a Markdown text are links and nothing else: a menu, a trail."""
    return _LINKS.fullmatch(text) is not None and len(as_read(text).split()) <= _FEW


def is_sign(text: str) -> bool:
    """Whether the block can only be furniture of a web page."""
    if not text.endswith((".", ".”", '."')) and is_whole(SIGNS, text):
        return True
    return is_whole(SIGN_SENTENCES, text) or is_whole(COPYRIGHT, text)


_NETWORK = (
    r"(?:facebook|twitter|x|whatsapp|linkedin|telegram|pinterest|reddit|messenger|instagram|tumblr"
    r"|youtube|comments?|google ?\+|e-?mail|print|copy link|share|tweet|save|flipboard|bluesky"
    r"|threads)"
)
_BUTTON = (
    r"(?:share|tweet|like|email|print|save|bookmark|send|forward|subscribe|follow|order|comment|report"
    r"|listen|copy|gift)(?: [\w’' -]{1,30}+)?+"
)
_PAGE = r"(?:article|story|page|post|item|entry|link|blog|video|section)"
_GOES_ON = r"(?:continues?|keep reading)"

# An advertisement, or how to get past it: it stands in the middle of articles.
ADVERTISEMENT = pattern(
    r"advertisement|[-–— ]*advertisement[-–— ]*|sponsored(?: content)?|report this ad|anzeige"
    r"|werbung|publicit[ée]|publicidad|pubblicit[àa]|article content|recommended videos",
    rf"(?:advertisement[ ·.|-]*)?(?:scroll (?:down )?to {_GOES_ON}.{{0,30}}"
    rf"|(?:the )?(?:story|article|text|post) {_GOES_ON} (?:below|after)?.{{0,40}})",
    r"continue reading(?: the main story)?|skip (?:advertisement|ad|past.{0,40})",
)
# Buttons, and what stands above them.
NETWORK = pattern(_NETWORK)
SHARING = pattern(
    rf"(?:share|tweet|like|email|print|save)(?: on| via)? this(?: {_PAGE})?(?: (?:on|via)\b.{{0,60}})?:?"
)
# Never a sentence: see is_sign.
SIGNS = pattern(
    ADVERTISEMENT.pattern,
    # Getting about
    r"(?:back|return) to (?:the )?(?:top|home ?page|news|search results)",
    r"(?:skip|jump)(?: directly)? to (?:the )?(?:main |page |site )?"
    r"(?:content|navigation|search|index|menu|footer|main)",
    r"accessibility (?:links|help)|toggle (?:navigation|menu)|from \w+, the free encyclop[ae]*dia",
    r"(?:home|start(?:seite)?|accueil|inicio)(?: ?+[|/›»>·•]{1,2} ?+[\w&’',. -]{2,90}+){1,12}",
    r"you are here ?:.{2,160}|(?:«|←) ?(?:prev|previous|older).{0,80}|← .{2,80}|.{2,80} →|‹ .{2,80}",
    r"(?:next|newer).{0,80} ?(?:»|→|›)|(?:previous|next) (?:article|post|page|story)\b.{0,120}",
    r"[«‹<←\s]*(?:prev(?:ious)?|back)\s?[|/·•–-]?\s?(?:(?:home|up|top|index|contents)\s?[|/·•–-]?\s?)?"
    r"next[\s>»›→]*",
    r"(?:newer|older) posts?|blog archive|zum inhalt springen|.{0,40}see all updates",
    # Sharing
    rf"(?:share|tweet|like|email|print|save|bookmark|give|gift|forward)(?: on| via)? this"
    rf"(?: {_PAGE})?(?: (?:on|via|in|with)\b.{{0,60}})?(?::(?:[ |/·•,]+{_NETWORK})*)?|email this|blogthis!?",
    rf"(?:share|tweet|post|send|partager|teilen|compartir)(?: this)? "
    rf"(?:on|to|via|by|sur|en|auf) {_NETWORK}",
    rf"{_NETWORK}(?:[ |/·•,&\d]+{_NETWORK}){{1,12}}|[\d.]+[km]? followers",
    rf"(?:{_BUTTON}|{_NETWORK})(?: ?[|/·•] ?(?:{_BUTTON}|{_NETWORK})){{1,8}}"
    rf"|(?:\[ ?(?:{_NETWORK}|{_BUTTON}) ?\] ?){{2,9}}|[♥♡★] ?\d+\b.{{0,60}}",
    rf"(?:artikel|seite) (?:teilen|drucken|merken)|partager (?:l['’]|cet )?{_PAGE}?",
    rf"(?:follow|find|join|like) us(?: on (?:{_NETWORK}|social media)\b.{{0,60}})?",
    r"(?:click|tap) (?:here )?to (?:share|print|email|enlarge|view|expand)\b.{0,60}",
    r".{1,80}[( ,]opens (?:in )?(?:a )?new (?:tab|window)\)?",
    # Comments
    r"(?:view|leave|post|add|show|hide|read|see|load)(?: (?:a|an|all|the|your|more|new|\d+))*"
    r" (?:comments?|reply)(?: cancel reply)?|cancel reply|join the (?:conversation|discussion)",
    r"(?:\d+|no) (?:comments?|shares?|likes?|views?|replies)|(?:comments?|kommentare) ?\(\d+\)(?: ?[–—-] .{2,60})?",
    r"comments? (?:are )?(?:closed|off)|\d+ (?:thoughts?|responses?|comments?) (?:on|to) .{3,160}",
    # The page about itself
    r"(?:posted|filed) by .{2,60}|filed under:? .{2,80}|(?:posted in|tagged(?: with)?) ?: .{2,120}",
    r"a a a|hits: \d+|hidden categories: .{3,200}",
    r"(?:accept|reject|allow) (?:all|cookies)(?: cookies)?(?: ?\| ?.{2,40})?"
    r"|cookie (?:settings|preferences|consent|policy|notice)|cookies on .{2,60}\b(?:web)?site",
    r"(?:(?:accept|reject|view|manage|allow|decline)(?: \w+){0,2} cookies ?)+",
    r"(?-i:ENDS)|[-–—#*]{1,3} ?(?:ends?|30) ?[-–—#*]{0,3}|###|(?-i:FOR IMMEDIATE RELEASE)",
    r"(?:proudly )?(?:powered|hosted) by (?-i:[A-Z])\S+|(?:blog|website) (?:at|by) \S+\.\S+"
    r"|subscribe to: .{2,60}|loading(?:\.\.\.|…)|like loading.{0,4}|is this page useful\?",
    r"article r[ée]serv[ée] (?:[àa] nos |aux )abonn[ée]s|mentions l[ée]gales|aviso legal"
    r"|politique de confidentialit[ée]|pol[íi]tica de privacidad|.{0,40}\bimpressum\b.{0,60}"
    r"|r[ée]utiliser ce contenu|reuse this content",
    r"(?:contact|email|write to) (?:the )?(?:author|reporter|writer|newsroom)\b.{0,80}",
    r"appeared in the .{2,60}\bedition\b.{0,80}|retrieved from \W?https?://.{3,200}",
)
# Whole sentences that no article has.
SIGN_SENTENCES = pattern(
    r"(?-i:ADVERTISEMENT) ?[–—:-] .{2,200}",
    r"\d+[ -]?min(?:ute)?s?(?:['’])? read|reading time\b.{0,20}|temps de lecture.{0,20}|lesezeit.{0,20}",
    r"your e-?mail address will not be published.{0,60}|required fields are marked.{0,10}"
    r"|(?:enter|type) your (?:comment|e-?mail).{0,40}|notify me of .{3,60}|comments are closed\.",
    r"this entry was (?:posted|filed|tagged)\b.{0,300}|.{0,80}\bbookmark the permalink.{0,40}",
    r"(?:this (?:page|article|site|website|entry) was )?(?:most recently |last )"
    r"(?:edited|changed|modified|revised|updated) (?:and \w+ )?(?:on|by) .{3,120}",
    r"(?:a (?:longer |shorter )?version of )?this (?:article|story|piece|essay|post|review)"
    r"(?: was| has)?(?: first| originally| also)* (?:appear(?:s|ed)|published)(?: first| originally)?"
    r" (?:in|on) .{0,300}",
    r"\(?(?:additional )?(?:reporting|writing|report) by .{2,400}(?:editing|writing|reporting) by "
    r".{2,200}|\((?:additional )?(?:reporting|writing|editing|compiled) by .{2,300}\)",
    r"(?:(?:reported|translated|written|edited|compiled)(?: in \w+)? by [^.]{2,60}\. ?){2,4}",
    r"(?:this (?:article|story) is|this (?:article |story )?was published) (?:more than )?"
    r"\d+ (?:year|month)s? (?:ago|old)|.{2,100} contributed to this (?:report|article|story)\.",
    r"(?:please )?(?:enable|turn on) javascript.{0,80}|la suite est r[ée]serv[ée]e .{3,40}",
    r"all (?:images|photos|pictures) (?:courtesy|by|from|via|©).{0,80}",
    r"(?:\w+ theme\. )?powered by (?-i:[A-Z])\w+\.",
)
COPYRIGHT = pattern(
    r"(?:©|\(c\) \d{4}|copyright\b *(?:©|\(c\)|\d{4}|by\b)).{0,200}",
    r".{0,120}\ball rights reserved\b.{0,80}",
    r"this (?:material|article|content|story|work)\b.{0,40}\b(?:may|must|can) ?not be "
    r"(?:re\w+|published|broadcast|copied|used|transmitted).{0,160}",
    r".{0,80}is not responsible for the content of external.{0,80}",
    r"(?:open access )?(?:(?:this|the) )?(?:text|article|content|work|page|site)\b.{0,40} "
    r"(?:licen[cs]ed|available) under\b.{0,60}\b(?:licen[cs]e|creative commons|cc)\b.{0,400}",
)
_LEGAL = (
    r"(?:privacy(?: (?:policy|notice))?|terms(?: (?:of (?:use|service)|(?:and|&) conditions))?"
    r"|site ?map|mobile view|disclaimers?|impressum|datenschutz|agb|advertise(?: with us)?)"
)
_FOOTER = (
    rf"(?:{_LEGAL}|contact(?: \w+)?|about(?: \w+)?|careers|help|accessibility|rss|faq|cookies)"
)
LABELS = pattern(
    rf"{_NETWORK}|like|comments?|listen|reply(?: \d+ likes?)?|log ?in|sign (?:in|up)|register|join"
    r"|subscribe(?: (?:now|today|here))?|donate|support us|become a member|menu|search(?: for:?)?"
    r"|close(?: (?:menu|panel))?|more|home(?:page)?|show|hide|send|cancel|open|next|previous|prev"
    r"|archives?|browse|sections|loading|by|share via|copied!?|link copied!?|show more(?: .{2,30})?"
    r"|ad (?:feedback|choices)|story highlights|subscriber exclusive|agencies|site (?:index|information navigation)|basket \(\d+\)",
    r"(?:news|world|national|politics|business|sports?|culture|opinion|lifestyle|video|local)"
    r"(?: ?+[|/›»>·•] ?+[\w&’' ]{2,30}+){1,12}",
    r"(?:more |suggested |related )?(?:tags?|topics?|categor(?:y|ies)|keywords?|subjects?|labels)"
    r"(?: ?:.{0,200})?|see more on:? .{2,60}|(?:section|column) ?: .{2,40}",
    r"publication date|published|last updated|breaking news|exclusive|premium|details|updated"
    r"|(?:recent|latest) comments|key points|created ?:.{0,60}|version \d[\d.]*|advertisements",
    r"image|gallery|watch",
    rf"{_LEGAL}|{_FOOTER}(?:[ |/·•,&]+{_FOOTER})+|(?:\w+ ){{0,2}}(?:font|text) size.{{0,10}}",
    r"(?:daily|weekly|our|free|morning|e-?mail) newsletters?|newsletters?(?: .{2,40})?",
    r"order reprints\b.{0,60}|download (?:image|pdf|as pdf)|acquire licensing rights|rights"
    r"|permissions?|\d+ responses?|name ?(?:\*|\(required\))|e-?mail ?(?:\*|\(required.{0,40})",
    r"(?:see also|more|related|sections?|read|watch|listen) ?[:|>›»] ?.{3,160}(?<![.!])|website"
    r"|manage options|close extra sharing options|copy link(?: url)?|licen[cs]e this (?:article|story)",
    r"sources?: .{2,60}\b(?:agenc(?:y|ies)|staff|wires?)|quick guide|invalid email|copy(?:right)?|copied",
    r"report (?:a )?(?:typo|problem|error).{0,40}(?<!\.)|get e?-?mails? about this page",
    r"(?:\w+ ){1,2}(?:templates?|themes?) by \w+",
)
# Anywhere in a block that quotes nobody.
NOTICES = pattern(
    # Letters
    r"\b(?:your|our) inbox\b|\b(?:you can|to) unsubscribe\b|\bour privacy (?:policy|notice)\b",
    r"\b(?:sign up|subscribe)\b.{0,40}\b(?:newsletter|e-?mails?)\b|\bour\b.{0,30}\bnewsletters?\b",
    # The price
    r"^(?:please )?subscribe (?:now|today|here|for|to)\b|\balready a (?:subscriber|member)\?",
    r"^to (?:continue|keep) reading\b|^to read the full\b|\bstart (?:a|your) (?:free )?trial\b",
    r"\b(?:subscri\w+|sign in|log in|register)\b.{0,60}\bto (?:continue|keep) reading\b",
    r"\b(?:get|enjoy|for) unlimited (?:digital )?access\b|^enjoy(?:ed|ing) this (?:article|story)\b",
    r"^(?:log|sign) in\b.{0,20}\b(?:subscribe|register)\b|\byour (?:tax[ -]deductible )?(?:gift|donation)\b",
    r"\bsmall favou?r to ask\b|^(?:please )?(?:support|fund) (?:us|our|independent|the paper)\b",
    # Networks and other ways to the newsroom
    r"\bfollow (?:us|me|him|her|them) (?:on )?(?:@\w+|twitter|facebook|instagram|x\b)|@\w+ on twitter",
    r"^(?:download|get) (?:our|the) (?:free )?(?:mobile )?app\b|\byou can follow us\b",
    r"^(?:to )?contact (?:the|our|us)\b.{0,120}(?:@|\d{3})|^(?:write|e-?mail) to .{2,60}@",
    r"\b(?:do you have|have you got|got|send us) (?:a|an|your) (?:story|tip|opinion|news tip|view)\b",
    r"\bif you would like to submit a letter\b|^correspondence to\b.{0,80}@|^our standards:",
    # What is broken, what is allowed
    r"\bvideo\b.{0,20}\bfailed to load\b|^try refreshing\b|\bbrowser does not support\b",
    r"^something went wrong\b|\bplease try again later\b|\bquotes delayed\b",
    r"^this (?:web)?site\b.{0,60}\bcode of practice\b|\babide by our\b|\breport any comments\b",
    r"\bour (?:community|house) (?:rules|guide)|\bcivil forum\b|\bcomments (?:may take|are mod)",
    r"^this (?:article|story|piece|post|essay|report) (?:was|is|has been)\b.{0,20}"
    r"\b(?:produced|supported|made possible)\b",
)
# A banner above or below the article, which speaks to the reader: one of the first and one more.
CONSENT = re.compile(
    r"\b(?:cookies|personali[sz]ed (?:ads|content|advertising)|our partners|legitimate interest"
    r"|accept all|(?:browsing|use) (?:this|our) (?:web)?site)\b",
    re.IGNORECASE,
)
DATA = re.compile(
    r"\b(?:consent|personal data|privacy|geolocation|(?:unique|device) identifiers|preferences"
    r"|third parties|vendors|improve|experience|settings|essential|additional|technologies|agree)\b",
    re.IGNORECASE,
)
TO_READER = re.compile(r"\b(?:we|our|you|your)\b", re.IGNORECASE)

_STORIES = (
    r"(?:articles?|stories|story|posts?|news|reading|content|(?:internet )?links?|topics?|coverage"
    r"|headlines?|videos?)"
)
# What stands above links to other stories; the first hardly stands above anything else.
STORIES_ONLY = pattern(
    r"(?:related|recommended|latest|more|other) (?:articles|stories)|most (?:read|viewed|popular)"
    r"|recommended for you|you (?:may|might) also (?:like|be interested in):?|editor['’]?s['’]? picks?"
)
MORE_STORIES = pattern(
    STORIES_ONLY.pattern,
    rf"related(?: {_STORIES})?:?|recommended(?: (?:from .{{2,30}}|{_STORIES}))?|top (?:\w+ )?stories",
    r"(?:the )?most (?:popular|read|viewed|shared|commented|watched)(?: .{0,20})?|features|see also",
    rf"trending(?: (?:now|today|on .{{2,30}}|{_STORIES}))?|you may (?:enjoy|have missed)|up next",
    r"more to (?:read|explore|see)|(?:what to )?read (?:next|more|also)|also read|don['’]t miss|editor['’]?s?['’]? choice",
    rf"more (?:{_STORIES}(?: .{{0,40}})?|from .{{2,40}}|on (?:this|the) (?:story|topic|subject)"
    r"|like this|in (?-i:[A-Z])\w+)",
    r"(?:other|latest|recent|similar|popular) (?:posts?|news|headlines?|videos?)(?: .{0,40})?",
    r"from (?:the|our) archives?|elsewhere on .{2,40}|(?:from )?around the web|les plus lus"
    r"|meistgelesen|das k[öo]nnte sie auch interessieren|sur le m[êe]me (?:sujet|th[èe]me)"
    r"|m[áa]s noticias|previous|next|latest",
)
# A link to another story between paragraphs: "Read more: Port reopens".
INLINE_LINK = pattern(
    r"(?:read (?:more|also|next|full story)|also read|related (?:article|story)|don['’]t miss"
    r"|lire aussi|[àa] lire aussi|mehr zum thema|lesen sie auch|lee tambi[ée]n|leer m[áa]s)"
    r" ?[:|>›»–-] ?.{3,160}(?<![.!])",
    r"(?-i:READ MORE|READ ALSO|MORE|RELATED|WATCH|ALSO READ) ?[:|>›»] ?.{3,160}(?<![.!])",
)
COMMENTS = pattern(
    r"leave a (?:reply|comment)(?: cancel reply)?|post a comment|add (?:a |your )?comment",
    r"(?:\d+|one) (?:thoughts?|responses?|repl(?:y|ies)|comments?)(?: (?:on|to) .{3,160})?:?",
    r"(?:readers['’]? )?comments?(?: ?\(\d+\))?(?:: our rules|:)?|join the (?:conversation|discussion)",
)
# Around a reader's comment or the form for one.
COMMENT_SIGN = pattern(
    r"reply(?: \d+ likes?)?|cancel reply|report(?: abuse| comment)?|\d+ likes?|name ?(?:\*|\(req.*)"
    r"|leave a reply(?: cancel reply)?",
    r"your e-?mail address will not be published.{0,60}|enter your comment.{0,10}|.{2,40} (?:says:|said\.\.\.|said…|wrote:)",
    r"(?:e-?mail|comment) ?(?:\*|\(required.{0,40})|your (?:name|comment|e-?mail)[:*]*",
)
CONTENTS = pattern(r"(?:table of )?contents|on this page|in this (?:article|section)|inhalt")

CONTACT = pattern(
    r"\b(?:tel(?:ephone|egram)?|phone|fax|mobile|hotline|e-?mail|whatsapp|signal)\b ?[.:]? ?"
    r"(?=[+(\[\d@]|\S+@)",
    r"\[email.protected\]|\b[\w.+-]{1,60}@[\w-]+\.[\w.]+\b|^(?:https?://|www\.)\S+$",
    r"^contact\b.{0,60}\bfor\b.{0,60}$|\b(?:p\.? ?o\.? box)\b|^[temwf]: ?\S|^(?:media |press )?"
    r"(?:contacts?|enquiries)(?: details| information)?:?$",
)
PUBLISHER = pattern(
    r"\b(?:newsroom|editor(?:ial)?|press|media|news(?:paper|desk)?|publish(?:er|ers|ing)|advertis\w+|reporters?"
    r"|subscri\w+|story|stories|article|ltd|inc|magazine)\b|\[email.protected\]"
)
CONTACT_HEAD = pattern(r"\b(?:contact|enquir\w+|information|write to)\b.{0,40}:?$")
# A line of a postal address, told only by its company: it counts beside a CONTACT block.
ADDRESS = pattern(
    r"^\d{4,6}\b|\b\d{4,6}$",
    r"\b(?:co\.?|ltd\.?|inc\.?|llc|plc|gmbh|boulevard|blvd|street|st\.|avenue|ave\.?|road|rd\.?"
    r"|lane|floor|level|suite|building|tower|house|district|sangkat|khan|phum|city|province|box)\b",
)
