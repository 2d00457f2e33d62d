mod contained;
mod events;
mod handle;
mod spawn;
mod supervisor;
