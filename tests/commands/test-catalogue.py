#!/usr/bin/env python3
"""saltline catalogue"""
from cases import main, saltline


def the_catalogue_begins_with_foods_and_says_what_is_unverified(folder):
    products = {p["product"]: p for p in saltline("catalogue", "list", "--json", "--workspace", folder / "w.saltline").lines}
    assert len(products) > 40
    banana = products["Banana"]
    assert banana["status"] == "verified" and "USDA" in banana["source"] and abs(banana["amounts"]["carbohydrate_g"] - 27) < 0.1
    assert products["Energy gel"]["status"] == "unverified" and products["Energy gel"]["form"] == "gel"
    assert products["Chocolate milk, reduced fat"]["amounts"]["caffeine_mg"] is None
    assert all(p["doubt"] is None for p in products.values() if p["status"] == "verified")


def a_table_goes_in_and_comes_out_the_same(folder):
    w = ("--workspace", folder / "w.saltline")
    saltline("catalogue", "list", *w)
    (folder / "own.csv").write_text("product,form,cost,stock,kcal,carbohydrate_g,protein_g,fat_g,sodium_mg,label_date,source,status\n"
                                    'Our gel,gel,1.5,12,100,25,0,0,60,2026-01-31,"label, front",verified\n'
                                    "Odd bar,solid,2,,600,20,5,2,,,,\n")
    done = saltline("catalogue", "import", folder / "own.csv", *w)
    assert "Odd bar" in done.err and "kcal" in done.err and "Our gel" not in done.err
    saltline("catalogue", "export", folder / "out.csv", *w)
    first = (folder / "out.csv").read_text()
    saltline("catalogue", "import", folder / "out.csv", *w)
    saltline("catalogue", "export", folder / "again.csv", *w)
    assert (folder / "again.csv").read_text() == first and '"label, front"' in first


def a_product_is_edited_deleted_and_restored(folder):
    w = ("--workspace", folder / "w.saltline")
    gel = saltline("catalogue", "edit", "energy gel", "--stock", 7, "--cost", 1.2, "--set", "sodium_mg=80", "--status", "verified", "--json", *w).json
    assert (gel["stock"], gel["cost"], gel["amounts"]["sodium_mg"], gel["status"]) == (7, 1.2, 80, "verified")
    assert saltline("catalogue", "edit", "energy gel", "--set", "sodium_mg=", "--stock", -1, "--json", *w).json["amounts"]["sodium_mg"] is None
    saltline("catalogue", "delete", "Energy gel", *w)
    assert "Energy gel" not in [p["product"] for p in saltline("catalogue", "list", "--json", *w).lines]
    saltline("catalogue", "restore", "energy gel", *w)
    assert "Energy gel" in [p["product"] for p in saltline("catalogue", "list", "--json", *w).lines]


def what_cannot_be_is_refused(folder):
    w = ("--workspace", folder / "w.saltline")
    for arguments, status, word in ((("edit", "nectar"), 1, "nectar"), (("edit", "Banana", "--set", "iron=2"), 1, "iron"),
                                    (("edit", "Banana", "--set", "sodium_mg=much"), 1, "number"), (("edit", "Banana", "--stock", 1.5), 2, "whole"),
                                    (("edit", "Banana", "--form", "soup"), 2, "soup"), (("import",), 2, "one file"), (("list", "x"), 2, "nothing"),
                                    (("import", folder / "none.csv"), 1, "none.csv"), (("delete", "nectar"), 1, "nectar"), (("sell",), 2, "list")):
        refused = saltline("catalogue", *arguments, *w, status=status)
        assert word in refused.err, (arguments, refused.err)


main(the_catalogue_begins_with_foods_and_says_what_is_unverified, a_table_goes_in_and_comes_out_the_same,
     a_product_is_edited_deleted_and_restored, what_cannot_be_is_refused)
