//! The works of one text as its readers see them: what stands in its sentences, and the list at
//! its foot, as the site's style wants them.

use carnet_csl::{Item, Line, Manner, Parts, Processor, Written};

use crate::language::Collation;

/// A place of a text that refers to works.
#[derive(Clone, Debug)]
pub struct Cluster<'a> {
    /// The works, at least one.
    pub cites: Vec<Cite<'a>>,
    /// Whether the sentence goes on with it: *Lemay (2023) dit*.
    pub is_in_text: bool,
}

/// One work of a cluster.
#[derive(Clone, Debug)]
pub struct Cite<'a> {
    /// Its place among the works of the text.
    pub work: usize,
    /// What the locator is a number of, as CSL calls it, and the number.
    pub locator: Option<(&'static str, &'a str)>,
    /// What stands before it.
    pub prefix: &'a str,
    /// What stands after it.
    pub suffix: &'a str,
    /// Whether its author is named already.
    pub is_author_left_out: bool,
}

/// What a style makes of a text.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// For each cluster, in their order.
    pub citations: Vec<Citation>,
    /// The works in the order of the list, each with its place among those that were given.
    pub bibliography: Vec<(usize, Line)>,
}

/// What a cluster becomes.
#[derive(Clone, Debug, Default)]
pub struct Citation {
    /// What stands in the sentence, in parts; empty where it is all in a note.
    pub text: Vec<Quoted>,
    /// What stands in a note, in styles that have notes.
    pub note: Vec<Quoted>,
}

/// A part of a citation, and the works it is about; none for what only stands between others.
#[derive(Clone, Debug)]
pub struct Quoted {
    /// Places among the works of the text.
    pub works: Vec<usize>,
    /// What it says.
    pub line: Line,
}

/// Formats the citations of a text and the list of its works, which is sorted by `collation`.
#[must_use]
pub fn document(
    works: &[&Item],
    clusters: &[Cluster<'_>],
    processor: &Processor,
    collation: &Collation,
) -> Document {
    let items: Vec<Item> = works.iter().map(|item| (*item).clone()).collect();
    let clusters: Vec<carnet_csl::Cluster> = clusters.iter().map(cluster).collect();
    let compare = |one: &str, other: &str| collation.compare(one, other);
    let written = processor.document(&items, &clusters, &compare);
    let quoted = |parts: Parts| {
        let of = |(work, line): (Option<usize>, Line)| Quoted {
            works: work.into_iter().collect(),
            line,
        };
        parts.into_iter().map(of).collect()
    };
    let citation = |it: Written| Citation { text: quoted(it.text), note: quoted(it.note) };
    Document {
        citations: written.citations.into_iter().map(citation).collect(),
        bibliography: written.bibliography,
    }
}

fn cluster(cluster: &Cluster<'_>) -> carnet_csl::Cluster {
    let cite = |cite: &Cite<'_>| carnet_csl::Cite {
        item: cite.work,
        locator: cite.locator.map(|(label, value)| (label.to_owned(), value.to_owned())),
        prefix: cite.prefix.to_owned(),
        suffix: cite.suffix.to_owned(),
        without_author: cite.is_author_left_out,
    };
    carnet_csl::Cluster {
        cites: cluster.cites.iter().map(cite).collect(),
        manner: if cluster.is_in_text { Manner::InText } else { Manner::Beside },
    }
}
