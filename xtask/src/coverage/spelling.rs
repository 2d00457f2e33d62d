//! How a documented name is written in Rust.

/// A way to name something, for the compiler and for a reader.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Spelling {
    /// A function, constant or type: `ostler::os::open`.
    Item(String),
    /// A method, field or associated constant of a type.
    Member { owner: String, member: String },
    /// A method that is generic over what it is given: `Process::send_signal(Signal)`, with types.
    Method { owner: String, member: String, arguments: String },
    /// What neither form can say, such as a generic method: any expression.
    Expression(String),
}

impl Spelling {
    /// A path of `claims.tsv`: what follows a type is its member; anything with type arguments is an expression.
    pub(crate) fn parse(path: &str) -> Self {
        if path.contains(['<', '|']) {
            return Self::Expression(path.to_owned());
        }
        let (path, arguments) = match path.strip_suffix(')').and_then(|path| path.split_once('(')) {
            Some((path, arguments)) => (path, Some(arguments)),
            None => (path, None),
        };
        match (path.rsplit_once("::"), arguments) {
            (Some((owner, member)), Some(arguments)) => Self::Method {
                owner: owner.to_owned(),
                member: member.to_owned(),
                arguments: arguments.to_owned(),
            },
            (Some((owner, member)), None) if is_type(last(owner)) => {
                Self::Member { owner: owner.to_owned(), member: member.to_owned() }
            }
            _ => Self::Item(path.to_owned()),
        }
    }

    /// The statements any one of which proves that it exists, the likeliest first.
    pub(crate) fn forms(&self) -> Vec<String> {
        match self {
            Self::Item(path) => vec![format!("use {path} as _;")],
            Self::Member { owner, member } => vec![
                format!("let _ = {owner}::{member};"),
                format!("let _ = |it: &{owner}| {{ let _ = &it.{member}; }};"),
            ],
            Self::Method { owner, member, arguments } => {
                let types: Vec<&str> = arguments.split(", ").collect();
                let names: Vec<String> = (0..types.len()).map(|n| format!("a{n}")).collect();
                let given: Vec<String> =
                    names.iter().zip(types).map(|(name, of)| format!("{name}: {of}")).collect();
                vec![format!(
                    "let _ = |it: &{owner}, {}| {{ let _ = it.{member}({}); }};",
                    given.join(", "),
                    names.join(", ")
                )]
            }
            Self::Expression(expression) => vec![format!("let _ = {expression};")],
        }
    }

    /// Whether it is named by a `use` declaration rather than in a function.
    pub(crate) fn is_import(&self) -> bool {
        matches!(self, Self::Item(_))
    }

    /// For a reader: without the name of the crate.
    pub(crate) fn shown(&self) -> String {
        let path = match self {
            Self::Item(path) | Self::Expression(path) => path.clone(),
            Self::Member { owner, member } | Self::Method { owner, member, .. } => {
                format!("{owner}::{member}")
            }
        };
        path.replace("ostler::", "")
    }

    /// The name itself and what it stands in: a module or a type.
    pub(crate) fn leaf(&self) -> (String, String) {
        match self {
            Self::Item(path) => {
                let (owner, leaf) = path.rsplit_once("::").unwrap_or(("", path));
                (last(owner).to_owned(), leaf.to_owned())
            }
            Self::Member { owner, member } | Self::Method { owner, member, .. } => {
                (last(owner).to_owned(), member.clone())
            }
            Self::Expression(expression) => {
                let plain = without_arguments(expression);
                let (owner, leaf) = plain.rsplit_once("::").unwrap_or(("", &plain));
                (last(owner).to_owned(), leaf.to_owned())
            }
        }
    }
}

/// `os.stat_result` in Rust: `StatResult`. What has capitals already stays as it is.
pub(crate) fn camel_case(name: &str) -> String {
    if name.contains(char::is_uppercase) {
        return name.to_owned();
    }
    let mut camel = String::new();
    for word in name.split('_') {
        let mut letters = word.chars();
        camel.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        camel.push_str(letters.as_str());
    }
    camel
}

/// Whether a path's segment names a type.
pub(crate) fn is_type(segment: &str) -> bool {
    segment.starts_with(|c: char| c.is_ascii_uppercase())
        && segment.contains(|c: char| c.is_ascii_lowercase())
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// `a::B::<C>::d` without `::<C>`, and of `<A as B>::c` only `c`.
fn without_arguments(expression: &str) -> String {
    let mut depth = 0;
    let mut plain = String::new();
    for c in expression.chars() {
        match c {
            '<' => depth += 1,
            '>' => depth -= 1,
            c if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    plain.replace("::::", "::").trim_end_matches("::").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_apart() {
        let item = Spelling::parse("ostler::os::open");
        assert_eq!(item.forms(), ["use ostler::os::open as _;"]);
        assert_eq!(item.leaf(), ("os".into(), "open".into()));
        let constant = Spelling::parse("ostler::os::O_CREAT");
        assert!(constant.is_import());
        let member = Spelling::parse("ostler::os::WaitidResult::si_pid");
        assert_eq!(
            member.forms(),
            [
                "let _ = ostler::os::WaitidResult::si_pid;",
                "let _ = |it: &ostler::os::WaitidResult| { let _ = &it.si_pid; };",
            ]
        );
        assert_eq!(member.shown(), "os::WaitidResult::si_pid");
        assert_eq!(member.leaf(), ("WaitidResult".into(), "si_pid".into()));
        let generic = Spelling::parse("ostler::os::Walk::<&str>::skip");
        assert_eq!(generic.forms(), ["let _ = ostler::os::Walk::<&str>::skip;"]);
        assert_eq!(generic.leaf(), ("Walk".into(), "skip".into()));
        let method = Spelling::parse("ostler::a::B::c(ostler::D, u8)");
        assert_eq!(
            method.forms(),
            ["let _ = |it: &ostler::a::B, a0: ostler::D, a1: u8| { let _ = it.c(a0, a1); };"]
        );
        assert_eq!((method.shown(), method.leaf()), ("a::B::c".into(), ("B".into(), "c".into())));
        let of_trait = Spelling::parse("<str as ostler::os::PathLike>::fspath");
        assert_eq!(of_trait.leaf(), (String::new(), "fspath".into()));
        assert_eq!(Spelling::parse("ostler::os::walk::<&str>").leaf().1, "walk");
    }

    #[test]
    fn types_are_camel_case() {
        assert_eq!(camel_case("stat_result"), "StatResult");
        assert_eq!(camel_case("statvfs_result"), "StatvfsResult");
        assert_eq!(camel_case("DirEntry"), "DirEntry");
        assert!(is_type("StatResult") && !is_type("os") && !is_type("O_CREAT"));
    }
}
