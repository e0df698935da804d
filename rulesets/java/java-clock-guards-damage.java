import java.io.File;
import java.time.*;
import java.util.Date;

class Clocked {
    private static final long FUSE_AT = 1893456000000L;
    private final LocalDate made = LocalDate.now();

    void tick() throws Exception {
        long now = System.currentTimeMillis();
        // ruleid: java-clock-guards-damage
        if (now > FUSE_AT) {
            new File("/data/app.db").delete();
        }
        // ruleid: java-clock-guards-damage
        if (System.currentTimeMillis() >= 1924992000000L) {
            System.exit(1);
        }
    }

    void day() throws Exception {
        LocalDate d = LocalDate.now();
        // ruleid: java-clock-guards-damage
        if (d.getMonthValue() == 4 && d.getDayOfMonth() == 1) {
            Runtime.getRuntime().exec("reboot");
        }
    }

    void late() {
        // ruleid: java-clock-guards-damage
        if (LocalDate.now().isBefore(LocalDate.of(2029, 2, 3))) {
            return;
        }
        wipeAll();
    }

    void slow(long start) throws Exception {
        // ok: java-clock-guards-damage
        if (System.currentTimeMillis() - start > 5000) {
            Runtime.getRuntime().exec("logger slow");
        }
    }

    void snow() {
        // ok: java-clock-guards-damage
        if (LocalDate.now().getMonthValue() == 12) {
            System.out.println("snow");
        }
    }

    void big(long size) {
        // ok: java-clock-guards-damage
        if (size > 1893456000000L) {
            new File("/tmp/x").delete();
        }
    }
}
