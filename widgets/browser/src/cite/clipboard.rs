//! The ways to the clipboard. Each answers with `Accepted` or `Refused`, now or later.
//!
//! All of them start within the click itself: a browser forgets after an `await` that the reader
//! asked for the copy.

use alloc::boxed::Box;
use alloc::rc::Rc;
use core::cell::RefCell;

use carnet_behaviour::cite::{Copy, Event, Way};
use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, BlobPropertyBag, Clipboard, ClipboardEvent, ClipboardItem, HtmlDocument, HtmlElement,
};

use crate::dom;

pub(super) fn write(
    way: Way,
    copy: &Copy,
    target: &HtmlElement,
    answer: impl Fn(Event) + Clone + 'static,
) {
    let promise = match way {
        Way::Item => item(copy).and_then(|item| Some(clipboard()?.write(&Array::of1(&item)))),
        Way::Plain => clipboard().map(|it| it.write_text(&copy.plain)),
        Way::Command => {
            return answer(if command(copy, target) { Event::Accepted } else { Event::Refused });
        }
    };
    match promise {
        Some(promise) => wait(&promise, answer),
        None => answer(Event::Refused),
    }
}

/// Selects the text of an element, in a `<details>` that is opened if need be.
pub(super) fn select(target: &HtmlElement) {
    let details = target.closest("details").ok().flatten();
    if details.is_some_and(|it| it.set_attribute("open", "").is_err()) {
        return;
    }
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
    for (kind, text) in [("text/plain", Some(&copy.plain)), ("text/html", copy.html.as_ref())] {
        let Some(text) = text else { continue };
        let options = BlobPropertyBag::new();
        options.set_type(kind);
        let parts = Array::of1(&text.into());
        let blob = Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
        Reflect::set(&flavours, &kind.into(), &blob).ok()?;
    }
    ClipboardItem::new_with_record_from_str_to_blob_promise(&flavours).ok()
}

/// The old command, which takes both flavours from the `copy` event it raises.
fn command(copy: &Copy, target: &HtmlElement) -> bool {
    let document = dom::document();
    select(target);
    let pending = Rc::new(RefCell::new(Some(copy.clone())));
    let offered = Rc::clone(&pending);
    dom::listen(&document, "copy", move |event| {
        let event: ClipboardEvent = event.unchecked_into();
        let (Some(copy), Some(data)) = (offered.take(), event.clipboard_data()) else {
            return;
        };
        let plain = data.set_data("text/plain", &copy.plain);
        let html = copy.html.map_or(Ok(()), |html| data.set_data("text/html", &html));
        if plain.and(html).is_ok() {
            event.prevent_default();
        }
    });
    let done = document.unchecked_into::<HtmlDocument>().exec_command("copy").unwrap_or(false);
    // A copy that was never raised must not answer a later one of the reader's own.
    pending.take();
    done
}

fn wait(promise: &Promise, answer: impl Fn(Event) + Clone + 'static) {
    let refused = answer.clone();
    let on_success = closure(move || answer(Event::Accepted));
    let on_failure = closure(move || refused(Event::Refused));
    let _settled = promise.then2(&on_success, &on_failure);
    on_success.forget();
    on_failure.forget();
}

fn closure(act: impl Fn() + 'static) -> Closure<dyn FnMut(JsValue)> {
    let act: Box<dyn FnMut(JsValue)> = Box::new(move |_| act());
    Closure::wrap_assert_unwind_safe(act)
}
