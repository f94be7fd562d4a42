use std::fmt::Write as _;

use crate::syntax::{Language, Lexed, TokenKind, Zone};

/// The tokens of a text, one line of output a line of text: `K` key, `:`, `-`, `S` scalar, `H` block header, `T` block
/// text, `P` property, `M` marker, `#` comment, `{`/`}`/`,` of flow collections, `J` a whole template.
fn show(text: &str) -> String {
    let lexed = Lexed::new(text.into(), Language::Yaml);
    let mut out = String::new();
    let mut line = 0;
    for leaf in lexed.tokens_from(0) {
        let here = lexed.line_of(leaf.span.start);
        while line < here {
            out.push('\n');
            line += 1;
        }
        let source = lexed.slice(leaf.span).trim_end_matches(['\r', '\n']);
        let shown = source.replace(' ', "·");
        let inside = leaf.zone == Zone::Template;
        let _ = match leaf.kind {
            TokenKind::TemplateOpen => write!(out, "J"),
            _ if inside => Ok(()),
            TokenKind::Blank | TokenKind::Newline => Ok(()),
            TokenKind::Key => write!(out, "K<{shown}>"),
            TokenKind::Scalar => write!(out, "S<{shown}>"),
            TokenKind::BlockHeader => write!(out, "H{shown}"),
            TokenKind::BlockText => write!(out, "T<{shown}>"),
            TokenKind::Property => write!(out, "P<{shown}>"),
            TokenKind::Marker => write!(out, "M"),
            TokenKind::Comment => write!(out, "#"),
            TokenKind::Dash | TokenKind::Colon | TokenKind::Comma | TokenKind::Open | TokenKind::Close => write!(out, "{source}"),
            other => write!(out, "!{other:?}"),
        };
        let zone = match leaf.kind {
            _ if inside => Zone::Template,
            TokenKind::Key => Zone::Key,
            TokenKind::Scalar | TokenKind::BlockText => Zone::Value,
            TokenKind::Comment => Zone::Comment,
            _ => Zone::Code,
        };
        assert_eq!(leaf.zone, zone, "{leaf:?}");
    }
    out.trim_end_matches('\n').to_owned()
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let expected: Vec<_> = expected.lines().map(str::trim).collect();
    assert_eq!(show(text), expected.join("\n").trim(), "\n{text}");
    let windows = text.replace('\n', "\r\n");
    assert_eq!(show(&windows), expected.join("\n").trim(), "with \\r\\n");
}

#[test]
fn keys_and_plain_values() {
    check("a: b # c\n\"q k\" : 'v'\n'it''s': x#y\n", "K<a>:S<b>#\nK<\"q·k\">:S<'v'>\nK<'it''s'>:S<x#y>");
    check(
        "url: http://x:80/a\nat: 12:30:00\nkey:value\nlog: Note: this\n",
        "K<url>:S<http://x:80/a>\nK<at>:S<12:30:00>\nS<key:value>\nK<log>:S<Note:·this>",
    );
    check("é ü:\t日本  \nempty:\n", "K<é·ü>:S<日本>\nK<empty>:");
}

#[test]
fn docker_compose() {
    check(
        "services:\n  db:\n    image: \"postgres:16\"   # db\n    ports:\n      - 5432:5432\n      - \"80:80\"\n    command: [\"a\", --b=c, 'd']\n    por\n",
        "K<services>:\nK<db>:\nK<image>:S<\"postgres:16\">#\nK<ports>:\n-S<5432:5432>\n-S<\"80:80\">\nK<command>:[S<\"a\">,S<--b=c>,S<'d'>]\nS<por>",
    );
}

#[test]
fn kubernetes_cron_job() {
    check(
        "apiVersion: batch/v1\nspec:\n  schedule: \"*/5 * * * *\"\n  x: */5 * * * *\n  containers:\n  - name: a\n    args: [\n      \"x\", y\n    ]\n    env: {A: 1, \"B\":2}\n---\nkind: B\n...\n",
        "K<apiVersion>:S<batch/v1>\nK<spec>:\nK<schedule>:S<\"*/5·*·*·*·*\">\nK<x>:S<*/5·*·*·*·*>\nK<containers>:\n-K<name>:S<a>\nK<args>:[\nS<\"x\">,S<y>\n]\nK<env>:{K<A>:S<1>,K<\"B\">:S<2>}\nM\nK<kind>:S<B>\nM",
    );
}

#[test]
fn github_workflow() {
    check(
        "on:\n  push: { branches: [main] }\njobs:\n  a:\n    if: ${{ github.ref == 'x' }}\n    steps:\n      - run: |\n          echo ${#a[@]}\n\n            # no comment\n          echo ${{ x }}!\n      # comment\n      - uses: a/b@v4\n        with: {x: y}\n",
        "K<on>:\nK<push>:{K<branches>:[S<main>]}\nK<jobs>:\nK<a>:\nK<if>:S<$>J\nK<steps>:\n-K<run>:H|\nT<··········echo·${#a[@]}>\nT<>\nT<············#·no·comment>\nT<··········echo·$>JT<!>\n#\n-K<uses>:S<a/b@v4>\nK<with>:{K<x>:S<y>}",
    );
}

