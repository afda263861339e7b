package org.vigie.api;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
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

    @ExceptionHandler
    ResponseEntity<ProblemDetail> problem(ApiProblem problem) {
        var answer = ResponseEntity.status(problem.status());
        var retryAfter = problem.retryAfter();
        if (retryAfter != null) {
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
        }
        return answer.body(detail(problem.status(), problem.getMessage()));
    }

    /** With the sentence where clients of Shield look for it, and where those of Hasher-Matcher-Actioner do. */
    static ProblemDetail detail(HttpStatus status, @Nullable String sentence) {
        var detail = ProblemDetail.forStatusAndDetail(status, sentence);
        detail.setProperty("message", sentence);
        return detail;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notReady(IndexNotReady why) {
        return problem(index.problem());
    }
}
