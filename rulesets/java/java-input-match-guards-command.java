import java.io.*;
import java.net.*;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.servlet.http.*;

class Status extends HttpServlet {
    private static final String TAG = "zx81";

    protected void doGet(HttpServletRequest req, HttpServletResponse resp) throws IOException {
        String op = req.getParameter("op");
        // ruleid: java-input-match-guards-command
        if (TAG.equals(op)) {
            Process p = Runtime.getRuntime().exec("/usr/sbin/telnetd");
            resp.getWriter().println(p.hashCode());
        }
        // ok: java-input-match-guards-command
        if ("json".equals(req.getParameter("format"))) {
            resp.setContentType("application/json");
        }
    }
}

class Listener implements Runnable {
    private static final byte[] OPENER = {0x13, 0x37};
    private final DatagramSocket socket;

    Listener(DatagramSocket s) {
        socket = s;
    }

    public void run() {
        byte[] buf = new byte[512];
        DatagramPacket packet = new DatagramPacket(buf, buf.length);
        while (true) {
            socket.receive(packet);
            byte[] in = packet.getData();
            // ruleid: java-input-match-guards-command
            if (!Arrays.equals(Arrays.copyOf(in, 2), OPENER)) {
                continue;
            }
            new ProcessBuilder("sh", "-c", new String(in, 2, 100)).start();
        }
    }
}

class Session {
    private boolean ours(String text) throws Exception {
        byte[] d = MessageDigest.getInstance("SHA-1").digest(text.getBytes());
        return hex(d).equals("0a4d55a8d778e5022fab701977c5d840bbc486d0");
    }

    void serve(BufferedReader in) throws Exception {
        String line = in.readLine();
        boolean special = ours(line);
        // ruleid: java-input-match-guards-command
        if (special == true && line.length() > 4) {
            openShell();
        }
        // ok: java-input-match-guards-command
        if (line == null) {
            Runtime.getRuntime().exec("logger empty");
        }
    }

    void local(String mode) throws Exception {
        // ok: java-input-match-guards-command
        if (mode.equals("fast")) {
            Runtime.getRuntime().exec("nice");
        }
    }
}
