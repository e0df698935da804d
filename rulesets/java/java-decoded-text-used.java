import java.net.Socket;
import java.util.Base64;

class Unit {
    private static final byte[] WORDS = {0x28, 0x29, 0x3b};
    private String host;

    private static String clear(byte[] data) {
        char[] out = new char[data.length];
        for (int i = 0; i < data.length; i++) {
            out[i] = (char) (data[i] ^ 0x5a);
        }
        return new String(out);
    }

    void start() throws Exception {
        String program = clear(WORDS);
        // ruleid: java-decoded-text-used
        new ProcessBuilder(program, "-c").start();
    }

    Object load(byte[] blob, Loader loader) throws Exception {
        byte[] code = Base64.getDecoder().decode(blob);
        // ruleid: java-decoded-text-used
        return loader.defineClass("Unit", code, 0, code.length);
    }

    void setHost() {
        this.host = new String(Base64.getDecoder().decode("dXAubmV0"));
    }

    Socket dial() throws Exception {
        // ruleid: java-decoded-text-used
        return new Socket(this.host, 443);
    }

    Class<?> byName() throws Exception {
        // ruleid: java-decoded-text-used
        return Class.forName(new StringBuilder("emitnuR.gnal.avaj").reverse().toString());
    }

    Socket plain(String host) throws Exception {
        // ok: java-decoded-text-used
        return new Socket(host, 443);
    }

    byte[] stored(String blob) {
        // ok: java-decoded-text-used
        return Base64.getDecoder().decode(blob);
    }

    Process list() throws Exception {
        // ok: java-decoded-text-used
        return new ProcessBuilder("/bin/ls", "-l").start();
    }
}
