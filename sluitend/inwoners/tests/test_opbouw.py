"""The modules of the actions know each other one way only."""

import ast
from pathlib import Path

from sluitend.inwoners import actions


def test_no_action_imports_another_inside_a_function() -> None:
    """An import within a function hides a circle."""
    verstopt = [
        f"{pad.name}: {knoop.module}"
        for pad in Path(actions.__file__).parent.glob("*.py")
        for functie in ast.walk(ast.parse(pad.read_text(encoding="utf-8")))
        if isinstance(functie, ast.FunctionDef)
        for knoop in ast.walk(functie)
        if isinstance(knoop, ast.ImportFrom)
    ]
    assert verstopt == []
