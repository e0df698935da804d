import java.io.*;
import java.lang.reflect.Method;
import java.net.Socket;
import java.net.URL;
import java.util.Base64;
import javax.script.*;
import javax.servlet.http.*;

class Unit extends ClassLoader {
    private byte[] held;

    Class<?> make(byte[] raw) {
        // ruleid: java-outside-bytes-become-class
        return super.defineClass(raw, 0, raw.length);
    }

    void first(HttpServletRequest request) throws Exception {
        byte[] raw = Base64.getDecoder().decode(request.getParameter("w"));
        make(raw).newInstance();
    }

    void keep(HttpServletRequest req) throws Exception {
        InputStream in = req.getInputStream();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] part = new byte[512];
        int n;
        while ((n = in.read(part)) > 0) {
            out.write(part, 0, n);
        }
        this.held = out.toByteArray();
    }

    Object use() throws Exception {
        Method way = ClassLoader.class.getDeclaredMethod("defineClass", byte[].class, int.class, int.class);
        way.setAccessible(true);
        // ruleid: java-outside-bytes-become-class
        return way.invoke(getClass().getClassLoader(), this.held, 0, this.held.length);
    }

    Object script(HttpServletRequest req) throws Exception {
        ScriptEngine engine = new ScriptEngineManager().getEngineByName("js");
        // ruleid: java-outside-bytes-become-class
        return engine.eval("var a = 1;" + req.getHeader("X-Unit"));
    }

    Object net(Socket socket) throws Exception {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] code = new byte[in.readInt()];
        in.readFully(code);
        // ruleid: java-outside-bytes-become-class
        return defineClass(null, code, 0, code.length).newInstance();
    }

    Class<?> own(String name) throws Exception {
        InputStream in = getClass().getResourceAsStream(name + ".class");
        byte[] code = new byte[in.available()];
        in.read(code);
        // ok: java-outside-bytes-become-class
        return defineClass(name, code, 0, code.length);
    }

    Object rule(String text) throws Exception {
        ScriptEngine engine = new ScriptEngineManager().getEngineByName("js");
        // ok: java-outside-bytes-become-class
        return engine.eval(text);
    }

    String name(HttpServletRequest req) {
        // ok: java-outside-bytes-become-class
        return store.find(req.getParameter("name")).getValue("title");
    }

    Object number(HttpServletRequest req) throws Exception {
        int n = Integer.parseInt(req.getParameter("n"));
        ScriptEngine engine = new ScriptEngineManager().getEngineByName("js");
        // ok: java-outside-bytes-become-class
        return engine.eval("2 * " + n);
    }
}
