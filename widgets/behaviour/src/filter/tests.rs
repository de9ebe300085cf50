//! What the filter module promises, case by case.

use alloc::format;
use alloc::string::ToString;

use super::*;

fn facet(name: &str, ids: &[&str]) -> Facet {
    let value = |id: &&str| Value { id: (*id).into(), label: id.to_uppercase() };
    Facet { name: name.into(), values: ids.iter().map(value).collect() }
}

fn catalogue() -> Catalogue {
    let facets = vec![
        facet("kind", &["question", "practice", "term"]),
        facet("milieu", &["rural", "urbain"]),
    ];
    let notes = [
        ("S’entraider avec des allié·e·s", "question", "rural urbain", "2024-05-01", 3),
        ("Briser les silos", "practice", "urbain", "2023-09-17", 1),
        ("L’entraide au cœur du territoire", "practice", "rural", "2023-01-29", 2),
        ("Auteur·trice·s", "question", "", "", 0),
    ];
    let entry = |(title, kind, milieu, date, rank): (&str, &str, &str, &str, u32)| {
        Entry::new(title, &[kind.to_string(), milieu.to_string()], &facets, date, rank)
    };
    let entries = notes.into_iter().map(entry).collect();
    Catalogue { entries, facets }
}

fn run(script: &[Event]) -> (State, Vec<Effect>) {
    let mut state = open(catalogue());
    let mut last = Vec::new();
    for event in script {
        (state, last) = update(&state, event.clone());
    }
    (state, last)
}

/// Plays the events and checks what the last one does, one effect a line.
fn check(script: &[Event], expect: &str) {
    let (_, effects) = run(script);
    let lines: Vec<String> = effects.iter().map(line).collect();
    let expect: Vec<&str> = expect.lines().map(str::trim).filter(|it| !it.is_empty()).collect();
    assert_eq!(lines, expect, "{script:?}");
}

fn line(effect: &Effect) -> String {
    match effect {
        Effect::Fill(query) => format!("fill {:?} {}", query.text, query.sort.name()),
        Effect::Show(shown) => {
            let marks = shown.iter().map(|it| if *it { 'x' } else { '-' });
            format!("show {}", marks.collect::<String>())
        }
        Effect::Arrange(order) => format!("arrange {order:?}"),
        Effect::Count(counts) => format!("count {counts:?}"),
        Effect::Empty(words) => format!("empty {}", words.as_deref().unwrap_or("no")),
        Effect::Address(history, address) => format!("{history:?} {address:?}"),
        Effect::Wait => "wait".into(),
        Effect::Tell(tally) => {
            let kind = if tally.is_filtered { "filtered" } else { "all" };
            format!("tell {} of {}, {kind}", tally.count, tally.total)
        }
        Effect::TellOrder(tally, sort) => {
            format!("{}, by {}", line(&Effect::Tell(*tally)), sort.name())
        }
        Effect::Focus => "focus".into(),
    }
}

fn typed(text: &str) -> Event {
    Event::Typed(text.into())
}

fn arrived(address: &str) -> Event {
    Event::Arrived(address.into())
}

#[test]
fn a_page_without_filters_says_nothing() {
    check(
        &[arrived("")],
        r#"
        show xxxx
        count [[2, 2, 0], [2, 2]]
        empty no
        fill "" date
        "#,
    );
}

#[test]
fn typing_narrows_and_waits_before_it_speaks() {
    check(
        &[typed("entraid")],
        r#"
        show x-x-
        count [[1, 1, 0], [2, 1]]
        empty no
        wait
        Replace "?q=entraid"
        "#,
    );
    check(&[typed("entraid"), Event::Settled], "tell 2 of 4, filtered");
}

#[test]
fn values_of_one_facet_are_alternatives_and_facets_add_up() {
    check(
        &[Event::Toggled(0, 0), Event::Toggled(0, 1)],
        r#"
        show xxxx
        count [[2, 2, 0], [2, 2]]
        empty no
        wait
        Push "?kind=question&kind=practice"
        "#,
    );
    check(
        &[Event::Toggled(0, 0), Event::Toggled(1, 0)],
        r#"
        show x---
        count [[1, 1, 0], [1, 1]]
        empty no
        wait
        Push "?kind=question&milieu=rural"
        "#,
    );
    check(
        &[Event::Toggled(0, 0), Event::Toggled(0, 0)],
        r#"
        show xxxx
        count [[2, 2, 0], [2, 2]]
        empty no
        wait
        Push ""
        "#,
    );
}

#[test]
fn an_empty_result_names_its_filters() {
    check(
        &[typed("zèbre"), Event::Toggled(1, 1)],
        r#"
        show ----
        count [[0, 0, 0], [0, 0]]
        empty «\u{a0}zèbre\u{a0}», URBAIN
        wait
        Push "?q=z%C3%A8bre&milieu=urbain"
        "#
        .replace("\\u{a0}", "\u{a0}")
        .as_str(),
    );
}

