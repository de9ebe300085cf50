//! The cite widget on the page.

mod clipboard;
mod platform;
mod read;

use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::RefCell;

use carnet_behaviour::cite::{self, Choice, Effect, Event, Notice, Page, State, Today};
use carnet_behaviour::message;
use carnet_contract::{Widget, cite as attribute};
use js_sys::{Date, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{EventTarget, HtmlElement, HtmlSelectElement};

use crate::dom;
use read::Citation;

/// Brings every citation of the page to life.
pub fn start() {
    dom::wake(Widget::Cite, mount);
}

struct Cite {
    root: HtmlElement,
    citations: Vec<Citation>,
    /// What names what is cited, with the address that it has in the page.
    addresses: Vec<(HtmlElement, String)>,
    shown: HtmlElement,
    others: Option<HtmlElement>,
    choice: Option<HtmlSelectElement>,
    passage: Option<HtmlSelectElement>,
    /// The anchors of the passages, as addresses hold them.
    passages: Vec<String>,
    status: HtmlElement,
    state: RefCell<State>,
}

fn mount(root: &HtmlElement) -> Option<()> {
    let select = |name| dom::find(root, name).map(JsCast::unchecked_into::<HtmlSelectElement>);
    let passage = select(attribute::PASSAGE);
    let citations: Vec<Citation> =
        dom::find_all(root, attribute::OPTION).into_iter().filter_map(read::citation).collect();
    let choices = citations.iter().map(|it| Choice { id: it.id.clone(), flavour: it.flavour });
    let passages = passage.as_ref().map(read::anchors).unwrap_or_default();
    let page = Page { choices: choices.collect(), passages };
    let remembered = platform::remembered();
    let (state, effects) = cite::open(&page, remembered.as_deref(), &platform::anchor());
    let addresses = dom::find_all(root, attribute::ADDRESS).into_iter();
    let cite = Rc::new(Cite {
        root: root.clone(),
        addresses: addresses.map(|it| (it.clone(), read::words(&it))).collect(),
        shown: dom::find(root, attribute::SHOWN)?,
        others: dom::find(root, attribute::OTHERS),
        choice: select(attribute::CHOICE),
        passages: page.passages,
        status: dom::find(root, attribute::STATUS)?,
        state: RefCell::new(state),
        passage,
        citations,
    });
    listen(&cite);
    // First, for the menu may have to take the focus.
    for controls in dom::find_all(root, attribute::CONTROLS) {
        controls.set_hidden(false);
    }
    carry_out(&cite, effects);
    Some(())
}

/// What a listener makes of an event; the number is the place of a citation.
type Reading = fn(&Cite, usize, &web_sys::Event) -> Option<Event>;

fn listen(cite: &Rc<Cite>) {
    let root = &cite.root;
    // What is selected or printed by hand is of the day too.
    on(cite, root, "pointerdown", 0, |_, _, _| Some(Event::Touched));
    on(cite, root, "focusin", 0, |_, _, _| Some(Event::Touched));
    on(cite, &dom::window(), "beforeprint", 0, |_, _, _| Some(Event::Touched));
    if let Some(choice) = &cite.choice {
        on(cite, choice, "change", 0, |cite, _, _| {
            let id = cite.choice.as_ref()?.value();
            cite.citations.iter().position(|it| it.id == id).map(Event::Chosen)
        });
    }
    if let Some(passage) = &cite.passage {
        on(cite, passage, "change", 0, |cite, _, _| {
            let index = cite.passage.as_ref()?.selected_index();
            usize::try_from(index).ok().map(Event::Narrowed)
        });
    }
    if let Some(button) = dom::find(root, attribute::COPY) {
        on(cite, &button, "click", 0, |_, _, _| Some(Event::Asked));
    }
    if let Some(button) = dom::find(root, attribute::SHARE).filter(|_| platform::shares()) {
        on(cite, &button, "click", 0, |_, _, _| Some(Event::Shared));
        button.set_hidden(false);
    }
    for (index, citation) in cite.citations.iter().enumerate() {
        if let Some(file) = &citation.file {
            on(cite, file, "click", index, |_, index, event| {
                event.prevent_default();
                Some(Event::Fetched(index))
            });
        }
    }
}

fn on(cite: &Rc<Cite>, target: &EventTarget, name: &str, index: usize, read: Reading) {
    let cite = Rc::clone(cite);
    dom::listen(target, name, move |event| {
        if let Some(event) = read(&cite, index, &event) {
            dispatch(&cite, event);
        }
    });
}

fn dispatch(cite: &Rc<Cite>, event: Event) {
    let (state, effects) = cite::update(&cite.state.borrow(), event);
    cite.state.replace(state);
    carry_out(cite, effects);
}

fn carry_out(cite: &Rc<Cite>, effects: Vec<Effect>) {
    for effect in effects {
        // What the page lacks is not done.
        let _done = perform(cite, effect);
    }
}

fn perform(cite: &Rc<Cite>, effect: Effect) -> Option<()> {
    let citation = |index: usize| cite.citations.get(index);
    match effect {
        Effect::Date => date(&cite.root),
        Effect::Show(index) => show(cite, index),
        Effect::Remember(index) => platform::remember(&citation(index)?.id),
        Effect::Narrow(index) => narrow(cite, index)?,
        Effect::Write(way, index) => clipboard::write(cite, way, citation(index)?),
        Effect::Share(index) => {
            let address = read::words(&cite.addresses.first()?.0);
            platform::share(cite, &citation(index)?.copy().plain, &address);
        }
        Effect::Fetch(index) => platform::fetch(citation(index)?),
        Effect::Select(index) => clipboard::select(&citation(index)?.text),
        Effect::Hush => cite.status.set_text_content(None),
        Effect::Say(notice) => {
            let message = match notice {
                Notice::Copied(index) => named(cite, index, &cite.root, attribute::MESSAGE_COPIED),
                Notice::Failed => cite.root.get_attribute(attribute::MESSAGE_FAILED),
            };
            dom::say(&cite.status, &message?);
        }
    }
    Some(())
}

/// Dispatches what becomes of a promise: an event for what it was refused for, or for none.
fn wait(cite: &Rc<Cite>, promise: &Promise, read: fn(Option<&JsValue>) -> Option<Event>) {
    let closure = |is_refused: bool| {
        let cite = Rc::clone(cite);
        let act: Box<dyn FnMut(JsValue)> = Box::new(move |value| {
            if let Some(event) = read(is_refused.then_some(&value)) {
                dispatch(&cite, event);
            }
        });
        Closure::wrap_assert_unwind_safe(act)
    };
    let (kept, refused) = (closure(false), closure(true));
    let _settled = promise.then2(&kept, &refused);
    kept.forget();
    refused.forget();
}

/// Fills in the day, wherever the reader is, where citations ask for it.
fn date(root: &HtmlElement) {
    let now = Date::new_0();
    let today =
        Today { year: now.get_full_year(), month: now.get_month() + 1, day: now.get_date() };
    for day in dom::find_all(root, attribute::DAY) {
        let get = |name| day.get_attribute(name);
        let form = get(attribute::DAY).unwrap_or_default();
        let (first, months) = (get(attribute::FIRST), get(attribute::MONTHS));
        let part = today.part(&form, first.as_deref(), months.as_deref());
        // A text that is put in anew would take away what the reader has selected.
        if read::words(&day) != part {
            day.set_text_content(Some(&part));
        }
    }
    for (name, hidden) in [(attribute::UNDATED, true), (attribute::DATED, false)] {
        for it in dom::find_all(root, name) {
            it.set_hidden(hidden);
        }
    }
}

/// Puts the chosen citation in its place, and the others, in their order, in theirs.
fn show(cite: &Cite, index: usize) {
    let had_focus = dom::has_focus(&cite.shown);
    for (at, citation) in cite.citations.iter().enumerate() {
        let place = match at == index {
            true => Some(&cite.shown),
            false => cite.others.as_ref(),
        };
        if let Some(place) = place {
            let placed = place.append_child(&citation.option);
            debug_assert!(placed.is_ok(), "no option holds the place of options");
        }
    }
    if let Some(choice) = &cite.choice {
        if let Some(citation) = cite.citations.get(index) {
            choice.set_value(&citation.id);
        }
        // What moves loses the focus.
        if had_focus {
            dom::focus(choice);
        }
    }
    for button in dom::find_all(&cite.root, attribute::LABEL) {
        button.set_text_content(named(cite, index, &button, attribute::LABEL).as_deref());
    }
}

/// The message of an attribute, with the name of a citation in it.
fn named(cite: &Cite, index: usize, element: &HtmlElement, attribute: &str) -> Option<String> {
    let name = &cite.citations.get(index)?.name;
    Some(message::fill(&element.get_attribute(attribute)?, &[("name", name)]))
}

fn narrow(cite: &Cite, index: usize) -> Option<()> {
    let menu = cite.passage.as_ref()?;
    menu.set_selected_index(i32::try_from(index).ok()?);
    let anchor = cite.passages.get(index)?;
    let of_page = menu.get_attribute(attribute::PAGE);
    for (element, address) in &cite.addresses {
        let whole = match &of_page {
            Some(page) if !anchor.is_empty() => page,
            _ => address,
        };
        let parts = [&**whole, if anchor.is_empty() { "" } else { "#" }, anchor];
        let address = parts.concat();
        element.set_text_content(Some(&address));
        if element.has_attribute("href") {
            dom::mark(element, "href", Some(&address));
        }
    }
    Some(())
}
