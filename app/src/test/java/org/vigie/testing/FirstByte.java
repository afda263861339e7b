package org.vigie.testing;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Tells a test when an answer begins to leave: a request may carry what is then to be looked at. */
public final class FirstByte extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /** The attribute of the request with a {@link Runnable} that is run once, before the first byte. */
    public static final String LOOK = "vigie.test.first-byte";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(
                request, request.getAttribute(LOOK) instanceof Runnable look ? new Watched(response, look) : response);
    }

    private static final class Watched extends HttpServletResponseWrapper {
        private @Nullable Runnable look;

        Watched(HttpServletResponse response, Runnable look) {
            super(response);
            this.look = look;
        }

        private void begins() {
            Runnable first = look;
            look = null;
            if (first != null) {
                first.run();
            }
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            begins();
            return super.getOutputStream();
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            begins();
            return super.getWriter();
        }
    }
}
