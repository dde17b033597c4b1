#!/usr/bin/env python3
"""Makes the API documents a part of the program.

usage: embed.py [--out FILE.cpp] [--json DIR] [OPENAPI ASYNCAPI PART...]

  --out FILE.cpp  the documents as JSON, and the page for people, as a C++ source
  --json DIR      the same as openapi.json, asyncapi.json and index.html

Without files, those beside this program.
"""

import argparse
import base64
import glob
import hashlib
import json
import os

import merge
import page

PIECE = 8000  # characters of one literal: the standard promises 65,536 bytes


def literal(text):
    pieces = [text[at:at + PIECE] for at in range(0, len(text), PIECE)]
    return "\n".join(f'R"jejak({piece})jejak"' for piece in pieces)


def digest(text):
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def source(documents):
    out = '#include "api/documents/documents.hpp"\n\nnamespace jejak {\nnamespace {\n\n'
    for name, (kind, text, style) in documents.items():
        out += f"constexpr ApiDocument {name}{{\n\"{kind}\",\n{literal(text)},\n"
        out += f"R\"(\"{digest(text)[:22]}\")\",\n\"{style}\"}};\n\n"
    out += "}  // namespace\n\n"
    for name in documents:
        out += f"const ApiDocument& {name}_document() {{\n  return {name};\n}}\n\n"
    return out + "}  // namespace jejak\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out")
    parser.add_argument("--json", metavar="DIR")
    parser.add_argument("files", nargs="*")
    arguments = parser.parse_args()
    here = os.path.dirname(os.path.abspath(__file__))
    openapi_path, asyncapi_path, *parts = arguments.files or [
        os.path.join(here, "openapi.yaml"), os.path.join(here, "asyncapi.yaml"),
        *sorted(glob.glob(os.path.join(here, "openapi", "*.yaml")))]

    openapi = merge.read(openapi_path)
    for part in parts:
        merge.merge(openapi, merge.read(part))
    asyncapi = merge.read(asyncapi_path)
    merge.bring_in(asyncapi, openapi, os.path.basename(openapi_path))
    texts = {
        "openapi.json": json.dumps(openapi, ensure_ascii=False, indent=1) + "\n",
        "asyncapi.json": json.dumps(asyncapi, ensure_ascii=False, indent=1) + "\n",
        "index.html": page.html(openapi),
    }
    if arguments.json:
        os.makedirs(arguments.json, exist_ok=True)
        for name, text in texts.items():
            with open(os.path.join(arguments.json, name), "w", encoding="utf-8") as file:
                file.write(text)
    if arguments.out:
        documents = {
            "openapi": ("application/json", texts["openapi.json"], ""),
            "asyncapi": ("application/json", texts["asyncapi.json"], ""),
            "page": ("text/html; charset=utf-8", texts["index.html"], digest(page.STYLE)),
        }
        with open(arguments.out, "w", encoding="utf-8") as file:
            file.write(source(documents))


if __name__ == "__main__":
    main()
