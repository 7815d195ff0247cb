"""The names that scripts, the plugin and other programs know the engine's operations by."""

from __future__ import annotations

import argparse
from typing import Any

from engine.cli import _parser
from engine.operations.operation import Operation
from engine.operations.table import OPERATIONS
from engine.requests.parameters import Parameter
from tests.golden import assert_unchanged


def _said(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts without those that say nothing."""
    return {key: value for key, value in facts.items() if value not in (None, []) and value is not False}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    """A parameter as the wire knows it."""
    return _said(
        {
            "name": parameter.name,
            "kind": parameter.kind.value,
            "required": parameter.required,
            "default": parameter.default,
            "choices": list(parameter.choices),
            "minimum": parameter.minimum,
            "maximum": parameter.maximum,
            "positional": parameter.positional,
            "help": parameter.help,
        }
    )


def _option(action: argparse.Action) -> dict[str, Any]:
    """An argument as the command line knows it."""
    return _said(
        {
            "names": action.option_strings,
            "dest": action.dest,
            "action": type(action).__name__,
            "required": action.required,
            "choices": list(action.choices or []),
            "metavar": action.metavar,
            "help": action.help,
        }
    )


def _operation(operation: Operation) -> dict[str, Any]:
    return {"help": operation.help, "parameters": [_parameter(parameter) for parameter in operation.parameters]}


def _commands() -> dict[str, argparse.ArgumentParser]:
    (commands,) = (action for action in _parser()._actions if isinstance(action, argparse._SubParsersAction))
    return commands.choices


def test_operations_keep_their_names_and_parameters():
    assert_unchanged("operations.json", {name: _operation(operation) for name, operation in OPERATIONS.items()})


def test_commands_keep_their_names_and_options():
    options = {
        name: [_option(action) for action in command._actions if not isinstance(action, argparse._HelpAction)]
        for name, command in _commands().items()
    }
    assert_unchanged("commands.json", options)
