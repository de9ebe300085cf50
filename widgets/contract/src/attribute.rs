//! A table of attribute names: one constant each, and the list of them all.

/// Declares attribute constants, and `ALL`, the slice that holds each of them.
macro_rules! attributes {
    ($($(#[$doc:meta])* $name:ident = $value:literal;)*) => {
        $($(#[$doc])* pub const $name: &str = $value;)*
        /// Every attribute of this widget.
        pub const ALL: &[&str] = &[$($name),*];
    };
}

pub(crate) use attributes;
