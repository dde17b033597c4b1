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

PIECE = 8000  # characters of one literal: compilers need not take one of more than 65,536 bytes
HEAD = """#include "api/documents/documents.hpp"

#include <span>
#include <string>

namespace jejak {
namespace {

std::string joined(std::span<const std::string_view> pieces) {
  std::string out;
  for (const std::string_view piece : pieces) out += piece;
  return out;
}

"""


def pieces(text):
    return ",\n".join(f'R"jejak({text[at:at + PIECE]})jejak"' for at in range(0, len(text), PIECE))


def digest(text):
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def source(documents):
    out = HEAD
    for name, (_, text, _) in documents.items():
        out += f"constexpr std::string_view {name}_pieces[] = {{\n{pieces(text)}}};\n\n"
    out += "}  // namespace\n\n"
    for name, (kind, text, style) in documents.items():
        out += f"const ApiDocument& {name}_document() {{\n"
        out += f"  static const std::string text = joined({name}_pieces);\n"
        out += f"  static const ApiDocument document{{\"{kind}\", text, R\"(\"{digest(text)[:22]}\")\", \"{style}\"}};\n"
        out += "  return document;\n}\n\n"
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
