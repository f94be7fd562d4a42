//! The README's snippets, so that what is tested is what people copy.

use std::path::Path;

/// The first fenced block of `language` under the README's heading that ends in `editor`.
pub(crate) fn snippet(editor: &str, language: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let mut lines = readme.lines().skip_while(|line| !(line.starts_with("###") && line.ends_with(editor)));
    assert!(lines.next().is_some(), "the README has no heading “### {editor}”");
    let fence = format!("```{language}");
    let block = lines.take_while(|line| !line.starts_with("##")).skip_while(|line| *line != fence).skip(1);
    let text: String = block.take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect();
    assert!(!text.is_empty(), "the README has no {language} under “### {editor}”");
    text
}
