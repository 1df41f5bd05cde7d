"""The benchmark of the search: measures, known items, and runs over a built site."""

from __future__ import annotations

import gzip
import json
import math
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import projectkit
from tests.conftest import ROOT

# Benchmarks are scripts: they find each other by their folder.
sys.path.insert(0, str(ROOT / "benchmarks"))

import fetched
import index
import knownitems
import peers
import relevance
import search as benchmark
import sites
import systems
import tables
from measures import (
    Answers,
    KnownItem,
    Paper,
    Query,
    average_precision,
    choose_names,
    choose_title_words,
    choose_titles,
    keep_judged,
    mean,
    ndcg,
    percentile,
    read_judgements,
    read_run,
    recall,
    reciprocal_rank,
)

GRADES = {"a": 3, "b": 1, "c": 0, "d": 2}
PAPERS = (
    {"_id": "k1", "title": "KiteBench: folding kites", "text": "Kites\u2028of paper."},
    {"id": "2401.00001", "title": "Boats of wax", "abstract": "Wobble of paper boats."},
    {"title": "Lanterns without wicks", "abstract": "They glow on paper."},
    {"_id": "my drum", "title": "Drums of tin", "text": "They are loud on paper."},
)
HOSTILE = (
    "", " ", "+", "-", "~", "*", '"', ":", "title:", "a:b:c ^^ ~9 -", '+-~1*"', "~~~~9",
    "</script><b>", "%E0%A4%A", "__proto__ constructor toString", "kite\u0000paper",
    "\ud800", "\U0001d54f\U0001f600", "\u202etxt", "a\u0301" * 500, "x" * 10_000,
    "kite " * 2_000, "10.1/" + "(" * 5_000, "*a*b*c*d*e*f*g*",
)  # fmt: skip


# --- Measures ------------------------------------------------------------------------


def test_ndcg_is_the_gain_over_that_of_the_best_ranking():
    """Gains are the grades, each divided by log2(rank + 1), over those in best order."""
    gained = 1 + 3 / math.log2(3)
    best = 3 + 2 / math.log2(3) + 1 / 2
    assert ndcg(["b", "a", "x"], GRADES) == pytest.approx(gained / best)
    assert ndcg(["b", "a", "x"], GRADES) == pytest.approx(0.607492, abs=1e-6)
    assert ndcg(["a", "d", "b"], GRADES) == 1


def test_ndcg_looks_no_further_than_its_depth():
    """Neither the ranking nor the best one counts beyond it."""
    assert ndcg(["x", "a"], GRADES, depth=1) == 0
    assert ndcg(["d", "a"], GRADES, depth=1) == pytest.approx(2 / 3)


def test_average_precision_is_over_all_relevant_documents():
    """Relevant ones at ranks 1 and 3 of three in all: (1/1 + 2/3 + 0) / 3."""
    assert average_precision(["a", "x", "b"], GRADES) == pytest.approx(5 / 9)
    assert average_precision(["c", "x"], GRADES) == 0


def test_recall_is_the_share_of_relevant_documents_found():
    """Two of three are found, one of them within the first document."""
    assert recall(["a", "c", "b"], GRADES) == pytest.approx(2 / 3)
    assert recall(["a", "c", "b"], GRADES, depth=1) == pytest.approx(1 / 3)


@pytest.mark.parametrize("measure", [ndcg, average_precision, recall])
def test_a_query_without_relevant_documents_scores_nothing(measure):
    """There is nothing to divide by."""
    assert measure(["a"], {"a": 0}) == 0
    assert measure([], {}) == 0


def test_reciprocal_rank_is_of_the_wanted_document():
    """1 / rank down to the depth, 0 below it and where it is not found."""
    assert reciprocal_rank(["a", "b", "c"], "b") == 1 / 2
    assert reciprocal_rank(["a", "b", "c"], "c", depth=2) == 0
    assert reciprocal_rank([], "a") == 0


def test_a_pool_keeps_the_order_of_what_was_judged():
    """Documents that nobody judged go, those judged not relevant stay."""
    assert keep_judged(["x", "c", "y", "a"], GRADES) == ["c", "a"]


