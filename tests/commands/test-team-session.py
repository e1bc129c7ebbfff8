#!/usr/bin/env python3
"""saltline team session and sheet, advise --override, predict --check and --retire, plan --athlete"""
from cases import main, saltline


def roster(folder):
    w = ("--workspace", folder / "w.saltline")
    for handle, mass in (("anna", 60), ("ben", 82), ("cleo", 71)):
        saltline("athlete", "add", handle, "--name", handle.title(), "--mass", mass, "--sport", "soccer", "--born", "1998-04-05", "--sex", "female", *w)
    saltline("athlete", "add", "dan", "--name", "Dan", *w)
    saltline("team", "add", "first", "anna", "ben", "cleo", "dan", *w)
    return w


def weigh(w, handle, day, before, after, drunk=300):
    saltline("weigh", "--before", before, "--after", after, "--drunk-ml", drunk, "--minutes", 60, "--tdb", 22, "--rh", 50, "--athlete", handle,
             "--sport", "soccer", "--start", f"2026-10-{day:02}T08:00:00Z", *w)


def everybody_is_in_one_table_by_risk_and_one_packing_list(folder):
    w = roster(folder)
    found = saltline("team", "session", "first", "--minutes", 90, "--tdb", 28, "--start-hour", 10, "--packing", "--json", *w, status=1).json
    order = {"high": 0, "raised": 1, "low": 2, "unknown": 3}
    keys = [(order[a["risk"]], -(a.get("end_loss_high_percent") or 0)) for a in found["athletes"]]
    assert keys == sorted(keys) and found["athletes"][-1]["athlete"] == "dan" and "mass" in found["athletes"][-1]["obstacle"]
    assert abs(found["bottles"] - sum(a.get("bottles", 0) for a in found["athletes"])) < 1e-9
    for athlete in found["athletes"][:3]:
        assert abs(athlete["bottles"] - athlete["drink_l_per_h"] * 1.5 * 1000 / 750) < 1e-9
        assert athlete["drink_l_per_h"] * 1.5 <= athlete["sweat_l"]["value"] + 1e-9
    assert len(found["packing"]) > 0 and any("Dan" in line for line in found["without_plan"])


def the_stock_is_shared_over_the_team(folder):
    w = roster(folder)
    names = [p["product"] for p in saltline("catalogue", "list", "--json", *w).lines]
    first = saltline("team", "session", "first", "--minutes", 90, "--packing", "--json", *w, status=1).json["packing"]
    most = max(first, key=lambda item: item["units"])
    saltline("catalogue", "edit", most["product"], "--stock", 2, *w)
    again = saltline("team", "session", "first", "--minutes", 90, "--packing", "--json", *w, status=1).json["packing"]
    assert sum(i["units"] for i in again if i["product"] == most["product"]) <= 2 and most["product"] in names


def sheets_are_pdfs_that_do_not_change(folder):
    w = roster(folder)
    for name in ("a.pdf", "b.pdf"):
        saltline("team", "sheet", "first", "--minutes", 60, "--pdf", folder / name, *w)
    first = (folder / "a.pdf").read_bytes()
    assert first.startswith(b"%PDF") and first == (folder / "b.pdf").read_bytes()
    saltline("advise", "--athlete", "anna", "--minutes", 60, "--pdf", folder / "c.pdf", *w)
    assert (folder / "c.pdf").read_bytes().startswith(b"%PDF")
    saltline("team", "sheet", "first", "--minutes", 60, *w, status=2)
    saltline("team", "session", "first", *w, status=2)
    saltline("team", "session", "first", "--minutes", 60, "--bottle-ml", 1, *w, status=2)
    saltline("team", "sheet", "first", "--minutes", 60, "--pdf", "/nonexistent/x.pdf", *w, status=1)


