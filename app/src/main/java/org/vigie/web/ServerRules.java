package org.vigie.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Puts {@link BrowserPolicy} before all that can answer: a filter before the others, and a valve before the filters, because
 * the server refuses some requests without asking anybody. Names the session's cookie.
 */
@Configuration(proxyBeanMethods = false)
class ServerRules {
    /**
     * Behind a proxy that speaks https the cookie bears the prefix that browsers take from https only, for this host only, and
     * for all paths only (RFC 6265bis). On loopback without https no browser would keep it.
     */
    static final String HOST_COOKIE = "__Host-vigie";

    @Bean
    FilterRegistrationBean<Filter> browserPolicy() {
        Filter filter = (request, response, chain) -> {
            BrowserPolicy.write((HttpServletRequest) request, (HttpServletResponse) response);
            chain.doFilter(request, response);
        };
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        return registration;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> server(Environment settings) {
        return factory -> {
            factory.addEngineValves(new PolicyValve());
            if (isBehindProxy(settings)) {
                var cookie = factory.getSettings().getSession().getCookie();
                cookie.setName(HOST_COOKIE);
                cookie.setSecure(true);
                cookie.setPath("/");
            }
        };
    }

    /** An operator who has named the proxy that is believed, as docs/operating.md says, has one that speaks https. */
    static boolean isBehindProxy(Environment settings) {
        return !settings.getProperty("server.forward-headers-strategy", "none").equalsIgnoreCase("none");
    }

    private static final class PolicyValve extends ValveBase {
        PolicyValve() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            BrowserPolicy.write(request, response);
            getNext().invoke(request, response);
        }
    }
}
