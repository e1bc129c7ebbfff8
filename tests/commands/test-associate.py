#!/usr/bin/env python3
"""saltline associate"""
import datetime
import random

from cases import main, saltline


def season(folder, handle, days, seed, sport="running"):
    """Nights that are shorter after long training: hours asleep = 9 − hours trained the day before, and some noise."""
    at = ["--workspace", folder / "w.saltline"]
    saltline("athlete", "add", handle, "--zone", "UTC", *at)
    numbers, rows, nights = random.Random(seed), ["time,duration_min,sport"], []
    day = datetime.datetime(2026, 1, 1)
    for i in range(days):
        hours = numbers.choice([0.5, 1, 1.5, 2, 2.5, 3])
        rows.append(f"{(day + datetime.timedelta(days=i)):%Y-%m-%d} 10:00,{hours * 60},{sport}")
        asleep = 9 - hours + numbers.uniform(-0.3, 0.3)
        start = day + datetime.timedelta(days=i, hours=22)
        nights.append((start, asleep * 60))
    table = folder / f"{handle}.csv"
    table.write_text("\n".join(rows) + "\n")
    saltline("import", "--athlete", handle, table, *at)
    for start, minutes in nights:
        saltline("athlete", "add-event", handle, "--kind", "sleep", "--day", start.date(), "--at", "22:00", "--minutes", f"{minutes:.1f}", *at)
    return at


def found(at, *who):
    return {one["name"]: one for one in saltline("associate", "--json", *who, *at).json["associations"]}


def shorter_nights_after_longer_training_are_seen_with_an_interval(folder):
    at = season(folder, "mia", 50, 1)
    after = found(at, "--athlete", "mia")["load_sleep"]
    assert after["n"] == 50 and after["clusters"] >= 7
    assert after["estimate"] < -0.8 and after["ci_high"] < -0.6 and after["ci_low"] <= after["estimate"] <= after["ci_high"]
    before = found(at, "--athlete", "mia")["sleep_load"]
    assert before["ci_low"] < 0 < before["ci_high"] and "either way" in before["words"]
    assert saltline("associate", "--athlete", "mia", "--json", *at).out == saltline("associate", "--athlete", "mia", "--json", *at).out
    saltline("associate", "--athlete", "mia", "--figures", folder / "figures", *at)
    assert sorted(path.name for path in (folder / "figures").iterdir()) == ["load_rate.svg", "load_sleep.svg", "sleep_load.svg", "sleep_rate.svg"]


def too_little_is_said_instead_of_a_number(folder):
    at = season(folder, "bo", 5, 2)
    for one in found(at, "--athlete", "bo").values():
        assert one["estimate"] is None and one["ci_low"] is None and "too few" in one["words"]
    assert "too few" in saltline("associate", *at).out


def several_athletes_are_what_the_interval_draws(folder):
    at = season(folder, "bo", 12, 2)
    season(folder, "mia", 12, 3)
    result = saltline("associate", "--json", *at).json
    assert result["athletes"] == 2 and result["interval"] == "bootstrap by athlete"
    one = next(one for one in result["associations"] if one["name"] == "load_sleep")
    assert one["clusters"] == 2 and one["estimate"] < -0.7 and one["ci_low"] is None and "too few for an interval" in one["words"]


def wrong_words_are_usage(folder):
    assert "too much" in saltline("associate", "x", status=2).err
    assert "not both" in saltline("associate", "--athlete", "a", "--team", "b", status=2).err
    assert "no day" in saltline("associate", "--from", "x", status=2).err
    saltline("associate", "--athlete", "nobody", "--workspace", folder / "w", status=1)


main(shorter_nights_after_longer_training_are_seen_with_an_interval, too_little_is_said_instead_of_a_number,
     several_athletes_are_what_the_interval_draws, wrong_words_are_usage)
