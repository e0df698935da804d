import java.io.File;
import java.nio.file.attribute.*;
import java.util.*;

class Unit {
    private static final String TOOL = "/usr/bin/radio-tool";

    void first() {
        // ruleid: java-privilege-opened
        new File(TOOL).setWritable(true, false);
    }

    Set<PosixFilePermission> second() {
        // ruleid: java-privilege-opened
        return PosixFilePermissions.fromString("rwxrwxrwx");
    }

    void third() throws Exception {
        // ruleid: java-privilege-opened
        Runtime.getRuntime().exec("chmod 4755 " + TOOL);
    }

    void plain() {
        // ok: java-privilege-opened
        new File(TOOL).setWritable(true, true);
    }

    Set<PosixFilePermission> narrow() {
        // ok: java-privilege-opened
        return PosixFilePermissions.fromString("rwxr-x---");
    }

    void command() throws Exception {
        // ok: java-privilege-opened
        Runtime.getRuntime().exec("chmod 755 " + TOOL);
    }
}
