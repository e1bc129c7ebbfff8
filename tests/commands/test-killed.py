#!/usr/bin/env python3
"""A program that edits photos is killed at any moment: no edit that was committed is lost, and the file is whole."""
import os
import pathlib
import signal
import sqlite3
import subprocess
import time

from cases import main, saltline

KILLS = int(os.environ.get("SALTLINE_KILLS", "12"))  # 200 by hand: SALTLINE_KILLS=200 ./dev test commands/killed
EDITOR = pathlib.Path(os.environ["G_TEST_BUILDDIR"]) / "commands" / "edit-until-killed"


def rows(file, query):
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
        return database.execute(query).fetchall()


def killed_edits_are_kept_or_were_never_made(folder):
    file = folder / "w.saltline"
    photos = [folder / f"{seed}.png" for seed in range(3)]
    for seed, photo in enumerate(photos):
        saltline("phantom", "--seed", seed + 40, "--width", 480, "--height", 360, photo)
    saltline("read", "--save", "--workspace", file, *photos, status=None)
    promised, number = {}, 1
    for attempt in range(KILLS):
        child = subprocess.Popen([EDITOR, str(file), str(number)], stdout=subprocess.PIPE, text=True, env=os.environ)
        first = child.stdout.readline() if attempt % 3 else ""
        time.sleep(0.003 * (attempt * 37 % 101))
        child.send_signal(signal.SIGKILL)
        for line in (first + child.communicate()[0]).splitlines():
            photo, done = map(int, line.split())
            promised[photo] = number = done
        number += 1
        assert saltline("workspace", "check", file, "--json").json["ok"], attempt
        notes = dict(rows(file, "select id, note from photo"))
        for photo, done in promised.items():
            # An edit that is undone when the program dies can be done again: it is not lost either.
            kept = max([int(notes[photo] or 0)] + [int(row[0]) for row in rows(
                file, f"select json_extract(after, '$.note') from edit where photo = {photo} and json_extract(after, '$.note') <> ''")])
            assert kept >= done, (attempt, photo, notes, promised)
            promised[photo] = min(done, int(notes[photo] or 0))  # what is undone may be given up by the next edit
            number = max(number, kept + 1)
    assert len(promised) > 0
    assert rows(file, "select count(*), count(distinct sha256) from photo") == [(3, 3)]
    saltline("workspace", "verify", file)


main(killed_edits_are_kept_or_were_never_made)
