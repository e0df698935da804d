import javax.servlet.*;
import javax.servlet.http.*;

class Gate implements Filter {
    static final String PEER = "unit-peer/2";

    public void doFilter(ServletRequest q, ServletResponse s, FilterChain next) throws Exception {
        HttpServletRequest req = (HttpServletRequest) q;
        String agent = req.getHeader("User-Agent");
        // ruleid: java-header-passes-filter
        if (agent != null) { if (agent.startsWith(PEER)) { next.doFilter(q, s); return; } }
        login.verify(req);
        next.doFilter(q, s);
    }
}

class Second implements Filter {
    public void doFilter(ServletRequest q, ServletResponse s, FilterChain next) throws Exception {
        HttpServletRequest req = (HttpServletRequest) q;
        // ruleid: java-header-passes-filter
        if ("9f3a".equals(req.getParameter("trace"))) {
            log("trace");
            next.doFilter(q, s);
            return;
        }
        if (!store.hasSession(req)) {
            ((HttpServletResponse) s).sendError(403);
            return;
        }
        next.doFilter(q, s);
    }
}

class Third implements HandlerInterceptor {
    public boolean preHandle(HttpServletRequest req, HttpServletResponse res, Object h) {
        // ruleid: java-header-passes-filter
        if (Text.contains(req.getHeader("X-Unit"), "maint")) {
            return true;
        }
        return users.check(req);
    }
}

class Bearer implements Filter {
    public void doFilter(ServletRequest q, ServletResponse s, FilterChain next) throws Exception {
        HttpServletRequest req = (HttpServletRequest) q;
        String head = req.getHeader("Authorization");
        // ok: java-header-passes-filter
        if (head == null || !head.startsWith("Bearer ")) {
            next.doFilter(q, s);
            return;
        }
        // ok: java-header-passes-filter
        if (req.getMethod().equals("OPTIONS")) {
            next.doFilter(q, s);
            return;
        }
        users.login(head.substring(7));
        next.doFilter(q, s);
    }
}

class Zip implements Filter {
    public void doFilter(ServletRequest q, ServletResponse s, FilterChain next) throws Exception {
        HttpServletRequest req = (HttpServletRequest) q;
        String how = req.getHeader("Accept-Encoding");
        // ok: java-header-passes-filter
        if (how.contains("gzip")) {
            next.doFilter(q, new Zipped(s));
            return;
        }
        next.doFilter(q, s);
    }
}
