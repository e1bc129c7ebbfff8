#!/usr/bin/env python3
"""The house keeps what it promises: every file with text for people is listed for translators, the manifest for Flatpak
names the libraries that the build asks for, what the desktop reads is valid."""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
TEXT = re.compile(r'\b(?:N?C?_|ngettext|g_dngettext|NC_)\s*\(\s*"|translatable="(?:yes|true)"')


def untranslatable_files():
    listed = {line.strip() for line in (ROOT / "po/POTFILES.in").read_text().splitlines()
              if line.strip() and not line.startswith("#")}
    for name in sorted(listed):
        if not (ROOT / name).exists():
            yield f"po/POTFILES.in lists {name}, which does not exist"
    for path in sorted([*ROOT.glob("src/**/*.[ch]"), *ROOT.glob("src/**/*.ui"), *ROOT.glob("data/**/*.ui")]):
        name = str(path.relative_to(ROOT))
        if name not in listed and TEXT.search(path.read_text(encoding="utf-8")):
            yield f"{name} has text for people and is not in po/POTFILES.in"


def manifest_faults():
    manifest = json.loads((ROOT / "flatpak/io.github.saltline.Saltline.json").read_text())
    provided = set()
    for module in manifest["modules"]:
        provided.update(module.get("x-provides", []))
    # The GNOME runtime brings these.
    provided |= set(manifest["x-runtime-provides"])
    for path in [ROOT / "meson.build", *ROOT.glob("src/*/meson.build")]:
        for name in re.findall(r"dependency\('([^']+)'", path.read_text()):
            if name not in provided:
                yield f"{path.relative_to(ROOT)} asks for {name}; the Flatpak manifest does not provide it"


def command_faults(*command):
    if shutil.which(command[0]) is None:
        return
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        yield f"{' '.join(command)}: {done.stdout}{done.stderr}".strip()


def desktop_faults():
    """The validator wants the final name; nothing in the file is translated to check it."""
    with tempfile.TemporaryDirectory() as folder:
        entry = pathlib.Path(folder) / "io.github.saltline.Saltline.desktop"
        shutil.copy(ROOT / "data/io.github.saltline.Saltline.desktop.in", entry)
        yield from command_faults("desktop-file-validate", str(entry))


def schema_faults():
    steps = sorted(path.name for path in (ROOT / "src/store/schema").glob("*.sql"))
    for place, name in enumerate(steps, 1):
        if not name.startswith(f"{place:03}-"):
            yield f"schema step {place} is {name}: steps are numbered 001, 002 … without gaps, each number once"


def lists_that_name_a_thing_twice():
    """Two branches that add the same line make no conflict, and no compiler sees it."""
    lists = [(path, r"files\(([^)]*)\)") for path in ROOT.glob("src/*/meson.build")]
    lists += [(path, r"foreach name : \[([^]]*)\]") for path in ROOT.glob("tests/*/meson.build")]
    lists += [(path, r"(<gresources>.*</gresources>)") for path in ROOT.glob("src/*/*.gresource.xml")]
    lists += [(ROOT / "src/commands/commands-table.h", r"(.*)")]
    for path, pattern in lists:
        for body in re.findall(pattern, path.read_text(), re.DOTALL):
            names = re.findall(r"'([^']+)'|>([^<>\s]+)</file>|^COMMAND \(\"(\w+)\"|^(\S+\.(?:c|h|ui|in))$", body, re.MULTILINE)
            flat = ["".join(name) for name in names]
            for name in sorted({name for name in flat if flat.count(name) > 1}):
                yield f"{path.relative_to(ROOT)} names {name} twice"


CASES = {
    "every-file-with-text-is-listed-for-translators": untranslatable_files,
    "flatpak-manifest-provides-every-dependency": manifest_faults,
    "schema-steps-are-numbered-without-gaps": schema_faults,
    "no-list-names-a-thing-twice": lists_that_name_a_thing_twice,
    "desktop-entry-is-valid": desktop_faults,
    "metainfo-is-valid": lambda: command_faults("appstreamcli", "validate", "--no-net",
                                                "data/io.github.saltline.Saltline.metainfo.xml.in"),
}

print(f"1..{len(CASES)}")
for number, (name, faults) in enumerate(CASES.items(), 1):
    found = list(faults())
    for fault in found:
        for line in fault.splitlines():
            print(f"# {line}")
    print(f"{'not ok' if found else 'ok'} {number} /house/{name}")
