//! Both kinds of pages in a real browser: what axe-core says of them, at three widths, light and dark, and by keyboard.
//!
//! The browser is Debian's; axe-core and the driver come from npm and are kept in the user's cache. What can't be had is a
//! failure and not a skipped test.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::{DAG, run};
use crate::survival::code_base;
use crate::tools::{cache, from_npm};

const DRIVER: &str = "playwright-core@1.65.1";
const AXE: &str = "axe-core@4.14.1";

/// Installing a browser is the longest that there is to wait for.
const PATIENCE: Duration = Duration::from_mins(10);

#[test]
fn axe_finds_nothing_and_the_keyboard_is_enough() {
    let folder = code_base();
    // Enough of it for every heat of the map.
    for (place, count) in [("some", 3), ("more", 12), ("many", 60)] {
        std::fs::create_dir(folder.path().join(place)).unwrap();
        for number in 0..count {
            std::fs::write(folder.path().join(place).join(format!("{number}.py")), DAG).unwrap();
        }
    }
    std::fs::write(folder.path().join("team.glossary.yml"), include_str!("hostile-glossary.yml")).unwrap();
    // All is written, though one link is a mistake and left out.
    assert_eq!(run(folder.path(), &["docs", "build", "--output", "site"]).0, 2);
    assert_eq!(run(folder.path(), &["report"]).0, 2);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages/browser.mjs");
    let mut command = Command::new("node");
    command.arg(script).arg(npm_packages()).arg(browser()).arg(folder.path());
    let answer: Value = serde_json::from_str(&output(&mut command)).unwrap();
    let complaints = answer["complaints"].as_array().unwrap();
    assert!(complaints.is_empty(), "{:#}", answer["complaints"]);
    // Six pages, three widths, light and dark.
    assert!(answer["looks"].as_u64().unwrap() >= 36, "{answer}");
}

/// The folder of the npm packages.
fn npm_packages() -> PathBuf {
    let home = cache().join(format!("axe-{}-{}", DRIVER.replace('@', "-"), AXE.replace('@', "-")));
    if !home.is_dir() {
        from_npm(&[DRIVER, AXE], &home);
    }
    home
}

/// The browser's binary; installed from Debian's packages where there is none.
fn browser() -> PathBuf {
    let find = || {
        let paths = std::env::var_os("PATH").unwrap_or_default();
        let names = ["chromium", "chromium-browser", "google-chrome"];
        let all = std::env::split_paths(&paths).flat_map(|folder| names.map(|name| folder.join(name))).collect::<Vec<_>>();
        all.into_iter().find(|path| path.is_file())
    };
    find().unwrap_or_else(|| {
        output(Command::new("apt-get").args(["update", "-q"]));
        output(Command::new("apt-get").args(["install", "-q", "-y", "--no-install-recommends", "chromium"]));
        find().expect("a browser: install Chromium")
    })
}

/// What a command prints, within [`PATIENCE`].
fn output(command: &mut Command) -> String {
    let told = tempfile::NamedTempFile::new().unwrap();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(told.reopen().unwrap())
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?}: {error}; this test needs node and npm"));
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if begun.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("{command:?} takes too long");
        }
        std::thread::sleep(Duration::from_millis(50));
    };
    let text = std::fs::read_to_string(told.path()).unwrap();
    assert!(status.success(), "{command:?}: {text}");
    text
}
