//! `docs/team-glossary.md`, done step by step: its files are written, its commands run, and what it shows is what they print.

use crate::support::{folder, run};

#[test]
fn the_guide_does_what_it_says() {
    let guide = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/team-glossary.md")).unwrap();
    let folder = folder(&[]);
    let mut commands = 0;
    for block in guide.split("```").skip(1).step_by(2) {
        let (kind, body) = block.split_once('\n').unwrap();
        if kind == "console" {
            let (command, expected) = body.split_once('\n').unwrap();
            let arguments: Vec<&str> = command.strip_prefix("$ lakespeak ").unwrap().split(' ').collect();
            let (_, out, err) = run(folder.path(), &arguments);
            assert_eq!((out.trim_end(), err.as_str()), (expected.trim_end(), ""), "{command}");
            commands += 1;
        } else {
            let name = body.lines().next().unwrap().trim_start_matches(['#', '-', ' ']);
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, body).unwrap();
        }
    }
    assert_eq!(commands, 6);
    let (code, out, _) = run(folder.path(), &["glossary", "check"]);
    assert_eq!((code, out.as_str()), (0, "No mistake in 4 files\n"));
}
