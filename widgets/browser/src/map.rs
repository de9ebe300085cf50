//! The map widget on the page.

mod panel;
mod pointer;
mod read;

use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::RefCell;

use carnet_behaviour::map::{self, Effect, Event, Key, Notice, Room, Selection, Side, State, Zoom};
use carnet_behaviour::message;
use carnet_contract::{Widget, map as attribute};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent};

use crate::{address, dom};

/// Brings every map of the page to life.
pub fn start() {
    dom::wake(Widget::Map, mount);
}

struct Map {
    root: HtmlElement,
    language: String,
    /// What scrolls where the map is wider than the page.
    frame: Option<HtmlElement>,
    view: HtmlElement,
    world: HtmlElement,
    allies: Vec<HtmlElement>,
    ties: Vec<HtmlElement>,
    entry: Option<HtmlElement>,
    panel: Option<HtmlElement>,
    zooms: Vec<(HtmlElement, Zoom)>,
    pans: Vec<(HtmlElement, Side)>,
    goto: Option<HtmlInputElement>,
    status: HtmlElement,
    state: RefCell<State>,
}

fn mount(root: &HtmlElement) -> Option<()> {
    let view = dom::find(root, attribute::VIEW)?;
    let allies = dom::find_all(&view, attribute::ALLY);
    let ties = dom::find_all(&view, attribute::TIE);
    let graph = read::graph(&view, &allies, &ties)?;
    let map = Rc::new(Map {
        root: root.clone(),
        language: dom::language(root),
        frame: dom::find(root, attribute::FRAME),
        world: dom::find(&view, attribute::WORLD)?,
        entry: dom::find(root, attribute::ENTRY),
        panel: dom::find(root, attribute::PANEL),
        zooms: read::buttons(root, attribute::ZOOM, read::zoom),
        pans: read::buttons(root, attribute::PAN, read::side),
        goto: read::goto(root),
        status: dom::find(root, attribute::STATUS)?,
        // The ties of the picture, in the order of the graph.
        ties: ties.into_iter().filter(|tie| read::tie(&graph, tie).is_some()).collect(),
        state: RefCell::new(map::open(graph)),
        allies,
        view,
    });
    rove(&map, 0);
    listen(&map);
    pointer::listen(&map);
    measure(&map);
    dispatch(&map, Event::Arrived(address::query()));
    if let Some(controls) = dom::find(root, attribute::CONTROLS) {
        controls.set_hidden(false);
    }
    Some(())
}

fn listen(map: &Rc<Map>) {
    for (index, ally) in map.allies.iter().enumerate() {
        let focused = Rc::clone(map);
        dom::listen(ally, "focus", move |_| {
            let shows = focused.allies.get(index).map(|it| it.matches(":focus-visible"));
            let is_touched = shows.is_some_and(|it| it == Ok(false));
            let event = if is_touched { Event::Touched(index) } else { Event::Focused(index) };
            dispatch(&focused, event);
        });
    }
    let pressed = Rc::clone(map);
    dom::listen(&map.view, "keydown", move |event| {
        let key: &KeyboardEvent = event.unchecked_ref();
        let is_plain = !key.ctrl_key() && !key.meta_key() && !key.alt_key();
        if let Some(key) = Key::named(&key.key()).filter(|_| is_plain) {
            answer(&pressed, &event, Event::Pressed(key));
        }
    });
    for (button, zoom) in map.zooms.iter().cloned() {
        let map = Rc::clone(map);
        dom::listen(&button, "click", move |_| {
            dispatch(&map, Event::Zoomed(zoom));
        });
    }
    for (button, side) in map.pans.iter().cloned() {
        let map = Rc::clone(map);
        dom::listen(&button, "click", move |_| {
            dispatch(&map, Event::Panned(side));
        });
    }
    if let Some(frame) = &map.frame {
        let scrolled = Rc::clone(map);
        dom::listen(frame, "scroll", move |_| measure(&scrolled));
        let resized = Rc::clone(map);
        dom::listen(&dom::window(), "resize", move |_| measure(&resized));
    }
    listen_goto(map);
    listen_panel(map);
    let returned = Rc::clone(map);
    address::on_return(move |query| dispatch(&returned, Event::Arrived(query)));
}

fn listen_goto(map: &Rc<Map>) {
    let (Some(form), Some(field)) = (dom::find(&map.root, attribute::GOTO), map.goto.clone())
    else {
        return;
    };
    let typed = Rc::clone(map);
    dom::listen(&field, "input", move |_| dispatch(&typed, Event::Typed));
    let map = Rc::clone(map);
    dom::listen(&form, "submit", move |event| {
        event.prevent_default();
        dispatch(&map, Event::Sought(field.value()));
    });
}

fn listen_panel(map: &Rc<Map>) {
    for button in dom::find_all(&map.root, attribute::CLEAR) {
        let map = Rc::clone(map);
        dom::listen(&button, "click", move |_| dispatch(&map, Event::Closed));
    }
    if let Some(panel) = &map.panel {
        let map = Rc::clone(map);
        dom::listen(panel, "keydown", move |event| {
            let key: &KeyboardEvent = event.unchecked_ref();
            if Key::named(&key.key()) == Some(Key::Escape) {
                answer(&map, &event, Event::Closed);
            }
        });
    }
}

