//! The cite widget on the page.

mod clipboard;
mod read;

use alloc::rc::Rc;
use alloc::string::String;
use core::cell::RefCell;

use carnet_behaviour::cite::{
    self, Effect, Event, Flavour, Notice, State, Today, iso_date, long_date,
};
use carnet_contract::{Widget, cite as attribute};
use js_sys::{Date, Object, Reflect};
use web_sys::HtmlElement;

use crate::dom;

/// Brings every citation of the page to life.
pub fn start() {
    dom::wake(Widget::Cite, mount);
}

struct Cite {
    language: String,
    text: HtmlElement,
    bibtex: Option<HtmlElement>,
    accessed: Option<HtmlElement>,
    day: Option<HtmlElement>,
    status: HtmlElement,
    root: HtmlElement,
    state: RefCell<State>,
}

fn mount(root: &HtmlElement) -> Option<()> {
    let controls = dom::find(root, attribute::CONTROLS)?;
    let text = dom::find(root, attribute::TEXT)?;
    let status = dom::find(root, attribute::STATUS)?;
    let bibtex = dom::find(root, attribute::BIBTEX);
    let citation = read::citation(&text, bibtex.as_ref());
    let cite = Rc::new(Cite {
        language: dom::language(root),
        accessed: dom::find(&text, attribute::ACCESSED),
        day: dom::find(&text, attribute::TODAY),
        text,
        bibtex,
        status,
        root: root.clone(),
        state: RefCell::new(cite::open(citation)),
    });

    for button in dom::find_all(root, attribute::COPY) {
        let flavour = match button.get_attribute(attribute::COPY).as_deref() {
            Some(attribute::COPY_TEXT) => Flavour::Text,
            Some(attribute::COPY_BIBTEX) => Flavour::Bibtex,
            _ => continue,
        };
        let cite = Rc::clone(&cite);
        dom::listen(&button, "click", move |_| {
            dispatch(&cite, Event::Asked(flavour, today(&cite.language)));
        });
    }
    dispatch(&cite, Event::Opened(today(&cite.language)));
    controls.set_hidden(false);
    Some(())
}

fn dispatch(cite: &Rc<Cite>, event: Event) {
    let (state, effects) = cite::update(&cite.state.borrow(), event);
    cite.state.replace(state);
    for effect in effects {
        perform(cite, effect);
    }
}

fn perform(cite: &Rc<Cite>, effect: Effect) {
    match effect {
        Effect::Date(today) => show_date(cite, &today),
        Effect::Write(way, copy) => {
            let answered = Rc::clone(cite);
            clipboard::write(way, &copy, target(cite, copy.flavour), move |event| {
                dispatch(&answered, event);
            });
        }
        Effect::Select(flavour) => clipboard::select(target(cite, flavour)),
        Effect::Say(notice) => {
            let name = match notice {
                Notice::Copied(Flavour::Text) => attribute::MESSAGE_COPIED,
                Notice::Copied(Flavour::Bibtex) => attribute::MESSAGE_COPIED_BIBTEX,
                Notice::Failed => attribute::MESSAGE_FAILED,
            };
            dom::say(&cite.status, &cite.root.get_attribute(name).unwrap_or_default());
        }
    }
}

fn show_date(cite: &Cite, today: &Today) {
    let (Some(accessed), Some(day)) = (&cite.accessed, &cite.day) else {
        return;
    };
    day.set_text_content(Some(&today.long));
    accessed.set_hidden(false);
}

/// The element that holds the text as the reader sees it.
fn target(cite: &Cite, flavour: Flavour) -> &HtmlElement {
    match (flavour, &cite.bibtex) {
        (Flavour::Bibtex, Some(bibtex)) => bibtex,
        _ => &cite.text,
    }
}

fn today(language: &str) -> Today {
    let date = Date::new_0();
    let options = Object::new();
    let styled = Reflect::set(&options, &"dateStyle".into(), &"long".into());
    debug_assert!(styled.is_ok(), "a new object takes properties");
    let words = String::from(date.to_locale_date_string(language, &options));
    Today {
        iso: iso_date(date.get_full_year(), date.get_month() + 1, date.get_date()),
        long: long_date(language, &words),
    }
}
