"""Formulas → MathML and plain text. All formulas are invented."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.latex import mathml
from generator.latex.mathml import admit_markup, convert
from generator.latex.mathtext import lower_text, raise_text, read_formula

FUZZ = settings(max_examples=300, deadline=None, database=None, derandomize=True)

READINGS = [
    (r"O(1/\sqrt{T})", "O(1/√T)"),
    (r"4.08\times", "4.08×"),
    (r"\text{polylog}(N)", "polylog(N)"),
    (r"O(d\cdot\kappa \log(N/\epsilon))", "O(d⋅κ log(N/ε))"),
    (r"n\log n + \sin x", "n log n+sin x"),
    (r"x_i^2 = x_{i,j}^{a+b}", "x_i² = x_i,j^(a+b)"),
    (r"10^{-6}, 2^n, 90^\circ, 1^{\text{st}}, x^*, f'", "10⁻⁶,2ⁿ,90°,1st,x*,f′"),
    (r"\frac{a+b}{c} \frac{1}{2n} \frac{m}{Data}", "(a+b)/c1/(2n)m/Data"),
    (r"\sqrt[3]{x+1}\sqrt{x_1}", "³√(x+1)√x₁"),
    (r"\binom{n}{k}", "(n choose k)"),
    (r"\hat{x}\overline{ab}\underline{c}\overbrace{a}^{b}", "x̂abca^b"),
    (r"\max_i \sum_{k=1}^n k \underset{t}{x}", "max_i ∑_(k = 1)ⁿkx_t"),
    (r"\overset{\text{def}}{=}", "=^def"),
    (r"\sim 5, a \sim b, {<}3", "~5,a ~ b, < 3"),
    (r"\begin{matrix} a & b \\ c & d \end{matrix}", "a, b; c, d"),
    (r"\mathbb{R}^d \mathcal{O} \mathbf{2.5} \ell", "R^dO2.5ℓ"),
    (r"a\;b\!c~d -1", "a bc d-1"),
    (r"\foo{x}", "foox"),
    (r"\E[x] \in \R", "E[x] ∈ R"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "reading"), READINGS)
def test_formula_reads_as_one_would_type_it(source, reading):
    """The plain text of a formula is what titles, feeds and the index hold."""
    formula = convert(source)
    assert formula is not None
    assert formula.text == reading


@pytest.mark.parametrize(
    ("source", "within"),
    [
        ("50%", "<mn>50</mn><mi>%</mi>"),
        (r"50\%", "<mn>50</mn><mi>%</mi>"),
        ("\\text{a_b #1 & \\_c}", "<mtext>a_b\xa0#1\xa0&amp;_c</mtext>"),
        (r"\href{https://owl.org/#a_b%}{t}", "<mi>t</mi>"),
        (r"\unicode{x2013}\unicode{x25}", "<mtext>–</mtext><mi>%</mi>"),
        (r"\unicode{xd800}x", "<mi>x</mi>"),
        (r"\frac{1}{2", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        (r"x}^2}", "<msup><mi>x</mi><mn>2</mn></msup>"),
        (r"{\small x}\label{eq:a}", "<mi>x</mi>"),
        (r"\bigO{n} \smash{x}", "<mi>n</mi>"),
        ("12,500", "<mo"),
        (r"\textbf{B} \textsc{c}", "<b>B</b>"),
        (r"\mathbb{E}\E", "<mi>𝔼</mi><mi>𝔼</mi>"),
        ("a\u200b\x07b", "<mi>a</mi><mi>b</mi>"),
        (r"\texttt{<b/onclick=x>}", "<code>&lt;b/onclick=x&gt;</code>"),
        (r"\widetilde{x}", "<mover"),
        (r"{\color{red} x}", "<mi>x</mi>"),
    ],
)
def test_what_the_converter_refuses_is_mended_first(source, within):
    """Bare signs, MathJax's own commands and unpaired braces do not cost the formula."""
    formula = convert(source)
    assert formula is not None
    assert formula.exact
    assert within in formula.markup
    assert "style" not in formula.markup


def test_unknown_commands_show_their_name_upright():
    """A private macro becomes its name, and the formula says that it is not exact."""
    formula = convert(r"\owlnet_1 + \mouse")
    assert formula is not None
    assert not formula.exact
    assert formula.text == "owlnet₁+mouse"


@pytest.mark.parametrize(
    "source",
    [
        "",
        " ",
        "}",
        "x" * 601,
        "{" * 25 + "x" + "}" * 25,
        r"\hat" * 190 + "x",
        "(" * 9,
        r"\langle" * 5 + "[" * 4,
        r"\l\href{a}angle " * 10,
        r"\def\a{\a\a}\a",
        r"\newcommand{\a}{b}\a",
        r"\left( x",
        r"\eqref{a}",
        "".join(rf"\q{chr(97 + n)}z" for n in range(20)),
        r"\*",
        "a & b",
    ],
)
def test_what_is_too_much_or_not_understood_stays_source(source):
    """Guards come before the converter; what it cannot read is left to be shown as source."""
    assert convert(source) is None


