"""An example of a schema, put together from the examples of its fields."""

from typing import Any

Json = Any  # whatever JSON can say
PLAIN: dict[str, Json] = {"string": "…", "integer": 1, "number": 1.0, "boolean": True}


def example_of(schema: dict[str, Any], components: dict[str, Any]) -> Json:
    """A value that fits the schema; the fields' own examples where they have some."""
    given = _given(schema)
    if given is not None:
        return given
    if "$ref" in schema:
        return example_of(_referred(schema["$ref"], components), components)
    if "anyOf" in schema:
        return example_of(schema["anyOf"][0], components)
    if schema.get("type") == "array":
        return [example_of(schema["items"], components)]
    if schema.get("type") == "object":
        fields = schema.get("properties", {})
        return {name: example_of(inner, components) for name, inner in fields.items()}
    return PLAIN[schema.get("type", "string")]


def _given(schema: dict[str, Any]) -> Json:
    told = schema.get("examples") or schema.get("enum")
    return told[0] if told else schema.get("const", schema.get("default"))


def _referred(reference: str, components: dict[str, Any]) -> dict[str, Any]:
    found: Any = {"components": components}
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return dict(found)
