"""The OpenAPI document as one page for people: plain HTML, without scripts."""

import html as escape
import re

STYLE = """
:root { color-scheme: light dark; --line: #8886; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 0 auto; padding: 1rem; }
code, pre { font: 0.9em ui-monospace, monospace; }
h2 { margin-top: 3rem; } h3 { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
h3 code { font-size: 1em; } h3 small { font-weight: normal; float: right; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; font-weight: bold; padding-top: 0.5rem; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: normal; white-space: nowrap; } nav li { display: inline-block; width: 19rem; max-width: 100%; }
nav ul { padding: 0; } pre { overflow-x: auto; border: 1px solid var(--line); padding: 0.5rem; }
"""
METHODS = ("get", "put", "post", "delete", "patch")


def slug_of(problem):
    """The name of our page about a type of problem, whoever registered the type."""
    return re.split("[/#]", problem)[-1]


def inline(text):
    """`code` and **bold**; everything else as it stands."""
    text = escape.escape(text)
    text = re.sub(r"`([^`]+)`", r"<code>\1</code>", text)
    return re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", text)


def paragraphs(text):
    return "".join(f"<p>{inline(' '.join(part.split()))}</p>\n" for part in text.strip().split("\n\n") if part.strip())


def line(text):
    return inline(" ".join(text.split()))


class Page:
    def __init__(self, document):
        self.document = document

    def resolve(self, node):
        while "$ref" in node:
            found = self.document
            for name in node["$ref"].removeprefix("#/").split("/"):
                found = found[name]
            node = found
        return node

    def named(self, schema):
        """What a schema is, in a word or a link."""
        if "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[1]
            return f'<a href="#schema-{name}">{name}</a>'
        if "const" in schema:
            return f"<code>{escape.escape(str(schema['const']))}</code>"
        if "enum" in schema:
            return " | ".join(f"<code>{escape.escape(str(value))}</code>" for value in schema["enum"])
        if "oneOf" in schema or "allOf" in schema:
            parts = [self.named(part) for part in schema.get("oneOf", schema.get("allOf"))]
            return (" | " if "oneOf" in schema else " and ").join(parts)
        kind = schema.get("type", "anything")
        if kind == "array":
            return "list of " + self.named(schema.get("items", {}))
        return kind if isinstance(kind, str) else " | ".join(kind)

    def operation(self, method, path, operation):
        name = operation["operationId"]
        out = f'<h3 id="{name}"><code>{method.upper()} {escape.escape(path)}</code> <small>{name}</small></h3>\n'
        out += f"<p>{line(operation['summary'])}</p>\n" + paragraphs(operation.get("description", ""))
        parameters = [self.resolve(parameter) for parameter in operation.get("parameters", [])]
        if parameters:
            out += "<table><caption>Asked with</caption>\n"
            for parameter in parameters:
                out += (f"<tr><th><code>{escape.escape(parameter['name'])}</code> {parameter['in']}</th>"
                        f"<td>{self.named(parameter['schema'])}. {line(parameter['description'])}</td></tr>\n")
            out += "</table>\n"
        if "requestBody" in operation:
            out += "<table><caption>Body</caption>\n" + self.contents("", operation["requestBody"]) + "</table>\n"
        out += "<table><caption>Answers</caption>\n"
        for status, response in operation["responses"].items():
            out += self.contents(status, self.resolve(response))
        return out + "</table>\n"

    def contents(self, status, holder):
        kinds = []
        for kind, content in holder.get("content", {}).items():
            schema = content.get("schema", {"type": "bytes"})
            types = schema.get("allOf", [{}, {}])[1].get("properties", {}).get("type", {}).get("enum")
            if types:  # problems: which ones
                kinds += [f'<a href="problems/{slug_of(one)}">{slug_of(one)}</a>' for one in types]
            else:
                kinds.append(f"<code>{kind}</code> {self.named(schema)}")
        return f"<tr><th>{status}</th><td>{line(holder.get('description', ''))} {'; '.join(kinds)}</td></tr>\n"

    def schema(self, name, schema):
        out = f'<h3 id="schema-{name}">{name}</h3>\n' + paragraphs(schema.get("description", ""))
        if "properties" not in schema:
            return out + f"<p>{self.named(schema)}</p>\n"
        required = schema.get("required", [])
        out += "<table>\n"
        for member, described in schema["properties"].items():
            may = "" if member in required else " <small>may be absent</small>"
            out += (f"<tr><th><code>{member}</code>{may}</th>"
                    f"<td>{self.named(described)}. {line(described.get('description', ''))}</td></tr>\n")
        return out + "</table>\n"

    def problems(self):
        out = '<h2 id="problems">Problems</h2>\n<table>\n'
        for kind in self.document["components"]["schemas"]["ProblemType"]["oneOf"]:
            slug = slug_of(kind["const"])
            out += (f'<tr><th><a href="problems/{slug}">{slug}</a></th><td>{kind["x-status"]}</td>'
                    f"<td>{escape.escape(kind['title'])}</td></tr>\n")
        return out + "</table>\n"

    def html(self):
        document = self.document
        operations = [(method, path, item[method]) for path, item in document["paths"].items()
                      for method in METHODS if method in item]
        out = ('<!doctype html>\n<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
               f'<title>{document["info"]["title"]}: the API</title>\n<style>{STYLE}</style>\n'
               f"<h1>{document['info']['title']} {document['info']['version']}</h1>\n"
               '<p>For programs: <a href="openapi.json">openapi.json</a>, <a href="asyncapi.json">asyncapi.json</a>.</p>\n')
        out += paragraphs(document["info"]["description"])
        for tag in document["tags"]:
            out += f"<nav><strong>{tag['name']}</strong>: {line(tag['description'])}\n<ul>\n"
            out += "".join(f'<li><a href="#{operation["operationId"]}">{operation["operationId"]}</a></li>\n'
                           for _, _, operation in operations if tag["name"] in operation["tags"])
            out += "</ul></nav>\n"
        for tag in document["tags"]:
            out += f"<h2>{tag['name']}</h2>\n"
            out += "".join(self.operation(*one) for one in operations if tag["name"] in one[2]["tags"])
        out += self.problems() + "<h2>Who asks</h2>\n"
        for name, scheme in document["components"]["securitySchemes"].items():
            out += f"<h3>{name}</h3>\n" + paragraphs(scheme["description"])
        out += "<h2>Forms</h2>\n"
        out += "".join(self.schema(name, schema) for name, schema in document["components"]["schemas"].items())
        return out + "</html>\n"


def html(document):
    return Page(document).html()
