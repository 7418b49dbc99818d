//! Calendars read back by somebody else's parser: Debian's `python3-icalendar`.

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

use serde_json::Value;

/// Reads a calendar strictly and gives its properties and events as JSON: times in UTC, texts unescaped.
pub fn parsed(text: &str) -> Value {
    let mut child = Command::new(python())
        .args(["-c", READ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    assert!(out.status.success(), "{}\n{text}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap()
}

const READ: &str = r#"
import sys, json, datetime
from icalendar import Calendar
raw = sys.stdin.buffer.read()
# RFC 5545, 3.1: lines end in CRLF and are no longer than 75 octets.
assert raw.endswith(b"\r\n") and b"\n" not in raw.replace(b"\r\n", b""), "line ends"
assert max(len(line) for line in raw.split(b"\r\n")) <= 75, "long lines"
calendars = Calendar.from_ical(raw, multiple=True)
assert len(calendars) == 1
def plain(value):
    if isinstance(value, list):
        return [plain(v) for v in value]
    if hasattr(value, "dt"):
        moment = value.dt
        if isinstance(moment, datetime.timedelta):
            return moment.total_seconds()
        assert moment.tzinfo is not None and moment.utcoffset() == datetime.timedelta(0), moment
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return int(value) if isinstance(value, int) else str(value)
def props(component):
    return {name: plain(value) for name, value in component.items()}
calendar = calendars[0]
events = [props(it) for it in calendar.walk("VEVENT")]
errors = [str(e) for it in calendar.walk() for e in it.errors]
assert not errors, errors
print(json.dumps({"calendar": props(calendar), "events": events}))
"#;

/// The Python that knows calendars: the system's may hide behind another on the path.
fn python() -> &'static str {
    let knows = |python: &&str| {
        let asked = Command::new(python).args(["-c", "import icalendar"]).stderr(Stdio::null()).status();
        asked.is_ok_and(|status| status.success())
    };
    let found = ["python3", "/usr/bin/python3"].into_iter().find(knows);
    found.unwrap_or_else(|| panic!("no parser of calendars is installed: apt-get install python3-icalendar"))
}
