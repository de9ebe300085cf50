//! The ways to the clipboard. Each answers with `Accepted` or `Refused`, now or later.
//!
//! All of them start within the click itself: a browser forgets after an `await` that the reader
//! asked for the copy.

use alloc::rc::Rc;
use core::cell::RefCell;

use carnet_behaviour::cite::{Copy, Event, Way};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsCast;
use web_sys::{Blob, Clipboard, ClipboardEvent, ClipboardItem, HtmlDocument, HtmlElement};

use super::read::Citation;
use super::{Cite, dispatch, wait};
use crate::dom;

/// Writes what a citation says, in that way.
pub(super) fn write(cite: &Rc<Cite>, way: Way, citation: &Citation) {
    let copy = citation.copy();
    let promise = match way {
        Way::Item => item(&copy).and_then(|item| Some(clipboard()?.write(&Array::of1(&item)))),
        Way::Plain => clipboard().map(|it| it.write_text(&copy.plain)),
        Way::Command => {
            let done = command(copy, &citation.text);
            return dispatch(cite, if done { Event::Accepted } else { Event::Refused });
        }
    };
    match promise {
        Some(promise) => wait(cite, &promise, |refusal| {
            Some(if refusal.is_none() { Event::Accepted } else { Event::Refused })
        }),
        None => dispatch(cite, Event::Refused),
    }
}

/// Selects the text of an element.
pub(super) fn select(target: &HtmlElement) {
    let selection = dom::window().get_selection().ok().flatten();
    let selected = selection.map(|it| it.select_all_children(target));
    debug_assert!(selected.is_none_or(|it| it.is_ok()), "an element in the page can be selected");
}

/// The clipboard, which pages on plain http do not have.
fn clipboard() -> Option<Clipboard> {
    let clipboard = dom::window().navigator().clipboard();
    clipboard.is_object().then_some(clipboard)
}

fn item(copy: &Copy) -> Option<ClipboardItem> {
    let flavours = Object::new();
    for (kind, text) in [("text/plain", &copy.plain), ("text/html", &copy.html)] {
        let options = Object::new();
        Reflect::set(&options, &"type".into(), &kind.into()).ok()?;
        let (parts, options) = (Array::of1(&text.into()), options.unchecked_ref());
        let blob = Blob::new_with_str_sequence_and_options(&parts, options).ok()?;
        Reflect::set(&flavours, &kind.into(), &blob).ok()?;
    }
    ClipboardItem::new_with_record_from_str_to_blob_promise(&flavours).ok()
}

/// The old command, which takes both flavours from the `copy` event it raises.
fn command(copy: Copy, target: &HtmlElement) -> bool {
    let document = dom::document();
    select(target);
    let pending = Rc::new(RefCell::new(Some(copy)));
    let offered = Rc::clone(&pending);
    dom::listen(&document, "copy", move |event| {
        let event: ClipboardEvent = event.unchecked_into();
        let (Some(copy), Some(data)) = (offered.take(), event.clipboard_data()) else {
            return;
        };
        let plain = data.set_data("text/plain", &copy.plain);
        let html = match copy.html.is_empty() {
            true => Ok(()),
            false => data.set_data("text/html", &copy.html),
        };
        if plain.and(html).is_ok() {
            event.prevent_default();
        }
    });
    let done = document.unchecked_into::<HtmlDocument>().exec_command("copy").unwrap_or(false);
    // A copy that was never raised must not answer a later one of the reader's own.
    pending.take();
    done
}
