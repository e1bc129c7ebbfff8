#!/usr/bin/env python3
"""saltline fit --save, saltline model, and what an adopted model changes"""
import json
import math

from cases import main, saltline


def study(folder, rows=240, name="trials.csv", header="athlete,sport,mass (kg),temperature (°C),local_rate (mg/cm²/min),rate (L/h)"):
    """Deterministic: ln rate = -0.3 + 0.5 ln local + 0.6 ln (mass/75) + 0.02 (temperature − 25) + athlete + noise."""
    lines, seed = [header], 7
    for row in range(rows):
        draws = []
        for _ in range(5):
            seed = (seed * 1103515245 + 12345) % 2**31
            draws.append(seed / 2**31)
        athlete = row // 4
        mass, air, local = 55 + 40 * ((athlete * 37) % 60) / 60, 15 + 20 * draws[0], math.exp(-1 + 2 * draws[1])
        own = 0.2 * math.sin(athlete * 1.7)
        rate = math.exp(-0.3 + 0.5 * math.log(local) + 0.6 * math.log(mass / 75) + 0.02 * (air - 25) + own + 0.3 * (draws[2] + draws[3] + draws[4] - 1.5))
        lines.append(f"{'mia' if athlete == 0 else f'a{athlete}'},{'running' if athlete % 2 == 0 else 'cycling'},{mass:.1f},{air:.1f},{local:.4f},{rate:.4f}")
    path = folder / name
    path.write_text("\n".join(lines) + "\n")
    return path


LOCAL = "log(rate) ~ log(local_rate) + log(mass) + temperature + (1 | athlete)"
WEATHER = "log(rate) ~ log(mass) + temperature + sport + (1 | athlete)"


def save(folder, formula, name, *more):
    return saltline("fit", "--formula", formula, "--save", name, "--workspace", folder / "w.saltline", "--json", *more, study(folder)).json


def model(folder, verb, *more, **options):
    return saltline("model", verb, *more, "--workspace", folder / "w.saltline", **options)


def a_saved_model_has_versions_and_is_reproduced(folder):
    assert save(folder, LOCAL, "lab")["saved"] == {"name": "lab", "version": 1}
    again = save(folder, LOCAL, "lab", "--cv", "athlete", "--exclude", "3,5-6:patch fell off", "--where", "mass > 60")
    assert again["saved"]["version"] == 2
    listed = model(folder, "list", "--json").lines
    assert [(m["name"], m["version"], m["adopted_for"]) for m in listed] == [("lab", 1, None), ("lab", 2, None)]
    equation = model(folder, "show", "lab", "--json").json["equation"]
    assert equation["n"] == again["n"] and equation["left_out"]["loa_high"] == again["cv_original"]["loa_high"]
    assert [c["estimate"] for c in equation["coefficients"]] == [c["estimate"] for c in again["coefficients"]]
    found = saltline("workspace", "verify", folder / "w.saltline", "--json").json
    assert found["models_checked"] == 2 and found["models_differ"] == []


def what_is_done_can_be_undone_and_redone(folder):
    save(folder, LOCAL, "lab")
    model(folder, "adopt", "lab", "--why", "narrowest limits")
    assert model(folder, "list", "--json").json["adopted_because"] == "narrowest limits"
    model(folder, "drop", "lab", status=1)
    assert "Adopt lab v1" in model(folder, "undo").out
    assert "Adopt lab v1" in model(folder, "redo", "--json").json["redone"]
    assert "Adopt lab v1" in model(folder, "undo", "--json").json["undone"]
    assert model(folder, "list", "--json").json["adopted_for"] is None
    model(folder, "drop", "lab")
    assert model(folder, "list", "--json").out == ""
    model(folder, "undo")
    assert len(model(folder, "list", "--json").lines) == 1
    model(folder, "redo")
    assert model(folder, "list", "--json").out == ""


def a_model_whose_columns_cannot_be_filled_is_refused_and_says_which(folder):
    path = study(folder, header="athlete,shirt,mass (kg),temperature (°C),hormones,rate (L/h)")
    saltline("fit", "--formula", "rate ~ hormones + mass + shirt", "--save", "odd", "--workspace", folder / "w.saltline", path)
    said = model(folder, "adopt", "odd", status=1).err
    assert "hormones" in said and "shirt" in said and "local_rate" in said
    path = study(folder, name="other.csv", header="athlete,sport,mass (kg),temperature (°C),local_rate (g/m²/h),rate (mL/min)")
    saltline("fit", "--formula", "rate ~ local_rate", "--save", "units", "--workspace", folder / "w.saltline", path)
    assert "mL/min" in model(folder, "adopt", "units", status=1).err


