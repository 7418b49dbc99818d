//! Import, snapshots, doctor: what is taken, what is refused, what is left behind.

use crate::runner::{run, sample, sample_files, shared, snapshots, well};

const HEAD: &str = "kpi,municipality,year,gender,value\n";

fn file(folder: &std::path::Path, name: &str, text: &[u8]) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn an_import_tells_what_it_took_and_names_the_snapshot() {
    let Some(shared) = shared() else { return };
    let data = tempfile::tempdir().unwrap();
    let mut args = vec!["import".to_owned(), "kolada".to_owned(), "--file".to_owned()];
    args.extend(sample_files(&shared));
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let out = well(data.path(), &args);
    assert!(out.contains("kolada_mini_sample.csv: värden, 1\u{a0}410 rader."), "{out}");
    let names = snapshots(data.path());
    assert_eq!(names.len(), 1);
    assert!(out.contains(&format!("Ny ögonblicksbild: {}", names[0])), "{out}");
    let list = well(data.path(), &["snapshot", "list"]);
    assert!(list.contains(&names[0]) && list.contains("2018–2022"), "{list}");
    let shown = well(data.path(), &["snapshot", "show"]);
    assert!(shown.contains("kolada_mini_sample.csv"), "{shown}");
    let json: serde_json::Value =
        serde_json::from_str(&well(data.path(), &["snapshot", "show", "--format", "json"])).unwrap();
    assert_eq!(json["first_year"], 2018);
    assert_eq!(json["sources"].as_array().unwrap().len(), 6);
    assert!(well(data.path(), &["snapshot", "verify"]).contains("är hel"));
    assert!(well(data.path(), &["doctor"]).contains("Allt är på plats."));
}

#[test]
fn what_is_not_koladas_is_left_and_named() {
    let data = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    file(folder.path(), "a.csv", format!("{HEAD}N00206,2282,2022,K,95.1\nN00206,2282,2022,M,93.9\n").as_bytes());
    file(folder.path(), "lasmig.txt", b"hej\n");
    let out = well(data.path(), &["import", "kolada", "--file", folder.path().to_str().unwrap()]);
    assert!(out.contains("lasmig.txt: "), "{out}");
    assert!(out.contains("a.csv: värden, 2 rader."), "{out}");
}

#[test]
fn hostile_files_leave_no_snapshot_and_the_old_one_stays() {
    let data = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let good =
        file(folder.path(), "god.csv", format!("{HEAD}N00206,2282,2022,K,95.1\nN00206,2282,2022,M,93.9\n").as_bytes());
    let import = |path: &str| run(data.path(), &["import", "kolada", "--file", path]);
    let hostile = [
        ("ar.csv", format!("{HEAD}N00206,2282,2022,K,1\nN00206,2282,20222,K,1\n"), "3"),
        ("tal.csv", format!("{HEAD}N00206,2282,2022,K,nio\n"), "2"),
        ("nan.csv", format!("{HEAD}N00206,2282,2022,K,NaN\n"), "2"),
        ("kon.csv", format!("{HEAD}N00206,2282,2022,X,1\n"), "2"),
        ("dubbel.csv", format!("{HEAD}N00206,2282,2022,K,1\nN00206,2282,2022,K,2\n"), "3"),
    ];
    for (name, text, row) in &hostile {
        let ran = import(&file(folder.path(), name, text.as_bytes()));
        assert_eq!(ran.code, 3, "{name}: {}", ran.err);
        assert!(ran.err.contains(name) && ran.err.contains(row), "{name}: {}", ran.err);
        assert!(ran.err.contains("Ingenting har ändrats."), "{}", ran.err);
    }
    assert_eq!(snapshots(data.path()), Vec::<String>::new());
    assert_eq!(import(&good).code, 0);
    let before = snapshots(data.path());
    for (name, text, _) in &hostile {
        assert_eq!(import(&file(folder.path(), name, text.as_bytes())).code, 3);
    }
    assert_eq!(
        import(&file(folder.path(), "latin.csv", b"kpi,municipality,year,gender,value\nN00206,\xe5,2022,K,1\n")).code,
        3
    );
    assert_eq!(import(&file(folder.path(), "tom.csv", b"")).code, 3);
    assert_eq!(import(&folder.path().join("finns-inte.csv").display().to_string()).code, 2);
    let ran = import(&file(folder.path(), "avbruten.csv", format!("{HEAD}N00206,2282,2022,K,9").as_bytes()));
    assert!(ran.code == 3 && ran.err.contains("slutar mitt i en rad"), "{}", ran.err);
    assert_eq!(snapshots(data.path()), before);
}

