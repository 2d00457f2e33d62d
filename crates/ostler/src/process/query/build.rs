//! Queries made by a program instead of text.

use std::time::Duration;

use super::super::Field;
use super::Query;
use super::literal::Literal;
use super::node::{Node, Op, Test};
use super::parse::{Wrong, check};
use crate::error::{Error, Result};

impl Query {
    /// Every process.
    pub const fn all() -> Self {
        Self { node: Node::All }
    }

    /// Those of this name, exactly.
    ///
    /// ```
    /// use ostler::process::Query;
    /// assert_eq!(Query::name("make").to_string(), r#"name == "make""#);
    /// ```
    pub fn name(name: impl Into<Literal>) -> Self {
        Self::sure(Field::Name, Op::Eq, vec![name.into()])
    }

    /// Those with one of these numbers.
    pub fn pids(pids: impl IntoIterator<Item = i32>) -> Self {
        Self::sure(Field::Pid, Op::In, pids.into_iter().map(Literal::from).collect())
    }

    /// The one with this number.
    pub fn pid(pid: i32) -> Self {
        Self::sure(Field::Pid, Op::Eq, vec![pid.into()])
    }

    /// Those of this user, by the effective id.
    pub fn user(name: impl Into<Literal>) -> Self {
        Self::sure(Field::User, Op::Eq, vec![name.into()])
    }

    /// Those that listen on this TCP or UDP port, in our network namespace.
    pub fn port(port: u16) -> Self {
        Self::sure(Field::Ports, Op::Eq, vec![port.into()])
    }

    /// Those that were started longer ago than this.
    pub fn older_than(age: Duration) -> Self {
        Self::sure(Field::Age, Op::Gt, vec![age.into()])
    }

    /// Those that were started less long ago than this.
    pub fn younger_than(age: Duration) -> Self {
        Self::sure(Field::Age, Op::Lt, vec![age.into()])
    }

    /// A comparison that is known to make sense.
    fn sure(field: Field, op: Op, literals: Vec<Literal>) -> Self {
        let test = Test::new(field, None, op, literals);
        Self { node: Node::Test(test) }
    }

    fn compare(field: Field, op: Op, literals: Vec<Literal>) -> Result<Self> {
        match check(Test::new(field, None, op, literals)) {
            Ok(test) => Ok(Self { node: Node::Test(test) }),
            Err(wrong) => Err(Error::value(Wrong::message(wrong))),
        }
    }

    /// Takes names as each process has them in its own namespaces, in every comparison of this: `inside.` before each attribute
    /// that [depends on them](Field::is_namespaced).
    ///
    /// # Platforms
    ///
    /// Linux. Elsewhere a search with such a query is [`NotImplemented`](crate::ErrorKind::NotImplemented).
    ///
    /// ```
    /// use ostler::process::Query;
    /// assert_eq!((Query::port(80) & Query::name("nginx")).inside().to_string(), r#"name == "nginx" and inside.ports == 80"#);
    /// ```
    #[must_use]
    pub fn inside(self) -> Self {
        Self { node: self.node.each(&|test| Test { inside: test.field.is_namespaced(), ..test }) }
    }

    /// Takes capitals and small letters for the same, in every comparison of this.
    #[must_use]
    pub fn ignore_case(self) -> Self {
        Self {
            node: self.node.each(&|test| {
                let folded = Test { nocase: true, ..test.clone() };
                // What compiled with capitals compiles without.
                folded.compile().unwrap_or(test)
            }),
        }
    }

    /// Those this and the other selects: `and`, also written `&`.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { node: self.node.and(other.node) }
    }

    /// Those this or the other selects: `or`, also written `|`.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self { node: self.node.or(other.node) }
    }
}

impl std::ops::BitAnd for Query {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        self.and(other)
    }
}

impl std::ops::BitOr for Query {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}

/// Those this does not select; `not`. What is not known is not known either way.
impl std::ops::Not for Query {
    type Output = Self;

    fn not(self) -> Self {
        // Twice is not at all, however often a program says it.
        match self.node {
            Node::Not(node) => Self { node: *node },
            node => Self { node: Node::Not(Box::new(node)) },
        }
    }
}

/// Declares the comparisons of a field.
macro_rules! comparisons {
    ($($name:ident, $op:ident, $meaning:literal;)*) => {
        /// Comparisons, for queries. One that makes no sense, a number with letters say, is an error
        /// ([`Value`](crate::ErrorKind::Value)).
        ///
        /// ```
        /// use std::time::Duration;
        /// use ostler::process::Field;
        ///
        /// let query = Field::Name.glob("make*")? & Field::Age.above(Duration::from_secs(300))? & !Field::User.is("root")?;
        /// assert_eq!(query.to_string(), r#"name glob "make*" and age > 300s and not user == "root""#);
        /// assert!(Field::Age.above("long").is_err());
        /// # Ok::<(), ostler::Error>(())
        /// ```
        impl Field {
            $(
                #[doc = $meaning]
                ///
                /// # Errors
                ///
                /// [`Value`](crate::ErrorKind::Value) if the comparison makes no sense for the field.
                pub fn $name(self, literal: impl Into<Literal>) -> Result<Query> {
                    Query::compare(self, Op::$op, vec![literal.into()])
                }
            )*

            /// One of these: `in`.
            ///
            /// # Errors
            ///
            /// [`Value`](crate::ErrorKind::Value) if the comparison makes no sense for the field.
            pub fn one_of<T: Into<Literal>>(self, literals: impl IntoIterator<Item = T>) -> Result<Query> {
                Query::compare(self, Op::In, literals.into_iter().map(Into::into).collect())
            }
        }
    };
}

comparisons! {
    is, Eq, "Equal: `==`.";
    below, Lt, "Less: `<`.";
    at_most, Le, "Less or equal: `<=`.";
    above, Gt, "More: `>`.";
    at_least, Ge, "More or equal: `>=`.";
    contains, Contains, "The text is part of it: `contains`.";
    starts_with, StartsWith, "The text is its beginning: `startswith`.";
    ends_with, EndsWith, "The text is its end: `endswith`.";
    glob, Glob, "The shell's pattern fits the whole of it: `glob`.";
    matches, Matches, "The regular expression fits a part of it: `matches`.";
}
