//! Every example of every built-in rule, as a test of its own: bad ones must fire, good ones must stay silent.
//!
//! A good example is judged by its own rule only; whether rules disturb one another shows on real files.

use std::path::Path;
use std::sync::Arc;

use lakespeak::analysis::{Cancel, Facts, Input, analyse};
use lakespeak::glossary::builtin;
use lakespeak::lexicon::{Choice, Example, Lexicon, RuleId, Setting};
use lakespeak::workspace::pins;
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let (glossaries, problems) = builtin::builtin();
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
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn check(lexicon: &Lexicon, id: RuleId, example: &Example, fires: bool) -> Result<(), Failed> {
    let rule = lexicon.rule(id);
    let facts = Facts {
        path: example.path.clone(),
        pins: Arc::new(example.files.iter().flat_map(|(path, text)| pins::pins_of_file(Path::new(path), text)).collect()),
        choices: Arc::new(vec![Choice { selector: rule.id.clone(), setting: Setting::On }]),
        ..Facts::default()
    };
    let input = Input { text: example.text.as_str().into(), language: example.language, facts };
    let analysis = analyse(&input, lexicon, &Cancel::default());
    let found = analysis.findings.iter().any(|finding| finding.rule == id);
    let place = format!("{}:{}", rule.source.file, example.source.line + 1);
    match (found, fires) {
        (true, true) | (false, false) => Ok(()),
        (false, true) => Err(Failed::from(format!("{place}: `{}` should fire on\n{}", rule.id, example.text))),
        (true, false) => Err(Failed::from(format!("{place}: `{}` should stay silent on\n{}", rule.id, example.text))),
    }
}
