"""Links in running text. All addresses are invented."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.links import LINK, find_links, match_link, safe_url, unescape_url

FUZZ = settings(max_examples=300, deadline=None, database=None, derandomize=True)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://owl.org", "https://owl.org"),
        (" HTTPS://Owl.ORG./Nest ", "https://owl.org/Nest"),
        ("http://owl.org:80/a", "http://owl.org/a"),
        ("https://owl.org:443", "https://owl.org"),
        ("http://owl.org:0443/a", "http://owl.org:443/a"),
        ("https://owl.org/a b\u200b\"<>'\\^`{|}", "https://owl.org/a%20b%22%3C%3E%27%5C%5E%60%7B%7C%7D"),
        ("https://owl.org/50%/%41#a#b", "https://owl.org/50%25/%41#a%23b"),
        ("https://owl.org?q=a+b&c=(d);e", "https://owl.org?q=a+b&c=(d);e"),
        ("https://a_b.owl.io/~me", "https://a_b.owl.io/~me"),
        ("https://eule.example/nächte", "https://eule.example/n%C3%A4chte"),
        ("https://näst.example", "https://xn--nst-qla.example"),
    ],
)  # fmt: skip
def test_web_addresses_come_back_in_normal_form(url, expected):
    """Scheme and host in lower case, default port dropped, what a URL may not hold quoted."""
    assert safe_url(url) == expected
    assert safe_url(expected) == expected


@pytest.mark.parametrize(
    "url",
    [
        "",
        "owl",
        "owl.org/a",
        "//owl.org",
        "javascript:alert(1)",
        "java\nscript://owl.org",
        "data:text/html,x",
        "ftp://owl.org",
        "https://",
        "https:///a",
        "https://localhost/a",
        "https://127.0.0.1/a",
        "https://[::1]/a",
        "https://user@owl.org",
        "https://user:word@owl.org/",
        "https://owl.org\\@mouse.org/",
        "https://owl..org",
        "https://-.org-",
        "https://owl.org:0",
        "https://owl.org:70000",
        "https://owl.org:",
        "https://owl org/",
        "https://" + "o" * 64 + ".org",
        "https://" + ".".join(["owls" * 10] * 7) + ".org",
        "https://owl.org/" + "a" * 2_000,
    ],
)
def test_anything_else_is_no_address(url):
    """Other schemes, user names, hosts that the DNS cannot hold and endless URLs are refused."""
    assert safe_url(url) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no link here: owl.org/a, me@owl.org, ftp://owl.org", ()),
        ("see https://owl.org/a. Or (https://owl.org/b)!", ("https://owl.org/a", "https://owl.org/b")),
        ("WWW.owl.org, www.owl.org/a?", ("https://www.owl.org", "https://www.owl.org/a")),
        ("https://owl.org/a https://owl.org/a", ("https://owl.org/a",)),
        ("[code](https://owl.org/a_(b)) “https://owl.org/c” https://owl.org/d**", (
            "https://owl.org/a_(b)", "https://owl.org/c", "https://owl.org/d")),
        (r"\url{https://owl.org/a\_b\%20} \href{https://owl.org/c}{x}", (
            "https://owl.org/a_b%20", "https://owl.org/c")),
        ("https://owl.org/a---our nest, https://owl.org/b--c", ("https://owl.org/a", "https://owl.org/b--c")),
        ("xhttps://owl.org me@www.owl.org http:// http://localhost/ https://?", ()),
        ("https://owl.org/~\\cite{x} at https://owl.org/。", ("https://owl.org/",)),
    ],
)  # fmt: skip
def test_links_are_found_in_order_once(text, expected):
    """Punctuation that ends the sentence, brackets and LaTeX around a link stay outside."""
    assert find_links(text) == expected


def test_found_link_keeps_what_the_author_wrote():
    """The text is as written without escapes; the end is an offset in the source."""
    text = r"at www.Owl.org/a\_b, ok"
    candidate = LINK.search(text)
    assert candidate is not None
    link = match_link(text, candidate)
    assert link is not None
    assert (link.text, link.url) == ("www.Owl.org/a_b", "https://www.owl.org/a_b")
    assert text[link.end :] == ", ok"
    assert unescape_url(r"a\_b\%\\") == r"a_b%\\"


@FUZZ
@given(
    st.one_of(
        st.text(),
        st.text().map("https://owl.org/".__add__),
        st.text().map("https://".__add__),
    )
)
def test_safe_addresses_are_safe(url):
    """No text raises, and an address that passes is plain ASCII with an ordinary host."""
    safe = safe_url(url)
    if safe is not None:
        assert re.fullmatch(r"https?://[a-z0-9._-]+(:[0-9]+)?([/?#][!-~]*)?", safe)
        assert not re.search(r"[\"'<>\\^`{|} ]", safe)
        assert safe_url(safe) == safe
    for found in find_links(url):
        assert safe_url(found) == found
