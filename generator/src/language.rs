//! Everything that changes with the language of a page.
//!
//! One file for each thing a language decides: the spaces before punctuation, how a date or a
//! number is written, how titles are sorted, and the interface's own messages. French
//! comes first and by rule; the rest is asked of Unicode's data (ICU4X) and of Fluent. Nothing here
//! reads the clock, the time zone or the environment, so the same sources give the same bytes.

pub mod babel;
pub mod collation;
pub mod dates;
pub mod locale;
pub mod messages;
pub mod names;
pub mod natural;
pub mod numbers;
pub mod site;
pub mod sizes;
pub mod typography;

pub use collation::Collation;
pub use dates::{long_date, long_date_time, long_moment};
pub use locale::{Locale, LocaleError};
pub use messages::{
    Argument, Catalogue, MessageError, MessageFile, MessageProblem, MessageProblemKind,
};
pub use names::native_name;
pub use natural::natural;
pub use site::Languages;
pub use typography::{space_french, space_french_after, space_text};
