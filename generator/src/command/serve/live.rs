//! Tells open pages what is new, over a WebSocket.
//!
//! A page says which edition it is of when it connects. It hears at once what changed since, and
//! again whenever something does; nothing is lost while it was away.

use std::sync::Arc;

use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{RawQuery, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use tokio::sync::watch;

use super::overlay::Problems;
use super::respond::Desk;
use super::route;
use super::site::{Edition, Showing};

/// Where pages connect.
pub(super) const ROUTE: &str = "/__carnet/live";

/// Connects a page: `/__carnet/live?edition=7`.
pub(super) async fn connect(
    State(desk): State<Desk>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    if !is_own_page(&headers, desk.address.authority()) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let edition = query
        .as_deref()
        .and_then(|query| query.strip_prefix("edition="))
        .and_then(|number| number.parse().ok())
        .unwrap_or_default();
    let Desk { showing, address } = desk;
    upgrade.on_upgrade(move |socket| keep_informed(socket, showing, address.mount, edition))
}

/// Whether the request comes from a page of this server. Browsers let any page connect to any
/// WebSocket, and problems quote what is not published yet.
fn is_own_page(headers: &HeaderMap, authority: &str) -> bool {
    let header = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(origin) = header(ORIGIN) else { return true };
    let origin = origin.split_once("://").map_or(origin, |(_, host)| host);
    header(HOST) == Some(origin) || authority == origin
}

/// Sends news until the page is left.
async fn keep_informed(
    mut socket: WebSocket,
    mut showing: watch::Receiver<Showing>,
    mount: String,
    edition: u64,
) {
    let mut page = Page { edition, problems: None };
    loop {
        let now = showing.borrow_and_update().clone();
        for news in page.news(&now, &mount) {
            if socket.send(Message::text(news)).await.is_err() {
                return;
            }
        }
        // Nothing is kept alive for a page that only waits.
        drop(now);
        loop {
            tokio::select! {
                change = showing.changed() => match change {
                    Ok(()) => break,
                    Err(_) => return,
                },
                // Pages have nothing to say, but that they are gone.
                message = socket.recv() => match message {
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return,
                },
            }
        }
    }
}

/// What an open page has heard so far.
struct Page {
    edition: u64,
    problems: Option<Arc<Problems>>,
}

impl Page {
    /// What it is to hear now.
    fn news(&mut self, showing: &Showing, mount: &str) -> Vec<String> {
        let mut news = Vec::new();
        let is_mended = self.problems.is_some() && showing.problems().is_none();
        if let Some(edition) = showing.edition()
            && (edition.number != self.edition || is_mended)
        {
            news.push(about_edition(edition, self.edition, mount));
            self.edition = edition.number;
        }
        if let Some(problems) = showing.problems() {
            news.push(about_problems(problems));
        }
        self.problems = showing.problems().cloned();
        news
    }
}

/// “The site is at this edition, in which these routes are not what you know.”
fn about_edition(edition: &Edition, since: u64, mount: &str) -> String {
    let changed: Vec<String> =
        edition.changed_since(since).into_iter().map(|file| route::of_file(mount, file)).collect();
    json!({ "kind": "edition", "edition": edition.number, "changed": changed }).to_string()
}

/// “The sources have these problems; what you show is older than they are.”
fn about_problems(problems: &Problems) -> String {
    json!({ "kind": "problems", "title": problems.title, "html": problems.html }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::{Artifact, Site};
    use crate::source::Sources;

    fn site(text: &str) -> Site {
        let file = ("a/index.html".to_owned(), Artifact::Made(text.into()));
        Site { artifacts: [file].into(), ..Site::default() }
    }

    #[test]
    fn a_page_hears_what_it_missed_and_each_thing_once() {
        let sources = || Arc::new(Sources::default());
        let first = Arc::new(Edition::first(5, site("a"), sources()));
        let second = Arc::new(first.next(site("b"), sources()));
        let problems = Arc::new(Problems::of_a_crash());
        let edition = |number: u64, changed: &str| {
            format!("{{\"changed\":[{changed}],\"edition\":{number},\"kind\":\"edition\"}}")
        };
        let mut page = Page { edition: 5, problems: None };

        assert_eq!(page.news(&Showing::Good(Arc::clone(&first)), ""), [""; 0]);

        let broken = Showing::Broken(problems, Some(Arc::clone(&first)));
        let news = page.news(&broken, "");
        assert_eq!(news.len(), 1);
        assert!(news[0].contains("\"kind\":\"problems\""));

        // Mended by taking the change back: the page is right, only the overlay goes.
        assert_eq!(page.news(&Showing::Good(Arc::clone(&first)), ""), [edition(5, "")]);

        assert_eq!(page.news(&Showing::Good(Arc::clone(&second)), ""), [edition(6, "\"/a/\"")]);
        assert_eq!(page.news(&Showing::Good(second), ""), [""; 0]);
    }

    #[test]
    fn only_own_pages_may_listen() {
        let headers = |origin: Option<&str>| {
            let mut headers = HeaderMap::new();
            let value = |text: &str| text.parse().expect("the test writes it right");
            headers.insert(HOST, value("127.0.0.1:1111"));
            if let Some(origin) = origin {
                headers.insert(ORIGIN, value(origin));
            }
            headers
        };
        for (origin, expected) in [
            (None, true),
            (Some("http://127.0.0.1:1111"), true),
            (Some("https://preview.example"), true),
            (Some("http://127.0.0.1:2222"), false),
            (Some("https://evil.example"), false),
            (Some("null"), false),
        ] {
            assert_eq!(is_own_page(&headers(origin), "preview.example"), expected, "{origin:?}");
        }
    }
}
