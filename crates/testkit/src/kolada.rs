//! A server that speaks version 3 of Kolada's API on the loopback interface.

use std::{
    collections::BTreeMap,
    io::{self, BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::Duration,
};

use figures::{KpiId, Level, Sex, Snapshot, State};
use jiff::Timestamp;
use serde_json::{Value, json};

/// How the server behaves. Everything but the truth concerns the values (`/data/…`) only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mode {
    /// True answers.
    Honest,
    /// True answers after so long.
    Slow(Duration),
    /// Status 429 so many times, with this Retry-After, then the truth.
    Busy {
        /// How many times.
        times: u32,
        /// What to wish for: seconds, or a day and time.
        retry_after: Option<&'static str>,
    },
    /// Status 500 so many times, then the truth.
    Failing {
        /// How many times.
        times: u32,
    },
    /// Answers that break off so many times, then the truth.
    Truncated {
        /// How many times.
        times: u32,
    },
    /// The truth so many times, then status 500 for ever.
    DiesAfter {
        /// How many answers.
        answers: u32,
    },
    /// `next_url` leads to the page itself.
    Looping,
    /// Ever new addresses with the same entries.
    Endless,
    /// Empty pages that say there are more.
    EmptyPages,
    /// `next_url` leads to another host.
    OtherHost,
    /// A web page with status 200.
    Html,
    /// `count` is not what comes.
    WrongCount,
    /// Another key figure than asked for.
    OtherKpi,
    /// Values as text.
    TextValues,
    /// A gender code nobody knows.
    OtherGender,
    /// No `values`.
    NoValues,
    /// All values withdrawn.
    Deleted,
    /// A few kilobytes that unpack to more than anybody should hold.
    Bomb,
    /// Leads to another address.
    Redirect,
    /// A status that is no text, beside a value.
    ListStatus,
    /// An object with two values.
    TwoValues,
    /// No entries at all.
    Nothing,
}

/// A running server; stops when dropped.
#[derive(Debug)]
pub struct Kolada {
    address: SocketAddr,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    snapshot: Snapshot,
    page_size: usize,
    state: Mutex<(Mode, u32)>,
    requests: Mutex<Vec<String>>,
    stop: AtomicBool,
}

impl Kolada {
    /// Starts a server with at most `page_size` entries of values on a page.
    ///
    /// # Errors
    /// When no socket is to be had.
    pub fn start(mode: Mode, page_size: usize) -> io::Result<Self> {
        let snapshot = crate::small::draft().into_snapshot(Timestamp::UNIX_EPOCH).map_err(io::Error::other)?;
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            snapshot,
            page_size,
            state: Mutex::new((mode, 0)),
            requests: Mutex::new(Vec::new()),
            stop: AtomicBool::new(false),
        });
        let inner = Arc::clone(&shared);
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if inner.stop.load(Ordering::Relaxed) {
                    break;
                }
                // A client that went away is no concern of the server's.
                let _ = stream.and_then(|s| inner.serve(s, address));
            }
        });
        Ok(Self { address, shared, thread: Some(thread) })
    }

    /// The base address, `http://127.0.0.1:…/v3`.
    pub fn base(&self) -> String {
        format!("http://{}/v3", self.address)
    }

    /// Behaves like this from now on; counts begin anew.
    pub fn set_mode(&self, mode: Mode) {
        *self.shared.state.lock().unwrap_or_else(PoisonError::into_inner) = (mode, 0);
    }

    /// Every request so far: path and query.
    pub fn requests(&self) -> Vec<String> {
        self.shared.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The figures the server tells.
    pub fn snapshot(&self) -> &Snapshot {
        &self.shared.snapshot
    }
}

