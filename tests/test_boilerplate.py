"""What is cut from a web page, and above all what is not."""

import pytest

from qa.blocks import Block, blocks_of
from qa.boilerplate import boilerplate, headline_of
from qa.comments import COMMENT
from qa.endings import AUTHOR, CONTACT, TEASER
from qa.furniture import is_sign
from qa.headers import DATELINE, FURNITURE, HEADLINE
from qa.lines import lines_of
from qa.pictures import PICTURE
from qa.pointers import BADGES, POINTER
from qa.references import CITE, CONTENTS_LIST, REFERENCE

HEADLINE_TEXT = "Otter delays trains at Aldham station"
LEAD = "An otter that refused to leave platform 2 held up six trains at Aldham on Monday."
BODY = "The animal was lured into a crate with a mackerel and set free in the Ebber at noon."
TOP = ["Skip to main content", "The Aldham Post", HEADLINE_TEXT, "By Dana Whitlock", "3 May 2019"]
BOTTOM = ["Share this article", "Leave a comment", "© 2019 The Aldham Post. All rights reserved."]

# Each stands in the middle of a web page's article and only mentions what furniture is made of.
ARTICLE_SENTENCES = [
    "He has sent me a photograph from 1904.",
    "The picture: a town that has lost its bakers.",
    "He described the image: a boat without a crew.",
    "She sued Getty Images in 2010.",
    "The photographs were taken in Syria for AFP.",
    "Reuters could not independently verify the report.",
    "AP correspondents were expelled in March.",
    "The flood was the worst that had been seen here since 1911.",
    "She had pictured a quieter life.",
    "The boat is powered by two diesel engines.",
    "This work can not be done by one man.",
    "Posted in Paris from 1904, he met his wife there.",
    "Home: that was the word he used.",
    "Written by candlelight, the letters are hard to read.",
    "He played his variations on a theme by Haydn.",
    "Police will have unlimited access to the archive.",
    "He was promised a fair and free trial.",
    "She knew at once that something went wrong.",
    "The fund supports independent journalism in nine countries.",
    "Residents can get the app at the town hall.",
    "He kept to reading the weather report.",
    "She read the newsletter of the union every week.",
    "The site has 4,000 subscribers, most of them bakers.",
    "The council said it had breached the editors’ code of practice.",
    "“Your privacy is our business,” said the minister, “and cookies are not.”",
    "The regulator fined the bank for sharing personal data with third parties.",
    "Nobody may share this story with the press, the letter said.",
    "Related stories were told in every village of the valley.",
    "The comments are closed to nobody who can read.",
    "Retrieved from the river, the bell was hung again in May.",
    "Born, Max, in 1882, he was a physicist.",
    "In May, President Dyer left; in June, President Reed came, in 1998.",
    "The next article of the treaty forbids it.",
    "Advertisements for lamps filled the back page.",
    "A reader, Mr. Roe, wrote to ask why.",
    "It was 7 p.m.",
    "He said no.",
    "Nobody came!",
    "“And the worst?”",
]


def blocks(*texts: str) -> list[Block]:
    text = "\n\n".join(texts)
    return blocks_of(text, lines_of(text))


def cut(*texts: str, title: str | None = HEADLINE_TEXT) -> dict[str, str]:
    """What is cut of the page that these blocks make: its text to the reason."""
    page = blocks(*texts)
    return {page[index].text: reason for index, reason in boilerplate(page, title).items()}


@pytest.mark.parametrize("sentence", ARTICLE_SENTENCES)
def test_a_sentence_that_mentions_furniture_stays(sentence: str) -> None:
    texts = [block.text for block in blocks(*TOP, LEAD, sentence, BODY, *BOTTOM)]
    assert sentence in texts
    assert sentence not in cut(*TOP, LEAD, sentence, BODY, *BOTTOM)


@pytest.mark.parametrize("sentence", ARTICLE_SENTENCES)
def test_it_stays_as_the_last_of_the_article_too(sentence: str) -> None:
    assert sentence not in cut(*TOP, LEAD, BODY, sentence, *BOTTOM)
    assert sentence not in cut(*TOP, LEAD, BODY, "Advertisement", sentence, *BOTTOM)


