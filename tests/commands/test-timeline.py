#!/usr/bin/env python3
"""saltline inspect, import, timeline"""
import json
import shutil
import struct

from cases import SHARED, main, saltline, skip

GPX = """<gpx version="1.1" creator="test"><trk><type>running</type><trkseg>{}</trkseg></trk></gpx>"""
POINT = '<trkpt lat="{:.4f}" lon="2"><time>2026-03-0{}T{:02}:{:02}:00Z</time></trkpt>'
FIT_EPOCH = 631065600
EVENT_KEYS = ["kind", "sport", "start", "end", "elapsed_s", "timer_s", "distance_m", "records", "source", "device"]


def track(path, day=1, hour=6, minutes=30):
    path.write_text(GPX.format("".join(POINT.format(48 + m / 500, day, hour, m) for m in range(minutes))))
    return path


def athlete(folder):
    at = ["--workspace", folder / "w.saltline"]
    saltline("athlete", "add", "mia", "--zone", "Europe/Paris", *at)
    return ["--athlete", "mia", *at]


def inspect_prints_one_object_for_each_file_in_their_order(folder):
    first, empty = track(folder / "a.gpx"), folder / "b.fit"
    empty.write_bytes(b"")
    result = saltline("inspect", "--json", first, empty, status=1)
    assert [line["file"] for line in result.lines] == [str(first), str(empty)]
    good, bad = result.lines
    assert list(good) == ["file", "format", "ok", "reason", "flags", "events"]
    assert list(good["events"][0]) == EVENT_KEYS
    assert good["ok"] and good["events"][0]["elapsed_s"] == 29 * 60 and good["events"][0]["timer_s"] is None
    assert not bad["ok"] and bad["format"] == "empty" and bad["reason"] and bad["events"] == []


def the_same_file_twice_and_its_copy_change_nothing(folder):
    who = athlete(folder)
    first = track(folder / "a.gpx")
    assert saltline("import", *who, "--json", first).json["added"] == 1
    copy = shutil.copy(first, folder / "copy.gpx")
    again = saltline("import", *who, "--json", first, copy).lines
    assert [(line["added"], line["updated"], line["unchanged"]) for line in again] == [(0, 0, 1)] * 2
    assert len(saltline("timeline", *who, "--json").json["events"]) == 1


def a_timeline_has_the_athletes_clock_and_says_where_values_come_from(folder):
    who = athlete(folder)
    saltline("import", *who, track(folder / "a.gpx"), track(folder / "b.gpx", hour=9))
    timeline = saltline("timeline", *who, "--json").json
    assert list(timeline) == ["athlete", "events", "nights", "gaps", "suggestions"]
    event = timeline["events"][0]
    assert event["start"] == "2026-03-01T07:00:00+01:00" and event["zone"] == "Europe/Paris"
    assert event["fields"]["elapsed_s"]["value"] == 29 * 60
    member = event["members"][0]
    assert event["fields"]["elapsed_s"]["from"] == f"{member['source']} {member['id']}"
    assert "distance_m" in member["fields"]
    assert [gap["length"] for gap in timeline["gaps"]] == ["short"]


def days_are_the_athletes_days(folder):
    who = athlete(folder)
    saltline("import", *who, track(folder / "a.gpx", day=1), track(folder / "b.gpx", day=1, hour=23), track(folder / "c.gpx", day=3))
    found = saltline("timeline", *who, "--from", "2026-03-02", "--to", "2026-03-02", "--json").json["events"]
    assert [event["start"] for event in found] == ["2026-03-02T00:00:00+01:00"]


def weighings_of_a_table_are_mapped(folder):
    who = athlete(folder)
    table = folder / "w.csv"
    table.write_text("Wann;Wieviel\n2026-03-01 07:00;72,4\n")
    saltline("import", *who, table, status=1)
    assert saltline("import", *who, "--map", "time=Wann,body_mass_kg=Wieviel", "--json", table).json["added"] == 1
    event = saltline("timeline", *who, "--json").json["events"][0]
    assert event["kind"] == "body_mass" and event["fields"]["body_mass_kg"]["value"] == 72.4
    assert event["start"] == "2026-03-01T07:00:00+01:00"