impl Drop for Kolada {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::Relaxed);
        // Wakes the thread from its waiting for a connection.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn serve(&self, mut stream: TcpStream, address: SocketAddr) -> io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        let mut reader = BufReader::new(stream.try_clone()?);
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let target = line.split(' ').nth(1).unwrap_or_default().to_owned();
        let mut header = String::new();
        while reader.read_line(&mut header)? > 2 {
            header.clear();
        }
        if target.is_empty() {
            return Ok(());
        }
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).push(target.clone());
        let data = target.starts_with("/v3/data/");
        let (mode, nth) = {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            if data {
                state.1 += 1;
            }
            if data { state.clone() } else { (Mode::Honest, 0) }
        };
        match mode {
            Mode::Busy { times, retry_after } if nth <= times => {
                let wish = retry_after.map_or(String::new(), |s| format!("Retry-After: {s}\r\n"));
                return send(&mut stream, "429 Too Many Requests", &wish, b"{}");
            }
            Mode::Failing { times } if nth <= times => {
                return send(&mut stream, "500 Internal Server Error", "", b"{}");
            }
            Mode::DiesAfter { answers } if nth > answers => {
                return send(&mut stream, "500 Internal Server Error", "", b"{}");
            }
            Mode::Bomb => {
                return send(&mut stream, "200 OK", "Content-Encoding: gzip\r\n", &bomb()?);
            }
            Mode::Redirect => {
                let to = format!("Location: http://{address}/v3/elsewhere\r\n");
                return send(&mut stream, "302 Found", &to, b"");
            }
            Mode::Html => return send(&mut stream, "200 OK", "", b"<!doctype html><title>Underh\xc3\xa5ll</title>"),
            Mode::Slow(time) => std::thread::sleep(time),
            _ => {}
        }
        let Some((path, mut page)) = self.page(&target, address) else {
            return send(&mut stream, "404 Not Found", "", b"{}");
        };
        if page.is_null() {
            return send(&mut stream, "400 Bad Request", "", b"{}");
        }
        if data {
            bend(&mut page, &mode, &target, &path, address, nth);
        }
        let mut body = serde_json::to_vec(&page)?;
        if mode == Mode::TwoValues {
            body = String::from_utf8_lossy(&body).replacen("\"value\":", "\"value\":1,\"value\":", 1).into_bytes();
        }
        if matches!(mode, Mode::Truncated { times } if nth <= times) {
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len())?;
            return stream.write_all(&body[..body.len() / 2]);
        }
        send(&mut stream, "200 OK", "", &body)
    }

    /// The path and the true page of an address; null where a part has more than 25 codes.
    fn page(&self, target: &str, address: SocketAddr) -> Option<(String, Value)> {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let query: BTreeMap<&str, &str> = query.split('&').filter_map(|p| p.split_once('=')).collect();
        let number = |name: &str| query.get(name).and_then(|v| v.parse::<usize>().ok());
        let most = if path.starts_with("/v3/data/") { self.page_size } else { 5000 };
        let per_page = number("per_page").unwrap_or(5000).clamp(1, most);
        let page = number("page").unwrap_or(1).max(1);
        let parts: Vec<&str> = path.strip_prefix("/v3/")?.split('/').collect();
        if parts.iter().any(|p| p.split(',').count() > 25) {
            return Some((path.to_owned(), Value::Null));
        }
        let all = match parts.as_slice() {
            ["kpi"] => self.kpis(),
            ["kpi_groups"] => self.themes(),
            ["municipality"] => self.areas(),
            ["municipality_groups"] => self.groups(),
            ["data", rest @ ..] => self.values(rest)?,
            _ => return None,
        };
        let start = (page - 1) * per_page;
        let values: Vec<Value> = all.iter().skip(start).take(per_page).cloned().collect();
        let link = |page: usize| {
            let extra = query.get("from_date").map_or(String::new(), |d| format!("&from_date={d}"));
            json!(format!("http://{address}{path}?page={page}&per_page={per_page}{extra}"))
        };
        let next = if start + per_page < all.len() { link(page + 1) } else { Value::Null };
        let previous = if page > 1 { link(page - 1) } else { Value::Null };
        Some((
            path.to_owned(),
            json!({"count": values.len(), "values": values, "next_url": next, "previous_url": previous}),
        ))
    }

    fn kpis(&self) -> Vec<Value> {
        let level = |level| match level {
            Some(Level::Municipality) => json!("K"),
            Some(Level::Region) => json!("L"),
            Some(Level::Both) => json!("A"),
            None => Value::Null,
        };
        let one = |f: &figures::KeyFigure| {
            json!({
                "id": f.id, "title": f.title, "description": self.snapshot.description(&f.id).ok().flatten(),
                "is_divided_by_gender": f.divided, "municipality_type": level(f.level), "auspice": f.auspice,
                "operating_area": f.operating_area, "perspective": f.perspective,
                "prel_publication_date": f.prel_publication_date, "publication_date": f.publication_date,
                "publ_period": f.publ_period, "has_ou_data": f.has_ou_data,
            })
        };
        self.snapshot.figures().iter().map(one).collect()
    }

    fn themes(&self) -> Vec<Value> {
        let mut themes: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        for figure in self.snapshot.figures() {
            for theme in &figure.themes {
                themes.entry(theme).or_default().push(json!({"member_id": figure.id, "member_title": figure.title}));
            }
        }
        let one = |(i, (title, members)): (usize, (&str, Vec<Value>))| json!({"id": format!("G2KPI{i}"), "title": title, "members": members});
        themes.into_iter().enumerate().map(one).collect()
    }

    fn areas(&self) -> Vec<Value> {
        let one = |a: &figures::Area| json!({"id": a.id, "title": a.title, "type": if a.id.number() < 100 { "L" } else { "K" }});
        self.snapshot.areas().iter().map(one).collect()
    }

    fn groups(&self) -> Vec<Value> {
        let member =
            |id: &figures::AreaId| json!({"member_id": id, "member_title": self.snapshot.area(*id).map(|a| &a.title)});
        let group = |g: &figures::Group| json!({"id": g.id, "title": g.title, "members": g.members.iter().map(member).collect::<Vec<_>>()});
        let similar = |(i, s): (usize, &figures::Similar)| {
            let name = self.snapshot.area(s.municipality).map(|a| a.title.as_str()).unwrap_or_default();
            json!({"id": format!("G9{i:05}"), "title": format!("Liknande kommuner {}, {name}, {}", s.field, s.year),
                "members": s.similar.iter().map(member).collect::<Vec<_>>()})
        };
        let groups = self.snapshot.groups().iter().map(group);
        groups.chain(self.snapshot.all_similar().iter().enumerate().map(similar)).collect()
    }

    /// `kpi/{ids}`, `municipality/{ids}` and `year/{years}` in any order.
    fn values(&self, parts: &[&str]) -> Option<Vec<Value>> {
        let part = |name: &str| {
            parts.chunks(2).find(|p| p[0] == name).and_then(|p| p.get(1)).map(|ids| ids.split(',').collect::<Vec<_>>())
        };
        let (kpis, areas, years) = (part("kpi"), part("municipality"), part("year"));
        let kpis: Vec<KpiId> = kpis?.iter().filter_map(|k| KpiId::new(k).ok()).collect();
        let mut all = Vec::new();
        for block in kpis.iter().filter_map(|k| self.snapshot.figure(k)) {
            for (index, area) in block.areas().iter().enumerate() {
                if areas.as_ref().is_some_and(|a| !a.contains(&area.id.as_str())) {
                    continue;
                }
                for year in block.first_year..=block.last_year() {
                    if years.as_ref().is_some_and(|y| !y.contains(&year.to_string().as_str())) {
                        continue;
                    }
                    let cell = |sex: Sex| {
                        let cell = block.cell(index, year, sex);
                        (cell.state != State::Absent).then(|| json!({"gender": sex.code(), "count": 1, "status": "", "value": cell.get(), "isdeleted": false}))
                    };
                    let values: Vec<Value> = Sex::ALL.into_iter().filter_map(cell).collect();
                    if !values.is_empty() {
                        all.push(
                            json!({"kpi": block.kpi.id, "municipality": area.id, "period": year, "values": values}),
                        );
                    }
                }
            }
        }
        Some(all)
    }
}

