//! Runs other programs: shows what they say, stops them when we are stopped.

use crate::{Outcome, paths};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

static STOPPED: OnceLock<Arc<AtomicBool>> = OnceLock::new();
/// How long a program has to end by itself after it was asked to.
const PATIENCE: Duration = Duration::from_secs(20);

/// From now on Ctrl-C and TERM stop what runs, and then us.
pub fn watch_signals() {
    let stopped = STOPPED.get_or_init(|| Arc::new(AtomicBool::new(false)));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        if let Err(error) = signal_hook::flag::register(signal, stopped.clone()) {
            eprintln!("signal {signal} is not watched: {error}");
        }
    }
}

pub fn stopped() -> bool {
    STOPPED.get().is_some_and(|flag| flag.load(Ordering::SeqCst))
}

/// A command in the repository's root.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(paths::root());
    command
}

/// The cargo that runs us.
pub fn cargo() -> Command {
    command(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()))
}

/// Says what is done next.
pub fn say(what: &str) {
    println!("· {what}");
}

/// Runs to the end with its output shown.
pub fn run(what: &str, command: &mut Command) -> Outcome<()> {
    say(what);
    let mut child = spawn(what, command)?;
    succeed(what, wait(&mut child)?)
}

/// Runs quietly and returns what it printed; its errors go into ours.
pub fn read(what: &str, command: &mut Command) -> Outcome<String> {
    let output = command.stdin(Stdio::null()).output().map_err(|e| format!("{what}: {e}"))?;
    if !output.status.success() {
        return Err(format!("{what}: {}", String::from_utf8_lossy(&output.stderr).trim()));
    }
    String::from_utf8(output.stdout).map_err(|e| format!("{what}: {e}"))
}

/// Runs with its output shown and kept; whether it succeeded, and what it said without colours.
pub fn tee(what: &str, command: &mut Command) -> Outcome<(bool, String)> {
    say(what);
    let mut child = spawn(what, command.stdout(Stdio::piped()).stderr(Stdio::piped()))?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let readers = [
        out.map(|stream| std::thread::spawn(move || show(stream, std::io::stdout()))),
        err.map(|stream| std::thread::spawn(move || show(stream, std::io::stderr()))),
    ];
    let status = wait(&mut child)?;
    let mut said = String::new();
    for reader in readers.into_iter().flatten() {
        said += &reader.join().unwrap_or_default();
    }
    Ok((status.success(), said))
}

fn show(stream: impl Read, mut to: impl Write) -> String {
    let mut said = String::new();
    for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        // A reader that has gone away is no reason to stop the tests.
        let _ = writeln!(to, "{line}");
        said += &line;
        said.push('\n');
    }
    said
}

pub fn spawn(what: &str, command: &mut Command) -> Outcome<Child> {
    let program = command.get_program().to_string_lossy().into_owned();
    command.stdin(Stdio::null()).spawn().map_err(|e| format!("{what}: {program}: {e}"))
}

/// Waits for the end; when we are stopped, the program is asked to end first.
pub fn wait(child: &mut Child) -> Outcome<ExitStatus> {
    loop {
        if let Some(status) = child.try_wait().map_err(|e| e.to_string())? {
            return if stopped() { Err("stopped".into()) } else { Ok(status) };
        }
        if stopped() {
            end(child);
            return Err("stopped".into());
        }
        std::thread::sleep(Duration::from_millis(30));
    }
}

/// Asks a program to end, and makes it.
pub fn end(child: &mut Child) {
    let asked = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
    let patience = if asked.is_ok() { PATIENCE } else { Duration::ZERO };
    let begun = Instant::now();
    while begun.elapsed() < patience {
        if !matches!(child.try_wait(), Ok(None)) {
            return;
        }
        std::thread::sleep(Duration::from_millis(30));
    }
    if let Err(error) = child.kill().and_then(|()| child.wait()) {
        eprintln!("process {} goes on: {error}", child.id());
    }
}

fn succeed(what: &str, status: ExitStatus) -> Outcome<()> {
    if status.success() { Ok(()) } else { Err(format!("{what}: {status}")) }
}

/// The value after an option, or what is wrong with it.
pub fn value<T: std::str::FromStr>(option: &str, next: Option<&String>) -> Outcome<T> {
    let text = next.ok_or_else(|| format!("{option} needs a value"))?;
    text.parse().map_err(|_| format!("{option}: {text} is not valid"))
}