def wrong_usage_is_said(folder):
    assert "no file" in saltline("inspect", status=2).err
    assert "whose" in saltline("import", "x", status=2).err
    assert "whose" in saltline("timeline", status=2).err
    assert "no day" in saltline("timeline", "--athlete", "mia", "--from", "yesterday", status=2).err
    assert "time zone" in saltline("inspect", "--zone", "Moon/Tycho", "x", status=2).err
    saltline("timeline", "--athlete", "nobody", "--workspace", folder / "w", status=1)
    saltline("inspect", folder / "absent.fit", status=1)


def real_files_merge_into_one_timeline_in_any_order(folder):
    here = SHARED / "activities"
    if not here.exists():
        skip("../shared is not here")
    files = [here / "fit/connectstats__activity_4018408912.fit", here / "garmin_connect/connectstats__last_modern_search_0.json",
             here / "strava/connectstats__last_strava_search_0.json", here / "made/apple_export_traps.zip"]
    timelines = []
    for number, order in enumerate((files, files[::-1])):
        sub = folder / str(number)
        sub.mkdir()
        who = athlete(sub)
        for file in order:
            saltline("import", *who, file)
        timelines.append(saltline("timeline", *who, "--json").json)
    assert timelines[0] == timelines[1]
    assert max(len(event["members"]) for event in timelines[0]["events"]) == 4
    night = timelines[0]["nights"][0]
    assert night["date"] == "2026-03-29" and night["asleep_s"] == 8880 + 6300 + 8460 and night["awake_s"] == 2700


def everything_a_second_time_changes_nothing(folder):
    here = SHARED / "activities"
    if not here.exists():
        skip("../shared is not here")
    who = athlete(folder)
    files = [here / "fit/python-fitparse__nick.fit", here / "tcx", here / "gpx", here / "made", here / "garmin_connect", here / "strava",
             here / "apple_health", here / "oura", here / "fitbit"]
    saltline("import", *who, *files, status=None)
    first = saltline("timeline", *who, "--json").json
    again = saltline("import", *who, "--json", *files, status=None).lines
    assert sum(line["unchanged"] for line in again) > 200
    assert [(line["added"], line["updated"]) for line in again] == [(0, 0)] * len(files)
    assert saltline("timeline", *who, "--json").json == first


def a_map_may_name_columns_that_hold_commas(folder):
    who = athlete(folder)
    table = folder / "w.csv"
    table.write_text('"Nom, prénom","Date, heure","Poids, à jeun"\nMia,03/04/2026 07:00,"70.2"\nMia,23/04/2026 07:00,"70.4"\n')
    columns = "time=Date, heure,body_mass_kg=Poids, à jeun"
    assert saltline("import", *who, "--map", columns, "--json", table).json["added"] == 2
    assert saltline("timeline", *who, "--json").json["events"][0]["start"] == "2026-04-03T07:00:00+02:00"
    shared = saltline("import", *who[2:], "--map", f'athlete="Nom, prénom",{columns}', "--json", table).lines
    assert sum(line["unchanged"] for line in shared) == 2


