package org.vigie.api;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.vigie.match.IndexNotReady;

/** Writes problems as {@code application/problem+json}. */
@RestControllerAdvice(annotations = ForClients.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiProblems {
    private final IndexState index;

    ApiProblems(IndexState index) {
        this.index = index;
    }

    /**
     * What went wrong, as RFC 9457 has it, without its {@code instance}: that would repeat the address that was asked, and what a
     * client put into it.
     *
     * @param detail the sentence, where clients of Shield look for it
     * @param message the same, where those of Hasher-Matcher-Actioner do
     */
    record Problem(
            String title,
            int status,
            @Nullable String detail,
            @Nullable String message) {}

    @ExceptionHandler
    ResponseEntity<Problem> problem(ApiProblem problem) {
        var headers = new HttpHeaders();
        var retryAfter = problem.retryAfter();
        if (retryAfter != null) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
        }
        return answer(problem.status(), headers, problem.getMessage());
    }

    static ResponseEntity<Problem> answer(HttpStatus status, HttpHeaders headers, @Nullable String sentence) {
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(new Problem(status.getReasonPhrase(), status.value(), sentence, sentence));
    }

    @ExceptionHandler
    ResponseEntity<Problem> notReady(IndexNotReady why) {
        return problem(index.problem());
    }
}
