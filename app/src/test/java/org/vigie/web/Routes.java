package org.vigie.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every endpoint that Spring knows: the list comes from the handler mappings, never from a hand. */
record Routes(RequestMappingHandlerMapping mappings) {
    record Route(String method, String path, HandlerMethod handler) {
        @Override
        public String toString() {
            return method + " " + path;
        }

        /** Whether it answers with a file, which is no page. */
        boolean isDownload() {
            return handler.getReturnType().getParameterType() == ResponseEntity.class;
        }

        /** The path with something in each variable. */
        String filled() {
            return path.replaceAll("\\{id}", "00000000-0000-0000-0000-000000000001")
                    .replaceAll("\\{(number|entry)}", "1")
                    .replaceAll("\\{[^}]*}", "00000000-0000-0000-0000-000000000001");
        }
    }

    /** Those that change something, as far as their method tells. */
    Set<String> writing() {
        return all().stream()
                .filter(route -> !route.method().equals("GET"))
                .map(Route::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    List<Route> all() {
        var routes = new ArrayList<Route>();
        mappings.getHandlerMethods().forEach((info, handler) -> {
            for (var path : info.getPatternValues()) {
                var methods = info.getMethodsCondition().getMethods();
                if (methods.isEmpty()) {
                    routes.add(new Route("GET", path, handler));
                    routes.add(new Route("POST", path, handler));
                }
                for (RequestMethod method : methods) {
                    routes.add(new Route(method.name(), path, handler));
                }
            }
        });
        routes.sort(Comparator.comparing(Route::path).thenComparing(Route::method));
        return routes;
    }
}