fn dispatch(map: &Rc<Map>, event: Event) {
    let (state, effects) = map::update(&map.state.borrow(), event);
    map.state.replace(state);
    for effect in effects {
        perform(map, effect);
    }
    limit(map);
}

/// Dispatches an event that may keep the browser from its own answer.
fn answer(map: &Rc<Map>, cause: &web_sys::Event, event: Event) {
    let (state, effects) = map::update(&map.state.borrow(), event);
    map.state.replace(state);
    for effect in effects {
        match effect {
            Effect::Keep => cause.prevent_default(),
            _ => perform(map, effect),
        }
    }
    limit(map);
}

/// Tells what of the map lies outside its frame.
fn measure(map: &Rc<Map>) {
    let room = map.frame.as_ref().map(|frame| {
        let (left, seen) = (frame.scroll_left(), frame.client_width());
        // Half a pixel may be left over.
        Room { left: left > 1, right: left + seen < frame.scroll_width() - 1 }
    });
    dispatch(map, Event::Framed(room.unwrap_or_default()));
}

fn perform(map: &Rc<Map>, effect: Effect) {
    match effect {
        // There is no answer of the browser to keep back.
        Effect::Keep => {}
        Effect::Rove(ally) => rove(map, ally),
        Effect::Focus(ally) => {
            if let Some(ally) = map.allies.get(ally) {
                dom::focus(ally);
            }
        }
        Effect::Follow(ally) => {
            let is_here =
                dom::has_focus(&map.view) || map.panel.as_ref().is_some_and(dom::has_focus);
            if let Some(ally) = map.allies.get(ally).filter(|_| is_here) {
                dom::focus(ally);
            }
        }
        Effect::Reveal(ally) => {
            if let Some(ally) = map.allies.get(ally) {
                dom::reveal(ally);
            }
        }
        Effect::Scroll(side) => {
            if let Some(frame) = &map.frame {
                let step = frame.client_width() / 2;
                let step = if side == Side::Left { -step } else { step };
                frame.set_scroll_left(frame.scroll_left() + step);
            }
        }
        Effect::Leave => {
            if let Some(entry) = &map.entry {
                dom::focus(entry);
            }
        }
        Effect::Select(selection) => select(map, selection.as_ref()),
        Effect::Move(view) => dom::mark(&map.world, "transform", Some(&view.transform())),
        Effect::Whole => {
            dom::mark(&map.view, attribute::WHOLE, Some(""));
            measure(map);
        }
        Effect::Refuse(is_wrong) => refuse(map, is_wrong),
        Effect::Tell(notice) => dom::say(&map.status, &words(map, &notice)),
        Effect::Address(history, query) => address::go(history, &query),
    }
}

fn rove(map: &Map, stop: usize) {
    for (index, ally) in map.allies.iter().enumerate() {
        dom::mark(ally, "tabindex", Some(if index == stop { "0" } else { "-1" }));
    }
}

/// Says of each button whether it would do anything; a disabled one would lose the focus. Says of the
/// view whether its letters are too small.
fn limit(map: &Map) {
    let state = map.state.borrow();
    let zooms = map.zooms.iter().map(|(button, zoom)| (button, state.can_zoom(*zoom)));
    let pans = map.pans.iter().map(|(button, side)| (button, state.can_pan(*side)));
    for (button, can) in zooms.chain(pans) {
        dom::mark(button, "aria-disabled", (!can).then_some("true"));
    }
    let is_small = state.is_small(read::frame(&map.view).2);
    dom::mark(&map.view, attribute::SMALL, is_small.then_some(""));
}

fn refuse(map: &Map, is_wrong: bool) {
    if let Some(field) = &map.goto {
        let id = map.status.id();
        let id = Some(&*id).filter(|id| is_wrong && !id.is_empty());
        dom::mark(field, "aria-invalid", is_wrong.then_some("true"));
        dom::mark(field, "aria-describedby", id);
    }
}

fn select(map: &Map, selection: Option<&Selection>) {
    for (index, ally) in map.allies.iter().enumerate() {
        let near = selection.and_then(|it| it.allies.get(index)).map(|near| near.name());
        let is_current = selection.is_some_and(|it| it.ally == index);
        dom::mark(ally, attribute::NEAR, near);
        dom::mark(ally, "aria-current", is_current.then_some("true"));
    }
    for (index, tie) in map.ties.iter().enumerate() {
        let near = selection.and_then(|it| it.ties.get(index)).map(|near| near.name());
        dom::mark(tie, attribute::NEAR, near);
    }
    let ally = selection.and_then(|it| map.allies.get(it.ally));
    let id = ally.and_then(|ally| ally.get_attribute(attribute::ALLY));
    dom::mark(&map.view, attribute::SELECTED, id.as_deref());
    if let Some(panel) = &map.panel {
        panel::show(panel, &map.root, id.as_deref());
    }
}

fn words(map: &Map, notice: &Notice) -> String {
    let message = |name: &str| map.root.get_attribute(name).unwrap_or_default();
    match notice {
        Notice::Selected { name, ties } => {
            dom::counted(&map.root, &map.language, *ties, map::message, &[("name", name)])
        }
        Notice::Cleared => message(attribute::MESSAGE_RESET),
        Notice::Blank => message(attribute::MESSAGE_BLANK),
        Notice::Unknown(name) => {
            message::fill(&message(attribute::MESSAGE_UNKNOWN), &[("name", name)])
        }
    }
}
