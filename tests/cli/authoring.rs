//! Glossaries from and for other tools, and the first files of a repository.

use crate::support::{folder, run};

const CONTEXTIVE: &str = "contexts:\n  - name: Cargo\n    domainVisionStatement: Routing.\n    terms:\n      - name: Leg Policy\n        definition: Decides.\n        aliases: [leg rule]\n        meta: { Owner: Team A }\n";

#[test]
fn a_contextive_file_goes_there_and_back() {
    let folder = folder(&[("cargo.glossary.yml", CONTEXTIVE.as_bytes())]);
    let (code, out, err) = run(folder.path(), &["glossary", "export", "--format", "contextive"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    for part in ["  - name: Cargo\n", "domainVisionStatement: Routing.", "aliases: [leg rule]", "Owner: Team A"] {
        assert!(out.contains(part), "{part} is not in {out}");
    }
    let (code, out, _) = run(folder.path(), &["glossary", "import", "cargo.glossary.yml"]);
    assert_eq!(code, 0);
    let expected = "version: 1\ncategory: Cargo\nterms:\n  - name: Leg Policy\n    aliases: [leg rule]\n    plain_english: Decides.\n    notes:\n      Owner: Team A\n      Vision: Routing.\n";
    assert_eq!(out, expected);
    let (_, out, _) = run(folder.path(), &["glossary", "export", "--format", "markdown"]);
    assert!(out.starts_with("# Glossary\n\n## Cargo\n\n**Leg Policy** · Cargo"), "{out}");
    let (_, out, _) = run(folder.path(), &["glossary", "export", "--format", "json"]);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&out).unwrap()[0]["id"], "leg-policy");
}

#[test]
fn a_list_becomes_a_glossary_and_nothing_is_overwritten() {
    let folder = folder(&[("words.csv", b"Term,Definition\nGold Table,Signed off.\nNothing,\n")]);
    let arguments = ["glossary", "import", "words.csv", "--output", "words.glossary.yml"];
    let (code, out, err) = run(folder.path(), &arguments);
    assert_eq!((code, out.as_str()), (1, "Wrote words.glossary.yml\n"), "{err}");
    assert!(err.contains("words.csv:3: “Nothing” has no definition"), "{err}");
    let (code, _, err) = run(folder.path(), &arguments);
    assert!(code == 2 && err.contains("nothing that is there is overwritten"), "{err}");
    let (code, out, _) = run(folder.path(), &["glossary", "check"]);
    assert_eq!((code, out.as_str()), (0, "No mistake in 1 file\n"));
}

#[test]
fn mistakes_of_all_files_are_told_at_once() {
    let glossary = "terms:\n  - name: Lake\n    plain_english: Water.\n    related: [partitoning]\n    rules:\n      - id: salty\n        find: read_salt\n        message: Salt.\n        examples:\n          bad:\n            - sql: select 1\n          good:\n            - python: read_salt()\n";
    let folder = folder(&[("a.glossary.yml", glossary.as_bytes()), ("lakespeak.yml", b"rules: { slaty: off }\ntodoo: {}\n")]);
    let (code, out, err) = run(folder.path(), &["glossary", "check"]);
    assert_eq!((code, err.as_str()), (1, ""));
    for line in [
        "a.glossary.yml:4:15: warning: there is no term `partitoning`; did you mean `partitioning`?\n",
        "a.glossary.yml:11:15: `salty` should report this bad example and does not\n",
        "a.glossary.yml:13:15: `salty` reports this good example and should not\n",
        "lakespeak.yml:1:10: there is no rule, term, category or group `slaty`; did you mean `salty`?\n",
        "lakespeak.yml:2:1: unknown key `todoo` in the configuration; did you mean `todo`?\n",
    ] {
        assert!(out.contains(line), "{line} is not in\n{out}");
    }
}

