use std::fs;

use super::*;
use crate::lexicon::Lexicon;
use crate::workspace::{Config, Words, config};

struct Place(tempfile::TempDir);

impl Place {
    fn new(files: &[(&str, &str)]) -> Self {
        let place = Self(tempfile::tempdir().expect("a folder"));
        for (path, text) in files {
            place.write(path, text);
        }
        place
    }

    fn root(&self) -> PathBuf {
        self.0.path().join("w")
    }

    /// `../x` lies beside the workspace.
    fn write(&self, path: &str, text: &str) {
        let path = super::super::flat(&self.root().join(path));
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(path, text).expect("written");
    }

    fn words(&self, library: &mut Library, open: &Open) -> Words {
        let config = Config::default();
        Words::new(&Lexicon::compile([]), &config, &self.root(), library.shelf(&config.exclude, open, None))
    }

    fn library(&self) -> Library {
        Library::new(&self.root(), false)
    }

    /// All problems as `file:line:column: message`.
    fn told(&self) -> Vec<String> {
        told(&self.words(&mut self.library(), &Open::default()), &self.root())
    }
}

fn told(words: &Words, root: &Path) -> Vec<String> {
    let all = words.problems(&Open::default());
    let lines = all.iter().flat_map(|(path, problems)| problems.iter().map(move |problem| (relative(root, path), problem)));
    lines.map(|(file, problem)| format!("{file}:{}:{}: {}", problem.line + 1, problem.column + 1, problem.message)).collect()
}

/// The ids of the terms that apply to a file.
fn ids(words: &Words, path: &str) -> Vec<String> {
    words.lexicon_for(Path::new(path)).terms().map(|(_, term)| term.id.clone()).collect()
}

fn term(name: &str) -> String {
    format!("terms: [{{name: {name}, plain_english: x}}]\n")
}

#[test]
fn imports_count_where_they_are_imported() {
    let place = Place::new(&[
        ("a/a.glossary.yml", &("imports: [../shared/core.yml, ../b/b.glossary.yml]\n".to_owned() + &term("one"))),
        ("shared/core.yml", &term("core")),
        ("b/b.glossary.yml", &term("two")),
    ]);
    let words = place.words(&mut place.library(), &Open::default());
    assert_eq!(ids(&words, "a/x.sql"), ["core", "two", "one"]);
    assert_eq!(ids(&words, "b/x.sql"), ["two"]);
    assert_eq!(ids(&words, "shared/x.sql"), [""; 0]);
    assert_eq!(place.told(), [""; 0]);
}

