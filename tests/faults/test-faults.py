#!/usr/bin/env python3
"""What the program does when the machine fails it: a full disk, a folder that takes no files, an output that goes nowhere, and a
terminal of another century. Nothing that was said to be kept is lost, and the message says what to do."""
import json
import os
import pathlib
import random
import resource
import signal
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "commands"))
from cases import PROGRAM, main, saltline, skip  # noqa: E402


def with_a_full_disk(limit, *arguments):
    """Runs the program when no file can grow beyond `limit` bytes; writing more fails as on a full disk."""
    def fill():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, preexec_fn=fill, timeout=300)


def what_was_kept_before_the_disk_was_full_is_there_and_whole(folder):
    file = folder / "w.saltline"
    saltline("workspace", "create", file)
    kept, refused = [], 0
    chance = random.Random(7)
    for i in range(24):
        handle = f"athlete-{i}"
        limit = chance.randrange(0, 16_000)  # what is written goes into the log beside the file first
        done = with_a_full_disk(limit, "athlete", "add", handle, "--workspace", file)
        assert done.returncode in (0, 1), (limit, done.returncode, done.stderr)
        if done.returncode == 0:
            kept.append(handle)
        else:
            refused += 1
            assert done.stderr.strip(), "it failed without a word"
    assert refused, "the disk was never full: the test proves nothing"
    assert saltline("workspace", "check", file, "--json").json["ok"] is True
    there = {line["id"] for line in saltline("athlete", "list", "--workspace", file, "--json").lines}
    assert set(kept) <= there
    saltline("athlete", "add", "after-all", "--workspace", file)


def an_export_to_a_full_disk_leaves_the_old_file(folder):
    at = ["--workspace", folder / "w.saltline"]
    for i in range(30):
        saltline("athlete", "add", f"a{i}", "--mass", "70", *at)
    out = folder / "out.pdf"
    out.write_bytes(b"what was there")
    done = with_a_full_disk(2000, "phantom", "--pdf", out)
    assert done.returncode == 1 and str(out) in done.stderr
    assert out.read_bytes() == b"what was there"
    assert [entry.name for entry in folder.iterdir() if entry.name.startswith("out.pdf")] == ["out.pdf"]


def a_folder_that_takes_no_files_is_named(folder):
    nowhere = pathlib.Path("/proc/nowhere")
    for arguments in (["workspace", "create", nowhere / "w.saltline"], ["athlete", "add", "a", "--workspace", nowhere / "w.saltline"],
                      ["phantom", nowhere / "p.png"]):
        done = saltline(*arguments, status=1)
        assert "/proc/nowhere" in done.err, done.err


def an_output_that_cannot_be_written_is_not_a_success(folder):
    if not os.path.exists("/dev/full"):
        skip("there is no /dev/full here")
    with open("/dev/full", "w") as full:
        done = subprocess.run([PROGRAM, "weigh", "--before", "80", "--after", "79", "--minutes", "60", "--json"], stdout=full,
                              stderr=subprocess.PIPE, text=True, timeout=60)
    assert done.returncode == 1 and "could not be written" in done.stderr


def a_file_never_takes_the_place_of_a_closed_output(folder):
    if not os.path.exists("/proc/self/fd"):
        skip("there is no /proc here")
    table = folder / "t.csv"
    os.mkfifo(table)
    process = subprocess.Popen([PROGRAM, "fit", "--formula", "b ~ a", table], stderr=subprocess.PIPE, text=True, preexec_fn=lambda: os.close(1))
    with open(table, "w") as writing:  # waits until it is opened for reading
        assert os.readlink(f"/proc/{process.pid}/fd/1") == "/dev/null"
        writing.write("a,b\n1,2\n2,3\n3,5\n")
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 1 and "could not be written" in said, said


def json_is_utf_8_in_every_locale(folder):
    at = ["--workspace", folder / "w.saltline"]
    saltline("athlete", "add", "mia", "--name", "Mia Weiß", *at)
    for locale in ("C", "C.UTF-8", "POSIX"):
        done = subprocess.run([PROGRAM, "athlete", "show", "mia", "--json", *map(str, at)], capture_output=True, timeout=60,
                              env={**os.environ, "LC_ALL": locale})
        assert json.loads(done.stdout.decode("utf-8"))["name"] == "Mia Weiß", locale


def numbers_in_files_have_points_where_people_write_commas(folder):
    if subprocess.run(["sh", "-c", "mkdir locales && localedef -i de_DE -f UTF-8 locales/de_DE.UTF-8"], cwd=folder, capture_output=True).returncode > 1 \
            or not (folder / "locales" / "de_DE.UTF-8").is_dir():
        skip("localedef or its sources are not installed")
    german = {"LOCPATH": str(folder / "locales"), "LC_ALL": "de_DE.UTF-8"}
    (folder / "t.csv").write_text("a (fl oz);b (L/h)\n1,5;2,5\n2,5;3,5\n3,5;4,9\n4,5;5,1\n")
    saltline("phantom", "--seed", "5", "--fill", "0.41", folder / "p.png")
    assert "1,25" in saltline("weigh", "--before", "80.5", "--after", "79.25", "--minutes", "60", environment=german).out
    for arguments in (["weigh", "--before", "80.5", "--after", "79.25", "--minutes", "60"], ["fit", "--formula", "b ~ a", folder / "t.csv"],
                      ["heat", "--tdb", "35.5", "--tr", "36.5", "--rh", "50", "--v", "0.3", "--met", "2.6", "--clo", "0.5"],
                      ["read", "--calibration", "demo-lot", folder / "p.png"]):
        assert saltline(*arguments, "--json").json == saltline(*arguments, "--json", environment=german).json


main(what_was_kept_before_the_disk_was_full_is_there_and_whole, an_export_to_a_full_disk_leaves_the_old_file,
     a_folder_that_takes_no_files_is_named, an_output_that_cannot_be_written_is_not_a_success,
     a_file_never_takes_the_place_of_a_closed_output, json_is_utf_8_in_every_locale,
     numbers_in_files_have_points_where_people_write_commas)
