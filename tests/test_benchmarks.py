"""The benchmark of the search: measures, known items, and runs over a built site."""

from __future__ import annotations

import json
import math
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

# Benchmarks are scripts: they find each other by their folder.
sys.path.insert(0, str(ROOT / "benchmarks"))

import search as benchmark
from measures import (
    KnownItem,
    Paper,
    average_precision,
    choose_names,
    choose_title_words,
    keep_judged,
    mean,
    ndcg,
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


def test_known_items_do_not_depend_on_the_order_of_papers():
    """Which papers and words are chosen is the same on every run."""
    words = ["amber", "basil", "cedar", "delta", "ember", "fjord", "glade", "heath"]
    papers = [
        Paper(str(number), f"Net{word.title()}: {' '.join(words[number:])} maple plum")
        for number, word in enumerate(words)
    ]
    shuffled = random.Random(1).sample(papers, len(papers))
    for choose in (choose_title_words, choose_names):
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


# --- A built site --------------------------------------------------------------------


@pytest.fixture(scope="module")
def node() -> str:
    """Return the path of Node; tests that need it are skipped where there is none."""
    return shutil.which("node") or pytest.skip("needs Node 18 or newer on the PATH")


@pytest.fixture(scope="module")
def site(node, tmp_path_factory) -> benchmark.Site:
    """Build a site of four papers as the benchmark does."""
    folder = tmp_path_factory.mktemp("benchmark")
    listing = folder / "kites.jsonl"
    listing.write_text("".join(json.dumps(paper) + "\n" for paper in PAPERS))
    project = benchmark.make_project(folder)
    return benchmark.build_site(listing, project, folder / "site")


@pytest.fixture
def altered(site, tmp_path: Path):
    """Return a function that copies the site and adds a script to its search page."""

    def alter(script: str, address: str = "assets/search/added.js") -> Path:
        copy = tmp_path / "site"
        shutil.copytree(site.folder, copy)
        (copy / "assets" / "search" / "added.js").write_text(script)
        with (copy / "search.html").open("a") as page:
            page.write(f'<script src="{address}"></script>')
        return copy

    return alter


def run(site: Path, folder: Path, *options: str, **queries: str):
    """Run queries by their ids; return the ended process."""
    lines = [json.dumps({"_id": key, "text": text}) for key, text in queries.items()]
    asked = folder / "queries.jsonl"
    asked.write_text("".join(f"{line}\n" for line in lines))
    return run_script(str(site), str(asked), *options)


def run_script(*arguments: str):
    """Run search.mjs; return the ended process."""
    command = ["node", str(ROOT / "benchmarks" / "search.mjs"), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_a_run_names_papers_as_their_listing_does(site, tmp_path):
    """By the local id, or another one, or the slug; a space in an id stays one column."""
    done = run(
        site.folder,
        tmp_path,
        a="folding kites",
        b="wobble boats",
        c="wicks",
        d="loud drums",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "a Q0 k1 1 1 paper-digest",
        "b Q0 2401.00001 1 1 paper-digest",
        "c Q0 lanterns-without-wicks 1 1 paper-digest",
        "d Q0 my%20drum 1 1 paper-digest",
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
        f"PaperDigest.search.find = () => ({{ numbers: [2, 0], scores: {given} }});"
    )
    done = run(altered(script), tmp_path, a="kites")
    assert [line.split(" ")[4] for line in done.stdout.splitlines()] == printed


def test_a_query_that_fails_is_told_and_the_others_run(altered, tmp_path):
    """The exit code says so at the end."""
    script = """const find = PaperDigest.search.find;
    PaperDigest.search.find = (text, ...rest) => {
      if (text === "boom") throw new Error("bang");
      return find(text, ...rest);
    };"""
    done = run(altered(script), tmp_path, a="boom", b="wicks")
    assert done.returncode == 1
    assert done.stderr.startswith("query a: Error: bang")
    assert done.stdout == "b Q0 lanterns-without-wicks 1 1 paper-digest\n"


def test_no_script_is_loaded_from_outside_the_site(altered, tmp_path):
    """What a page loads from elsewhere is not what the site ships."""
    done = run(altered("", "../assets/search/other.js"), tmp_path, a="kites")
    assert done.returncode == 2
    assert "../assets/search/other.js is not of the site" in done.stderr


def test_a_site_whose_index_is_gone_is_refused(altered, tmp_path):
    """It is not measured as a site that finds nothing."""
    broken = altered("")
    shutil.rmtree(broken / "assets" / "search" / "data")
    done = run(broken, tmp_path, a="kites")
    assert (done.returncode, done.stdout) == (2, "")
    assert "could not be loaded" in done.stderr


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


def test_a_collection_is_judged_by_what_its_queries_find(site, tmp_path):
    """Queries nobody judged are not asked; one that is a paper is asked by its title."""
    collection = tmp_path / "cacm"
    collection.mkdir()
    queries = [
        {"_id": "1", "text": "folding kites"},
        {"_id": "2", "text": "nothing of this", "title": "wicks"},
        {"_id": "3", "text": "drums"},
    ]
    lines = "".join(json.dumps(query) + "\n" for query in queries)
    (collection / "queries.jsonl").write_text(lines)
    table = "query-id\tcorpus-id\tscore\n1\tk1\t1\n2\tlanterns-without-wicks\t1\n"
    (collection / "qrels.tsv").write_text(table + "2\tk1\t1\n")
    count, gain, precision, found = benchmark.judge(site.folder, collection, tmp_path)
    assert count == 2
    assert gain == pytest.approx((1 + 1 / (1 + 1 / math.log2(3))) / 2)
    assert (precision, found) == (0.75, 0.75)


def test_only_the_judged_order_counts_where_documents_come_from_pools(site, tmp_path):
    """The paper before the judged one was in no pool; recall is of the whole ranking."""
    collection = tmp_path / "csfcube"
    collection.mkdir()
    query = {"_id": "1", "text": "wax kites"}
    (collection / "queries.jsonl").write_text(json.dumps(query))
    for judged in ("k1", "2401.00001"):
        table = f"query-id\tcorpus-id\tscore\n1\t{judged}\t2\n"
        (collection / "qrels.tsv").write_text(table)
        figures = benchmark.judge(site.folder, collection, tmp_path)
        assert figures == (1, 1, 1, 1)


def test_known_papers_are_looked_up_in_three_ways(site, tmp_path, capsys):
    """A pasted title that does not find its paper first is named."""
    papers = [Paper("k1", "KiteBench: folding kites"), Paper("none", "Drums of tin")]
    rows = list(benchmark.look_up(site.folder, papers, tmp_path))
    assert [row[1:] for row in rows] == [(1, 1.0), (1, 1.0), (2, 1)]
    assert capsys.readouterr().err.splitlines()[-1] == "not first: none Drums of tin"


def test_the_search_is_weighed_by_folder(site):
    """Every file below assets/search counts once; packed, text is smaller."""
    rows = list(benchmark.weigh(site))
    files = site.folder.joinpath("assets", "search").rglob("*")
    sizes = [file.stat().st_size for file in files if file.is_file()]
    assert sum(row[2] for row in rows) == len(sizes)
    assert sum(row[3] for row in rows) == sum(sizes)
    assert all(row[4] < row[3] for row in rows)
    assert site.papers == len(PAPERS)
    assert site.memory > 10


def test_tables_are_markdown(capsys):
    """Fractions have three digits, counts their commas."""
    benchmark.print_table(("set", "figure"), [("a", 0.5), ("longer", 1234)])
    assert capsys.readouterr().out.splitlines() == [
        "| set    | figure |",
        "| ------ | ------ |",
        "| a      | 0.500  |",
        "| longer | 1,234  |",
        "",
    ]


def test_what_is_missing_is_said(tmp_path, capsys, monkeypatch, node):
    """Without data or without Node there is a message and exit code 2."""
    assert benchmark.main(["--data", str(tmp_path)]) == 2
    assert "arxiv-65k.jsonl.gz" in capsys.readouterr().err
    monkeypatch.setenv("PATH", str(tmp_path))
    assert benchmark.main(["--data", str(tmp_path)]) == 2
    assert "needs Node 18" in capsys.readouterr().err


def test_a_build_that_fails_says_why(tmp_path):
    """The generator's own words are the message."""
    with pytest.raises(benchmark.BenchmarkError, match="no such file"):
        benchmark.run_generator("build", "--corpus", str(tmp_path / "gone"))
