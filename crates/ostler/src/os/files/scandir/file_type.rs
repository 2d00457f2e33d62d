use ostler_sys::dirent::kind;

/// What a directory says an entry is, without asking the file itself.
///
/// ```
/// use ostler::os;
/// let kinds = os::scandir("/")?.map(|entry| Ok(entry?.file_type())).collect::<ostler::Result<Vec<_>>>()?;
/// assert!(kinds.contains(&os::FileType::Dir));
/// # Ok::<(), ostler::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum FileType {
    /// A regular file.
    File,
    /// A directory.
    Dir,
    /// A symbolic link.
    Symlink,
    /// A named pipe.
    Fifo,
    /// A socket.
    Socket,
    /// A character device.
    CharDevice,
    /// A block device.
    BlockDevice,
    /// The file system does not say: ask for the status.
    Unknown,
}

impl FileType {
    /// From the type byte of a record.
    #[inline]
    pub(crate) const fn of_record(byte: u8) -> Self {
        match byte & kind::MASK {
            kind::FILE => Self::File,
            kind::DIR => Self::Dir,
            kind::SYMLINK => Self::Symlink,
            kind::FIFO => Self::Fifo,
            kind::SOCKET => Self::Socket,
            kind::CHAR => Self::CharDevice,
            kind::BLOCK => Self::BlockDevice,
            _ => Self::Unknown,
        }
    }

    /// A regular file.
    pub const fn is_file(self) -> bool {
        matches!(self, Self::File)
    }

    /// A directory.
    pub const fn is_dir(self) -> bool {
        matches!(self, Self::Dir)
    }

    /// A symbolic link.
    pub const fn is_symlink(self) -> bool {
        matches!(self, Self::Symlink)
    }
}
