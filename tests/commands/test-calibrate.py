#!/usr/bin/env python3
"""saltline calibrate, on photos drawn with known amounts"""
import functools
import json
import os
import pathlib
import tempfile

from cases import main, saltline

LOT = os.path.join(os.environ["SALTLINE_DATA"], "calibrations", "demo-lot.json")
LEVELS = [(0.12, 8), (0.3, 25), (0.48, 45), (0.66, 65), (0.84, 90)]


DRAWN = tempfile.TemporaryDirectory()


@functools.cache
def draw():
    """The standards, drawn once for all cases."""
    folder = pathlib.Path(DRAWN.name)
    lines = ["photo,microlitre,mmol_l"]
    for seed, (fill, mmol) in enumerate(LEVELS, 1):
        saltline("phantom", "--fill", fill, "--chloride", mmol, "--calibration", LOT, "--seed", seed, "--width", 800,
                 "--height", 600, folder / f"p{seed}.png")
        lines.append(f"p{seed}.png,{100 * fill},{mmol}")
    (folder / "s.csv").write_text("\n".join(lines) + "\n")
    return folder


def a_lot_is_calibrated_and_reads_its_own_standards(folder):
    folder = draw()
    fit = saltline("calibrate", "--template", "gx-18-arm", folder / "s.csv", "--out", folder / "lot.json", "--id", "lot-7",
                   "--area", "1.1", "--json").json
    assert fit["chloride"]["n"] == len(LEVELS) and fit["volume"]["sd_ul"] < 3, fit
    lot = json.loads((folder / "lot.json").read_text())
    assert lot["id"] == "lot-7" and lot["collection_area_cm2"] == 1.1 and lot["template"] == "gx-18-arm"
    read = saltline("read", "--calibration", folder / "lot.json", "--worn-min", "30", "--json", folder / "p3.png").json
    assert abs(read["volume"]["volume_ul"] - 48) < 2.5, read["volume"]
    assert abs(read["chloride"]["mmol_l"] - 45) < 8, read["chloride"]
    assert read["volume"]["local_rate_mg_cm2_min"] > 1


def what_is_left_out_has_a_reason_and_bad_tables_are_named(folder):
    folder = draw()
    fit = saltline("calibrate", "--template", "gx-18-arm", folder / "s.csv", "--exclude", "p2.png=bubble", "--json").json
    assert fit["chloride"]["n"] == len(LEVELS) - 1
    assert [s["excluded"] for s in fit["standards"]].count("bubble") == 1
    saltline("calibrate", "--template", "gx-18-arm", folder / "s.csv", "--exclude", "p2.png", status=2)
    saltline("calibrate", folder / "s.csv", status=2)
    (folder / "bad.csv").write_text("photo,mmol_l\np1.png,many\n")
    assert "line 2" in saltline("calibrate", "--template", "gx-18-arm", folder / "bad.csv", status=1).err
    (folder / "gone.csv").write_text("photo,mmol_l\nnone.png,10\n")
    assert "none.png" in saltline("calibrate", "--template", "gx-18-arm", folder / "gone.csv", status=1).err


main(a_lot_is_calibrated_and_reads_its_own_standards, what_is_left_out_has_a_reason_and_bad_tables_are_named)
