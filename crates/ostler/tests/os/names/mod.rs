//! File names, arguments, environment.

mod environ;
mod fsencode;
mod path_like;
mod putenv;
mod snapshot;