/// Makes a true page a lie.
fn bend(page: &mut Value, mode: &Mode, target: &str, path: &str, address: SocketAddr, nth: u32) {
    match mode {
        Mode::Looping => page["next_url"] = json!(format!("http://{address}{target}")),
        Mode::Endless => page["next_url"] = json!(format!("http://{address}{path}?page=1&per_page=5000&nth={nth}")),
        Mode::EmptyPages => {
            page["values"] = json!([]);
            page["count"] = json!(0);
            page["next_url"] = json!(format!("http://{address}{path}?page={}", nth + 1));
        }
        Mode::OtherHost => page["next_url"] = json!("https://example.org/v3/data/kpi/N1/year/2020"),
        Mode::WrongCount => page["count"] = json!(123_456),
        Mode::OtherKpi => page["values"][0]["kpi"] = json!("N99999"),
        Mode::TextValues => page["values"][0]["values"][0]["value"] = json!("twelve"),
        Mode::OtherGender => page["values"][0]["values"][0]["gender"] = json!("F"),
        Mode::ListStatus => page["values"][0]["values"][0]["status"] = json!(["secret"]),
        Mode::Nothing => *page = json!({"values": [], "count": 0, "next_url": null}),
        Mode::NoValues => *page = json!({"results": [], "count": 0}),
        Mode::Deleted => {
            for entry in page["values"].as_array_mut().into_iter().flatten() {
                for value in entry["values"].as_array_mut().into_iter().flatten() {
                    value["value"] = Value::Null;
                    value["isdeleted"] = json!(true);
                }
            }
        }
        _ => {}
    }
}

/// A list of 80 MiB of spaces.
fn bomb() -> io::Result<Vec<u8>> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let spaces = vec![b' '; 1 << 20];
    packed.write_all(b"{\"values\":[")?;
    for _ in 0..80 {
        packed.write_all(&spaces)?;
    }
    packed.write_all(b"]}")?;
    packed.finish()
}

fn send(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) -> io::Result<()> {
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n",
        body.len()
    )?;
    stream.write_all(body)
}
