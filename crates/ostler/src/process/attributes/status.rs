//! [`Status`]: what a process is doing.

use std::fmt;

/// Declares the states: variant, the kernel's letters for it, psutil's text, meaning.
macro_rules! states {
    ($($variant:ident, [$($letter:literal)*], $text:literal, $meaning:literal;)*) => {
        /// What a process is doing: `psutil.STATUS_*`.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[non_exhaustive]
        pub enum Status {
            $(
                #[doc = concat!("`", $text, "`: ", $meaning, ".")]
                $variant,
            )*
        }

        impl Status {
            /// psutil's text for it.
            ///
            /// ```
            /// use ostler::process::Status;
            /// assert_eq!(Status::DiskSleep.as_str(), "disk-sleep");
            /// ```
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }

            /// The state the kernel has this letter for.
            ///
            /// ```
            /// use ostler::process::Status;
            /// assert_eq!(Status::from_letter(b'Z'), Some(Status::Zombie));
            /// ```
            pub const fn from_letter(letter: u8) -> Option<Self> {
                match letter {
                    $($($letter => Some(Self::$variant),)*)*
                    _ => None,
                }
            }
        }
    };
}

states! {
    Running, [b'R'], "running", "runs, or waits for a processor";
    Sleeping, [b'S'], "sleeping", "waits for something, and can be woken by a signal";
    DiskSleep, [b'D'], "disk-sleep", "waits for something, and no signal wakes it";
    Stopped, [b'T'], "stopped", "was stopped by a signal";
    TracingStop, [b't'], "tracing-stop", "was stopped by a tracer";
    Zombie, [b'Z'], "zombie", "has ended; its parent has not asked how";
    Dead, [b'X' b'x'], "dead", "is being taken away";
    WakeKill, [b'K'], "wake-kill", "waits for something, and only a deadly signal wakes it";
    Waking, [b'W'], "waking", "is being woken";
    Idle, [b'I'], "idle", "a part of the kernel that waits, and counts as no load";
    Parked, [b'P'], "parked", "a part of the kernel that was put aside";
    Locked, [], "locked", "waits for a lock (FreeBSD)";
    Waiting, [], "waiting", "waits (FreeBSD)";
}

/// psutil's text.
impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
