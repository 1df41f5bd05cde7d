"""Listings on disk: what is found, how it is decoded, and what is said of the rest."""

from __future__ import annotations

import gzip
import json
import os

import pytest

from generator.errors import ListingError
from generator.listings import MAX_LINE, ListingFile, find_listings, read_listing
from generator.models import PartialDate

ABSTRACTS = "Abstract:Kites — and café kites — fly.\nAbstract:Kites land.\n"
KITES = ["Kites — and café kites — fly.", "Kites land."]
KNOWN = (
    "JSON Lines, Hugging Face Daily Papers, AITopics author page, arXiv listing,"
    " List of abstracts"
)


@pytest.fixture
def read(tmp_path):
    """Write bytes as `list.txt`, and return their abstracts and problems."""

    def write_and_read(content: bytes, name: str = "list.txt"):
        path = tmp_path / name
        path.write_bytes(content)
        return describe(ListingFile(path, name))

    return write_and_read


def describe(file: ListingFile):
    """Return the abstracts of a listing (None where it is not read) and its problems."""
    found, problems = read_listing(file)
    abstracts = [record.abstract for record in found.listing.records] if found else None
    return abstracts, [str(problem) for problem in problems]


def find_names(folder) -> list[str]:
    """Return the names of the listings of a folder."""
    return [file.name for file in find_listings(folder)]


