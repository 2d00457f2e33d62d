//! What the test program does when it is started as another: see [`support::start`](super::support::start).

use std::ffi::c_void;
use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};
use std::time::Duration;

use ostler::signal::{Receiver, SIGABRT, SIGBREAK, SIGINT, SIGTERM};
use windows_sys::Win32::Foundation::{
    ERROR_BUSY, ERROR_INVALID_PARAMETER, HWND, LPARAM, LRESULT, WPARAM,
};
use windows_sys::Win32::System::LibraryLoader::GetModuleHandleW;
use windows_sys::Win32::UI::WindowsAndMessaging as ui;

/// Where the role is told.
pub(super) const ROLE: &str = "OSTLER_TEST_ROLE";

#[test]
#[ignore = "a program that other tests start"]
fn role() {
    let Ok(role) = std::env::var(ROLE) else { return };
    match role.split(' ').collect::<Vec<_>>()[..] {
        ["sleep"] => {
            ready();
            sleep();
        }
        // In its directory.
        ["open", name] => {
            let _file = std::fs::OpenOptions::new().append(true).open(name).unwrap();
            ready();
            sleep();
        }
        ["exit", code] => std::process::exit(code.parse::<u32>().unwrap().cast_signed()),
        // Reads until nobody is there any more.
        ["read"] => {
            ready();
            std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
        }
        ["echo"] => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).unwrap();
            println!("<{text}>");
        }
        ["listen"] => {
            let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            // So Wine comes to know whose it is.
            socket.set_ttl(64).unwrap();
            println!("{}", socket.local_addr().unwrap().port());
            sleep();
        }
        ["break"] => handles_break(),
        ["window", kind] => window(kind == "deaf"),
        ["tree", depth] => {
            let depth: u32 = depth.parse().unwrap();
            if depth > 0 {
                let mut children: Vec<_> = (0..2).map(|_| below(depth - 1)).collect();
                for child in &mut children {
                    wait_until_ready(child);
                }
                std::mem::forget(children);
            }
            ready();
            sleep();
        }
        // Starts one and ends at once.
        ["leave"] => {
            let mut child = below(0);
            wait_until_ready(&mut child);
            println!("{}", child.id());
            std::process::exit(0);
        }
        _ => panic!("no such role: {role}"),
    }
    // The harness would write to whoever started this.
    std::process::exit(0);
}

fn ready() {
    println!("ready");
    std::io::stdout().flush().unwrap();
}

/// Not for ever: a test that fails leaves nobody behind.
fn sleep() {
    std::thread::sleep(Duration::from_secs(120));
}

fn below(depth: u32) -> std::process::Child {
    Command::new(std::env::current_exe().unwrap())
        .args(super::support::ARGUMENTS)
        .env(ROLE, format!("tree {depth}"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

fn wait_until_ready(child: &mut std::process::Child) {
    super::support::line(child.stdout.as_mut().unwrap(), "ready");
}

/// Ends in its own way on Ctrl-Break.
fn handles_break() {
    let receiver = Receiver::new([SIGBREAK, SIGINT]).unwrap();
    let busy = Receiver::new([SIGTERM, SIGINT]).unwrap_err();
    assert_eq!(busy.winerror(), Some(ERROR_BUSY));
    let unknown = Receiver::new([SIGABRT]).unwrap_err();
    assert_eq!(unknown.winerror(), Some(ERROR_INVALID_PARAMETER));
    assert_eq!(receiver.try_recv().unwrap(), None);
    ready();
    while let Some(signal) = receiver.recv(Some(Duration::from_secs(120))).unwrap() {
        if signal == SIGBREAK {
            std::process::exit(77);
        }
    }
}

/// Has a window, which closes when it is asked to, or does not.
fn window(deaf: bool) {
    unsafe extern "system" fn polite(id: HWND, message: u32, w: WPARAM, l: LPARAM) -> LRESULT {
        match message {
            ui::WM_DESTROY => {
                unsafe { ui::PostQuitMessage(42) };
                0
            }
            _ => unsafe { ui::DefWindowProcW(id, message, w, l) },
        }
    }

    unsafe extern "system" fn ignores(id: HWND, message: u32, w: WPARAM, l: LPARAM) -> LRESULT {
        match message {
            ui::WM_CLOSE => 0,
            _ => unsafe { ui::DefWindowProcW(id, message, w, l) },
        }
    }

    let name: Vec<u16> = "ostler-test\0".encode_utf16().collect();
    let title: Vec<u16> = "ostler test window\0".encode_utf16().collect();
    unsafe {
        let module = GetModuleHandleW(std::ptr::null());
        let class = ui::WNDCLASSW {
            lpfnWndProc: Some(if deaf { ignores } else { polite }),
            hInstance: module,
            lpszClassName: name.as_ptr(),
            ..Default::default()
        };
        assert_ne!(ui::RegisterClassW(&raw const class), 0);
        let window = ui::CreateWindowExW(
            0,
            name.as_ptr(),
            title.as_ptr(),
            ui::WS_OVERLAPPEDWINDOW | ui::WS_VISIBLE,
            0,
            0,
            200,
            100,
            std::ptr::null_mut(),
            std::ptr::null_mut(),
            module,
            std::ptr::null::<c_void>(),
        );
        assert!(!window.is_null(), "no window: {}", std::io::Error::last_os_error());
        ready();
        let mut message = ui::MSG::default();
        while ui::GetMessageW(&raw mut message, std::ptr::null_mut(), 0, 0) > 0 {
            ui::DispatchMessageW(&raw const message);
        }
        std::process::exit(message.wParam as i32);
    }
}
