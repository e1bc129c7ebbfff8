#!/usr/bin/env python3
"""saltline read --save, workspace demo and verify: what was read is kept, and can be computed again"""
import csv
import json
import os
import signal
import sqlite3
import subprocess
import time

from cases import PROGRAM, main, saltline


KILLS = int(os.environ.get("SALTLINE_KILLS", "12"))  # 200 by hand: SALTLINE_KILLS=200 ./dev test commands/saved


def draw(path, seed, *more):
    saltline("phantom", "--seed", seed, "--width", 800, "--height", 600, *more, path)


def rows(file, query):
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
        return database.execute(query).fetchall()


def a_saved_reading_is_the_printed_one_and_is_reproduced(folder):
    file, photo = folder / "w.saltline", folder / "a.png"
    draw(photo, 3, "--fill", "0.4")
    saltline("athlete", "add", "mia", "--workspace", file)
    printed = saltline("read", "--save", "--athlete", "mia", "--workspace", file, "--calibration", "demo-lot", "--worn-min", 30,
                       "--json", photo).json
    again = saltline("read", "--save", "--athlete", "mia", "--workspace", file, "--calibration", "demo-lot", "--worn-min", 30,
                     "--json", photo).json
    assert printed == again
    assert rows(file, "select count(*), sum(width) from photo") == [(1, 800)]
    (kept,) = rows(file, "select fill, volume_ul, rate, chloride from photo join reading on reading.id = photo.reading")
    assert kept == (printed["volume"]["fill_fraction"], printed["volume"]["volume_ul"], printed["volume"]["local_rate_mg_cm2_min"],
                    printed["chloride"]["mmol_l"])
    verdict = saltline("workspace", "verify", file, "--json").json
    assert verdict["checked"] == 1 and verdict["differs"] == [], verdict


def photos_of_one_patch_are_combined_kept_and_verified(folder):
    file, photos = folder / "w.saltline", [folder / "a.png", folder / "b.png"]
    for seed, photo in zip((7, 8), photos):
        draw(photo, seed, "--fill", "0.5", "--chloride", "40")
    command = ("read", "--save", "--same-patch", "--workspace", file, "--calibration", "demo-lot", "--worn-min", 40, "--json", *photos)
    lines = [json.loads(line) for line in saltline(*command).out.splitlines()]
    one, other, together = lines
    sds = [reading["volume"]["sd"] for reading in (one, other)]
    low, high = sorted(reading["volume"]["fill_fraction"] for reading in (one, other))
    assert low <= together["volume"]["fill_fraction"] <= high
    assert together["volume"]["contradicts"] or together["volume"]["sd"] < min(sds), together
    assert together["volume"]["volume_ul"] and together["volume"]["local_rate_mg_cm2_min"]
    # Again: nothing new.
    assert json.loads(saltline(*command).out.splitlines()[-1])["patch"] == together["patch"]
    assert rows(file, "select count(distinct patch), count(*) from photo") == [(1, 2)]
    verdict = saltline("workspace", "verify", file, "--json").json
    assert verdict["checked"] == 3 and verdict["differs"] == [], verdict
    table = folder / "t.csv"
    saltline("export", "readings", "--workspace", file, table)
    with table.open(newline="") as text:
        kept = list(csv.DictReader(text))
    assert [row["patch_photos"] for row in kept] == ["2", "2"]
    assert float(kept[0]["patch_fill_fraction"]) == together["volume"]["fill_fraction"]
    # What was tampered with is named.
    with sqlite3.connect(file) as database:
        database.execute("update combined set result = replace(result, '\"photos\"', '\"pictures\"')")
    assert "pictures" in saltline("workspace", "verify", file, status=1).out
    saltline("read", "--same-patch", *photos, status=2)


def a_changed_or_missing_photo_is_named(folder):
    file, photo = folder / "w.saltline", folder / "a.png"
    draw(photo, 4)
    saltline("read", "--save", "--workspace", file, photo)
    (stored,) = (folder / "w-photos").iterdir()
    whole = stored.read_bytes()
    draw(photo, 5)
    stored.write_bytes(photo.read_bytes())
    assert "changed after it was imported" in saltline("workspace", "verify", file, status=1).out
    stored.unlink()
    assert "missing" in saltline("workspace", "check", file, status=1).out
    assert "gone" in saltline("workspace", "verify", file, status=1).out
    stored.write_bytes(whole)
    saltline("workspace", "verify", file)


def wrong_athletes_and_options_are_refused_before_anything_is_kept(folder):
    file, photo = folder / "w.saltline", folder / "a.png"
    draw(photo, 6)
    assert "no athlete nobody" in saltline("read", "--save", "--athlete", "nobody", "--workspace", file, photo, status=1).err
    saltline("read", "--athlete", "mia", photo, status=2)
    assert rows(file, "select count(*) from photo") == [(0,)]


def a_killed_import_leaves_a_whole_file_and_no_photo_twice(folder):
    file = folder / "w.saltline"
    photos = [folder / f"{seed}.png" for seed in range(5)]
    for seed, photo in enumerate(photos):
        draw(photo, seed + 20)
    for attempt in range(KILLS):
        child = subprocess.Popen([PROGRAM, "read", "--save", "--json", "--workspace", str(file), *map(str, photos)],
                                 stdout=subprocess.PIPE, text=True, env=os.environ)
        printed = []
        # Ended at another moment each time: between two photos, or inside one.
        for line in child.stdout:
            printed.append(line)
            if len(printed) > attempt % len(photos):
                break
        time.sleep(0.007 * (attempt % 40))
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        assert saltline("workspace", "check", file, "--json").json["ok"], attempt
        assert rows(file, "select count(*) from (select sha256 from photo group by sha256 having count(*) > 1)") == [(0,)]
        # A line is printed before its photo is kept; those before it are kept for certain.
        assert rows(file, "select count(*) from photo where reading is not null")[0][0] >= len(printed) - 1
    saltline("read", "--save", "--workspace", file, *photos, status=None)
    assert rows(file, "select count(*) from photo") == [(len(photos),)]
    saltline("workspace", "verify", file)


main(a_saved_reading_is_the_printed_one_and_is_reproduced, photos_of_one_patch_are_combined_kept_and_verified,
     a_changed_or_missing_photo_is_named,
     wrong_athletes_and_options_are_refused_before_anything_is_kept, a_killed_import_leaves_a_whole_file_and_no_photo_twice)
