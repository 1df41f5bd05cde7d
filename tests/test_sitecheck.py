"""The checker of the built site: a clean site passes, and each planted defect is named."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.checking.sitecheck import SHOWN_OF_A_SORT, SiteReport, check_site
from generator.errors import Problem, Severity, SiteError

HEAD = """<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="default-src 'self'">
<meta name="viewport" content="width=device-width">
<title>A page</title>"""
BODY_LINE = 8


def page(body: str = "", *, head: str = HEAD, html: str = '<html lang="en">') -> str:
    """Return a page without defects, `body` on line BODY_LINE after a heading."""
    return (
        f"<!doctype html>\n{html}<head>\n{head}\n</head>"
        f'<body><h1 id="paper">A page</h1>\n{body}\n</body></html>\n'
    )


def write(site: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write the files of a site, a home page with them unless they have one."""
    for name, content in {"index.html": page(), **files}.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return site


def check(site: Path, files: Mapping[str, str | bytes]) -> list[str]:
    """Return the problems of a site, as they are printed."""
    return [str(problem) for problem in check_site(write(site, files)).problems]


ASSETS: dict[str, str | bytes] = {
    "assets/site.css": 'a{background:url("i.svg")}\n/* url(https://e.example/) */',
    "assets/i.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "assets/app.js": "let x = 1;",
}

CLEAN_BODY = """
<a href="b.html">next</a> <a href="b.html?q=a&amp;page=2#paper">with query</a>
<a href="caf%C3%A9%20bar.html">encoded</a> <a href="../index.html">home</a>
<a href="#">top</a> <a href="#TOP">top</a> <a href="#part">here</a> <a href="">self</a>
<a href="?q=x">self</a> <a href="b.html#old">by name</a> <a href="#caf%C3%A9">é</a>
<a href="https://e.example/a?b#c">out</a> <a href="HTTP://e.example">out</a>
<a href="mailto:a@e.example">mail</a> <a href="../assets/i.svg#x">not a page</a>
<p id="part">x</p><p id="café">y</p>
<img src="data:image/gif;base64,AAAA" alt=""> <img src="../assets/i.svg" alt="x"
 srcset="../assets/i.svg 1x, ../assets/i.svg?2 2x,../assets/i.svg">
<math><mrow><mi>x</mi></mrow></math>
<svg viewBox="0 0 1 1"><defs><path id="p" d="M0 0"/></defs><use href="#p"/>
<use xlink:href="../assets/i.svg#p"/><a xlink:href="https://e.example/">x</a></svg>
<form action="b.html"><input name="q"><button formaction="b.html">go</button></form>
<script src="../assets/app.js"></script>
<script type="application/ld+json">{"@id": "https://e.example/"}</script>
<script type="Application/JSON">{}</script>
<label for="part-2">x</label><input id="part-2" aria-labelledby="part café">
<dialog aria-label="Help"><button type="button">Close</button></dialog>
<button hidden></button><button aria-label="More">+</button>
<button popovertarget="part"><svg><title>Open</title></svg></button>
<!-- <a href="gone.html"> <script>x</script> -->
"""
CLEAN_HEAD = f"""{HEAD}
<link rel="canonical" href="https://e.example/papers/a.html">
<link rel="alternate" type="application/atom+xml" href="../feed.xml">
<link rel="stylesheet" href="../assets/site.css">
<link rel="search" type="application/opensearchdescription+xml" href="../feed.xml">
<link rel="manifest" href="../feed.xml">
<link rel="apple-touch-icon" href="../assets/i.svg">
<meta property="og:title" content="c.html">
<meta property="og:image" content="https://e.example/i.png">
<link rel="shortcut icon" href="../assets/i.svg">"""

CLEAN: dict[str, str | bytes] = {
    **ASSETS,
    "feed.xml": "<feed/>",
    "papers/a.html": page(CLEAN_BODY, head=CLEAN_HEAD),
    "papers/b.html": page('<a name="old">x</a>'),
    "papers/café bar.html": page(),
    "404.html": page('<a href="/digest/">home</a><img src="/digest/x.png" alt="">'),
}


