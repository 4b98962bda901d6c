"""The OpenAPI 3.1 document, written from the table of endpoints."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from webui.api.endpoints import ENDPOINTS, Endpoint, Parameter
from webui.api.schemas import SCHEMAS

_REFUSALS = {400: "Something in the address can't be used.", 404: "There is no such thing."}


@cache
def document(root: str) -> dict[str, Any]:
    """The whole document; ``root`` is the address that the paths follow."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Muragat",
            "version": _version(),
            "description": "A searchable archive of news in Kazakh. The parameters are those of the pages.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": root}],
        "paths": {endpoint.path: {"get": _operation(endpoint)} for endpoint in ENDPOINTS},
        "components": {"schemas": SCHEMAS},
    }


def _version() -> str:
    try:
        return version("muragat")
    except PackageNotFoundError:
        return "0"


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    answers = {"200": _content("Found.", "application/json", endpoint.answer)}
    for status in endpoint.refusals:
        answers[str(status)] = _content(_REFUSALS[status], "application/problem+json", "Problem")
    operation: dict[str, Any] = {
        "operationId": endpoint.view,
        "summary": endpoint.about,
        "responses": answers,
    }
    parameters = [_parameter(parameter) for parameter in endpoint.parameters]
    if "{id}" in endpoint.path:
        text = {"type": "string", "minLength": 1}
        parameters.append({"name": "id", "in": "path", "required": True, "schema": text})
    return operation | {"parameters": parameters}


def _content(about: str, media_type: str, schema: str) -> dict[str, Any]:
    return {
        "description": about,
        "content": {media_type: {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.about,
        "schema": parameter.schema,
    }