DOCUMENT_LINES = [
    "Opening hours: 9 to 5",
    "Emergency number: 0555 0100",
    "Burst main: 0555 0100 (day and night)",
    "Email: bees@smallcreatures.example",
    "Closed on Mondays",
    "Share the cost with your neighbours",
    "Join us on 3 May at the harbour",
    "Report a problem to the boatman",
    "Subscribe at the library desk",
    "Print this form and sign it",
    "Search",
    "Comments",
    "Topics: bees, bears",
    "Contact",
    "Follow the buoys on the right-hand side",
    "Close the gate",
    "Cookies on a tray: 12 minutes",
    "1 May 2018",
    "12 Gas Lane",
    "Supplied with the lamp: 2 bulbs",
    "File: the menu at the left",
    "Pictures by children are shown in May",
    "Credits: 6",
]


@pytest.mark.parametrize("line", DOCUMENT_LINES)
@pytest.mark.parametrize("bullet", ["", "- ", "• ", "3. "])
def test_a_line_of_a_leaflet_stays_wherever_it_stands(line: str, bullet: str) -> None:
    leaflet = ["Your new meter", LEAD, bullet + line, BODY, bullet + line]
    cuts = boilerplate(blocks(*leaflet), "Your new meter")
    assert cuts == {0: HEADLINE}


HATNOTES = [
    "For other uses, see Otter (disambiguation).",
    "*For other uses, see [Otter (disambiguation)](/wiki/otter).*",
    "For other people named Otter, see Otter (surname).",
    "This article is about the animal. For the aircraft, see DHC-3 Otter.",
    "“Sea cat” redirects here. For the boat, see Sea cat (boat).",
    "Not to be confused with Otta.",
    "Main article: History of Aldham",
]


@pytest.mark.parametrize("note", HATNOTES)
def test_a_note_that_names_another_article_is_cut(note: str) -> None:
    assert cut(HEADLINE_TEXT, note, LEAD, BODY)[note] == POINTER
    assert cut(HEADLINE_TEXT, LEAD, note, BODY)[note] == POINTER


@pytest.mark.parametrize(
    "line",
    [
        "For other sizes, see the price list.",
        "For the full list, see Schedule B (fees).",
        "The old address redirects here.",
        "For the boats, see below.",
        "![Otter on platform 2](otter.jpg)",
    ],
)
def test_what_points_within_a_document_stays(line: str) -> None:
    assert cut(HEADLINE_TEXT, LEAD, line, BODY) == {HEADLINE_TEXT: HEADLINE}


def test_badges_are_cut() -> None:
    badge = "[![Build](https://img.example/b.svg)](https://ci.example)"
    row = f"{badge} {badge} ![Licence](l.svg)"
    assert cut("# otterd", row, LEAD, title="otterd")[row] == BADGES


@pytest.mark.parametrize(
    "line",
    [
        "Previous | Next",
        "< Previous | Next >",
        "« Prev · Home · Next »",
        "Previous Next",
        "Back | Next",
    ],
)
def test_steps_to_other_pages_are_cut(line: str) -> None:
    assert cut(HEADLINE_TEXT, LEAD, line, BODY)[line] == FURNITURE


def test_buttons_beside_share_this_are_cut() -> None:
    assert cut(HEADLINE_TEXT, LEAD, "Share this", "Tweet", "Email", BODY) == {
        HEADLINE_TEXT: HEADLINE,
        "Share this": FURNITURE,
        "Tweet": FURNITURE,
        "Email": FURNITURE,
    }
    assert "Email" not in cut(HEADLINE_TEXT, LEAD, "Email", BODY)


def test_the_top_of_a_page_is_cut_with_reasons() -> None:
    assert cut(*TOP, LEAD, BODY) == {
        "Skip to main content": FURNITURE,
        "The Aldham Post": FURNITURE,
        HEADLINE_TEXT: HEADLINE,
        "By Dana Whitlock": DATELINE,
        "3 May 2019": DATELINE,
    }


