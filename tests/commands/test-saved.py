#!/usr/bin/env python3
"""saltline read --save, workspace demo and verify: what was read is kept, and can be computed again"""
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


main(a_saved_reading_is_the_printed_one_and_is_reproduced, a_changed_or_missing_photo_is_named,
     wrong_athletes_and_options_are_refused_before_anything_is_kept, a_killed_import_leaves_a_whole_file_and_no_photo_twice)
