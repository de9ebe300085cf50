//! What the cite module promises, case by case.

use alloc::string::ToString;

use super::*;

fn page() -> Page {
    let words = ["house", "apa"].map(|id| Choice { id: id.into(), flavour: Flavour::Words });
    let code = [Choice { id: "ris".into(), flavour: Flavour::Code }];
    Page {
        choices: words.into_iter().chain(code).collect(),
        passages: ["", "gestes", "suites"].map(Into::into).into(),
    }
}

/// Plays the events from a start without memory, and checks the effects of each but the start.
fn check(script: &[(Event, &[Effect])]) {
    let (mut state, _) = open(&page(), None, "");
    for (event, expect) in script {
        let (next, effects) = update(&state, *event);
        assert_eq!(effects, *expect, "{event:?}");
        state = next;
    }
}

#[test]
fn opens_with_the_first_style_on_the_readers_day() {
    let (_, effects) = open(&page(), None, "");
    assert_eq!(effects, [Effect::Date, Effect::Show(0), Effect::Narrow(0)]);
}

#[test]
fn opens_with_what_was_chosen_last_if_the_page_has_it() {
    for (remembered, shown) in [("ris", 2), ("apa", 1), ("mla", 0)] {
        let (_, effects) = open(&page(), Some(remembered), "");
        assert_eq!(effects, [Effect::Date, Effect::Show(shown), Effect::Narrow(0)]);
    }
}

#[test]
fn opens_at_the_passage_of_the_address_if_it_is_one() {
    let (_, effects) = open(&page(), None, "suites");
    assert_eq!(effects, [Effect::Date, Effect::Show(0), Effect::Narrow(2)]);
    let (_, effects) = open(&page(), None, "fn-1");
    assert_eq!(effects, [Effect::Date, Effect::Show(0)]);
}

#[test]
fn shows_and_remembers_a_choice_and_copies_it() {
    check(&[
        (Event::Chosen(1), &[Effect::Date, Effect::Show(1), Effect::Remember(1), Effect::Hush]),
        (Event::Asked, &[Effect::Date, Effect::Write(Way::Item, 1)]),
        (Event::Accepted, &[Effect::Say(Notice::Copied(1))]),
    ]);
}

#[test]
fn a_format_is_copied_as_text_alone() {
    let (state, _) = open(&page(), Some("ris"), "");
    let (_, effects) = update(&state, Event::Asked);
    assert_eq!(effects, [Effect::Date, Effect::Write(Way::Plain, 2)]);
}

#[test]
fn steps_down_at_each_refusal() {
    check(&[
        (Event::Asked, &[Effect::Date, Effect::Write(Way::Item, 0)]),
        (Event::Refused, &[Effect::Write(Way::Plain, 0)]),
        (Event::Refused, &[Effect::Write(Way::Command, 0)]),
        (Event::Accepted, &[Effect::Say(Notice::Copied(0))]),
    ]);
}

#[test]
fn leaves_the_text_selected_when_nothing_works() {
    check(&[
        (Event::Asked, &[Effect::Date, Effect::Write(Way::Item, 0)]),
        (Event::Refused, &[Effect::Write(Way::Plain, 0)]),
        (Event::Refused, &[Effect::Write(Way::Command, 0)]),
        (Event::Refused, &[Effect::Select(0), Effect::Say(Notice::Failed)]),
        (Event::Refused, &[]),
    ]);
}

#[test]
fn tells_what_was_copied_though_another_was_chosen_since() {
    check(&[
        (Event::Asked, &[Effect::Date, Effect::Write(Way::Item, 0)]),
        (Event::Chosen(1), &[Effect::Date, Effect::Show(1), Effect::Remember(1), Effect::Hush]),
        (Event::Accepted, &[Effect::Say(Notice::Copied(0))]),
    ]);
}

#[test]
fn ignores_an_answer_nobody_waits_for() {
    check(&[(Event::Accepted, &[]), (Event::Refused, &[])]);
}

#[test]
fn a_platform_that_refuses_leaves_a_copy() {
    check(&[
        (Event::Shared, &[Effect::Date, Effect::Share(0)]),
        (Event::Unshared, &[Effect::Write(Way::Item, 0)]),
        (Event::Accepted, &[Effect::Say(Notice::Copied(0))]),
    ]);
}

#[test]
fn passages_files_and_what_is_selected_by_hand_are_of_the_day_too() {
    check(&[
        (Event::Touched, &[Effect::Date]),
        (Event::Narrowed(1), &[Effect::Date, Effect::Narrow(1), Effect::Hush]),
        (Event::Fetched(2), &[Effect::Date, Effect::Fetch(2)]),
    ]);
}

#[test]
fn a_day_is_said_in_every_form() {
    let months =
        "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre";
    let first = Today { year: 2024, month: 7, day: 1 };
    let second = Today { day: 2, ..first };
    let new_year = Today { year: 2031, month: 12, day: 31 };
    let early = Today { year: 2009, month: 1, day: 1 };
    for (day, form, expect) in [
        (first, "d", "1er"),
        (second, "d", "2"),
        (new_year, "d", "31"),
        (first, "dd", "01"),
        (new_year, "dd", "31"),
        (first, "m", "7"),
        (new_year, "m", "12"),
        (first, "mm", "07"),
        (first, "month", "juillet"),
        (early, "month", "janvier"),
        (new_year, "month", "décembre"),
        (early, "yy", "09"),
        (new_year, "yy", "31"),
        (early, "yyyy", "2009"),
    ] {
        assert_eq!(day.part(form, Some("1er"), Some(months)), expect, "{form}");
    }
    assert_eq!(first.part("d", None, None), "1");
    assert_eq!(first.part("month", None, Some("janvier")), "7");
}

/// A citation for people: a name in small capitals, a title, an address.
fn written(flavour: Flavour) -> Copy {
    let mut copy = Copy::new(flavour);
    copy.text("\n  ");
    let name = copy.begin("span", "small-caps", None);
    copy.text("Loutfi");
    copy.end(name);
    copy.text(" & Lab\n   (2023). ");
    let title = copy.begin("i", "title", None);
    copy.text("S’entourer <ensemble>\u{202f}?");
    copy.end(title);
    let clause = copy.begin("span", "", None);
    copy.text(" le ");
    copy.end(clause);
    let link = copy.begin("a", "", Some("https://e.example/?a&b"));
    copy.text("https://e.example/?a&b");
    copy.end(link);
    copy.text(".\n");
    copy
}

#[test]
fn words_keep_their_fonts_and_links_and_lose_the_rest() {
    let copy = written(Flavour::Words);
    assert_eq!(
        copy.plain,
        "Loutfi & Lab (2023). S’entourer <ensemble>\u{202f}? le https://e.example/?a&b."
    );
    assert_eq!(
        copy.html,
        "<span style=\"font-variant: small-caps\">Loutfi</span> &amp; Lab (2023). \
         <i>S’entourer &lt;ensemble&gt;\u{202f}?</i> le <a href=\"https://e.example/?a&amp;b\">\
         https://e.example/?a&amp;b</a>."
    );
}

#[test]
fn code_is_kept_character_for_character() {
    let mut copy = Copy::new(Flavour::Code);
    let entry = "@online{a,\n  title  = {<b> & \u{a0}c},\n}\n\n";
    copy.text(entry);
    let close = copy.begin("i", "", None);
    copy.text(" x");
    copy.end(close);
    assert_eq!((copy.plain, copy.html), (entry.to_string() + " x", String::new()));
}
