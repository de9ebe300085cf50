//! The allies and ties of the map, as the page gives them.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use carnet_contract::map::{NEAR_FAR, NEAR_SELF, NEAR_TIED};

use crate::fold::fold;

/// The allies and ties of the map.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Graph {
    /// The width of the view when all of the map is in it.
    pub width: f64,
    /// The height of the view when all of the map is in it.
    pub height: f64,
    /// The allies, in the written order.
    pub nodes: Vec<Node>,
    /// The ties, by the index of their allies.
    pub ties: Vec<(usize, usize)>,
}

/// An ally on the map.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Node {
    /// Its name in the address.
    pub id: String,
    /// Its name on the page.
    pub name: String,
    /// Its centre.
    pub x: f64,
    /// Its centre.
    pub y: f64,
}

/// An ally that stands out, and how near the rest is to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// The ally.
    pub ally: usize,
    /// For each ally.
    pub allies: Vec<Near>,
    /// For each tie.
    pub ties: Vec<Near>,
}

/// How near an ally or a tie is to the selected ally.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Near {
    /// The ally itself.
    Itself,
    /// Tied to it; or a tie of it.
    Tied,
    /// Neither.
    Far,
}

impl Near {
    /// The word of the contract.
    pub fn name(self) -> &'static str {
        match self {
            Near::Itself => NEAR_SELF,
            Near::Tied => NEAR_TIED,
            Near::Far => NEAR_FAR,
        }
    }
}

impl Graph {
    /// The ally of that id.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.id == id)
    }

    /// The ally whose name is, begins with, or else contains the text.
    pub(super) fn named(&self, text: &str) -> Option<usize> {
        let text = fold(text.trim());
        if text.is_empty() {
            return None;
        }
        let is = |name: &str| name == text;
        let begins = |name: &str| name.starts_with(&text);
        let contains = |name: &str| name.contains(&text);
        let find = |test: &dyn Fn(&str) -> bool| {
            self.nodes.iter().position(|node| test(&fold(&node.name)))
        };
        find(&is).or_else(|| find(&begins)).or_else(|| find(&contains))
    }

    pub(super) fn point(&self, ally: usize) -> (f64, f64) {
        self.nodes.get(ally).map_or((0.0, 0.0), |node| (node.x, node.y))
    }

    pub(super) fn degree(&self, ally: usize) -> usize {
        self.ties.iter().filter(|(from, to)| *from == ally || *to == ally).count()
    }

    pub(super) fn selection(&self, ally: usize) -> Selection {
        let mut allies = vec![Near::Far; self.nodes.len()];
        for tied in self.tied(ally) {
            allies[tied] = Near::Tied;
        }
        allies[ally] = Near::Itself;
        let is_own = |(from, to): &(usize, usize)| *from == ally || *to == ally;
        let near = |tie| if is_own(tie) { Near::Tied } else { Near::Far };
        Selection { ally, allies, ties: self.ties.iter().map(near).collect() }
    }

    /// The stop after or before `current` on the way around the allies tied to `hub`.
    ///
    /// The way starts and ends at the hub itself, and follows the written order.
    pub(super) fn around(&self, hub: usize, current: usize, is_forward: bool) -> usize {
        let mut stops = vec![hub];
        stops.extend(self.tied(hub));
        let place = stops.iter().position(|stop| *stop == current).unwrap_or(0);
        let step = if is_forward { 1 } else { stops.len() - 1 };
        stops[(place + step) % stops.len()]
    }

    /// The allies tied to one, each once, in the written order.
    fn tied(&self, ally: usize) -> Vec<usize> {
        let is_tied = |other: &usize| {
            *other != ally
                && self.ties.iter().any(|tie| *tie == (ally, *other) || *tie == (*other, ally))
        };
        (0..self.nodes.len()).filter(is_tied).collect()
    }
}
