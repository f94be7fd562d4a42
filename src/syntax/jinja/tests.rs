use super::*;

/// Lexes `text` with a host that takes everything outside tags as one `Unknown` a stretch, and shows each token as
/// its kind and text.
fn show(text: &str) -> String {
    let mut state = State::default();
    let mut tokens = Vec::new();
    let mut base = 0;
    for line in text.split_inclusive('\n') {
        let mut at = 0;
        while at < line.len() {
            if state.inside() || state.opens(&line.as_bytes()[at..]) {
                (state, at) = lex(state, line, at, base, &mut tokens);
                continue;
            }
            tokens.push(Token { start: base + at as u32, kind: TokenKind::Unknown, zone: Zone::Code });
            at += 1;
            while at < line.len() && !state.opens(&line.as_bytes()[at..]) {
                at += 1;
            }
        }
        base += line.len() as u32;
    }
    let ends = tokens.iter().skip(1).map(|token| token.start).chain([base]);
    tokens
        .iter()
        .zip(ends)
        .filter(|(token, _)| token.kind != TokenKind::Blank)
        .map(|(token, end)| {
            let zone = if token.zone == Zone::Template { "" } else { token.zone.name() };
            format!("{:?}{zone:.1}<{}>", token.kind, text[token.start as usize..end as usize].replace('\n', "\\n"))
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(show(text), expected, "{text}");
}

#[test]
fn tags_and_what_is_in_them() {
    check("{{ ds }}", "TemplateOpen<{{> Word<ds> TemplateClose<}}>");
    check(
        "a{{- ref('x', \"y\") | upper -}}b",
        "Unknownc<a> TemplateOpen<{{-> Word<ref> Open<(> StringOpen<'> StringText<x> StringClose<'> Comma<,> StringOpen<\"> \
         StringText<y> StringClose<\"> Close<)> Operator<|> Word<upper> TemplateClose<-}}> Unknownc<b>",
    );
    check(
        "{%+ set x = a.b[1.5] ~ '\\'' +%}",
        "TemplateOpen<{%+> Word<set> Word<x> Equals<=> Word<a> Dot<.> Word<b> Open<[> Number<1.5> Close<]> Operator<~> \
         StringOpen<'> StringText<\\'> StringClose<'> TemplateClose<+%}>",
    );
    check("{{ a >= 1e-3 ** 2 }}", "TemplateOpen<{{> Word<a> Operator<>=> Number<1e-3> Operator<**> Number<2> TemplateClose<}}>");
    check("{{ é«$ }}", "TemplateOpen<{{> Word<é> Unknown<«> Unknown<$> TemplateClose<}}>");
}

#[test]
fn the_close_counts_outside_strings_and_dictionaries() {
    check("{{ '}}' }}", "TemplateOpen<{{> StringOpen<'> StringText<}}> StringClose<'> TemplateClose<}}>");
    check("{{ {a: {}} }}", "TemplateOpen<{{> Open<{> Word<a> Colon<:> Open<{> Close<}> Close<}> TemplateClose<}}>");
    check("{{ {a: 1}}}", "TemplateOpen<{{> Open<{> Word<a> Colon<:> Number<1> Close<}> TemplateClose<}}>");
    check("{{ {a }}b", "TemplateOpen<{{> Open<{> Word<a> TemplateClose<}}> Unknownc<b>");
    check("{% x }} %}", "TemplateOpen<{%> Word<x> Close<}> Close<}> TemplateClose<%}>");
}

#[test]
fn tags_over_lines() {
    check(
        "{{ a(\n  'x\ny') }}z",
        "TemplateOpen<{{> Word<a> Open<(> Newline<\\n> StringOpen<'> StringText<x\\n> StringText<y> StringClose<'> Close<)> \
         TemplateClose<}}> Unknownc<z>",
    );
    check("{# a\n }} #}b", "Commentc<{# a\\n> Commentc< }} #}> Unknownc<b>");
    check("{#}#}b", "Commentc<{#}#}> Unknownc<b>");
}

#[test]
fn raw_text_is_the_hosts() {
    check(
        "{%- raw -%}{{ x }}{# y #}{% endraws %}{%-  endraw %}{{ z",
        "TemplateOpen<{%-> Word<raw> TemplateClose<-%}> Unknownc<{{ x }}{# y #}{% endraws %}> TemplateOpen<{%-> Word<endraw> \
         TemplateClose<%}> TemplateOpen<{{> Word<z>",
    );
    check("{% raw x %}{{", "TemplateOpen<{%> Word<raw> Word<x> TemplateClose<%}> TemplateOpen<{{>");
    check(
        "{% raw\n%}{{{% endraw %}",
        "TemplateOpen<{%> Word<raw> Newline<\\n> TemplateClose<%}> Unknownc<{{> TemplateOpen<{%> Word<endraw> TemplateClose<%}>",
    );
}

#[test]
fn a_new_tag_ends_one_never_closed() {
    check(
        "{{ ref(x\n{% if %}b",
        "TemplateOpen<{{> Word<ref> Open<(> Word<x> Newline<\\n> TemplateOpen<{%> Word<if> TemplateClose<%}> Unknownc<b>",
    );
    check("{{ a {# b #}c", "TemplateOpen<{{> Word<a> Commentc<{# b #}> Unknownc<c>");
}