def test_clean_site_has_no_problems_and_is_counted(tmp_path):
    """A site with every allowed kind of link, load and element passes, and is summed up."""
    report = check_site(write(tmp_path, CLEAN))
    sizes = [path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()]
    largest = ("papers/a.html", (tmp_path / "papers/a.html").stat().st_size)
    assert report == SiteReport(
        pages=5,
        files=9,
        bytes=sum(sizes),
        links=36,
        largest_page=largest,
        problems=(),
    )


INTERNAL = [
    ('<a href="c.html">', "a href “c.html” leads to “papers/c.html”, expected a file"),
    ('<a href="c.html#x">', "leads to “papers/c.html”"),
    ('<a href="B.html">', "leads to “papers/B.html”"),
    ('<a href="b.html/">', "leads to “papers/b.html/”"),
    ('<a href="b%2.html">', "leads to “papers/b%2.html”"),
    ('<a href="%ff.html">', "leads to “papers/�.html”"),
    ('<link rel="next" href="c.html">', "link href “c.html” leads to"),
    ('<img src="c.png" alt="">', "img src “c.png” leads to"),
    ('<img src="" alt="">', "img src “” is empty, expected a file"),
    ('<script src="c.js"></script>', "script src “c.js” leads to"),
    ('<iframe src="c.html"></iframe>', "iframe src “c.html” leads to"),
    ('<video><source src="c.mp4"></video>', "source src “c.mp4” leads to"),
    ('<form action="c.html"></form>', "form action “c.html” leads to"),
    ('<button formaction="c.html">x</button>', "button formaction “c.html” leads to"),
    ('<area href="c.html">', "area href “c.html” leads to"),
    ('<img srcset="b.html, c.png 2x" alt="">', "img srcset “c.png” leads to"),
    ('<img srcset="b.html 1x,c.png" alt="">', "img srcset “c.png” leads to"),
    ('<svg><use xlink:href="c.svg#x"/></svg>', "use xlink:href “c.svg#x” leads to"),
    ('<svg><image href="c.svg"/></svg>', "image href “c.svg” leads to"),
    ('<a href="../topics">x</a>', "a folder without index.html, “topics”"),
    ('<a href="../topics/">x</a>', "a folder without index.html, “topics”"),
    ('<a href="../dates/">x</a>', "not open from disk, expected “dates/index.html”"),
    ('<a href="../dates?a">x</a>', "not open from disk, expected “dates/index.html”"),
    ('<a href="..">x</a>', "not open from disk, expected “index.html”"),
    ('<a href=".">x</a>', "a folder without index.html, “papers”"),
    (
        '<a href="/papers/b.html">x</a>',
        "starts at the root: it breaks under a sub-path",
    ),
    ('<img src="/x.png" alt="">', "img src “/x.png” starts at the root"),
    (r'<a href="\papers\b.html">x</a>', "starts at the root"),
    ('<a href="../../x.html">x</a>', "leads out of the site"),
    ('<a href="../..">x</a>', "leads out of the site"),
    ('<a href="%2e%2e/../x.html">x</a>', "leads out of the site"),
    ('<a href="../../papers/papers/b.html">x</a>', "leads out of the site"),
    ('<a href="b.html#gone">x</a>', "link to “#gone”: no such id in papers/b.html"),
    ('<a href="b.html#Paper">x</a>', "link to “#Paper”: no such id in papers/b.html"),
    ('<a href="#gone">x</a>', "link to “#gone”: no such id in papers/a.html"),
    ('<a href="a.html#gone">x</a>', "link to “#gone”: no such id in papers/a.html"),
    ('<svg><use href="#gone"/></svg>', "link to “#gone”: no such id in papers/a.html"),
]

