//! Snippets of READMEs, so that what is tested is what people copy.

/// The first fenced block of `language` under the heading `editor` of the page at `path`.
pub(crate) fn snippet(path: &str, editor: &str, language: &str) -> String {
    let readme = std::fs::read_to_string(crate::root().join(path)).unwrap();
    let mut lines = readme.lines().skip_while(|line| !(line.starts_with("##") && line.ends_with(&format!(" {editor}"))));
    assert!(lines.next().is_some(), "{path} has no heading “{editor}”");
    let fence = format!("```{language}");
    let block = lines.take_while(|line| !line.starts_with("##")).skip_while(|line| *line != fence).skip(1);
    let text: String = block.take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect();
    assert!(!text.is_empty(), "{path} has no {language} under “{editor}”");
    text
}
