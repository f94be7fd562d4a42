//! What a person at a terminal sees, through a pseudo-terminal.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::JoinHandle;
use std::time::Duration;

use rustix::fs::{Mode, OFlags};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

use crate::support::{DAG, folder, lakespeak};

/// Longer than a run must last before it shows how far it is.
const LONG: Duration = Duration::from_millis(1500);

/// A terminal of 100 columns: the end for a program, and what is shown until the program has ended.
fn terminal() -> (File, JoinHandle<String>) {
    let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY;
    let screen = openpt(flags).unwrap();
    grantpt(&screen).unwrap();
    unlockpt(&screen).unwrap();
    tcsetwinsize(&screen, Winsize { ws_row: 40, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
    let name = ptsname(&screen, Vec::new()).unwrap();
    let end = rustix::fs::open(&name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
    let mut screen = File::from(screen);
    let shown = std::thread::spawn(move || {
        let mut shown = Vec::new();
        // Once nobody holds the other end, Linux says so with an error.
        let _ = screen.read_to_end(&mut shown);
        String::from_utf8(shown).unwrap()
    });
    (File::from(end), shown)
}

/// As a person starts it.
fn at_a_terminal(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = lakespeak(folder, arguments);
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env("TERM", "xterm-256color");
    command
}

/// Runs a check that lasts, since its first file has more findings than a pipe holds and nobody reads on for a while.
/// Gives standard output and what was shown on the terminal.
fn lasting(terminal_kind: &str) -> (String, String) {
    let many = DAG.repeat(2000);
    let mut files = vec![("a.py".to_owned(), many.as_bytes()), ("broken.sql".to_owned(), b"\xff".as_slice())];
    files.extend((0..50).map(|number| (format!("quiet{number}.sql"), b"select 1\n".as_slice())));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let folder = folder(&files);
    let (end, shown) = terminal();
    let arguments = ["check", "--threads", "1", "--output-format", "concise"];
    let mut command = at_a_terminal(folder.path(), &arguments);
    let mut child = command.env("TERM", terminal_kind).stdout(Stdio::piped()).stderr(end).spawn().unwrap();
    // It holds the terminal, too.
    drop(command);
    let (mut stdout, mut out) = (child.stdout.take().unwrap(), vec![0; 1]);
    stdout.read_exact(&mut out).unwrap();
    std::thread::sleep(LONG);
    stdout.read_to_end(&mut out).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(2));
    (String::from_utf8(out).unwrap(), shown.join().unwrap())
}

#[test]
fn a_long_run_shows_how_far_it_is() {
    let (out, shown) = lasting("xterm-256color");
    assert!(shown.contains(" files, ") && shown.contains("quiet"), "{shown:?}");
    // What else is said stands on a line of its own, and in the end the progress is gone.
    let lines: Vec<&str> = shown.split('\n').map(|line| line.rsplit('\u{1b}').next().unwrap()).collect();
    let said: Vec<&&str> = lines.iter().filter(|line| line.contains("broken.sql: not UTF-8")).collect();
    assert!(said.len() == 1 && !said[0].contains("files, "), "{shown:?}");
    assert!(shown.ends_with("\u{1b}[2K"), "{shown:?}");
    assert!(out.lines().all(|line| line.starts_with("a.py:")) && !out.contains('\u{1b}'), "reports hold none of it");
}

#[test]
fn a_terminal_that_can_only_print_is_spared() {
    let (_, shown) = lasting("dumb");
    assert!(shown.contains("broken.sql: not UTF-8") && !shown.contains(" files, ") && !shown.contains('\u{1b}'), "{shown:?}");
}

#[test]
fn colours_are_for_terminals() {
    let folder = folder(&[("a.py", DAG.as_bytes())]);
    let shown = |variables: &[(&str, &str)]| {
        let (end, shown) = terminal();
        let mut command = at_a_terminal(folder.path(), &["check"]);
        let status = command.envs(variables.iter().copied()).stdout(end).stderr(Stdio::null()).status().unwrap();
        drop(command);
        assert_eq!(status.code(), Some(1));
        shown.join().unwrap()
    };
    assert!(shown(&[]).contains("\u{1b}["));
    assert!(!shown(&[("NO_COLOR", "1")]).contains('\u{1b}'));
    let piped = at_a_terminal(folder.path(), &["check"]).output().unwrap();
    assert!(!piped.stdout.is_empty() && !piped.stdout.contains(&0x1b));
}
