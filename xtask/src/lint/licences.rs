//! The licences of dependencies, against the list in `deny.toml`.

use serde_json::Value;

use crate::run::{self, Result};

pub(super) fn check() -> Result {
    let config = std::fs::read_to_string(run::root().join("deny.toml"))?;
    let allowed = allowed(&config)?;
    let packages = run::metadata()?["packages"].as_array().ok_or("cargo metadata: no packages")?;
    let mut faults = Vec::new();
    for package in packages {
        let text = |key: &str| package[key].as_str().unwrap_or_default();
        let licence = text("license");
        if !Expression::parse(licence).is_some_and(|expression| expression.holds(&allowed)) {
            faults.push(format!("{} {}: {licence:?}", text("name"), text("version")));
        }
    }
    println!("{} packages, {} licences allowed by deny.toml", packages.len(), allowed.len());
    let external = packages.iter().filter(|package| package["source"] != Value::Null).count();
    if external == 0 {
        return Err("cargo metadata lists no dependency".into());
    }
    if faults.is_empty() {
        return Ok(());
    }
    Err(format!("not under an allowed licence:\n  {}", faults.join("\n  ")).into())
}

/// The `allow` list of the `[licenses]` table.
fn allowed(config: &str) -> Result<Vec<String>> {
    let table = config.split_once("[licenses]").ok_or("deny.toml: no [licenses]")?.1;
    let list = table.split_once("allow = [").ok_or("deny.toml: no allow list")?.1;
    let list = list.split_once(']').ok_or("deny.toml: the allow list does not end")?.0;
    // Every second piece is between quotes; comments have none.
    Ok(list.split('"').skip(1).step_by(2).map(String::from).collect())
}

/// An SPDX expression.
#[derive(Debug, PartialEq)]
enum Expression {
    One(String),
    Any(Vec<Expression>),
    All(Vec<Expression>),
}

impl Expression {
    fn parse(text: &str) -> Option<Self> {
        // Old manifests write `MIT/Apache-2.0`.
        let text = text.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
        let mut words = text.split_whitespace().peekable();
        let expression = Self::any(&mut words)?;
        words.next().is_none().then_some(expression)
    }

    fn any<'a>(words: &mut std::iter::Peekable<impl Iterator<Item = &'a str>>) -> Option<Self> {
        let mut parts = vec![Self::all(words)?];
        while words.next_if_eq(&"OR").is_some() {
            parts.push(Self::all(words)?);
        }
        Some(Self::Any(parts))
    }

    fn all<'a>(words: &mut std::iter::Peekable<impl Iterator<Item = &'a str>>) -> Option<Self> {
        let mut parts = vec![Self::one(words)?];
        while words.next_if_eq(&"AND").is_some() {
            parts.push(Self::one(words)?);
        }
        Some(Self::All(parts))
    }

    fn one<'a>(words: &mut std::iter::Peekable<impl Iterator<Item = &'a str>>) -> Option<Self> {
        match words.next()? {
            "(" => {
                let inner = Self::any(words)?;
                words.next_if_eq(&")").map(|_| inner)
            }
            "OR" | "AND" | "WITH" | ")" => None,
            licence => {
                let mut licence = licence.to_owned();
                if words.next_if_eq(&"WITH").is_some() {
                    licence = format!("{licence} WITH {}", words.next()?);
                }
                Some(Self::One(licence))
            }
        }
    }

    fn holds(&self, allowed: &[String]) -> bool {
        match self {
            Self::One(licence) => allowed.contains(licence),
            Self::Any(parts) => parts.iter().any(|part| part.holds(allowed)),
            Self::All(parts) => parts.iter().all(|part| part.holds(allowed)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(licence: &str) -> bool {
        let allowed = ["MIT", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"].map(String::from);
        Expression::parse(licence).is_some_and(|expression| expression.holds(&allowed))
    }

    #[test]
    fn expressions_hold() {
        assert!(holds("MIT"));
        assert!(holds("GPL-3.0 OR MIT"));
        assert!(holds("MIT/GPL-3.0"));
        assert!(holds("(MIT OR GPL-3.0) AND Unicode-3.0"));
        assert!(holds("Apache-2.0 WITH LLVM-exception OR GPL-3.0"));
    }

    #[test]
    fn expressions_do_not_hold() {
        for licence in ["", "GPL-3.0", "MIT AND GPL-3.0", "Apache-2.0", "(MIT", "MIT OR", "MIT )"] {
            assert!(!holds(licence), "{licence}");
        }
        assert!(!holds("MIT AND (GPL-3.0 OR Apache-2.0)"));
    }

    #[test]
    fn the_list_is_read() {
        let config =
            "[bans]\nallow = []\n[licenses]\nallow = [\n  \"MIT\", # mild\n  \"ISC\",\n]\n";
        assert_eq!(allowed(config).unwrap(), ["MIT", "ISC"]);
        assert!(allowed("[bans]\n").is_err());
    }
}
