use super::site::{Built, build};
use crate::analysis::Guidance;
use crate::glossary::read;
use crate::lexicon::Lexicon;

fn site(yaml: &str) -> Built {
    let lexicon = Lexicon::compile([read("team.glossary.yml", yaml).0]);
    build(&lexicon, &Guidance::default()).expect("pages")
}

fn page<'a>(built: &'a Built, name: &str) -> &'a str {
    let file = built.files.iter().find(|(file, _)| file == name);
    file.map_or_else(|| panic!("no {name}"), |(_, text)| text.as_str())
}

/// Whatever every text of a glossary says, it comes out as text.
#[test]
fn a_hostile_glossary_is_shown_and_not_run() {
    let evil = r#"\"><script>alert(1)</script><img src=x onerror=alert(1)>'{{ 7 * 7 }}</code></script>\u2028`<b>`"#;
    let yaml = format!(
        r#"
version: 1
category: "{evil}"
terms:
  - id: evil
    name: "{evil}"
    aliases: ["{evil}", "{evil} too"]
    plain_english: "{evil}"
    real_drama: "{evil}"
    what_you_did: "{evil}"
    should_have_done: "{evil}"
    ideal_world: "{evil}"
    related: [other]
    docs:
      - {{ title: "{evil}", url: "https://example.com/\"><script>alert(1)</script>" }}
      - {{ title: "{evil}", url: "javascript:alert(1)" }}
    rules:
      - id: worse
        languages: [python]
        find: ["alert"]
        message: "{evil}"
        advice: "{evil}"
        todo: "{evil}"
        examples:
          bad: [{{ python: "alert # {evil}", path: "{evil}", files: {{ "{evil}": "{evil}" }} }}]
          good: [{{ python: "x = '{evil}'" }}]
  - {{ id: other, name: "Other {evil}", plain_english: "{evil}", deprecated: {{ replaced_by: evil, because: "{evil}" }} }}
  - {{ id: third, name: "Third {evil}", plain_english: "{evil}", deprecated: {{ because: "{evil}" }} }}
"#
    );
    let built = site(&yaml);
    assert_eq!((built.pages, built.problems.len()), (4, 0));
    for (name, text) in built.files.iter().filter(|(_, text)| text.starts_with("<!DOCTYPE")) {
        assert_eq!(text.matches("<script").count(), 2, "{name}: the page's own two");
        assert!(!text.contains("<img") && !text.contains("<b>`") && !text.contains("javascript:"), "{name}");
        assert!(text.contains("{{ 7 * 7 }}") && !text.contains(";49&lt;"), "{name}: no template is made of a value");
    }
    assert!(page(&built, "evil.html").contains("&lt;script&gt;alert(1)"));
    let index = page(&built, "search-index.js");
    assert!(!index.contains('<') && !index.contains('\u{2028}'));
    let json = index.strip_prefix("\"use strict\";\nwindow.lakespeakIndex = ").and_then(|rest| rest.strip_suffix(";\n")).expect("data");
    let entries: Vec<serde_json::Value> = serde_json::from_str(json).expect("JSON");
    assert_eq!(entries.len(), 3);
}

const RENAMED: &str = "
version: 1
category: Words
terms:
  - { id: old, name: Old, plain_english: x, deprecated: { replaced_by: older, because: y } }
  - { id: older, name: Older, plain_english: x, deprecated: { replaced_by: new, because: y } }
  - { id: new, name: New, plain_english: x }
  - { id: a, name: A, plain_english: x, deprecated: { replaced_by: b, because: y } }
  - { id: b, name: B, plain_english: x, deprecated: { replaced_by: a, because: y } }
  - { id: gone, name: Gone, plain_english: x, deprecated: { replaced_by: nowhere, because: Nobody says so. } }
  - id: kept
    name: Kept
    plain_english: x
    deprecated: { replaced_by: new, because: y }
    rules: [{ id: still-here, find: [foo], message: m }]
";

