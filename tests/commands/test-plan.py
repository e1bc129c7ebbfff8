#!/usr/bin/env python3
"""saltline plan"""
import itertools
import json

from cases import main, saltline

PRODUCTS = """product,max_units,cost,carbohydrate_g,sodium_mg,fluid_ml,allergens,tags
water bottle,6,0.5,0,0,500,,vegan
gel,4,1.79,22.84,55.5,0,,vegan
salt capsule,6,0.25,0,215,0,,vegan
drink mix,3,2.4,36.1,270,500,,vegan certified
milk,2,0.8,11.5,,250,milk,
"""
NEEDS = {"needs": {"carbohydrate_g": {"min": 60, "max": 120}, "sodium_mg": {"min": 700, "max": 1500}, "fluid_ml": {"min": 1000, "max": 2000}},
         "limits": {"max_units": 12}, "objective": ["distinct", "units", "cost"]}


def plan(folder, products=PRODUCTS, needs=NEEDS, *more, status=0):
    (folder / "products.csv").write_text(products)
    (folder / "needs.json").write_text(json.dumps(needs) if isinstance(needs, dict) else needs)
    return saltline("plan", "--catalogue", folder / "products.csv", "--needs", folder / "needs.json", *more, "--json", status=status)


def the_best_plan_is_that_of_brute_force(folder):
    rows = [line.split(",") for line in PRODUCTS.splitlines()[1:]]
    best = None
    for units in itertools.product(*(range(int(row[1]) + 1) for row in rows)):
        totals = [sum(u * float(row[c] or 0) for u, row in zip(units, rows)) for c in (3, 4, 5)]
        bounds = [(60, 120), (700, 1500), (1000, 2000)]
        if sum(units) <= 12 and all(low <= t <= high for t, (low, high) in zip(totals, bounds)):
            cost = sum(u * float(row[2]) for u, row in zip(units, rows))
            key = (sum(u > 0 for u in units), sum(units), round(cost, 6))
            best = min(best or key, key)
    found = plan(folder).json
    first = found["plans"][0]
    assert found["status"] == "optimal" and found["proof"]["complete"] and found["conflict"] == []
    assert (first["distinct"], first["units"], first["cost"]) == best
    assert first["units"] == sum(item["units"] for item in first["items"])
    assert 60 <= first["totals"]["carbohydrate_g"] <= 120


def several_plans_use_different_products(folder):
    plans = plan(folder, PRODUCTS, NEEDS, "--top", 4).json["plans"]
    sets = [frozenset(item["product"] for item in p["items"]) for p in plans]
    assert len(plans) == 4 and len(set(sets)) == 4
    keys = [(p["distinct"], p["units"], p["cost"]) for p in plans]
    assert keys == sorted(keys)


def exclusions_stock_tags_and_allergens_act_first(folder):
    def used(*more):
        return {item["product"] for p in plan(folder, PRODUCTS, NEEDS, "--top", 50, *more).json["plans"] for item in p["items"]}

    assert "drink mix" not in used("--exclude", "Drink Mix")
    assert "milk" not in used("--avoid", "MILK") and "milk" in used()
    assert "milk" not in used("--only", "vegan")
    (folder / "stock.csv").write_text("product,units\ndrink mix,2\nsalt capsule,6\nwater bottle,2\n")
    assert "gel" not in used("--stock", folder / "stock.csv")
    assert all("gel" in {i["product"] for i in p["items"]} for p in plan(folder, PRODUCTS, NEEDS, "--must", "gel").json["plans"])
    assert "nectar" in plan(folder, PRODUCTS, NEEDS, "--exclude", "nectar", status=1).err


def one_product_may_be_needed_by_the_thousand(folder):
    for most, each, wanted, units in ((2000, 1, 1500, 1500), (1_000_000_000, 0.000001, 5, 5_000_000)):
        found = plan(folder, f"product,max_units,x\ngrain,{most},{each:.6f}\n", {"needs": {"x": {"min": wanted}}}).json
        assert found["plans"][0]["items"] == [{"product": "grain", "units": units}]


def a_plan_that_relies_on_a_blank_says_so(folder):
    found = plan(folder, PRODUCTS, {"needs": {"sodium_mg": {"max": 100}, "carbohydrate_g": {"min": 5}}}, "--must", "milk").json
    assert any("milk" in line for line in found["plans"][0]["unknown"])


def the_impossible_is_explained(folder):
    needs = {"needs": {"sodium_mg": {"min": 3000}, "fluid_ml": {"min": 500, "max": 1000}}, "limits": {"max_units": 20}}
    found = plan(folder, PRODUCTS, needs, status=1).json
    assert found["status"] == "impossible" and found["plans"] == []
    conflict = {(c["need"], c["bound"]): c["smallest_relaxation"] for c in found["conflict"]}
    # 6 capsules 1290, 2 mixes 540 (in 1000 mL), 4 gels 222: 2052
    assert conflict == {("sodium_mg", "min"): 948}, conflict
    assert found["proven"] is True  # no fewer bounds conflict


def two_conflicts_are_told_apart(folder):
    needs = {"needs": {"sodium_mg": {"min": 9000}, "carbohydrate_g": {"min": 9000}}}
    found = plan(folder, PRODUCTS, needs, status=1).json
    assert found["proven"] is True and len(found["conflict"]) == 1  # either alone cannot be
    (one,) = found["conflict"]
    assert one["smallest_relaxation"] is None and one["ends_this_conflict"] > 0  # the other would remain


