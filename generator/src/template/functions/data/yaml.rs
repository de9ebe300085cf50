//! YAML.

use saphyr::{LoadableYamlNode, Scalar, Yaml};

use super::{DEEPEST, Wrong};
use crate::document::bounds::{MOST_ALIASES, aliases, depth};
use crate::template::value::{self, Value, list, text};

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
