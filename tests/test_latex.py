"""LaTeX in titles and abstracts → pieces. All sentences are invented."""

from __future__ import annotations

import json
import re
import time
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.latex import Piece, parse_rich, plain
from generator.links import safe_url
from generator.text import clean

FUZZ = settings(max_examples=200, deadline=None, database=None, derandomize=True)

PLAIN = {
    "escapes": [
        (r"A cut of 40\% for \$5, by R\&D, rule \#1", "A cut of 40% for $5, by R&D, rule #1"),
        (r"snake\_case and \{braces\}", "snake_case and {braces}"),
        (r"vs.\ the rest, 1\,600 trees", "vs. the rest, 1 600 trees"),
        (r"one \\ two\\[2pt] three", "one two three"),
        (r"twice escaped: 86\\% of it", "twice escaped: 86% of it"),
        (r"and\/or, {\it tall\/} trees", "and/or, tall trees"),
        (r"i.i.d.\@ noise, mAP\@50", "i.i.d. noise, mAP@50"),
        (r"pre\-train, tight\!ly", "pretrain, tightly"),
        ("a lone \\", "a lone \\"),
        (r"shares \1 and \(open", r"shares \1 and \(open"),
        ("100% of a < b > c & d # e", "100% of a < b > c & d # e"),
    ],
    "quotes": [
        ("the ``loud'' owl", "the “loud” owl"),
        ("the `quiet' owl's nest", "the ‘quiet’ owl's nest"),
        ("``half and half\" owls, ``both'' kinds", "“half and half” owls, “both” kinds"),
        ("an ``open end", "an “open end"),
        ("run ``owl`` or `owl` or ```owl```", "run ``owl`` or `owl` or ```owl```"),
        ("5'' wide and the owls' nests", "5'' wide and the owls' nests"),
    ],
    "dashes": [
        ("owls -- and mice", "owls – and mice"),
        ("pages 1--5 and owl---mouse", "pages 1–5 and owl—mouse"),
        ("pass --fast or (--slow=2)", "pass --fast or (--slow=2)"),
        ("a ---- b --> c <-- d", "a ---- b --> c <-- d"),
    ],
    "ties": [
        ("see Fig.~5 and owls~(barn)", "see Fig. 5 and owls (barn)"),
        ("about ~5 owls, ~ 7 mice, (~9)", "about ~5 owls, ~ 7 mice, (~9)"),
        ("3~5 owls in ~/nest", "3~5 owls in ~/nest"),
        (r"at ~\cite{x} times", "at times"),
    ],
    "accents": [
        (r"Pavlovi\'c, Sch\"on, Ma\~nara, Cr\`eme, \^Ile", "Pavlović, Schön, Mañara, Crème, Île"),
        (r"\'{e} \"{o} \c{c} \v{s} \H{o} \k{a} \=a \.z", "é ö ç š ő ą ā ż"),
        (r"na\"{\i}ve \^{\i}le, \'\i le, {\'e}t\'e, \v Capek", "naïve île, íle, été, Čapek"),
        (r"\ss \ae t \o re, S\o ren, \L{}ód\'z, \aa", "ßæt øre, Søren, Łódź, å"),
        (r"the models\' owls don\'t hoot, it\'s we\'re", "the models' owls don't hoot, it's we're"),
        (r"so \'quick\' and \"slow\" owls, \'ecole", "so 'quick' and \"slow\" owls, école"),
        (r"\'7, \^{}, \~{}", "'7, ^, ~"),
        (r"x\'x and y\'{x}", "x'x and yx\u0301"),
        (r"{\alpha} and \r{ho}, \k{appa}, \c{opyright}", "α and ρ, κ, ©"),
        (r"\r{owl} \b owl \r{ho", r"owl \b owl \r{ho"),
    ],
    "styles": [
        (r"\textbf{O}wl \emph{of} \textsc{Night}, \underline{M}ouse", "Owl of Night, Mouse"),
        (r"{\it tall} {\em old} {\bf big} {\tt id} {\small x}", "tall old big id x"),
        (r"\bf Methods: we hoot. \textit {spaced}", "Methods: we hoot. spaced"),
        (r"\textcolor{red}{a, b} owls, \textcolor{red}", "a, b owls, red"),
        (r"owls\footnote{At night.} hoot", "owls (At night.) hoot"),
    ],
    "scripts": [
        ("the 3^{rd} owl of 10^{-6}", "the 3rd owl of 10⁻⁶"),
        ("CO_{2} and x_{max} and K_r and R^2", "CO₂ and x_max and K_r and R^2"),
        (r"at 90^\circ, 45^{\circ} and 5^\dagger", "at 90°, 45° and 5†"),
        (r"PM\textsuperscript{4} and D\textsubscript{2}", "PM⁴ and D₂"),
        (r"a^\owl and a^{\textbf{2}}", r"a^\owl and a²"),
    ],
    "groups": [
        ('our "{OwlNet}" grows {in size}', 'our "OwlNet" grows in size'),
        ("tasks {HootQA, MouseQA} and {a, b", "tasks {HootQA, MouseQA} and {a, b"),
        ("{Owls, which are old.} A 3{,}050 sum}", "Owls, which are old. A 3,050 sum}"),
        ("{size~$N$, noise}", "size N, noise"),
        ("{} and {{}}", "and"),
    ],
    "commands": [
        (r"as in \cite{x,y}. See~\citep[p.~5]{z} and (\cite{q}), Fig.~\ref{f}.",
         "as in. See and, Fig."),
        (r"\times 3 \pm \epsilon \infty \sim \log", "× 3 ± ε ∞ ~ log"),
        (r"more\ldots and more\dots, \LaTeX{} too", "more… and more…, LaTeX too"),
        (r"\eg, owls, \ie mice, \etal.", "e.g., owls, i.e. mice, et al."),
        (r"\textasciitilde5, \textbackslash, 360{\deg}", "~5, \\, 360°"),
        (r"\owlnet{} and \owlnet hoot, \foo{bar}", r"\owlnet and \owlnet hoot, bar"),
        (r"\frac{a}{b}, \mathbb{R} and \sqrt{T}", "a/b, R and √T"),
        (r"\ding{182} owls \ding{55} mice \ding{7}", "❶ owls ✗ mice 7"),
        (r"\begin{itemize} \item owl \item mouse \end{itemize}", "• owl • mouse"),
        (r"\section{Owls}, \num{36000}", "Owls, 36000"),
    ],
    "formulas": [
        (r"in $O(1/\sqrt{T})$ steps, 4.08$\times$ faster", "in O(1/√T) steps, 4.08× faster"),
        (r"\(x^2\), \[y_1\] and $$a=b$$", "x², y₁ and a = b"),
        (r"\begin{equation} x=1 \end{equation} holds", "x = 1 holds"),
        (r"R$^2$$>$0.9 and $\textbf{DA}$", "R²>0.9 and DA"),
        (r"$\,$ and $\frac{$", r"and \frac{"),
        (r"$x$\\", "x"),
    ],
    "money": [
        ("only $7,800 a year", "only $7,800 a year"),
        ("costs $5 and $6, $5M to $10M", "costs $5 and $6, $5M to $10M"),
        ("from $5-$10 to $x$", "from $5-$10 to x"),
        ("for $7,800 $x$ owls", "for $7,800 x owls"),
        ("an odd $ sign, $x$ and $y$", "an odd $ sign, x and y"),
        (r"$8 \times$ faster, $13k$ owls", "8× faster, 13k owls"),
        ("$$ and $ $", "$$ and $ $"),
    ],
    "scraped": [
        ("2.7times 1+varepsilon K_r O(nlog n) pm", "2.7times 1+varepsilon K_r O(nlog n) pm"),
    ],
    "links": [
        (r"\url{https://owl.org/a\_b} and https://owl.org/~me/x--y_z.",
         "https://owl.org/a_b and https://owl.org/~me/x--y_z."),
        (r"\href{https://owl.org}{the \textbf{code}}", "the code"),
        (r"\href{owl.org/x}{it}, \href{https://owl.org} {here}", "it, here"),
        (r"\href{javascript:alert(1)}{it}", "it (javascript:alert(1))"),
        (r"\href{owl}{owl}, \href{owl}, \href{https://owl.org}", "owl, owl, https://owl.org"),
        (r"\url{owl}, hw www.", "owl, hw www."),
    ],
    "cut off": [
        (r"An owl\footnote{Code: https://owl.org/x", "An owl (Code: https://owl.org/x)"),
        (r"\textbf{We hoot.", "We hoot."),
        (r"\textbf{" + "owl " * 150, r"\textbf{" + "owl " * 149 + "owl"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("source", "expected"),
    [pair for pairs in PLAIN.values() for pair in pairs],
    ids=[f"{topic} {n}" for topic, pairs in PLAIN.items() for n in range(len(pairs))],
)
def test_plain_reads_as_a_person_would_type_it(source, expected):
    """Each kind of LaTeX, and each thing that only looks like it, has one plain reading."""
    assert plain(source) == expected


def show(text: str) -> str:
    """Return pieces with their kind and style written around them."""
    return "".join(
        f"<{p.style or p.kind}|{p.text}>" if p.style or p.kind != "text" else p.text
        for p in parse_rich(text)
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\textbf{O}wl \emph{of} \texttt{id}", "<strong|O>wl <em|of> <code|id>"),
        (r"{\it a {\small b}} c", "<em|a b> c"),
        (r"\textbf{a \emph{b} $c$}", "<strong|a ><em|b><strong| ><math|c>"),
        ("3^{rd} \\underline{x_{i}}", "3<sup|rd> <underline|x><sub|i>"),
        (r"a^{\textbf{2}} b_\alpha", "a<sup|2> b<sub|α>"),
        (r"\owl is \frac{", r"<tex|\owl> is <tex|\frac>"),
        (r"$\frac{1$ and $x$", r"<tex|\frac{1> and <math|x>"),
        (r"$\texttt{a b}$", "<code|a b>"),
        ("see www.owl.org/a, ok", "see <link|www.owl.org/a>, ok"),
        ("http://localhost/a~b--c", "http://localhost/a~b--c"),
    ],
)
def test_each_piece_has_its_kind_and_style(source, expected):
    """Styles nest to the inner one, and what is raised or lowered stays so."""
    assert show(source) == expected


def test_formula_carries_markup_and_plain_reading():
    """A formula is one piece with complete MathML and the text that it reads as."""
    (piece,) = parse_rich(r"$x^2$")
    assert piece.kind == "math"
    assert piece.text == "x²"
    assert piece.markup == "<math><msup><mi>x</mi><mn>2</mn></msup></math>"


def test_link_carries_its_address_and_the_text_as_written():
    """The address is normal and safe; what is shown is what the author wrote."""
    pieces = parse_rich(r"at \href{HTTPS://Owl.org/a b}{our $x$ page}, www.owl.org.")
    assert pieces == (
        Piece("text", "at "),
        Piece("link", "our x page", url="https://owl.org/a%20b"),
        Piece("text", ", "),
        Piece("link", "www.owl.org", url="https://www.owl.org"),
        Piece("text", "."),
    )


def test_text_without_latex_is_one_piece():
    """Ordinary prose comes back whole, cleaned; nothing makes no piece."""
    assert parse_rich("Owls  hoot\nat night.") == (
        Piece("text", "Owls hoot at night."),
    )
    assert parse_rich(" ") == ()
    assert parse_rich("{}") == ()


def test_groups_deeper_than_the_limit_are_shown_as_they_stand():
    """Recursion stops at a fixed depth, and nothing of the text is lost there."""
    shown = plain("{" * 40 + "owl" + "}" * 40)
    assert shown == "{" * 16 + "owl" + "}" * 16


FRAGMENTS = [
    "{", "}", "$", "$$", "\\", "\\(", "\\)", "\\[", "\\]", "^", "_", "^{", "_{", "~", "--",
    "`", "``", "''", "'", '"', "%", "&", "<b>", "<script>alert(1)</script>", " ", ", ", "5",
    "owl", "a", "é", "\u0301", "\x00", "\u202e", "\ud800", "\\textbf{", "\\it ", "\\cite{x}",
    "\\href{https://owl.org}{", "\\href{javascript:x}{", "\\url{", "https://owl.org/", "www.",
    "\\'", "\\'e", '\\"', "\\c{", "\\r{ho}", "\\ding{182}", "\\footnote{", "\\foo", "\\alpha",
    "\\frac{", "\\text{", "\\begin{equation}", "\\end{equation}", "\\textcolor{red}", "\\item",
]  # fmt: skip
hostile = st.one_of(st.text(), st.lists(st.sampled_from(FRAGMENTS)).map("".join))


@FUZZ
@given(hostile)
def test_any_text_becomes_sound_pieces(text):
    """No text raises; pieces are non-empty, of known kinds, joined, and links safe."""
    pieces = parse_rich(text)
    check_pieces(pieces)
    for before, after in pairwise(pieces):
        assert (before.kind, before.style) != (
            "text",
            after.style,
        ) or after.kind != "text"
    assert plain(text) == plain(clean(text))


@FUZZ
@given(st.text())
def test_nothing_of_ordinary_text_is_lost(text):
    """Where nothing can be LaTeX, the pieces make up the cleaned text."""
    text = re.sub(r"[\\${}`~^_]|-{2,}", "", clean(text))
    assert "".join(piece.text for piece in parse_rich(text)) == clean(text)


@FUZZ
@given(
    st.lists(
        st.sampled_from(
            ["https://owl.org/x", "www.owl.org", ")", ".", "'", " ", "a", "<"]
        )
    )
)
def test_text_around_links_is_kept(parts):
    """Finding links moves no character."""
    text = clean("".join(parts))
    assert "".join(piece.text for piece in parse_rich(text)) == text


@pytest.mark.parametrize(
    "unit",
    ["{", "}", "$", "\\", "[(", "\\(", "\\[", "`", "``a ", "~", "{a,", "^{", "\\textbf{",
     "\\cite[", "\\citecite", "\\foo{", "https://", "https://a.bc/(", "$\\text{", "\\'a",
     "\\begin{equation}", "a ", "$(", "{\\it "],
)  # fmt: skip
def test_time_grows_with_the_length_alone(unit):
    """50,000 characters of anything take no more than a moment (bound: slow machines)."""
    text = (unit * 50_000)[:50_000]
    start = time.perf_counter()
    plain(text + "}" * 2_000)
    assert time.perf_counter() - start < 8


class TagReader(HTMLParser):
    """Collects what a browser would see as elements and attributes."""

    def __init__(self):
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.other: list[str] = []

    def handle_starttag(self, tag, attrs):
        """Note an element and its attributes."""
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_comment(self, data):
        """Note anything that is neither element nor text."""
        self.other.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


MATHML = {
    "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "msup", "msub", "msubsup", "mfrac",
     "msqrt", "mroot", "mover", "munder", "munderover", "mtable", "mtr", "mtd", "mpadded",
     "mphantom", "menclose", "mstyle", "mmultiscripts", "mprescripts", "b", "i", "em", "code",
}  # fmt: skip


def check_pieces(pieces: tuple[Piece, ...]) -> None:
    """Assert what a page template relies on."""
    for piece in pieces:
        assert piece.kind in {"text", "math", "tex", "link"}
        assert piece.style in {"", "em", "strong", "underline", "code", "sup", "sub"}
        assert piece.text
        assert "\x00" not in piece.text
        assert bool(piece.markup) == (piece.kind == "math")
        assert bool(piece.url) == (piece.kind == "link")
        if piece.url:
            assert safe_url(piece.url) == piece.url
        if piece.markup:
            reader = TagReader()
            reader.feed(piece.markup)
            reader.close()
            assert reader.tags <= MATHML
            assert not reader.other
            assert not {a for a in reader.attributes if a.startswith("on")}
            assert not reader.attributes & {"href", "src", "style", "class", "id"}


@pytest.mark.shared
def test_no_hostile_string_gets_markup_through(shared: Path):
    """Script payloads and naughty strings, bare and inside formulas, stay text."""
    folder = shared / "data" / "hostile"
    payloads = (folder / "xss-payloads.txt").read_text("utf-8", "replace").splitlines()
    payloads += json.loads((folder / "blns.json").read_text("utf-8"))
    wraps = ("{}", "${}$", r"$\text{{{}}}$", r"\href{{{}}}{{x}}")
    for payload in payloads:
        for wrap in wraps:
            check_pieces(parse_rich(wrap.format(payload)))
        bare = re.sub(r"[\\${}`~^_]|-{2,}", "", clean(payload))
        assert "".join(piece.text for piece in parse_rich(bare)) == clean(bare)
