//! Reading a site from disk: what is taken in, and what a file must not be able to smuggle out.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use carnet::diagnostic::report;
use carnet::source::read::{read, read_configured};
use carnet::{Options, Silent, build, emit};
use libtest_mimic::{Failed, Trial};

use crate::case::unhex;
use crate::house::{Verdict, ensure};

/// A picture, 800 pixels wide.
const LARGE: &str = "89504e470d0a1a0a0000000d49484452000003200000001401000000005d0864e30000001f4944415478da\
    63f84f07c0306ac9a825a3968c5a326ac9a825a396d0db1200a1dfc89a545cbb330000000049454e44ae426082";

type Test = (&'static str, fn(&Path) -> Verdict);

const TESTS: &[Test] = &[
    ("a folder that is not there is an error", no_folder),
    ("a file that cannot be read does not keep others from being looked at", dangling_link),
    ("a link out of the site publishes nothing", link_out),
    ("a linked folder out of the site publishes nothing", folder_out),
    ("content/ itself may not be a link out of the site", content_out),
    ("a link to a file of the site is that file", link_inside),
    ("a link to a private file of the site publishes nothing", link_to_private),
    ("a linked folder inside the site does not break the build", folder_inside),
    ("a link to itself is a file that cannot be read", loop_of_links),
    ("bytes that are no UTF-8 are told with their place", not_utf8),
    ("a name that is no UTF-8 is told", name_not_utf8),
    ("the mark that some editors put at the start of a file is passed over", byte_order_mark),
    ("hidden files are not part of a site", hidden_files),
    ("hidden static files are part of a site without [carnet]", hidden_static),
    ("zola.toml is the configuration where there is one", zola_toml),
    ("the configuration may have any name, and be found by it", named_config),
    ("a folder called config.toml is a file that cannot be read", folder_for_config),
    ("a theme for code is read where the configuration says, and no further", theme_for_code),
    ("files that are copied are the same, byte for byte", copied_bytes),
];

pub(crate) fn trials() -> Vec<Trial> {
    TESTS
        .iter()
        .map(|(name, test)| {
            Trial::test(format!("read: {name}"), || {
                let folder = tempfile::tempdir()?;
                let root = folder.path().join("site");
                for sub in ["content/notes", "static"] {
                    fs::create_dir_all(root.join(sub))?;
                }
                let config = "base_url = \"https://carnet.example\"\n[carnet]\n";
                fs::write(root.join("config.toml"), config)?;
                fs::write(folder.path().join("secret.md"), "+++\ntitle = \"9c1e\"\n+++\n9c1e\n")?;
                test(&root)
            })
        })
        .collect()
}

/// What a site would publish: paths and bytes.
type Files = Vec<(String, Vec<u8>)>;

/// The short report of the site at `root`, and every byte that it would publish.
fn built(root: &Path) -> Result<(String, Files), Failed> {
    let sources = Arc::new(read(root)?);
    let outcome = build(&sources, &Options::default(), &Silent);
    let report = report::short(&outcome.diagnostics, &sources);
    let mut files = Vec::new();
    for (path, artifact) in outcome.value.unwrap_or_default().artifacts {
        let bytes = emit::bytes(&artifact, &sources);
        // A file that the report says cannot be read has no bytes; any other must have some.
        match bytes {
            Ok(bytes) => files.push((path, bytes)),
            Err(_) if report.contains("source/unreadable") => {}
            Err(error) => return Err(format!("{path} cannot be written: {error}").into()),
        }
    }
    Ok((report, files))
}

fn has(files: &[(String, Vec<u8>)], path: &str) -> bool {
    files.iter().any(|(name, _)| name == path)
}

/// Neither the secret outside the site nor a page for it is published, and somebody is told.
fn nothing_leaks(root: &Path, place: &str) -> Verdict {
    let (report, files) = built(root)?;
    for (path, bytes) in &files {
        let leaks = bytes.windows(4).any(|window| window == b"9c1e");
        ensure(!leaks, format!("{path} holds what lies outside the site"))?;
    }
    let expected = format!("{place}: error[source/unreadable]");
    ensure(report.contains(&expected), format!("{expected} was expected, not:\n{report}"))
}

fn link(target: impl AsRef<Path>, at: impl AsRef<Path>) -> std::io::Result<()> {
    #[cfg(unix)]
    return std::os::unix::fs::symlink(target, at);
    #[cfg(not(unix))]
    return std::os::windows::fs::symlink_file(target, at);
}

fn no_folder(root: &Path) -> Verdict {
    ensure(read(&root.join("nowhere")).is_err(), "a site was read from nowhere")
}

fn dangling_link(root: &Path) -> Verdict {
    // Root may read everything, so a link to nothing stands for a file without permission.
    link("nothing.md", root.join("content/notes/a.md"))?;
    fs::write(root.join("content/notes/b.md"), "+++\ntitle = \"B\"\n+++\n[[c]]\n")?;
    let (report, files) = built(root)?;
    ensure(report.contains("content/notes/a.md: error[source/unreadable]"), report.clone())?;
    ensure(report.contains("content/notes/b.md:4:1: error[link/unknown-note]"), report)?;
    ensure(has(&files, "notes/b/index.html"), "the other note was not made")
}

fn link_out(root: &Path) -> Verdict {
    link("../../../secret.md", root.join("content/notes/a.md"))?;
    link("../../secret.md", root.join("static/a.txt"))?;
    nothing_leaks(root, "content/notes/a.md")?;
    nothing_leaks(root, "static/a.txt")
}

fn folder_out(root: &Path) -> Verdict {
    link("../..", root.join("content/out"))?;
    nothing_leaks(root, "content/out")
}

fn content_out(root: &Path) -> Verdict {
    let outside = root.with_file_name("outside");
    fs::create_dir(&outside)?;
    fs::copy(root.with_file_name("secret.md"), outside.join("secret.md"))?;
    fs::remove_dir_all(root.join("static"))?;
    link(&outside, root.join("static"))?;
    nothing_leaks(root, "static")
}

fn link_to_private(root: &Path) -> Verdict {
    let private = "+++\ntitle = \"9c1e\"\nvisibility = \"private\"\n+++\n9c1e\n";
    for folder in ["content/notes/a", "content/notes/p"] {
        fs::create_dir_all(root.join(folder))?;
    }
    fs::write(root.join("content/notes/a/index.md"), "+++\ntitle = \"A\"\n+++\n![Z](z.png)\n")?;
    fs::write(root.join("content/notes/p/index.md"), private)?;
    fs::write(root.join("content/notes/p/data.csv"), "9c1e")?;
    fs::write(root.join("content/notes/q.md"), private)?;
    // Large enough for versions of it in other sizes.
    fs::write(root.join("content/notes/p/photo.png"), unhex(LARGE))?;
    link("../p/photo.png", root.join("content/notes/a/z.png"))?;
    link("../p/data.csv", root.join("content/notes/a/x.csv"))?;
    link("../q.md", root.join("content/notes/a/y.txt"))?;
    link("p/index.md", root.join("content/notes/r.md"))?;
    let (report, files) = built(root)?;
    for (path, bytes) in &files {
        let leaks = bytes.windows(4).any(|window| window == b"9c1e");
        ensure(!leaks, format!("{path} holds what is private"))?;
        ensure(!path.starts_with("processed_images"), format!("{path} shows what is private"))?;
    }
    for name in ["x.csv", "y.txt", "z.png"] {
        let expected = format!("content/notes/a/{name}: error[id/private]");
        ensure(report.contains(&expected), format!("{expected} was expected, not:\n{report}"))?;
    }
    Ok(())
}

fn link_inside(root: &Path) -> Verdict {
    fs::write(root.join("static/a.txt"), "text")?;
    link("a.txt", root.join("static/b.txt"))?;
    let (report, files) = built(root)?;
    ensure(report.is_empty(), report)?;
    ensure(has(&files, "b.txt"), "the linked file is not there")
}

fn folder_inside(root: &Path) -> Verdict {
    fs::create_dir(root.join("static/one"))?;
    fs::write(root.join("static/one/a.txt"), "text")?;
    link("one", root.join("static/two"))?;
    // Either its files are there, too, or somebody is told: never an output that cannot be written.
    let (report, files) = built(root)?;
    let told = report.contains("static/two: error[source/unreadable]");
    ensure(told || has(&files, "two/a.txt"), format!("neither told nor there:\n{report}"))
}

fn loop_of_links(root: &Path) -> Verdict {
    link("a.md", root.join("content/notes/a.md"))?;
    let (report, _) = built(root)?;
    ensure(report.contains("content/notes/a.md: error[source/unreadable]"), report)
}

fn not_utf8(root: &Path) -> Verdict {
    fs::write(root.join("content/a.md"), b"+++\ntitle = \"Caf\xe9\"\n+++\n")?;
    let (report, _) = built(root)?;
    ensure(report.contains("content/a.md:2:13: error[source/not-utf8]"), report)
}

#[cfg(target_os = "linux")]
fn name_not_utf8(root: &Path) -> Verdict {
    use std::os::unix::ffi::OsStrExt;

    let name = std::ffi::OsStr::from_bytes(b"content/caf\xe9.md");
    fs::write(root.join(name), "+++\ntitle = \"A\"\n+++\n")?;
    let (report, _) = built(root)?;
    let told = "error[source/unreadable]: this cannot be read: its name is not in UTF-8 (rename it";
    ensure(report.contains(told), report)
}

#[cfg(not(target_os = "linux"))]
fn name_not_utf8(_: &Path) -> Verdict {
    Ok(())
}

fn byte_order_mark(root: &Path) -> Verdict {
    fs::write(root.join("content/a.md"), "\u{feff}+++\ntitle = \"A\"\n+++\n")?;
    let (report, files) = built(root)?;
    ensure(report.is_empty() && has(&files, "a/index.html"), report)
}

fn hidden_files(root: &Path) -> Verdict {
    fs::write(root.join("content/.draft.md"), "9c1e")?;
    fs::write(root.join("static/.secret"), "9c1e")?;
    fs::create_dir(root.join("static/.git"))?;
    fs::write(root.join("static/.git/config"), "9c1e")?;
    let (report, files) = built(root)?;
    ensure(report.is_empty(), report)?;
    let leak = files.iter().find(|(_, bytes)| bytes == b"9c1e");
    ensure(leak.is_none(), format!("{:?}", leak.map(|(path, _)| path)))
}

fn hidden_static(root: &Path) -> Verdict {
    fs::write(root.join("config.toml"), "base_url = \"https://plain.example\"\n")?;
    for folder in ["static/.well-known", "static/.git"] {
        fs::create_dir(root.join(folder))?;
        fs::write(root.join(folder).join("a.txt"), "text")?;
    }
    let (report, files) = built(root)?;
    ensure(report.is_empty(), report)?;
    ensure(has(&files, ".well-known/a.txt"), "what is well known is not there")?;
    ensure(!has(&files, ".git/a.txt"), "the history of static/ is published")
}

fn named_config(root: &Path) -> Verdict {
    fs::write(root.join("other.toml"), "base_url = \"https://other.example\"\n")?;
    let sources = Arc::new(read_configured(root, Path::new("other.toml"))?);
    let outcome = build(&sources, &Options::default(), &Silent);
    ensure(outcome.diagnostics.is_empty(), format!("{:?}", outcome.diagnostics))?;
    let site = outcome.value.unwrap_or_default();
    let robots = site.artifacts.get("robots.txt").map(|file| emit::bytes(file, &sources));
    let text = String::from_utf8_lossy(&robots.ok_or("there is no robots.txt")??).into_owned();
    ensure(text.contains("other.example"), text)
}

fn zola_toml(root: &Path) -> Verdict {
    fs::write(root.join("zola.toml"), "base_url = \"https://zola.example\"\n")?;
    let (report, files) = built(root)?;
    ensure(report.is_empty(), report)?;
    let robots = files.iter().find(|(path, _)| path == "robots.txt");
    let text = robots.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned());
    ensure(text.is_some_and(|text| text.contains("zola.example")), "config.toml was read instead")
}

