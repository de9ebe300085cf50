//! Includes that lead back to where they started.
//!
//! syntect follows the includes of a context for as long as there are any: grammars that include
//! each other would hold it for ever.

use std::collections::BTreeMap;

use syntect::parsing::SyntaxDefinition;
use syntect::parsing::syntax_definition::{ContextReference, Pattern};

/// A context: its grammar, and its name there.
type Place = (usize, String);

/// Takes out each include that closes a loop, in one grammar or through several.
pub(super) fn open(grammars: &mut [SyntaxDefinition]) {
    let mut is_done: BTreeMap<Place, bool> = BTreeMap::new();
    let mut all: Vec<Place> = (0..)
        .zip(grammars.iter())
        .flat_map(|(index, grammar)| grammar.contexts.keys().map(move |name| (index, name.clone())))
        .collect();
    all.sort();
    for start in all {
        if is_done.contains_key(&start) {
            continue;
        }
        is_done.insert(start.clone(), false);
        let mut path = vec![(start, 0)];
        while let Some((place, at)) = path.last_mut() {
            let (place, index) = (place.clone(), *at);
            *at += 1;
            let Some(context) = grammars[place.0].contexts.get_mut(&place.1) else {
                path.pop();
                continue;
            };
            let target = match context.patterns.get(index) {
                Some(Pattern::Include(reference)) => reference.clone(),
                Some(Pattern::Match(_)) => continue,
                None => {
                    is_done.insert(place, true);
                    path.pop();
                    continue;
                }
            };
            let Some(target) = resolve(grammars, place.0, &target) else { continue };
            match is_done.get(&target) {
                Some(true) => {}
                Some(false) => {
                    if let Some(context) = grammars[place.0].contexts.get_mut(&place.1) {
                        context.patterns.remove(index);
                    }
                    if let Some((_, at)) = path.last_mut() {
                        *at = index;
                    }
                }
                None => {
                    is_done.insert(target.clone(), false);
                    path.push((target, 0));
                }
            }
        }
    }
}

/// Where an include leads, when that is one of these grammars. Of two that have one name the last
/// counts, as it does for syntect.
fn resolve(
    grammars: &[SyntaxDefinition],
    here: usize,
    reference: &ContextReference,
) -> Option<Place> {
    let (grammar, name) = match reference {
        ContextReference::Named { 0: name, .. } | ContextReference::Inline { 0: name, .. } => {
            (here, name.as_str())
        }
        ContextReference::ByScope { scope, sub_context, .. } => (
            grammars.iter().rposition(|grammar| grammar.scope == *scope)?,
            sub_context.as_deref().unwrap_or("main"),
        ),
        ContextReference::File { name, sub_context, .. } => (
            grammars.iter().rposition(|grammar| grammar.name == *name)?,
            sub_context.as_deref().unwrap_or("main"),
        ),
        _ => return None,
    };
    Some((grammar, name.to_owned()))
}
