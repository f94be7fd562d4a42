//! Pinned versions of packages: a small reader of the files in which a repository states them.
//!
//! Honest rather than complete: a pin is taken only where it is exact or has a lower bound (then that bound); everything
//! else (ranges by exclusion, links, local paths) says nothing, and rules that ask stay silent.

use std::path::{Path, PathBuf};

use toml::{Table, Value};

use crate::glossary::format::package_name;
use crate::glossary::node::{self, Kind, Node};

use super::read::read;

/// A file larger than this states no pins; lock files of a large project have a few megabytes.
const MAX_BYTES: u64 = 16 << 20;

/// A pin, and whether it is exact.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Pin {
    name: String,
    version: String,
    exact: bool,
}

/// The pins that the files directly in `root` (and in `root/requirements`) state: name as `PyPI` compares it, and version.
/// Sorted by name; of several pins of a package an exact one counts, then the one of the earlier file.
pub fn pins(root: &Path) -> Vec<(String, String)> {
    let files = files(root);
    let texts = files.iter().filter_map(|path| {
        let reader = reader_of(path)?;
        Some(reader(&read(path, MAX_BYTES).ok()?.text))
    });
    merge(texts.flatten().collect())
}

/// The files that may state them, sorted.
pub fn files(root: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = [root.to_owned(), root.join("requirements")]
        .iter()
        .filter_map(|folder| std::fs::read_dir(folder).ok())
        .flat_map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path())))
        .filter(|path| states_pins(path))
        .collect();
    files.sort();
    files
}

/// Whether a file may state pins, by its name.
pub fn states_pins(path: &Path) -> bool {
    reader_of(path).is_some()
}

/// The pins of one file, by its name: what an example of a rule brings along.
pub fn pins_of_file(path: &Path, text: &str) -> Vec<(String, String)> {
    merge(reader_of(path).map(|reader| reader(text)).unwrap_or_default())
}

fn merge(mut all: Vec<Pin>) -> Vec<(String, String)> {
    all.sort_by(|a, b| a.name.cmp(&b.name).then(b.exact.cmp(&a.exact)));
    all.dedup_by(|later, earlier| later.name == earlier.name);
    all.into_iter().map(|pin| (pin.name, pin.version)).collect()
}

fn reader_of(path: &Path) -> Option<fn(&str) -> Vec<Pin>> {
    let name = path.file_name()?.to_str()?;
    let in_folder = path.parent().and_then(Path::file_name).is_some_and(|folder| folder == "requirements");
    let ending = path.extension().is_some_and(|ending| ending == "txt");
    let text = ending && (in_folder || name.starts_with("requirements") || name.starts_with("constraints"));
    match name {
        _ if text => Some(requirements),
        "pyproject.toml" => Some(pyproject),
        "uv.lock" | "poetry.lock" | "pdm.lock" => Some(locked),
        "Pipfile.lock" => Some(pipfile_lock),
        "packages.yml" | "dependencies.yml" | "package-lock.yml" => Some(dbt),
        _ => None,
    }
}

fn requirements(text: &str) -> Vec<Pin> {
    text.lines().filter_map(|line| requirement(line.split(" #").next().unwrap_or_default())).collect()
}

/// `apache-airflow[amazon]>=2.7,<3 ; python_version > "3.8"`.
fn requirement(text: &str) -> Option<Pin> {
    let text = text.split(';').next()?.trim().trim_end_matches('\\');
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))).unwrap_or(text.len());
    let (name, rest) = text.split_at_checked(end)?;
    let rest = rest.trim_start();
    let rest = if rest.starts_with('[') { rest.split_once(']')?.1 } else { rest };
    let rest = rest.trim().trim_start_matches('(').trim_end_matches(')');
    // pip's `--hash=…` stands behind the version.
    let rest = rest.split(" --").next().unwrap_or_default();
    pin(name, rest)
}

/// The pin that a specifier such as `>=2.7,<3` or `^2.7` states.
fn pin(name: &str, specifier: &str) -> Option<Pin> {
    if name.is_empty() || name.starts_with('-') {
        return None;
    }
    let bound = |signs: &[&str]| {
        specifier.split(',').find_map(|part| {
            let part = part.trim();
            let rest = signs.iter().find_map(|sign| part.strip_prefix(sign))?;
            version(rest)
        })
    };
    let name = package_name(name);
    let exact = bound(&["===", "=="]);
    let is_exact = exact.is_some();
    Some(Pin { name, version: exact.or_else(|| bound(&[">=", "~=", "^", "~"]))?, exact: is_exact })
}

