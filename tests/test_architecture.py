"""The house keeps its shape: imports go one way, modules stay small."""

from __future__ import annotations

import ast

import pytest

from tests.conftest import ROOT

# Each layer may import from those before it and from its own; `*` is every module below.
LAYERS = (
    ("errors", "models"),
    ("identifiers", "dates", "text", "yamlfile", "progress", "sitemap"),
    ("links", "latex.*"),
    ("keys", "bundles", "quotes"),
    ("sources.*", "sources"),
    ("listings",),
    ("merging.*",),
    ("understanding.*",),
    ("sitefile",),
    ("people.aliases", "people.models"),
    ("config",),
    ("catalogue", "summaries"),
    ("people.*", "history.*"),
    ("reading",),
    ("exports.*",),
    ("pages.*", "search.*", "reader.*"),
    ("output", "publishing", "checking.*", "engine", "explaining"),
    ("pipeline",),
    ("__main__",),
)  # fmt: skip
PACKAGE = ROOT / "generator"
MODULES = sorted(
    path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".")
    for path in PACKAGE.rglob("*.py")
    if path != PACKAGE / "__init__.py"
)


def find_layer(module: str) -> int:
    """Return the number of the layer of a module, named without `generator.`."""
    module = module.removesuffix(".__init__")
    package = module.split(".")[0] + ".*"
    for number, layer in enumerate(LAYERS):
        if module in layer or package in layer:
            return number
    raise AssertionError(f"{module} has no layer: give it one in LAYERS")


def find_imports(path) -> list[str]:
    """Return the modules of the package that a file imports, without `generator.`."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
            "generator"
        ):
            if node.module == "generator":
                found += [alias.name for alias in node.names]
            else:
                found.append((node.module or "").removeprefix("generator."))
    return found


def module_path(module: str):
    """Return the file of a module."""
    return (PACKAGE / module.replace(".", "/")).with_suffix(".py")


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_one_way(module):
    """A module knows only of modules of its own layer or an earlier one."""
    layer = find_layer(module)
    for imported in find_imports(module_path(module)):
        assert find_layer(imported) <= layer, f"{module} imports {imported}"


@pytest.mark.parametrize("module", MODULES)
def test_modules_stay_small(module):
    """A module that grows past 275 lines does more than one thing."""
    lines = module_path(module).read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 275


def test_only_the_engine_knows_of_mkdocs():
    """Another engine can take over by changing one module."""
    for module in MODULES:
        if module not in {"engine", "pipeline", "__main__"}:
            for node in ast.walk(ast.parse(module_path(module).read_text("utf-8"))):
                if isinstance(node, ast.Import):
                    assert not any(a.name.startswith("mkdocs") for a in node.names)
                if isinstance(node, ast.ImportFrom):
                    assert not (node.module or "").startswith("mkdocs")
