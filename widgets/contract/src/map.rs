//! The attributes of the map widget: the atlas of allies as a picture to move through.

use crate::attribute::attributes;

attributes! {
    /// What needs a script: `hidden` in the page, shown by the widget.
    CONTROLS = "data-map-controls";
    /// On a button: [`ZOOM_IN`], [`ZOOM_OUT`] or [`ZOOM_FIT`].
    ZOOM = "data-map-zoom";
    /// On a button: the side that comes into view, `left`, `right`, `up` or `down`.
    PAN = "data-map-pan";
    /// What scrolls from side to side where the map is wider than the page; may be left out.
    FRAME = "data-map-frame";
    /// The form whose text field takes an ally's name.
    GOTO = "data-map-goto";
    /// The link that passes over the map; Escape comes back to it.
    ENTRY = "data-map-entry";
    /// The `<svg>`; its `viewBox` starts at 0 0.
    VIEW = "data-map-view";
    /// Set by the widget on the view while an ally is selected: its id.
    SELECTED = "data-map-selected";
    /// The `<g>` that zooms and pans.
    WORLD = "data-map-world";
    /// On the link of an ally, in the written order: the ally's id.
    ALLY = "data-ally";
    /// On the link of an ally: its name.
    NAME = "data-name";
    /// On the link of an ally: where its centre lies, in the units of the view.
    X = "data-x";
    /// See [`X`].
    Y = "data-y";
    /// On the line of a tie.
    TIE = "data-tie";
    /// On the line of a tie: the id of the ally that declared it.
    FROM = "data-from";
    /// On the line of a tie: the id of the other ally.
    TO = "data-to";
    /// Set by the widget on allies and ties: [`NEAR_SELF`], [`NEAR_TIED`] or [`NEAR_FAR`].
    NEAR = "data-near";
    /// Set by the widget on the view once the reader has asked for the whole map: it then fits its
    /// frame, however small the letters become.
    WHOLE = "data-map-whole";
    /// Set by the widget on the view while its letters are too small to be read.
    SMALL = "data-map-small";
    /// The `hidden` region that shows the selected ally.
    PANEL = "data-map-panel";
    /// Inside [`PANEL`]: the element that takes the card; without one, all of the panel does.
    SLOT = "data-map-slot";
    /// On each button that clears the selection.
    CLEAR = "data-map-clear";
    /// On the item of the written list that describes an ally: the ally's id.
    CARD = "data-ally-card";
    /// The `role="status"` where selections are told; with an id, it also describes the field of
    /// [`GOTO`] while no ally has the name in it.
    STATUS = "data-map-status";
    /// Said when an ally is selected, `{name}` and `{count}` ties, in the plural category "one".
    MESSAGE_FOCUS_ONE = "data-message-focus-one";
    /// The same for "many".
    MESSAGE_FOCUS_MANY = "data-message-focus-many";
    /// The same for any other category.
    MESSAGE_FOCUS_OTHER = "data-message-focus-other";
    /// Said when the selection is cleared.
    MESSAGE_RESET = "data-message-reset";
    /// Said when no ally has the name `{name}`.
    MESSAGE_UNKNOWN = "data-message-unknown";
    /// Said when no name was written.
    MESSAGE_BLANK = "data-message-blank";
}

/// The value of [`ZOOM`] that comes closer.
pub const ZOOM_IN: &str = "in";
/// The value of [`ZOOM`] that steps back.
pub const ZOOM_OUT: &str = "out";
/// The value of [`ZOOM`] that shows the whole atlas.
pub const ZOOM_FIT: &str = "fit";

/// The value of [`PAN`] for the left side.
pub const PAN_LEFT: &str = "left";
/// The value of [`PAN`] for the right side.
pub const PAN_RIGHT: &str = "right";
/// The value of [`PAN`] for the upper side.
pub const PAN_UP: &str = "up";
/// The value of [`PAN`] for the lower side.
pub const PAN_DOWN: &str = "down";

/// The value of [`NEAR`] on the selected ally.
pub const NEAR_SELF: &str = "self";
/// The value of [`NEAR`] on an ally tied to the selected one, and on the tie.
pub const NEAR_TIED: &str = "tied";
/// The value of [`NEAR`] on the rest.
pub const NEAR_FAR: &str = "far";

/// The name of the selected ally in the URL.
pub const SELECTION: &str = "ally";
