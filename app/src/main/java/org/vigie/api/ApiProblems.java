package org.vigie.api;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
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
        return answer.body(ProblemDetail.forStatusAndDetail(problem.status(), problem.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notReady(IndexNotReady why) {
        return problem(index.problem());
    }
}
