//! The guidance site: sound pages, links that lead somewhere, and anchors where TODOs and diagnostics point.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::html::{self, Html};
use crate::support::{folder, run};

/// Builds the site of a folder into its `site`, and reads its pages by name.
fn build(folder: &Path) -> BTreeMap<String, Html> {
    let (code, stdout, stderr) = run(folder, &["docs", "build", "--output", "site"]);
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    pages(&folder.join("site"))
}

pub(crate) fn pages(site: &Path) -> BTreeMap<String, Html> {
    let mut pages = BTreeMap::new();
    for entry in std::fs::read_dir(site).unwrap().flatten() {
        let name = entry.file_name().into_string().unwrap();
        if entry.path().extension().is_some_and(|ending| ending == "html") {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            pages.insert(name.clone(), html::read(&text).unwrap_or_else(|error| panic!("{name}: {error}")));
        }
    }
    pages
}

const CONFIG: &str = "version: 1\nguidance:\n  base_url: https://wiki.example/data/{id}.html\n";

#[test]
fn every_link_and_anchor_resolves() {
    let folder = folder(&[]);
    let pages = build(folder.path());
    assert!(pages.len() > 100, "{}", pages.len());
    for (name, page) in &pages {
        let mut ids = page.ids();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count, "{name} has an id twice");
        for reference in ["aria-labelledby", "for"].into_iter().flat_map(|attribute| page.attribute(attribute)) {
            assert!(ids.contains(&reference), "{name}: {reference}");
        }
        for link in page.attribute("href").into_iter().chain(page.attribute("src")) {
            if ["https://", "http://", "data:,"].iter().any(|start| link.starts_with(start)) {
                continue;
            }
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let file = if file.is_empty() { name } else { file };
            assert!(folder.path().join("site").join(file).is_file(), "{name} links to {link}");
            assert!(anchor.is_empty() || pages[file].ids().contains(&anchor), "{name} links to {link}");
        }
    }
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    let folder = folder(&[]);
    for (name, page) in build(folder.path()) {
        for element in &page.elements {
            let loads = element.attributes.get("src").or(match element.name.as_str() {
                "link" => element.attributes.get("href"),
                _ => None,
            });
            let local = loads.is_none_or(|url| !url.contains(':') || url == "data:,");
            assert!(local, "{name}: {element:?}");
            assert!(element.attributes.keys().all(|key| !key.starts_with("on") && key != "style"), "{name}: {element:?}");
            assert!(!matches!(element.name.as_str(), "script" | "style") || element.raw.trim().is_empty(), "{name}: inline {element:?}");
        }
    }
    for file in ["site.css", "site.js", "search-index.js"] {
        let text = std::fs::read_to_string(folder.path().join("site").join(file)).unwrap();
        let loads = ["url(", "@import", "fetch(", "import(", "XMLHttpRequest", "innerHTML"];
        assert!(loads.iter().all(|word| !text.contains(word)) || file == "search-index.js", "{file}");
    }
}

/// The links that TODOs and diagnostics carry are those of the pages: for each rule, and for each term.
#[test]
fn anchors_are_where_todos_lead() {
    let folder = folder(&[("lakespeak.yml", CONFIG.as_bytes())]);
    let pages = build(folder.path());
    let (_, terms, _) = run(folder.path(), &["explain", "--all", "--output-format", "json"]);
    let terms: Vec<Value> = serde_json::from_str(&terms).unwrap();
    let mut anchors = 0;
    for term in &terms {
        let page = &pages[&format!("{}.html", term["id"].as_str().unwrap())];
        for rule in term["rules"].as_array().unwrap() {
            assert!(page.ids().contains(&rule.as_str().unwrap()), "{rule}");
            anchors += 1;
        }
    }
    assert!(anchors > 200, "{anchors}");
}

/// One that is really found: its link, as `check` gives it, leads to an anchor.
#[test]
fn what_check_links_to_is_there() {
    let files: [(&str, &[u8]); 2] = [("lakespeak.yml", CONFIG.as_bytes()), ("dag.py", crate::support::DAG.as_bytes())];
    let folder = folder(&files);
    let pages = build(folder.path());
    let (_, findings, _) = run(folder.path(), &["check", "dag.py", "--output-format", "json"]);
    let findings: Vec<Value> = serde_json::from_str(&findings).unwrap();
    assert!(!findings.is_empty());
    for finding in findings {
        let link = finding["docs"].as_str().unwrap();
        let (page, anchor) = link.strip_prefix("https://wiki.example/data/").unwrap().split_once('#').unwrap();
        assert!(pages[page].ids().contains(&anchor), "{link}");
        let shown = format!("({link})");
        assert!(pages[page].text.contains(&shown), "the page shows the link that a TODO has");
    }
}

#[test]
fn a_folder_that_is_somebody_elses_is_left_alone() {
    let folder = folder(&[("docs/index.html", b"mine"), ("file", b"mine")]);
    for (output, word) in [("docs", "not empty"), ("file", "not a folder")] {
        let (code, _, stderr) = run(folder.path(), &["docs", "build", "--output", output]);
        assert_eq!(code, 2);
        assert!(stderr.contains(word), "{stderr}");
    }
    assert_eq!(std::fs::read(folder.path().join("docs/index.html")).unwrap(), b"mine");
}

#[test]
fn the_same_glossary_gives_the_same_bytes() {
    let folder = folder(&[]);
    let read = || {
        build(folder.path());
        let mut files: Vec<_> = std::fs::read_dir(folder.path().join("site")).unwrap().flatten().map(|entry| entry.path()).collect();
        files.sort();
        files.into_iter().map(|path| std::fs::read(path).unwrap()).collect::<Vec<_>>()
    };
    assert!(read() == read());
}
