#!/usr/bin/env python3
"""saltline predict, advise, weigh --athlete"""
from cases import main, saltline


def squad(folder, *more):
    at = ["--workspace", folder / "w.saltline"]
    saltline("athlete", "add", "mia", "--name", "Mia", "--mass", 61, "--height", 1.7, "--sport", "running", "--born", "1998-05-05", *more, *at)
    return at


def weigh(at, day, minutes=75, after=60.4):
    saltline("weigh", "--athlete", "mia", "--before", 61.5, "--after", after, "--drunk-ml", 500, "--urine-ml", 0, "--minutes", minutes,
             "--tdb", 22, "--rh", 55, "--start", f"2026-11-{day:02}T10:00:00Z", *at)


def predict(at, *more, **options):
    return saltline("predict", "--athlete", "mia", "--minutes", 90, "--tdb", 24, "--rh", 50, *more, *at, "--json", **options).json


def tests_narrow_the_prediction_and_move_it(folder):
    at = squad(folder)
    anybody = predict(at)
    assert not anybody["valid"] and anybody["tests"] == 0 and anybody["athlete_factor"] == 1
    weigh(at, 1)
    one = predict(at)
    weigh(at, 2)
    two = predict(at)
    widths = [p["rate_l_per_h"]["high"] / p["rate_l_per_h"]["low"] for p in (anybody, one, two)]
    assert widths[0] > widths[1] > widths[2]
    assert two["tests"] == 2 and two["athlete_factor"] > 1
    assert abs(two["sweat_l"]["value"] - 1.5 * two["rate_l_per_h"]["value"]) < 1e-9
    assert 0 < two["percentile"] < 100 and two["norm"] == "endurance"


def what_lies_outside_of_the_tests_is_named(folder):
    at = squad(folder)
    weigh(at, 1)
    assert predict(at)["valid"]
    kinds = {d["kind"] for d in predict(at, "--sport", "rowing", "--tdb", 36, "--minutes", 240)["doubts"]}
    assert {"sport", "temperature", "duration", "no_sodium"} <= kinds


def advice_names_rules_and_keeps_the_ceilings(folder):
    at = squad(folder)
    advice = saltline("advise", "--athlete", "mia", "--minutes", 120, "--tdb", 30, "--rh", 60, "--start-hour", 10, *at, "--json").json
    assert advice["drink_l_per_h"] <= 0.8 and advice["end_loss_percent"] >= 0
    during = [line for line in advice["lines"] if line["phase"] == "during" and line["item"] == "fluid"][0]
    assert during["amount"] <= 1000 * advice["sweat_l"]["value"]
    assert all(line["rule"] and line["why"] and line["sure"] in ("read", "second-hand", "unverified", "edited") for line in advice["lines"])
    assert any(line["item"] == "caffeine" for line in advice["lines"])


def minors_get_no_caffeine_and_staff_may_edit_rules(folder):
    at = squad(folder, "--note", "x")
    saltline("athlete", "edit", "mia", "--born", "2012-05-05", *at)
    advice = saltline("advise", "--athlete", "mia", "--minutes", 120, "--start-hour", 10, *at, "--json").json
    assert not any(line["item"] == "caffeine" for line in advice["lines"]) and any("age" in w for w in advice["warnings"])
    rules = folder / "rules.csv"
    rules.write_text("rule,value\nceiling_running_l_h,0.4\n")
    assert saltline("advise", "--athlete", "mia", "--minutes", 120, "--rules", rules, *at, "--json").json["drink_l_per_h"] <= 0.4
    rules.write_text("rule,value\nceiling_running_l_h,9\n")
    assert "line 2" in saltline("advise", "--athlete", "mia", "--minutes", 120, "--rules", rules, *at, status=1).err


def what_cannot_be_predicted_is_refused(folder):
    at = squad(folder)
    saltline("athlete", "add", "bo", "--name", "Bo", *at)
    assert "--mass" in saltline("predict", "--athlete", "bo", "--minutes", 60, *at, status=1).err
    assert "no workout" in saltline("advise", "--athlete", "mia", *at, status=1).err
    saltline("predict", "--athlete", "nobody", "--minutes", 60, *at, status=1)
    saltline("predict", "--athlete", "mia", *at, status=2)
    saltline("predict", "--athlete", "mia", "--minutes", 0, *at, status=2)
    saltline("predict", "--athlete", "mia", "--minutes", 60, "--tdb", 86, *at, status=2)
    saltline("predict", "--minutes", 60, *at, status=2)


main(tests_narrow_the_prediction_and_move_it, what_lies_outside_of_the_tests_is_named, advice_names_rules_and_keeps_the_ceilings,
     minors_get_no_caffeine_and_staff_may_edit_rules, what_cannot_be_predicted_is_refused)
