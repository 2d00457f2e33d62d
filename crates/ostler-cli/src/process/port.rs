//! `ostler port`: who listens.

use std::collections::HashMap;

use clap::Args;
use ostler::process::{self, ConnectionKinds, Field, OwnedConnection, SocketKind};

use crate::output::{self, Failure};
use crate::process::columns;
use crate::process::system;

#[derive(Debug, Args)]
#[command(after_help = "\
To stop what listens on a port: `ostler kill :8080`.

Exit status:
  0    found
  1    one of the ports has no listener
  2    usage error
  3    no permission
  4    the sockets could not be read for another reason")]
pub(crate) struct PortArgs {
    #[cfg_attr(unix, doc = "Ports of this network namespace; default: all")]
    #[cfg_attr(windows, doc = "Ports; default: all")]
    #[arg(value_name = "PORT", value_parser = port)]
    ports: Vec<u16>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &PortArgs) -> Result<(), Failure> {
    let mut found = match args.ports[..] {
        [port] => process::listeners(port)?,
        _ => process::net_connections(ConnectionKinds::INET)?,
    };
    found.retain(|socket| {
        let asked = |port| args.ports.is_empty() || args.ports.contains(&port);
        socket.connection.is_listening() && socket.connection.local_port().is_some_and(asked)
    });
    found.sort_by_key(|socket| {
        (socket.connection.local_port(), socket.process.map(|process| process.pid()))
    });
    let mut names: HashMap<_, _> = HashMap::new();
    for process in found.iter().filter_map(|socket| socket.process) {
        names
            .entry(process)
            .or_insert_with(|| process.snapshot(Field::Name | Field::User | Field::Command).ok());
    }
    let about = |socket: &OwnedConnection, field| {
        let snapshot = socket.process.and_then(|process| names.get(&process)?.as_ref());
        snapshot.and_then(|snapshot| snapshot.get(field)).cloned()
    };
    if args.json {
        let listeners: Vec<_> = found
            .iter()
            .map(|socket| {
                serde_json::json!({
                    "protocol": protocol(socket),
                    "address": address(socket),
                    "port": socket.connection.local_port(),
                    "pid": socket.process.map(|process| process.pid()),
                    "fd": socket.fd,
                    "uid": socket.connection.uid,
                    "name": columns::Json(about(socket, Field::Name).as_ref()),
                })
            })
            .collect();
        output::json(&serde_json::json!({ "listeners": listeners }))?;
    } else if !found.is_empty() {
        let heading =
            ["PROTOCOL", "ADDRESS", "PORT", "PID", "USER", "COMMAND"].map(str::to_owned).to_vec();
        let mut cells = vec![heading];
        for socket in &found {
            let pid =
                socket.process.map_or_else(|| "?".to_owned(), |process| process.pid().to_string());
            // Whose socket it is is known even where the process is not.
            let user = about(socket, Field::User).map_or_else(
                || system::account(socket.connection.uid),
                |user| columns::shown(Some(&user)),
            );
            let command = about(socket, Field::Command).map_or_else(
                || {
                    if system::is_privileged() {
                        "(in no process we can see)"
                    } else {
                        system::ELEVATED
                    }
                    .to_owned()
                },
                |command| columns::shown(Some(&command)),
            );
            let port = socket.connection.local_port().unwrap_or(0).to_string();
            cells.push(vec![
                protocol(socket).to_owned(),
                address(socket),
                port,
                pid,
                user,
                command,
            ]);
        }
        cells.dedup();
        output::text(&columns::lines(&cells, &[false, false, true, true, false, false], None))?;
    }
    if args.ports.is_empty() && found.is_empty() {
        return Err(Failure::Nothing("nobody listens".to_owned()));
    }
    let listens =
        |port: &u16| found.iter().any(|socket| socket.connection.local_port() == Some(*port));
    let missing: Vec<String> = args
        .ports
        .iter()
        .filter(|port| !listens(port))
        .map(|port| format!("nobody listens on port {port}"))
        .collect();
    if missing.is_empty() { Ok(()) } else { Err(Failure::Nothing(missing.join("\n"))) }
}

/// Reads a port, also as what selects processes has it: `:8080`.
fn port(text: &str) -> Result<u16, std::num::ParseIntError> {
    text.strip_prefix(':').unwrap_or(text).parse()
}

fn protocol(socket: &OwnedConnection) -> &'static str {
    match socket.connection.kind {
        SocketKind::Stream => "tcp",
        _ => "udp",
    }
}

fn address(socket: &OwnedConnection) -> String {
    let local = socket.connection.local.as_ref();
    local.and_then(process::Address::ip).map_or_else(|| "?".to_owned(), |ip| ip.to_string())
}
