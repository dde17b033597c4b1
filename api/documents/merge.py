"""Reads the documents: merges the parts of one, and brings in what the other refers to."""

import re

import yaml


class Strict(yaml.SafeLoader):
    """YAML in which only true and false are truths (`on` is a name), dates are texts, and no key stands twice."""


Strict.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers
            if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Strict.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


def mapping(loader, node):
    loader.flatten_mapping(node)
    out = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node)
        if key in out:
            raise yaml.constructor.ConstructorError(None, None, f"{key} stands twice", key_node.start_mark)
        out[key] = loader.construct_object(value_node, deep=True)
    return out


Strict.add_constructor("tag:yaml.org,2002:map", mapping)


def read(path):
    with open(path, encoding="utf-8") as file:
        return yaml.load(file, Loader=Strict)


def merge(into, part, place=""):
    """Adds the members of part to into; what both have must be objects."""
    for name, value in part.items():
        if name not in into:
            into[name] = value
        elif isinstance(value, dict) and isinstance(into[name], dict):
            merge(into[name], value, f"{place}/{name}")
        else:
            raise SystemExit(f"{place}/{name} stands in two parts")


def references(node):
    """Every object with a $ref, at any depth."""
    if isinstance(node, dict):
        if "$ref" in node:
            yield node
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def bring_in(document, other, name):
    """Replaces references to the schemas of `other`, called `name`, by ones to copies of them."""
    begin = f"{name}#/components/schemas/"
    wanted = []
    for node in references(document):
        if node["$ref"].startswith(begin):
            wanted.append(node["$ref"][len(begin):])
            node["$ref"] = "#/components/schemas/" + wanted[-1]
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    while wanted:
        schema = wanted.pop()
        if schema in schemas:
            continue
        schemas[schema] = other["components"]["schemas"][schema]
        wanted += [node["$ref"].rsplit("/", 1)[1] for node in references(schemas[schema])]
