#!/usr/bin/env python3
"""saltline athlete plan, add-event, edit-event, delete-event, undo, redo"""
import datetime
import zoneinfo

from cases import main, saltline


def athlete(folder):
    at = ["--workspace", folder / "w.saltline"]
    saltline("athlete", "add", "mia", "--zone", "Europe/Paris", "--sport", "running", *at)
    return at


def events(at):
    return saltline("timeline", "--athlete", "mia", "--json", *at).json["events"]


def a_planned_workout_is_moved_deleted_and_brought_back(folder):
    at = athlete(folder)
    plan = saltline("athlete", "plan", "mia", "--day", "2026-07-01", "--at", "7", "--minutes", 60, "--patch", "--outdoor", "--json", *at).json
    assert plan["kind"] == "planned" and plan["start"] == "2026-07-01T07:00:00+02:00" and plan["zone"] == "Europe/Paris"
    assert plan["fields"]["patch"]["value"] == 1 and plan["fields"]["indoor"]["value"] == 0
    moved = saltline("athlete", "edit-event", "mia", plan["id"], "--at", "18:30", "--json", *at).json
    assert moved["id"] == plan["id"] and moved["start"] == "2026-07-01T18:30:00+02:00" and moved["fields"]["patch"]["value"] == 1
    saltline("athlete", "delete-event", "mia", plan["members"][0]["id"][:8], *at)
    assert events(at) == []
    assert "Undone" in saltline("athlete", "undo", "mia", *at).out
    saltline("athlete", "undo", "mia", *at)
    assert events(at)[0]["start"] == "2026-07-01T07:00:00+02:00"
    saltline("athlete", "redo", "mia", *at)
    assert events(at)[0]["start"] == "2026-07-01T18:30:00+02:00"


def the_same_is_planned_for_weeks_as_one_step(folder):
    at = athlete(folder)
    saltline("athlete", "plan", "mia", "--day", "2026-03-22", "--at", "7", "--minutes", 60, "--weeks", 2, *at)
    assert [event["start"] for event in events(at)] == ["2026-03-22T07:00:00+01:00", "2026-03-29T07:00:00+02:00"]
    saltline("athlete", "undo", "mia", *at)
    assert events(at) == []


def the_activity_takes_the_place_of_the_plan(folder):
    at = athlete(folder)
    saltline("athlete", "plan", "mia", "--day", "2026-07-01", "--at", "7", "--minutes", 60, *at)
    saltline("athlete", "add-event", "mia", "--kind", "workout", "--day", "2026-07-01", "--at", "7:40", "--minutes", 50, *at)
    plan, done = events(at)
    assert plan["done_by"] == done["id"] and done["plan"] == plan["id"]
    assert saltline("timeline", "--athlete", "mia", "--json", *at).json["gaps"] == []


def weighings_sleep_and_feelings_are_added(folder):
    at = athlete(folder)
    for words in (["weighing", "--at", "7", "--mass", 61.5], ["sleep", "--at", "23:00", "--minutes", 480],
                  ["feeling", "--at", "8", "--motivation-before", 7, "--fatigue-before", 2]):
        saltline("athlete", "add-event", "mia", "--day", "2026-07-01", "--kind", *words, *at)
    timeline = saltline("timeline", "--athlete", "mia", "--json", *at).json
    assert sorted(event["kind"] for event in timeline["events"]) == ["body_mass", "survey"]
    assert timeline["nights"][0]["date"] == "2026-07-02" and timeline["nights"][0]["asleep_s"] == 480 * 60


def after_a_workout_it_is_asked_once(folder):
    at = athlete(folder)
    ended = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=2)
    local = ended.astimezone(zoneinfo.ZoneInfo("Europe/Paris"))
    saltline("athlete", "plan", "mia", "--day", local.date(), "--at", local.strftime("%H:%M"), "--minutes", 60, "--patch", *at)
    assert saltline("athlete", "ask", "mia", *at).out == ""
    saltline("athlete", "add-event", "mia", "--kind", "workout", "--day", local.date(), "--at", local.strftime("%H:%M"), "--minutes", 60, *at)
    asked = saltline("athlete", "ask", "mia", *at).out
    assert "A patch was planned" in asked
    workout = saltline("athlete", "ask", "mia", "--json", *at).lines[0]["id"]
    assert "no answer" in saltline("athlete", "answer", "mia", workout, "perhaps", *at, status=2).err
    saltline("athlete", "answer", "mia", workout, "nothing", *at)
    assert saltline("athlete", "ask", "mia", *at).out == ""


def weighings_of_a_workout_are_a_test_and_what_can_hardly_be_is_asked(folder):
    at = athlete(folder)
    when = ["--day", "2026-07-01", "--at", "7", "--minutes", 60]
    done = saltline("athlete", "add-event", "mia", "--kind", "workout", *when, "--json", *at).json
    assert "--yes" in saltline("athlete", "edit-event", "mia", done["id"], "--before", 61, "--after", 55, *at, status=1).err
    kept = saltline("athlete", "edit-event", "mia", done["id"], "--before", 61, "--after", 60, "--drunk-ml", 200, "--json", *at).json
    assert kept["fields"]["body_mass_after_kg"]["value"] == 60 and kept["id"] == done["id"]


def wrong_words_are_usage_and_wrong_values_are_refused(folder):
    at = athlete(folder)
    assert "when?" in saltline("athlete", "plan", "mia", *at, status=2).err
    assert "no time of day" in saltline("athlete", "plan", "mia", "--day", "2026-07-01", "--at", "25", *at, status=2).err
    assert "no day" in saltline("athlete", "plan", "mia", "--day", "tomorrow", "--at", "7", *at, status=2).err
    assert "what shall be added" in saltline("athlete", "add-event", "mia", "--day", "2026-07-01", "--at", "7", *at, status=2).err
    assert "1 to 260" in saltline("athlete", "plan", "mia", "--day", "2026-07-01", "--at", "7", "--weeks", 0, *at, status=2).err
    assert "Not both" in saltline("athlete", "plan", "mia", "--day", "2026-07-01", "--at", "7", "--indoor", "--outdoor", *at, status=2).err
    assert "minutes" in saltline("athlete", "plan", "mia", "--day", "2026-07-01", "--at", "7", "--minutes", -5, *at, status=1).err
    assert "How long" in saltline("athlete", "add-event", "mia", "--kind", "workout", "--day", "2026-07-01", "--at", "7", *at, status=1).err
    assert "20 to 300" in saltline("athlete", "add-event", "mia", "--kind", "weighing", "--mass", 615, "--day", "2026-07-01", "--at", "7", *at, status=1).err
    assert "latitude" in saltline("athlete", "plan", "mia", "--day", "2026-07-01", "--at", "7", "--latitude", 48, *at, status=1).err
    assert "no event" in saltline("athlete", "delete-event", "mia", "nothing", *at, status=1).err
    assert "nothing to undo" in saltline("athlete", "undo", "mia", *at, status=1).err


main(a_planned_workout_is_moved_deleted_and_brought_back, the_same_is_planned_for_weeks_as_one_step,
     the_activity_takes_the_place_of_the_plan, weighings_sleep_and_feelings_are_added,
     after_a_workout_it_is_asked_once, weighings_of_a_workout_are_a_test_and_what_can_hardly_be_is_asked,
     wrong_words_are_usage_and_wrong_values_are_refused)
