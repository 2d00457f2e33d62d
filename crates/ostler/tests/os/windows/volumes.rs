use std::path::PathBuf;

use ostler::{ErrorKind, os};

#[test]
fn drives() {
    let drives = os::listdrives().unwrap();
    assert!(drives.contains(&PathBuf::from("C:\\")), "{drives:?}");
}

#[test]
fn volumes_and_where_they_are_mounted() {
    let volumes = os::listvolumes().unwrap();
    let mut mounted = Vec::new();
    for volume in &volumes {
        let name = volume.to_str().unwrap();
        assert!(name.starts_with("\\\\?\\Volume{") && name.ends_with("}\\"), "{name}");
        mounted.extend(os::listmounts(volume).unwrap());
    }
    assert!(mounted.contains(&PathBuf::from("C:\\")), "{mounted:?}");
    assert!(os::listmounts("no volume").is_err());
    assert_eq!(os::listmounts("a\0").unwrap_err().kind(), ErrorKind::Value);
}