def an_override_stays_until_it_is_withdrawn(folder):
    w = roster(folder)
    advise = ("advise", "--athlete", "anna", "--minutes", 120, "--start-hour", 10, "--json", *w)
    line = {l["line"]: l for l in saltline(*advise).json["lines"]}["during/fluid"]
    saltline(*advise, "--override", "during/fluid=600", "--reason", "a weak stomach", "--always")
    found = saltline(*advise).json
    now = {l["line"]: l for l in found["lines"]}
    assert now["during/fluid"]["amount"] == 600 and now["during/fluid"]["override"]["reason"] == "a weak stomach"
    assert now["during/fluid"]["override"]["by_rules"] == line["amount"]
    assert abs(found["drink_l_per_h"] - 0.3) < 1e-12
    text = saltline("advise", "--athlete", "anna", "--minutes", 120, "--start-hour", 10, *w).out
    assert "a weak stomach" in text
    saltline(*advise, "--withdraw", "during/fluid", "--always")
    assert {l["line"]: l for l in saltline(*advise).json["lines"]}["during/fluid"] == line
    for arguments, status in ((("--override", "during/fluid=600"), 2), (("--override", "during/beer=1", "--reason", "x"), 2),
                              (("--override", "during/fluid=much", "--reason", "x"), 2), (("--override", "during/fluid=-1", "--reason", "x"), 2),
                              (("--withdraw", "during/fluid"), 1), (("--reason", "x"), 2)):
        saltline(*advise, *arguments, status=status)


def predictions_are_compared_with_what_was_seen(folder):
    w = roster(folder)
    for day, after in ((1, 59.2), (8, 59.1), (15, 59.3)):
        weigh(w, "anna", day, 60, after)
    weigh(w, "ben", 3, 82, 80.9)
    one = saltline("predict", "--athlete", "anna", "--check", "--json", *w).json
    assert [c["tests_before"] for c in one["checks"]] == [0, 1, 2] and one["n"] == 3
    assert one["covered"] == sum(c["low_l_per_h"] <= c["seen_l_per_h"] <= c["high_l_per_h"] for c in one["checks"])
    widths = [c["high_l_per_h"] / c["low_l_per_h"] for c in one["checks"]]
    assert widths == sorted(widths, reverse=True)  # each earlier test narrows the interval
    team = saltline("predict", "--team", "first", "--check", "--figure", folder / "f.svg", "--json", *w).json
    assert team["n"] == 4 and (folder / "f.svg").read_text().startswith("<?xml")
    saltline("predict", "--team", "first", "--minutes", 60, *w, status=2)
    nobody = saltline("predict", "--athlete", "cleo", "--check", "--json", *w).json
    assert nobody["n"] == 0 and nobody["coverage"] is None


def a_retired_test_no_longer_speaks(folder):
    w = roster(folder)
    weigh(w, "anna", 1, 60, 59.2)
    weigh(w, "anna", 8, 60, 58.2)
    predict = ("predict", "--athlete", "anna", "--minutes", 60, "--json", *w)
    before = saltline(*predict).json
    assert before["population"]["status"] == "assumed"
    wild = max(before["used"], key=lambda t: t["rate_l_per_h"])
    saltline("predict", "--athlete", "anna", "--retire", wild["test"], "--reason", "the scale was wet", *w)
    after = saltline(*predict).json
    assert after["tests"] == before["tests"] - 1 and after["retired"] == [{"test": wild["test"], "reason": "the scale was wet"}]
    assert after["rate_l_per_h"]["value"] < before["rate_l_per_h"]["value"]
    width = lambda p: p["rate_l_per_h"]["high"] / p["rate_l_per_h"]["low"]
    assert width(after) > width(before)
    saltline("predict", "--athlete", "anna", "--use-again", wild["test"], *w)
    assert saltline(*predict).json["rate_l_per_h"] == before["rate_l_per_h"]
    saltline("predict", "--athlete", "anna", "--use-again", wild["test"], *w, status=1)
    saltline("predict", "--athlete", "anna", "--retire", "event nothing", "--reason", "x", *w, status=1)
    saltline("predict", "--athlete", "anna", "--retire", wild["test"], *w, status=2)


def a_plan_for_an_athlete_covers_the_advice_in_phases(folder):
    w = roster(folder)
    found = saltline("plan", "--athlete", "anna", "--minutes", 60, "--start-hour", 18, "--json", *w).json
    best = found["plans"][0]
    assert [p["phase"] for p in best["phases"]][-1] in ("after", "before_sleep")
    advice = {l["line"]: l for l in saltline("advise", "--athlete", "anna", "--minutes", 60, "--start-hour", 18, "--json", *w).json["lines"]}
    during = [p for p in best["phases"] if p["phase"] == "during"][0]["totals"]
    assert during["fluid_ml"] <= advice["during/fluid"]["high"] + 1
    assert best["totals"]["caffeine_mg"] == 0  # in the evening
    assert during["carbohydrate_g"] <= 0.08 * during["fluid_ml"] + 1e-9 or any("gel" in i["product"].lower() or "chew" in i["product"].lower()
                                                                              for i in best["items"])
    saltline("plan", "--athlete", "anna", "--needs", "x.json", *w, status=2)
    saltline("plan", "--athlete", "anna", "--minutes", 60, "--fewest", "calories", *w, status=2)
    saltline("plan", "--athlete", "dan", "--minutes", 60, *w, status=1)


