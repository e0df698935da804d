import java.lang.instrument.*;
import java.lang.reflect.*;
import javassist.*;

class Watch implements ClassFileTransformer {
    public byte[] transform(ClassLoader l, String name, Class<?> c, ProtectionDomain d, byte[] b) {
        if (name.equals("jakarta/servlet/http/HttpServlet")) {
            try {
                ClassPool pool = ClassPool.getDefault();
                CtMethod m = pool.get("jakarta.servlet.http.HttpServlet").getDeclaredMethod("service");
                // ruleid: java-code-put-into-server-class
                m.insertBefore(text());
                return m.getDeclaringClass().toBytecode();
            } catch (Exception e) {
                return b;
            }
        }
        return b;
    }
}

class Hang {
    void hang(Object request, Filter filter) throws Exception {
        Field f = request.getClass().getDeclaredField("context");
        f.setAccessible(true);
        StandardContext context = (StandardContext) f.get(request);
        FilterDef def = new FilterDef();
        def.setFilter(filter);
        // ruleid: java-code-put-into-server-class
        context.addFilterDef(def);
        // ruleid: java-code-put-into-server-class
        context.addFilterMapBefore(map(def));
    }

    void far(Object context, Object listener) throws Exception {
        Method way = context.getClass().getMethod("addApplicationEventListener", Object.class);
        // ruleid: java-code-put-into-server-class
        way.invoke(context, listener);
    }

    void open(ServletContext context) {
        // ok: java-code-put-into-server-class
        context.addFilter("zip", new Zip()).addMappingForUrlPatterns(null, false, "/*");
    }

    void own(CtClass k) throws Exception {
        // ok: java-code-put-into-server-class
        k.getDeclaredMethod("size").insertBefore("count++;");
    }

    void sorted(List<String> names) throws Exception {
        Field f = names.getClass().getDeclaredField("size");
        f.setAccessible(true);
        // ok: java-code-put-into-server-class
        names.add(0, "first");
    }

    void embedded(StandardContext context, FilterDef def) {
        // ok: java-code-put-into-server-class
        context.addFilterDef(def);
    }
}
