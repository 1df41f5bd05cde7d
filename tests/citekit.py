"""Citations to write and to read back, and the scripts of the browser run by Node."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from generator.exports.citation import Citation, make_citation
from generator.models import ARXIV, DOI, PaperId, PartialDate
from tests.conftest import ROOT, make_entry

HOSTILE = (
    "100% of {braces} & $dollars$ #1_2 ~x~ ^y^",
    "unbalanced } and { and {{ and \\} end",
    "ends in a backslash \\",
    "\\input{/etc/passwd} \\end{document} \\%",
    "@article{stolen, title = {Not this}} @comment{x",
    "@ {GPT} @preamble (x) @string{a = {b}}",
    "quotes \" ' “ ” and a, comma and = equals",
    "TY  - JOUR ER  - AU  - Nobody",
    "<script>alert(1)</script> <!-- ]]> &amp; &#x41;",
    "and others and and AND et al.",
    "line\nbreak\r\nand\ttab\x0bvt\x0cff\x85nel\u2028ls\u2029ps\u00a0nbsp",
    "zero\u200bwidth \u202eright to left \ufeffmark \x00nul",
    "Ünïcödé Ærøskøbing Łódź Straße İstanbul ıspanak 北京大学 العربية 𝒳𝒴 👩‍🔬",
    "=cmd|' /C calc'!A0",
    "+1 -1 @SUM(A1) −2",
    "__proto__ constructor toString",
    "a" * 3000,
    "%",
    "\\",
    "{",
    "}",
    ",",
    "McDonald, Jr., Ronald, III, Sr.",
    "-",
    '"}, injected = {yes',
)
"""Invented texts that a format could stumble over."""
_SCRIPTS = ("names", "bibtex", "ris", "csl")
_RUN = """
import fs from "node:fs";
import vm from "node:vm";
globalThis.window = globalThis;
const [, , folder, input, output] = process.argv;
for (const name of %s) {
  vm.runInThisContext(fs.readFileSync(`${folder}/${name}.js`, "utf8"), `${name}.js`);
}
const records = JSON.parse(fs.readFileSync(input, "utf8"));
const { bibtex, ris, csl } = PaperDigest.formats;
fs.writeFileSync(output, JSON.stringify({ bibtex: bibtex(records), ris: ris(records), csl: csl(records) }));
"""
_COMMANDS = {
    "backslash": "\\", "braceleft": "{", "braceright": "}", "asciitilde": "~",
    "asciicircum": "^",
}  # fmt: skip
_ESCAPED = re.compile(
    r"\\text(backslash|braceleft|braceright|asciitilde|asciicircum)\{\}|\\([#$%&_])|[{}]"
)


def cite(
    slug: str = "a-paper", title: str = "A paper", *, site: str = "", **facts: object
) -> Citation:
    """Return the citation of a paper with the facts given; topics left out."""
    entry = make_entry(slug, title, **facts)
    return replace(make_citation(entry, site), keywords=())


def cite_hostile(texts: Sequence[str] = HOSTILE) -> list[Citation]:
    """Return citations with hostile texts wherever a listing could bring them."""
    return [
        cite(
            f"hostile-{number}",
            text,
            authors=(text, f"{text}, Given", f"First {text}", "Ada Okafor"),
            authors_complete=number % 2 == 0,
            venue=f"{('Journal of', 'Conference on', '')[number % 3]} {text}",
            published=PartialDate(2024, number % 13, 1 if number % 13 else 0),
            ids=(
                PaperId(ARXIV, f"2411.{number:05d}"),
                PaperId(DOI, f"10.1234/{{x}}_%{number}"),
            ),
        )
        for number, text in enumerate(texts)
    ]


def read_braces(text: str) -> str:
    """Return what LaTeX shows of text that we escaped: the formatter a second time."""

    def read(match: re.Match[str]) -> str:
        return _COMMANDS.get(match[1] or "", match[2] or "")

    return _ESCAPED.sub(read, text)


def describe(citation: Citation) -> dict[str, object]:
    """Return a citation as the browser's lookup has it."""
    return {
        "key": citation.key,
        "title": citation.title,
        "authors": citation.written,
        "others": citation.has_more_authors,
        "iso": str(citation.date or ""),
        "venue": citation.venue,
        "ids": dict(citation.ids),
        "category": citation.category,
        "kind": citation.kind,
        "url": citation.url,
    }


def run_scripts(citations: Sequence[Citation], folder: Path) -> dict[str, str]:
    """Return what the browser's scripts make of citations, by format."""
    node = shutil.which("node") or pytest.skip("needs Node 18 or newer on the PATH")
    (folder / "run.mjs").write_text(_RUN % json.dumps(_SCRIPTS), encoding="utf-8")
    records = json.dumps([describe(citation) for citation in citations])
    (folder / "records.json").write_text(records, encoding="utf-8")
    names = [folder / "run.mjs", ROOT / "docs/assets/js"]
    names += [folder / "records.json", folder / "formats.json"]
    subprocess.run([node, *map(str, names)], check=True, timeout=120)
    made: dict[str, str] = json.loads((folder / "formats.json").read_text("utf-8"))
    return made
