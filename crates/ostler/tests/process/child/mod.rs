mod contained;
mod events;
mod spawn;
mod supervisor;
