//! Many matches in one unit, and units in units, cost no more than few.

use std::time::{Duration, Instant};

use super::*;

/// How long one text may take: linear work needs a fraction of it, quadratic work many times as long.
const PATIENCE: Duration = Duration::from_secs(30);

/// Asks a condition at every `§` of a text of about 300 KB.
fn check(language: Language, condition: &str, text: &str) {
    let pieces: Vec<&str> = text.split('§').collect();
    let places: Vec<u32> =
        pieces.iter().scan(0, |at, piece| Some(std::mem::replace(at, *at + piece.len() as u32) + piece.len() as u32)).collect();
    let marked = format!("«»{}", pieces.concat());
    with_asker(language, &marked, condition, |asker, _, when| {
        let start = Instant::now();
        for at in places.iter().take(places.len() - 1) {
            asker.all_at(Span::new(*at, at + 1), when);
            assert!(start.elapsed() < PATIENCE, "{condition} at {} places is slow", places.len());
        }
    });
}

#[test]
fn many_places_cost_no_more_than_few() {
    const MANY: usize = 15_000;
    let each = |open: &str| open.repeat(MANY);
    let nested = |open: &str, close: &str| open.repeat(MANY) + "x" + &close.repeat(MANY);
    let flat = format!("f(\n{})\n", each("  §a(1),\n"));
    let chain = format!("x = df{}\n", each("§.a(b)"));
    let selects = nested("§select a from (", ")");
    let unions = each("§select a from b where c union all ");
    let list = format!("select {}z from t", each("§a, "));
    let indents: String = (0..300).flat_map(|_| (0..50).map(|depth| " ".repeat(depth) + "def §f():\n")).collect();
    let yaml = format!("a:\n{}", each("  - §b: 1\n    c: { d: 2 }\n"));
    let flow = format!("a: {}", nested("{§b: [", "]}"));
    for (language, condition, text) in [
        (Python, "function_has: zzz", &indents),
        (Python, "function_lacks: f", &indents),
        (Python, "body_lacks: f", &indents),
        (Python, "bracket_lacks: a", &nested("§f(", ")")),
        (Python, "bracket_has: zzz", &flat),
        (Python, "items: { max: 3 }", &flat),
        (Python, "items: { max: 3 }", &nested("§f(a, ", ")")),
        (Python, "argument: { position: 1, equals: 2 }", &flat),
        (Python, "argument_count: { min: 9 }", &nested("§f(a, ", ")")),
        (Python, "receiver: '*.b'", &chain),
        (Python, "assigned_to: y", &chain),
        (Python, "assigned_to: y", &each("§a = b; ")),
        (Python, "unused_result: true", &chain),
        (Python, "unused_result: true", &flat),
        (Python, "inside: { comprehension: true }", &nested("[§a for a in [", "]]")),
        (Python, "cron: dst_gap", &format!("f(\n{}timezone='Europe/Berlin')\n", each("  §a='30 2 * * *',\n"))),
        (Sql, "select_lacks: where", &selects),
        (Sql, "select_has: c", &unions),
        (Sql, "bracket_lacks: zzz", &selects),
        (Sql, "items: { min: 3 }", &list),
        (Sql, "items: { min: 3 }", &selects),
        (Sql, "table_name: x", &format!("select a from t{}", each(", §b.c"))),
        (Sql, "column_name: x", &list),
        (Sql, "column_list: true", &format!("insert into t ({}z) select 1", each("§a, "))),
        (Sql, "value: { equals: 1 }", &format!("set {}z = 1", each("§a = 0, "))),
        (Yaml, "sibling_lacks: c.x", &yaml),
        (Yaml, "sibling: { name: c.d, equals: 3 }", &yaml),
        (Yaml, "child_lacks: b.b.b", &flow),
        (Yaml, "bracket_lacks: zzz", &flow),
        (Yaml, "items: { max: 0 }", &flow),
    ] {
        check(language, condition, text);
    }
}
