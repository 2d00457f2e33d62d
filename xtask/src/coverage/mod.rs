//! `cargo xtask coverage`: the public names against the inventory of documented ones.
//!
//! `inventory/*.tsv` lists what the reference documents; `claims.tsv` beside it says under which path a name is to be had
//! where that is not obvious, `lacking.tsv` which names a platform lacks and why. Every path is put before the compiler:
//! what it rejects is unaccounted for, whatever the tables say.
//!
//! Options of other programs are counted too: `usages.tsv` says what is typed here. That is put before the `ostler` command:
//! what it does not take is unaccounted for.

mod claims;
mod coming_from;
mod definition;
mod inventory;
mod pages;
mod probe;
mod prove;
mod recipes;
mod recorded;
mod shell;
mod spelling;
mod stubs;
mod tested;
mod usages;

use std::path::{Path, PathBuf};

use crate::run::{self, Result};
use crate::targets::{MACOS, Toolchain, WINDOWS};
use crate::{Options, table};
use claims::Claims;
use inventory::{Documented, Module};
use probe::{Compiler, Verdict};
use prove::Prover;
use recipes::Recipes;
use spelling::Spelling;
use tested::Uses;
use usages::{Answer, Usage, Usages};

/// The systems a name is counted for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Platform {
    Linux,
    Macos,
    Windows,
}

impl Platform {
    pub(crate) const ALL: [Self; 3] = [Self::Linux, Self::Macos, Self::Windows];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Linux => "Linux",
            Self::Macos => "macOS",
            Self::Windows => "Windows",
        }
    }

    /// In the tables, on the command line, and for the compiler.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Linux => "linux",
            Self::Macos => "macos",
            Self::Windows => "windows",
        }
    }

    pub(crate) fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|platform| platform.word() == word)
    }

    /// A compiler for it.
    fn compiler(self) -> Result<Compiler> {
        match self {
            Self::Linux => Compiler::host(),
            Self::Macos => Compiler::target(Toolchain::find(MACOS)?),
            Self::Windows => Compiler::target(Toolchain::find(WINDOWS)?),
        }
    }
}

/// Whether a platform has a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Status {
    /// The compiler found it (or could not be asked: then what is recorded of it, and the tables are believed).
    Offered,
    /// The platform lacks it, for this reason.
    Lacking(String),
    /// The inventory declares it to be none of this library's business, for this reason.
    Out(String),
    /// The platform could have it, and will; why it has not.
    NotYet(String),
    /// Neither found nor explained; what the compiler says.
    Unaccounted(String),
}

/// A documented name and what became of it.
pub(crate) struct Entry {
    pub(crate) documented: Documented,
    /// As a Rust program writes it.
    pub(crate) spelling: Option<Spelling>,
    /// If it is a way of doing a thing: what is done here.
    pub(crate) usage: Option<Usage>,
    /// For each platform.
    pub(crate) states: [State; Platform::ALL.len()],
    pub(crate) tested: bool,
}

/// What became of a name on one platform.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pub(crate) status: Status,
    /// Which way of writing the spelling down the compiler takes.
    pub(crate) form: usize,
}

impl Entry {
    fn state(&mut self, platform: Platform) -> &mut State {
        &mut self.states[platform as usize]
    }

    pub(crate) fn on(&self, platform: Platform) -> &Status {
        &self.states[platform as usize].status
    }

    fn is_offered(&self, platform: Platform) -> bool {
        *self.on(platform) == Status::Offered
    }

    pub(crate) fn is_offered_anywhere(&self) -> bool {
        Platform::ALL.iter().any(|&platform| self.is_offered(platform))
    }

    /// Whether it is offered where tests are run.
    pub(crate) fn is_run(&self) -> bool {
        self.is_offered(Platform::Linux) || self.is_offered(Platform::Windows)
    }

    /// The statement that names it on a platform.
    fn statement(&self, platform: Platform) -> Option<String> {
        let forms = self.spelling.as_ref()?.forms();
        forms.into_iter().nth(self.states[platform as usize].form)
    }

