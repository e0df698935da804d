import java.io.*;
import java.util.*;
import javax.servlet.http.*;

class Ping {
    private String name;

    static String line(String host) {
        return String.format("ping -c1 %s", host);
    }

    void ping(HttpServletRequest req) throws IOException {
        String cmd = line(req.getParameter("host"));
        // ruleid: java-outside-value-in-command
        Runtime.getRuntime().exec(cmd);
    }

    void fill(HttpServletRequest req) {
        this.name = req.getHeader("X-Name");
    }

    void pack() throws IOException {
        // ruleid: java-outside-value-in-command
        new ProcessBuilder("sh", "-c", "tar cf /tmp/x " + this.name).start();
    }

    void orders(BufferedReader in) throws IOException {
        Runtime rt = Runtime.getRuntime();
        String s = in.readLine();
        // ruleid: java-outside-value-in-command
        rt.exec(new String[] {"/bin/sh", "-c", s});
    }

    void number(HttpServletRequest req) throws IOException {
        int n = Integer.parseInt(req.getParameter("n"));
        // ok: java-outside-value-in-command
        Runtime.getRuntime().exec("head -n " + n + " /etc/motd");
    }

    void fixed() throws IOException {
        // ok: java-outside-value-in-command
        Runtime.getRuntime().exec("uptime");
    }

    void inside(List<String> words) throws IOException {
        // ok: java-outside-value-in-command
        new ProcessBuilder(words).start();
    }
}
