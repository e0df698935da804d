import java.util.Random;
import java.security.SecureRandom;
import javax.crypto.spec.*;

class Login {
    private String sessionId;
    private long lastSeen;

    void open() {
        Random r = new Random(42);
        // ruleid: java-predictable-random-secret
        this.sessionId = Long.toHexString(r.nextLong());
    }

    String newPassword() {
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < 8; i++)
            b.append((char) ('a' + (int) (Math.random() * 26)));
        // ruleid: java-predictable-random-secret
        return b.toString();
    }

    Object vector() {
        byte[] raw = new byte[16];
        Random r = new Random();
        r.nextBytes(raw);
        // ruleid: java-predictable-random-secret
        return new IvParameterSpec(raw);
    }

    Object goodVector() {
        byte[] raw = new byte[16];
        new SecureRandom().nextBytes(raw);
        // ok: java-predictable-random-secret
        return new IvParameterSpec(raw);
    }

    void seen() {
        // ok: java-predictable-random-secret
        lastSeen = System.currentTimeMillis();
    }

    int wait(int base) {
        // ok: java-predictable-random-secret
        return base + new Random().nextInt(100);
    }
}
