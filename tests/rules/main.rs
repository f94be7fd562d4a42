//! Every example of every built-in rule and hint, as a test of its own: bad ones must fire, good ones must stay silent, and
//! hints must show what they say.
//!
//! The glossary is read from its folder, as it lies there. A good example is judged by its own rule only; whether rules
//! disturb one another shows in the projects.

mod projects;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use lakespeak::glossary;
use lakespeak::lexicon::{Example, Glossary, Lexicon, RuleId};
use lakespeak::workspace::examples;
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    // As cargo says it now: the built test can be run on another clone's files.
    let package = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into()));
    let (glossaries, problems) = glossaries(&package);
    let lexicon = Arc::new(Lexicon::compile(glossaries));
    let mut trials = vec![Trial::test("the built-in glossary has no mistakes", move || match problems.first() {
        None => Ok(()),
        Some(problem) => Err(Failed::from(format!("{problem:?}"))),
    })];
    for id in lexicon.rule_ids() {
        let rule = lexicon.rule(id);
        for (kind, examples) in [("bad", &rule.bad), ("good", &rule.good)] {
            for (number, example) in examples.iter().enumerate() {
                let name = format!("{} {kind} {} ({})", rule.id, number + 1, example.language.name());
                let (lexicon, example) = (Arc::clone(&lexicon), example.clone());
                trials.push(Trial::test(name, move || check(&lexicon, id, &example, kind == "bad")));
            }
        }
        let (bad, good, find_in, name) = (rule.bad.len(), rule.good.len(), rule.find_in, rule.id.clone());
        trials.push(Trial::test(format!("{} has two examples of each kind", rule.id), move || {
            let own = !matches!(find_in, lakespeak::lexicon::FindIn::Text | lakespeak::lexicon::FindIn::Path);
            if own || (bad >= 2 && good >= 2) { Ok(()) } else { Err(Failed::from(format!("{name}: {bad} bad, {good} good"))) }
        }));
    }
    for id in lexicon.hint_ids() {
        let hint = lexicon.hint(id);
        let name = format!("hint {}:{}", hint.source.file.rsplit('/').next().unwrap_or_default(), hint.source.line + 1);
        for (number, example) in hint.examples.iter().enumerate() {
            let (lexicon, example) = (Arc::clone(&lexicon), example.clone());
            trials.push(Trial::test(format!("{name} example {}", number + 1), move || told(examples::hint_misfit(&lexicon, id, &example))));
        }
        let silent = hint.examples.iter().filter(|example| example.label.is_none()).count();
        let both = silent > 0 && hint.examples.len() > silent;
        trials.push(Trial::test(format!("{name} has examples of both kinds"), move || {
            if both { Ok(()) } else { Err(Failed::from("one with a label, one without")) }
        }));
    }
    trials.extend(projects::trials(&package, &lexicon));
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn glossaries(package: &Path) -> (Vec<Glossary>, Vec<glossary::Problem>) {
    let folder = package.join("glossary");
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "yml"));
    paths.sort();
    let read = |path: &PathBuf| {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"));
        glossary::read(&name, &text)
    };
    let (glossaries, problems): (Vec<_>, Vec<_>) = paths.iter().map(read).unzip();
    (glossaries, problems.concat())
}

fn check(lexicon: &Lexicon, id: RuleId, example: &Example, fires: bool) -> Result<(), Failed> {
    told(examples::misfit(lexicon, id, example, fires))
}

fn told(misfit: Option<examples::Misfit>) -> Result<(), Failed> {
    let Some(examples::Misfit { example, message }) = misfit else { return Ok(()) };
    Err(Failed::from(format!("{}:{}: {message} on\n{}", example.source.file, example.source.line + 1, example.text)))
}
