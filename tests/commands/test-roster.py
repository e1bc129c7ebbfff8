#!/usr/bin/env python3
"""saltline athlete, team, workspace"""
from cases import main, saltline


def an_athlete_is_added_listed_changed_deleted_and_restored(folder):
    at = ["--workspace", folder / "w.saltline"]
    added = saltline("athlete", "add", "mia", "--name", "Mia Weiß", "--mass", "61", *at, "--json").json
    assert added["id"] == "mia" and added["mass_kg"] == 61 and added["height_m"] is None
    saltline("athlete", "edit", "mia", "--height", "1.7", *at)
    assert saltline("athlete", "show", "mia", *at, "--json").json["height_m"] == 1.7
    saltline("athlete", "delete", "mia", *at)
    assert saltline("athlete", "list", *at, "--json").lines == []
    saltline("athlete", "restore", "mia", *at)
    assert len(saltline("athlete", "list", *at, "--json").lines) == 1


def the_workspace_may_be_named_before_the_command(folder):
    file = folder / "w.saltline"
    assert saltline("--workspace", file, "athlete", "add", "mia", "--name", "Mia", "--json").json["id"] == "mia"
    assert [a["id"] for a in saltline(f"--workspace={file}", "athlete", "list", "--json").lines] == ["mia"]
    assert "no command" in saltline("--workspace", file, "nothing", status=2).err


def a_name_alone_makes_a_handle(folder):
    assert saltline("athlete", "add", "--name", "Mia Weiß", "--workspace", folder / "w", "--json").json["id"].startswith("mia-wei")


def wrong_words_are_usage_and_wrong_values_are_refused(folder):
    at = ["--workspace", folder / "w.saltline"]
    assert "one of" in saltline("athlete", "remove", *at, status=2).err
    saltline("athlete", "add", "--colour", "red", *at, status=2)
    assert "pounds" in saltline("athlete", "add", "x", "--mass", "310", *at, status=1).err
    assert "YYYY" in saltline("athlete", "add", "x", "--born", "yesterday", *at, status=1).err
    assert "There is no athlete nobody" in saltline("athlete", "show", "nobody", *at, status=1).err


def teams_have_members(folder):
    at = ["--workspace", folder / "w.saltline"]
    for handle in ("mia", "bo"):
        saltline("athlete", "add", handle, *at)
    assert saltline("team", "add", "Squad", "mia", "bo", *at, "--json").json["athletes"] == ["bo", "mia"]
    assert saltline("team", "leave", "Squad", "bo", *at, "--json").json["athletes"] == ["mia"]
    assert [a["id"] for a in saltline("athlete", "list", "--team", "Squad", *at, "--json").lines] == ["mia"]


def a_workspace_is_created_once_checked_and_copied(folder):
    file, copy = folder / "w.saltline", folder / "copy.saltline"
    saltline("workspace", "create", file)
    assert "already" in saltline("workspace", "create", file, status=1).err
    assert saltline("workspace", "check", file, "--json").json["ok"] is True
    saltline("workspace", "backup", file, copy)
    assert saltline("workspace", "check", copy, "--json").json["ok"] is True
    assert "no workspace" in saltline("workspace", "check", folder / "none", status=1).err
    (folder / "text").write_text("hello" * 500)
    assert "not a Saltline workspace" in saltline("workspace", "check", folder / "text", status=1).err


def what_is_written_or_switched_is_said_as_json_too(folder):
    file = folder / "w.saltline"
    assert saltline("workspace", "create", file, "--json").json == {"file": str(file), "photos": str(folder / "w-photos")}
    assert saltline("workspace", "backup", file, folder / "copy", "--json").json["file"] == str(folder / "copy")
    assert saltline("services", "on", "--workspace", file, "--json").json["on"] is True
    saltline("athlete", "add", "ada", "--workspace", file)
    saltline("athlete", "add-event", "ada", "--kind", "weighing", "--day", "2026-03-01", "--at", "7", "--mass", 58, "--workspace", file)
    assert saltline("athlete", "undo", "ada", "--workspace", file, "--json").json["undone"]
    assert saltline("athlete", "redo", "ada", "--workspace", file, "--json").json["redone"]


def help_is_given_for_everything(folder):
    assert "athlete" in saltline("--help").out
    assert "saltline athlete add" in saltline("athlete", "add", "--help").out
    assert "create" in saltline("workspace", "--help").out


main(an_athlete_is_added_listed_changed_deleted_and_restored, the_workspace_may_be_named_before_the_command, a_name_alone_makes_a_handle,
     wrong_words_are_usage_and_wrong_values_are_refused, teams_have_members, a_workspace_is_created_once_checked_and_copied,
     what_is_written_or_switched_is_said_as_json_too,
     help_is_given_for_everything)
