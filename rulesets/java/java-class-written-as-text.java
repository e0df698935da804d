// ruleid: java-class-written-as-text
import com.sun.org.apache.bcel.internal.util.ClassLoader;
import java.util.Base64;

class Unit {
    // ruleid: java-class-written-as-text
    static final String WORK = "yv66vgAAADQAHQoABgAPCQAQABEIABIKABMAFAcAFQcAFgEABjxpbml0PgEAAygpVgEABENvZGU=";

    byte[] raw = {1};
    // ruleid: java-class-written-as-text
    byte[] head = new byte[]{-54, -2, -70, -66, 0, 0, 0, 52, 0, 29};

    Object load(ClassLoader loader, String tail) throws Exception {
        // ruleid: java-class-written-as-text
        return loader.loadClass("$$BCEL$$" + tail).newInstance();
    }

    // ok: java-class-written-as-text
    static final String PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    boolean isClass(byte[] b) {
        // ok: java-class-written-as-text
        byte[] magic = new byte[]{(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE};
        // ok: java-class-written-as-text
        return java.util.Arrays.equals(b, magic) || b[0] == 0x1f;
    }

    String label() {
        // ok: java-class-written-as-text
        return "yv66 is the name of a unit";
    }
}