def test_unclosed_fences_cost_no_time():
    """Each unclosed fence doubles the converter's time, so few of them reach it."""
    start = time.perf_counter()
    for fence in (
        "(",
        "[",
        r"\{",
        r"\langle ",
        r"\lvert ",
        "⌈",
        r"\log(",
        r"\lfloor x",
        "{(}",
    ):
        convert(fence * 40)
        convert(fence * mathml.MAX_UNCLOSED)
    assert time.perf_counter() - start < 5
    assert convert("(" * 60 + "x" + ")" * 60) is not None
    assert convert(r"[0,1) \cup \{1\} \langle x\rangle" * 12) is not None


class Checker(HTMLParser):
    """Reads markup as a browser does and notes the elements open at each start tag."""

    def __init__(self):
        super().__init__()
        self.open: list[str] = []
        self.starts: list[tuple[str, tuple[str, ...]]] = []
        self.names: set[str] = set()
        self.odd: list[str] = []

    def handle_starttag(self, tag, attrs):
        """Note an element, its attributes and what it stands in."""
        self.starts.append((tag, tuple(self.open)))
        self.names.update(name for name, _ in attrs)
        self.open.append(tag)

    def handle_endtag(self, tag):
        """Note an end tag that closes nothing."""
        if not self.open or self.open.pop() != tag:
            self.odd.append(tag)

    def handle_comment(self, data):
        """Note anything that is neither element nor text."""
        self.odd.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


PRESENTATION = re.compile(r"m[a-z]+|b|i|em|code")
TOKENS = [
    "x", "1", "+", "<", ">", "&", "&lt;", '"', "'", "{", "}", "(", ")", "|", "^", "_", "%", "#",
    " ", "\\", "\\\\", "\\text{", "\\textbf{", "\\frac", "\\sqrt", "\\left(", "\\right)", "\\hat",
    "\\color{red}", "\\href{javascript:a}{", "\\label{", "\\eqref{", "\\begin{align}", "\\class{",
    "\\end{align}", "\\foo", "<script>", "</math>", "<!--", "onerror=a", "\\tag{1}", "é", "√",
    "\\unicode{x3c}", "\\operatorname{", "\\sum", "\\mathbb", "\\hspace{1em}", "\\boxed{", "&amp;",
]  # fmt: skip


@FUZZ
@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(st.sampled_from(TOKENS), max_size=40).map("".join),
    )
)
def test_no_source_gets_markup_of_its_own_through(source):
    """Whatever the source, the markup is well formed and of presentation elements alone."""
    formula = convert(source)
    if formula is None:
        return
    ElementTree.fromstring(formula.markup)
    checker = Checker()
    checker.feed(formula.markup)
    checker.close()
    assert checker.starts[0] == ("math", ())
    assert not checker.open
    assert not checker.odd
    assert not checker.names & {"style", "class", "id", "href", "src", "xmlns"}
    for tag, around in checker.starts:
        assert PRESENTATION.fullmatch(tag)
        if not tag.startswith("m"):  # HTML elements would close the formula elsewhere
            assert "mtext" in around


@pytest.mark.parametrize(
    "markup",
    [
        "<math><script>a</script></math>",
        "<math><mi onclick='a'>x</mi></math>",
        "<math><mi lspace='a;b(c)'>x</mi></math>",
        "<math><b>x</b></math>",
        "<math><mtext><mi>x</mi></mtext></math>",
        "<math><mi>x</math>",
        "<math>" + "<mrow>" * 200 + "</mrow>" * 200 + "</math>",
    ],
)
def test_output_that_is_not_on_the_allow_list_is_refused(markup):
    """On any doubt of what the converter returned, the formula is shown as source."""
    assert admit_markup(markup) is None


def test_scripts_use_digits_of_their_own_where_unicode_has_them():
    """Raised and lowered digits, ordinals, degrees; everything else behind ^ and _."""
    assert raise_text("x", "-12") == "x⁻¹²"
    assert raise_text("2", "nd") == "2nd"
    assert raise_text("H", "nd") == "H^nd"
    assert raise_text("x", "a+b") == "x^(a+b)"
    assert raise_text("5", "∘") == "5°"
    assert raise_text("x", "") == "x"
    assert lower_text("x", "12") == "x₁₂"
    assert lower_text("x", "max") == "x_max"


def test_reading_copes_with_elements_that_lack_children():
    """A structure without its usual children is read as a row."""
    element = ElementTree.fromstring("<math><mfrac><mi>a</mi></mfrac><mrow/></math>")
    assert read_formula(element) == "a"