def what_holds_for_an_athlete_holds_in_every_plan(folder):
    w = roster(folder)
    allergens = {p["product"]: p["allergens"] for p in saltline("catalogue", "list", "--json", *w).lines}
    plan = ("plan", "--athlete", "anna", "--minutes", 60, "--start-hour", 10, "--json", *w)
    free = saltline(*plan).json["plans"][0]
    assert any("milk" in allergens[i["product"]] for i in free["items"]), free  # else the test shows nothing
    kept = saltline("athlete", "edit", "anna", "--avoid", "milk soy", "--must", "banana", "--exclude", "Cola", "--json", *w, status=1)
    assert "Cola" in kept.err
    kept = saltline("athlete", "edit", "anna", "--avoid", "milk soy", "--must", "banana", "--json", *w).json["limits"]
    assert kept["avoid"] == ["milk", "soy"] and kept["must"] == ["Banana"] and kept["pregnant"] is False
    items = {i["product"] for i in saltline(*plan).json["plans"][0]["items"]}
    assert "Banana" in items and not any({"milk", "soy"} & set(allergens[i]) for i in items)
    team = saltline("team", "session", "first", "--minutes", 60, "--start-hour", 10, "--packing", "--json", *w, status=1).json
    assert any(i["product"] == "Banana" for i in team["packing"])
    saltline("catalogue", "edit", "Banana", "--max-units", 4, "--pack", 6, *w)
    none = saltline("team", "session", "first", "--minutes", 60, "--start-hour", 10, "--packing", "--json", *w, status=1).json
    assert any("Anna" in line and "pack" in line for line in none["without_plan"]) and len(none["packing"]) > 0  # the others have theirs
    saltline("catalogue", "edit", "Banana", "--pack", 0, *w, status=2)
    saltline("catalogue", "edit", "Banana", "--label-date", "last year", *w, status=2)
    edited = saltline("catalogue", "edit", "Banana", "--allergens", "Latex", "--tags", "vegan certified", "--label-date", "2026-03-01", "--json", *w).json
    assert (edited["pack"], edited["allergens"], edited["tags"], edited["label_date"]) == (6, ["latex"], ["vegan", "certified"], "2026-03-01")
    saltline("athlete", "edit", "anna", "--must", "", "--avoid", "", *w)
    assert saltline("athlete", "show", "anna", "--json", *w).json["limits"]["must"] == []
    lines = ("advise", "--athlete", "anna", "--minutes", 60, "--start-hour", 10, "--json", *w)
    assert any("caffeine" in l["line"] for l in saltline(*lines).json["lines"])
    saltline("athlete", "edit", "anna", "--pregnant", "perhaps", *w, status=2)
    saltline("athlete", "edit", "anna", "--pregnant", "yes", *w)
    assert not any("caffeine" in l["line"] for l in saltline(*lines).json["lines"])


def the_order_of_aims_and_the_most_there_may_be_are_asked_for(folder):
    w = roster(folder)
    plan = ("plan", "--athlete", "anna", "--minutes", 60, "--start-hour", 10, "--json", *w)
    few, units = (saltline(*plan, "--fewest", f).json["plans"][0] for f in ("products,units,cost", "units,products"))
    assert few["distinct"] <= units["distinct"] and units["units"] <= few["units"]
    assert saltline(*plan, "--max-products", few["distinct"]).json["plans"][0]["distinct"] == few["distinct"]
    none = saltline(*plan, "--max-products", few["distinct"] - 1, status=1).json
    assert none["status"] == "impossible" and any(c["need"] == "max_distinct" for c in none["conflict"])
    saltline(*plan, "--fewest", "units,calories", status=2)
    saltline(*plan, "--max-units", "1.5", status=2)


main(everybody_is_in_one_table_by_risk_and_one_packing_list, the_stock_is_shared_over_the_team, sheets_are_pdfs_that_do_not_change,
     an_override_stays_until_it_is_withdrawn, predictions_are_compared_with_what_was_seen, a_retired_test_no_longer_speaks,
     a_plan_for_an_athlete_covers_the_advice_in_phases, what_holds_for_an_athlete_holds_in_every_plan,
     the_order_of_aims_and_the_most_there_may_be_are_asked_for)
