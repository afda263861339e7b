package org.vigie.api;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Notes who opened the connection before another valve puts in its place whom a proxy names: what a header says of a
 * certificate is believed by the connection alone.
 */
final class PeerValve extends ValveBase {
    private static final String PEER = PeerValve.class.getName();

    PeerValve() {
        super(true);
    }

    /** The numeric address at the other end of the connection, a proxy's if one stands there. */
    static String peer(HttpServletRequest request) {
        return request.getAttribute(PEER) instanceof String noted ? noted : request.getRemoteAddr();
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        request.setAttribute(PEER, request.getRemoteAddr());
        getNext().invoke(request, response);
    }
}