LOADS = [
    (
        '<script src="https://e.example/x.js"></script>',
        "script src “https://e.example/",
    ),
    ('<script src="//e.example/x.js"></script>', "loads from another host"),
    (r'<script src="\\e.example\x.js"></script>', "loads from another host"),
    ('<link rel="stylesheet" href="http://e.example/x">', "loads from another host"),
    ('<link rel="alternate Stylesheet" href="//e.example">', "loads from another host"),
    ('<link rel="preload" href="https://e.example/x">', "loads from another host"),
    ('<link rel="preconnect" href="https://e.example">', "opens a connection ahead"),
    ('<link rel="dns-prefetch" href="//e.example">', "opens a connection ahead"),
    ('<img src=" https://e.example/x.png" alt="">', "loads from another host"),
    ('<img srcset="https://e.example/x.png 2x" alt="">', "loads from another host"),
    ('<iframe src="https://e.example"></iframe>', "loads from another host"),
    ('<video src="https://e.example/v"></video>', "loads from another host"),
    ('<video poster="https://e.example/v"></video>', "loads from another host"),
    ('<audio src="https://e.example/v"></audio>', "loads from another host"),
    ('<picture><source srcset="//e.example/v"></picture>', "loads from another host"),
    ('<object data="https://e.example/v"></object>', "loads from another host"),
    ('<embed src="https://e.example/v">', "loads from another host"),
    ('<svg><image href="https://e.example/v"/></svg>', "loads from another host"),
    ('<svg><use xlink:href="//e.example/v"/></svg>', "loads from another host"),
    ('<a href="b.html" ping="https://e.example/">x</a>', "loads from another host"),
]

SCHEMES = [
    ('<a href="javascript:x()">', "scheme “javascript:”, expected http://, https://"),
    ('<a href=" Java&#10;Script:x()">', "scheme “javascript:”"),
    ('<a href="data:text/html,x">', "scheme “data:”"),
    ('<a href="vbscript:x">', "scheme “vbscript:”"),
    ('<a href="file:///etc/hosts">', "scheme “file:”"),
    ('<a href="C:\\x.html">', "scheme “c:”"),
    ('<a href="//e.example/x">', "no scheme, expected http://"),
    ('<a href="https:b.html">', "scheme “https:” without a host"),
    ('<svg><a xlink:href="javascript:x()">y</a></svg>', "scheme “javascript:”"),
    ('<form action="javascript:x()"></form>', "scheme “javascript:”"),
    ('<img src="blob:x" alt="">', "scheme “blob:”, expected a file of the site"),
    ('<iframe src="data:text/html,x"></iframe>', "scheme “data:”, expected a file"),
    ('<img srcset="data:image/gif,x 2x" alt="">', "scheme “data:”, expected a file"),
]

META = [
    ('<meta property="og:image" content="i.png">', "“i.png” is no whole address"),
    ('<meta property="og:URL" content="//e.example/">', "is no whole address"),
    ('<link rel="search" href="c.xml">', "link href “c.xml” leads to “papers/c.xml”"),
    ('<link rel="alternate" href="c.xml">', "leads to “papers/c.xml”"),
    ('<link rel="manifest" href="c.json">', "leads to “papers/c.json”"),
    ('<link rel="apple-touch-icon" href="c.png">', "leads to “papers/c.png”"),
    ('<link rel="manifest" href="https://e.example/m">', "loads from another host"),
    ('<meta http-equiv="refresh" content="0; url=c.html">', "meta content “c.html”"),
    (
        "<meta http-equiv=refresh content=\"0;URL='https://e.example/'\">",
        "loads from another host",
    ),
]

ELEMENTS = [
    ('<p id="x">a</p><i id="x">b</i>', 'id="x" again, it stands on line 8'),
    ('<p id="paper">a</p>', 'id="paper" again, it stands on line 7'),
    ('<a href="b.html">a<a href="b.html">b</a></a>', "found </a> without <a>"),
    (
        '<a href="b.html"><i><a href="b.html">b</a></i></a>',
        'found <a href="b.html">, expected no link inside a link',
    ),
    ('<p onclick="x()">a</p>', 'found <p onclick="x()">, expected no on… attribute'),
    ('<p ONLOAD="x()" onerror="y()">a</p>', "expected no on… attribute"),
    ("<script>x()</script>", "found <script>, expected a script file (src) or JSON"),
    ('<script type="module">x()</script>', 'found <script type="module">'),
    ('<p style="color:red">a</p>', 'found <p style="color:red">, expected a style'),
    ("<style>p{color:red}</style>", "found <style>, expected a style sheet"),
    ('<base target="x">', "found <base target="),
    ('<meta http-equiv="Refresh" content="1">', "expected a link, a page may not move"),
    ('<dialog id="d">x</dialog>', 'found <dialog id="d">, expected a name: text'),
    ('<button type="button"> </button>', "expected a name: text, aria-label or"),
    ('<label for="gone">x</label>', 'found for="gone", expected an id of the page'),
    ('<p aria-labelledby="paper gone">x</p>', 'found aria-labelledby="gone"'),
    (
        '<script type="application/ld+json">{"a": }</script>',
        'found <script type="application/ld+json"> with Expecting value: line 1',
    ),
    ("<script type=application/ld+json></script>", "with Expecting value"),
    ("<h1>b</h1>", "found <h1>, expected one <h1> in the page, this is one more"),
    ('<img src="../assets/i.svg">', "expected an alt attribute"),
]


