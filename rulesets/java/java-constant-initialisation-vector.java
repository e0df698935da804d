import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.spec.*;

class Sealer {
    private static final byte[] START = new byte[]{1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7};

    Object a() {
        // ruleid: java-constant-initialisation-vector
        return new IvParameterSpec(START);
    }

    Object b() {
        byte[] v = "0123456789ab".getBytes();
        // ruleid: java-constant-initialisation-vector
        return new GCMParameterSpec(128, v);
    }

    Object c() {
        byte[] zero = new byte[16];
        // ruleid: java-constant-initialisation-vector
        return new IvParameterSpec(zero);
    }

    Object d() {
        byte[] v = new byte[12];
        new SecureRandom().nextBytes(v);
        // ok: java-constant-initialisation-vector
        return new GCMParameterSpec(128, v);
    }

    Object e(byte[] message) {
        // ok: java-constant-initialisation-vector
        return new IvParameterSpec(message, 0, 16);
    }

    Object f(byte[] message) {
        // ok: java-constant-initialisation-vector
        return new IvParameterSpec(Arrays.copyOfRange(message, 0, 16));
    }
}
