//! Time against size on texts made to hurt: `cargo bench --bench hostile [-- PART OF A NAME | rules:BEGINNING OF AN ID]`.
//!
//! Each input is built at doubling sizes, read from scratch, and asked for findings and for all mentions, in the thread's
//! own processor time, so that other work on the machine counts little. Linear work
//! doubles with the size; what grows by more than [`STEEP`] a doubling, or is slower than [`SLOW`], is marked, and the
//! process then ends with 1. The second table does the same for every phrase and example of every built-in rule,
//! repeated by line and inside one bracket, and shows the worst. It takes long: what is marked is told at once, and
//! `rules:a`, `rules:b` … do it piece by piece.

#![allow(clippy::print_stdout, clippy::print_stderr, clippy::cast_precision_loss, reason = "a bench prints its figures")]

use std::hint::black_box;
use std::process::ExitCode;

use cpu_time::ThreadTime;
use lakespeak::analysis::{Cancel, Document, Facts};
use lakespeak::glossary::builtin;
use lakespeak::lexicon::Lexicon;
use lakespeak::syntax::Language::{self, Python, Sql, Yaml};
use lakespeak::text::{Edit, Span};

const MIB: usize = 1 << 20;
/// Growth a doubling from which on an input is not linear; room for caches that a larger text outgrows.
const STEEP: f64 = 2.5;
/// Seconds a mebibyte from which on an input is slow.
const SLOW: f64 = 1.0;
/// Seconds after which larger sizes of an input are not tried.
const PATIENCE: f64 = 6.0;

/// A text of about so many bytes.
type Make = fn(usize) -> String;

/// `head`, then `unit` as often as it fits, then `tail`. A `@` in the unit becomes the number of the repetition.
fn repeat(bytes: usize, head: &str, unit: &str, tail: &str) -> String {
    let mut text = String::with_capacity(bytes + 64);
    text.push_str(head);
    let mut number = 0_u32;
    while text.len() < bytes {
        if unit.contains('@') {
            text.push_str(&unit.replace('@', &number.to_string()));
        } else {
            text.push_str(unit);
        }
        number += 1;
    }
    text + tail
}

/// `open` as often as it fits into half of it, `inner`, and as many `close`.
fn nest(bytes: usize, head: &str, open: &str, inner: &str, close: &str) -> String {
    let depth = bytes / (open.len() + close.len());
    [head, &open.repeat(depth), inner, &close.repeat(depth), "\n"].concat()
}

/// Lines each indented by one more than the one above, down to `depth`, again and again.
fn stairs(bytes: usize, depth: usize, line: &str, last: &str) -> String {
    let mut text = String::with_capacity(bytes + depth);
    while text.len() < bytes {
        for indent in 0..depth {
            text.extend(std::iter::repeat_n(' ', indent));
            text.push_str(line);
        }
        while text.len() < bytes {
            text.extend(std::iter::repeat_n(' ', depth));
            text.push_str(last);
        }
    }
    text
}

