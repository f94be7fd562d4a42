#!/usr/bin/env python3
"""Writes the licences of everything that is linked into the binary to a file: licenses.py FILE."""

import json
import pathlib
import subprocess
import sys

NAMES = ("license", "licence", "copying", "notice", "unlicense", "copyright")


def linked(metadata: dict) -> list[dict]:
    """The packages that the binary holds, besides our own: neither tests nor build scripts."""
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    todo, seen = [metadata["resolve"]["root"]], set()
    while todo:
        node = todo.pop()
        if node in seen:
            continue
        seen.add(node)
        for dep in nodes[node]["deps"]:
            if any(kind["kind"] is None for kind in dep["dep_kinds"]):
                todo.append(dep["pkg"])
    found = [package for package in metadata["packages"] if package["id"] in seen - {metadata["resolve"]["root"]}]
    return sorted(found, key=lambda package: (package["name"], package["version"]))


def texts(package: dict) -> list[str]:
    folder = pathlib.Path(package["manifest_path"]).parent
    files = [file for file in sorted(folder.iterdir()) if file.is_file() and file.name.lower().startswith(NAMES)]
    # Of several licences to choose from we take the shortest.
    if "OR" in package["license"].replace("/", " OR ").split():
        files = [file for file in files if "mit" in file.name.lower()] or files
    return [file.read_text(encoding="utf-8", errors="replace").strip() for file in files]


def main() -> None:
    command = ["cargo", "metadata", "--format-version", "1", "--locked"]
    packages = linked(json.loads(subprocess.run(command, check=True, capture_output=True).stdout))
    by_text: dict[str, list[str]] = {}
    bare = []
    for package in packages:
        name = f"{package['name']} {package['version']} ({package['license']})"
        found = texts(package)
        if not found:
            bare.append(name)
        for text in found:
            by_text.setdefault(text, []).append(name)
    parts = ["Lakespeak holds the following packages, whose licences ask to be told."]
    parts += [", ".join(names) + "\n\n" + text for text, names in by_text.items()]
    if bare:
        parts.append("Without a text of their own, under the terms of their identifiers:\n\n" + "\n".join(bare))
    line = "\n\n" + "=" * 80 + "\n\n"
    pathlib.Path(sys.argv[1]).write_text(line.join(parts) + "\n", encoding="utf-8")
    print(f"{len(packages)} packages, {len(by_text)} texts, {len(bare)} without")


main()