#[test]
fn an_older_snapshot_can_be_asked() {
    let data = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let csv = |women: f64| format!("{HEAD}N00206,2282,2022,K,{women}\nN00206,2282,2022,M,90\n");
    let similar = "domain,year,municipality,municipality_name,similar_municipality,similar_name,kolada_group_id\n\
                   övergripande,2023,2282,Kramfors,2283,Sollefteå,G1\n";
    let similar = file(folder.path(), "liknande.csv", similar.as_bytes());
    for women in [80.0, 85.0] {
        let path = file(folder.path(), &format!("{women}.csv"), csv(women).as_bytes());
        // The one fetched later wins.
        let day = if women < 82.0 { "2024-01-01" } else { "2024-06-01" };
        well(data.path(), &["import", "kolada", "--retrieved", day, "--file", &path, &similar]);
    }
    let names = snapshots(data.path());
    assert_eq!(names.len(), 2);
    let women = |extra: &[&str]| {
        let args: Vec<&str> =
            ["figure", "N00206", "--area", "2282", "--format", "json"].iter().chain(extra).copied().collect();
        let rows: serde_json::Value = serde_json::from_str(&well(data.path(), &args)).unwrap();
        rows[0]["women"].as_f64().unwrap()
    };
    assert_eq!(women(&[]), 85.0);
    assert_eq!(women(&["--as-of", &names[0]]), 80.0);
    assert_eq!(women(&["--as-of", "2099-01-01"]), 85.0);
    let day = &names[0][..10];
    for args in [vec!["figure", "N00206"], vec!["snapshot", "show"]] {
        let ran = run(data.path(), &[args.as_slice(), &["--as-of", "2000-01-01"]].concat());
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains(&format!("De första hämtades den {day}.")), "{}", ran.err);
    }
    let ran = run(data.path(), &["figure", "N00206", "--as-of", "2024-01-01T000000Z-00000000"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("Ingen ögonblicksbild heter 2024-01-01T000000Z-00000000."), "{}", ran.err);
    let ran = run(data.path(), &["figure", "N00206", "--as-of", "igår"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(well(data.path(), &["snapshot", "prune", "--keep", "1"]).contains(&names[0]));
    assert_eq!(snapshots(data.path()), names[1..]);
}

#[test]
fn damage_is_found() {
    let data = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path =
        file(folder.path(), "a.csv", format!("{HEAD}N00206,2282,2022,K,95.1\nN00206,2282,2022,M,93.9\n").as_bytes());
    well(data.path(), &["import", "kolada", "--file", &path]);
    let name = &snapshots(data.path())[0];
    let figures = data.path().join("snapshots").join(name).join("figures.arrow");
    let mut bytes = std::fs::read(&figures).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&figures, bytes).unwrap();
    let ran = run(data.path(), &["snapshot", "verify"]);
    assert_eq!(ran.code, 3);
    assert!(ran.out.contains("är skadad"), "{}", ran.out);
    let ran = run(data.path(), &["doctor"]);
    assert_eq!(ran.code, 3);
    assert!(ran.out.contains("✗"), "{}", ran.out);
}

/// The manifest of the older of two snapshots is damaged: everything about the other goes on.
#[test]
fn damage_to_one_snapshot_hides_no_other() {
    let data = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path =
        file(folder.path(), "a.csv", format!("{HEAD}N00206,2282,2022,K,95.1\nN00206,2282,2022,M,93.9\n").as_bytes());
    let import = ["import", "kolada", "--file", &path];
    well(data.path(), &import);
    well(data.path(), &import);
    let names = snapshots(data.path());
    let break_it =
        |name: &str| std::fs::write(data.path().join("snapshots").join(name).join("manifest.json"), "{").unwrap();
    break_it(&names[0]);
    let ran = run(data.path(), &["snapshot", "list"]);
    assert!(ran.code == 3 && ran.out.contains(&names[1]) && ran.err.contains(&names[0]), "{}\n{}", ran.out, ran.err);
    for command in [vec!["snapshot", "verify"], vec!["doctor"]] {
        let ran = run(data.path(), &command);
        assert_eq!(ran.code, 3);
        assert!(ran.out.contains(&format!("{} är hel", names[1])), "{command:?}: {}", ran.out);
        assert!(ran.out.contains(&format!("{} är skadad", names[0])), "{command:?}: {}", ran.out);
    }
    assert!(well(data.path(), &["snapshot", "show"]).contains(&names[1]));
    well(data.path(), &import);
    // Damage to the newest is told with the way out.
    break_it(snapshots(data.path()).last().unwrap());
    let ran = run(data.path(), &import);
    assert!(ran.code == 3 && ran.err.contains("--fresh"), "{}", ran.err);
    well(data.path(), &[&import[..], &["--fresh"]].concat());
}

/// Descriptions that cannot be read are damage, not silence.
#[test]
fn damaged_descriptions_are_told() {
    let data = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path =
        file(folder.path(), "a.csv", format!("{HEAD}N99001,2282,2022,K,95.1\nN99001,2282,2022,M,93.9\n").as_bytes());
    well(data.path(), &["import", "kolada", "--file", &path]);
    let name = &snapshots(data.path())[0];
    std::fs::write(data.path().join("snapshots").join(name).join("descriptions.json"), "[").unwrap();
    let ran = run(data.path(), &["figure", "N99001"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert!(ran.err.contains("descriptions.json är skadad"), "{}", ran.err);
}

/// Answers as Kolada's API v3 does, for one figure in one municipality, until the test ends.
fn kolada() -> String {
    use std::io::{BufRead as _, BufReader, Write as _};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}/v3", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let asked = lines.next().unwrap().unwrap();
            while lines.next().is_some_and(|line| !line.unwrap().is_empty()) {}
            let path = asked.split(' ').nth(1).unwrap().split('?').next().unwrap().to_owned();
            let values = match path.as_str() {
                "/v3/kpi" => {
                    r#"{"id":"N00206","title":"Heltidsanställda månadsavlönade, kommun, andel (%)","description":"","is_divided_by_gender":1,"municipality_type":"K"}"#
                }
                "/v3/kpi_groups" => {
                    r#"{"id":"G1","title":"Heltidsresan","members":[{"member_id":"N00206","member_title":"Heltid"}]}"#
                }
                "/v3/municipality" => {
                    r#"{"id":"2282","title":"Kramfors","type":"K"},{"id":"2283","title":"Sollefteå","type":"K"}"#
                }
                "/v3/municipality_groups" => {
                    r#"{"id":"G2","title":"Liknande kommuner övergripande, Kramfors, 2023","members":[{"member_id":"2283","member_title":"Sollefteå"}]}"#
                }
                path if path.contains("N99999") => "",
                _ => {
                    r#"{"kpi":"N00206","municipality":"2282","period":2022,"values":[{"gender":"K","count":1,"status":"","value":94.5,"isdeleted":false},{"gender":"M","count":1,"status":"","value":92.8,"isdeleted":false},{"gender":"T","count":1,"status":"","value":94.1,"isdeleted":false}]}"#
                }
            };
            let body = format!(r#"{{"values":[{values}],"next_url":null}}"#);
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                body.len()
            );
            stream.write_all(format!("{head}{body}").as_bytes()).unwrap();
        }
    });
    base
}