def test_mean_of_nothing_is_nothing():
    """A collection without queries does not end the benchmark."""
    assert mean(iter([1, 2, 6])) == 3
    assert mean([]) == 0


@pytest.mark.parametrize(
    ("share", "value"), [(0, 1), (0.2, 1), (0.21, 2), (0.5, 3), (0.95, 9), (1, 9)]
)
def test_a_percentile_is_one_of_the_values(share, value):
    """By the nearest rank: so many of five values are no larger."""
    assert percentile([9, 2, 1, 4, 3], share) == value


def test_the_percentile_of_nothing_is_nothing():
    """A table without queries has a row all the same."""
    assert percentile([], 0.5) == 0


def test_runs_and_judgements_are_read_by_query():
    """Both have a line for each document; judgements have a head."""
    run = ["7 Q0 b 1 .5 tag", "7 Q0 a 2 .3 tag", "8 Q0 a 1 .1 tag"]
    assert read_run(run) == {"7": ["b", "a"], "8": ["a"]}
    table = ["query-id\tcorpus-id\tscore\n", "7\tb\t2\n", "7\ta\t0\n"]
    assert read_judgements(table) == {"7": {"b": 2, "a": 0}}


# --- Known items ---------------------------------------------------------------------


def test_three_words_of_a_title_stand_in_its_order():
    """Words like `for` and short ones are not chosen, nor are titles with formulas."""
    papers = [
        Paper("1", "Boats for the kites of GraphBench"),
        Paper("2", "On $x^2$ boats, kites and drums"),
        Paper("3", "Of boats"),
    ]
    assert choose_title_words(papers, 5) == [KnownItem("boats kites graphbench", "1")]


def test_as_many_words_of_a_title_are_chosen_as_wanted():
    """A title that has not so many is left out."""
    papers = [Paper("1", "Boats and kites"), Paper("2", "Drums")]
    assert choose_title_words(papers, 5, 2) == [KnownItem("boats kites", "1")]


def test_known_items_do_not_depend_on_the_order_of_papers():
    """Which papers and words are chosen is the same on every run."""
    words = ["amber", "basil", "cedar", "delta", "ember", "fjord", "glade", "heath"]
    papers = [
        Paper(str(number), f"Net{word.title()}: {' '.join(words[number:])} maple plum")
        for number, word in enumerate(words)
    ]
    shuffled = random.Random(1).sample(papers, len(papers))
    for choose in (choose_title_words, choose_names, choose_titles):
        chosen = choose(papers, 4)
        assert chosen == choose(shuffled, 4)
        assert len({item.wanted for item in chosen}) == 4


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        ("Graph-Bench", {"graphbench", "graph bench"}),
        ("GraphBench", {"graph bench", "graph-bench"}),
        ("MoEPruner", {"moe pruner", "moe-pruner"}),
        ("GPT-Kite-3", {"gptkite3", "gpt kite 3"}),
    ],
)
def test_a_name_is_looked_for_in_another_way_than_written(name, ways):
    """Each of the other ways is taken for some paper, and never the title's own."""
    found = [choose_names([Paper(str(n), f"{name}: kites")], 1) for n in range(20)]
    assert {item.text for (item,) in found} == ways


def test_only_names_that_mean_one_paper_are_looked_for():
    """One word, two words, a name without a seam and a name of two papers are not."""
    titles = ("Kites: a study", "Kite Bench: a study", "AutoML: a study", "No colon",
              "Kite-Bench: a study", "KiteBench: another")  # fmt: skip
    assert choose_names([Paper(title, title) for title in titles], 9) == []


# --- A site of the search alone --------------------------------------------------------


@pytest.fixture(scope="module")
def node() -> str:
    """Return the path of Node; tests that need it are skipped where there is none."""
    return shutil.which("node") or pytest.skip("needs Node 18 or newer on the PATH")


def write_listing(path: Path, papers=PAPERS) -> Path:
    """Write papers as JSON Lines; return the path."""
    tables.write_objects(path, papers)
    return path


