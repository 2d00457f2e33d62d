//! Several attributes of a process at once, as a program asks for them.

use ostler::Error;
use ostler::process::{Field, Fields, Value};
use pyo3::exceptions::{PyNotImplementedError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyFrozenSet, PyList, PySet, PyString, PyTuple, PyType};

use super::attribute::{ATTRIBUTES, Answer, Attribute};
use super::errors::{AccessDenied, ZombieProcess};
use super::object::Process;

/// Some attributes, as a program asked for them.
pub(super) struct Wanted {
    names: Vec<(Py<PyString>, usize)>,
    /// Whether they were asked for by name.
    named: bool,
    /// What stands for what is not to be had.
    instead: Py<PyAny>,
}

/// The names, and the methods that this crate has for them.
struct Known {
    names: Vec<Py<PyString>>,
    methods: Vec<Py<PyAny>>,
}

fn known(py: Python<'_>) -> PyResult<&Known> {
    static KNOWN: PyOnceLock<Known> = PyOnceLock::new();
    KNOWN.get_or_try_init(py, || {
        let class = py.get_type::<Process>();
        let mut known = Known { names: Vec::new(), methods: Vec::new() };
        for (name, _) in ATTRIBUTES {
            known.names.push(PyString::intern(py, name).unbind());
            known.methods.push(class.getattr(name)?.unbind());
        }
        Ok(known)
    })
}

/// Takes note of the methods as they are before anybody can replace one.
pub(super) fn remember(py: Python<'_>) -> PyResult<()> {
    known(py).map(drop)
}

impl Wanted {
    /// The attributes of these names, or all.
    pub(super) fn new(
        py: Python<'_>,
        attrs: Option<&Bound<'_, PyAny>>,
        instead: Option<Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let known = known(py)?;
        let instead = instead.map_or_else(|| py.None(), Bound::unbind);
        let mut names: Vec<(Py<PyString>, usize)> = Vec::new();
        if let Some(attrs) = attrs {
            let fits = attrs.is_instance_of::<PyList>()
                || attrs.is_instance_of::<PyTuple>()
                || attrs.is_instance_of::<PySet>()
                || attrs.is_instance_of::<PyFrozenSet>();
            if !fits {
                return Err(PyTypeError::new_err(format!(
                    "invalid attrs type {}",
                    attrs.get_type().repr()?
                )));
            }
            let mut invalid = Vec::new();
            for name in attrs.try_iter()? {
                let name = name?;
                let at = match name.cast::<PyString>() {
                    Ok(text) => ATTRIBUTES.iter().position(|(known, _)| *text == **known),
                    Err(_) => None,
                };
                match at {
                    Some(at) if names.iter().any(|(_, known)| *known == at) => {}
                    Some(at) => names.push((known.names[at].clone_ref(py), at)),
                    None => invalid.push(name.repr()?.to_string()),
                }
            }
            if !invalid.is_empty() {
                let s = if invalid.len() > 1 { "s" } else { "" };
                let text = format!("invalid attr name{s} {}", invalid.join(", "));
                return Err(PyValueError::new_err(text));
            }
        }
        let named = !names.is_empty();
        if !named {
            let all = known.names.iter().enumerate();
            names = all.map(|(at, name)| (name.clone_ref(py), at)).collect();
        }
        Ok(Self { names, named, instead })
    }

    /// For each name, whether the method of a class, or what somebody has put in its place, is to be called. A class that
    /// somebody has changed has its own ideas of what an attribute is.
    pub(super) fn plan(&self, py: Python<'_>, class: &Bound<'_, PyType>) -> PyResult<Plan> {
        let known = known(py)?;
        let mut attributes = Vec::with_capacity(self.names.len());
        for (name, at) in &self.names {
            let own = class.getattr(name)?.is(&known.methods[*at]);
            attributes.push(if own { ATTRIBUTES[*at].1 } else { Attribute::Method });
        }
        let fields = attributes.iter().filter_map(|attribute| attribute.field()).collect();
        Ok(Plan { attributes, fields })
    }

    /// The attributes of a process, as a dictionary, where the fields of the plan have been read.
    pub(super) fn of<'py>(
        &self,
        slf: &Bound<'py, Process>,
        plan: &Plan,
        mut read: Vec<Answer>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let py = slf.py();
        let dict = PyDict::new(py);
        for ((name, _), attribute) in self.names.iter().zip(&plan.attributes) {
            let value = match attribute {
                Attribute::Pid => Ok(slf.get().pid().into_pyobject(py)?.into_any()),
                Attribute::Method => {
                    let method = slf.as_any().getattr(name)?;
                    // Of a name that is no method, somebody has made an attribute.
                    if method.is_callable() { method.call0() } else { Ok(method) }
                }
                _ => slf.get().told(py, *attribute, answer(&mut read, *attribute)),
            };
            match value {
                Ok(value) => dict.set_item(name, value)?,
                Err(error) if is_unavailable(py, &error) => dict.set_item(name, &self.instead)?,
                Err(error) if !self.named && error.is_instance_of::<PyNotImplementedError>(py) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(dict)
    }
}

/// How each of the attributes is had, and what is to be read for them.
pub(super) struct Plan {
    attributes: Vec<Attribute>,
    pub(super) fields: Fields,
}

/// What has been read for an attribute. It is taken, unless another may be about the same field.
fn answer(read: &mut [Answer], attribute: Attribute) -> Result<Value, &Error> {
    let at = read.iter_mut().find(|(field, _)| Some(*field) == attribute.field());
    match at {
        Some((Field::CpuTimes | Field::MemoryInfo, Ok(value))) => Ok(value.clone()),
        Some((_, Ok(value))) => Ok(std::mem::replace(value, Value::None)),
        Some((_, Err(error))) => Err(error),
        None => Ok(Value::None),
    }
}

fn is_unavailable(py: Python<'_>, error: &PyErr) -> bool {
    error.is_instance_of::<AccessDenied>(py) || error.is_instance_of::<ZombieProcess>(py)
}
