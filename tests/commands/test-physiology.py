#!/usr/bin/env python3
"""saltline weigh, heat, agree"""
from cases import SHARED, main, saltline, skip


def close(found, wanted, digits=8):
    assert abs(found - wanted) <= abs(wanted) * 10 ** -digits, (found, wanted)


def stat(name):
    path = SHARED / "science" / "data" / "stat" / name
    if not path.exists():
        skip("the shared data are not here")
    return path


def weighing_gives_a_rate(folder):
    rate = saltline("weigh", "--before", 80, "--after", 79.2, "--drunk-ml", 600, "--urine-ml", 200, "--minutes", 60, "--json").json
    close(rate["rate_l_per_h"], 1.2)
    close(rate["loss_percent"], 1.0)
    close(rate["rate_sd_l_per_h"], 0.0707106781, 8)


def a_slip_is_asked_about_until_it_is_confirmed(folder):
    slip = ["weigh", "--before", 176, "--after", 79.2, "--minutes", 60]
    assert "pounds" in saltline(*slip, status=1).err
    assert saltline(*slip, "--json", status=1).json["rate_l_per_h"] is None
    saltline(*slip, "--yes")
    assert "swapped" in saltline("weigh", "--before", 79, "--after", 80, "--minutes", 60, status=1).err
    saltline("weigh", "--before", 80, "--minutes", 60, status=2)
    saltline("weigh", "--before", 80, "--after", 79, "--minutes", -60, status=2)
    saltline("weigh", "--before", "eighty", "--after", 79, "--minutes", 60, status=2)


def heat_strain_is_predicted_within_the_standards_ranges_only(folder):
    row = ["heat", "--tdb", 40, "--tr", 40, "--rh", 33.85, "--v", 0.3, "--met", 2.58, "--clo", 0.5]
    strain = saltline(*row, "--edition", 2004, "--json").json
    assert abs(strain["sweat_loss_g"] - 6166.4) < 10 and strain["edition"] == 2004
    assert (strain["d_lim_50_min"], strain["d_lim_95_min"], strain["d_lim_t_re_min"]) == (439, 298, 480)
    refused = saltline("heat", "--tdb", 51, "--rh", 10, "--v", 0.3, "--met", 2.58, "--clo", 0.5, "--json", status=1)
    assert refused.json["sweat_loss_g"] is None and "51 °C" in refused.err
    saltline("heat", "--tdb", 30, status=2)
    saltline(*row, "--edition", 1989, status=2)
    for words in (["--minutes=nan"], ["--minutes", "nan"], ["--tdb", "inf"], ["--tr=-inf"]):
        assert "finite" in saltline(*row, *words, status=2).err


def bland_and_altmans_own_data_give_their_limits(folder):
    path = stat("ba1986_pefr.csv")
    found = saltline("agree", "--x", "wright1", "--y", "mini1", path, "--json").json
    close(found["bias"], -2.11764705882)
    close(found["loa_low"], -78.0973016111)
    close(found["loa_high"], 73.8620074934)
    close(found["ccc"], 0.942752467422)
    assert found["n"] == 17 and "icc" not in found


def lines_and_correlations_come_by_name(folder):
    creatinine, anxiety = stat("mcr_creatinine.csv"), stat("irr_anxiety.csv")
    columns = ["--x", "serum.crea", "--y", "plasma.crea"]
    for method, slope in (("deming", 1.054539341277), ("weighted-deming", 1.11195634073), ("passing-bablok", 1.08791208791)):
        found = saltline("agree", *columns, "--method", method, creatinine, "--json").json
        close(found["slope"], slope)
        assert found["dropped"] == 2 and found["n"] == 108 and found["variant"]
    found = saltline("agree", "--x", "rater1", "--y", "rater2", "--y", "rater3", "--method", "icc", anxiety, "--json").json
    close(found["icc"]["3,k"]["estimate"], 0.4525862069)
    close(found["icc"]["2,1"]["ci_high"], 0.4935739460)


def repeated_pairs_are_known_by_their_subject(folder):
    lines = [line.split(",") for line in stat("methcomp_cardiac.csv").read_text().replace('"', "").split()[1:]]
    rv = {(i, r): y for m, i, r, y in lines if m == "RV"}
    ic = {(i, r): y for m, i, r, y in lines if m == "IC"}
    (folder / "wide.csv").write_text("who,rv,ic\n" + "".join(f"s{i},{rv[i, r]},{ic[i, r]}\n" for i, r in rv))
    found = saltline("agree", "--x", "rv", "--y", "ic", "--subject", "who", folder / "wide.csv", "--json").json
    close(found["loa_low"], -1.33945658507)
    close(found["loa_high"], 2.5437899184)
    assert found["subjects"] == 12 and found["n"] == 60


def bad_tables_are_refused_with_the_place(folder):
    path = folder / "bad.csv"
    path.write_text("x,y\n1,2\n2,abc\n3,4\n")
    assert "line 3" in saltline("agree", "--x", "x", "--y", "y", path, status=1).err
    path.write_text("x,y\n1,\n2,2\nNA,4\n")
    assert "1 complete pairs" in saltline("agree", "--x", "x", "--y", "y", path, status=1).err
    assert "z" in saltline("agree", "--x", "x", "--y", "z", path, status=1).err
    saltline("agree", "--x", "x", path, status=2)
    saltline("agree", "--x", "x", "--y", "y", "--method", "guess", path, status=2)


main(weighing_gives_a_rate, a_slip_is_asked_about_until_it_is_confirmed, heat_strain_is_predicted_within_the_standards_ranges_only,
     bland_and_altmans_own_data_give_their_limits, lines_and_correlations_come_by_name, repeated_pairs_are_known_by_their_subject,
     bad_tables_are_refused_with_the_place)