fn folder_for_config(root: &Path) -> Verdict {
    fs::remove_file(root.join("config.toml"))?;
    fs::create_dir(root.join("config.toml"))?;
    let (report, _) = built(root)?;
    ensure(report.starts_with("config.toml: error[source/unreadable]"), report)
}

fn theme_for_code(root: &Path) -> Verdict {
    let theme = "{\"name\": \"9c1e\", \"colors\": {\"editor.background\": \"#9c1e00\"}}";
    for place in ["extra/mine.json", "../theirs.json"] {
        let path = root.join(place);
        fs::create_dir_all(path.parent().ok_or("a file without a folder")?)?;
        fs::write(path, theme)?;
    }
    link("../../theirs.json", root.join("extra/linked.json"))?;
    fs::write(root.join("content/a.md"), "+++\ntitle = \"A\"\n+++\n```rust\nx\n```\n")?;
    let config = |file: &str| {
        let base =
            "base_url = \"https://plain.example\"\n[markdown.highlighting]\ntheme = \"9c1e\"";
        fs::write(root.join("config.toml"), format!("{base}\nextra_themes = [\"{file}\"]\n"))
    };
    config("./extra/mine.json")?;
    let (report, files) = built(root)?;
    ensure(report.is_empty(), report)?;
    let page =
        files.iter().find(|(path, _)| path == "a/index.html").ok_or("the page is missing")?;
    ensure(String::from_utf8_lossy(&page.1).contains("#9C1E00"), "the theme was not used")?;
    ensure(!has(&files, "extra/mine.json"), "the theme was published")?;
    for outside in ["../theirs.json", "extra/linked.json"] {
        config(outside)?;
        let (report, files) = built(root)?;
        ensure(report.contains("there is no theme `9c1e`"), report)?;
        let page = files.iter().find(|(path, _)| path == "a/index.html");
        let leaks = page.is_some_and(|page| String::from_utf8_lossy(&page.1).contains("9C1E00"));
        ensure(!leaks, format!("{outside} was read"))?;
    }
    Ok(())
}

fn copied_bytes(root: &Path) -> Verdict {
    let bytes: Vec<u8> = (0..=255).collect();
    fs::write(root.join("static/photo.jpg"), &bytes)?;
    let (report, files) = built(root)?;
    ensure(report.is_empty(), report)?;
    let copied = files.iter().any(|(path, copy)| path == "photo.jpg" && *copy == bytes);
    ensure(copied, "the copy differs")
}
