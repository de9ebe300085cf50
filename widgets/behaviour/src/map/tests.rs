//! What the map module promises, case by case.

use alloc::format;

use super::*;

/// Six allies on a line; the first is tied to the third and the fifth, the third to the fourth.
fn graph() -> Graph {
    let names = ["Abeille", "Brasserie", "Coop du Nord", "Dépanneur", "Éco-quartier", "Ferme"];
    let node = |(index, name): (usize, &&str)| Node {
        id: format!("{}", (b'a' + index as u8) as char),
        name: (*name).into(),
        x: 100.0 + 160.0 * index as f64,
        y: 250.0,
    };
    Graph {
        width: 1000.0,
        height: 500.0,
        nodes: names.iter().enumerate().map(node).collect(),
        ties: vec![(0, 2), (4, 0), (2, 3), (0, 4)],
    }
}

/// Plays the events and checks what the last one does, one effect a line.
fn check(script: &[Event], expect: &str) {
    let mut state = open(graph());
    let mut last = Vec::new();
    for event in script {
        (state, last) = update(&state, event.clone());
    }
    let lines: Vec<String> = last.iter().map(line).collect();
    let expect: Vec<&str> = expect.lines().map(str::trim).filter(|it| !it.is_empty()).collect();
    assert_eq!(lines, expect, "{script:?}");
}

fn line(effect: &Effect) -> String {
    let near = |near: &[Near]| -> String { near.iter().map(|it| &it.name()[..1]).collect() };
    match effect {
        Effect::Keep => "keep".into(),
        Effect::Rove(ally) => format!("rove {ally}"),
        Effect::Focus(ally) => format!("focus {ally}"),
        Effect::Follow(ally) => format!("follow {ally}"),
        Effect::Reveal(ally) => format!("reveal {ally}"),
        Effect::Leave => "leave".into(),
        Effect::Select(Some(it)) => {
            format!("select {}: {} {}", it.ally, near(&it.allies), near(&it.ties))
        }
        Effect::Select(None) => "select none".into(),
        Effect::Move(view) => format!("move {}", view.transform()),
        Effect::Tell(Notice::Selected { name, ties }) => format!("tell {name}, {ties}"),
        Effect::Tell(Notice::Cleared) => "tell cleared".into(),
        Effect::Tell(Notice::Unknown(name)) => format!("tell no {name}"),
        Effect::Tell(Notice::Blank) => "tell blank".into(),
        Effect::Scroll(side) => format!("scroll {side:?}"),
        Effect::Whole => "whole".into(),
        Effect::Refuse(is_wrong) => format!("refuse {is_wrong}"),
        Effect::Address(history, address) => format!("{history:?} {address:?}"),
    }
}

fn arrived(address: &str) -> Event {
    Event::Arrived(address.into())
}

fn press(key: Key) -> Event {
    Event::Pressed(key)
}

#[test]
fn nothing_is_selected_at_first() {
    check(&[arrived("?x=1")], "");
}

#[test]
fn an_address_selects() {
    check(
        &[arrived("?x=1&ally=c")],
        "
        rove 2
        follow 2
        select 2: tfstff tftf
        tell Coop du Nord, 2
        reveal 2
        ",
    );
    check(&[arrived("?ally=nobody")], "");
}

#[test]
fn left_and_right_follow_the_written_order_and_stop_at_its_ends() {
    check(&[press(Key::Next)], "keep\nrove 1\nfocus 1\nreveal 1");
    check(&[press(Key::Previous)], "keep");
    check(&[press(Key::Last)], "keep\nrove 5\nfocus 5\nreveal 5");
    check(&[press(Key::Last), press(Key::Next)], "keep");
    check(&[press(Key::Last), press(Key::First)], "keep\nrove 0\nfocus 0\nreveal 0");
}

#[test]
fn up_and_down_go_around_the_ties_of_one_ally() {
    let down = || press(Key::NextTied);
    check(&[down()], "keep\nrove 2\nfocus 2\nreveal 2");
    check(&[down(), down()], "keep\nrove 4\nfocus 4\nreveal 4");
    check(&[down(), down(), down()], "keep\nrove 0\nfocus 0\nreveal 0");
    check(&[press(Key::PreviousTied)], "keep\nrove 4\nfocus 4\nreveal 4");
    // The focus that follows the key is no new start.
    check(&[down(), Event::Focused(2), down()], "keep\nrove 4\nfocus 4\nreveal 4");
    // A selection is.
    check(&[down(), Event::Activated(2), down()], "keep\nrove 0\nfocus 0\nreveal 0");
    // An ally without ties goes nowhere.
    check(&[press(Key::Next), down()], "keep");
}

#[test]
fn the_focus_takes_the_tab_stop_along() {
    check(&[Event::Focused(3)], "rove 3\nreveal 3");
    check(&[Event::Focused(3), Event::Focused(3)], "reveal 3");
    check(&[Event::Touched(3)], "rove 3");
    check(&[Event::Touched(3), Event::Touched(3)], "");
}

#[test]
fn the_first_activation_selects_and_the_second_follows_the_link() {
    check(
        &[arrived("?x=1"), Event::Activated(0)],
        r#"
        keep
        rove 0
        select 0: sftftf ttft
        tell Abeille, 3
        Push "?x=1&ally=a"
        reveal 0
        "#,
    );
    check(&[Event::Activated(0), Event::Activated(0)], "");
}

#[test]
fn escape_clears_then_leaves() {
    let escape = || press(Key::Escape);
    check(
        &[Event::Activated(0), escape()],
        r#"
        keep
        select none
        tell cleared
        Push ""
        "#,
    );
    check(&[Event::Activated(0), escape(), escape()], "keep\nleave");
}

