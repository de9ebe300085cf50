//! What words of a text a grammar gives which scopes.

use syntect::parsing::{ParseState, ScopeStack, SyntaxSetBuilder};

use super::*;
use crate::source::Sources;

/// The words of `code` with their innermost scope, and what was told.
fn scopes(grammar: &str, code: &str) -> (Vec<(String, String)>, Vec<String>) {
    let sources = Sources::from_texts([("a.json", grammar)]);
    let id = sources.find("a.json").expect("it is there");
    let mut diagnostics = Vec::new();
    let read = read(grammar, id, "a", &mut diagnostics);
    let told = diagnostics.into_iter().map(|diagnostic| diagnostic.message).collect();
    let Some(read) = read else { return (Vec::new(), told) };
    let mut all = vec![read];
    super::super::loops::open(&mut all);
    let mut builder = SyntaxSetBuilder::new();
    builder.add(all.remove(0));
    let set = builder.build();
    let syntax = set.syntaxes().last().expect("it was added");
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut words = Vec::new();
    for line in code.split_inclusive('\n') {
        let mut start = 0;
        for (at, operation) in state.parse_line(line, &set).expect("the line can be parsed") {
            let word = line[start..at].trim();
            if let (false, Some(scope)) = (word.is_empty(), stack.as_slice().last()) {
                words.push((word.to_owned(), scope.build_string()));
            }
            stack.apply(&operation).expect("scopes are popped that were pushed");
            start = at;
        }
        let word = line[start..].trim();
        if let (false, Some(scope)) = (word.is_empty(), stack.as_slice().last()) {
            words.push((word.to_owned(), scope.build_string()));
        }
    }
    (words, told)
}

fn pairs(words: &[(&str, &str)]) -> Vec<(String, String)> {
    words.iter().map(|(word, scope)| ((*word).to_owned(), (*scope).to_owned())).collect()
}

#[test]
fn spans_have_captures_contents_and_back_references() {
    let grammar = r##"{"name": "A", "scopeName": "source.a", "patterns": [
        {"name": "string.a", "contentName": "meta.inner.a", "begin": "(q)(#*)<", "end": ">(\\2)",
         "beginCaptures": {"0": {"name": "punctuation.begin.a"}, "1": {"name": "keyword.$1.a"}},
         "endCaptures": {"1": {"name": "punctuation.end.a"}},
         "patterns": [{"include": "#number"}]},
        {"include": "#number"}],
      "repository": {"number": {"match": "\\d+$|\\b(\\d)\\b", "name": "constant.a",
                                "captures": [{}, {"name": "constant.digit.a"}]}}}"##;
    let (words, told) = scopes(grammar, "q#<a 1 > b>#2\n");
    assert_eq!(told, Vec::<String>::new());
    let expected = [
        ("q", "keyword"),
        ("#<", "punctuation.begin.a"),
        ("a", "meta.inner.a"),
        ("1", "constant.digit.a"),
        ("> b", "meta.inner.a"),
        (">", "string.a"),
        ("#", "punctuation.end.a"),
        ("2", "constant.a"),
    ];
    assert_eq!(words, pairs(&expected));
}

#[test]
fn a_span_goes_on_while_its_lines_do() {
    let grammar = r##"{"scopeName": "source.a", "patterns": [
        {"name": "markup.quote.a", "begin": "^>", "while": "^(>)", "beginCaptures": {"0": {"name": "punctuation.a"}},
         "whileCaptures": {"1": {"name": "punctuation.a"}},
         "patterns": [{"begin": "\\(", "end": "\\)", "name": "meta.brackets.a"}]}]}"##;
    let (words, told) = scopes(grammar, "> one (two\n> three\nfour)\n");
    assert_eq!(told, Vec::<String>::new());
    let expected = [
        (">", "punctuation.a"),
        ("one", "markup.quote.a"),
        ("(two", "meta.brackets.a"),
        (">", "punctuation.a"),
        ("three", "meta.brackets.a"),
        ("four)", "source.a"),
    ];
    assert_eq!(words, pairs(&expected));
}

#[test]
fn lists_may_lead_to_each_other() {
    let grammar = r##"{"scopeName": "source.a", "patterns": [{"include": "#one"}, {"include": "$self"}],
      "repository": {
        "one": {"patterns": [{"include": "#two"}, {"match": "1", "name": "constant.one.a"}]},
        "two": [{"match": "2", "name": "constant.two.a"}, {"include": "#one"}, {"include": "source.a"},
                {"include": "source.elsewhere"}, {"include": "source.elsewhere#part"}, {}],
        "lost": {"patterns": [{"include": "#nowhere"}]},
        "own": {"begin": "<", "end": ">", "applyEndPatternLast": 1, "patterns": [{"include": "#one"}],
                "repository": {"one": {"match": ".", "name": "constant.own.a"}}}}}"##;
    let (words, told) = scopes(grammar, "1 2\n");
    assert_eq!(told, ["the grammar includes `#nowhere`, which is not in its repository"]);
    assert_eq!(words, pairs(&[("1", "constant.one.a"), ("2", "constant.two.a")]));
}

#[test]
fn what_cannot_be_read_is_left_out_and_told() {
    let grammar = r##"{"scopeName": "source.a", "patterns": [
        {"match": "a(", "name": "keyword.a"}, {"match": 1}, {"match": "\\3", "name": "keyword.a"},
        {"match": "{{x}}", "name": "keyword.b"}, {"begin": "c"}, {"match": "(?x) d # )", "while": "e"}]}"##;
    let (words, told) = scopes(grammar, "{{x}}\nc d\n");
    assert_eq!(told.len(), 1, "the first stands for all: {told:?}");
    assert_eq!(words, pairs(&[("{{x}}", "keyword.b"), ("c d", "source.a")]));
    for (grammar, why) in [
        ("[]", "a grammar is an object"),
        ("{}", "this grammar has no scope"),
        ("{\"a\": }", "this grammar cannot be read: expected value"),
    ] {
        assert_eq!(scopes(grammar, "a").1, [why]);
    }
}