def test_listings_are_found_in_folders_below(tmp_path):
    """Names are relative to the corpus, with slashes, sorted; a README is for people."""
    for name in (
        "b.txt",
        "sub/a.jsonl.gz",
        "sub/deep/no-suffix",
        "A.TXT",
        "sub/readme.md",
        "sub/topics.yml",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(ABSTRACTS, encoding="utf-8")
    names = ["A.TXT", "b.txt", "sub/a.jsonl.gz", "sub/deep/no-suffix", "sub/topics.yml"]
    assert find_names(tmp_path) == names


def test_what_is_not_a_listing_is_left_out(tmp_path):
    """Hidden files and folders, and the owner's own files, are no listings."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "empty folder").mkdir()
    own = ("README.md", "sources.yml", "topics.yml", "corrections.yml")
    for name in (*own, ".hidden", ".git/config"):
        (tmp_path / name).write_text(ABSTRACTS, encoding="utf-8")
    assert find_names(tmp_path) == []


def test_a_single_file_is_a_corpus_too(tmp_path):
    """Its name is that of the file, whatever the folder it lies in."""
    path = tmp_path / "sources.yml"
    path.write_text(ABSTRACTS, encoding="utf-8")
    assert find_listings(path) == (ListingFile(path, "sources.yml"),)


def test_a_missing_corpus_stops_the_run(tmp_path):
    """There is nothing to build from, so this is an error and not a problem."""
    path = tmp_path / "none"
    with pytest.raises(ListingError) as caught:
        find_listings(path)
    assert str(caught.value) == f"{path}: there is no such file or folder"


def test_a_listing_in_a_sub_folder_is_read_under_its_path(tmp_path):
    """Origins and messages say `sub/name.txt`."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "name.txt").write_text("Abstract:\n" + ABSTRACTS, "utf-8")
    (file,) = find_listings(tmp_path)
    found, problems = read_listing(file)
    assert found
    origins = [str(record.origin) for record in found.listing.records]
    assert origins == ["sub/name.txt:2", "sub/name.txt:3"]
    assert [str(problem) for problem in problems] == [
        "sub/name.txt:1: warning: nothing follows 'Abstract:'"
    ]


@pytest.mark.parametrize(
    "content",
    [
        ABSTRACTS.encode(),
        ABSTRACTS.encode("utf-8-sig"),
        ABSTRACTS.replace("\n", "\r\n").encode(),
        ABSTRACTS.replace("\n", "\r\n").encode("utf-8-sig"),
        ABSTRACTS.removesuffix("\n").encode(),
        ("\n" * 1000 + ABSTRACTS).encode(),
        ABSTRACTS.encode("utf-16"),
        ABSTRACTS.replace("\n", "\r\n").encode("utf-16"),
        b"\xfe\xff" + ABSTRACTS.encode("utf-16-be"),
        gzip.compress(ABSTRACTS.encode(), mtime=0),
        gzip.compress(ABSTRACTS.encode("utf-8-sig"), mtime=0),
    ],
    ids=[
        "utf-8", "mark", "crlf", "mark and crlf", "no last line end", "blank lines",
        "utf-16", "utf-16 crlf", "utf-16 big-endian", "gzip", "gzip with mark",
    ],
)  # fmt: skip
def test_text_is_decoded_by_what_the_file_holds(read, content):
    """Encoding, line ends and packing are told from the bytes, not from the name."""
    assert read(content, "list.bin") == (KITES, [])


def test_other_text_is_read_as_windows_1252(read):
    """Line by line, since listings are pasted together; it is said once, with its line."""
    lines = [
        "Abstract:Café, in UTF-8.",
        "Abstract:Café – “once”.",
        "Abstract:Ä, twice.",
    ]
    content = b"\n".join(
        [lines[0].encode(), lines[1].encode("cp1252"), lines[2].encode("latin-1")]
    )
    assert read(content) == (
        ["Café, in UTF-8.", "Café – “once”.", "Ä, twice."],
        ["list.txt:2: warning: not UTF-8; read as Windows-1252 (Latin-1)"],
    )


def test_bytes_of_no_encoding_show(read):
    """A byte that Windows-1252 does not have is replaced by a sign that can be seen."""
    abstracts, _ = read(b"Abstract:An odd byte: \x81\xff.\n")
    assert abstracts == ["An odd byte: \ufffdÿ."]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "list.txt: warning: an empty file"),
        (b"\xef\xbb\xbf \r\n\r\n", "list.txt: warning: an empty file"),
        (gzip.compress(b"", mtime=0), "list.txt: warning: an empty file"),
        (
            b"\n\nJust a letter.\n",
            "list.txt:3: error: no reader understands this file;"
            f" it should be one of: {KNOWN}",
        ),
        (
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            "list.txt:3: error: a binary file; a listing is text",
        ),
        (
            ABSTRACTS.encode("utf-16-le"),
            "list.txt:1: error: a binary file; a listing is text",
        ),
        (
            gzip.compress(ABSTRACTS.encode() * 99, mtime=0)[:-12],
            "list.txt: error: cannot be read: Compressed file ended before the"
            " end-of-stream marker was reached",
        ),
        (
            b"\x1f\x8bnot really gzip",
            "list.txt: error: cannot be read: Unknown compression method",
        ),
        (
            gzip.compress(ABSTRACTS.encode(), mtime=0)[:-8] + bytes(8),
            "list.txt: error: cannot be read: CRC check failed 0x0 != ",
        ),
        (
            gzip.compress(b"", mtime=0)[:10] + b"\xff" * 20,
            "list.txt: error: cannot be read: Error -3 while decompressing data:"
            " invalid block type",
        ),
    ],
    ids=[
        "empty", "blank", "empty gzip", "unknown layout", "picture", "utf-16 without mark",
        "cut gzip", "false gzip", "damaged gzip", "invalid gzip",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_problem(read, content, problem):
    """The message says what is wrong; nothing is raised and nothing half read."""
    abstracts, problems = read(content)
    assert abstracts is None
    assert [found[: len(problem)] for found in problems] == [problem]


def test_a_broken_link_is_one_problem(tmp_path):
    """A file that cannot be opened costs the run no other file."""
    (tmp_path / "list.txt").symlink_to(tmp_path / "gone.txt")
    (file,) = find_listings(tmp_path)
    problem = "list.txt: error: cannot be read: No such file or directory"
    assert describe(file) == (None, [problem])


def test_a_named_pipe_is_not_waited_for(tmp_path):
    """Nobody may ever write to it."""
    os.mkfifo(tmp_path / "list.txt")
    (file,) = find_listings(tmp_path)
    assert describe(file) == (None, ["list.txt: error: not a regular file"])


@pytest.mark.parametrize("name", ["a: b.txt", "x:y: z.txt", "7:8: 9", "line\nbreak"])
def test_a_name_may_look_like_a_message(tmp_path, name):
    """Colons in a file name are not taken for those of a message."""
    (tmp_path / name).symlink_to(tmp_path / "gone.txt")
    (file,) = find_listings(tmp_path)
    _, (problem,) = read_listing(file)
    assert (problem.listing, problem.line) == (name, 0)
    assert problem.message == "cannot be read: No such file or directory"


def test_a_name_that_is_no_text_can_be_printed(tmp_path):
    """A file name may be any bytes; in messages those that are no text are spelt out."""
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text(ABSTRACTS, encoding="utf-8")
    (file,) = find_listings(tmp_path)
    assert file.name == r"caf\udce9.txt"
    assert describe(file) == (KITES, [])


def test_a_line_of_50_megabytes_costs_itself(tmp_path):
    """It is skipped without being held in memory, and the lines after it are read."""
    path = tmp_path / "list.txt"
    with path.open("wb") as stream:
        stream.write(b"Abstract:Kites land.\nAbstract:")
        for _ in range(50):
            stream.write(b"kite " * 200_000)
        stream.write(b"\nAbstract:Kites fall.\n")
    assert describe(ListingFile(path, "list.txt")) == (
        ["Kites land.", "Kites fall."],
        [
            "list.txt:2: error: a line of 50,000,010 bytes is left out;"
            " the longest that is read has 9,999,999"
        ],
    )


@pytest.mark.parametrize("tail", ["", "\n"])
def test_a_record_of_12_megabytes_is_told_and_the_file_not_called_empty(read, tail):
    """A single line that is left out leaves nothing to read, and that has been said."""
    line = json.dumps({"title": "Kites", "abstract": "kite " * 2_400_000}) + tail
    size = f"{len(line):,}"
    assert read(line.encode()) == (
        None,
        [
            f"list.txt:1: error: a line of {size} bytes is left out;"
            " the longest that is read has 9,999,999"
        ],
    )


def test_a_record_of_12_megabytes_costs_one_record(read):
    """The format is told from the lines that are left."""
    lines = [
        {"title": "Kites", "abstract": "kite " * 2_400_000},
        {"abstract": "Kites land."},
    ]
    content = "\n".join(map(json.dumps, lines)).encode()
    abstracts, problems = read(gzip.compress(content, 1))
    assert abstracts == ["Kites land."]
    assert len(problems) == 1


def test_a_line_just_short_enough_is_read(read):
    """Ten million bytes with the line end are too many, one less is not."""
    start = b"Abstract:"
    abstracts, problems = read(start + b"k" * (MAX_LINE - 2 - len(start)) + b".\n")
    assert abstracts
    assert problems == []


def test_a_nul_far_down_does_not_make_a_binary_file(read):
    """After hundreds of lines of text, it is a damaged character, and costs no more."""
    abstracts, problems = read(ABSTRACTS.encode() * 300 + b"Abstract:Kites\0 stall.\n")
    assert abstracts == [*KITES * 300, "Kites stall."]
    assert problems == []


def test_a_listing_without_records_is_reported(read):
    """A format that is known, with nothing in it, is worth a look."""
    assert read(b"Abstract:\n") == (
        [],
        [
            "list.txt: warning: no record in this listing (List of abstracts)",
            "list.txt:1: warning: nothing follows 'Abstract:'",
        ],
    )


def test_the_day_that_the_owner_gives_reaches_the_reader(tmp_path):
    """A date without a year is of the year in which the page was saved."""
    path = tmp_path / "list.txt"
    path.write_text(
        "byAK and the research community\n\nDec 8\n\nKites\n\n"
        "Kites fly, and then, after a while, they come down again.\n\n"
        "• 2 authors\n·\nNov 8 11\n",
        encoding="utf-8",
    )
    saved = PartialDate(2031, 12, 9)
    found, problems = read_listing(ListingFile(path, "list.txt"), saved)
    assert found
    assert problems == ()
    assert found.source.name == "huggingface"
    assert (found.listing.saved, found.listing.saved_note) == (saved, None)
    (record,) = found.listing.records
    assert (record.published, record.discussion) == (PartialDate(2031, 11, 8), 11)
    assert record.notes == ()