/// The numbers a version begins with: `1.7.0rc1` and `1.7.*` are near enough to 1.7.
fn version(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches('v');
    let mut parts = Vec::new();
    for part in text.split('.') {
        let digits = part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        parts.extend(part.get(..digits).filter(|digits| !digits.is_empty()));
        if digits < part.len() || digits == 0 {
            break;
        }
    }
    (!parts.is_empty()).then(|| parts.join("."))
}

/// `[project] dependencies` and their groups, and Poetry's tables.
fn pyproject(text: &str) -> Vec<Pin> {
    let Ok(file) = text.parse::<Table>() else { return Vec::new() };
    let table = |keys: &[&str]| keys.iter().try_fold(&file, |table, key| table.get(*key)?.as_table());
    let project = table(&["project"]).and_then(|project| project.get("dependencies"));
    let groups =
        [table(&["project", "optional-dependencies"]), table(&["dependency-groups"])].into_iter().flatten().flat_map(Table::values);
    let listed = project.into_iter().chain(groups).filter_map(Value::as_array).flatten().filter_map(|item| requirement(item.as_str()?));
    let poetry = table(&["tool", "poetry"]);
    let named = ["dependencies", "dev-dependencies"].into_iter().filter_map(|key| poetry?.get(key));
    let grouped = poetry.and_then(|poetry| poetry.get("group")?.as_table()).into_iter().flat_map(Table::values);
    let poetry = named.chain(grouped.filter_map(|group| group.get("dependencies"))).filter_map(Value::as_table).flatten();
    listed.chain(poetry.filter_map(|(name, value)| poetry_pin(name, value))).collect()
}

/// `name = "^2.7"`, `name = "2.7.1"` (exact there), `name = { version = "^2.7", extras = […] }`.
fn poetry_pin(name: &str, value: &Value) -> Option<Pin> {
    let specifier = value.as_str().or_else(|| value.get("version")?.as_str())?;
    bare_is_exact(name, specifier)
}

/// A version alone is that version.
fn bare_is_exact(name: &str, specifier: &str) -> Option<Pin> {
    if specifier.starts_with(|c: char| c.is_ascii_digit()) { pin(name, &format!("=={specifier}")) } else { pin(name, specifier) }
}

/// What uv, Poetry and PDM lock: `[[package]]`, then `name = "…"` and `version = "…"`. Written by machines, always like this, and
/// megabytes long, so it is not parsed.
fn locked(text: &str) -> Vec<Pin> {
    let mut name = "";
    let mut pins = Vec::new();
    for line in text.lines() {
        let value = |key: &str| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"');
        if line.starts_with('[') {
            name = "";
        } else if let Some(found) = value("name") {
            name = found;
        } else if let Some(found) = value("version") {
            pins.extend(pin(name, &format!("=={found}")));
            name = "";
        }
    }
    pins
}

/// `{"default": {"name": {"version": "==2.7.1"}}, "develop": {…}}`.
fn pipfile_lock(text: &str) -> Vec<Pin> {
    let Ok(serde_json::Value::Object(file)) = serde_json::from_str(text) else { return Vec::new() };
    let packages = ["default", "develop"].into_iter().filter_map(|group| file.get(group)?.as_object()).flatten();
    packages.filter_map(|(name, package)| pin(name, package.get("version")?.as_str()?)).collect()
}

/// dbt's `packages: [{package: dbt-labs/dbt_utils, version: [">=1.0.0", "<2.0.0"]}]`; the name is `dbt-labs/dbt-utils`.
fn dbt(text: &str) -> Vec<Pin> {
    let (root, _) = node::parse(text);
    let Some(packages) = root.as_ref().and_then(|root| get(root, "packages")) else { return Vec::new() };
    let Kind::Sequence(items) = &packages.kind else { return Vec::new() };
    let read = |item: &Node| {
        let name = get(item, "package")?.text()?;
        let version = get(item, "version")?;
        let specifier = match &version.kind {
            Kind::Sequence(parts) => parts.iter().filter_map(Node::text).collect::<Vec<_>>().join(","),
            _ => version.text()?.to_owned(),
        };
        bare_is_exact(name, &specifier)
    };
    items.iter().filter_map(read).collect()
}

