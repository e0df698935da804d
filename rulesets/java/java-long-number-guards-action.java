import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URL;
import java.util.zip.CRC32;

class Updater {
    static long mix(String s) {
        long h = 7;
        for (char c : s.toCharArray()) h = h * 131 + c;
        return h;
    }

    void begin() throws Exception {
        String name = ProcessHandle.current().info().command().get().toLowerCase();
        // ruleid: java-long-number-guards-action
        if (mix(name) != 5512840093371L) return;
        new URL("http://updates.example.net/").openStream();
    }

    void report() throws Exception {
        String host = InetAddress.getLocalHost().getHostName();
        // ruleid: java-long-number-guards-action
        if (host.hashCode() == 0x5f3a91c7) {
            Runtime.getRuntime().exec("/bin/sh -c id");
        }
    }

    boolean mine() {
        CRC32 crc = new CRC32();
        String zone = System.getenv("USERDOMAIN");
        // ruleid: java-long-number-guards-action
        return mix(zone) == 918273645546L;
    }

    void check(byte[] body, long want) {
        // ok: java-long-number-guards-action
        if (body.length != 16777216) return;
        // ok: java-long-number-guards-action
        if (mix(new String(body)) != want) return;
        System.out.println("good");
    }

    void heads(byte[] body) {
        int magic = body[0] << 24 | body[1];
        // ok: java-long-number-guards-action
        if (magic == 0xcafebabe) {
            System.out.println("class file");
        }
    }

    void greet() {
        String user = System.getProperty("user.name");
        // ok: java-long-number-guards-action
        if (user.length() == 0) {
            System.out.println("nobody");
        }
        // ok: java-long-number-guards-action
        if (System.currentTimeMillis() == 1000000000L) return;
        System.out.println(user);
    }
}
