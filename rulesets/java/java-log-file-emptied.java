import java.io.*;
import java.nio.file.*;

class Unit {
    private static final String RECORD = "/var/log/auth.log";

    void first() throws IOException {
        // ruleid: java-log-file-emptied
        new FileWriter(RECORD, false).close();
    }

    void second() throws IOException {
        Path p = Paths.get("/var/log/messages");
        // ruleid: java-log-file-emptied
        Files.deleteIfExists(p);
    }

    void third() throws IOException {
        String[] line = {"/bin/sh", "-c", "killall syslogd; rm -f /var/log/messages"};
        // ruleid: java-log-file-emptied
        Runtime.getRuntime().exec(line);
    }

    void note(String text) throws IOException {
        // ok: java-log-file-emptied
        new FileWriter("/var/log/unit.log", true).append(text).close();
    }

    void cache() throws IOException {
        // ok: java-log-file-emptied
        Files.delete(Paths.get("/var/cache/unit"));
    }

    Process show() throws IOException {
        // ok: java-log-file-emptied
        return Runtime.getRuntime().exec("tail -n 20 /var/log/messages");
    }
}
