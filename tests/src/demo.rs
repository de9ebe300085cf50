//! The demonstration site, at the root of the repository: the largest one at hand.
//!
//! The same sources give the same bytes, whatever the number of threads; and one output serves a
//! domain, a sub-path and a folder on disk, because its links are relative.

use std::sync::{Arc, OnceLock};

use carnet::diagnostic::report;
use carnet::html::scan::{Attribute, Tag, tags};
use carnet::site::{Artifact, Site};
use carnet::source::Sources;
use carnet::source::read::read;
use carnet::{Options, Silent, build};
use libtest_mimic::{Failed, Trial};
use lol_html::{RewriteStrSettings, element, rewrite_str};

use crate::diff;
use crate::house::{Verdict, ensure, root, sound_site};

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("demo: it has no error", || sound_site(sources()?).map(|_| ())),
        Trial::test("demo: it is the same on any number of threads", same_on_any_threads),
        Trial::test("demo: links within it are relative", links_are_relative),
        Trial::test("demo: it is the same below a path but for addresses", below_a_path),
        Trial::test("demo: its tags are read as another reader of HTML reads them", same_tags),
    ]
}

/// Read once: all tests look at the same site.
fn sources() -> Result<&'static Arc<Sources>, Failed> {
    static SOURCES: OnceLock<Result<Arc<Sources>, String>> = OnceLock::new();
    let read = || read(&root()).map(Arc::new).map_err(|error| error.to_string());
    SOURCES.get_or_init(read).as_ref().map_err(|error| error.as_str().into())
}

fn same_on_any_threads() -> Verdict {
    let sources = sources()?;
    let mut first: Option<(Site, String)> = None;
    for threads in [1, 2, 7] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
        let outcome = pool.install(|| build(sources, &Options::default(), &Silent));
        let report = report::short(&outcome.diagnostics, sources);
        let site = outcome.value.ok_or("there is no site")?;
        let Some((expected, told)) = &first else {
            first = Some((site, report));
            continue;
        };
        ensure(*told == report, diff::lines(told, &report))?;
        let names = |site: &Site| site.artifacts.keys().cloned().collect::<Vec<String>>();
        ensure(names(expected) == names(&site), "there are other files")?;
        for (path, artifact) in &site.artifacts {
            let is_same = expected.artifacts.get(path) == Some(artifact);
            ensure(is_same, format!("{path} differs on {threads} threads"))?;
        }
    }
    Ok(())
}

/// Every HTML page, with its path.
fn pages(site: &Site) -> impl Iterator<Item = (&str, String)> {
    site.artifacts.iter().filter_map(|(path, artifact)| match artifact {
        Artifact::Made(bytes) if path.ends_with(".html") => {
            Some((path.as_str(), String::from_utf8_lossy(bytes).into_owned()))
        }
        _ => None,
    })
}

/// Attributes that hold an address.
const ADDRESSES: &[&str] = &["href", "src", "srcset", "action", "poster", "data"];

/// What must be whole is whole: the canonical address, the short one, the one to cite,
/// translations' ones, and what a citation copies. Everything else within the site is relative, but on the page for lost
/// readers, which is shown at any address.
fn links_are_relative() -> Verdict {
    let site = sound_site(sources()?)?;
    let mut problems = Vec::new();
    for (path, html) in pages(&site).filter(|(path, _)| !path.ends_with("404.html")) {
        for (tag, name, value) in addresses(&html)? {
            let is_inside = value.starts_with("https://carnet.example") || value.starts_with('/');
            if is_inside && !value.starts_with("//") {
                problems.push(format!("{path}: <{tag} {name}=\"{value}\">"));
            }
        }
    }
    ensure(problems.is_empty(), problems.join("\n"))
}

/// Tag, attribute and value of every address of a page that is to be relative.
fn addresses(html: &str) -> Result<Vec<(String, String, String)>, Failed> {
    let mut found = Vec::new();
    let whole = std::cell::Cell::new(false);
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!("[data-cite-text] a", |_| {
            whole.set(true);
            Ok(())
        }))
        .append_element_content_handler(element!("*", |element| {
            let is_whole = whole.replace(false);
            let relation = element.get_attribute("rel").unwrap_or_default();
            let is_told_to_programs = element.tag_name() == "link"
                && (matches!(relation.as_str(), "canonical" | "shortlink" | "cite-as")
                    || (relation == "alternate" && element.has_attribute("hreflang")));
            if is_whole || is_told_to_programs {
                return Ok(());
            }
            for name in ADDRESSES {
                if let Some(value) = element.get_attribute(name) {
                    found.push((element.tag_name(), (*name).to_owned(), value));
                }
            }
            Ok(())
        }));
    rewrite_str(html, settings)?;
    Ok(found)
}

/// What `html::scan` reads of each page is what a parser made by others reads of it.
fn same_tags() -> Verdict {
    let site = sound_site(sources()?)?;
    for (path, html) in pages(&site) {
        let mut expected = Vec::new();
        let handler = element!("*", |element| {
            let attributes = element.attributes().iter();
            let attributes = attributes.map(|it| format!("{}={}", it.name(), it.value()));
            expected.push((element.tag_name(), attributes.collect::<Vec<String>>()));
            Ok(())
        });
        rewrite_str(&html, RewriteStrSettings::new().append_element_content_handler(handler))?;
        let came: Vec<(String, Vec<String>)> = tags(&html)
            .filter_map(|tag| match tag {
                Tag::Open(open) => Some(open),
                Tag::Close { .. } => None,
            })
            .map(|open| {
                let attributes = open.attributes.iter();
                let written =
                    |it: &Attribute<'_>| format!("{}={}", it.name.to_ascii_lowercase(), it.value);
                (open.name.to_ascii_lowercase(), attributes.map(written).collect())
            })
            .collect();
        let first = expected.iter().zip(&came).find(|(one, other)| one != other);
        ensure(expected == came, format!("{path}: {first:?}"))?;
    }
    Ok(())
}

/// A site below a path differs from the same site on a domain only where addresses are whole.
fn below_a_path() -> Verdict {
    let sources = sources()?;
    let built = |base_url: &str| {
        let options = Options { base_url: Some(base_url.to_owned()), ..Options::default() };
        build(sources, &options, &Silent).value.ok_or("there is no site")
    };
    let (top, deep) = (built("https://carnet.example")?, built("https://host.example/a/b")?);
    for ((path, one), (_, other)) in pages(&top).zip(pages(&deep)) {
        if path.ends_with("404.html") {
            continue;
        }
        let other = other.replace("https://host.example/a/b", "https://carnet.example");
        ensure(one == other, format!("{path} differs:\n{}", changed(&one, &other)))?;
    }
    Ok(())
}

/// The lines that differ.
fn changed(one: &str, other: &str) -> String {
    let lines = diff::lines(one, other);
    let marked = lines.lines().filter(|line| !line.starts_with("    ")).take(20);
    marked.collect::<Vec<&str>>().join("\n")
}
