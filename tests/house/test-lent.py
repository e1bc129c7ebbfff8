#!/usr/bin/env python3
"""What a service only lends (store/lent.h) reaches the athlete's own view and nothing else: who may read it is a list of files."""
import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
READERS = {
    r"\bstore_lent_events\b": {"src/store/lent.c", "src/store/lent.h", "src/workspace/own-view.c", "src/workspace/own-view.h"},
    r"\blent\.event\b": {"src/store/lent.c"},
    r"\bsaltline_workspace_own_view\b": {"src/workspace/own-view.c", "src/workspace/own-view.h", "src/commands/command-own-view.c",
                                         "src/ui/own-view-panel.c"},
}


def faults():
    for path in sorted([*ROOT.glob("src/**/*.[ch]"), *ROOT.glob("src/**/*.sql")]):
        name = str(path.relative_to(ROOT))
        text = path.read_text(encoding="utf-8")
        for pattern, allowed in READERS.items():
            if name not in allowed and re.search(pattern, text):
                yield f"{name} may not read what is lent ({pattern})"


found = list(faults())
for fault in found:
    print(f"# {fault}")
print("1..1")
print(("not ok" if found else "ok") + " 1 /house/what-is-lent-reaches-the-own-view-alone")