#[test]
fn dbt_files() {
    check(
        "version: 2\nmodels:\n  - name: a\n    description: >-\n      One line.\n      {{ doc('a') }}\n    tests:\n      - unique\n      - accepted_values: {values: ['a', b]}\nvars:\n  x: \"{{ env_var('A', 'b') }}\"\n  \"{{ k }}\": {{ v }}-z # c\n",
        "K<version>:S<2>\nK<models>:\n-K<name>:S<a>\nK<description>:H>-\nT<······One·line.>\nT<······>JT<>\nK<tests>:\n-S<unique>\n-K<accepted_values>:{K<values>:[S<'a'>,S<b>]}\nK<vars>:\nK<x>:S<\">JS<\">\nK<\">JK<\">:JS<-z>#",
    );
}

#[test]
fn helm_template() {
    check(
        "{{- if .Values.a }}\nname: {{ .x }}\nlabels:\n  {{- include \"x\" . | nindent 2 }}\n{{ .k }}_n: v\nrun: |\n  a\n{{- end }}\n  b\n{# x\n y: z #}\nc: d\n",
        "J\nK<name>:J\nK<labels>:\nJ\nJK<_n>:S<v>\nK<run>:H|\nT<··a>\nJT<>\nT<··b>\n#\n#T<>\nK<c>:S<d>",
    );
}

#[test]
fn anchors_tags_and_merges() {
    check(
        "a: &x !t\n  <<: *b\n  <<: [*c, *d]\n&k z: !!str v\n*al : w\n%YAML 1.2\n? e\n: f\n? [g, h]\n: - i\n",
        "K<a>:P<&x>P<!t>\nK<<<>:P<*b>\nK<<<>:[P<*c>,P<*d>]\nP<&k>K<z>:P<!!str>S<v>\nP<*al>:S<w>\nP<%YAML·1.2>\n?K<e>\n:S<f>\n?[S<g>,S<h>]\n:-S<i>",
    );
}

#[test]
fn scalars_over_lines() {
    check(
        "a: b\n  - c\n\n  d {{ x }} e\nf: \"g\n\n  h\" # c\ni: 'j\n  k''\n  l'\n",
        "K<a>:S<b>\nS<-·c>\n\nS<d·>JS<·e>\nK<f>:S<\"g>\nS<>\nS<··h\">#\nK<i>:S<'j>\nS<··k''>\nS<··l'>",
    );
    check(
        "- - a\n  - |2\n     b\n   - c\n- >\n\n  d\n e\nf: |\ng: h\n",
        "--S<a>\n-H|2\nT<·····b>\nT<···-·c>\n-H>\nT<>\nT<··d>\nT<·e>\nK<f>:H|\nK<g>:S<h>",
    );
    check("a: {{ b(\n  c: 1\n) }} d\ne: f\n", "K<a>:J\n\nS<d>\nK<e>:S<f>");
}

#[test]
fn half_typed_lines_cost_their_own_value() {
    check("a: \"b\nc: d\n", "K<a>:S<\"b>\nK<c>:S<d>");
    check("a:\n  b: [c, {\n  d: e\n- f\n", "K<a>:\nK<b>:[S<c>,{\nK<d>:S<e>\n-S<f>");
    check("a: {{ b\nc: d\n", "K<a>:J\nK<c>:S<d>");
    check("{% if x\nc: d\n", "J\nK<c>:S<d>");
    check("a: '{{'\nb: \"{%x\"\nc: d\n", "K<a>:S<'{{'>\nK<b>:S<\"{%x\">\nK<c>:S<d>");
    check("a: ]\nb: \"x\" y\n-\n", "K<a>:S<]>\nK<b>:S<\"x\">S<y>\n-");
}

#[test]
fn comments_of_go_templates_hold_what_looks_like_keys() {
    check("{{- /*\nc: d\n---\n# e\n*/}}\nf: g\n", "#\n#\n#\n#\n#\nK<f>:S<g>");
    check("{{/* a */ -}}\nb: {{/* c\nd: e */ f */}}\n", "#\nK<b>:#\n#");
    check("a: {{ /x }}\nb: c\n", "K<a>:J\nK<b>:S<c>");
}

#[test]
fn comments_behind_and_between_scalars() {
    check("a: b\n  c  # k: v\nd: e\n", "K<a>:S<b>\nS<c>#\nK<d>:S<e>");
    check("a: 'b\n# c\nd: e\n", "K<a>:S<'b>\n#\nK<d>:S<e>");
}