#[test]
fn renamed_terms_lead_on() {
    let built = site(RENAMED);
    for name in ["old.html", "older.html"] {
        let text = page(&built, name);
        assert!(text.contains("content=\"0; url=new.html\"") && text.contains("<a id=\"_moved\" href=\"new.html\">New</a>"), "{text}");
    }
    for (name, words) in [
        ("a.html", "Say <a href=\"b.html\">B</a> now."),
        ("b.html", "Say <a href=\"a.html\">A</a> now."),
        ("gone.html", "Nobody says so."),
        ("kept.html", "id=\"still-here\""),
    ] {
        let text = page(&built, name);
        assert!(!text.contains("http-equiv=\"refresh\"") && text.contains(words), "{name}");
    }
}

#[test]
fn a_term_called_index_has_its_anchors_in_the_overview() {
    let yaml =
        "version: 1\nterms:\n  - { name: Index, plain_english: A list., category: C, rules: [{ id: r-one, find: [x], message: m }] }\n";
    let built = site(yaml);
    assert_eq!(built.pages, 1);
    let text = page(&built, "index.html");
    assert!(text.contains("id=\"_term\"") && text.contains("id=\"r-one\"") && text.contains("href=\"#_term\""));
}

/// A page is a file, also on Windows; nothing links to a page that is not there.
#[test]
fn terms_without_a_page_are_named_and_not_linked() {
    let long = "word ".repeat(60);
    let contexts = format!(
        "contexts:\n  - name: Sales\n    terms:\n      - {{ name: Aux, definition: A. }}\n      - {{ name: COM1, definition: B. }}\n      \
         - {{ name: {long}, definition: C. }}\n      - {{ name: Größe, definition: D. }}\n      - {{ name: Basket, definition: E. }}\n"
    );
    let lexicon = Lexicon::compile([
        read("a.glossary.yml", &contexts).0,
        read("b.glossary.yml", "version: 1\nterms:\n  - { name: Cart, category: Sales, plain_english: E., related: [aux, basket] }\n").0,
    ]);
    let built = build(&lexicon, &Guidance::default()).expect("pages");
    assert_eq!((built.pages, built.problems.len()), (4, 3), "{:?}", built.problems);
    assert!(built.problems.iter().any(|why| why.contains("`aux` can't be the name of a page on Windows")), "{:?}", built.problems);
    for (name, text) in &built.files {
        for gone in ["aux.html", "com1.html", "word-word"] {
            assert!(
                name != gone && !text.contains(&format!("href=\"{gone}")) && !text.contains(&format!("\"href\":\"{gone}")),
                "{gone} in {name}"
            );
        }
    }
    let overview = page(&built, "index.html");
    assert!(overview.contains("COM1") && overview.contains("href=\"basket.html\""), "they are shown all the same");
    assert!(page(&built, "cart.html").contains("Aux</text></g>"));
}

#[test]
fn sentences_and_notes_stand_on_the_page() {
    let contexts = "contexts:\n  - name: Sales\n    terms:\n      - name: Basket\n        definition: What is bought at once.\n        \
        examples: ['<i>The basket</i> is empty.']\n        meta: { Owner: 'Ms <b>X</b>', Wiki: '[The page](https://wiki.example/basket)' }\n";
    let built = site(contexts);
    let text = page(&built, "basket.html");
    for words in ["&lt;i&gt;The basket&lt;&#x2f;i&gt; is empty.", "Ms &lt;b&gt;X", "href=\"https:&#x2f;&#x2f;wiki.example&#x2f;basket\""] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
}

#[test]
fn team_terms_are_marked() {
    let built = site(RENAMED);
    assert!(page(&built, "new.html").contains("Your team’s word"));
    assert!(page(&built, "index.html").contains("id=\"_team\""));
    let own = Lexicon::compile(crate::glossary::builtin());
    let built = build(&own, &Guidance::default()).expect("pages");
    assert!(!page(&built, "index.html").contains("id=\"_team\""));
}