    /// What is typed at the shell.
    pub(crate) fn command(&self) -> Option<&str> {
        match &self.usage.as_ref()?.answer {
            Answer::Here { command, .. } => command.as_deref(),
            Answer::Reason(_) => None,
        }
    }

    /// What is to be had here, for a reader: what is typed, what is called.
    pub(crate) fn here(&self) -> String {
        let path = self.spelling.as_ref().map(Spelling::shown);
        let parts = [self.command().map(String::from), path];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join("; ")
    }
}

/// A module of the reference and its names.
pub(crate) struct Section {
    pub(crate) name: String,
    pub(crate) entries: Vec<Entry>,
}

impl Section {
    /// How many entries satisfy a condition.
    pub(crate) fn count(&self, wanted: impl Fn(&Entry) -> bool) -> usize {
        self.entries.iter().filter(|entry| wanted(entry)).count()
    }

    pub(crate) fn offered(&self, platform: Platform) -> usize {
        self.count(|entry| entry.is_offered(platform))
    }

    pub(crate) fn out(&self) -> usize {
        self.count(|entry| matches!(entry.on(Platform::Linux), Status::Out(_)))
    }

    pub(crate) fn not_yet(&self, platform: Platform) -> usize {
        self.count(|entry| matches!(entry.on(platform), Status::NotYet(_)))
    }

    pub(crate) fn lacking(&self, platform: Platform) -> usize {
        self.count(|entry| matches!(entry.on(platform), Status::Lacking(_)))
    }

    pub(crate) fn unaccounted(&self, platform: Platform) -> usize {
        self.count(|entry| matches!(entry.on(platform), Status::Unaccounted(_)))
    }

    pub(crate) fn tested(&self) -> usize {
        self.count(|entry| entry.is_run() && entry.tested)
    }
}

/// What was found out.
struct Survey {
    sections: Vec<Section>,
    /// What `usages.tsv` says about programs as a whole.
    programs: Vec<(String, Usage)>,
    /// Why a platform could not be checked.
    unchecked: Vec<(Platform, String)>,
}

pub(crate) fn main(options: &Options) -> Result {
    compared(options).map(drop)
}

/// Whether everything is accounted for and up to date; the platforms for which no compiler was there to be asked, and why.
pub(crate) fn check() -> Result<Vec<(Platform, String)>> {
    compared(&Options { flags: vec!["--check"], ..Options::default() })
}

fn compared(options: &Options) -> Result<Vec<(Platform, String)>> {
    let target = options
        .value("--target")
        .map(|word| Platform::of_word(word).ok_or_else(|| format!("no such platform: {word}")));
    let target = target.transpose()?;
    let platforms = target.as_ref().map_or(&Platform::ALL[..], std::slice::from_ref);
    let Survey { sections, programs, unchecked } = survey(platforms, target.is_some())?;
    let shown: Vec<&Section> = sections
        .iter()
        .filter(|section| options.rest.is_empty() || options.rest.contains(&section.name))
        .collect();
    if let Some(unknown) =
        options.rest.iter().find(|name| sections.iter().all(|section| section.name != **name))
    {
        return Err(format!("no inventory of a module {unknown}").into());
    }
    print(&shown, platforms);
    for (platform, reason) in &unchecked {
        println!("\n{}: as recorded, the compiler was not asked ({reason})", platform.name());
    }
    let stale = if options.rest.is_empty() && target.is_none() {
        pages::settle(&sections, &programs, options.has("--check"))?
    } else {
        Vec::new()
    };
    let unaccounted: usize = shown
        .iter()
        .map(|s| s.count(|e| platforms.iter().any(|&p| matches!(e.on(p), Status::Unaccounted(_)))))
        .sum();
    match (unaccounted, stale.as_slice()) {
        (0, []) => Ok(unchecked),
        (0, stale) => {
            Err(format!("out of date: {}; run `cargo xtask coverage`", stale.join(", ")).into())
        }
        (names, _) => Err(format!("{names} documented names unaccounted for").into()),
    }
}

