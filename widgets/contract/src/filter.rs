//! The attributes of the filter widget: a list of notes to search, narrow and sort.

use crate::attribute::attributes;

attributes! {
    /// The form of search words, facets and sort order; `hidden` until the widget runs.
    FORM = "data-filter-form";
    /// On a `<fieldset>`: the facet whose checkboxes it holds, such as `kind`.
    FACET = "data-facet";
    /// Inside the label of a checkbox: how many notes that value would leave.
    COUNT = "data-count";
    /// Set by the widget on the label of a value that would leave no note.
    ZERO = "data-zero";
    /// On each button that clears every filter.
    RESET = "data-filter-reset";
    /// The `role="status"` that tells the number of notes.
    STATUS = "data-filter-status";
    /// On elements that show the number of notes in the same words, and are not told.
    TALLY = "data-filter-tally";
    /// What stands in place of the list when no note is left; `hidden` otherwise.
    EMPTY = "data-filter-empty";
    /// Inside [`EMPTY`]: the active filters, in words.
    ACTIVE = "data-filter-active";
    /// The list of notes.
    LIST = "data-filter-list";
    /// On each item of the list: the id of its note.
    ENTRY = "data-entry";
    /// On an entry: when the note was published, as an ISO date.
    DATE = "data-date";
    /// On an entry: the rank of the title in the language's own order.
    ORDER = "data-order";
    /// Inside an entry: words to search.
    ENTRY_TITLE = "data-entry-title";
    /// Inside an entry: words to search.
    ENTRY_SUMMARY = "data-entry-summary";
    /// Inside an entry: words to search.
    ENTRY_PEOPLE = "data-entry-people";
    /// The number of notes when nothing is filtered, `{count}`, in the plural category "one".
    MESSAGE_ALL_ONE = "data-message-all-one";
    /// The same for "many".
    MESSAGE_ALL_MANY = "data-message-all-many";
    /// The same for any other category.
    MESSAGE_ALL_OTHER = "data-message-all-other";
    /// The number of notes left, `{count}` of `{total}`, in the plural category "one".
    MESSAGE_RESULTS_ONE = "data-message-results-one";
    /// The same for "many".
    MESSAGE_RESULTS_MANY = "data-message-results-many";
    /// The same for any other category.
    MESSAGE_RESULTS_OTHER = "data-message-results-other";
    /// Said when the newest note comes first; `{count}` is the number of notes, in words.
    MESSAGE_SORTED_DATE = "data-message-sorted-date";
    /// Said when the notes follow their titles; `{count}` is the number of notes, in words.
    MESSAGE_SORTED_TITLE = "data-message-sorted-title";
    /// Said when no note is left.
    MESSAGE_NONE = "data-message-none";
}

/// The name of the search field, in the form and in the URL.
pub const QUERY: &str = "q";

/// The name of the sort menu, in the form and in the URL.
pub const SORT: &str = "sort";

/// The value of [`SORT`] that puts the newest note first; the order of the page.
pub const SORT_DATE: &str = "date";

/// The value of [`SORT`] that follows titles.
pub const SORT_TITLE: &str = "title";

/// The facets, by name: what an entry says in `data-<name>`, in ids parted by spaces.
pub const FACETS: &[&str] = &["kind", "carnet", "community", "author", "milieu", "year"];