def test_the_bottom_of_a_page_is_cut_with_its_loose_words() -> None:
    cuts = cut(*TOP, LEAD, BODY, *BOTTOM, "Site Information Navigation", "A theme by Someone")
    assert {LEAD, BODY}.isdisjoint(cuts)
    assert {*BOTTOM, "Site Information Navigation", "A theme by Someone"} <= set(cuts)


@pytest.mark.parametrize(
    "caption",
    [
        "The otter on platform 2. Photo: Jane Doe/AFP",
        "The otter on platform 2 on Monday. Photograph: Jane Doe",
        "The otter on platform 2. (Photo by Jane Doe)",
        "The otter on platform 2. (AFP Photo/Jane Doe)",
        "The otter on platform 2. REUTERS/Jane Doe",
        "The otter on platform 2. AFP PHOTO",
        "The otter on platform 2. [Jane Doe/Coastal]",
        "The otter on platform 2Credit: Plinton Pix",
        "The otter on platform 2.Credit...Jane Doe/The Post",
        "FILE - In this May 3, 2018 file photo, an otter sits on a platform.",
        "(FILES) This picture taken on May 3, 2018 shows an otter.",
        "In this image taken from video, an otter crosses the tracks.",
        "Image source, Getty Images",
        "Conductor Priya Rao (left) and the otter.",
        "Das Uhrenmuseum von oben. Foto: Karin Böhme/dpa",
    ],
)
def test_a_caption_is_cut(caption: str) -> None:
    assert cut(*TOP, caption, LEAD, BODY)[caption] == PICTURE


def test_what_stands_below_image_caption_is_a_caption() -> None:
    caption = "The otter came up a drain"
    cuts = cut(*TOP, LEAD, "Image caption,", caption, BODY, "Image caption,", "It left", BODY)
    assert cuts[caption] == PICTURE


def test_a_sentence_in_the_present_tense_about_something_else_is_a_caption() -> None:
    other = "Villagers watch on as their homes are pulled down by police in Lower Sill on Friday."
    lead = "Otter lovers met at Aldham station to greet the trains that were delayed on Monday."
    assert cut(*TOP, other, lead, BODY)[other] == PICTURE
    story = "On a wet morning in March a man in a blue coat climbed the stairs to an attic."
    assert story not in cut(*TOP, story, lead, BODY)


def test_links_between_paragraphs_are_cut_and_the_article_goes_on() -> None:
    texts = [LEAD, "Read more: Port reopens after 12 years", BODY, "READ MORE: Bus cancelled", LEAD]
    cuts = cut(*TOP, *texts)
    assert [text for text in texts if text in cuts] == [texts[1], texts[3]]


def test_the_article_goes_on_below_a_box_of_other_stories() -> None:
    body = [LEAD, BODY] * 4
    cuts = cut(*TOP, *body, "Most read", "Man fined for feeding gulls", "Bridge to close", *body)
    assert cuts["Man fined for feeding gulls"] == cuts["Bridge to close"] == TEASER
    assert {LEAD, BODY}.isdisjoint(cuts)


def test_blurbs_below_headlines_of_their_own_are_teasers() -> None:
    blurbs = ["Thieves took all 64 lamps from the New Bridge in one night.", "The ice fair opens."]
    page = [*TOP, *[LEAD, BODY] * 3, "Related articles", "Lamps gone", blurbs[0], "Ice", blurbs[1]]
    cuts = cut(*page)
    assert cuts[blurbs[0]] == cuts[blurbs[1]] == TEASER


def test_headlines_above_texts_that_stop_short_are_teasers() -> None:
    blurb = (
        "Thieves have taken all 64 lamps from the New Bridge for the second time in a month, the"
    )
    blurb += " city's engineer has said in a letter to the"
    cuts = cut(LEAD, BODY, "• Bridge lights stolen", blurb, "• Ice fair to open", blurb)
    assert cuts == dict.fromkeys(["Bridge lights stolen", blurb, "Ice fair to open"], TEASER)


def test_a_glossary_is_no_list_of_teasers() -> None:
    glossary = [
        "• Ripsaw",
        "cuts wood along the grain",
        "• Plane",
        "smooths wood",
        "• Awl",
        "pricks",
    ]
    assert cut(LEAD, BODY, *glossary) == {}