fn get<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let Kind::Mapping(pairs) = &node.kind else { return None };
    pairs.iter().find(|(name, _)| name.text() == Some(key)).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(file: &str, text: &str, expected: &[(&str, &str)]) {
        let found = pins_of_file(Path::new(file), text);
        let found: Vec<_> = found.iter().map(|(name, version)| (name.as_str(), version.as_str())).collect();
        assert_eq!(found, expected, "{file}: {text}");
    }

    #[test]
    fn pins_by_kind_of_file() {
        for (line, expected) in [
            ("Apache_Airflow[amazon]==2.7.1  # why", Some(("apache-airflow", "2.7.1"))),
            ("pandas >= 2.0, < 3 ; python_version > '3.8'", Some(("pandas", "2.0"))),
            ("dbt-core~=1.7.0rc1", Some(("dbt-core", "1.7.0"))),
            ("a==1.* --hash=sha256:ff", Some(("a", "1"))),
            ("b (>=3)", Some(("b", "3"))),
            ("c<3", None),
            ("d != 2", None),
            ("e", None),
            ("-r other.txt", None),
            ("git+https://example.org/x@v1", None),
            ("# f==1", None),
            ("é==1", None),
        ] {
            check("requirements-dev.txt", line, expected.as_slice());
        }
        check("requirements/base.txt", "a>=1\na==2", &[("a", "2")]);
        check("notes.txt", "a==1", &[]);
        let project =
            "[project]\nname = \"x\"\ndependencies = [\n  \"apache-airflow>=3.0\", # c\n  'pandas[all]==2.1',\n]\n[other]\nx = \"y==1\"\n";
        check("pyproject.toml", project, &[("apache-airflow", "3.0"), ("pandas", "2.1")]);
        let poetry = "[tool.poetry.group.dev.dependencies]\npython = \"^3.11\"\npandas = { version = \"~2.1\", extras = [\"x\"] }\ndask = \"2024.1.0\"\nlocal = { path = \"../x\" }\n";
        check("pyproject.toml", poetry, &[("dask", "2024.1.0"), ("pandas", "2.1"), ("python", "3.11")]);
        check("pyproject.toml", "[project]\ndependencies = [\"half typed==1\"", &[]);
        let lock = "version = 1\n\n[[package]]\nname = \"Apache_Airflow\"\nversion = \"3.0.2\"\nsource = { registry = \"x\" }\n\n[[package]]\nname = \"local\"\n\n[metadata]\nversion = \"9\"\n";
        for file in ["uv.lock", "poetry.lock", "pdm.lock"] {
            check(file, lock, &[("apache-airflow", "3.0.2")]);
        }
        let lock = r#"{"_meta": {}, "default": {"pandas": {"hashes": [], "version": "==2.1.4"}, "local": {"path": "."}}, "develop": {"dask": {"version": "==2024.1.0"}}}"#;
        check("Pipfile.lock", lock, &[("dask", "2024.1.0"), ("pandas", "2.1.4")]);
        let lock = "packages:\n  - name: dbt_utils\n    package: dbt-labs/dbt_utils\n    version: 1.3.0\nsha1_hash: 1\n";
        check("package-lock.yml", lock, &[("dbt-labs/dbt-utils", "1.3.0")]);
        let packages = "packages:\n  - package: dbt-labs/dbt_utils\n    version: [\">=1.1.0\", \"<2.0.0\"]\n  - package: a/b\n    version: 0.9.2\n  - git: x\n";
        check("packages.yml", packages, &[("a/b", "0.9.2"), ("dbt-labs/dbt-utils", "1.1.0")]);
    }

    #[test]
    fn pins_of_a_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(pins(folder.path()), []);
        std::fs::write(folder.path().join("requirements.txt"), "a>=1\nb==2").expect("written");
        std::fs::write(folder.path().join("constraints.txt"), "a==1.5").expect("written");
        std::fs::write(folder.path().join("pyproject.toml"), b"\xff\xfe").expect("written");
        let pin = |name: &str, version: &str| (name.to_owned(), version.to_owned());
        assert_eq!(pins(folder.path()), [pin("a", "1.5"), pin("b", "2")]);
    }
}