def several_at_once_say_what_became_of_each_and_are_undone_as_one(folder):
    who = athlete(folder)
    good, bad = track(folder / "good.gpx"), folder / "bad.fit"
    bad.write_bytes(b"\x7fELF" + bytes(60))
    (folder / "watch").mkdir()
    track(folder / "watch" / "a.gpx", day=2)
    track(folder / "watch" / "b.gpx", day=3)
    result = saltline("import", *who, good, bad, good, folder / "watch", status=1)
    assert f"{bad}: " in result.err and "good.gpx" not in result.err, result.err
    assert "All 4: 3 new, 0 updated, 1 as before" in result.out and "1 could not be read" in result.out, result.out
    assert len(saltline("timeline", *who, "--json").json["events"]) == 3
    assert "Import 4 files" in saltline("athlete", "undo", "mia", *who[2:]).out
    assert saltline("timeline", *who, "--json").json["events"] == []
    saltline("athlete", "redo", "mia", *who[2:])
    assert len(saltline("timeline", *who, "--json").json["events"]) == 3
    lines = saltline("import", *who, "--json", good, bad, good, folder / "watch", status=1).lines
    assert [line["added"] for line in lines] == [0, 0, 0, 0] and [line["ok"] for line in lines] == [True, False, True, True]


def monitoring(path, *rows, offset_s=3600):
    """A file of a watch's monitoring: (unix time, steps since midnight), walked."""
    time = struct.pack("<I", rows[0][0] - FIT_EPOCH)
    data = bytes.fromhex("40 0000 0000 01 000100 00 20 41 0000 6700 02 FD0486 000486") + b"\1" + time + struct.pack("<I", rows[0][0] - FIT_EPOCH + offset_s)
    data += bytes.fromhex("42 0000 3700 03 FD0486 050100 030486")
    for at, steps in rows:
        data += b"\2" + struct.pack("<IBI", at - FIT_EPOCH, 6, steps)
    path.write_bytes(struct.pack("<BBHI4sH", 14, 0x10, 0, len(data), b".FIT", 0) + data + b"\0\0")
    return path


def a_day_of_the_account_and_of_the_watch_is_one_in_either_order(folder):
    midnight = 1772406000  # 2 March 2026 in Paris
    parts = [monitoring(folder / "a.fit", (midnight + 60, 0), (midnight + 30000, 4000)),
             monitoring(folder / "b.fit", (midnight + 30060, 4010), (midnight + 80000, 9000)),
             monitoring(folder / "c.fit", (midnight + 86460, 0), (midnight + 90000, 12))]
    account = folder / "UDSFile_2026-03-01_2026-06-01.json"
    account.write_text(json.dumps([{"calendarDate": "2026-03-02", "totalSteps": 9321, "restingHeartRate": 44,
                                    "wellnessStartTimeGmt": "2026-03-01T23:00:00.0", "wellnessEndTimeGmt": "2026-03-02T23:00:00.0",
                                    "wellnessStartTimeLocal": "2026-03-02T00:00:00.0", "wellnessEndTimeLocal": "2026-03-03T00:00:00.0"}]))
    seen = []
    for i, order in enumerate(([account, *parts], [*reversed(parts), account], [parts[1], account, parts[0], parts[2]])):
        sub = folder / str(i)
        sub.mkdir()
        who = athlete(sub)
        saltline("import", *who, *order)
        seen.append(saltline("timeline", *who, "--json").json)
    assert seen[0] == seen[1] == seen[2]
    day, next_day = seen[0]["events"]
    assert len(day["members"]) == 3 and len(next_day["members"]) == 1, seen[0]
    assert day["start"] == "2026-03-02T00:00:00+01:00" and day["end"] == "2026-03-03T00:00:00+01:00"
    assert day["fields"]["steps"] == {"value": 9321, "from": "garmin-connect day:2026-03-02"}, day["fields"]["steps"]
    assert day["fields"]["resting_heart_rate_bpm"]["value"] == 44


main(inspect_prints_one_object_for_each_file_in_their_order, the_same_file_twice_and_its_copy_change_nothing,
     a_timeline_has_the_athletes_clock_and_says_where_values_come_from, days_are_the_athletes_days, weighings_of_a_table_are_mapped,
     wrong_usage_is_said, real_files_merge_into_one_timeline_in_any_order, everything_a_second_time_changes_nothing,
     several_at_once_say_what_became_of_each_and_are_undone_as_one, a_day_of_the_account_and_of_the_watch_is_one_in_either_order, a_map_may_name_columns_that_hold_commas)
