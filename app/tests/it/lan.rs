//! The office network: another machine on the Wi-Fi reaches Balai by TLS only.
//!
//! The other machine is a network namespace of its own, so this needs root and iproute2; elsewhere the
//! test says that it was skipped.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

const NAMESPACE: &str = "balai-lan-uji";
const HERE: &str = "10.213.7.1";

/// Takes the namespace and the server away whatever happens.
struct Network {
    server: Option<Child>,
}

impl Drop for Network {
    fn drop(&mut self) {
        if let Some(server) = &mut self.server {
            let _ = server.kill();
            let _ = server.wait();
        }
        run("ip", &["link", "del", "balai-uji0"]);
        run("ip", &["netns", "del", NAMESPACE]);
    }
}

fn run(program: &str, args: &[&str]) -> bool {
    let quiet = Command::new(program).args(args).stdout(Stdio::null()).stderr(Stdio::null()).status();
    quiet.is_ok_and(|status| status.success())
}

fn lay_network() -> Option<Network> {
    let network = Network { server: None };
    let steps: [&[&str]; 6] = [
        &["netns", "add", NAMESPACE],
        &["link", "add", "balai-uji0", "type", "veth", "peer", "name", "balai-uji1"],
        &["link", "set", "balai-uji1", "netns", NAMESPACE],
        &["addr", "add", "10.213.7.1/24", "dev", "balai-uji0"],
        &["link", "set", "balai-uji0", "up"],
        &["netns", "exec", NAMESPACE, "ip", "addr", "add", "10.213.7.2/24", "dev", "balai-uji1"],
    ];
    let laid = steps.iter().all(|step| run("ip", step));
    (laid && run("ip", &["netns", "exec", NAMESPACE, "ip", "link", "set", "balai-uji1", "up"]))
        .then_some(network)
}

/// What `curl` on the other machine gets: its exit code and the body.
fn curl(args: &[&str]) -> (i32, String) {
    let mut all = vec!["netns", "exec", NAMESPACE, "curl", "--silent", "--max-time", "10"];
    all.extend_from_slice(args);
    let answer = Command::new("ip").args(all).output().unwrap();
    (answer.status.code().unwrap_or(-1), String::from_utf8_lossy(&answer.stdout).into_owned())
}

fn start_server(folder: &std::path::Path) -> Child {
    let key = folder.join("induk.kunci");
    let mut child = Command::new(env!("CARGO_BIN_EXE_balai"))
        .args(["serve", "--lan", "--listen", &format!("{HERE}:8443")])
        .arg("--data")
        .arg(folder.join("data"))
        .arg("--key")
        .arg(key)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    let ready = stdout.lines().map_while(Result::ok).find(|line| line.contains("Balai siap"));
    assert!(
        ready.is_some_and(|line| line.contains("https://10.213.7.1:8443")),
        "the server says its address"
    );
    child
}

#[test]
fn another_machine_reaches_balai_by_tls_and_only_by_tls() {
    let folder = tempfile::tempdir().unwrap();
    let Some(mut network) = lay_network() else {
        eprintln!("skipped: laying a second network needs root and iproute2");
        return;
    };
    network.server = Some(start_server(folder.path()));
    let base = format!("https://{HERE}:8443");
    let (code, _) = curl(&[&format!("{base}/sehat")]);
    assert_eq!(code, 60, "an unknown authority is not trusted");
    let (_, page) = curl(&["--insecure", &format!("{base}/pasang")]);
    assert!(page.contains("Cocokkan sidik jari"), "the install page opens: {page}");
    let ca = folder.path().join("kantor.crt");
    let (_, pem) = curl(&["--insecure", &format!("{base}/pasang/balai-kantor.crt")]);
    std::fs::write(&ca, pem).unwrap();
    let trusted = ["--cacert", ca.to_str().unwrap()];
    assert_eq!(curl(&[trusted[0], trusted[1], &format!("{base}/sehat")]), (0, "ok".to_owned()));
    let (_, refused) = curl(&[&format!("http://{HERE}:8443/masuk")]);
    assert!(refused.contains("https"), "plain http gets a sentence: {refused}");
}