const INPUTS: &[(Language, &str, Make)] = &[
    (Python, "triggers as arguments of one call", |n| repeat(n, "f(\n", "    if_exists='replace', a=requests.get(u),\n", ")\n")),
    (Python, "one keyword again and again", |n| repeat(n, "df.to_sql(", "if_exists=x, ", ")\n")),
    (Python, "triggers without commas", |n| repeat(n, "f(", "if_exists=x ", ")\n")),
    (Python, "triggers in one dict", |n| repeat(n, "x = {\n", "  'catchup': True, 'k@': Variable.get('a'),\n", "}\n")),
    (Python, "lambdas in one list", |n| repeat(n, "import airflow\nx = [", "lambda: Variable.get('a'), ", "]\n")),
    (Python, "defaults of one def", |n| repeat(n, "import airflow\ndef f(", "a@=lambda: Variable.get('a'), ", "): pass\n")),
    (Python, "one method chain", |n| repeat(n, "for a in b:\n    df = df", ".withColumn('a', b)", "\n")),
    (Python, "one chain of attributes", |n| repeat(n, "df", ".writeStream.write", "\n")),
    (Python, "nested chains", |n| nest(n, "", "df.writeStream.a(", "x", ")")),
    (Python, "nested calls", |n| nest(n, "import airflow\n", "Variable.get(", "x", ")")),
    (Python, "nested values", |n| nest(n, "", "f(if_exists=", "x", ")")),
    (Python, "nested calls never closed", |n| repeat(n, "", "f(if_exists=requests.get(", "\n")),
    (Python, "nested lists around triggers", |n| repeat(n, &"[".repeat(n / 2), "Variable.get(a),", "\n")),
    (Python, "nested brackets", |n| nest(n, "x = ", "[(", "requests.get(a)", ")]")),
    (Python, "brackets of the wrong kind", |n| nest(n, "x = ", "[(", "requests.get(a)", "])")),
    (Python, "closing brackets", |n| repeat(n, "", ")", "\n")),
    (Python, "bodies on one line", |n| repeat(n, "try: a\n", "except: ", "\n")),
    (Python, "empty handlers", |n| repeat(n, "", "try:\n  a\nexcept:\n  pass\n", "")),
    (Python, "decorators", |n| repeat(n, "import airflow\n", "@a.b(c)\n", "def f():\n  Variable.get(a)\n")),
    (Python, "triggers under many decorators", |n| {
        repeat(n, &repeat(n / 2, "import airflow\n", "@a\n", "def f():\n"), "  Variable.get(a)\n", "")
    }),
    (Python, "imports", |n| repeat(n, "", "import m@, airflow.m@\n", "Variable.get(a)\n")),
    (Python, "imports and regions", |n| repeat(n, &repeat(n / 2, "", "import m@\n", ""), "db.execute('select * from t@')\n", "")),
    (Python, "deep blocks", |n| stairs(n, 400, "if a:\n", "Variable.get(a); except:\n")),
    (Python, "f-strings in f-strings", |n| repeat(n, "x = ", "f'{f\"{Variable.get(a)}\"}' ", "\n")),
    (Python, "f-string holes", |n| repeat(n, "x = f'''", "{requests.get(a)} {", "'''\n")),
    (Python, "a string never closed", |n| repeat(n, "x = '''", "select * from t where requests.get( \n", "")),
    (Python, "quotes", |n| repeat(n, "", "'", "\n")),
    (Python, "quotes and backslashes", |n| repeat(n, "", "'\\\n", "\n")),
    (Python, "strings that may be SQL", |n| repeat(n, "f(", "'--', ", ")\n")),
    (Python, "SQL regions by line", |n| repeat(n, "", "db.execute(f'delete from t@ {x}')\n", "")),
    (Python, "SQL regions in one list", |n| repeat(n, "db.execute([", "'select * from t@', ", "])\n")),
    (Python, "SQL regions in one wrapper", |n| repeat(n, &repeat(n / 2, "db.execute(", "a.", "dedent("), "'select * from t@', ", "))\n")),
    (Python, "one region of many statements", |n| repeat(n, "db.execute('''", "delete from t@;\nselect * from a;\n", "''')\n")),
    (Python, "one region of many pieces", |n| repeat(n, "db.execute(", "'select * from a\\n' f'{b}' ", ")\n")),
    (Python, "TODO comments", |n| repeat(n, "", "# TODO(lakespeak:partitioning/x@): y\n", "")),
    (Python, "ignore comments", |n| repeat(n, "", "# lakespeak: ignore[x@, bare-except]\n", "a = 1\n")),
    (Python, "ignore comments beside code", |n| repeat(n, "", "except: # lakespeak: ignore[x@]\n", "")),
    (Python, "an ignore list never closed", |n| repeat(n, "", "# lakespeak: ignore[a,", "\n")),
    (Python, "comment lines in a bracket", |n| repeat(n, "f(\n", "# data lake: requests.get(\n", ")\n")),
    (Python, "blank lines", |n| repeat(n, "x = data\n", "\n", "lake")),
    (Python, "blanks before triggers on one line", |n| repeat(n, &" ".repeat(n / 2), "x = requests.get(a); ", "\n")),
    (Python, "anchors that almost match", |n| repeat(n, "# ", "data lak partitionin backfil slowly changin ", "\n")),
    (Python, "terms on one line", |n| repeat(n, "# ", "pipeline model exposure data lake partition lineage ", "\n")),
    (Python, "one word", |n| repeat(n, "", "backfill_", "\n")),
    (Python, "joined lines", |n| repeat(n, "x = a", " + requests.get(u) \\\n", "")),
    (Python, "semicolons", |n| repeat(n, "", "requests.get(a);", "\n")),
    (Python, "matches", |n| repeat(n, "", "match match ", "\n")),
    (Sql, "one statement of triggers", |n| repeat(n, "select a from b where ", "x not in (select y from z) and ", "1\n")),
    (Sql, "unions", |n| repeat(n, "select * from a ", "union all select * from b ", "\n")),
    (Sql, "statements without semicolons", |n| repeat(n, "", "delete from t@\nselect * from a\n", "")),
    (Sql, "statements on one line", |n| repeat(n, "", "delete from t@; select * from a; truncate table b;", "\n")),
    (Sql, "statements behind a long string", |n| {
        repeat(n, &repeat(n / 2, "select '", "\n", "';"), "delete from t@; select * from a;", "\n")
    }),
    (Sql, "nested queries", |n| nest(n, "", "select * from (", "a", ")")),
    (Sql, "nested queries never closed", |n| repeat(n, "", "select * from (", "\n")),
    (Sql, "brackets", |n| nest(n, "select * from ", "(", "a", ")")),
    (Sql, "closing brackets", |n| repeat(n, "select ", ")", "\n")),
    (Sql, "common tables", |n| repeat(n, "with a as (select 1)", ", a@ as (select * from b)", " select * from a\n")),
    (Sql, "withs", |n| repeat(n, "", "with ", "\n")),
    (Sql, "a long name", |n| repeat(n, "delete from a", ".a", "\n")),
    (Sql, "comparisons", |n| repeat(n, "select 1 where ", "a = null and a <> null or ", "1\n")),
    (Sql, "templates", |n| repeat(n, "select ", "{{ ref('a') }} ", "\n")),
    (Sql, "templates never closed", |n| repeat(n, "select ", "{{ a ", "\n")),
    (Sql, "template openers", |n| repeat(n, "", "{{", "\n")),
    (Sql, "template statements", |n| repeat(n, "", "{% if a %}delete from b {% ", "\n")),
    (Sql, "configurations", |n| repeat(n, "{{ config(", "materialized = 'incremental', ", ") }}\nselect 1\n")),
    (Sql, "raw blocks", |n| repeat(n, "{% raw %}", "{% ", "\n")),
    (Sql, "comment openers", |n| repeat(n, "", "/*", "\n")),
    (Sql, "comments on one line", |n| repeat(n, "select 1 ", "/* TODO lakespeak:partitioning */ ", "\n")),
    (Sql, "line comments", |n| repeat(n, "", "-- TODO lakespeak:partitioning\n", "select 1")),
    (Sql, "TODOs in one comment", |n| repeat(n, "/*\n", " * TODO lakespeak:partitioning/x@\n\n", "*/\n")),
    (Sql, "quotes", |n| repeat(n, "", "'", "\n")),
    (Sql, "backslashed quotes", |n| repeat(n, "select ", "'a\\' ", "\n")),
    (Sql, "quoted words", |n| repeat(n, "select ", "\"a\" \"b", "\n")),
    (Sql, "backquotes by line", |n| repeat(n, "", "`\n", "")),
    (Sql, "dollars", |n| repeat(n, "select ", "$a$ $b", "\n")),
    (Sql, "dollar signs", |n| repeat(n, "", "$", "\n")),
    (Sql, "hash signs", |n| repeat(n, "", "#", "\n")),
    (Sql, "operators", |n| repeat(n, "", "|:=-", "\n")),
    (Sql, "terms on one line", |n| repeat(n, "-- ", "pipeline model exposure data lake partition lineage ", "\n")),
    (Yaml, "triggers in one mapping", |n| repeat(n, "services:\n", "  image@: a:latest\n", "")),
    (Yaml, "images", |n| repeat(n, "services:\n", "  a@:\n    image: b:latest\n    command: c || true\n", "")),
    (Yaml, "one key again and again", |n| repeat(n, "a:\n", "  image: b:latest\n", "")),
    (Yaml, "one line of flow", |n| repeat(n, "a: {", "image: 'b:latest', ", "}\n")),
    (Yaml, "flow never closed", |n| repeat(n, "a: ", "{image: [b:latest, ", "\n")),
    (Yaml, "nested flow", |n| nest(n, "a: ", "{image: [", "b:latest", "]}")),
    (Yaml, "deep blocks", |n| stairs(n, 400, "a:\n", "image: b:latest\n")),
    (Yaml, "deep items", |n| stairs(n, 400, "- a:\n", "- image: b:latest\n")),
    (Yaml, "dashes on one line", |n| repeat(n, "", "- ", "a\n")),
    (Yaml, "question marks on one line", |n| repeat(n, "", "? ", "a\n")),
    (Yaml, "colons on one line", |n| repeat(n, "a", ": ", "\n")),
    (Yaml, "properties on one line", |n| repeat(n, "a: ", "&a !b ", "c\n")),
    (Yaml, "one block scalar", |n| repeat(n, "run: |\n", "  rm a || true; image: b:latest\n", "")),
    (Yaml, "one plain scalar", |n| repeat(n, "run: a\n", "  rm a || true\n", "")),
    (Yaml, "one plain scalar on one line", |n| repeat(n, "run: ", "a || true ", "\n")),
    (Yaml, "one quoted scalar", |n| repeat(n, "run: \"", "rm a || true\n  ", "\"\n")),
    (Yaml, "quotes", |n| repeat(n, "a: ", "'", "\n")),
    (Yaml, "quotes by line", |n| repeat(n, "", "a: '\n", "")),
    (Yaml, "items of quotes", |n| repeat(n, "a: [", "\"a' , ", "]\n")),
    (Yaml, "documents", |n| repeat(n, "", "---\nimage: a:latest\n", "")),
    (Yaml, "templates", |n| repeat(n, "", "a: {{ b }} {% if c %}\n", "")),
    (Yaml, "template openers", |n| repeat(n, "a: ", "{{", "\n")),
    (Yaml, "template openers in quotes", |n| repeat(n, "a: \"", "{{ {% ", "\n")),
    (Yaml, "lines of templates in a block", |n| repeat(n, "a: |\n", "{{ b }}\n", "")),
    (Yaml, "ignore comments", |n| repeat(n, "", "# lakespeak: ignore[x@]\n", "a: 1\n")),
    (Yaml, "comments beside values", |n| repeat(n, "", "image: a:latest # TODO lakespeak:docker/x\n", "")),
    (Yaml, "merge keys", |n| repeat(n, "", "a@: {<<: *b, image: c:latest}\n", "")),
    (Yaml, "line ends", |n| repeat(n, "a: b", "\r", "\n")),
];

