mod fallback;
mod protection;
mod signal;
mod wait;
