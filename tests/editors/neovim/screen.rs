//! What a person sees: Neovim in a terminal, with the card beside the code and the hints behind it.

use std::path::Path;
use std::process::{Command, id};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::install;

/// A terminal of its own, gone with the value.
struct Terminal(String);

impl Terminal {
    fn of(columns: u16, lines: u16, command: &str) -> Self {
        let terminal = Self(format!("lakespeak-test-{}", id()));
        let (columns, lines) = (columns.to_string(), lines.to_string());
        terminal.tmux(&["-f", "/dev/null", "new-session", "-d", "-x", &columns, "-y", &lines, command]);
        terminal
    }

    fn tmux(&self, arguments: &[&str]) -> String {
        let output = Command::new(install::tmux()).args(["-L", &self.0]).args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn keys(&self, keys: &[&str]) {
        self.tmux(&[&["send-keys"], keys].concat());
    }

    /// The screen, once it shows all of `wanted`.
    #[track_caller]
    fn screen(&self, wanted: &[&str]) -> Vec<String> {
        let begun = Instant::now();
        loop {
            let screen = self.tmux(&["capture-pane", "-p"]);
            if wanted.iter().all(|wanted| screen.contains(wanted)) {
                return screen.lines().map(String::from).collect();
            }
            assert!(begun.elapsed() < Duration::from_secs(30), "{wanted:?} is not on the screen:\n{screen}");
            sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = Command::new(install::tmux()).args(["-L", &self.0, "kill-server"]).output();
    }
}

fn quoted(path: &Path) -> String {
    format!("'{}'", path.display())
}

#[test]
fn a_card_beside_the_code_and_hints_behind_it() {
    let folder = tempfile::tempdir().unwrap();
    let dag = std::fs::read_to_string(crate::root().join("examples/dags/orders_daily.py")).unwrap();
    std::fs::write(folder.path().join("orders_daily.py"), &dag).unwrap();
    let plugin = crate::root().join("editors/neovim");
    let init = format!(
        "vim.opt.runtimepath:prepend([[{}]])\nvim.o.swapfile = false\nrequire('lakespeak').setup({{ hints = true }})\n",
        plugin.display()
    );
    std::fs::write(folder.path().join("init.lua"), init).unwrap();
    let path = crate::with_binary_on_path();
    let terminal = Terminal::of(
        150,
        40,
        &format!(
            "cd {0} && XDG_STATE_HOME={0} PATH={1} TERM=screen {2} --clean -u init.lua orders_daily.py",
            quoted(folder.path()),
            quoted(Path::new(&path)),
            quoted(install::neovim())
        ),
    );
    terminal.screen(&["import requests"]);
    terminal.keys(&["/^with DAG", "Enter", "w", "zt"]);
    let hint = "with DAG( Mon–Fri 06:00";
    terminal.screen(&[hint]);
    terminal.keys(&[":Lakespeak card", "Enter"]);
    let screen = terminal.screen(&["Airflow · Foundations & Infrastructure", "Docs: Airflow, Checking health status", hint]);
    // All of the code is there, up to where it ends, and nothing of what Markdown or a link hides.
    let from = dag.lines().position(|line| line.starts_with("with DAG")).unwrap();
    for (seen, line) in screen.iter().zip(dag.lines().skip(from)).skip(1) {
        assert!(seen.trim_start().starts_with(line.trim_start()), "{line} is covered:\n{}", screen.join("\n"));
    }
    assert!(!screen.iter().any(|line| line.contains("https:") || line.contains("**")), "{}", screen.join("\n"));
    // It goes with the cursor.
    terminal.keys(&["j"]);
    sleep(Duration::from_millis(300));
    assert!(!terminal.screen(&[hint]).iter().any(|line| line.contains("Foundations")));
}