@pytest.mark.parametrize(
    ("body", "message"), INTERNAL + LOADS + SCHEMES + META + ELEMENTS
)
def test_planted_defect_is_the_one_problem(tmp_path, body, message):
    """One defect in the body of a page is one error, at its file and line, with its cause."""
    files = {
        **ASSETS,
        "papers/a.html": page(body),
        "papers/b.html": page(),
        "topics/t.html": page(),
        "dates/index.html": page(),
    }
    (problem,) = check_site(write(tmp_path, files)).problems
    assert (problem.listing, problem.line) == ("papers/a.html", BODY_LINE)
    assert problem.severity is Severity.ERROR
    assert message in problem.message


LINES = HEAD.split("\n")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (page(head="\n".join(LINES[:3])), "found no <title> with text"),
        (page(head=HEAD.replace("A page", " \n")), "found no <title> with text"),
        (page(html="<html>"), "found no lang attribute"),
        (page(html='<html lang=" ">'), "found no lang attribute"),
        (page(head=HEAD.replace(LINES[2], "")), 'found no <meta name="viewport">'),
        (page(head=HEAD.replace(LINES[1], "")), "Content-Security-Policy"),
        (page(head=HEAD.replace("default-src 'self'", "")), "Content-Security-Policy"),
        (page().replace("h1", "h2"), "found no <h1>, expected one"),
        ("", "found nothing in the file, expected an HTML page"),
        ("<!-- nothing -->", "found nothing in the file, expected an HTML page"),
    ],
)
def test_missing_part_is_a_problem_of_the_whole_page(tmp_path, content, message):
    """A page without one of the parts that every page has is an error without a line."""
    (problem,) = check(tmp_path, {"a.html": content})
    assert problem.startswith("a.html: error: found n")
    assert message in problem


def test_title_of_a_drawing_is_no_page_title(tmp_path):
    """Only a title in the head names a page, not the title of a drawing."""
    head = "\n".join(LINES[:3])
    body = "<svg><title>Drawing</title></svg>"
    (problem,) = check(tmp_path, {"a.html": page(body, head=head)})
    assert "found no <title> with text" in problem


def test_page_that_is_not_utf8_is_named_with_the_place(tmp_path):
    """A byte that is not UTF-8 is reported with its line and offset, once."""
    content = page("caf\u00e9").encode("latin-1")
    offset = content.index(b"\xe9")
    assert check(tmp_path, {"a.html": content}) == [
        f"a.html:8: error: found byte 0xe9 at offset {offset}, expected UTF-8"
    ]


def test_page_too_deep_for_the_parser_is_reported(tmp_path):
    """A page that the parser gives up on is an error, not a page without defects."""
    problems = check(tmp_path, {"a.html": page("<div>" * 3000)})
    assert len(problems) == 1
    assert "cannot be read to its end" in problems[0]


def test_links_to_an_unreadable_page_are_not_reported_again(tmp_path):
    """Whether an id stands in a page that cannot be read is not guessed."""
    link = page('<a href="a.html#x">x</a>')
    problems = check(tmp_path, {"a.html": b"\xff", "b.html": link})
    assert [problem.split(":")[0] for problem in problems] == ["a.html"]