def a_concentration_is_kept(folder):
    needs = dict(NEEDS, ratios=[{"of": "carbohydrate_g", "to": "fluid_ml", "max": 0.06}])
    totals = plan(folder, PRODUCTS, needs).json["plans"][0]["totals"]
    assert totals["carbohydrate_g"] <= 0.06 * totals["fluid_ml"]


def packs_stay_together(folder):
    products = "product,max_units,pack,x\ncapsules,12,4,1\n"
    found = plan(folder, products, {"needs": {"x": {"min": 5}}}).json["plans"][0]
    assert found["items"] == [{"product": "capsules", "units": 8}] and found["units"] == 8


def decimals_are_exact(folder):
    products = "product,max_units,x\na,3,0.1\nb,3,0.2\n"
    found = plan(folder, products, {"needs": {"x": {"min": 0.3, "max": 0.3}}}).json
    assert found["status"] == "optimal" and found["plans"][0]["totals"]["x"] == 0.3


def phases_share_one_stock_and_keep_their_own_rules(folder):
    products = PRODUCTS.replace("product,max_units", "product,form,max_units").replace("water bottle,", "water bottle,drink,") \
        .replace("gel,4", "gel,gel,4").replace("salt capsule,", "salt capsule,capsule,").replace("drink mix,", "drink mix,drink,") \
        .replace("milk,2", "milk,drink,2") + "bread,solid,6,0.2,15,140,10,,vegan\n"
    needs = {"phases": {"before": {"needs": {"carbohydrate_g": {"min": 45, "max": 80}}},
                        "during": {"needs": {"carbohydrate_g": {"min": 40, "max": 60}, "fluid_ml": {"min": 900, "max": 1100}},
                                   "solids": False, "max_concentration_percent": 8}},
             "needs": {"sodium_mg": {"max": 1500}}}
    best = plan(folder, products, needs).json["plans"][0]
    during = best["phases"][1]
    assert [p["phase"] for p in best["phases"]] == ["before", "during"]
    assert "bread" not in [i["product"] for i in during["items"]]
    units = {}
    for phase in best["phases"]:
        for item in phase["items"]:
            units[item["product"]] = units.get(item["product"], 0) + item["units"]
    assert units == {i["product"]: i["units"] for i in best["items"]} and units.get("drink mix", 0) <= 3
    assert best["distinct"] == len(units) and best["units"] == sum(units.values())
    assert 40 <= during["totals"]["carbohydrate_g"] <= 60 and best["totals"]["sodium_mg"] <= 1500
    refused = plan(folder, products, {"phases": {"before": {"solids": 3}}}, status=1)
    assert "true or false" in refused.err


def bad_files_are_refused_with_the_place(folder):
    for products, needs, word in (
            (PRODUCTS, {"needs": {}}, "nothing"),
            (PRODUCTS, {"needs": {"iron_mg": {"min": 1}}}, "iron_mg"),
            (PRODUCTS, {"needs": {"fluid_ml": {"min": 5, "max": 2}}}, "at least 5 and at most 2"),
            (PRODUCTS, {"needs": {"fluid_ml": {"min": -5}}}, "fluid_ml"),
            (PRODUCTS, {"needs": {"fluid_ml": {"min": "much"}}}, "min"),
            (PRODUCTS, {"needs": {"fluid_ml": 5}}, "object"),
            (PRODUCTS, {"needs": {"fluid_ml": {"min": 5, "maximum": 50}}}, "“maximum” is not understood"),
            (PRODUCTS, dict(NEEDS, limits={"max_unit": 3}), "“max_unit” is not understood"),
            (PRODUCTS, dict(NEEDS, limit={"max_units": 3}), "“limit” is not understood"),
            (PRODUCTS, {"phases": {"before": {"needs": {"fluid_ml": {"min": 5}}, "solid": False}}}, "“solid” is not understood"),
            (PRODUCTS, dict(NEEDS, objective="cost"), "“objective” has to be a list"),
            (PRODUCTS, dict(NEEDS, ratios={"of": "carbohydrate_g"}), "“ratios” has to be a list"),
            (PRODUCTS, "{", "JSON"),
            (PRODUCTS, dict(NEEDS, objective=["taste"]), "taste"),
            ("product,fluid_ml\nwater,much\nbeer,500\n", NEEDS, "line 2"),
            ("product,fluid_ml\nwater,-5\n", NEEDS, "below 0"),
            ("product,fluid_ml\nwater,1e300\n", {"needs": {"fluid_ml": {"min": 5}}}, "too large"),
            ("product,fluid_ml\nwater,5\nwater,6\n", NEEDS, "twice"),
            ("food,fluid_ml\nwater,5\n", NEEDS, "product"),
            ("product,max_units,fluid_ml\nwater,1.5,5\n", NEEDS, "whole"),
            ("", NEEDS, "empty")):
        refused = plan(folder, products, needs, status=1)
        assert word in refused.err, (word, refused.err)
    assert plan(folder, "product,fluid_ml\n", {"needs": {"fluid_ml": {"min": 5}}}, status=1).err
    saltline("plan", "--needs", folder / "needs.json", status=2)
    plan(folder, PRODUCTS, NEEDS, "--top", 0, status=2)


main(the_best_plan_is_that_of_brute_force, several_plans_use_different_products, one_product_may_be_needed_by_the_thousand, exclusions_stock_tags_and_allergens_act_first,
     a_plan_that_relies_on_a_blank_says_so, the_impossible_is_explained, two_conflicts_are_told_apart, a_concentration_is_kept, packs_stay_together,
     decimals_are_exact, phases_share_one_stock_and_keep_their_own_rules, bad_files_are_refused_with_the_place)
