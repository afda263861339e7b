package org.vigie.api;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.multipart.MultipartResolver;
import org.springframework.web.multipart.support.StandardServletMultipartResolver;
import org.springframework.web.servlet.DispatcherServlet;

/** The settings of this module, and what it must know of a connection. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiSettings.class)
class ApiWiring {
    @Bean
    Peers peers() {
        return new Peers();
    }

    /**
     * First, so that it stands before the valve that believes proxies. It says so itself: an order on the method of a bean is
     * not looked at here.
     */
    static final class Peers implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {
        @Override
        public void customize(TomcatServletWebServerFactory factory) {
            factory.addEngineValves(new PeerValve());
        }

        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }
    }

    /** Forms of programs are read in memory, see {@link Multipart}: what Spring would do with them writes them to disk. */
    @Bean(name = DispatcherServlet.MULTIPART_RESOLVER_BEAN_NAME)
    MultipartResolver multipartResolver() {
        return new StandardServletMultipartResolver() {
            @Override
            public boolean isMultipart(HttpServletRequest request) {
                return !ClientFilter.isClient() && super.isMultipart(request);
            }
        };
    }

    /** How an answer is kept until its time. */
    @Bean
    AnswerSlot.Sleep answerSleep() {
        return Thread::sleep;
    }
}
