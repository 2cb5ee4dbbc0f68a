"""Reading a folder: what is there is read, what cannot be read is named."""

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from qa.errors import SourceError
from qa.sources import MAX_BYTES, left_out, read_documents
from tests.conftest import SEEDS

Make = Callable[..., Path]


def refusal(folder: Path) -> str:
    with pytest.raises(SourceError) as error:
        read_documents(folder)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_the_seeds_are_read_byte_for_byte() -> None:
    documents = read_documents(SEEDS)
    assert len(documents) == 5
    for document in documents:
        assert document.text.encode() == (SEEDS / f"{document.id}.txt").read_bytes()
        assert document.entry.title
        assert document.entry.published_basis in ("stated", "inferred", "known")


def test_a_folder_needs_no_manifest(collection: Make) -> None:
    documents = read_documents(collection(b__md="# B\n\nText.", a__txt="Text.\r\n", c__pdf=b"%PDF"))
    assert [document.id for document in documents] == ["a", "b"]
    assert documents[0].text == "Text.\r\n"
    assert documents[1].markdown


def test_folders_inside_are_read_and_hidden_ones_not(collection: Make) -> None:
    folder = collection(a__txt="A.")
    for name in ("deep/er", ".git"):
        (folder / name).mkdir(parents=True)
        (folder / name / f"{name[-2:]}.txt").write_text("B.")
    assert [document.id for document in read_documents(folder)] == ["a", "er"]


def test_files_of_other_kinds_are_named(collection: Make) -> None:
    folder = collection(a__txt="A.", sources__toml="", b__pdf=b"%PDF", c__MD="C.")
    for name in ("deep/page.html", "deep/sources.toml", "deep/b.md", ".git/HEAD", "index/gen-1/x"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("B.")
    (folder / "README").write_text("x")
    (folder / ".DS_Store").write_text("x")
    found = ("README", "b.pdf", "deep/page.html", "deep/sources.toml")
    assert left_out(folder, folder / "index") == found
    assert left_out(folder, folder.parent / "elsewhere") == (*found, "index/gen-1/x")
    assert [document.id for document in read_documents(folder)] == ["a", "b", "c"]


def test_no_folder_and_no_sources(collection: Make, tmp_path: Path) -> None:
    assert "no such folder" in refusal(tmp_path / "none")
    assert "no .txt or .md files" in refusal(collection(a__pdf="x"))


def test_bytes_that_are_not_utf8_are_named(collection: Make) -> None:
    assert "a.txt: byte 3 (0xe9) is not UTF-8" in refusal(collection(a__txt=b"caf\xe9 x"))


def test_nul_bytes_are_named(collection: Make) -> None:
    assert "a.txt: byte 1 is NUL" in refusal(collection(a__txt=b"a\0b"))


def test_a_file_that_is_too_large_is_named(collection: Make) -> None:
    folder = collection(a__txt=b"x")
    with (folder / "a.txt").open("wb") as file:
        file.truncate(5 * MAX_BYTES)
    assert "a.txt: 52 MB; a source may have 10 MB at most" in refusal(folder)


def test_two_files_of_one_id_are_named(collection: Make) -> None:
    assert "two sources with the id 'a': a.md and a.txt" in refusal(
        collection(a__txt="x", a__md="y")
    )


def test_a_link_out_of_the_folder_is_refused(collection: Make, tmp_path: Path) -> None:
    folder = collection(a__txt="x")
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "b.txt").symlink_to(tmp_path / "secret.txt")
    assert "b.txt is a symbolic link out of" in refusal(folder)
    (folder / "b.txt").unlink()
    (folder / "inside").symlink_to(tmp_path)
    assert "inside is a symbolic link out of" in refusal(folder)


@pytest.mark.parametrize("name", ["b.txt", "deep/b.md", "sources.toml"])
def test_a_pipe_is_named_and_not_waited_for(collection: Make, name: str) -> None:
    folder = collection(a__txt="x")
    (folder / "deep").mkdir()
    os.mkfifo(folder / name)
    assert refusal(folder).startswith(f"{name} is no file but a folder, pipe, socket or device")
    (folder / name).unlink()
    (folder / name).symlink_to("pipe")
    os.mkfifo((folder / name).with_name("pipe"))
    assert refusal(folder).startswith(f"{name} is no file but")


