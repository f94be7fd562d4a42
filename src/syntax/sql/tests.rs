use crate::syntax::{Language, Lexed, TokenKind, Zone};

/// The tokens of `text`, blanks and line ends of code left out, as kind and text; the zone's first letter where it is
/// not code.
fn show(text: &str) -> String {
    let lexed = Lexed::new(text.into(), Language::Sql);
    let shown = lexed.tokens_from(0).filter(|leaf| !matches!(leaf.kind, TokenKind::Blank | TokenKind::Newline)).map(|leaf| {
        let zone = if leaf.zone == Zone::Code { "" } else { leaf.zone.name() };
        let kind = match leaf.kind {
            TokenKind::StringOpen => "open".to_owned(),
            TokenKind::StringText => "text".to_owned(),
            TokenKind::StringClose => "close".to_owned(),
            kind => format!("{kind:?}"),
        };
        format!("{kind}{zone:.1}<{}>", lexed.slice(leaf.span).replace('\n', "¶"))
    });
    shown.collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(show(text), expected, "{text}");
}

/// Whether what stands behind `text` is code again: a word that is put there is one.
#[track_caller]
fn check_closed(text: &str, closed: bool) {
    let whole = format!("{text}\nbehind");
    let lexed = Lexed::new(whole.as_str().into(), Language::Sql);
    let last = lexed.token_at(lexed.len() - 1).map(|leaf| (leaf.kind, leaf.zone));
    assert_eq!(last == Some((TokenKind::Word, Zone::Code)), closed, "{text}: {}", show(&whole));
}

#[test]
fn words_numbers_and_signs() {
    check("SELECT a.b1 FROM t$x", "Word<SELECT> Word<a> Dot<.> Word<b1> Word<FROM> Word<t$x>");
    check("1.5 .5 2e-3 0xFF 1_000 a.5", "Number<1.5> Number<.5> Number<2e-3> Number<0xFF> Number<1_000> Word<a> Dot<.> Number<5>");
    check("a::int ->> b<=c||d", "Word<a> Operator<::> Word<int> Operator<->>> Word<b> Operator<<=> Word<c> Operator<||> Word<d>");
    check("x=-1*--c\n/2", "Word<x> Equals<=> Operator<-> Number<1> Operator<*> Commentc<--c> Operator</> Number<2>");
    check(
        "@v @@g :p a:b $1 $x a := 1 [1:2]",
        "Word<@v> Word<@@g> Word<:p> Word<a> Colon<:> Word<b> Word<$1> Word<$x> Word<a> \
         Operator<:=> Number<1> Open<[> Number<1> Colon<:> Number<2> Close<]>",
    );
    check("größe, ★\u{a0}x;", "Word<größe> Comma<,> Unknown<★> Word<x> Semicolon<;>");
}

#[test]
fn comments() {
    check("a -- b\nc", "Word<a> Commentc<-- b> Word<c>");
    check("a /* b /* c */ d\n e */ f", "Word<a> Commentc</* b /* c */ d¶> Commentc< e */> Word<f>");
    check_closed("/*/* a */*/", true);
    check_closed("/* a\n/* b */", false);
    check_closed("/* s3://bucket/*/ ", true);
    check_closed("/* path/* */", true);
    check(
        "# one\na # two\n#standardSQL\n### Three\n#tmp a #> b a#",
        "Commentc<# one> Word<a> Commentc<# two> Commentc<#standardSQL> \
         Commentc<### Three> Word<#tmp> Word<a> Operator<#>> Word<b> Word<a#>",
    );
    check("-- {{ x }}\n/* {% y %} */ {# 'z' #}", "Commentc<-- {{ x }}> Commentc</* {% y %} */> Commentc<{# 'z' #}>");
}

#[test]
fn strings_and_quoted_words() {
    check("'it''s' \"a\"\"b\" `c.d`", "opens<'> texts<it''s> closes<'> QuotedWord<\"a\"\"b\"> QuotedWord<`c.d`>");
    check(
        "'' '''' E'\\'' r'\\d' U&'x' n'y'",
        "opens<'> closes<'> opens<'> texts<''> closes<'> opens<E'> texts<\\'> closes<'> opens<r'> \
         texts<\\d> closes<'> opens<U&'> texts<x> closes<'> opens<n'> texts<y> closes<'>",
    );
    check("\"\"\"a \"b\"\nc\"\"\" rb\"x\"", "opens<\"\"\"> texts<a \"b\"¶> texts<c> closes<\"\"\"> opens<rb\"> texts<x> closes<\">");
    check("'a\nb' c", "opens<'> texts<a¶> texts<b> closes<'> Word<c>");
    check("'''it's''' x", "opens<'''> texts<it's> closes<'''> Word<x>");
    check("'''a' || b", "opens<'> texts<''a> closes<'> Operator<||> Word<b>");
    check("from `a\nb", "Word<from> QuotedWord<`a> Word<b>");
}

