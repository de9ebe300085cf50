//! Pictures, sound and film in a text, and what stands beside them: captions, transcripts, smaller
//! versions.
//!
//! `![…](file)` shows a file; what it becomes is decided by the ending of its name. A picture alone
//! in its paragraph with a title is a figure; sound and film are figures wherever one may stand.

use std::ops::Range;

use super::{Builder, OpenTag};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, codes};
use crate::html::{Element, Node, text_of};
use crate::language::native_name;
use crate::markdown::links::{self, Shown};
use crate::template::functions::images::in_texts;

/// What is known of a file by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Medium {
    Picture,
    Sound,
    Film,
}

const SOUND: &[&str] = &["mp3", "ogg", "oga", "opus", "m4a", "aac", "wav", "flac"];
const FILM: &[&str] = &["mp4", "m4v", "webm", "ogv", "mov"];

/// What a transcript may be written as, the best to read first.
const TRANSCRIPTS: &[&str] = &["txt", "md", "pdf"];

impl Medium {
    fn of(url: &str) -> Self {
        let ending = split(url).1.to_ascii_lowercase();
        if SOUND.contains(&ending.as_str()) {
            Self::Sound
        } else if FILM.contains(&ending.as_str()) {
            Self::Film
        } else {
            Self::Picture
        }
    }

    /// The element that shows it, and what messages call it.
    fn name(self) -> &'static str {
        match self {
            Self::Picture => "image",
            Self::Sound => "audio",
            Self::Film => "video",
        }
    }
}

/// `films/a.mp4?x` as `films/a` and `mp4`.
fn split(url: &str) -> (&str, &str) {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    match path[name..].rfind('.') {
        Some(dot) => (&path[..name + dot], &path[name + dot + 1..]),
        None => (path, ""),
    }
}