def test_comments_are_cut_to_the_end() -> None:
    words = "My grandfather always said that the otter was paid twice for it."
    page = [*TOP, *[LEAD, BODY] * 2, "2 comments", "Harald says:", words, "Reply"]
    assert cut(*page)[words] == COMMENT
    assert words not in cut(*TOP, "2 comments", words, LEAD, BODY, "Reply")


COMMENTS = [
    ["seadog55 says: The otter was there first, I saw it.", "May 3, 2019 at 6:02 pm"],
    ["J. Roe wrote:", "It was a mink and not an otter.", "Reply"],
    ["Ines on 3 May 2019 at 18:02:", "It was a dog and not an otter.", "Nobody listens to me."],
    ["lina said...", "It was two otters, as my neighbour says.", "Like"],
    ["Bo says: One.", "It is my second paragraph about otters here.", "Cy says: Two."],
]


@pytest.mark.parametrize("comment", COMMENTS, ids=lambda comment: comment[0])
@pytest.mark.parametrize("heading", ["Comments (3)", "3 comments", "2 responses to “Otter”"])
@pytest.mark.parametrize("top", [[], TOP])
def test_comments_are_cut_below_their_count(
    top: list[str], heading: str, comment: list[str]
) -> None:
    page = [*top, LEAD, BODY, heading, *comment, *comment]
    cuts = cut(*page, title=None)
    assert set(comment) <= set(cuts)
    assert {LEAD, BODY}.isdisjoint(cuts)


@pytest.mark.parametrize(
    "below",
    [
        ["The owner says: “It was mine.”", LEAD],
        ["Comments", "Mary Hill says: The road is too narrow for trains."],
        ["Comments (3)", LEAD, "The owner says: It was mine, and I want it back."],
        ["Comments (3)", "The owner said: It was mine, and I want it back."],
        ["12 responses", "Mary Hill writes: The road is too narrow, she says."],
        ["12 comments were made by the public.", "Mary Hill says: The road is too narrow."],
    ],
)
def test_what_somebody_says_in_an_article_stays(below: list[str]) -> None:
    cuts = cut(*TOP, BODY, *below, BODY)
    assert [text for text in cuts if "says" in text or text == LEAD] == []
    assert BODY not in cuts


def test_the_article_goes_on_below_comments() -> None:
    rest = [f"{BODY[:-1]} of day {number}." for number in range(6)]
    cuts = cut(*TOP, LEAD, "Comments (1)", "Bo says: One.", "Reply", *rest)
    assert cuts["Bo says: One."] == COMMENT
    assert set(rest).isdisjoint(cuts)


def test_the_author_is_known_by_the_byline() -> None:
    bio = "Dana Whitlock is a writer based in Aldham who covers trains and animals."
    other = "Priya Rao is a conductor who lives in Aldham and likes animals."
    cuts = cut(*TOP, LEAD, BODY, other, bio, *BOTTOM)
    assert cuts[bio] == AUTHOR
    assert other not in cuts


def test_a_menu_entry_is_no_author() -> None:
    last = "Port Ellis has been without a ferry since the storm of last winter."
    assert last not in cut("Port Ellis", *TOP, LEAD, BODY, last, *BOTTOM)


def test_a_publishers_address_is_cut_and_a_leaflets_is_not() -> None:
    address = ["Post Media Co Ltd", "12 Gas Lane, Aldham", "Telephone: 0555 0142"]
    cuts = cut(*TOP, LEAD, BODY, *address)
    assert [cuts.get(line) for line in address] == [CONTACT] * 3
    assert cut("Your new meter", LEAD, BODY, *address, title="Your new meter") == {
        "Your new meter": HEADLINE
    }


def test_references_below_their_heading_and_in_a_row() -> None:
    vancouver = "Roe A, Doe B. Ploughs and seeds. Weed Res. 2009;49:1–9."
    harvard = "Brandt, O. (1963). Letter to the archivist. Pellavik: Town Press."
    upper = "CHANDLER, David, 1993, A Book of Books, Place: Press."
    cuts = cut(LEAD, "References", vancouver, harvard, title=None)
    assert cuts == dict.fromkeys(["References", vancouver, harvard], REFERENCE)
    assert cut(LEAD, BODY, upper, harvard, vancouver, title=None) == dict.fromkeys(
        [upper, harvard, vancouver], REFERENCE
    )


