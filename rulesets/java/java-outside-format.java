import java.io.*;

class Page {
    String row(HttpServletRequest r, int unit) {
        String layout = r.getParameter("layout");
        // ruleid: java-outside-format
        return String.format(layout, unit);
    }

    void echo(BufferedReader in, PrintStream out) throws IOException {
        // ruleid: java-outside-format
        out.printf("> " + in.readLine());
    }

    void home() {
        // ruleid: java-outside-format
        System.out.printf(System.getenv("HOME"));
    }

    String good(HttpServletRequest r, BufferedReader in, PrintStream out) throws IOException {
        // ok: java-outside-format
        out.printf("%s%n", in.readLine());
        // ok: java-outside-format
        System.out.println(System.getenv("HOME"));
        // ok: java-outside-format
        return String.format("%s", r.getParameter("name"));
    }
}