def test_missing_id_is_reported_at_the_first_link_only(tmp_path):
    """Many links to one missing id of another page are one problem, two ids are two."""
    links = (
        '<a href="c.html#x">x</a>\n<a href="c.html#x">x</a>\n<a href="c.html#y">y</a>'
    )
    files = {"a.html": page(links), "b.html": page(links), "c.html": page()}
    assert check(tmp_path, files) == [
        "a.html:8: error: link to “#x”: no such id in c.html, expected one",
        "a.html:10: error: link to “#y”: no such id in c.html, expected one",
    ]


HOME = f'{HEAD}\n<link rel="canonical" href="https://e.example/digest/index.html">'


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("https://e.example/digest/a.html#paper", True),
        ("https://e.example/digest/", True),
        ("https://e.example/digest/topics/", True),
        ("https://e.example/digest/topics", True),
        ("https://e.example/digest/caf%C3%A9.html?q=x", True),
        ("https://e.example/elsewhere.html", True),
        ("https://e.example/digest/gone.html", False),
        ("https://e.example/digest/gone/", False),
        ("https://e.example/digest/a.html#gone", False),
    ],
)
@pytest.mark.parametrize(
    "element",
    ['<link rel="canonical" href="{}">', '<meta property="og:url" content="{}">'],
)
def test_own_absolute_address_leads_to_a_file(tmp_path, element, address, leads):
    """Where the home page says its address, what begins with that has to be there."""
    files = {
        "index.html": page(head=HOME),
        "a.html": page(element.format(address)),
        "topics/index.html": page(),
        "café.html": page(),
    }
    assert (check(tmp_path, files) == []) is leads


def test_404_page_of_a_known_site_links_to_what_is_there(tmp_path):
    """Its root-absolute links are looked up below the site's own path."""
    body = '<a href="/digest/">a</a><a href="/digest/x.html">b</a><a href="/">c</a>'
    files = {"index.html": page(head=HOME), "404.html": page(body)}
    (problem,) = check(tmp_path, files)
    assert "“/digest/x.html” leads to “x.html”" in problem


def test_page_at_a_former_address_may_move_on_at_once(tmp_path):
    """A refresh without a delay, to a page of the site, is as good as a redirect."""
    moved = page('<meta http-equiv="refresh" content="0; url=b.html">')
    assert check(tmp_path, {"papers/a.html": moved, "papers/b.html": page()}) == []


def test_404_page_may_link_from_the_root_and_nothing_else(tmp_path):
    """Only the 404 page of the site itself may use root-absolute links; //host is none."""
    body = '<a href="/digest/x.html">a</a><a href="//e.example/">b</a>'
    problems = check(tmp_path, {"404.html": page(body), "en/404.html": page(body)})
    assert [problem.partition("”")[0] for problem in problems] == [
        "en/404.html:8: error: a href “/digest/x.html",
        "404.html:8: error: a href “//e.example/",
        "en/404.html:8: error: a href “//e.example/",
    ]


@pytest.mark.parametrize(
    "css",
    [
        "@import 'https://e.example/x.css';",
        '@IMPORT url("//e.example/x.css");',
        "p{background:URL( http://e.example/x.png )}",
        "p{background:url(a.png), url('https://e.example/x.png')}",
        'p::after{content:"/*"}q{background:url(//e.example/)} /* */',
    ],
)
def test_style_sheet_that_loads_from_another_host_is_reported(tmp_path, css):
    """Each url() and @import of another host is an error at its line, however written."""
    (problem,) = check(tmp_path, {"s.css": f"/* one\ntwo */ a{{}}\n{css}\n"})
    assert problem.startswith("s.css:3: error: CSS loads “")
    assert "e.example" in problem


@pytest.mark.parametrize(
    "css",
    [
        "p{background:url(a.png)}",
        "/* @import 'https://e.example/x.css'; */",
        "p::after{content:'url(https://e.example/)'}",
        r"p::after{content:'\'url(https://e.example/)'}",
        "p{background:url(\"data:image/svg+xml,<svg xmlns='http://e.example/'/>\")}",
        "@namespace 'http://e.example/';",
        "p{background:url(#gradient)}",
    ],
)
def test_style_sheet_without_loads_from_elsewhere_passes(tmp_path, css):
    """Comments, strings, data: addresses and name spaces load nothing."""
    assert check(tmp_path, {"s.css": css}) == []


