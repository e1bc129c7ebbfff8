#!/usr/bin/env python3
"""saltline read: many photos, good and bad"""
import json
import os
import signal
import struct
import subprocess
import time
import zlib

from cases import PROGRAM, SHARED, main, saltline, skip

KEYS = ["photo", "sha256", "status", "reason", "flags", "template", "calibration", "registration", "volume", "chloride"]


def plain_png(path, width=320, height=240, rgb=(181, 140, 110)):
    """A photo of skin and nothing else."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = (b"\0" + bytes(rgb) * width) * height
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
                     + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
    return path


def a_real_photo():
    path = SHARED / "patch" / "photos" / "forearm-30min.jpg"
    if not path.exists():
        skip("../shared is not here")
    return path


def every_photo_gets_its_line_in_order_also_when_it_is_none(folder):
    empty, text = folder / "empty.jpg", folder / "table.heic"
    empty.touch()
    text.write_text("photo,microlitre\n")
    photos = [plain_png(folder / "skin.png"), empty, folder / "absent.jpg", text, folder]
    lines = saltline("read", "--json", *photos, status=1).lines
    assert [line["photo"] for line in lines] == [str(photo) for photo in photos]
    for line in lines:
        assert list(line) == KEYS, list(line)
        assert line["status"] == "refused" and line["reason"] and line["volume"] is None and line["chloride"] is None
    assert [line["sha256"] is None for line in lines] == [False, False, True, False, True]
    for line in lines[1:]:
        assert line["photo"] in line["reason"], line["reason"]


def words_say_the_same_as_json(folder):
    plain_png(folder / "skin.png")
    done = saltline("read", "skin.png", cwd=folder, status=1)
    assert done.out.startswith("skin.png: refused\n  Reason"), done.out
    assert done.err == ""


def wrong_usage_says_what_is_wrong(folder):
    photo = plain_png(folder / "skin.png")
    assert "which photos" in saltline("read", status=2).err
    for minutes in ("0", "-5", "nan", "soon", "1e9"):
        assert "worn-min" in saltline("read", "--worn-min", minutes, photo, status=2).err
    assert "gx-18-arm" in saltline("read", "--template", "no-such", photo, status=2).err
    assert "no-such-lot" in saltline("read", "--calibration", "no-such-lot", photo, status=2).err
    marks = folder / "marks.json"
    marks.write_text('{"bxo-1": [1, 2]}')
    assert "bxo-1" in saltline("read", "--landmarks", marks, photo, status=2).err
    saltline("read", "--colour", photo, status=2)
    assert "PHOTO" in saltline("read", "--help").out


def an_overlay_is_written_beside_and_never_over_a_photo(folder):
    photo, other = plain_png(folder / "a.png"), plain_png(folder / "b.png")
    before = photo.read_bytes()
    assert "replace the photo" in saltline("read", photo, "--overlay", photo, status=2).err
    assert photo.read_bytes() == before
    saltline("read", photo, "--overlay", folder / "out.png", status=1)
    assert (folder / "out.png").read_bytes().startswith(b"\x89PNG")
    saltline("read", photo, other, "--overlay", folder / "drawn", status=1)
    assert sorted(p.name for p in (folder / "drawn").iterdir()) == ["a-overlay.png", "b-overlay.png"]
    assert "folder" in saltline("read", photo, other, "--overlay", folder / "out.png", status=2).err
    assert "no folder" in saltline("read", photo, "--overlay", folder / "nowhere" / "out.png", status=1).err


def a_photo_read_twice_gives_the_same_bits(folder):
    photo = a_real_photo()
    once, twice = saltline("read", "--json", photo, photo, status=None).lines
    assert once == twice
    assert once["status"] != "refused", once["reason"]
    assert abs(once["volume"]["fill_fraction"] - 0.320) < 0.02
    again = saltline("read", "--json", photo, status=None, environment={"LC_ALL": "de_DE.UTF-8"}).lines[0]
    assert again == once


def two_patches_in_one_photo_are_refused_also_where_one_goes_round_the_arm(folder):
    for seed in (700008, 700047):
        photo = folder / f"two-{seed}.jpg"
        saltline("phantom", "--level", "easy", "--seed", seed, "--two", "--scale", 22, photo)
        assert "two patches" in saltline("read", "--json", photo, status=1).json["reason"]


def landmarks_of_a_person_are_taken_as_they_are(folder):
    photo = a_real_photo()
    found = saltline("read", "--json", photo, status=None).lines[0]["registration"]["landmarks"]
    marks = folder / "marks.json"
    marks.write_text(json.dumps({photo.name: {"box-3": found["box-3"]}}))
    line = saltline("read", "--json", "--landmarks", marks, photo, status=None).lines[0]
    assert line["registration"]["landmarks"]["box-3"] == found["box-3"]
    assert "manual_landmarks" in line["flags"]


def an_interrupted_batch_leaves_whole_lines(folder):
    photo = plain_png(folder / "skin.png", 1600, 1200)
    running = subprocess.Popen([PROGRAM, "read", "--json", *[str(photo)] * 3000], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               text=True, env=os.environ)
    first = running.stdout.readline()
    running.send_signal(signal.SIGINT)
    started = time.monotonic()
    out, err = running.stdout.read(), running.stderr.read()
    running.wait(timeout=60)
    assert time.monotonic() - started < 20
    lines = [json.loads(line) for line in [first, *out.splitlines()]]
    assert 1 <= len(lines) < 3000
    assert running.returncode == 1 and f"{len(lines)} of 3000" in err, err


main(every_photo_gets_its_line_in_order_also_when_it_is_none, words_say_the_same_as_json, wrong_usage_says_what_is_wrong,
     two_patches_in_one_photo_are_refused_also_where_one_goes_round_the_arm,
     an_overlay_is_written_beside_and_never_over_a_photo, a_photo_read_twice_gives_the_same_bits,
     landmarks_of_a_person_are_taken_as_they_are, an_interrupted_batch_leaves_whole_lines)