#[test]
fn sorting_is_no_filter_and_is_announced() {
    check(
        &[Event::Sorted(Sort::Title)],
        r#"
        arrange [3, 1, 2, 0]
        show xxxx
        count [[2, 2, 0], [2, 2]]
        empty no
        Push "?sort=title"
        tell 4 of 4, all, by title
        "#,
    );
    check(
        &[Event::Sorted(Sort::Title), Event::Sorted(Sort::Date)],
        r#"
        arrange [0, 1, 2, 3]
        show xxxx
        count [[2, 2, 0], [2, 2]]
        empty no
        Push ""
        tell 4 of 4, all, by date
        "#,
    );
}

#[test]
fn a_reset_keeps_the_order_and_is_announced() {
    check(
        &[Event::Sorted(Sort::Title), typed("silos"), Event::Reset(ResetBy::Form)],
        r#"
        show xxxx
        count [[2, 2, 0], [2, 2]]
        empty no
        fill "" title
        Push "?sort=title"
        tell 4 of 4, all
        "#,
    );
}

#[test]
fn a_reset_by_a_button_that_goes_moves_the_focus() {
    let (_, effects) = run(&[typed("zèbre"), Event::Reset(ResetBy::EmptyState)]);
    assert!(effects.contains(&Effect::Focus));
}

#[test]
fn an_address_is_a_state() {
    check(
        &[arrived("?utm=a&kind=practice&kind=unknown&q=silo&sort=title")],
        r#"
        arrange [3, 1, 2, 0]
        show -x--
        count [[0, 1, 0], [0, 1]]
        empty no
        fill "silo" title
        tell 1 of 4, filtered
        "#,
    );
    check(
        &[arrived("?utm=a&kind=practice"), Event::Toggled(0, 1)],
        r#"
        show xxxx
        count [[2, 2, 0], [2, 2]]
        empty no
        wait
        Push "?utm=a"
        "#,
    );
}

#[test]
fn coming_back_restores_and_says_so() {
    check(
        &[arrived(""), typed("silos"), arrived("")],
        r#"
        show xxxx
        count [[2, 2, 0], [2, 2]]
        empty no
        fill "" date
        tell 4 of 4, all
        "#,
    );
}

#[test]
fn a_tally_finds_its_message() {
    let tally = |count, is_filtered| Tally { count, total: 12, is_filtered };
    for (tally, plural, expect) in [
        (tally(0, true), Plural::One, "data-message-none"),
        (tally(1, true), Plural::One, "data-message-results-one"),
        (tally(3, true), Plural::Other, "data-message-results-other"),
        (tally(12, false), Plural::Other, "data-message-all-other"),
        (tally(0, false), Plural::One, "data-message-all-one"),
    ] {
        assert_eq!(message(tally, plural), expect);
    }
}

#[test]
fn an_order_is_worded_for_more_than_one() {
    let tally = |count| Tally { count, total: 12, is_filtered: true };
    for (count, sort, expect) in [
        (12, Sort::Title, Some("data-message-sorted-title")),
        (2, Sort::Date, Some("data-message-sorted-date")),
        (1, Sort::Title, None),
        (0, Sort::Date, None),
    ] {
        assert_eq!(order_message(tally(count), sort), expect, "{count} notes");
    }
}

/// French as it is written against French as it is typed: where other searches lose words.
#[test]
fn french() {
    for (page, queries, others) in [
        ("de l'entraide", "entraide; l'entraide; l’entraide; d’entraide; ENTRAIDE", "traide"),
        ("de l’entraide", "entraide; l'entraide; entraid", "entraider"),
        ("d’entraide", "entraide; d'entraide", ""),
        ("allié.e.s", "allié; alliés; alliée; alliées; allie; allié·e·s; allié(e)", "alliance"),
        ("allié·e·s", "allié; alliés; alliée; alliées; allié.e.s", ""),
        ("allié-e-s", "allié; alliés; alliée; alliées", ""),
        ("allié(e)s", "allié; alliés; alliée; alliées", ""),
        ("alliées", "allié; alliés; alliée; allié.e.s", ""),
        ("d’allié.e.s", "allié; alliés; alliée; alliées; d'allié", ""),
        ("auteur·trice·s", "auteur; auteurs; autrice; autrices; autr; auteur·trice", "auteure"),
        ("au cœur", "coeur; cœur; CŒUR; au coeu", "cour"),
        ("son œuvre", "oeuvre; œuvres", ""),
        (
            "solidarité, communauté",
            "solidarite; communauté solidarité; solidarité comm",
            "comm solidarité",
        ),
        (
            "les territoires",
            "territoire; territoires; territo; territoire les",
            "territorial; territoriale",
        ),
        ("aujourd’hui", "aujourd'hui; aujourdhui; aujourd’h", "hui; jour"),
        ("enjeux locaux", "local enjeu; locaux; enjeux l", "locale enjeu"),
        ("entr’aide", "entraide; entr'aide", ""),
    ] {
        let facets = [];
        let entries = vec![Entry::new(page, &[], &facets, "", 0)];
        let state = open(Catalogue { entries, facets: Vec::new() });
        let finds = |text: &str| {
            let (state, _) = update(&state, typed(text));
            tally(&state).count == 1
        };
        for query in queries.split("; ") {
            assert!(finds(query), "{query:?} should find {page:?}");
        }
        for query in others.split("; ").filter(|it| !it.is_empty()) {
            assert!(!finds(query), "{query:?} should not find {page:?}");
        }
    }
}
