"""What the results of `os.stat` and its like say: types of files, permissions, attributes."""

import sys

def S_IFMT(object: int, /) -> int: ...
def S_IMODE(object: int, /) -> int: ...
def S_ISBLK(object: int, /) -> bool: ...
def S_ISCHR(object: int, /) -> bool: ...
def S_ISDIR(object: int, /) -> bool: ...
def S_ISDOOR(object: int, /) -> bool: ...
def S_ISFIFO(object: int, /) -> bool: ...
def S_ISLNK(object: int, /) -> bool: ...
def S_ISPORT(object: int, /) -> bool: ...
def S_ISREG(object: int, /) -> bool: ...
def S_ISSOCK(object: int, /) -> bool: ...
def S_ISWHT(object: int, /) -> bool: ...
def filemode(object: int, /) -> str: ...

# types of files and permissions
S_ENFMT: int
S_IEXEC: int
S_IFBLK: int
S_IFCHR: int
S_IFDIR: int
S_IFDOOR: int
S_IFIFO: int
S_IFLNK: int
S_IFPORT: int
S_IFREG: int
S_IFSOCK: int
S_IFWHT: int
S_IREAD: int
S_IRGRP: int
S_IROTH: int
S_IRUSR: int
S_IRWXG: int
S_IRWXO: int
S_IRWXU: int
S_ISGID: int
S_ISUID: int
S_ISVTX: int
S_IWGRP: int
S_IWOTH: int
S_IWRITE: int
S_IWUSR: int
S_IXGRP: int
S_IXOTH: int
S_IXUSR: int

# the places of a `stat_result`
ST_ATIME: int
ST_CTIME: int
ST_DEV: int
ST_GID: int
ST_INO: int
ST_MODE: int
ST_MTIME: int
ST_NLINK: int
ST_SIZE: int
ST_UID: int

# flags of files
SF_APPEND: int
SF_ARCHIVED: int
SF_DATALESS: int
SF_FIRMLINK: int
SF_IMMUTABLE: int
SF_NOUNLINK: int
SF_RESTRICTED: int
SF_SETTABLE: int
SF_SNAPSHOT: int
UF_APPEND: int
UF_COMPRESSED: int
UF_DATAVAULT: int
UF_HIDDEN: int
UF_IMMUTABLE: int
UF_NODUMP: int
UF_NOUNLINK: int
UF_OPAQUE: int
UF_SETTABLE: int
UF_TRACKED: int

# attributes of files
STATX_ATTR_APPEND: int
STATX_ATTR_AUTOMOUNT: int
STATX_ATTR_COMPRESSED: int
STATX_ATTR_DAX: int
STATX_ATTR_ENCRYPTED: int
STATX_ATTR_IMMUTABLE: int
STATX_ATTR_MOUNT_ROOT: int
STATX_ATTR_NODUMP: int
STATX_ATTR_VERITY: int
STATX_ATTR_WRITE_ATOMIC: int

# attributes of files on Windows
if sys.platform == "win32":
    IO_REPARSE_TAG_APPEXECLINK: int
    IO_REPARSE_TAG_MOUNT_POINT: int
    IO_REPARSE_TAG_SYMLINK: int

FILE_ATTRIBUTE_ARCHIVE: int
FILE_ATTRIBUTE_COMPRESSED: int
FILE_ATTRIBUTE_DEVICE: int
FILE_ATTRIBUTE_DIRECTORY: int
FILE_ATTRIBUTE_ENCRYPTED: int
FILE_ATTRIBUTE_HIDDEN: int
FILE_ATTRIBUTE_INTEGRITY_STREAM: int
FILE_ATTRIBUTE_NORMAL: int
FILE_ATTRIBUTE_NOT_CONTENT_INDEXED: int
FILE_ATTRIBUTE_NO_SCRUB_DATA: int
FILE_ATTRIBUTE_OFFLINE: int
FILE_ATTRIBUTE_READONLY: int
FILE_ATTRIBUTE_REPARSE_POINT: int
FILE_ATTRIBUTE_SPARSE_FILE: int
FILE_ATTRIBUTE_SYSTEM: int
FILE_ATTRIBUTE_TEMPORARY: int
FILE_ATTRIBUTE_VIRTUAL: int