/// Looks at every name, on these platforms. A compiler that is not there is an error if it `must` be.
fn survey(platforms: &[Platform], must: bool) -> Result<Survey> {
    let folder = run::root().join("inventory");
    let modules = inventory::load(&folder)?;
    let claims = Claims::load(&folder, &modules)?;
    let usages = Usages::load(&folder, &modules)?;
    let uses = Uses::scan(&sources()?)?;
    let programs: Vec<(String, Usage)> = usages
        .of_programs(&modules)
        .map(|(name, usage)| (name.to_owned(), usage.clone()))
        .collect();
    let mut sections: Vec<Section> =
        modules.into_iter().map(|module| section(module, &claims, &usages, &uses)).collect();
    let mut unchecked = Vec::new();
    for &platform in platforms {
        match platform.compiler() {
            Ok(compiler) => ask(&mut sections, platform, &compiler)?,
            Err(reason) if must || platform == Platform::Linux => return Err(reason),
            Err(reason) => {
                recorded::believe(&mut sections, platform)?;
                unchecked.push((platform, reason.to_string()));
            }
        }
    }
    if platforms.contains(&Platform::Linux) {
        try_out(&mut sections, &programs)?;
    }
    Ok(Survey { sections, programs, unchecked })
}

/// What the tables say, before the compiler is asked.
fn section(module: Module, claims: &Claims, usages: &Usages, uses: &Uses) -> Section {
    let entry = |documented: Documented| {
        let usage = usages.get(&documented.name).filter(|_| documented.is_usage()).cloned();
        let spelling = match &usage {
            Some(Usage { answer: Answer::Here { path, .. }, .. }) => path.clone(),
            _ => claims.spelling(&module.name, &documented),
        };
        let status = |platform| match (&documented.out, &usage) {
            (Some(reason), _) => Status::Out(reason.clone()),
            (None, Some(Usage { answer: Answer::Reason(reason), .. })) => {
                Status::Lacking(reason.clone())
            }
            (None, usage) => match claims.lacking(&module.name, &documented, platform) {
                Some(reason) => match reason.strip_prefix("not yet:") {
                    Some(reason) => Status::NotYet(reason.trim().to_owned()),
                    None => Status::Lacking(reason.to_owned()),
                },
                None if usage.is_some() || spelling.is_some() => Status::Offered,
                None if documented.is_usage() => {
                    Status::Unaccounted("usages.tsv has to say what is typed here".to_owned())
                }
                None => Status::Unaccounted("no path known: claims.tsv has to say one".to_owned()),
            },
        };
        Entry {
            states: Platform::ALL.map(|platform| State { status: status(platform), form: 0 }),
            tested: spelling.as_ref().is_some_and(|spelling| uses.exercise(spelling)),
            spelling,
            usage,
            documented,
        }
    };
    let mut entries: Vec<Entry> = module.names.into_iter().map(entry).collect();
    // A type is exercised when anything it has is.
    for n in 0..entries.len() {
        let prefix = format!("{}.", entries[n].documented.name);
        entries[n].tested |=
            entries.iter().any(|entry| entry.tested && entry.documented.name.starts_with(&prefix));
    }
    Section { name: module.name, entries }
}

/// Puts every path before the compiler for a platform.
fn ask(sections: &mut [Section], platform: Platform, compiler: &Compiler) -> Result {
    let mut entries: Vec<&mut Entry> = sections
        .iter_mut()
        .flat_map(|section| &mut section.entries)
        .filter(|entry| entry.spelling.is_some())
        .collect();
    let spellings: Vec<Spelling> =
        entries.iter().filter_map(|entry| entry.spelling.clone()).collect();
    let verdicts = compiler.judge(&spellings)?;
    for (entry, verdict) in entries.iter_mut().zip(verdicts) {
        let status = match (entry.on(platform), verdict) {
            (Status::Offered, Verdict::Found(form)) => {
                entry.state(platform).form = form;
                continue;
            }
            (Status::Offered, Verdict::Rejected(message)) => {
                let reason = entry.documented.unavailable(platform);
                reason.map_or(Status::Unaccounted(message), Status::Lacking)
            }
            (Status::Lacking(_), Verdict::Found(_)) => Status::Unaccounted(format!(
                "lacking.tsv says that {} lacks it, and yet it compiles",
                platform.name()
            )),
            (Status::NotYet(_), Verdict::Found(form)) if entry.usage.is_none() => {
                entry.state(platform).form = form;
                Status::Offered
            }
            _ => continue,
        };
        entry.state(platform).status = status;
    }
    Ok(())
}

