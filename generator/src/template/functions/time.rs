//! The time of the build: `now`.

use jiff::Timestamp;

use super::{Answer, Call};
use crate::template::value::{self, text};

/// `now(timestamp=false, utc=false)`: when the build began, in RFC 3339 or as seconds since 1970.
/// It makes a page differ from one build to the next, which is for its theme to want.
pub(super) fn now(call: &Call<'_>) -> Answer {
    let begun: Timestamp = call.library.desk.begun;
    // Every time is in UTC, so `utc` changes nothing; it is what Zola's templates pass.
    call.arguments.boolean("utc", false)?;
    if call.arguments.boolean("timestamp", false)? {
        return Ok(value::whole(begun.as_second()));
    }
    Ok(text(begun.to_string()))
}
