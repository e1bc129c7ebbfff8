#!/usr/bin/env python3
"""saltline fit"""
import math
import random

from cases import main, saltline


def study(folder, seed=1, name="study.csv", header="whole,local,temp (°F),mass [lb],athlete,sport,over"):
    rng = random.Random(seed)
    lines = [header]
    for a in range(20):
        effect = rng.gauss(0, 0.15)
        for _ in range(rng.randint(2, 5)):
            local, fahrenheit, pounds = rng.uniform(0.3, 2), rng.uniform(60, 95), rng.uniform(120, 230)
            whole = 0.3 + 0.5 * local + 0.01 * ((fahrenheit - 32) / 1.8 - 25) + effect + rng.gauss(0, 0.1)
            lines.append(f"{whole:.4f},{local:.4f},{fahrenheit:.2f},{pounds:.1f},a{a},{('run', 'bike')[a % 2]},{int(local > 1.9)}")
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def json_has_every_key_of_the_contract(folder):
    found = saltline("fit", "--json", "--formula", "whole ~ local + temp + (1 | athlete)", "--cv", "athlete", "--bootstrap", 50,
                     "--cluster", "athlete", "--seed", 4, "--predict", study(folder, 2, "new.csv"), study(folder)).json
    for key in ("formula", "method", "n", "dropped", "coefficients", "random", "sigma", "criterion", "log_likelihood", "aic", "bic", "r2",
                "r2_adjusted", "r2_marginal", "r2_conditional", "icc", "cv", "bootstrap", "predictions", "warnings"):
        assert key in found, key
    assert found["method"] == "reml" and found["r2"] is None
    assert [c["name"] for c in found["coefficients"]] == ["(Intercept)", "local", "temp"]
    assert set(found["coefficients"][0]) == {"name", "estimate", "se", "df", "t", "p", "ci_low", "ci_high"}
    assert found["random"][0]["group"] == "athlete" and found["random"][0]["correlation"] == [[1.0]]
    assert {"unit", "n", "bias", "loa_low", "loa_high", "rmse", "mae", "mape", "r2", "ccc"} <= set(found["cv"])
    assert found["cv"]["unit"] == "athlete"
    assert set(found["bootstrap"]["ci"]) == {"(Intercept)", "local", "temp"} and found["bootstrap"]["n"] == 50
    assert {"fit", "ci_low", "ci_high", "pi_low", "pi_high", "extrapolates"} <= set(found["predictions"][0])
    assert math.isclose(found["criterion"], -2 * found["log_likelihood"])


def units_are_converted_once(folder):
    found = saltline("fit", "--json", "--formula", "whole ~ local + temp", study(folder)).json
    assert abs(found["coefficients"][2]["estimate"] - 0.01) < 0.01  # per °C: per °F it would be near 0.0056
    celsius = saltline("fit", "--json", "--formula", "whole ~ local + I((f - 32) / 1.8)",
                       study(folder, name="f.csv", header="whole,local,f,mass,athlete,sport,over")).json
    assert math.isclose(found["coefficients"][2]["estimate"], celsius["coefficients"][2]["estimate"], rel_tol=1e-9)


def the_same_seed_prints_the_same_bytes(folder):
    path = study(folder)
    arguments = ["fit", "--json", "--formula", "whole ~ local + (local | athlete)", "--bootstrap", 20, "--cv", "athlete", "--folds", 4,
                 "--importance", 3, path]
    assert saltline(*arguments, "--seed", 9).out == saltline(*arguments, "--seed", 9, environment={"LC_ALL": "de_DE.UTF-8"}).out
    assert saltline(*arguments, "--seed", 9).out != saltline(*arguments, "--seed", 10).out


def rows_left_out_are_told(folder):
    found = saltline("fit", "--json", "--formula", "whole ~ local", "--exclude", "1,3-4:patch fell off", "--where", "sport == 'run'",
                     "--derive", "ratio = whole / local", study(folder)).json
    assert found["excluded"] == [{"row": row, "reason": "patch fell off"} for row in (1, 3, 4)]
    assert found["filtered"] > 0
    saltline("fit", "--formula", "whole ~ local", "--exclude", "1", study(folder), status=1)


