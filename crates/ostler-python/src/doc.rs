//! What the documentation of several functions says alike, as macros, which become a part of it when this is compiled:
//! `#[doc = crate::doc::dir_fd!()]`. Each is a paragraph.

/// A directory to start from.
macro_rules! dir_fd {
    () => {
        "\ndir_fd: the descriptor of an open directory. A relative path starts there, not in the current directory; an\nabsolute path ignores it. NotImplementedError on Windows."
    };
}

/// Two of them.
macro_rules! src_dst_dir_fd {
    () => {
        "\nsrc_dir_fd, dst_dir_fd: descriptors of open directories. A relative src or dst starts there, not in the current\ndirectory; an absolute one ignores it. NotImplementedError on Windows."
    };
}

/// A symbolic link or what it leads to.
macro_rules! follow_symlinks {
    () => {
        "\nfollow_symlinks: if false, act on a symbolic link itself, not on what it leads to."
    };
}

/// The same, where Windows follows in any case.
macro_rules! follow_symlinks_on_unix {
    () => {
        "\nfollow_symlinks: if false, act on a symbolic link itself, not on what it leads to. NotImplementedError on Windows."
    };
}

/// The ids of the process.
macro_rules! effective_ids {
    () => {
        "\neffective_ids: if true, ask for the effective user and group, not the real ones. NotImplementedError on Windows."
    };
}

/// A descriptor in the place of a path.
macro_rules! or_fd {
    () => {
        "\npath may also be the descriptor of an open file. dir_fd and follow_symlinks=False are then a ValueError."
    };
}

/// The same, where there is no other argument of the kind.
macro_rules! or_fd_alone {
    () => {
        "\npath may also be the descriptor of an open file."
    };
}

/// What is raised.
macro_rules! errors {
    () => {
        "\nRaises OSError, of the class for its reason (FileNotFoundError, PermissionError, ...), with the path as its filename."
    };
}

/// The same of functions with two paths.
macro_rules! errors_of_both {
    () => {
        "\nRaises OSError, of the class for its reason (FileNotFoundError, PermissionError, ...), with src and dst as its\nfilename and filename2."
    };
}

/// What becomes of errors of a walk.
macro_rules! walk_errors {
    () => {
        "\nonerror is called with the OSError of a directory that cannot be listed, whose path is its filename. Without it, the\ndirectory is passed over."
    };
}

/// Where it is.
macro_rules! everywhere {
    () => {
        "\nAvailability: Unix, Windows."
    };
}

/// The same.
#[cfg(unix)]
macro_rules! on_unix {
    () => {
        "\nAvailability: Unix."
    };
}

/// The same.
#[cfg(unix)]
macro_rules! on_linux {
    () => {
        "\nAvailability: Linux."
    };
}

pub(crate) use {
    dir_fd, effective_ids, errors, errors_of_both, everywhere, follow_symlinks,
    follow_symlinks_on_unix, or_fd, or_fd_alone, src_dst_dir_fd, walk_errors,
};
#[cfg(unix)]
pub(crate) use {on_linux, on_unix};
