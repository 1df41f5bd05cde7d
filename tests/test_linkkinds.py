"""What a link points to."""

from __future__ import annotations

import pytest

from generator.merging.linkkinds import make_link
from generator.models import Link


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://github.com/owl/net", "code"),
        ("https://www.GitHub.com/owl/net", "code"),
        ("http://gitlab.com:8080/owl", "code"),
        ("https://bitbucket.org/owl", "code"),
        ("https://codeberg.org/owl", "code"),
        ("https://sourceforge.net/p/owl", "code"),
        ("https://anonymous.4open.science/r/owl", "code"),
        ("https://huggingface.co/owl/net", "hub"),
        ("https://owl.github.io/net", "web"),
        ("https://github.com.example/owl", "web"),
    ],
)
def test_the_host_tells_what_a_link_is(url, kind):
    """Code and hubs are known by their hosts; everything else is the web."""
    assert make_link(url) == Link(kind, url)