#[test]
fn coming_back_restores() {
    check(&[arrived(""), Event::Activated(0), arrived("")], "select none\ntell cleared");
    check(
        &[Event::Activated(0), Event::Activated(3), arrived("?ally=a")],
        "
        rove 0
        follow 0
        select 0: sftftf ttft
        tell Abeille, 3
        reveal 0
        ",
    );
}

#[test]
fn the_panel_closes_and_gives_the_focus_back() {
    check(
        &[Event::Activated(2), Event::Closed],
        r#"
        keep
        rove 2
        focus 2
        select none
        tell cleared
        Push ""
        reveal 2
        "#,
    );
    check(&[Event::Closed], "");
}

#[test]
fn the_empty_ground_clears() {
    check(&[Event::Activated(2), Event::Grounded], "select none\ntell cleared\nPush \"\"");
    check(&[Event::Grounded], "");
}

#[test]
fn the_whole_map_is_fitted_in_its_frame_once() {
    let fit = || Event::Zoomed(Zoom::Fit);
    check(&[fit()], "whole");
    check(&[press(Key::Zoom(Zoom::Fit))], "keep\nwhole");
    check(&[fit(), fit()], "");
}

#[test]
fn a_name_is_found_as_it_is_typed() {
    for (text, ally) in [("coop du nord", 2), ("eco", 4), ("ECO-QUARTIER", 4), ("neur", 3)] {
        let mut state = open(graph());
        let (next, _) = update(&state, Event::Sought(text.into()));
        state = next;
        assert_eq!((state.selected, state.current), (Some(ally), ally), "{text}");
    }
    let again = [Event::Sought("ferme".into()), Event::Sought("ferme".into())];
    check(&again, "rove 5\nfocus 5\nreveal 5");
}

#[test]
fn a_name_of_none_is_refused_until_another_is_written() {
    let zebra = || Event::Sought("zèbre ".into());
    check(&[zebra()], "tell no zèbre\nrefuse true");
    check(&[zebra(), zebra()], "tell no zèbre");
    check(&[Event::Sought(" ".into())], "tell blank\nrefuse true");
    check(&[zebra(), Event::Typed], "refuse false");
    check(&[Event::Typed], "");
    let (state, _) = update(&open(graph()), zebra());
    let (_, effects) = update(&state, Event::Activated(0));
    assert!(effects.contains(&Effect::Refuse(false)));
}

#[test]
fn the_focus_is_brought_into_sight() {
    let closer = || press(Key::Zoom(Zoom::In));
    check(&[closer()], "move translate(-50 -125) scale(1.50)\nkeep");
    check(
        &[closer(), press(Key::Last)],
        "move translate(-470 -125) scale(1.50)\nkeep\nrove 5\nfocus 5\nreveal 5",
    );
    check(&[closer(), press(Key::Zoom(Zoom::Fit))], "move translate(0 0) scale(1)\nkeep\nwhole");
}

#[test]
fn buttons_zoom_on_the_selection_or_the_middle() {
    check(&[Event::Zoomed(Zoom::In)], "move translate(-250 -125) scale(1.50)");
    check(&[Event::Activated(0), Event::Zoomed(Zoom::In)], "move translate(-50 -125) scale(1.50)");
    check(&[Event::Zoomed(Zoom::Out)], "");
    check(&[Event::Panned(Side::Left)], "");
    check(&[Event::Wheeled(Zoom::In, 0.0, 0.0)], "move translate(0 0) scale(1.50)\nkeep");
}

#[test]
fn keys_have_names() {
    assert_eq!(Key::named("ArrowDown"), Some(Key::NextTied));
    assert_eq!(Key::named("+"), Some(Key::Zoom(Zoom::In)));
    assert_eq!(Key::named("a"), None);
}

const PHONE: Room = Room { left: false, right: true };

#[test]
fn a_frame_that_scrolls_pans_before_the_map_does() {
    check(&[Event::Framed(PHONE), Event::Panned(Side::Right)], "scroll Right");
    check(&[Event::Framed(PHONE), Event::Panned(Side::Left)], "");
    let near = Event::Zoomed(Zoom::In);
    check(
        &[Event::Framed(PHONE), near, Event::Panned(Side::Left)],
        "move translate(0 -125) scale(1.50)",
    );
}

#[test]
fn the_last_step_back_fits_the_whole_map_in_a_frame_that_scrolls() {
    let back = Event::Zoomed(Zoom::Out);
    check(&[Event::Framed(PHONE), back.clone()], "whole");
    check(&[Event::Framed(PHONE), press(Key::Zoom(Zoom::Out))], "keep\nwhole");
    check(&[Event::Framed(PHONE), Event::Framed(Room::default()), back.clone()], "");
    check(&[Event::Framed(PHONE), Event::Zoomed(Zoom::In), back], "move translate(0 0) scale(1)");
}

#[test]
fn buttons_tell_what_the_frame_hides() {
    let (narrow, _) = update(&open(graph()), Event::Framed(PHONE));
    let pans = [Side::Left, Side::Right, Side::Up, Side::Down].map(|side| narrow.can_pan(side));
    assert_eq!(pans, [false, true, false, false]);
    assert!(narrow.can_zoom(Zoom::Out));
    let (whole, _) = update(&narrow, Event::Zoomed(Zoom::Out));
    assert!(!whole.can_zoom(Zoom::Out));
}

#[test]
fn letters_can_be_too_small() {
    let far = open(graph());
    assert!(!far.is_small(1.0) && far.is_small(3.0));
    let (near, _) = update(&far, Event::Zoomed(Zoom::In));
    assert!(!near.is_small(1.9));
}
