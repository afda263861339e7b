package org.vigie.api;

import java.util.List;
import java.util.TreeSet;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
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
    ResponseEntity<ApiProblems.Problem> otherMethod(HttpRequestMethodNotSupportedException other)
            throws HttpRequestMethodNotSupportedException {
        if (!ClientFilter.isClient()) {
            throw other;
        }
        var taken = other.getSupportedHttpMethods();
        var methods = taken == null ? List.<HttpMethod>of() : List.copyOf(taken);
        String names = String.join(
                ", ", methods.stream().map(HttpMethod::name).sorted().toList());
        var headers = new HttpHeaders();
        headers.setAllow(new TreeSet<>(methods));
        return ApiProblems.answer(
                HttpStatus.METHOD_NOT_ALLOWED, headers, "That is asked by %s here, and nothing else.".formatted(names));
    }

    @ExceptionHandler({NoHandlerFoundException.class, NoResourceFoundException.class})
    ResponseEntity<ApiProblems.Problem> nothing(Exception nothing) throws Exception {
        if (!ClientFilter.isClient()) {
            throw nothing;
        }
        return ApiProblems.answer(
                HttpStatus.NOT_FOUND,
                new HttpHeaders(),
                "There is no such form here; /site-map names those that there are.");
    }
}
