"""Checks parameters against the typed parameters of the pinned stripe library: what it does not know is refused."""

import sys
import types
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from stripe import RequestOptions
from typing_extensions import is_typeddict

from marketplace.fake_services.reading import ordered
from marketplace.fake_services.refusals import Refusal


@cache
def known(shape: type) -> dict[str, Any]:
    """Names and types that a TypedDict of the library lists, without the options that never travel as parameters."""
    own = {name: hint for name, hint in shape.__annotations__.items() if name not in RequestOptions.__annotations__}
    holder = types.SimpleNamespace(__annotations__=own)
    return get_type_hints(holder, globalns=vars(sys.modules[shape.__module__]))


def clean(tree: dict, shape: type, path: str = "") -> dict:
    """The parameters with their own types. Raises Refusal: unknown, missing, empty, wrong type or not in the list."""
    hints = known(shape)
    unknown = [_join(path, name) for name in tree if name not in hints]
    if unknown:
        plural = "s" if len(unknown) > 1 else ""
        message = f"Received unknown parameter{plural}: {', '.join(unknown)}"
        raise Refusal(message, code="parameter_unknown", param=unknown[0])
    for name in sorted(shape.__required_keys__ & hints.keys()):
        if name not in tree:
            raise missing(_join(path, name))
    return {name: _value(value, hints[name], _join(path, name)) for name, value in tree.items()}


def missing(param: str) -> Refusal:
    return Refusal(f"Missing required param: {param}.", code="parameter_missing", param=param)


def _join(path: str, name: str) -> str:
    return f"{path}[{name}]" if path else name


def _value(value, hint, path: str):
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _one_of(value, get_args(hint), path)
    if origin is Literal:
        return _listed(value, get_args(hint), path)
    if origin is list:
        return _list(value, get_args(hint)[0], path)
    if is_typeddict(hint):
        if not isinstance(value, dict):
            raise Refusal(f"Invalid object: {path}", code="parameter_invalid_object", param=path)
        return clean(value, hint, path)
    if isinstance(value, dict):
        return _hash(value, hint, path)
    return _plain(value, hint, path)


def _one_of(value, hints, path: str):
    """`Literal[…] | str` means "one of these": the library leaves room for values of later versions, the API does not."""
    literals = [choice for hint in hints if get_origin(hint) is Literal for choice in get_args(hint)]
    others = [hint for hint in hints if get_origin(hint) is not Literal and not (hint is str and literals)]
    if isinstance(value, str) and (value in literals or not others):
        return _listed(value, literals, path)
    refusal = None
    for hint in sorted(others, key=lambda hint: is_typeddict(hint) != isinstance(value, dict)):
        try:
            return _value(value, hint, path)
        except Refusal as error:
            refusal = refusal or error
    raise refusal or Refusal(f"Invalid object: {path}", code="parameter_invalid_object", param=path)


def _listed(value, choices, path: str) -> str:
    if value in choices:
        return value
    raise Refusal(f"Invalid {path}: must be one of {', '.join(filter(None, choices))}", param=path)


def _list(value, hint, path: str) -> list:
    items = ordered(value) if isinstance(value, dict) else None
    if items is None:
        raise Refusal("Invalid array", code="parameter_invalid_array", param=path)
    return [_value(item, hint, f"{path}[{number}]") for number, item in enumerate(items)]


def _hash(value: dict, hint, path: str) -> dict:
    """Free names, as in metadata: at most 50, names to 40 and values to 500 characters."""
    if get_origin(hint) is not dict and "UntypedStripeObject" not in str(hint):
        raise Refusal(f"Invalid hash: {path}", code="parameter_invalid_object", param=path)
    if len(value) > 50:
        raise Refusal("Metadata can have up to 50 keys", param=path)
    for name, text in value.items():
        if not isinstance(text, str) or len(name) > 40 or len(text) > 500:
            raise Refusal("Metadata names have up to 40 characters, values up to 500", param=_join(path, name))
    return dict(value)


def _plain(text: str, hint, path: str):
    if text == "":
        message = f"You passed an empty string for '{path}'. Leave it out if it has no value."
        raise Refusal(message, code="parameter_invalid_empty", param=path)
    if hint is bool and text in ("true", "false"):
        return text == "true"
    if hint is int and text.lstrip("-").isascii() and text.lstrip("-").isdigit():
        return int(text)
    if hint is Decimal:
        return _decimal(text, path)
    if hint is str:
        return text
    code = "parameter_invalid_integer" if hint is int else None
    raise Refusal(f"Invalid {_name(hint)}: {text}", code=code, param=path)


def _decimal(text: str, path: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise Refusal(f"Invalid decimal: {text}", param=path) from None


def _name(hint) -> str:
    return {int: "integer", bool: "boolean", str: "string"}.get(hint, "value")