impl Builder<'_> {
    /// What `![…](url "title")` becomes.
    pub(super) fn image(
        &mut self,
        url: &str,
        title: &str,
        children: &[Node],
        whole: &Range<usize>,
    ) {
        let span = self.span(whole);
        let medium = Medium::of(url);
        let alternative = text_of(children).trim().to_owned();
        if alternative.is_empty() {
            let name = medium.name();
            let help = match medium {
                Medium::Picture => {
                    "say between the square brackets what the image shows: ![…](image.svg)"
                }
                _ => "say between the square brackets what it is: ![…](talk.mp3)",
            };
            self.diagnostics.push(
                Diagnostic::at(
                    &codes::A11Y_IMAGE,
                    span.clone(),
                    format!("this {name} has no alternative text"),
                )
                .help(help),
            );
        }
        let shown = links::image(self.around, self.subject, url, &span, self.diagnostics);
        let title = self.around.languages.space(self.subject.language, title).into_owned();
        match (medium, shown) {
            (Medium::Picture, shown) => {
                self.picture(&shown.unwrap_or_default(), alternative, &title, whole);
            }
            // It was reported; what it was to show stays.
            (_, None) => self.push(Node::Text(alternative)),
            (_, Some(shown)) => self.player(medium, url, shown, alternative, title, whole),
        }
    }

    fn picture(&mut self, shown: &Shown, alternative: String, title: &str, whole: &Range<usize>) {
        let found = shown.source.zip(self.around.desk).and_then(|(source, desk)| {
            let found = in_texts::shown(self.around.sources, desk, source, self.span(whole));
            found.map_err(|why| self.report_unreadable(&why, whole)).ok()
        });
        let found = found.unwrap_or_default();
        let address = |file: &str| format!("{}/{file}", self.around.config.base_url);
        let widest = found.versions.last().filter(|_| found.is_replaced);
        let source = widest.map_or_else(|| shown.url.clone(), |(_, file)| address(file));
        let measures = found.measures.map(|(width, height)| match widest {
            None => (width, height),
            Some((narrower, _)) => {
                let lower = u64::from(height) * u64::from(*narrower) / u64::from(width.max(1));
                (*narrower, u32::try_from(lower).unwrap_or(u32::MAX).max(1))
            }
        });
        let mut candidates: Vec<String> = found
            .versions
            .iter()
            .map(|(width, file)| format!("{} {width}w", address(file)))
            .collect();
        if let Some((width, _)) = found.measures.filter(|_| !found.is_replaced) {
            candidates.push(format!("{source} {width}w"));
        }
        let is_choice = candidates.len() > 1;
        // The first is likely seen at once, and should not wait until the page is laid out.
        let is_first = !std::mem::replace(&mut self.has_picture, true);
        let image = Element::new("img")
            .with("src", source)
            .with_some("srcset", is_choice.then(|| candidates.join(", ")))
            .with_some("sizes", is_choice.then(|| sizes(self.around.config)))
            .with("alt", alternative)
            .with_some("title", (!title.is_empty()).then_some(title))
            .with_some("width", measures.map(|(width, _)| width.to_string()))
            .with_some("height", measures.map(|(_, height)| height.to_string()))
            .with_some("loading", (!is_first).then_some("lazy"))
            .with("decoding", "async");
        self.push(image);
    }

    fn report_unreadable(&mut self, why: &str, whole: &Range<usize>) {
        let problem = Diagnostic::at(
            &codes::IMAGE_UNREADABLE,
            self.span(whole),
            format!("this image cannot be read: {why}"),
        )
        .help("open it in an image editor and save it again")
        .as_warning();
        self.diagnostics.push(problem);
    }

    /// Sound or film, with its captions and the link to its transcript.
    fn player(
        &mut self,
        medium: Medium,
        written: &str,
        shown: Shown,
        name: String,
        title: String,
        whole: &Range<usize>,
    ) {
        let tracks = if medium == Medium::Film { self.tracks(written) } else { Vec::new() };
        let transcript = self.transcript(written);
        if tracks.is_empty() && transcript.is_none() {
            self.report_silence(medium, written, whole);
        }
        let player = Element::new(medium.name())
            .with("src", shown.url)
            .with("controls", "")
            .with("preload", "metadata")
            .with("aria-label", name.clone())
            .holding(tracks);
        let caption = if title.is_empty() { name } else { title };
        let link = transcript.map(|url| {
            let text = self.string("transcript");
            Element::new("a")
                .with("class", "transcript")
                .with("href", url)
                .holding([Node::Text(text)])
        });
        if !self.may_hold_a_figure() {
            self.push(player);
            if let Some(link) = link {
                self.push(Node::Text(" ".to_owned()));
                self.push(link);
            }
            return;
        }
        let mut words = vec![Node::Text(caption)];
        if let Some(link) = link {
            words.extend([Node::Text(" ".to_owned()), link.into()]);
        }
        let caption = Element::new("figcaption").holding(words);
        self.push(Element::new("figure").holding([player.into(), caption.into()]));
    }

    /// Whether a block may stand where the text is now; a paragraph is ended before one.
    fn may_hold_a_figure(&self) -> bool {
        self.stack.last().is_some_and(|frame| {
            matches!(frame.tag, OpenTag::Plain("p" | "li" | "dd" | "blockquote"))
        })
    }

    /// Captions beside a film: `talk.vtt` in the language of the text, `talk.en.vtt`.
    fn tracks(&mut self, written: &str) -> Vec<Node> {
        let own = self.subject.language;
        let mut tracks = Vec::new();
        for code in self.around.config.languages.keys() {
            let named = self.beside(written, &format!("{code}.vtt"));
            let file =
                named.or_else(|| (code == own).then(|| self.beside(written, "vtt")).flatten());
            let Some(url) = file else { continue };
            let locale = self.around.languages.locale(code);
            let track = Element::new("track")
                .with("kind", "captions")
                .with("src", url)
                .with("srclang", locale.code())
                .with("label", native_name(locale))
                .with_some("default", (code == own).then_some(""));
            tracks.push(track.into());
        }
        tracks
    }

    /// The transcript beside sound or film: `talk.fr.txt` before `talk.txt`.
    fn transcript(&self, written: &str) -> Option<String> {
        let own = self.subject.language;
        let named = TRANSCRIPTS.iter().map(|ending| format!("{own}.{ending}"));
        let plain = TRANSCRIPTS.iter().map(|ending| (*ending).to_owned());
        named.chain(plain).find_map(|ending| self.beside(written, &ending))
    }

    /// The address of the file beside `written` that has its name and another ending. What lies
    /// elsewhere has its companions beside the text.
    fn beside(&self, written: &str, ending: &str) -> Option<String> {
        let stem = split(written).0;
        let is_elsewhere = written.contains("://") || written.starts_with("//");
        let stem = if is_elsewhere { stem.rsplit('/').next()? } else { stem };
        links::companion(self.around, self.subject, &format!("{stem}.{ending}"))
    }

    fn report_silence(&mut self, medium: Medium, written: &str, whole: &Range<usize>) {
        let stem = split(written).0.rsplit('/').next().unwrap_or_default();
        let (message, help) = match medium {
            Medium::Film => (
                "this video has neither captions nor a transcript",
                format!("put captions ({stem}.vtt) or a transcript ({stem}.txt) beside it"),
            ),
            _ => {
                ("this audio has no transcript", format!("put a transcript ({stem}.txt) beside it"))
            }
        };
        let problem = Diagnostic::at(&codes::A11Y_MEDIA, self.span(whole), message).help(help);
        self.diagnostics.push(problem);
    }
}

/// How wide a picture is shown, for the browser's choice among its versions.
fn sizes(config: &Config) -> String {
    config.carnet.as_ref().map(|carnet| carnet.image_sizes.clone()).unwrap_or_default()
}

/// A paragraph that is nothing but an image with a title is a figure with a caption; one that holds
/// figures is cut around them.
pub(super) fn paragraphs(mut children: Vec<Node>) -> Vec<Node> {
    if let [Node::Element(image)] = children.as_mut_slice()
        && image.name == "img"
        && let Some(index) = image.attributes.iter().position(|(name, _)| *name == "title")
    {
        let (_, caption) = image.attributes.remove(index);
        let caption = Element::new("figcaption").holding([Node::Text(caption)]);
        return vec![Element::new("figure").holding(children).holding([caption.into()]).into()];
    }
    let is_figure = |node: &Node| matches!(node, Node::Element(it) if it.name == "figure");
    if !children.iter().any(is_figure) {
        return vec![Element::new("p").holding(children).into()];
    }
    let mut blocks = Vec::new();
    let mut line: Vec<Node> = Vec::new();
    let end = |line: &mut Vec<Node>, blocks: &mut Vec<Node>| {
        let line = std::mem::take(line);
        let is_blank = |node: &Node| matches!(node, Node::Text(text) if text.trim().is_empty());
        if !line.iter().all(is_blank) {
            blocks.push(Element::new("p").holding(line).into());
        }
    };
    for child in children {
        if is_figure(&child) {
            end(&mut line, &mut blocks);
            blocks.push(child);
        } else {
            line.push(child);
        }
    }
    end(&mut line, &mut blocks);
    blocks
}
