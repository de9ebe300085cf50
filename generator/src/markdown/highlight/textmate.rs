//! Grammars of VS Code (TextMate's, as JSON), turned into those that the highlighter knows.
//!
//! A grammar is written anew as the text of a `.sublime-syntax` file, which syntect reads: it
//! knows what has to be done to expressions so that its engine takes them. Lists of rules become
//! contexts that hold nothing but includes, so that one rule is one expression wherever it
//! is included; a rule with a beginning pushes a context of its own, which its end pops.
//!
//! What is lost: rules that look into a capture (`captures` with `patterns`), the parts of a
//! scope's name that a match would fill in (`$1`), and injections.

mod rule;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use syntect::parsing::syntax_definition::Pattern;
use syntect::parsing::{Regex, SyntaxDefinition};

use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Kind, Table, Value, from_json};
use crate::source::{SourceId, Span};
use rule::{
    both, captures, is_list, key, list, name, part_of, quoted, refers, repository,
    without_references, without_variables, wrapped,
};

/// Reads a grammar. A rule whose expression cannot be read is left out and told; `None` when
/// nothing can be made of the whole.
pub(super) fn read(
    text: &str,
    source: SourceId,
    fallback_name: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<SyntaxDefinition> {
    let problem = |span: Span, message: String| Diagnostic::at(&codes::CODE_FILE, span, message);
    let whole = match from_json(text, source) {
        Ok(whole) => whole,
        Err(error) => {
            let message = format!("this grammar cannot be read: {}", error.message.to_lowercase());
            diagnostics.push(problem(error.span, message));
            return None;
        }
    };
    let first = Span::new(source, 0..text.lines().next().unwrap_or_default().len());
    let Kind::Table(table) = &whole.kind else {
        diagnostics.push(problem(first, "a grammar is an object".to_owned()));
        return None;
    };
    let Some(scope) = name(table, "scopeName") else {
        let help = "give it a `scopeName`, as in \"source.rust\"";
        diagnostics.push(problem(first, "this grammar has no scope".to_owned()).help(help));
        return None;
    };
    let mut converter = Converter { scope: &scope, ..Converter::default() };
    converter.all(&whole, table);
    let yaml = converter.write(table, fallback_name);
    diagnostics.append(&mut converter.diagnostics);
    // A grammar for another engine may have many of them: the first stands for all.
    converter.unread.sort_by_key(|problem| problem.0);
    let others = converter.unread.len().saturating_sub(1);
    if let Some((_, first)) = converter.unread.into_iter().next() {
        diagnostics.push(match others {
            0 => first.help("its rule is left out"),
            _ => first.help(format!("its rule is left out, and so are {others} more")),
        });
    }
    match SyntaxDefinition::load_from_str(&yaml, true, Some(fallback_name)) {
        Ok(mut grammar) => {
            drop_what_panics(&mut grammar);
            Some(grammar)
        }
        Err(error) => {
            let error = error.to_string().to_lowercase();
            diagnostics.push(problem(first, format!("this grammar cannot be used: {error}")));
            None
        }
    }
}

/// syntect tries an expression with words in place of its back references, and panics when it is
/// then no expression without them. `Converter::expression` has refused those already; this holds
/// should the two ever disagree.
fn drop_what_panics(grammar: &mut SyntaxDefinition) {
    let mut names: Vec<String> = grammar.contexts.keys().cloned().collect();
    names.sort();
    for name in names {
        let Some(context) = grammar.contexts.get_mut(&name) else { continue };
        context.patterns.retain(|pattern| match pattern {
            Pattern::Match(pattern) if !pattern.has_captures => {
                Regex::try_compile(pattern.regex.regex_str()).is_none()
            }
            _ => true,
        });
    }
}

/// What a list of rules leads to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    /// One rule.
    Rule(usize),
    /// Another list.
    Group(usize),
    /// Another grammar, or a part of it.
    Other(String),
}

/// The repositories that a rule can name, the outermost first.
type Reach<'a> = Vec<&'a Table>;

#[derive(Default)]
struct Converter<'a> {
    scope: &'a str,
    /// The lists of rules; the first is the grammar itself.
    groups: Vec<Vec<Item>>,
    /// Lists by where they stand in the file.
    known: BTreeMap<usize, usize>,
    /// Lists that are yet to be read.
    waiting: Vec<(usize, &'a Value, Reach<'a>)>,
    /// Each rule's contexts, as lines of YAML.
    rules: Vec<String>,
    diagnostics: Vec<Diagnostic>,
    /// Expressions that cannot be read, by where they stand.
    unread: Vec<(usize, Diagnostic)>,
}

