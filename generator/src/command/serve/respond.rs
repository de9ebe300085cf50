//! Requests and what is sent back.

use std::io;

use axum::Router;
use axum::extract::{OriginalUri, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use mime_guess::{Mime, mime};
use tokio::sync::watch;

use super::inject::{self, About};
use super::route::{self, Found};
use super::site::{Edition, Showing};
use super::{Address, live, overlay};

/// What every request is answered from.
#[derive(Clone)]
pub(super) struct Desk {
    /// What is shown now.
    pub(super) showing: watch::Receiver<Showing>,
    /// Where the site is served.
    pub(super) address: Address,
}

/// The routes of the server: its own few, and the site.
pub(super) fn router(desk: Desk) -> Router {
    let script = || async { text("text/javascript", include_str!("live.js")) };
    let style = || async { text("text/css", include_str!("live.css")) };
    Router::new()
        .route(live::ROUTE, get(live::connect))
        .route(inject::SCRIPT, get(script))
        .route(overlay::STYLE, get(style))
        .fallback(get(answer))
        .with_state(desk)
}

async fn answer(State(desk): State<Desk>, OriginalUri(uri): OriginalUri) -> Response {
    let showing = desk.showing.borrow().clone();
    // A film may have to be read from the disk.
    tokio::task::block_in_place(|| match &showing {
        Showing::Good(edition) | Showing::Broken(_, Some(edition)) => {
            page(edition, &desk.address.mount, &uri)
        }
        Showing::Broken(problems, None) => {
            let about = About { edition: 0, route: uri.path().to_owned() };
            html(StatusCode::INTERNAL_SERVER_ERROR, &problems.page(), &about)
        }
    })
}

fn page(edition: &Edition, mount: &str, uri: &Uri) -> Response {
    let exists = |file: &str| edition.contains(file);
    let Some(path) = route::below(mount, uri.path()) else {
        return match uri.path() {
            "/" => moved(&format!("{mount}/")),
            path if path == mount => moved(&format!("{mount}/")),
            path => nothing(edition, mount, path),
        };
    };
    match route::resolve(path, exists) {
        Found::File(file) => send(edition, mount, StatusCode::OK, &file),
        Found::Folder => {
            let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
            moved(&format!("{}/{query}", uri.path()))
        }
        Found::Nothing => match route::not_found(path, exists) {
            Some(file) => send(edition, mount, StatusCode::NOT_FOUND, &file),
            None => nothing(edition, mount, uri.path()),
        },
    }
}

fn nothing(edition: &Edition, mount: &str, path: &str) -> Response {
    let about = About { edition: edition.number, route: route::of_file(mount, "404.html") };
    html(StatusCode::NOT_FOUND, &overlay::not_found(path), &about)
}

fn send(edition: &Edition, mount: &str, status: StatusCode, file: &str) -> Response {
    let bytes = match edition.read(file) {
        Ok(bytes) => bytes,
        // Deleted a moment ago, or locked by the program that writes it; the next edition knows.
        Err(error) => return unreadable(file, &error),
    };
    let mime = mime_guess::from_path(file).first_or_octet_stream();
    let bytes = if mime.essence_str() == mime::TEXT_HTML.essence_str() {
        let about = About { edition: edition.number, route: route::of_file(mount, file) };
        match String::from_utf8(bytes) {
            Ok(page) => return html(status, &page, &about),
            // Some old page that is copied as it is; its author said which encoding it has.
            Err(error) => return plain(status, "text/html", error.into_bytes()),
        }
    } else {
        bytes
    };
    plain(status, &content_type(&mime), bytes)
}

/// The type with its encoding, where it is text: all texts of a site are in UTF-8.
fn content_type(mime: &Mime) -> String {
    let is_text = mime.type_() == mime::TEXT
        || mime.suffix() == Some(mime::XML)
        || matches!(mime.subtype().as_str(), "javascript" | "json" | "xml" | "manifest+json");
    if is_text { format!("{}; charset=utf-8", mime.essence_str()) } else { mime.to_string() }
}

fn html(status: StatusCode, page: &str, about: &About) -> Response {
    plain(status, "text/html; charset=utf-8", inject::inject(page, about).into_bytes())
}

fn text(kind: &str, text: &'static str) -> Response {
    plain(StatusCode::OK, &format!("{kind}; charset=utf-8"), text.into())
}

fn unreadable(file: &str, error: &io::Error) -> Response {
    let text = format!("{file} cannot be read: {error}\n");
    plain(StatusCode::NOT_FOUND, "text/plain; charset=utf-8", text.into_bytes())
}

/// A redirect that is forgotten at once: the folder may be a file tomorrow.
fn moved(to: &str) -> Response {
    (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, to), (CACHE_CONTROL, "no-store")]).into_response()
}

fn plain(status: StatusCode, kind: &str, bytes: Vec<u8>) -> Response {
    (status, [(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-store")], bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_its_type() {
        for (file, expected) in [
            ("index.html", "text/html; charset=utf-8"),
            ("carnet.css", "text/css; charset=utf-8"),
            ("loader.js", "text/javascript; charset=utf-8"),
            ("filter.wasm", "application/wasm"),
            ("atom.xml", "text/xml; charset=utf-8"),
            ("favicon.svg", "image/svg+xml; charset=utf-8"),
            ("index.json", "application/json; charset=utf-8"),
            ("a.png", "image/png"),
            ("a.woff2", "font/woff2"),
            ("_headers", "application/octet-stream"),
        ] {
            let mime = mime_guess::from_path(file).first_or_octet_stream();
            assert_eq!(content_type(&mime), expected, "{file}");
        }
    }
}
