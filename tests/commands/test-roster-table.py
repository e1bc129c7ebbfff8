#!/usr/bin/env python3
"""saltline import --roster, and tables of several athletes"""
from cases import main, saltline

ROSTER = """Name;Geschlecht;Geburtsdatum;Größe (cm);Gewicht (kg);Mannschaft
Mia Weiß;w;29.03.2001;168;61,5;Squad
Bo Jensen;m;1999-12-01;183;77,25;Squad
Nobody;x;;;;
"""
MAP = "height=Größe (cm)"


def workspace(folder):
    return ["--workspace", folder / "w.saltline"]


def write(folder, text, name="roster.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def athletes(at, *more):
    return {line["name"]: line for line in saltline("athlete", "list", "--json", *more, *at).lines}


def a_roster_is_previewed_kept_and_kept_again_without_a_change(folder):
    at, path = workspace(folder), write(folder, ROSTER)
    dry = saltline("import", "--roster", "--dry-run", "--map", MAP, "--json", path, *at).json
    assert dry["new"] == 3 and not dry["kept"] and athletes(at) == {}
    assert saltline("import", "--roster", "--map", MAP, "--json", path, *at).json["new"] == 3
    mia = athletes(at)["Mia Weiß"]
    assert (mia["sex"], mia["born"], mia["height_m"], mia["mass_kg"]) == ("female", "2001-03-29", 1.68, 61.5)
    assert sorted(athletes(at, "--team", "Squad")) == ["Bo Jensen", "Mia Weiß"]
    again = saltline("import", "--roster", "--map", MAP, "--json", path, *at).json
    assert again["same"] == 3 and again["new"] == again["changed"] == again["refused"] == 0
    path.write_text(ROSTER.replace("61,5", "62,5"), encoding="utf-8")
    changed = saltline("import", "--roster", "--map", MAP, "--json", path, *at).json
    assert changed["changed"] == 1 and "62.5" in changed["rows"][0]["remark"]
    assert athletes(at)["Mia Weiß"]["mass_kg"] == 62.5 and len(athletes(at)) == 3


def customary_units_in_headers_are_converted(folder):
    at = workspace(folder)
    path = write(folder, "first name,last name,weight (lb),height (ft)\nAda,Lind,150,5.5\n")
    saltline("import", "--roster", path, *at)
    ada = athletes(at)["Ada Lind"]
    assert abs(ada["mass_kg"] - 68.0389) < 1e-3 and abs(ada["height_m"] - 1.6764) < 1e-6


def rosters_of_several_languages_and_cells_with_units_are_understood(folder):
    at = workspace(folder)
    tables = [
        ("de", "sep=;\nName;Vorname;Geschlecht;Größe (cm);Gewicht (kg)\nMüller;Anna;weiblich;172,5;63,4\n", "Anna Müller", "female", 1.725, 63.4),
        ("fr", "Nom,Prénom,Sexe,Taille (cm),Poids (kg)\nDupont,Éloïse,F,165,\"55,2\"\n", "Éloïse Dupont", "female", 1.65, 55.2),
        ("es", "Nombre\tApellidos\tSexo\tEstatura\tPeso\nJosé\tGarcía\tHombre\t1,81 m\t74,5 kg\n", "José García", "male", 1.81, 74.5),
        ("us", "First name,Last name,Gender,Height,Weight\nJohn,Smith,M,\"5'11\"\"\",165 lbs\n", "John Smith", "male", 1.8034, 74.8427),
        ("ja", "氏名,性別,身長,体重\n山田太郎,男,172,63\n", "山田太郎", "male", 1.72, 63),
        ("both", "Name,First name,Sex,Height,Weight\nAda Lind,Ada,f,170,60\n", "Ada Lind", "female", 1.7, 60),
    ]
    for code, text, name, sex, height, mass in tables:
        assert saltline("import", "--roster", "--json", write(folder, text, code + ".csv"), *at).json["new"] == 1, code
        one = athletes(at)[name]
        assert one["sex"] == sex and abs(one["height_m"] - height) < 1e-4 and abs(one["mass_kg"] - mass) < 1e-3, one


def what_cannot_be_is_refused_line_by_line_and_the_rest_is_kept(folder):
    at = workspace(folder)
    path = write(folder, "name,sex,born,mass\nAda,f,2001-02-30,60\nBea,robot,,61\nCleo,f,,610\nDora,f,2001-02-03,62\nDora,f,2001-02-03,63\nEva,f,03/04/2001,60\n,f,,60\n")
    result = saltline("import", "--roster", "--json", path, *at, status=1).json
    assert [row["outcome"] for row in result["rows"]] == ["refused", "refused", "refused", "new", "refused", "refused", "refused"]
    assert "pounds" in result["rows"][2]["remark"] and "line 5" in result["rows"][4]["remark"]
    assert list(athletes(at)) == ["Dora"]


def maps_and_tables_that_fit_nothing_are_explained(folder):
    at, path = workspace(folder), write(folder, "a,b\n1,2\n")
    assert "says who" in saltline("import", "--roster", path, *at, status=1).err
    assert "no column" in saltline("import", "--roster", "--map", "name=c", path, *at, status=1).err
    assert "first_name" in saltline("import", "--roster", "--map", "nome=a", path, *at, status=1).err
    assert saltline("import", "--roster", "--map", "name=a", "--json", path, *at).json["new"] == 1
    assert "--roster" in saltline("import", "--dry-run", "--athlete", "x", path, *at, status=2).err
    saltline("import", "--roster", folder / "absent.csv", *at, status=1)


def a_table_of_trials_of_several_athletes_is_shared_out(folder):
    at = workspace(folder)
    for handle, name in (("mia", "Mia"), ("bo", "Bo Jensen")):
        saltline("athlete", "add", handle, "--name", name, *at)
    path = write(folder, "id;Datum;Dauer;vorher;nachher\nmia;2026-03-01 07:00;60;61,5;60,7\nBo Jensen;2026-03-01 07:00;60;77,25;76\nmia;2026-03-02 07:00;60;61,4;60,6\n"
                         "Zoe;2026-03-02 07:00;60;61;60\n", "trials.csv")
    map = "athlete=id,time=Datum,duration_min=Dauer,body_mass_before_kg=vorher,body_mass_after_kg=nachher"
    first = saltline("import", "--map", map, "--json", path, *at, status=1)
    assert [line["added"] for line in first.lines] == [2, 1] and "Zoe" in first.err
    again = saltline("import", "--map", map, "--json", path, *at, status=1)
    assert [(line["added"], line["unchanged"]) for line in again.lines] == [(0, 2), (0, 1)]
    fields = saltline("timeline", "--athlete", "bo", "--json", *at).json["events"][0]["fields"]
    assert fields["body_mass_before_kg"]["value"] == 77.25 and fields["body_mass_after_kg"]["value"] == 76


main(a_roster_is_previewed_kept_and_kept_again_without_a_change, customary_units_in_headers_are_converted,
     rosters_of_several_languages_and_cells_with_units_are_understood, what_cannot_be_is_refused_line_by_line_and_the_rest_is_kept,
     maps_and_tables_that_fit_nothing_are_explained,
     a_table_of_trials_of_several_athletes_is_shared_out)
