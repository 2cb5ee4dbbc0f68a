"""Where sentences end, and where they only seem to."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.folding import fold
from qa.sentences import LONGEST, sentences_of

# Each line is a paragraph; " | " stands where a sentence ends.
PARAGRAPHS = """
He met Gen. Sok on Jan. 5. | The talks failed.
She left the U.S. in May. | They flew to the U.S. | The trip was long.
J. R. R. Tolkien wrote it. | George W. Bush spoke. | The schoolmaster, Mr. A. B. Corliss, came.
Lt. Col. A. Smith and Sgt. Maj. Doe, Esq., came.
Roe Jr. was there. | So was Acme Inc. | They sang.
She has a B.A. in law. | He got his M.D. | The next year he left.
He moved to Washington, D.C. | The city was hot.
Brother No. 2 was tried. | He ranked No. 1 on p. 12 of vol. 3.
See Figs. 2 and 3. | Cf. Roe (2009).
The model is in Sect. 2.3 of Ref. [5]. | The cause is clear (Fig. 2). | It rained, e.g. in May.
Brother No. 1. | He was feared. | No. | He did not.
“Where are you going?” he asked. | “Home!” she cried. | “I know,” he said. | “So do I.”
"Why?" the judge asked. | "Because!" | He left.
I asked, "Why?" and he left. | I asked "Why?" | He left.
He said: "It is over. | We lost." | Then he wept.
Bun Chhay said: "We have waited." | He told them this: the bell is gone.
“Because,” she says at last, “the drawing was not finished.” | She smiled.
"This is an unclosed quotation. | It goes on. | And on.
He paused... and went on. | He paused... | Then he left. | "Wait..." | She stopped.
The dog barked. . . . | The cat slept. | He said . . . nothing.
It opened at 5 p.m. | The rain began at 6 p.m. on Monday. | At 9 a.m. Mr. Roe came.
Version 3.4.1 is out. | It costs $3.50. | Pi is 3.14159. | It was 1.2 million.
Visit www.example.com. | See https://example.com/a.b?c=d. | Write to a@b.example. | Then wait.
(He was late.) | The train left. | [Editor's note: sic.] | He came (at 5 p.m.) and left. | Next.
The spring came.[2] | It was changed seven times.[3][4] | “So it was.”[5]
He left.[citation needed]
They married in March; he died in 1989. | It is a form of moss; others doubt it.
Weigh everything. | 500 g of flour will do. | It was 1990. | In 1991 he left. | 12 people died.
OSTROW (AFP) – The governor died on Tuesday. | He was 91.
MARROW, Westmark (AP) _ Rebels freed 41 men. | None was hurt.
Yes!!! | No??? | Maybe?! | OK.
Great news 🎉! | We won 😀. | See you 👋
It fell 50%. | The bank closed. | It is 5°C. | He ran.
1. First item. | 2. Second item.
Er kam am 3. Mai nach Hause. | Das ist z. B. so. | Im 19. Jahrhundert war das anders.
Prof. Dr. Köhl sprach. | „Was ist das?“, fragte sie. | »Nichts«, sagte er.
Es kostet ca. 3 Mio. Euro.
M. Dupont est venu. | « Où vas-tu ? » demanda-t-il. | « Nulle part. »
L'art. 3 s'applique, cf. p. 12.
El Sr. López llegó a las 5 p. m. | ¿Dónde estabas? | ¡Qué día! | La Sra. Ruiz habló.
他来了。 | 她走了！ | “我不知道。” | 他说。
ព្រះសីហនុ។ | គាត់ស្លាប់។ | ថ្ងៃនេះ។
قال الرجل. | هل أنت هنا؟ | نعم.
שלום. | מה שלומך? | טוב.
He said.She left. | It was the end.
It was opened. | [The] bridge was shut. | [He had been asked.] | She left.
The area was 12 km². | It was wide.
MR. FERRIS: I went home. | MRS. LUND: Did you? | CAPT. ROE: Yes. | I asked DR. FERRIS in. | He came.
The horse cost £3 4s. 6d. and was bought by Lieut. Grey. | He paid 12s. | Then he left.
The bill of 12s. 6d. was paid by Wm. Tiller, Jas. A. Brown and Geo. Smith. | I saw Wm. | He was ill.
Thos. Hill, Robt. Roe, Saml. Ward, Benj. Cole and Chas. Reed, Esq. of London, met Sergt. Ames.
The Rt. Hon. Lord Grey and Messrs. Hart paid a sum, viz. £3 4s. | See fol. 12v. | The book is lost.
On the 4th inst. Mr. Grey came. | I have yours of the 4th ult. | The bill is paid.
He bought 3 cwt. 2 qrs. 14 lbs. of hay for £12. 10s. | He is 5 ft. 3 in. tall. | He left.
Lieut.-Col. Grey has it. | It was £3. | 12 men came. | It cost 5s. | 7 men paid.
The mayor, Cllr. Tom Beale, met Ald. Dyer, Pte. Roe, Det. Insp. Ames and Flt. Lt. Cole. | He left.
The work of Marsh Bros. Ltd was shown by Hill et al. (1998) and played with Op. 59. | Both ended.
He owed two debts, viz. Twelve crowns and a horse.
The U.N. Security Council met. | At the U.N. he spoke. | He lives at 5 Main St. in Ohio.
"""
CASES = PARAGRAPHS.strip().splitlines()


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences_of(text, 0, len(text))]


@pytest.mark.parametrize("line", CASES, ids=lambda line: line[:30])
def test_sentences_end_where_a_reader_ends_them(line: str) -> None:
    expected = line.split(" | ")
    if "He said.She left." in line:  # no space between them
        expected = ["He said.", "She left.", "It was the end."]
    assert sentences("".join(expected) if "。" in line else " ".join(expected)) == expected


def test_newlines_within_a_sentence_are_kept_in_its_place() -> None:
    text = "xx He came\r\n  at 5\tp.m. on\n\nMonday. He left.  yy"
    spans = sentences_of(text, 3, len(text) - 4)
    assert [text[start:end] for start, end in spans] == [
        "He came\r\n  at 5\tp.m. on\n\nMonday.",
        "He left.",
    ]


def test_an_enumeration_of_names_gives_each() -> None:
    text = "Present: Dr R. Roe, chair; Mrs H. Oduya; Mr I. Bell; Ms P. Strand."
    assert sentences(text) == [
        "Present: Dr R. Roe, chair;",
        "Mrs H. Oduya;",
        "Mr I. Bell;",
        "Ms P. Strand.",
    ]


@pytest.mark.parametrize(
    "unit", ["word ", "x", "he came, and ", "one; two; ", "“a ", "( ", "他", "é\n"]
)
def test_a_text_without_a_stop_is_divided(unit: str) -> None:
    text = (unit * 2_000).strip()
    spans = sentences_of(text, 0, len(text))
    assert len(spans) > 1
    assert all(len(fold(text[start:end])) <= LONGEST for start, end in spans)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


def test_it_is_divided_at_a_pause() -> None:
    text = ("the lamp burned on and on and on " * 10 + "; ") * 4
    assert all(part.endswith((";", "on")) for part in sentences(text.strip()))


def test_sentences_far_into_a_long_paragraph_are_the_same() -> None:
    text = "The ferry ran at 5 p.m. on Monday. Mr. A. B. Roe (aged 61) saw it. " * 1_000
    assert set(sentences(text)) == {
        "The ferry ran at 5 p.m. on Monday.",
        "Mr. A. B. Roe (aged 61) saw it.",
    }


@settings(deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("aB1.?!,;:…。 \n\t\"“”'()[]-–«»¿é他\u00a0\u200b😀"), max_size=80
    )
)
def test_no_character_is_lost(text: str) -> None:
    spans = sentences_of(text, 0, len(text))
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in spans)


@pytest.mark.parametrize(
    "mark",
    [
        *("[5]", "[^1]", "[^note]", "[^1][^2]", "¹", "¹²", "¹,²", "<sup>3</sup>"),
        *("[[4]](#cite-4)", " [4]", " [4] [5]", "[4] [5]", " [4, 5]", " [^4]"),
        *(" [pause]", " [citation needed]", "[pause]"),
    ],
)
@pytest.mark.parametrize("end", [".", "?", ".”"])
def test_a_mark_behind_a_sentence_ends_it(mark: str, end: str) -> None:
    known = [f"The bridge opened in 1887{end}{mark}", "Its keeper slept.", f"He woke{end}{mark}"]
    assert sentences(" ".join(known)) == known


@pytest.mark.parametrize(
    "text",
    [
        "[1] Roe, Ploughs. [2] Lund, Seeds.",
        "It is 12 km² in all",
        "I went home [pause] and he was there.",
    ],
)
def test_a_mark_that_begins_or_stands_within_ends_none(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize("mark", ["¹", "[a]", "[1](x)", " [4]", " [4]¹", "<sup>1</sup>", "[^"])
def test_a_great_many_marks_take_no_great_time(mark: str) -> None:
    text = f"He left.{mark * 3000} x"
    assert "".join(sentences(text)).replace(" ", "") == text.replace(" ", "")
