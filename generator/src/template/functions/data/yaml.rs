//! YAML.

use saphyr::{LoadableYamlNode, Scalar, Yaml};

use super::{DEEPEST, Wrong, depth};
use crate::template::value::{self, Value, list, text};

/// How often a YAML text may point back at a part of itself. Each time may double what is read.
const MOST_ALIASES: usize = 40;

pub(super) fn read(data: &str) -> Result<Value, Wrong> {
    let indent =
        |line: &str| line.len() - line.trim_start_matches([' ', '-', '?', ':', '\t']).len();
    if data.lines().any(|line| indent(line) > 2 * DEEPEST)
        || depth(data, '[', ']') + depth(data, '{', '}') > DEEPEST
    {
        return Err(Wrong::new("it is nested too deeply"));
    }
    if aliases(data) > MOST_ALIASES {
        return Err(Wrong::new(format!("it has more than {MOST_ALIASES} aliases (`*name`)")));
    }
    match Yaml::load_from_str(data) {
        Ok(documents) => Ok(documents.first().map_or_else(value::none, of_yaml)),
        Err(error) => {
            let marker = error.marker();
            let place = Some((marker.line(), marker.col() + 1));
            Err(Wrong { message: error.info().to_owned(), place })
        }
    }
}

/// How many places name an anchor that the text sets.
fn aliases(data: &str) -> usize {
    let word = |rest: &str| {
        let end = rest.find([' ', '\n', '\r', '\t', ',', ']', '}']).unwrap_or(rest.len());
        rest[..end].to_owned()
    };
    let anchors: std::collections::BTreeSet<String> =
        data.match_indices('&').map(|(at, _)| word(&data[at + 1..])).collect();
    data.match_indices('*').filter(|(at, _)| anchors.contains(&word(&data[at + 1..]))).count()
}

fn of_yaml(node: &Yaml<'_>) -> Value {
    match node {
        Yaml::Value(Scalar::Boolean(boolean)) => value::boolean(*boolean),
        Yaml::Value(Scalar::Integer(number)) => value::whole(*number),
        Yaml::Value(Scalar::FloatingPoint(number)) => value::real(number.into_inner()),
        Yaml::Value(Scalar::String(words)) => text(words),
        Yaml::Representation(words, ..) => text(words),
        Yaml::Sequence(items) => list(items.iter().map(of_yaml)),
        Yaml::Mapping(entries) => value::table(
            entries.iter().map(|(key, entry)| (of_yaml(key).to_string(), of_yaml(entry))),
        ),
        Yaml::Tagged(_, node) => of_yaml(node),
        Yaml::Value(Scalar::Null) | Yaml::Alias(_) | Yaml::BadValue => value::none(),
    }
}
