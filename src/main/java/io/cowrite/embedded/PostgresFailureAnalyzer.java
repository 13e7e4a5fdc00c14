package io.cowrite.embedded;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends a start that fails for want of PostgreSQL with its sentence instead of a stack trace. */
class PostgresFailureAnalyzer extends AbstractFailureAnalyzer<PostgresException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PostgresException cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