def a_file_of_coefficients_is_imported_and_a_wrong_one_says_what_is_wrong(folder):
    path = folder / "paper.json"
    paper = {"saltline_model": 1, "formula": "rate ~ local_rate + mass", "source": "A paper", "response_unit": "L/h", "sigma": 0.3,
             "coefficients": [{"name": "(Intercept)", "estimate": 0.1, "se": 0.05}, {"name": "local_rate", "estimate": 0.5, "se": 0.04},
                              {"name": "mass", "estimate": 0.004, "se": 0.001}],
             "columns": [{"name": "local_rate", "unit": "mg/cm²/min", "low": 0.2, "high": 3}]}
    path.write_text(json.dumps(paper))
    assert model(folder, "import", path, "--json").json["name"] == "paper"
    assert model(folder, "adopt", "paper", "--json").json["adopted_for"]
    out = folder / "out.json"
    model(folder, "export", "paper", out)
    assert json.loads(out.read_text())["source"] == "A paper"
    for key, value, word in (("coefficients", [{"name": "x", "estimate": 1}], "“x”"), ("formula", "rate ~", "rate ~"), ("saltline_model", 9, "newer"),
                             ("covariance", [[1]], "3 rows"), ("formula", "rate ~ scale(local_rate)", "scale")):
        path.write_text(json.dumps({**paper, key: value}))
        assert word in model(folder, "import", path, status=1).err, word
    path.write_text("{")
    assert "JSON" in model(folder, "import", path, status=1).err


def an_adopted_model_turns_patches_into_rates_and_predicts_workouts(folder):
    at = ["--workspace", folder / "w.saltline"]
    saltline("athlete", "add", "zoe", "--name", "Zoe", "--mass", 70, "--height", 1.7, "--sport", "running", *at)
    saltline("athlete", "add", "mia", "--name", "Mia", "--mass", 60, "--height", 1.7, "--sport", "running", *at)
    saltline("phantom", "--fill", 0.5, "--chloride", 40, folder / "p.png")
    saltline("read", "--save", "--athlete", "zoe", "--calibration", "demo-lot", "--worn-min", 45, *at, folder / "p.png")

    def predict(*more, who="zoe", air=25):
        return saltline("predict", "--athlete", who, "--minutes", 60, "--tdb", air, "--rh", 50, "--json", *more, *at).json

    before = predict()
    assert before["tests_with_rate"] == 0 and before["patch_model"] is None
    save(folder, LOCAL, "lab")
    model(folder, "adopt", "lab")
    with_patch = predict()
    assert with_patch["tests_with_rate"] == 1 and with_patch["patch_model"] == "lab v1"
    assert with_patch["rate_l_per_h"]["high"] / with_patch["rate_l_per_h"]["low"] < before["rate_l_per_h"]["high"] / before["rate_l_per_h"]["low"]
    fit = save(folder, WEATHER, "weather")
    model(folder, "adopt", "weather")
    now = predict()
    assert now["predictor"] == "weather v1"
    warmer = predict(air=30)
    slope = next(c["estimate"] for c in fit["coefficients"] if c["name"] == "temperature")
    assert abs(math.log(warmer["expected_l_per_h"] / now["expected_l_per_h"]) - 5 * slope) < 1e-9
    # an athlete whom the model knows has the effect that it found; beyond its range it says so
    known = predict(who="mia")
    assert known["athlete_factor"] != 1 and known["tests"] == 0
    assert "model_range" in {d["kind"] for d in predict(air=45)["doubts"]}
    # a sport that the model does not know: physics, and the reason
    other = predict("--sport", "rowing")
    assert other["predictor"] != "weather v1" and "model_refused" in {d["kind"] for d in other["doubts"]}


main(a_saved_model_has_versions_and_is_reproduced, what_is_done_can_be_undone_and_redone,
     a_model_whose_columns_cannot_be_filled_is_refused_and_says_which, a_file_of_coefficients_is_imported_and_a_wrong_one_says_what_is_wrong,
     an_adopted_model_turns_patches_into_rates_and_predicts_workouts)