/// Puts every command line before the command, and looks for it in the command's tests.
fn try_out(sections: &mut [Section], programs: &[(String, Usage)]) -> Result {
    let entries = sections.iter_mut().flat_map(|section| &mut section.entries);
    let mut entries: Vec<&mut Entry> = entries.filter(|entry| entry.usage.is_some()).collect();
    if entries.is_empty() {
        return Ok(());
    }
    let prover = Prover::new()?;
    let tests =
        files(&run::root().join("crates/ostler-cli/tests"), &["rs", "trycmd", "toml", "md"])?;
    let recipes = Recipes::scan(&tests, prover.definition())?;
    for entry in &mut entries {
        let Some(command) = entry.command().map(String::from) else { continue };
        let exercised = recipes.exercise(&command, prover.definition());
        entry.tested = exercised && (entry.tested || entry.spelling.is_none());
        if entry.is_offered(Platform::Linux)
            && let Err(message) = prover.prove(&command)
        {
            entry.state(Platform::Linux).status = Status::Unaccounted(message);
        }
    }
    for (name, usage) in programs {
        if let Answer::Here { command: Some(command), .. } = &usage.answer {
            prover
                .prove(command)
                .map_err(|error| format!("usages.tsv: {name}: {command}: {error}"))?;
        }
    }
    Ok(())
}

/// The files in which a use of a name counts.
fn sources() -> Result<tested::Sources> {
    let library = run::root().join("crates/ostler");
    let mut tests = rust_files(&library.join("tests"))?;
    tests.retain(|path| path != &library.join(pages::NAMES_TEST));
    Ok(tested::Sources { tests, documented: rust_files(&library.join("src"))? })
}

/// Every Rust file below a folder, in order.
pub(crate) fn rust_files(folder: &Path) -> Result<Vec<PathBuf>> {
    files(folder, &["rs"])
}

/// Every file below a folder whose name ends so, in order.
fn files(folder: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries =
            std::fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| extensions.iter().any(|known| it == *known))
            {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

fn print(sections: &[&Section], platforms: &[Platform]) {
    for section in sections {
        list(section, "not exercised by a test", |entry| {
            let offered = platforms.iter().any(|&platform| entry.is_offered(platform));
            (offered && entry.is_run() && !entry.tested).then(String::new)
        });
        for &platform in platforms {
            list(section, &format!("unaccounted for on {}", platform.name()), |entry| match entry
                .on(platform)
            {
                Status::Unaccounted(message) => Some(message.clone()),
                _ => None,
            });
        }
    }
    let mut rows = vec![["module", "documented", "out", "tested"].map(String::from).to_vec()];
    for platform in platforms {
        rows[0].push(format!("on {}", platform.name()));
        rows[0].extend(["not yet", "lacking", "unaccounted"].map(String::from));
    }
    for section in sections {
        let mut row = vec![section.name.clone()];
        let mut numbers = vec![section.entries.len(), section.out(), section.tested()];
        for &platform in platforms {
            numbers.extend([
                section.offered(platform),
                section.not_yet(platform),
                section.lacking(platform),
                section.unaccounted(platform),
            ]);
        }
        row.extend(numbers.iter().map(ToString::to_string));
        rows.push(row);
    }
    println!();
    table::print(&rows);
}

fn list(section: &Section, title: &str, remark: impl Fn(&Entry) -> Option<String>) {
    let listed: Vec<_> =
        section.entries.iter().filter_map(|entry| Some((entry, remark(entry)?))).collect();
    if listed.is_empty() {
        return;
    }
    println!("\n{}: {title} ({})", section.name, listed.len());
    for (entry, remark) in listed {
        let name = &entry.documented.name;
        println!("  {name:<40} {:<40} {remark}", entry.here());
    }
}
