import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;

class Unit {
    private static final String FOLDER = "/tmp/unit/";
    private String library;

    void first() {
        // ruleid: java-code-from-writable-place
        System.load(FOLDER + "libcodec.so");
    }

    ClassLoader second() throws Exception {
        File f = new File("/dev/shm/codec.jar");
        URL[] urls = {f.toURI().toURL()};
        // ruleid: java-code-from-writable-place
        return new URLClassLoader(urls);
    }

    Object third() throws Exception {
        String name = System.getenv("UNIT_PLUGIN");
        // ruleid: java-code-from-writable-place
        return Class.forName(name).newInstance();
    }

    Process fourth() throws Exception {
        // ruleid: java-code-from-writable-place
        return new ProcessBuilder("/var/tmp/helper", "-d").start();
    }

    void plain() {
        // ok: java-code-from-writable-place
        System.loadLibrary("codec");
    }

    File state() {
        // ok: java-code-from-writable-place
        return new File("/tmp/state.json");
    }

    Process list() throws Exception {
        // ok: java-code-from-writable-place
        return new ProcessBuilder("/bin/ls", "-l").start();
    }
}
