#!/usr/bin/env python3
"""saltline calibrate, on photos drawn with known amounts"""
import functools
import json
import os
import pathlib
import sqlite3
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


def save(folder, file, *more):
    return saltline("calibrate", "--template", "gx-18-arm", folder / "s.csv", "--id", "lot-7", "--area", "1.1", "--save", "--workspace", file,
                    "--json", *more).json


def limits_curves_and_outliers_are_told_and_figures_written(folder):
    fit = saltline("calibrate", "--template", "gx-18-arm", draw() / "s.csv", "--json", "--figures", folder / "figures").json
    assert fit["volume"]["limit_of_quantification_ul"] > fit["volume"]["limit_of_detection_ul"] > 0
    assert fit["chloride"]["limit_of_quantification_mmol_l"] > fit["chloride"]["limit_of_detection_mmol_l"] > 0
    assert len(fit["chloride"]["curves"]["logistic"]) == len(fit["chloride"]["curves"]["spline"]) == 25
    assert all(low <= high for _, low, high in fit["volume"]["curve_ci"])
    assert fit["outliers"] == [s["photo"] for s in fit["standards"] if s["outlier"]]
    assert (folder / "figures" / "chloride.svg").stat().st_size > 1000 and (folder / "figures" / "volume.csv").exists()


def a_saved_lot_is_a_versioned_calibration_and_the_same_again_is_no_new_version(folder):
    file, source = folder / "w.saltline", draw()
    first = save(source, file)
    assert (first["id"], first["version"]) == ("lot-7", "1")
    alone = saltline("calibrate", "--template", "gx-18-arm", source / "s.csv", "--json").json
    assert first["volume"] == alone["volume"] and first["chloride"] == alone["chloride"]
    assert save(source, file)["version"] == "1"
    second = save(source, file, "--exclude", "p2.png=bubble")
    assert second["version"] == "2"
    kept = saltline("workspace", "calibrations", file, "--json").json
    assert [(k["id"], k["version"]) for k in kept] == [("lot-7", "2"), ("lot-7", "1")]
    saltline("workspace", "calibrations", file, "--export", "lot-7", "--version", "1", "--out", folder / "one.json")
    one = json.loads((folder / "one.json").read_text())
    assert one["version"] == "1" and len(one["standards"]) == len(LEVELS) and one["collection_area_cm2"] == 1.1
    verdict = saltline("workspace", "verify", file, "--json").json
    assert verdict["checked"] == len(LEVELS) + 2 and verdict["differs"] == [], verdict
    saltline("calibrate", "--template", "gx-18-arm", source / "s.csv", "--save", "--version", "3", "--workspace", file, status=2)


def a_new_version_moves_dependent_readings_only_when_asked_and_history_stays(folder):
    file, source = folder / "w.saltline", draw()
    save(source, file)
    saltline("workspace", "calibrations", file, "--export", "lot-7", "--out", folder / "one.json")
    photo = folder / "athlete.png"
    saltline("phantom", "--fill", 0.4, "--chloride", 40, "--calibration", LOT, "--seed", 9, "--width", 800, "--height", 600, photo)
    before = saltline("read", "--calibration", folder / "one.json", "--worn-min", 30, "--save", "--workspace", file, "--json", photo).json
    save(source, file, "--exclude", "p3.png=spilt")
    dry = saltline("workspace", "recompute", file, "--dry-run", "--json").json
    assert dry["kept"] == 0 and len(dry["moved"]) == 1, dry
    moved = dry["moved"][0]["volume_ul"]
    assert moved["before"] == before["volume"]["volume_ul"] and moved["difference"] == moved["after"] - moved["before"] != 0
    assert abs(moved["difference_in_sd"] * before["volume"]["volume_sd_ul"] - moved["difference"]) < 1e-9
    done = saltline("workspace", "recompute", file, "--calibration", "lot-7", "--json").json
    assert done["kept"] == 1 and done["moved"] == dry["moved"]
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
        rows = database.execute("select origin, volume_ul from reading where photo in (select id from photo where name = 'athlete.png')"
                                " order by id").fetchall()
    assert rows == [("automatic", moved["before"]), ("recomputed", moved["after"])], rows
    assert saltline("workspace", "verify", file, "--json").json["differs"] == []
    assert saltline("workspace", "recompute", file, "--json").json["moved"] == []
    back = saltline("workspace", "recompute", file, "--calibration", "lot-7", "--version", "1", "--json").json
    assert back["moved"][0]["volume_ul"]["after"] == before["volume"]["volume_ul"]
    saltline("workspace", "recompute", file, "--calibration", "lot-8", status=1)
    saltline("workspace", "recompute", file, "--version", "1", status=2)


def templates_and_calibrations_go_in_and_out_byte_for_byte(folder):
    file = folder / "w.saltline"
    saltline("workspace", "create", file)
    saltline("workspace", "templates", file, "--import", "gx-18-arm")
    saltline("workspace", "templates", file, "--export", "gx-18-arm", "--out", folder / "t.json")
    assert (folder / "t.json").read_text() == pathlib.Path(os.environ["SALTLINE_DATA"], "templates", "gx-18-arm.json").read_text()
    saltline("workspace", "calibrations", file, "--import", LOT)
    assert saltline("workspace", "calibrations", file, "--json").json[0]["id"] == "demo-lot"
    (folder / "bad.json").write_text('{"format": "saltline-calibration/1"}')
    assert "bad.json" in saltline("workspace", "calibrations", file, "--import", folder / "bad.json", status=1).err
    saltline("workspace", "calibrations", file, "--export", "nothing", status=1)
    saltline("workspace", "calibrations", file, "--out", "x.json", status=2)


main(a_lot_is_calibrated_and_reads_its_own_standards, what_is_left_out_has_a_reason_and_bad_tables_are_named,
     limits_curves_and_outliers_are_told_and_figures_written,
     a_saved_lot_is_a_versioned_calibration_and_the_same_again_is_no_new_version,
     a_new_version_moves_dependent_readings_only_when_asked_and_history_stays,
     templates_and_calibrations_go_in_and_out_byte_for_byte)
