#!/usr/bin/env python3
"""saltline athlete export, erase"""
import contextlib
import json
import sqlite3
import zipfile

from cases import main, saltline

NAME, TITLE = "Zaphod Improbable", "Heart of Gold intervals"


def database(file):
    return contextlib.closing(sqlite3.connect(file))


def season(folder, photo=True):
    """A workspace with an athlete, another one, a photo, events, and a snapshot."""
    file = folder / "w.saltline"
    at = ["--workspace", file]
    for handle, name in (("zaphod", NAME), ("trillian", "Tricia")):
        saltline("athlete", "add", handle, "--name", name, *at)
    saltline("team", "add", "Crew", "zaphod", "trillian", *at)
    for who in ("zaphod", "trillian"):
        saltline("athlete", "plan", who, "--day", "2026-07-01", "--at", "7", "--minutes", 60, "--title", TITLE if who == "zaphod" else "walk", *at)
    saltline("athlete", "edit-event", "zaphod", saltline("timeline", "--athlete", "zaphod", "--json", *at).json["events"][0]["id"],
             "--note", NAME, *at)
    if photo:
        saltline("phantom", "--width", 800, "--height", 600, folder / "patch.png")
        saltline("read", "--save", "--athlete", "zaphod", folder / "patch.png", *at, status=None)
    with database(file) as base:
        base.execute("UPDATE setting SET value = '0' WHERE name = 'snapshot_us'")
        base.commit()
    saltline("athlete", "list", *at)  # a snapshot was due
    assert len(list((folder / "w.saltline-snapshots").iterdir())) == 1
    return file, at


def everything_is_given_away_and_nothing_of_others(folder):
    _, at = season(folder)
    to = folder / "zaphod.zip"
    done = saltline("athlete", "export", "zaphod", to, "--json", *at).json
    with zipfile.ZipFile(to) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        text = {name: archive.read(name).decode(errors="replace") for name in names}
    assert sorted(name.split("/", 1)[1].split("/")[0] for name in names if "photos/" not in name and "tables/" not in name) == ["README.txt", "readings.csv"]
    rows = {name.split("/")[-1]: [json.loads(line) for line in text[name].splitlines()] for name in names if name.endswith(".jsonl")}
    assert [row["name"] for row in rows["athlete.jsonl"]] == [NAME]
    assert [row["source"] for row in rows["event.jsonl"]] == ["typed"]
    assert len(rows["event_edit.jsonl"]) == 2 and len(rows["team_member.jsonl"]) == 1
    assert len(rows["photo.jsonl"]) == len(rows["reading.jsonl"]) == 1
    photo = next(name for name in names if "/photos/" in name)
    with zipfile.ZipFile(to) as archive:
        assert archive.read(photo) == (folder / "patch.png").read_bytes()
    assert done["rows"] == sum(len(lines) for lines in rows.values()) and done["photos"] == 1
    assert "Tricia" not in "".join(text.values())


def a_folder_gets_the_same_and_is_never_overwritten(folder):
    _, at = season(folder)
    to = folder / "out"
    saltline("athlete", "export", "zaphod", to, *at)
    assert (to / "tables" / "athlete.jsonl").exists() and len(list((to / "photos").iterdir())) == 1
    assert "already there" in saltline("athlete", "export", "zaphod", to, *at, status=1).err
    assert saltline("athlete", "export", "zaphod", folder / "no" / "where.zip", *at, status=1).err


def the_erased_are_gone_byte_by_byte_also_from_snapshots(folder):
    file, at = season(folder)
    photos = folder / "w-photos"
    everywhere = lambda text: [path for path in folder.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]
    assert len(everywhere(NAME)) >= 2 and len(list(photos.iterdir())) == 1
    assert "--yes" in saltline("athlete", "erase", "zaphod", *at, status=2).err
    assert len(everywhere(NAME)) >= 2
    done = saltline("athlete", "erase", "zaphod", "--yes", "--json", *at).json
    assert done["photos"] == 1 and len(done["rewritten"]) == 1 and done["remaining"] == []
    for text in (NAME, TITLE, "zaphod", "Improbable"):
        assert everywhere(text) == [], text
    assert list(photos.iterdir()) == []
    for copy in (file, *(folder / "w.saltline-snapshots").iterdir()):
        with database(copy) as base:
            assert base.execute("SELECT handle FROM athlete").fetchall() == [("trillian",)]
            assert base.execute("SELECT count (*) FROM event").fetchone() == (1,)
            assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",) and base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert saltline("workspace", "check", file, "--json").json["ok"] is True
    saltline("athlete", "show", "zaphod", *at, status=1)


def what_a_service_lent_is_not_given_away_and_is_erased_with_the_rest(folder):
    file, at = season(folder, photo=False)
    lent = folder / "w.saltline-lent"
    with database(lent) as base:
        base.execute("CREATE TABLE event (athlete INTEGER, source TEXT, source_id TEXT, start_us INTEGER, body TEXT, received_us INTEGER, run INTEGER,"
                     " PRIMARY KEY (athlete, source, source_id)) STRICT, WITHOUT ROWID")
        base.execute("INSERT INTO event VALUES (1, 'strava-api', '77', 0, ?, unixepoch () * 1000000, 1)", [NAME])
        base.commit()
    saltline("athlete", "export", "zaphod", folder / "out", *at)
    given = "".join(path.read_text() for path in (folder / "out" / "tables").iterdir())
    assert "strava-api" not in given and '"77"' not in given
    saltline("athlete", "erase", "zaphod", "--yes", *at)
    assert NAME.encode() not in lent.read_bytes()


def what_cannot_be_rewritten_is_told(folder):
    _, at = season(folder, photo=False)
    (folder / "w.saltline-snapshots" / "broken.saltline").write_text(NAME * 100)
    done = saltline("athlete", "erase", "zaphod", "--yes", "--json", *at, status=1)
    assert len(done.json["remaining"]) == 1 and "broken.saltline" in done.json["remaining"][0]
    assert "something remains" in done.err


def the_deleted_can_be_erased(folder):
    _, at = season(folder, photo=False)
    saltline("athlete", "delete", "zaphod", *at)
    assert saltline("athlete", "erase", "zaphod", "--yes", "--json", *at).json["rows"] > 3
    saltline("athlete", "erase", "zaphod", "--yes", *at, status=1)


main(everything_is_given_away_and_nothing_of_others, a_folder_gets_the_same_and_is_never_overwritten,
     what_a_service_lent_is_not_given_away_and_is_erased_with_the_rest,
     the_erased_are_gone_byte_by_byte_also_from_snapshots, what_cannot_be_rewritten_is_told, the_deleted_can_be_erased)