#[test]
fn the_examples_of_hints_are_executed() {
    let hint =
        "terms:\n  - name: Lake\n    plain_english: Water.\n    hints:\n      - find: depth =\n        languages: python\n        label: "
            .to_owned();
    let examples = "\n        examples:\n          - { python: depth = 3, label: 3 m deep }\n          - { python: depth == 3 }\n          - { python: width = 3, label: 3 m deep }\n";
    let folder = folder(&[("a.glossary.yml", format!("{hint}\"{{value}} m deep\"{examples}").as_bytes())]);
    let (code, out, err) = run(folder.path(), &["glossary", "check"]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert_eq!(out, "a.glossary.yml:11:13: this example should show `3 m deep` and shows nothing\n");
}

#[test]
fn a_word_that_is_everywhere_is_told_with_its_count() {
    let glossary = "terms:\n  - name: Order\n    aliases: [purchase]\n    plain_english: What a customer wants.\n  - {name: Rare Thing, plain_english: x}\n";
    let narrow = "terms:\n  - {name: Refund, plain_english: Money back.}\n";
    let often = "-- the orders, an order, a refund, a rare thing\n".repeat(200);
    let other = "select 1\n";
    let mut files: Vec<(&str, &[u8])> = vec![("a.glossary.yml", glossary.as_bytes()), ("pay/b.glossary.yml", narrow.as_bytes())];
    files.extend(["a.sql", "b.sql", "pay/c.sql"].map(|path| (path, often.as_bytes())));
    files.extend(["d.sql", "e.sql", "f.sql", "g.sql", "h.sql", "i.sql", "j.sql", "k.sql"].map(|path| (path, other.as_bytes())));
    let folder = folder(&files);
    let (code, out, err) = run(folder.path(), &["glossary", "check"]);
    let told = "a.glossary.yml:2:11: hint: `Order` stands 1,200 times, mostly as `order`, in 3 of 11 files: nobody looks at a card that is everywhere; add `context`, or a longer name\na.glossary.yml:5:12: hint: `Rare Thing` stands 600 times, in 3 of 11 files: nobody looks at a card that is everywhere; add `context`, or a longer name\n";
    assert_eq!((code, out.as_str(), err.as_str()), (0, format!("{told}No mistake in 2 files\n").as_str(), ""));
    // Two files more, and it stands in fewer than one in four.
    std::fs::write(folder.path().join("l.sql"), other).unwrap();
    std::fs::write(folder.path().join("m.sql"), other).unwrap();
    let (_, out, _) = run(folder.path(), &["glossary", "check"]);
    assert_eq!(out, "No mistake in 2 files\n");
}

#[test]
fn a_phrase_that_reports_everywhere_is_told_with_its_count() {
    let glossary = "terms:
- name: Gold Table
  plain_english: Ours.
  rules:
  - {id: reads-gold, find: [from gold., join gold.], languages: sql, message: Read silver.}
  - {id: reads-all-gold, find: select, languages: sql, message: Read less., when: [{statement_has: gold.all}]}
  - {id: quiet, find: from gold., languages: sql, message: Read silver.}
  - {id: pythonic, find: import gold, languages: python, message: Read silver.}
";
    let often = "select a from gold.x;\nselect b\nFROM  gold.y;\nselect c from silver.z join gold.z on true;\n".repeat(100);
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("a.glossary.yml".to_owned(), glossary.into()),
        ("lakespeak.yml".to_owned(), "rules: { quiet: off }\n".into()),
        ("a.sql".to_owned(), often.clone().into()),
        ("b.sql".to_owned(), often.into()),
        ("all.sql".to_owned(), "select a from gold.all;\n".into()),
    ];
    // Most files are of another language.
    files.extend((0..40).map(|number| (format!("p/{number}.py"), b"import gold\n".to_vec())));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (path.as_str(), text.as_slice())).collect();
    let folder = folder(&files);
    let (code, out, err) = run(folder.path(), &["glossary", "check"]);
    let told: Vec<&str> = out.lines().filter(|line| !line.contains("no examples")).collect();
    let expected = "a.glossary.yml:5:5: hint: `reads-gold` reports 601 times, mostly at `from gold.`, in 3 of 3 files: nobody reads what is told everywhere; find a longer phrase, or add `when`";
    assert_eq!((code, told, err.as_str()), (0, vec![expected, "No mistake in 2 files"], ""));
}

#[test]
fn the_first_files_of_a_repository() {
    let folder = folder(&[(".pre-commit-config.yaml", b"repos: []\n")]);
    let (code, out, err) = run(folder.path(), &["init"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("wrote  lakespeak.yml") && out.contains("left   .pre-commit-config.yaml"), "{out}");
    assert!(out.contains("entry: lakespeak check"), "what is left is shown: {out}");
    assert_eq!(std::fs::read_to_string(folder.path().join(".pre-commit-config.yaml")).unwrap(), "repos: []\n");
    let (code, out, err) = run(folder.path(), &["glossary", "check"]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "No mistake in 2 files\n", ""));
    // What stands in comments is right, too.
    let path = folder.path().join("team.glossary.yml");
    let text = std::fs::read_to_string(&path).unwrap();
    let entries = text.split("\n\n  # ").skip(1).map(|block| block.lines().skip(1));
    let bare = |line: &str| "  ".to_owned() + line.trim_start().trim_start_matches('#').strip_prefix(' ').unwrap_or_default();
    let open: Vec<String> = entries.flatten().map(bare).collect();
    let whole = format!("{text}{}\n  - {{ name: Landing Area, plain_english: Where files arrive. }}\n", open.join("\n"));
    std::fs::write(&path, &whole).unwrap();
    let (code, out, _) = run(folder.path(), &["glossary", "check"]);
    assert_eq!((code, out.as_str()), (0, "No mistake in 2 files\n"), "{whole}");
    let (code, out, _) = run(folder.path(), &["init"]);
    assert!(code == 0 && !out.contains("wrote"), "{out}");
}

#[test]
fn what_a_team_changes_of_ours_goes_out_whole() {
    let glossary = "terms:\n- id: partitioning\n  plain_english: One folder a day.\n  rules:\n  - {id: select-distinct-in-parentheses, severity: off}\n- {id: data-mart, off: true}\n";
    let folder = folder(&[("a.glossary.yml", glossary.as_bytes())]);
    let (code, out, err) = run(folder.path(), &["glossary", "export", "--format", "contextive"]);
    assert_eq!((code, err.contains("mistakes"), out.contains("data-mart")), (0, false, false), "{out}{err}");
    assert!(out.contains("- name: Partitioning\n        definition: One folder a day."), "{out}");
    std::fs::write(folder.path().join("b.glossary.yml"), "terms:\n- {id: nobody-knows, plain_english: x}\n").unwrap();
    let (_, out, err) = run(folder.path(), &["glossary", "export", "--format", "json"]);
    assert!(err.contains("b.glossary.yml has mistakes") && out.contains("\"partitioning\""), "{out}{err}");
}
