package io.cowrite.web;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * The body of an answer that says no, by RFC 9457. It is made of the code alone: nothing of the request, of the
 * database or of a failure can get into it.
 */
record Problem(String type, String title, int status, String code, String detail) {

    static Problem of(ProblemCode code) {
        String title = HttpStatus.valueOf(code.status()).getReasonPhrase();
        return new Problem("about:blank", title, code.status(), code.wireName(), code.detail());
    }

    static ResponseEntity<Object> answer(ProblemCode code, HttpHeaders headers) {
        return ResponseEntity.status(code.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(of(code));
    }
}
