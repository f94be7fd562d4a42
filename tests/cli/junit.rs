//! `JUnit` reports against what their readers publish: the schema of Jenkins, what the schema of Ant asks besides, and a
//! reader.

use std::path::{Path, PathBuf};
use std::process::Command;

use quick_junit::{NonSuccessKind, Report, TestCaseStatus};

use crate::formats::{all, corpus, of};
use crate::support::{folder, run};
use crate::tools::{cache, install, pip};

/// Its source holds the schema that Jenkins' xunit plugin publishes.
const PYTEST: &str = "9.2.0";
const LXML: &str = "6.1.3";

/// Tells what a schema has against reports, a line a mistake.
const VALIDATE: &str = "
import sys
from lxml import etree
schema = etree.XMLSchema(etree.parse(sys.argv[1]))
for report in sys.argv[2:]:
    schema.validate(etree.parse(report))
    print(schema.error_log, end='')
";

/// A Python that reads XML schemas, with the schema of Jenkins beside it.
fn jenkins() -> (PathBuf, PathBuf) {
    let home = cache().join(format!("junit-schema-{PYTEST}-{LXML}"));
    let schema = |home: &Path| home.join(format!("pytest-{PYTEST}/testing/example_scripts/junit-10.xsd"));
    if !home.is_dir() {
        install(&home, |fresh| {
            assert!(Command::new("python3").args(["-m", "venv"]).arg(fresh).status().unwrap().success());
            pip(fresh, &["install", &format!("lxml=={LXML}")]);
            pip(fresh, &["download", "--no-deps", "--no-binary", "pytest", &format!("pytest=={PYTEST}")]);
            let unpack = ["-m", "tarfile", "-e", &format!("pytest-{PYTEST}.tar.gz"), "."];
            assert!(Command::new(fresh.join("bin/python3")).current_dir(fresh).args(unpack).status().unwrap().success());
            assert!(schema(fresh).is_file(), "pytest {PYTEST} holds no schema");
        });
    }
    (home.join("bin/python3"), schema(&home))
}

#[test]
fn what_jenkins_reads() {
    let (python, schema) = jenkins();
    let here = folder(&[]);
    let told = |report: &str| {
        let file = here.path().join("report.xml");
        std::fs::write(&file, report).unwrap();
        let output = Command::new(&python).args(["-c", VALIDATE]).arg(&schema).arg(&file).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    };
    let report = of(&corpus(), "junit");
    assert_eq!(told(&report), "");
    let quiet = folder(&[("a.sql", b"select 1\n")]);
    assert_eq!(told(&run(quiet.path(), &["check", "--output-format", "junit"]).1), "");
    // The schema can say no.
    assert!(told(&report.replace("<testcase classname", "<testcase class")).contains("class"));
}

/// The schema of Ant wants times without a zone and suites without a name, this reader wants both.
fn read(text: &str) -> Report {
    let zoned = text.replace("\" hostname=", "Z\" hostname=").replace("<testsuites>", "<testsuites name=\"lakespeak\">");
    Report::deserialize_from_str(&zoned).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn what_ant_and_a_reader_ask() {
    let findings_of = corpus();
    let text = of(&findings_of, "junit");
    let report = read(&text);
    let cases: Vec<_> = report.test_suites.iter().flat_map(|suite| &suite.test_cases).collect();
    let findings = all(&findings_of);
    assert_eq!(cases.len(), findings.len());
    for (case, finding) in cases.iter().zip(&findings) {
        let counts = finding["acknowledged"] == false && finding["severity"] != "hint";
        match &case.status {
            TestCaseStatus::NonSuccess { kind: NonSuccessKind::Failure, message, .. } => {
                assert!(counts && message.as_ref().is_some_and(|message| !message.as_str().is_empty()), "{case:?}");
            }
            TestCaseStatus::Skipped { .. } => assert!(!counts, "{case:?}"),
            other => panic!("{other:?}"),
        }
        assert_eq!(case.classname.as_ref().unwrap().as_str(), finding["path"].as_str().unwrap());
    }
    for suite in &report.test_suites {
        let of = |wanted: fn(&TestCaseStatus) -> bool| suite.test_cases.iter().filter(|case| wanted(&case.status)).count();
        let failures = of(|status| matches!(status, TestCaseStatus::NonSuccess { .. }));
        assert_eq!((suite.tests, suite.failures, suite.errors), (suite.test_cases.len(), failures, 0));
    }
    // What the schema of Ant asks of a suite besides, and in which order.
    for suite in text.split("<testsuite ").skip(1) {
        let head = suite.split_once('>').unwrap().0;
        for attribute in ["name", "package", "id", "timestamp", "hostname", "tests", "failures", "errors", "time"] {
            assert!(head.contains(&format!("{attribute}=\"")), "{attribute} in {head}");
        }
        let places: Vec<usize> = ["<properties/>", "<testcase ", "<system-out/>", "<system-err/>", "</testsuite>"]
            .iter()
            .map(|tag| suite.find(tag).unwrap())
            .collect();
        assert!(places.is_sorted(), "{suite}");
    }
    // It knows a list of suites without a name.
    assert!(text.contains("\n<testsuites>\n"), "{text}");
    let quiet = folder(&[("a.sql", b"select 1\n")]);
    let (code, text, _) = run(quiet.path(), &["check", "--output-format", "junit"]);
    let report = read(&text);
    assert_eq!((code, report.test_suites.len(), report.test_suites[0].tests), (0, 1, 1), "no test at all looks like a broken run");
}
