#!/usr/bin/env python3
"""saltline export"""
import csv

from cases import main, saltline

GPX = """<?xml version="1.0"?>
<gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1"><trk><name>Loop</name><type>running</type><trkseg>
<trkpt lat="47.0" lon="8.0"><ele>400</ele><time>2026-03-01T07:00:00Z</time></trkpt>
<trkpt lat="47.01" lon="8.0"><ele>410</ele><time>2026-03-01T07:10:00Z</time></trkpt>
<trkpt lat="47.02" lon="8.0"><ele>405</ele><time>2026-03-01T07:20:00Z</time></trkpt></trkseg></trk></gpx>
"""


def workspace_of_two(folder):
    """Mia ran and was weighed; of Bo nothing is known, not even the mass."""
    at = ["--workspace", folder / "w.saltline"]
    saltline("athlete", "add", "mia", "--name", "Mia, M.", "--mass", "61", "--zone", "Europe/Zurich", *at)
    saltline("athlete", "add", "bo", *at)
    (folder / "loop.gpx").write_text(GPX)
    saltline("import", "--athlete", "mia", folder / "loop.gpx", *at)
    saltline("weigh", "--before", "61.0", "--after", "60.2", "--drunk-ml", "300", "--minutes", "60", "--athlete", "mia", *at)
    return at


def rows_of(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def events_are_exported_with_who_told_them_on_the_athletes_clock(folder):
    at = workspace_of_two(folder)
    done = saltline("export", "events", "--athlete", "mia", folder / "events.csv", *at, "--json").json
    rows = rows_of(folder / "events.csv")
    assert done["rows"] == len(rows) == 2
    run = next(row for row in rows if row["kind"] == "workout")
    assert run["start"] == "2026-03-01T08:00:00+01:00" and run["sport"] == "running" and run["elapsed_s"] == "1200"
    assert run["told_by"].startswith("gpx ")
    assert float(next(row for row in rows if row["kind"] == "lab_trial")["body_mass_after_kg"]) == 60.2


def days_limit_what_is_exported(folder):
    at = workspace_of_two(folder)
    for span, n in ((["--to", "2026-02-28"], 0), (["--from", "2026-03-01", "--to", "2026-03-01"], 1)):
        assert saltline("export", "events", "--athlete", "mia", *span, folder / "events.csv", *at, "--json").json["rows"] == n
    assert "is no day" in saltline("export", "events", "--from", "yesterday", folder / "events.csv", *at, status=2).err


def tests_of_everybody_name_who_is_missing(folder):
    at = workspace_of_two(folder)
    done = saltline("export", "tests", folder / "tests.csv", *at)
    (row,) = rows_of(folder / "tests.csv")
    assert row["athlete"] == "mia" and row["kind"] == "weighing" and abs(float(row["rate_l_per_h"]) - 1.1) < 0.1
    assert "body mass of bo" in done.err
    saltline("export", "tests", "--athlete", "bo", folder / "bo.csv", *at, status=1)
    assert not (folder / "bo.csv").exists()


def readings_are_exported_with_what_they_were_read_by(folder):
    at = workspace_of_two(folder)
    saltline("phantom", "--seed", "5", "--fill", "0.4", folder / "p.png")
    saltline("read", "--save", "--athlete", "mia", folder / "p.png", *at)
    assert saltline("export", "readings", "--athlete", "bo", folder / "r.csv", *at, "--json").json["rows"] == 0
    saltline("export", "readings", folder / "r.csv", *at)
    (row,) = rows_of(folder / "r.csv")
    assert row["athlete"] == "mia" and abs(float(row["fill_fraction"]) - 0.4) < 0.01 and row["template"] and row["program_version"]
    saltline("export", "overlays", folder / "overlays", *at)
    assert (folder / "overlays" / "p-overlay.png").read_bytes().startswith(b"\x89PNG")


def figures_are_drawn_in_every_form_and_alike_each_time(folder):
    at = workspace_of_two(folder)
    for form in ("svg", "pdf", "png", "csv"):
        path = folder / f"f.{form}"
        saltline("export", "figure", "rates", "--athlete", "mia", path, *at)
        first = path.read_bytes()
        saltline("export", "figure", "rates", "--athlete", "mia", path, *at)
        assert first == path.read_bytes() and len(first) > 50
    assert "Nothing of sleep" in saltline("export", "figure", "sleep", "--athlete", "mia", folder / "s.svg", *at, status=1).err
    assert not (folder / "s.svg").exists()


def a_report_has_pages_also_for_whom_nothing_is_known(folder):
    at = workspace_of_two(folder)
    for who in ("mia", "bo"):
        done = saltline("export", "report", "--athlete", who, folder / f"{who}.pdf", *at, "--json").json
        assert done["pages"] >= 1 and (folder / f"{who}.pdf").read_bytes().startswith(b"%PDF")


def wrong_words_are_usage(folder):
    at = ["--workspace", folder / "w.saltline"]
    saltline("export", *at, status=2)
    assert "one of" in saltline("export", "everything", "x.csv", *at, status=2).err
    assert ".csv" in saltline("export", "events", "x.pdf", *at, status=2).err
    assert "--athlete" in saltline("export", "report", "x.pdf", *at, status=2).err
    assert "metric always" in saltline("export", "events", folder / "x.csv", "--units", "us", *at, status=2).err
    assert "imperial" in saltline("export", "report", "--athlete", "mia", "x.pdf", "--units", "imperial", *at, status=2).err
    assert "There is no figure" in saltline("export", "figure", "sun", "x.pdf", "--athlete", "a", *at, status=2).err
    assert "cannot be written" in saltline("export", "events", folder / "none" / "x.csv", *at, status=1).err


main(events_are_exported_with_who_told_them_on_the_athletes_clock, days_limit_what_is_exported, tests_of_everybody_name_who_is_missing,
     readings_are_exported_with_what_they_were_read_by, figures_are_drawn_in_every_form_and_alike_each_time,
     a_report_has_pages_also_for_whom_nothing_is_known, wrong_words_are_usage)
