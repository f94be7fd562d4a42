//! A reader of HTML that is stricter than browsers: every element is closed where it must be, every attribute quoted, every
//! character reference a known one. Our own pages are written so.

use std::collections::BTreeMap;

/// Elements without an end tag.
const VOID: [&str; 5] = ["meta", "link", "input", "br", "img"];

/// Elements whose text is no markup.
const RAW: [&str; 2] = ["script", "style"];

/// What a page holds.
#[derive(Default, Debug)]
pub(crate) struct Html {
    /// Each element in order.
    pub(crate) elements: Vec<Element>,
    /// All text outside scripts and styles, characters resolved.
    pub(crate) text: String,
}

/// An element.
#[derive(Default, Debug)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    /// The text directly in it of a script or style.
    pub(crate) raw: String,
}

impl Html {
    pub(crate) fn ids(&self) -> Vec<&str> {
        self.attribute("id")
    }

    /// All values of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Vec<&str> {
        self.elements.iter().filter_map(|element| element.attributes.get(name)).map(String::as_str).collect()
    }
}

/// Reads a page; the error says where the text is that is wrong.
pub(crate) fn read(text: &str) -> Result<Html, String> {
    let text = text.trim_start();
    let mut rest = text.strip_prefix("<!DOCTYPE html>").ok_or("no doctype")?;
    let mut html = Html::default();
    let mut open: Vec<String> = Vec::new();
    let near = |rest: &str| rest.chars().take(80).collect::<String>();
    while !rest.is_empty() {
        let Some(tag) = rest.strip_prefix('<') else {
            let end = rest.find('<').unwrap_or(rest.len());
            html.text.push_str(&resolve(&rest[..end])?);
            rest = &rest[end..];
            continue;
        };
        if let Some(tag) = tag.strip_prefix('/') {
            let (name, behind) = tag.split_once('>').ok_or_else(|| near(rest))?;
            if open.pop().as_deref() != Some(name) {
                return Err(format!("{name} is not open: {}", near(rest)));
            }
            rest = behind;
            continue;
        }
        let (mut element, closed, behind) = start(tag).ok_or_else(|| format!("no good tag: {}", near(rest)))?;
        for value in element.attributes.values_mut() {
            *value = resolve(value)?;
        }
        rest = behind;
        if RAW.contains(&element.name.as_str()) {
            let end = format!("</{}>", element.name);
            let (raw, behind) = rest.split_once(&end).ok_or_else(|| near(rest))?;
            raw.clone_into(&mut element.raw);
            rest = behind;
        } else if !closed && !VOID.contains(&element.name.as_str()) {
            open.push(element.name.clone());
        }
        html.elements.push(element);
    }
    if open.is_empty() { Ok(html) } else { Err(format!("never closed: {open:?}")) }
}

/// A start tag without its `<`: the element, whether it ends in `/>`, and what follows.
fn start(tag: &str) -> Option<(Element, bool, &str)> {
    let end = tag.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))?;
    let (name, mut rest) = tag.split_at(end);
    let mut element = Element { name: name.to_owned(), ..Element::default() };
    if name.is_empty() {
        return None;
    }
    loop {
        rest = rest.trim_start();
        if let Some(behind) = rest.strip_prefix('>') {
            return Some((element, false, behind));
        }
        if let Some(behind) = rest.strip_prefix("/>") {
            return Some((element, true, behind));
        }
        let end = rest.find(|c: char| c == '=' || c == '>' || c == '/' || c.is_whitespace())?;
        let (name, behind) = rest.split_at(end);
        if name.is_empty() || name.contains(['"', '\'', '<']) {
            return None;
        }
        let (value, behind) = match behind.strip_prefix("=\"") {
            Some(quoted) => quoted.split_once('"')?,
            None if behind.starts_with('=') => return None,
            None => ("", behind),
        };
        if element.attributes.insert(name.to_owned(), value.to_owned()).is_some() || value.contains('<') {
            return None;
        }
        rest = behind;
    }
}

/// Character references as characters.
fn resolve(text: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        out.push_str(before);
        let (name, behind) = behind.split_once(';').ok_or_else(|| format!("a bare & before {behind:.40}"))?;
        out.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" | "#34" | "#x22" => '"',
            "#39" | "#x27" => '\'',
            "#x2f" | "#47" => '/',
            _ => return Err(format!("an unknown reference &{name:.40};")),
        });
        rest = behind;
    }
    out.push_str(rest);
    Ok(out)
}

#[test]
fn what_is_refused() {
    for (page, good) in [
        ("<!DOCTYPE html><p>a &amp; b<br></p>", true),
        ("<!DOCTYPE html><svg><path d=\"M0\"/></svg>", true),
        ("<p></p>", false),
        ("<!DOCTYPE html><p><b></p></b>", false),
        ("<!DOCTYPE html><p>", false),
        ("<!DOCTYPE html>a & b", false),
        ("<!DOCTYPE html><a href=x></a>", false),
        ("<!DOCTYPE html><a href=\"x\" onclick></a x>", false),
        ("<!DOCTYPE html><a href=\"x\" href=\"y\"></a>", false),
    ] {
        assert_eq!(read(page).is_ok(), good, "{page}");
    }
}
