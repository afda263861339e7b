package org.vigie.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.stereotype.Component;

/**
 * Where all text of requests comes in: paths, headers, parameters, and the names of the parts of forms. Text with the character
 * NUL (U+0000) is refused with 400 wherever it stands, before anything is done with it: no text of people has it, and the
 * database takes none. In JSON, {@code api.Bodies} refuses it, which reads all of that.
 */
@Component
class RequestFirewall extends StrictHttpFirewall {
    private static final char NUL = '\0';

    RequestFirewall() {
        setAllowedParameterValues(RequestFirewall::isText);
    }

    @Override
    public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
        return new PartsRead(super.getFirewalledRequest(request));
    }

    private static boolean isText(@Nullable String text) {
        return text == null || text.indexOf(NUL) < 0;
    }

    /** Parts of a form are parameters where they are text; of files, the names are looked at here. */
    private static final class PartsRead extends FirewalledRequest {
        private final FirewalledRequest inner;

        PartsRead(FirewalledRequest inner) {
            super(inner);
            this.inner = inner;
        }

        @Override
        public Collection<Part> getParts() throws IOException, ServletException {
            Collection<Part> parts = super.getParts();
            parts.forEach(PartsRead::check);
            return parts;
        }

        @Override
        public @Nullable Part getPart(String name) throws IOException, ServletException {
            Part part = super.getPart(name);
            if (part != null) {
                check(part);
            }
            return part;
        }

        @Override
        public void reset() {
            inner.reset();
        }

        private static void check(Part part) {
            if (!isText(part.getName()) || !isText(part.getSubmittedFileName())) {
                throw new RequestRejectedException("a part of the form has NUL in its name");
            }
        }
    }
}