fn main() -> ExitCode {
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_default();
    let lexicon = Lexicon::compile(builtin::builtin());
    println!("{:>6} {:42} {:>9} {:>9} {:>9} {:>7} {:>9} {:>9}", "", "ms", "1 MiB", "2 MiB", "4 MiB", "growth", "mentions", "edit");
    let mut bad = 0;
    for (language, name, make) in INPUTS.iter().filter(|(language, name, _)| format!("{} {name}", language.name()).contains(&wanted)) {
        bad += usize::from(Row::measure(&lexicon, *language, make, [MIB, 2 * MIB, 4 * MIB]).print(language.name(), name));
    }
    let rules_with = wanted.strip_prefix("rules:");
    if rules_with.is_some() || "rules".contains(&wanted) {
        bad += rules(&lexicon, rules_with.unwrap_or_default());
    }
    println!("{bad} too steep or too slow");
    if bad == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Every phrase and bad example of the rules whose ids begin so, by line and in one bracket: the ten worst, and all that
/// are too bad.
fn rules(lexicon: &Lexicon, beginning: &str) -> usize {
    let mut rows = Vec::new();
    for id in lexicon.rule_ids().filter(|&id| lexicon.rule(id).id.starts_with(beginning)) {
        let rule = lexicon.rule(id);
        let phrases = rule.languages.iter().flat_map(|language| rule.find.iter().map(move |phrase| (language, phrase.text.as_str())));
        let examples = rule.bad.iter().map(|example| (example.language, example.text.as_str()));
        for (language, text) in phrases.chain(examples) {
            let (head, tail) = match language {
                Python => (format!("{text}\nf(\n"), ")\n"),
                Sql | Language::Notebook => ("select (\n".to_owned(), ")\n"),
                Yaml => ("a: {\n".to_owned(), "}\n"),
            };
            let line = format!("{text}\n");
            let sizes = [MIB / 4, MIB / 2, MIB];
            let name = |shape: &str| format!("{} {shape}: {}", rule.id, text.lines().next().unwrap_or_default());
            for (shape, head, tail) in [("by line", "", ""), ("in a bracket", head.as_str(), tail)] {
                let row = Row::measure(lexicon, language, &|n| repeat(n, head, &line, tail), sizes);
                if row.is_bad() {
                    eprintln!("too bad: {}", name(shape));
                }
                rows.push((row, language, name(shape)));
            }
        }
    }
    rows.sort_by(|a, b| b.0.badness().total_cmp(&a.0.badness()));
    println!("\n{} texts made of the rules' own phrases and examples, the worst of them; at 1/4, 1/2 and 1 MiB", rows.len());
    let mut bad = 0;
    for (index, (row, language, name)) in rows.iter().enumerate() {
        let is_bad = row.is_bad();
        bad += usize::from(is_bad);
        if index < 10 || is_bad {
            row.print(language.name(), &name.chars().take(42).collect::<String>());
        }
    }
    bad
}

/// What one input took.
struct Row {
    /// Bytes and seconds, at each size that was tried.
    read: Vec<(usize, f64)>,
    mentions: Vec<(usize, f64)>,
    /// Seconds for one character typed in the middle, with findings, at the largest size.
    edit: f64,
}

impl Row {
    fn measure(lexicon: &Lexicon, language: Language, make: &dyn Fn(usize) -> String, sizes: [usize; 3]) -> Self {
        let mut row = Self { read: Vec::new(), mentions: Vec::new(), edit: 0.0 };
        for (at, size) in std::iter::once(sizes[0] / 8).chain(sizes).enumerate() {
            let text = make(size);
            let (read, mentions, edit) = once(lexicon, language, &text);
            let (again, mentions_again, _) = if read < 0.5 { once(lexicon, language, &text) } else { (read, mentions, edit) };
            let (read, mentions) = (read.min(again), mentions.min(mentions_again));
            // The first, small one tells whether the others may be tried at all.
            if at > 0 || read.max(mentions) > PATIENCE / 8.0 {
                row.read.push((text.len(), read));
                row.mentions.push((text.len(), mentions));
                row.edit = edit;
            }
            if read.max(mentions) > PATIENCE / 4.0 {
                break;
            }
        }
        row
    }

    /// By how much the time grows a doubling.
    fn growth(times: &[(usize, f64)]) -> f64 {
        let (Some(first), Some(last)) = (times.first(), times.last()) else { return 1.0 };
        let doublings = (last.0 as f64 / first.0 as f64).log2();
        // What takes less than this is noise.
        if doublings < 0.5 || last.1 < 0.05 { 1.0 } else { (last.1 / first.1).powf(1.0 / doublings) }
    }

    fn slowness(times: &[(usize, f64)]) -> f64 {
        times.last().map_or(0.0, |(bytes, time)| time / (*bytes as f64 / MIB as f64))
    }

    fn badness(&self) -> f64 {
        let of = |times: &[(usize, f64)]| (Self::growth(times) / STEEP).max(Self::slowness(times) / SLOW);
        of(&self.read).max(of(&self.mentions))
    }

    fn is_bad(&self) -> bool {
        self.badness() > 1.0
    }

    fn print(&self, language: &str, name: &str) -> bool {
        let ms = |at: usize| self.read.get(at).map_or_else(|| "-".to_owned(), |(_, time)| format!("{:.1}", time * 1e3));
        let mentions = self.mentions.last().map_or(0.0, |(_, time)| time * 1e3);
        let growth = Self::growth(&self.read).max(Self::growth(&self.mentions));
        let mark = if self.is_bad() { "  <<<" } else { "" };
        println!(
            "{language:>6} {name:42} {:>9} {:>9} {:>9} {growth:>7.2} {mentions:>9.1} {:>9.1}{mark}",
            ms(0),
            ms(1),
            ms(2),
            self.edit * 1e3
        );
        self.is_bad()
    }
}

/// Seconds to read and find, to find all mentions, and for one character typed in the middle.
fn once(lexicon: &Lexicon, language: Language, text: &str) -> (f64, f64, f64) {
    let (cancel, facts) = (Cancel::default(), Facts::default());
    let start = ThreadTime::now();
    let document = Document::new(text.into(), language, lexicon, &cancel);
    black_box(document.findings(lexicon, &facts, &cancel));
    let read = start.elapsed().as_secs_f64();
    let start = ThreadTime::now();
    black_box(document.mentions(document.everything(), lexicon, &facts));
    let mentions = start.elapsed().as_secs_f64();
    let middle = text.ceil_char_boundary(text.len() / 2);
    let mut typed = text.to_owned();
    typed.insert(middle, 'x');
    let edit = Edit { old: Span::at(middle as u32), new_len: 1 };
    let typed = typed.into();
    let start = ThreadTime::now();
    black_box(document.edited(typed, edit, lexicon, &cancel).findings(lexicon, &facts, &cancel));
    (read, mentions, start.elapsed().as_secs_f64())
}
