//! The map under a pointer: clicks that select, drags that pan, and a wheel that zooms with Ctrl.
//!
//! Fingers are left to the page, which they scroll and zoom; the control bar pans for them.

use alloc::rc::Rc;
use core::cell::Cell;

use carnet_behaviour::map::{Event, Zoom};
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent, PointerEvent, WheelEvent};

use super::{Map, answer, dispatch, read};
use crate::dom;

/// How far a pointer moves, in pixels of the screen, before a click is a drag.
const SLACK: f64 = 4.0;

/// The link of an ally.
const ALLY: &str = "a[data-ally]";

/// What the pointer is doing.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Grip {
    /// Nothing.
    None,
    /// It is down, and was last seen there.
    Down(f64, f64),
    /// It drags the map, and was last seen there.
    Drag(f64, f64),
    /// It has dragged the map: the click that follows is none.
    Dragged,
}

pub(super) fn listen(map: &Rc<Map>) {
    let grip = Rc::new(Cell::new(Grip::None));
    clicks(map, &grip);
    // Before the drags, whose end it must see.
    ground(map, &grip);
    drags(map, &grip);
    wheel(map);
}

fn clicks(map: &Rc<Map>, grip: &Rc<Cell<Grip>>) {
    for (index, ally) in map.allies.iter().enumerate() {
        let (map, grip) = (Rc::clone(map), Rc::clone(grip));
        dom::listen(ally, "click", move |event| {
            let click: &MouseEvent = event.unchecked_ref();
            let is_plain =
                !click.ctrl_key() && !click.meta_key() && !click.shift_key() && !click.alt_key();
            match grip.replace(Grip::None) {
                Grip::Dragged => event.prevent_default(),
                _ if is_plain => answer(&map, &event, Event::Activated(index)),
                _ => {}
            }
        });
    }
}

/// A press on none of the allies that is no drag clears the selection; Escape does it for the keys.
fn ground(map: &Rc<Map>, grip: &Rc<Cell<Grip>>) {
    let is_pressed = Rc::new(Cell::new(false));
    let pressed = Rc::clone(&is_pressed);
    dom::listen(&map.view, "pointerdown", move |event| {
        let pointer: &PointerEvent = event.unchecked_ref();
        pressed.set(pointer.button() == 0 && is_ground(&event));
    });
    let cancelled = Rc::clone(&is_pressed);
    dom::listen(&map.view, "pointercancel", move |_| cancelled.set(false));
    let (grounded, grip) = (Rc::clone(map), Rc::clone(grip));
    dom::listen(&map.view, "pointerup", move |event| {
        let is_drag = matches!(grip.get(), Grip::Drag(..));
        if is_pressed.replace(false) && !is_drag && is_ground(&event) {
            dispatch(&grounded, Event::Grounded);
        }
    });
}

fn is_ground(event: &web_sys::Event) -> bool {
    let target = event.target().map(JsCast::unchecked_into::<Element>);
    target.is_some_and(|it| it.closest(ALLY) == Ok(None))
}

fn drags(map: &Rc<Map>, grip: &Rc<Cell<Grip>>) {
    let down = Rc::clone(grip);
    dom::listen(&map.view, "pointerdown", move |event| {
        let pointer: &PointerEvent = event.unchecked_ref();
        let is_drag = pointer.button() == 0 && pointer.pointer_type() != "touch";
        down.set(if is_drag { at(pointer, Grip::Down) } else { Grip::None });
    });
    let (moving, map_moved) = (Rc::clone(grip), Rc::clone(map));
    dom::listen(&map.view, "pointermove", move |event| {
        let pointer: &PointerEvent = event.unchecked_ref();
        drag(&map_moved, &moving, pointer);
    });
    for name in ["pointerup", "pointercancel"] {
        let grip = Rc::clone(grip);
        dom::listen(&map.view, name, move |_| {
            let is_drag = matches!(grip.get(), Grip::Drag(..));
            grip.set(if is_drag { Grip::Dragged } else { Grip::None });
        });
    }
    // A link would be dragged away in place of the map.
    dom::listen(&map.view, "dragstart", |event| event.prevent_default());
}

fn drag(map: &Rc<Map>, grip: &Cell<Grip>, pointer: &PointerEvent) {
    let (x, y) = (f64::from(pointer.client_x()), f64::from(pointer.client_y()));
    match grip.get() {
        Grip::Down(from_x, from_y) => {
            if (x - from_x).abs().max((y - from_y).abs()) < SLACK {
                return;
            }
            // Without the capture a drag only ends at the edge of the map.
            let _lost = map.view.set_pointer_capture(pointer.pointer_id());
            grip.set(at(pointer, Grip::Drag));
        }
        Grip::Drag(from_x, from_y) => {
            let ratio = read::frame(&map.view).2;
            grip.set(at(pointer, Grip::Drag));
            dispatch(map, Event::Dragged((x - from_x) * ratio, (y - from_y) * ratio));
        }
        Grip::None | Grip::Dragged => {}
    }
}

fn wheel(map: &Rc<Map>) {
    let turned = Rc::clone(map);
    dom::listen(&map.view, "wheel", move |event| {
        let wheel: &WheelEvent = event.unchecked_ref();
        if !wheel.ctrl_key() {
            return;
        }
        let (left, top, ratio) = read::frame(&turned.view);
        let x = (f64::from(wheel.client_x()) - left) * ratio;
        let y = (f64::from(wheel.client_y()) - top) * ratio;
        let zoom = if wheel.delta_y() < 0.0 { Zoom::In } else { Zoom::Out };
        answer(&turned, &event, Event::Wheeled(zoom, x, y));
    });
}

fn at(pointer: &PointerEvent, grip: fn(f64, f64) -> Grip) -> Grip {
    grip(f64::from(pointer.client_x()), f64::from(pointer.client_y()))
}
