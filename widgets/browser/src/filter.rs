//! The filter widget on the page.

mod read;

use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};

use carnet_behaviour::filter::{self, Effect, Event, Query, ResetBy, Sort, State, Tally};
use carnet_behaviour::message;
use carnet_contract::{Widget, filter as attribute};
use web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement};

use crate::{address, dom};
use read::FacetBoxes;

/// How long the reader must pause before the number of notes is told.
const PAUSE: i32 = 1000;

/// Brings every filtered list of the page to life.
pub fn start() {
    dom::wake(Widget::Filter, mount);
}

struct Filter {
    root: HtmlElement,
    language: String,
    search: Option<HtmlInputElement>,
    sort: Option<HtmlSelectElement>,
    facets: Vec<FacetBoxes>,
    list: HtmlElement,
    entries: Vec<HtmlElement>,
    status: HtmlElement,
    tallies: Vec<HtmlElement>,
    empty: Option<HtmlElement>,
    active: Option<HtmlElement>,
    timer: Cell<Option<i32>>,
    state: RefCell<State>,
}

fn mount(root: &HtmlElement) -> Option<()> {
    let form = dom::find(root, attribute::FORM)?;
    let list = dom::find(root, attribute::LIST)?;
    let facets = read::facets(&form);
    let entries = dom::find_all(&list, attribute::ENTRY);
    let filter = Rc::new(Filter {
        root: root.clone(),
        language: dom::language(root),
        search: read::search(&form),
        sort: read::sort(&form),
        state: RefCell::new(filter::open(read::catalogue(&facets, &entries))),
        facets,
        list,
        entries,
        status: dom::find(root, attribute::STATUS)?,
        tallies: dom::find_all(root, attribute::TALLY),
        empty: dom::find(root, attribute::EMPTY),
        active: dom::find(root, attribute::ACTIVE),
        timer: Cell::new(None),
    });
    listen(&filter, &form);
    dispatch(&filter, Event::Arrived(address::query()));
    form.set_hidden(false);
    Some(())
}

fn listen(filter: &Rc<Filter>, form: &HtmlElement) {
    if let Some(search) = filter.search.clone() {
        let (field, filter) = (search.clone(), Rc::clone(filter));
        dom::listen(&search, "input", move |_| {
            dispatch(&filter, Event::Typed(field.value()));
        });
    }
    if let Some(sort) = filter.sort.clone() {
        let (menu, filter) = (sort.clone(), Rc::clone(filter));
        dom::listen(&sort, "change", move |_| {
            dispatch(&filter, Event::Sorted(Sort::named(&menu.value())));
        });
    }
    for (facet, boxes) in filter.facets.iter().enumerate() {
        for (value, check) in boxes.values.iter().enumerate() {
            let filter = Rc::clone(filter);
            dom::listen(&check.input, "change", move |_| {
                dispatch(&filter, Event::Toggled(facet, value));
            });
        }
    }
    for button in dom::find_all(&filter.root, attribute::RESET) {
        let by = if form.contains(Some(&button)) { ResetBy::Form } else { ResetBy::EmptyState };
        let filter = Rc::clone(filter);
        dom::listen(&button, "click", move |event| {
            // A button of type "reset" would empty the form behind our back.
            event.prevent_default();
            dispatch(&filter, Event::Reset(by));
        });
    }
    let submitted = Rc::clone(filter);
    dom::listen(form, "submit", move |event| {
        event.prevent_default();
        dispatch(&submitted, Event::Settled);
    });
    let returned = Rc::clone(filter);
    address::on_return(move |query| dispatch(&returned, Event::Arrived(query)));
}

fn dispatch(filter: &Rc<Filter>, event: Event) {
    let (state, effects) = filter::update(&filter.state.borrow(), event);
    filter.state.replace(state);
    for effect in effects {
        perform(filter, effect);
    }
}

fn perform(filter: &Rc<Filter>, effect: Effect) {
    match effect {
        Effect::Fill(query) => fill(filter, &query),
        Effect::Show(shown) => {
            for (entry, shown) in filter.entries.iter().zip(shown) {
                entry.set_hidden(!shown);
            }
        }
        Effect::Arrange(order) => {
            for entry in order.into_iter().filter_map(|index| filter.entries.get(index)) {
                let appended = filter.list.append_child(entry);
                debug_assert!(appended.is_ok(), "an entry can stand at the end of its own list");
            }
        }
        Effect::Count(counts) => count(filter, &counts),
        Effect::Empty(words) => {
            if let (Some(active), Some(words)) = (&filter.active, &words) {
                active.set_text_content(Some(words));
            }
            if let Some(empty) = &filter.empty {
                empty.set_hidden(words.is_none());
            }
        }
        Effect::Address(history, query) => address::go(history, &query),
        Effect::Wait => wait(filter),
        Effect::Tell(tally) => {
            let words = words(filter, tally);
            for place in &filter.tallies {
                place.set_text_content(Some(&words));
            }
            tell(filter, &words);
        }
        Effect::TellOrder(tally, sort) => {
            let count = words(filter, tally);
            let order = filter::order_message(tally, sort);
            let order = order.and_then(|order| filter.root.get_attribute(order));
            let message = order.map(|order| message::fill(&order, &[("count", &count)]));
            tell(filter, &message.unwrap_or(count));
        }
        Effect::Focus => {
            if let Some(search) = &filter.search {
                dom::focus(search);
            }
        }
    }
}

fn fill(filter: &Filter, query: &Query) {
    if let Some(search) = &filter.search {
        search.set_value(&query.text);
    }
    if let Some(sort) = &filter.sort {
        sort.set_value(query.sort.name());
    }
    for (facet, chosen) in filter.facets.iter().zip(&query.chosen) {
        for (check, chosen) in facet.values.iter().zip(chosen) {
            check.input.set_checked(*chosen);
        }
    }
}

fn count(filter: &Filter, counts: &[Vec<usize>]) {
    for (facet, counts) in filter.facets.iter().zip(counts) {
        for (check, count) in facet.values.iter().zip(counts) {
            if let Some(place) = &check.count {
                place.set_text_content(Some(&dom::number(&filter.language, *count)));
            }
            dom::mark(&check.label, attribute::ZERO, (*count == 0).then_some(""));
        }
    }
}

fn wait(filter: &Rc<Filter>) {
    stop_waiting(filter);
    let settled = Rc::clone(filter);
    let timer = dom::after(PAUSE, move || dispatch(&settled, Event::Settled));
    filter.timer.set(timer);
}

fn stop_waiting(filter: &Filter) {
    if let Some(timer) = filter.timer.take() {
        dom::window().clear_timeout_with_handle(timer);
    }
}

fn tell(filter: &Filter, message: &str) {
    stop_waiting(filter);
    dom::say(&filter.status, message);
}

fn words(filter: &Filter, tally: Tally) -> String {
    let total = dom::number(&filter.language, tally.total);
    dom::counted(
        &filter.root,
        &filter.language,
        tally.count,
        |plural| filter::message(tally, plural),
        &[("total", &total)],
    )
}
