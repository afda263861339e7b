package org.vigie.api;

import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** What a program asks that is no form: a problem and no page. Of people the pages tell. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ClientRefusals {
    @ExceptionHandler
    ResponseEntity<ProblemDetail> otherMethod(HttpRequestMethodNotSupportedException other)
            throws HttpRequestMethodNotSupportedException {
        if (!ClientFilter.isClient()) {
            throw other;
        }
        var taken = other.getSupportedHttpMethods();
        var methods = taken == null ? List.<HttpMethod>of() : List.copyOf(taken);
        String names = String.join(
                ", ", methods.stream().map(HttpMethod::name).sorted().toList());
        return ResponseEntity.status(HttpStatus.METHOD_NOT_ALLOWED)
                .allow(methods.toArray(HttpMethod[]::new))
                .body(ApiProblems.detail(
                        HttpStatus.METHOD_NOT_ALLOWED, "That is asked by %s here, and nothing else.".formatted(names)));
    }

    @ExceptionHandler({NoHandlerFoundException.class, NoResourceFoundException.class})
    ResponseEntity<ProblemDetail> nothing(Exception nothing) throws Exception {
        if (!ClientFilter.isClient()) {
            throw nothing;
        }
        return ResponseEntity.status(HttpStatus.NOT_FOUND)
                .body(ApiProblems.detail(
                        HttpStatus.NOT_FOUND, "There is no such form here; /site-map names those that there are."));
    }
}
