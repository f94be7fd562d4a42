use super::*;

#[test]
fn the_whole_of_a_configuration() {
    let (config, problems) = read(
        r#"
version: 1
builtin: [Storage & Formats]
exclude: ["**/target/**"]
rules: { select-star: off, retries-zero: warning, "*": hint }
overrides: [{ paths: ["sandbox/**"], rules: { "*": off } }, { paths: "*.sql", rules: { pedantic: on } }]
guidance: { base_url: "https://wiki.example/data/{id}" }
todo: { author: "", sql_comment: line, width: 100, acknowledges: false }
limits: { max_file_bytes: 1_000 }
sql: { dialect: bigquery }
"#,
    );
    assert_eq!(problems, []);
    assert!(config.builtin.has("storage & formats") && !config.builtin.has("Other"));
    assert!(config.exclude.is_match("a/target/b") && config.exclude.is_match("a/target"));
    let chosen = |path: &str| config.choices_for(path).iter().map(|choice| choice.selector.clone()).collect::<Vec<_>>();
    assert_eq!(chosen("a.py"), ["select-star", "retries-zero", "*"]);
    assert_eq!(chosen("sandbox/x/a.sql"), ["select-star", "retries-zero", "*", "*"]);
    assert_eq!(chosen("a.sql").last().map(String::as_str), Some("pedantic"));
    assert_eq!(config.todo, Style { author: String::new(), sql_line_comments: true, width: 100, acknowledges: false });
    assert_eq!((config.limits.max_file_bytes, config.dialect.as_deref()), (1_000, Some("bigquery")));
    assert_eq!(config.guidance.base_url.as_deref(), Some("https://wiki.example/data/{id}"));
}

#[test]
fn terms_are_off_and_on_again_by_path() {
    let text =
        "terms: {gold: off}\noverrides: [{paths: 'a/**', terms: {gold: on, T: off}}, {paths: 'a/**', rules: {x: off}, terms: {b: off}}]\n";
    let (config, problems) = read(text);
    assert_eq!(problems, []);
    let chosen = |path: &str| config.terms_for(path).iter().map(|choice| choice.selector.clone()).collect::<Vec<_>>();
    assert_eq!((chosen("x.py"), chosen("a/x.py")), (vec!["gold".to_owned()], ["gold", "gold", "T", "b"].map(str::to_owned).to_vec()));
    assert_eq!((config.choices_for("a/x.py").len(), config.named_terms.len()), (1, 4));
}

#[test]
fn nothing_is_the_default() {
    for text in ["", "# nothing\n", "rules:\n", "exclude: []\n"] {
        let (config, problems) = read(text);
        assert_eq!(problems, [], "{text:?}");
        assert_eq!((config.limits, config.todo), (Limits::default(), Style::default()));
    }
}

#[test]
fn mistakes_at_their_place() {
    for (text, line, column, message) in [
        ("rulez: {}\n", 0, 0, "unknown key `rulez` in the configuration; did you mean `rules`?"),
        ("rules:\n  a: of\n", 1, 5, "unknown setting `of`; did you mean `off`?"),
        ("rules: [a]\n", 0, 7, "`rules` is a mapping"),
        ("overrides:\n  - rules: {a: off}\n", 1, 4, "an override needs `paths`"),
        ("terms:\n  a: hint\n", 1, 5, "unknown setting `hint`"),
        ("overrides:\n  - paths: a\n", 1, 4, "an override needs `rules`"),
        ("guidance: { base_url: wiki }\n", 0, 22, "must begin with `https://`"),
        ("guidance: { base_url: 'https://wiki' }\n", 0, 22, "put `{id}`"),
        ("todo: { width: 5 }\n", 0, 15, "`width` is a whole number from 20, not `5`"),
        ("todo: { sql_comment: lines }\n", 0, 21, "did you mean `line`?"),
        ("limits: { max_file_byte: 5 }\n", 0, 10, "did you mean `max_file_bytes`?"),
        ("exclude: ['a[']\n", 0, 10, "is no path pattern"),
        ("version: 7\n", 0, 9, "unknown version"),
    ] {
        let (_, problems) = read(text);
        let found: Vec<_> = problems.iter().map(|p| (p.line, p.column, p.message.as_str())).collect();
        let right = matches!(found.as_slice(), [(l, c, m)] if (*l, *c) == (line, column) && m.contains(message));
        assert!(right, "{text:?} gave {found:?}");
    }
}