#[test]
fn a_backslash_before_a_quote() {
    for closed in [
        r"'it\'s'",
        r"'\''",
        r"'\\'",
        r"'\\\''",
        r"'C:\'",
        r"concat('\', ' ')",
        r"x like 'a' escape '\'",
        r"replace(x, '\', '/')",
        r"replace(x, '\', 'it''s')",
        r"in ('C:\', 'D:\')",
        r"'say \'no\', then', b",
        r"'say \'no\' here', b",
        r"escape '\' and b like 'x'",
        r"regexp_replace(x, '[^\']', '')",
        "\"it \\\"is\\\" so\"",
    ] {
        check_closed(closed, true);
    }
    check_closed("'it", false);
    check_closed(r"e'C:\'", false);
}

#[test]
fn dollar_strings() {
    check("$$a $b$ $1$$ c", "opens<$$> texts<a $b$ $1> closes<$$> Word<c>");
    check("$body$\n$$ $bodi$\n$body$;", "opens<$body$> texts<¶> texts<$$ $bodi$¶> closes<$body$> Semicolon<;>");
    check("a$b$ $1 $2", "Word<a$b$> Word<$1> Word<$2>");
    check("$$ {{ x }} $$", "opens<$$> texts< > TemplateOpent<{{> Wordt<x> TemplateCloset<}}> texts< > closes<$$>");
}

#[test]
fn templates() {
    check("'{{ ds }}'", "opens<'> TemplateOpent<{{> Wordt<ds> TemplateCloset<}}> closes<'>");
    check(
        "`{{ p }}.t` \"{{ q }}\"",
        "QuotedWord<`> TemplateOpent<{{> Wordt<p> TemplateCloset<}}> QuotedWord<.t`> QuotedWord<\"> \
         TemplateOpent<{{> Wordt<q> TemplateCloset<}}> QuotedWord<\">",
    );
    check(
        "a{{ b\n}}c `{{ d\n}}` e",
        "Word<a> TemplateOpent<{{> Wordt<b> TemplateCloset<}}> Word<c> QuotedWord<`> TemplateOpent<{{> \
         Wordt<d> TemplateCloset<}}> QuotedWord<`> Word<e>",
    );
    check(
        "{% raw %}'{{ x }}'{% endraw %}",
        "TemplateOpent<{%> Wordt<raw> TemplateCloset<%}> opens<'> texts<{{ x }}> closes<'> \
         TemplateOpent<{%> Wordt<endraw> TemplateCloset<%}>",
    );
    check("{'a': 1} {x}", "Open<{> opens<'> texts<a> closes<'> Colon<:> Number<1> Close<}> Open<{> Word<x> Close<}>");
}

#[test]
fn real_files() {
    check(
        "{{ config(materialized='incremental') }}\nselect * from {{ ref('orders') }}\n{% if is_incremental() %}\nwhere ts > '{{ var(\"s\") }}'\n{% endif %}",
        "TemplateOpent<{{> Wordt<config> Opent<(> Wordt<materialized> Equalst<=> opent<'> textt<incremental> closet<'> Closet<)> \
         TemplateCloset<}}> Word<select> Operator<*> Word<from> TemplateOpent<{{> Wordt<ref> Opent<(> opent<'> textt<orders> closet<'> \
         Closet<)> TemplateCloset<}}> TemplateOpent<{%> Wordt<if> Wordt<is_incremental> Opent<(> Closet<)> TemplateCloset<%}> \
         Word<where> Word<ts> Operator<>> opens<'> TemplateOpent<{{> Wordt<var> Opent<(> opent<\"> textt<s> closet<\"> Closet<)> \
         TemplateCloset<}}> closes<'> TemplateOpent<{%> Wordt<endif> TemplateCloset<%}>",
    );
    // A BigQuery script.
    check(
        "DECLARE d DATE;\nEXECUTE IMMEDIATE \"\"\"\n  SELECT '@d'\n\"\"\" USING d;",
        "Word<DECLARE> Word<d> Word<DATE> Semicolon<;> Word<EXECUTE> Word<IMMEDIATE> opens<\"\"\"> texts<¶> texts<  SELECT '@d'¶> \
         closes<\"\"\"> Word<USING> Word<d> Semicolon<;>",
    );
    // A Snowflake procedure.
    check(
        "create procedure p() as\n$$\nvar x = 'it';\n$$;",
        "Word<create> Word<procedure> Word<p> Open<(> Close<)> Word<as> opens<$$> texts<¶> texts<var x = 'it';¶> closes<$$> Semicolon<;>",
    );
    check("copy into @s/a from t;", "Word<copy> Word<into> Word<@s> Operator</> Word<a> Word<from> Word<t> Semicolon<;>");
    // Half-typed.
    check(
        "select a from\nwhere {{ ref('x'",
        "Word<select> Word<a> Word<from> Word<where> TemplateOpent<{{> Wordt<ref> Opent<(> opent<'> \
         textt<x> closet<'>",
    );
    check("select {% \nfrom {{ a }}", "Word<select> TemplateOpent<{%> Wordt<from> TemplateOpent<{{> Wordt<a> TemplateCloset<}}>");
}
