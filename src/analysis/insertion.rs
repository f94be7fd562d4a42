//! Where a comment about a place goes: above its statement, never inside a string, a bracket or a tag.

use super::conditions::Asker;
use super::shape::Shape;
use super::{CommentStyle, Insertion};
use crate::syntax::{Language, Lexed, TokenKind, Zone};
use crate::text::Span;
use crate::text::position::without_line_end;

/// Where a comment about the match at `span` goes.
pub(super) fn insertion(asker: &Asker, span: Span) -> Insertion {
    if let Some(host) = asker.host.filter(|host| host.comments) {
        return insertion(host.asker, host.span);
    }
    let lexed = asker.lexed();
    let anchor = match asker.document.shape() {
        Shape::Python(outline) => outline.at(span.start).and_then(|line| outline.get(line)).map_or(span.start, |line| line.span.start),
        Shape::Yaml(tree) => tree.line_above(span.start),
        Shape::Sql(_) => {
            let statement = asker.statement(asker.unit(span));
            statement.flat().at(span.start).map_or(span.start, |leaf| statement.block_start(leaf))
        }
        Shape::None => span.start,
    };
    let line = lexed.line_of(anchor);
    let begins_inside = lexed.line(line).is_some_and(|line| line.inside);
    // All lines of a long string share an answer, as do all matches on one line.
    let key = if begins_inside { asker.outermost_line(line) } else { line };
    asker.insertion_at(key, || {
        let line = lexed.line_span(key);
        let text = without_line_end(line.of(lexed.text()));
        let blanks = text.len() - text.trim_start_matches([' ', '\t']).len();
        Insertion { at: line.start, indent: Span::new(line.start, line.start + blanks as u32), style: asker.comment_style() }
    })
}

impl Asker<'_> {
    /// The line itself, or the one above on which the string, comment, tag or joined line begins that it goes on with.
    /// Goes no further up than to the line asked about last, so that one string is walked through once.
    fn outermost_line(&self, line: u32) -> u32 {
        let (last, answer) = self.outermost.get();
        let goes_on = |&line: &u32| line > 0 && self.lexed().line(line).is_some_and(|line| line.inside);
        let mut above = std::iter::successors(Some(line), |line| line.checked_sub(1));
        let found = above.find(|at| *at == last || !goes_on(at)).map_or(line, |at| if at == last { answer } else { at });
        self.outermost.set((line, found));
        found
    }
}

/// How comments are written in a text; decided by its content alone, so that editor and command line agree.
pub(crate) fn style(lexed: &Lexed) -> CommentStyle {
    match lexed.language() {
        Language::Python | Language::Yaml | Language::Notebook => CommentStyle::Hash,
        // Between `{% raw %}` and `{% endraw %}` a `{# #}` would be text.
        Language::Sql if has_jinja(lexed) && !has_raw(lexed) => CommentStyle::Jinja,
        Language::Sql => CommentStyle::Sql,
    }
}

fn has_jinja(lexed: &Lexed) -> bool {
    let text: &str = lexed.text();
    let opens = |at: usize| matches!(text.as_bytes().get(at + 1), Some(b'{' | b'%' | b'#'));
    memchr::memchr_iter(b'{', text.as_bytes()).filter(|&at| opens(at)).any(|at| {
        lexed.token_at(at as u32).is_some_and(|leaf| {
            leaf.kind == TokenKind::TemplateOpen
                || leaf.zone == Zone::Template
                || (leaf.zone == Zone::Comment && leaf.span.of(text).starts_with("{#"))
        })
    })
}

fn has_raw(lexed: &Lexed) -> bool {
    let text: &str = lexed.text();
    memchr::memmem::find_iter(text.as_bytes(), b"raw").any(|at| {
        let word = lexed.token_at(at as u32).filter(|leaf| leaf.zone == Zone::Template && lexed.slice(leaf.span) == "raw");
        let before = word.and_then(|word| lexed.tokens_before(word.span.start).find(|leaf| leaf.kind != TokenKind::Blank));
        before.is_some_and(|leaf| leaf.kind == TokenKind::TemplateOpen && lexed.slice(leaf.span).starts_with("{%"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_template_comment_in_raw_text() {
        for (text, expected) in [
            ("select {{ a }}", CommentStyle::Jinja),
            ("{% raw -%}\nselect {{ a }}\n{% endraw %}", CommentStyle::Sql),
            ("select {{ raw }}, 'raw' {% set raw = 1 %}", CommentStyle::Jinja),
        ] {
            assert_eq!(style(&Lexed::new(text.into(), Language::Sql)), expected, "{text}");
        }
    }
}