def test_a_link_within_the_folder_is_a_file_like_others(collection: Make) -> None:
    folder = collection(a__txt="x")
    (folder / "b.txt").symlink_to(folder / "a.txt")
    assert [document.id for document in read_documents(folder)] == ["a", "b"]


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        ('[sources.a]\ntitle = "x', "line 2"),
        ("[sources.a]\ntitle = 3\n", "line 2: [sources.a] title: Input should be a valid string"),
        ('[sources.a]\n\ntitel = "x"\n', "line 3: [sources.a] titel: Extra inputs"),
        ('[sources.a]\npublished = "May 1997"', "line 2: [sources.a] published: 'May 1997' is no"),
        ('[sources.a]\npublished = "1997-02-30"', "'1997-02-30' is no date"),
        ('[sources.a]\nurl = "javascript:alert(1)"', "line 2: [sources.a] url: 'javascript"),
        (
            '[sources.a]\nlanguage = "eng"',
            "line 2: [sources.a] language: 'eng' is no BCP 47 tag such as 'en' or 'de-AT'; "
            "write 'en'",
        ),
        ('[sources.a]\ntitle = "x"\n[sources.zz]\n', "line 3: [sources.zz] names no file"),
        ("[other]\nx = 1", "unknown key 'other'"),
        ("sources = 3", "must hold [sources.ID] tables"),
    ],
)
def test_a_broken_manifest_is_named_by_line_and_key(
    collection: Make, manifest: str, message: str
) -> None:
    folder = collection(a__txt="x", sources__toml=manifest)
    refused = refusal(folder)
    assert refused.startswith("sources.toml")
    assert message in refused


@pytest.mark.parametrize(
    ("language", "meant"),
    [
        ("english", "en"),
        ("ENG", "en"),
        ("eng-GB", "en-GB"),
        ("en_US", "en-US"),
        (" en", "en"),
        ("pt_BR", "pt-BR"),
        ("", None),
        ("e", None),
        ("deutsch", None),
        ("English (UK)", None),
        ("en-", None),
        ("en, de", None),
    ],
)
def test_a_language_that_is_no_tag_is_named_with_the_one_that_is_meant(
    collection: Make, language: str, meant: str | None
) -> None:
    refused = refusal(
        collection(a__txt="x", sources__toml=f'[sources.a]\nlanguage = "{language}"\n')
    )
    hint = f"; write {meant!r}" if meant else ""
    assert refused == (
        f"sources.toml, line 2: [sources.a] language: {language!r} is no BCP 47 tag such as 'en' "
        f"or 'de-AT'{hint}"
    )


@pytest.mark.parametrize(
    "language", ["en", "EN", "en-GB", "km", "enm", "zh-Hant-TW", "es-419", "de-1996", "en-x-old"]
)
def test_a_language_tag_is_kept_as_it_is(collection: Make, language: str) -> None:
    folder = collection(a__txt="x", sources__toml=f'[sources.a]\nlanguage = "{language}"\n')
    assert read_documents(folder)[0].entry.language == language


def test_a_manifest_may_begin_with_a_mark(collection: Make) -> None:
    manifest = b'\xef\xbb\xbf[sources.a]\ntitle = "A"\n'
    folder = collection(a__txt="x", sources__toml=manifest)
    assert read_documents(folder)[0].entry.title == "A"
    refused = refusal(collection(sources__toml=manifest + b"url = 3\n"))
    assert refused.startswith("sources.toml, line 3: [sources.a] url: ")
    refused = refusal(collection(sources__toml=b'\xef\xbb\xbf[sources.a]\ntitle = "x'))
    assert refused.startswith("sources.toml, line 2: ")


@pytest.mark.parametrize(("file", "key"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFD", "NFD")])
def test_a_name_is_the_same_with_its_marks_apart(collection: Make, file: str, key: str) -> None:
    name, written = (unicodedata.normalize(form, "Müller") for form in (file, key))  # type: ignore[arg-type]
    folder = collection(
        sources__toml=f'[sources."{written}"]\ntitle = "M"\n', **{f"{name}__txt": "x"}
    )
    (document,) = read_documents(folder)
    assert (document.id, document.entry.title) == (name, "M")


def test_dates_of_every_precision_are_kept(collection: Make) -> None:
    manifest = (
        '[sources.a]\npublished = "1997"\n[sources.b]\npublished = "1997-11"\n'
        "[sources.c]\npublished = 1997-11-05\n"
    )
    folder = collection(a__txt="x", b__txt="x", c__txt="x", sources__toml=manifest)
    dates = [document.entry.published for document in read_documents(folder)]
    assert dates == ["1997", "1997-11", "1997-11-05"]
