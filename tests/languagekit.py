"""An invented site of papers to ask for in every way, and a page that asks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.engine import load_lunr
from generator.models import (
    ARXIV,
    DOI,
    OPENREVIEW,
    Catalogue,
    Entry,
    Link,
    Origin,
    PaperId,
    PartialDate,
    Topic,
    TopicMatch,
)
from generator.search.index import Scripts, build_search
from generator.search.scripts import load_scripts
from tests.conftest import ROOT, make_entry
from tests.invented import make_sentence

DATA = "assets/search/data/"
POLICY = "default-src 'none'; script-src 'self'; img-src data:; form-action 'none'"
PAGE = f"""<!doctype html><html lang="en" data-base="./"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>Search</title>
<link rel="icon" href="data:,"><script src="{DATA}search.js" defer></script></head>"""
KITES = Topic("kites", "Kites and wind", "Things that fly.")
VISION = Topic("seeing", "Computer vision", "Things seen.")
GRIDS = Topic("grids", "Grids", "Regular things.")
OTHER_SOURCE = (Origin("more.txt", 1, "Second list"),)


def _entry(
    slug: str, heading: str, abstract: str, *topics: Topic, **facts: object
) -> Entry:
    entry = make_entry(slug, heading, abstract=abstract, **facts)
    matches = tuple(TopicMatch(topic, 1.0, ()) for topic in topics or (GRIDS,))
    return replace(entry, topics=matches)


SPECIAL = (
    _entry(
        "kitenet",
        "KiteNet: Learning to steer - a survey",
        "We translate wind into steering. " * 12
        + "Alexey's translations of gusts are delayed. "
        + "Nothing more is said. " * 20,
        KITES,
        authors=("Okafor, Ada", "Łukasz Østby", "An Wu", "Bo Li", "Cy Ray"),
        published=PartialDate(2024, 11, 27),
        ids=(PaperId(ARXIV, "2411.01234"), PaperId(DOI, "10.5555/kite.net-1")),
        links=(Link("code", "https://example.org/kitenet"),),
        venue="Wind 2024",
        organization="Institute of Breezes",
    ),
    _entry(
        "moe-pruner",
        "MoE-Pruner: state-of-the-art kites with GPT-3.5",
        "A transformer of kites that prunes experts. Pruning moves the moe.",
        KITES,
        VISION,
        ids=(PaperId(OPENREVIEW, "aB3dE"), PaperId(ARXIV, "hep-th/9901001")),
        published=PartialDate(2023),
        origins=OTHER_SOURCE,
    ),
    _entry(
        "no-title",
        "We measure how cold the",
        "We measure how cold the moon is. Kites are not used.",
        title=None,
    ),
    _entry(
        "hostile",
        "<img src=x onerror=alert(1)> </script><script>alert(2)</script>",
        "<b>Bold</b> & brave: \u2028 javascript:alert(3) hostility.",
    ),
    _entry("graphbench", "Graphbench measures sails", "Sails are measured in gales."),
    _entry("alpha", "The α-divergence of drafts", "Drafts diverge by α only."),
    _entry("beta", "A beta-VAE of drizzle", "Drizzle is encoded."),
    _entry(
        "colour", "Colour and behaviour of sails", "Optimisation of sails in a harbour."
    ),
    _entry("color", "Color in fog", "Optimization at the theater, analyzed twice."),
    _entry(
        "quantization",
        "Quantization of snow",
        "Snow is counted in steps.",
        authors=("Chidi Nwosu",),
    ),
    _entry(
        "diffusion",
        "Diffusion in still air",
        "Air stands in the house.",
        authors=("Nwosu, Ike",),
    ),
    _entry("segmentation", "Segmentation of clouds", "Clouds are cut into parts."),
    _entry("transformer", "A transformer for hail", "Hail is attended to."),
    _entry(
        "order-one", "Thunder follows lightning", "It is loud at night in the east."
    ),
    _entry("order-two", "Lightning follows thunder", "It is loud in the night."),
    _entry("rare", "Of latticse", "It is spelt so."),
    _entry("tea", "深層学習 for tea", "Étude sur le thé by 深層学習."),
)
"""Papers that queries are to find."""
_DATED = {"graphbench": PartialDate(2025, 3, 1), "color": PartialDate(2025, 2)}


def make_catalogue(papers: int) -> Catalogue:
    """Return a catalogue of so many papers, newest first: the special ones and others."""
    special = [
        replace(entry, paper=replace(entry.paper, published=_DATED[entry.slug]))
        if entry.slug in _DATED
        else entry
        for entry in SPECIAL
    ]
    others = [
        _entry(
            f"grid-{n:05}",
            f"Grid study number {n}",
            f"About lattices. {make_sentence(n)} {make_sentence(-n)}",
            published=PartialDate(2001 + n % 12, 1 + n % 12),
        )
        for n in range(max(papers - len(special), 0))
    ]
    entries = sorted(
        [*special, *others][:papers],
        key=lambda entry: (str(entry.paper.published or ""), entry.slug),
        reverse=True,
    )
    topics = (VISION, GRIDS, KITES)
    return Catalogue(tuple(entries), topics, (), None, len(entries), 0)


def write_site(folder: Path, papers: int) -> Path:
    """Write a page and the search of so many papers; return the folder."""
    scripts = Scripts(load_scripts(ROOT / "docs/assets/search"), load_lunr())
    for file in build_search(make_catalogue(papers), scripts):
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    (folder / "search.html").write_text(PAGE, encoding="utf-8")
    return folder
