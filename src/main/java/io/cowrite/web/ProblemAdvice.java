package io.cowrite.web;

import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns everything that ends a call into a problem. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String RETRY_AFTER_SECONDS = "2";

    @ExceptionHandler
    ResponseEntity<Object> problem(ProblemException exception) {
        return Problem.answer(exception.code(), HttpHeaders.EMPTY);
    }

    @ExceptionHandler({
            CannotCreateTransactionException.class,
            TransientDataAccessException.class,
            NonTransientDataAccessResourceException.class,
            RecoverableDataAccessException.class
    })
    ResponseEntity<Object> unavailable(Exception exception) {
        LOG.warn("The database cannot be reached: {}", exception.toString());
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        return Problem.answer(ProblemCode.UNAVAILABLE, headers);
    }

    /** Nothing is answered to who has hung up, and nothing is wrong here. */
    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> failure(Exception exception) {
        if (hasHungUp(exception)) {
            LOG.debug("A caller did not wait for the answer: {}", exception.toString());
            return null;
        }
        LOG.error("A call failed", exception);
        return Problem.answer(ProblemCode.INTERNAL, HttpHeaders.EMPTY);
    }

    /** By type and not by message: a connection to the database can break with the same words. */
    private static boolean hasHungUp(Exception exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof EofException || cause instanceof AsyncRequestNotUsableException) {
                return true;
            }
        }
        return false;
    }

    /** What Spring itself finds wrong with a request; its own words are dropped. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception exception, @Nullable Object body, HttpHeaders headers, HttpStatusCode status,
            WebRequest request) {
        if (status.is5xxServerError()) {
            return failure(exception);
        }
        return Problem.answer(code(exception, status.value()), headers);
    }

    private static ProblemCode code(Exception exception, int status) {
        if (exception instanceof HttpMessageNotReadableException) {
            return BodyLimitFilter.isTooLarge(exception) ? ProblemCode.TOO_LARGE : ProblemCode.MALFORMED_BODY;
        }
        return status == 400 ? ProblemCode.INVALID_PARAMETER : ErrorCodes.ofStatus(status);
    }
}
