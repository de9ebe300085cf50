//! The widgets themselves: their names, their format, and where their files are served.

/// The version of the contract. A widget that reads another number leaves the page plain.
pub const FORMAT: u32 = 1;

/// Marks the root of a widget; its value is [`Widget::name`].
pub const WIDGET_ATTRIBUTE: &str = "data-widget";

/// On the root of a widget: the [`FORMAT`] its HTML was written in.
pub const FORMAT_ATTRIBUTE: &str = "data-format";

/// Put on the root of a widget that will not come, by the loader or by the widget itself. Styles
/// give up the place that they kept for its controls.
pub const PLAIN_ATTRIBUTE: &str = "data-plain";

/// The folder, at the root of the site, that holds the widgets' files.
pub const ASSET_FOLDER: &str = "widgets";

/// A behaviour attached to HTML that already works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Widget {
    /// Copies a citation, dated today.
    Cite,
    /// Filters and sorts a list of notes.
    Filter,
    /// Moves through the atlas of allies.
    Map,
}

impl Widget {
    /// The widgets, by name.
    pub const ALL: &[Widget] = &[Widget::Cite, Widget::Filter, Widget::Map];

    /// The name a page gives the widget.
    pub const fn name(self) -> &'static str {
        match self {
            Widget::Cite => "cite",
            Widget::Filter => "filter",
            Widget::Map => "map",
        }
    }

    /// The widget of that name.
    pub fn named(name: &str) -> Option<Widget> {
        Widget::ALL.iter().copied().find(|widget| widget.name() == name)
    }
}
