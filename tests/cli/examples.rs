//! What a newcomer sees first: the files under `examples/`.

use std::path::Path;

use crate::support::run;

#[test]
fn every_example_has_something_to_say_and_none_is_loud() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    for file in ["dags/orders_daily.py", "models/orders.sql", "sql/backfill.sql", "docker-compose.yml", "k8s/cronjob.yml"] {
        let (code, lines, stderr) = run(&root, &["check", "--output-format", "json-lines", file]);
        let count = lines.lines().count();
        assert!(stderr.is_empty() && code <= 1, "{file}: {stderr}");
        assert!((1..=8).contains(&count), "{file}: {count} findings\n{lines}");
    }
}