impl<'a> Converter<'a> {
    fn all(&mut self, whole: &'a Value, table: &'a Table) {
        let reach: Reach<'a> = repository(table).into_iter().collect();
        self.group(whole, reach);
        // What another grammar may include by its name.
        for entry in repository(table).iter().flat_map(|names| &names.entries) {
            self.group(&entry.value, repository(table).into_iter().collect());
        }
        while let Some((group, value, reach)) = self.waiting.pop() {
            let rules = match &value.kind {
                Kind::List(rules) => rules.as_slice(),
                // The grammar itself, and what only gathers others.
                Kind::Table(table) if is_list(table) => list(table),
                _ => std::slice::from_ref(value),
            };
            let mut items = Vec::new();
            for rule in rules {
                if let Some(item) = self.item(rule, &reach)
                    && !items.contains(&item)
                {
                    items.push(item);
                }
            }
            self.groups[group] = items;
        }
    }

    /// The number of a list of rules, which is read later: lists may lead to each other.
    fn group(&mut self, value: &'a Value, mut reach: Reach<'a>) -> usize {
        let place = value.span.range.start;
        if let Some(known) = self.known.get(&place) {
            return *known;
        }
        if let Kind::Table(table) = &value.kind
            && is_list(table)
            && !self.groups.is_empty()
        {
            reach.extend(repository(table));
        }
        let number = self.groups.len();
        self.groups.push(Vec::new());
        self.known.insert(place, number);
        self.waiting.push((number, value, reach));
        number
    }

    fn item(&mut self, rule: &'a Value, reach: &Reach<'a>) -> Option<Item> {
        let Kind::Table(table) = &rule.kind else { return None };
        if let Some(Value { kind: Kind::Text(included), span }) = table.get("include") {
            return self.included(included, span, reach);
        }
        if is_list(table) {
            return (!list(table).is_empty()).then(|| Item::Group(self.group(rule, reach.clone())));
        }
        let number = self.rules.len();
        self.rules.push(String::new());
        let mut reach = reach.clone();
        reach.extend(repository(table));
        let lines = match table.get("match") {
            Some(expression) => self.matching(table, expression),
            None => self.spanning(number, table, reach),
        };
        self.rules[number] = lines?;
        Some(Item::Rule(number))
    }

    fn included(&mut self, included: &str, span: &Span, reach: &Reach<'a>) -> Option<Item> {
        if matches!(included, "$self" | "$base") || included == self.scope {
            return Some(Item::Group(0));
        }
        let own = included.strip_prefix(self.scope).unwrap_or(included);
        let Some(wanted) = own.strip_prefix('#') else {
            return match included.split_once('#') {
                Some((scope, part)) => Some(Item::Other(format!("{scope}#{}", part_of(part)))),
                None => Some(Item::Other(included.to_owned())),
            };
        };
        for (index, names) in reach.iter().enumerate().rev() {
            if let Some(value) = names.get(wanted) {
                return Some(Item::Group(self.group(value, reach[..=index].to_vec())));
            }
        }
        let message = format!("the grammar includes `#{wanted}`, which is not in its repository");
        self.diagnostics.push(Diagnostic::at(&codes::CODE_FILE, span.clone(), message));
        None
    }

    /// `match`: one expression on one line.
    fn matching(&mut self, table: &Table, expression: &'a Value) -> Option<String> {
        let expression = self.expression(expression, Refers::ToItself)?;
        let (whole, captures) = captures(table, &["captures"]);
        let scope = both(name(table, "name"), whole);
        Some(format!("[{{match: {}{}{captures}}}]", quoted(&expression), key("scope", &scope)))
    }

    /// `begin` with `end` or `while`: from one expression to another.
    fn spanning(&mut self, number: usize, table: &'a Table, reach: Reach<'a>) -> Option<String> {
        let begin = self.expression(table.get("begin")?, Refers::ToItself)?;
        let (whole, begun) = captures(table, &["beginCaptures", "captures"]);
        let mut prototype = String::new();
        let mut end = None;
        if let Some(goes_on) = table.get("while") {
            let expression = self.expression(goes_on, Refers::ToBegin)?;
            let (whole, captures) = captures(table, &["whileCaptures", "captures"]);
            let mut rules = Vec::new();
            // Marks before each line, `>` in a quotation; they may be none, and are then not seen.
            if Regex::try_compile(&expression).is_none() && !refers(&expression) {
                let marks = quoted(wrapped("^(?:", &expression));
                rules.push(format!("{{match: {marks}{}{captures}}}", key("scope", &whole)));
            }
            let over = quoted(wrapped("^(?!", &expression));
            rules.push(format!("{{match: {over}, pop: true}}"));
            prototype = format!(", with_prototype: [{}]", rules.join(", "));
        } else if let Some(until) = table.get("end") {
            let expression = self.expression(until, Refers::ToBegin)?;
            let (whole, captures) = captures(table, &["endCaptures", "captures"]);
            let scope = key("scope", &whole);
            end = Some(format!("{{match: {}, pop: true{scope}{captures}}}", quoted(&expression)));
        }
        let mut body = Vec::new();
        for (what, key) in [("name", "meta_scope"), ("contentName", "meta_content_scope")] {
            if let Some(scope) = name(table, what) {
                body.push(format!("{{{key}: {}}}", quoted(&scope)));
            }
        }
        let inner = table.get("patterns").map(|patterns| self.group(patterns, reach));
        let inner = inner.map(|group| format!("{{include: g{group}}}"));
        let is_last = matches!(
            table.get("applyEndPatternLast").map(|value| &value.kind),
            Some(Kind::Boolean(true) | Kind::Integer(1))
        );
        if is_last {
            body.extend(inner.into_iter().chain(end));
        } else {
            body.extend(end.into_iter().chain(inner));
        }
        Some(format!(
            "[{{match: {}{}{begun}, push: b{number}{prototype}}}]\n  b{number}: [{}]",
            quoted(&begin),
            key("scope", &whole),
            body.join(", ")
        ))
    }

