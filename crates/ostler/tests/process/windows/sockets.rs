//! Ports, and whose they are.

use ostler::process::{
    ConnectionKinds, ConnectionStatus, Process, Query, listeners, net_connections,
};

use super::support::{act, spawn};

#[test]
fn who_listens() {
    let mut actor = act(spawn("listen"));
    let port: u16 = actor.line().parse().unwrap();
    let owners = listeners(port).unwrap();
    assert_eq!(owners.len(), 1);
    assert_eq!(owners[0].process, Some(actor.process()));
    assert_eq!(owners[0].connection.status, ConnectionStatus::Listen);
    assert_eq!(actor.process().ports().unwrap(), [port]);
    assert_eq!(Query::port(port).find().unwrap(), [actor.process()]);
    drop(actor);
    // Wine frees it a little later.
    assert!((0..100).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        listeners(port).unwrap().is_empty()
    }));
}

#[test]
fn ones_own() {
    let me = Process::current().unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let stream = std::net::TcpStream::connect(address).unwrap();
    let udp = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    // Wine knows whose a socket is once the process has done something with it that its server does not do.
    listener.set_ttl(64).unwrap();
    stream.set_ttl(64).unwrap();
    udp.set_ttl(64).unwrap();
    let own = me.net_connections(ConnectionKinds::TCP).unwrap();
    let listens = own.iter().filter(|(_, socket)| {
        socket.local_port() == Some(address.port()) && socket.status == ConnectionStatus::Listen
    });
    assert_eq!(listens.count(), 1);
    let connected = own
        .iter()
        .find(|(_, socket)| socket.local_port() == Some(stream.local_addr().unwrap().port()));
    let (_, connected) = connected.unwrap();
    assert_eq!(connected.status, ConnectionStatus::Established);
    assert_eq!(connected.remote.as_ref().unwrap().port(), Some(address.port()));
    let port = udp.local_addr().unwrap().port();
    assert!(me.ports().unwrap().contains(&port));
    let all = net_connections(ConnectionKinds::INET).unwrap();
    let mine = all.iter().filter(|socket| socket.process == Some(me)).count();
    assert!(mine >= 3, "{mine}");
}