def lower_bounds_are_never_taken_for_exact(folder):
    path = study(folder)
    tobit = saltline("fit", "--json", "--formula", "whole ~ temp", "--censor", "over", path).json
    assert tobit["method"] == "tobit" and "lower bounds" in tobit["warnings"][0]
    without = saltline("fit", "--json", "--formula", "whole ~ temp + (1 | athlete)", "--censor", "over", path).json
    assert without["n"] < tobit["n"] and "only a lower bound" in " ".join(without["warnings"])


def models_are_compared_by_maximum_likelihood(folder):
    path = study(folder)
    found = saltline("fit", "--json", "--formula", "whole ~ local + (1 | athlete)", "--against", "whole ~ local", path).json["comparison"]
    assert found["nested"] and found["on_boundary"] and found["df"] == 1 and found["p"] < 0.01
    other = saltline("fit", "--json", "--formula", "whole ~ local", "--against", "whole ~ temp", path).json["comparison"]
    assert not other["nested"] and other["p"] is None
    assert "responses" in saltline("fit", "--formula", "whole ~ local", "--against", "log(whole) ~ local", path, status=1).err


def figures_are_written_with_their_data(folder):
    found = saltline("fit", "--json", "--formula", "whole ~ local + sport + (1 | athlete)", "--cv", "athlete", "--figures", folder / "f",
                     study(folder)).json
    assert {"observed-predicted", "residuals", "normal-quantiles", "bland-altman", "left-out", "effect-local", "effects-1-1"} <= set(found["figures"])
    for name in found["figures"]:
        for kind in ("svg", "pdf", "png", "csv"):
            assert (folder / "f" / f"{name}.{kind}").stat().st_size > 100
    assert "row 1," in (folder / "f" / "residuals.csv").read_text(encoding="utf-8")


def a_preview_tells_what_was_understood(folder):
    found = saltline("fit", "--preview", "--json", study(folder)).json
    columns = {column["name"]: column for column in found["columns"]}
    assert found["delimiter"] == "," and found["encoding"] == "UTF-8" and found["rows"] > 40
    assert columns["temp"]["unit"] == "°C" and columns["temp"]["converted"] and columns["temp"]["high"] < 36
    assert columns["sport"]["kind"] == "words" and columns["sport"]["first_levels"] == ["bike", "run"]
    path = write(folder, "x;y\n0,5;1\n1,25;2\n2.5;3\n3,5;\n")
    columns = {column["name"]: column for column in saltline("fit", "--preview", "--json", path).json["columns"]}
    assert columns["x"]["kind"] == "words" and columns["x"]["cells_that_are_numbers"] == 3 and columns["y"]["missing"] == 1
    assert "decimal mark is “,”" in saltline("fit", "--formula", "y ~ x", path, status=1).err


def wrong_usage_ends_with_two_and_bad_data_with_one(folder):
    path = study(folder)
    for arguments in (["--formula", "whole ~ local"], [path], ["--formula", "whole ~ local", "--method", "magic", path],
                      ["--formula", "whole ~ local", "--folds", 3, path], ["--formula", "whole ~ local", "--bootstrap", 9, path]):
        assert saltline("fit", *arguments, status=2).err
    for formula in ("whole ~ lokal", "whole", "sport ~ local", "whole ~ local + (1 | sport", "whole ~ local + (1 | nobody)"):
        assert saltline("fit", "--formula", formula, path, status=1).out == ""
    assert "line 3" in saltline("fit", "--formula", "y ~ x", write(folder, "y,x\n1,2\n2,inf\n3,4\n5,5\n"), status=1).err
    assert "--formula" in saltline("fit", "--help").out


def write(folder, text):
    path = folder / "bad.csv"
    path.write_text(text, encoding="utf-8")
    return path


main(json_has_every_key_of_the_contract, units_are_converted_once, the_same_seed_prints_the_same_bytes, rows_left_out_are_told,
     lower_bounds_are_never_taken_for_exact, models_are_compared_by_maximum_likelihood, figures_are_written_with_their_data,
     a_preview_tells_what_was_understood, wrong_usage_ends_with_two_and_bad_data_with_one)