#[test]
fn imports_that_cannot_be_taken_in_are_told_at_their_line() {
    let place = Place::new(&[
        (
            "a.glossary.yml",
            "imports:\n  - b.glossary.yml\n  - ./b.glossary.yml\n  - gone.yml\n  - sub\n  - ../out.glossary.yml\n  - /etc/hosts\n  - https://e.org/x.yml\n  - a.glossary.yml\n",
        ),
        ("b.glossary.yml", "imports: [c.yml]\n"),
        ("c.yml", "imports: [b.glossary.yml]\n"),
        ("sub/x", ""),
        ("../out.glossary.yml", &term("secret")),
    ]);
    let expected = [
        "a.glossary.yml:3:5: `./b.glossary.yml` is imported on line 2 already",
        "a.glossary.yml:4:5: there is no file `gone.yml`; the path counts from this file's folder",
        "a.glossary.yml:5:5: `sub` is a folder; name the glossary in it",
        "a.glossary.yml:6:5: `../out.glossary.yml` leads out of the workspace, so it is not read; keep a copy of the file here",
        "a.glossary.yml:7:5: `/etc/hosts` leads out of the workspace, so it is not read; keep a copy of the file here",
        "a.glossary.yml:8:5: addresses are not followed: keep a copy of that file in this repository, and import it by its path",
        "a.glossary.yml:9:5: this import comes back to itself: a.glossary.yml → a.glossary.yml",
        "c.yml:1:11: this import comes back to itself: b.glossary.yml → c.yml → b.glossary.yml",
    ];
    assert_eq!(place.told(), expected);
    let allowed = place.words(&mut Library::new(&place.root(), true), &Open::default());
    assert!(ids(&allowed, "x.sql").contains(&"secret".to_owned()), "the editor's own settings may allow it");
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_and_refused_outside() {
    let place = Place::new(&[("kept/core.yml", &term("inside")), ("../out.yml", &term("outside")), ("d.glossary.yml/x", "")]);
    let link = |to: &str, at: &str| std::os::unix::fs::symlink(to, place.root().join(at)).expect("linked");
    link("kept/core.yml", "a.glossary.yml");
    link("../out.yml", "b.glossary.yml");
    link("nowhere.yml", "c.glossary.yml");
    let _pipe = std::os::unix::net::UnixListener::bind(place.root().join("e.glossary.yml")).expect("made");
    let words = place.words(&mut place.library(), &Open::default());
    assert_eq!(ids(&words, "x.sql"), ["inside"]);
    let expected = [
        "b.glossary.yml:1:1: this link leads out of the workspace, so it is not read; keep a copy of the file here",
        "c.glossary.yml:1:1: this link leads nowhere",
        "d.glossary.yml:1:1: this is a folder, not a glossary; rename it",
        "e.glossary.yml:1:1: this is no regular file, so it is not read",
    ];
    assert_eq!(told(&words, &place.root()), expected);
}

#[test]
fn files_that_are_no_text_are_told() {
    let place = Place::new(&[("a.glossary.yml", "")]);
    fs::write(place.root().join("b.glossary.yml"), b"terms:\n  \xff").expect("written");
    let large = fs::File::create(place.root().join("c.glossary.yml")).expect("made");
    large.set_len(100 << 20).expect("stretched");
    place.write("d.glossary.yml", "terms:\n\t- name: a\n");
    let found = place.told();
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(found[0], "b.glossary.yml:1:1: not UTF-8 from byte 9; save it as UTF-8");
    assert_eq!(found[1], "c.glossary.yml:1:1: this glossary has 100 MB, and 32 MB is the most; split it");
    assert!(found[2].starts_with("d.glossary.yml:2:2: not valid YAML"), "{}", found[2]);
}

#[test]
fn what_only_all_together_can_tell() {
    let place = Place::new(&[
        ("a.glossary.yml", "terms:\n- id: nobody\n  off: true\n- name: Gold\n  plain_english: x\n  related: [gold, silvr]\n"),
        (
            "b.glossary.yml",
            "terms:\n- {name: Gold, plain_english: y, deprecated: {because: old, replaced_by: nope}}\n- {name: Silver, plain_english: y}\n",
        ),
    ]);
    let expected = [
        "a.glossary.yml:2:3: there is no term `nobody` to change; a new one needs `name` and `plain_english`",
        "a.glossary.yml:6:19: there is no term `silvr`; did you mean `silver`?",
        "b.glossary.yml:2:10: the term `gold` is in a.glossary.yml on line 4 already; what stands here takes its place",
        "b.glossary.yml:2:74: there is no term `nope`",
    ];
    assert_eq!(place.told(), expected);
}

#[test]
fn open_texts_count_and_only_what_changed_is_read_again() {
    let place = Place::new(&[("a.glossary.yml", &term("one")), ("b.glossary.yml", &term("two"))]);
    let mut library = place.library();
    let first = place.words(&mut library, &Open::default());
    let path = |name: &str| place.root().join(name);
    let open: Open =
        [(path("a.glossary.yml"), term("typed").into()), (path("new.glossary.yml"), term("unsaved").into())].into_iter().collect();
    let second = place.words(&mut library, &open);
    assert_eq!(
        (ids(&first, "x.sql"), ids(&second, "x.sql")),
        (vec!["one".into(), "two".into()], vec!["typed".into(), "two".into(), "unsaved".into()])
    );
    assert!(Arc::ptr_eq(&first.shelf.files[1], &second.shelf.files[1]), "what did not change is as it was");
    fs::remove_file(path("b.glossary.yml")).expect("removed");
    assert_eq!(ids(&place.words(&mut library, &Open::default()), "x.sql"), ["one"]);
}

#[test]
fn a_half_typed_glossary_keeps_its_last_good_state() {
    let good = "terms:\n- name: Gold\n  plain_english: Dear.\n- name: Silver\n  plain_english: Less dear.\n";
    let place = Place::new(&[("a.glossary.yml", good)]);
    let mut library = place.library();
    let mut plain = |text: &str| {
        let open: Open = [(place.root().join("a.glossary.yml"), text.into())].into_iter().collect();
        let words = place.words(&mut library, &open);
        let lexicon = words.lexicon_for(Path::new("x.sql"));
        let mut all: Vec<String> = lexicon.terms().map(|(_, term)| format!("{}: {}", term.name, term.card.plain_english)).collect();
        all.sort();
        all
    };
    assert_eq!(plain(good), ["Gold: Dear.", "Silver: Less dear."]);
    assert_eq!(
        plain("terms:\n- name: Gold\n  plain_english: Other.\n- name: Silver\n  plain_english: \"Les"),
        ["Gold: Other.", "Silver: Less dear."]
    );
    assert_eq!(
        plain("terms:\n- name: Gold\n  plain_english: Other.\n- name: Silver\n  plain_english: New.\n  zones: x\n"),
        ["Gold: Other.", "Silver: Less dear."]
    );
    assert_eq!(plain("terms:\n- name: Gold\n  plain_engl: More.\n"), ["Gold: Other."], "what is gone is gone");
    assert_eq!(plain("terms:\n- name: Gold\n  plain_english: Other.\n"), ["Gold: Other."]);
}

#[test]
fn a_glossary_that_is_opened_closed_or_written_again_as_it_was_changes_nothing() {
    let place = Place::new(&[("a.glossary.yml", &term("Gold"))]);
    let (mut library, path) = (place.library(), place.root().join("a.glossary.yml"));
    let open = |text: &str| Open::from_iter([(path.clone(), Arc::from(text))]);
    let shelf = |library: &mut Library, open: &Open| library.shelf_as_of(&Globs::default(), open, true);
    let first = shelf(&mut library, &Open::default());
    assert!(shelf(&mut library, &open(&term("Gold"))).is_like(&first), "opened");
    assert!(shelf(&mut library, &Open::default()).is_like(&first), "closed");
    place.write("a.glossary.yml", &term("Gold"));
    assert!(shelf(&mut library, &Open::default()).is_like(&first), "written");
    let edited = shelf(&mut library, &open(&term("Silver")));
    assert!(!edited.is_like(&first), "edited");
    assert!(!shelf(&mut library, &Open::default()).is_like(&edited), "closed without saving");
}

#[test]
fn terms_are_switched_off_by_path_with_their_rules_and_hints() {
    let text = "category: Metals\nterms:\n- {name: Gold, plain_english: x, rules: [{id: no-gold, find: gold, message: m}], \
        hints: [{find: [gold], label: m}]}\n- {name: Silver, plain_english: x}\n- {name: Wood, category: Plants, plain_english: x}\n";
    let place = Place::new(&[("a.glossary.yml", text)]);
    let config = "terms: {gold: off, Plants: off, wod: off}\noverrides: [{paths: 'mine/**', terms: {gold: on, Metals: off}}]\n";
    let config = config::read(config).0;
    let shelf = place.library().shelf(&config.exclude, &Open::default(), None);
    let words = Words::new(&Lexicon::compile([]), &config, &place.root(), shelf);
    assert_eq!((ids(&words, "x.sql"), ids(&words, "mine/x.sql")), (vec!["silver".to_owned()], vec!["gold".to_owned()]));
    let counts = |path: &str| {
        let lexicon = words.lexicon_for(Path::new(path));
        let found = crate::analysis::analyse(
            &crate::analysis::Input {
                text: "select gold, silver, wood".into(),
                language: crate::syntax::Language::Sql,
                facts: crate::analysis::Facts::default(),
            },
            &lexicon,
            &crate::analysis::Cancel::default(),
        );
        (lexicon.rule_ids().len(), lexicon.hint_ids().len(), found.mentions.len(), found.findings.len(), found.hints.len())
    };
    assert_eq!((counts("x.sql"), counts("mine/x.sql")), ((0, 0, 1, 0, 0), (1, 1, 1, 1, 0)));
    assert!(Arc::ptr_eq(&words.lexicon_for(Path::new("x.sql")), &words.lexicon_for(Path::new("y/z.sql"))), "made once");
    let told = crate::workspace::unknown_selectors(&config, words.team.outermost());
    assert_eq!(
        told.iter().map(|one| one.message.as_str()).collect::<Vec<_>>(),
        ["there is no term or category `wod`; did you mean `wood`?"]
    );
}
