//! What the cite module promises, case by case.

use alloc::format;

use super::*;

fn today() -> Today {
    Today { iso: "2024-07-01".into(), long: "1er juillet 2024".into() }
}

fn citation() -> Citation {
    Citation {
        runs: vec![
            Run::Text("Loutfi, C. & Lab (2023).\n   ".into()),
            Run::Title("S’entourer <ensemble> ?".into()),
            Run::Text(" Praxis".into()),
            Run::Accessed { before: " (consulté le ".into(), after: ")".into() },
            Run::Text(", ".into()),
            Run::Link("https://example.org/notes/s-entourer/".into()),
        ],
        bibtex: "@online{loutfi2023,\n  title = {S’entourer},\n}\n".into(),
    }
}

/// Plays the events from the start and checks every effect, in the order they come.
fn check(script: &[Event], expect: &[Effect]) {
    let mut state = open(citation());
    let mut effects = Vec::new();
    for event in script {
        let (next, more) = update(&state, event.clone());
        state = next;
        effects.extend(more);
    }
    assert_eq!(effects, expect);
}

fn text() -> Copy {
    Copy {
        flavour: Flavour::Text,
        plain: "Loutfi, C. & Lab (2023). S’entourer <ensemble> ? Praxis (consulté le 1er juillet \
                2024), https://example.org/notes/s-entourer/"
            .into(),
        html: Some(
            "Loutfi, C. &amp; Lab (2023). <i>S’entourer &lt;ensemble&gt; ?</i> Praxis (consulté le \
             1er juillet 2024), <a href=\"https://example.org/notes/s-entourer/\">\
             https://example.org/notes/s-entourer/</a>"
                .into(),
        ),
    }
}

fn entry() -> Copy {
    Copy {
        flavour: Flavour::Bibtex,
        plain: "@online{loutfi2023,\n  title = {S’entourer},\n  urldate = {2024-07-01}\n}\n".into(),
        html: None,
    }
}

#[test]
fn shows_the_date_when_it_opens() {
    check(&[Event::Opened(today())], &[Effect::Date(today())]);
}

#[test]
fn copies_both_flavours_at_once() {
    check(
        &[Event::Asked(Flavour::Text, today()), Event::Accepted],
        &[
            Effect::Date(today()),
            Effect::Write(Way::Item, text()),
            Effect::Say(Notice::Copied(Flavour::Text)),
        ],
    );
}

#[test]
fn steps_down_at_each_refusal() {
    check(
        &[Event::Asked(Flavour::Text, today()), Event::Refused, Event::Refused, Event::Accepted],
        &[
            Effect::Date(today()),
            Effect::Write(Way::Item, text()),
            Effect::Write(Way::Plain, text()),
            Effect::Write(Way::Command, text()),
            Effect::Say(Notice::Copied(Flavour::Text)),
        ],
    );
}

#[test]
fn leaves_the_text_selected_when_nothing_works() {
    check(
        &[Event::Asked(Flavour::Bibtex, today()), Event::Refused, Event::Refused],
        &[
            Effect::Date(today()),
            Effect::Write(Way::Plain, entry()),
            Effect::Write(Way::Command, entry()),
            Effect::Select(Flavour::Bibtex),
            Effect::Say(Notice::Failed),
        ],
    );
}

#[test]
fn ignores_an_answer_nobody_waits_for() {
    check(&[Event::Accepted, Event::Refused], &[]);
}

#[test]
fn keeps_an_access_date_the_entry_already_has() {
    let dated = "@online{a, urldate = {2020-01-01}}";
    let citation = Citation { runs: Vec::new(), bibtex: dated.into() };
    assert_eq!(text::bibtex(&citation, &today()), format!("{dated}\n"));
}

#[test]
fn the_first_of_the_month_is_1er_in_french_alone() {
    for (language, words, expect) in [
        ("fr", "1 juillet 2024", "1er juillet 2024"),
        ("fr-CA", "1\u{a0}juillet 2024", "1er\u{a0}juillet 2024"),
        ("FR-ca", "1 mai 2024", "1er mai 2024"),
        ("fr", "11 juillet 2024", "11 juillet 2024"),
        ("fr", "17 juillet 2024", "17 juillet 2024"),
        ("fro", "1 juillet 2024", "1 juillet 2024"),
        ("en", "July 1, 2024", "July 1, 2024"),
        ("es", "1 de julio de 2024", "1 de julio de 2024"),
    ] {
        assert_eq!(long_date(language, words), expect, "{language}: {words}");
    }
}

#[test]
fn dates_have_ten_characters() {
    assert_eq!(iso_date(2024, 7, 1), "2024-07-01");
    assert_eq!(iso_date(2026, 11, 23), "2026-11-23");
}
