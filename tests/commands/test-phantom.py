#!/usr/bin/env python3
"""saltline phantom"""
from cases import main, saltline

SMALL = ["--width", 480, "--height", 360]


def the_same_seed_writes_the_same_bytes_and_the_same_truth(folder):
    first = saltline("phantom", *SMALL, "--level", "hard", "--seed", 5, "--json", "a.jpg", cwd=folder)
    second = saltline("phantom", *SMALL, "--level", "hard", "--seed", 5, "--json", "b.jpg", cwd=folder)
    assert (folder / "a.jpg").read_bytes() == (folder / "b.jpg").read_bytes()
    assert {**first.json, "photo": ""} == {**second.json, "photo": ""}
    saltline("phantom", *SMALL, "--level", "hard", "--seed", 6, "c.jpg", cwd=folder)
    assert (folder / "a.jpg").read_bytes() != (folder / "c.jpg").read_bytes()


def the_truth_is_what_was_asked_for(folder):
    truth = saltline("phantom", *SMALL, "--fill", 0.37, "--chloride", 42, "--gap", "0.1:0.15", "--gap", "0.2:0.3", "--tilt", 12,
                     "--bend-radius-mm", 50, "--json", "a.png", cwd=folder).json
    assert truth["fill_fraction"] == 0.37 and truth["chloride_mmol_l"] == 42 and truth["gaps"] == [[0.1, 0.15], [0.2, 0.3]]
    assert truth["pose"]["tilt_deg"] == 12 and truth["pose"]["bend_radius_mm"] == 50 and truth["unit_assumed"] is True
    assert len(truth["landmarks"]) == 14 and all(0 < x < 480 and 0 < y < 360 for x, y in truth["landmarks"].values())
    assert (folder / "a.png").read_bytes().startswith(b"\x89PNG")


def a_page_to_print_says_what_size_was_assumed(folder):
    assert "3 mm" in saltline("phantom", "--pdf", "page.pdf", "--fill", 0.5, cwd=folder).err
    assert (folder / "page.pdf").read_bytes().startswith(b"%PDF")


def what_cannot_be_is_refused_with_the_reason(folder):
    assert "behind the front" in saltline("phantom", *SMALL, "--fill", 0.2, "--gap", "0.1:0.4", "a.png", cwd=folder, status=2).err
    assert "outside the curve" in saltline("phantom", *SMALL, "--chloride", 900, "a.png", cwd=folder, status=2).err
    assert "--gap" in saltline("phantom", *SMALL, "--gap", "0.1", "a.png", cwd=folder, status=2).err
    assert "hard" in saltline("phantom", *SMALL, "--level", "harder", "a.png", cwd=folder, status=2).err
    assert "skin-3" in saltline("phantom", *SMALL, "--surface", "lawn", "a.png", cwd=folder, status=2).err
    saltline("phantom", *SMALL, "--fill", 1.2, "a.png", cwd=folder, status=2)
    saltline("phantom", *SMALL, "--fill", "half", "a.png", cwd=folder, status=2)
    assert "shadow" in saltline("phantom", *SMALL, "--shadow", 3, "a.png", cwd=folder, status=2).err
    saltline("phantom", *SMALL, "--noise", -1, "a.png", cwd=folder, status=2)
    saltline("phantom", *SMALL, "--jpeg", 0, "a.jpg", cwd=folder, status=2)
    saltline("phantom", "--width", 99999, "a.png", cwd=folder, status=2)
    saltline("phantom", status=2)
    assert ".png" in saltline("phantom", *SMALL, "a.bmp", cwd=folder, status=1).err
    assert "installed" in saltline("phantom", "--template", "none-such", "a.png", cwd=folder, status=1).err.lower()
    assert not list(folder.iterdir())


main(the_same_seed_writes_the_same_bytes_and_the_same_truth, the_truth_is_what_was_asked_for,
     a_page_to_print_says_what_size_was_assumed, what_cannot_be_is_refused_with_the_reason)
