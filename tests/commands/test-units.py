#!/usr/bin/env python3
"""What the program writes never depends on the units that a person chose to read, nor on the region"""
import sqlite3
import subprocess

from cases import main, saltline, skip

FILES = ["readings", "events", "nights", "tests"]


def american(folder):
    """The environment of somebody in the United States."""
    made = subprocess.run(["sh", "-c", "mkdir locales && localedef -i en_US -f UTF-8 locales/en_US.UTF-8"], cwd=folder, capture_output=True)
    if made.returncode > 1 or not (folder / "locales" / "en_US.UTF-8").is_dir():
        skip("localedef or its sources are not installed")
    return {"LOCPATH": str(folder / "locales"), "LC_ALL": "en_US.UTF-8"}


def prepare(folder):
    at = ["--workspace", folder / "w.saltline"]
    saltline("athlete", "add", "mia", "--mass", 61, "--height", 1.68, "--sport", "running", "--zone", "UTC", *at)
    for day, after in (("2026-06-01", 60.2), ("2026-06-08", 60.0)):
        saltline("weigh", "--athlete", "mia", "--before", 61.0, "--after", after, "--drunk-ml", 300, "--urine-ml", 0, "--minutes", 60, "--tdb", 24,
                 "--rh", 50, "--start", f"{day}T08:00:00Z", *at)
    saltline("athlete", "plan", "mia", "--day", "2030-06-01", "--at", 7, "--minutes", 90, *at)
    return at


def choose(folder, choice):
    with sqlite3.connect(folder / "w.saltline") as store:
        store.execute("INSERT INTO setting VALUES ('units', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (choice,))


def everything(folder, at, environment):
    """All that is printed and written, by its name."""
    told = {}

    def say(*words, status=0):
        result = saltline(*words, *at, status=status, environment=environment)
        told[" ".join(map(str, words))] = result.out + result.err

    hot = ["--athlete", "mia", "--sport", "running", "--minutes", 120, "--tdb", 36, "--rh", 40]
    for json in ([], ["--json"]):
        say("timeline", "--athlete", "mia", *json)
        say("predict", *hot, *json)
        say("advise", *hot, *json)
        say("athlete", "list", *json)
        say("athlete", "show", "mia", *json)
    say("weigh", "--athlete", "mia", "--before", 134.5, "--after", 60.2, "--minutes", 60, status=1)
    for table in FILES:
        path = folder / f"{table}.csv"
        saltline("export", table, "--athlete", "mia", path, *at, environment=environment)
        told[table] = path.read_bytes()
        path.unlink()
    path = folder / "mass.svg"
    saltline("export", "figure", "body-mass", "--athlete", "mia", path, *at, environment=environment)
    told["figure"] = path.read_bytes()
    return told


def files_json_and_text_are_the_same_whatever_was_chosen_and_in_every_region(folder):
    at = prepare(folder)
    there = american(folder)
    told = {}
    for choice, name in (("metric", "here"), ("us", "here"), ("us", "there"), ("region", "there")):
        choose(folder, choice)
        told[choice, name] = everything(folder, at, there if name == "there" else {"LC_ALL": "C.UTF-8"})
    first = told["metric", "here"]
    assert "kg" in first["athlete show mia"] and "pounds" in first["weigh --athlete mia --before 134.5 --after 60.2 --minutes 60"]
    for key, other in told.items():
        for name, text in first.items():
            assert other[name] == text, (key, name, text, other[name])


main(files_json_and_text_are_the_same_whatever_was_chosen_and_in_every_region)