#[test]
fn figures_come_from_the_live_api() {
    let data = tempfile::tempdir().unwrap();
    let base = kolada();
    let args = ["import", "kolada", "--kpi", "n00206", "--year", "2022", "--area", "2282", "--base-url", &base];
    let ran = run(data.path(), &args);
    assert_eq!(ran.code, 0, "{}\n{}", ran.out, ran.err);
    assert!(ran.out.contains("Hämtade 5 sidor från http://127.0.0.1:"), "{}", ran.out);
    assert!(ran.out.contains("3 värden för 1 mått."), "{}", ran.out);
    assert!(ran.err.contains("sidor,") && ran.err.contains("i sekunden"), "{}", ran.err);
    let rows: serde_json::Value =
        serde_json::from_str(&well(data.path(), &["figure", "N00206", "--area", "Kramfors", "--format", "json"]))
            .unwrap();
    assert_eq!(rows[0]["women"], 94.5);
    assert_eq!(rows[0]["men"], 92.8);
    // What the source has nothing about makes no new snapshot.
    let before = snapshots(data.path());
    let ran = run(data.path(), &["import", "kolada", "--kpi", "N99999", "--year", "2022", "--base-url", &base]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("Källan har inga värden") && ran.err.contains("Ingenting har ändrats."), "{}", ran.err);
    assert_eq!(snapshots(data.path()), before);
}

#[test]
fn kolada_out_of_reach_is_told_and_changes_nothing() {
    let data = tempfile::tempdir().unwrap();
    // Nobody listens on the port: the listener is closed again.
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let base = format!("ftp://{address}");
    let ran = run(data.path(), &["import", "kolada", "--kpi", "N00206", "--base-url", &base]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("Ingenting har ändrats."), "{}", ran.err);
    assert_eq!(snapshots(data.path()), Vec::<String>::new());
}

#[test]
fn without_figures_there_is_advice() {
    let data = tempfile::tempdir().unwrap();
    for args in [
        vec!["scan", "Kramfors"],
        vec!["serve", "--listen", "127.0.0.1:0"],
        vec!["snapshot", "show"],
        vec!["snapshot", "verify"],
    ] {
        let ran = run(data.path(), &args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.err);
        assert!(ran.err.contains("jamsides import kolada"), "{args:?}: {}", ran.err);
    }
    assert_eq!(run(data.path(), &["snapshot", "list"]).code, 1);
    assert!(well(data.path(), &["doctor"]).contains("Inga siffror har hämtats ännu."));
    let ran = run(data.path(), &["snapshot", "show", "2024-01-01T000000Z-00000000"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let Some(data) = sample() else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rader.csv");
    assert_eq!(well(data, &["figure", "N00209", "-o", path.to_str().unwrap()]), "");
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("kpi,area,year,women,men,total,"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let ran = run(data, &["figure", "N00209", "-o", folder.path().join("saknas/rader.csv").to_str().unwrap()]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("gick inte att skriva"), "{}", ran.err);
}