    /// An expression that the engine takes; another is told, and its rule left out.
    fn expression(&mut self, value: &'a Value, refers: Refers) -> Option<String> {
        let at = value.span.range.start;
        let tell =
            |message: String| (at, Diagnostic::at(&codes::CODE_FILE, value.span.clone(), message));
        let Kind::Text(expression) = &value.kind else {
            self.unread.push(tell("an expression is a text".to_owned()));
            return None;
        };
        let tried = match refers {
            Refers::ToItself => expression.clone(),
            Refers::ToBegin => without_references(expression),
        };
        if let Some(error) = Regex::try_compile(&tried) {
            let why = error.to_string().to_lowercase();
            let why = why.lines().last().unwrap_or_default().trim_start_matches("error: ");
            let message = format!("this expression cannot be read: {why}");
            self.unread.push(tell(message));
            return None;
        }
        Some(without_variables(expression))
    }

    /// The grammar as a `.sublime-syntax` file.
    fn write(&self, table: &Table, fallback_name: &str) -> String {
        let title = name(table, "name").unwrap_or_else(|| fallback_name.to_owned());
        let mut endings: Vec<&str> = vec![fallback_name];
        if let Some(Value { kind: Kind::List(types), .. }) = table.get("fileTypes") {
            endings.extend(types.iter().filter_map(|value| match &value.kind {
                Kind::Text(text) => Some(text.trim_start_matches('.')),
                _ => None,
            }));
        }
        let endings: Vec<String> = endings.into_iter().map(quoted).collect();
        let mut yaml = format!(
            "%YAML 1.2\n---\nname: {}\nscope: {}\nfile_extensions: [{}]\ncontexts:\n  main: [{{include: g0}}]\n",
            quoted(&title),
            quoted(self.scope),
            endings.join(", ")
        );
        for entry in repository(table).iter().flat_map(|names| &names.entries) {
            if let Some(group) = self.known.get(&entry.value.span.range.start) {
                let part = quoted(part_of(&entry.key));
                let _ = writeln!(yaml, "  {part}: [{{include: g{group}}}]");
            }
        }
        for (number, items) in self.groups.iter().enumerate() {
            let items = if self.returns(number) { self.unrolled(number) } else { items.clone() };
            let lines: Vec<String> = items
                .iter()
                .map(|item| match item {
                    Item::Rule(rule) => format!("{{include: r{rule}}}"),
                    Item::Group(group) => format!("{{include: g{group}}}"),
                    Item::Other(scope) => {
                        format!("{{include: {}}}", quoted(format!("scope:{scope}")))
                    }
                })
                .collect();
            let _ = writeln!(yaml, "  g{number}: [{}]", lines.join(", "));
        }
        for (number, lines) in self.rules.iter().enumerate().filter(|(_, lines)| !lines.is_empty())
        {
            let _ = writeln!(yaml, "  r{number}: {lines}");
        }
        yaml
    }

    /// Whether a list includes itself by way of others, which the engine would follow for ever.
    fn returns(&self, group: usize) -> bool {
        let mut seen = BTreeSet::new();
        let mut waiting = vec![group];
        while let Some(next) = waiting.pop() {
            for item in &self.groups[next] {
                match item {
                    Item::Group(inner) if *inner == group => return true,
                    Item::Group(inner) if seen.insert(*inner) => waiting.push(*inner),
                    _ => {}
                }
            }
        }
        false
    }

    /// All that a list leads to, in order, each list once.
    fn unrolled(&self, group: usize) -> Vec<Item> {
        let mut seen = BTreeSet::from([group]);
        let mut items = Vec::new();
        let mut path = vec![self.groups[group].iter()];
        while let Some(last) = path.last_mut() {
            match last.next() {
                Some(Item::Group(inner)) => {
                    if seen.insert(*inner) {
                        path.push(self.groups[*inner].iter());
                    }
                }
                Some(item) => items.push(item.clone()),
                None => {
                    path.pop();
                }
            }
        }
        items
    }
}

/// What `\1` in an expression stands for.
#[derive(Clone, Copy)]
enum Refers {
    /// A group of the same expression.
    ToItself,
    /// A group of the expression that began the span.
    ToBegin,
}

#[cfg(test)]
mod tests;
