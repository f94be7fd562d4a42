//! Any text as a glossary: no panic, mistakes at places inside it, and what it gives compiles.
#![no_main]

use lakespeak::glossary;
use lakespeak::lexicon::Lexicon;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (read, problems) = glossary::read("fuzz.glossary.yml", text);
    for problem in problems {
        assert!(text.get(problem.span.range()).is_some());
    }
    let _ = Lexicon::compile([read]);
});
