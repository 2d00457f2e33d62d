mod contained;
mod events;
mod spawn;