@pytest.fixture(scope="module")
def site(node, tmp_path_factory) -> sites.Site:
    """Make a site of four papers as the benchmark does."""
    folder = tmp_path_factory.mktemp("benchmark")
    return sites.make_site(write_listing(folder / "kites.jsonl"), folder / "site")


@pytest.fixture
def altered(site, tmp_path: Path):
    """Return a function that copies the site and adds to the scripts of its search."""

    def alter(script: str) -> Path:
        copy = tmp_path / "site"
        shutil.copytree(site.folder, copy)
        with (copy / sites.DATA / "search.js").open("a") as scripts:
            scripts.write(script)
        return copy

    return alter


def run(site: Path, folder: Path, *options: str, **queries: str):
    """Run queries by their ids; return the ended process."""
    asked = folder / "queries.jsonl"
    texts = queries.items()
    tables.write_objects(asked, ({"_id": key, "text": text} for key, text in texts))
    return run_script(str(site), str(asked), *options)


def run_script(*arguments: str):
    """Run search.mjs; return the ended process."""
    command = ["node", str(ROOT / "benchmarks" / "search.mjs"), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_a_run_names_papers_as_their_listing_does(site, tmp_path):
    """By the local id, or another one, or the slug; a space in an id stays one column."""
    queries = {"a": "folding", "b": "wobble", "c": "wicks", "d": "loud"}
    done = run(site.folder, tmp_path, **queries)
    assert (done.returncode, done.stderr) == (0, "")
    rows = [line.split(" ") for line in done.stdout.splitlines()]
    assert [row[:4] for row in rows] == [
        ["a", "Q0", "k1", "1"],
        ["b", "Q0", "2401.00001", "1"],
        ["c", "Q0", "lanterns-without-wicks", "1"],
        ["d", "Q0", "my%20drum", "1"],
    ]


def test_a_query_that_finds_nothing_gives_no_line(site, tmp_path):
    """The other queries are answered all the same."""
    done = run(site.folder, tmp_path, a="zzyzxq", b="wicks")
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["b"]


def test_a_run_has_ranks_falling_scores_its_name_and_no_more_than_its_limit(
    site, tmp_path
):
    """All four papers have the word; three are asked for."""
    done = run(site.folder, tmp_path, "--run", "mine", "--limit", "3", a="paper")
    rows = [line.split(" ") for line in done.stdout.splitlines()]
    assert [row[3] for row in rows] == ["1", "2", "3"]
    assert {row[5] for row in rows} == {"mine"}
    scores = [float(row[4]) for row in rows]
    assert scores == sorted(set(scores), reverse=True)


def test_the_time_of_each_query_is_written_where_wanted(site, tmp_path):
    """One line a query, in milliseconds."""
    times = tmp_path / "times"
    done = run(site.folder, tmp_path, "--times", str(times), a="wicks", b="zzyzxq")
    assert (done.returncode, done.stderr) == (0, "")
    read = [float(line) for line in times.read_text().splitlines()]
    assert len(read) == 2
    assert all(0 < each < 60_000 for each in read)


def test_hostile_queries_are_answered(site, tmp_path):
    """Whatever is asked, nothing fails and every line has its six columns."""
    queries = {f"q{number}": text for number, text in enumerate(HOSTILE)}
    done = run(site.folder, tmp_path, **queries)
    assert (done.returncode, done.stderr) == (0, "")
    assert all(len(line.split(" ")) == 6 for line in done.stdout.splitlines())


@pytest.mark.parametrize(
    ("given", "printed"),
    [("[3.5, 1.25]", ["3.5", "1.25"]), ("[1, 1]", ["1", "0.5"]), ("[1]", ["1", "0.5"])],
)
def test_scores_of_the_search_are_given_where_they_fall(
    altered, tmp_path, given, printed
):
    """Tools order a run by score: ties and gaps would change the ranking."""
    script = (
        "PaperDigest.search.find = async () =>"
        f" ({{ numbers: Int32Array.of(2, 0), scores: {given} }});"
    )
    done = run(altered(script), tmp_path, a="kites")
    assert [line.split(" ")[4] for line in done.stdout.splitlines()] == printed


def test_a_query_that_fails_is_told_and_the_others_run(altered, tmp_path):
    """The exit code says so at the end."""
    script = """const find = PaperDigest.search.find;
    PaperDigest.search.find = async (request) => {
      if (request.text === "boom") throw new Error("bang");
      return find(request);
    };"""
    times = tmp_path / "times"
    options = ("--times", str(times))
    done = run(altered(script), tmp_path, *options, a="boom", b="wicks")
    assert done.returncode == 1
    assert len(times.read_text().splitlines()) == 2
    assert done.stderr.startswith("query a: Error: bang")
    assert [line.split()[2] for line in done.stdout.splitlines()] == [
        "lanterns-without-wicks"
    ]


def test_no_script_is_loaded_from_outside_the_site(altered, tmp_path):
    """What a page loads from elsewhere is not what the site ships."""
    script = """document.head.append(
      Object.assign(document.createElement("script"), { src: "../other.js" }));"""
    done = run(altered(script), tmp_path, a="kites")
    assert done.returncode == 2
    assert "../other.js is not of the site" in done.stderr


@pytest.mark.parametrize(
    ("lost", "told"),
    [
        ("assets/search/data/manifest.js", "could not be loaded"),
        ("assets/search/data/search.js", "no such file"),
        ("papers.jsonl", "no such file"),
    ],
)
def test_a_site_of_which_something_is_gone_is_refused(altered, tmp_path, lost, told):
    """It is not measured as a site that finds nothing."""
    broken = altered("")
    (broken / lost).unlink()
    done = run(broken, tmp_path, a="kites")
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


def test_papers_that_are_not_those_of_the_index_are_noticed(altered, tmp_path):
    """Names are taken from papers.jsonl: one of another build would give wrong ones."""
    broken = altered("")
    lines = (broken / "papers.jsonl").read_text().splitlines()
    (broken / "papers.jsonl").write_text("\n".join(lines[::-1]))
    done = run(broken, tmp_path, a="wicks")
    assert (done.returncode, done.stdout) == (1, "")
    assert "not that of the index" in done.stderr


@pytest.mark.parametrize("line", ["kites", "{}", '{"_id": "1", "text": null}', "null"])
def test_a_query_that_is_none_is_refused_by_its_place(site, tmp_path, line):
    """Nothing is run before all queries are known to be sound."""
    asked = tmp_path / "queries.jsonl"
    asked.write_text('{"_id": "1", "text": "kites"}\n\n' + line)
    done = run_script(str(site.folder), str(asked))
    assert (done.returncode, done.stdout) == (2, "")
    assert "query 2 is not" in done.stderr


def test_wrong_arguments_are_explained(node, tmp_path):
    """How it is used, or what is not there, in one line."""
    for arguments in ((), ("a",), ("a", "b", "c"), ("a", "b", "--fast")):
        done = run_script(*arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("error: usage: ")
    assert "--limit must be" in run_script("a", "b", "--limit", "0").stderr
    assert "no such file" in run(tmp_path / "nowhere", tmp_path, a="kites").stderr


def test_a_site_is_asked_and_weighed(site, tmp_path):
    """Rankings in the order of the queries, and the index without papers and scripts."""
    queries = [
        Query("wicks", 2),
        Query("paper", 3),
        Query("zzyzxq", 2),
        Query("paper", 2),
    ]
    answers = sites.ask(site, queries, tmp_path)
    assert answers.rankings[0] == ("lanterns-without-wicks",)
    assert [len(ranking) for ranking in answers.rankings] == [1, 3, 0, 2]
    assert len(answers.milliseconds) == 4
    files = dict(sites.read_files(site.folder))
    scripts = {name for name in files if sites.sort_file(name) == "scripts"}
    assert {"lunr.js", "search.js"} <= scripts
    rest = [name for name in files if name not in scripts]
    kept = [files[name] for name in rest if not name.startswith("documents/")]
    assert len(rest) > len(kept)
    assert answers.size == sum(map(tables.pack, kept))
    assert site.papers == len(PAPERS)


# --- Relevance and known items ---------------------------------------------------------


def make_collection(folder: Path, queries, table: str) -> relevance.Collection:
    """Write a collection of the four papers and read it."""
    folder.mkdir(parents=True, exist_ok=True)
    write_listing(folder / "docs.jsonl")
    tables.write_objects(folder / "queries.jsonl", queries)
    (folder / "qrels.tsv").write_text(f"query-id\tcorpus-id\tscore\n{table}")
    (collection,) = relevance.read_collections(folder.parent)
    return collection


def answer(*rankings) -> Answers:
    """Return rankings that took no time."""
    return Answers(rankings, (1.0,) * len(rankings), 0, 0)


def test_a_collection_is_judged_by_what_its_queries_find(tmp_path):
    """Queries nobody judged are not asked; one that is a paper is asked by its title."""
    queries = [
        {"_id": "1", "text": "folding kites"},
        {"_id": "2", "text": "nothing of this", "title": "wicks"},
        {"_id": "3", "text": "drums"},
    ]
    table = "1\tk1\t1\n2\tlanterns\t1\n2\tk1\t1\n"
    collection = make_collection(tmp_path / "ir" / "own", queries, table)
    assert collection.texts == ("folding kites", "wicks")
    (tmp_path / "ir" / "no collection").mkdir()
    assert [*relevance.read_collections(tmp_path / "ir")] == [collection]
    answers = answer(("k1", "drum"), ("lanterns",))
    gain, precision, found = relevance.judge(collection, answers)
    assert gain == pytest.approx((1 + 1 / (1 + 1 / math.log2(3))) / 2)
    assert (precision, found) == (0.75, 0.75)


def test_only_the_judged_order_counts_where_documents_come_from_pools(tmp_path):
    """The paper before the judged one was in no pool; recall is of the whole ranking."""
    query = {"_id": "1", "text": "wax kites"}
    folder = tmp_path / "ir" / "csfcube"
    collection = make_collection(folder, [query], "1\tlast\t2\n")
    before = tuple(str(number) for number in range(99))
    assert relevance.judge(collection, answer((*before, "last"))) == (1, 1, 1)
    assert relevance.judge(collection, answer((*before, "x", "last"))) == (1, 1, 0)


def test_systems_are_compared_by_collection_and_on_average(tmp_path, capsys):
    """A library that fails is left out, with what it said; the others are compared."""
    queries = [{"_id": "1", "text": "kites"}]
    collection = make_collection(tmp_path / "ir" / "own", queries, "1\tk1\t1\n")

    def fail(listing, queries):
        raise peers.PeerError("bang")

    listed = {"well": lambda listing, queries: answer(("k2", "k1")), "ill": fail}
    relevance.compare_relevance([collection, collection], listed)
    said = capsys.readouterr()
    rows = [line.split("|")[1:-1] for line in said.out.splitlines() if "|" in line]
    assert [row[0].strip() for row in rows[2:]] == ["well"]
    assert {cell.strip() for cell in rows[2][1:]} == {".631 .500 1.000"}
    assert "own, 1 queries" in said.out
    assert "left out: ill: bang" in said.err


def test_known_papers_are_looked_up_in_three_ways(site, tmp_path):
    """A paper of the same title may stand for another; one that is not there is missed."""
    papers = [Paper("k1", "KiteBench: folding kites"), Paper("none", "Drums of tin")]
    ways = (choose_title_words(papers, 9), choose_names(papers, 9),
            choose_titles(papers, 9))  # fmt: skip
    queries = [Query(item.text, 9) for way in ways for item in way]
    answers = sites.ask(site, queries, tmp_path)
    assert knownitems.find_known_items(ways, papers, answers) == (1.0, 1.0, 1)
    twins = [*papers, Paper("my%20drum", "Drums of tin")]
    assert knownitems.find_known_items(ways, twins, answers) == (1.0, 1.0, 2)


def test_what_a_system_took_is_told_by_paper():
    """Bytes a paper, papers a second, times of the first queries; a dash if not known."""
    answers = Answers(((),) * 3, (2.0, 4.0, 90.0), 0.5, 1000)
    assert knownitems.weigh(answers, 100, 2) == (10, 200, "2.0", "4.0")
    assert knownitems.weigh(answer(()), 100, 1) == ("–", "–", "1.0", "1.0")


def test_known_items_of_every_system_are_printed(tmp_path, capsys, site):
    """One row a system, whatever it found."""
    listing = write_listing(tmp_path / "papers.jsonl", [{"id": "k1", "title": "Kites"}])
    systems_ = {"ours": lambda listing, queries: answer(*[("k1",)] * len(queries))}
    knownitems.compare_known_items(listing, systems_)
    row = capsys.readouterr().out.splitlines()[2].split("|")
    assert [cell.strip() for cell in row[1:5]] == ["ours", ".000", ".000", "1"]


# --- Other libraries -------------------------------------------------------------------


def test_peers_get_title_text_and_authors(tmp_path):
    """By whatever names the listing has them."""
    path = tmp_path / "documents.jsonl"
    paper = {"id": 7, "abstract": "Wax.", "authors": ["A. Wu", "B. Li"]}
    peers.write_documents([PAPERS[0], paper], path)
    assert [*tables.read_objects(path)] == [
        {"id": "k1", "title": "KiteBench: folding kites",
         "text": "Kites\u2028of paper.", "authors": ""},
        {"id": "7", "title": "", "text": "Wax.", "authors": "A. Wu; B. Li"},
    ]  # fmt: skip


def test_sqlite_finds_any_word_by_its_stem_the_title_first(tmp_path):
    """Stop words and punctuation are no words; what has none of the words is not found."""
    documents = tmp_path / "documents.jsonl"
    papers = [
        {"_id": "1", "title": "Drums", "text": "of tin and a kite and much else"},
        {"_id": "2", "title": "Folding a kite", "text": "of tin"},
        {"_id": "3", "title": "Boats"},
    ]
    peers.write_documents(papers, documents)
    (peer,) = (each for each in peers.PEERS if each.engine == "fts5")
    (tmp_path / "runs").mkdir()
    texts = ['the kites? "', "folded of tin", "what is it", ""]
    queries = [Query(text, 9) for text in texts]
    answers = peers.ask_peer(peer, tmp_path, documents, queries)
    assert answers.rankings == (("2", "1"), ("2", "1"), (), ())
    assert answers.size > 100
    assert len(answers.milliseconds) == 4


def test_what_cannot_be_installed_is_told_and_left_out(tmp_path, capsys, monkeypatch):
    """Without npm only what needs none of it is compared."""
    monkeypatch.setenv("PATH", str(tmp_path))
    listed = [each for each in peers.PEERS if not each.pip]
    assert [each.engine for each in peers.install(listed, tmp_path)] == ["fts5"]
    assert "left out: MiniSearch: " in capsys.readouterr().err


def test_packages_that_are_there_are_not_installed_again(tmp_path, monkeypatch):
    """The pinned version counts."""
    monkeypatch.setenv("PATH", str(tmp_path))
    (lunr,) = (each for each in peers.PEERS if each.engine == "lunr")
    package = tmp_path / "npm" / "node_modules" / "lunr" / "package.json"
    package.parent.mkdir(parents=True)
    for version, able in (("2.3.9", [lunr]), ("2.3.8", [])):
        package.write_text(json.dumps({"version": version}))
        assert [*peers.install([lunr], tmp_path)] == able


def test_a_library_that_fails_is_an_error_with_its_words(tmp_path):
    """What it printed last is the message."""
    (tmp_path / "runs").mkdir()
    peer = peers.Peer("none", "none")
    with pytest.raises(peers.PeerError, match="KeyError"):
        peers.ask_peer(peer, tmp_path, write_listing(tmp_path / "d"), [])


def test_every_package_is_pinned():
    """The same versions on every machine."""
    for peer in peers.PEERS:
        assert all(re.fullmatch(r"@?[^@]+@\d[\d.]+", each) for each in peer.npm)
        assert all(re.fullmatch(r"\w+==\d[\d.]+", each) for each in peer.pip)


def test_our_search_is_compared_without_being_asked_for(tmp_path):
    """Other libraries only where there is a folder for them."""
    assert [*systems.list_systems(None, tmp_path)] == ["Paper Digest"]


# --- The index -------------------------------------------------------------------------


def test_making_the_index_is_measured_in_a_process_of_its_own(tmp_path):
    """All papers, and those without the newest ones, are indexed and compared."""
    dated = [{**paper, "date": f"2024-0{n + 1}"} for n, paper in enumerate(PAPERS)]
    listing = write_listing(tmp_path / "papers.jsonl", dated)
    held = bytearray(b"x" * 300_000_000)
    making = index.make_apart(listing, tmp_path, [1])
    assert making.papers == 4
    assert making.seconds > 0
    # No more than a small process, whatever this one holds.
    assert 10 < making.before <= making.peak < 200
    del held
    row = index.describe(making, tmp_path / "0")
    files = dict(sites.read_files(tmp_path / "0"))
    assert row[4] == len(files)
    name, size = str(row[5]).rsplit(", ", 1)
    assert int(size.replace(",", "")) == tables.pack(files[name])
    older = dict(sites.read_files(tmp_path / "1"))
    assert b"Drums" in files["documents/1.js"]
    assert b"Drums" not in older["documents/1.js"]


def test_an_index_that_cannot_be_made_says_why(tmp_path):
    """The words of the process are the message."""
    with pytest.raises(sites.BenchmarkError, match="no such file"):
        index.make_apart(tmp_path / "gone.jsonl", tmp_path, [])


def write_data(site: Path, **files: str) -> Path:
    """Write files of a search, `_` in a name for `/`; return the site."""
    for name, content in files.items():
        path = site / sites.DATA / f"{name.replace('_', '/')}.js"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return site


def test_parts_of_the_index_are_weighed(tmp_path):
    """Every file below the folder of the search counts once, by folder or by name."""
    site = write_data(
        tmp_path, **{"terms_t-a": "aaaa", "terms_t-b": "b", "facets": "c"}
    )
    rows = [row[1:4] for row in index.weigh(2, site)]
    assert rows == [("facets.js", 1, 1), ("terms/", 2, 5)]
    (facets, terms) = index.weigh(2, site)
    assert facets[4:] == (tables.pack(b"c"), round(tables.pack(b"c") / 2))
    assert terms[4] == tables.pack(b"aaaa") + tables.pack(b"b")


def test_what_papers_change_is_counted_by_part(tmp_path):
    """Files that are new or have other bytes; scripts are not counted."""
    old = write_data(tmp_path / "old", **{"terms_t-a": "1", "terms_t-b": "1"})
    names = {"terms_t-a": "1", "terms_t-b": "2", "terms_t-c": "3", "search": "s"}
    new = write_data(tmp_path / "new", documents_0="d", **names)
    assert [row[:3] for row in index.compare(old, new)] == [
        ("documents/", 1, 1),
        ("terms/", 2, 3),
    ]


def test_sizes_of_the_index_are_printed(tmp_path, capsys):
    """One command from a packed corpus to three tables."""
    corpus = tmp_path / "corpus.jsonl.gz"
    with gzip.open(corpus, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(paper) + "\n" for paper in PAPERS)
    assert index.main([str(corpus), "--papers", "3", "--added", "1"]) == 0
    said = capsys.readouterr().out
    assert said.count("\n\n") == 3
    assert re.search(r"^\| 3 +\| documents/ +\| 2 ", said, re.MULTILINE)
    assert re.search(r"^\| 3 +\| 1 +\| manifest\.js +\| 1 ", said, re.MULTILINE)
    assert index.main([str(tmp_path / "gone.gz"), "--papers", "3"]) == 2


# --- In a browser ----------------------------------------------------------------------

ADDRESS = "http://127.0.0.1:8000/digest/"


def test_what_was_fetched_is_sorted_by_what_it_is_for(tmp_path):
    """Papers below the tenth are no part of a query with ten results."""
    names = {"search": "s" * 50, "manifest": "m", "terms_t-a": "a"}
    shown = (
        'PaperDigest.search.receive("documents/0",[["kites","Kites"],["wax","Wax"]]);'
    )
    other = 'PaperDigest.search.receive("documents/1",[["drums","Drums"]]);'
    site = write_data(tmp_path, **names, documents_0=shown, documents_1=other)
    folder = f"{ADDRESS}assets/search/data/"
    loaded = ("search.js", "manifest.js", "terms/t-a.js?0f", "documents/0.js?0f")
    asked = [f"{ADDRESS}search.html", *(folder + name for name in loaded)]
    asked.append(f"{folder}documents/1.js?0f")
    files = fetched.list_files(ADDRESS, asked)
    assert files[-2:] == ["documents/0.js", "documents/1.js"]
    results = ["/digest/papers/wax.html"] * 10 + ["/digest/papers/drums.html"]
    sorted_out = fetched.sort_out(site, files, results)
    sizes = {name: tables.pack(content) for name, content in sites.read_files(site)}
    assert sorted_out.requests == 5
    assert sorted_out.scripts == sizes["search.js"]
    assert sorted_out.index == sizes["manifest.js"] + sizes["terms/t-a.js"]
    assert sorted_out.papers == sizes["documents/0.js"]
    assert sorted_out.others == sizes["documents/1.js"]
    assert sorted_out.ten == sum(sizes.values()) - sizes["documents/1.js"]
    assert fetched.count_bytes(site, ADDRESS, asked) == sum(sizes.values())


@pytest.mark.browser
def test_a_built_site_is_measured_in_a_browser(tmp_path, capsys):
    """Nothing of the search is loaded at first; every figure is there, and is positive."""
    import browser  # noqa: PLC0415

    numbers = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
               "ten", "eleven", "twelve")  # fmt: skip
    papers = [
        {"title": f"Kites of paper, part {name}", "abstract": f"Study {name} of wind."}
        for name in numbers
    ]
    listing = write_listing(tmp_path / "kites.jsonl", papers)
    built = projectkit.build(projectkit.make_project(tmp_path), listing)
    assert built.site.pages
    site = tmp_path / "project" / "site"
    assert browser.main([str(site), "--queries", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines[2:-1]]
    figures = {label: float(cells[0].replace(",", "")) for label, *cells in rows}
    opening = [figures.pop(label) for label in [*figures] if "on opening" in label]
    assert opening == [0, 0, 0]
    others = figures.pop("the page's other papers: gzip bytes")
    assert others >= 0
    assert all(figure > 0 for figure in figures.values()), figures
    asked = [label for label in figures if label.endswith("ms: to ten titles")]
    whole = figures["… to the whole page, counts and all"]
    assert figures[asked[-1]] <= whole
    assert len(rows) > 15


# --- Tables and messages ---------------------------------------------------------------


def test_tables_are_markdown(capsys):
    """Fractions have three digits, counts their commas."""
    tables.print_table(("set", "figure"), [("a", 0.5), ("longer", 1234), ("b", 1.0)])
    assert capsys.readouterr().out.splitlines() == [
        "| set    | figure |",
        "| ------ | ------ |",
        "| a      | .500   |",
        "| longer | 1,234  |",
        "| b      | 1.000  |",
        "",
    ]


def test_what_is_missing_is_said(tmp_path, capsys, monkeypatch, node):
    """Without data or without Node there is a message and exit code 2."""
    assert benchmark.main(["--data", str(tmp_path)]) == 2
    assert "arxiv-65k.jsonl.gz" in capsys.readouterr().err
    monkeypatch.setenv("PATH", str(tmp_path))
    assert benchmark.main(["--data", str(tmp_path)]) == 2
    assert "needs Node 18" in capsys.readouterr().err


def test_one_command_measures_everything(tmp_path, capsys, node):
    """Relevance on the collections that are there, known items, and the index."""
    papers = [{**paper, "id": str(number)} for number, paper in enumerate(PAPERS)]
    with gzip.open(tmp_path / "arxiv-65k.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(paper) + "\n" for paper in papers)
    queries = [{"_id": "1", "text": "wicks"}]
    table = "1\tlanterns-without-wicks\t1\n"
    make_collection(tmp_path / "ir" / "own", queries, table)
    assert benchmark.main(["--data", str(tmp_path), "--index", "2"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"\| Paper Digest \| 1.000 1.000 1.000 ", said)
    assert "known items in 4 papers" in said
    assert "papers a second" in said