@pytest.mark.parametrize(
    "body",
    [
        "<style>@import '//e.example/x';</style>",
        '<p style="background:url(https://e.example/x)">a</p>',
    ],
)
def test_style_in_a_page_is_searched_for_loads_too(tmp_path, body):
    """A style in a page that loads from another host is both: inline, and a load."""
    load, inline = check(tmp_path, {"a.html": page(body)})
    assert load.startswith("a.html:8: error: CSS loads “")
    assert "expected a style sheet" in inline


def test_problems_of_one_sort_are_limited_and_the_rest_counted(tmp_path):
    """Twenty problems of a sort are shown, then how many more; other sorts in full."""
    links = "".join(f'<a href="gone{n:02}.html">x</a>\n' for n in range(1025))
    problems = check(tmp_path, {"a.html": page(links + "<h1>b</h1>")})
    assert len(problems) == SHOWN_OF_A_SORT + 2
    assert problems[0].startswith("a.html:8: error: a href “gone00.html”")
    assert problems[20] == (
        ".: error: 1,005 more addresses of files that are not in the site"
    )
    assert problems[21].startswith("a.html:1033: error: found <h1>")


def test_limit_holds_for_the_whole_site_not_for_a_page(tmp_path):
    """Exactly twenty problems of a sort, spread over pages, need no line for the rest."""
    files = {f"p{n:02}.html": page("<h1>b</h1>") for n in range(SHOWN_OF_A_SORT)}
    problems = check(tmp_path, files)
    assert [problem[:10] for problem in problems] == [f"{name}:8" for name in files]


def test_long_address_is_shortened_in_the_message(tmp_path):
    """A message stays on one readable line whatever the page holds."""
    (problem,) = check(
        tmp_path, {"a.html": page(f'<a href="{"x" * 5000}\u202e">x</a>')}
    )
    assert len(problem) < 300
    assert problem.isprintable()


def test_site_larger_than_its_limit_is_an_error(tmp_path):
    """One byte more than the publisher takes is an error that says both numbers."""
    write(tmp_path, {"blob.bin": b"x" * 5000})
    size = check_site(tmp_path).bytes
    assert check_site(tmp_path, max_bytes=size).problems == ()
    (problem,) = check_site(tmp_path, max_bytes=size - 1).problems
    message = f"the site has {size:,} bytes, expected at most {size - 1:,}"
    assert problem == Problem(".", 0, Severity.ERROR, message)


def test_empty_site_is_an_error(tmp_path):
    """A folder without a home page is not a site, even where nothing else is wrong."""
    report = check_site(tmp_path)
    assert (report.pages, report.largest_page) == (0, ("", 0))
    (problem,) = report.problems
    assert problem.message == "found no index.html among 0 files, expected a home page"


def test_site_that_is_not_there_stops_the_run(tmp_path):
    """A folder that does not exist is a mistake of the caller, said with its path."""
    with pytest.raises(SiteError, match="nowhere: no such folder"):
        check_site(tmp_path / "nowhere")


def test_symbolic_links_are_not_in_the_site(tmp_path):
    """What a symbolic link stands for is not published, so that links to it are broken."""
    site = write(tmp_path / "site", {"a.html": page('<a href="b.html">x</a>')})
    (site / "b.html").symlink_to("index.html")
    (site / "loop").symlink_to(site)
    report = check_site(site)
    assert report.files == 2
    assert "leads to “b.html”" in report.problems[0].message


def test_progress_is_told_after_each_page(tmp_path):
    """The caller learns how many pages are done, one by one; other files do not count."""
    told: list[int] = []
    check_site(write(tmp_path, CLEAN), progress=told.append)
    assert told == [1, 2, 3, 4, 5]


def test_report_is_the_same_on_every_run(tmp_path):
    """Problems come in one order: by sort, then by file and line."""
    body = '<h1>b</h1><a href="gone.html">x</a>'
    write(tmp_path, {"b.html": page(body), "a.html": page(body)})
    first, second = check_site(tmp_path), check_site(tmp_path)
    assert first == second
    assert [problem.listing for problem in first.problems] == [
        "a.html",
        "b.html",
        "a.html",
        "b.html",
    ]