def test_notes_that_are_no_references_stay() -> None:
    notes = "In 2019 the rules were changed, and nobody noticed until the spring."
    assert cut(LEAD, BODY, "Notes", notes, "Bring boots", title=None) == {}


def test_how_to_cite_and_the_contents_are_cut() -> None:
    cite = "Weiss, L.: Otters, Ansk 2015, accessed 3 May 2019."
    assert cut(LEAD, BODY, "Cite this article", cite, title=None)[cite] == CITE
    page = ["Contents", "1 Youth", "2 Disgrace", LEAD, "Youth", BODY, "Disgrace", LEAD]
    assert cut(*page, title=None) == dict.fromkeys(
        ["Contents", "1 Youth", "2 Disgrace"], CONTENTS_LIST
    )


def test_a_cookie_banner_is_cut_unless_cookies_are_the_subject() -> None:
    banner = "We and our partners use cookies to improve your experience of this website."
    assert cut(banner, *TOP, LEAD, BODY)[banner] == FURNITURE
    policy = ["Cookie rules", *[f"{banner} See rule {n}." for n in range(1, 9)]]
    assert [text for text in cut(*policy, *BOTTOM, title="Cookie rules") if "rule " in text] == []


@pytest.mark.parametrize(
    ("top", "headline"),
    [
        (["Opinion", "Our town does not need an otter", "Tess Corrigan"], 1),
        (["Homepage", "Menu", "The Post", HEADLINE_TEXT, "By Dana Whitlock", "3 May 2019"], 3),
        (["The Post", "Otter at Aldham | The Post", "Otter at Aldham", "News"], 2),
    ],
)
def test_the_headline_is_found_among_the_lines_above_the_text(
    top: list[str], headline: int
) -> None:
    assert headline_of(blocks(*top, LEAD, BODY, *BOTTOM)) == top[headline]


MAIL = ["From: Peter Holm <p.holm@archive.example>", "Subject: Re: Re: The flood of 1953"]


@pytest.mark.parametrize(
    ("top", "headline"),
    [
        ([*MAIL, "Dear Lise,"], "The flood of 1953"),
        ([*MAIL, "Message-ID: <2011.0914@archive.example>"], "The flood of 1953"),
        ([*MAIL, "PHOTOGRAPHS FOUND IN AN ATTIC"], "PHOTOGRAPHS FOUND IN AN ATTIC"),
        (["Dear Lise,"], None),
        (["14, rue des Lilas", "Paris, 9 February 1888", "My dear Edmund,"], None),
        (["A letter to Edmund", "Paris, 9 February 1888", "My dear Edmund,"], "A letter to Edmund"),
        (["14, rue des Lilas"], "14, rue des Lilas"),
        (["{{Infobox settlement", "| name = Dorvik", "}}"], None),
        ([".. _retention:", "Retention", "========="], "Retention"),
    ],
)
def test_what_no_reader_takes_for_a_headline_is_none(top: list[str], headline: str | None) -> None:
    assert headline_of(blocks(*top, LEAD, BODY)) == headline


@pytest.mark.parametrize(
    "line",
    [
        "Share this obituary | Send condolences | Order a reprint",
        "Share on Facebook | Share on Twitter | WhatsApp",
        "[ Facebook ] [ Print ] [ Save for later ]",
        "♥ 0 Tweet Send to a friend",
        "Comments (0) — be the first to comment",
        "ADVERTISEMENT — Holt & Sons, furriers. Summer storage.",
    ],
)
def test_a_row_of_buttons_is_furniture(line: str) -> None:
    assert is_sign(line)


@pytest.mark.parametrize(
    "line",
    ["Report on the mine", "Save the mill | 1931", "Print costs rose.", "Order in court"],
)
def test_what_begins_like_a_button_is_none(line: str) -> None:
    assert not is_sign(line)
